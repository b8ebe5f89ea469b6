"""What a report speaks of: movements between two days, positions at the last of them, all entries or those chosen."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import field, replace
from datetime import date
from typing import Any

from aidtrack.dataclass import dataclass
from aidtrack.errors import Fault, Usage
from aidtrack.phrase import phrase
from aidtrack.reports.choice import EVERYTHING, Choice
from aidtrack.values.dates import first_day, last_day, parse_date
from aidtrack.values.kinds import YEAR
from aidtrack.values.report import Filter
from aidtrack.values.text import typed_wrong


@dataclass(frozen=True, slots=True)
class Period:
    """`start` and `end` are ISO days or None for open; both None is everything ever recorded. `today` is the day of the run.

    `choice` says of which entries it is. `known` is what was asked about it already, where several reports speak of the same.
    """

    start: str | None = None
    end: str | None = None
    today: str = ""
    choice: Choice = EVERYTHING
    known: dict[Hashable, Any] | None = field(default=None, compare=False, repr=False)

    @property
    def day(self) -> str:
        """The day on which positions are looked at: what is overdue, who is in office."""
        return self.end or self.today

    @property
    def is_everything(self) -> bool:
        """Whether no day bounds it."""
        return self.start is None and self.end is None

    @property
    def whole(self) -> "Period":
        """The same time, of all entries."""
        return replace(self, choice=EVERYTHING)

    @property
    def year(self) -> str | None:
        """The year from whose first day on the period lasts, if it ends in the same one."""
        start, end = self.start or "", self.end or ""
        return start[:4] if start.endswith("-01-01") and start[:4] == end[:4] else None

    @property
    def options(self) -> list[str]:
        """The command-line options that name this period again."""
        named = (("--from", self.start), ("--to", self.end))
        return [word for option, value in named if value for word in (option, value)]

    @property
    def filters(self) -> list[Filter]:
        """What a list is told to be narrowed by; the day on which it ends every answer names."""
        return [Filter("from", (self.start,), phrase("from {start} on", start=self.start))] if self.start else []

    @property
    def until(self) -> "Period":
        """Everything up to its end: what positions are made of."""
        return replace(self, start=None)

    def reached(self, iso: str | None) -> bool:
        """Whether a date of any precision may have come by the day; one that is not known may."""
        return iso is None or first_day(iso) <= self.day

    def overlaps(self, starts_on: str | None, ends_on: str | None, *, lasts: bool = False) -> bool:
        """Whether what lasted from `starts_on` to `ends_on`, each as precise as it is known, may lie in the period.

        Without an end it lasted as long as its beginning may mean, or with `lasts` for ever; without a date it may be any day.
        """
        first = first_day(starts_on) if starts_on else ""
        last = ends_on or (None if lasts else starts_on)
        return first <= (self.end or "9999") and (last_day(last) if last else "9999") >= (self.start or "")

    def shared(self) -> "Period":
        """The same, for several reports of one look at a store: what one of them asked `once` is known to the others."""
        return replace(self, known={}) if self.known is None else self

    def once(
        self, what: Hashable, parts: Sequence[Hashable], ask: Callable[[Sequence[Any]], Iterable[Any]]
    ) -> list[Any]:
        """Of each of the `parts` of `what`, its answer: `ask` is asked for those that are not known yet."""
        known = {} if self.known is None else self.known
        key = what, self.start, self.end, self.choice
        asked = [part for part in dict.fromkeys(parts) if (*key, part) not in known]
        if asked:
            known.update(((*key, part), answer) for part, answer in zip(asked, ask(asked), strict=True))
        return [known[*key, part] for part in parts]

    @property
    def params(self) -> dict[str, object]:
        return {"start": self.start or "", "end": self.end or "9999", **self.choice.params}


def period(
    year: str | None = None,
    from_: str | None = None,
    to: str | None = None,
    as_of: str | None = None,
    *,
    today: date,
) -> Period:
    """The period of `--year`, `--from`, `--to`, `--as-of`. Raises Usage where they contradict each other."""
    if year is not None and (from_ is not None or to is not None):
        raise Usage(phrase("--year and --from/--to say the same thing twice."), phrase("Give one of them."))
    if to is not None and as_of is not None:
        raise Usage(phrase("--to and --as-of both name the last day."), phrase("Give one of them."))
    start_day: str | None = None
    end_day = None if as_of is None else _last(as_of, "--as-of")
    if year is not None:
        start_day, last = _year(year)
        end_day = min(last, end_day or last)
    else:
        start_day = None if from_ is None else _first(from_, "--from")
        end_day = end_day if to is None else _last(to, "--to")
    if start_day and end_day and start_day > end_day:
        raise Usage(
            phrase("The period ends ({end}) before it begins ({start}).", start=start_day, end=end_day),
            phrase(
                "Its first day is what --from or --year says, its last what --to, --as-of or --year says: check these."
            ),
        )
    return Period(start_day, end_day, today.isoformat())


def earlier(compare: str, when: Period, *, lasts: bool) -> Period:
    """Up to the day that `--compare` names. Raises Usage beside a period that `lasts` (--year, --from, --to), and for a later day."""
    if lasts:
        raise Usage(
            phrase("--compare holds two days against each other; --year, --from and --to name a period."),
            phrase("Give the later day with --as-of."),
        )
    day = _last(compare, "--compare")
    if day > when.day:
        raise Usage(
            phrase("The day to compare with ({before}) comes after {day}.", before=day, day=when.day),
            phrase("Give an earlier one, or a later --as-of."),
        )
    return replace(when, end=day)


def since(new: str, when: Period) -> Period:
    """Up to the day that `--new` names. Raises Usage for a later one than is looked at."""
    day = _last(new, "--new")
    if day > when.day:
        raise Usage(
            phrase("The day since which an alert is to be new ({before}) comes after {day}.", before=day, day=when.day),
            phrase("Give an earlier one, or a later --as-of."),
        )
    return replace(when, end=day)


def _parse(text: str, option: str) -> str:
    try:
        return parse_date(text)
    except Fault as fault:
        raise typed_wrong(option, text, fault) from None


def _year(text: str) -> tuple[str, str]:
    try:
        year = YEAR.parse(text)
    except Fault as fault:
        raise typed_wrong("--year", text, fault) from None
    return f"{year}-01-01", f"{year}-12-31"


def _first(text: str, option: str) -> str:
    return first_day(_parse(text, option))


def _last(text: str, option: str) -> str:
    return last_day(_parse(text, option))
