"""What a sheet holds, what of it is not kept, and options that say nothing known."""

from pathlib import Path

import pytest

from conftest import Store
from importing.desk import Desk, based, faults, said


@pytest.fixture
def desk(file_store: Store, tmp_path: Path) -> Desk:
    return based(file_store, tmp_path)


SPENDING = "日期,资金,项目,金额（元）\n2017-03-01,自筹资金,菌菜大棚,5\n"


def test_nothing_of_a_personal_column_is_kept(desk: Desk) -> None:
    desk.take({"到账2.csv": "日期,资金,金额（元）,证件号码\n2017-01-01,自筹资金,5,62112219500101001X\n"})
    assert "62112219500101001X" not in desk.store.ok("receipt", "list", "--format", "json").out
    assert "62112219500101001X" not in desk.store.ok("log", "--format", "json").out


@pytest.mark.parametrize(
    ("name", "options", "noun"),
    [
        ("2017年支出.csv", (), "spending"),
        ("项目支出.csv", (), "spending"),  # an entry's word outranks a noun's
        ("spending-2017.csv", (), "spending"),
        ("表一.csv", ("--as", "支出"), "spending"),
        ("安排.csv", ("--as", "spending"), "spending"),  # --as outranks the name
    ],
)
def test_what_a_sheet_holds(desk: Desk, name: str, options: tuple[str, ...], noun: str) -> None:
    assert desk.take({name: SPENDING}, *options).rows()[0]["noun"] == noun


@pytest.mark.parametrize(
    ("option", "word", "near"),
    [
        ("--as", "spendin", "spending"),
        ("--unit", "美元", "元"),
        ("--encoding", "utf8-ish", "utf-8"),
        ("--fill-down", "颜色", "颜色"),
    ],
)
def test_words_that_no_option_takes(desk: Desk, option: str, word: str, near: str) -> None:
    answer = desk.bring({"支出.csv": SPENDING}, option, word)
    assert answer.code == 2 and near in answer.err


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_a_sheet_looks_most_like_is_asked(desk: Desk, lang: str) -> None:
    """By its columns; days in parts are a day, so that the header of an amount says the kind there too."""
    roster = "县,乡,行政村,户编号,姓名,人数,人均纯收入,致贫原因1,户类型\n陇西县,福星镇,牙河村,H-1,张三丰,4,4200,因病,监测户\n"
    asked = said(desk.bring({"导出.csv": roster}, lang=lang))
    word, *others = ("户", "村", "支出") if lang == "zh" else ("household", "village", "spending")
    assert f"{word}?" in asked and not any(f"{one}?" in asked for one in others)
    drafted = desk.store.ok("layout", "draft", desk.put("导出.csv", roster)).out
    assert '# as = "户"' in drafted and '"人数" = "人口"' in drafted
    by_hand = "年,月,日,项目名称,资金,收款人,支出金额（元）\n2017,6,3,菌菜大棚,自筹资金,示例苗圃,1000\n"
    [file] = desk.take({"手工账.csv": by_hand}).rows("files")
    assert (file["noun"], file["created"]) == ("spending", 1)


@pytest.mark.parametrize(("lang", "field"), [("zh", "计划数"), ("en", "budget")])
def test_a_field_is_advised_by_its_own_name(desk: Desk, lang: str, field: str) -> None:
    """Not by the other word of it that is most like the header: 下达金额 is the plan."""
    told = said(desk.bring({"资金来源.csv": "资金名称,资金来源,金额\n甲,自筹,5\n"}, lang=lang))
    assert f"--map '金额={field}'" in told and "下达金额" not in told


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_two_kinds_of_amount_side_by_side_are_never_both_the_amount(desk: Desk, lang: str) -> None:
    """A statement of an account is not told to map what went out, and what came in, to the one amount."""
    statement = "交易日期,摘要,借方发生额,贷方发生额\n2017-06-03,苗木款,1000,\n"
    told = desk.bring({"流水.csv": statement}, "--as", "spending", "--set", "资金=自筹资金", lang=lang)
    assert "layout draft" in said(told) and "借方发生额=" not in said(told)


