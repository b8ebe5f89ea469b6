"""Every mechanism that the article tells of, as the question that people ask of it: one command each, and its answer on the illustration.

What is summed is summed here from the sheets, with nothing of ours; everything else stands in a sheet as it stands here.
"""

import csv
import re
import shlex
from collections import defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import pytest

from aidtrack.locale import spoken, use
from aidtrack.render.cells import visible, worth_showing
from aidtrack.render.formats import FORMATS, Shown
from aidtrack.values.formats import Format
from aidtrack.values.report import Report, Table
from conftest import Store, call, once
from pages import illustration as illustrated
from render.test_narrow_terminals import drawn, headings, squeezed
from test_domain_table import table
from test_examples import EXAMPLES, entries_in_files, sheets

EIGHTY = 80  # columns of a terminal
DAY = ("--as-of", "2018-12-31")
Row = dict[str, Any]


@pytest.fixture
@once
def illustration(store: Store) -> Store:
    store.ok("import", *sheets("illustration"))
    return store


@dataclass(frozen=True)
class Asked:
    """A question, the command that answers it, the table that does, and rows of it: what tells each apart, and what it says."""

    question: str
    command: str
    table: str
    rows: tuple[Row, ...]
    alone: bool = False  # the table has no other rows
    seen: tuple[
        str, ...
    ] = ()  # the columns that answer it, where others of them only tell its rows apart or say it once more

    @property
    def answering(self) -> set[str]:
        return {*self.seen} or {name for row in self.rows for name, value in row.items() if value is not None}


def one(question: str, command: str, table: str, *rows: Row, alone: bool = False, seen: tuple[str, ...] = ()) -> Asked:
    return Asked(question, command, table, rows, alone, seen)


def _projects() -> dict[str, Row]:
    with (EXAMPLES / "illustration" / "项目.csv").open(encoding="utf-8", newline="") as file:
        return {row["项目名称"]: row for row in csv.DictReader(file)}


def _sums() -> dict[str, dict[str, Decimal]]:
    """Project → what was allocated and spent of it by the end of 2018."""
    found: dict[str, dict[str, Decimal]] = defaultdict(dict)
    for kind, word in (("安排", "allocated"), ("支出", "spent")):
        for project, _, yuan in entries_in_files(kind):
            found[project][word] = found[project].get(word, Decimal(0)) + yuan
    return found


PROJECTS, SUMS = _projects(), _sums()
STAGES = {"完工": "completed", "实施": "implementing", "验收": "accepted", "提出": "proposed", "批复": "approved", "结项": "closed", "暂停": "suspended"}  # fmt: skip


def of_category(category: str) -> tuple[Row, ...]:
    """The projects of a category: stage, what was planned, what was set aside, what was spent, what is left."""
    rows = []
    for name, stated in PROJECTS.items():
        if stated["类别"] == category:
            money = SUMS.get(name, {})
            left = money.get("allocated", Decimal(0)) - money.get("spent", Decimal(0)) if money else None
            rows.append({
                "project": name, "stage": STAGES[stated["阶段"]],
                "planned_cost": _yuan(Decimal(stated["计划投资（元）"].replace(",", ""))),
                **{word: _yuan(money.get(word)) for word in ("allocated", "spent")}, "remaining": _yuan(left),
            })  # fmt: skip
    assert rows
    return tuple(rows)


def _yuan(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:.2f}"


def category(word: str) -> Asked:
    return one(
        "What is planned, set aside, paid, left, and at what stage?",
        f"report project --category '{word}' --columns 项目,阶段,计划投资,安排,支出,余额",
        "projects",
        *of_category(word),
        alone=True,
    )


def activity(question: str, kind: str, *rows: Row, table: str = "activities") -> Asked:
    return one(question, f"report activity --kind {kind}", table, *rows)


def total_of(kind: str, fund: str) -> str:
    """What came into a fund, in yuan: the sheet is in 万元."""
    with (EXAMPLES / "illustration" / f"{kind}.csv").open(encoding="utf-8", newline="") as file:
        rows = [*csv.DictReader(file)]
    return _yuan(sum((Decimal(row["金额(万元)"]) * 10_000 for row in rows if row["资金"] == fund), Decimal(0))) or ""


