"""An entry: one movement of money, append-only, of one of eight kinds."""

from dataclasses import dataclass

from aidtrack.locale import language
from aidtrack.values import kinds
from aidtrack.values.field import Field, Noun
from aidtrack.values.numbers import MONTHS, PERCENT


@dataclass(frozen=True, slots=True)
class EntryKind:
    """A kind of entry. `balance` is its column of running balances; `words` name it in a sheet's or file's name."""

    name: str
    zh: str
    balance: str
    per_cell: bool  # summed per fund × project × village, and per fund; otherwise per fund alone
    words: tuple[str, ...]
    help: str  # an English sentence for `t`

    @property
    def label(self) -> str:
        return self.zh if language() == "zh" else self.name


KINDS: dict[str, EntryKind] = {
    kind.name: kind
    for kind in (
        EntryKind("receipt", "到账", "received", False, ("到账", "收入"), "Money that arrives in a fund."),
        EntryKind("interest", "利息", "interest", False, ("利息",), "Interest earned by a fund."),
        EntryKind("allocation", "安排", "allocated", True, ("安排", "分配"), "Fund money set aside for a project."),
        EntryKind(
            "disbursement",
            "拨付",
            "disbursed",
            True,
            ("拨付",),
            "Money moved to the implementing office; not spending.",
        ),
        EntryKind("spending", "支出", "spent", True, ("支出", "支付"), "Money that reached the final payee."),
        EntryKind("loan", "放款", "lent", False, ("放款", "借款台账"), "A loan to a household."),
        EntryKind("repayment", "还款", "repaid", False, ("还款",), "Principal of a loan paid back."),
        EntryKind("writeoff", "核销", "written_off", False, ("核销",), "Principal of a loan given up; no money moves."),
    )
}
# Stands in an export in the place of a 流水号, before the entry's number, where a reversal names an entry without one.
LINK = "aidtrack#"
# What moves the cash of a fund (G3), and which way.
CASH_IN = ("receipt", "interest", "repayment")
CASH_OUT = ("spending", "loan")
BACK = ("repayment", "writeoff")  # what makes a loan smaller
SCHEDULES = {"equal_principal": "等额本金", "annuity": "等额本息", "lump_sum": "到期一次还本", "free": "随借随还"}
CELL_BALANCES = tuple(kind.balance for kind in KINDS.values() if kind.per_cell)
FUND_BALANCES = tuple(kind.balance for kind in KINDS.values())

ENTRY = Noun(
    "entry",
    "流水",
    "Movements of money.",
    (
        Field("kind", "类型", kinds.word_kind({name: KINDS[name].zh for name in KINDS})),
        Field("date", "日期", kinds.DAY, also=("放款日期", "还款日期"), required=True),
        Field("fund", "资金", kinds.NAME, also=("资金名称",), refers="fund", filters=True, through=("source",)),
        Field(
            "project",
            "项目",
            kinds.NAME,
            also=("项目名称",),
            refers="project",
            filters=True,
            through=("category", "implementer", "stage"),
        ),
        Field(
            "village",
            "村",
            kinds.NAME,
            also=("村名",),
            refers="village",
            filters=True,
            through=("township", "county", "prefecture", "province"),
        ),
        Field("amount", "金额", kinds.AMOUNT, also=("放款金额", "借款金额", "还款金额"), required=True),
        Field("payee", "收款人", kinds.TEXT, also=("收款单位",), filters=True),
        Field("voucher", "凭证号", kinds.NUMBER, filters=True),
        Field("doc_no", "文号", kinds.NUMBER),
        Field("ref", "流水号", kinds.REFERENCE),
        Field("purpose", "用途", kinds.TEXT, also=("摘要",)),
        Field("reason", "原因", kinds.TEXT),
        Field("over", "超支原因", kinds.TEXT),
        Field("reverses", "冲销流水号", kinds.REFERENCE, refers="entry"),
        Field(
            "household",
            "借款户",
            kinds.NAME,
            also=("户编号", "借款人"),
            refers="household",
            filters=True,
            of=("loan",),
            since=2,
        ),
        Field("term", "期限月数", MONTHS, also=("期限", "期限(月)"), of=("loan",), since=2),
        Field("yearly_rate", "年利率", PERCENT, also=("利率",), of=("loan",), since=2),
        Field("schedule", "还款方式", kinds.word_kind(SCHEDULES), of=("loan",), since=2),
        Field("guarantor", "担保人", kinds.TEXT, of=("loan",), since=2),
        Field("loan", "借款流水号", kinds.REFERENCE, refers="entry", filters=True, of=BACK, since=2),
    ),
    words=("流水",),
)

ENTRY_COLUMNS = tuple(field.column for field in ENTRY.fields)
# Where an entry belongs: what takes it back belongs there too.
PLACED = ("kind", "fund_id", "project_id", "village_id", "household_id", "loan_id")
ORIGIN = ("batch_id", "file_no", "row_no")


def fields_of(kind: str | None) -> tuple[Field, ...]:
    """The fields that an entry of this kind has; those of any kind where it is None."""
    return tuple(field for field in ENTRY.fields if kind is None or not field.of or kind in field.of)
