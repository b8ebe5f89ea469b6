"""The columns of reports: their stable names, and the headings people read."""

from dataclasses import replace

from aidtrack.locale import language, t
from aidtrack.nouns.fund import SOURCES
from aidtrack.nouns.project import STAGES
from aidtrack.values.report import Column, ColumnKind

_COLUMNS: dict[str, tuple[str, ColumnKind]] = {
    "fund": ("资金", "text"),
    "project": ("项目", "text"),
    "village": ("村", "text"),
    "county": ("县区", "text"),
    "category": ("类别", "text"),
    "stage": ("阶段", "text"),
    "source": ("来源", "text"),
    "year": ("年度", "id"),
    "budget": ("计划数", "money"),
    "qualifier": ("限定", "text"),
    "received": ("到账", "money"),
    "interest": ("利息", "money"),
    "allocated": ("安排", "money"),
    "unallocated": ("待安排", "money"),
    "disbursed": ("拨付", "money"),
    "spent": ("支出", "money"),
    "remaining": ("余额", "money"),
    "cash": ("现金", "money"),
    "rate": ("支出率", "rate"),
    "projects": ("项目数", "count"),
    "households": ("受益户", "count"),
    "persons": ("受益人", "count"),
    "flags": ("提示", "flags"),
}


def columns(*names: str) -> list[Column]:
    """The columns of these names, headed in the language of this run."""
    chinese = language() == "zh"
    nowhere = {"village": t("village not assigned"), "project": t("project not assigned")}
    made = [Column(name, _COLUMNS[name][0] if chinese else name, _COLUMNS[name][1]) for name in names]
    return [replace(column, blank=nowhere[column.name]) if column.name in nowhere else column for column in made]


def word_labels(*names: str) -> dict[str, dict[str, str]]:
    """How the stored words of `stage` and `source` are shown to people."""
    words = {"stage": STAGES, "source": SOURCES}
    return {name: dict(words[name]) for name in names} if language() == "zh" else {}
