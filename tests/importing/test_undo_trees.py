"""Taking back imports whose entries take one another back: nothing stays, in whatever order; what may not come of it is refused."""

from itertools import permutations
from pathlib import Path

import pytest

from conftest import Store
from importing.desk import Desk, based
from ledger.chain import alerts, dump
from store.raw import behind_the_guards, sql

HEADER = "日期,资金,项目,金额（元）,原因,流水号,冲销流水号\n"
FUND, PROJECT = "自筹资金", "菌菜大棚"


@pytest.fixture
def desk(store: Store, tmp_path: Path) -> Desk:
    return based(store, tmp_path)


def row(day: str, yuan: str, ref: str, back: str = "") -> str:
    return f"2017-{day},{FUND},{PROJECT},{yuan},{'更正' if back else ''},{ref},{back}\n"


def take(desk: Desk, number: int, *rows: str) -> str:
    return str(desk.take({f"支出{number}.csv": HEADER + "".join(rows)}).rows()[0]["batch"])


def spent(desk: Desk, *when: str) -> str | None:
    """Of the fund, as of a day where one is given."""
    found: str | None = desk.store.ok("report", "fund", FUND, *when, "--format", "json").rows("funds")[0]["spent"]
    return found


CHAIN = (
    (row("03-01", "100", "S-1"),),
    (row("04-01", "-40", "S-2", "S-1"),),
    (row("05-01", "40", "S-3", "S-2"),),
)


@pytest.mark.parametrize("order", [*permutations(range(2)), *permutations(range(3))])
def test_in_any_order_nothing_stays_spent(desk: Desk, order: tuple[int, ...]) -> None:
    batches = [take(desk, number, *rows) for number, rows in enumerate(CHAIN[: len(order)])]
    for at in order:
        desk.store.ok("batch", "undo", batches[at])
        desk.store.ok("check")
    for day in ("2017-03-15", "2017-04-15", "2017-05-15"):
        assert spent(desk, "--as-of", day) == "0.00", day


def test_an_entry_and_its_taking_back_in_one_import(desk: Desk) -> None:
    batch = take(desk, 1, *(row for rows in CHAIN for row in rows))
    assert (spent(desk, "--as-of", "2017-04-15"), spent(desk)) == ("60.00", "100.00")
    desk.store.ok("batch", "undo", batch)
    assert (spent(desk, "--as-of", "2017-03-15"), spent(desk, "--as-of", "2017-04-15"), spent(desk)) == ("0.00",) * 3
    desk.store.ok("check")


def test_what_an_import_took_back_lives_again(desk: Desk) -> None:
    take(desk, 1, *CHAIN[0])
    batch = take(desk, 2, *CHAIN[1])
    desk.store.ok("batch", "undo", batch)
    assert (spent(desk, "--as-of", "2017-03-15"), spent(desk)) == ("100.00", "100.00")
    desk.store.ok("spending", "reverse", "S-1", "--reason", "误")  # all of it can be taken back again
    assert spent(desk) == "0.00"


def test_what_goes_along_is_named(desk: Desk) -> None:
    first, second = take(desk, 1, *CHAIN[0]), take(desk, 2, *CHAIN[1])
    [refund] = desk.store.ok("spending", "show", "S-2", "--format", "json").rows()
    done = desk.store.ok("batch", "undo", first)
    assert f"spending {refund['id']} (batch {second})" in done.err
    again = desk.store("spending", "reverse", "S-2", "--reason", "试")  # nothing of it is left to be taken back
    assert again.code == 1


def test_an_undo_is_not_undone(desk: Desk) -> None:
    batch = take(desk, 1, *CHAIN[0])
    desk.store.ok("batch", "undo", batch)
    counter = desk.store.ok("spending", "list", "--format", "json").rows()[-1]
    before = dump(desk.store)
    refused = desk.store("spending", "reverse", str(counter["id"]), "--reason", "试")
    assert (refused.code, f"batch {batch}" in refused.err) == (1, True)
    assert dump(desk.store) == before


def test_what_may_not_come_of_it_is_excused_by_a_reason(desk: Desk) -> None:
    """The money went to a project; without the import that brought it, more is allocated than the fund ever had."""
    store = desk.store
    batch = str(desk.take({"到账2.csv": f"日期,资金,金额（元）\n2017-01-02,{FUND},50000\n"}).rows()[0]["batch"])
    store.ok("allocation", "add", "650000", "--fund", FUND, "--project", PROJECT, "--date", "2017-02-02")
    before = dump(store)
    refused = store("batch", "undo", batch)
    assert (refused.code, "50,000.00" in refused.err, "--over" in refused.err) == (1, True, True), refused
    assert dump(store) == before
    store.ok("batch", "undo", batch, "--over", "上级收回")
    marked = [one for one in store.ok("receipt", "list", "--format", "json").rows() if one["over"]]
    assert [(one["amount"], one["over"]) for one in marked] == [("-50000.00", "上级收回")]
    assert alerts(store) == {"G1"}


def test_a_reason_excuses_no_cut_below_what_is_spent(desk: Desk) -> None:
    store, header = desk.store, "日期,资金,项目,金额（元）\n"
    batch = str(desk.take({"安排2.csv": f"{header}2017-02-02,{FUND},{PROJECT},100\n"}).rows()[0]["batch"])
    take(desk, 1, row("03-01", "300050", "S-1"))
    for over in ((), ("--over", "已经发生")):
        before = dump(store)
        refused = store("batch", "undo", batch, *over)
        assert (refused.code, "50.00" in refused.err, "spending" in refused.err) == (1, True, True), refused
        assert dump(store) == before


def test_what_an_older_program_left_whole_is_not_taken_back_twice(desk: Desk) -> None:
    """It countered only what an entry still held: the refund of another import stayed as it was."""
    first, second = take(desk, 1, *CHAIN[0]), take(desk, 2, *CHAIN[1])
    desk.store.ok("batch", "undo", first)
    [(refund,)] = sql(desk.store, "SELECT id FROM entry WHERE ref = 'S-2'")
    entry = "(SELECT id FROM entry WHERE ref = 'S-1')"
    behind_the_guards(
        desk.store,
        f"DELETE FROM entry WHERE reverses_id = {refund}",
        f"UPDATE entry SET amount_fen = -6000 WHERE reverses_id = {entry} AND amount_fen = -10000",
    )
    assert spent(desk, "--as-of", "2017-05-15") == "0.00"
    desk.store.ok("batch", "undo", second)
    [(left,)] = sql(desk.store, "SELECT sum(amount_fen) FROM entry WHERE kind = 'spending'")
    assert left == 0
