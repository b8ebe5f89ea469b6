"""Layouts of a county office, month after month in one store: each goes in at the first try or with the options that its test names."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from conftest import Answer, Store
from importing.books import xlsx
from importing.desk import Desk

Rows = Sequence[Sequence[Any]]
Areas = Sequence[tuple[int, int, int, int]]  # first line, first column, last line, last column, from 0

VILLAGES: Rows = [
    ["陇西县2018年帮扶村基本情况表", "", "", "", "", "", ""],
    ["填报单位：陇西县总工会", "", "", "", "", "", "2018年1月10日"],
    ["序号", "县区", "乡镇", "村名", "基本情况", "", "备注"],
    ["", "", "", "", "贫困类型", "脱贫状态", ""],
    [1, "陇西县", "福星镇", "石桥村", "贫困村", "未脱贫", ""],
    [2, "", "", "王家湾村", "深度贫困村", "未脱贫", ""],
    [3, "", "云田镇", "李家沟村", "贫困村", "已脱贫", "2017年底脱贫"],
    [4, "", "", "马家堡村", "贫困村", "未脱贫", ""],
    ["合计", "", "", "4个村", "", "", ""],
    ["填表人：张某", "审核人：李某", "", "", "", "", ""],
]
VILLAGES_MERGED: Areas = [
    (0, 0, 0, 6), (2, 0, 3, 0), (2, 1, 3, 1), (2, 2, 3, 2), (2, 3, 3, 3), (2, 4, 2, 5), (2, 6, 3, 6), (4, 1, 7, 1), (4, 2, 5, 2), (6, 2, 7, 2),
]  # fmt: skip
FUNDS: Rows = [
    ["2018年帮扶资金来源表（单位：万元）", "", "", "", ""],
    ["序号", "资金名称", "资金来源", "文号", "金额"],
    [1, "专项资金", "财政专项资金", "甘财农〔2018〕12号", 100],
    [2, "自筹资金", "自筹", "", 30],
    [3, "企业帮扶资金", "企业捐赠", "", 5],
    ["合计", "", "", "", 135],
]
PLAN: Rows = [
    ["陇西县2018年扶贫专项资金安排表", "", "", "", "", "", ""],
    ["", "", "", "", "", "单位：万元", ""],
    ["序号", "村名", "项目名称", "建设内容", "资金", "金额", "备注"],
    [1, "石桥村", "石桥村道路硬化", "新建", "专项资金", 30, ""],
    [2, "", "石桥村危房改造", "新建", "专项资金", "10（其中，灾情因素6万元）", ""],
    ["", "", "小计", "", "", 40, ""],
    [3, "王家湾村", "王家湾村养羊", "续建", "专项资金", 15.5, ""],
    [4, "", "王家湾村路灯", "新建", "自筹资金", 4.5, ""],
    ["", "", "小计", "", "", 20, ""],
    [5, "", "贴息", "产业贷款贴息", "专项资金", 12, "未分村"],
    ["合计", "", "", "", "", 72, ""],
]
PLAN_MERGED: Areas = [(0, 0, 0, 6), (1, 5, 1, 6), (3, 1, 4, 1), (6, 1, 7, 1)]
ACCOUNT: Rows = [
    ["石桥村帮扶资金台账（2018年5月）", *[""] * 11],
    [*[""] * 10, "单位：万元", ""],
    ["序号", "项目名称", "文件依据", "项目主要内容", "本级专项资金", "", "", "", "合计", "", "", ""],
    ["", "", "", "", "计划数", "到账数", "支付数", "支出率", "计划数", "到账数", "支付数", "支出率"],
    [1, "石桥村道路硬化", "陇工发〔2018〕3号", "硬化村道2公里", 30, 30, 12, "40%", 30, 30, 12, "40%"],
    [2, "石桥村危房改造", "陇工发〔2018〕3号", "改造5户", 10, 5, 5, "50%", 10, 5, 5, "50%"],
    ["合计", "", "", "", 40, 35, 17, "42.5%", 40, 35, 17, "42.5%"],
]
ACCOUNT_MERGED: Areas = [(0, 0, 0, 11), *[(2, at, 3, at) for at in range(4)], (2, 4, 2, 7), (2, 8, 2, 11)]
HEAD = ["日期", "村", "项目名称", "用途", "收款单位", "金额（元）", "凭证号"]
MONTHS: dict[str, Rows] = {
    "6月": [["6月支出明细", "", "", "", "", "", ""], HEAD],
    "7月": [["7月支出明细", "", "", "", "", "", ""], HEAD],
    "8月": [
        ["8月支出明细", "", "", "", "", "", ""],
        HEAD,
        [date(2018, 8, 5), "石桥村", "石桥村道路硬化", "付工程款", "陇西县某建筑公司", 20000, "记-3"],
        [date(2018, 8, 20), "王家湾村", "王家湾村养羊", "购羊款", "某合作社", 80000, "记-9"],
    ],
}
BOOK: dict[str, Rows] = {
    "封面": [["陇西县2018年帮扶资金支出台账"], [""], ["编制单位：陇西县总工会"], ["二〇一八年八月"]],
    "支出": [HEAD, [date(2018, 8, 6), "石桥村", "石桥村道路硬化", "料款", "某公司", 500, "记-20"]],
    "Sheet2": [],
    "填表说明": [["填表说明"], ["1.金额单位为元"], ["2.日期按实际支付日期填写"]],
}
CASH: Rows = [
    ["现金日记账", "", "", "", "", "", "", "", ""],
    ["2018年", "", "凭证号", "摘要", "项目", "收款人", "收入", "支出", "余额"],
    ["月", "日", "", "", "", "", "", "", ""],
    [9, 5, "记-3", "付工程款", "石桥村道路硬化", "陇西县某建筑公司", "", 2000, 980000],
    [9, 20, "记-9", "购羊款", "王家湾村养羊", "某合作社", "", 8000, 900000],
]
CASH_MERGED: Areas = [(0, 0, 0, 8), (1, 0, 1, 1), *[(1, at, 2, at) for at in range(2, 9)]]


HOUSEHOLDS: Rows = [
    ["陇西县建档立卡贫困户花名册", "", "", "", "", "", "", "", ""],
    ["序号", "县", "乡", "行政村", "自然村", "户编号", "户主姓名", "证件号码", "人数"],
    [1, "陇西县", "福星镇", "石桥村", "上社", "6211220001", "张三丰", "622421196001011234", 4],
    [2, "陇西县", "福星镇", "石桥村", "下社", "6211220002", "李四光", "622421195501011234", 2],
]
PROGRESS: Rows = [
    ["2018年帮扶村项目进展情况表（半月报）", "", "", "", "", "", ""],
    ["帮扶村", "镇", "单位名称", "项目名称", "完成时限", "帮扶资金（万元）", "联系人"],
    ["石桥村", "福星镇", "陇西县总工会", "石桥村道路硬化", "2018年10月底前", 35, "张三 13800001111"],
]


def book(rows: Rows, areas: Areas) -> bytes:
    def merge(_: Any, page: Any) -> None:
        for top, left, bottom, right in areas:
            page.merge_range(top, left, bottom, right, rows[top][left])

    return xlsx({"Sheet": rows}, merge)


class Office(Desk):
    """A desk that takes each sheet in one language."""

    lang = "en"

    def first_try(self, name: str, content: bytes, *options: str) -> Answer:
        return self.store.ok("import", self.put(name, content), *options, "--format", "json", lang=self.lang)

    def rows(self, noun: str) -> list[dict[str, Any]]:
        return self.store.ok(noun, "list", "--format", "json").rows()

    def spent(self, since: str) -> list[tuple[str, str, str, str | None]]:
        """What was spent from a day on: day, project, yuan, purpose."""
        rows = [row for row in self.rows("spending") if row["date"] >= since]
        return [(row["date"], row["project"], row["amount"], row["purpose"]) for row in rows]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_year_of_an_office(store: Store, tmp_path: Path, lang: str) -> None:
    office = Office(store, tmp_path)
    office.lang = lang

    office.first_try("1村名单.xlsx", book(VILLAGES, VILLAGES_MERGED))
    villages = {row["name"]: (row["county"], row["township"], row["depth"]) for row in office.rows("village")}
    assert villages == {
        "石桥村": ("陇西县", "福星镇", "poor"), "王家湾村": ("陇西县", "福星镇", "deep"),
        "李家沟村": ("陇西县", "云田镇", "poor"), "马家堡村": ("陇西县", "云田镇", "poor"),
    }  # fmt: skip

    words = ["--value", "来源:财政专项资金=财政专项", "--value", "来源:企业捐赠=社会捐赠"]
    office.first_try("10资金.xlsx", book(FUNDS, [(0, 0, 0, 4)]), "--as", "资金", "--map", "金额=计划数", *words)
    funds = {row["name"]: (row["source"], row["budget"]) for row in office.rows("fund")}
    assert funds == {
        "专项资金": ("fiscal", "1000000.00"), "自筹资金": ("self", "300000.00"), "企业帮扶资金": ("donation", "50000.00"),
    }  # fmt: skip
    for fund, yuan in (("专项资金", "1000000"), ("自筹资金", "300000")):
        store.ok("receipt", "add", yuan, "--fund", fund, "--date", "2018-01-15")

    given = ["--as", "项目,安排", "--set", "日期=2018-02-01", "--notes-in-amounts"]
    office.first_try("2安排表.xlsx", book(PLAN, PLAN_MERGED), *given)
    plan = [(row["project"], row["village"], row["amount"], row["purpose"]) for row in office.rows("allocation")]
    assert plan == [
        ("石桥村道路硬化", "石桥村", "300000.00", None),
        ("石桥村危房改造", "石桥村", "100000.00", "其中，灾情因素6万元"),
        ("王家湾村养羊", "王家湾村", "155000.00", None),
        ("王家湾村路灯", "王家湾村", "45000.00", None),
        ("贴息", None, "120000.00", None),
    ]

    left_out = [
        word for header in ("项目主要内容", "*/计划数", "*/到账数", "*/支出率") for word in ("--map", f"{header}=")
    ]
    taken = ["--as", "支出", "--wide-columns", "*/支付数", "--map", "文件依据=文号", *left_out]
    said = ["--positions", "--as-of", "title", "--set", "村=石桥村", "--value", "资金:本级专项资金=专项资金"]
    answer = office.first_try("3台账.xlsx", book(ACCOUNT, ACCOUNT_MERGED), *taken, *said)
    assert any("2018-05-31" in row["note"] and "（2018年5月）" in row["note"] for row in answer.rows("notes"))
    assert office.spent("2018-01-01") == [
        ("2018-05-31", "石桥村道路硬化", "120000.00", None), ("2018-05-31", "石桥村危房改造", "50000.00", None),
    ]  # fmt: skip

    answer = office.first_try("8全年支出.xlsx", xlsx(MONTHS))
    assert {row["sheet"]: row["created"] for row in answer.rows("files")} == {"6月": 0, "7月": 0, "8月": 2}
    assert {name for name in MONTHS if any(f"「{name}」" in row["note"] for row in answer.rows("notes"))} == {
        "6月",
        "7月",
    }
    answer = office.first_try("封面.xlsx", xlsx(BOOK))
    assert {row["sheet"]: row["created"] for row in answer.rows("files")} == {"支出": 1}
    named = {name for name in BOOK if any(f"「{name}」" in row["note"] for row in answer.rows("notes"))}
    assert named == {"封面", "Sheet2", "填表说明"}

    given = [
        "--as",
        "支出",
        "--wide-columns",
        "支出",
        "--unit",
        "元",
        "--set",
        "资金=专项资金",
        "--map",
        "余额=",
        "--map",
        "收入=",
    ]
    office.first_try("9手工账.xlsx", book(CASH, CASH_MERGED), *given)
    assert office.spent("2018-06-01") == [
        ("2018-08-05", "石桥村道路硬化", "20000.00", "付工程款"),
        ("2018-08-06", "石桥村道路硬化", "500.00", "料款"),
        ("2018-08-20", "王家湾村养羊", "80000.00", "购羊款"),
        ("2018-09-05", "石桥村道路硬化", "2000.00", "付工程款"),
        ("2018-09-20", "王家湾村养羊", "8000.00", "购羊款"),
    ]

    answer = office.first_try("7贫困户花名册.xlsx", book(HOUSEHOLDS, [(0, 0, 0, 8)]))
    assert [row["created"] for row in answer.rows("files")] == [2]
    assert {word for word in ("自然村", "证件号码") if any(word in row["note"] for row in answer.rows("notes"))} == {
        "自然村",
        "证件号码",
    }
    assert "622421196001011234" not in answer.out and "张三丰" not in answer.out
    answer = office.first_try("12项目进度.xlsx", book(PROGRESS, [(0, 0, 0, 6)]), "--as", "项目", "--mode", "upsert")
    [project] = [row for row in office.rows("project") if row["name"] == "石桥村道路硬化"]
    assert (project["planned_end"], project["planned_cost"], project["implementer"]) == (
        "2018-10",
        "350000.00",
        "陇西县总工会",
    )
    assert any("联系人" in row["note"] for row in answer.rows("notes")) and "13800001111" not in answer.out
    store.ok("check")
