"""`log`: who changed what, one line a change in the words of the office; machines read the records as they stand in the chain.

A batch that corrected entries is one record and several changes: people read a line for each, under the record's number.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice

from aidtrack.ledger.batch import BATCH_KINDS
from aidtrack.ledger.entry import ENTRY
from aidtrack.phrase import Said, Word, phrase, words
from aidtrack.reports.asking.asked import Asked
from aidtrack.reports.asking.rows import fits, limited, narrowed, tests_of
from aidtrack.reports.asking.unmet import WordsRead
from aidtrack.reports.logged_lines import RECORD, Teller
from aidtrack.reports.origin import origin_of
from aidtrack.reports.told import Telling
from aidtrack.store.engine.connection import Connection
from aidtrack.store.log import chain
from aidtrack.store.log.personal_values import held
from aidtrack.store.names.find import Names
from aidtrack.store.names.held import HELD
from aidtrack.values.report import Column, Filter, Report, Row, Table, column

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
_AT_ONCE = 500  # records are read
# An entry stands in the log itself, or the batch does with which it came; so does what took it back or recorded it anew.
_OF_ENTRY = """
    (noun = 'entry' AND object_id IN (SELECT e.id FROM entry e WHERE :object IN (e.id, e.reverses_id, e.corrects_id)))
    OR (noun = 'batch' AND object_id IN (
        SELECT b.id FROM batch b JOIN entry e ON e.batch_id IN (b.id, b.undoes) WHERE :object IN (e.id, e.reverses_id, e.corrects_id)))"""


def log(
    connection: Connection,
    noun: str | None,
    object_id: int | None,
    limit: int | None,
    *,
    whole: bool = False,
    asked: Asked | None = None,
) -> Report:
    """The newest records of the audit log last; each `whole` in one row, as machines read it. Raises Usage.

    Where rows are `asked` for by what they say, the records of which one does are chosen among all, and the newest of them shown; where they
    are to stand in another order, the first rows in that.
    """
    chosen, params = _chosen(noun, object_id)
    about = object_id if noun == ENTRY.name else None
    teller = Teller(connection, Telling(Names(connection)), about, origin_of(connection, about), {})
    labels = {"action": words(ACTIONS), "noun": {**HELD, **words(chain.BESIDE)}}
    table = Table(
        "log", phrase("Log"), _columns(), [], labels=labels, stays=("at", "action", "noun", "change", "actor")
    )
    wanted = asked or Asked()
    wanted.require_known(table.columns, wanted.of_rows)
    tests, ordered = tests_of(table, wanted), bool(wanted.sort)
    most = None if tests or ordered else limit
    found: list[list[Row]] = []
    count, read = 0, WordsRead(wanted)
    for rows in _told(connection, teller, chosen, params, most, whole=whole):
        fitting = [row for row in rows if fits(tests, row)]
        count += bool(fitting)
        if not found:
            read.see(table, rows)
        if fitting and (ordered or limit is None or len(found) < limit):
            found.append(fitting)
    if most is not None and count == most:
        count = int(connection.value(f"SELECT count(*) {chosen}", params))
    shown = [row for rows in reversed(found) for row in rows]
    hidden = all(row["login"] in (None, row["actor"]) for row in shown)
    table = replace(table, rows=shown, columns=_columns(hidden), count=count if whole else None)
    if ordered:
        table = narrowed(table, wanted)
        table = table if limit is None else limited(table, limit)
        count = len(shown)
    filters = _asked(labels["noun"], noun, object_id, limit, count, newest=not ordered)
    lacking = [] if found else [*read.lacking()]
    return Report("log", phrase("Log"), [table], notes=lacking, filters=[*filters])


def _chosen(noun: str | None, object_id: int | None) -> tuple[str, dict[str, object]]:
    """What is read of the log, with the values of its parameters."""
    of_entry = noun == ENTRY.name and object_id is not None
    conditions, params = ["1 = 1"], dict[str, object]()
    if noun is not None and not of_entry:
        conditions.append("noun = :noun")
        params["noun"] = noun
    if object_id is not None:
        conditions.append(f"({_OF_ENTRY})" if of_entry else "object_id = :object")
        params["object"] = object_id
    return f"FROM audit WHERE {' AND '.join(conditions)}", params


def _told(
    connection: Connection,
    teller: Teller,
    chosen: str,
    params: Mapping[str, object],
    most: int | None,
    *,
    whole: bool,
) -> Iterator[list[Row]]:
    """The rows of each record, the newest first; of all that are read never more than some are held."""
    records = connection.stream(
        f"SELECT id, at, actor, action, noun, object_id, batch_id, before, after, hash, login {chosen} ORDER BY id DESC"
        + (f" LIMIT {most}" if most is not None else ""),
        params,
    )
    while some := [*islice(records, _AT_ONCE)]:
        teller.known = held(connection, (text for record in some for text in record[7:9]))
        for record in some:
            yield [*teller.rows(dict(zip(RECORD, record, strict=True)), whole=whole)]


def _columns(one_name: bool = True) -> list[Column]:
    """`one_name`: whoever wrote logs in as what they are called."""
    return [
        column("id", "id", "id"), column("at", "时间", "time"), column("actor", "操作人"),
        column("login", "登录名", hidden=one_name), column("action", "动作"),
        column("noun", "对象"), column("object_id", "对象 id", "id"), column("batch", "批次", "id"),
        Column("change", Word("change", "内容"), "sentence"), column("before", "之前", "json", hidden=True),
        column("after", "之后", "json", hidden=True), column("hash", "哈希", hidden=True),
    ]  # fmt: skip


def _asked(
    labels: Mapping[str, Said], noun: str | None, object_id: int | None, limit: int | None, count: int, *, newest: bool
) -> Iterator[Filter]:
    """What an answer says of what was asked for, in which there are `count` records to show."""
    if noun is not None:
        yield Filter("noun", (noun,), labels.get(noun, noun))
    if object_id is not None:
        yield Filter("id", (str(object_id),), phrase("id {ids}", ids=object_id))
    if limit is not None:
        last = phrase("the newest {shown} of {count}", shown=limit, count=count)
        cut = last if newest else phrase("the first {shown} of {count}", shown=limit, count=count)
        yield Filter("limit", (str(limit),), cut if limit < count else "")
