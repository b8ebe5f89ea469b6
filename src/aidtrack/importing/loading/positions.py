"""Positions: what had been reached on a day, of which the difference to what is stored up to then is booked."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import field

from aidtrack.codes import Code
from aidtrack.dataclass import dataclass
from aidtrack.errors import Fault
from aidtrack.importing.loading.entries import EntryLoad, Waiting
from aidtrack.ledger.kind import KINDS
from aidtrack.locale import command, some_of, spoken, t
from aidtrack.store.names.find import Names
from aidtrack.store.records.correctable import not_correctable
from aidtrack.store.records.correcting import Change
from aidtrack.store.records.figures import Key, Later, Span, Sum, later, missing, positions_among
from aidtrack.values.money import yuan
from aidtrack.values.text import safe

_MOST_NAMED = 3


@dataclass(slots=True)
class Positions:
    """What had been reached on a day, against what is stored up to then."""

    load: EntryLoad
    not_correctable: dict[int, Fault] = field(default_factory=dict)  # of what is dated later, why it makes no room

    def ready(self, by_span: Mapping[Span, Sequence[Waiting]], sums: Sequence[Sum]) -> list[Waiting]:
        """The rows of which a difference is to be booked, each with that as its amount."""
        spans = [(number, span, rows) for number, (span, rows) in enumerate(by_span.items()) if not span.since]
        self._refuse_twice([(span.key, one) for _, span, rows in spans for one in rows])
        if self.load.problems.count:
            return []
        late = later(
            self.load.writer,
            [number for number, _, rows in spans if sums[number].later and _moves(rows[0], sums[number])],
        )
        self._look_at([entries[0] for entries in late.values()])
        found = []
        for number, span, [one] in spans:
            if not _moves(one, sums[number]):
                one.is_known()
            elif self._is_sound(one, span, sums[number], late.get(number, [])):
                one.row["amount_fen"] = one.amount_fen - sums[number].fen
                one.is_taken()
                found.append(one)
        self._note_missing([(span, one) for _, span, [one] in spans])
        return found

    def _refuse_twice(self, rows: Sequence[tuple[Key, Waiting]]) -> None:
        """What had been reached of one key is said once."""
        first: dict[Key, Waiting] = {}
        for key, one in rows:
            other = first.setdefault(key, one)
            if other is not one:
                file = str(other.reading.sheet.origin)
                said = t(
                    "stands in line {line} of {file} too, for the same kind, fund, project and village.",
                    line=other.line,
                    file=file,
                )
                advice = t("Keep one of the two, or import one after the other.")
                one.reading.fault(one.line, "amount", Fault(said, advice, code=Code.STANDS_TWICE), one.cell)

    def _is_sound(self, one: Waiting, span: Span, stored: Sum, late: Sequence[Later]) -> bool:
        """Whether a difference can be booked; what is dated later makes room for it where it is to."""
        fen = one.amount_fen - stored.fen
        faults = []
        if fen < 0 and one.row.get("reason") is None:
            if self.load.options.reason is None:
                said = t(
                    "is {fall} yuan less than the {stored} yuan stored up to {day}.",
                    fall=yuan(-fen),
                    stored=yuan(stored.fen),
                    day=span.until,
                )
                faults.append(Fault(said, t("If it fell, give the reason with --reason."), code=Code.FELL))
            else:
                one.row["reason"] = self.load.options.reason
        if late and (fault := self._why_not(one, span, fen, late)) is not None:
            faults.append(fault)
        for fault in faults:
            one.reading.fault(one.line, "amount", fault, one.cell)
        if late and not faults:
            self._make_room(one, span, fen, late[0])
        return not faults

    def _why_not(self, one: Waiting, span: Span, fen: int, late: Sequence[Later]) -> Fault | None:
        """Why what is dated later makes no room: it cannot, or that was not asked for."""
        cannot = self.not_correctable.get(late[0].id)
        if cannot is not None and cannot.code is Code.COMES_LATE and fen > 0:
            by_hand = safe(self._by_hand(one, fen, span.until))
            advice = t("Take that back first, or record the difference by hand: {command}.", command=by_hand)
            return Fault(cannot.problem, advice, code=cannot.code)
        return cannot or (None if self.load.options.rebase else _comes_late(span, late))

    def _by_hand(self, one: Waiting, fen: int, day: str) -> str:
        """The command that records what a position comes to beside what is stored."""
        places = [
            word
            for noun in ("fund", "project", "village")
            if (id := one.row[f"{noun}_id"]) is not None
            for word in (f"--{noun}", self.load.names.choice(noun, int(str(id))))
        ]
        return command(str(one.row["kind"]), "add", yuan(fen), *places, "--date", day)

    def _look_at(self, following: Sequence[Later]) -> None:
        """Which of the next entries cannot be corrected by a difference."""
        writer, ids = self.load.writer, [one.id for one in following]
        refused, positions = not_correctable(writer, ids), positions_among(writer, ids)
        for one in following:
            if one.id not in positions:
                self.not_correctable[one.id] = Fault(
                    t("comes late, and {entry} after it is none of positions.", entry=_told(one)),
                    t("Take that back first, or record this one by hand."),
                    code=Code.COMES_LATE,
                )
            elif one.id in refused:
                self.not_correctable[one.id] = Fault.of(refused[one.id])

    def _make_room(self, one: Waiting, span: Span, fen: int, following: Later) -> None:
        """Correct the next entry by the difference: what had been reached after it stays so."""
        reason = self.load.options.reason or t("what had been reached on {day} came late", day=span.until)
        rest = following.held_fen - fen
        if rest:
            line = (one.file_no, one.line)
            self.load.require_officer()
            self.load.corrections.changes[following.id] = Change({"amount_fen": rest}, reason=reason, line=line)
        else:
            self._take_back(one, following, reason)

    def _take_back(self, one: Waiting, following: Later, reason: str) -> None:
        """Nothing is left of an entry."""
        columns = ("kind", "fund_id", "project_id", "village_id", "file_no", "row_no", "batch_id")
        row = {name: one.row[name] for name in columns}
        row |= {
            "date": following.date,
            "amount_fen": -following.held_fen,
            "reason": reason,
            "reverses_id": following.id,
        }
        self.load.insert({name: [value] for name, value in row.items()}, {})

    def _note_missing(self, rows: Sequence[tuple[Span, Waiting]]) -> None:
        """What is stored and stands in no row; of a sheet of one fund or village what is stored of others is none of its."""
        sheets: dict[tuple[str, str], list[tuple[Key, Waiting]]] = defaultdict(list)
        for span, one in rows:
            sheets[span.key.kind, span.until].append((span.key, one))
        for (kind, until), keys in sheets.items():
            within = {}
            for name in ("fund_id", "village_id"):
                ids = {getattr(key, name) for key, _ in keys}
                if len(ids) == 1:
                    within[name] = ids.pop()
            left = missing(self.load.writer, kind, until, within)
            if left:
                self.load.notes[keys[0][1].file_no].append(self._left(kind, until, left))

    def _left(self, kind: str, until: str, left: Sequence[tuple[Key, int]]) -> str:
        names = self.load.names
        shown = [
            t("{place}: {amount} yuan", place=_place(names, key), amount=yuan(fen)) for key, fen in left[:_MOST_NAMED]
        ]
        listed = some_of([*shown, *("" for _ in left[_MOST_NAMED:])], _MOST_NAMED)
        return t("{count} sums of {kind} that are stored up to {day} stand in no row: {listed}.",
                 count=len(left), kind=spoken(KINDS[kind].label), day=until, listed=listed)  # fmt: skip


def _place(names: Names, key: Key) -> str:
    ids = (("project", key.project_id), ("village", key.village_id), ("fund", key.fund_id))
    return " · ".join(safe(str(names.name(noun, id))) for noun, id in ids if id)


def _moves(one: Waiting, stored: Sum) -> bool:
    return one.amount_fen != stored.fen


def _comes_late(span: Span, late: Sequence[Later]) -> Fault:
    listed = some_of([*map(_told, late)], _MOST_NAMED)
    return Fault(
        t("comes late: dated after {day} are {entries}.", day=span.until, entries=listed),
        t("To put it in its place, add --rebase: the next of these is corrected by the difference."),
        code=Code.COMES_LATE,
    )


def _told(one: Later) -> str:
    return t("entry {id} of {date} ({amount} yuan)", id=one.id, date=one.date, amount=yuan(one.held_fen))
