"""Closing a period and opening it again, as a person does: what is refused, what is marked, what `check` holds against the closing."""

from pathlib import Path

import pytest

from conftest import Store, flagged, once
from ledger.chain import FUND, PROJECT, alerts, chain, flags, lend, lending, sheet, unchanged
from store.raw import behind_the_guards

LATE = ("--over", "迟到的单据")


@pytest.fixture
@once
def year(store: Store) -> Store:
    """1000.00 yuan arrived, 800.00 allocated and 300.00 spent in 2018; entries 1 to 3."""
    chain(store, budget="10000")
    store.ok("receipt", "add", "1000", "--fund", FUND, "--date", "2018-02-01")
    store.ok("allocation", "add", "800", "--fund", FUND, "--project", PROJECT, "--date", "2018-03-01")
    spend(store, "300", "2018-12-31")
    return store


def spend(store: Store, amount: str, day: str, *more: str) -> None:
    store.ok("spending", "add", amount, "--fund", FUND, "--project", PROJECT, "--date", day, *more)


def refused(store: Store, day: str, *says: str) -> None:
    unchanged(
        store, "spending", "add", "1", "--fund", FUND, "--project", PROJECT, "--date", day, says=(FUND, day, *says)
    )


def findings(store: Store) -> list[tuple[str, str, str]]:
    rows = store("check", "--format", "json").rows("findings")
    return [(row["level"], row["what"], row["problem"]) for row in rows if row["rule"] == "G9"]


def closed_through(store: Store) -> str | None:
    found: str | None = store.ok("db", "info", "--format", "json").rows("info")[0]["closed_through"]
    return found


@pytest.mark.parametrize(
    "period, last, following",
    [
        ("2018", "2018-12-31", "2019-01-01"),
        ("2018-02", "2018-02-28", "2018-03-01"),
        ("2018-06-30", "2018-06-30", "2018-07-01"),
    ],
)
def test_all_up_to_its_end_is_closed(year: Store, period: str, last: str, following: str) -> None:
    year.ok("db", "close", period)
    assert closed_through(year) == last
    refused(year, last, f"closed through {last}", f"db reopen {last[:7]}")
    refused(year, "1999-01-01")
    spend(year, "1", following)
    assert findings(year) == []


def test_what_it_answers(year: Store) -> None:
    answer = year.ok("db", "close", "2018", "--format", "json")
    [books] = answer.rows("books")
    [row] = answer.rows("funds")
    assert (books["period"], books["through"], row["spent"], row["cash"]) == ("2018", "2018-12-31", "300.00", "700.00")
    logged = year.ok("log", "--noun", "books", "--format", "json").rows()
    assert [(one["action"], one["hash"]) for one in logged] == [("close", books["head"])]
    assert "截至 2018-12-31(已结账)" in year.ok("report", "fund", "--year", "2018", lang="zh").out
    assert year.json("report", "fund", "--year", "2018")["closed"]
    assert "closed" not in year.json("report", "fund", "--year", "2019")
    assert (
        year.json("spending", "list", "--year", "2018").get("closed"),
        year.json("spending", "list").get("closed"),
    ) == (True, None)


def test_its_line_comes_with_the_figures_and_quiet_leaves_both(year: Store) -> None:
    line, *rest = year.ok("db", "close", "2018-06", lang="zh").out.splitlines()
    assert line == "已结账 2018-06:账目结至 2018-06-30"
    assert "1,000.00" in "".join(rest) and "日志链头" in "".join(rest)
    assert year.ok("db", "close", "2018", "--quiet").out == ""
    told = [row["change"] for row in year.ok("log", "--noun", "账期", "--format", "json", lang="zh").rows()]
    assert told == ["2018-06 · 结至 2018-06-30", "2018 · 结至 2018-12-31"]


