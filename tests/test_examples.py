"""The examples: the article says what it says and no more; the illustration shows something in every report."""

import csv
from collections import Counter, defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from aidtrack.ledger.kind import KINDS
from aidtrack.nouns import NOUNS
from aidtrack.nouns.category import CATEGORIES
from aidtrack.render.formats import FORMATS
from conftest import Store, flagged, once
from render.shown import written

EXAMPLES = Path(__file__).parent.parent / "examples"
UNSTATED = ("received", "interest", "allocated", "disbursed", "spent", "cash", "rate")

# What no sheet of an office's own fills: the words of the article, merged villages, other offices, files that are attached.
ELSEWHERE = {"raw", "merged_into", "merged_on", "from_office", "file", "sha256"}


def sheets(folder: str) -> list[str]:
    return sorted(map(str, (EXAMPLES / folder).glob("*.csv")))


@pytest.fixture
@once
def gansu(store: Store) -> Store:
    store.ok("import", *sheets("gansu"))
    return store


@pytest.fixture
@once
def illustration(store: Store) -> Store:
    store.ok("import", *reversed(sheets("illustration")))  # entries and projects before what they name
    return store


def entries_in_files(word: str, unit: int = 1) -> list[tuple[str, str, Decimal]]:
    """(project, village, amount in yuan) of every row of the sheets of a kind, read with nothing of ours."""
    found = []
    for path in (EXAMPLES / "illustration").glob(f"{word}*.csv"):
        rows = list(csv.reader(path.read_text("gb18030" if "2016" in path.name else "utf-8").splitlines()))
        at = next(at for at, row in enumerate(rows) if len(row) > 1)
        names = [
            "项目" if name in ("project", "项目名称") else "村" if name == "village" else name for name in rows[at]
        ]
        amount = next(name for name in names if name.startswith("金额") or name == "amount")
        for row in rows[at + 1 :]:
            cells = dict(zip(names, row, strict=True))
            if "合计" not in row:
                yuan = Decimal(cells[amount].replace(",", "")) * unit
                found.append((cells.get("项目", ""), cells.get("村", ""), yuan))
    return found


def test_the_article_is_all_that_gansu_states(gansu: Store) -> None:
    funds = gansu.ok("fund", "list", "--format", "json").rows()
    said = ("name", "source", "raised", "raised_qualifier", "budget", "qualifier", "raw")
    assert [tuple(row[name] for name in said) for row in funds] == [
        ("省总帮扶筹集资金", None, "9000000.00", "≥", None, None, "先后筹集资金900多万元用于脱贫攻坚并取得了预期成效"),
        ("自筹资金（5个贫困村）", "self", "3000000.00", "≈", None, None, "自筹资金近300多万元,用于定点帮扶5个贫困村"),
        ("陇西县专项资金", None, None, None, "1000000.00", "=", "落实陇西县100万专项资金,支持省总工会帮扶的5个贫困村做好农民工创业带动就业工作"),
        ("本级留成经费对下补助", "union", None, None, None, None,
         "加大省总工会本级留成经费对下补助的力度,支持县、乡工会开展培训、帮扶、救助等与扶贫任务密切相关的工作"),
    ]  # fmt: skip
    for row in funds:
        assert not any(row[name] for name in ("year", "form", "doc_no", "earmark_category", "part_of", "idle_from")), (
            row
        )
    assert [row["earmark_place"] for row in funds] == [None, None, "陇西县", None]
    villages = gansu.ok("village", "list", "--format", "json").rows()
    assert [(row["county"], row["name"], row["alias"]) for row in villages] == [
        ("陇西县", "牙河村", None),
        ("武山县", "咀儿村", "嘴儿村"),
    ]
    incomes = gansu.ok("indicator", "list", "--name", "农民人均纯收入", "--format", "json").rows()
    assert [(row["village"], row["value"], row["unit"], row["as_of"]) for row in incomes] == [
        ("牙河村", "4900", "元", "2016"),
        ("咀儿村", "4160", "元", "2016"),
    ]
    for row in villages:
        assert row["exit_status"] == "exited"
        assert not any(row[name] for name in ("township", "code", "depth", "exited_on", "helped_from", "helped_to")), (
            row
        )
    roles = Counter(row["role"] for row in gansu.ok("organization", "list", "--format", "json").rows())
    assert roles == {"lead": 1, "member": 5, "partner": 1, "other": 4}
    readme = (EXAMPLES / "README.md").read_text("utf-8")
    assert [word for word in CATEGORIES.values() if word not in readme] == []


