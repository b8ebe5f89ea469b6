"""An entry: one movement of money, append-only, of one of seven kinds."""

from dataclasses import dataclass

from aidtrack.locale import language
from aidtrack.values import kinds
from aidtrack.values.field import Field, Noun


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


# Loans and repayments have their place in the guards and balances; their commands come with the borrowers.
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
        EntryKind("loan", "放款", "lent", False, ("放款",), "A loan to a household."),
        EntryKind("repayment", "还款", "repaid", False, ("还款",), "A loan paid back."),
    )
}
# Stands in an export in the place of a 流水号, before the entry's number, where a reversal names an entry without one.
LINK = "aidtrack#"
RECORDED = ("receipt", "interest", "allocation", "disbursement", "spending")
CELL_BALANCES = tuple(kind.balance for kind in KINDS.values() if kind.per_cell)
FUND_BALANCES = tuple(kind.balance for kind in KINDS.values())

ENTRY = Noun(
    "entry",
    "流水",
    "Movements of money.",
    (
        Field("kind", "类型", kinds.word_kind({name: KINDS[name].zh for name in RECORDED})),
        Field("date", "日期", kinds.DAY, required=True),
        Field("fund", "资金", kinds.NAME, also=("资金名称",), refers="fund", filters=True),
        Field("project", "项目", kinds.NAME, also=("项目名称",), refers="project", filters=True),
        Field("village", "村", kinds.NAME, also=("村名",), refers="village", filters=True),
        Field("amount", "金额", kinds.AMOUNT, required=True),
        Field("payee", "收款人", kinds.TEXT, also=("收款单位",), filters=True),
        Field("voucher", "凭证号", kinds.NUMBER, filters=True),
        Field("doc_no", "文号", kinds.NUMBER),
        Field("ref", "流水号", kinds.REFERENCE),
        Field("purpose", "用途", kinds.TEXT, also=("摘要",)),
        Field("reason", "原因", kinds.TEXT),
        Field("over", "超支原因", kinds.TEXT),
        Field("reverses", "冲销流水号", kinds.REFERENCE, refers="entry"),
    ),
    words=("流水",),
)
