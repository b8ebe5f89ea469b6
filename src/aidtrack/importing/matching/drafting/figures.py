"""Which columns of a sheet are likely figures of their own, each filled cell of them an entry: months, groups, income beside outlay."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from aidtrack.importing.matching.header_lines import Heading
from aidtrack.importing.matching.sheet_noun import words_in
from aidtrack.importing.matching.spelling import split_unit
from aidtrack.importing.matching.wide.columns import is_total, month_of
from aidtrack.ledger.kind import KINDS
from aidtrack.locale import t
from aidtrack.values.text import safe

OTHER_PARTY = ("对方户名", "对方名称", "对方单位", "对方单位名称", "对方账户名称")  # beside money in and money out
PARTY = {"receipt": "付款单位", "spending": "收款单位"}  # who that is of either
_IN = frozenset({"收入", "收入金额", "贷方", "贷方金额", "贷方发生额"})
_OUT = frozenset({"支出", "支出金额", "借方", "借方金额", "借方发生额"})
_FIGURE = re.compile(r"(数|金额|资金|款)$")
_RATE = re.compile(r"(率|百分比|比例)$")


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
    return [*_months(heading)] or [*_groups(heading)] or [*_sides(heading)]


def needless(heading: Heading) -> list[str]:
    """The columns that nothing is to be read of, as a layout names them: rates and balances, which follow from others, and account numbers."""
    found: dict[str, None] = {}
    for at, head in enumerate(heading.heads):
        own = split_unit(head.own)[0]
        if _RATE.search(own) or own in ("余额", "结余") or own.endswith(("账号", "账户", "卡号")):
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
        if len(found) > 1 and _FIGURE.search(name):
            groups = "、".join(safe(heading.heads[at].group) for at in found)
            reason = t("this column stands in each of the groups {groups}, whose names fill the fund", groups=groups)
            yield Figures(f"*/{heading.heads[found[0]].own}", (*found,), _kind(name), reason, groups=True)


def _sides(heading: Heading) -> Iterator[Figures]:
    sides = [
        (at, kind)
        for at, head in enumerate(heading.heads)
        for words, kind in ((_IN, "receipt"), (_OUT, "spending"))
        if split_unit(head.own)[0] in words
    ]
    if len({kind for _, kind in sides}) > 1 and len(sides) == len({kind for _, kind in sides}):
        reason = t("money in and money out stand side by side")
        yield from (Figures(heading.names[at], (at,), kind, reason) for at, kind in sides)


def _kind(name: str) -> str | None:
    """The kind of entry that a column's name says."""
    said = [word for word in words_in(name) if word in KINDS]
    return said[0] if len(said) == 1 else None
