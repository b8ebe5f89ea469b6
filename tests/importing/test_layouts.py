"""Workbooks as county offices keep them, each read by one command; the layout files are those of `examples/layouts/`."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from conftest import Answer, Store
from importing.books import Cells, xlsx
from importing.desk import Desk, faults

VILLAGES = "村名,县区\n石桥村,陇西县\n王家湾村,陇西县\n李家沟村,陇西县\n马家堡村,陇西县\n"
FUNDS = """资金名称,来源,计划数（元）
专项资金,财政专项,1000000
自筹资金,自筹,300000
企业帮扶资金,社会捐赠,50000
"""
RECEIPTS = (
    "日期,资金,金额（元）\n2018-01-02,专项资金,1000000\n2018-01-02,自筹资金,300000\n2018-01-02,企业帮扶资金,50000\n"
)
PROJECTS = """项目名称,村
石桥村道路硬化,石桥村
石桥村危房改造,石桥村
王家湾村养羊,王家湾村
王家湾村路灯,王家湾村
"""
ALLOCATIONS = """日期,资金,项目,金额（元）
2018-01-05,专项资金,石桥村道路硬化,300000
2018-01-05,专项资金,石桥村危房改造,100000
2018-01-05,专项资金,王家湾村养羊,155000
"""
LAYOUTS = Path(__file__).parents[2] / "examples" / "layouts"
Row = tuple[Any, ...]
Merges = list[tuple[int, int, int, int]]  # first line, first column, last line, last column, from 0


def layout_file(name: str) -> str:
    return (LAYOUTS / name).read_text("utf-8")


@pytest.fixture(params=["zh", "en"])
def desk(request: pytest.FixtureRequest, file_store: Store, tmp_path: Path) -> "Office":
    return Office(file_store, tmp_path, request.param)


@dataclass(frozen=True)
class Office(Desk):
    """A desk at which one language is spoken."""

    lang: str

    def read(self, name: str, content: bytes | str, *options: str) -> Answer:
        answer = self.store("import", self.put(name, content), *options, "--format", "json", lang=self.lang)
        assert answer.code == 0, answer.rows("problems")
        return answer


def based(desk: Desk, *, projects: bool = True, allocated: bool = True) -> None:
    files: dict[str, str | bytes] = {"村.csv": VILLAGES, "资金.csv": FUNDS, "到账.csv": RECEIPTS}
    if projects:
        files["项目.csv"] = PROJECTS
    if allocated:
        files["安排.csv"] = ALLOCATIONS
    desk.take(files)


def book(rows: Cells, areas: Merges) -> bytes:
    """A page whose cells are merged; what stands in the first of each stays."""

    def write(_: Any, page: Any) -> None:
        for first_line, first, last_line, last in areas:
            page.merge_range(first_line, first, last_line, last, rows[first_line][first] or "")

    return xlsx({"Sheet": rows}, write)


def entries(desk: Desk, kind: str, start: str = "2018-01-06") -> list[tuple[str | None, ...]]:
    rows = desk.store.ok(kind, "list", "--from", start, "--format", "json").rows()
    return sorted((row["date"], row["fund"], row["project"] or "", row["village"] or "", row["amount"]) for row in rows)


PLAN: list[Row] = [
    ("陇西县2018年扶贫专项资金安排表",),
    (None, None, None, None, None, "单位：万元", None),
    ("序号", "村名", "项目名称", "建设内容", "资金来源", "资金金额", "备注"),
    (1, "石桥村", "石桥村道路硬化", "新建", "专项资金", 30, None),
    (2, None, "石桥村危房改造", "新建", "专项资金", "10（其中，灾情因素6万元）", None),
    (None, None, "小计", None, None, 40, None),
    (3, "王家湾村", "王家湾村养羊", "续建", "专项资金", 15.5, None),
    (4, None, "王家湾村路灯", "新建", "自筹资金", 4.5, None),
    (None, None, "小计", None, None, 20, None),
    (5, None, "贴息", "产业贷款贴息", "专项资金", 12, "未分村"),
    ("合计", None, None, None, None, 72, None),
]


def test_a_plan_makes_its_projects_and_their_allocations(desk: Office) -> None:
    based(desk, projects=False, allocated=False)
    content = book(PLAN, [(0, 0, 0, 6), (3, 1, 4, 1), (6, 1, 7, 1)])
    answer = desk.read("安排表.xlsx", content, "--as", "项目,安排", "--set", "日期=2018-02-01", "--notes-in-amounts")
    told = [(file["noun"], file["created"], file["skipped"]) for file in answer.rows("files")]
    assert told == [("project", 5, 3), ("allocation", 5, 3)]
    found = entries(desk, "allocation")
    assert sorted((project, village, amount) for _, _, project, village, amount in found) == [
        ("王家湾村养羊", "王家湾村", "155000.00"),
        ("王家湾村路灯", "王家湾村", "45000.00"),
        ("石桥村危房改造", "石桥村", "100000.00"),
        ("石桥村道路硬化", "石桥村", "300000.00"),
        ("贴息", "", "120000.00"),
    ]
    wrong = [*PLAN[:5], (*PLAN[5][:5], 41, None), *PLAN[6:-1], (*PLAN[-1][:5], 73, None)]
    options = ("--as", "项目,安排", "--set", "日期=2018-02-01", "--notes-in-amounts", "--mode", "upsert")
    assert [
        one[0] for one in faults(desk.bring({"安排表.xlsx": xlsx({"Sheet": wrong})}, *options, "--fill-down", "村"))
    ][:2] == [6, 11]


LEDGER_HEAD: list[Row] = [
    ("序号", "项目名称", "文件依据", "项目主要内容", "本级专项资金", None, None, None, "企业帮扶资金", None, None, None, "合计", None, None, None),
    (None, None, None, None, *("计划数", "到账数", "支付数", "支出率") * 3),
]  # fmt: skip
LEDGER_MERGES = [
    (2, 4, 2, 7),
    (2, 12, 2, 15),
    (0, 0, 0, 15),
    (2, 2, 3, 2),
    (2, 1, 3, 1),
    (2, 0, 3, 0),
    (2, 8, 2, 11),
    (2, 3, 3, 3),
]
LEDGER_LAYOUT = layout_file("台账.toml")


def ledger(month: int, *rows: Row) -> bytes:
    top: list[Row] = [(f"石桥村帮扶资金台账（2018年{month}月）",), (*[None] * 14, "单位：万元", None)]
    return book([*top, *LEDGER_HEAD, *rows], LEDGER_MERGES)


def test_a_ledger_of_what_each_fund_planned_and_paid(desk: Office) -> None:
    based(desk, allocated=False)
    layout = desk.put("台账.toml", LEDGER_LAYOUT)
    may = ledger(
        5,
        (
            1,
            "石桥村道路硬化",
            "陇工发〔2018〕3号",
            "硬化村道2公里",
            30,
            30,
            12,
            "40%",
            5,
            5,
            0,
            "0%",
            35,
            35,
            12,
            "34.29%",
        ),
        (2, "石桥村危房改造", "陇工发〔2018〕3号", "改造5户", 10, 5, 5, "50%", None, None, None, None, 10, 5, 5, "50%"),
        (3, "待定项目", None, None, 3, 0, 0, "0%", None, None, None, None, 3, 0, 0, "0%"),
        ("合计", None, None, None, 43, 35, 17, "39.53%", 5, 5, 0, "0%", 48, 40, 17, "35.42%"),
    )
    answer = desk.read("5月.xlsx", may, "--mapping", layout)
    assert [(row["noun"], row["name"], row["place"]) for row in answer.rows("created")] == [
        ("project", "待定项目", "石桥村")
    ]
    day, village = "2018-05-31", "石桥村"
    assert entries(desk, "allocation") == [
        (day, "专项资金", "待定项目", village, "30000.00"),
        (day, "专项资金", "石桥村危房改造", village, "100000.00"),
        (day, "专项资金", "石桥村道路硬化", village, "300000.00"),
        (day, "企业帮扶资金", "石桥村道路硬化", village, "50000.00"),
    ]
    assert [(project, amount) for _, _, project, _, amount in entries(desk, "spending")] == [
        ("石桥村危房改造", "50000.00"),
        ("石桥村道路硬化", "120000.00"),
    ]
    june = ledger(6, (1, "石桥村道路硬化", None, None, 30, 30, 30, "100%", 5, 5, 1, "20%", 35, 35, 31, "88%"))
    desk.read("6月.xlsx", june, "--mapping", layout)
    assert entries(desk, "spending", "2018-06-01") == [
        ("2018-06-30", "专项资金", "石桥村道路硬化", village, "180000.00"),
        ("2018-06-30", "企业帮扶资金", "石桥村道路硬化", village, "10000.00"),
    ]
    wrong = ledger(7, (1, "石桥村道路硬化", None, None, 30, 30, 30, "100%", 5, 5, 1, "20%", 35, 35, 32, "88%"))
    assert faults(desk.bring({"7月.xlsx": wrong}, "--mapping", layout)) == [(5, "合计/支付数", "32")]
    desk.store.ok("check")


def test_a_report_with_a_column_a_month(desk: Office) -> None:
    based(desk)
    head = ("序号", "村", "项目", "资金", "1月", "2月", "3月", "4月", "5月", "累计")
    rows = [
        ("陇西县2018年项目支出进度表",),
        (*[None] * 8, "单位：元", None),
        head,
        (1, "石桥村", "石桥村道路硬化", "专项资金", None, None, 20000, 50000, 50000, 120000),
        (2, "石桥村", "石桥村危房改造", "专项资金", None, 10000, None, None, 40000, 50000),
        (3, "王家湾村", "王家湾村养羊", "专项资金", None, None, None, 80000, None, 80000),
        ("合计", None, None, None, 0, 10000, 20000, 130000, 90000, 250000),
    ]
    options = ("--as", "支出", "--wide-columns", "1月..12月", "--year", "2018")
    answer = desk.read("支出月报.xlsx", book(rows, [(0, 0, 0, 9)]), *options)
    assert [(file["created"], file["entries"]) for file in answer.rows("files")] == [(3, 6)]
    found = entries(desk, "spending")
    assert len(found) == 6 and sum(float(str(row[-1])) for row in found) == 250_000


DETAILS = ("日期", "村", "项目名称", "用途", "收款单位", "金额（元）", "凭证号")
MARCH: list[Row] = [
    (date(2018, 3, 5), "石桥村", "石桥村道路硬化", "付工程款", "陇西县某建筑公司", 20000, "记-3"),
    (date(2018, 3, 20), "王家湾村", "王家湾村养羊", "购羊款", "某合作社", 80000, "记-9"),
    (date(2018, 3, 20), "王家湾村", "王家湾村养羊", "防疫费", "某合作社", 1200, "记-9"),
]
APRIL: list[Row] = [
    (date(2018, 4, 2), "石桥村", "石桥村道路硬化", "付工程款", "陇西县某建筑公司", 50000, "记-2"),
    (date(2018, 4, 11), "石桥村", "石桥村危房改造", "拨付农户", "李某", 40000, "记-5"),
]


def test_a_list_that_grows(desk: Office) -> None:
    based(desk)
    desk.read("支出明细-3月.xlsx", xlsx({"Sheet": [DETAILS, *MARCH]}))
    answer = desk.read("支出明细-4月.xlsx", xlsx({"Sheet": [DETAILS, *MARCH, *APRIL]}), "--new-only")
    assert [(file["created"], file["unchanged"]) for file in answer.rows("files")] == [(2, 3)]


def test_a_sheet_a_month_of_which_some_are_empty(desk: Office) -> None:
    based(desk)
    titled = {f"{month}月": [(f"{month}月支出明细",), DETAILS] for month in (1, 2, 3, 4)}
    titled["3月"] += MARCH
    titled["4月"] += APRIL
    answer = desk.read("全年支出.xlsx", xlsx(dict(titled)))
    assert sum(file["created"] for file in answer.rows("files")) == 5
    notes = "\n".join(row["note"] for row in answer.rows("notes"))
    assert "1月" in notes and "2月" in notes


BANK_LAYOUT = layout_file("银行流水.toml")
BANK: list[Row] = [
    ("甘肃银行账户交易明细",),
    ("账号：1234567890", "户名：陇西县总工会帮扶专户"),
    ("交易日期", "摘要", "借方金额", "贷方金额", "余额", "对方户名", "对方账号", "流水号"),
    ("2018-01-15", "拨入专项资金", None, "1,000,000.00", "1,000,000.00", "甘肃省总工会", "6222000011112222", "A001"),
    ("2018-03-05", "工程款", "20,000.00", None, "980,000.00", "陇西县某建筑公司", "6222000011113333", "A002"),
    ("2018-03-21", "利息", None, "312.50", "980,312.50", None, None, "A003"),
]


def test_a_bank_statement_with_money_in_and_out(desk: Office) -> None:
    based(desk)
    layout = desk.put("银行.toml", BANK_LAYOUT)
    answer = desk.read("银行流水.xlsx", xlsx({"Sheet": BANK}), "--mapping", layout)
    told = [(file["noun"], file["read"], file["created"], file["skipped"]) for file in answer.rows("files")]
    assert told == [("interest", 3, 1, 2), ("receipt", 3, 1, 2), ("spending", 3, 1, 2)]
    [receipt] = desk.store.ok("receipt", "list", "--from", "2018-01-15", "--format", "json").rows()
    assert (receipt["amount"], receipt["payer"]) == ("1000000.00", "甘肃省总工会")
    [interest] = desk.store.ok("interest", "list", "--format", "json").rows()
    assert interest["amount"] == "312.50"
    [spending] = desk.store.ok("spending", "list", "--format", "json").rows()
    assert (spending["amount"], spending["payee"], spending["project"]) == (
        "20000.00",
        "陇西县某建筑公司",
        "石桥村道路硬化",
    )
    assert "6222000011112222" not in answer.out
    notes = [row["note"] for row in answer.rows("notes")]
    # Three parts leave them out.
    assert [sum(column in note for note in notes) for column in ("余额", "对方账号")] == [1, 1]


CASH_LAYOUT = layout_file("手工账.toml")
CASH: list[Row] = [
    ("现金日记账",),
    ("2018年", None, "凭证号", "摘要", "项目", "收款人", "收入", "支出", "余额"),
    ("月", "日"),
    (3, 5, "记-3", "付工程款", "石桥村道路硬化", "陇西县某建筑公司", None, 20000, 980000),
    (3, 20, "记-9", "购羊款", "王家湾村养羊", "陇西县某建筑公司", None, 80000, 900000),
]
CASH_MERGES = [(1, 0, 1, 1), (0, 0, 0, 8), *((1, column, 2, column) for column in range(2, 9))]


def test_a_cash_book_with_the_year_over_its_days(desk: Office) -> None:
    based(desk)
    layout = desk.put("手工账.toml", CASH_LAYOUT)
    desk.read("手工账.xlsx", book(CASH, CASH_MERGES), "--mapping", layout)
    assert [(day, amount) for day, *_, amount in entries(desk, "spending")] == [
        ("2018-03-05", "20000.00"),
        ("2018-03-20", "80000.00"),
    ]


PROGRESS_HEAD = (
    "帮扶村",
    "镇",
    "单位名称",
    "项目名称",
    "建设规模及内容",
    "完成时限",
    "帮扶资金（万元）",
    "项目完成情况",
    "存在问题及拟解决措施",
    "联系人",
)
PROGRESS: list[Row] = [
    ("石桥村", "福星镇", "陇西县总工会", "石桥村道路硬化", "硬化2公里", "2018年10月底前", 35, "完成60%", "雨季影响", "张三 13800001111"),
    ("王家湾村", "福星镇", "陇西县总工会", "王家湾村养羊", "购羊100只", "2018年6月", 15.5, "已完工", "无", "李四"),
]  # fmt: skip


def progress(*rows: Row) -> bytes:
    return book([("2018年帮扶村项目进展情况表（半月报）",), PROGRESS_HEAD, *rows], [(0, 0, 0, 9)])


def test_a_sheet_of_how_far_projects_have_come(desk: Office) -> None:
    based(desk)
    options = ("--as", "项目", "--mode", "upsert", "--as-of", "2018-06-15")
    answer = desk.read("项目进度.xlsx", progress(*PROGRESS), *options)
    told = [(file["noun"], file["created"], file["updated"], file["skipped"]) for file in answer.rows("files")]
    assert told == [("project", 0, 2, 0), ("step", 1, 0, 1)]
    assert any("联系人" in row["note"] for row in answer.rows("notes")) and "13800001111" not in answer.out
    projects = {row["name"]: row for row in desk.store.ok("project", "list", "--format", "json").rows()}
    wanted = ("stage", "planned_end", "planned_cost", "implementer", "content", "note")
    assert [projects["石桥村道路硬化"][name] for name in wanted] == [
        None, "2018-10", "350000.00", "陇西县总工会", "硬化2公里", "雨季影响",
    ]  # fmt: skip
    assert [projects["王家湾村养羊"][name] for name in wanted[:3]] == ["completed", "2018-06", "155000.00"]
    assert steps(desk) == [("石桥村道路硬化", "progress", "2018-06-15", "60%", "雨季影响")]

    later = [(*PROGRESS[0][:7], "已完工", None, None), (*PROGRESS[1][:7], "完工", None, None)]
    desk.read("项目进度.xlsx", progress(*later), *options[:-1], "2018-06-30")
    again = [(*PROGRESS[0][:7], "75%", None, None)]
    desk.read("项目进度2.xlsx", progress(*again), *options[:-1], "2018-06-20")
    assert [(day, percent) for _, _, day, percent, _ in steps(desk)] == [("2018-06-15", "60%"), ("2018-06-20", "75%")]
    desk.store.ok("check")


def steps(desk: Office) -> list[tuple[str | None, ...]]:
    rows = desk.store.ok("step", "list", "--format", "json").rows()
    return sorted(tuple(row[name] for name in ("project", "name", "date", "percent", "note")) for row in rows)


def test_how_far_projects_have_come_is_of_a_day_and_a_known_word(desk: Office) -> None:
    based(desk)
    options = ("--as", "项目", "--mode", "upsert")
    answer = desk.bring({"项目进度.xlsx": progress(*PROGRESS)}, *options)
    assert faults(answer) == [(2, "项目完成情况", None)] and "--as-of" in answer.out
    odd = [(*PROGRESS[0][:7], "约完成六成", None, None), PROGRESS[1]]
    answer = desk.bring({"项目进度.xlsx": progress(*odd)}, *options, "--as-of", "2018-06-15")
    assert faults(answer) == [(3, "项目完成情况", "约完成六成")]
    unknown = [(*PROGRESS[0][:3], "石桥村亮化", *PROGRESS[0][4:]), PROGRESS[1]]
    answer = desk.bring({"项目进度.xlsx": progress(*unknown)}, *options[:-1], "update", "--as-of", "2018-06-15")
    assert faults(answer) == [(3, "项目名称", "石桥村亮化")]
    desk.read("项目进度.xlsx", progress(*PROGRESS), *options, "--map", "项目完成情况=")
    assert steps(desk) == []


@pytest.mark.parametrize(
    ("layout", "said"),
    [
        ('[[wide]]\ntake = "支出"\ntakes = "收入"\n', "takes"),
        ('[[wide]]\nas = "支出"\n', "take"),
        ('wide = "支出"\n', "[[wide]]"),
        ('[[wide]]\ntake = "支出"\n[wide.where]\n"颜色" = "红"\n', "颜色"),
    ],
)
def test_a_layout_that_says_nothing_known(file_store: Store, tmp_path: Path, layout: str, said: str) -> None:
    desk = Desk(file_store, tmp_path)
    answer = desk.bring({"手工账.xlsx": book(CASH, CASH_MERGES)}, "--mapping", desk.put("手工账.toml", layout))
    assert answer.code == 2 and said in answer.err


def test_a_figure_that_nothing_takes_is_told(file_store: Store, tmp_path: Path) -> None:
    desk = Desk(file_store, tmp_path)
    based(desk)
    only = BANK_LAYOUT.replace('[[wide]]\ntake = "贷方金额"\nas = "到账"\ncolumns = { "对方户名" = "付款单位" }\n', "")
    answer = desk.bring({"银行流水.xlsx": xlsx({"Sheet": BANK})}, "--mapping", desk.put("银行.toml", only))
    assert faults(answer) == [(4, "贷方金额", "1,000,000.00")]
    assert [row["code"] for row in answer.rows("problems")] == ["stray_cell"]
