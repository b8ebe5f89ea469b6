"""What stands above and below the report of a village: where it lies and what it has come to, and which villages it was merged with."""

from collections.abc import Iterator
from decimal import Decimal

from aidtrack.nouns.indicator import INCOME
from aidtrack.nouns.village import DEPTHS, EXIT_STATUSES
from aidtrack.phrase import Joined, Said, Word, phrase
from aidtrack.reports.period import Period
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.find import Names
from aidtrack.store.names.lying import COUNTY, lying
from aidtrack.store.names.words import OpenWords, among
from aidtrack.values.text import safe


def title(connection: Connection, id: int, when: Period) -> Said:
    """`牙河村 · 定西市陇西县 · 已脱贫 · 农民人均纯收入 4,900.00 元(2016年底)`: what is known by the period's end, nothing else."""
    row = connection.rows(
        "SELECT name, code, depth, exit_status, exited_on, province, prefecture, county, township FROM village WHERE id = :id",
        {"id": id},
    )[0]
    name, code, depth, status, exited_on, *written = row
    by_code = code is not None and written[COUNTY] is None
    _, prefecture, county, township = lying(connection).path(tuple(written), code) if by_code else written
    if by_code and county and county.isdigit():  # which is no name
        county = None
    parts: list[Said] = [name, "".join(part for part in (prefecture, county, township) if part)]
    if depth in DEPTHS:
        parts.append(Word(depth, DEPTHS[depth]))
    if status in EXIT_STATUSES and when.reached(exited_on):
        word = Word(status.replace("_", " "), EXIT_STATUSES[status])
        parts.append(Joined((word, f"({exited_on})"), "") if exited_on else word)
    parts.append(_income(connection, id, when))
    return Joined(tuple(part for part in parts if part), " · ")


def _income(connection: Connection, id: int, when: Period) -> Said:
    """The newest income that an indicator states by the period's end."""
    named, params = among("name", OpenWords(connection).alike("indicator", "name", INCOME), "name")
    found = connection.rows(
        f"SELECT value, unit, qualifier, as_of FROM indicator WHERE coalesce(village_id, 0) = :id AND {named} AND value IS NOT NULL"
        " AND coalesce(household_id, project_id, activity_id) IS NULL AND coalesce(goal, 'actual') = 'actual'"
        " AND coalesce(as_of, '') <= :end ORDER BY coalesce(as_of, '') DESC LIMIT 1",
        {"id": id, "end": when.params["end"], **params},
    )
    if not found:
        return ""
    value, unit, qualifier, as_of = found[0]
    said = f"{qualifier if qualifier not in (None, '=') else ''}{Decimal(value):,} {unit or ''}".strip()
    return phrase("net income per farmer {income}{when}", income=said, when=f"({as_of})" if as_of else "")


def merged(names: Names, id: int) -> Iterator[Said]:
    """Which village it became part of, and which became part of it."""
    sql = "SELECT id, merged_into_id, merged_on FROM village WHERE merged_into_id IS NOT NULL AND (id = :id OR merged_into_id = :id) ORDER BY id"
    for one, into, day in names.connection.rows(sql, {"id": id}):
        other = safe(names.choice("village", into if one == id else one))
        yield _went_into(other, day) if one == id else _became_part(other, day)


def _went_into(village: str, day: str | None) -> Said:
    if day is None:
        return phrase("Merged into {village}, on a day that is not known: reports count it there.", village=village)
    return phrase(
        "Merged into {village} on {day}: reports that end on that day or later count it there.",
        village=village,
        day=day,
    )


def _became_part(village: str, day: str | None) -> Said:
    if day is None:
        return phrase(
            "{village} was merged into it, on a day that is not known: its money is counted here.", village=village
        )
    return phrase(
        "{village} was merged into it on {day}: its money is counted here from that day on, with all its history.",
        village=village, day=day,
    )  # fmt: skip
