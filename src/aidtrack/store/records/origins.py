"""来源编号: which entry one names, here or as it came from another store. A batch that was undone frees those of its entries."""

from collections.abc import Mapping, Sequence

from aidtrack.dataclass import dataclass
from aidtrack.ledger.correcting import stands
from aidtrack.store.engine.collections import SPAN, is_collection
from aidtrack.store.engine.connection import Connection
from aidtrack.store.engine.parameters import among
from aidtrack.store.records.identity import store_ids
from aidtrack.values.row_origin import number_in, short

Named = tuple[str, dict[str, object]]  # a query (ref, id), and its parameters


@dataclass(frozen=True, slots=True)
class Origins:
    """Under which origins a store's own rows are known: its entries up to where it was copied under those of the store it is a copy of."""

    ids: Sequence[tuple[str, int]]  # as `store_ids` has them
    offices: Mapping[int, str]  # of a collection the stores of its offices by number; each row is known as it is at home

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
        if self.offices:
            return self.of_noun(entry)
        store = f"'{short(self.ids[-1][0])}-'"
        if len(self.ids) > 1:
            ends = zip(self.ids[:-1], self.ids[1:], strict=True)
            cases = " ".join(f"WHEN {entry}.id <= {until} THEN '{short(id)}-'" for (id, _), (_, until) in ends)
            store = f"CASE {cases} ELSE {store} END"
        return f"({store} || CAST({entry}.id AS TEXT))"

    def of_noun(self, noun: str) -> str:
        """The SQL of the origin that a noun's row has from this store."""
        if self.offices:
            stores = " ".join(f"WHEN {number} THEN '{short(id)}-'" for number, id in self.offices.items())
            return f"(CASE {noun}.id / {SPAN} {stores} END || CAST({noun}.id % {SPAN} AS TEXT))"
        return f"('{short(self.ids[-1][0])}-' || CAST({noun}.id AS TEXT))"

    def exported(self, entry: str) -> str:
        """The SQL of the origin under which an entry is written out: where it came from first, unless that was undone."""
        came = f"{entry}.origin IS NOT NULL AND {stands(entry)}"
        return f"(CASE WHEN {came} THEN {entry}.origin ELSE {self.own(entry)} END)"


def origins(connection: Connection) -> Origins:
    offices = connection.rows("SELECT id, store_id FROM office") if is_collection(connection) else []
    return Origins(store_ids(connection), dict(offices))


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
