"""The rows of one noun as they are named: read once, looked up by the NFKC key of a name, an alias or a code."""

from bisect import insort
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from aidtrack.nouns import NOUNS
from aidtrack.nouns.village import PLACE
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names import chains
from aidtrack.store.names.named import Named, Rows, uncollected
from aidtrack.values.aliases import names_in
from aidtrack.values.field import Field
from aidtrack.values.kinds import Value, WordKind
from aidtrack.values.near_names import NearNames
from aidtrack.values.text import key, keys


class Index:
    """One noun's rows; `add` makes known what came since.

    A row that was merged into another is known too: its name, its code and its id mean that other one.
    """

    def __init__(self, connection: Connection, noun: str) -> None:
        declared = NOUNS[noun]
        self.noun = noun
        self.key_fields: tuple[Field, ...] = tuple(declared.field(name) for name in declared.key if name != "name")
        self._key_columns = [part.column for part in self.key_fields]
        self.keys: dict[str, list[int]] = {}
        self.codes: dict[str, int] = {}
        self._merged: dict[int, int] = {}  # into which row another one was merged
        self.changes = 0  # how often a row came or changed since
        self._near: NearNames | None = None
        kind = declared.field("name").kind
        # A name of a closed list has two spellings.
        self._words = dict(kind.words) if isinstance(kind, WordKind) else {}
        has = {field.name for field in declared.fields}
        alias, code = ("alias" if "alias" in has else "NULL"), ("code" if "code" in has else "NULL")
        same_as = "same_as_id" if declared.merges else "NULL"
        with uncollected():
            read = connection.rows(f"SELECT {', '.join(['id', 'name', *self._key_columns])} FROM {noun} ORDER BY id")
            beside = _beside(connection, noun, alias, code, same_as)
            self.rows = Rows(noun, read, beside)
            self._put_all(read, beside)

    @property
    def near(self) -> NearNames:
        """The names, for one that nobody has; made when it is first asked for."""
        if self._near is None:
            self._near = NearNames()
            for row in self.rows.values():
                self._near.add(row.name)
        return self._near

    def _put_all(self, read: Sequence[tuple[Any, ...]], beside: Mapping[int, Sequence[Any]]) -> None:
        """As `_put` of each, by the tens of thousands: every command reads them that names one."""
        ids, spelled = [row[0] for row in read], keys([row[1] for row in read])
        self.keys = dict(zip(spelled, [[id] for id in ids], strict=True))
        if len(self.keys) < len(ids):  # some are called alike
            self.keys = {}
            for id, spelling in zip(ids, spelled, strict=True):
                self.keys.setdefault(spelling, []).append(id)
        for id in ids if self._words else [id for id, (alias, _, _) in beside.items() if alias is not None]:
            row = self.rows[id]
            for spelling in self._spellings(row) - {key(row.name)}:
                insort(self.keys.setdefault(spelling, []), id)
        self.codes = {key(code): id for id, (_, code, _) in beside.items() if code}
        self._merged = {id: same_as for id, (_, _, same_as) in beside.items() if same_as is not None}

    def _put(self, row: Named) -> None:
        self.rows[row.id] = row
        if self._near is not None:
            self._near.add(row.name)
        for spelling in self._spellings(row):
            self.keys.setdefault(spelling, []).append(row.id)
        if row.code:
            self.codes[key(row.code)] = row.id
        if row.same_as is not None:
            self._merged[row.id] = row.same_as

    def _drop(self, row: Named) -> None:
        del self.rows[row.id]
        self._near = None
        self._merged.pop(row.id, None)
        for spelling in self._spellings(row):
            self.keys[spelling].remove(row.id)
        if row.code and self.codes.get(key(row.code)) == row.id:
            del self.codes[key(row.code)]

    def _spellings(self, row: Named) -> set[str]:
        found = {key(row.name)} if row.alias is None else row.spellings  # mostly one: a store has thousands
        if self._words:
            found.add(key(self._words.get(row.name, row.name)))
        return found

    def add(self, id: int, values: Mapping[str, object]) -> None:
        """Make known what an import has just added or changed; `values` are by column."""
        self.changes += 1
        if id in self.rows:
            self._drop(self.rows[id])
        same_as = values.get("same_as_id")
        self._put(
            Named(
                id, str(values["name"]), _text(values, "alias"), _text(values, "code"), self.key_values(values),
                same_as if isinstance(same_as, int) else None,
            )
        )  # fmt: skip

    def key_values(self, values: Mapping[str, object]) -> tuple[Value, ...]:
        """The parts of the key in a row's values by column."""
        found = [values.get(column) for column in self._key_columns]
        return tuple([value if value is None or isinstance(value, int) else str(value) for value in found])

    def standing(self, id: int) -> int:
        """The id of the row that stands for this one: its own, where it was merged into none."""
        return chains.end(id, self._merged.get) if id in self._merged else id

    def all_standing(self, ids: Iterable[int]) -> list[int]:
        """Those that stand for these, each once."""
        return list(dict.fromkeys(map(self.standing, ids)))

    def alone(self) -> frozenset[int]:
        """The ids of the rows that stand for themselves, have one name, and share it with none."""
        if self._words:
            return frozenset()
        found = (self.rows[ids[0]] for ids in self.keys.values() if len(ids) == 1)
        return frozenset(row.id for row in found if row.alias is None and row.same_as is None)

    def spelled(self, text: str) -> list[int]:
        """The ids of all rows with this name or alias, merged ones too."""
        return self.keys.get(key(text), [])

    def named(self, text: str) -> list[int]:
        """The ids of the rows that this name or alias means."""
        return self.all_standing(self.spelled(text))

    def names_one(self, text: str) -> bool:
        """Whether this name or alias means one row; of thousands mostly two are looked at."""
        ids = self.spelled(text)
        return bool(ids) and all(self.standing(id) == self.standing(ids[0]) for id in ids)

    def same(self, values: Mapping[str, object], *, but: int | None = None) -> int | None:
        """The id of the row that is the one of `values`, by its code, else by its key (DESIGN section 4), its name before an
        alias; or None. `but` is the id of a row that is not asked for.
        """
        return next(iter(self.every_same(values, but=but)), None)

    def every_same(self, values: Mapping[str, object], *, but: int | None = None, anywhere: bool = False) -> list[int]:
        """The ids of all rows that may be the one of `values`: villages of a name, where it does not say which place is meant.

        `anywhere`: whatever the rest of their key, where `values` do not say it.
        """
        code = _text(values, "code")
        by_code = None if code is None else self.codes.get(key(code))
        if by_code is not None and but not in (by_code, self.standing(by_code)):
            return [self.standing(by_code)]
        alike = [
            row
            for row in (self._called(str(values["name"])) if anywhere else self._alike(str(values["name"]), values))
            if not (code and row.code) and but not in (row.id, self.standing(row.id))
        ]
        if len(alike) < 2:  # as nearly always
            return [self.standing(row.id) for row in alike]
        named = [row for row in alike if key(row.name) == key(str(values["name"]))] or alike
        if anywhere:
            return self.all_standing(row.id for row in named)
        own = _spelled(self.key_values(values))
        return self.all_standing(
            [row.id for row in named if _spelled(row.key_values) == own] or [row.id for row in named]
        )

    def almost_same(self, values: Mapping[str, object], *, but: int | None = None) -> int | None:
        """The id of a row whose name has, or lacks, the end that people leave out, and that may be the one of `values`; or None.

        `but` is the id of a row that is not asked for.
        """
        suffix, name, code = NOUNS[self.noun].suffix, str(values["name"]), _text(values, "code")
        if not suffix:
            return None
        other = name.removesuffix(suffix) if name.endswith(suffix) else name + suffix
        alike = (self.standing(row.id) for row in self._alike(other, values) if not (code and row.code))
        return next((id for id in alike if id != but), None)

    def is_former(self, values: Mapping[str, object], id: int) -> bool:
        """Whether values name the row `id` by the code or the key of one that was merged into it, and not by its own."""
        code = _text(values, "code")
        by_code = None if code is None else self.codes.get(key(code))
        if by_code is not None:
            return by_code != id
        return all(row.id != id for row in self._alike(str(values["name"]), values))

    def others_alias(self, values: Mapping[str, object], id: int | None) -> tuple[str, int] | None:
        """An alias in the values of the row `id` that names another row, and that row's id."""
        for alias in names_in(_text(values, "alias")):
            for row in self._alike(alias, values):
                if id not in (row.id, self.standing(row.id)):
                    return alias, row.id
        return None

    def may_lie(self, values: Mapping[str, object], village: Named) -> bool:
        """Whether a village may lie where `values` say: as far as both say it, they say the same."""
        return _agree(self.key_values(values), village.key_values)

    def _called(self, name: str) -> list[Named]:
        return [self.rows[id] for id in self.spelled(name)]

    def _alike(self, name: str, values: Mapping[str, object]) -> list[Named]:
        """The rows with this name or alias whose key may otherwise be that of `values`."""
        own, found = self.key_values(values), self._called(name)
        if self.noun == "village":
            return [row for row in found if self.may_lie(values, row)]
        return [row for row in found if own == row.key_values]


def _beside(connection: Connection, noun: str, *columns: str) -> dict[int, Sequence[Any]]:
    """What stands in these columns, by id, of the rows that have anything there; `NULL` where there is no such column."""
    held = [f"{column} IS NOT NULL" for column in columns if column != "NULL"]
    if not held:
        return {}
    sql = f"SELECT id, {', '.join(columns)} FROM {noun} WHERE {' OR '.join(held)} ORDER BY id"
    return {id: rest for id, *rest in connection.rows(sql)}


def _spelled(place: tuple[Value, ...]) -> list[str]:
    return [key(str(part)) if part else "" for part in place]


def _agree(given: tuple[Value, ...], known: tuple[Value, ...]) -> bool:
    """Whether two places may be one: as far as both say where they lie, they say the same."""
    return all(
        not mine or not theirs or key(str(mine)) == key(str(theirs)) for mine, theirs in zip(given, known, strict=True)
    )


def _text(values: Mapping[str, object], name: str) -> str | None:
    value = values.get(name)
    return None if value is None else str(value)


assert NOUNS["village"].key == (*PLACE, "name")
