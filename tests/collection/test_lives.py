"""After any life of an office, handed over at any moments, its part of a collection is its store, row for row."""

import shutil
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import rule, run_state_machine_as_test

from aidtrack.locale import use
from aidtrack.store.engine.target import Target, target
from aidtrack.store.schema.make import make
from collection.parts import handed, newest, part, tables, taken
from conftest import ENGINES, Server, examples
from proofs.machine import LedgerMachine
from proofs.sides import Opened

STEPS = 40
_numbers = count(1)


class Handing(LedgerMachine):
    """The collection is one for all lives; each is of another office, some of whose bundles are lost."""

    above: ClassVar[Target]

    def __init__(self) -> None:
        super().__init__()
        self.office, self.received, self.lost = next(_numbers), 0, 0

    @rule(lost=st.booleans(), again=st.integers(0, 5))
    def hand_over(self, lost: bool, again: int) -> None:
        with self.writing() as writer:
            since = max(self.received - again, 0)
            data = handed(writer, self.office, since=since, names=True)
            to = newest(writer)
        if not lost and to > self.received:
            taken(type(self).above, data)
            self.received = to

    def teardown(self) -> None:
        try:
            if self.ids:
                self.hand_over(False, 0)
                with self.writing() as writer:
                    own = tables(writer)
                assert part(type(self).above, self.office) == own
        finally:
            super().teardown()


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
    named = {"open_store": staticmethod(stores), "folder": tmp_path, "above": above}
    machine: Any = type("Handing", (Handing,), named)
    most = examples(5 if engine == "sqlite" else 2)
    run_state_machine_as_test(machine, settings=settings(max_examples=most, stateful_step_count=STEPS))
