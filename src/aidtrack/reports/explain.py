"""`--explain`: under each row, the commands that list exactly what its figures come from.

Every report takes `explain`, the program with the options that found this store, or None; it hands it on to the reports and
tables it rests on, or writes the commands itself, for each row of `Table.explain` those of that row.
"""

import shlex
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from aidtrack.errors import Usage
from aidtrack.ledger.entry import ENTRY_COLUMNS
from aidtrack.ledger.kind import KINDS
from aidtrack.nouns import NOUNS
from aidtrack.phrase import Said, phrase
from aidtrack.reports.figures import Figures, Sums, together
from aidtrack.reports.filters import NOT_ASSIGNED, NOWHERE, selected_ids
from aidtrack.reports.parted import of_office
from aidtrack.reports.period import Period
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.find import Names
from aidtrack.values import personal
from aidtrack.values.ids import spelled
from aidtrack.values.report import Row, Value, id_of
from aidtrack.values.text import protected, safe

Sources = Mapping[str, Collection[int]]  # the ids of rows by noun
Place = Callable[[str], Sequence[str]]  # the options that narrow the list of a kind of entry


def explaining(names: Names | Connection, when: Period, prefix: Sequence[str] | None) -> "Explainer | None":
    """None where nobody asks for the commands."""
    if not prefix:
        return None
    return Explainer(names if isinstance(names, Names) else Names(names), when, prefix)


Held = Mapping[str, int | None]  # fen by balance name; None or missing where no entry of the kind exists


