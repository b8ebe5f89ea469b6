"""Any store: random nouns and entries, as far as the rules take them, put there by the store's own functions."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from hypothesis import strategies as st

from aidtrack.errors import Refused
from aidtrack.ledger.entry import ENTRY, PLACED
from aidtrack.ledger.kind import BACK, KINDS
from aidtrack.nouns import NOUNS
from aidtrack.nouns.project import PROJECT
from aidtrack.store.engine.connection import Connection, read
from aidtrack.store.engine.target import target
from aidtrack.store.engine.transaction import Writer, write
from aidtrack.store.records import entries, nouns
from aidtrack.store.records.rows import held_fen, stored
from aidtrack.values import kinds
from aidtrack.values.field import Field, Noun
from aidtrack.values.kinds import MoneyKind
from aidtrack.values.row_origin import ROW_ORIGIN
from conftest import Store
from nouns.samples import sample

NOW = datetime(2018, 1, 1, tzinfo=UTC)
_starts = st.sampled_from(["", "=", "'", "''", "'=", "+", "-", "@", "＝", '"', "[/]", "#", "0", "1E5", "（", "\\"])
_bits = st.sampled_from(["牙", ",", '"', "'", "|", "=cmd", "[red]", " ", "é", "𠮷", "👨🏽", "；", "元", "%", "/"])
_inner = st.lists(_bits, max_size=4).map("".join)
names = st.builds("{}甲{}乙".format, _starts, _inner)  # at its ends nothing that the door takes off
titles = names.map(lambda name: name.replace("/", ""))  # of what villages lie in
texts = st.none() | st.builds("{}甲{}乙".format, _starts, st.lists(_bits | st.just("\n"), max_size=4).map("".join))
dates = st.dates(datetime(2015, 1, 1).date(), datetime(2017, 12, 31).date()).map(str)  # noqa: DTZ001 - days
amounts = st.integers(1, 10**9)


def _cell(field: Field) -> st.SearchStrategy[Any]:
    """Values of a field as they are stored; of what it refers to, which of those there are."""
    by_kind = {
        id(kinds.NAME): names, id(kinds.OWN_NAME): names, id(kinds.LEVEL): titles, id(kinds.REFERENCE): names,
        id(kinds.TEXT): texts, id(kinds.CALLED): texts, id(kinds.NUMBER): texts,
    }  # fmt: skip
    if field.refers:
        return st.integers(0, 5)
    if isinstance(field.kind, MoneyKind):
        return amounts
    known = [field.kind.parse(sample(field, second).zh) for second in (False, True)]
    return by_kind.get(id(field.kind), st.sampled_from(known))


def _row(noun: Noun, **special: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Rows of a noun, every field of it, blank as often as not where it may be."""
    cells = {f.column: _cell(f) if f.required else st.none() | _cell(f) for f in noun.fields}
    return st.fixed_dictionaries({**cells, **special})


# What says whether money may move is blank more often than chance would have it; projects are closed at the end.
_SPECIAL: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "fund": {
        "budget_fen": st.sampled_from([None, None, 10**9]), "qualifier": st.none(), "earmark_place": st.none(),
        "earmark_category": st.sampled_from([None, None, None, "培训"]), "raised_qualifier": st.none(), "raised_to": st.none(),
    },
    "project": {"stage": st.sampled_from([None, "implementing"]), "closed_on": st.none()},
    "indicator": {"loan": st.none()},  # it names an entry that is there
    "village": {"merged_into_id": st.none(), "merged_on": st.none()},  # it says where later entries are booked
}  # fmt: skip
_LEAST = {"village": 1, "fund": 1, "project": 1}
# Every kind but the one that comes first; some more often than chance would have them.
_KINDS = [*(name for name in KINDS if name != "receipt"), "allocation", "spending", "spending"]
_places = st.integers(0, 5)
_said = {"date": dates, "payee": texts, "voucher": texts, "ref": st.none() | names, "purpose": texts}
received = st.fixed_dictionaries(
    {**_said, "kind": st.just("receipt"), "fund_id": _places, "amount_fen": st.integers(10**8, 10**9)}
)
moved = st.fixed_dictionaries({
    **_said, "kind": st.sampled_from(_KINDS), "fund_id": _places, "project_id": _places, "village_id": st.none() | _places,
    "amount_fen": st.integers(1, 10**7) | amounts, "household_id": _places, "loan_id": _places,
})  # fmt: skip
reversal = st.tuples(st.integers(0, 30), st.integers(1, 100), st.none() | names)
closing = st.tuples(_places, st.sampled_from(["closed", "cancelled"]), st.sampled_from([None, "2018", "2017-12-31"]))
_full = st.fixed_dictionaries({
    **{name: st.lists(_row(noun, **_SPECIAL.get(name, {})), min_size=_LEAST.get(name, 0), max_size=3) for name, noun in NOUNS.items()},
    "entry": st.builds(list.__add__, st.lists(received, min_size=1, max_size=3), st.lists(moved, min_size=2, max_size=12)),
    "reversal": st.lists(reversal, max_size=4), "closing": st.lists(closing, max_size=2),
})  # fmt: skip
contents: st.SearchStrategy[dict[str, Any]] = _full | st.just({})


