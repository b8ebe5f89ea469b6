"""By what a printed answer is held against its store."""

from aidtrack.phrase import Said, phrase
from aidtrack.store.engine.connection import Connection
from aidtrack.store.engine.head import head
from aidtrack.store.records.identity import Identity, identity
from aidtrack.values.report import Seal
from aidtrack.values.text import safe


def seal(connection: Connection) -> Seal:
    found = identity(connection)
    return Seal(office(found), found.store_id, head(connection))


def office(of: Identity) -> Said | None:
    """The office by its name and code, as far as it is known."""
    if of.office is None or of.office_name is None:
        known = of.office_name or of.office
        return None if known is None else safe(known)
    return phrase("{name} ({code})", name=safe(of.office_name), code=safe(of.office))
