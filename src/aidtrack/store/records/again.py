"""What a batch did that was taken back, as the command that does it again: an undo is not undone."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from aidtrack.ledger.entry import ENTRY
from aidtrack.locale import command, spoken, t
from aidtrack.nouns import NOUNS
from aidtrack.store.engine.connection import Connection
from aidtrack.store.log.personal_values import held, plain
from aidtrack.store.names.find import Names
from aidtrack.store.records.payees import payees
from aidtrack.store.records.rows import stored
from aidtrack.values import json_text
from aidtrack.values.field import Field
from aidtrack.values.money import plain_yuan
from aidtrack.values.text import safe
from aidtrack.values.words import NO_VILLAGE

_NOT_TYPED = ("kind", "reason", "reverses", "carries", "moves", "corrects", "origin")  # where an entry is corrected
_FIRST = ("allocation", "loan")  # other kinds come along with these


def again(connection: Connection, batch_id: int) -> str:
    """The sentence that says how to have again what the batch brought."""
    kind = connection.value("SELECT kind FROM batch WHERE id = :batch", {"batch": batch_id})
    names = Names(connection)
    words = {
        "carry": _carried,
        "transfer": _moved,
        "reallocate": _moved,
        "merge": _merged,
        "correct": _corrected,
        "run": _ran,
    }.get(str(kind), _unknown)(names, batch_id)
    if words is None:
        return t("To have it again, import the file again.")
    return t("To have it again: {command}.", command=safe(command(*words)))


def _ran(names: Names, batch: int) -> list[str]:
    return ["batch", "run", "FILE"]


def _unknown(names: Names, batch: int) -> None:
    return None


def _carried(names: Names, batch: int) -> list[str] | None:
    told = _own_record(names.connection, batch)
    year = names.connection.value("SELECT substr(min(date), 1, 4) FROM entry WHERE batch_id = :batch", {"batch": batch})
    if told is None or year is None:
        return None
    brought = [
        after for noun, id, _, after in _records(names.connection, batch) if (noun, id) == ("fund", told["into"])
    ]
    named = ["--name", str(brought[0]["name"])] if brought else []
    surplus = ["--surplus"] if brought and brought[0].get("source") == "surplus" else []
    return ["fund", "carry", _word(names, "fund", told["from"]), "--to", str(year), *named, *surplus]


def _moved(names: Names, batch: int) -> list[str] | None:
    found = names.connection.rows(
        """SELECT i.kind, o.fund_id, i.fund_id, o.project_id, i.project_id, o.village_id, i.village_id, i.amount_fen, i.date, o.reason
        FROM entry i JOIN entry o ON o.id = i.moves_id WHERE i.batch_id = :batch""",
        {"batch": batch},
    )
    if not found:
        return None
    kind, fund, into_fund, *cells, fen, day, reason = found[0]
    amount, rest = plain_yuan(int(fen)), ["--date", day, "--reason", reason]
    if kind == "receipt":
        return ["fund", "transfer", _word(names, "fund", fund), _word(names, "fund", into_fund), amount, *rest]
    one, other, *villages = cells
    places = [
        word
        for option, village in zip(("--from-village", "--to-village"), villages, strict=True)
        for word in (option, _word(names, "village", village) if village else spoken(NO_VILLAGE))
    ]
    projects = [_word(names, "project", project) for project in (one, other)]
    return ["reallocate", *projects, amount, "--fund", _word(names, "fund", fund), *places, *rest]


def _merged(names: Names, batch: int) -> list[str] | None:
    for noun, id, before, after in _records(names.connection, batch):
        into = after.get("same_as_id")
        if into is not None and before.get("same_as_id") is None:
            return [noun, "merge", _word(names, noun, id), _word(names, noun, into), *_why(names.connection, batch)]
    return None


def _corrected(names: Names, batch: int) -> list[str] | None:
    """A noun that was changed with what goes along with it, else the entry that was; what came along with that comes along again."""
    entries = names.connection.rows(
        "SELECT kind, corrects_id, id FROM entry WHERE batch_id = :batch AND corrects_id IS NOT NULL ORDER BY id",
        {"batch": batch},
    )
    told = _own_record(names.connection, batch) or {}
    if "edited" in told:
        return _edited(names, batch, *told["edited"])
    if not entries:
        return None
    kind, old, new = min(entries, key=lambda one: (one[0] not in _FIRST, one[2]))
    fields = (field for field in ENTRY.fields if field.name not in _NOT_TYPED)
    before, after = (stored(names.connection, ENTRY.name, id) or {} for id in (old, new))
    along = ["--with-spending"] if kind == "allocation" and len(entries) > 1 else []
    # It keeps its 流水号 where none is given, and that is in no row but the first.
    after = {**after, "ref": after["ref"] or before["ref"]}
    return [kind, "correct", str(old), *_options(names, fields, before, after), *along, *_why(names.connection, batch)]


_ALONG = {"project": ("village", "--with-entries"), "organization": ("name", "--with-texts")}


def _edited(names: Names, batch: int, noun: str, id: int) -> list[str]:
    """Where the row itself had been changed before, what it says now says what was to go along."""
    field, along = _ALONG[noun]
    found = [
        (before, after) for one, row, before, after in _records(names.connection, batch) if (one, row) == (noun, id)
    ]
    before, after = found[0] if found else ({}, stored(names.connection, noun, id) or {})
    fields = NOUNS[noun].fields if found else [NOUNS[noun].field(field)]
    return [noun, "edit", _word(names, noun, id), *_options(names, fields, before, after), along]


def _options(
    names: Names, fields: Iterable[Field], before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[str]:
    """What is to be typed so that a row which says `before` comes to say `after`, both by column."""
    for field in fields:
        value = after.get(field.column)
        if value == before.get(field.column) or field.personal:
            continue
        yield field.option
        if value is None:
            yield ""
        elif field.may_be_head:
            yield payees(names.connection).shown(str(value))
        elif field.refers is None:
            yield field.kind.export(value)
        else:
            yield str(value) if field.refers == ENTRY.name else _word(names, field.refers, int(value))


def _word(names: Names, noun: str, id: int) -> str:
    return names.choice(noun, id) if id in names.index(noun).rows else str(id)


def _why(connection: Connection, batch: int) -> list[str]:
    told = _own_record(connection, batch) or {}
    return ["--reason", str(told.get("reason", t("WHY")))]


def _own_record(connection: Connection, batch: int) -> dict[str, Any] | None:
    """What the log says of the batch itself."""
    after = connection.value(
        "SELECT after FROM audit WHERE noun = 'batch' AND object_id = :batch AND batch_id = :batch ORDER BY id",
        {"batch": batch},
    )
    return None if after is None else dict(json_text.read(after))


def _records(connection: Connection, batch: int) -> Iterator[tuple[str, int, dict[str, Any], dict[str, Any]]]:
    """(noun, id, before, after), by column without blanks, of what the batch did to nouns."""
    rows = connection.rows(
        "SELECT noun, object_id, before, after FROM audit WHERE batch_id = :batch AND noun <> 'batch' ORDER BY id",
        {"batch": batch},
    )
    known = held(connection, (text for row in rows for text in row[2:]))
    for noun, id, *ends in rows:
        before, after = ({} if end is None else plain(json_text.read(end), known) for end in ends)
        yield noun, id, before, after
