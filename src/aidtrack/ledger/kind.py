"""The kinds of entry: what each does to cash and to a loan is declared here, and everything else follows from it."""

from typing import Literal

from aidtrack.dataclass import dataclass
from aidtrack.phrase import Word

Sign = Literal[-1, 0, 1]


@dataclass(frozen=True, slots=True)
class EntryKind:
    """A kind of entry. `balance` is its column of running balances; `words` name it in a sheet's or file's name."""

    name: str
    zh: str
    balance: str
    per_cell: bool  # summed per fund × project × village, and per fund; otherwise per fund alone
    words: tuple[str, ...]
    help: str  # an English sentence for `t`
    amounts: tuple[str, ...] = ()  # headers of amounts that are of this kind and no other
    cash: Sign = 0  # what one of its yuan does to the cash of its fund (G3)
    loan: Sign = 0  # what one of its yuan does to what is outstanding of a loan
    arrives: bool = False  # brings a fund money that it had not before
    ends: bool = False  # a project takes no more of it once it is closed (G6)
    voucher: bool = False  # one without a voucher is a gap
    payee: bool = False  # it reaches somebody whom it names
    usual: bool = False  # its column stands in reports also where it holds nothing

    @property
    def label(self) -> Word:
        return Word(self.name, self.zh)


KINDS: dict[str, EntryKind] = {
    kind.name: kind
    for kind in (
        EntryKind("receipt", "到账", "received", False, ("到账", "收入"), "Money that arrives in a fund.",
                  ("到账金额", "到账数", "实际到账", "到位金额", "到位资金", "到位数"), cash=1, arrives=True, voucher=True, usual=True),
        EntryKind("interest", "利息", "interest", False, ("利息", "结息"), "Interest earned by a fund.",
                  ("利息金额", "结息金额"), cash=1, arrives=True, usual=True),
        EntryKind("allocation", "安排", "allocated", True, ("安排", "分配"), "Fund money set aside for a project.",
                  ("安排金额", "安排资金", "安排数", "已安排", "分配金额", "分配资金"), ends=True, usual=True),
        EntryKind("disbursement", "拨付", "disbursed", True, ("拨付",), "Money moved to the implementing office; not spending.",
                  ("拨付金额", "拨付资金", "拨付数", "已拨付"), payee=True, usual=True),
        EntryKind("spending", "支出", "spent", True, ("支出", "支付", "报账"), "Money that reached the final payee.",
                  ("支付金额", "支出金额", "支付数", "支出数", "实际支出", "实际支付", "已支出", "已支付", "报账金额", "本月支出", "本月支付", "本期支出"), cash=-1, ends=True, voucher=True, payee=True, usual=True),
        EntryKind("loan", "放款", "lent", False, ("放款", "借款台账"), "A loan to a household.",
                  ("放款金额", "借款金额"), cash=-1, loan=1, voucher=True),
        EntryKind("repayment", "还款", "repaid", False, ("还款",), "Principal of a loan paid back.",
                  ("还款金额",), cash=1, loan=-1, voucher=True),
        EntryKind("writeoff", "核销", "written_off", False, ("核销",), "Principal of a loan given up; no money moves.",
                  ("核销金额",), loan=-1),
    )
}  # fmt: skip
CELL_BALANCES = tuple(kind.balance for kind in KINDS.values() if kind.per_cell)
FUND_BALANCES = tuple(kind.balance for kind in KINDS.values())
BACK = tuple(kind.name for kind in KINDS.values() if kind.loan < 0)  # what makes a loan smaller
