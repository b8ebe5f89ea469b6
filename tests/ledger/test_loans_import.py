"""Loans and what comes back of them through sheets, in whatever order; taking such an import back; having it again."""

from pathlib import Path

import pytest

from conftest import Store
from importing.desk import Desk, said
from ledger.chain import FUND, HOUSEHOLD, NEIGHBOUR, balances, dump, lend, lending, passes, unchanged

LOANS = "放款日期,资金,户编号,金额（元）,期限(月),年利率,还款方式,担保人,流水号\n"
BACK = "日期,借款流水号,金额（元）,原因\n"


def lent(yuan: str, ref: str, *, day: str = "2017-05-31", household: str = HOUSEHOLD) -> str:
    return f"{day},{FUND},{household},{yuan},12,4.35%,到期一次还本,村委会,{ref}\n"


def repaid(yuan: str, ref: str, *, day: str = "2017-06-30", reason: str = "") -> str:
    return f"{day},{ref},{yuan},{reason}\n"


@pytest.fixture
def desk(store: Store, tmp_path: Path) -> Desk:
    return Desk(lending(store), tmp_path)


def refuses(desk: Desk, *back: str, loans: str = "", says: tuple[str, ...], rows: tuple[int, ...]) -> None:
    """A sheet of repayments, with one of loans, is refused at these rows with these words, and nothing is written."""
    before = dump(desk.store)
    files = {"还款.csv": BACK + "".join(back), **({"放款.csv": LOANS + loans} if loans else {})}
    answer = desk.bring(files, "--allow-duplicates")
    assert answer.code == 1, answer
    assert tuple(problem["row"] for problem in answer.rows("problems")) == rows, answer.rows("problems")
    assert not [word for word in says if word not in said(answer)], said(answer)
    assert dump(desk.store) == before


@pytest.mark.parametrize("back_first", [True, False])
def test_the_two_sheets_in_any_order(desk: Desk, back_first: bool) -> None:
    sheets = [
        ("放款.csv", LOANS + lent("600", "L-1") + lent("300", "L-2", household=NEIGHBOUR)),
        ("还款.csv", BACK + repaid("600", "L-1") + repaid("100", "L-2")),
        ("核销.csv", BACK + repaid("200", "L-2", reason="户主去世")),
    ]
    desk.take(dict(reversed(sheets) if back_first else sheets))
    row = balances(desk.store)
    assert (row["lent"], row["repaid"], row["written_off"], row["outstanding"]) == (
        "900.00",
        "700.00",
        "200.00",
        "0.00",
    )
    assert row["cash"] == "800.00"
    [first, second] = desk.store.ok("repayment", "list", "--format", "json").rows()
    assert (first["village"], second["village"], first["fund"]) == ("牙河村", "咀儿村", FUND)
    [loan, _] = desk.store.ok("loan", "list", "--format", "json").rows()
    assert (loan["household"], loan["term"], loan["yearly_rate"], loan["schedule"], loan["guarantor"]) == (
        HOUSEHOLD, 12, "4.35%", "lump_sum", "村委会",
    )  # fmt: skip
    desk.store.ok("check")


def test_g4_names_the_row_that_is_over(desk: Desk) -> None:
    rows = (repaid("0.01", "L-1", day="2017-08-01"), repaid("400", "L-1"), repaid("200", "L-1", day="2017-07-01"))
    refuses(desk, *rows, loans=lent("600", "L-1"), says=(FUND, "0.01"), rows=(2,))
    lend(desk.store, "600", "L-1")
    refuses(desk, *rows, says=(FUND, "0.01"), rows=(2,))
    desk.take({"还款.csv": BACK + "".join(rows[1:])})
    refuses(desk, repaid("0.02", "L-1"), says=(FUND, "0.02"), rows=(2,))
    desk.take({"还款.csv": BACK + repaid("0.02", "L-1") + repaid("-0.02", "L-1", reason="误")})


def test_g4_what_names_no_loan(desk: Desk) -> None:
    lend(desk.store, "600", "L-1")
    refuses(desk, repaid("1", "L-1", day="2017-05-30"), says=("lent by 2017-05-30",), rows=(2,))
    refuses(desk, repaid("1", "L-9"), says=("no 流水号",), rows=(2,))
    refuses(desk, repaid("1", ""), says=("blank",), rows=(2,))
    desk.take({"到账.csv": f"日期,资金,金额（元）,流水号\n2017-01-03,{FUND},5,D-1\n"})
    refuses(desk, repaid("1", "D-1"), says=("no loan of this fund",), rows=(2,))


