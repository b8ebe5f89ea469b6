"""Every table that names villages has their counties, by which two of one name are told apart: people see them where a table is of villages."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from aidtrack.nouns.village import VILLAGE
from aidtrack.reports.columns import of_field
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.homonyms import Homonyms
from aidtrack.store.names.lying import level
from aidtrack.values.field import Noun
from aidtrack.values.homonym import read
from aidtrack.values.report import Column, Content, Report, Row, Table
from aidtrack.values.stream import ByColumn, Stream

_COUNTY = VILLAGE.field("county")


def lacks_county(declared: Noun) -> bool:
    """Whether rows of a noun name a village, whose county they do not say themselves."""
    names = {field.name for field in declared.fields if field.refers == "village" or field.name == "county"}
    return "village" in names and "county" not in names


def county_of(connection: Connection, declared: Noun) -> str:
    """The SQL of the county of the village that a row names, where the village is joined under the field's name."""
    return level(connection, "county", "village_named") if lacks_county(declared) else "NULL"


def county_column() -> Column:
    """What scripts read, and who asks for it."""
    return of_field(_COUNTY, hidden=True)


def with_counties(connection: Connection, report: Report) -> Report:
    """The answer with the county beside every village that its rows name."""
    lacking = [
        table
        for table in report.tables
        if {column.name for column in table.columns} & {"village", "county"} == {"village"}
    ]
    if not lacking:
        return report
    known = _counties(connection)
    tables = [_placed(table, known) if table in lacking else table for table in report.tables]
    return replace(report, tables=tables)


def _placed(table: Table, counties: Mapping[str, str | None]) -> Table:
    def county(village: Content) -> str | None:
        return counties.get(read(village)) if isinstance(village, str) else None

    def placing() -> Iterator[Row]:
        return (row if "county" in row else {**row, "county": county(row.get("village"))} for row in table.rows)

    rows: Sequence[Row]
    if isinstance(table.rows, ByColumn):
        rows = table.rows.beside("county", lambda cells: [*map(county, cells.of("village"))])
    elif isinstance(table.rows, Stream):  # what is read while it is shown is placed then
        rows = Stream(len(table.rows), placing)
    else:
        rows = [*placing()]
    return replace(table, columns=[*table.columns, county_column()], rows=rows)


def _counties(connection: Connection) -> dict[str, str | None]:
    """By what villages are called where one is told from others of its name."""
    shared = Homonyms(connection).of("village")
    return {
        read(shared.get(id, name)): county
        for id, name, county in connection.rows(
            f"SELECT id, name, {level(connection, 'county')} FROM village WHERE same_as_id IS NULL"
        )
    }
