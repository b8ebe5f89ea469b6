"""Sixteen clients of this one process add to a store on PostgreSQL at once, beside the same loop in bare psycopg with guards and chain.

An entry is a transaction of a connection of its own, as a command makes it; the clients take turns on four funds. The bare loop knows the
ids already, looks for no equal entry and asks for no right: it inserts, appends to the log and commits.
"""

import contextlib
import itertools
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import server
from lines import line
from measure import Command, run
from stores import AIDTRACK, Stores, say

CLIENTS, FUNDS = 16, 4
ENTRIES = 8  # of a client in a turn
_turns = itertools.count()
Client = Callable[[int, int, str], None]  # its number, which entry, what tells this turn's from others


def measured(stores: Stores, sizes: Sequence[int]) -> Iterator[str]:
    with server.started(stores) as running:
        running.running.psql("CREATE DATABASE writers ENCODING 'UTF8' TEMPLATE template0")
        db = str(running.running.get_uri(database="writers"))
        _prepare(db)
        doors, scripts, bare = _Doors(db), _Scripts(db, stores.folder), _Bare(db)
        say(f"{CLIENTS} clients add to one store")
        turns = [[_seconds(one) for one in (doors.add, bare.add)] for _ in range(stores.runs + 1)][1:]
        lines = [[_seconds(one, 1) for one in (scripts.run, bare.adds)] for _ in range(stores.runs + 1)][1:]
    entries = CLIENTS * ENTRIES
    for name, found, most in (
        ("entries through the store's doors", turns, 2),
        ("batch run --each", lines, None),
    ):
        ours, floor = ([seconds / entries for seconds in column] for column in zip(*found, strict=True))
        yield line(f"{CLIENTS} clients, an entry, on the clock: {name} / bare psycopg", ours, floor, most)


def _prepare(db: str) -> None:
    def ok(*words: str) -> None:
        run(Command([AIDTRACK, "--db", db, *words]))

    ok("init")
    ok("village", "add", "牙河村")
    for number in range(1, FUNDS + 1):
        ok("fund", "add", f"资金{number}", "--budget", "100000000")
        ok("project", "add", f"项目{number}", "--village", "牙河村")
        ok("receipt", "add", "100000000", "--fund", f"资金{number}", "--date", "2017-01-01")
        place = ("--fund", f"资金{number}", "--project", f"项目{number}")
        ok("allocation", "add", "90000000", *place, "--date", "2017-01-02")


def _seconds(client: Client, entries: int = ENTRIES) -> float:
    """What all of them took. Raises RuntimeError where one failed."""
    wrong: list[BaseException] = []
    turn = str(next(_turns))

    def work(number: int) -> None:
        try:
            for entry in range(entries):
                client(number, entry, turn)
        except BaseException as error:
            wrong.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(CLIENTS)]
    began = time.perf_counter()
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    seconds = time.perf_counter() - began
    if wrong:
        raise RuntimeError("a client failed") from wrong[0]
    return seconds


def _entry(client: int, number: int, turn: str) -> dict[str, object]:
    place = client % FUNDS + 1
    return {
        "kind": "spending",
        "date": "2017-03-01",
        "fund_id": place,
        "project_id": place,
        "village_id": 1,
        "amount_fen": 100 * (number + 1),
        "voucher": f"{turn}-{client}-{number}",
    }


class _Doors:
    """As `spending add` records it, without what it takes to read a command line."""

    def __init__(self, db: str) -> None:
        from aidtrack.store.engine.target import target

        self._target = target(db)

    def add(self, client: int, number: int, turn: str) -> None:
        from aidtrack.store.engine.rights import CLERK
        from aidtrack.store.engine.transaction import write
        from aidtrack.store.records import entries
        from aidtrack.store.records.repetition import require_new

        entry = _entry(client, number, turn)
        with write(self._target, actor="会计", beside_others=True, right=CLERK) as writer:
            require_new(writer, entry)
            entries.add(writer, entry)


class _Scripts:
    """Each client runs a script of command lines."""

    def __init__(self, db: str, folder: Path) -> None:
        self._db, self._folder = db, folder

    def run(self, client: int, _: int, turn: str) -> None:
        from aidtrack.cli.main import main

        script = self._folder / f"script{client}.txt"
        place = client % FUNDS + 1
        line = f"spending add {{}} --fund 资金{place} --project 项目{place} --date 2017-03-01 --voucher {turn}-{client}-{{}}\n"
        script.write_text("".join(line.format(number + 1, number) for number in range(ENTRIES)), "utf-8")
        if main(["--db", self._db, "batch", "run", str(script), "--each", "--quiet"]):
            raise RuntimeError(script.name)


class _Bare:
    """The same entries with the driver alone."""

    def __init__(self, db: str) -> None:
        self._db = db

    def adds(self, client: int, _: int, turn: str) -> None:
        for number in range(ENTRIES):
            self.add(client, number, turn)

    def add(self, client: int, number: int, turn: str) -> None:
        import psycopg

        from aidtrack.store.log.chain import spelled

        entry = _entry(client, number, turn)
        with contextlib.closing(psycopg.connect(self._db)) as connection:
            [(id,)] = connection.execute("SELECT aidtrack_next_ids('entry', 1)").fetchall()
            row = {**entry, "id": id}
            marks = ", ".join(f"%({name})s" for name in row)
            connection.execute(f"INSERT INTO entry ({', '.join(row)}) VALUES ({marks})", row)
            connection.execute(
                "SELECT aidtrack_log('会计', '{add}', '{entry}', ARRAY[%(id)s]::bigint[], '{NULL}', '{NULL}', ARRAY[%(after)s])",
                {"id": id, "after": spelled(entry)},
            )
            connection.commit()
