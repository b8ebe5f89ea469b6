"""What the rules say to counter-entries: which entries made since lean on the batch, and what takes them back first."""

from collections.abc import Sequence

from aidtrack.errors import Refused
from aidtrack.ledger.holding import held
from aidtrack.ledger.kind import BACK, KINDS
from aidtrack.ledger.quantity import ALLOCATED, listed
from aidtrack.locale import t
from aidtrack.store.engine.connection import Connection
from aidtrack.store.records.breach import Breach, in_the_end, sentence
from aidtrack.store.records.others import MOST_NAMED, Other, commands, entries_of, named
from aidtrack.store.records.undo.batch import Standing

_COSTS_CASH = tuple(kind.name for kind in KINDS.values() if kind.cash < 0)
# What uses up what a rule limits.
_USES = {"G1": ALLOCATED.kinds, "G2": ("spending",), "G4 cut": ("spending",), "G3": _COSTS_CASH, "G4 loan": BACK}
_OF_CELL = ("G2", "G4 cut")


def refusal(connection: Connection, breaches: Sequence[Breach], batch: Standing, undo_id: int) -> Refused:
    said, since = [], []
    for breach in in_the_end(breaches)[:MOST_NAMED]:
        [(kind, date)] = connection.rows("SELECT kind, date FROM entry WHERE id = :id", {"id": breach.entry_id})
        said.append(sentence(connection, breach, {"kind": kind, "date": date}))
        since += _made_since(connection, breach, batch, undo_id)
    if since:
        said.append(
            t("Made since: {entries}. To take them back: {commands}.", entries=named(since), commands=commands(since))
        )
    return Refused(
        t("Batch {batch} cannot be taken back: entries made since lean on it.", batch=batch.id),
        "\n".join(dict.fromkeys(said)),
    )


def _made_since(connection: Connection, breach: Breach, batch: Standing, undo_id: int) -> list[Other]:
    """What still holds something; not what an undo brought back, for that is not taken back again."""
    if breach.rule == "G4 reversal":
        return _took_back_since(connection, breach, batch, undo_id)
    kinds = _USES.get(breach.rule)
    if kinds is None:
        return []
    cell = " AND coalesce(e.project_id, 0) = :project AND coalesce(e.village_id, 0) = :village"
    rows = connection.rows(
        f"""SELECT e.kind, e.id, e.batch_id FROM entry e WHERE e.id > :last AND (e.batch_id IS NULL OR e.batch_id <> :undo)
        AND e.kind IN {listed(kinds)} AND e.amount_fen > 0 AND e.fund_id = :fund{cell if breach.rule in _OF_CELL else ""}
        AND {held("e")} <> 0 AND NOT EXISTS (SELECT 1 FROM batch u WHERE u.id = e.batch_id AND u.undoes IS NOT NULL)
        ORDER BY e.id DESC LIMIT {MOST_NAMED}""",
        {"last": batch.last, "undo": undo_id, "fund": breach.fund_id, "project": breach.project_id or 0, "village": breach.village_id or 0},
    )  # fmt: skip
    return entries_of(rows)


def _took_back_since(connection: Connection, breach: Breach, batch: Standing, undo_id: int) -> list[Other]:
    """What took back the same again, when what the batch had taken back of it was gone."""
    rows = connection.rows(
        f"""WITH RECURSIVE up (id, reverses_id) AS (
            SELECT e.id, e.reverses_id FROM entry e WHERE e.id = :counter
            UNION SELECT o.id, o.reverses_id FROM up JOIN entry o ON o.id = up.reverses_id)
        SELECT r.kind, r.id, r.batch_id FROM up CROSS JOIN entry r
        WHERE r.reverses_id = up.id AND r.id > :last AND (r.batch_id IS NULL OR r.batch_id <> :undo)
        ORDER BY r.id DESC LIMIT {MOST_NAMED}""",
        {"counter": breach.entry_id, "last": batch.last, "undo": undo_id},
    )
    return entries_of(rows)
