"""A collection of many offices: 800 of them, 160 villages each, and as many entries as are asked for; what is asked of it, and receiving.

Its rows are made in it by SQL, as if they had come with bundles; one office more has a store of its own and hands over month by month.
"""

import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from lines import spelled
from measure import Command, Run, run
from server import Server, running
from stores import AIDTRACK, Stores, say

from aidtrack.store.collection.put_months import sum_months
from aidtrack.store.collection.span import Span
from aidtrack.store.engine import postgresql
from aidtrack.store.engine.collections import SPAN
from aidtrack.store.engine.connection import Connection, connect, engine_for
from aidtrack.store.engine.target import target
from aidtrack.store.schema.balances import balance_updates
from aidtrack.store.schema.blank import tables

OFFICES, VILLAGES, FUNDS = 800, 160, 4
FIRST = 340100  # the number of the first; the one that hands over is beyond the last
MONTHS = (100, 1_000, 10_000)  # entries that it hands over at a time
MOST_SECONDS, MOST_PEAK = 3.0, 300
REPORTS = (
    "report rollup --by office",
    "report rollup --by county",
    "report rollup --by county --year 2018",
    "report rollup --by month",
    "report fund --office 340101",
    "report office",
    "report overview",
    "report dashboard",
    "report alerts",
)
# Of each office: villages, as many projects in one each, and entries: what its funds received, what each project was given, what was paid.
_NUMBERS = """CREATE TEMPORARY TABLE number AS WITH RECURSIVE up (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM up WHERE n < {most}) SELECT n FROM up"""
_ROWS = (
    "INSERT INTO office (id, code, name, store_id, public_key, signed, confirmed, received_to, head, recorded_at, received_at, names)"
    " SELECT {first} + n, CAST({first} + n AS TEXT), '单位' || n, CAST(n AS TEXT), '-', 1, 1, 0, '-', '2019-01-05', '2019-01-05', 0 FROM number WHERE n <= {offices}",
    "INSERT INTO village (id, name, township, county, prefecture, province, code)"
    " SELECT o.id * {span} + n, '村' || n, '乡' || (n / 20), '县' || o.id, '市' || (o.id / 100), '省' || (o.id / 10000),"
    " o.code || '100' || substr(CAST(1000 + n AS TEXT), 2) FROM office o, number WHERE n <= {villages}",
    "INSERT INTO fund (id, name, source, year, budget_fen, qualifier)"
    " SELECT o.id * {span} + n, '资金' || n, 'county', 2018, 1000000000000, '=' FROM office o, number WHERE n <= {funds}",
    "INSERT INTO project (id, name, category, village_id)"
    " SELECT o.id * {span} + n, '项目' || n, CASE n % 3 WHEN 0 THEN '道路' WHEN 1 THEN '饮水' ELSE '产业' END, o.id * {span} + n"
    " FROM office o, number WHERE n <= {villages}",
    "INSERT INTO entry (id, kind, date, fund_id, project_id, village_id, amount_fen)"
    " SELECT o.id * {span} + n, CASE WHEN n <= {funds} THEN 'receipt' WHEN n <= {funds} + {villages} THEN 'allocation' ELSE 'spending' END,"
    " '2018-' || substr(CAST(101 + n % 12 AS TEXT), 2) || '-10', o.id * {span} + 1 + n % {villages} % {funds},"
    " CASE WHEN n <= {funds} THEN NULL ELSE o.id * {span} + 1 + n % {villages} END,"
    " CASE WHEN n <= {funds} THEN NULL ELSE o.id * {span} + 1 + n % {villages} END,"
    " CASE WHEN n <= {funds} THEN 900000000000 WHEN n <= {funds} + {villages} THEN 5000000000 ELSE 100 * (1 + n % 997) END"
    " FROM office o, number WHERE n <= {entries}",
    "INSERT INTO closed_books (id, after_entry_id, until_entry_id) SELECT id * {span} + 1, id * {span}, id * {span} + {span} - 1 FROM office",
)
_SUMS = "(SELECT fund_id, project_id, village_id, kind, sum(amount_fen) AS total FROM entry GROUP BY fund_id, project_id, village_id, kind)"


