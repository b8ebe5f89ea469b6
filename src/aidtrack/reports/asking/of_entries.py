"""The columns of a list of entries in SQL: its fields, and what each came from."""

from collections.abc import Sequence

from aidtrack.ledger.correcting import origin_of, ref_of, stands
from aidtrack.ledger.entry import ENTRY
from aidtrack.reports.asking.in_sql import Listed, of_county, of_noun_field
from aidtrack.reports.came import recorded
from aidtrack.store.engine.connection import Connection
from aidtrack.values.report import Column

_ORIGIN = origin_of("entry")
_REF = f"(CASE WHEN {stands('entry')} THEN {ref_of('entry')} ELSE entry.ref END)"
_FILE = f"""(SELECT f.{{column}} FROM entry o JOIN batch_file f ON f.batch_id = o.batch_id AND f.file_no = o.file_no
    WHERE o.id = {_ORIGIN})"""
_SQL = {
    "batch": "entry.batch_id",
    "file": _FILE.format(column="name"),
    "sheet": _FILE.format(column="sheet"),
    "line": f"(SELECT o.row_no FROM entry o WHERE o.id = {_ORIGIN})",
    "by": f"coalesce((SELECT b.actor FROM batch b WHERE b.id = entry.batch_id), {recorded('actor')})",
    "at": f"coalesce((SELECT b.at FROM batch b WHERE b.id = entry.batch_id), {recorded('at')})",
}


def listed(connection: Connection, id: Column, origins: Sequence[Column]) -> list[Listed]:
    """`id`, the fields, and the columns of what each came from."""
    fields = [of_noun_field("entry", field) for field in ENTRY.fields]
    ref = next(at for at, field in enumerate(ENTRY.fields) if field.name == "ref")
    fields[ref] = Listed(fields[ref].column, _REF)
    return [
        Listed(id, "entry.id", number=True),
        *fields,
        *(Listed(one, _SQL[one.name], number=one.kind == "id") for one in origins),
        of_county(connection, "entry"),
    ]