class Explainer:
    """Writes the commands; `prefix` is the program with the options that found this store."""

    def __init__(self, names: Names, when: Period, prefix: Sequence[str]) -> None:
        self._names = names
        self._when = when
        self._prefix = prefix

    def commands(self, figures: Figures, through: Mapping[str, Value] | None = None, /, **of: int | None) -> list[Said]:
        """One command for each kind of entry the figures hold, of a fund, a project, a village; 0 is "not assigned".

        `through` are fields of these, as their values are stored.

        A period that begins on some day has two parts, each under a comment: its movements, and everything up to its end,
        which remaining, unallocated, cash and rates come from.
        """
        place = self.narrowed(through or {}, **of)
        return self.of_sums(figures.moved, figures.held, lambda kind: place)

    def narrowed(self, through: Mapping[str, Value], **of: int | None) -> list[str]:
        """The options that narrow a list to these fields, and to what belongs to these."""
        place = self.place(**of)
        for name, value in through.items():
            # Of what an entry holds itself, and of what it belongs to.
            nothing = "" if name in ENTRY_COLUMNS else NOT_ASSIGNED
            place += [f"--{name.replace('_', '-')}", nothing if value is None else protected(str(value))]
        return place

    def of_office(self, code: str) -> "Explainer":
        """The same, of one office of a collection."""
        return Explainer(self._names, self._when, of_office(self._prefix, code))

    @property
    def connection(self) -> Connection:
        """The store."""
        return self._names.connection

    @property
    def when(self) -> Period:
        """The period that is asked for."""
        return self._when

    def entered(self, held: Sums, **of: int | None) -> list[str]:
        """One command for each kind of entry that is `held`, by balance, of a fund, a project, a village, up to the period's end."""
        return self._lists(held, self.place(**of), replace(self._when, start=None))

    def of_sums(self, moved: Sums, held: Sums, place: Place) -> list[Said]:
        """The kinds that `moved` in the period, and those that are `held` at its end, by balance."""
        return self._in_two_parts(
            self._lists(moved, place, self._when), self._lists(held, place, replace(self._when, start=None))
        )

    def each_of(self, noun: str, figures: Mapping[int, Figures]) -> list[Said]:
        """What is behind the figures of several rows of a noun together, by the id of each."""
        until = replace(self._when, start=None)
        movements: list[str] = []
        positions: list[str] = []
        for id, found in figures.items():
            place = self.place(**{noun: id})
            movements += self._lists(found.moved, place, self._when)
            positions += self._lists(found.held, place, until)
        return self._in_two_parts(movements, positions)

    def _in_two_parts(self, movements: Sequence[str], positions: Sequence[str]) -> list[Said]:
        if self._when.start is None or not positions:
            return list(positions)
        end = self._when.end or phrase("now")
        return [
            *([phrase("# movements from {start} to {end}:", start=self._when.start, end=end)] if movements else []),
            *movements,
            phrase("# positions (unallocated, remaining, cash, rate), from everything up to {end}:", end=end),
            *positions,
        ]

    def _lists(self, sums: Sums, place: Place | Sequence[str], when: Period) -> list[str]:
        kinds = [kind.name for kind in KINDS.values() if sums.get(kind.balance) is not None]
        return [self.entries(kind, when, place(kind) if callable(place) else place) for kind in kinds]

    def place(self, **of: int | None) -> list[str]:
        """The options that narrow a list to what belongs to these, by noun; 0 is "not assigned"."""
        found: list[str] = []
        for noun, id in of.items():
            if id is not None:
                found += [f"--{noun}", self._names.choice(noun, id) if id else NOT_ASSIGNED]
        return found

    def projects(self, ids: Collection[int], figures: Mapping[int, Figures], **filters: Value) -> list[Said]:
        """These projects and, by the id of each, what moved; by `filters` where these leave no others. 0 is money of none."""
        known = [id for id in ids if id]
        if not known:
            return self.each_of("project", figures)
        listed = self.rows("project", known, **filters)
        if len(known) == len(ids) and self._fits("project", ids, filters):
            return [listed, *self.commands(together(figures.values()), filters)]
        return [listed, *self.each_of("project", figures)]

    def entries(self, kind: str, when: Period, place: Sequence[str] = ()) -> str:
        """The entries of a kind in a period."""
        narrowed = [*place, *self._when.choice.options(place)]
        if "--payee" in narrowed and personal.is_revealed():
            narrowed.append("--show-personal")
        return self.line(kind, "list", *narrowed, *when.options)

    def numbered(self, kind: str, ids: Collection[int]) -> str:
        """Exactly these entries of a kind."""
        return self.line(kind, "list", "--id", spelled(ids))

    def entry(self, row: Row) -> str:
        """One entry with all its fields, and what was taken back of it."""
        return self.line(str(row["kind"]), "show", str(row["id"]))

    def one(self, noun: str, id: int) -> str:
        """One row of a noun with all its fields."""
        name = self._names.choice(noun, id)
        return self.rows(noun, [id]) if name == str(id) or name.startswith("-") else self.line(noun, "show", name)

    def rows(self, noun: str, ids: Collection[int], **filters: Value) -> str:
        """Exactly these rows of a noun: by `filters` (field → stored value) where these leave no others, else by their ids."""
        if not (typed := self._fits(noun, ids, filters)):
            return self.line(noun, "list", "--id", spelled(ids))
        options = [word for name, text in typed.items() for word in (NOUNS[noun].field(name).option, text)]
        return self.line(noun, "list", *options)

    def _fits(self, noun: str, ids: Collection[int], filters: Mapping[str, Value]) -> dict[str, str]:
        """The filters as they are typed, where they leave these rows and no others; else none."""
        typed = {name: self._typed(noun, name, value) for name, value in filters.items() if value is not None}
        asked = {name: (text,) for name, text in typed.items()}
        if not typed or len(typed) < len(filters) or not self.can_type(*typed.values()):
            return {}
        try:
            return typed if selected_ids(self._names, noun, asked) == sorted(ids) else {}
        except Usage:  # what raw SQL put there
            return {}

    def _typed(self, noun: str, name: str, value: str | int) -> str:
        refers = NOUNS[noun].field(name).refers
        return self._names.choice(refers, int(value)) if refers else protected(str(value))

    def can_type(self, *values: Value) -> bool:
        """Whether a command line can hold these values: no line break, and no word that says that there is none."""
        return all(text == safe(text) and text not in NOWHERE for text in map(str, values))

    def sources(self, rows: Sources) -> list[Said]:
        """Rows of several nouns; of none there is nothing to list."""
        return [self.rows(noun, ids) for noun, ids in rows.items() if ids]

    def each(self, noun: str, rows: Sequence[Row]) -> list[list[Said]]:
        """For each of these rows, which are a noun's own, the command that lists it."""
        return [[self.rows(noun, [id_of(row)])] for row in rows]

    def line(self, *words: str) -> str:
        """A command of these words."""
        return shlex.join([*self._prefix, *words])
