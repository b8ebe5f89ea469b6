"""`report support` on a small store: every source, both reaches, a unit that hands a village over, loans; and a table that would be wrong."""

from pathlib import Path
from typing import Any

import pytest

from conftest import Store, once
from store.raw import sql

SOURCES = "财,fiscal\n信,credit\n留,union\n自,self\n捐,donation\n协,east_west\n他,other\n余,surplus\n无,\n"
# Spent: twice the amount each time, so that every sum says what it is made of.
SPENT = """财,户项目,1,2017-06-15
信,户项目,2,2017-06-15
留,村项目,4,2017-06-16
自,村项目,8,2017-06-30
捐,乙项目,16,2017-03-01
协,乙项目,32,2017-03-01
他,乙项目,64,2017-03-01
结,散项目,128,2017-03-01
余,散项目,256,2017-03-01
无,散项目,512,2017-03-01
"""
COLUMNS = (
    "plan used to_households to_village reach_unknown fiscal credit own donated drawn_in other_source source_unknown"
)


@pytest.fixture
@once
def kept(store: Store, tmp_path: Path) -> Store:
    funds = [line.split(",")[0] for line in SOURCES.split()] + ["结"]
    spent = [line.split(",") for line in SPENT.split()]
    sheets = {
        "village": "name,county\n甲村,陇西县\n乙村,陇西县\n丙村,武山县\n",
        "organization": "name,alias\n省总工会,总工会\n铝公司,\n",
        "fund": f"name,source,part_of\n{SOURCES.replace(chr(10), f',{chr(10)}')}结,surplus,捐\n贷,union,\n",
        "project": "name,village,reach,planned_cost,planned_start,stage\n户项目,甲村,到户,1000,2016-03,\n村项目,甲村,village,2000,2017-07,\n"
        "乙项目,乙村,,500,,\n停项目,甲村,到户,9999,2016,cancelled\n散项目,,到村,,,\n",
        "household": "name,village\nH1,乙村\n",
        "posting": "name,role,village,organization,starts_on,ends_on\n总工会,helper,甲村,,,2017-06-15\n铝公司,帮扶单位,甲村,,2017-06-16,\n"
        "学院,部门包村,乙村,,2016,\n张三,第一书记,乙村,省总工会,2016,\n李四,驻村干部,丙村,,2016,\n",
        "entry": "kind,date,fund,project,amount,household,ref,loan,reason,reverses\n"
        + "".join(f"receipt,2017-01-01,{fund},,1000,,,,,\n" for fund in [*funds, "贷"])
        + "".join(f"allocation,2017-01-02,{fund},{project},600,,,,,\n" for fund, project, _, _ in spent)
        + "".join(f"spending,{day},{fund},{project},{fen},,S-{fund},,,\n" for fund, project, fen, day in spent)
        + "spending,2018-05-01,自,村项目,-0.50,,,,多付,S-自\nloan,2017-02-01,贷,,100,H1,L-1,,,\n"
        "repayment,2018-01-10,贷,,30,,,L-1,,\nwriteoff,2018-01-11,贷,,20,,,L-1,灾情,\n",
    }
    store.take(tmp_path, sheets)
    return store


def said(store: Store, *args: str) -> dict[str, list[Any]]:
    """The first column of each row, and of the total → its amounts."""
    table = store.json("report", "support", *args)["tables"][0]
    head = table["columns"][0]["name"]
    rows = {row[head]: row for row in table["rows"]} | {"total": table["total"]}
    return {name: [row[column] for column in COLUMNS.split()] for name, row in rows.items()}


def amounts(**given: str) -> list[Any]:
    return [given.get(column) for column in COLUMNS.split()]


def test_by_village(kept: Store) -> None:
    found = said(kept, "--by", "village")
    assert found == {
        # 1 + 2 | 4 + 8 − 0.50; the cancelled plan does not count
        "甲村": amounts(
            plan="3000.00", used="14.50", to_households="3.00", to_village="11.50", fiscal="1.00", credit="2.00", own="11.50"
        ),
        # 16 + 32 + 64 of a project that does not say whom it reaches; lent 100 − 30, what was given up stays
        "乙村": amounts(
            plan="500.00", used="182.00", to_households="70.00", reach_unknown="112.00", credit="70.00", donated="16.00",
            drawn_in="32.00", other_source="64.00",
        ),
        "丙村": amounts(),
        # 128 of surplus that is part of a donation; 256 of surplus of unknown origin and 512 of no source
        None: amounts(used="896.00", to_village="896.00", donated="128.00", source_unknown="768.00"),
        "total": amounts(
            plan="3500.00", used="1092.50", to_households="73.00", to_village="907.50", reach_unknown="112.00", fiscal="1.00",
            credit="72.00", own="11.50", donated="144.00", drawn_in="32.00", other_source="64.00", source_unknown="768.00",
        ),
    }  # fmt: skip
    with_helpers = kept.ok("report", "support", "--by", "village", "--format", "json").rows()
    assert [(row["village"], row["organization"]) for row in with_helpers] == [
        ("丙村", None), ("甲村", "铝公司"), ("乙村", "学院"), (None, None),
    ]  # fmt: skip