def test_gansu_says_of_what_was_done_no_more_than_the_article(gansu: Store) -> None:
    rows = {row["name"]: row for row in gansu.ok("activity", "list", "--format", "json").rows()}
    since = {
        name: (row["starts_on"], row["ends_on"]) for name, row in rows.items() if row["starts_on"] or row["ends_on"]
    }
    assert since == {"干部进村入户": ("2017", "ongoing"), "劳模宣讲": ("2015", "ongoing")}
    analysed = [row["name"] for row in rows.values() if "全方位分析" in row["raw"]]
    assert len(analysed) == 3
    assert {rows[name]["kind"] for name in analysed} == {"调研论证"}
    helped = [row for row in rows.values() if "积极协助县、乡(镇)、村落实" in row["raw"]]
    assert [(row["organiser"], row["partners"]) for row in helped] == [("县、乡(镇)、村", "甘肃省总工会")] * 4
    assert not any("省帮扶办" in (row["partners"] or "") for row in rows.values())
    capacities = {row["capacity"] for row in rows.values() if row["kind"] == "表彰"}
    assert capacities == {"帮扶单位", "组长单位", None}
    speakers = gansu.ok("posting", "list", "--role", "宣讲劳模", "--format", "json").rows()
    assert [(row["honour"], row["title"]) for row in speakers] == [
        ("全国劳模", "绿康林果科技示范中心主任"), ("省级劳模", "北顺村党委书记"), ("省级劳模", "召藏村兴旺中药材合作社社长"),
    ]  # fmt: skip
    assert all(row["title"] in row["raw"] and row["honour"] in row["raw"] for row in speakers)


def test_gansu_shows_what_is_unknown_as_unknown(gansu: Store) -> None:
    table = gansu.json("report", "fund")["tables"][0]
    for row in table["rows"]:
        assert [row[name] for name in UNSTATED] == [None] * len(UNSTATED), row
    assert table["total"]["budget"] == "1000000.00"  # the one exact budget: ≥ and ≈ are not added to it
    assert table["total"]["unallocated"] == "1000000.00"
    for village in ("牙河村", "嘴儿村"):
        report = gansu.json("report", "village", village)
        assert [found["rows"] for found in report["tables"][:2]] == [[], []]
        assert [found["name"] for found in report["tables"]] == ["funding", "funds", "place", "indicators"]
        assert report["tables"][0]["total"]["spent"] is None
    for kind in KINDS:
        assert gansu.ok(kind, "list", "--format", "json").rows() == []


