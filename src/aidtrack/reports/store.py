"""What the store says of itself: `check`, `log`, `batch`, `db info`."""

import json
from collections.abc import Sequence

from aidtrack.ledger.batch import BATCH_KINDS
from aidtrack.ledger.entry import ENTRY
from aidtrack.nouns import NOUNS
from aidtrack.phrase import phrase, words
from aidtrack.store.engine.connection import Connection, schema_number
from aidtrack.store.engine.head import head
from aidtrack.store.log import chain
from aidtrack.store.proof.discrepancy import Discrepancy
from aidtrack.store.records import books
from aidtrack.values import personal
from aidtrack.values.report import Column, ColumnKind, Report, Row, Table, column


def _columns(*named: tuple[str, str, ColumnKind]) -> list[Column]:
    return [column(*one) for one in named]


_LEVELS = {"damage": "损坏", "rule": "违规", "alert": "提醒"}
_CHECKED = {
    "file": "文件", "reference": "引用", "guard": "约束", "balance": "余额", "audit": "日志", "over-disbursed": "超拨", "cash": "现金",
}  # fmt: skip


def checked(connection: Connection, findings: Sequence[Discrepancy], *, strict: bool) -> Report:
    """The findings of `check`; exit 5 on damage, 1 on a broken rule (with `strict` on an alert too)."""
    levels = {finding.level for finding in findings}
    code = 5 if "damage" in levels else 1 if "rule" in levels or (strict and levels) else 0
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
    counts: dict[str, str | int | None] = {"store": connection.target.shown, "schema": schema_number(connection)}
    for name in (*NOUNS, ENTRY.name, "batch", "audit"):
        counts[name] = int(connection.value(f"SELECT count(*) FROM {name}"))
    counts["closed_through"] = books.closed_through(connection)
    counts["head"] = head(connection)
    labels = {**{name: noun.zh for name, noun in NOUNS.items()}, "store": "账本", "schema": "结构版本", "entry": "流水",
              "batch": "批次", "audit": "日志", "closed_through": "已结账至", "head": "日志链头"}  # fmt: skip
    texts: dict[str, ColumnKind] = {"store": "text", "closed_through": "date", "head": "text"}
    columns = [column(name, labels[name], texts.get(name, "count"), hidden=counts[name] is None) for name in counts]
    return Table("info", phrase("Store"), columns, [counts], single=True)


def info(connection: Connection) -> Report:
    return Report("info", phrase("Store"), [_summary(connection)])


_ACTIONS = {
    "add": "新增",
    "edit": "修改",
    "remove": "删除",
    **BATCH_KINDS,
    "reveal": "显示姓名",
    "close": "结账",
    "reopen": "反结账",
}
_BESIDE = {
    "batch": "批次",
    "personal": "个人信息",
    "setting": "设置",
    "books": "账期",
}  # what is logged beside the nouns
LOGGED = {word: name for name, zh in _BESIDE.items() for word in (name, zh)}  # by the word of either language


def log(connection: Connection, noun: str | None, object_id: int | None, limit: int | None) -> Report:
    """The newest records of the audit log last."""
    conditions, params = ["1 = 1"], dict[str, object]()
    if noun is not None:
        conditions.append("noun = :noun")
        params["noun"] = noun
    if object_id is not None:
        conditions.append("object_id = :object")
        params["object"] = object_id
    rows = connection.rows(
        "SELECT id, at, actor, action, noun, object_id, batch_id, before, after, hash FROM audit"
        f" WHERE {' AND '.join(conditions)} ORDER BY id DESC" + (f" LIMIT {limit}" if limit is not None else ""),
        params,
    )
    names: tuple[tuple[str, str, ColumnKind], ...] = (
        ("id", "id", "id"), ("at", "时间", "time"), ("actor", "操作人", "text"), ("action", "动作", "text"),
        ("noun", "对象", "text"), ("object_id", "对象 id", "id"), ("batch", "批次", "id"), ("before", "之前", "json"),
        ("after", "之后", "json"), ("hash", "哈希", "text"),
    )  # fmt: skip
    found = [dict(zip([name for name, _, _ in names], row, strict=True)) for row in reversed(rows)]
    for record in found:
        for end in ("before", "after"):
            record[end] = _masked(record["noun"], record[end])
    nouns = {name: noun.label for name, noun in (*NOUNS.items(), (ENTRY.name, ENTRY))}
    labels = {"action": words(_ACTIONS), "noun": {**nouns, **words(_BESIDE)}}
    table = Table("log", phrase("Log"), _columns(*names), found, labels=labels)
    return Report("log", phrase("Log"), [table])


def _masked(noun: str, values: str | None) -> str | None:
    """What the log keeps of a row, personal data as this run may show it."""
    declared = NOUNS.get(noun)
    if values is None or declared is None or not declared.personal:
        return values
    kept = json.loads(values)
    for field in declared.fields:
        if field.personal and field.column in kept:
            kept[field.column] = personal.shown(kept[field.column])
    return chain.spelled(kept)


def batches(connection: Connection, id: int | None = None) -> Report:
    """Every batch, or one with its files."""
    where = "WHERE b.id = :id" if id is not None else ""
    params = {"id": id} if id is not None else {}
    names: tuple[tuple[str, str, ColumnKind], ...] = (
        ("id", "批次", "id"), ("kind", "种类", "text"), ("at", "时间", "time"), ("actor", "操作人", "text"),
        ("files", "文件数", "count"), ("entries", "流水数", "count"), ("undoes", "撤销批次", "id"), ("undone_by", "被撤销于", "id"),
    )  # fmt: skip
    rows = connection.rows(
        "SELECT b.id, b.kind, b.at, b.actor, (SELECT count(*) FROM batch_file f WHERE f.batch_id = b.id), b.entries,"
        f" b.undoes, (SELECT u.id FROM batch u WHERE u.undoes = b.id) FROM batch b {where} ORDER BY b.id",
        params,
    )
    found: list[Row] = [dict(zip([name for name, _, _ in names], row, strict=True)) for row in rows]
    table = Table("batch", phrase("Batches"), _columns(*names), found, labels={"kind": words(BATCH_KINDS)})
    if id is None:
        return Report("batch", phrase("Batches"), [table])
    file_names: tuple[tuple[str, str, ColumnKind], ...] = (
        ("file_no", "文件", "id"), ("name", "文件名", "text"), ("sheet", "表", "text"), ("noun", "内容", "text"), ("encoding", "编码", "text"),
        ("rows", "行数", "count"), ("sha256", "SHA-256", "text"),
    )  # fmt: skip
    file_rows = connection.rows(
        "SELECT file_no, name, sheet, noun, encoding, row_count, sha256 FROM batch_file WHERE batch_id = :id ORDER BY file_no",
        params,
    )
    files: list[Row] = [dict(zip([name for name, _, _ in file_names], row, strict=True)) for row in file_rows]
    return Report(
        "batch",
        phrase("Batch {batch}", batch=id),
        [table, Table("files", phrase("Files"), _columns(*file_names), files)],
    )
