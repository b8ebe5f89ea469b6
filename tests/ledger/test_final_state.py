"""An import that changes nouns and money is judged by where it ends: nouns' rules too; raw SQL still meets the guards at once."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from conftest import Store, once
from importing.desk import Desk, said
from ledger.chain import FUND, HOUSEHOLD, PROJECT, TRAINING, VILLAGE, Sql, chain, dump, lend, lending, passes, raw

Sheets = Mapping[str, str]
ENTRIES = "类型,日期,资金,项目,村,金额（元）,原因,超支原因,流水号,冲销流水号\n"


@once
def _money(store: Store) -> Store:
    """600.00 yuan received of 1,000.00, 500.00 set aside, 200.00 spent on 31 May 2017 and 50.00 on 1 July."""
    chain(store, budget="1000")
    for kind, yuan in (("receipt", "600"), ("allocation", "500"), ("spending", "200")):
        passes(store, kind, yuan, "--date", "2017-05-31")
    passes(store, "spending", "50", "--date", "2017-07-01", "--ref", "L-1")
    return store


@pytest.fixture
def money(store: Store) -> Iterator[Store]:
    yield _money(store)
    store.ok("check")


def row(kind: str, yuan: str, day: str = "2017-05-31", project: str = PROJECT, over: str = "", back: str = "") -> str:
    village = VILLAGE if project == PROJECT else "未分村"
    return f"{kind},{day},{FUND},{project},{village},{yuan},{'更正' if yuan < '0' else ''},{over},,{back}\n"


def entries(*rows: str) -> str:
    return ENTRIES + "".join(rows)


def funds(header: str, value: str) -> str:
    return f"资金名称,{header}\n{FUND},{value}\n"


def projects(header: str, value: str, name: str = PROJECT, home: str = VILLAGE) -> str:
    return f"项目名称,村,{header}\n{name},{home},{value}\n"


EMPTIED = (row("支出", "-250"), row("安排", "-500"))
FIT = {
    "a budget comes down with the fitting cut": {
        "资金.csv": funds("计划数（元）", "400"), "流水.csv": entries(row("安排", "-100")),
    },
    "a budget comes down and a reason is given for what is set aside beyond it": {
        "资金.csv": funds("计划数（元）", "500"), "流水.csv": entries(row("安排", "70", over="灾情追加")),
    },
    "a project closes and its late entry is taken back": {
        "项目.csv": projects("结项日期", "2017-06-30"), "流水.csv": entries(row("支出", "-50", "2017-07-01", back="L-1")),
    },
    "an earmark is set and what it excludes moves": {
        "资金.csv": funds("限定类别", "培训"), "流水.csv": entries(*EMPTIED, row("安排", "500", project=TRAINING)),
    },
    "an earmark and its project's category change together": {
        "资金.csv": funds("限定类别", "培训"), "项目.csv": projects("项目类别", "培训"),
    },
    "an earmark and its village's county change together": {
        "资金.csv": funds("限定地区", "秦安县"), "村.csv": f"村名,区划代码,县区\n{VILLAGE},621122100201,秦安县\n",
    },
}  # fmt: skip
BROKEN = {
    "a budget comes down further than the cut": (
        {"资金.csv": funds("计划数（元）", "400"), "流水.csv": entries(row("安排", "-99.99"))}, ("资金.csv", 2, "0.01"),
    ),
    "more is set aside than a budget that came down leaves": (
        {"资金.csv": funds("计划数（元）", "550"), "流水.csv": entries(row("安排", "50.01"))}, ("流水.csv", 2, "0.01"),
    ),
    "a project closes and a part of its late entry stays": (
        {"项目.csv": projects("结项日期", "2017-06-30"), "流水.csv": entries(row("支出", "-49.99", "2017-07-01", back="L-1"))},
        ("项目.csv", 2, "2017-06-30"),
    ),
    "an earmark is set and some of what it excludes stays": (
        {"资金.csv": funds("限定类别", "培训"), "流水.csv": entries(row("安排", "-100"), row("安排", "100", project=TRAINING))},
        ("资金.csv", 2, "earmark"),
    ),
    "a project leaves the category that its fund is for": (
        {"项目.csv": projects("项目类别", "培训"), "资金.csv": funds("限定类别", "菌菜大棚")}, ("项目.csv", 2, "earmark"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("order", [1, -1], ids=["", "turned round"])
@pytest.mark.parametrize("sheets", FIT.values(), ids=FIT)
def test_what_fits_in_the_end_is_taken(money: Store, tmp_path: Path, sheets: Sheets, order: int) -> None:
    Desk(money, tmp_path).take(dict([*sheets.items()][::order]), "--mode", "upsert")


@pytest.mark.parametrize(("sheets", "named"), BROKEN.values(), ids=BROKEN)
def test_what_does_not_is_named_by_its_row(
    money: Store, tmp_path: Path, sheets: Sheets, named: tuple[str, int, str]
) -> None:
    before = dump(money)
    answer = Desk(money, tmp_path).bring(sheets, "--mode", "upsert")
    assert {(Path(one["file"]).name, one["row"]) for one in answer.rows("problems")} >= {named[:2]}
    assert named[2] in said(answer)
    assert dump(money) == before


def test_a_fund_becomes_a_grant_when_its_loans_are_taken_back(store: Store, tmp_path: Path) -> None:
    lending(store)
    lend(store, "100", "J-1")
    desk, grant = Desk(store, tmp_path), funds("形式", "拨款")
    back = f"日期,资金,借款户,金额（元）,原因,冲销流水号\n2017-05-31,{FUND},{HOUSEHOLD},{{}},误,J-1\n"
    part = desk.bring({"资金.csv": grant, "放款.csv": back.format("-99.99")}, "--mode", "upsert")
    assert (part.code, "lent money" in said(part)) == (1, True)
    desk.take({"资金.csv": grant, "放款.csv": back.format("-100")}, "--mode", "upsert")
    store.ok("check")


@pytest.mark.parametrize("undone", [False, True])
def test_raw_sql_meets_the_guards_after_it(money: Store, tmp_path: Path, undone: bool) -> None:
    batch = (
        Desk(money, tmp_path).take({"资金.csv": funds("计划数（元）", "900")}, "--mode", "upsert").rows()[0]["batch"]
    )
    if undone:
        money.ok("batch", "undo", str(batch))
    with raw(money) as connection:
        sql = Sql(money, connection)
        sql.refuses_statement("aidtrack G1", "UPDATE fund SET budget_fen = 49999")
        sql.refuses_statement("aidtrack G5", "UPDATE fund SET earmark_category = '培训'")
        sql.refuses_statement("aidtrack G6", "UPDATE project SET closed_on = '2017-06'")