def test_the_illustration_has_something_for_every_report(illustration: Store) -> None:
    def listed(noun: str) -> list[dict[str, Any]]:
        return illustration.ok(noun, "list", "--format", "json").rows()

    assert [len(listed(noun)) for noun in ("village", "fund", "project")] == [7, 7, 20]
    for noun in NOUNS:  # every noun is used, every field of it is filled somewhere
        rows = listed(noun)
        blank = {field.name for field in NOUNS[noun].fields if not any(row[field.name] for row in rows)}
        assert blank <= ELSEWHERE, noun
    kinds = {kind: listed(kind) for kind in KINDS if not KINDS[kind].loan}
    assert sum(map(len, kinds.values())) == 230
    assert all(row["ref"] for rows in kinds.values() for row in rows)
    [refund] = [row for row in kinds["spending"] if row["amount"].startswith("-")]
    moved = {row["moves"] for kind in ("receipt", "allocation") for row in kinds[kind]} - {None}
    [cut] = [row for row in kinds["allocation"] if row["amount"].startswith("-") and row["id"] not in moved]
    assert (refund["amount"], refund["reason"]) == ("-8560.30", "决算核减，多付款退回")
    assert (cut["amount"], cut["reason"]) == ("-47500.00", "验地后核减种植面积47.5亩，调减")
    villages, funds = defaultdict(set), defaultdict(set)
    for row in kinds["allocation"]:
        villages[row["project"]].add(row["village"])
        funds[row["project"]].add(row["fund"])
    assert [len(found) for found in villages.values() if len(found) > 1] == [3]
    assert [len(found) for found in funds.values() if len(found) > 1] == [2]
    rows = illustration.ok("report", "village", "牙河村", "--format", "json").rows("funding")
    assert [(row["allocated"], row["spent"], row["rate"], flagged(row["flags"])) for row in rows] == [
        ("500000.00", "512345.67", "102.47%", "over_spent(灾情追加)"),
        ("300000.00", "300000.00", "100.00%", ""),
        ("200000.00", None, "0.00%", "unspent"),
    ]
    assert "G2" in illustration.ok("check").out  # the overspend, as an alert


def test_the_illustration_adds_up_to_its_files(illustration: Store) -> None:
    overview = illustration.json("report", "overview")["tables"][0]
    funds = illustration.json("report", "fund")["tables"][0]
    for kind, name in (("安排", "allocated"), ("拨付", "disbursed"), ("支出", "spent")):
        in_files = sum((yuan for _, _, yuan in entries_in_files(kind)), Decimal(0))
        for table in (overview, funds):
            by_row = sum(Decimal(row[name] or 0) for row in table["rows"])
            assert Decimal(table["total"][name]) == in_files == by_row
    received = sum((yuan for _, _, yuan in entries_in_files("到账", 10_000)), Decimal(0))
    assert Decimal(funds["total"]["received"]) == received
    [loose] = [row for row in overview["rows"] if row["village"] is None]
    unassigned = sum((yuan for _, village, yuan in entries_in_files("支出") if village == "未分村"), Decimal(0))
    assert Decimal(loose["spent"]) == unassigned
    spent: defaultdict[str, Decimal] = defaultdict(Decimal)
    for project, _, yuan in entries_in_files("支出"):
        spent[project] += yuan
    shown = illustration.ok("report", "project", "--format", "json").rows()
    assert {row["project"]: Decimal(row["spent"]) for row in shown if row["spent"]} == spent


def test_the_illustration_shows_what_the_programme_states(illustration: Store) -> None:
    """A household's money, how far a project is, what is unmet, what goes on, who was honoured, what a loan made."""

    def told(*words: str, table: str) -> list[dict[str, Any]]:
        return illustration.ok("report", *words, "--as-of", "2018-12-31", "--format", "json").rows(table)

    assert [(row["household"], row["spent"]) for row in told("household", "示例一村", table="money")] == [
        ("YC-01", "68712.56"),  # 32,184.87 + 36,527.69
        ("YC-03", "54152.97"),  # 19,285.52 + 34,867.45
    ]
    twice = [row for row in told("alerts", table="alerts") if row["kind"] == "helped_twice"]
    assert [(row["household"], row["amount"]) for row in twice] == [("YC-03", "54152.97")]
    steps = {row["project"]: row for row in told("step", table="projects")}
    assert (steps["示例一村危房改造"]["done"], steps["示例五村牛羊养殖"]["done"]) == ("85%", "40%")
    assert steps["示例五村牛羊养殖"]["unmet"] == "precise_funds、precise_measures"
    assert [row["name"] for row in told("step", "示例一村中药材种植", table="activities")] == ["中药材项目调研论证"]
    assert {row["ends_on"] for row in told("activity", table="activities") if row["name"] == "企业结对帮扶"} == {
        "ongoing"
    }
    assert [row["name"] for row in illustration.ok("activity", "list", "--partners", "示例养殖合作社", "--format", "json").rows()] == ["企业结对帮扶"]  # fmt: skip
    vacant = [
        (row["village"], row["role"], row["organization"])
        for row in told("posting", table="postings")
        if row["name"] is None
    ]
    assert sorted(vacant) == [
        ("示例五村", "first_secretary", "示例县总工会"),
        ("示例四村", "team_leader", "示例县总工会"),
    ]
    assert illustration.json("report", "loan", "--as-of", "2018-12-31")["tables"][0]["total"]["jobs"] == "≥5"
    valid = illustration.ok(
        "document", "list", "--valid-on", "2018-02-01", "--kind", "实施意见", "--format", "json"
    ).rows()
    assert [row["name"] for row in valid] == ["示例三年行动意见"]


