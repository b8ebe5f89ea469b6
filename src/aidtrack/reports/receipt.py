"""What became of the bundles that were given: one row a file, and what is said of an office that is new."""

from collections.abc import Iterator, Sequence

from aidtrack.bundle.keys import fingerprint
from aidtrack.phrase import Said, phrase, words
from aidtrack.store.collection.judged import Outcome
from aidtrack.store.collection.one_bundle import Result
from aidtrack.values.report import Report, Row, Table, column
from aidtrack.values.text import safe

_OUTCOMES = {
    Outcome.NEW: "已接收", Outcome.NOTHING_NEW: "没有新内容", Outcome.GAP: "有缺口", Outcome.DIVERGED: "已分叉", Outcome.UNKNOWN: "未知单位",
    Outcome.FORGED: "伪造", Outcome.DAMAGED: "损坏", Outcome.NEWER: "版本更新", Outcome.UNREADABLE: "无法读取",
}  # fmt: skip
_EXITS = {
    Outcome.FORGED: 5, Outcome.DAMAGED: 5, Outcome.NEWER: 6, Outcome.UNREADABLE: 4, Outcome.GAP: 1, Outcome.DIVERGED: 1, Outcome.UNKNOWN: 1,
}  # fmt: skip
_GRAVEST = (5, 6, 4, 1, 0)


def receipt(results: Sequence[Result]) -> Report:
    """The exit code is that of the gravest result."""
    codes = {_EXITS.get(one.judged.outcome, 0) for one in results}
    columns = [
        column("file", "文件"), column("office", "单位代码"), column("office_name", "单位名称"), column("since", "起于记录", "id"),
        column("to", "至记录", "id"), column("entries", "流水", "count"), column("head", "日志链头", hidden=True), column("result", "结果"),
        column("problem", "问题", "sentence"), column("command", "请单位运行"),
    ]  # fmt: skip
    labels = {"result": words({str(one): said for one, said in _OUTCOMES.items()})}
    table = Table("bundles", phrase("Bundles"), columns, [_row(one) for one in results], labels=labels)
    taken = [one for one in results if one.judged.outcome is Outcome.NEW]
    said = phrase(
        "Bundles taken: {count} of {all}, entries: {entries}",
        count=len(taken), all=len(results), entries=sum(one.entries for one in taken),
    )  # fmt: skip
    code = next(one for one in _GRAVEST if one in codes or one == 0)
    notes = [
        line
        for one in results
        if one.judged.outcome is Outcome.NEW or one.first_key
        for line in (*_first(one), *_aside(one))
    ]
    return Report("bundles", phrase("Received"), [table], notes=notes, exit_code=code, confirmation=said)


def _row(one: Result) -> Row:
    said = None if one.bundle is None else one.bundle.manifest
    return {
        "file": safe(one.file.name),
        "office": None if said is None else safe(said.office),
        "office_name": None if said is None or said.office_name is None else safe(said.office_name),
        "since": None if said is None else said.since,
        "to": None if said is None else said.to,
        "entries": one.entries if one.judged.outcome is Outcome.NEW else None,
        "head": None if said is None else said.head,
        "result": str(one.judged.outcome),
        "problem": one.judged.problem or None,
        "command": one.judged.command,
    }


def _first(one: Result) -> Iterator[Said]:
    """Of an office that is new, or signs for the first time; and that what is read on a server nobody signed."""
    assert one.bundle is not None
    said = one.bundle.manifest
    told = {
        "office": safe(said.office),
        "name": safe(said.office_name or "—"),
        "number": said.number,
        "entries": said.entries,
    }
    if not said.key:
        if one.is_first:
            yield phrase("New: office {office} ({name}), number {number}, entries: {entries}", **told)
        yield phrase(
            "Unsigned: the office {office} was read at {server}", office=told["office"], server=safe(one.file.name)
        )
    elif one.first_key:
        yield phrase(
            "New: office {office} ({name}), number {number}, entries: {entries}, key {fingerprint}"
            if one.is_first
            else "Signed for the first time: office {office}, key {fingerprint}",
            **told, fingerprint=fingerprint(said.key),
        )  # fmt: skip
        yield phrase(
            "Have it read out by the office, then: aidtrack collection confirm {office}", office=told["office"]
        )


def _aside(one: Result) -> list[Said]:
    if one.former is None:
        return []
    said = phrase(
        "Kept aside of the office {office}: records {records}, entries {entries}; see aidtrack collection former {id}.",
        office=safe(one.former.code), records=one.former.records, entries=one.former.entries, id=one.former.id,
    )  # fmt: skip
    return [said]
