"""来源编号: which entry one names, here or as it came from another store. A batch that was undone frees those of its entries."""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from aidtrack.dataclass import dataclass
from aidtrack.ledger.correcting import stands
from aidtrack.store.engine.collections import SPAN, is_collection
from aidtrack.store.engine.connection import Connection
from aidtrack.store.engine.parameters import among
from aidtrack.store.records.identity import store_ids, store_ids_said
from aidtrack.values.row_origin import number_in, short

Named = tuple[str, dict[str, object]]  # a query (ref, id), and its parameters


@dataclass(frozen=True, slots=True)
class Origins:
    """Under which origins a store's own rows are known: its entries up to where it was copied under those of the store it is a copy of."""

    ids: Sequence[tuple[str, int]]  # as `store_ids` has them
    # Of a collection those of its offices by number: each row is known as it is at home.
    offices: Mapping[int, Sequence[tuple[str, int]]]

    def number(self, origin: str) -> int | None:
        """The entry's number where an origin names one of this store."""
        for at, (store, after) in enumerate(self.ids):
            until = self.ids[at + 1][1] if at + 1 < len(self.ids) else None
            number = number_in(origin, store)
            if number is not None and after < number and (until is None or number <= until):
                return number
        return None

    def is_own(self, origin: str) -> bool:
        """Whether an origin is of this store, also where it names nothing there."""
        return number_in(origin, self.ids[-1][0]) is not None

    def own(self, entry: str) -> str:
        """The SQL of the origin that an entry has from this store."""
        return self._spelled(entry, _store_of)

    def of_noun(self, noun: str) -> str:
        """The SQL of the origin that a noun's row has from this store."""
        return self._spelled(noun, lambda ids, _: _quoted(ids[-1][0]))

    def _spelled(self, row: str, store: Callable[[Sequence[tuple[str, int]], str], str]) -> str:
        if not self.offices:
            return f"({store(self.ids, f'{row}.id')} || CAST({row}.id AS TEXT))"
        own = f"{row}.id % {SPAN}"
        stores = " ".join(f"WHEN {number} THEN {store(ids, own)}" for number, ids in self.offices.items())
        return f"(CASE {row}.id / {SPAN} {stores} END || CAST({own} AS TEXT))"

    def exported(self, entry: str) -> str:
        """The SQL of the origin under which an entry is written out: where it came from first, unless that was undone."""
        came = f"{entry}.origin IS NOT NULL AND {stands(entry)}"
        return f"(CASE WHEN {came} THEN {entry}.origin ELSE {self.own(entry)} END)"


def origins(connection: Connection) -> Origins:
    return Origins(store_ids(connection), of_offices(connection) if is_collection(connection) else {})


def of_offices(connection: Connection) -> dict[int, list[tuple[str, int]]]:
    """Of the offices of a collection by number, as `store_ids` has them."""
    copied: dict[int, list[tuple[str, str, int]]] = {}
    said = "SELECT office_id, store_id, copy_of, after_entry_id FROM office_copied ORDER BY office_id, record"
    for office, *one in connection.rows(said):
        copied.setdefault(office, []).append((one[0], one[1], one[2]))
    offices = connection.rows("SELECT id, store_id FROM office ORDER BY id")
    return {number: store_ids_said(store, copied.get(number, [])) for number, store in offices}


def _quoted(store: str) -> str:
    return f"'{short(store)}-'"


def _store_of(ids: Sequence[tuple[str, int]], id: str) -> str:
    """The SQL of the store that an entry with this id is of."""
    cases = " ".join(f"WHEN {id} <= {until} THEN {_quoted(store)}" for (store, _), (_, until) in pairwise(ids))
    return f"CASE {cases} ELSE {_quoted(ids[-1][0])} END" if cases else _quoted(ids[-1][0])


def named_by(connection: Connection, named: Sequence[str]) -> Named:
    """The entries that these name, each under the origin that names it."""
    here = origins(connection)
    numbers = [number for origin in named if (number := here.number(origin)) is not None]
    texts, marks = among(dict.fromkeys(named))
    elsewhere = f"SELECT e.origin AS ref, e.id FROM entry e WHERE e.origin IN ({texts})"
    query = f"{elsewhere} AND {stands('e')}"
    if numbers:
        listed = ", ".join(map(str, dict.fromkeys(numbers)))
        query += f" UNION ALL SELECT {here.own('e')}, e.id FROM entry e WHERE e.id IN ({listed})"
    return query, marks


def by_origin(connection: Connection, origin: str, *, until: int) -> int | None:
    """The entry that one names, of those up to the id `until`."""
    query, params = named_by(connection, [origin])
    found = connection.value(f"SELECT max(s.id) FROM ({query}) s WHERE s.id <= :until", {**params, "until": until})
    return None if found is None else int(found)
