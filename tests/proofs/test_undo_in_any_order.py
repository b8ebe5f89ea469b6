"""Whatever was imported, corrected, reversed, reversed again and undone, in whatever order: the sums of every day are those of a world
without the batches that were undone, and without what took back or corrected entries that were never made in it.
"""

import itertools
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aidtrack.cli.importing import import_files
from aidtrack.cli.run import Run
from aidtrack.errors import Refused
from aidtrack.ledger.kind import KINDS as DECLARED
from aidtrack.locale import use
from aidtrack.store.engine.transaction import Writer, write
from aidtrack.store.proof.check import check
from aidtrack.store.records import entries, nouns
from aidtrack.store.records.correcting import correcting
from aidtrack.store.records.rows import held_fen
from aidtrack.store.records.undo import undo
from conftest import ENGINES, Store, examples

NOW = datetime(2019, 1, 1, tzinfo=UTC)
DAYS = ("2017-01-10", "2017-02-20", "2017-03-05", "2017-06-30")
KINDS = ("receipt", "receipt", "allocation", "spending", "spending")
WORDS = {"receipt": "到账", "allocation": "安排", "spending": "支出"}
HEADER = "类型,日期,资金,项目,金额（元）,原因,流水号,冲销流水号\n"


@dataclass(frozen=True)
class Row:
    """What is to be recorded: of a kind, or taking back one of the entries there are (`takes_back` says which)."""

    kind: str
    yuan: int
    day: int
    takes_back: int | None


@dataclass
class Made:
    """An entry of the reference; amounts are fen."""

    kind: str
    day: str
    fen: int
    ref: str
    reverses: "Made | None" = None
    batch: int | None = None
    id: int = 0
    corrects: "Made | None" = None

    @property
    def named(self) -> str:
        """Its 流水号 in a sheet: that of the first entry of its story."""
        return self.corrects.named if self.corrects else self.ref


@dataclass
class World:
    """The reference: entries in a list, and the batches that were undone."""

    made: list[Made] = field(default_factory=list)
    batches: list[int] = field(default_factory=list)
    undone: set[int] = field(default_factory=set)
    corrections: set[int] = field(default_factory=set)

    def came_back(self, batch: int) -> bool:
        """Whether somebody took back since, and corrected nothing by it, what a correction recorded anew: it would be lost with it."""
        return batch in self.corrections and any(
            one.reverses is not None
            and one.reverses.corrects is not None  # what revives the old one is of no use where that stands again whole
            and one.reverses.batch == batch
            and not self.of_correction(one)
            and self.held(one) != 0
            for one in self.made
        )

    def of_correction(self, one: Made) -> bool:
        return one.batch is not None and any(n.corrects is one.reverses and n.batch == one.batch for n in self.made)

    def of(self, batch: int) -> list[Made]:
        return [one for one in self.made if one.batch == batch]

    def gone(self, entry: Made) -> bool:
        """Whether it was never made in a world without what was undone."""
        leans_on = entry.reverses or entry.corrects
        return entry.batch in self.undone or (leans_on is not None and self.gone(leans_on))

    def newest(self, entry: Made) -> bool:
        return not any(one.corrects is entry and one.batch not in self.undone for one in self.made)

    def held(self, entry: Made) -> int:
        if self.gone(entry):
            return 0
        return entry.fen + sum(self.held(other) for other in self.made if other.reverses is entry)

    @property
    def sound(self) -> bool:
        """Whether in the end the rules hold: nothing is allocated that did not arrive, nor spent that was not allocated and is there;
        nothing holds the opposite of its amount.
        """
        received, allocated, spent = (self.sum(kind, DAYS[-1]) for kind in WORDS)
        covered = received >= max(allocated, spent) and allocated >= spent
        return covered and all(self.held(one) * one.fen >= 0 for one in self.made)

    def sum(self, kind: str, day: str) -> int:
        return sum(one.fen for one in self.made if one.kind == kind and one.day <= day and not self.gone(one))


