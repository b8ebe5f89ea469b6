"""What offices write over their columns, what WPS calls its files, and what becomes of a sheet of which nothing can be taken."""

from pathlib import Path

import pytest

from conftest import Store
from importing.books import xls
from importing.desk import Desk, based

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
