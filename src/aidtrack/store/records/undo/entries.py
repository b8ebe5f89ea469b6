"""A batch's entries taken back: each on its own day, so that no report of any day holds anything of them.

What took an entry of the batch back or corrected it, and what did so to that in turn, makes no sense without it: it goes along,
whoever recorded it. What the batch itself had taken back of others lives again, and is judged like a new entry of its day. Each entry that goes gets
a counter-entry of its whole amount, whatever it still held: so none of the tree has anything left that could be taken back or
revived, and batches can be taken back in any order.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import cast

from aidtrack.ledger.digest import ROW, Digest
from aidtrack.ledger.entry import PLACED
from aidtrack.locale import t
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.log.entries_digest import of_batch
from aidtrack.store.records.breach import Breach
from aidtrack.store.records.others import Other
from aidtrack.store.records.undo.batch import Standing
from aidtrack.store.schema.triggers import schema_on

GOING = "going"  # the temporary table of the entries that go
# What an entry adds to the sums by itself: nothing where an undo has countered it already.
_OWN_FEN = """(e.amount_fen + coalesce((SELECT sum(c.amount_fen) FROM entry c JOIN batch u ON u.id = c.batch_id
    WHERE c.reverses_id = e.id AND u.undoes IS NOT NULL), 0))"""
# Whether entry e went along when what it took back or corrected, or what that took back or corrected, was undone; its batch is older than that undo.
_GONE_ALREADY = """(CASE WHEN e.reverses_id IS NULL AND e.corrects_id IS NULL THEN 0 ELSE (
    WITH RECURSIVE above (leans_on, batch_id) AS (
        SELECT coalesce(o.reverses_id, o.corrects_id), o.batch_id FROM entry o WHERE o.id = coalesce(e.reverses_id, e.corrects_id)
        UNION SELECT coalesce(o.reverses_id, o.corrects_id), o.batch_id FROM above JOIN entry o ON o.id = above.leans_on)
    SELECT count(*) FROM above JOIN batch u ON u.undoes = above.batch_id WHERE u.id > e.batch_id) END)"""


_TAKEN_BACK: Mapping[str, Callable[[int], str]] = {
    "import": lambda batch: t("import {batch} taken back", batch=batch),
    "carry": lambda batch: t("carrying on {batch} taken back", batch=batch),
    "transfer": lambda batch: t("moving money {batch} taken back", batch=batch),
    "reallocate": lambda batch: t("moving money {batch} taken back", batch=batch),
    "correct": lambda batch: t("correction {batch} taken back", batch=batch),
    "merge": lambda batch: t("merging {batch} taken back", batch=batch),
    "run": lambda batch: t("run {batch} taken back", batch=batch),
}


def gather(writer: Writer, batch: Standing) -> None:
    """Make the temporary table GOING: the batch's entries, and whatever takes them back or corrects them, over the whole tree."""
    writer.execute(f"CREATE TEMPORARY TABLE {GOING} (id BIGINT PRIMARY KEY, step INTEGER NOT NULL, over TEXT)")
    writer.execute(
        f"INSERT INTO {GOING} (id, step) SELECT e.id, 0 FROM entry e"
        f" WHERE e.id BETWEEN :first AND :last AND e.batch_id = :batch AND {_GONE_ALREADY} = 0",
        {"first": batch.first, "last": batch.last, "batch": batch.id},
    )
    writer.analyze(GOING)
    further = """INSERT INTO {GOING} (id, step)
        SELECT r.id, g.step + 1 FROM {GOING} g CROSS JOIN entry r
        WHERE g.step = :step AND r.{link}_id = g.id AND NOT EXISTS (SELECT 1 FROM {GOING} k WHERE k.id = r.id)"""
    step = 0
    while sum(
        writer.execute(further.format(link=link, GOING=GOING), {"step": step}).rowcount
        for link in ("reverses", "corrects")
    ):
        step += 1


