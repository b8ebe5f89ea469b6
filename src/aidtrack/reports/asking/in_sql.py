"""The same of lists, whose rows are chosen and ordered where they are read: in SQL, one text for both engines."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace

from aidtrack.dataclass import dataclass
from aidtrack.phrase import Said, words
from aidtrack.reports.asking.asked import (
    AT_LEAST,
    AT_MOST,
    EQUAL,
    WITHIN,
    Asked,
    Wish,
    require_shown,
)
from aidtrack.reports.asking.cells import (
    Spelled,
    asks_for_blank,
    bounds,
    is_by_value,
    number_typed,
    stored_word,
    tested,
)
from aidtrack.reports.asking.unmet import no_such_word
from aidtrack.reports.columns import of_field
from aidtrack.reports.counties import county_column
from aidtrack.reports.selection import Selection, named_by
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.lying import level
from aidtrack.store.records.payees import payees
from aidtrack.store.records.settings import worded
from aidtrack.values.field import Field
from aidtrack.values.kinds import WordKind
from aidtrack.values.numbers import NUMBER_OF, PERCENT
from aidtrack.values.report import Column
from aidtrack.values.text import key

_LOOKED_AT = 20_000  # words of a column, where none is the one asked for
_COMPARED = {AT_LEAST: ">=", AT_MOST: "<=", EQUAL: "="}


@dataclass(frozen=True, slots=True)
class Listed:
    """A column of a list: the SQL of its cell in a row of the noun; `of` what that refers to by its name; a `field`'s words are its own."""

    column: Column
    sql: str
    number: bool = False
    refers: str | None = None
    field: Field | None = None

    @property
    def value(self) -> str:
        """The SQL by which it is compared and ordered."""
        if self.field is not None and self.field.kind in (NUMBER_OF, PERCENT):
            return f"CAST(rtrim({self.sql}, '%') AS NUMERIC)"
        return f"(SELECT named.name FROM {self.refers} named WHERE named.id = {self.sql})" if self.refers else self.sql


def of_noun_field(noun: str, field: Field) -> Listed:
    """The column of a field of a noun, or of an entry."""
    sql = f"{noun}.{field.column}"
    number = field.sql == "INTEGER" or field.kind in (NUMBER_OF, PERCENT)
    refers = field.refers if named_by(field) else None
    return Listed(of_field(field), sql, number and refers is None, refers, field)


def of_county(connection: Connection, noun: str) -> Listed:
    """The column of the county of the village that a row names."""
    county = level(connection, "county")
    return Listed(county_column(), f"(SELECT {county} FROM village WHERE village.id = {noun}.village_id)")


def asked_of(selection: Selection, listed: Sequence[Listed], asked: Asked | None) -> Selection:
    """The rows asked for, in the order asked for, as many of them. Raises Usage."""
    if asked is None:
        return selection
    columns = [one.column for one in listed]
    asked.require_known(columns, asked.of_rows)
    asking = _Asking(selection, asked.spelled)
    by_name = asking.as_shown(listed, [asked.named(columns, word) for word in asked.of_rows])
    chosen: dict[tuple[str, bool], list[str]] = {}
    for wish in asked.where:
        one = _named(asked, by_name, columns, wish.column)
        bound = wish.operator in (AT_LEAST, AT_MOST)
        chosen.setdefault((one.column.name, bound), []).append(asking.condition(one, wish))
    conditions = [(" AND " if bound else " OR ").join(some) for (_, bound), some in chosen.items()]
    orders = []
    for order in asked.sort:
        one = _named(asked, by_name, columns, order.column)
        orders.append(f"{one.value} {'DESC' if order.down else 'ASC'} NULLS LAST")
    return replace(
        selection,
        conditions=[*selection.conditions, *(f"({one})" for one in conditions)],
        params={**selection.params, **asking.params},
        order=", ".join([*orders, selection.order]),
        limit=asked.limit,
    )


def unmet_in(selection: Selection, listed: Sequence[Listed], asked: Asked) -> list[Said]:
    """Why none of the rows of a selection is left: the words asked for that none of them has."""
    columns = [one.column for one in listed]
    asking = _Asking(selection, asked.spelled)
    by_name = asking.as_shown(listed, [asked.named(columns, wish.column) for wish in asked.where])
    selection = replace(selection, params={**selection.params, **asking.params})
    said: list[Said] = []
    for wish in asked.where:
        one = _named(asked, by_name, columns, wish.column)
        kind = None if one.field is None else worded(selection.connection, one.field).kind
        found = (str(word) for (word,) in selection.values(one.value, most=_LOOKED_AT))
        words = (asked.spoken(kind.label(word)) if isinstance(kind, WordKind) else word for word in found)
        said += no_such_word(one.column, wish, words)
    return said


