"""What a sheet lacks and the person says: --set, --value, --year, --as-of, and notes beside amounts (SHEETS 21)."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aidtrack.errors import Fault
from aidtrack.importing.matching import title
from aidtrack.importing.matching.made import apart
from conftest import Store, examples
from importing.books import delimited, xlsx
from importing.desk import Desk, based, faults, said

HEAD = ["日期", "资金", "项目", "金额（元）"]


@pytest.fixture
def desk(file_store: Store, tmp_path: Path) -> Desk:
    return based(file_store, tmp_path)


def spent(desk: Desk) -> list[tuple[str, str, str | None]]:
    rows = desk.store.ok("spending", "list", "--format", "json").rows()
    return sorted((row["date"], row["amount"], row["purpose"]) for row in rows)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("field", ["日期", "date"])
def test_a_column_that_the_sheet_lacks(desk: Desk, lang: str, field: str) -> None:
    path = desk.put("支出.csv", delimited([HEAD[1:], ["自筹资金", "菌菜大棚", "5"], ["自筹资金", "菌菜大棚", "6"]]))
    assert "--set" in desk.store("import", path, lang=lang).out
    desk.store.ok("import", path, "--set", f"{field}=2017年3月2日", lang=lang)
    assert spent(desk) == [("2017-03-02", "5.00", None), ("2017-03-02", "6.00", None)]


def test_it_is_a_problem_where_the_sheet_has_it_or_knows_no_such_thing(desk: Desk) -> None:
    sheet = {"支出.csv": delimited([HEAD, ["2017-03-01", "自筹资金", "菌菜大棚", "5"]])}
    assert faults(desk.bring(sheet, "--set", "日期=2017-03-02")) == [(1, "日期", None)]
    assert faults(desk.bring(sheet, "--set", "县区=陇西县"))[0][1] == "--set 县区"
    for wrong in ("日期", "日期=", "天气=晴", "用途=" + "长" * 5000):
        assert desk.bring(sheet, "--set", wrong).code == 2, wrong
    assert spent(desk) == []


@pytest.mark.parametrize(
    ("options", "unused"),
    [
        (["--map", "天气=用途"], ["--map 天气"]),
        (["--map", "用涂=", "--map", "摘要=用途"], ["--map 用涂"]),
        (["--map", "摘要=用途", "--value", "用途:膜=棚膜", "--value", "收款人:甲=乙"], ["--value 收款人"]),
        (
            ["--map", "摘要=用途", "--value", "purpose:膜=棚膜", "--fill-down", "日,项目,村,用途"],
            ["--fill-down 村"],
        ),
    ],
)
def test_what_is_said_of_a_column_that_no_sheet_has_is_refused_with_the_columns(
    desk: Desk, options: list[str], unused: list[str]
) -> None:
    head = ["年", "月", "日", *HEAD[1:], "摘要"]
    files = {
        "支出.csv": delimited([head, ["2017", "3", "1", "自筹资金", "菌菜大棚", "5", "膜"]]),
        "支出二.csv": delimited([HEAD, ["2017-03-01", "自筹资金", "菌菜大棚", "6"]]),
    }
    answer = desk.bring(files, *options, "--map", "摘要=用途")
    assert (answer.code, [field for _, field, _ in faults(answer)]) == (1, unused)
    assert all("日、资金、项目、金额（元）、摘要、日期" in row["suggestion"] for row in answer.rows("problems"))
    assert spent(desk) == []


@pytest.mark.parametrize("column", [True, False])
def test_a_place_that_all_villages_lie_in(desk: Desk, *, column: bool) -> None:
    """As a column of it would: in sheets of entries, wide ones too, and of projects; 城关村 is in two counties."""

    def placed(rows: list[list[str]]) -> tuple[bytes, list[str]]:
        if not column:
            return delimited(rows), ["--set", "县区=武山县"]
        return delimited([["县区", *rows[0]], *[["武山县", *row] for row in rows[1:]]]), []

    entries = [["日期", "资金", "项目", "村", "金额（元）"], ["2017-03-01", "自筹资金", "技能培训", "城关村", "5"]]
    assert desk.bring({"安排.csv": delimited(entries)}).code == 1
    sheet, options = placed(entries)
    desk.take({"安排.csv": sheet}, *options)
    wide = [["资金", "项目", "村", "3月", "4月"], ["自筹资金", "技能培训", "城关村", "1", "2"]]
    sheet, options = placed(wide)
    months = ["--as", "支出", "--wide-columns", "1月..12月", "--year", "2017", "--unit", "元"]
    desk.take({"支出.csv": sheet}, *months, *options)
    sheet, options = placed([["项目名称", "村"], ["路灯", "城关村"]])
    desk.take({"项目.csv": sheet}, *options)
    allocated = desk.store.ok("allocation", "list", "--county", "武山县", "--format", "json").rows()
    assert [(row["village"], row["amount"]) for row in allocated] == [("城关村", "5.00")]
    assert [
        row["amount"] for row in desk.store.ok("spending", "list", "--county", "武山县", "--format", "json").rows()
    ] == ["1.00", "2.00"]
    assert desk.store.ok("project", "show", "路灯", "--format", "json").rows()[0]["village"] == "城关村"


def test_a_place_besides_is_asked_about(desk: Desk) -> None:
    rows = [
        ["日期", "资金", "项目", "县区", "村", "金额（元）"],
        ["2017-03-01", "自筹资金", "技能培训", "陇西县", "城关村", "5"],
    ]
    assert faults(desk.bring({"安排.csv": delimited(rows)}, "--set", "县区=武山县")) == [(1, "县区", None)]
    [(row, column, _)] = faults(
        desk.bring({"安排.csv": delimited([[*r[:3], *r[4:]] for r in rows])}, "--set", "县区=陇南县")
    )
    assert (row, column) == (2, "村")
    assert desk.bring({"安排.csv": delimited(rows)}, "--set", "县区=陇西县/福星镇").code == 2


def test_what_is_given_is_content_of_a_known_row(desk: Desk) -> None:
    rows = [["日期", "项目", "金额（元）", "流水号"], ["2017-03-01", "菌菜大棚", "5", "L-1"]]
    desk.take({"支出.csv": delimited(rows)}, "--set", "资金=自筹资金")
    again = {"支出再.csv": delimited([*rows, ["2017-03-02", "菌菜大棚", "6", "L-2"]])}
    answer = desk.bring(again, "--set", "资金=专项资金", "--mode", "upsert")
    assert (answer.code, faults(answer)[0]) == (1, (2, "流水号", "L-1"))
    [file] = desk.take(again, "--set", "资金=自筹资金", "--mode", "upsert").rows("files")
    assert (file["created"], file["unchanged"]) == (1, 1)


def test_months_have_their_own_days(desk: Desk) -> None:
    rows = [["项目", "资金", "1月", "2月"], ["菌菜大棚", "自筹资金", "5", ""]]
    options = ["--as", "支出", "--wide-columns", "1月..12月", "--year", "2017", "--unit", "元"]
    assert desk.bring({"支出.csv": delimited(rows)}, *options, "--set", "日期=2017-01-05").code == 1
    desk.take({"支出.csv": delimited(rows)}, *options, "--day", "5", "--set", "用途=膜")
    assert spent(desk) == [("2017-01-05", "5.00", "膜")]


def test_a_name_that_nothing_has_is_told_once(desk: Desk) -> None:
    rows = [["日期", "项目", "金额（元）"], *[["2017-03-01", "菌菜大棚", str(yuan)] for yuan in range(1, 6)]]
    answer = desk.bring({"支出.csv": delimited(rows)}, "--set", "资金=自筹贷款")
    assert [(row["row"], row["field"], row["value"]) for row in answer.rows("problems")] == [(None, "fund", "自筹贷款")]


def test_nouns_take_what_is_set_and_words_that_are_translated(desk: Desk) -> None:
    rows: list[list[Any]] = [
        ["2018年帮扶资金来源表（单位：万元）", "", "", "", ""],
        ["序号", "资金名称", "资金来源", "文号", "金额"],
        [1, "公益资金", "财政专项资金", "甘财农〔2018〕12号", 100],
        [2, "企业帮扶资金", "企业捐赠", "", 5],
        ["合计", "", "", "", 105],
    ]
    options = ["--as", "资金", "--map", "金额=计划数", "--set", "年度=2018"]
    words = ["--value", "来源:财政专项资金=财政专项", "--value", "来源:企业捐赠=社会捐赠"]
    assert desk.bring({"10资金.xlsx": xlsx({"Sheet": rows})}, *options).code == 1
    desk.take({"10资金.xlsx": xlsx({"Sheet": rows})}, *options, *words)
    funds = {row["name"]: row for row in desk.store.ok("fund", "list", "--format", "json").rows()}
    assert [
        (funds[name]["source"], funds[name]["budget"], funds[name]["year"]) for name in ("公益资金", "企业帮扶资金")
    ] == [
        ("fiscal", "1000000.00", 2018),
        ("donation", "50000.00", 2018),
    ]
    for wrong in ("来源=财政", "来源:x", "天气:晴=雨", "来源:=x"):
        assert desk.bring({"资金.csv": "资金名称\n甲\n"}, "--value", wrong).code == 2, wrong


@pytest.mark.parametrize(
    ("rows", "options"),
    [
        ([["年", "月", "日", *HEAD[1:]], ["2017", "3", "5", "自筹资金", "菌菜大棚", "9"]], []),
        ([["月", "日", *HEAD[1:]], ["3月", "5日", "自筹资金", "菌菜大棚", "9"]], ["--year", "2017"]),
        ([["2017年", "", *HEAD[1:]], ["月", "日", "", "", ""], ["3", "5", "自筹资金", "菌菜大棚", "9"]], []),
        (
            [["2017年支出", "", "", "", ""], ["月", "日", *HEAD[1:]], ["3", "5", "自筹资金", "菌菜大棚", "9"]],
            ["--year", "title"],
        ),
        ([HEAD, ["3月5日", "自筹资金", "菌菜大棚", "9"]], ["--year", "2017"]),
        ([HEAD, ["3.5", "自筹资金", "菌菜大棚", "9"]], ["--year", "2017"]),
    ],
)
def test_a_day_in_parts(desk: Desk, rows: list[list[str]], options: list[str]) -> None:
    desk.take({"支出.csv": delimited(rows)}, *options)
    assert spent(desk) == [("2017-03-05", "9.00", None)]


def test_a_day_with_a_point_is_none_where_it_may_be_a_number_that_lost_a_sign(desk: Desk) -> None:
    """A number 4.1 may have been typed 4.10; in a file without numbers so may the text 4.1, not 4.5. A text of a workbook is what it says."""
    rows: list[list[object]] = [[cell, "自筹资金", "菌菜大棚", "9"] for cell in ("4.1", "4.5", "4.10")]
    answer = desk.bring({"支出.csv": delimited([HEAD, *map(list, rows)])}, "--year", "2017")
    assert faults(answer) == [(2, "日期", "4.1")] and "4.10" in said(answer)
    numbers = xlsx({"支出": [HEAD, *[[float(str(cell)), *rest] for cell, *rest in rows]]})
    assert [row for row, *_ in faults(desk.bring({"支出.xlsx": numbers}, "--year", "2017"))] == [2, 3, 4]
    desk.take({"支出.xlsx": xlsx({"支出": [HEAD, *rows]})}, "--year", "2017")
    assert [day for day, *_ in spent(desk)] == ["2017-04-01", "2017-04-05", "2017-04-10"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_word_that_says_that_there_is_none_is_read_as_a_blank(desk: Desk, lang: str) -> None:
    sheet = "村名,县区,脱贫日期\n甲村,陇西县,未脱贫\n乙村,陇西县,2019年12月\n"
    told = said(desk.bring({"村.csv": sheet}, lang=lang))
    assert "2017-09" in told and "--value '脱贫日期:未脱贫='" in told
    desk.take({"村.csv": sheet}, "--value", "脱贫日期:未脱贫=", lang=lang)
    found = {row["name"]: row["exited_on"] for row in desk.store.ok("village", "list", "--format", "json").rows()}
    assert (found["甲村"], found["乙村"]) == (None, "2019-12")


def test_a_villages_own_name_may_stand_for_those_below(desk: Desk) -> None:
    sheet = "村名,县区,备注\n甲村,陇西县,一\n,陇西县,二\n"
    told = desk.bring({"村.csv": sheet}, "--fill-down", "村名")
    assert faults(told) == [(3, "村名", "甲村")] and "--fill-down" not in said(told)


def test_a_month_that_is_written_once(desk: Desk) -> None:
    rows = [["月", "日", *HEAD[1:]], ["3", "5", "自筹资金", "菌菜大棚", "9"], ["", "6", "自筹资金", "菌菜大棚", "8"]]
    desk.take({"支出.csv": delimited(rows)}, "--year", "2017", "--fill-down", "日期")
    assert spent(desk) == [("2017-03-05", "9.00", None), ("2017-03-06", "8.00", None)]


def test_years_that_are_missing_or_differ(desk: Desk) -> None:
    parts = [["2018年支出", "", "", "", ""], ["月", "日", *HEAD[1:]], ["3", "5", "自筹资金", "菌菜大棚", "9"]]
    answer = desk.bring({"支出.csv": delimited(parts)})
    assert answer.code == 1 and "--year 2018" in said(answer)  # nothing is taken from a title unasked
    assert "--set" not in said(answer)
    assert "2018" in said(desk.bring({"支出.csv": delimited(parts)}, "--year", "2017"))
    grouped = [["2018年", "", *HEAD[1:]], ["月", "日", "", "", ""], ["3", "5", "自筹资金", "菌菜大棚", "9"]]
    assert desk.bring({"支出.csv": delimited(grouped)}, "--year", "2017").code == 1
    assert desk.bring({"支出.csv": delimited(parts[1:])}, "--year", "title").code == 1
    wrong = [*parts[:2], ["2", "30", "自筹资金", "菌菜大棚", "9"]]
    [(row, column, value)] = faults(desk.bring({"支出.csv": delimited(wrong)}, "--year", "2018"))
    assert (row, column, value) == (3, "月、日", "2018年2月30日")
    for year in ("18", "今年"):
        assert desk.bring({"支出.csv": delimited(parts)}, "--year", year).code == 2
    assert spent(desk) == []


def test_the_title_says_the_day() -> None:
    above = [["石桥村帮扶资金台账（2018年5月）", ""], ["单位：万元", ""]]
    assert title.day("title", above)[0] == "2018-05-31"
    assert title.day("title", [["截至2018年2月"]])[0] == "2018-02-28"
    assert title.day("title", [["（2018年5月15日）"]])[0] == "2018-05-15"
    assert title.day("2018-04-30", above) == ("2018-04-30", None)
    assert title.day(None, above) == (None, None)
    for lines in ([["台账"]], [["2018年"]], [["2018年5月"], ["2018年6月10日"]]):
        with pytest.raises(Fault):
            title.day("title", lines)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_was_taken_from_the_title_is_said(desk: Desk, lang: str) -> None:
    rows = [["2017年三月", "", "", "", ""], ["月", "日", *HEAD[1:]], ["3", "5", "自筹资金", "菌菜大棚", "9"]]
    answer = desk.store.ok(
        "import", desk.put("支出.csv", delimited(rows)), "--year", "title", "--format", "json", lang=lang
    )
    assert any("2017" in row["note"] and "2017年三月" in row["note"] for row in answer.rows("notes"))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("cell", ["2017/3/4 09:15", "2017-03-04T09:15:00.000+08:00", "2017年3月4日 9:15"])
def test_a_time_of_day_is_dropped_and_counted(desk: Desk, lang: str, cell: str) -> None:
    rows = [HEAD, [cell, "自筹资金", "菌菜大棚", "9"], ["2017-03-04 00:00:00", "自筹资金", "菌菜大棚", "8"]]
    answer = desk.store.ok("import", desk.put("支出.csv", delimited(rows)), "--format", "json", lang=lang)
    assert spent(desk) == [("2017-03-04", "8.00", None), ("2017-03-04", "9.00", None)]
    notes = [row["note"] for row in answer.rows("notes")]
    assert notes == [
        {"zh": "支出.csv: 1 个日期带有时刻,已去掉。", "en": "支出.csv: 1 date had a time of day, which was dropped."}[
            lang
        ]
    ]


NOTED = [
    ["日期", "资金", "项目", "金额（元）", "用途"],
    ["2017-03-01", "自筹资金", "菌菜大棚", "10（其中，灾情因素6元）", "棚膜"],
    ["2017-03-02", "自筹资金", "菌菜大棚", "5", ""],
    ["小计", "", "", "15", ""],
]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_words_beside_an_amount(desk: Desk, lang: str) -> None:
    path = desk.put("支出.csv", delimited(NOTED))
    refused = desk.store("import", path, "--format", "json", lang=lang)
    [problem] = refused.rows("problems")
    assert (problem["row"], "--notes-in-amounts" in problem["suggestion"]) == (2, True)
    desk.store.ok("import", path, "--notes-in-amounts", lang=lang)
    assert spent(desk) == [("2017-03-01", "10.00", "棚膜；其中，灾情因素6元"), ("2017-03-02", "5.00", None)]


def test_they_are_the_purpose_also_where_no_column_is(desk: Desk) -> None:
    desk.take({"支出.csv": delimited([row[:4] for row in NOTED])}, "--notes-in-amounts")
    assert spent(desk) == [("2017-03-01", "10.00", "其中，灾情因素6元"), ("2017-03-02", "5.00", None)]


@given(yuan=st.integers(1, 10**9), note=st.text("灾情因素其中含税6 年度,", min_size=1, max_size=12), full=st.booleans())
@settings(max_examples=examples(200))
def test_amount_and_words_are_told_apart(yuan: int, note: str, *, full: bool) -> None:
    cell = f"{yuan}（{note}）" if full else f"{yuan} ({note})"
    parted = apart(cell)
    says_something = any(character not in " ,0123456789" for character in note)
    assert parted == ((str(yuan), note.strip()) if says_something else None)


@pytest.mark.parametrize(
    "cell", ["10", "10(元)", "(1,234.50)", "（5）", "-5", "10（6）", "12.5万元", "（其中6万元）", ""]
)
def test_an_amount_alone_holds_no_words(cell: str) -> None:
    assert apart(cell) is None


def test_a_mapping_file_keeps_all_of_it(desk: Desk) -> None:
    (desk.folder / "月报.toml").write_text(
        'as = "支出"\nheader = "2"\nyear = "2017"\nnotes_in_amounts = true\nskip_sheet = "封面"\n'
        '[set]\n"资金" = "自筹资金"\n[value."项目"]\n"大棚" = "菌菜大棚"\n',
        "utf-8",
    )
    rows = [["月报", "", "", ""], ["月", "日", "项目", "金额（元）"], ["3", "5", "大棚", "9（膜）"]]
    book = xlsx({"三月": rows, "封面": [["x", "y", "z"], ["1", "2", "3"]]})
    desk.take({"台账.xlsx": book}, "--mapping", str(desk.folder / "月报.toml"))
    assert spent(desk) == [("2017-03-05", "9.00", "膜")]


def test_a_cell_of_any_length_is_looked_at_once() -> None:
    long = "9" * 300_000  # a search that went back over it would take an hour
    for cell in (long, f"{long}(", f"{long}(其中", f"{long}(9", "(" * 300_000):
        assert apart(cell) is None
    assert apart(f" 10 （ {long} 其中 ） ") == ("10", f"{long} 其中")
    assert apart("10(万元)") is apart("十(其中)") is apart("10(6.5)") is None


def test_the_year_of_a_sheet_of_funds_is_that_of_its_funds(desk: Desk) -> None:
    """Where no column says it; a column of years, or one that is given, stands as it is."""

    def funds() -> dict[str, int | None]:
        rows = desk.store.ok("fund", "list", "--format", "json").rows()
        return {row["name"]: row["year"] for row in rows}

    titled = [["2018年帮扶资金计划表", ""], ["资金名称", "来源"]]
    answer = desk.take({"资金二.csv": delimited([*titled, ["甲资金", "自筹"]])}, "--year", "title", lang="zh")
    assert ["2018" in row["note"] for row in answer.rows("notes")] == [True]
    desk.take({"资金三.csv": delimited([titled[1], ["乙资金", "自筹"]])}, "--year", "2019")
    desk.take({"资金四.csv": delimited([titled[1], ["丙资金", "自筹"]])}, "--set", "年度=2016", "--year", "2019")
    desk.take({"资金五.csv": delimited([["资金名称", "年度"], ["丁资金", "2015"]])}, "--year", "2019")
    wanted = {"甲资金": 2018, "乙资金": 2019, "丙资金": 2016, "丁资金": 2015}
    assert {name: year for name, year in funds().items() if name in wanted} == wanted


@pytest.mark.parametrize("columns", ["年,月", "year,month", "日期"])
def test_the_parts_of_a_day_are_filled_down(desk: Desk, columns: str) -> None:
    head = ["年", "月", "日", *HEAD[1:]]
    rows = [
        head,
        ["2017", "3", "2", "自筹资金", "菌菜大棚", "5"],
        ["", "", "9", "自筹资金", "菌菜大棚", "6"],
        ["", "4", "1", "自筹资金", "菌菜大棚", "7"],
    ]
    desk.take({"支出.csv": delimited(rows)}, "--fill-down", columns)
    assert [day for day, *_ in spent(desk)] == ["2017-03-02", "2017-03-09", "2017-04-01"]


@pytest.mark.parametrize(
    ("row", "options", "way"),
    [
        (["", "3", "9"], ["--year", "2017"], "--year 2017"),
        (["", "3", "9"], ["--fill-down", "年"], "--year 2017"),
        (["2017", "", "9"], ["--fill-down", "月"], "--fill-down 列名"),
    ],
)
def test_a_part_of_a_day_that_is_blank_names_the_way(desk: Desk, row: list[str], options: list[str], way: str) -> None:
    head = ["年", "月", "日", *HEAD[1:]]
    rows = {
        "支出.csv": delimited(
            [head, ["2017", "3", "2", "自筹资金", "菌菜大棚", "5"], [*row, "自筹资金", "菌菜大棚", "6"]]
        )
    }
    assert way in said(desk.bring(rows, lang="zh"))
    desk.take(rows, *options)
    assert [day for day, *_ in spent(desk)] == ["2017-03-02", "2017-03-09"]


def test_the_parts_of_a_day_are_filled_down_alone(desk: Desk) -> None:
    rows = [["月", "日", *HEAD[1:]], ["3", "2", "自筹资金", "菌菜大棚", "5"], ["", "", "自筹资金", "菌菜大棚", "6"]]
    answer = desk.bring({"支出.csv": delimited(rows)}, "--fill-down", "月", "--year", "2017")
    assert [row for row, *_ in faults(answer)] == [3]


def test_a_day_without_its_year_names_the_way(desk: Desk) -> None:
    path = {"支出.csv": delimited([HEAD, ["7月5日", "自筹资金", "菌菜大棚", "5"]])}
    assert "--year 2017" in said(desk.bring(path, lang="zh"))
    desk.take(path, "--year", "2017")
    assert [day for day, *_ in spent(desk)] == ["2017-07-05"]