# What goes, each with the reason it is given and what is countered of it.
_COUNTERED = f"""(SELECT e.*, g.over AS excuse, {_OWN_FEN} AS own_fen FROM {GOING} g CROSS JOIN entry e
    LEFT JOIN batch b ON b.id = e.batch_id WHERE e.id = g.id AND b.undoes IS NULL)"""


def counter(writer: Writer, batch: Standing, undo_id: int) -> None:
    """Enter, in the batch that undoes, the opposite of every entry that goes."""
    reason = _TAKEN_BACK[batch.kind](batch.id)
    picked = {
        **{name: f"e.{name}" for name in (*PLACED, "date", "payee")},
        "loan_id": "coalesce(e.loan_id, CASE WHEN e.kind = 'loan' THEN e.id END)",
        "amount_fen": "-e.own_fen",
        "reason": "CAST(:reason AS TEXT)",
        "over": "e.excuse",
        "reverses_id": "e.id",
        "batch_id": "CAST(:undo AS BIGINT)",
    }
    columns = [name for name in ROW if name in picked]
    count = int(writer.value(f"SELECT count(*) FROM {GOING}"))
    # What countered each of them already is few, whatever a server knows of a table that has just grown.
    with writer.engine.growing(writer, count), writer.by_index():
        writer.execute(
            f"""INSERT INTO entry ({", ".join(columns)}) SELECT {", ".join(picked[name] for name in columns)}
            FROM {_COUNTERED} e WHERE e.own_fen <> 0 ORDER BY e.id""",
            {"reason": reason, "undo": undo_id},
        )


def first_day(writer: Writer) -> str | None:
    """The first day on which something is countered; None where nothing is."""
    return cast("str | None", writer.value(f"SELECT min(e.date) FROM {_COUNTERED} e WHERE e.own_fen <> 0"))


def countered_by(writer: Writer, breaches: Iterable[Breach]) -> list[int]:
    """The entries whose counter-entries break a rule."""
    sql = "SELECT reverses_id FROM entry WHERE id = :id"
    return [int(writer.value(sql, {"id": id})) for id in {breach.entry_id for breach in breaches}]


def excuse(writer: Writer, entry_ids: Iterable[int], over: str) -> None:
    """From now on these entries are countered with a reason for breaking a rule."""
    for id in entry_ids:
        writer.execute(f"UPDATE {GOING} SET over = :over WHERE id = :id", {"over": over, "id": id})


def others_along(writer: Writer, batch: Standing, last: int) -> list[Other]:
    """What went along though it is not of the batch: the entries countered after the id `last`."""
    rows = writer.rows(
        "SELECT o.kind, o.id, o.batch_id FROM entry c CROSS JOIN entry o"
        " WHERE c.id > :last AND o.id = c.reverses_id AND (o.batch_id IS NULL OR o.batch_id <> :batch) ORDER BY o.id",
        {"last": last, "batch": batch.id},
    )
    return [Other(kind, str(id), batch) for kind, id, batch in rows]


def gone_with(writer: Writer, batch: Standing) -> list[int]:
    """The other batches whose taking back took entries of this one along."""
    rows = writer.rows(
        """SELECT DISTINCT u.undoes FROM entry e JOIN entry c ON c.reverses_id = e.id JOIN batch u ON u.id = c.batch_id
        WHERE e.id BETWEEN :first AND :last AND e.batch_id = :batch AND u.undoes IS NOT NULL ORDER BY u.undoes""",
        {"first": batch.first, "last": batch.last, "batch": batch.id},
    )
    return [row[0] for row in rows]


def free_refs(writer: Writer, batch: Standing) -> int:
    """The batch's 流水号 can be given again; how many there were."""
    return schema_on(writer.engine).free_refs(writer, batch.id, batch.first, batch.last)


def digest(writer: Writer, undo_id: int, last: int) -> Digest:
    """That of the counter-entries, all after the id `last`."""
    return of_batch(writer, undo_id, last + 1, int(writer.value("SELECT coalesce(max(id), 0) FROM entry")))
