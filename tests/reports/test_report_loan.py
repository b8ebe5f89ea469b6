"""`report loan` and `loan show` on a small lending book: every figure worked out by hand."""

from pathlib import Path
from typing import Any

import pytest

from conftest import Store, once
from render.shown import TEXTS
from reports.books import columns, said
from store.raw import behind_the_guards

SHEETS = {
    "村": "村名,县区\n牙河村,陇西县\n咀儿村,武山县\n",
    "户": "户编号,村,户主\nH-001,牙河村,张三丰\nH-002,牙河村,李四光\nH-001,咀儿村,王五\n",
    "资金": "资金名称,形式\n小额借款,借款\n互助资金,借款\n未放资金,借款\n自筹资金,拨款\n",
    "到账": "日期,资金,金额（元）\n2017-01-05,小额借款,100000\n2017-01-05,互助资金,5000\n2017-01-05,自筹资金,900\n",
    "利息": "日期,资金,金额（元）\n2017-12-20,小额借款,12.34\n",
    "项目": "项目名称,村\n培训,牙河村\n",
    "安排": "日期,资金,项目,金额（元）\n2017-02-01,小额借款,培训,300\n",
    "支出": "日期,资金,项目,金额（元）\n2017-03-01,小额借款,培训,300\n",
    "放款": """放款日期,资金,借款户,村,放款金额（元）,期限(月),年利率,还款方式,流水号
2017-03-31,小额借款,H-001,牙河村,12000,12,6%,等额本金,J-1
2017-03-31,小额借款,H-002,牙河村,20000,6,4.35%,到期一次还本,J-2
2017-04-01,小额借款,H-001,咀儿村,5000,,,随借随还,J-3
2017-12-01,小额借款,H-002,牙河村,8000,24,,等额本息,J-4
2017-05-01,互助资金,H-001,咀儿村,3000,3,,,J-5
""",
    "还款": """还款日期,借款流水号,还款金额（元）
2017-05-31,J-1,3500
2017-12-31,J-1,500
2017-09-30,J-2,20000
2017-06-01,J-3,1000
2018-02-01,J-4,8000
""",
    "核销": "日期,借款流水号,金额（元）,原因\n2017-12-31,J-5,600,户主去世\n",
}
LOANS = "fund household village due lent repaid written_off outstanding overdue days_overdue flags"
FUNDS = "fund capital lent repaid written_off outstanding cash overdue_30 overdue_90 overdue_180 overdue_older at_risk turnover"


@pytest.fixture
@once
def lent(store: Store, tmp_path: Path) -> Store:
    paths = [tmp_path / f"{name}.csv" for name in SHEETS]
    for path in paths:
        path.write_text(SHEETS[path.stem])
    store.ok("import", *map(str, reversed(paths)))
    return store


def test_columns(lent: Store) -> None:
    assert columns(lent, "loan") == {
        "loans": "id fund household village lent_on due lent repaid written_off outstanding overdue days_overdue jobs flags county",
        "funds": FUNDS,
    }


def test_the_loans_at_the_end_of_the_year(lent: Store) -> None:
    rows, total = said(lent, "loan", "--as-of", "2017-12-31", table="loans", names=LOANS)
    assert rows == [
        # 1,000 a month from 30 April on: due before 31 December 8,000, on it the ninth; 4,000 came; open since 31 August
        ("小额借款", "H-001", "牙河村", "2018-03-31", "12000.00", "4000.00", None, "8000.00", "4000.00", 122, "overdue"),
        ("小额借款", "H-002", "牙河村", "2017-09-30", "20000.00", "20000.00", None, "0.00", "0.00", 0, "paid_off"),
        ("小额借款", "H-001", "咀儿村", None, "5000.00", "1000.00", None, "4000.00", None, None, ""),
        # 3,000 due on 1 August, 600 of it given up since
        ("互助资金", "H-001", "咀儿村", "2017-08-01", "3000.00", None, "600.00", "2400.00", "2400.00", 152,
         "overdue, written_off"),
        ("小额借款", "H-002", "牙河村", "2019-12-01", "8000.00", None, None, "8000.00", "0.00", 0, ""),
    ]  # fmt: skip
    assert total[4:9] == ("48000.00", "25000.00", "600.00", "22400.00", "6400.00")
    assert "1 loan states no term" in lent.ok("report", "loan").out


