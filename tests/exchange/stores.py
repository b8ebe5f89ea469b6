"""Any store: random nouns and entries, as far as the rules take them, put there by the store's own functions."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from hypothesis import strategies as st

from aidtrack.errors import Refused
from aidtrack.ledger.entry import ENTRY
from aidtrack.nouns import NOUNS
from aidtrack.store import entries, nouns
from aidtrack.store.reading import Connection, read
from aidtrack.store.rows import held_fen, stored
from aidtrack.store.target import target
from aidtrack.store.writing import Writer, write
from conftest import Store
from exchange.lending import lend, lending
from exchange.programme import rows

NOW = datetime(2018, 1, 1, tzinfo=UTC)
_starts = st.sampled_from(["", "=", "'", "''", "'=", "+", "-", "@", "＝", '"', "[/]", "#", "0", "1E5", "（", "\\"])
_bits = st.sampled_from(["牙", ",", '"', "'", "|", "=cmd", "[red]", " ", "é", "𠮷", "👨🏽", "；", "元", "%"])
_inner = st.lists(_bits, max_size=4).map("".join)
names = st.builds("{}甲{}乙".format, _starts, _inner)  # at its ends nothing that the door takes off
titles = names.map(lambda name: name.replace("/", ""))  # of villages and projects
texts = st.none() | st.builds("{}甲{}乙".format, _starts, st.lists(_bits | st.just("\n"), max_size=4).map("".join))
dates = st.dates(datetime(2015, 1, 1).date(), datetime(2017, 12, 31).date()).map(str)  # noqa: DTZ001 - days
amounts = st.integers(1, 10**9)
maybe = st.none() | amounts

village = st.fixed_dictionaries({
    "name": titles, "alias": st.none() | st.just("别名"), "county": st.none() | titles, "note": texts,
    "exited_on": st.sampled_from([None, "2016", "2018-05", "2018-05-01"]),
})  # fmt: skip
organization = st.fixed_dictionaries({"name": names, "note": texts})
fund = st.fixed_dictionaries({
    "name": names, "source": st.sampled_from([None, "fiscal", "self"]), "year": st.sampled_from([None, 2017]),
    "budget_fen": maybe, "raw": texts, "doc_no": texts, "earmark_category": st.sampled_from([None, None, "培训"]),
    "form": st.sampled_from([None, "loan", "grant"]),
})  # fmt: skip
project = st.fixed_dictionaries({
    "name": titles, "code": st.none() | titles, "category": st.sampled_from([None, "培训", "危房改造"]),
    "village_id": st.none() | st.integers(1, 3), "planned_cost_fen": maybe, "households": st.none() | st.integers(0, 99),
    "stage": st.sampled_from([None, "implementing"]), "target": texts,
})  # fmt: skip
entry = st.fixed_dictionaries({
    "kind": st.sampled_from(["receipt", "allocation", "allocation", "disbursement", "spending", "spending", "interest"]),
    "date": dates, "fund_id": st.integers(1, 3), "project_id": st.integers(1, 3), "village_id": st.none() | st.integers(1, 3),
    "amount_fen": amounts, "payee": texts, "voucher": texts, "ref": st.none() | names, "purpose": texts,
})  # fmt: skip
reversal = st.tuples(st.integers(1, 12), st.integers(1, 100), st.none() | names)
closing = st.tuples(
    st.integers(1, 3), st.sampled_from(["closed", "cancelled"]), st.sampled_from([None, "2018", "2017-12-31"])
)
programme = {
    name: st.lists(rows(noun, titles, texts), max_size=3)
    for name, noun in NOUNS.items() if name not in ("village", "organization", "fund", "project")
}  # fmt: skip
contents = st.fixed_dictionaries({
    **programme,
    "village": st.lists(village, max_size=3), "organization": st.lists(organization, max_size=2),
    "fund": st.lists(fund, max_size=3), "project": st.lists(project, max_size=3), "entry": st.lists(entry, max_size=10),
    "reversal": st.lists(reversal, max_size=4), "closing": st.lists(closing, max_size=2),
    "lending": lending(titles, texts, dates),
})  # fmt: skip


def fill(store: Store, content: Mapping[str, Any]) -> None:
    """Put in what the rules take; an entry over a limit is marked, on the last day, as import wants it in order of date."""
    with write(target(store.db), actor="proof", now=NOW) as writer:
        for noun in NOUNS:
            for values in content.get(noun, ()):
                given = {name: value for name, value in _known(writer, values).items() if value is not None}
                if all(field.column in given for field in NOUNS[noun].fields if field.required):
                    with suppress(Refused):
                        nouns.add(writer, noun, given)
        for values in content["entry"]:
            _record(writer, values)
        for id, share, ref in content["reversal"]:
            held = held_fen(writer, id)
            before = stored(writer, "entry", id)
            if before is None or held * share // 100 == 0:
                continue
            kept = {name: before[name] for name in ("kind", "date", "fund_id", "project_id", "village_id")}
            with suppress(Refused):
                entries.add(
                    writer,
                    {**kept, "amount_fen": -(held * share // 100), "ref": ref, "reason": "退", "reverses_id": id},
                )
        lend(writer, content["lending"])
        for id, stage, closed_on in content["closing"]:
            if stored(writer, "project", id):
                with suppress(Refused):
                    nouns.edit(writer, "project", id, {"stage": stage, "closed_on": closed_on})


def _known(writer: Writer, values: Mapping[str, Any]) -> dict[str, Any]:
    """Without what refers to rows that are not there."""
    return {
        name: value for name, value in values.items()
        if not name.endswith("_id") or value is None or stored(writer, name.removesuffix("_id"), value)
    }  # fmt: skip


def _record(writer: Writer, values: Mapping[str, Any]) -> None:
    known = _known(writer, values)
    if "fund_id" not in known:
        return
    if known["kind"] in ("receipt", "interest"):
        known |= {"project_id": None, "village_id": None}
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
        found["entry"].sort(key=repr)  # an import puts reversals behind what they take back
        for table in ("cell_balance", "fund_balance"):
            found[table] = sorted(map(repr, connection.rows(f"SELECT * FROM {table}")))
        found["entry_ref"] = sorted(connection.rows("SELECT ref FROM entry_ref"))
    return found


def _worded(connection: Connection, noun: str, fields: Any, id: int) -> list[Any]:
    values = stored(connection, noun, id) or {}
    words = []
    for field in fields:
        value = values[field.column]
        if field.refers in NOUNS and value is not None:
            value = connection.value(f"SELECT count(*) FROM {field.refers} WHERE id <= :id", {"id": value})
        if field.refers == ENTRY.name and value is not None:
            value = repr(_worded(connection, noun, fields, value))
        if field.name == "ref" and value is not None:
            value = connection.value(
                "SELECT ref FROM entry_ref WHERE ref = :ref AND entry_id = :id", {"ref": value, "id": id}
            )
        words.append(value)
    return words
