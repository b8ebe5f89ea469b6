"""`find`: where a name, a payee, a voucher, a number or an amount occurs, over everything that is recorded.

What is searched is decided by the declarations of fields: words that people write, and amounts. Personal fields are searched only in a
run that was asked, and logged, to show them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from unicodedata import normalize

from aidtrack.errors import Fault
from aidtrack.ledger.entry import ENTRY
from aidtrack.ledger.kind import KINDS
from aidtrack.nouns import NOUNS
from aidtrack.phrase import Said, Word, phrase
from aidtrack.reports.explain import Explainer
from aidtrack.reports.period import Period
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.find import Names
from aidtrack.values import kinds, personal
from aidtrack.values.field import Field, Noun
from aidtrack.values.kinds import MoneyKind
from aidtrack.values.money import parse_amount, yuan
from aidtrack.values.report import Report, Row, Table, column
from aidtrack.values.text import safe

_OF_FILE = (Field("name", "文件名", kinds.TEXT), Field("sheet", "表", kinds.TEXT))
_AROUND = 30  # characters of a long text before and behind what was found in it


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for: its spellings in small letters, and the amount in fen where it is one."""

    spellings: tuple[str, ...]
    amount: int | None

    @classmethod
    def of(cls, text: str) -> "Sought":
        spellings = dict.fromkeys(one.lower() for one in (text, normalize("NFKC", text)))
        try:
            return cls(tuple(spellings), abs(parse_amount(text)))
        except Fault:
            return cls(tuple(spellings), None)

    def within(self, field: Field, value: object) -> str | None:
        """A value as it is shown, where it is what is looked for."""
        if value is None:
            return None
        if isinstance(field.kind, MoneyKind):
            return yuan(int(str(value))) if abs(int(str(value))) == self.amount else None
        at, spelling = max((str(value).lower().find(one), one) for one in self.spellings)
        return None if at < 0 else _piece(str(value), at, len(spelling))

    def condition(self, field: Field) -> str:
        """The SQL of it, by the same rule."""
        if isinstance(field.kind, MoneyKind):
            return f"abs({field.column}) = :amount"
        return " OR ".join(f"lower({field.column}) LIKE :word{at} ESCAPE '!'" for at in range(len(self.spellings)))

    @property
    def params(self) -> dict[str, object]:
        escaped = (one.replace("!", "!!").replace("%", "!%").replace("_", "!_") for one in self.spellings)
        return {"amount": self.amount, **{f"word{at}": f"%{one}%" for at, one in enumerate(escaped)}}


def found(connection: Connection, text: str, prefix: Sequence[str], *, limit: int | None = None) -> Report:
    """Every place of a text, grouped by noun, each with the command that shows it; of each noun at most `limit` rows."""
    sought, explainer = Sought.of(text), Explainer(Names(connection), Period(), prefix)
    rows = [*_nouns(connection, sought, explainer, limit), *_entries(connection, sought, explainer, limit)]
    rows += _batches(connection, sought, explainer, limit)
    columns = [
        column("noun", "对象"), column("id", "id", "id"), column("field", "栏目"), column("text", "内容"), column("command", "查看"),
    ]  # fmt: skip
    title, notes = phrase("“{word}” occurs {count} times", word=safe(text), count=len(rows)), list[Said]()
    if not rows and personal.guarded(text) == text:
        notes.append(phrase("“{word}” occurs nowhere.", word=safe(text)))
    elif not rows:  # it may be a person's: an answer neither holds the name nor says, by masking it, that it is one
        title = phrase("Nothing found")
        notes.append(phrase("What was looked for occurs nowhere."))
    if not rows and not personal.is_revealed():
        notes.append(phrase("Names of persons were not searched; --show-personal does, and the log keeps who did."))
    return Report("find", title, [Table("found", phrase("Found"), columns, rows)], notes=notes)


def _nouns(connection: Connection, sought: Sought, explainer: Explainer, limit: int | None) -> Iterator[Row]:
    for noun in NOUNS.values():
        fields = _searched(noun, sought)
        for id, *values in _hits(connection, noun.name, fields, sought, limit):
            yield from _rows(noun.label, id, fields, values, sought, explainer.one(noun.name, id))


def _entries(connection: Connection, sought: Sought, explainer: Explainer, limit: int | None) -> Iterator[Row]:
    fields = _searched(ENTRY, sought)
    for id, *values, kind in _hits(connection, ENTRY.name, fields, sought, limit, also=", kind"):
        command = explainer.line(str(kind), "show", f"id:{id}")
        yield from _rows(KINDS[kind].label, id, fields, values, sought, command)


def _batches(connection: Connection, sought: Sought, explainer: Explainer, limit: int | None) -> Iterator[Row]:
    """The files that were imported."""
    for _, *values, batch in _hits(connection, "batch_file", _OF_FILE, sought, limit, also=", batch_id"):
        command = explainer.line("batch", "show", str(batch))
        yield from _rows(Word("batch", "批次"), batch, _OF_FILE, values, sought, command)


def _searched(noun: Noun, sought: Sought) -> list[Field]:
    """Words that people write, and amounts where an amount is looked for."""
    found = []
    for field in noun.fields:
        is_amount = isinstance(field.kind, MoneyKind)
        may = personal.is_revealed() or not field.personal
        if may and ((is_amount and sought.amount is not None) or field.is_free):
            found.append(field)
    return found


def _hits(
    connection: Connection, table: str, fields: Sequence[Field], sought: Sought, limit: int | None, *, also: str = ""
) -> list[tuple[Any, ...]]:
    """The rows in which something is found: the id, the values of the fields, and what is asked for also."""
    shown = ", ".join(field.column for field in fields)
    met = " OR ".join(sought.condition(field) for field in fields)
    most = "" if limit is None else f" LIMIT {limit}"
    return connection.rows(f"SELECT id, {shown}{also} FROM {table} WHERE {met} ORDER BY id{most}", sought.params)


def _rows(
    noun: Said, id: int, fields: Sequence[Field], values: Sequence[object], sought: Sought, command: str
) -> Iterator[Row]:
    for field, value in zip(fields, values, strict=True):
        text = sought.within(field, value)
        if text is not None:
            yield {"noun": noun, "id": id, "field": field.label, "text": safe(text), "command": command}


def _piece(text: str, at: int, length: int) -> str:
    first, last = max(at - _AROUND, 0), at + length + _AROUND
    return f"{'…' if first else ''}{text[first:last]}{'…' if last < len(text) else ''}"
