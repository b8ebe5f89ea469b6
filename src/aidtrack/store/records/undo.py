"""Taking back a whole import, or the carrying on of a fund: its entries reversed on their own dates, its nouns removed where nothing refers to them."""

from dataclasses import dataclass

from aidtrack.errors import Refused
from aidtrack.ledger.entry import ENTRY, PLACED
from aidtrack.ledger.kind import KINDS
from aidtrack.locale import spoken, t
from aidtrack.nouns import NOUNS
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.log.append import Chain
from aidtrack.store.log.digest import ROW, of_batch
from aidtrack.store.records import nouns
from aidtrack.store.records.bulk import complete, judge, suspended
from aidtrack.store.records.entries import sentence
from aidtrack.store.records.rows import stored
from aidtrack.store.schema.tables import Batch

_MOST_NAMED = 10


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back: the undoing batch, entries reversed, nouns removed and nouns that reversed entries still name."""

    batch_id: int
    reversed: int
    removed: int
    kept: int


def undo(writer: Writer, batch_id: int) -> Undone:
    """Raises Refused where the batch is unknown, undone already, or something else depends on it."""
    found = writer.rows("SELECT kind, first_entry_id, last_entry_id FROM batch WHERE id = :id", {"id": batch_id})
    if not found:
        raise Refused(t("There is no batch {batch}.", batch=batch_id), t("List them: aidtrack batch list."))
    kind, first, last = found[0]
    by = writer.value("SELECT id FROM batch WHERE undoes = :id", {"id": batch_id})
    if kind == "undo" or by is not None:
        raise Refused(
            t("Batch {batch} has been taken back already (by batch {by}).", batch=batch_id, by=by)
            if by is not None
            else t("Batch {batch} is itself the taking back of another.", batch=batch_id),
            t("To have it again, import the file again."),
        )
    _require_independent(writer, batch_id)
    undo_batch = Batch(
        at=writer.now.isoformat(timespec="microseconds"), actor=writer.actor, kind="undo", undoes=batch_id
    )
    new = writer.add(undo_batch)
    with suspended(writer, 0) as act:
        newest = act.last
        count, digest = _reverse(writer, batch_id, kind, new, first or 0, last or -1, newest)
        writer.execute(
            "DELETE FROM entry_ref WHERE entry_id IN (SELECT id FROM entry WHERE id BETWEEN :first AND :last AND batch_id = :batch)",
            {"first": first or 0, "last": last or -1, "batch": batch_id},
        )
        breaches = judge(writer, newest, new)
        if breaches:
            said = []
            for breach in breaches[:_MOST_NAMED]:
                row = writer.rows("SELECT kind, date FROM entry WHERE id = :id", {"id": breach.entry_id})[0]
                said.append(sentence(writer, breach, {"kind": row[0], "date": row[1]}))
            raise Refused(
                t("Batch {batch} cannot be taken back: entries made since lean on it.", batch=batch_id),
                "\n".join(dict.fromkeys(said)),
            )
    complete(writer, undo_batch, count, newest)
    chain = Chain(writer)
    removed, kept = _remove_nouns(writer, batch_id, kind, chain)
    chain.append(
        "undo", "batch", new, batch_id=batch_id, after={"undoes": batch_id, "entries": count, "digest": digest}
    )
    return Undone(new, count, removed, kept)


# What others' entries of one kind in one place, or to one borrower, still come to: taken back whole, they lean on nothing.
_HELD = """(SELECT sum(x.amount_fen) FROM entry x WHERE x.kind = o.kind AND x.fund_id = o.fund_id
    AND coalesce(x.project_id, 0) = coalesce(o.project_id, 0) AND coalesce(x.village_id, 0) = coalesce(o.village_id, 0)
    AND coalesce(x.household_id, 0) = coalesce(o.household_id, 0)
    AND coalesce(x.batch_id, 0) <> :batch) <> 0"""


def _require_independent(writer: Writer, batch_id: int) -> None:
    """Entries and nouns of others that refer to this batch's nouns forbid it."""
    uses: list[str] = []
    for noun in NOUNS:
        for other in (*NOUNS.values(), ENTRY):
            for field in other.fields:
                if field.refers != noun:
                    continue
                live = f" AND {_HELD}" if other is ENTRY else ""
                named = "o.kind" if other is ENTRY else "o.name"
                sql = (
                    f"SELECT {named}, o.id FROM {other.name} o JOIN {noun} n ON n.id = o.{field.column}"
                    f" WHERE n.batch_id = :batch AND coalesce(o.batch_id, 0) <> :batch{live} ORDER BY o.id LIMIT {_MOST_NAMED}"
                )
                for name, id in writer.rows(sql, {"batch": batch_id}):
                    uses.append(
                        f"{spoken(KINDS[name].label)} {id}" if other is ENTRY else f"{spoken(other.label)} {name}"
                    )
    if uses:
        listed = "、".join(dict.fromkeys(uses[:_MOST_NAMED]))
        raise Refused(
            t("Batch {batch} cannot be taken back: {uses} refer to what it brought.", batch=batch_id, uses=listed),
            t("Take those back or change them first."),
        )


