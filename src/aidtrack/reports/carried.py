"""What `fund carry` answers: from which fund into which, how much, and every entry of it."""

from aidtrack.nouns.fund import FUND
from aidtrack.phrase import Said, phrase
from aidtrack.reports.clock import AGES, age_class, idle_since, years_between
from aidtrack.reports.columns import columns, of_noun, word_labels
from aidtrack.reports.confirmed import only_tried, undoable
from aidtrack.reports.entries import of_batch
from aidtrack.reports.period import Period
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.find import Names
from aidtrack.store.records.carriable import Carried
from aidtrack.values.report import Report, Row, Table


def carried(connection: Connection, done: Carried, day: str, *, dry_run: bool) -> Report:
    """What was carried on, on `day`; in a dry run it is taken back after this was read."""
    names = Names(connection)
    [(source, year)] = connection.rows("SELECT source, year FROM fund WHERE id = :id", {"id": done.into_id})
    since = idle_since(connection, Period(end=day)).get(done.into_id)
    row: Row = {
        "fund": names.name("fund", done.from_id),
        "into": names.name("fund", done.into_id),
        "year": year,
        "source": source,
        "cash": done.cash_fen,
        "allocated": done.allocated_fen,
        "released": done.released_fen,
        "idle_since": since,
        "batch": None if dry_run else done.batch_id,
    }
    shown = [
        *columns("fund", "into"), *of_noun(FUND, "year", "source"), *columns("cash", "allocated", "released", "idle_since", "batch"),
    ]  # fmt: skip
    notes: list[Said] = []
    years = 0 if since is None else years_between(since, day)
    if years >= AGES[-1]:
        notes.append(phrase("Hint: this money has waited {age}; fiscal money carried over for two years counts as surplus and may be called back"
                       " (Ministry of Finance 2015).", age=age_class(years)))  # fmt: skip
    table = Table("carry", phrase("Carried on"), shown, [row], labels=word_labels("source"), single=True)
    entries = of_batch(connection, done.batch_id)
    title = phrase("{fund} carried on into {year}", fund=row["fund"], year=year)
    answer = Report("carry", title, [table, entries], notes=notes)
    return only_tried(answer) if dry_run else undoable(answer, done.batch_id)
