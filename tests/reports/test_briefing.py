"""The briefing says what the article says, with its words and qualifiers, and nothing else; of a year, what belongs to it."""

import csv
import re
from pathlib import Path
from typing import Any

import pytest

from aidtrack.render.formats import FORMATS
from conftest import Store, once
from render.shown import TEXTS

ROOT = Path(__file__).parent.parent
GANSU = ROOT.parent / "examples" / "gansu"
NOT_STATED = "未填"
SECTIONS = [
    "funds", "projects", "villages", "households", "postings", "visits", "lectures", "trainings", "inspections", "findings",
    "activities", "partners", "documents", "programme", "awards",
]  # fmt: skip
# Every number in the body of the article, and the 2 of 两个村: no other may be shown, none may be missing.
NUMBERS = {"5", "14", "30", "58", "100", "300", "524", "900", "2015", "2016", "2017", "4160", "4900", "5532", "6397"}
# What the article states: section, line, value as people read it, unit, and the words it stands in.
FIGURES = [
    ("funds", "省总帮扶筹集资金", "≥ 9,000,000.00", None, "900多万元"),
    ("funds", "自筹资金（5个贫困村）", "≈ 3,000,000.00", None, "近300多万元"),
    ("funds", "陇西县专项资金", "1,000,000.00", None, "100万专项资金"),
    ("villages", "牙河村 · 农民人均纯收入", "4,900", "元", "截至2016年底,两个村的农民人均纯收入分别达到4900元和4160元"),
    ("villages", "咀儿村 · 农民人均纯收入", "4,160", "元", "截至2016年底,两个村的农民人均纯收入分别达到4900元和4160元"),
    ("visits", "干部进村入户 · 批次", "30", "批次", "30批次"),
    ("visits", "干部进村入户 · 人次", "≥ 100", "人次", "100多人次"),
    ("lectures", "劳模宣讲 · 市州", "14", "个", "14个市州"),
    ("lectures", "劳模宣讲 · 县区", "30", "个", "30个县区"),
    ("lectures", "劳模宣讲 · 场次", "30", "场次", "30场次"),
    ("lectures", "劳模宣讲 · 乡镇", "524", "个", "524个乡镇"),
    ("lectures", "劳模宣讲 · 村", "6,397", "个", "6397个村"),
    ("lectures", "劳模宣讲 · 县区(目标)", "58", "个", "58个贫困县"),
    ("programme", "帮扶贫困村", "5", "个", "5个贫困村"),
    ("programme", "深度贫困村", "5", "个", "5个深度贫困村"),
]  # fmt: skip


@pytest.fixture
@once
def gansu(store: Store) -> Store:
    store.ok("import", *sorted(map(str, GANSU.glob("*.csv"))))
    return store


def sections(store: Store, *args: str) -> dict[str, list[dict[str, Any]]]:
    return {table["name"]: table["rows"] for table in store.json("report", "briefing", *args)["tables"]}


def exits(store: Store, year: str) -> list[tuple[str, str | None]]:
    rows = sections(store, "--year", year)["villages"]
    return [(row["quantity"], row["as_of"]) for row in rows if row["item"] == "exited"]


