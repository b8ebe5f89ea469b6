"""The entry that a person means: by its 流水号, or by its id."""

from aidtrack.codes import Code
from aidtrack.ledger.kind import KINDS
from aidtrack.locale import spoken, t
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.not_found import NotFound, ambiguous
from aidtrack.store.names.refs import by_ref, stands_for
from aidtrack.store.names.sure import sure
from aidtrack.values.ids import is_id
from aidtrack.values.money import yuan
from aidtrack.values.text import safe


def entry_named(connection: Connection, text: str, kind: str) -> int:
    """An entry by its 流水号 in use, which names the newest of what was corrected; or by its id."""
    said = sure(text)
    by, word = (None, text) if said is None else said
    ref = by_ref(connection, word) if by in (None, "ref") else None
    own = _entry_of(connection, word) if by in (None, "id") else None
    hits = [one for one in (ref, own) if one is not None]
    if not hits:
        raise NotFound(t("There is no entry “{name}”.", name=safe(text)), _look_up(kind), code=Code.UNKNOWN_ENTRY)
    if ref is not None and own is not None and stands_for(connection, own) != ref:
        told = [f"{word} ({_entry_words(connection, id)})" for word, id in ((f"ref:{text}", ref), (f"id:{own}", own))]
        raise ambiguous(text, told, f"id:{own}")
    return hits[0]


def _entry_of(connection: Connection, id: str) -> int | None:
    return connection.value("SELECT id FROM entry WHERE id = :id", {"id": int(id)}) if is_id(id) else None


def _entry_words(connection: Connection, id: int) -> str:
    [(kind, amount)] = connection.rows("SELECT kind, amount_fen FROM entry WHERE id = :id", {"id": id})
    return f"{spoken(KINDS[kind].label)} {id}, {yuan(amount)}"


def _look_up(kind: str) -> str:
    if kind:
        return t("List them: aidtrack {noun} list.", noun=kind)
    return t("Look it up: aidtrack find TEXT.")
