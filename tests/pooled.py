"""Connections that outlive a command, as a pooler before the server would keep them.

A server process that is new reads its catalogues and plans every statement of the guards, for each command of a test:
most of what the server does. Here the next command on the same store goes on in the same one; nothing stays of what a
session set, held or made for itself. What is started as a program of its own connects as ever.
"""

import select
from collections import defaultdict
from threading import Lock
from typing import Any

import psycopg
from psycopg.pq import TransactionStatus

MOST = 40  # idle ones: a property makes a store for each example, and a server takes a hundred clients
RESET = """CLOSE ALL; RESET SESSION AUTHORIZATION; RESET ALL; UNLISTEN *; SELECT pg_advisory_unlock_all();
    DISCARD SEQUENCES; DISCARD TEMP"""


class Pooled(psycopg.Connection[Any]):
    """Goes back to the others when it is closed."""

    pool: "Pool"
    url: str
    database: str
    # The program leaves no statement prepared, for a pooler's sake that changes the session: this one stays, as do its plans.
    prepare_threshold: int | None = None

    def close(self) -> None:
        if self.closed or not self.pool.takes(self):
            super().close()


def _is_straight(one: Pooled) -> bool:
    return one.info.host.startswith("/")


class Pool:
    """Idle connections by URL."""

    def __init__(self) -> None:
        self._idle: defaultdict[str, list[Pooled]] = defaultdict(list)
        self._one = Lock()

    def connect(self, url: str, **options: Any) -> psycopg.Connection[Any]:
        """A connection in the state of a new one: one that is idle, or a new one."""
        while not options.keys() - {"autocommit"} and (found := self._any(url)) is not None:
            if not select.select([found.fileno()], [], [], 0)[0]:  # a server that went away has said so
                found.autocommit = options.get("autocommit", False)
                return found
            super(Pooled, found).close()
        made = Pooled.connect(url, **options)
        made.pool, made.url, made.database = self, url, made.info.dbname
        return made

    def takes(self, one: Pooled) -> bool:
        """Whether it serves again; all that its session made is undone."""
        try:
            if one.info.transaction_status != TransactionStatus.IDLE:
                one.rollback()
            one.autocommit, one.isolation_level = True, None
            one.execute(RESET)
        except psycopg.Error:
            return False
        with self._one:
            self._idle[one.url] = [*self._idle.pop(one.url, []), one]  # the last now
            spare = self._oldest() if sum(map(len, self._idle.values())) > MOST else None
        if spare is not None:
            super(Pooled, spare).close()
        return True

    def _oldest(self) -> Pooled:
        """One of those whose database nobody was in for longest, out of the pool."""
        url = next(url for url, idle in self._idle.items() if idle)
        return self._idle[url].pop(0)

    def only(self, database: str) -> tuple[Pooled | None, list[int]]:
        """One of the connections to a database that nobody uses and that goes straight to its server, if there is any; the others are closed:
        the numbers of their processes.
        """
        with self._one:
            found = [one for idle in self._idle.values() for one in idle if one.database == database]
            for one in found:
                self._idle[one.url].remove(one)
        found.sort(key=lambda one: not _is_straight(one))  # what stands between may cut it
        kept = found.pop(0) if found and _is_straight(found[0]) else None
        numbers = [one.info.backend_pid for one in found]
        for one in found:
            super(Pooled, one).close()
        return kept, numbers

    def leave(self, database: str | None = None) -> None:
        """Nobody is connected to this database any more, or to any, as far as we are."""
        with self._one:
            idle = [one for found in self._idle.values() for one in found if database in (None, one.database)]
            for one in idle:
                self._idle[one.url].remove(one)
        for one in idle:
            super(Pooled, one).close()

    def _any(self, url: str) -> Pooled | None:
        with self._one:
            idle = self._idle[url]
            return idle.pop() if idle else None
