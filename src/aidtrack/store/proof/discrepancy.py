"""One thing that `check` finds."""

from typing import Literal

from aidtrack.dataclass import dataclass
from aidtrack.phrase import Said
from aidtrack.values.text import safe

Level = Literal["damage", "rule", "alert", "note"]


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """`rule` is G1–G9 or what was compared; `what` names the row."""

    level: Level
    rule: str
    what: Said
    problem: Said


def place(fund: str, project: str | None, village: str | None) -> str:
    """Where money is, by name."""
    return " · ".join(safe(part) for part in (fund, project, village) if part)