rows = st.builds(
    Row, st.sampled_from(KINDS), st.integers(1, 60), st.integers(0, 3), st.none() | st.integers(0, 20) | st.integers(0, 20)
)  # fmt: skip
steps = st.one_of(
    st.tuples(st.just("import"), st.lists(rows, min_size=1, max_size=3)),
    st.tuples(st.just("import"), st.lists(rows, min_size=1, max_size=3)),
    st.tuples(st.just("by hand"), rows),
    st.tuples(st.just("correct"), rows),
    st.tuples(st.just("undo"), st.integers(0, 20)),
)


class Play:
    """One example, on a store that others were played on before: its fund and its project are its own."""

    def __init__(self, store: Store, folder: Path, number: int) -> None:
        self.store, self.folder, self.number = store, folder, number
        self.world = World()
        self.names = {"fund": f"资金{number}", "project": f"项目{number}"}
        with self.writing() as writer:
            self.ids = {noun: nouns.add(writer, noun, {"name": name}) for noun, name in self.names.items()}

    def writing(self) -> AbstractContextManager[Writer]:
        return write(self.store.target, actor="proof", now=NOW)

    def entry(self, row: Row, pending: Sequence[Made], batch: int | None) -> Made:
        """What a row means; what it takes back may stand in the same import."""
        world = World([*self.world.made, *pending], undone=self.world.undone)
        ref = f"{self.number}-{len(world.made)}"
        # In a sheet a 流水号 names the newest of a story; what takes back for a correction has none, and by hand nobody reverses it.
        standing = [
            one
            for one in world.made
            if world.held(one)
            and not (one.reverses and world.of_correction(one))
            and (batch is None or (one.named and world.newest(one)))
        ]
        if row.takes_back is None or not standing:
            times = 3 if row.kind == "receipt" else 1
            return Made(row.kind, DAYS[row.day], row.yuan * 100 * times, ref, batch=batch)
        back = standing[row.takes_back % len(standing)]
        held = world.held(back)
        fen = min(row.yuan * 100, abs(held))
        return Made(back.kind, max(DAYS[row.day], back.day), -fen if held > 0 else fen, ref, back, batch)

    def import_sheet(self, asked: Sequence[Row]) -> None:
        made: list[Made] = []
        for row in asked:
            made.append(self.entry(row, made, -1))
        lines = [
            f"{WORDS[one.kind]},{one.day},{self.names['fund']},{'' if one.kind == 'receipt' else self.names['project']},"
            f"{one.fen / 100:.2f},{'更正' if one.reverses else ''},{one.ref},{one.reverses.named if one.reverses else ''}\n"
            for one in made
        ]
        path = self.folder / "流水.csv"
        path.write_text(HEADER + "".join(lines), "utf-8")
        report = import_files(
            Run(self.store.target, "proof", NOW, ["aidtrack"]), files=(str(path),), allow_duplicates=True, again=True
        )
        sound = World([*self.world.made, *made], undone=self.world.undone).sound
        assert (report.exit_code == 0) == sound, (lines, [dict(row) for row in report.tables[-1].rows])
        if not sound:
            return
        batch = int(str(report.tables[0].rows[0]["batch"]))
        with self.writing() as writer:
            for one in made:
                one.batch = batch
                one.id = int(writer.value("SELECT entry_id FROM entry_ref WHERE ref = :ref", {"ref": one.ref}))
        self.world.made += made
        self.world.batches.append(batch)

    def by_hand(self, row: Row) -> None:
        one = self.entry(row, (), None)
        place = {"fund_id": self.ids["fund"], "project_id": None if one.kind == "receipt" else self.ids["project"]}
        values = {
            **place, "kind": one.kind, "date": one.day, "amount_fen": one.fen, "ref": one.ref,
            "reason": "更正" if one.reverses else None, "reverses_id": one.reverses.id if one.reverses else None,
        }  # fmt: skip
        sound = World([*self.world.made, one], undone=self.world.undone).sound
        try:
            with self.writing() as writer:
                one.id = entries.add(writer, values)
        except Refused as refusal:
            assert not sound, refusal.args
        else:
            assert sound, values
            self.world.made.append(one)

    def correct(self, row: Row) -> None:
        """An entry is recorded anew with another amount on another day, whatever of it was taken back."""
        standing = [one for one in self.world.made if self.world.held(one) and one.reverses is None]
        if row.takes_back is None or not standing:
            return
        old = standing[row.takes_back % len(standing)]
        held, fen = self.world.held(old), row.yuan * 100
        back = Made(old.kind, old.day, -held, "", old, -1)
        new = Made(old.kind, DAYS[row.day], fen, "", None, -1, corrects=old)
        sound = World([*self.world.made, back, new], undone=self.world.undone).sound
        try:
            with self.writing() as writer, correcting(writer, "correct", reason="更正") as act:
                act.change({old.id: {"amount_fen": fen, "date": new.day}})
        except Refused as refusal:
            assert not sound, refusal.args
            return
        assert sound, (old, new)
        back.batch = new.batch = act.batch_id
        new.id = act.anew[old.id]
        with self.writing() as writer:
            back.id = int(writer.value("SELECT id FROM entry WHERE batch_id = :batch AND reverses_id = :old",
                                       {"batch": act.batch_id, "old": old.id}))  # fmt: skip
        self.world.made += [back, new]
        self.world.batches.append(act.batch_id)
        self.world.corrections.add(act.batch_id)

    def undo(self, batch: int) -> bool:
        """Whether it was taken back, as it must be where what is left keeps the rules."""
        left = World(self.world.made, undone={*self.world.undone, batch})
        nothing = batch in self.world.corrections and all(map(self.world.gone, self.world.of(batch)))
        fits = batch not in self.world.undone and left.sound and not self.world.came_back(batch) and not nothing
        before = self.sums()
        try:
            with self.writing() as writer:
                undo(writer, batch)
        except Refused as refusal:
            assert not fits, refusal.args
            assert self.sums() == before
            return False
        assert fits
        self.world.undone.add(batch)
        return True

    def sums(self) -> dict[str, list[int]]:
        """What the store says: by kind the sums of every day, then the balance; last, what each entry holds."""
        fund = {"fund": self.ids["fund"]}
        with self.writing() as store:
            found = {
                kind: [
                    *(int(store.value("SELECT coalesce(sum(amount_fen), 0) FROM entry"
                                      f" WHERE fund_id = :fund AND kind = '{kind}' AND date <= '{day}'", fund)) for day in DAYS),
                    int(store.value(f"SELECT coalesce(sum({DECLARED[kind].balance}_fen), 0) FROM fund_balance WHERE fund_id = :fund", fund)),
                ]
                for kind in WORDS
            }  # fmt: skip
            found["held"] = [held_fen(store, one.id) for one in self.world.made]
        return found

    def agrees(self) -> None:
        world = self.world
        expected = {kind: [world.sum(kind, day) for day in (*DAYS, DAYS[-1])] for kind in WORDS}
        assert self.sums() == {**expected, "held": [world.held(one) for one in world.made]}


