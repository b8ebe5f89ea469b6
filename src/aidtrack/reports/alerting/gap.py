"""What a gap is: something that is missing in the store, or that nobody has touched for long."""

from collections.abc import Iterable

from aidtrack.dataclass import dataclass
from aidtrack.reports.alerting.rule import Alert, Find, chosen
from aidtrack.reports.alerting.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Gap:
    """A kind of gap; `look` yields each one, with the command that shows or mends it. `kind` may be an alert's: they go off together."""

    kind: str
    zh: str
    look: Find

    def find(self, snapshot: Snapshot) -> Iterable[Alert]:
        return chosen(snapshot, self.look)
