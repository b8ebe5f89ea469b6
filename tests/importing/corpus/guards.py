"""What money may do, when a whole sheet of it comes: the rows that carry a sum over its limit."""

from importing.corpus.case import Row, Told, entry, problem, spent

_HEAD = ["日期", "资金", "项目", "金额（元）", "超支原因"]
_guards = Told(("precision 11",), "支出", "spending")
_funds = Told(("precision 1",), "支出", "spending")


def _over(row: int, yuan: str, day: str, in_all: str | None = None) -> Row:
    """`in_all` is what all rows of the sheet lack, where that is more, `day` the first on which they do: to allocate it then mends them all."""
    return problem(
        row, "金额（元）", f"Fund “自筹资金”, project “菌菜大棚”, village “牙河村”: spending would exceed the allocation by {yuan} yuan. "
        f"Allocate more first: aidtrack allocation add {in_all or yuan} --fund '自筹资金' --project '菌菜大棚' --village '牙河村' --date {day}; if it has been paid already, give the reason in the column 超支原因.",
    )  # fmt: skip


CASES = [
    *_guards.accepted("all-that-is-left", [_HEAD, ["2017-05-01", "自筹资金", "菌菜大棚", "299000", ""]], [spent(2, 29_900_000, "2017-05-01")]),
    *_guards.refused(
        "every-row-over-the-limit",
        [_HEAD, ["2017-05-01", "自筹资金", "菌菜大棚", "299000", ""], ["2017-05-01", "自筹资金", "菌菜大棚", "0.01", ""], ["2017-05-02", "自筹资金", "菌菜大棚", "5", ""]],
        [_over(3, "0.01", "2017-05-01", in_all="5.01"), _over(4, "5.01", "2017-05-01")],
    ),
    *_guards.refused(
        "dates-before-lines",  # the later day is over, though it stands above
        [_HEAD, ["2017-06-01", "自筹资金", "菌菜大棚", "200000", ""], ["2017-05-01", "自筹资金", "菌菜大棚", "100000", ""]],
        [_over(2, "1,000.00", "2017-06-01")],
    ),
    *_guards.refused(
        "a-reason-for-its-own-row-only",
        [_HEAD, ["2017-05-01", "自筹资金", "菌菜大棚", "299001", "灾情追加"], ["2017-05-02", "自筹资金", "菌菜大棚", "5", ""]],
        [_over(3, "6.00", "2017-05-02")],
    ),
    *_guards.accepted(
        "a-reason-in-every-row",
        [_HEAD, ["2017-05-01", "自筹资金", "菌菜大棚", "299001", "灾情追加"], ["2017-05-02", "自筹资金", "菌菜大棚", "5", "灾情追加"]],
        [spent(2, 29_900_100, "2017-05-01", over="灾情追加"), spent(3, 500, "2017-05-02", over="灾情追加")],
    ),
    *Told(("precision 11",), "流水", "entry").accepted(
        "allocated-below-its-spending", [["类型", *_HEAD[:-1]], ["支出", "2017-05-02", "自筹资金", "菌菜大棚", "299001"], ["安排", "2017-05-01", "自筹资金", "菌菜大棚", "1"]],
        [spent(2, 29_900_100, "2017-05-02"), entry("allocation", 3, "2017-05-01", 100, fund="自筹资金", project="菌菜大棚", village="牙河村")],
    ),
    *Told(("precision 11",), "安排", "allocation").refused(
        "more-than-arrived", [_HEAD[:-1], ["2017-05-01", "自筹资金", "菌菜大棚", "600000.01"]], [
            problem(2, "金额（元）", "Fund “自筹资金” cannot allocate this: 0.01 yuan more than it has. Record the receipt (aidtrack receipt add 0.01 --fund '自筹资金' --date 2017-05-01) or raise its budget (aidtrack fund edit '自筹资金' --budget YUAN) first; "
                    "if it has happened already, give the reason in the column 超支原因.")
        ]
    ),
    *_funds.accepted("the-projects-one-fund", [["日期", "项目", "金额（元）"], ["2017-05-01", "菌菜大棚", "5"]], [spent(2, 500, "2017-05-01")]),
    *_funds.accepted("a-blank-fund", [_HEAD[:-1], ["2017-05-01", "", "菌菜大棚", "5"]], [spent(2, 500, "2017-05-01")]),
    *_funds.refused(
        "no-fund-allocated", [_HEAD[:-1], ["2017-05-01", "", "牙河村/道路硬化", "5"]], [problem(2, "资金", "is blank, and no fund is allocated to the project.", "Give it in the column 资金.")]
    ),
    *_funds.refused("no-fund-and-no-project", [_HEAD[:-1], ["2017-05-01", "", "", "5"], ["2017-13-01", "", "", "x"]], [
        problem(2, "资金", "is blank."), problem(3, "日期", "has no such month."), problem(3, "金额（元）", "is not an amount."), problem(3, "资金", "is blank.")]),
    *Told(("precision 1",), "到账", "receipt").refused("a-receipt-without-a-fund", [["日期", "资金", "金额（元）"], ["2017-05-01", "", "5"]], [problem(2, "资金", "is blank.")]),
    *Told(("precision 1",), "村", "village").refused("a-village-without-a-name", [["村名", "县区"], ["", "陇西县"], ["新村", "陇西县"]], [problem(2, "村名", "is blank.")]),
    *Told(("precision 1",), "资金", "fund").refused("a-fund-without-a-name", [["资金名称", "年度", "来源"], ["", "2017", "自筹"]], [problem(2, "资金名称", "is blank.")]),
    *Told(("precision 1",), "项目", "project").refused("a-project-without-a-name", [["项目名称", "村", "阶段"], ["", "牙河村", "实施"]], [problem(2, "项目名称", "is blank.")]),
    *Told(("precision 1",), "资金", "fund").refused("words-that-are-none", [["资金名称", "来源", "年度", "限定", "形式"], ["甲", "财政", "17", "大约", "赠款"]], [
        problem(2, "来源", "is none of the words known here."), problem(2, "年度", "is not a year."), problem(2, "限定", "is not a qualifier."), problem(2, "形式", "is none of the words known here.")]),
    *Told(("precision 1",), "资金", "fund").accepted("words-in-either-language", [["资金名称", "来源", "年度", "限定", "原文", "形式", "计划数（元）"], ["甲", "fiscal", "2017年", "至少", "900多万元", "拨款", "9000000"]], [
        {"noun": "fund", "name": "甲", "source": "fiscal", "year": 2017, "qualifier": "≥", "raw": "900多万元", "form": "grant", "budget_fen": 900_000_000}]),
]  # fmt: skip
