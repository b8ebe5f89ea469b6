"""Words that stand in a sheet's cell for something other than a name, and so can be none."""

from aidtrack.locale import language
from aidtrack.values.sheets import EXAMPLES
from aidtrack.values.text import key

GRAND = ("合计", "共计", "总计", "汇总", "总数", "合計", "共計", "總計", "total", "grandtotal")
SUB = ("小计", "小结", "小計", "subtotal")
RUNNING = ("累计", "累計")
# A village that says so itself: the money belongs to no village, also where its project has a home.
UNASSIGNED = ("未分村", "not assigned")
RESERVED = frozenset(map(key, (*GRAND, *SUB, *RUNNING, "本页小计", "本页合计", *UNASSIGNED, *EXAMPLES.values())))


def unassigned() -> str:
    """The word for no village, in the language of this run."""
    return UNASSIGNED[0] if language() == "zh" else UNASSIGNED[1]
