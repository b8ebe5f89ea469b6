"""What the store says of itself: `check`, `batch`, `db info`."""

from collections.abc import Sequence
from dataclasses import asdict, replace

from aidtrack.files.disk import target
from aidtrack.ledger.batch import BATCH_KINDS
from aidtrack.ledger.entry import ENTRY
from aidtrack.nouns import NOUNS
from aidtrack.phrase import Said, listed, phrase, words
from aidtrack.reports import granted
from aidtrack.reports.origin import called, files
from aidtrack.store.engine.beside import kept_beside
from aidtrack.store.engine.collections import is_collection
from aidtrack.store.engine.connection import SCHEMA, Connection, schema_number
from aidtrack.store.engine.head import head
from aidtrack.store.names.held import HELD
from aidtrack.store.proof.discrepancy import Discrepancy
from aidtrack.store.records import books
from aidtrack.store.records.identity import identity
from aidtrack.values.report import Column, ColumnKind, Report, Row, Table, column
from aidtrack.values.text import safe


def _columns(*named: tuple[str, str, ColumnKind]) -> list[Column]:
    return [column(*one) for one in named]


_LEVELS = {"damage": "损坏", "rule": "违规", "alert": "提醒", "note": "说明"}
_CHECKED = {
    "file": "文件", "reference": "引用", "guard": "约束", "balance": "余额", "audit": "日志", "schema": "结构", "over-disbursed": "超拨", "cash": "现金", "order": "先后",
    "baseline": "基线", "figure": "数字", "former": "另存",
}  # fmt: skip


def checked(connection: Connection, findings: Sequence[Discrepancy], *, strict: bool) -> Report:
    """The findings of `check`; exit 5 on damage, 1 on a broken rule (with `strict` on an alert too)."""
    levels = {finding.level for finding in findings}
    code = 5 if "damage" in levels else 1 if "rule" in levels or (strict and levels - {"note"}) else 0
    rows: list[Row] = [
        {"level": finding.level, "rule": finding.rule, "what": finding.what, "problem": finding.problem}
        for finding in findings
    ]
    table = Table(
        "findings",
        phrase("Findings"),
        _columns(
            ("level", "级别", "text"),
            ("rule", "规则", "text"),
            ("what", "对象", "text"),
            ("problem", "问题", "sentence"),
        ),
        rows,
        labels={"level": words(_LEVELS), "rule": words(_CHECKED)},
    )
    summary = _summary(connection)
    said = phrase("Everything agrees.") if not findings else phrase("{count} findings.", count=len(findings))
    return Report("check", phrase("Check"), [table, summary], notes=[said], exit_code=code)


def _summary(connection: Connection) -> Table:
    """The size of the store and the head of its audit chain."""
    counts: dict[str, str | int | None] = {"store": connection.target.shown, **asdict(identity(connection))}
    if is_collection(connection):
        counts["offices"] = int(connection.value("SELECT count(*) FROM office"))
    counts["schema"] = schema_number(connection)
    for name in (*NOUNS, ENTRY.name, "batch", "audit"):
        counts[name] = int(connection.value(f"SELECT count(*) FROM {name}"))
    counts["closed_through"] = books.closed_through(connection)
    counts["head"] = head(connection)
    labels = {**{name: noun.zh for name, noun in NOUNS.items()}, "store": "账本", "store_id": "账本标识", "office": "单位代码",
              "office_name": "单位名称", "number": "单位编号", "offices": "汇总单位数", "schema": "结构版本", "entry": "流水",
              "batch": "批次", "audit": "日志", "closed_through": "已结账至", "head": "日志链头"}  # fmt: skip
    texts: dict[str, ColumnKind] = {
        **dict.fromkeys(("store", "store_id", "office", "office_name", "number", "head"), "text"),
        "closed_through": "date",
    }
    columns = [column(name, labels[name], texts.get(name, "count"), hidden=counts[name] is None) for name in counts]
    return Table("info", phrase("Store"), columns, [counts], single=True)


