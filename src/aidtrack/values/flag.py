"""What is to be said of a row: a stable word, what people read, and the reason somebody gave for it."""

from dataclasses import replace

from aidtrack.dataclass import dataclass
from aidtrack.phrase import Joined, Said
from aidtrack.values.text import safe


@dataclass(frozen=True, slots=True)
class Flag:
    """`word` is what scripts and the code compare, `said` all that people read; a `grave` one is red where there is colour."""

    word: str
    said: Said
    reason: str | None = None
    grave: bool = False

    def because(self, reason: str) -> "Flag":
        """The same flag with the reason behind it: `overspent(灾情追加)`."""
        return replace(self, said=Joined((self.said, f"({safe(reason)})"), ""), reason=reason)
