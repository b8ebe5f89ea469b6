"""Rows of an import that repeat what is recorded, or what another of its sheets holds (`ledger/equality.py`), matched by number.

Of the rows of a sheet that equal each other as many are repetitions as are recorded already or stand in a sheet before it: where two
are recorded and three come, one is new.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set

from aidtrack.dataclass import dataclass
from aidtrack.importing.problems import Repeated
from aidtrack.ledger.kind import KINDS
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.records.equal_entries import Equal, Reworded, equal_entries

Used = Mapping[int, Set[Repeated]]  # by sheet, what rows of it that are not read now were matched with already


@dataclass(frozen=True, slots=True)
class Repetition:
    """A row, by the number of its sheet and its line, that repeats another."""

    file_no: int
    line: int
    of: Repeated
    entry_id: int  # the one it equals; `of` may be what that was corrected to


def repetitions(
    writer: Writer, last: int, kinds: Mapping[int, Set[str]], used: Used, parts: Mapping[int, int], by_key: Set[int]
) -> tuple[list[Repetition], list[Reworded]]:
    """Every repetition among the entries after the id `last`, in order, and what is likely a recorded one in other words; `kinds` are those
    that each sheet holds.

    Sheets `by_key` repeat nothing by themselves: a row of another may repeat one of theirs. `parts` are the first parts of wide sheets, by the number of each: two figures of one row are two.
    """
    # What was corrected is there once, whatever it was at first: groups of what it is now come first.
    every = asked(kinds, by_key)
    equals, likely = equal_entries(writer, last, _before(writer, every), _in_several(kinds, every))
    groups = sorted(equals, key=lambda group: any(one.stands_for != one.id for one in group if not one.sheet))
    gone = defaultdict(set, {sheet: set(repeated) for sheet, repeated in used.items()})
    found = [one for group in groups for one in _matched(group, gone, parts)]
    matched = [one for one in found if one.file_no not in by_key]
    reworded = [one for one in likely if one.new.sheet not in by_key]
    return (
        sorted(matched, key=lambda one: (one.file_no, one.line)),
        sorted(reworded, key=lambda one: (one.new.sheet, one.new.line)),
    )


def asked(kinds: Mapping[int, Set[str]], by_key: Set[int]) -> list[str]:
    """The kinds of the rows that may repeat something."""
    return sorted(set().union(*(held for file_no, held in kinds.items() if file_no not in by_key)))


def _before(writer: Writer, every: Sequence[str]) -> list[str]:
    """Those of the kinds that something recorded before has; the balances do not know the new ones yet."""
    known = "SELECT 1 FROM fund_balance WHERE {balance}_fen IS NOT NULL LIMIT 1"
    return [kind for kind in every if writer.value(known.format(balance=KINDS[kind].balance)) is not None]


def _in_several(kinds: Mapping[int, Set[str]], every: Sequence[str]) -> list[str]:
    """Those of the kinds that more than one sheet holds."""
    return [kind for kind in every if sum(kind in held for held in kinds.values()) > 1]


def _matched(equals: Sequence[Equal], gone: dict[int, set[Repeated]], parts: Mapping[int, int]) -> Iterator[Repetition]:
    """The repetitions of one group, sheet by sheet; what is recorded and matched is `gone` for the other rows of the sheet, what a sheet has more of than all before it is there for those after it."""
    there = [*{one.stands_for: one for one in equals if not one.sheet}.values()]
    for sheet in sorted({one.sheet for one in equals} - {0}):
        free = [
            one
            for one in there
            if gone[sheet].isdisjoint(((0, one.id), _place(one)))
            and (not one.sheet or parts.get(one.sheet) != parts.get(sheet, 0))
        ]
        rows = [one for one in equals if one.sheet == sheet]
        for row in sorted(rows, key=lambda row: row.ref is None):  # those with a 流水号 match the fewest
            other = next((one for one in free if row.ref is None or one.ref in (None, row.ref)), None)
            if other is None:
                there.append(row)
            else:
                free.remove(other)
                if not other.sheet:
                    gone[sheet].add(_place(other))
                yield Repetition(sheet, row.line, _place(other), other.id)


def _place(one: Equal) -> Repeated:
    return (one.sheet, one.line) if one.sheet else (0, one.stands_for)
