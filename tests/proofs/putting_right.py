"""Entries recorded anew, nouns merged, books closed and opened again: all is what the reference says, and so is what closing kept."""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from aidtrack.ledger.closed_books import BOOKED_LATE
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.proof.closing import close
from aidtrack.store.records import closings
from aidtrack.store.records.correcting import Correcting, correcting
from aidtrack.store.records.merging import merge
from aidtrack.values.dates import last_day
from proofs.operations import Operations, Place, amounts, days, pick, places, rarely
from proofs.reference import PER_CELL, Entry

PERIODS = ("2016", "2016-12", "2017-03", "2017-03-15", "2017", "2018-01")
BEFORE = {"2016": "2015-12-31", "2016-12": "2016-11-30", "2017-03": "2017-02-28", "2017-03-15": "2017-03-14", "2017": "2016-12-31",
          "2018-01": "2017-12-31"}  # fmt: skip


# What a merge may not fill in here: the guards of nouns would judge it.
JUDGED = {"village": (), "fund": ("budget", "category", "place", "form"), "project": ("stage", "closed_on")}


class PuttingRight(Operations):
    """`kept` are the figures that each closing keeps, by its id."""

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[int, list[tuple[Any, ...]]] = {}

    @precondition(lambda self: self.ledger.entries)
    @rule(at=st.integers(0, 60), place=st.none() | places, amount=st.none() | amounts, day=st.none() | days)
    def record_anew(self, at: int, place: Place | None, amount: int | str | None, day: str | None) -> None:
        """With another amount, day or place, or all of them; what came back of a loan goes with it."""
        standing = [one for one in self.ledger.entries if one.reverses is None and self.ledger.held(one.id)]
        old = pick(self.ledger.entries if at > 50 else standing or self.ledger.entries, at)
        held = self.ledger.held(old.id)
        changes: dict[str, Any] = {} if day is None else {"date": day}
        if amount is not None:
            changes["amount"] = self._entry(old.kind, place or Place(False, 0, 0, 0), amount, old.date).amount
        if place is not None:
            changes |= self._moved(old, place)
        pairs = self.ledger.anew(old, self.number, **changes)
        new = [entry for side in zip(*pairs, strict=True) for entry in side]
        why = old.reverses is not None or held == 0 or self.ledger.broken(new)

        def act(writer: Writer) -> Correcting:
            with correcting(writer, "correct", reason="更正") as one:
                one.change({self.entry_ids[old.id]: self._columns(changes)})
            return one

        done = self.decide(why, act)
        if done is None:
            return
        self.batches.append(done.batch_id)
        self._recorded(done.batch_id, pairs)

    def _recorded(self, batch: int, pairs: Sequence[tuple[Entry, Entry]]) -> None:
        self.ledger.record(
            [replace(entry, batch=batch) for side in range(2) for entry in (pair[side] for pair in pairs)]
        )
        with self.writing() as writer:
            rows = writer.rows("SELECT reverses_id, corrects_id, id FROM entry WHERE batch_id = :id", {"id": batch})
        backs, anew = {row[0]: row[2] for row in rows}, {row[1]: row[2] for row in rows}
        for back, recorded in pairs:
            was = self.entry_ids[int(str(back.reverses))]
            self.entry_ids |= {back.id: backs[was], recorded.id: anew[was]}

    def _moved(self, old: Entry, place: Place) -> dict[str, Any]:
        """The same money in another fund; of what is of a project, in another project and village."""
        if old.kind not in PER_CELL:
            return {"fund": pick(self.ledger.funds, place.fund)}
        fund, project, village = self._cell(place)
        return {"fund": fund, "project": project, "village": self.ledger.village_of(project, village)}

    def _columns(self, changes: dict[str, Any]) -> dict[str, object]:
        names = {"amount": "amount_fen", "date": "date"}
        return {
            names.get(name, f"{name}_id"): value if name in names else self.id(name, value)
            for name, value in changes.items()
        }

    @precondition(lambda self: self._alike())
    @rule(at=st.integers(0, 200))
    def merge_two(self, at: int) -> None:
        noun, gone, into = pick(self._alike(), at)
        pairs = self.ledger.moved(noun, gone, into, self.number)
        new = [entry for side in zip(*pairs, strict=True) for entry in side] if pairs else []
        before = replace(
            self.ledger, villages=deepcopy(self.ledger.villages), funds=deepcopy(self.ledger.funds),
            projects=deepcopy(self.ledger.projects), same=dict(self.ledger.same),
        )  # fmt: skip
        self.ledger.merge(noun, gone, into)
        ids = self.ids[noun, gone], self.ids[noun, into]
        forms = {(before.funds[name].form or "grant") for name in (gone, into)} if noun == "fund" else set()
        done = self.decide(
            len(forms) > 1 or self.ledger.broken(new), lambda writer: merge(writer, noun, *ids, reason="同一个")
        )
        if done is None:
            self.ledger = before
            return
        self._recorded(done.batch_id, pairs)

    def _alike(self) -> list[tuple[str, str, str]]:
        """Those made by hand, where nothing is filled in that a guard of nouns asks about."""
        return [
            (noun, gone, into)
            for noun, judged in JUDGED.items()
            for gone, one in getattr(self.ledger, f"{noun}s").items()
            for into, other in getattr(self.ledger, f"{noun}s").items()
            if gone != into and getattr(one, "batch", None) is getattr(other, "batch", None) is None
            and all(getattr(one, name) is None or getattr(other, name) is not None for name in judged)
        ]  # fmt: skip

    @precondition(lambda self: len(self.ledger.entries) > 2)
    @rule(period=st.sampled_from(PERIODS), opens=st.booleans(), insists=rarely)
    def turn_books(self, period: str, opens: bool, insists: bool) -> None:
        """Close up to a period's end, or open again from its first day on where something is closed."""
        ledger = self.ledger
        if opens and ledger.closed_through:
            through = BEFORE[period]
            why: object = through >= ledger.closed_through
            done = self.decide(why, lambda writer: closings.reopen(writer, period, reason="补记"))
        else:
            through, over = last_day(period), "会议决定" if insists else None
            why = through <= ledger.closed_through or (ledger.short(through) if over is None else ())
            done = self.decide(why, lambda writer: close(writer, period, over=over))
        if done is not None:
            ledger.turn(through)
            self._keep(done)

    def _keep(self, closing: int) -> None:
        sums: dict[tuple[Any, ...], int] = {}
        for entry in self.ledger.entries:
            if entry.date <= self.ledger.closed_through:
                place = (
                    self.ids["fund", entry.fund],
                    self.id("project", entry.project) or 0,
                    self.id("village", entry.village) or 0,
                )
                sums[*place, entry.kind] = sums.get((*place, entry.kind), 0) + entry.amount
        self.kept[closing] = sorted((*place, fen) for place, fen in sums.items())

    @precondition(lambda self: self.kept)
    @invariant()
    def marks_agree(self) -> None:
        with self.writing() as writer:
            rows = writer.rows(f"SELECT e.id FROM entry e WHERE {BOOKED_LATE.format(e='e')}")
        assert {row[0] for row in rows} == {self.entry_ids[id] for id in self.ledger.after_closing}

    def compare(self, start: str, end: str, at: int | None = None) -> None:
        super().compare(start, end, at)
        with self.writing() as writer:
            rows = writer.rows("SELECT closing_id, fund_id, project_id, village_id, kind, fen FROM closed_figure")
        assert sorted(map(tuple, rows)) == sorted((id, *one) for id, figures in self.kept.items() for one in figures)
