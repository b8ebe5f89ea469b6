"""An entry: one movement of money, append-only, of one of the kinds of `ledger/kind.py`."""

from aidtrack.ledger.kind import BACK, KINDS
from aidtrack.ledger.quantity import ARRIVED
from aidtrack.pattern import pattern
from aidtrack.values import kinds
from aidtrack.values.field import Field, Noun
from aidtrack.values.numbers import MONTHS, PERCENT
from aidtrack.values.project_field import project_field
from aidtrack.values.row_origin import ROW_ORIGIN
from aidtrack.values.words import NAMES_A_VILLAGE, OTHER_PARTY

# Stands in an export in the place of a 流水号, before the entry's number, where a reversal names an entry without one.
LINK = "aidtrack#"
_LINK = pattern(rf"{LINK}[0-9]+")
SCHEDULES = {"equal_principal": "等额本金", "annuity": "等额本息", "lump_sum": "到期一次还本", "free": "随借随还"}

ENTRY = Noun(
    "entry",
    "流水",
    "Movements of money.",
    (
        Field("kind", "类型", kinds.word_kind({name: KINDS[name].zh for name in KINDS})),
        Field(
            "date",
            "日期",
            kinds.DAY,
            also=(
                "时间",
                "放款日期",
                "还款日期",
                "支付日期",
                "支付时间",
                "支出日期",
                "支出时间",
                "付款日期",
                "付款时间",
                "到账日期",
                "到账时间",
                "拨付日期",
                "拨付时间",
                "安排日期",
                "安排时间",
                "报账日期",
                "报账时间",
                "交易日期",
                "交易日",
                "交易时间",
                "记账日期",
                "入账日期",
            ),
            required=True,
        ),
        Field("fund", "资金", kinds.NAME, also=("资金名称", "资金来源"), refers="fund", filters=True),
        project_field(),
        Field(
            "village",
            "村",
            kinds.NAME,
            also=("村名", *NAMES_A_VILLAGE),
            refers="village",
            filters=True,
        ),
        Field(
            "amount",
            "金额",
            kinds.AMOUNT,
            also=(*(header for kind in KINDS.values() for header in kind.amounts), "资金金额", "下达金额", "发生额"),
            required=True,
        ),
        Field(
            "payee",
            "收款人",
            kinds.CALLED,
            also=(
                "收款单位",
                "收款方",
                "收款户名",
                "收款人名称",
                "收款单位名称",
                "领款人",
                "领款单位",
                "供应商",
                "供应商名称",
                *OTHER_PARTY,
            ),
            filters=True,
            may_be_head=True,
        ),
        Field(
            "payer",
            "付款单位",
            kinds.CALLED,
            also=(
                "拨款单位",
                "付款人",
                "交款单位",
                "付款方",
                "付款户名",
                "捐赠单位",
                "捐款单位",
                "汇款单位",
                *OTHER_PARTY,
            ),
            filters=True,
            may_be_head=True,
            of=ARRIVED.kinds,
            since=3,
        ),
        Field("voucher", "凭证号", kinds.NUMBER, also=("凭证号码", "凭证", "凭证字号", "凭证编号"), filters=True),
        Field("doc_no", "文号", kinds.NUMBER, also=("资金文号", "下达文号", "文件依据", "依据文件")),
        Field("ref", "流水号", kinds.REFERENCE),
        Field("purpose", "用途", kinds.TEXT, also=("摘要", "用途摘要", "交易摘要")),
        Field("note", "备注", kinds.TEXT, since=3),
        Field("reason", "原因", kinds.TEXT),
        Field("over", "超支原因", kinds.TEXT),
        Field("reverses", "冲销流水号", kinds.REFERENCE, refers="entry"),
        Field(
            "household",
            "户编号",
            kinds.NAME,
            also=("借款户", "借款人"),
            refers="household",
            filters=True,
            of=("loan", "spending"),
            since=2,
        ),
        Field("term", "期限月数", MONTHS, also=("期限", "期限(月)"), of=("loan",), since=2),
        Field("yearly_rate", "年利率", PERCENT, also=("利率",), of=("loan",), since=2),
        Field("schedule", "还款方式", kinds.word_kind(SCHEDULES), of=("loan",), since=2),
        Field("guarantor", "担保人", kinds.CALLED, may_be_head=True, of=("loan",), since=2),
        Field("loan", "借款流水号", kinds.REFERENCE, refers="entry", filters=True, of=BACK, since=2),
        Field("carries", "结转流水号", kinds.REFERENCE, refers="entry", of=("receipt",), since=3),
        Field(
            "moves",
            "调剂流水号",
            kinds.REFERENCE,
            refers="entry",
            of=("receipt", "allocation", "disbursement"),
            since=3,
        ),
        Field("corrects", "更正流水号", kinds.REFERENCE, refers="entry", since=3),
        ROW_ORIGIN,
    ),
    words=("流水",),
)

# Fields that name another entry, in a sheet by its 流水号.
NAMING = tuple(field.name for field in ENTRY.fields if field.refers == ENTRY.name)
# Those by which two entries are one act: what was corrected, moved or carried on, on a server an officer's.
LINKING = ("corrects", "moves", "carries")
ENTRY_COLUMNS = tuple(field.column for field in ENTRY.fields)
# Texts in which whoever is forgotten is masked; no sum, rule or reference asks for one of them. A 流水号 is one: it stays.
ERASED = tuple(
    field.column
    for field in ENTRY.fields
    if field.may_be_head or (field.may_name and field.kind is not kinds.REFERENCE)
)
# Where an entry belongs: what takes it back belongs there too.
PLACED = ("kind", "fund_id", "project_id", "village_id", "household_id", "loan_id")
ORIGIN = ("batch_id", "file_no", "row_no")


def is_link(ref: str) -> bool:
    """Whether a 流水号 is what an export wrote in the place of one."""
    return _LINK.fullmatch(ref) is not None


def fields_of(kind: str | None) -> tuple[Field, ...]:
    """The fields that an entry of this kind has; those of any kind where it is None."""
    return tuple(field for field in ENTRY.fields if kind is None or not field.of or kind in field.of)
