"""What an import did, or would have done: one count for each file or sheet, the problems, the batch."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import field

from aidtrack.dataclass import dataclass
from aidtrack.errors import AidtrackError
from aidtrack.importing.loading.creating import Created
from aidtrack.importing.loading.taken import Taken
from aidtrack.importing.problems import Origin, Problem, Problems, Repeated
from aidtrack.importing.rows.skipped import Skip

LeftOut = Mapping[Origin, Mapping[int, list[Problem]]]  # what is wrong with the lines that are not to be imported
Recorded = dict[int, dict[int, Repeated]]  # by a growing sheet's number, its lines recorded before, and as what


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
    passed: dict[int, Skip] = field(default_factory=dict)  # the skipped lines of a sheet that is read several times
    of_entries: bool = False
    of_part: bool = False  # it counts one part of a wide sheet, or several
    filled: set[int] = field(default_factory=set)  # the lines that have a figure there
    notes: list[str] = field(default_factory=list)

    @property
    def created(self) -> int:
        """How many rows made something; a row of a wide sheet may make several entries."""
        return len(self.taken.lines) if self.of_part else self.taken.created

    @property
    def skipped_rows(self) -> int:
        return rows_of(self.skipped)

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
    created: list[Created] | None = None  # what rows name and the store lacked; None where nothing was to be made
    leaves_out: bool = False  # rows at fault, so that the others can be taken
    by_key: bool = False  # figures were compared with what is stored of their key

    @property
    def keeps_nothing(self) -> bool:
        """Whether there is nothing to make a batch of."""
        return self.nothing_new or self.accepts_nothing

    @property
    def accepts_nothing(self) -> bool:
        """Whether of the rows not one is left that can be imported."""
        return (
            self.sound
            and self.leaves_out
            and not any(one.created or one.taken.updated or one.unchanged for one in self.counts)
        )

    @property
    def nothing_new(self) -> bool:
        """Whether all that the sheets hold is stored."""
        taken = [count.taken for count in self.counts]
        return (
            (self.by_key or any(self.recorded) or any(one.unchanged for one in self.counts))
            and self.sound
            and not any(one.created or one.updated for one in taken)
        )

    @property
    def sound(self) -> bool:
        return self.problems.count == 0

    def count_left_out(self, left_out: LeftOut) -> None:
        """Every count's rows at fault, and those recorded before; with a problem anywhere the sound ones are held back."""
        self.leaves_out = any(left_out.values())
        for number, count in enumerate(self.counts, 1):
            recorded, without = self.recorded.get(number, {}), left_out.get(count.origin, {})
            count.read += len(recorded) + len(without)
            if not count.read:  # a fault of the header is none of a row
                continue
            rejected = self.problems.rejected.get(count.origin, {}).keys() | without.keys()
            count.rejected = len(rejected)
            count.taken.unchanged |= recorded.keys()
            count.taken.unchanged -= rejected
            count.taken.lines -= rejected
            for line in rejected & count.passed.keys():  # in another part of the sheet it is at fault
                count.skipped[count.passed[line]] -= 1
            if not self.sound:
                count.taken.created = count.taken.updated = 0
                count.taken.lines.clear()
                count.held_back = count.read - count.unchanged - count.rejected - count.skipped_rows
        self.counts = [*_joined(self.counts, self.problems, left_out)]


def rows_of(skipped: Counter[Skip]) -> int:
    """How many rows were skipped; empty figures are cells."""
    return sum(rows for skip, rows in skipped.items() if skip is not Skip.EMPTY_FIGURE)


def _joined(counts: Sequence[Count], problems: Problems, left_out: LeftOut) -> Iterator[Count]:
    """One line for each sheet and noun: of a wide sheet, whose parts were counted each, a row counts once."""
    parts: dict[tuple[Origin, str | None], list[Count]] = defaultdict(list)
    for count in counts:
        parts[count.origin, count.noun].append(count)
    for (origin, _), same in parts.items():
        one = same[0]
        if one.of_part:
            rejected = problems.rejected.get(origin, {}).keys() | left_out.get(origin, {}).keys()
            _join(one, same[1:], rejected)
        yield one


def _join(one: Count, others: Sequence[Count], rejected: Set[int]) -> None:
    """Add the other parts of a sheet to the first: a row is at fault, else made an entry, else is stored, else has no figure at all."""
    taken = one.taken
    for other in others:
        taken.created += other.taken.created
        taken.lines |= other.taken.lines
        taken.unchanged |= other.taken.unchanged
        one.filled |= other.filled
        one.notes += [note for note in other.notes if note not in one.notes]
        for skip in one.skipped.keys() | other.skipped.keys():
            both = one.skipped[skip], other.skipped[skip]
            one.skipped[skip] = sum(both) if skip is Skip.EMPTY_FIGURE else min(both)
    taken.unchanged -= taken.lines
    told = one.filled | rejected | taken.unchanged
    one.skipped[Skip.BLANK] += one.read - one.skipped_rows - len(told)
    if one.held_back:
        one.held_back = one.read - one.unchanged - one.rejected - one.skipped_rows
