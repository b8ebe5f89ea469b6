"""What `report village` shows after the money: the place, who is responsible, households, loans, activities, indicators, open findings,
notices, documents.

Each is one query that an index answers; only an activity that names the village among its places is looked for in all of them, as filters do.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from aidtrack.nouns.activity import ACTIVITY
from aidtrack.nouns.document import DOCUMENT
from aidtrack.nouns.finding import FINDING
from aidtrack.nouns.indicator import INDICATOR
from aidtrack.nouns.posting import POSTING, POSTING_ROLES
from aidtrack.phrase import Said, phrase
from aidtrack.reports import household, listing
from aidtrack.reports.activity_places import naming
from aidtrack.reports.belonging import held_by
from aidtrack.reports.columns import columns, filled, of_noun
from aidtrack.reports.dimension import DIMENSIONS
from aidtrack.reports.explain import Explainer
from aidtrack.reports.figures import Figures, Key, summed
from aidtrack.reports.finding import still_open
from aidtrack.reports.period import Period
from aidtrack.reports.posting import state
from aidtrack.reports.village.loans import loans_table
from aidtrack.reports.village.notices import notices_table
from aidtrack.reports.village.place import place_table
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.find import Names
from aidtrack.values.field import Noun
from aidtrack.values.quantity import quantity
from aidtrack.values.report import Column, Content, Row, Table, Value, as_text

_ROLES = list(POSTING_ROLES)
Rows = list[dict[str, Content]]


def programme(
    connection: Connection,
    names: Names,
    id: int,
    cells: Mapping[Key, Figures],
    when: Period,
    explainer: Explainer | None,
) -> list[Table]:
    """The tables that have a row."""
    tables = (
        ("village", _explained_place(place_table(connection, id, cells, when), id, when, explainer)),
        ("posting", _postings(connection, id, when)),
        ("household", household.summary(connection, id, when, explainer)),
        ("loan", loans_table(connection, names, id, when, explainer)),
        ("activity", _activities(connection, names, id, when)),
        ("indicator", _indicators(connection, id, when)),
        ("finding", _findings(connection, id, when)),
        ("project", notices_table(connection, id, when)),
        ("document", _documents(connection, id, when)),
    )
    return [
        replace(table, explain=explainer.each(noun, table.rows)) if explainer and not table.explain else table
        for noun, table in tables
        if table.rows
    ]


def _explained_place(table: Table, id: int, when: Period, explainer: Explainer | None) -> Table:
    """The village, and the entries and measures that its figures rest on."""
    if explainer is None or not table.rows:
        return table
    place = explainer.place(village=id)
    kinds = ("allocation", "spending", "loan")
    return replace(
        table, explain=[[explainer.one("village", id), *(explainer.entries(kind, when.until, place) for kind in kinds)]]
    )


def _postings(connection: Connection, id: int, when: Period) -> Table:
    """Who is in office on the period's last day."""
    rows = [
        row
        for row in _of(connection, POSTING, "coalesce(posting.village_id, 0) = :village", id)
        if state(as_text(row["starts_on"]), as_text(row["ends_on"]), when.day) == "in_office"
    ]
    rows.sort(key=lambda row: _ROLES.index(str(row["role"])) if row["role"] in POSTING_ROLES else len(_ROLES))
    return _table(
        connection,
        "postings",
        phrase("Who is responsible"),
        POSTING,
        rows,
        "role",
        "name",
        "organization",
        "starts_on",
        "ends_on",
    )


def _activities(connection: Connection, names: Names, id: int, when: Period) -> Table:
    """The activities of the period that were in the village, or name it among their places."""
    rows = [
        row
        for row in _of(connection, ACTIVITY, _at_home(names, id), id)
        if when.overlaps(as_text(row["starts_on"]), as_text(row["ends_on"]))
    ]
    rows.sort(key=lambda row: (str(row["starts_on"] or row["ends_on"] or "9999"), str(row["name"])))
    shown = ("starts_on", "ends_on", "kind", "name", "organiser", "partners", "persons", "content")
    return _table(connection, "activities", phrase("Activities"), ACTIVITY, rows, *shown)


def _at_home(names: Names, id: int) -> str:
    """Whether an activity is the village's, as SQL: it was there, is of a project there, or names it."""
    held = held_by(ACTIVITY, DIMENSIONS["village"])
    return f"({held} = :village OR {naming(names, [id])})"


def _indicators(connection: Connection, id: int, when: Period) -> Table:
    """What was measured of the village by the period's end, year by year."""
    rows: Rows = []
    for row in _of(connection, INDICATOR, "coalesce(indicator.village_id, 0) = :village", id):
        said = quantity(as_text(row["value"]), as_text(row["qualifier"]))
        if str(row["as_of"] or "") <= (when.end or "9999"):
            rows.append({**row, "quantity": None if said is None else str(said)})
    rows.sort(key=lambda row: (str(row["name"]), str(row["as_of"] or ""), str(row["goal"] or "")))
    shown = [*of_noun(INDICATOR, "name", "as_of"), *columns("quantity"), *of_noun(INDICATOR, "unit", "goal", "raw")]
    return _made(connection, "indicators", phrase("Indicators"), INDICATOR, rows, shown)


def _findings(connection: Connection, id: int, when: Period) -> Table:
    """What was found and is not put right on the period's last day."""
    rows = still_open(_of(connection, FINDING, "finding.village_id = :village", id), when.day)
    shown = [
        *of_noun(FINDING, "name", "project", "found_on", "amount", "measure", "owner", "due"),
        *columns("days_overdue", "flags"),
    ]
    found = _made(connection, "findings", phrase("Open findings"), FINDING, rows, shown)
    return replace(found, total={"amount": summed(row["amount"] for row in rows)})


def _documents(connection: Connection, id: int, when: Period) -> Table:
    rows = [
        row
        for row in _of(connection, DOCUMENT, "document.village_id = :village", id)
        if str(row["date"] or "") <= (when.end or "9999")
    ]
    rows.sort(key=lambda row: (str(row["date"] or ""), str(row["name"])))
    return _table(
        connection,
        "documents",
        phrase("Documents"),
        DOCUMENT,
        rows,
        "date",
        "kind",
        "name",
        "doc_no",
        "parties",
        "project",
    )


def _of(connection: Connection, noun: Noun, condition: str, village: int) -> list[dict[str, Value]]:
    return listing.rows(connection, noun, [condition], {"village": village})


def _table(connection: Connection, name: str, title: Said, noun: Noun, rows: Sequence[Row], *fields: str) -> Table:
    return _made(connection, name, title, noun, rows, of_noun(noun, *fields))


def _made(
    connection: Connection, name: str, title: Said, noun: Noun, rows: Sequence[Row], shown: list[Column]
) -> Table:
    return Table(name, title, filled(shown, rows), rows, labels=listing.labels(connection, noun, rows))
