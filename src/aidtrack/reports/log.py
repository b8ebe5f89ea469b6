"""`log`: who changed what, one line a change in the words of the office; machines read the records as they stand in the chain.

A batch that corrected entries is one record and several changes: people read a line for each, under the record's number.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from aidtrack.dataclass import dataclass
from aidtrack.ledger.batch import BATCH_KINDS
from aidtrack.ledger.entry import ENTRY
from aidtrack.ledger.kind import KINDS
from aidtrack.nouns import NOUNS
from aidtrack.phrase import Joined, Said, Word, listed, phrase, words
from aidtrack.reports.logged_entries import differing, recorded_anew
from aidtrack.reports.origin import Origin, origin_of
from aidtrack.reports.told import Telling
from aidtrack.store.engine.collections import SPAN
from aidtrack.store.engine.connection import Connection
from aidtrack.store.log import chain
from aidtrack.store.log.personal_values import held, plain
from aidtrack.store.names.find import Names
from aidtrack.store.names.held import HELD
from aidtrack.values.report import Column, Content, Filter, Report, Row, Table, column
from aidtrack.values.text import safe

ACTIONS = {
    "add": "新增",
    "edit": "修改",
    "remove": "删除",
    **BATCH_KINDS,
    "reveal": "显示姓名",
    "close": "结账",
    "reopen": "反结账",
    "restore": "恢复",
    "adopt": "另立",
    "upgrade": "升级",
    "handover": "上报",
    chain.FORGET: "抹去姓名",
    "grant": "授权",
    "revoke": "收回权限",
    "receive": "接收",
    "resume": "补记接收",
    "confirm": "核对密钥",
    "place": "存放",
    "set_aside": "另存",
}
LOGGED = {word: name for name, zh in chain.BESIDE.items() for word in (name, zh)}  # by the word of either language
_RECORD = ("id", "at", "actor", "action", "noun", "object_id", "batch", "before", "after", "hash", "login")
_TOLD = ("date", "fund", "project", "village", "household", "amount", "payee", "reason", "over")  # of an entry
_PLACE = ("fund", "project", "village", "household", "amount")  # … of which what changed is told beside
_MOST_TOGETHER = 10  # lines, where they are one
# An entry stands in the log itself, or the batch does with which it came; so does what took it back or recorded it anew.
_OF_ENTRY = """
    (noun = 'entry' AND object_id IN (SELECT e.id FROM entry e WHERE :object IN (e.id, e.reverses_id, e.corrects_id)))
    OR (noun = 'batch' AND object_id IN (
        SELECT b.id FROM batch b JOIN entry e ON e.batch_id IN (b.id, b.undoes) WHERE :object IN (e.id, e.reverses_id, e.corrects_id)))"""


def log(
    connection: Connection, noun: str | None, object_id: int | None, limit: int | None, *, whole: bool = False
) -> Report:
    """The newest records of the audit log last; each `whole` in one row, as machines read it."""
    of_entry = noun == ENTRY.name and object_id is not None
    conditions, params = ["1 = 1"], dict[str, object]()
    if noun is not None and not of_entry:
        conditions.append("noun = :noun")
        params["noun"] = noun
    if object_id is not None:
        conditions.append(f"({_OF_ENTRY})" if of_entry else "object_id = :object")
        params["object"] = object_id
    chosen = f"FROM audit WHERE {' AND '.join(conditions)}"
    rows = connection.rows(
        f"SELECT id, at, actor, action, noun, object_id, batch_id, before, after, hash, login {chosen} ORDER BY id DESC"
        + (f" LIMIT {limit}" if limit is not None else ""),
        params,
    )
    count = len(rows) if len(rows) != limit else int(connection.value(f"SELECT count(*) {chosen}", params))
    about = object_id if of_entry else None
    known = held(connection, (text for row in rows for text in row[7:9]))
    teller = _Teller(connection, Telling(Names(connection)), about, origin_of(connection, about), known)
    found = [
        row for record in reversed(rows) for row in teller.rows(dict(zip(_RECORD, record, strict=True)), whole=whole)
    ]
    labels = {"action": words(ACTIONS), "noun": {**HELD, **words(chain.BESIDE)}}
    columns = [
        column("id", "id", "id"), column("at", "时间", "time"), column("actor", "操作人"),
        column("login", "登录名", hidden=all(row["login"] in (None, row["actor"]) for row in found)), column("action", "动作"),
        column("noun", "对象"), column("object_id", "对象 id", "id"), column("batch", "批次", "id"),
        Column("change", Word("change", "内容"), "sentence"), column("before", "之前", "json", hidden=True),
        column("after", "之后", "json", hidden=True), column("hash", "哈希", hidden=True),
    ]  # fmt: skip
    table = Table(
        "log",
        phrase("Log"),
        columns,
        found,
        labels=labels,
        count=count if whole else None,
        stays=("at", "action", "noun", "change", "actor"),
    )
    asked = _asked(labels["noun"], noun, object_id, limit, count)
    return Report("log", phrase("Log"), [table], filters=[*asked])


def _asked(
    labels: Mapping[str, Said], noun: str | None, object_id: int | None, limit: int | None, count: int
) -> Iterator[Filter]:
    """What an answer says of what was asked for, in which there are `count` records to show."""
    if noun is not None:
        yield Filter("noun", (noun,), labels.get(noun, noun))
    if object_id is not None:
        yield Filter("id", (str(object_id),), phrase("id {ids}", ids=object_id))
    if limit is not None:
        cut = phrase("the newest {shown} of {count}", shown=limit, count=count) if limit < count else ""
        yield Filter("limit", (str(limit),), cut)


@dataclass(slots=True)
class _Teller:
    """Says in lines what a record says in JSON. `about` is the one entry that is asked for, and `origin` where it came from."""

    connection: Connection
    telling: Telling
    about: int | None
    origin: Origin | None
    known: Mapping[str, str]  # personal values by what stands for them in records

    def rows(self, record: dict[str, object], *, whole: bool) -> Iterator[Row]:
        """The record with personal data as this run may show it, and a row for each of its lines; all in one where it is to be `whole`."""
        noun = str(record["noun"])
        before, after = (_values(record[end], self.known) for end in ("before", "after"))
        kept: dict[str, Content] = {name: value for name, value in record.items() if isinstance(value, (int, str))}
        declared = ENTRY if noun == ENTRY.name else NOUNS.get(noun)
        if declared is not None and (declared is ENTRY or declared.personal):
            masked = (self.telling.masked(declared, values) for values in (before, after))
            kept |= dict(zip(("before", "after"), map(chain.spelled, masked), strict=True))
        base = int(str(record["id"])) // SPAN * SPAN  # of a collection the records of an office have its own ids
        lines = [*self._lines(noun, kept, *(_above(values, base) for values in (before, after)))]
        for line in [_together(lines)] if whole else lines:
            yield {**dict.fromkeys(_RECORD), **kept, "change": line}

    def _lines(
        self,
        noun: str,
        record: Mapping[str, Content],
        before: Mapping[str, object] | None,
        after: Mapping[str, object] | None,
    ) -> Iterator[Said]:
        anew = [*self._recorded_anew(record)] if noun == "batch" and record["action"] != "undo" else []
        reason = (after or {}).get("reason")
        if (
            not anew or reason is None
        ):  # what has a reason is told with every change, and its count is that of the lines
            yield self._line(noun, record, before, after)
        for line in anew:
            yield line if reason is None else Joined((line, safe(str(reason))), " · ")

    def _recorded_anew(self, record: Mapping[str, Content]) -> Iterator[Said]:
        for old, new in recorded_anew(self.connection, int(str(record["batch"])), self.about):
            told = Joined(tuple(self._of_entry(new, _PLACE if old else _TOLD)), " · ")
            if old is None:
                yield told
                continue
            yield phrase("entry {old} is {new} now: {what} ({changes})",
                         old=old["id"], new=new["id"], what=told, changes=self.telling.changes(differing(old, new), old, new))  # fmt: skip

    def _line(
        self,
        noun: str,
        record: Mapping[str, Content],
        before: Mapping[str, object] | None,
        after: Mapping[str, object] | None,
    ) -> Said:
        values = after or before or {}
        declared = ENTRY if noun == ENTRY.name else NOUNS.get(noun)
        if noun == "batch":
            return Joined(tuple(self._of_batch(values, record["batch"])), " · ")
        if noun == "books":
            return Joined(tuple(self._of_books(values)), " · ")
        if noun == "store":
            return Joined(tuple(self._of_store(values)), " · ")
        if noun == "layout":
            return safe(str(values.get("name", "")))
        if declared is None:
            return safe(" · ".join(str(value) for value in values.values()))
        if declared is ENTRY:
            return Joined(tuple(self._of_entry(values, _TOLD)), " · ")
        name = self.telling.told(declared.field("name"), values.get("name"))
        if before is None or after is None:
            return name
        changed = [field for field in declared.stored if before.get(field.column) != after.get(field.column)]
        return (
            phrase("{name}: {changes}", name=name, changes=self.telling.changes(changed, before, after))
            if changed
            else name
        )

    def _of_batch(self, values: Mapping[str, object], batch: Content) -> Iterator[Said]:
        files = values.get("files")
        if files and self.origin is not None and self.origin.batch == batch:
            yield self.origin.said
        elif isinstance(files, list) and files:
            yield listed(dict.fromkeys(safe(str(one[0])) for one in files))
        if (count := values.get("entries")) is not None:
            yield phrase("{count} entries", count=count)
        if values.get("undoes") is not None:
            yield phrase("takes back batch {batch}", batch=values["undoes"])
        if values.get("reason") is not None:
            yield safe(str(values["reason"]))

    def _of_books(self, values: Mapping[str, object]) -> Iterator[Said]:
        yield safe(str(values.get("period", "")))
        through = values.get("through")
        yield phrase("nothing is closed") if through is None else phrase("closed through {through}", through=through)
        if values.get("reason") is not None:
            yield safe(str(values["reason"]))

    def _of_store(self, values: Mapping[str, object]) -> Iterator[Said]:
        if values.get("store_id") is not None:
            said = phrase(
                "{id}, a copy of {store}", id=safe(str(values["store_id"])), store=safe(str(values["copy_of"]))
            )
            yield said
            return
        if values.get("schema") is not None:
            yield phrase("schema {schema}, {count} entries", schema=values["schema"], count=values["entries"])
            return
        yield safe(str(values.get("file", "")))
        if values.get("replaced") is not None:
            yield phrase("replaced the store whose log ended with {head}", head=safe(str(values["replaced"])))

    def _of_entry(self, values: Mapping[str, object], fields: Iterable[str]) -> Iterator[Said]:
        kind = KINDS.get(str(values.get("kind")))
        if kind is not None:
            yield kind.label
        for name in fields:
            field = ENTRY.field(name)
            if values.get(field.column) is not None:
                said = self.telling.told(field, values[field.column])
                yield phrase("{amount} yuan", amount=said) if name == "amount" else said
        if values.get("reverses_id") is not None:
            yield phrase("takes back entry {id}", id=values["reverses_id"])


def _above(values: Mapping[str, object] | None, base: int) -> Mapping[str, object] | None:
    """Values with ids as the store has them that is asked."""
    if values is None or not base:
        return values
    from aidtrack.store.collection.span import is_id  # a store of one office has no use for it

    return {name: base + one if is_id(name) and isinstance(one, int) else one for name, one in values.items()}


def _together(lines: Sequence[Said]) -> Said:
    """The lines of a record as one; of many the first."""
    if len(lines) <= _MOST_TOGETHER:
        return Joined(tuple(lines), "; ")
    shown = Joined(tuple(lines[:_MOST_TOGETHER]), "; ")
    return phrase("{shown} and {more} more", shown=shown, more=len(lines) - _MOST_TOGETHER)


def _values(text: object, known: Mapping[str, str]) -> dict[str, object] | None:
    """A row as the log keeps it; nothing of what is no record of ours."""
    try:
        kept = chain.values(text)
    except ValueError:
        return None
    return None if kept is None else plain(kept, known)
