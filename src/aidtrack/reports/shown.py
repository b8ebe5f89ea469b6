"""`show` of an entry: one with all its fields; a loan also with what came back of it, and when it falls due."""

from dataclasses import replace

from aidtrack.phrase import phrase
from aidtrack.reports import listing
from aidtrack.reports.lending import schedule_table
from aidtrack.reports.period import Period
from aidtrack.store.engine.connection import Connection
from aidtrack.values.report import Report


def entry(connection: Connection, kind: str, id: int) -> Report:
    """Raises Refused where there is none of this kind."""
    answer = listing.entry(connection, kind, id)
    [row] = answer.tables[0].rows
    if kind != "loan" or row["loan"] is not None:  # what takes a loan back is none itself
        return answer
    more = (listing.came_back(connection, id), schedule_table(connection, id, Period()))
    notes = [] if row["term"] is not None else [phrase("No term is stated: nothing falls due.")]
    return replace(answer, tables=[*answer.tables, *(one for one in more if one and one.rows)], notes=notes)
