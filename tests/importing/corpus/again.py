"""What is there already: the same file, the same 流水号, the same row; what add, update and upsert make of it."""

from importing.books import Cells
from importing.corpus.case import Row, Told, problem, received, spent, twins
from importing.corpus.known import SPENT
from importing.desk import RECEIPTS

_HEAD = ["日期", "资金", "项目", "金额（元）", "流水号"]
_again = Told(("precision 2",), "支出", "spending")
_villages = Told(("precision 2",), "村", "village")
_UPSERT = ["--mode", "upsert"]
_UPDATE = ["--mode", "update"]


def _sheet(amount: str, ref: str, *more: list[str]) -> Cells:
    return [_HEAD, ["2017-03-01", "自筹资金", "菌菜大棚", amount, ref], *more]


def _village(**more: str) -> Row:
    """牙河村 as it stands, with what is new."""
    known = {
        "name": "牙河村",
        "alias": "崖河村",
        "township": "福星镇",
        "county": "陇西县",
        "prefecture": "定西市",
        "code": "621122101201",
    }
    return {"noun": "village", **known, **more}


_CHANGED = [["村名", "县区", "乡镇", "区划代码", "备注"], ["牙河村", "陇西县", "福星镇", "", "新的备注"]]

CASES = [
    *_again.refused(
        "the-same-file", {"改名.csv": SPENT.encode()},
        [problem(None, None, "was imported already as batch 2 on…", "To take that back: aidtrack batch undo 2. To import it once more, or as something else: --again.")],
        options=["--as", "spending"], exit=7,
    ),
    *Told(("precision 2",), "到账", "receipt").accepted(
        "the-same-file-on-purpose", {"到账.csv": RECEIPTS.encode()},
        [received(2, 100_000_000, "2017-01-01"), received(3, 50_000_000, "2017-01-01", fund="专项资金")], options=["--again", "--allow-duplicates"],
    ),
    *Told(("precision 2",), "到账", "receipt").refused(
        "one-content-under-two-names", {"到账甲.csv": (RECEIPTS + "\n").encode(), "到账乙.csv": (RECEIPTS + "\n").encode()},
        [problem(None, None, "has the same content as 到账甲.csv.", "Give it once.", file="到账乙.csv")],
    ),
    *_again.refused("a-ref-in-use", _sheet("1000.00", "ZC-1"), [problem(2, "流水号", "is in use by entry 5.", "To take the new rows alone, add --new-only; to correct that one, --mode correct.")]),
    *_again.refused(
        "a-ref-twice", _sheet("5", "ZC-2", ["2017-03-02", "自筹资金", "菌菜大棚", "6", "ZC-2"]),
        [problem(3, "流水号", "stands in line 2 of HERE too.", "Each 流水号 stands for one entry.")],
    ),
    *_again.accepted("a-ref-that-is-equal", _sheet("1000.00", "ZC-1"), [], options=_UPSERT, read=[{"read": 1, "created": 0, "unchanged": 1}]),
    *_again.refused(
        "a-ref-that-differs", _sheet("1001", "ZC-1"),
        [problem(2, "流水号", "is in use by entry 5, which differs in 金额（元）.", "Entries never change: to correct that one, add --mode correct.")], options=_UPSERT,
    ),
    *_again.accepted(
        "one-equal-one-new", _sheet("1000", "ZC-1", ["2017-03-02", "自筹资金", "菌菜大棚", "6", "ZC-2"]), [spent(3, 600, "2017-03-02", ref="ZC-2")],
        options=_UPSERT, read=[{"read": 2, "created": 1, "unchanged": 1}],
    ),
    *_again.refused(
        "a-row-that-equals-a-stored-one", _sheet("1000", ""), [problem(2, "金额（元）", "equals entry 5 of batch 2: a possible duplicate.", "To take the new rows alone, add --new-only; if both are real, --allow-duplicates.")]
    ),
    *_again.accepted("a-duplicate-that-is-real", _sheet("1000", ""), [spent(2, 100_000, "2017-03-01")], options=["--allow-duplicates"]),
    *_again.accepted(
        "twins-inside-one-sheet", _sheet("5", "", ["2017-03-01", "自筹资金", "菌菜大棚", "5", ""]), [spent(2, 500, "2017-03-01"), spent(3, 500, "2017-03-01")],
        notes=[twins(1)],
    ),
    *_villages.refused("a-village-that-is-there", [["村名", "区划代码"], ["牙河村", "621122101201"], ["新村", ""]], [problem(2, "村名", "The village “定西市/陇西县/福星镇/牙河村” exists already (id 1).")]),
    *_villages.accepted("update-a-blank-leaves-the-value", _CHANGED, [_village(note="新的备注")], options=_UPDATE, read=[{"read": 1, "created": 0, "updated": 1}]),
    *_villages.refused(
        "update-of-nothing", [*_CHANGED, ["新村", "陇西县", "福星镇", "", ""]],
        [problem(3, "村名", "is not in the store, so that nothing can be updated.")], options=_UPDATE,
    ),
    *_villages.accepted(
        "upsert-each", [*_CHANGED, ["新村", "陇西县", "福星镇", "", ""], ["咀儿村", "武山县", "马力镇", "", ""]],
        [_village(note="新的备注"), {"noun": "village", "name": "新村", "county": "陇西县", "prefecture": "定西市", "township": "福星镇"}], options=_UPSERT,
        read=[{"read": 3, "created": 1, "updated": 1, "unchanged": 1}],
    ),
    *Told(("precision 2",), "资金", "fund").refused(
        "upsert-against-the-rules", [["资金名称", "计划数（元）"], ["自筹资金", "1"]],
        [problem(2, "资金名称", "Fund “自筹资金” has allocated 399,999.00 yuan more than this would leave it.")], options=_UPSERT,
    ),
]  # fmt: skip
