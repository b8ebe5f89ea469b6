"""`report office`: the offices of a collection, how far each was taken in, by whose signature, and which are late."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from aidtrack.ledger.entry import ENTRY
from aidtrack.phrase import phrase, words
from aidtrack.reports import former
from aidtrack.reports.closed_since import closed_since
from aidtrack.reports.period import Period
from aidtrack.store.collection import offices, uncounted
from aidtrack.store.collection.offices import Office
from aidtrack.store.collection.span import of_office
from aidtrack.store.engine.collections import SPAN, is_collection
from aidtrack.store.engine.connection import Connection
from aidtrack.store.engine.head import head
from aidtrack.store.records import settings
from aidtrack.store.records.identity import identity
from aidtrack.values.report import Report, Row, Table, column
from aidtrack.values.text import safe

_SIGNATURES = {"confirmed": "已核对", "unconfirmed": "首次,未核对", "unsigned": "未签名"}
_MONTHS = 12
_OPEN = "SELECT count(*) FROM finding WHERE closed_on IS NULL"


def office(
    connection: Connection,
    when: Period,
    *,
    only: int | None = None,
    before: Period | None = None,
    explain: list[str] | None = None,
) -> Report:
    """One row an office of those that are asked for, or the `only` one; of a store that is no collection its own. How far an office is, is
    the same on every day, and what it handed over is found by `--office`: `explain` has nothing to add. Since `before`, what changed in closed periods.
    """
    collects = is_collection(connection)
    asked = [one for one in offices.looked_at(connection) if only in (None, one.number)] if collects else []
    rows = _rows(connection, asked, when, _due(connection)) if collects else [_own(connection)]
    aside = former.parts(connection, {one.number for one in asked}) if collects and only is None else []
    more = [] if before is None else [closed_since(connection, before, when, explain)]
    return Report("office", phrase("Offices"), [_table(rows), *more, *aside], when.end)


def _table(rows: Sequence[Row]) -> Table:
    columns = [
        column("office", "单位代码"), column("office_name", "单位名称"), column("number", "单位编号", "id"),
        column("received_to", "收至记录", "id"), column("received_at", "接收时间", "time"), column("last_entry", "最近流水日期", "date"),
        column("entries", "流水", "count"), column("head", "日志链头", hidden=True), column("signature", "签名"),
        column("days_late", "迟报天数", "count"), column("findings", "未整改问题", "count"),
    ]  # fmt: skip
    return Table("offices", phrase("Offices"), columns, rows, labels={"signature": words(_SIGNATURES)},
                 stays=("days_late", "entries", "signature", "received_at"))  # fmt: skip


def _due(connection: Connection) -> int:
    """On which day of the next month a month is to be here."""
    return int(settings.value(connection, "handover_day"))


def late(connection: Connection, when: Period) -> list[Table]:
    """Of several offices those that are late, the latest first, with how many they are; nothing where none is."""
    if connection.parts is None:
        return []
    due, among = _due(connection), offices.looked_at(connection)
    behind = [(days, one) for one in among if (days := days_late(one.received_at, when.today, due)) is not None]
    rows = _rows(connection, [one for _, one in sorted(behind, key=lambda pair: -pair[0])], when, due)
    said = phrase("{count} of {all} offices are late.", count=len(rows), all=len(among))
    return [replace(_table(rows), title=phrase("Late offices"), notes=[said])] if rows else []


def days_late(received_at: str, day: str, due: int) -> int | None:
    """Since what was due and is not covered: what is received in a month covers all before it; a month is due on a day of the next."""
    year, month = int(received_at[:4]), int(received_at[5:7])
    late = date.fromisoformat(day) - date(year + month // _MONTHS, month % _MONTHS + 1, due)
    return late.days if late.days > 0 else None


def _rows(connection: Connection, some: Sequence[Office], when: Period, due: int) -> list[Row]:
    """However many these are, each question is asked once: of all, or of the one."""
    of, bounds = "1 = 1", dict[str, object]()
    if len(some) == 1:
        of, bounds = of_office("{id}"), {**some[0].span.bounds}

    def told(sql: str, id: str) -> dict[int, Any]:
        return dict(connection.rows(f"SELECT {id} / {SPAN}, {sql.format(of=of.format(id=id))} GROUP BY 1", bounds))

    newest = told("max((SELECT max(e.date) FROM entry e WHERE e.fund_id = f.id)) FROM fund f WHERE {of}", "f.id")
    findings = told("count(*) FROM finding WHERE closed_on IS NULL AND {of}", "id")
    entries, aside = offices.entries_by_office(connection), uncounted.by_office(connection)
    return [
        {
            "office": safe(one.code), "office_name": None if one.name is None else safe(one.name), "number": one.number,
            "received_to": one.received_to, "received_at": one.received_at, "last_entry": newest.get(one.number),
            "entries": entries.get(one.number, 0) - aside.get(one.number, 0), "head": one.head,
            "signature": _signature(one), "days_late": days_late(one.received_at, when.today, due),
            "findings": findings.get(one.number, 0),
        }
        for one in some
    ]  # fmt: skip


def _signature(one: Office) -> str:
    if not one.signed:
        return "unsigned"
    return "confirmed" if one.confirmed else "unconfirmed"


def _own(connection: Connection) -> Row:
    who = identity(connection)
    return {
        "office": None if who.office is None else safe(who.office),
        "office_name": None if who.office_name is None else safe(who.office_name),
        "number": None if who.number is None else int(who.number),
        "received_to": int(connection.value("SELECT coalesce(max(id), 0) FROM audit")), "received_at": None,
        "last_entry": connection.value("SELECT max(date) FROM entry"),
        "entries": int(connection.value(f"SELECT count(*) FROM {ENTRY.name}")), "head": head(connection), "signature": None,
        "days_late": None, "findings": int(connection.value(_OPEN)),
    }  # fmt: skip