OFFICE = "甘肃省总工会"
MECHANISMS = {
    "M1": one("How much has been raised, since when?", "report fund", "funds",
              {"fund": "自筹资金", "raised": "2655000.00", "raised_from": "2016-03", "raised_to": "2018-12"}),
    "M2": one("How much went to the villages, and on what?", "report rollup --by village,category --fund 自筹资金 --figures allocated,spent",
              "rollup", {"village": "示例四村", "category": "林果", "allocated": "267500.00", "spent": _yuan(SUMS["示例四村林果种植"]["spent"])},
              {"village": "示例五村", "category": "危房改造", "allocated": "420000.00", "spent": _yuan(SUMS["示例五村危房改造"]["spent"])}),
    "M3": one("How much of the pool is lent out, repaid, still free?", "report loan 小额借款资金", "funds",
              {"fund": "小额借款资金", "lent": "191000.00", "repaid": "87750.00", "outstanding": "95250.00", "cash": "196750.00"}),
    "M4": one("What did each receiver get and spend?", "report fund 留成补助资金 --by implementer", "receivers",
              {"implementer": "示例县总工会", "allocated": "186000.00", "spent": _yuan(SUMS["全县劳务技能培训"]["spent"])},  # 96,000 + 90,000
              {"implementer": "示例乙乡工会", "allocated": "68000.00", "spent": _yuan(SUMS["咀儿村村民培训"]["spent"])}, alone=True),
    "M5": one("Who owes what, what is overdue, how many jobs?", "report loan", "loans",
              {"household": "YC-01", "outstanding": "31250.00", "jobs": "≥3"}, {"household": "EC-02", "outstanding": "15000.00", "overdue": "15000.00"}),
    "M6": one("Which households got a subsidy, and for what?", "report household 示例三村", "money",
              {"household": "SC-01", "year": "2018", "category": "大病补贴", "spent": "27413.11"}, alone=True),  # 13,554.57 + 13,858.54
    "V1": one("Is it out of poverty? Its income?", "report village 牙河村", "indicators",
              {"name": "农民人均纯收入", "as_of": "2016", "quantity": "4900", "unit": "元"}),
    "V2": one("Which five villages are in deep poverty, and how do they stand?", "village list --depth 深度贫困村", "village",
              *({"name": f"示例{number}村", "exit_status": "not_exited", "helped_from": "2017"} for number in "一二三四五"), alone=True),
    "V3": one("Does every household have a plan?", "report household 示例一村", "households",
              {"name": "YC-01", "measures": 2, "measures_done": 1, "measures_overdue": 1}, {"name": "YC-03", "measures": 1, "measures_done": 1},
              seen=("name", "measures", "flags")),
    "V4": one("Which guarantee is missing where?", "report household", "households",
              {"village": "示例一村", "name": "YC-01", "medical": "met", "housing": "unmet"},
              {"village": "示例一村", "name": "YC-02", "education": None, "medical": "unmet"}, {"village": "示例五村", "name": "WC-01", "housing": "unmet"}),
    "V5": one("When did the village get out of poverty?", "report village 咀儿村", "place", {"exit_status": "exited", "exited_on": "2016-12"},
              seen=("exit_status", "exited_on")),
    "P1": category("易地安置"),
    "P2": category("危房改造"),
    "P3": category("林果"),
    "P4": category("中药材"),
    "P5": category("菌菜大棚"),
    "P6": category("牛羊养殖"),
    "P7": category("大病补贴"),
    "P8": one("What did the start-up loans come to?", "report loan", "funds", {"fund": "小额借款资金", "capital": "292000.00"}),
    "P9": category("救助"),
    "P10": category("三变改革"),
    "P11": activity("How many are to be resettled?", "移民搬迁", {"indicator": "搬迁户数", "quantity": "6", "unit": "户"}, table="counts"),
    "P12": category("企业(合作社)+农户"),
    "C1": one("Which project is stuck at which confirmation?", "report step", "projects",
              {"project": "示例三村三变改革", "confirmations": "1/6", "next_step": "confirm2"}),
    "C2": one("Which of the six precisions is unmet?", "report step", "projects",
              {"project": "示例五村牛羊养殖", "precise_target": "passed", "unmet": "precise_funds、precise_measures"}, seen=("project", "unmet")),
    "C3": one("What was found?", "report finding", "open",
              {"name": "苗木款凭证缺附件", "source": "年中督查调研", "amount": "38905.00"}, seen=("name", "amount")),
    "C4": one("Which unit is late in posting?", "report posting", "postings",
              {"village": "示例四村", "role": "team_leader", "name": None, "organization": "示例县总工会"},
              {"village": "示例五村", "role": "first_secretary", "name": None, "organization": "示例县总工会"},
              seen=("village", "role", "name", "organization", "starts_on", "state", "flags")),
    "C5": one("Which findings are open or overdue?", "report finding", "open",
              {"name": "圈舍进度滞后", "due": "2018-09-30", "days_overdue": 92}, {"name": "第一书记空缺", "days_overdue": None}),
    "C6": one("Is there an agreement for this project?", "document list --project 示例二村易地安置 --kind 项目协议书", "document",
              {"name": "示例二村易地安置项目协议书", "doc_no": "示例协议09"}, alone=True),
    "C7": one("Which plan governs this day?", "document list --valid-on 2018-06-01 --kind 实施意见", "document",
              {"name": "示例三年行动意见", "until": "2020"}, alone=True),
    "C8": activity("Which campaigns are there?", "专项行动", {"name": "作风建设年", "starts_on": "2018-01"}),
    "C9": one("Which survey justified this project?", "report step 示例一村中药材种植", "activities",
              {"name": "中药材项目调研论证", "kind": "调研论证", "starts_on": "2017-09-04"}, alone=True),
    "O1": one("Who is responsible for this village?", "report village 示例一村", "place",
              {"responsible": "示例领导甲、示例部门甲、示例干部丙、示例干部庚"}),
    "O2": one("Is the post filled, since when?", "report posting 示例二村", "postings",
              {"role": "first_secretary", "name": "示例干部丁", "starts_on": "2017-09-01", "state": "in_office"}),
    "O3": one("Who is in the leading group?", "posting list --role 领导小组成员", "posting",
              {"name": "示例领导甲", "starts_on": "2017-03"}, alone=True),
    "O4": one("Which units report to us?", "posting list --role 成员单位", "posting", {"name": "示例县总工会", "place": "陇西县"}, alone=True),
    "O5": one("What did pairing bring?", "report activity --partners 示例协作市工会", "counts",
              {"kind": "参观学习", "indicator": "学生人数", "quantity": "32"}, alone=True),
    "O6": activity("Which branch is paired, when did they meet?", "党支部共建",
                   {"organiser": "示例机关党支部", "partners": "示例一村党支部", "village": "示例一村", "starts_on": "2018-07-01"}),
    "O7": activity("Which firms helped?", "企业帮扶", {"organiser": "示例爱心企业", "village": "示例五村", "ends_on": "ongoing"}),
    "O8": activity("What was done to organise?", "志愿者帮扶", {"village": "示例三村", "organiser": "示例县总工会"}),
    "A1": activity("How many trips, by whom?", "进村入户", {"name": "年度进村入户", "batches": "15", "person_times": "≈60", "persons": "示例领导乙带队"}),
    "A2": one("Coverage so far against the target?", "report indicator 场次", "values", {"quantity": "6", "target": "10", "as_of": "2018-06"}, alone=True),
    "A3": one("Who lectures, with what honour and post?", "report posting --where role=speaker", "postings",
              {"name": "示例劳模", "role": "speaker", "honour": "省级劳模", "title": "示例果业合作社理事长"}),
    "A4": activity("Which inspections were there?", "督查调研", {"name": "年中督查调研", "persons": "示例领导甲"}),
    "A5": activity("How many were trained, how many placed?", "培训",
                   {"indicator": "培训人数", "quantity": "218"}, {"indicator": "就业人数", "quantity": "88"}, table="counts"),  # 96 + 58 + 64; 41 + 47
    "A6": activity("How many posts were offered?", "就业援助月", {"indicator": "岗位数", "quantity": "350"}, table="counts"),
    "A7": activity("How many went out to work?", "劳务输出", {"indicator": "输出人数", "quantity": "73"}, table="counts"),
    "A8": activity("How much was sold?", "产品销售", {"indicator": "销售额", "quantity": "86400", "unit": "元"},
                   {"indicator": "销售量", "quantity": "12.5", "unit": "吨"}, table="counts"),
    "A9": activity("How many did the doctors see?", "送医下乡", {"indicator": "义诊人次", "quantity": "210"}, {"indicator": "受益人", "quantity": "180"}, table="counts"),
    "A10": activity("How many households were visited?", "春节慰问", {"indicator": "慰问户数", "quantity": "60"}, table="counts"),
    "A11": activity("How many students went?", "参观学习", {"indicator": "学生人数", "quantity": "32"}, table="counts"),
    "A12": activity("When were the progress meetings?", "会议", {"name": "上半年联系推进会", "starts_on": "2018-06-28", "places": "陇西县"}),
    "A13": one("Which meetings, about what?", "activity list --kind 会议", "activity", {"content": "总结工作、交流经验"}),
    "A14": one("What was reported upward, to whom?", "activity list --kind 信息报送", "activity",
               {"name": "经验做法报送", "starts_on": "2018-09-10", "content": "向省帮扶办报送产业帮扶做法"}),
    "A15": one("Which campaigns, by whom?", "activity list --kind 专项行动", "activity", {"organiser": OFFICE}),
    "A16": activity("What honours, by whom, when, as what?", "表彰",
                    {"name": "示例先进单位", "organiser": "示例县", "starts_on": "2018-12-20", "capacity": "帮扶单位"}),
}  # fmt: skip