def test_g3_and_g5(desk: Desk) -> None:
    before = dump(desk.store)
    answer = desk.bring({"放款.csv": LOANS + lent("600", "L-1") + lent("400.01", "L-2", household=NEIGHBOUR)})
    assert (answer.code, [row["row"] for row in answer.rows("problems")]) == (1, [3])
    assert "cash" in said(answer) and "0.01" in said(answer)
    files = {
        "资金.csv": "资金名称,形式\n拨款资金,拨款\n",
        "到账.csv": "日期,资金,金额（元）\n2017-01-03,拨款资金,5\n",
        "放款.csv": "日期,资金,户编号,金额（元）,超支原因\n2017-01-04,拨款资金,H-001,2,会议决定\n2017-01-04,拨款资金,H-002,3,\n",
    }
    answer = desk.bring(files)
    assert (answer.code, [row["row"] for row in answer.rows("problems")]) == (1, [3])
    assert "is a grant" in said(answer)
    assert dump(desk.store) == before
    desk.take({**files, "放款.csv": files["放款.csv"].replace("3,\n", "3,会议决定\n")})


def test_a_row_takes_a_loan_back(desk: Desk) -> None:
    header = "日期,资金,户编号,金额（元）,原因,流水号,冲销流水号\n"
    back = f"2017-06-01,{FUND},{HOUSEHOLD},-500.01,误,,L-1\n"
    loan = f"2017-05-31,{FUND},{HOUSEHOLD},600,,L-1,\n"
    paid = {"还款.csv": BACK + repaid("100", "L-1")}
    answer = desk.bring({"放款.csv": header + back + loan, **paid})
    assert (answer.code, "0.01" in said(answer)) == (1, True), answer
    desk.take({"放款.csv": header + back.replace(".01", "") + loan, **paid})
    assert balances(desk.store)["outstanding"] == "0.00"
    answer = desk.bring({"放款.csv": header + back.replace("L-1", "")})
    assert (answer.code, "loan reverse" in said(answer)) == (1, True), answer
    desk.store.ok("check")


def test_a_row_takes_back_what_its_number_names(desk: Desk) -> None:
    header = "类型,日期,资金,金额（元）,借款户,借款流水号,原因,流水号,冲销流水号\n"
    rows = (
        f"放款,2017-05-31,{FUND},600,{HOUSEHOLD},,,L-1,",
        f"还款,2017-06-30,{FUND},100,,L-1,,R-1,",
        f"还款,2017-07-01,{FUND},-100,,,误,,R-1",
        f"放款,2017-07-01,{FUND},-50,,,误,,L-1",
    )
    desk.take({"流水.csv": header + "\n".join(rows) + "\n"})
    assert balances(desk.store)["outstanding"] == "550.00"
    back = desk.store.ok("loan", "list", "--household", HOUSEHOLD, "--format", "json").rows()[-1]
    assert (back["amount"], back["village"]) == ("-50.00", "牙河村")
    desk.store.ok("check")


def test_what_lives_again_is_counted_once(desk: Desk) -> None:
    """A repayment taken back makes room for as much, whatever else comes with it."""
    lend(desk.store, "100", "L-1")
    desk.take({"还款.csv": "日期,借款流水号,金额（元）,流水号\n2017-06-30,L-1,60,R-1\n"})
    back = f"日期,资金,借款流水号,金额（元）,原因,冲销流水号\n2017-07-01,{FUND},,-60,误,R-1\n"
    answer = desk.bring({"还款二.csv": back + "2017-07-02,,L-1,100.01,,\n"})
    assert (answer.code, [row["row"] for row in answer.rows("problems")], "0.01" in said(answer)) == (1, [3], True), (
        said(answer)
    )
    desk.take({"还款二.csv": back + "2017-07-02,,L-1,100,,\n"})
    assert balances(desk.store)["outstanding"] == "0.00"


