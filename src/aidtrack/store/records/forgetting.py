"""A household's names are erased for ever, beside the log and in entries too: its code, its money and its village stay, and a record says that it was done."""

from aidtrack.dataclass import dataclass
from aidtrack.errors import Refused
from aidtrack.locale import t
from aidtrack.nouns.household import HOUSEHOLD
from aidtrack.store.engine.connection import Connection
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.log.append import Chain
from aidtrack.store.log.chain import FORGET, SEALED_BY
from aidtrack.store.log.personal_values import PERSONAL
from aidtrack.store.records import forgotten_entries
from aidtrack.store.records.forgotten_texts import Staying, require_no_texts, staying
from aidtrack.store.records.handing_over.whom import persons_of
from aidtrack.store.records.persons import heads
from aidtrack.store.records.rows import stored
from aidtrack.values.text import key, safe

_COLUMNS = PERSONAL[HOUSEHOLD.name]


class NothingToForget(Refused):
    """No name of it is recorded, or none any more."""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """In how many entries the names are masked now; how many keep one, for they are another household's with a head of that name; what holds
    one for ever; how many texts were left with it.
    """

    entries: int
    others: int
    staying: Staying
    texts: int


def forget(writer: Writer, id: int, reason: str, *, leave_texts: bool = False) -> Forgotten:
    """Erase the names of a household and of those that were merged into it.

    In entries each is masked where it stands, also on days that are closed: no figure changes. Raises Refused where none is recorded, and
    where a text that can be changed holds one, unless these are to be left: it is handed over with nobody to know it.
    """
    ids = [
        id,
        *(one for (one,) in writer.rows("SELECT id FROM household WHERE same_as_id = :id ORDER BY id", {"id": id})),
    ]
    names = {name for one in ids for name in _names(writer, one)}
    if not names:
        raise NothingToForget(
            t(
                "Nothing of household {household} is to be forgotten: no name of it is recorded.",
                household=_code(writer, id),
            ),
            t("Check the household: aidtrack household show {id}.", id=id),
        )
    gone = persons_of(writer, heads(writer), {key(name) for name in names})
    texts = require_no_texts(writer, gone, reason, leave=leave_texts)
    stays = staying(writer, gone)
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
    entries, others = forgotten_entries.mask(writer, chain, gone, _namesakes(writer, gone.keys))
    # The last, so that nothing goes on being changed under it (`schema/forgets.py`).
    after = {"household": _code(writer, id), "reason": reason, SEALED_BY: stays.records or None}
    chain.append(FORGET, "personal", after=after)
    return Forgotten(entries, others, stays, texts)


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


def _namesakes(connection: Connection, gone: frozenset[str]) -> set[int]:
    """The households that still have, or had, a head of one of these names (by key)."""
    rows = connection.rows(
        "SELECT id, head FROM household WHERE head IS NOT NULL"
        " UNION SELECT object_id, value FROM personal_value WHERE noun = :noun AND value IS NOT NULL",
        {"noun": HOUSEHOLD.name},
    )
    return {int(id) for id, name in rows if key(name) in gone}