FUNDS = "项目资金名称,来源途径,下达时间,计划数（万元）,备注\n甲,中央财政,2017-01-02,12,\n乙,自筹,2017-01-03,约5,\n合计,,,12,\n"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_cells_say_is_told_together_with_unknown_columns(desk: Desk, lang: str) -> None:
    """A column that is likely meant for a field is looked at as that one, and then the sheet is taken as it was advised."""
    first = desk.bring({"资金来源.csv": FUNDS}, "--as", "资金", lang=lang)
    cells = [one for one in faults(first) if one[2] is not None]
    assert cells == [(2, "来源途径", "中央财政"), (3, "计划数（万元）", "约5")]
    assert {one[1] for one in faults(first) if one[2] is None} == {"项目资金名称", "来源途径", "下达时间", None}
    mended = FUNDS.replace("约5", "5").replace("合计,,,12,", "合计,,,17,")
    ways = (
        "--map",
        "项目资金名称=资金名称",
        "--map",
        "来源途径=来源",
        "--map",
        "下达时间=",
        "--value",
        "来源:中央财政=财政专项",
    )
    assert desk.take({"资金来源.csv": mended}, "--as", "资金", *ways, lang=lang).rows("files")[0]["created"] == 2


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_where_no_header_is_found_its_likely_columns_are_named(desk: Desk, lang: str) -> None:
    """By what the file is called; and the line in which one of them was named is the header."""
    sheet = "项目资金名称,性质类别,批文,到位,总额\n甲,财政,12号,是,5\n"
    told = said(desk.bring({"资金.csv": sheet}, lang=lang))
    assert "--map '项目资金名称=资金名称'" in told and "项目资金名称=项目" not in told
    named = desk.bring({"资金.csv": sheet}, "--map", "项目资金名称=资金名称", lang=lang)
    assert {one[1] for one in faults(named)} == {"性质类别", "批文", "到位", "总额"}


def test_a_roster_is_told_by_the_places_beside_its_villages_too(desk: Desk) -> None:
    roster = "市,县,乡镇,村,户编号,监测类别\n定西市,陇西县,福星镇,牙河村,H-1,因病\n"
    assert "household?" in said(desk.bring({"表一.csv": roster}))


def test_of_a_sheet_that_lacks_a_column_only_cells_are_told(desk: Desk) -> None:
    """Without it, what is a total or a note is not sure."""
    sheet = "日期,款项,项目,数\n2017-02-30,自筹资金,菌菜大棚,5\n合计,,,7\n制表人:某,,,\n"
    told = faults(desk.bring({"支出.csv": sheet}, "--set", "资金=自筹资金"))
    assert [one for one in told if one[2] is not None] == [(2, "日期", "2017-02-30")]


def test_a_column_unknown_to_both_nouns_of_a_sheet_is_told_once(desk: Desk) -> None:
    sheet = "帮扶项目,项目村,建设性质,安排金额（元）\n新路,牙河村,新建,5\n"
    options = ("--as", "项目,安排", "--set", "资金=自筹资金", "--set", "日期=2017-03-01")
    assert faults(desk.bring({"表.csv": sheet}, *options)) == [(1, "建设性质", None)]
    assert desk.take({"表.csv": sheet}, *options, "--map", "建设性质=").rows("files")[1]["created"] == 1


def test_a_name_that_the_columns_contradict_says_nothing(desk: Desk) -> None:
    """资金台账 without a column of funds' names lists what was set aside and spent."""
    book = "村,项目,自筹资金已安排,备注\n牙河村,菌菜大棚,5,\n"
    told = desk.bring({"资金台账.csv": book}, lang="zh")
    assert "资金表" not in said(told)


@pytest.mark.parametrize("title", ["2017年3月份支出明细表（元）", "支出情况统计(单位:元)"])
def test_a_title_says_the_unit_and_what_neither_name_nor_columns_say(desk: Desk, title: str) -> None:
    sheet = f"{title},,,\n日期,资金,项目,金额\n2017-03-01,自筹资金,菌菜大棚,5\n"
    [file] = desk.take({"表一.csv": sheet}).rows("files")
    assert (file["noun"], file["created"]) == ("spending", 1)
    both = desk.bring({"表二.csv": sheet.replace("支出", "支出、安排")})
    assert both.code == 1 and "--as" in said(both)


def test_a_province_beside_a_village_is_left_out_with_a_note(desk: Desk) -> None:
    roster = "省,市,县,村,户编号,人口\n甘肃省,定西市,陇西县,牙河村,H-1,4\n"
    answer = desk.take({"户.csv": roster}, "--as", "户")
    assert [row["note"] for row in answer.rows("notes")] == ["户.csv: The column 省 was left out."]