def test_from_its_first_day_on_it_is_open_again(year: Store) -> None:
    year.ok("db", "close", "2018")
    unchanged(
        year,
        "db",
        "reopen",
        "2019",
        "--reason",
        "补记",
        says=("2019 is open already", "2018-12-31", "aidtrack", "db close 2019"),
    )
    assert year("db", "reopen", "2018-07").code == 2
    assert (
        year.ok("db", "reopen", "2018-07", "--reason", "补记", lang="zh").out == "已反结账,从 2018-07-01 起重新开放\n"
    )
    assert closed_through(year) == "2018-06-30"
    spend(year, "1", "2018-07-01")
    refused(year, "2018-06-30")
    assert findings(year) == []
    year.ok("db", "reopen", "1949", "--reason", "重来")
    assert closed_through(year) is None
    spend(year, "1", "2018-03-01")
    assert findings(year) == []


def test_what_is_not_over_or_closed_is_not_closed(year: Store) -> None:
    unchanged(year, "db", "close", "2100", says=("2100 is not over yet",))
    year.ok("db", "close", "2018")
    for period in ("2018", "2018-06", "2017"):
        unchanged(
            year, "db", "close", period, says=("closed already", "2018-12-31", f"db reopen {period} --reason WHY")
        )
    assert year("db", "close", "去年").code == 2
    assert year("db", "close", "2019", "--over", " ").code == 2


def test_cash_below_zero_on_one_day_is_in_the_way(year: Store) -> None:
    """On 31 December it is well; on 1 January, before the money came, it was not."""
    spend(year, "10", "2018-01-31")
    unchanged(year, "db", "close", "2018", says=("2018-01-31", FUND, "-10.00", "--over"))
    unchanged(year, "db", "close", "2018-01", says=("2018-01-31",))
    year.ok("db", "close", "2017")
    year.ok("db", "close", "2018", "--over", "垫付,次日归还")
    year.ok("db", "close", "2019")  # what was closed with a reason is not asked for again


def test_a_broken_rule_is_in_the_way_and_damage_always(year: Store) -> None:
    behind_the_guards(
        year,
        "INSERT INTO entry (kind, date, fund_id, project_id, village_id, amount_fen) VALUES ('spending', '2018-05-01', 1, 1, 1, 900000)",
    )
    for more in ((), LATE):
        unchanged(year, "db", "close", "2018", *more, says=("damaged", " check"), code=5)


def test_what_is_booked_late_is_marked(year: Store) -> None:
    year.ok("db", "close", "2018")
    spend(year, "50", "2018-11-30", *LATE)
    spend(year, "20", "2019-01-01")
    assert all("after_books_closed(迟到的单据)" in said for said in flags(year).values()), flags(year)
    assert "结账后补记(迟到的单据)" in year.ok("report", "fund", lang="zh").out
    assert alerts(year) == {"G9"}
    [(level, what, said)] = findings(year)
    assert (level, what) == ("alert", f"{FUND} · {PROJECT} · 牙河村")
    assert "spending of 2018: 300.00 yuan when it was closed, 350.00 today" in said
    kinds = [row["kind"] for row in year.ok("report", "alerts", "--format", "json").rows("alerts")]
    assert "with_reason" in kinds
    year.ok("spending", "reverse", "4", "--reason", "误记")
    assert not [said for said in flags(year).values() if "after_books_closed" in said]
    year.ok("db", "reopen", "2018", "--reason", "重新核对")
    assert findings(year) == []


def test_the_mark_stays_when_it_is_opened_and_closed_again(year: Store) -> None:
    year.ok("db", "close", "2018")
    spend(year, "50", "2018-11-30", *LATE)
    for turn in (("reopen", "2018", "--reason", "重新核对"), ("close", "2018")):
        year.ok("db", *turn)
        assert all("after_books_closed(迟到的单据)" in said for said in flags(year).values()), (turn, flags(year))
        assert findings(year) == []  # what this closing keeps has it already


