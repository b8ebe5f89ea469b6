"""What offices write over their columns, what WPS calls its files, and what becomes of a sheet of which nothing can be taken."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from aidtrack.ledger.kind import KINDS
from conftest import Store
from importing.books import xls
from importing.desk import Desk, based, said

SPENT = (
    "支付日期,项目名称,资金,支付金额（元）,收款方,凭证号码,备注\n2017-03-01,菌菜大棚,自筹资金,100,某某,记-1,首付款\n"
)


@pytest.fixture
def desk(file_store: Store, tmp_path: Path) -> Desk:
    return based(file_store, tmp_path)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_usual_words_of_entries(desk: Desk, lang: str) -> None:
    desk.take({"支出.csv": SPENT}, lang=lang)
    [entry] = desk.store.ok("spending", "list", "--format", "json").rows()
    assert [entry[name] for name in ("date", "amount", "payee", "voucher", "note")] == [
        "2017-03-01", "100.00", "某某", "记-1", "首付款",
    ]  # fmt: skip


def test_a_receipt_keeps_who_paid(desk: Desk) -> None:
    desk.take({"到账2.csv": "到账时间,资金,金额（万元）,拨款单位\n2018-01-05,自筹资金,30,省总工会\n"})
    listed = desk.store.ok("receipt", "list", "--payer", "省总工会", "--format", "json").rows()
    assert [(row["amount"], row["payer"]) for row in listed] == [("300000.00", "省总工会")]
    desk.store.ok(
        "interest", "add", "1", "--fund", "自筹资金", "--payer", "某银行", "--note", "季息", "--date", "2018-03-21"
    )
    assert desk.store("spending", "add", "1", "--fund", "自筹资金", "--project", "菌菜大棚", "--payer", "x").code == 2


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_usual_words_of_nouns(desk: Desk, lang: str) -> None:
    desk.take(
        {
            "村2.csv": "村名称,区（县）,乡（镇）\n示例村,陇西县,福星镇\n",
            "资金2.csv": "资金名称,下达金额（元）,下达文号\n示例资金,100,某发〔2018〕1号\n",
            "项目2.csv": "项目名称,所在村,建设规模及内容,总投资（元）,项目负责人,开工日期,竣工日期,完成时限,受益人口\n"
            "示例项目,示例村,路2公里,500,某某,2018-04-01,2018-09-01,2018-10-31,30\n",
        },
        lang=lang,
    )
    [project] = desk.store.ok("project", "show", "示例项目", "--format", "json").rows()
    assert [project[name] for name in ("village", "planned_cost", "actual_start", "actual_end", "planned_end", "persons")] == [
        "示例村", "500.00", "2018-04-01", "2018-09-01", "2018-10-31", 30,
    ]  # fmt: skip


def _said(*kinds: str) -> Iterator[tuple[str, str]]:
    return ((kind, header) for kind in kinds for header in KINDS[kind].amounts)


def test_an_amounts_header_says_the_kind(desk: Desk) -> None:
    """Where neither the sheet's name nor a column 类型 does; the days differ, since equal entries would be one."""
    spent, set_aside = ([header for _, header in _said(kind)] for kind in ("spending", "allocation"))
    assert {"支出数", "支付数", "实际支出", "报账金额"} < {*spent} and {
        "安排金额",
        "安排资金",
        "安排数",
        "分配金额",
    } < {*set_aside}
    for kind, headers in (("spending", spent), ("allocation", set_aside)):
        files = {
            f"表{at}.csv": f"时间,项目,资金,{header}（元）\n2017-05-{at:02d},菌菜大棚,自筹资金,5\n"
            for at, header in enumerate(headers, 1)
        }
        assert {row["noun"] for row in desk.take(files).rows("files")} == {kind}
    days = ("支付时间", "付款时间", "交易日期", "记账日期", "拨付日期", "报账时间", "安排日期")
    payees = ("对方户名", "领款人", "供应商", "收款户名", "收款方", "领款单位", "供应商名称")
    files = {
        f"支出{at}.csv": f"{day},项目,资金,下达金额（元）,{payee}\n2017-06-{at:02d},菌菜大棚,自筹资金,5,某店\n"
        for at, (day, payee) in enumerate(zip(days, payees, strict=True), 1)
    }
    desk.take(files)
    listed = desk.store.ok("spending", "list", "--payee", "某店", "--format", "json").rows()
    assert len(listed) == len(days)