@dataclass(frozen=True, slots=True)
class Collection:
    """Where it is, and the folder in which the office that hands over has its store."""

    db: str
    folder: Path
    server: Server | None = None

    def ours(self, *words: object) -> tuple[Run, float]:
        """What the command took, and of processor the server for it."""
        before = self._spent()
        took = run(Command([AIDTRACK, "--db", self.db, *words]))
        return took, self._spent() - before

    def _spent(self) -> float:
        if self.server is None:
            return 0.0
        time.sleep(0.3)  # what served it has ended then, and is counted
        return self.server.spent()

    def make(self, entries: int) -> None:
        run(Command([AIDTRACK, "--db", self.db, "init", "--collection"]))
        where = target(self.db)
        with (
            closing(connect(where, "rw")) as dbapi,
            (connection := Connection(where, engine_for(where), dbapi)).begun(),
        ):
            each = entries // OFFICES
            made = {
                "first": FIRST,
                "offices": OFFICES,
                "villages": VILLAGES,
                "funds": FUNDS,
                "span": SPAN,
                "entries": each,
            }
            indexes = [
                one
                for one in tables(connection.engine.NAME, collection=True)
                if " INDEX " in one and " ON entry " in one
            ]
            for statement in (
                _NUMBERS.format(most=max(each, OFFICES)),
                *(f"DROP INDEX {one.split()[2]}" for one in indexes),
            ):
                connection.dbapi.execute(statement)
            for statement in _ROWS:
                connection.dbapi.execute(statement.format(**made))
            for table in ("fund_balance", "cell_balance"):
                for statement in balance_updates(_SUMS, table, lambda column: "1 = 1"):
                    connection.execute(statement)
            for statement in indexes:
                connection.dbapi.execute(statement)
            for number in range(FIRST + 1, FIRST + 1 + OFFICES):
                sum_months(connection, Span(number))
            connection.commit()
        if connection.engine is postgresql:
            with closing(connect(where, "ro")) as dbapi:
                dbapi.execute("VACUUM ANALYZE")


def measured(stores: Stores, sizes: Sequence[int]) -> Iterator[str]:
    """Of each size but the least, which is not even a hundred entries an office, in a file and on a server."""
    for entries in sizes[1:] or sizes:
        path = stores.folder / f"collection{entries}.db"
        path.unlink(missing_ok=True)
        yield from _of(Collection(str(path), stores.folder), f"{entries:,} in a file", entries, stores.runs)
        path.unlink()  # ten million take 2.4 GB, and a server as much again
        with running() as server:
            server.psql("CREATE DATABASE collection ENCODING 'UTF8' TEMPLATE template0")
            on_server = Collection(str(server.get_uri(database="collection")), stores.folder, Server(server))
            yield from _of(on_server, f"{entries:,} on a server", entries, stores.runs)


def _of(here: Collection, called: str, entries: int, runs: int) -> Iterator[str]:
    say(f"making a collection of {called} of {OFFICES} offices")
    here.make(entries)
    for words in REPORTS:
        yield _line(
            f"{called}: {words}", [here.ours(*words.split(), "--format", "csv") for _ in range(runs)], MOST_SECONDS
        )
    for name, bundle in _handed_over(here.folder):
        yield _line(f"{called}: receive {name}", [here.ours("receive", bundle)], None)


def _line(name: str, taken: Sequence[tuple[Run, float]], most: float | None) -> str:
    own, server = median(one.processor for one, _ in taken), median(seconds for _, seconds in taken)
    peak = max(one.peak for one, _ in taken)
    target = "" if most is None else f"≤ {most:g} s {'kept' if own + server <= most else 'MISSED'}"
    memory = f"{peak:.0f} MiB (≤ {MOST_PEAK}) {'' if peak <= MOST_PEAK else 'MISSED'}"
    return f"{name:64} {spelled(own):>9} and of the server {spelled(server):>9}  {target:14} {memory}".rstrip()


def _handed_over(folder: Path) -> Iterator[tuple[str, Path]]:
    """The bundles of an office that hands over so many entries at a time; its first is small."""
    store, code = folder / "office.db", "341901"
    store.unlink(missing_ok=True)

    def ours(*words: object) -> None:
        run(Command([AIDTRACK, "--db", store, *words]))

    ours("init", "--office", code, "--name", "县总工会")
    ours("village", "add", "村")
    ours("fund", "add", "资金", "--budget", "100000000")
    ours("receipt", "add", "10000000", "--fund", "资金", "--date", "2018-01-01")
    ours("project", "add", "项目", "--village", "村")
    ours("allocation", "add", "9000000", "--fund", "资金", "--project", "项目", "--date", "2018-01-01")
    for number, rows in enumerate((0, *MONTHS)):
        if rows:
            sheet = folder / "spendings.csv"
            lines = (
                f"2018-{1 + number:02}-10,资金,项目,{1 + row % 90}.{row % 100:02},收款人{row},凭{number}-{row}\n"
                for row in range(rows)
            )
            sheet.write_text("日期,资金,项目,金额（元）,收款人,凭证号\n" + "".join(lines), "utf-8")
            ours("import", sheet)
        bundle = folder / f"bundle{rows}.aidb"
        bundle.unlink(missing_ok=True)
        ours("handover", "-o", bundle)
        yield (f"{rows:,} entries" if rows else "the first"), bundle