def _reverse(writer: Writer, batch_id: int, kind: str, new: int, first: int, last: int, newest: int) -> tuple[int, str]:
    """One entry for each that still holds something, on its day, of what it still holds; their count and digest."""
    held = "(e.amount_fen + coalesce((SELECT sum(r.amount_fen) FROM entry r WHERE r.reverses_id = e.id), 0))"
    reason = (
        t("carrying on {batch} taken back", batch=batch_id)
        if kind == "carry"
        else t("import {batch} taken back", batch=batch_id)
    )
    picked = {
        **{name: f"e.{name}" for name in (*PLACED, "date", "payee")},
        "loan_id": "coalesce(e.loan_id, CASE WHEN e.kind = 'loan' THEN e.id END)",
        "amount_fen": f"-{held}",
        "reason": ":reason",
        "reverses_id": "e.id",
        "batch_id": "CAST(:new AS BIGINT)",
    }
    columns = [name for name in ROW if name in picked]
    sources = ", ".join(f"CAST({picked[name]} AS TEXT)" if name == "reason" else picked[name] for name in columns)
    writer.execute(
        f"INSERT INTO entry ({', '.join(columns)}) SELECT {sources} FROM entry e"
        f" WHERE e.id BETWEEN :first AND :last AND e.batch_id = :batch AND {held} <> 0"
        " AND NOT (e.reverses_id IS NOT NULL AND EXISTS"
        " (SELECT 1 FROM entry o WHERE o.id = e.reverses_id AND o.batch_id = e.batch_id)) ORDER BY e.id",
        {"reason": reason, "new": new, "first": first, "last": last, "batch": batch_id},
    )
    return of_batch(writer, new, newest + 1, int(writer.value("SELECT coalesce(max(id), 0) FROM entry")))


def _remove_nouns(writer: Writer, batch_id: int, kind: str, chain: Chain) -> tuple[int, int]:
    removed = kept = 0
    for noun in reversed(NOUNS):
        for (id,) in writer.rows(
            f"SELECT id FROM {noun} WHERE batch_id = :batch ORDER BY id DESC", {"batch": batch_id}
        ):
            if nouns.references(writer, noun, id):
                if kind == "carry":  # an empty shell: it has no budget, and holds up no other carrying
                    nouns.edit(writer, noun, id, {"budget_fen": None, "part_of_id": None}, chain=chain)
                kept += 1
                continue
            before = stored(writer, noun, id)
            writer.execute(f"DELETE FROM {noun} WHERE id = :id", {"id": id})
            chain.append("remove", noun, id, before=before, batch_id=batch_id)
            removed += 1
    return removed, kept
