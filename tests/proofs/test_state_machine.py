"""Seventy times fifty random operations leave no difference to a ledger in plain Python."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from aidtrack.locale import use
from aidtrack.store.engine.target import Target, target
from conftest import ENGINES, Server, examples
from databases import Databases
from proofs.machine import LedgerMachine
from proofs.sides import Opened

# In two parts on each engine, which may run beside each other: together 72 times fifty steps, a sixth of them on a server, where one costs most.
PARTS, STEPS = 2, 50
AT_LEAST = {"sqlite": examples(30) * STEPS, "postgresql": examples(6) * STEPS}


def _files(blank: Path, folder: Path) -> Callable[[], Opened]:
    path = folder / "aidtrack.db"

    def opened() -> Opened:
        shutil.copyfile(blank, path)
        return Opened(Target(path, None), path.unlink)

    return opened


def _databases(server: Server, databases: Databases) -> Callable[[], Opened]:
    def opened() -> Opened:
        name = databases.make()
        return Opened(target(server.get_uri(database=name)), lambda: databases.leave(name))

    return opened


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("engine", ENGINES)
def test_store_and_reference_agree(
    engine: str, part: int, request: pytest.FixtureRequest, blank_file: Path, tmp_path: Path
) -> None:
    use("en")
    stores = (
        _files(blank_file, tmp_path)
        if engine == "sqlite"
        else _databases(request.getfixturevalue("server"), request.getfixturevalue("databases"))
    )
    machine: Any = type("LedgerMachine", (LedgerMachine,), {"open_store": staticmethod(stores), "folder": tmp_path})
    while (
        left := AT_LEAST[engine] - machine.steps
    ) > 0:  # some examples end before their last step; each part draws its own
        run_state_machine_as_test(machine, settings=settings(max_examples=-(-left // STEPS), stateful_step_count=STEPS))
