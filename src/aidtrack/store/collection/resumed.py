"""A receipt that the server of an office kept while the collection's own server failed before it could: what lacks here is made up for.

An office's rows and its position are kept in one place, so they are there whole or not at all. The server that keeps them commits first;
what the collection has of its own beside them (that a bundle was received, its log, the keys of words) follows, and is lost where the
collection's server breaks down between the two.
"""

from aidtrack.ledger.earmark import COMPARED
from aidtrack.store.collection import former, places
from aidtrack.store.collection.offices import Office
from aidtrack.store.collection.own_rows import BUNDLE, OFFICE, last_said, tell
from aidtrack.store.collection.span import of_office
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.records import spelling

_RECEIVED = "SELECT count(*) FROM bundle WHERE office_id = :id AND until = :until AND head = :head"
_NO_FILE = "-"  # nobody knows any more which it was


def resume(writer: Writer, office: Office) -> None:
    """Record how far the office was received, where no bundle says so; before anything else of it is taken.

    Of one whose rows stand beside the log nothing can have been lost so: there it would record what somebody changed.
    """
    if not any(office.number in place for place in places.every(writer)):
        return
    said = {"until": office.received_to, "head": office.head}
    if writer.value(_RECEIVED, {"id": office.number, **said}):
        return
    last = int(writer.value("SELECT coalesce(max(id), 0) FROM bundle"))
    row = {
        "id": last + 1, "office_id": office.number, "code": office.code, "name": office.name, "file": _NO_FILE, "sha256": _NO_FILE, "since": 0,
        **said, "received_at": office.received_at,
    }  # fmt: skip
    writer.insert_columns("bundle", {name: [value] for name, value in row.items() if value is not None}, {})
    tell(writer, "resume", BUNDLE, {last + 1: None})
    tell(writer, "resume", OFFICE, {office.number: last_said(writer, OFFICE, office.number)})
    former.log_what_is_not(writer, office)
    for noun, columns in COMPARED.items():
        rows = writer.rows(f"SELECT {', '.join(columns)} FROM {noun} WHERE {of_office('id')}", office.span.bounds)
        spelling.learn(writer, noun, (dict(zip(columns, row, strict=True)) for row in rows))