def test_a_batch_in_it_is_taken_back_when_it_is_open_again_or_with_a_reason(year: Store, tmp_path: Path) -> None:
    rows = "日期,资金,项目,金额(元)\n2018-06-01,自筹资金,菌菜大棚,7\n2019-01-01,自筹资金,菌菜大棚,5\n"
    for _ in range(2):
        year.take(tmp_path, {"支出": rows}, "--again", "--allow-duplicates")
    year.ok("db", "close", "2018")
    undo = ("batch", "undo", "1", "--yes")
    unchanged(year, *undo, says=("Batch 1", "2018-12-31", "2018-06-01", "db reopen 2018-06 --reason"))
    assert "1 of them is dated on a closed day" in year.ok(*undo, *LATE).err
    assert [(row["date"], row["amount"], row["over"]) for row in year.json("spending", "list")["tables"][0]["rows"] if row["reverses"]] == [
        ("2018-06-01", "-7.00", "迟到的单据"), ("2019-01-01", "-5.00", None),
    ]  # fmt: skip
    assert alerts(year) == {"G9"}
    year.ok("db", "reopen", "2018-06", "--reason", "导入有误")
    year.ok("batch", "undo", "2", "--yes")
    assert year.json("report", "fund")["tables"][0]["rows"][0]["spent"] == "300.00"


def test_nothing_is_merged_in_it(year: Store) -> None:
    year.ok("db", "close", "2018")
    merge = ("village", "merge", "牙河村", "咀儿村", "--reason", "同一个村")
    unchanged(year, *merge, says=("2018-03-01", "db reopen 2018-03", "village edit", "--merged-into"))
    year.ok("db", "reopen", "2018-03", "--reason", "合并")
    year.ok(*merge)
    assert findings(year) == []


def test_a_project_moves_out_of_it_without_its_entries_alone(year: Store) -> None:
    year.ok("db", "close", "2018")
    move = ("project", "edit", PROJECT, "--village", "咀儿村")
    unchanged(year, *move, "--with-entries", says=("2018-03-01", "db reopen 2018-03"))
    year.ok(*move, "--leave-entries")
    assert findings(year) == []


def test_what_is_taken_back_of_it_is_dated_on_the_first_open_day(year: Store) -> None:
    year.ok("db", "close", "2018")
    said = year.ok("spending", "reverse", "3", "--reason", "误记")
    assert "2019-01-01" in said.err
    year.ok("receipt", "correct", "1", "--amount", "1001", "--reason", "误记")
    days = {
        row["date"]
        for kind in ("spending", "receipt")
        for row in year.json(kind, "list", "--from", "2019")["tables"][0]["rows"]
    }
    assert (days, findings(year)) == ({"2019-01-01"}, [])
    assert year.json("report", "fund", "--year", "2018")["tables"][0]["rows"][0]["spent"] == "300.00"


def days_of_spending(store: Store) -> list[tuple[str, str, str | None]]:
    rows = sorted(store.ok("spending", "list", "--format", "json").rows(), key=lambda row: row["id"])
    return [(row["date"], row["amount"], row["over"]) for row in rows]


def newest_spending(store: Store) -> str:
    return str(max(row["id"] for row in store.ok("spending", "list", "--format", "json").rows()))


def test_with_a_reason_it_is_put_right_on_its_own_day(year: Store, tmp_path: Path) -> None:
    """What is given up with it is the closed figure, which `check` explains by the marks."""
    year.ok("db", "close", "2018")
    late = LATE[1]
    done = year.ok("spending", "correct", "3", "--amount", "250", "--reason", "误记", *LATE, lang="zh")
    assert "日期记为 2018-12-31(该日已结账),标为结账后补记。" in done.err
    assert days_of_spending(year)[1:] == [("2018-12-31", "-300.00", late), ("2018-12-31", "250.00", late)]
    year.ok("spending", "correct", "5", "--date", "2018-12-30", "--reason", "又误", *LATE)
    back = year.ok("spending", "reverse", "7", "--amount", "50", "--reason", "误记", *LATE)
    assert "2018-12-30, a closed day, and marked" in back.err
    assert days_of_spending(year)[-2:] == [("2018-12-30", "250.00", late), ("2018-12-30", "-50.00", late)]
    assert year.json("report", "fund", "--year", "2018")["tables"][0]["rows"][0]["spent"] == "200.00"
    assert all("after_books_closed(迟到的单据)" in said for said in flags(year).values()), flags(year)
    assert {one[0] for one in findings(year)} == {"alert"}
    # Where another day is given that is open, what takes it back is of the first open one, as without a reason.
    year.ok("spending", "correct", "7", "--date", "2019-03-01", "--reason", "次年", *LATE)
    assert [one[0] for one in days_of_spending(year)[-2:]] == ["2019-01-01", "2019-03-01"]
    assert {one[0] for one in findings(year)} == {"alert"}