def test_the_same_sheets_again(desk: Desk) -> None:
    files = {
        "放款.csv": LOANS + lent("600", "L-1"),
        "还款.csv": "日期,借款流水号,金额（元）,流水号\n2017-06-30,L-1,100,R-1\n",
    }
    desk.take(files)
    answer = desk.take(files, "--mode", "upsert", "--again")
    assert [(row["created"], row["unchanged"]) for row in answer.rows("files")] == [(0, 1), (0, 1)]
    lend(desk.store, "50", "L-2")
    other = files["还款.csv"].replace("L-1", "L-2")
    answer = desk.bring({"还款.csv": other}, "--mode", "upsert")
    assert (answer.code, "借款流水号" in said(answer)) == (1, True), answer


def test_repayments_of_two_loans_are_no_duplicates(desk: Desk) -> None:
    lend(desk.store, "600", "L-1")
    lend(desk.store, "100", "L-2")
    desk.take({"还款.csv": BACK + repaid("10", "L-1")})
    desk.take({"还款.csv": BACK + repaid("10", "L-2")})
    again = desk.bring({"还款.csv": BACK + repaid("10", "L-2") + repaid("9", "L-2")})
    assert ("duplicate" in said(again), [row["row"] for row in again.rows("problems")]) == (True, [2])


def test_an_import_of_loans_is_undone_whole(desk: Desk) -> None:
    files = {
        "放款.csv": LOANS + lent("600", "L-1") + lent("300", "L-2", household=NEIGHBOUR),
        "还款.csv": BACK + repaid("600", "L-1") + repaid("100", "L-2") + repaid("-40", "L-2", reason="误"),
        "核销.csv": BACK + repaid("200", "L-2", reason="户主去世"),
    }
    for _ in range(2):
        batch = str(desk.take(files).rows()[0]["batch"])
        assert balances(desk.store)["outstanding"] == "40.00"
        desk.store.ok("batch", "undo", batch)
        row = balances(desk.store)
        assert (row["lent"], row["repaid"], row["written_off"], row["cash"]) == ("0.00", "0.00", "0.00", "1000.00")
        desk.store.ok("check")


def test_an_undo_is_refused_where_later_entries_lean_on_it(desk: Desk) -> None:
    store = desk.store
    batch = str(desk.take({"放款.csv": LOANS + lent("600", "L-1")}).rows()[0]["batch"])
    passes(store, "repayment", "0.01", "--loan", "L-1", "--ref", "R-1")
    unchanged(store, "batch", "undo", batch, says=(FUND, "0.01", "lean on it"))
    store.ok("repayment", "reverse", "R-1", "--reason", "误")
    store.ok("batch", "undo", batch)
    lend(store, "900", "L-2")
    batch = str(desk.take({"还款.csv": BACK + repaid("500", "L-2")}).rows()[0]["batch"])
    lend(store, "550", "L-3", "--date", "2018-01-01")
    unchanged(store, "batch", "undo", batch, says=(FUND, "cash", "450.00"))
    passes(store, "repayment", "450", "--loan", "L-3")
    store.ok("batch", "undo", batch)
    store.ok("check")


def test_an_undone_taking_back_lends_again(desk: Desk) -> None:
    lend(desk.store, "600", "L-1")
    header = "日期,资金,户编号,金额（元）,原因,冲销流水号\n"
    batch = str(desk.take({"放款.csv": f"{header}2017-06-01,{FUND},{HOUSEHOLD},-600,误,L-1\n"}).rows()[0]["batch"])
    desk.store.ok("batch", "undo", batch)
    assert balances(desk.store)["outstanding"] == "600.00"
    passes(desk.store, "repayment", "600", "--loan", "L-1")
    unchanged(desk.store, "repayment", "add", "0.01", "--loan", "L-1", says=("0.01",))


def test_a_household_that_came_with_an_import_is_kept_by_its_own_loans_alone(desk: Desk) -> None:
    store = desk.store
    batch = str(desk.take({"户.csv": "户编号,村\nH-003,牙河村\n"}).rows()[0]["batch"])
    lend(store, "10", "L-1")
    lend(store, "10", "L-2", household="H-003")
    unchanged(store, "batch", "undo", batch, says=("loan",))
    store.ok("loan", "reverse", "L-2", "--reason", "误")
    store.ok("batch", "undo", batch)
