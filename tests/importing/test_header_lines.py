"""Headers of two and three lines: groups across, names that belong to both lines, in workbooks and in text."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aidtrack.importing.matching.header_lines import Heading, find
from aidtrack.importing.reading.grid import Merged, Top
from conftest import Store, examples
from importing.books import delimited, xls, xlsx
from importing.desk import Desk, based, faults

NAMED: list[list[Any]] = [
    ["陇西县2018年帮扶村基本情况表", "", "", "", "", ""],
    ["填报单位：陇西县总工会", "", "", "", "", "2018年1月10日"],
    ["序号", "县区", "村名", "基本情况", "", "备注"],
    ["", "", "", "贫困类型", "脱贫状态", ""],
    [1, "陇西县", "石桥村", "贫困村", "未脱贫", ""],
    [2, "", "王家湾村", "深度贫困村", "未脱贫", "易地搬迁"],
    ["合计", "", "2个村", "", "", ""],
    ["填表人：张某", "审核人：李某", "", "", "", ""],
]
AREAS = [(0, 0, 0, 5), (2, 0, 3, 0), (2, 1, 3, 1), (2, 2, 3, 2), (2, 3, 2, 4), (2, 5, 3, 5), (4, 1, 5, 1)]


def merge(_: Any, page: Any) -> None:
    for top, left, bottom, right in AREAS:
        page.merge_range(top, left, bottom, right, NAMED[top][left])


def merge_old(_: Any, page: Any) -> None:
    page._cell_overwrite_ok = True  # the blanks beside are written already
    for top, left, bottom, right in AREAS:
        page.merge(top, bottom, left, right)


@pytest.fixture
def desk(file_store: Store, tmp_path: Path) -> Desk:
    return based(file_store, tmp_path)


@pytest.mark.parametrize("ending", ["xlsx", "xls"])
def test_a_list_of_villages_goes_in_at_the_first_try(desk: Desk, ending: str) -> None:
    book = xlsx({"Sheet": NAMED}, merge) if ending == "xlsx" else xls({"Sheet": NAMED}, merge_old)
    [file] = desk.take({f"1村名单.{ending}": book}).rows("files")
    assert (file["read"], file["created"], file["skipped"]) == (4, 2, 2)  # the total and the signatures
    rows = {row["name"]: row for row in desk.store.ok("village", "list", "--format", "json").rows()}
    assert [rows["石桥村"]["county"], rows["王家湾村"]["county"]] == ["陇西县", "陇西县"]
    assert [rows["石桥村"]["depth"], rows["王家湾村"]["depth"]] == ["poor", "deep"]


def test_in_text_blanks_stand_for_merged_cells(desk: Desk) -> None:
    rows = [*NAMED[:4], [1, "陇西县", "石桥村", "贫困村", "未脱贫", ""]]
    [file] = desk.take({"村名单.csv": delimited(rows)}).rows("files")
    assert file["created"] == 1


GROUPED = [
    ["项目台账", "", "", "", "", ""],
    ["日期", "项目", "自筹资金", "", "专项资金", ""],
    ["", "", "计划数（元）", "支付数（元）", "计划数（元）", "支付数（元）"],
    ["2017-03-01", "菌菜大棚", "9", "5", "8", "4"],
]


def test_a_column_of_a_group_is_called_by_both(desk: Desk) -> None:
    mapped = ["--as", "支出"]
    refused = desk.bring({"支出.csv": delimited(GROUPED)}, *mapped)
    headers = [column for _, column, _ in faults(refused)]
    assert headers[:4] == [
        "自筹资金/计划数（元）",
        "自筹资金/支付数（元）",
        "专项资金/计划数（元）",
        "专项资金/支付数（元）",
    ]
    options = ["--map", "自筹资金/支付数=金额", "--map", "*/计划数=", "--map", "专项资金/*="]
    desk.take({"支出.csv": delimited(GROUPED)}, *mapped, *options)
    [entry] = desk.store.ok("spending", "list", "--format", "json").rows()
    assert (entry["amount"], entry["project"], entry["fund"]) == ("5.00", "菌菜大棚", "自筹资金")


def test_the_lines_can_be_said(desk: Desk) -> None:
    rows = [
        ["金额", "项目", "", ""],
        ["日期", "项目", "资金", "金额（元）"],
        ["2017-03-01", "菌菜大棚", "自筹资金", "7"],
    ]
    assert desk.bring({"支出.csv": delimited(rows)}, "--header", "8").code == 1
    desk.take({"支出.csv": delimited(rows)}, "--header", "2")
    for wrong in ("0", "x", "3-2", "1-4"):
        assert desk.bring({"支出3.csv": delimited(rows)}, "--header", wrong).code == 2


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_both_lines_and_the_title_come_again_on_every_page(desk: Desk, lang: str) -> None:
    page = [["支出明细", "", "", ""], ["日期", "项目", "其中", ""], ["", "", "资金", "金额（元）"]]
    rows = [*page, ["2017-03-01", "菌菜大棚", "自筹资金", "7"], *page, ["2017-03-02", "菌菜大棚", "自筹资金", "8"]]
    path = desk.put("支出.csv", delimited(rows))
    answer = desk.store.ok("import", path, "--format", "json", lang=lang)
    assert [(row["read"], row["created"]) for row in answer.rows("files")] == [(5, 2)]
    assert [(row["reason"], row["rows"]) for row in answer.rows("skipped")] == [("header_again", 3)]


def test_what_is_refused_of_two_lines_can_be_mended_and_sent_again(desk: Desk) -> None:
    rows = [["日期", "项目", "其中", ""], ["", "", "资金", "金额（元）"], ["2017-13-01", "菌菜大棚", "自筹资金", "7"]]
    assert desk.bring({"支出.csv": delimited(rows)}, "--rejected", str(desk.folder / "问题支出.csv")).code == 1
    mended = (desk.folder / "问题支出.csv").read_bytes().replace(b"2017-13-01", b"2017-03-01")
    desk.take({"改好支出.csv": mended})


@pytest.mark.parametrize(
    "rows",
    [
        [["日期", "资金", "项目", "金额"], ["2018-01-02", "x", "y", "5"]],
        [["日期", "资金", "项目", "金额", ""], ["2018-01-02", "x", "y", "5", ""]],
        [["日期", "资金", "项目", "", "金额"], ["", "", "村部", "维修", ""], ["2018-01-02", "x", "y", "", "5"]],
        [["村名", ""], ["甲村", "陇西县"]],
        [["填报单位：甲", "", "2018年", ""], ["日期", "资金", "项目", "金额"], ["2018-01-02", "x", "y", "5"]],
    ],
)
def test_a_header_of_one_line_takes_no_row_in(rows: list[list[str]]) -> None:
    heading = find(Top(range(1, len(rows) + 1), rows), [], ())
    assert heading is not None
    assert heading.first == heading.last or rows[heading.last][2] == "村部"


Groups = list[tuple[str, list[str]]]
NAMES = st.lists(st.text("甲乙丙丁戊己庚辛", min_size=2, max_size=4), unique=True, min_size=6, max_size=6)


@st.composite
def grouped(draw: st.DrawFn) -> Groups:
    """Columns alone (a group without a name) and in groups, at least one of each."""
    names = draw(NAMES)
    sizes = draw(st.lists(st.integers(2, 4), min_size=1, max_size=3))
    repeated = ["计划数", "到账数", "支付数", "支出率"]
    groups: Groups = [("", ["日期"]), *((names[at], repeated[:size]) for at, size in enumerate(sizes)), ("", ["项目"])]
    return draw(st.permutations(groups))


@given(groups=grouped(), titles=st.integers(0, 3))
@settings(max_examples=examples(200))
def test_text_and_workbook_have_the_same_columns(groups: Groups, titles: int) -> None:
    upper: list[str] = []
    lower: list[str] = []
    areas: list[Merged] = []
    line = titles + 1
    for group, columns in groups:
        at = len(upper)
        if group:
            upper += [group, *[""] * (len(columns) - 1)]
            lower += columns
            areas.append((line, at, line, at + len(columns) - 1))
        else:
            upper += columns
            lower += [""]
            areas.append((line, at, line + 1, at))
    above = [["一个标题", *[""] * (len(upper) - 1)]] * titles
    rows = [*above, upper, lower, [str(at) for at in range(len(upper))]]
    expected = [f"{group}/{column}" if group else column for group, columns in groups for column in columns]
    assert paths(rows, []) == paths(rows, areas) == expected


def paths(rows: list[list[str]], areas: Sequence[Merged]) -> list[str]:
    heading = find(Top(range(1, len(rows) + 1), rows), areas, ())
    assert isinstance(heading, Heading)
    return [head.path for head in heading.heads]
