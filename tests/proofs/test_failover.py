"""The server dies while many write, and its standby takes over: what was confirmed is there, and nothing that was refused; no raw error.

By hand, on Linux: `AIDTRACK_FAILOVER=150 pytest -n 0 -s tests/proofs/test_failover.py` has each of four writers add so many entries.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from time import sleep
from typing import Any
from urllib.parse import urlsplit

import pytest

from conftest import Store, call, from_the_wheel, temporary_folder
from proofs.processes import processes
from proofs.test_many_writers import BUSY, RAW
from proofs.test_two_writers import FUND, PROJECTS

ROUNDS = int(os.environ.get("AIDTRACK_FAILOVER") or 0)
WRITERS, TRIES = 4, 400  # that many refusals in a row end a writer
ENVIRONMENT = 4
NOT_KNOWN = "It is not known whether it was written"
pytestmark = [
    pytest.mark.skipif(not ROUNDS, reason="by hand, for it starts two servers: AIDTRACK_FAILOVER"),
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="finds the server's processes in Linux's /proc"),
]


@dataclass
class Writer:
    """What one program was told of each entry it added, by 凭证号."""

    db: str
    number: int
    folder: Path
    confirmed: set[str] = field(default_factory=set)
    unknown: set[str] = field(default_factory=set)
    tally: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def run(self) -> "Writer":
        refused = number = 0
        while len(self.confirmed) < ROUNDS and refused < TRIES:
            number += 1
            if self.adds(f"{self.number}-{number}"):
                refused = 0
                (self.folder / f"{self.number}-{number}").touch()
            else:
                refused += 1
                sleep(0.1)
        return self

    def adds(self, name: str) -> bool:
        """Whether it was confirmed."""
        place = ("--fund", FUND, "--project", PROJECTS[self.number % len(PROJECTS)], "--date", "2017-03-01")
        try:
            answer = call("--db", self.db, "--lang", "en", "spending", "add", "1", *place, "--voucher", name)
        except Exception as error:
            self.wrong.append(f"{name}: {error!r}")
            return False
        # What the server gave as its reason.
        said = re.sub(r"\(.*\)", "(…)", answer.out + answer.err).replace(self.db, "store")
        if answer.code not in (0, BUSY, ENVIRONMENT) or any(word in said.casefold() for word in RAW):
            self.wrong.append(f"{name}: {answer}")
        if answer.code == 0:
            self.confirmed.add(name)
        elif NOT_KNOWN in said:
            self.unknown.add(name)
        self.tally["confirmed" if answer.code == 0 else f"{answer.code}: {said.splitlines()[0]}"] += 1
        return answer.code == 0


def _run(writer: Writer) -> Writer:
    return writer.run()


@pytest.fixture
def pair() -> Iterator[tuple[Any, Any]]:
    """A server, and a standby that has applied what the server confirms."""
    with ExitStack() as stack:
        first = from_the_wheel(stack)
        first.psql("ALTER SYSTEM SET synchronous_commit = remote_apply")
        first.psql("CREATE DATABASE aid")
        folder = Path(stack.enter_context(temporary_folder()))
        if first.system_user:  # root may run no server
            shutil.chown(folder, first.system_user)
        copy = (str(first.bin_path / "pg_basebackup"), "-d", first.get_uri(), "-D", str(folder), "-R", "-c", "fast")
        subprocess.run(copy, check=True, user=first.system_user)
        for left in (*folder.glob(".handle_pids.json"), *folder.glob(".s.PGSQL.*")):  # of the first one's process
            left.unlink()
        second = from_the_wheel(stack, folder)
        first.psql("ALTER SYSTEM SET synchronous_standby_names = '*'")
        first.psql("SELECT pg_reload_conf()")
        while "sync" not in first.psql("SELECT 'is ' || sync_state FROM pg_stat_replication WHERE sync_state = 'sync'"):
            sleep(0.1)
        yield first, second


def test_what_was_confirmed_is_in_the_standby(pair: tuple[Any, Any], tmp_path: Path) -> None:
    first, second = pair
    hosts = ",".join(urlsplit(one.get_uri()).query.removeprefix("host=") for one in pair)
    store = Store(f"postgresql://postgres@/aid?host={hosts}&target_session_attrs=read-write", "postgresql")
    store.run(
        "init",
        "village add 牙河村",
        f"fund add {FUND} --budget 1000000",
        f"receipt add 1000000 --fund {FUND} --date 2017-01-01",
    )
    for project in PROJECTS:
        store.ok("project", "add", project, "--village", "牙河村")
        store.ok("allocation", "add", "400000", "--fund", FUND, "--project", project, "--date", "2017-01-02")
    with ProcessPoolExecutor(WRITERS, mp_context=processes()) as pool:
        running = [pool.submit(_run, Writer(store.db, number, tmp_path)) for number in range(WRITERS)]
        while len([*tmp_path.iterdir()]) < WRITERS * ROUNDS // 3:
            assert not any(one.done() for one in running), [one.result() for one in running if one.done()]
            sleep(0.01)
        _kill(first.get_pid())
        sleep(1)
        second.psql("SELECT pg_promote()")
        writers = [one.result() for one in running]
    tally = sum((writer.tally for writer in writers), Counter[str]())
    confirmed = set[str]().union(*(writer.confirmed for writer in writers))
    unknown = set[str]().union(*(writer.unknown for writer in writers))
    there = {row["voucher"] for row in store.json("spending", "list")["tables"][0]["rows"]}
    print(
        f"\n{len(confirmed)} confirmed, {len(unknown)} not known, {len(unknown & there)} of them there: {dict(tally)}"
    )
    assert [wrong for writer in writers for wrong in writer.wrong] == []
    assert confirmed - there == set()
    assert there - confirmed - unknown == set()
    assert len(confirmed) == WRITERS * ROUNDS  # all went on in the standby
    findings = store("check", "--format", "json").rows("findings")
    assert {one["level"] for one in findings} <= {"alert", "note"}, findings


def _kill(pid: int) -> None:
    """A server with all its processes, at once."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    for one in (pid, *map(int, children)):
        os.kill(one, signal.SIGKILL)
