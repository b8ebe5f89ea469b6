"""A column of what had been reached by a day (累计支出): the amounts of positions, and of a single movement never."""

from aidtrack.codes import Code
from aidtrack.errors import Fault
from aidtrack.importing.matching.header_lines import Heading, Own
from aidtrack.importing.matching.spelling import kind_reached, mapped, plain
from aidtrack.ledger.entry import ENTRY
from aidtrack.locale import t


def with_reached(heading: Heading, own: Own) -> Own:
    """The person's own headers, and what such columns are where figures are positions."""
    found = {
        plain(heading.names[at]): plain(ENTRY.field("amount").zh)
        for at in range(heading.width)
        if kind_reached(heading.meant(at, own)[0]) is not None and not heading.meant(at, own)[1]
    }
    return {**found, **own}


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