def test_a_sheet_with_a_reason_corrects_on_the_closed_day(year: Store, tmp_path: Path) -> None:
    head = "日期,资金,项目,金额(元),流水号,原因,超支原因\n"
    year.take(
        tmp_path, {"支出": f"{head}2018-05-01,自筹资金,菌菜大棚,7,支-1,,\n2018-05-02,自筹资金,菌菜大棚,9,支-2,,\n"}
    )
    year.ok("db", "close", "2018")
    rows = f"{head}2018-05-01,自筹资金,菌菜大棚,8,支-1,看错,迟到的单据\n2018-05-02,自筹资金,菌菜大棚,10,支-2,看错,\n"
    year.take(tmp_path, {"更正支出": rows}, "--mode", "correct")
    assert days_of_spending(year)[3:] == [
        ("2018-05-01", "-7.00", LATE[1]), ("2019-01-01", "-9.00", None),
        ("2018-05-01", "8.00", LATE[1]), ("2019-01-01", "10.00", None),
    ]  # fmt: skip
    assert {one[0] for one in findings(year)} == {"alert"}
    year.take(tmp_path, {"更正支出": rows}, "--mode", "correct", "--again")  # what it says is stored
    assert len(days_of_spending(year)) == 7


def test_what_was_booked_late_stays_marked_when_it_is_corrected(year: Store) -> None:
    """Opened again, no rule asks for a reason; the mark says when it was booked."""
    year.ok("db", "close", "2018")
    spend(year, "50", "2018-11-30", *LATE)
    year.ok("db", "reopen", "2018", "--reason", "重新核对")
    for change in (("--amount", "60"), ("--payee", "示例建筑"), ("--date", "2018-11-29"), ("--amount", "20")):
        year.ok("spending", "correct", newest_spending(year), *change, "--reason", "误记")
        assert all("after_books_closed(迟到的单据)" in said for said in flags(year).values()), (change, flags(year))
    year.ok("db", "close", "2018")
    assert all("after_books_closed(迟到的单据)" in said for said in flags(year).values())
    assert findings(year) == []
    year.ok("db", "reopen", "2018", "--reason", "重新核对")
    # Of a day that never was closed.
    year.ok("spending", "correct", newest_spending(year), "--date", "2019-01-02", "--reason", "误记")
    assert not [said for said in flags(year).values() if "after_books_closed" in said], flags(year)


def test_the_mark_excuses_nothing_else(year: Store) -> None:
    year.ok("db", "close", "2018")
    spend(year, "50", "2018-11-30", *LATE)
    year.ok("db", "reopen", "2018", "--reason", "重新核对")
    unchanged(year, "spending", "correct", "4", "--amount", "500.01", "--reason", "误记", says=("0.01", "--over"))


def test_an_import_is_judged_as_a_whole(year: Store, tmp_path: Path) -> None:
    year.ok("db", "close", "2018")
    path = tmp_path / "支出.csv"
    head = "日期,资金,项目,金额(元),超支原因\n2019-01-01,自筹资金,菌菜大棚,5,\n2018-12-31,自筹资金,菌菜大棚,7,"
    path.write_text(f"{head}\n", "utf-8")
    unchanged(year, "import", str(path), says=(FUND, "2018-12-31", "7.00"))
    [problem] = year("import", str(path), "--format", "json").rows("problems")
    assert (problem["row"], problem["column"], problem["value"]) == (3, "日期", "2018-12-31")
    path.write_text(f"{head}迟到的单据\n", "utf-8")
    year.ok("import", str(path))
    assert alerts(year) == {"G9"}