def _named(asked: Asked, listed: Mapping[str, Listed], columns: Iterable[Column], word: str) -> Listed:
    column = asked.named(columns, word)
    assert column is not None  # as `require_known` saw to
    require_shown(column)
    return listed[column.name]


@dataclass(slots=True)
class _Asking:
    """Writes the conditions, and keeps the values of their parameters."""

    selection: Selection
    spelled: Spelled
    params: dict[str, object] = field(default_factory=dict)

    def as_shown(self, listed: Sequence[Listed], asked: Sequence[Column | None]) -> dict[str, Listed]:
        """The columns by name; those asked for as this run shows them."""
        found = {one.column.name: one for one in listed}
        for one in found.values() if asked else ():
            if one.field is not None and one.field.may_be_head and one.column in asked:
                sql, params = payees(self.selection.connection).shown_sql(one.field, one.sql)
                found[one.column.name] = replace(one, sql=sql)
                self.params.update(params)
        return found

    def condition(self, listed: Listed, wish: Wish) -> str:
        """What one `--where` asks of a row. Raises Usage where the text is no value of the column's."""
        if not asks_for_blank(listed.column, wish, self.spelled):
            return self._of_value(listed, wish)
        if not wish.text or is_by_value(listed.column, wish.operator):
            return f"{listed.sql} IS NULL"
        return f"({listed.sql} IS NULL OR {self._of_value(listed, wish)})"

    def _of_value(self, listed: Listed, wish: Wish) -> str:
        if listed.refers is not None:
            met = self._of_text("named.name", wish)
            return f"{listed.sql} IN (SELECT named.id FROM {listed.refers} named WHERE {met})"
        if listed.field is not None:
            kind = worded(self.selection.connection, listed.field).kind
            if isinstance(kind, WordKind):
                return self._of_words(listed, kind, wish)
            beside = stored_word(words(dict(kind.beside)), wish.text, self.spelled) if kind.beside else None
            if beside is not None and wish.operator == EQUAL:
                return f"{listed.sql} = {self._put(beside)}"
        if wish.operator != WITHIN:
            if listed.number:
                return f"{listed.value} {_COMPARED[wish.operator]} {number_typed(listed.column, wish.text):f}"
            if listed.column.kind in ("date", "time"):
                return self._of_days(listed, wish)
        return self._of_text(_spelled(listed), wish)

    def _of_words(self, listed: Listed, kind: WordKind, wish: Wish) -> str:
        """Of a list of words those in use that meet it, however they are spelled."""
        stored = [word for (word,) in self.selection.values(listed.sql)]
        labels = {word: kind.label(word) for word in stored}
        test = tested(listed.column, wish, labels, self.spelled)
        met = [self._put(word) for word in stored if test.met(word)]
        return f"{listed.sql} IN ({', '.join(met)})" if met else "1 = 0"

    def _of_days(self, listed: Listed, wish: Wish) -> str:
        first, after = bounds(listed.column, wish.text)
        least = f"{listed.sql} >= {self._put(first)}"
        most = f"{listed.sql} < {self._put(after)}"
        return {AT_LEAST: least, AT_MOST: most}.get(wish.operator, f"({least} AND {most})")

    def _of_text(self, sql: str, wish: Wish) -> str:
        key_of = self.selection.connection.engine.key_of(self.selection.connection, sql)
        wanted = key(wish.text)
        if wish.operator == WITHIN:
            return f"{key_of} LIKE {self._put(f'%{_escaped(wanted)}%')} ESCAPE '!'"
        return f"{key_of} {_COMPARED[wish.operator]} {self._put(wanted)}"

    def _put(self, value: object) -> str:
        """The parameter that holds a value."""
        name = f"asked_{len(self.params)}"
        self.params[name] = value
        return f":{name}"


def _spelled(listed: Listed) -> str:
    """The SQL of a cell as scripts spell it."""
    if listed.column.kind == "money":
        fen = f"abs({listed.sql})"
        sign = f"CASE WHEN {listed.sql} < 0 THEN '-' ELSE '' END"
        return f"({sign} || CAST({fen} / 100 AS TEXT) || '.' || substr(CAST(100 + {fen} % 100 AS TEXT), 2))"
    return f"CAST({listed.sql} AS TEXT)" if listed.number else listed.sql


def _escaped(text: str) -> str:
    """Text in which no sign means another one."""
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_")
