"""What an import did, or would have done: one count for each file or sheet, the problems, the batch."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from aidtrack.errors import AidtrackError
from aidtrack.importing.loading.nouns import Taken
from aidtrack.importing.problems import Origin, Problem, Problems

LeftOut = Mapping[Origin, Mapping[int, list[Problem]]]  # what is wrong with the lines that are not to be imported


@dataclass(slots=True)
class Count:
    """One line of the answer's `files`."""

    origin: Origin
    noun: str | None = None
    encoding: str | None = None
    read: int = 0
    taken: Taken = field(default_factory=Taken)
    rejected: int = 0
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Outcome:
    """`missing` is a file that could not be read at all; `only_known`: every sheet given is in the store, and nothing else is wrong."""

    counts: list[Count]
    problems: Problems
    notes: list[str]
    batch_id: int | None = None
    missing: AidtrackError | None = None
    only_known: bool = False

    @property
    def sound(self) -> bool:
        return self.problems.count == 0

    def count_rejected(self, left_out: LeftOut) -> None:
        """Every count's rows at fault; with a problem anywhere nothing is created."""
        for count in self.counts:
            count.rejected = len(self.problems.rejected.get(count.origin, ())) + len(left_out.get(count.origin, ()))
            if not self.sound:
                count.taken.created = 0
