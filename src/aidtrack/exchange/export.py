"""`export`: a noun's rows under the headers that import reads back, whatever the kind of file."""

from collections.abc import Callable, Iterator, Sequence

from aidtrack.dataclass import dataclass
from aidtrack.ledger.entry import ENTRY, fields_of
from aidtrack.ledger.kind import KINDS
from aidtrack.locale import language
from aidtrack.nouns import NOUNS
from aidtrack.nouns.layout import LAYOUT
from aidtrack.phrase import Joined, Said, Word, english
from aidtrack.store.engine.collections import SPAN
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.find import Names
from aidtrack.store.records.layouts import every, headers_spelled
from aidtrack.store.records.origins import Origins, origins
from aidtrack.store.records.payees import payees
from aidtrack.store.records.relation import relation
from aidtrack.values import personal
from aidtrack.values.field import Field, Noun
from aidtrack.values.kinds import MoneyKind, Value, WordKind
from aidtrack.values.row_origin import OFFICE, ROW_ORIGIN
from aidtrack.values.words import NO_VILLAGE

EVERYTHING = (*NOUNS, ENTRY.name, LAYOUT.name)


@dataclass(frozen=True, slots=True)
class Table:
    """A noun's fields and rows; a cell is as stored (money in fen), what names something else is that thing's words."""

    name: str
    noun: Noun
    fields: tuple[Field, ...]
    rows: Callable[[], Iterator[Sequence[Value]]]
    count: int

    @property
    def label(self) -> str:
        """The word that says what the sheet holds."""
        return readable(KINDS[self.name].label if self.name in KINDS else self.noun.label)


def table(connection: Connection, name: str) -> Table:
    """A noun ("entry" is all kinds), one kind of entry, or the layouts."""
    if name == LAYOUT.name:
        return _layouts(connection)
    noun = NOUNS.get(name, ENTRY)
    where = " WHERE o.kind = :kind" if name in KINDS else " WHERE o.same_as_id IS NULL" if noun.merges else ""
    params: dict[str, object] = {"kind": name} if name in KINDS else {}
    fields = fields_of(name if name in KINDS else None) if noun is ENTRY else (*noun.fields, ROW_ORIGIN)
    if connection.parts is not None:
        fields = (OFFICE, *fields)
    count = int(connection.value(f"SELECT count(*) FROM {noun.name} o{where}", params))
    return Table(name, noun, fields, lambda: _rows(connection, noun, fields, where, params), count)


def _layouts(connection: Connection) -> Table:
    kept = every(connection)
    rows = [(one.name, one.content, headers_spelled(one.headers)) for one in kept]
    return Table(LAYOUT.name, LAYOUT, LAYOUT.fields, lambda: iter(rows), len(kept))


def readable(said: Said) -> str:
    """A word as import reads it back: Chinese where that is spoken, else English, whatever the language of this run."""
    if isinstance(said, Joined):
        return (said.by or "、").join(map(readable, said.parts))
    return said.chinese if isinstance(said, Word) and language() == "zh" else english(said)


def spelled(field: Field, cell: Value) -> str:
    """A cell as text that import reads back: money in yuan, stored words as it reads them."""
    if cell is None:
        return ""
    if isinstance(field.kind, WordKind):
        return readable(field.kind.label(str(cell)))
    return str(cell) if field.refers else field.kind.export(cell)


def header(field: Field) -> str:
    """Our word, in Chinese with the unit beside money."""
    word = readable(field.label)
    return f"{word}（元）" if isinstance(field.kind, MoneyKind) and word == field.zh else word


def _rows(
    connection: Connection, noun: Noun, fields: Sequence[Field], where: str, params: dict[str, object]
) -> Iterator[Sequence[Value]]:
    names = Names(connection)
    known: dict[tuple[str, int], str] = {}
    heads = payees(connection)
    masks = heads.hidden
    codes = connection.parts or {}

    def named(field: Field, cell: Value) -> Value:
        if field.personal and cell is not None:
            return personal.shown(str(cell))
        if field.may_be_head and masks and cell is not None:
            return heads.shown(str(cell))
        if field is OFFICE:
            return codes.get(int(cell or 0))
        if cell is None or field.refers not in NOUNS:
            return cell
        key = (field.refers, int(cell))
        if key not in known:
            known[key] = names.elsewhere(field.refers, int(cell))
        return known[key]

    here = origins(connection)
    columns = [_column(noun, field, here) for field in fields]
    at = {field.name: place for place, field in enumerate(fields)}
    join = _JOIN if noun is ENTRY else ""
    for row in connection.stream(
        f"SELECT {', '.join(columns)} FROM {_relation(noun)} o{join}{where} ORDER BY o.id", params
    ):
        cells = [named(field, cell) for field, cell in zip(fields, row, strict=True)]
        if noun is ENTRY and cells[at["village"]] is None:
            # A blank village would be read back as the project's home, the borrower's or the loan's, or asked about.
            leans = any(cells[at[name]] is not None for name in ("project", "household", "loan") if name in at)
            if leans or KINDS[str(cells[at["kind"]])].per_cell:
                cells[at["village"]] = readable(NO_VILLAGE)
        yield cells


def _relation(noun: Noun) -> str:
    return noun.name if relation(noun) == noun.name else f"(SELECT * FROM {relation(noun)})"


# A 流水号 that its entry no longer holds is another's now; what is named has its 来源编号 where it has none.
_JOIN = (
    " LEFT JOIN entry_ref h ON h.ref = o.ref AND h.entry_id = o.id"
    " LEFT JOIN entry t ON t.id = o.reverses_id LEFT JOIN entry_ref th ON th.ref = t.ref AND th.entry_id = t.id"
    " LEFT JOIN entry l ON l.id = o.loan_id LEFT JOIN entry_ref lh ON lh.ref = l.ref AND lh.entry_id = l.id"
    " LEFT JOIN entry c ON c.id = o.carries_id LEFT JOIN entry_ref ch ON ch.ref = c.ref AND ch.entry_id = c.id"
    " LEFT JOIN entry m ON m.id = o.moves_id LEFT JOIN entry_ref mh ON mh.ref = m.ref AND mh.entry_id = m.id"
    " LEFT JOIN entry f ON f.id = o.corrects_id LEFT JOIN entry_ref fh ON fh.ref = f.ref AND fh.entry_id = f.id"
)
# What an entry may name: the other one, and its 流水号 where it still holds it.
_NAMED = {
    "reverses": ("t", "th"),
    "loan": ("l", "lh"),
    "carries": ("c", "ch"),
    "moves": ("m", "mh"),
    "corrects": ("f", "fh"),
}


def _column(noun: Noun, field: Field, here: Origins) -> str:
    if field is ROW_ORIGIN:
        return here.exported("o") if noun is ENTRY else here.of_noun("o")
    if field is OFFICE:
        return f"(o.id / {SPAN})"
    if noun is ENTRY and field.name == "ref":
        return "h.ref"
    if field.refers == ENTRY.name:
        other, held = _NAMED[field.name]
        return f"CASE WHEN {other}.id IS NOT NULL THEN coalesce({held}.ref, {here.exported(other)}) END"
    return f"o.{field.column}"