@pytest.mark.parametrize("engine", ENGINES)
def test_nothing_is_left_of_what_was_undone(engine: str, new_store: Callable[[str], Store], tmp_path: Path) -> None:
    use("en")
    store = new_store(engine)
    numbers = itertools.count(1)

    @settings(max_examples=examples(20), deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(steps, min_size=2, max_size=10), st.randoms(use_true_random=False))
    def run(acts: list[tuple[str, Any]], order: Random) -> None:
        play = Play(store, tmp_path, next(numbers))
        for what, how in acts:
            if what == "import":
                play.import_sheet(how)
            elif what == "by hand":
                play.by_hand(how)
            elif what == "correct":
                play.correct(how)
            elif play.world.batches:
                play.undo(play.world.batches[how % len(play.world.batches)])
            play.agrees()
        waiting = [batch for batch in play.world.batches if batch not in play.world.undone]
        order.shuffle(waiting)
        while taken := [batch for batch in waiting if play.undo(batch)]:
            play.agrees()
            waiting = [batch for batch in waiting if batch not in taken]
        # What still waits is refused for a reason, as `undo` has seen: batches may lean on each other once a third is gone.

    run()
    with write(store.target, actor="proof", now=NOW) as writer:
        assert {finding.level for finding in check(writer)} <= {"alert"}
