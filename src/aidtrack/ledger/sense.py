"""What makes an entry sensible, whichever door it comes in by: each rule once, asked of whole columns at a time.

These rules look at nothing but the entries themselves and the day they are recorded on. What the store holds is the guards'
(`guards.py`); what a blank fund or village means is decided in `store/records/blanks.py`.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import cast

from aidtrack.codes import Code
from aidtrack.dataclass import dataclass
from aidtrack.errors import Fault
from aidtrack.ledger.entry import LINK
from aidtrack.ledger.kind import BACK
from aidtrack.phrase import Said, phrase
from aidtrack.values.kinds import Value
from aidtrack.values.text import safe

Give = Callable[[str], Said]  # a field's name → how it is given at this door, as a sentence: by an option, in a column
Positions = list[int]


@dataclass(frozen=True, slots=True)
class EntryColumns:
    """Entries that are to be recorded, by field; a field without a column is blank in all of them.

    Amounts are fen, days ISO. `kinds` are all that occur; `latest` is the last day that is not in the future, None where any
    day may come.
    """

    count: int
    by_field: Mapping[str, Sequence[Value]]
    kinds: Collection[Value]
    latest: str | None

    def __getitem__(self, field: str) -> Sequence[Value]:
        return self.by_field.get(field) or (None,) * self.count

    @property
    def amounts(self) -> Sequence[int | None]:
        return cast("Sequence[int | None]", self["amount"])

    def texts(self, field: str) -> Sequence[str | None]:
        return cast("Sequence[str | None]", self[field])


@dataclass(frozen=True, slots=True)
class SenseRule:
    """One rule: `broken_by` finds the positions of the entries that break it, `problem` is what is wrong with their `field`.

    What mends it is a `remedy`, or the field `missing`. `usage` is true where a command that breaks it is wrong usage (exit
    code 2), not refused data.
    """

    name: str
    field: str
    broken_by: Callable[[EntryColumns], Positions]
    problem: Said
    remedy: Said = ""
    missing: str = ""
    usage: bool = False
    code: Code = Code.SENSELESS

    def fault(self, give: Give) -> Fault:
        """As it is said at a door."""
        return Fault(self.problem, self.remedy or give(self.missing), code=self.code)


def nonsense(entries: EntryColumns, give: Give) -> Iterator[tuple[int, SenseRule, Fault]]:
    """Every rule that every entry breaks: its position, the rule, and what the rule says at this door."""
    for rule in RULES.values():
        if positions := rule.broken_by(entries):
            fault = rule.fault(give)
            yield from ((at, rule, fault) for at in positions)


def never_blank(kind: str, given: Collection[str]) -> set[str]:
    """The fields that an entry of a kind cannot leave blank where it has only those `given`, and takes no other back."""
    filled = {name: ("given",) for name in given if name not in ("amount", "date", "reverses")}
    entry = EntryColumns(1, {**filled, "kind": (kind,)}, {kind}, None)
    return {rule.field for _, rule, _ in nonsense(entry, str)} - set(given)


def not_one_fund(funds: Sequence[str], give: Give) -> Fault | None:
    """Why a blank fund cannot be that of the project, which has these; None where it has just one."""
    if len(funds) == 1:
        return None
    if not funds:
        return Fault(phrase("is blank, and no fund is allocated to the project."), give("fund"), code=Code.BLANK)
    listed = "、".join(map(safe, funds))
    return Fault(
        phrase("is blank, and the project has {count} funds: {funds}.", count=len(funds), funds=listed),
        give("fund"),
        code=Code.BLANK,
    )


# Each looks at its column as a whole first: of a million entries nearly all are sound.


def _in_the_future(entries: EntryColumns) -> Positions:
    latest, days = entries.latest, entries.texts("date")
    if latest is None or max(filter(None, days), default="") <= latest:
        return []
    return [at for at, day in enumerate(days) if day is not None and day > latest]


def _of_nothing(entries: EntryColumns) -> Positions:
    amounts = entries.amounts
    return [at for at, fen in enumerate(amounts) if fen == 0] if 0 in amounts else []


def _below_zero(entries: EntryColumns) -> Positions:
    amounts = entries.amounts
    if min(filter(None, amounts), default=0) >= 0:
        return []
    return [at for at, fen in enumerate(amounts) if fen is not None and fen < 0]


def _below_zero_unexplained(entries: EntryColumns) -> Positions:
    reasons = entries["reason"]
    return [at for at in _below_zero(entries) if reasons[at] is None]


def _taking_back_unexplained(entries: EntryColumns) -> Positions:
    reverses, reasons = entries["reverses"], entries["reason"]
    if not any(reverses):
        return []
    found = [at for at, other in enumerate(reverses) if other is not None and reasons[at] is None]
    below_zero = set(_below_zero(entries)) if found else set()  # these say so already
    return [at for at in found if at not in below_zero]


def _like_a_link(entries: EntryColumns) -> Positions:
    refs = entries.texts("ref")
    return [at for at, ref in enumerate(refs) if ref is not None and ref.startswith(LINK)] if any(refs) else []


def _without_fund(entries: EntryColumns) -> Positions:
    """Spending may lean on its project's one fund, what makes a loan smaller on its loan's."""
    projects = entries["project"]
    found = _blank("fund", lambda kind: kind not in (None, *BACK))(entries)
    return [at for at in found if entries["kind"][at] != "spending" or projects[at] is None]


def _blank(field: str, asked_of: Callable[[Value], bool]) -> Callable[[EntryColumns], Positions]:
    """Where a field is blank in an entry of a kind that needs it."""

    def positions(entries: EntryColumns) -> Positions:
        values = entries[field]
        if None not in values or not any(map(asked_of, entries.kinds)):
            return []
        return [at for at, kind in enumerate(entries["kind"]) if values[at] is None and asked_of(kind)]

    return positions


def _blank_in_its_own(field: str, kinds: Collection[Value]) -> Callable[[EntryColumns], Positions]:
    """The same, but what takes another entry back has this of that one."""
    blank = _blank(field, lambda kind: kind in kinds)

    def positions(entries: EntryColumns) -> Positions:
        reverses = entries["reverses"]
        return [at for at in blank(entries) if reverses[at] is None]

    return positions


RULES: dict[str, SenseRule] = {
    rule.name: rule
    for rule in (
        SenseRule("future", "date", _in_the_future, phrase("lies in the future."),
                  remedy=phrase("Check it, or add --allow-future."), usage=True, code=Code.FUTURE),
        SenseRule("zero", "amount", _of_nothing, phrase("is 0, which says nothing."), remedy=phrase("Leave the entry out.")),
        SenseRule("below_zero", "amount", _below_zero_unexplained, phrase("is below zero and has no reason."), missing="reason"),
        SenseRule("taking_back", "reason", _taking_back_unexplained,
                  phrase("is blank, and what takes an entry back needs one."), missing="reason", usage=True),
        SenseRule("link", "ref", _like_a_link, phrase("begins with {link}, as an export's own links do.", link=LINK),
                  remedy=phrase("Give another.")),
        SenseRule("fund", "fund", _without_fund, phrase("is blank."), missing="fund", code=Code.BLANK),
        SenseRule("borrower", "household", _blank_in_its_own("household", ("loan",)),
                  phrase("is blank, and a loan has its borrower."), missing="household", usage=True, code=Code.BLANK),
        SenseRule("loan", "loan", _blank_in_its_own("loan", BACK),
                  phrase("is blank, and what makes a loan smaller names it."), missing="loan", usage=True, code=Code.BLANK),
        SenseRule("writeoff", "reason", _blank_in_its_own("reason", ("writeoff",)),
                  phrase("is blank, and giving up a loan needs one."), missing="reason"),
    )
}  # fmt: skip