def test_there_is_a_question_for_each_of_the_fifty_six() -> None:
    assert {*MECHANISMS} == {*table()}


@pytest.mark.parametrize("mechanism", MECHANISMS)
def test_a_question_is_answered_by_one_command(mechanism: str, illustration: Store) -> None:
    asked = MECHANISMS[mechanism]
    words = shlex.split(asked.command)
    answer = illustration.ok(*words, *(DAY if words[0] == "report" else ()), "--format", "json")
    rows = answer.rows(asked.table)
    for expected in asked.rows:
        assert any(expected.items() <= row.items() for row in rows), (asked.question, expected, rows)
    assert len(rows) == len(asked.rows) or not asked.alone, rows


def shown_of(report: Report, asked: Asked) -> tuple[Table, str]:
    """The table that answers, and what a terminal of eighty columns shows of it, with what is said below."""
    [table] = [one for one in worth_showing(report) if one.name == asked.table]
    return table, drawn(replace(report, tables=[table]), EIGHTY)


def unseen(report: Report, asked: Asked) -> list[str]:
    """The answering columns that stand neither above a column nor before a cell, and whose values are said nowhere."""
    table, text = shown_of(report, asked)
    labels = {column.name: spoken(column.label) for column in visible(table)}
    heads = [squeezed(word) for line in headings(text) for word in line] or [
        squeezed(re.split(r"\s{2,}", line)[0]) for line in text.splitlines()
    ]
    missing = sorted(name for name in asked.answering if squeezed(labels.get(name, "?")) not in heads)
    said = {name: {str(row[name]) for row in asked.rows if row.get(name) is not None} for name in missing}
    prose = squeezed("\n".join(line for line in text.splitlines() if not re.search(r"\S\s{2,}\S", line)))
    return [name for name in missing if not all(in_words(value) in prose for value in said[name] or {"?"})]


def in_words(value: str) -> str:
    """An amount as people read it."""
    return f"{Decimal(value):,.2f}" if re.fullmatch(r"\d+\.\d\d", value) else value


@pytest.mark.parametrize("mechanism", MECHANISMS)
def test_eighty_columns_show_what_answers(mechanism: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """In both languages: what steps back is never what was asked."""
    asked = MECHANISMS[mechanism]
    words = shlex.split(asked.command)
    missing = {}

    def look(report: Report, stream: object) -> str:
        for lang in ("zh", "en"):
            use(lang)
            missing[lang] = unseen(report, asked)
        return ""

    monkeypatch.setitem(FORMATS, "looked", Shown(Format("looked"), lambda: look))
    answer = call("--db", str(illustrated()), *words, *(DAY if words[0] == "report" else ()), "--format", "looked")
    assert answer.code == 0, answer
    assert missing == {"zh": [], "en": []}
