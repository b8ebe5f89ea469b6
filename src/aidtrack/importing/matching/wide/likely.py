"""Which columns of a sheet are likely figures of their own, each filled cell of them an entry: months, groups, income beside outlay, sources."""

import shlex
from collections import defaultdict
from collections.abc import Iterator

from aidtrack.dataclass import dataclass
from aidtrack.importing.matching.header_lines import Heading
from aidtrack.importing.matching.sheet_noun import words_in
from aidtrack.importing.matching.spelling import KNOWN, kind_said, split_unit
from aidtrack.importing.matching.wide.columns import is_total, month_of
from aidtrack.ledger.kind import KINDS
from aidtrack.locale import t
from aidtrack.pattern import pattern
from aidtrack.values.text import safe

_IN = frozenset({"收入", "收入金额", "贷方", "贷方金额", "贷方发生额"})
_OUT = frozenset({"支出", "支出金额", "借方", "借方金额", "借方发生额"})
_FIGURE = pattern(r"(数|金额|资金|款)$")
_LISTED = pattern(r"[,，、]")  # what sets names apart where several are taken
_BALANCES = ("余额", "结余")
_RATE = pattern(r"(率|百分比|比例)$")


@dataclass(frozen=True, slots=True)
class Figures:
    """Columns that one [[wide]] takes; `kind` of entry where their name says it."""

    take: str
    places: tuple[int, ...]
    kind: str | None
    reason: str
    months: bool = False
    groups: bool = False


def figures(heading: Heading) -> list[Figures]:
    return [*_months(heading)] or [*_groups(heading)] or [*_sides(heading)] or [*_sources(heading)]


def advice_on(heading: Heading, *, as_entries: bool) -> str | None:
    """How such columns are read, where the sheet is taken for one with an amount a row, or for one of a noun."""
    found = figures(heading)
    if not found or not (as_entries or found[0].groups):
        return None
    if len(found) > 1:
        return advice_on_several()
    columns = shlex.quote(found[0].take)
    if as_entries:
        return t("Where columns are amounts of their own, name them: --wide-columns {columns}.", columns=columns)
    return t("Where columns are amounts of their own, name them: --as allocation --wide-columns {columns}.", columns=columns)  # fmt: skip


def are_of_several_kinds(heading: Heading) -> bool:
    """Whether its rows hold an amount of one kind beside that of another."""
    return len({one.kind for one in figures(heading) if one.kind is not None}) > 1


def is_of_several_kinds(heading: Heading, header: str) -> bool:
    """Whether a column is one of such amounts."""
    places = {heading.names[at] for one in figures(heading) for at in one.places}
    return header in places and are_of_several_kinds(heading)


def advice_on_several() -> str:
    return t(
        "Where columns are amounts of their own, a layout says what each is: aidtrack layout draft FILE -o layout.toml proposes one, import FILE --layout layout.toml reads by it."
    )


def needless(heading: Heading) -> list[str]:
    """The columns that nothing is to be read of, as a layout names them: rates and balances, which follow from others, and account numbers."""
    found: dict[str, None] = {}
    for at, head in enumerate(heading.heads):
        own = split_unit(head.own)[0]
        if (
            (_RATE.search(own) and own not in KNOWN)
            or own.endswith(_BALANCES)
            or own.endswith(("账号", "账户", "卡号"))
        ):
            found[heading.names[at] if heading.is_unique(at) else f"*/{head.own}"] = None
    return [*found]


def _months(heading: Heading) -> Iterator[Figures]:
    found = {at: month for at in range(heading.width) if not is_total(heading, at) and (month := month_of(heading, at))}
    if len(found) > 1:
        yield Figures("1月..12月", (*found,), None, t("a column a month, those of the months to come too"), months=True)


def _groups(heading: Heading) -> Iterator[Figures]:
    """Columns of one name that stand in several groups."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for at, head in enumerate(heading.heads):
        if head.groups and not is_total(heading, at):
            places[split_unit(head.own)[0]].append(at)
    for name, found in places.items():
        if len(found) > 1 and (_FIGURE.search(name) or _kind(name) is not None) and not _RATE.search(name):
            groups = "、".join(safe(heading.heads[at].group) for at in found)
            reason = t("this column stands in each of the groups {groups}, whose names fill the fund", groups=groups)
            yield Figures(f"*/{heading.heads[found[0]].own}", (*found,), _kind(name), reason, groups=True)


def _sides(heading: Heading) -> Iterator[Figures]:
    sides = [
        (at, kind) for at, head in enumerate(heading.heads) if (kind := _side(split_unit(head.own)[0])) is not None
    ]
    if len({kind for _, kind in sides}) > 1 and len(sides) == len({kind for _, kind in sides}):
        reason = t("amounts of several kinds stand side by side")
        yield from (Figures(heading.names[at], (at,), kind, reason) for at, kind in sides)


def _side(name: str) -> str | None:
    """The kind of entry that a column of amounts says beside others: money in, money out, what was set aside."""
    return "receipt" if name in _IN else "spending" if name in _OUT else kind_said(name)


def _sources(heading: Heading) -> Iterator[Figures]:
    """Columns of money none of which is a field of ours: each may be what one source gave."""
    money = [at for at in range(heading.width) if heading.unit(at) is not None and not is_total(heading, at)]
    names = [split_unit(heading.names[at])[0] for at in money]
    if len(money) > 1 and not any(name in KNOWN or name in _BALANCES or _LISTED.search(name) for name in names):
        reason = t("these columns hold money and are no fields, and their names fill the fund")
        yield Figures(",".join(names), (*money,), None, reason, groups=True)


def _kind(name: str) -> str | None:
    """The kind of entry that a column's name says."""
    said = [word for word in words_in(name) if word in KINDS]
    return said[0] if len(said) == 1 else None
