"""A household's names are erased for ever, beside the log too: its code, its money and its village stay, and a record says that it was done."""

from aidtrack.errors import Refused
from aidtrack.ledger.entry import ENTRY
from aidtrack.locale import t
from aidtrack.nouns.household import HOUSEHOLD
from aidtrack.store.engine.connection import Connection
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.log.append import Chain
from aidtrack.store.log.chain import FORGET, values
from aidtrack.store.log.personal_values import PERSONAL, hash_in
from aidtrack.store.records.payees import MAY_BE_HEADS
from aidtrack.store.records.persons import Heads
from aidtrack.store.records.rows import stored
from aidtrack.values.text import key, safe

_COLUMNS = PERSONAL[HOUSEHOLD.name]


def forget(writer: Writer, id: int, reason: str) -> int:
    """Erase the names of a household and of those that were merged into it; returns how many records of an older program still hold one.

    Raises Refused where none is recorded, or entries have one as payee or guarantor: these never change, and who is no head any more is
    not masked.
    """
    ids = [
        id,
        *(one for (one,) in writer.rows("SELECT id FROM household WHERE same_as_id = :id ORDER BY id", {"id": id})),
    ]
    names = {name for one in ids for name in _names(writer, one)}
    if not names:
        raise Refused(
            t(
                "Nothing of household {household} is to be forgotten: no name of it is recorded.",
                household=_code(writer, id),
            ),
            t("Check the household: aidtrack household show {id}.", id=id),
        )
    if count := _entries(writer, names):
        raise Refused(
            t("Entries whose payee or guarantor has a name of household {household}: {count}. Entries are never changed.",
              household=_code(writer, id), count=count),
            t("Nothing was erased: the name would still be in them."),
        )  # fmt: skip
    chain = Chain(writer)
    for one in ids:
        if not _names(writer, one):
            continue
        before = stored(writer, HOUSEHOLD.name, one) or {}
        blank = dict.fromkeys(_COLUMNS)
        writer.update(HOUSEHOLD.name, one, blank)
        chain.append(FORGET, HOUSEHOLD.name, one, before=before, after={**before, **blank})
        writer.execute(
            "UPDATE personal_value SET salt = NULL, value = NULL WHERE noun = :noun AND object_id = :id",
            {"noun": HOUSEHOLD.name, "id": one},
        )
    chain.append(FORGET, "personal", after={"household": _code(writer, id), "reason": reason})
    return sum(_is_named(text) for one in ids for text in _older(writer, one))


def _code(connection: Connection, id: int) -> str:
    return safe(str((stored(connection, HOUSEHOLD.name, id) or {})["name"]))


def _names(connection: Connection, id: int) -> set[str]:
    """Every name of a household that is still to be read: the one it has, and those it had."""
    row = stored(connection, HOUSEHOLD.name, id) or {}
    had = connection.rows(
        "SELECT value FROM personal_value WHERE noun = :noun AND object_id = :id AND value IS NOT NULL",
        {"noun": HOUSEHOLD.name, "id": id},
    )
    return {str(row[column]) for column in _COLUMNS if row.get(column) is not None} | {str(value) for (value,) in had}


def _entries(connection: Connection, names: set[str]) -> int:
    heads = Heads({key(name) for name in names})
    said = ", ".join(ENTRY.field(name).column for name in MAY_BE_HEADS)
    rows = connection.rows(f"SELECT {said}, count(*) FROM entry WHERE coalesce({said}) IS NOT NULL GROUP BY {said}")
    return sum(int(count) for *texts, count in rows if any(map(heads.in_text, texts)))


def _older(connection: Connection, id: int) -> list[tuple[object, object]]:
    return connection.rows(
        "SELECT before, after FROM audit WHERE noun = :noun AND object_id = :id", {"noun": HOUSEHOLD.name, "id": id}
    )


def _is_named(ends: tuple[object, object]) -> bool:
    said = [row for row in map(values, ends) if row is not None]
    return any(column in row and hash_in(row[column]) is None for row in said for column in _COLUMNS)
