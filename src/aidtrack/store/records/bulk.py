"""An act of several steps (an import, an undo): the guards step aside inside the transaction, and the same rules judge the whole at its end."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import field

from aidtrack.dataclass import dataclass
from aidtrack.ledger.carrying import ANY_HALF, UNEVEN
from aidtrack.ledger.guards import JUDGED, any_naming, suspect_rows, suspect_sums
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.records.balances import sum_new
from aidtrack.store.records.breach import Breach, broken
from aidtrack.store.schema.balances import NEW_SUMS
from aidtrack.store.schema.guarded import CAME_CLOSED, brought
from aidtrack.store.schema.noun_guards import NOUN_GUARDS
from aidtrack.store.schema.triggers import schema_on
from aidtrack.values.record import new_salt


@dataclass(slots=True)
class Act:
    """What is done while the guards step aside: its entries have ids after `last`; what nouns stated `before` it, as far as a rule asks.

    `aside` has those of a noun do so.
    """

    last: int
    before: dict[tuple[str, int], dict[str, object]] = field(default_factory=dict)
    aside: Callable[[str], None] = lambda noun: None  # in an act that changes none

    def changes(self, noun: str, id: int, before: Mapping[str, object]) -> None:
        """A row of a noun is about to change."""
        asked = [column for guard in NOUN_GUARDS if guard.noun == noun for column in guard.columns]
        if asked:
            self.aside(noun)
            self.before.setdefault((noun, id), {column: before.get(column) for column in asked})


@contextmanager
def suspended(writer: Writer, batch_id: int, expected_rows: int = 0) -> Iterator[Act]:
    """The guards are off inside, where every entry is of this batch. They are on again when the block ends well."""
    guards = schema_on(writer.engine).suspended()
    stepping = writer.engine.step_aside(writer, guards, batch_id=batch_id)
    with stepping as aside, writer.engine.growing(writer, expected_rows):
        yield Act(int(writer.value("SELECT coalesce(max(id), 0) FROM entry")), aside=aside)


def judge(writer: Writer, last: int, batch_id: int) -> list[Breach]:
    """Every rule that the entries after `last` break, judged on the final state; the balances take them in.

    A project that the batch itself brings may come closed on an unknown day and with its money: what came first is not known.
    """
    if schema_on(writer.engine).take_in_sound(writer):
        return _uneven(writer, last)
    sum_new(writer, last, batch_id)
    rows = f"(SELECT {', '.join(JUDGED)} FROM entry WHERE {brought(last, batch_id)})"
    found = []
    if _may_break(writer, last, rows):
        came_closed = {row[0] for row in writer.rows(CAME_CLOSED.format(batch=batch_id))}
        found = [
            breach
            for breach in broken(writer, rows, NEW_SUMS)
            if breach.rule != "G6" or breach.project_id not in came_closed
        ]
    schema_on(writer.engine).take_in(writer)
    writer.execute(f"DROP TABLE {NEW_SUMS}")
    return found + _uneven(writer, last)


def _may_break(writer: Writer, last: int, rows: str) -> bool:
    """Whether a rule may be broken; rows are looked at where some name others, which few do."""
    if writer.value(f"{suspect_sums(NEW_SUMS)} LIMIT 1") is not None:
        return True
    return (
        writer.value(f"{any_naming(last, NEW_SUMS)} LIMIT 1") is not None
        and writer.value(f"{suspect_rows(rows, NEW_SUMS)} LIMIT 1") is not None
    )


def _uneven(writer: Writer, last: int) -> list[Breach]:
    """Of what was carried on, the halves of which the entries after `last` leave no longer as much: no reason excuses that."""
    names = "SELECT 1 FROM entry WHERE id > :last AND (reverses_id IS NOT NULL OR corrects_id IS NOT NULL) LIMIT 1"
    if writer.value(ANY_HALF) is None or writer.value(names, {"last": last}) is None:
        return []
    rows = writer.rows(
        f"SELECT e.id, e.fund_id, e.project_id, e.village_id, abs(u.left_fen - u.came_fen) FROM ({UNEVEN}) u"
        " JOIN entry e ON e.id = u.newest WHERE e.id > :last ORDER BY e.id",
        {"last": last},
    )
    return [Breach("G4 half", id, fund, project, village, int(fen)) for id, fund, project, village, fen in rows]


def begin(writer: Writer, kind: str, *, undoes: int | None = None) -> int:
    """A new batch of a kind of `ledger/batch.py`, empty as yet; returns its id."""
    row = {"at": writer.stamp, "actor": writer.actor, "kind": kind, "undoes": undoes, "salt": new_salt()}
    return writer.insert("batch", row)


def complete(writer: Writer, batch_id: int, count: int, last: int) -> tuple[int, int]:
    """Fill in, once, what a batch came to: `count` entries, all after the id `last`; returns the first and the last of their ids."""
    of_batch = "SELECT id FROM entry WHERE id > :last AND batch_id = :batch ORDER BY id DESC LIMIT 1"
    newest = int(writer.value(of_batch, {"last": last, "batch": batch_id})) if count else last
    first_and_last = {"first_entry_id": last + 1, "last_entry_id": newest} if count else {}
    writer.update("batch", batch_id, {"entries": count, **first_and_last})
    return last + 1, newest
