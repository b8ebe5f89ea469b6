"""A column of what had been reached by a day (累计支出): the amounts of positions, and of a single movement never."""

from collections.abc import Iterator

from aidtrack.codes import Code
from aidtrack.errors import Fault
from aidtrack.importing.matching.header_lines import Heading, Own
from aidtrack.importing.matching.spelling import kind_reached, mapped, plain
from aidtrack.ledger.entry import ENTRY
from aidtrack.locale import t


def _columns(heading: Heading, own: Own) -> Iterator[tuple[int, str]]:
    """Each such column that is not left out, and how it is spelled."""
    for at in range(heading.width):
        spelling, left_out = heading.meant(at, own)
        if kind_reached(spelling) is not None and not left_out:
            yield at, spelling


def reached(heading: Heading, own: Own) -> frozenset[str]:
    """How such columns of a sheet are spelled."""
    return frozenset(spelling for _, spelling in _columns(heading, own))


def with_reached(heading: Heading, own: Own) -> Own:
    """The person's own headers, and what such columns are where figures are positions."""
    amount = plain(ENTRY.field("amount").zh)
    return {**{plain(heading.names[at]): amount for at, _ in _columns(heading, own)}, **own}


def reached_unsaid(header: str) -> Fault:
    """Why such a column is not taken for the amounts of movements."""
    return Fault(
        t("is what had been reached by a day, and no single movement."),
        t(
            "To record what came since: --positions --as-of 2018-05-31; where another column holds the amounts, leave it out: --map {left_out}.",
            left_out=mapped(header, ""),
        ),
        code=Code.UNKNOWN_COLUMN,
    )
