"""Closings, entries, reversals and forged entries at random: what is refused, and what `check` says, is what a plain reckoning says."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aidtrack.errors import Refused
from aidtrack.store.engine.connection import read
from aidtrack.store.engine.transaction import write
from aidtrack.store.proof.books import wrong
from aidtrack.store.records import closings, entries, reversing
from aidtrack.values.dates import first_day, last_day
from conftest import ENGINES, Store, examples
from store.raw import behind_the_guards

NOW = datetime(2020, 6, 30, 12, tzinfo=UTC)
DAYS = ("2017-12-31", "2018-01-01", "2018-06-30", "2018-07-01", "2018-12-31", "2019-01-01")
PERIODS = ("2017", "2018", "2018-06", "2018-07-01", "2019-01")
FEN = st.integers(1, 5)
STEPS = st.one_of(
    st.tuples(st.just("close"), st.sampled_from(PERIODS)),
    st.tuples(st.just("reopen"), st.sampled_from(PERIODS)),
    st.tuples(st.just("add"), st.sampled_from(DAYS), FEN, st.booleans()),
    st.tuples(st.just("reverse"), st.integers(0, 9)),
    st.tuples(st.just("forge"), st.sampled_from(DAYS), FEN),
)


@dataclass
class Recorded:
    """`marked`: its day was closed when it was recorded."""

    id: int
    day: str
    fen: int
    over: bool
    marked: bool
    reverses: int | None = None


@dataclass
class Closing:
    through: str
    then: int
    after: int  # how many entries there were


@dataclass
class Books:
    """The plain reckoning."""

    through: str = ""
    entries: list[Recorded] = field(default_factory=list)
    closings: list[Closing] = field(default_factory=list)

    def up_to(self, day: str, after: int = 0, *, given: bool = False) -> int:
        return sum(one.fen for one in self.entries[after:] if one.day <= day and (one.over or not given))

    def turn(self, through: str) -> None:
        self.closings = [one for one in self.closings if one.through <= through]
        self.through = through
        self.closings.append(Closing(through, self.up_to(through), len(self.entries)))

    def record(self, id: int, day: str, fen: int, *, over: bool = False, reverses: int | None = None) -> None:
        self.entries.append(Recorded(id, day, fen, over, day <= self.through, reverses))

    def findings(self) -> list[str]:
        """The levels of what is to be said."""
        back = {one.reverses for one in self.entries}
        found = ["rule" for one in self.entries if one.marked and not one.over and one.id not in back]
        told = set()
        for closing in sorted(self.closings, key=lambda one: one.through):
            change = self.up_to(closing.through) - closing.then
            unexplained = change - self.up_to(closing.through, closing.after, given=True)
            if (change or unexplained) and change not in told:
                told.add(change)
                found.append("rule" if unexplained else "alert")
        return sorted(found)


def before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def after(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


@pytest.mark.parametrize("engine", ENGINES)
@settings(max_examples=examples(25))
@given(steps=st.lists(STEPS, min_size=4, max_size=14))
def test_what_is_refused_and_found(
    engine: str, new_store: Callable[[str], Store], steps: list[tuple[object, ...]]
) -> None:
    store, books = new_store(engine), Books()
    store.ok("fund", "add", "款")
    for step in steps:
        take(store, books, *step)
    with read(store.target) as connection:
        assert sorted(one.level for one in wrong(connection)) == books.findings()


def take(store: Store, books: Books, what: object, *values: object) -> None:
    if what == "forge":
        forge(store, books, str(values[0]), int(str(values[1])))
        return
    try:
        with write(store.target, actor="会计", now=NOW) as writer:
            if what == "close":
                period, refused = str(values[0]), last_day(str(values[0])) <= books.through
                closings.require_closable(writer, period)
                closings.close(writer, period, over=None)
                turned = last_day(period)
            elif what == "reopen":
                period, refused = str(values[0]), first_day(str(values[0])) > books.through
                closings.reopen(writer, period, reason="补记")
                turned = before(first_day(period))
            elif what == "add":
                day, fen, over = str(values[0]), int(str(values[1])), bool(values[2])
                refused = day <= books.through and not over
                row = {"kind": "receipt", "fund_id": 1, "date": day, "amount_fen": fen, "over": "迟" if over else None}
                id = entries.add(writer, row)
            else:
                standing = [one for one in books.entries if one.reverses is None and not back(books, one)]
                if not standing:
                    return
                old, refused = standing[int(str(values[0])) % len(standing)], False
                id = reversing.reverse(writer, old.id, amount_fen=None, reason="误", date=None).id
    except Refused:
        assert refused, (what, values, books)
        return
    assert not refused, (what, values, books)
    if what in ("close", "reopen"):
        books.turn(turned)
    elif what == "add":
        books.record(id, day, fen, over=over)
    else:
        books.record(id, old.day if old.day > books.through else after(books.through), -old.fen, reverses=old.id)


def back(books: Books, entry: Recorded) -> bool:
    return any(one.reverses == entry.id for one in books.entries)


def forge(store: Store, books: Books, day: str, fen: int) -> None:
    """An entry past every guard."""
    [id] = [max([0, *(one.id for one in books.entries)]) + 100]
    behind_the_guards(
        store,
        f"INSERT INTO entry (id, kind, date, fund_id, amount_fen) VALUES ({id}, 'receipt', '{day}', 1, {fen})",
        "INSERT INTO fund_balance (fund_id) VALUES (1) ON CONFLICT DO NOTHING",
        f"UPDATE fund_balance SET received_fen = coalesce(received_fen, 0) + {fen}",
        *([f"SELECT setval('entry_id_seq', {id})"] if store.engine == "postgresql" else []),
    )
    books.record(id, day, fen)


def test_nothing_is_taken_back_on_a_day_that_is_to_come(store: Store) -> None:
    """All is closed through today."""
    store.ok("fund", "add", "款")
    with write(store.target, actor="会计", now=NOW) as writer:
        id = entries.add(writer, {"kind": "receipt", "fund_id": 1, "date": DAYS[0], "amount_fen": 5})
        today = writer.today.isoformat()
        closings.require_closable(writer, today)
        closings.close(writer, today, over=None)
        with pytest.raises(Refused, match="still to come"):
            reversing.reverse(writer, id, amount_fen=None, reason="误", date=None)
        with pytest.raises(Refused, match="not over yet"):
            closings.require_closable(writer, after(today))