def info(connection: Connection, *, beside: bool = True) -> Report:
    """Of a store that waits for its upgrade no more than which one it is; `beside` it, what lies there."""
    if schema_number(connection) != SCHEMA:
        said = phrase("It has an older schema: aidtrack db upgrade brings it up to this program's.")
        return replace(which(connection), notes=[said])
    tables = [_summary(connection), *([] if connection.target.url is None else [granted.table(connection)])]
    notes = [*_elsewhere(connection), *(_beside(connection) if beside else [])]
    return Report("info", phrase("Store"), tables, notes=notes)


def _elsewhere(connection: Connection) -> list[Said]:
    """Of a collection which offices other servers keep."""
    if not is_collection(connection):
        return []
    from aidtrack.store.collection import places

    return [
        phrase("{server} keeps the offices {prefix}*, in tables of schema {schema}.", server=one.server, prefix=one.prefix, schema=one.schema)
        for one in places.every(connection)
    ]  # fmt: skip


def _beside(connection: Connection) -> list[Said]:
    """Older stores hold what was taken out of this one since."""
    if connection.target.path is None:
        return []
    kept = [safe(path.name) for path in kept_beside(target(connection.target.path))]
    return [phrase("Kept beside it: {files}.", files=listed(kept))] if kept else []


def which(connection: Connection) -> Report:
    """Which store it is, also where the rest of it cannot be read."""
    columns = _columns(("store", "账本", "text"), ("schema", "结构版本", "count"), ("head", "日志链头", "text"))
    row: Row = {
        "store": connection.target.shown,
        "schema": schema_number(connection),
        "head": head(connection),
    }
    return Report("info", phrase("Store"), [Table("info", phrase("Store"), columns, [row], single=True)])


def batches(connection: Connection, id: int | None = None) -> Report:
    """Every batch, or one with its files."""
    where = "WHERE b.id = :id" if id is not None else ""
    params = {"id": id} if id is not None else {}
    names: tuple[tuple[str, str, ColumnKind], ...] = (
        ("id", "批次", "id"), ("kind", "种类", "text"), ("at", "时间", "time"), ("actor", "操作人", "text"),
        ("files", "文件数", "count"), ("entries", "流水数", "count"), ("undoes", "撤销批次", "id"), ("undone_by", "被撤销于", "id"),
        ("file_names", "文件", "text"),
    )  # fmt: skip
    rows = connection.rows(
        "SELECT b.id, b.kind, b.at, b.actor, (SELECT count(DISTINCT f.name || '/' || coalesce(f.sheet, ''))"
        " FROM batch_file f WHERE f.batch_id = b.id), b.entries,"
        f" b.undoes, (SELECT u.id FROM batch u WHERE u.undoes = b.id) FROM batch b {where} ORDER BY b.id",
        params,
    )
    by_batch = dict[int, list[str]]()
    for (batch, _), file in files(connection, id).items():
        by_batch.setdefault(batch, []).append(called(*file))
    listed = ["、".join(dict.fromkeys(by_batch.get(row[0], ()))) or None for row in rows]
    found: list[Row] = [
        dict(zip([name for name, _, _ in names], (*row, names_), strict=True))
        for row, names_ in zip(rows, listed, strict=True)
    ]
    table = Table("batch", phrase("Batches"), _columns(*names), found, labels={"kind": words(BATCH_KINDS)})
    if id is None:
        return Report("batch", phrase("Batches"), [table])
    file_names: tuple[tuple[str, str, ColumnKind], ...] = (
        ("file_no", "文件", "id"), ("name", "文件名", "text"), ("sheet", "表", "text"), ("noun", "内容", "text"), ("heading", "列", "text"),
        ("as_of", "截至", "date"), ("encoding", "编码", "text"), ("rows", "行数", "count"), ("sha256", "SHA-256", "text"),
    )  # fmt: skip
    file_rows = connection.rows(
        "SELECT file_no, name, sheet, noun, heading, as_of, encoding, row_count, sha256 FROM batch_file WHERE batch_id = :id ORDER BY file_no",
        params,
    )
    of_batch: list[Row] = [dict(zip([name for name, _, _ in file_names], row, strict=True)) for row in file_rows]
    return Report(
        "batch",
        phrase("Batch {batch}", batch=id),
        [table, Table("files", phrase("Files"), _columns(*file_names), of_batch, labels={"noun": HELD})],
    )
