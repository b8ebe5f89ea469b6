"""What is to be published: all, or some of it."""

from collections.abc import Mapping, Sequence
from datetime import date

from aidtrack.dataclass import dataclass
from aidtrack.reports.publishing.money import SPENDING


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be published: of a year or of all, of some funds and projects (as typed) or of all."""

    today: date
    year: int | None = None
    filters: Mapping[str, Sequence[str]] | None = None
    says: tuple[str, ...] = (SPENDING,)  # which of spending and disbursement
    purposes: bool = False

    @property
    def day(self) -> str:
        """Up to which there is money."""
        return self.today.isoformat() if self.year is None else min(f"{self.year}-12-31", self.today.isoformat())
