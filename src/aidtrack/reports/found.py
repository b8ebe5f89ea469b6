"""`find`: where a name, a payee, a voucher, a number or an amount occurs, over everything that is recorded.

What is searched is decided by the declarations of fields: words that people write, and amounts. Personal fields are searched only in a
run that was asked, and logged, to show them.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import Any
from unicodedata import normalize

from aidtrack.dataclass import dataclass
from aidtrack.errors import Fault
from aidtrack.ledger.correcting import newest
from aidtrack.ledger.entry import ENTRY
from aidtrack.ledger.kind import KINDS
from aidtrack.nouns import NOUNS
from aidtrack.phrase import Said, Word, phrase
from aidtrack.reports.explain import Explainer
from aidtrack.reports.period import Period
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.find import Names
from aidtrack.store.records.payees import payees
from aidtrack.values import kinds, personal
from aidtrack.values.field import Field, Noun
from aidtrack.values.kinds import MoneyKind
from aidtrack.values.money import parse_amount, yuan
from aidtrack.values.report import Report, Row, Table, column
from aidtrack.values.stream import Stream
from aidtrack.values.text import safe

_OF_FILE = (Field("name", "文件名", kinds.TEXT), Field("sheet", "表", kinds.TEXT))
_OF_STORY = ("ref", "origin")  # what all entries of a story go by
_STANDING = f"""SELECT n.id, n.kind, o.ref, o.origin FROM (
        SELECT e.id, e.ref, e.origin, {newest("e.id")} AS now FROM entry e
        WHERE e.id IN (SELECT c.corrects_id FROM entry c WHERE c.corrects_id IS NOT NULL) AND (e.ref IS NOT NULL OR e.origin IS NOT NULL)) o
    JOIN entry n ON n.id = o.now WHERE o.now <> o.id"""
_HELD = 10_000  # places that are in hand at once
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

    def condition(self, field: Field, sql: str) -> str:
        """The SQL of it, by the same rule, over the SQL of the value."""
        if isinstance(field.kind, MoneyKind):
            return f"abs({sql}) = :amount"
        return " OR ".join(f"lower({sql}) LIKE :word{at} ESCAPE '!'" for at in range(len(self.spellings)))

    @property
    def params(self) -> dict[str, object]:
        escaped = (one.replace("!", "!!").replace("%", "!%").replace("_", "!_") for one in self.spellings)
        return {"amount": self.amount, **{f"word{at}": f"%{one}%" for at, one in enumerate(escaped)}}


def found(connection: Connection, text: str, prefix: Sequence[str], *, limit: int | None = None) -> Report:
    """Every place of a text, grouped by noun, each with the command that shows it; of each noun those of at most `limit` rows.

    Many places are read again while they are shown, and not held.
    """
    sought, explainer = Sought.of(text), Explainer(Names(connection), Period(), prefix)
    looks = [*_nouns(sought, explainer), *_entries(sought, explainer), _batches(sought, explainer)]

    def read() -> Iterator[Row]:
        return (row for look in looks for row in look.rows(connection, limit))

    rows: Sequence[Row] = [*islice(read(), _HELD if limit is None else None)]
    count = len(rows)
    if limit is not None or count == _HELD:
        count = sum(look.count(connection) for look in looks)
    if limit is None and count > len(rows):
        rows = Stream(count, read)
    columns = [
        column("noun", "对象"), column("id", "id", "id"), column("field", "栏目"), column("text", "内容"), column("command", "查看"),
    ]  # fmt: skip
    title, notes = phrase("“{word}” occurs {count} times", word=safe(text), count=count), list[Said]()
    if count > len(rows):
        notes.append(phrase("{count} of them are listed (--limit).", count=len(rows)))
    if not rows and personal.guarded(text) == text:
        notes.append(phrase("“{word}” occurs nowhere.", word=safe(text)))
    elif not rows:  # it may be a person's: an answer neither holds the name nor says, by masking it, that it is one
        title = phrase("Nothing found")
        notes.append(phrase("What was looked for occurs nowhere."))
    if not rows and not personal.is_revealed():
        notes.append(phrase("Names of persons were not searched; --show-personal does, and the log keeps who did."))
    return Report("find", title, [Table("found", phrase("Found"), columns, rows)], notes=notes)


@dataclass(frozen=True, slots=True)
class Look:
    """One table in which is looked: its `fields`, and by an id (and what is asked for `also`) the noun and the command of a row."""

    sought: Sought
    table: str
    fields: Sequence[Field]
    shown: Callable[..., tuple[Said, int, str]]
    also: str = ""

    def rows(self, connection: Connection, limit: int | None) -> Iterator[Row]:
        """Each field in which it is found, of at most `limit` rows."""
        cells, params = self._cells(connection)
        columns = ", ".join(("id", *cells)) + self.also
        most = "" if limit is None else f" LIMIT {limit}"
        met = " OR ".join(map(self.sought.condition, self.fields, cells))
        hits = connection.stream(f"SELECT {columns} FROM {self.table} WHERE {met} ORDER BY id{most}", params)
        return (row for hit in hits for row in self._found(hit))

    def _found(self, hit: Sequence[Any]) -> Iterator[Row]:
        id, *values = hit
        noun, number, command = self.shown(id, *values[len(self.fields) :])
        for field, value in zip(self.fields, values, strict=False):
            text = self.sought.within(field, value)
            if text is not None:
                yield {"noun": noun, "id": number, "field": field.label, "text": safe(text), "command": command}

    def count(self, connection: Connection) -> int:
        """In how many fields it is found, of all rows."""
        cells, params = self._cells(connection)
        met = [f"CASE WHEN {one} THEN 1 ELSE 0 END" for one in map(self.sought.condition, self.fields, cells)]
        return int(connection.value(f"SELECT sum({' + '.join(met)}) FROM {self.table}", params) or 0)

    def _cells(self, connection: Connection) -> tuple[list[str], dict[str, object]]:
        """The SQL of each field as it is shown, and the parameters of all."""
        known = payees(connection)
        shown = [known.shown_sql(field, field.column) for field in self.fields]
        return [sql for sql, _ in shown], {
            **self.sought.params,
            **{name: value for _, params in shown for name, value in params.items()},
        }


def _nouns(sought: Sought, explainer: Explainer) -> Iterator[Look]:
    for noun in NOUNS.values():
        fields = _searched(noun, sought)
        if fields:
            yield Look(sought, noun.name, fields, partial(_noun, noun, explainer))


def _noun(noun: Noun, explainer: Explainer, id: int) -> tuple[Said, int, str]:
    return noun.label, id, explainer.one(noun.name, id)


def _entries(sought: Sought, explainer: Explainer) -> Iterator[Look]:
    """The entries; and what stands now for one that was corrected, which is found by the 流水号 of that one."""

    def shown(id: int, kind: str) -> tuple[Said, int, str]:
        return KINDS[kind].label, id, explainer.line(kind, "show", f"id:{id}")

    fields = _searched(ENTRY, sought)
    yield Look(sought, ENTRY.name, fields, shown, ", kind")
    if named := [field for field in fields if field.name in _OF_STORY]:
        yield Look(sought, f"({_STANDING}) standing", named, shown, ", kind")


def _batches(sought: Sought, explainer: Explainer) -> Look:
    """The files that were imported."""

    def shown(_: int, batch: int) -> tuple[Said, int, str]:
        return Word("batch", "批次"), batch, explainer.line("batch", "show", str(batch))

    return Look(sought, "batch_file", _OF_FILE, shown, ", batch_id")


def _searched(noun: Noun, sought: Sought) -> list[Field]:
    """Words that people write, and amounts where an amount is looked for."""
    found = []
    for field in noun.fields:
        is_amount = isinstance(field.kind, MoneyKind)
        may = personal.is_revealed() or not field.personal
        if may and ((is_amount and sought.amount is not None) or field.is_free):
            found.append(field)
    return found


def _piece(text: str, at: int, length: int) -> str:
    first, last = max(at - _AROUND, 0), at + length + _AROUND
    return f"{'…' if first else ''}{text[first:last]}{'…' if last < len(text) else ''}"
