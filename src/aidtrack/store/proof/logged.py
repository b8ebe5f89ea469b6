"""The log read from its beginning: how it left every row, batch and setting, and where a record does not follow from those before it."""

from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Any

from aidtrack.bundle.standing import UPGRADE
from aidtrack.dataclass import dataclass
from aidtrack.ledger.entry import ENTRY
from aidtrack.locale import t
from aidtrack.nouns import NOUNS
from aidtrack.store.engine.connection import Connection
from aidtrack.store.log import chain
from aidtrack.store.proof import stood
from aidtrack.store.proof.personal import Beside
from aidtrack.values import json_text
from aidtrack.values.record import GENESIS, record_hash
from aidtrack.values.text import safe

Difference = tuple[str, str]  # what, problem
Row = tuple[str, int]  # noun and id
Record = Mapping[str, object]


@dataclass(slots=True)
class AsLogged:
    """How the log left everything: rows as spelled, and of nouns the batches whose they may be; batches by id."""

    rows: dict[Row, str | None] = field(default_factory=dict)
    owners: dict[Row, tuple[int | None, ...]] = field(default_factory=dict)
    batches: dict[int, dict[str, Any]] = field(default_factory=dict)
    began: dict[int, tuple[object, ...]] = field(default_factory=dict)  # when, who, what: of a batch's first record
    settings: dict[str, str] = field(default_factory=dict)
    sealed: int = 0  # records that say nothing here
    personal: Beside = field(default_factory=Beside)


def chain_broken(connection: Connection) -> Iterator[Difference]:
    """Where a record does not follow from the one before it."""
    previous = GENESIS
    for record in chain.records(connection):
        yield from _unchained(record, previous)
        previous = str(record["hash"])


def _unchained(record: Record, previous: str) -> Iterator[Difference]:
    sealed = record["action"] is None  # what it says stayed at its office; a store of one has no such record
    if record["previous"] != previous or (not sealed and record["hash"] != record_hash(record)):
        yield f"audit {record['id']}", t("does not fit the chain: a record was changed, added or taken out here.")


def read(connection: Connection, logged: AsLogged) -> Iterator[Difference]:
    """Take in every record of the log; yields where one does not fit the chain, or what the records before it say."""
    undoing = {id for (id,) in connection.rows("SELECT id FROM batch WHERE undoes IS NOT NULL")}
    undone: set[object] = set()
    previous = GENESIS
    logged.personal.read(connection)
    for record in chain.records(connection):
        yield from _unchained(record, previous)
        previous = str(record["hash"])
        if record["action"] is None:
            logged.sealed += 1
            continue
        if not chain.is_ours(record):
            yield f"audit {record['id']}", t("is no record of this program's.")
            continue
        if record["noun"] == "setting":
            yield from _setting(logged, record)
        if (record["action"], record["noun"]) == UPGRADE:
            yield from stood.wrong(connection, record, None if logged.sealed else logged.rows)
        if record["object_id"] is None:
            continue
        row = str(record["noun"]), int(str(record["object_id"]))
        was = logged.rows.get(row)
        forgets = record["action"] == chain.FORGET and row[0] in (ENTRY.name, "batch")
        if not logged.personal.agree(record["before"], _of_those(was, record["before"]) if forgets else was):
            yield f"{row[0]} {row[1]}", _changed(record)
        if record["noun"] in NOUNS:
            logged.owners[row] = _owners(logged.owners.get(row, ()), record, undone, undoing)
        logged.personal.take_in(record)
        after = None if record["after"] is None else str(record["after"])
        # Of an entry whose own record is sealed one that forgets says no more than texts.
        if was is not None or not forgets or row[0] == "batch":
            logged.rows[row] = _left(was, record) if forgets else after
        if record["noun"] == "batch":
            said = json_text.read(str(record["after"]))
            undone.add(said.get("undoes"))
            logged.batches[row[1]] = said
            if not forgets:
                logged.began.setdefault(row[1], (record["at"], record["actor"], record["action"]))


def _of_those(was: str | None, before: object) -> str | None:
    """What was said of a row, as far as a record speaks of it in which somebody is forgotten."""
    named = chain.values(before) or {}
    return chain.spelled({name: value for name, value in (chain.values(was) or {}).items() if name in named})


def _left(was: str | None, record: Record) -> str | None:
    """A row as such a record leaves it: of an entry it says the texts that it changes."""
    after = chain.values(record["after"]) or {}
    return chain.spelled(((chain.values(was) or {}) if record["noun"] == ENTRY.name else {}) | after)


def _owners(
    owners: tuple[int | None, ...], record: Record, undone: set[object], undoing: set[int]
) -> tuple[int | None, ...]:
    """The batch that brought a row; what a batch left that was undone is whose who changes it next, but an older program left it as it was."""
    batch = None if record["batch_id"] is None else int(str(record["batch_id"]))
    if record["before"] is None:
        return (batch,)
    left = any(owner is not None and owner in undone for owner in owners)
    return (*owners, batch) if left and batch not in undoing else owners


def _setting(logged: AsLogged, record: Record) -> Iterator[Difference]:
    before, after = chain.values(record["before"]), chain.values(record["after"])
    name = str((after or before or {}).get("name"))
    if (before or {}).get("value") != logged.settings.get(name):
        yield f"setting {safe(name)}", _changed(record)
    if after is None:
        logged.settings.pop(name, None)
    else:
        logged.settings[name] = str(after["value"])


def _changed(record: Record) -> str:
    day = safe(str(record["at"])[:10])
    return t("was changed past the log before record {record} of {day}.", record=record["id"], day=day)
