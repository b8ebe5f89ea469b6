"""`report fund --by`: all funds by source or year with what each comes to, one fund by who received its money."""

from pathlib import Path

import pytest

from conftest import Store, once

SHEETS = {
    "village": "name\n牙河村\n",
    "fund": "name,source,year,budget,qualifier,raised\n甲,self,2018,100,,70\n乙,fiscal,2017,200,,\n丙,self,2017,50,≥,30\n丁,,,,,\n",
    "project": "name,village,implementer\n大棚,牙河村,合作社\n路,牙河村,县工会\n桥,牙河村,\n",
    "entry": "kind,date,fund,project,amount,payee\nreceipt,2017-01-01,甲,,100,\nreceipt,2017-01-01,乙,,100,\nallocation,2017-02-01,甲,大棚,60,\nallocation,2017-02-01,甲,路,30,\n"
    "allocation,2017-02-01,甲,桥,10,\ndisbursement,2017-03-01,甲,路,20,县工会\nspending,2017-04-01,甲,大棚,15,示例建材\nspending,2017-05-01,甲,路,5,示例建材\n"
    "allocation,2017-02-01,乙,大棚,40,\nspending,2017-06-01,乙,大棚,7,示例种业\n",
}


@pytest.fixture
@once
def kept(store: Store, tmp_path: Path) -> Store:
    store.take(tmp_path, SHEETS)
    return store


@pytest.mark.parametrize(
    ("by", "order", "said"),
    [
        ("source", "乙甲丙丁", ["乙", "小计", "甲", "丙", "小计", "丁", "小计"]),
        ("fund_year", "乙丙甲丁", ["乙", "丙", "小计", "甲", "小计", "丁", "小计"]),
    ],
)
def test_funds_stand_together_by_source_or_year(kept: Store, by: str, order: str, said: list[str]) -> None:
    answer = kept.ok("report", "fund", "--by", by, "--as-of", "2019", "--format", "json")
    assert [row["fund"] for row in answer.rows()] == [*order]  # subtotals are for people
    assert answer.json()["tables"][0]["total"] == kept.json("report", "fund", "--as-of", "2019")["tables"][0]["total"]
    lines = kept.ok("report", "fund", "--by", by, "--as-of", "2019", lang="zh").out.splitlines()
    told = [line for line in lines if line.split("  ")[0] in {*order, "小计"}]
    assert [line.split("  ")[0] for line in told] == said
    [own] = [line for line in told if line.startswith("小计") and ("自筹" in line or "2018" in line)]
    # Of 丙 the budget is at least so much.
    assert own.split()[2:4] == (["100.00", "100.00"] if by == "source" else ["70.00", "100.00"])


def test_who_received_a_funds_money(kept: Store) -> None:
    answer = kept.ok("report", "fund", "甲", "--by", "implementer", "--format", "json")
    figures = ("allocated", "disbursed", "spent", "remaining")
    assert [(row["implementer"], *(row[name] for name in figures)) for row in answer.rows("receivers")] == [
        ("县工会", "30.00", "20.00", "5.00", "25.00"), ("合作社", "60.00", None, "15.00", "45.00"), (None, "10.00", None, None, "10.00"),
    ]  # fmt: skip
    total = next(table for table in answer.json()["tables"] if table["name"] == "receivers")["total"]
    assert [total[name] for name in figures] == [
        answer.rows("funds")[0][name] if name != "remaining" else "80.00" for name in figures
    ]
    answer = kept.ok("report", "fund", "甲", "--by", "payee", "--format", "json")
    assert [(row["payee"], *(row[name] for name in figures)) for row in answer.rows("receivers")] == [
        ("县工会", None, "20.00", None, None), ("示例建材", None, None, "20.00", None),
    ]  # fmt: skip
    narrowed = kept.ok("report", "fund", "甲", "--by", "payee", "--project", "路", "--format", "json").rows("receivers")
    assert [(row["payee"], row["spent"]) for row in narrowed] == [("县工会", None), ("示例建材", "5.00")]
    assert "谁得到这笔钱" in kept.ok("report", "fund", "甲", "--by", "payee", lang="zh").out


@pytest.mark.parametrize(
    ("words", "says"),
    [(("--by", "payee"), "one fund"), (("--by", "village"), "knows no")],
)
def test_what_cannot_be_asked_so(kept: Store, words: tuple[str, ...], says: str) -> None:
    refused = kept("report", "fund", *words)
    assert (refused.code, says in refused.err) == (2, True), refused
