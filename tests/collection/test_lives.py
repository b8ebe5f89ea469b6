"""After any lives of offices, of which bundles come at any moment, again, in any order or never, and one of which may be restored from a
backup, the part of each is its store, row for row.
"""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from copy import deepcopy
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random
from typing import Any, ClassVar
from uuid import UUID

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, run_state_machine_as_test

from aidtrack.locale import use
from aidtrack.store.collection import former
from aidtrack.store.collection.looking import look
from aidtrack.store.engine.connection import connect, read
from aidtrack.store.engine.target import Target, target
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.log.chain import RESTORE
from aidtrack.store.proof.restore import restore
from aidtrack.store.schema.make import make
from collection.parts import NOW, handed, part, sums_agree, tables
from collection.post import Letter, Post
from conftest import ENGINES, Server, examples
from proofs.machine import LedgerMachine
from proofs.sides import Opened

STEPS = 40
OFFICES = 3  # whose parts are looked at together: the one that lives, and those that lived before
OFTEN = 0.4
PERIODS = 3  # of which all offices are asked when a life ends
_numbers = count(1)
_RESTORES = f"SELECT id, at FROM audit WHERE (action, noun) = {RESTORE}"
# What the reference knows of a store, which goes back with it.
_KNOWN = ("ledger", "ids", "entry_ids", "batches", "made", "of_files", "kept")


class Handing(LedgerMachine):
    """The collection, and the post to it, are one for all lives; each is of another office."""

    post: ClassVar[Post]
    stores: ClassVar[dict[int, object]]  # what an office's store held when its life ended

    def __init__(self) -> None:
        super().__init__()
        self.office, self.backup, self.times = next(_numbers), dict[str, Any](), 0

    @initialize(seed=st.integers(0, 1 << 32))
    def begin_handing(self, seed: int) -> None:
        self.chance = Random(seed)

    @invariant()
    def the_post_goes(self) -> None:
        """After many a step, for a rule of its own would hardly come up among all those of a ledger."""
        acts = [self.hand_over, self.deliver if self.post.letters else self.hand_over]
        if self.target.path is not None:
            acts += [self.back_up] if not self.backup else [self.restore]
        if self.chance.random() < OFTEN:
            self.chance.choices(acts, (3, 3, 1)[: len(acts)])[0]()

    def hand_over(self) -> None:
        """From where an earlier one ended, or from the beginning; it is on its way then."""
        ends = [len(one.log) for one in self.post.letters if one.office == self.office]
        with self.writing() as writer:
            self._write(writer, self.chance.choice([0, *ends[-3:]]))

    def _write(self, writer: Writer, since: int) -> Letter:
        ids, hashes, times = zip(*writer.rows("SELECT id, hash, at FROM audit ORDER BY id"), strict=True)
        since = min(since, len(hashes))
        file = self.folder / f"{self.office}-{len(self.post.letters)}.aidb"
        after = ids[since - 1] if since else 0  # a server leaves out the numbers of records that were refused
        file.write_bytes(handed(writer, self.office, since=after, store=str(UUID(int=self.office))))
        self.post.letters.append(Letter(file, self.office, since, hashes, times[-1], (*writer.rows(_RESTORES),)))
        return self.post.letters[-1]

    def deliver(self) -> None:
        """Some of the newest, of whichever office, in whichever order; what is never among them is lost."""
        letters = self.post.letters[-12:]
        some = self.chance.choices(letters, k=self.chance.randint(1, 4))
        self.post.deliver(some, restored=self.chance.random() < OFTEN)

    def back_up(self) -> None:
        self.backup = deepcopy({name: getattr(self, name) for name in _KNOWN})
        with closing(sqlite3.connect(self._backup)) as copy:
            self.dbapi.backup(copy)

    def restore(self) -> None:
        """The backup may be used again; now and then the next is another."""
        self.dbapi.close()
        restore(
            self.target, self._backup, replace=True, unchecked=True, with_files=False, actor="proof", now=self.later()
        )
        self.dbapi = connect(self.target, "rw")
        self.dbapi.execute("PRAGMA synchronous=OFF")
        for name, value in deepcopy(self.backup).items():
            setattr(self, name, value)
        if self.chance.random() < OFTEN:
            self.backup = {}

    def later(self) -> datetime:
        self.times += 1
        return NOW + timedelta(days=self.times)

    @property
    def _backup(self) -> Path:
        return self.folder / f"{self.office}-backup.db"

    def teardown(self) -> None:
        try:
            if self.ids:
                with self.writing() as writer:
                    last = self._write(writer, 0)
                    self.stores[self.office] = tables(writer)
                self.post.deliver([last], restored=True)
                assert self.post.received[self.office].log == last.log
                self._compare_parts()
        finally:
            super().teardown()

    def _compare_parts(self) -> None:
        for office, own in [*self.stores.items()][-OFFICES:]:
            assert part(self.post.above, office) == own
        with read(self.post.above) as connection:
            look(connection, [])
            days = [day for (day,) in connection.rows("SELECT DISTINCT date FROM entry ORDER BY date")]
            for start, end in (sorted(self.chance.choices(days, k=2)) for _ in range(PERIODS if days else 0)):
                assert sums_agree(connection, start, end), (start, end)
        with read(self.post.above) as connection:
            aside = [one.office_id for one in former.every(connection)]
            assert not list(former.tampered(connection))
        assert aside == sorted(office for office, times in self.post.gone.items() for _ in range(times))


def _opened(engine: str, request: pytest.FixtureRequest, folder: Path) -> tuple[Callable[[], Opened], Target]:
    if engine == "sqlite":
        blank, path = request.getfixturevalue("blank_file"), folder / "aidtrack.db"

        def of_file() -> Opened:
            shutil.copyfile(blank, path)
            return Opened(Target(path, None), path.unlink)

        return of_file, Target(folder / "above.db", None)
    server: Server = request.getfixturevalue("server")
    database = request.getfixturevalue("blank_database")
    server.execute("CREATE DATABASE above_lives ENCODING 'UTF8' TEMPLATE template0")
    request.addfinalizer(lambda: server.drop("above_lives"))

    def of_server() -> Opened:
        server.copy(database, "life")
        return Opened(target(server.get_uri(database="life")), lambda: server.drop("life"))

    return of_server, target(server.get_uri(database="above_lives"))


@pytest.mark.parametrize("engine", ENGINES)
def test_a_part_is_the_store_that_it_is_of(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    use("en")
    stores, above = _opened(engine, request, tmp_path)
    make(above, collection=True)
    named = {"open_store": staticmethod(stores), "folder": tmp_path, "post": Post(above), "stores": {}}
    machine: Any = type("Handing", (Handing,), named)
    most = examples(5 if engine == "sqlite" else 2)
    run_state_machine_as_test(machine, settings=settings(max_examples=most, stateful_step_count=STEPS))
