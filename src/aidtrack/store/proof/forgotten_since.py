"""Who was forgotten since a backup that took the store's place: it names them again, and no record of that is left."""

from collections.abc import Iterator
from pathlib import Path

from aidtrack.errors import AidtrackError
from aidtrack.locale import command
from aidtrack.nouns.household import HOUSEHOLD
from aidtrack.phrase import Said, phrase
from aidtrack.store.engine.connection import Connection, read
from aidtrack.store.engine.parameters import among
from aidtrack.store.engine.target import Target
from aidtrack.store.log.chain import FORGET
from aidtrack.values.text import TO_FILL, safe

_MOST = 5  # that are told one by one


def named_again(store: Path, kept: Path) -> Iterator[Said]:
    """What is to be said of it; nothing where either cannot be read, or is another store's history."""
    try:
        with read(Target(kept, None), older=True) as before:
            first, forgot = _first(before), dict(_forgot(before))
        with read(Target(store, None), older=True) as connection:
            if _first(connection) != first:
                return
            since = set(forgot.values()) - {hash for _, hash in _forgot(connection)}
            ids = sorted(id for id, hash in forgot.items() if hash in since)
            listed, named = among(ids)
            rows = connection.rows(
                f"SELECT id, name FROM {HOUSEHOLD.name} WHERE id IN ({listed}) AND head IS NOT NULL ORDER BY id", named
            ) if ids else []  # fmt: skip
    except AidtrackError:
        return
    if rows:
        yield phrase(
            "Households that were forgotten since this backup, which names them again: {count}.", count=len(rows)
        )
    for id, name in rows[:_MOST]:
        again = f"{command(HOUSEHOLD.name, 'forget', f'id:{id}', '--reason')} {TO_FILL}"
        yield phrase("Forget household {household} again: {command}", household=safe(str(name)), command=again)


def _first(connection: Connection) -> object:
    """By what two files are known to be of one history: the hash of its first record."""
    return connection.value("SELECT hash FROM audit ORDER BY id LIMIT 1")


def _forgot(connection: Connection) -> Iterator[tuple[int, str]]:
    """Each household that was, and the record that says so."""
    of = {"noun": HOUSEHOLD.name, "action": FORGET}
    for id, hash in connection.rows(
        "SELECT object_id, hash FROM audit WHERE noun = :noun AND action = :action ORDER BY id", of
    ):
        yield int(id), str(hash)