def test_a_loan_that_is_booked_late_is_marked_among_the_loans(store: Store) -> None:
    lending(store)
    store.ok("db", "close", "2017")
    lend(store, "100", "J-1", *LATE)
    [row] = store.ok("report", "loan", "--format", "json").rows("loans")
    assert "after_books_closed(迟到的单据)" in flagged(row["flags"])


def test_what_nobody_booked_is_a_broken_rule(year: Store) -> None:
    year.ok("db", "close", "2018")
    behind_the_guards(
        year,
        "INSERT INTO entry (kind, date, fund_id, amount_fen) VALUES ('receipt', '2018-05-01', 1, 7700)",
        "UPDATE fund_balance SET received_fen = received_fen + 7700",
    )
    assert [one[:2] for one in findings(year)] == [("rule", "receipt 4"), ("rule", FUND)]
    year.ok("db", "reopen", "2018", "--reason", "重新核对")
    assert [one[:2] for one in findings(year)] == [("rule", "receipt 4")]
    year.ok("receipt", "reverse", "4", "--reason", "不明")
    assert findings(year) == []


@pytest.mark.parametrize(
    "forged",
    [
        "UPDATE closed_books SET through = '2017-12-31' WHERE id = 2",
        "UPDATE closed_figure SET fen = fen + 1 WHERE kind = 'spending'",
        "DELETE FROM closed_figure WHERE kind = 'spending'",
        "INSERT INTO closed_books (id, after_entry_id, reason) VALUES (3, 3, '无')",
        "UPDATE closed_books SET until_entry_id = 9 WHERE id = 2",
        "UPDATE closed_books SET actor = 'x' WHERE id = 1",
    ],
)
def test_a_closing_that_was_tampered_with_is_damage(year: Store, forged: str) -> None:
    year.ok("db", "close", "2018")
    behind_the_guards(year, forged)
    assert year("check").code == 5


def test_nothing_is_carried_into_it(year: Store) -> None:
    year.ok("db", "close", "2019-01-01")
    unchanged(year, "fund", "carry", FUND, "--to", "2019", says=(FUND, "2019-01-01", "db reopen 2019-01"))
    year.ok("db", "reopen", "2019-01", "--reason", "结转")
    year.ok("fund", "carry", FUND, "--to", "2019")


def test_a_carried_to_fund_holds_nothing_from_before(year: Store, tmp_path: Path) -> None:
    year.ok("fund", "carry", FUND, "--to", "2019")
    new = f"{FUND}(2019年结转)"
    unchanged(year, "receipt", "add", "5", "--fund", new, "--date", "2018-12-31", says=(new, "2018-12-31"))
    path = sheet(tmp_path, "到账.csv", "日期,资金,金额(元)", f"2019-02-01,{new},5", f"2018-12-31,{new},7")
    unchanged(year, "import", path, says=(new, "2018-12-31", "7.00"))
    year.ok("receipt", "add", "5", "--fund", new, "--date", "2018-12-31", *LATE)
    assert ("alert", "G9") in {
        (row["level"], row["rule"]) for row in year("check", "--format", "json").rows("findings")
    }
    year.ok("receipt", "add", "5", "--fund", new, "--date", "2019-01-01")
    for row in year.json("receipt", "list", "--fund", new)["tables"][0]["rows"]:
        if row["carries"] is None:
            year.ok("receipt", "reverse", str(row["id"]), "--reason", "误记")
    assert findings(year) == []
    year.ok("batch", "undo", "1", "--yes")
    year.ok("receipt", "add", "5", "--fund", new, "--date", "2018-12-31")
