"""What a sheet holds, what of it is not kept, and options that say nothing known."""

from pathlib import Path

import pytest

from conftest import Store
from importing.desk import Desk, based, said


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