def test_the_illustration_lends_and_is_paid_back(illustration: Store) -> None:
    sums = {kind: illustration.ok(kind, "list", "--format", "json").json()["tables"][0]["total"]["amount"]
            for kind in ("loan", "repayment", "writeoff")}  # fmt: skip
    # 30,000 + 50,000 + 40,000 + 20,000 + 36,000 + 15,000; back 30,000 + 3 × 6,250 + 25,000 + 9,000 + 5,000; 8,000 given up
    assert sums == {"loan": "191000.00", "repayment": "87750.00", "writeoff": "8000.00"}
    [row] = illustration.ok("report", "fund", "小额借款资金", "--format", "json").rows("funds")
    # 300,000 − 191,000 + 87,750; 191,000 − 87,750 − 8,000
    assert (row["cash"], row["outstanding"], row["spent"]) == ("196750.00", "95250.00", None)


def test_the_illustration_moves_money_between_funds_and_between_projects(illustration: Store) -> None:
    """12,800 yuan out of one fund into another, 30,000 out of one project into another: a column of their own, nothing in any total."""
    shown = illustration.json("report", "carryover", "--year", "2018")["tables"][0]
    moved = {row["fund"]: (row["moved"], row["received"], row["returned"]) for row in shown["rows"] if row["moved"]}
    assert moved == {"专项资金": ("-12800.00", None, None), "结余资金": ("12800.00", "150000.00", None)}
    assert shown["total"]["moved"] == "0.00"
    rows = illustration.ok(
        "allocation", "list", "--from", "2018-11-08", "--to", "2018-11-08", "--format", "json"
    ).rows()
    assert [(row["project"], row["amount"], row["moves"]) for row in rows] == [
        ("示例五村牛羊养殖", "-30000.00", None), ("示例三村菌菜大棚", "30000.00", rows[0]["id"]),
    ]  # fmt: skip
    before, after = (
        {
            row["project"]: row["allocated"]
            for row in illustration.json("report", "project", "--as-of", day)["tables"][0]["rows"]
        }
        for day in ("2018-11-07", "2018-11-08")
    )
    changed = {name: (before[name], after[name]) for name in after if before[name] != after[name]}
    assert changed == {"示例五村牛羊养殖": ("240000.00", "210000.00"), "示例三村菌菜大棚": ("275000.00", "305000.00")}


@pytest.mark.long
def test_every_report_comes_in_every_format(illustration: Store, tmp_path: Path) -> None:
    villages = [row["name"] for row in illustration.ok("village", "list", "--format", "json").rows()]
    reports = [["fund"], ["project"], ["overview"], ["fund", "专项资金"], ["project", "中药材示范基地"], ["briefing"]]
    for report in reports + [["village", name] for name in villages]:
        for form in FORMATS:
            assert written(illustration, form, tmp_path, "report", *report).strip()
    illustration.ok("report", "overview", "--year", "2017")