def test_the_funds_at_the_end_of_the_year(lent: Store) -> None:
    rows, total = said(lent, "loan", "--as-of", "2017-12-31", table="funds", names=FUNDS)
    assert rows == [
        # 100,000 + 12.34 − 300; lent 12,000 + 20,000 + 5,000 + 8,000; back 4,000 + 20,000 + 1,000; cash 99,712.34 − 20,000.
        # Late by 1,000 each: 30 November 31 days, 31 October 61, 30 September 92, 31 August 122; 8,000 ÷ 20,000 is at
        # risk; 45,000 ÷ 99,712.34 = 45.129 %
        ("小额借款", "99712.34", "45000.00", "25000.00", None, "20000.00", "79712.34",
         "0.00", "2000.00", "2000.00", "0.00", "40.00%", "45.13%"),
        ("互助资金", "4400.00", "3000.00", None, "600.00", "2400.00", "2000.00",
         "0.00", "0.00", "2400.00", "0.00", "100.00%", "68.18%"),
        ("未放资金", *[None] * 12),
    ]  # fmt: skip
    # (8,000 + 2,400) ÷ 22,400 = 46.43 %; 48,000 ÷ 104,112.34 = 46.104 %
    assert total == (
        None, "104112.34", "48000.00", "25000.00", "600.00", "22400.00", "81712.34",
        "0.00", "2000.00", "4400.00", "0.00", "46.43%", "46.10%",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("day", "late", "days", "ages"),
    [
        (
            "2017-07-31",
            "0.00",
            0,
            ("0.00", "0.00", "0.00", "0.00"),
        ),  # 3,000 due by 30 June came, the fourth is due today
        ("2017-08-01", "500.00", 1, ("500.00", "0.00", "0.00", "0.00")),
        ("2017-08-30", "500.00", 30, ("500.00", "0.00", "0.00", "0.00")),
        ("2017-08-31", "500.00", 31, ("0.00", "500.00", "0.00", "0.00")),
        ("2017-10-29", "2500.00", 90, ("1000.00", "1500.00", "0.00", "0.00")),  # 29 and 59 days since the others
        ("2017-10-30", "2500.00", 91, ("1000.00", "1000.00", "500.00", "0.00")),
    ],
)
def test_overdue_by_age(lent: Store, day: str, late: str, days: int, ages: tuple[str, ...]) -> None:
    rows, _ = said(lent, "loan", "小额借款", "--as-of", day, table="loans", names="household overdue days_overdue")
    assert rows[0] == ("H-001", late, days)
    found, _ = said(lent, "loan", "小额借款", "--as-of", day, table="funds", names=" ".join(FUNDS.split()[7:11]))
    assert found == [ages]


def test_the_oldest_age_begins_after_180_days(lent: Store) -> None:
    names = "fund overdue_180 overdue_older at_risk"
    rows, _ = said(lent, "loan", "互助资金", "--as-of", "2018-01-28", table="funds", names=names)
    assert rows == [("互助资金", "2400.00", "0.00", "100.00%")]  # 1 August is 180 days ago
    rows, _ = said(lent, "loan", "互助资金", "--as-of", "2018-01-29", table="funds", names=names)
    assert rows == [("互助资金", "0.00", "2400.00", "100.00%")]
    rows, _ = said(lent, "loan", "互助资金", "--as-of", "2017-08-31", table="funds", names=names)
    assert rows == [("互助资金", "0.00", "0.00", "0.00%")]  # 30 days are not over 30


def test_a_year_moves_its_own_and_holds_all(lent: Store) -> None:
    rows, _ = said(lent, "loan", "--year", "2018", table="loans", names="village household lent repaid outstanding")
    assert rows == [  # the one that was settled in 2017 is left out, the one that was settled in 2018 is not
        ("牙河村", "H-001", None, None, "8000.00"),
        ("咀儿村", "H-001", None, None, "4000.00"),
        ("咀儿村", "H-001", None, None, "2400.00"),
        ("牙河村", "H-002", None, "8000.00", "0.00"),
    ]
    rows, _ = said(
        lent, "loan", "小额借款", "--year", "2018", table="funds", names="capital lent repaid outstanding turnover"
    )
    assert rows == [("99712.34", None, "8000.00", "12000.00", "0.00%")]