def test_who_is_on_the_other_side_is_said_by_the_kind(desk: Desk) -> None:
    desk.take({"到账2.csv": "交易日期,资金,发生额（元）,对方户名\n2018-01-05,自筹资金,30,省总工会\n"})
    [receipt] = desk.store.ok("receipt", "list", "--from", "2018-01-01", "--format", "json").rows()
    assert (receipt["payer"], receipt["payee"]) == ("省总工会", None)
    mixed = "类型,交易日期,资金,项目,发生额（元）,对方户名\n支出,2018-01-05,自筹资金,菌菜大棚,30,某店\n"
    assert [row["column"] for row in desk.bring({"流水.csv": mixed}).rows("problems")] == ["对方户名"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_name_and_an_amounts_header_that_differ_are_not_guessed_at(desk: Desk, lang: str) -> None:
    sheet = "日期,项目,资金,支付金额（元）\n2017-05-01,菌菜大棚,自筹资金,5\n"
    before = desk.counts()
    refused = desk.bring({"资金安排.csv": sheet}, lang=lang)
    assert [row["code"] for row in refused.rows("problems")] == ["unclear_noun"] and "支付金额" in said(refused)
    assert desk.counts() == before
    desk.take({"资金安排.csv": sheet}, "--as", "支出")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_running_sum_is_no_payment(desk: Desk, lang: str) -> None:
    sheet = "日期,项目,资金,累计支出（元）\n2017-05-01,菌菜大棚,自筹资金,{}\n"
    refused = desk.bring({"支出.csv": sheet.format(500)}, lang=lang)
    assert len(refused.rows("problems")) == 1
    assert "--positions --as-of" in said(refused) and "--map 累计支出（元）=" in said(refused).replace("'", "")
    both = sheet.replace("累计", "本月支出（元）,累计").format("20,500")
    assert [row["column"] for row in desk.bring({"支出.csv": both}, lang=lang).rows("problems")] == ["累计支出（元）"]
    undated = sheet.replace("日期,", "").replace("2017-05-01,", "")
    for day, reached in (("2017-05-31", 500), ("2017-06-30", 800)):
        desk.take({"表.csv": undated.format(reached)}, "--positions", "--as-of", day, lang=lang)
    listed = desk.store.ok("spending", "list", "--sort", "date", "--format", "json").rows()
    assert [(row["date"], row["amount"]) for row in listed] == [("2017-05-31", "500.00"), ("2017-06-30", "300.00")]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_unknown_header_is_said_to_be_a_field_by_map(desk: Desk, lang: str) -> None:
    told = said(desk.bring({"支出.csv": "日期,项目,资金,开支（元）\n2017-05-01,菌菜大棚,自筹资金,5\n"}, lang=lang))
    field = "字段" if lang == "zh" else "FIELD"
    assert f"--map '开支（元）={field}'" in told or f"--map 开支（元）={field}" in told
    assert f"={'金额' if lang == 'zh' else 'amount'}" in told


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_amounts_of_two_kinds_in_a_row_are_a_layouts(desk: Desk, lang: str) -> None:
    sheet = "日期,项目,资金,安排金额（元）,支付金额（元）\n2017-05-01,菌菜大棚,自筹资金,500,20\n"
    assert "layout draft" in said(desk.bring({"资金使用情况.csv": sheet}, lang=lang))
    layout = desk.store.ok("layout", "draft", desk.put("资金使用情况.csv", sheet), lang=lang).out
    answer = desk.take({"资金使用情况.csv": sheet}, "--layout", desk.put("两种.toml", layout), lang=lang)
    assert [row["created"] for row in answer.rows("files")] == [1, 1]
    assert desk.store.ok("spending", "list", "--format", "json").rows()[0]["amount"] == "20.00"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_wps_calls_et_is_read(desk: Desk, lang: str) -> None:
    rows = [line.split(",") for line in SPENT.splitlines()]
    [file] = desk.take({"支出.et": xls({"支出": rows})}, lang=lang).rows("files")
    assert (file["encoding"], file["created"]) == ("et", 1)


@pytest.mark.parametrize(("lang", "told"), [("zh", "没有一行可以导入"), ("en", "Not one row can be taken")])
def test_partial_with_nothing_left_makes_no_batch(desk: Desk, tmp_path: Path, lang: str, told: str) -> None:
    before = desk.counts()
    sheet = desk.put("安排2.csv", "日期,项目名称,资金,金额(元)\n2018-02-05,菌菜大棚,庚资金,1000\n")
    partial = ("import", sheet, "--partial", "--rejected", str(tmp_path / "问题.xlsx"), "--format", "json")
    assert told in desk.store(*partial[:-2], lang=lang).out
    answer = desk.store(*partial, "--force", lang=lang)
    assert (answer.code, answer.rows("files")[0]["batch"]) == (1, None)
    assert [(row["created"], row["rejected"]) for row in answer.rows("files")] == [(0, 1)]
    assert (tmp_path / "问题.xlsx").exists()
    assert desk.counts() == before
    desk.take({"资金2.csv": "资金名称,计划数(元)\n庚资金,5000\n"})
    desk.store.ok("import", sheet)  # the same file is welcome later


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_word_of_no_list_is_told_how_it_is_read(desk: Desk, lang: str) -> None:
    files = {"资金2.csv": "资金名称,资金来源\n帮扶款,企业捐赠\n"}
    told = re.search(r"--value ('[^']*')", said(desk.bring(files, lang=lang)))
    assert told is not None
    [pair] = shlex.split(told[1])
    desk.take(files, "--value", pair.rpartition("=")[0] + "=社会捐赠", lang=lang)
    [fund] = [row for row in desk.store.ok("fund", "list", "--format", "json").rows() if row["name"] == "帮扶款"]
    assert fund["source"] == "donation"
    roster = {"贫困户.csv": "村,户编号,户主,致贫原因\n牙河村,1,张三,张三没钱\n"}
    assert "张三没钱" not in said(desk.bring(roster, lang=lang))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_rows_that_are_a_project_and_its_money_are_told_how_they_are_both(desk: Desk, lang: str) -> None:
    files = {"资金安排.csv": "日期,村,项目名称,建设内容,资金,金额（元）\n2017-05-01,牙河村,菌菜大棚,新建,自筹资金,5\n"}
    told = re.search(r"--as (\S+)", said(desk.bring(files, lang=lang)))
    assert told is not None
    answer = desk.take(files, "--as", told[1], "--mode", "upsert", lang=lang)
    assert {row["noun"] for row in answer.rows("files")} == {"project", "allocation"}
    used = "村,项目名称,资金来源,{}\n牙河村,菌菜大棚,自筹资金,6,5\n"
    two, one = "安排金额（元）,支出金额（元）", "安排金额（元）,阶段"
    tell = [said(desk.bring({"项目资金.csv": used.format(columns)}, lang=lang)) for columns in (two, one)]
    text = desk.store.ok("layout", "draft", desk.put("项目资金.csv", used.format(two)), lang=lang).out
    assert "\n# positions = true" in text and sum(line.startswith("#   ") for line in text.splitlines()) == 1
    assert "layout draft" in tell[0] and f"--as {'项目,安排' if lang == 'zh' else 'project,allocation'}" in tell[1]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_columns_that_are_months_are_one_problem(desk: Desk, lang: str) -> None:
    refused = desk.bring(
        {"支出月报.csv": "项目,资金,1月,2月,累计\n菌菜大棚,自筹资金,5,6,11\n"}, "--unit", "元", lang=lang
    )
    assert [row["column"] for row in refused.rows("problems")] == ["1月"]
    assert "--wide-columns 1月..12月 --year 2018" in said(refused)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_name_that_nothing_is_near_is_told_how_it_is_made(desk: Desk, lang: str) -> None:
    files = {"到账2.csv": "日期,资金,金额（元）\n2017-05-01,彩票公益金,5\n"}
    told = re.search(r"--create (\w+)", said(desk.bring(files, lang=lang)))
    assert told is not None
    desk.take(files, "--create", told[1], lang=lang)
    slip = {"到账3.csv": "日期,资金,金额（元）\n2017-05-02,自筹资全,5\n"}
    assert "--create" not in said(desk.bring(slip, lang=lang))
