"""A household's names are erased for ever, beside the log and in entries too: its code, its money and its village stay, and a record says that it was done."""

from collections.abc import Collection, Sequence

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
from aidtrack.store.records.persons import Heads, heads
from aidtrack.store.records.rows import stored
from aidtrack.values.personal import mask
from aidtrack.values.text import key, safe

_COLUMNS = PERSONAL[HOUSEHOLD.name]


class NothingToForget(Refused):
    """No name of it is recorded, or none any more."""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """In how many entries the names are masked now; how many keep one, for they are another household's with a head of that name; what holds
    one for ever; how many texts were left with it; whom entries named in more words than the name, as they name them now.
    """

    entries: int
    others: int
    staying: Staying
    texts: int
    longer: Sequence[str]


def forget(writer: Writer, id: int, reason: str, *, leave_texts: bool = False, keep: Sequence[str] = ()) -> Forgotten:
    """Erase the names of a household and of those that were merged into it.

    In entries each is masked where it stands, also on days that are closed: no figure changes. Names to `keep` hold one and are somebody
    else's, such as a firm's. Raises Refused where none is recorded, where one to keep holds none, and where a text that can be changed
    holds one, unless these are to be left: it is handed over with nobody to know it.
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
    keys = {key(name) for name in names}
    _require_holding(keep, keys)
    known = heads(writer).names
    gone = persons_of(writer, Heads(known | {key(name) for name in keep}), keys)
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
    entries, others, longer = forgotten_entries.mask(writer, chain, gone, _namesakes(writer, gone.keys))
    # The last, so that nothing goes on being changed under it (`schema/forgets.py`).
    after = {"household": _code(writer, id), "reason": reason, SEALED_BY: stays.records or None}
    chain.append(FORGET, "personal", after=after)
    return Forgotten(entries, others, stays, texts, longer)


def _require_holding(keep: Sequence[str], gone: Collection[str]) -> None:
    """Each name to keep is a longer one than those that are forgotten."""
    for name in keep:
        whole = key(name)
        if whole in gone or not any(one in whole for one in gone):
            raise Refused(
                t("“{name}” holds no name that is to be forgotten, or is one.", name=safe(mask(name))),
                t("With --keep, give the whole name of somebody else in which it stands, as a firm's."),
            )


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