def test_as_of_a_day_knows_nothing_of_later(lent: Store) -> None:
    lent.ok("loan", "reverse", "J-3", "--amount", "4000", "--reason", "误", "--date", "2017-07-01")
    names = "household lent repaid outstanding"
    rows, _ = said(lent, "loan", "--as-of", "2017-06-30", table="loans", names=names)
    assert rows[2] == ("H-001", "5000.00", "1000.00", "4000.00") and len(rows) == 4
    rows, _ = said(lent, "loan", "--as-of", "2017-07-01", table="loans", names=names)
    assert rows[2] == ("H-001", "1000.00", "1000.00", "0.00")
    assert lent.ok("report", "loan", "--as-of", "2016-12-31", "--format", "json").rows("loans") == []


def test_no_head_is_named(lent: Store) -> None:
    for args in (("report", "loan"), ("loan", "show", "J-1"), ("loan", "list"), ("report", "loan", "--explain")):
        for form in TEXTS:
            answer = lent.ok(*args, "--format", form)
            assert "H-001" in answer.out
            assert not [name for name in ("张三丰", "李四光", "王五", "张", "李四") if name in answer.out + answer.err]


def test_explained(lent: Store) -> None:
    [row, *_] = lent.ok("report", "loan", "--explain", "--format", "json").rows("loans")
    loan, repayments = row["explain"].splitlines()
    assert loan.endswith(f"loan list --id {row['id']}") and repayments.endswith(f"repayment list --loan {row['id']}")


def test_show_prints_what_came_back_and_when_it_falls_due(lent: Store) -> None:
    answer = lent.ok("loan", "show", "J-1", "--format", "json")
    assert [(row["date"], row["amount"]) for row in answer.rows("came_back")] == [
        ("2017-05-31", "3500.00"), ("2017-12-31", "500.00"),
    ]  # fmt: skip
    schedule: list[dict[str, Any]] = answer.rows("schedule")
    # 0.5 % a month of 12,000, then of 11,000
    assert [tuple(row.values()) for row in schedule[:2]] == [
        (1, "2017-04-30", "1000.00", "60.00", "1060.00", "0.00"),
        (2, "2017-05-31", "1000.00", "55.00", "1055.00", "0.00"),
    ]
    assert (len(schedule), schedule[-1]["due"], schedule[-1]["unpaid"]) == (12, "2018-03-31", "1000.00")
    # 60 + 55 + … + 5 = 390
    total = answer.json()["tables"][-1]["total"]
    assert (total["principal"], total["interest"], total["payment"], total["unpaid"]) == (
        "12000.00", "390.00", "12390.00", "8000.00",
    )  # fmt: skip


def test_show_without_a_term_or_a_rate(lent: Store) -> None:
    answer = lent.ok("loan", "show", "J-3")
    assert "No term is stated" in answer.out
    [row] = lent.ok("loan", "show", "J-5", "--format", "json").rows("schedule")
    assert (row["due"], row["principal"], row["interest"], row["payment"]) == ("2017-08-01", "3000.00", None, None)


def test_the_funds_report_shows_lending_where_there_is_any(lent: Store, new_store: Any) -> None:
    names = "fund spent lent repaid written_off outstanding cash rate"
    rows, total = said(lent, "fund", table="funds", names=names)
    assert rows == [
        # what is lent comes back: there is no share that is spent
        ("小额借款", "300.00", "45000.00", "33000.00", None, "12000.00", "87712.34", None),
        ("互助资金", None, "3000.00", None, "600.00", "2400.00", "2000.00", None),
        ("未放资金", None, None, None, None, None, None, None),
        ("自筹资金", None, None, None, None, None, "900.00", "0.00%"),
    ]
    assert total[1:7] == ("300.00", "48000.00", "33000.00", "600.00", "14400.00", "90612.34")
    assert "outstanding" in lent.ok("report", "fund").out
    other = new_store(lent.engine)
    other.ok("fund", "add", "甲")
    other.ok("receipt", "add", "5", "--fund", "甲")
    assert "outstanding" not in other.ok("report", "fund").out
    assert other.ok("report", "fund", "--format", "json").rows()[0]["outstanding"] is None


@pytest.mark.parametrize("rate", ["3x5%", "1/0%"])
def test_a_stored_rate_that_is_none_is_damage(lent: Store, rate: str) -> None:
    behind_the_guards(lent, f"UPDATE entry SET yearly_rate = '{rate}' WHERE ref = 'J-1'")
    for lang in ("zh", "en"):
        answer = lent("report", "loan", lang=lang)
        assert (answer.code, answer.out) == (5, "")
        assert rate in answer.err and "Traceback" not in answer.err
