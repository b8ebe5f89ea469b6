"""The one line that says what a writing command did: 「已登记 支出 241:自筹资金 · 牙河村危房改造 · 12,345.67 元」.

It is put on the answer, whose first table's one row it tells of; the record itself is shown where it is asked for. A command that
writes declares so (`command(…, writes=True)`) and hands its answer through one of these, or through `confirmed` with its own words.
"""

from collections.abc import Iterable
from dataclasses import replace

from aidtrack.ledger.kind import KINDS
from aidtrack.nouns import NOUNS
from aidtrack.phrase import Joined, Said, listed, phrase
from aidtrack.values.money import yuan
from aidtrack.values.report import Report, Row, Table, as_int
from aidtrack.values.text import safe

_MOST_FILES = 3  # are named in a line


def recorded(answer: Report) -> Report:
    """The answer of an `add`."""
    return confirmed(answer, phrase("Recorded {what}", what=what(answer)))


def removed(answer: Report) -> Report:
    return confirmed(answer, phrase("Removed {what}", what=what(answer)))


def taken_back(answer: Report, id: int) -> Report:
    """The answer that is the entry which takes back the one with this id."""
    return confirmed(answer, phrase("Took back entry {id} by {what}", id=id, what=what(answer)))


def corrected(answer: Report, id: int, batch: int, changes: Said) -> Report:
    """The answer that is the entry which stands for the one with this id from now on; `changes` is in what they differ."""
    said = phrase("Corrected entry {id}: it is {what} now ({changes})", id=id, what=what(answer), changes=changes)
    return undoable(confirmed(answer, said), batch)


def only_tried(answer: Report) -> Report:
    """The answer of a dry run, which is shown whole."""
    return replace(answer, confirmation=None, notes=[*answer.notes, phrase("Nothing was written: this was a dry run.")])


def changed(answer: Report, fields: Iterable[Said]) -> Report:
    """The answer of an `edit` of these fields, by their labels."""
    return confirmed(answer, phrase("Changed {what} ({fields})", what=what(answer), fields=Joined(tuple(fields))))


def along(answer: Report, said: Said, batch: int | None) -> Report:
    """The answer of an `edit` with what is said of the entries that were to go along; they did in this batch, if any did."""
    answer = replace(answer, notes=[*answer.notes, said])
    return answer if batch is None else undoable(answer, batch)


def unchanged(answer: Report) -> Report:
    """The answer of an `edit` after which the row says what it said before: nothing was written."""
    return confirmed(answer, phrase("Nothing changed: {what} says so already", what=what(answer)))


def step_taken(answer: Report, step: Said) -> Report:
    """The answer is the project, as `project advance` leaves it."""
    return confirmed(
        answer, phrase("Recorded the step “{step}” of project “{project}”", step=step, project=answer.title)
    )


def carried(answer: Report) -> Report:
    """The answer of `fund carry`."""
    [row] = answer.tables[0].rows
    said = phrase(
        "Carried on {amount} yuan from “{fund}” into “{into}”",
        amount=yuan(as_int(row["cash"]) or 0), fund=safe(str(row["fund"])), into=safe(str(row["into"])),
    )  # fmt: skip
    return confirmed(answer, said)


def setting(answer: Report, *, changed: bool) -> Report:
    """The answer is one setting, which was changed or is already what it was to be."""
    [row] = answer.tables[0].rows
    name, value = row["name"], safe(str(row["value"]))
    if not changed:
        return confirmed(
            answer, phrase("Nothing changed: the setting {name} is {value} already", name=name, value=value)
        )
    return confirmed(answer, phrase("Changed the setting {name}: {value}", name=name, value=value))


def imported(answer: Report, batch: int | None) -> Report:
    """The answer of an import that was sound; without a batch there was nothing new in it."""
    if batch is None:
        return confirmed(answer, phrase("Nothing in it is new; nothing was imported."))
    rows = answer.tables[0].rows
    files = [*dict.fromkeys(safe(str(row["file"])) for row in rows)]
    named = listed(files) if len(files) <= _MOST_FILES else phrase("{count} files", count=len(files))
    new, changed, same, left_out = (
        sum(as_int(row[name]) or 0 for row in rows) for name in ("created", "updated", "unchanged", "rejected")
    )
    counts = [phrase("{count} new", count=new)]
    counts += [phrase("{count} changed", count=changed)] if changed else []
    counts += [phrase("{count} unchanged", count=same)] if same else []
    counts += [phrase("{count} left out", count=left_out)] if left_out else []
    said = phrase("Imported {files} as batch {batch}: {counts}", files=named, batch=batch, counts=listed(counts))
    return undoable(confirmed(answer, said), batch)


def undoable(answer: Report, batch: int) -> Report:
    """An answer with the command that takes back what was done."""
    return replace(answer, undoing=phrase("To take that back: aidtrack batch undo {batch}.", batch=batch))


def confirmed(answer: Report, said: Said) -> Report:
    """An answer with the line that stands for it."""
    return replace(answer, confirmation=said)


def what(answer: Report) -> Said:
    """What the first table's one row is: an entry by its place and its amount, a noun by its name and what tells it from others."""
    table = answer.tables[0]
    [row] = table.rows
    words = _of_entry(row) if answer.report in KINDS else _of_noun(table, row)
    return phrase("{kind} {id}: {words}", kind=table.title, id=row["id"], words=Joined(words, " · "))


def _of_entry(row: Row) -> tuple[Said, ...]:
    place = "project" if row["project"] is not None else "village"
    named = [safe(str(row[part])) for part in ("fund", place, "household") if row[part] is not None]
    return *named, phrase("{amount} yuan", amount=yuan(as_int(row["amount"]) or 0))


def _of_noun(table: Table, row: Row) -> tuple[Said, ...]:
    key = NOUNS[table.name].key
    parts = ["name", *(part for part in key if part != "name" and row[part] is not None)]
    return tuple(table.labels.get(part, {}).get(str(row[part]), safe(str(row[part]))) for part in parts)
