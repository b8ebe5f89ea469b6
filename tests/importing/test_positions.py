"""Figures as they had been reached on a day: the difference to what is stored is booked, and a sheet that comes late takes its place."""

import shlex
from pathlib import Path

import pytest

from conftest import Answer, Store, call
from importing.desk import Desk, faults, said, sheet
from importing.test_wide import BASE

ROAD, HOUSES = "石桥村道路硬化", "石桥村危房改造"
COUNTS = ("read", "created", "unchanged", "rejected")


@pytest.fixture
def desk(store: Store, tmp_path: Path) -> Desk:
    found = Desk(store, tmp_path)
    found.take(BASE)
    return found


def reached(*rows: tuple[str, str], fund: str = "专项资金") -> str:
    return sheet(("项目", "资金", "金额（元）"), *((project, fund, yuan) for project, yuan in rows))


def report(desk: Desk, day: str, *rows: tuple[str, str], options: tuple[str, ...] = ()) -> Answer:
    """A month's sheet of what had been spent until a day."""
    return desk.bring({f"支出{day}.csv": reached(*rows)}, "--positions", "--as-of", day, *options)


def counts(answer: Answer) -> tuple[int, ...]:
    assert answer.code == 0, answer
    [file] = answer.rows("files")
    return tuple(file[name] for name in COUNTS)


def spent(desk: Desk) -> list[tuple[str, str, str]]:
    """What still counts: (day, project, yuan), what was taken back left out with what takes it back."""
    rows = desk.store.ok("spending", "list", "--format", "json").rows()
    sums: dict[tuple[str, str], int] = {}
    for row in rows:
        key = row["date"], row["project"]
        sums[key] = sums.get(key, 0) + round(float(row["amount"]) * 100)
    return sorted((*key, f"{fen / 100:.2f}") for key, fen in sums.items() if fen)


def test_month_after_month_the_difference_is_booked(desk: Desk) -> None:
    assert counts(report(desk, "2018-05-31", (ROAD, "120000"), (HOUSES, "0"))) == (2, 1, 1, 0)
    assert counts(report(desk, "2018-06-30", (ROAD, "150000"), (HOUSES, "50000"))) == (2, 2, 0, 0)
    same = report(desk, "2018-07-31", (ROAD, "150000"), (HOUSES, "50000"))
    assert (counts(same), same.rows("files")[0]["batch"]) == ((2, 0, 2, 0), None)
    assert spent(desk) == [
        ("2018-05-31", ROAD, "120000.00"),
        ("2018-06-30", HOUSES, "50000.00"),
        ("2018-06-30", ROAD, "30000.00"),
    ]
    desk.store.ok("check")


def test_what_was_recorded_otherwise_counts_too(desk: Desk) -> None:
    desk.store.ok("spending", "add", "20000元", "--fund", "专项资金", "--project", ROAD, "--date", "2018-03-01")
    desk.store.ok("spending", "add", "500元", "--fund", "专项资金", "--project", HOUSES, "--date", "2018-03-01")
    answer = report(desk, "2018-03-31", (ROAD, "20500"))
    assert counts(answer) == (1, 1, 0, 0)
    assert ("2018-03-31", ROAD, "500.00") in spent(desk)
    [note] = [row["note"] for row in answer.rows("notes")]
    assert HOUSES in note and "500.00" in note


def test_a_fall_has_its_reason(desk: Desk) -> None:
    assert counts(report(desk, "2018-05-31", (ROAD, "120000")))
    refused = report(desk, "2018-06-30", (ROAD, "100000"))
    assert faults(refused) == [(2, "金额（元）", "100000")]
    assert "20,000.00" in said(refused) and "--reason" in said(refused)
    assert counts(report(desk, "2018-06-30", (ROAD, "100000"), options=("--reason", "审计核减")))
    rows = desk.store.ok("spending", "list", "--from", "2018-06-01", "--format", "json").rows()
    assert [(row["amount"], row["reason"]) for row in rows] == [("-20000.00", "审计核减")]


def test_a_key_stands_once(desk: Desk) -> None:
    answer = report(desk, "2018-05-31", (ROAD, "1"), (HOUSES, "2"), (ROAD, "3"))
    assert faults(answer) == [(4, "金额（元）", "3")]
    assert spent(desk) == []


def test_a_day_is_needed_and_no_other_date_beside(desk: Desk) -> None:
    assert "--as-of" in said(desk.bring({"支出.csv": reached((ROAD, "1"))}, "--positions"))
    dated = "日期,项目,金额（元）\n2018-05-01,石桥村道路硬化,1\n"
    answer = desk.bring({"支出.csv": dated}, "--positions", "--as-of", "2018-05-31")
    assert faults(answer) == [(1, "日期", None)]


