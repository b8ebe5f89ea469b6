"""What an import did, or would have done: one count for each file or sheet, the problems, the batch."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from aidtrack.errors import AidtrackError
from aidtrack.importing.loading.nouns import Taken
from aidtrack.importing.problems import Origin, Problem, Problems, Repeated
from aidtrack.importing.rows.skipped import Skip

LeftOut = Mapping[Origin, Mapping[int, list[Problem]]]  # what is wrong with the lines that are not to be imported
Recorded = dict[Origin, dict[int, Repeated]]  # the lines of a growing sheet that were recorded before, and as what


@dataclass(slots=True)
class Count:
    """One line of the answer's `files`: `read` are the rows that hold anything, each of which is one of the others (SHEETS 30)."""

    origin: Origin
    noun: str | None = None
    encoding: str | None = None
    read: int = 0
    taken: Taken = field(default_factory=Taken)
    rejected: int = 0
    held_back: int = 0  # sound rows of an import that is refused for others
    skipped: Counter[Skip] = field(default_factory=Counter)
    of_entries: bool = False
    notes: list[str] = field(default_factory=list)

    @property
    def skipped_rows(self) -> int:
        return sum(rows for skip, rows in self.skipped.items() if skip is not Skip.EMPTY_FIGURE)

    @property
    def unchanged(self) -> int:
        return len(self.taken.unchanged)


@dataclass(slots=True)
class Outcome:
    """`missing` is a file that could not be read at all; `only_known`: every sheet given is in the store, and nothing else is wrong.

    What is `recorded` already of sheets that grow is known at the end of a pass: the next one leaves it out.
    """

    counts: list[Count]
    problems: Problems
    notes: list[str]
    batch_id: int | None = None
    missing: AidtrackError | None = None
    only_known: bool = False
    recorded: Recorded = field(default_factory=dict)

    @property
    def nothing_new(self) -> bool:
        """Whether sheets that grow have not grown."""
        taken = [count.taken for count in self.counts]
        return bool(self.recorded) and self.sound and not any(one.created or one.updated for one in taken)

    @property
    def sound(self) -> bool:
        return self.problems.count == 0

    def count_left_out(self, left_out: LeftOut) -> None:
        """Every count's rows at fault, and those recorded before; with a problem anywhere the sound ones are held back."""
        for count in self.counts:
            recorded, without = self.recorded.get(count.origin, {}), left_out.get(count.origin, {})
            count.read += len(recorded) + len(without)
            if not count.read:  # a fault of the header is none of a row
                continue
            rejected = self.problems.rejected.get(count.origin, {}).keys() | without.keys()
            count.rejected = len(rejected)
            count.taken.unchanged |= recorded.keys()
            count.taken.unchanged -= rejected
            if not self.sound:
                count.taken.created = count.taken.updated = 0
                count.held_back = count.read - count.unchanged - count.rejected - count.skipped_rows