def test_by_unit(kept: Store) -> None:
    found = said(kept)
    assert list(found) == ["学院", "省总工会", "铝公司", None, "total"]
    # A department that answers for the village goes before who sent a person.
    assert found["学院"][:2] == ["500.00", "182.00"]
    # Handed over on a day: what was paid on 15 June is one's, on the 16th the other's; what came back belongs to its payment.
    assert found["省总工会"] == amounts(plan="1000.00", used="3.00", to_households="3.00", fiscal="1.00", credit="2.00")
    assert found["铝公司"] == amounts(plan="2000.00", used="11.50", to_village="11.50", own="11.50")
    assert found["total"] == said(kept, "--by", "village")["total"]
    rows = kept.ok("report", "support", "--format", "json").rows()
    assert [row["villages_helped"] for row in rows] == ["乙村", "甲村", "甲村", None]
    # Two that help at once stand together, and nothing counts twice.
    kept.ok("posting", "add", "林场", "--role", "帮扶单位", "--village", "甲村", "--starts-on", "2017-06-20")
    both = said(kept)
    assert (both["铝公司"][1], both["林场、铝公司"][1]) == ("4.00", "7.50")
    assert both["total"] == found["total"]


def test_a_period_has_its_movements(kept: Store) -> None:
    found = said(kept, "--year", "2018")
    assert (found["铝公司"][1], found["学院"][1], found["total"][1]) == ("-0.50", "-30.00", "-30.50")
    assert found["学院"][6] == "-30.00"
    assert said(kept, "--as-of", "2016-12-31")["total"] == amounts(plan="1500.00")  # 村项目 was to start in 2017
    assert said(kept, "--to", "2017-06-15")["total"][1] == "1111.00"  # 1 + 2 + 16 + … + 512, lent 100


def test_what_is_behind_a_unit_is_of_its_days(kept: Store) -> None:
    rows = kept.json("report", "support", "--year", "2017", "--explain")["tables"][0]["rows"]
    spent = {
        row["organization"]: [
            line.split(" spending list ")[1] for line in row["explain"].splitlines() if " spending " in line
        ]
        for row in rows
    }
    assert spent == {
        "学院": ["--village '陇西县/乙村' --from 2017-01-01 --to 2017-12-31"],
        "省总工会": ["--village '陇西县/甲村' --from 2017-01-01 --to 2017-06-15"],
        "铝公司": ["--village '陇西县/甲村' --from 2017-06-16 --to 2017-12-31"],
        None: ["--village 'not assigned' --from 2017-01-01 --to 2017-12-31"],
    }  # fmt: skip
    # What the one paid and the other took back belongs to the one: both are named.
    kept.ok("spending", "reverse", "S-信", "--reason", "误付", "--date", "2017-06-20")
    rows = kept.json("report", "support", "--explain")["tables"][0]["rows"]
    behind = {row["organization"]: row["explain"] for row in rows}
    assert " spending list --id " in behind["省总工会"] and " spending list --id " in behind["铝公司"]
    assert " spending list --village '陇西县/乙村' --from 2016-01-01\n" in behind["学院"]


def test_what_is_seldom_is_shown_where_it_is(kept: Store) -> None:
    shown = kept.ok("report", "support", lang="zh").out
    for word in (
        "到户到村未说明",
        "其他来源",
        "来源未说明",
        "未说明帮扶单位",
        "已逐行并按合计核对",
        "放款不论资金来源均计入信贷",
    ):
        assert word in shown
    assert "1 个项目没有说明受益方式(到户或到村):" in shown and " project edit 项目 --reach 词。" in shown
    early = kept.ok("report", "support", "--year", "2018", lang="zh").out
    assert "其他来源" not in early and "来源未说明" not in early


def test_a_wrong_table_says_so(kept: Store) -> None:
    sql(kept, "UPDATE fund_balance SET spent_fen = spent_fen + 7 WHERE fund_id = 1")
    answer = kept("report", "support", "--format", "json")
    assert answer.code == 1
    assert "used is 1,092.50 yuan, what the funds spent and lent 1,092.57: they differ by 0.07 yuan" in answer.err
    assert "Checked on every row" not in answer.err