def fill(store: Store, content: Mapping[str, Any]) -> None:
    """Put in what the rules take; an entry over a limit is marked, on the last day, as import wants it in order of date."""
    with write(target(store.db), actor="proof", now=NOW) as writer:
        for noun in NOUNS:
            for values in content.get(noun, ()):
                given = {name: value for name, value in _known(writer, noun, values).items() if value is not None}
                if all(field.column in given for field in NOUNS[noun].fields if field.required):
                    with suppress(Refused):
                        nouns.add(writer, noun, given)
        for values in content.get("entry", ()):
            _record(writer, values)
        for place, share, ref in content.get("reversal", ()):
            id = _one_of(writer, "entry", place)
            if id is None or (taken := held_fen(writer, id) * share // 100) == 0:
                continue
            before = stored(writer, "entry", id) or {}
            kept = {name: before[name] for name in PLACED} | {"date": before["date"]}
            with suppress(Refused):
                entries.add(writer, {**kept, "amount_fen": -taken, "ref": ref, "reason": "退", "reverses_id": id})
        for place, stage, closed_on in content.get("closing", ()):
            if (id := _one_of(writer, "project", place)) is not None:
                with suppress(Refused):
                    nouns.edit(writer, "project", id, {"stage": stage, "closed_on": closed_on})


def _one_of(connection: Connection, table: str, place: int) -> int | None:
    """The id of one of the rows there are; None where there is none."""
    ids = [row[0] for row in connection.rows(f"SELECT id FROM {table} ORDER BY id")]
    return ids[place % len(ids)] if ids else None


def _known(writer: Writer, noun: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """With the ids of rows that are there."""
    refers = {field.column: field.refers for field in NOUNS.get(noun, ENTRY).fields if field.refers}
    return {
        name: value if value is None or name not in refers else _one_of(writer, str(refers[name]), value)
        for name, value in values.items()
    }


def _record(writer: Writer, values: Mapping[str, Any]) -> None:
    kind = str(values["kind"])
    placed = {"fund_id"} | ({"project_id", "village_id"} if KINDS[kind].per_cell else set())
    placed |= {"household_id"} if kind == "loan" else {"loan_id"} if kind in BACK else set()
    known = {
        name: value
        for name, value in _known(writer, "entry", values).items()
        if not name.endswith("_id") or name in placed
    }
    if kind in BACK:
        known["reason"] = "实际收不回" if kind == "writeoff" else None
        loans = writer.rows("SELECT id, fund_id FROM entry WHERE kind = 'loan' AND amount_fen > 0 ORDER BY id")
        if not loans:
            return
        known["loan_id"], known["fund_id"] = loans[values["loan_id"] % len(loans)]
    if known["fund_id"] is None:  # none of the funds was taken
        return
    for over in ({}, {"over": "灾情", "date": "2018-01-01"}):
        with suppress(Refused):
            entries.add(writer, {**known, **over})
            return


def equal(store: Store) -> dict[str, list[Any]]:
    """Everything a store holds, what names another by its words; ids, batches and 流水号 that were freed aside."""
    found: dict[str, list[Any]] = {}
    with read(target(store.db)) as connection:
        for noun in (*NOUNS, ENTRY.name):
            fields = NOUNS.get(noun, ENTRY).fields
            rows = connection.rows(f"SELECT id FROM {noun} ORDER BY id")
            found[noun] = [_worded(connection, noun, fields, row[0]) for row in rows]
        planned = {id for (id,) in connection.rows("SELECT project_id FROM plan")}
        at = [field.name for field in PROJECT.fields if field is not ROW_ORIGIN].index("planned_cost")
        for (id,), words in zip(connection.rows("SELECT id FROM project ORDER BY id"), found["project"], strict=True):
            if id in planned:
                words[at] = None  # the sum of its plans, which an export says
        found["entry"].sort(key=repr)  # an import puts reversals behind what they take back
        for table in ("cell_balance", "fund_balance"):
            found[table] = sorted(map(repr, connection.rows(f"SELECT * FROM {table}")))
        found["entry_ref"] = sorted(connection.rows("SELECT ref FROM entry_ref"))
    return found


def _worded(connection: Connection, noun: str, fields: Any, id: int) -> list[Any]:
    values = stored(connection, noun, id) or {}
    words = []
    for field in fields:
        if field is ROW_ORIGIN:  # where it is from differs from store to store
            continue
        value = values[field.column]
        if field.refers in NOUNS and value is not None:
            value = connection.value(f"SELECT count(*) FROM {field.refers} WHERE id <= :id", {"id": value})
        if field.refers == noun and noun == ENTRY.name and value is not None:  # what it takes back, what it pays off
            value = repr(_worded(connection, noun, fields, value))
        if field.name == "ref" and value is not None:
            value = connection.value(
                "SELECT ref FROM entry_ref WHERE ref = :ref AND entry_id = :id", {"ref": value, "id": id}
            )
        words.append(value)
    return words
