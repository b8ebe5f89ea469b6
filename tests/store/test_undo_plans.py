"""Taking a batch back looks at no entry that the batch does not touch: by the plan of every statement, and by the work done."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from aidtrack.locale import use
from aidtrack.store.engine.connection import Connection
from aidtrack.store.engine.transaction import Writer, write
from aidtrack.store.records.undo import undo
from conftest import Store
from importing.desk import BASE, Desk
from ledger.chain import raw

pytestmark = pytest.mark.counted

OTHERS = 3000
MOST = 40  # entries that one step of a plan may look at; the batch touches seven
HEADER = "日期,资金,项目,金额（元）,流水号,原因,冲销流水号\n"
FUND = "自筹资金"


def spent(count: int, ref: str) -> str:
    lines = (f"2017-{at % 12 + 1:02d}-01,{FUND},菌菜大棚,{at % 30 + 1},{ref}{at},,\n" for at in range(count))
    return HEADER + "".join(lines)


def filled(store: Store, folder: Path, others: int) -> int:
    """Beside others' entries a batch that spends, takes back its own and others', brings nouns and changes one; its number."""
    desk = Desk(store, folder)
    desk.take(BASE)
    desk.take({"支出.csv": spent(others, "A-")})
    back = "".join(f"2017-12-31,{FUND},菌菜大棚,-0.5,,更正,{ref}\n" for ref in ("B-0", "A-0"))
    batch = desk.take({
        "支出2.csv": spent(3, "B-") + back, "村.csv": "村名,县区\n新村,渭源县\n", "资金.csv": f"资金名称,文号\n{FUND},甘财1号\n",
        "项目.csv": "项目名称,村\n新项目,新村\n", "安排.csv": f"日期,资金,项目,金额（元）\n2017-12-31,{FUND},新项目,10\n",
    }, "--mode", "upsert").rows()[0]["batch"]  # fmt: skip
    desk.take({"支出3.csv": f"{HEADER}2017-12-31,{FUND},菌菜大棚,-0.5,,更正,B-1\n"})
    if store.engine == "postgresql":
        with raw(store) as connection:
            connection.execute("ANALYZE")  # as the server does by itself in time
    return int(batch)


def sqlite_scans(writer: Connection, sql: str, params: Mapping[str, object]) -> Iterator[str]:
    """Where the plan runs through the entries, or an index of them, from its first row on. Only the plan in full tells aliases apart.

    The index of what was carried on is of these few entries, and is gone through whole.
    """
    query = "SELECT rootpage, name FROM sqlite_master WHERE tbl_name = 'entry' AND rootpage > 0 AND name <> 'entry_carried_to'"
    pages = dict(writer.dbapi.execute(query).fetchall())
    opened: dict[int, str] = {}
    never = 0  # up to which step it looks for what refers to nothing, where a deferred reference is: we have none
    for at, step, cursor, page, database, *_ in writer.dbapi.execute(f"EXPLAIN {sql}", params):
        if step == "FkIfZero":
            never = page
        elif at == 0:
            never = 0
        elif at < never:
            continue
        elif step == "OpenRead":
            opened[cursor] = pages.get(page, "") if database == 0 else ""
        elif step == "Rewind" and opened.get(cursor):
            yield opened[cursor]


def postgres_scans(writer: Connection, sql: str, params: Mapping[str, object]) -> Iterator[str]:
    """Where running it looks at more entries than the batch may touch; what it did is taken back again."""
    assert isinstance(writer, Writer)
    with writer.trial():
        [[found]] = WATCHED(writer, f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}", params).fetchall()
    yield from _looks(found[0]["Plan"] if isinstance(found, list) else json.loads(found)[0]["Plan"])


def _looks(node: Mapping[str, Any]) -> Iterator[str]:
    seen = (node["Actual Rows"] + node.get("Rows Removed by Filter", 0)) * node["Actual Loops"]
    if node.get("Relation Name") == "entry" and node["Node Type"] != "ModifyTable" and seen > MOST:
        yield f"{node['Node Type']} {node.get('Index Name')}: {seen}"
    for part in node.get("Plans", ()):
        yield from _looks(part)


WATCHED = Connection.execute
SCANS: dict[str, Callable[[Connection, str, Mapping[str, object]], Iterator[str]]] = {
    "sqlite": sqlite_scans,
    "postgresql": postgres_scans,
}


def test_no_statement_scans_the_entries(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use("en")
    batch = filled(store, tmp_path, OTHERS)
    statements: list[str] = []
    found: list[str] = []

    def watched(self: Connection, sql: str, params: Mapping[str, object] | None = None) -> Any:
        if sql.split()[0] in ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH") and "SAVEPOINT" not in sql:
            statements.append(sql)
            found.extend(
                f"{scan} in {' '.join(sql.split())}" for scan in SCANS[self.engine.NAME](self, sql, params or {})
            )
        return WATCHED(self, sql, params)

    with write(store.target, actor="proof") as writer:
        monkeypatch.setattr(Connection, "execute", watched)
        undone = undo(writer, batch)
        monkeypatch.undo()
    assert found == [], "\n".join(found)
    assert len(statements) > 30
    assert (undone.reversed, undone.restored, undone.removed + undone.kept) == (7, 1, 2)
    store.ok("check")


def test_the_work_does_not_grow_with_others_entries(new_store: Callable[[str], Store], tmp_path: Path) -> None:
    def work(others: int) -> int:
        store = new_store("sqlite")
        batch = filled(store, tmp_path, others)
        with write(store.target, actor="proof") as writer, _counted(writer) as steps:
            undo(writer, batch)
        return steps[0]

    use("en")
    few, many = work(OTHERS // 10), work(OTHERS)
    assert many < 1.1 * few


@contextmanager
def _counted(writer: Writer) -> Iterator[list[int]]:
    """How many hundreds of steps SQLite's machine makes inside."""
    steps = [0]

    def step() -> None:
        steps[0] += 1

    writer.dbapi.set_progress_handler(step, 100)
    yield steps
    writer.dbapi.set_progress_handler(None, 0)
