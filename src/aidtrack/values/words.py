"""Words that stand in a sheet's cell for something other than a name, and so can be none."""

from aidtrack.phrase import Word
from aidtrack.values.sheets import EXAMPLE
from aidtrack.values.text import key

GRAND = ("合计", "共计", "总计", "汇总", "总数", "合計", "共計", "總計", "total", "grandtotal")
SUB = ("小计", "小结", "小計", "subtotal")
RUNNING = ("累计", "累計")
# A village that says so itself: the money belongs to no village, also where its project has a home.
NO_VILLAGE = Word("not assigned", "未分村")
UNASSIGNED = NO_VILLAGE.spellings
RESERVED = frozenset(map(key, (*GRAND, *SUB, *RUNNING, "本页小计", "本页合计", *UNASSIGNED, *EXAMPLE.spellings)))

# Headers that mean a village wherever one is named.
NAMES_A_VILLAGE = ("行政村", "行政村名称", "村名称", "所在村", "帮扶村", "项目村", "实施村", "受益村", "项目所在村")
# Headers that mean a project, in a sheet of projects and wherever one is named.
NAMES_A_PROJECT = ("帮扶项目", "帮扶项目名称", "建设项目", "建设项目名称", "实施项目")
# Headers of who is on the other side: of money in who paid it, of money out whom it reached.
OTHER_PARTY = ("对方户名", "对方名称", "对方单位", "对方单位名称", "对方账户名称")
# Headers of what hinders the work of a project, which is a note on it.
PROBLEMS_MET = ("存在问题及拟解决措施", "存在问题及解决措施")
NOWHERE = Word("not assigned", "未分配")  # what narrows a list to rows without any project, village …
