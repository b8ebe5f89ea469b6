"""What `NOUN merge` answers: which row became which, what went along, and every entry of it."""

from aidtrack.nouns import NOUNS
from aidtrack.phrase import Joined, Said, listed, phrase
from aidtrack.reports.confirmed import confirmed, only_tried, undoable
from aidtrack.reports.entries import of_batch
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.find import Names
from aidtrack.store.records.mergeable import Merged
from aidtrack.store.records.rows import name_of
from aidtrack.values.money import yuan
from aidtrack.values.report import Report, Row, Table, column
from aidtrack.values.text import key, safe


def merged(connection: Connection, done: Merged, *, dry_run: bool) -> Report:
    """In a dry run it is taken back after this was read."""
    noun = NOUNS[done.noun]
    one, other = _called(connection, done)
    filled = [noun.field(name).label for name in done.filled]
    row: Row = {
        "from": str(done.before[0]["name"]), "into": str(done.before[1]["name"]),
        "entries": done.entries, "moved": done.moved, "references": done.references,
        "filled": Joined(tuple(filled)) if filled else None, "batch": None if dry_run else done.batch_id,
    }  # fmt: skip
    shown = [
        column("from", "合并前"), column("into", "合并到"), column("entries", "流水数", "count"),
        column("moved", "改村流水数", "count"),
        column("references", "其他记录数", "count"), column("filled", "补全字段"), column("batch", "批次", "id"),
    ]  # fmt: skip
    table = Table("merge", phrase("Merged"), shown, [row], single=True)
    tables = [table, of_batch(connection, done.batch_id)] if done.entries else [table]
    taken = (
        [
            phrase(
                "Of what “{other}” left blank, it takes from “{one}”: {fields}.",
                one=one,
                other=other,
                fields=Joined(tuple(filled)),
            )
        ]
        if filled
        else []
    )
    if done.texts:
        where = listed(
            phrase("{noun} {count}", noun=NOUNS[one].label, count=count) for one, count in done.texts.items()
        )
        taken.append(
            phrase("Rows that named “{one}” as text say “{other}” now: {where}.", one=one, other=other, where=where)
        )
    answer = Report("merge", phrase("Merged"), tables, notes=[*taken, *_budgets(done, one, other)])
    return (
        only_tried(answer)
        if dry_run
        else confirmed(undoable(answer, done.batch_id), _said(connection, done, one, other))
    )


def _called(connection: Connection, done: Merged) -> tuple[str, str]:
    """Both by their names; where these are one, by their paths."""
    one, other = (str(values["name"]) for values in done.before)
    if key(one) == key(other):
        names = Names(connection)
        one, other = names.path(done.noun, done.from_id), names.path(done.noun, done.into_id)
    return safe(one), safe(other)


def _said(connection: Connection, done: Merged, one: str, other: str) -> Said:
    words = {
        "noun": NOUNS[done.noun].label, "one": one, "other": other, "entries": done.entries, "references": done.references,
    }  # fmt: skip
    if not done.moved:
        return phrase(
            "Merged the {noun} “{one}” into “{other}”: entries recorded anew: {entries}, other rows moved: {references}",
            **words,
        )
    former, village = (name_of(connection, "village", values["village_id"]) for values in done.before)
    return phrase(
        "Merged the {noun} “{one}” into “{other}”: entries recorded anew: {entries}, of them in village “{village}”"
        " instead of “{former}”: {moved}, other rows moved: {references}", **words, moved=done.moved, former=former, village=village,
    )  # fmt: skip


def _budgets(done: Merged, one: str, other: str) -> list[Said]:
    """Two stated budgets may be one that was entered twice, or two: they are never added by themselves."""
    [from_, into] = (values.get("budget_fen") for values in done.before)
    if from_ is None or into is None:
        return []
    said = phrase(
        "The budgets are not added: “{one}” stated {from_budget} yuan, “{other}” states {into_budget} yuan.",
        one=one, from_budget=yuan(from_), other=other, into_budget=yuan(into),
    )  # fmt: skip
    return [said]
