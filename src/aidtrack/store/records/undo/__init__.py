"""Taking back a batch: every sum and every noun is as if it had never been, or it is refused, naming what stands in the way."""

from aidtrack.dataclass import dataclass
from aidtrack.errors import Refused
from aidtrack.ledger.closed_books import CLOSED_THROUGH
from aidtrack.locale import spoken, t
from aidtrack.store.engine.rights import CLERK, OFFICER, require
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.log.append import Chain
from aidtrack.store.log.entries_digest import recorded
from aidtrack.store.names.find import Names
from aidtrack.store.records import books, layout_changes
from aidtrack.store.records.breach import Breach
from aidtrack.store.records.bulk import Act, begin, complete, judge, suspended
from aidtrack.store.records.noun_rules import broken_without, judge_nouns
from aidtrack.store.records.noun_rules import refusal as noun_refusal
from aidtrack.store.records.others import Other
from aidtrack.store.records.rows import stored
from aidtrack.store.records.undo import broken_rules, dependents, entries, nouns
from aidtrack.store.records.undo.batch import Standing, standing

_ON_CLOSED_DAYS = f"SELECT count(*) FROM entry e WHERE e.id > :last AND e.date <= {CLOSED_THROUGH}"


@dataclass(frozen=True, slots=True)
class Undone:
    """The undoing batch; how many entries were countered; how many nouns are as before, gone, or kept because entries name them.

    `along` are entries of others that took back what goes, and went with it. `closed` is how many were countered on days that are closed.
    """

    batch_id: int
    reversed: int
    restored: int
    removed: int
    kept: int
    along: list[Other]
    closed: int


def undo(writer: Writer, batch_id: int, *, over: str | None = None) -> Undone:
    """`over` is the reason why what comes of it may break a rule. Raises Refused."""
    batch, names = standing(writer, batch_id), Names(writer)
    if writer.right == CLERK and not writer.value("SELECT aidtrack_may_undo(:batch)", {"batch": batch_id}):
        require(writer, writer.right, OFFICER)
    changed = nouns.look(writer, batch, names)
    entries.gather(writer, batch)
    if over is None and books.closed_through(writer) is not None:
        books.require_open(writer, entries.first_day(writer), t("Batch {batch} cannot be taken back", batch=batch_id))
    with writer.by_index():
        dependents.require_no_entries(writer, batch)
        dependents.require_not_taken_back(writer, batch)
        dependents.require_no_positions(writer, batch)
    undo_id = begin(writer, "undo", undoes=batch_id)
    chain = Chain(writer)
    with suspended(writer, undo_id) as act:
        back = nouns.NounsBack(writer, undo_id, names, chain, act)
        back.put_back(changed)
        layouts = layout_changes.take_back(writer, chain, batch_id, undo_id)
        dependents.require_no_nouns(writer, batch)
        breaches = _counter(writer, act, undo_id, batch, over)
        dependents.require_nothing_lives_in_what_was_merged(writer, batch, act.last)
        if breaches:
            raise broken_rules.refusal(writer, breaches, batch, undo_id)
        digest = entries.digest(writer, undo_id, act.last)
        along = entries.others_along(writer, batch, act.last)
        freed = entries.free_refs(writer, batch)
        with writer.by_index():
            back.clear()
        if not (digest.count or freed or layouts or back.restored or back.removed or back.kept):
            _require_files(writer, batch)
        _require_sound_nouns(writer, act, batch, back.gone)
        for table in (entries.GOING, dependents.BROUGHT):
            writer.execute(f"DROP TABLE {table}")
    complete(writer, undo_id, digest.count, act.last)
    after = {"undoes": batch_id, **recorded(writer, undo_id, digest)}
    chain.append("undo", "batch", undo_id, batch_id=undo_id, after=after)
    closed = int(writer.value(_ON_CLOSED_DAYS, {"last": act.last}))
    return Undone(undo_id, digest.count, back.restored, back.removed, back.kept, along, closed)


def _require_files(writer: Writer, batch: Standing) -> None:
    """Raises Refused where nothing of a batch is left to take back, unless a file can be imported again when it is undone."""
    if writer.value("SELECT 1 FROM batch_file WHERE batch_id = :batch LIMIT 1", {"batch": batch.id}) is not None:
        return
    others = ", ".join(map(str, entries.gone_with(writer, batch)))
    raise Refused(
        t("Nothing is left of batch {batch} to take back: it went when batch {others} was taken back.", batch=batch.id, others=others),
        t("Look at it: aidtrack batch show {batch}.", batch=batch.id),
    )  # fmt: skip


def _counter(writer: Writer, act: Act, undo_id: int, batch: Standing, over: str | None) -> list[Breach]:
    """Enter the counter-entries; what they break. Those that would break a rule are given the reason first, if there is one."""
    if over is not None:
        with writer.trial():
            entries.counter(writer, batch, undo_id)
            broken = entries.countered_by(writer, judge(writer, act.last, undo_id))
        entries.excuse(writer, broken, over)
    entries.counter(writer, batch, undo_id)
    return judge(writer, act.last, undo_id)


def _require_sound_nouns(writer: Writer, act: Act, batch: Standing, gone: nouns.Gone) -> None:
    said = [
        noun_refusal(writer, breach.rule, breach.noun, breach.id, stored(writer, breach.noun, breach.id) or {})
        for breach in judge_nouns(writer, act, [])
    ]
    for noun, rows in gone.items():
        stated = dict(rows)
        broken = broken_without(writer, noun, rows)
        said += [noun_refusal(writer, one.rule, noun, one.id, stated[one.id]) for one in broken]
    if said:
        raise Refused(
            t("Batch {batch} cannot be taken back: entries made since lean on it.", batch=batch.id),
            "\n".join(" ".join(map(spoken, one.args)) for one in said),
        )