def test_a_sheet_that_comes_late_takes_its_place(desk: Desk) -> None:
    assert counts(report(desk, "2018-05-31", (ROAD, "120000"), (HOUSES, "7")))
    assert counts(report(desk, "2018-06-30", (ROAD, "150000"), (HOUSES, "7")))
    late = report(desk, "2018-04-30", (ROAD, "50000"), (HOUSES, "7"))
    assert [row for row, *_ in faults(late)] == [2, 3]
    assert "--rebase" in said(late) and "2018-05-31" in said(late) and "120,000.00" in said(late)
    rebased = report(desk, "2018-04-30", (ROAD, "50000"), (HOUSES, "7"), options=("--rebase",))
    assert counts(rebased) == (2, 2, 0, 0)
    expected = [
        ("2018-04-30", HOUSES, "7.00"),
        ("2018-04-30", ROAD, "50000.00"),
        ("2018-05-31", ROAD, "70000.00"),
        ("2018-06-30", ROAD, "30000.00"),
    ]
    assert spent(desk) == expected
    # One still earlier meets what was corrected, which is of positions too.
    earlier = report(desk, "2018-03-31", (ROAD, "10000"), options=("--rebase",))
    assert counts(earlier) == (1, 1, 0, 0)
    assert spent(desk)[:1] == [("2018-03-31", ROAD, "10000.00")]
    assert ("2018-04-30", ROAD, "40000.00") in spent(desk)
    desk.store.ok("check")
    desk.store.ok("batch", "undo", str(earlier.rows("files")[0]["batch"]))
    assert spent(desk) == expected


def test_a_late_sheet_may_leave_nothing_of_the_next_or_less(desk: Desk) -> None:
    assert counts(report(desk, "2018-05-31", (ROAD, "100"), (HOUSES, "100")))
    late = report(desk, "2018-04-30", (ROAD, "100"), (HOUSES, "120"), options=("--rebase",))
    assert counts(late) == (2, 2, 0, 0)
    assert spent(desk) == [
        ("2018-04-30", HOUSES, "120.00"),
        ("2018-04-30", ROAD, "100.00"),
        ("2018-05-31", HOUSES, "-20.00"),
    ]
    desk.store.ok("check")
    desk.store.ok("batch", "undo", str(late.rows("files")[0]["batch"]))
    assert spent(desk) == [("2018-05-31", HOUSES, "100.00"), ("2018-05-31", ROAD, "100.00")]
    desk.store.ok("check")


def test_nothing_but_positions_makes_room(desk: Desk) -> None:
    desk.store.ok("spending", "add", "500元", "--fund", "专项资金", "--project", ROAD, "--date", "2018-05-10")
    for options in ((), ("--rebase",)):  # what would not help is not advised first
        answer = report(desk, "2018-04-30", (ROAD, "50000"), options=options)
        assert faults(answer) == [(2, "金额（元）", "50000")]
        assert "none of positions" in said(answer) and "--rebase" not in said(answer)
    by_hand = said(answer).split("by hand: aidtrack ")[1].split("2018-04-30")[0] + "2018-04-30"
    assert call(*shlex.split(by_hand)).code == 0  # the difference, as the sheet would have
    assert ("2018-04-30", ROAD, "50000.00") in spent(desk)


def test_what_fell_and_comes_late_is_told_at_once(desk: Desk) -> None:
    assert counts(report(desk, "2018-04-30", (ROAD, "100")))
    assert counts(report(desk, "2018-06-30", (ROAD, "300")))
    late = report(desk, "2018-05-31", (ROAD, "50"))
    assert "--rebase" in said(late) and "--reason" in said(late)
    assert counts(report(desk, "2018-05-31", (ROAD, "50"), options=("--rebase", "--reason", "多记"))) == (1, 1, 0, 0)
    assert spent(desk) == [
        ("2018-04-30", ROAD, "100.00"),
        ("2018-05-31", ROAD, "-50.00"),
        ("2018-06-30", ROAD, "250.00"),
    ]
    desk.store.ok("check")


def test_what_rests_on_a_batch_is_taken_back_first(desk: Desk) -> None:
    assert counts(report(desk, "2018-05-31", (ROAD, "120000")))
    assert counts(report(desk, "2018-06-30", (ROAD, "150000")))
    refused = desk.store("batch", "undo", "2")
    assert refused.code == 1 and "batch undo 3" in refused.err
    desk.store.ok("batch", "undo", "3")
    desk.store.ok("batch", "undo", "2")
    assert spent(desk) == []


def test_a_column_a_kind_of_figure(desk: Desk) -> None:
    """Wide positions: what each fund had spent, the column's name the fund."""
    table = sheet(("项目", "专项资金（元）", "企业帮扶资金（元）"), (ROAD, "120000", "0"), (HOUSES, "", "-"))
    options = ("--as", "安排", "--wide-columns", "专项资金,企业帮扶资金", "--positions", "--as-of", "2018-05-31")
    answer = desk.take({"安排2.csv": table}, *options, "--reason", "核减")
    [file] = answer.rows("files")
    assert (file["read"], file["created"], file["skipped"], file["entries"]) == (2, 1, 1, 1)
    rows = desk.store.ok("allocation", "list", "--from", "2018-05-01", "--format", "json").rows()
    assert [(row["fund"], row["amount"], row["reason"]) for row in rows] == [("专项资金", "-180000.00", "核减")]


def test_a_sheet_of_what_had_been_reached_is_told_how_it_is_read(desk: Desk) -> None:
    table = {"情况表.csv": sheet(("项目", "资金", "累计支出(元)"), (ROAD, "专项资金", "120000"))}
    told = said(desk.bring(table, lang="zh"))
    assert "--positions --as-of" in told and "「累计支出」列" in told
    desk.take(table, "--positions", "--as-of", "2018-05-31")
    assert spent(desk) == [("2018-05-31", ROAD, "120000.00")]