def document(store: Store, *args: str) -> dict[str, list[list[str]]]:
    """The markdown of the briefing: the cells of each section's table by its heading, read with nothing of ours."""
    found: dict[str, list[list[str]]] = {}
    for block in store.ok("report", "briefing", *args, "--format", "markdown", lang="zh").out.split("\n## ")[1:]:
        heading, *lines = block.splitlines()
        found[heading] = [
            [cell.strip().replace("\\", "") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
            for line in lines if line.startswith("|")
        ]  # fmt: skip
    return found


def test_every_row_has_the_words_it_rests_on() -> None:
    """And the number of an indicator or a budget stands in them."""
    for path in GANSU.glob("*.csv"):
        for row in csv.DictReader(path.read_text("utf-8").splitlines()):
            assert row["原文"], (path, row)
            number = row.get("数值") or (row.get("筹集数（元）") or row.get("计划数（元）") or "").removesuffix("0000")
            assert number in row["原文"], (path, row)


def test_the_sections_come_in_the_order_of_an_annual_report(gansu: Store) -> None:
    assert list(sections(gansu)) == SECTIONS


def test_every_figure_of_the_article_stands_in_it_with_its_qualifier_and_words(gansu: Store) -> None:
    shown = dict(zip(SECTIONS, document(gansu).values(), strict=True))
    for section, line, value, unit, said in FIGURES:
        header, _, *rows = shown[section]
        [row] = [dict(zip(header, cells, strict=True)) for cells in rows if line in cells]
        assert value in row.values(), (line, row)
        assert unit is None or row["计量单位"] == unit
        assert said in row["原文"]


def test_what_is_machine_read_keeps_qualifier_and_number(gansu: Store) -> None:
    found = sections(gansu)
    assert [(row["raised"], row["raised_qualifier"], row["budget"], row["qualifier"]) for row in found["funds"]] == [
        ("9000000.00", "≥", None, None), ("3000000.00", "≈", None, None), (None, None, "1000000.00", None), (None,) * 4,
    ]  # fmt: skip
    assert [row["quantity"] for row in found["visits"]] == ["30", "≥100"]
    incomes = [(row["quantity"], row["as_of"]) for row in found["villages"] if "农民人均纯收入" in row["item"]]
    assert incomes == [("4900", "2016"), ("4160", "2016")]


def test_no_number_is_invented(gansu: Store) -> None:
    """Every number shown, and every one handed to a script, is one of the article's; 两个村 is a 2."""
    stated = {*NUMBERS, "2", *(f"{number}0000" for number in ("900", "300", "100"))}  # 万
    for heading, rows in document(gansu).items():
        for cell in (cell for row in rows for cell in row):
            for number in re.findall(r"[0-9][0-9,]*(?:\.[0-9]+)?", cell):
                assert number.replace(",", "").removesuffix(".00") in stated, (heading, cell)
    for found in sections(gansu).values():
        for value in (value for row in found for value in row.values() if value is not None):
            for number in re.findall(r"[0-9]+(?:\.[0-9]+)?", str(value)):
                assert number.removesuffix(".00") in stated, value


def test_no_number_of_the_article_is_missing(gansu: Store) -> None:
    text = gansu.ok("report", "briefing", "--format", "json").out
    assert NUMBERS - set(re.findall("[0-9]+", text)) == set()


def test_what_the_article_does_not_state_is_said_to_be_unstated(gansu: Store) -> None:
    found = sections(gansu)
    for section in ("projects", "households", "postings", "findings"):
        assert found[section] == []
    text = gansu.ok("report", "briefing", "--format", "markdown", lang="zh").out
    for heading in ("项目(元)", "户", "派驻人员", "问题整改"):
        assert f"## {heading}\n\n- {NOT_STATED}\n" in text
    for row in found["funds"]:
        assert {row[name] for name in ("year", "received", "allocated", "spent", "cash")} == {None}
    header, _, *rows = document(gansu)["资金(元)"]
    for name in ("到账", "安排", "支出"):
        assert {cells[header.index(name)] for cells in rows} == {NOT_STATED}
    assert [cells[0] for cells in rows if cells[0] == "合计"] == []  # ≥ and ≈ are added to nothing
    silent = {row["item"]: row for row in found["trainings"] + found["activities"]}
    for item in ("家政服务培训", "钢筋工培训", "种养植培训", "送医下乡", "春节慰问", "劳务输出", "新疆移民搬迁"):
        assert (silent[item]["quantity"], silent[item]["as_of"]) == (None, None)


def test_what_has_no_certain_year_has_no_date(gansu: Store) -> None:
    [visit] = [row for row in sections(gansu)["inspections"] if "刘为民" in (row["details"] or "")]
    assert (visit["as_of"], visit["raw"][:4]) == (None, "今年5月")
    assert {row["as_of"] for row in sections(gansu)["awards"]} == {None}
    assert [row["name"] for row in sections(gansu)["awards"]] == [
        "帮扶单位“民心奖”", "组长单位“组织奖”", "2017年全省帮扶工作先进帮扶单位",
    ]  # fmt: skip


def test_a_year_holds_what_belongs_to_it_and_what_has_no_date(gansu: Store) -> None:
    def items(*args: str) -> list[str]:
        return [row["item"] for row in sections(gansu, *args)["villages"] if "收入" in row["item"]]

    # a position: what was last stated by the end of the year, with its own date
    assert items("--year", "2016") == items() == ["牙河村 · 农民人均纯收入", "咀儿村 · 农民人均纯收入"]
    assert items("--year", "2017") == items("--year", "2018") == items()
    assert {row["as_of"] for row in sections(gansu, "--year", "2017")["villages"] if "收入" in row["item"]} == {"2016"}
    assert items("--year", "2015") == []
    # of a village whose exit has no date, nobody can say that it was so on the last day of 2017
    dated = {row["item"]: (row["quantity"], row["as_of"]) for row in sections(gansu, "--year", "2017")["villages"]}
    assert dated["exited"] == dated["Villages recorded"] == ("2", None)
    gansu.ok("village", "edit", "牙河村", "--exited-on", "2016")
    assert exits(gansu, "2017") == [("2", None)]
    gansu.ok("village", "edit", "咀儿村", "--exited-on", "2017-06")
    assert [exits(gansu, year) for year in ("2015", "2016", "2017")] == [
        [],
        [("1", "2016-12-31")],
        [("2", "2017-12-31")],
    ]
    assert [row["quantity"] for row in sections(gansu, "--year", "2017")["lectures"]][-1] == "58"
    # lectures are given since 2015 and go on: so does what they aim at
    assert sections(gansu, "--year", "2018")["lectures"] == sections(gansu, "--year", "2017")["lectures"]
    assert sections(gansu, "--year", "2014")["lectures"] == []
    assert sections(gansu, "--year", "2018")["trainings"] == sections(gansu)["trainings"]
    text = gansu.ok("report", "briefing", "--year", "2018", "--format", "markdown", lang="zh").out
    assert text.startswith("# 2018年帮扶工作简报\n") and "没有日期的事项列入每个期间。" in text
    assert "没有日期" not in gansu.ok("report", "briefing", lang="zh").out


def test_counts_of_a_year_are_added_as_exactly_as_they_are_known(store: Store) -> None:
    """The illustration: 4 and 10 batches, at least 20 person-times and 42; then 15 batches and about 60."""
    store.ok("import", *sorted(map(str, (GANSU.parent / "illustration").glob("*.csv"))))

    def visits(*when: str) -> list[tuple[str, str, str | None]]:
        return [(row["item"], row["quantity"], row["raw"]) for row in sections(store, *when)["visits"]]

    assert visits("--year", "2017") == [("批次", "14", None), ("人次", "≥62", None)]
    assert visits("--year", "2018") == [
        ("年度进村入户 · 批次", "15", None), ("年度进村入户 · 人次", "≈60", "约60人次"),
    ]  # fmt: skip
    assert visits() == [("批次", "29", None), ("人次", "≈122", None)]
    found = sections(store, "--year", "2018")
    assert [(row["role"], row["in_office"], row["vacant"]) for row in found["postings"]][2:4] == [
        ("first_secretary", 4, 1), ("team_leader", 4, 1),
    ]  # fmt: skip
    # 38,905 and 240,000 open and overdue, one more that states no amount; 8,560.30 closed, and one without an amount
    assert [(row["findings"], row["amount"]) for row in found["findings"]] == [
        (3, "278905.00"), (2, "278905.00"), (2, "8560.30"),
    ]  # fmt: skip
    assert [row["quantity"] for row in found["households"]] == ["12", "48", "6", "5", "1", "10", "6", "2"]
    lent = {row["fund"]: (row["lent"], row["repaid"], row["outstanding"]) for row in found["funds"]}
    assert lent["小额借款资金"] == ("71000.00", "87750.00", "95250.00")  # 20,000 + 36,000 + 15,000 in 2018
    assert "示例户主" not in store.ok("report", "briefing", "--format", "json").out
    # What is added of budgets is what `report fund` adds; and of how many projects it is not known whom they reach is said.
    told = store.ok("report", "briefing", "--year", "2017", "--format", "json")
    (budgets,) = (table["total"]["budget"] for table in told.json()["tables"] if table["name"] == "funds")
    assert budgets == store.json("report", "fund", "--year", "2017")["tables"][0]["total"]["budget"] == "5450000.00"
    assert "1 project states no number of households." in store.ok("report", "briefing", "--year", "2017").out
    # What entries come to is blank where there is none of a kind; unstated is what somebody had to state.
    for section, moved, stated in (
        ("资金(元)", ("到账", "利息", "安排", "拨付", "支出", "放款", "还款", "核销", "在借余额", "现金"), ("筹集数", "计划数")),
        ("项目(元)", ("安排", "支出", "余额", "支出率(占安排)"), ("受益户", "受益人")),
    ):  # fmt: skip
        header, _, *rows = document(store, "--year", "2018")[section]
        said = {name: {cells[at] for cells in rows} for at, name in enumerate(header)}
        assert [name for name in moved if NOT_STATED in said[name]] == []
        assert "—" in said["安排"]
        assert [name for name in stated if NOT_STATED not in said[name]] == []


def test_villages_of_one_name_are_told_apart(gansu: Store) -> None:
    gansu.ok("village", "add", "牙河村", "--county", "武山县")
    gansu.ok("indicator", "add", "农民人均纯收入", "--value", "3900", "--village", "武山县/牙河村", "--as-of", "2016")
    items = [row["item"].split(" · ")[0] for row in sections(gansu)["villages"] if "收入" in row["item"]]
    assert sorted(items) == ["咀儿村", "武山县/牙河村", "陇西县/牙河村"]


@pytest.mark.parametrize("form", TEXTS)
def test_it_comes_in_every_format(gansu: Store, form: str) -> None:
    for lang in ("zh", "en"):
        shown = gansu.ok("report", "briefing", "--format", form, lang=lang).out
        for number in ("524", "58", "4160" if FORMATS[form].machine else "4,160"):
            assert number in shown
