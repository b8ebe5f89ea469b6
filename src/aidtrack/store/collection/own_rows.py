"""The rows that a collection has of its own: each time one changes, its log says how it is then, whole, so that `check` can tell what it must be."""

from collections.abc import Collection, Mapping
from typing import Any

from aidtrack.store.collection import traces
from aidtrack.store.engine.connection import Connection
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.log import chain
from aidtrack.store.log.append import Chain

OFFICE, BUNDLE, PLACE = "office", "bundle", "place"  # as the log calls them
_OF_OFFICE = (
    "code", "name", "store_id", "public_key", "signed", "confirmed", "received_to", "head", "recorded_at", "received_at", "names",
)  # fmt: skip
# The table of each, and its columns but the id. In which schema tables elsewhere are, an upgrade changes: it is this program's.
OWN: Mapping[str, tuple[str, tuple[str, ...]]] = {
    OFFICE: ("office", _OF_OFFICE),
    BUNDLE: ("bundle", ("office_id", "code", "name", "file", "sha256", "since", "until", "head", "received_at")),
    PLACE: ("office_place", ("prefix", "server", "first", "next")),
}
_THRESHOLDS = "thresholds"  # of an office: those of its alerts, which its last bundle said
_TRACES = "rows"  # of an office: those of its rows
Values = dict[str, Any]


def rows(connection: Connection, noun: str, ids: Collection[int] | None = None) -> dict[int, Values]:
    """Those with these ids, or all, by id, as the log says them."""
    table, columns = OWN[noun]
    chosen = "" if ids is None else f" WHERE id IN ({', '.join(map(str, ids))})"
    found = connection.rows(f"SELECT id, {', '.join(columns)} FROM {table}{chosen} ORDER BY id")
    made = {int(id): dict(zip(columns, values, strict=True)) for id, *values in found}
    if noun == OFFICE:
        for id, values in made.items():
            values |= {_THRESHOLDS: thresholds(connection, id) or None, _TRACES: traces.digest(connection, id)}
    return made


def thresholds(connection: Connection, office: int) -> dict[str, str]:
    """Those of an office's alerts that are no defaults, in digits; under `off` the kinds that it does not want."""
    sql = "SELECT name, value FROM office_threshold WHERE office_id = :id ORDER BY name"
    return {str(name): str(value) for name, value in connection.rows(sql, {"id": office})}


def tell(writer: Writer, action: str, noun: str, before: Mapping[int, Values | None], **more: object) -> None:
    """Say how rows are now that were so `before`, and `more` of what was done; of what did not change nothing."""
    now = rows(writer, noun, before)
    for id, was in before.items():
        if was != now.get(id):
            after = now[id] | more if id in now else None
            Chain(writer).append(action, noun, id, before=was, after=after)


def as_logged(noun: str, after: object) -> str | None:
    """What a record says of the row itself, spelled as records are."""
    said = chain.values(after)
    if said is None:
        return None
    columns = (*OWN[noun][1], _THRESHOLDS, _TRACES)
    return chain.spelled({name: value for name, value in said.items() if name in columns})


def last_said(connection: Connection, noun: str, id: int) -> Values | None:
    """How the log left a row, whatever stands."""
    of = {"noun": noun, "id": id}
    sql = "SELECT after FROM audit WHERE noun = :noun AND object_id = :id ORDER BY id DESC LIMIT 1"
    return chain.values(connection.value(sql, of))
