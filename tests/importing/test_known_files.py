"""A file is known sheet by sheet; exit 7 where everything given is known, and nothing else is wrong."""

from pathlib import Path

import pytest

from conftest import Store
from importing.books import xlsx
from importing.desk import Desk, based, faults, said

HEAD = ["日期", "资金", "项目", "金额（元）"]
SPENT = "日期,资金,项目,金额（元）\n2017-03-01,自筹资金,菌菜大棚,1000\n"


def month(number: int) -> list[list[str]]:
    return [HEAD, [f"2017-0{number}-05", "自筹资金", "菌菜大棚", "10"]]


BOOK = xlsx({"一月": month(3), "二月": month(4), "三月": month(5)})


@pytest.fixture
def desk(store: Store, tmp_path: Path) -> Desk:
    return based(store, tmp_path)


def spent(desk: Desk) -> int:
    return len(desk.store.ok("spending", "list", "--format", "json").rows())


def test_another_sheet_of_a_known_workbook_is_no_repetition(desk: Desk) -> None:
    desk.take({"支出.xlsx": BOOK}, "--sheet", "一月")
    desk.take({"支出.xlsx": BOOK}, "--sheet", "二月", "--sheet", "三月")
    again = desk.bring({"支出改名.xlsx": BOOK}, "--sheet", "二月")
    assert again.code == 7 and "batch 3" in said(again)
    whole = desk.bring({"支出.xlsx": BOOK})
    assert whole.code == 7
    assert [(row["sheet"], row["row"]) for row in whole.rows("problems")] == [
        ("一月", None),
        ("二月", None),
        ("三月", None),
    ]
    assert spent(desk) == 3


def test_a_known_sheet_beside_a_new_one(desk: Desk) -> None:
    desk.take({"支出.xlsx": BOOK}, "--sheet", "一月")
    answer = desk.bring({"支出.xlsx": BOOK})
    assert answer.code == 1
    assert [row["sheet"] for row in answer.rows("problems")] == ["一月"]
    assert "--sheet '二月' --sheet '三月'" in said(answer)
    assert spent(desk) == 1
    repeated = desk.bring({"支出.xlsx": BOOK}, "--again")
    assert faults(repeated) == [(2, "金额（元）", "10")]


@pytest.mark.parametrize(("lang", "as_"), [("zh", "内容读作安排"), ("en", "read as allocation")])
def test_of_a_known_sheet_it_is_said_what_it_was_read_as(desk: Desk, lang: str, as_: str) -> None:
    sheets = {"二月.csv": SPENT.replace("1000", "10")}
    desk.take(sheets, "--as", "allocation")
    told = said(desk.bring(sheets, "--as", "spending", lang=lang))
    assert as_ in told and "--again" in told
    desk.take(sheets, "--as", "spending", "--again")
    assert spent(desk) == 1


def test_what_was_taken_back_is_not_known(desk: Desk) -> None:
    batch = desk.take({"支出.xlsx": BOOK}, "--sheet", "一月").rows("files")[0]["batch"]
    desk.store.ok("batch", "undo", str(batch), "--yes")
    assert [row["created"] for row in desk.take({"支出.xlsx": BOOK}).rows("files")] == [1, 1, 1]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_exit_7_says_that_there_was_nothing_new(desk: Desk, lang: str) -> None:
    desk.take({"支出.csv": SPENT})
    path = desk.put("支出 副本.csv", SPENT)
    both = desk.store("import", str(desk.folder / "支出.csv"), path, "--dry-run", lang=lang)
    assert both.code == 7
    assert {"zh": "已经导入过", "en": "imported already"}[lang] in both.out + both.err
    assert spent(desk) == 1


@pytest.mark.parametrize(
    "beside",
    [{"新支出.csv": SPENT.replace("1000", "7")}, {"新支出.csv": SPENT.replace("菌菜大棚", "没有")}, {"空支出.csv": ""}, {"说明.doc": "x"}],
)  # fmt: skip
def test_exit_1_where_anything_else_was_given(desk: Desk, beside: dict[str, str]) -> None:
    desk.take({"支出.csv": SPENT})
    assert desk.bring({"支出.csv": SPENT, **beside}).code == 1
    assert spent(desk) == 1


def test_a_file_that_is_missing_says_so_first(desk: Desk) -> None:
    desk.take({"支出.csv": SPENT})
    assert desk.store("import", str(desk.folder / "支出.csv"), str(desk.folder / "没有.csv")).code == 4


def test_the_same_content_under_two_names_is_not_known_yet(desk: Desk) -> None:
    twice = {"支出甲.csv": SPENT, "支出乙.csv": SPENT}
    assert desk.bring(twice).code == 1
    assert desk.bring(twice, "--again").code == 1
    assert spent(desk) == 0
    desk.take(twice, "--allow-duplicates")
    assert spent(desk) == 2


def test_a_sheet_that_was_wrong_elsewhere_is_still_known(desk: Desk) -> None:
    """What is not read again has nothing wrong with it."""
    mine = "日子,钱款,项目,金额（元）\n2017-03-01,自筹资金,菌菜大棚,1000\n"
    desk.take({"支出.csv": mine}, "--map", "日子=date", "--map", "钱款=fund")
    assert desk.bring({"支出.csv": mine}).code == 7
