"""A draft says how a sheet would be read, each line with its reason; what is unsure is commented out, and no row is quoted."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as examples_of
from hypothesis import strategies as st

from aidtrack.importing.matching.layout_file import options_in
from conftest import Store, call, examples
from importing.books import xlsx
from importing.desk import Desk, based, said
from importing.test_layout_file import STATEMENT, listed

PERSON, NUMBER = "张三丰", "622421199001011234"
HEADERS = (
    "日期", "项目", "资金", "金额（元）", "金额", "收款人", "村", "县区", "用途", "备注", "序号", "户主", "户编号", "证件号码", "联系电话", "自然村", "对方户名",
    "对方账号", "收入", "支出", "余额", "财政专项（元）", "社会、募捐（元）", "项目完成情况", "1月", "2月", "2018年3月", "合计", "支付率", "经办", "交易日期", 'a"b', "x\\y", "=1+1", "换\n行", "年", "月", "日", "", "来源", "类型", "阶段",
)  # fmt: skip


@pytest.fixture
def desk(file_store: Store, tmp_path: Path) -> Desk:
    return based(file_store, tmp_path)


def drafted(desk: Desk, name: str, content: str | bytes, *options: str, lang: str = "zh") -> str:
    return desk.store.ok("layout", "draft", desk.put(name, content), *options, lang=lang).out


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_statement_is_read_once_its_questions_are_answered(desk: Desk, lang: str) -> None:
    received = "".join(line for line in STATEMENT.splitlines(keepends=True) if "材料款" not in line)
    assert "layout draft" in said(desk.bring({"流水.csv": received}, lang=lang))
    text = drafted(desk, "流水.csv", received, lang=lang)
    assert options_in(text, "x")  # readable as it is, though not enough
    asked = [line for line in text.splitlines() if line.startswith("#   ")]
    assert [
        number
        for number, word in enumerate(("万元", *(("资金", "项目") if lang == "zh" else ("fund", "project"))))
        if word in asked[number]
    ] == [0, 1, 2]
    assert text.index("#   1.") < text.index("[[wide]]")
    for old, new in (("# unit", "unit"), ('# "资金" = "…"', '"资金" = "自筹资金"')):
        assert old in text
        text = text.replace(old, new)
    desk.take({"流水.csv": received}, "--layout", desk.put("银行.toml", text))
    assert listed(desk, "receipt", "date", "amount", "fund", "payer") == [
        ["2018-03-01", "1000000.00", "自筹资金", "某县财政局"],
    ]
    assert listed(desk, "interest", "date", "amount", "fund") == [["2018-03-21", "312.50", "自筹资金"]]


def test_what_the_rows_call_interest_is_named_and_nothing_else_of_them(desk: Desk) -> None:
    interest = ("季度结息", "2018年第1季度存款利息", "活期结息入账")
    others = ("张三丰还利息", "贴息资金", "信息费退回", "拨款")
    rows = [f"2018-03-{day:02},{word},,5,9,某县财政局\n" for day, word in enumerate((*interest, *others), 1)]
    head = "交易日期,摘要,借方金额,贷方金额,余额,对方户名\n"
    [where] = [line for line in drafted(desk, "流水.csv", head + "".join(rows)).splitlines() if "where =" in line]
    assert all(f'"{word}"' in where for word in interest) and not any(word in where for word in others), where


def test_months_need_no_answer_where_the_title_says_all(desk: Desk) -> None:
    sheet = "2018年支出月报（单位：元）\n项目,1月,2月,累计\n菌菜大棚,100,200,300\n"
    text = drafted(desk, "支出月报.csv", sheet)
    assert tomllib.loads(text) == {
        "as": "支出", "year": "title", "columns": {"项目": "项目"}, "wide": [{"take": "1月..12月"}],
    }  # fmt: skip
    desk.take({"支出月报.csv": sheet}, "--layout", desk.put("月报.toml", text))
    assert listed(desk, "spending", "date", "amount") == [["2018-01-31", "100.00"], ["2018-02-28", "200.00"]]
    unsaid = drafted(desk, "支出月报.csv", sheet.replace("2018年", "").replace("（单位：元）", ""), lang="en")
    assert "# year = 2018" in unsaid and '# unit = "元"' in unsaid
    assert "year" not in tomllib.loads(unsaid)


def test_groups_are_funds_and_what_they_are_is_asked(desk: Desk) -> None:
    rows: list[list[Any]] = [
        ["2018年5月资金台账"],
        ["项目名称", "自筹资金", None, None, "专项资金", None, None],
        [None, *("计划数", "支付数", "支出率") * 2],
        ["菌菜大棚", 3, 2, "66%", 1, 1, "100%"],
    ]

    def merged(_: Any, page: Any) -> None:
        for area in ((1, 0, 2, 0), (1, 1, 1, 3), (1, 4, 1, 6)):
            page.merge_range(*area, rows[area[0]][area[1]])

    text = drafted(desk, "台账.xlsx", xlsx({"台账": rows}, merged))
    found = tomllib.loads(text)
    assert (found["header"], found["ignore"], found["wide"]) == (
        "2-3", ["*/支出率"], [{"take": "*/支付数", "as": "支出"}],
    )  # fmt: skip
    for line in ('# take = "*/计划数"', "# positions = true", '# as-of = "title"'):
        assert f"\n{line}" in text
    assert "专项资金" not in text.split("header =")[0]  # the store has both funds
    rows[2] = [None, *("已安排", "已支付", "支出率") * 2]
    kinds = tomllib.loads(drafted(desk, "台账3.xlsx", xlsx({"台账": rows}, merged)))["wide"]
    assert kinds == [{"take": "*/已安排", "as": "安排"}, {"take": "*/已支付", "as": "支出"}]
    rows[1][4] = "本级专项资金"
    rows[2] = [None, *("计划数", "到账数", "支出率") * 2]
    lacking = drafted(desk, "台账2.xlsx", xlsx({"台账": rows}, merged))
    assert '\n# take = "*/到账数"' in lacking and "「*/到账数」的到账是否已由别的表登记" in lacking
    assert "哪笔资金:本级专项资金" in lacking and '# "本级专项资金" = "' in lacking


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_sources_of_money_side_by_side_are_funds(desk: Desk, lang: str) -> None:
    sheet = "村名称,规划投入资金（元）,自筹资金(元),专项资金(元)\n牙河村,900,500,0\n合计,900,500,0\n"
    text = drafted(desk, "统计.csv", sheet, lang=lang)
    assert tomllib.loads(text) == {"header": "1", "columns": {"村名称": "村"}, "set": {}, "value": {"资金": {}}}
    for old, new in (
        ("# [[wide]]", "[[wide]]"), ('# take = "规划投入资金,', 'take = "'), ("# as =", "as ="), ('# "日期" = "…"', '"日期" = "2018-12-31"'),
    ):  # fmt: skip
        assert old in text
        text = text.replace(old, new)
    text = f'ignore = ["规划投入资金"]\n{text}'.replace("[set]", '[set]\n"项目" = "菌菜大棚"')
    desk.take({"统计.csv": sheet}, "--layout", desk.put("统计.toml", text))
    assert listed(desk, "allocation", "date", "fund", "amount") == [["2018-12-31", "自筹资金", "500.00"]]


PROGRESS = "{title}帮扶村,项目名称,项目完成情况\n牙河村,菌菜大棚,完成60%\n牙河村,道路硬化,已完工\n"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_how_far_projects_had_come_is_of_the_titles_day(desk: Desk, lang: str) -> None:
    titled = PROGRESS.format(title="2017年6月15日项目进展情况表\n")
    text = drafted(desk, "进度.csv", titled, lang=lang)
    assert tomllib.loads(text) == {
        "as": "项目", "as-of": "title", "columns": {"帮扶村": "村", "项目名称": "项目名称"},
    }  # fmt: skip
    desk.take({"进度.csv": titled}, "--layout", desk.put("进度.toml", text.replace("# mode", "mode")))
    [step] = desk.store.ok("step", "list", "--format", "json").rows()
    assert [step[name] for name in ("project", "date", "percent")] == ["菌菜大棚", "2017-06-15", "60%"]

    untitled = PROGRESS.format(title="")
    text = drafted(desk, "进度2.csv", untitled, lang=lang)
    assert "--as-of" in text and "as-of" not in tomllib.loads(text)
    layout = desk.put("进度2.toml", text.replace("# mode", "mode"))
    desk.take({"进度2.csv": untitled}, "--layout", layout, "--as-of", "2017-06-30", lang=lang)


def test_each_table_of_a_workbook(desk: Desk) -> None:
    book = xlsx(
        {
            "支出": [["日期", "项目", "金额（元）"], ["2018-01-01", "甲", 5]],
            "村": [["村名", "县区"], ["甲村", "陇西县"]],
        }
    )
    path = desk.put("全部.xlsx", book)
    both = desk.store.ok("layout", "draft", path).out
    assert 'as = "支出"' in both and 'as = "村"' in both
    place = str(desk.folder / "月报.toml")
    refused = desk.store("layout", "draft", path, "-o", place)
    assert (refused.code, "--sheet" in refused.err, Path(place).exists()) == (1, True, False)
    assert desk.store("layout", "draft", path, "--sheet", "没有").code == 1
    desk.store.ok("layout", "draft", path, "--sheet", "村", "-o", place)
    assert tomllib.loads(Path(place).read_text("utf-8"))["sheet"] == "村"
    assert desk.store("layout", "draft", path, "--sheet", "村", "-o", place).code == 1  # it exists
    assert desk.store("layout", "draft", path, "--sheet", "村", "-o", path, "--force").code == 1  # what it reads
    assert (desk.folder / "全部.xlsx").read_bytes() == book


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_rows_hold_is_proposed_and_decided_by_a_person(desk: Desk, lang: str) -> None:
    sheet = "日期,村,项目,资金,金额（元）\n2018-03-01,牙河村,菌菜大鹏,自筹资金,100\n2018-03-02,,村部维修,自筹资金,50\n合计,,,,150\n"
    text = drafted(desk, "安排.csv", sheet, lang=lang)
    for line in ('# fill-down = ["村"]', '# create = ["project"]', '# "菌菜大鹏" = "菌菜大棚"', '[value."项目"]'):
        assert f"\n{line}" in text
    assert "村部维修" not in text and tomllib.loads(text)["value"] == {"项目": {}}
    for word in ("fill-down", "create", '"菌菜大鹏"'):
        text = text.replace(f"# {word}", word)
    desk.take({"安排.csv": sheet}, "--layout", desk.put("月报.toml", text), "--dry-run")

    funds = "资金名称,来源,计划数（元）\n甲,财政专项资金,5\n乙,某某捐,5\n"
    text = drafted(desk, "资金.csv", funds, lang=lang)
    assert '\n# "财政专项资金" = "财政专项"' in text and "某某捐" not in text
    assert any("[value]" in line for line in text.splitlines() if line.startswith("#   "))


def test_merged_cells_need_no_filling(desk: Desk) -> None:
    rows: list[list[Any]] = [
        ["日期", "村", "项目", "金额（元）"],
        ["2018-03-01", "牙河村", "菌菜大棚", 5],
        ["2018-03-02", None, "菌菜大棚", 6],
    ]
    merged = xlsx({"支出": rows}, lambda _, page: page.merge_range(1, 1, 2, 1, "牙河村"))
    assert "fill-down" not in drafted(desk, "支出.xlsx", merged)
    assert "# fill-down" in drafted(desk, "支出.xlsx", xlsx({"支出": rows}))


@pytest.mark.parametrize("content", ["", "甲,乙,丙\n1,2,3\n", f"{PERSON},{NUMBER},村\n"])
def test_what_has_no_header_is_refused(desk: Desk, content: str) -> None:
    answer = desk.store("layout", "draft", desk.put("表.csv", content))
    assert (answer.code, answer.out) == (1, "")
    assert PERSON not in answer.err and NUMBER not in answer.err
    assert desk.store("layout", "draft", str(desk.folder / "没有.csv")).code == 4


@given(
    headers=st.lists(st.sampled_from(HEADERS), min_size=2, max_size=9, unique=True), lang=st.sampled_from(["zh", "en"])
)
@examples_of(max_examples=examples(60))
def test_any_draft_is_a_layout_and_quotes_no_row(
    tmp_path_factory: pytest.TempPathFactory, headers: list[str], lang: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "表.csv"
    quoted = ",".join('"' + header.replace('"', '""') + '"' for header in headers)
    rows = [[word] * len(headers) for word in (PERSON, NUMBER)]
    path.write_text("\n".join([quoted, *map(",".join, rows)]) + "\n", "utf-8")
    answer = call("--lang", lang, "layout", "draft", str(path))
    assert PERSON not in answer.out + answer.err and NUMBER not in answer.out + answer.err
    if answer.code:
        assert (answer.code, answer.out) == (1, "")
    else:
        options_in(answer.out, "x")
