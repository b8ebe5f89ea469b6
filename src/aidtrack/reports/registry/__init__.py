"""Every report, declared once. A new one is its file and one function in `money` or `programme`: the command, its options and every check
follow it. A report's function loads its file only when the report is asked for.
"""

from aidtrack.reports.registry import money, programme
from aidtrack.reports.registry.declared import Declared

REPORTS = {one.word: one for among in (money, programme) for one in vars(among).values() if isinstance(one, Declared)}
