"""`collection former`: what was kept aside of offices, and of one part what went: entries, other rows, records of the log.

Ids in a part are the office's own.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import field
from typing import Any

from aidtrack.dataclass import dataclass
from aidtrack.ledger.entry import ENTRY
from aidtrack.ledger.kind import KINDS
from aidtrack.nouns import NOUNS
from aidtrack.phrase import phrase, words
from aidtrack.reports.columns import of_field
from aidtrack.reports.log import ACTIONS
from aidtrack.store.collection import former
from aidtrack.store.collection.former import Former
from aidtrack.store.collection.span import Span, of_office
from aidtrack.store.engine.collections import MARK
from aidtrack.store.engine.connection import Connection
from aidtrack.store.log import chain
from aidtrack.store.names.held import HELD
from aidtrack.store.records.payees import payees
from aidtrack.values.field import Field
from aidtrack.values.kinds import WordKind
from aidtrack.values.report import Report, Row, Table, column
from aidtrack.values.text import safe

_WHY = {"restored": "恢复备份", "replaced": "换了账本", "copied": "与另一单位重复"}


def list_of_parts(connection: Connection) -> Report:
    return Report("former", phrase("Kept aside"), [_parts(former.every(connection))])


def parts(connection: Connection, of: Collection[int]) -> list[Table]:
    """What was put aside of these offices, which were restored, or whose stores others took the place of; nothing where none was."""
    found = [one for one in former.every(connection) if one.office_id in of]
    return [_parts(found)] if found else []


def part(connection: Connection, one: Former) -> Report:
    """What was kept of it."""
    entries = [*former.rows(connection, one.id, ENTRY.name)]
    tables = [_kinds(entries), _entries(connection, one, entries), _rows(connection, one), _records(connection, one)]
    return Report("former", phrase("Kept aside"), [_parts([one]), *(table for table in tables if table.rows)])


def _parts(found: Sequence[Former]) -> Table:
    rows: list[Row] = [
        {
            "id": one.id, "office": safe(one.code), "office_name": None if one.name is None else safe(one.name), "number": one.office_id,
            "why": one.why, "reason": safe(one.reason), "after": one.after or None, "records": one.records, "entries": one.entries,
            "head": one.head, "store_id": one.store_id, "put_aside_at": one.put_aside_at,
        }
        for one in found
    ]  # fmt: skip
    columns = [
        column("id", "编号", "id"), column("office", "单位代码"), column("office_name", "单位名称"), column("number", "单位编号", "id"),
        column("why", "为何另存"), column("reason", "原因"), column("after", "自记录", "id"), column("records", "日志记录", "count"),
        column("entries", "流水", "count"), column("head", "日志链头", hidden=True), column("store_id", "账本标识", hidden=True),
        column("put_aside_at", "另存时间", "time"),
    ]  # fmt: skip
    notes = [phrase("These are in no sum.")] if rows else []
    return Table("former", phrase("Kept aside"), columns, rows, notes=notes, labels={"why": words(_WHY)})


def _kinds(entries: Sequence[Mapping[str, Any]]) -> Table:
    """How many entries of each kind, and what they come to."""
    counts, sums = Counter[str](), Counter[str]()
    for one in entries:
        counts[one["kind"]] += 1
        sums[one["kind"]] += one["amount_fen"]
    columns = [of_field(ENTRY.field("kind")), column("entries", "流水", "count"), column("amount", "金额", "money")]
    rows: list[Row] = [
        {"kind": kind, "entries": counts[kind], "amount": sums[kind]} for kind in KINDS if kind in counts
    ]
    return Table("kinds", phrase("Sums of what was kept aside"), columns, rows, labels=_KIND)


_KIND = {"kind": {name: kind.label for name, kind in KINDS.items()}}


def _entries(connection: Connection, one: Former, entries: Sequence[Mapping[str, Any]]) -> Table:
    """With the names of what they refer to, in the columns in which one of them holds anything."""
    naming, heads = _Naming(connection, one), payees(connection)
    held = {name for entry in entries for name, value in entry.items() if value is not None}
    shown = [declared for declared in ENTRY.fields if declared.column in held]

    def cell(declared: Field, value: Any) -> Any:
        if value is None or not (isinstance(value, str) or declared.refers):
            return value
        if declared.refers:
            return naming.name(declared.refers, value) if declared.refers in NOUNS else value
        return safe(heads.shown(value) if declared.may_be_head else value)

    rows: list[Row] = [
        {"id": entry["id"]} | {declared.name: cell(declared, entry.get(declared.column)) for declared in shown}
        for entry in sorted(entries, key=lambda entry: (entry["date"], entry["id"]))
    ]
    labels = {
        declared.name: {
            str(row[declared.name]): kind.label(str(row[declared.name])) for row in rows if row[declared.name]
        }
        for declared in shown
        if isinstance(kind := declared.kind, WordKind)
    }
    columns = [column("id", "编号", "id"), *map(of_field, shown)]
    stays = ("date", "amount", "fund", "project", "village", "payee", "purpose")
    return Table("entries", phrase("Entries"), columns, rows, labels=labels, stays=stays)


def _rows(connection: Connection, one: Former) -> Table:
    """Rows of nouns as they stood: all of a store that another took the place of, of a restored one those that stand otherwise now."""
    rows: list[Row] = [
        {"noun": noun, "id": kept["id"], "name": safe(str(kept["name"])), "content": chain.spelled(kept)}
        for noun in NOUNS
        for kept in former.rows(connection, one.id, noun)
    ]
    columns = [
        column("noun", "对象"), column("id", "编号", "id"), column("name", "名称"), column("content", "内容", "json", hidden=True),
    ]  # fmt: skip
    return Table("rows", phrase("Other rows"), columns, rows, labels={"noun": HELD})


def _records(connection: Connection, one: Former) -> Table:
    rows: list[Row] = [
        {name: record.get(name) for name in ("id", "at", "actor", "action", "noun", "object_id", "before", "after", "hash")}
        for record in former.rows(connection, one.id, MARK)
    ]  # fmt: skip
    columns = [
        column("id", "id", "id"), column("at", "时间", "time"), column("actor", "操作人"), column("action", "动作"),
        column("noun", "对象"), column("object_id", "对象 id", "id"), column("before", "之前", "json", hidden=True),
        column("after", "之后", "json", hidden=True), column("hash", "哈希", hidden=True),
    ]  # fmt: skip
    labels = {"action": words(ACTIONS), "noun": {**HELD, **words(chain.BESIDE)}}
    return Table("records", phrase("Records of its log"), columns, rows, labels=labels)


@dataclass(slots=True)
class _Naming:
    """What a kept entry refers to: the name that was kept with it, else the one that its office has there now."""

    connection: Connection
    one: Former
    known: dict[str, dict[int, str]] = field(default_factory=dict)

    def name(self, noun: str, id: int) -> str:
        if noun not in self.known:
            self.known[noun] = self._names(noun)
        return safe(self.known[noun].get(id, f"id:{id}"))

    def _names(self, noun: str) -> dict[int, str]:
        found = dict[int, str]()
        if self.one.why != "replaced":  # else another store has these ids now
            span = Span(self.one.office_id)
            of = f"SELECT id, name FROM {noun} WHERE {of_office('id')}"
            found = {id - span.base: str(name) for id, name in self.connection.rows(of, span.bounds)}
        return found | {row["id"]: str(row["name"]) for row in former.rows(self.connection, self.one.id, noun)}
