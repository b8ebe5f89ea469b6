"""The reader of workbooks, forked from one that has loaded what it needs.

Each workbook is read by a process of its own, which mostly starts: half of the time of a small import, a thousand times over.
Here one process starts, and each workbook has a fork of it. What is started as a program of its own, and the tests of the
reader itself, start theirs as ever.
"""

import json
import os
import select
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from threading import Lock
from types import SimpleNamespace
from typing import Any

import pytest

from aidtrack.importing.reading import workbook, workbook_child

CAN_FORK = hasattr(os, "fork")


class Warm:
    """The one that is forked; it reads one workbook at a time."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self.one = Lock()

    def ask(self, arguments: Sequence[str]) -> subprocess.Popen[bytes]:
        """Have a fork read; the process says first which one it is, then that it ended."""
        if self._process is None:
            words = [sys.executable, "-P", __file__]
            self._process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps([str(Path.cwd()), *arguments]).encode() + b"\n")
        return self._process

    def leave(self) -> None:
        if self._process is not None:
            self._process.communicate()


class Fork:
    """What `workbook` needs of a `subprocess.Popen`."""

    def __init__(self, warm: Warm, arguments: Sequence[str]) -> None:
        self._warm = warm
        warm.one.acquire()
        said = warm.ask(arguments).stdout
        assert said is not None
        self._said = said
        self._id = int(self._said.readline())

    def __enter__(self) -> "Fork":
        return self

    def __exit__(self, *_: object) -> None:
        self._said.readline()
        self._warm.one.release()

    def communicate(self, timeout: float) -> None:
        if not select.select([self._said], [], [], timeout)[0]:
            raise subprocess.TimeoutExpired("", timeout)

    def kill(self) -> None:
        if not select.select([self._said], [], [], 0)[0]:  # it is waited for only after it said so
            os.kill(self._id, 9)


@contextmanager
def warm_reader() -> Iterator[None]:
    """While this lasts, workbooks are read by forks, where the system has them."""
    if not CAN_FORK:
        yield
        return
    warm = Warm()

    def popen(words: Sequence[str], *, env: Mapping[str, str], **options: Any) -> Any:
        *_, module, path, folder = words
        assert module == workbook_child.__name__
        return Fork(warm, [path, folder])

    with pytest.MonkeyPatch.context() as patch:
        names = {name: getattr(subprocess, name) for name in ("DEVNULL", "PIPE", "TimeoutExpired")}
        patch.setattr(workbook, "subprocess", SimpleNamespace(Popen=popen, **names))
        yield
    warm.leave()


def serve() -> None:
    """Fork for each line of standard input: a folder to stand in, and the reader's arguments."""
    import_module("python_calamine")  # as the reader does when it begins
    from aidtrack.importing.reading.workbook_child import main

    for line in sys.stdin:
        folder, *sys.argv[1:] = json.loads(line)
        fork = os.fork()
        if fork == 0:
            try:
                os.chdir(folder)
                quiet = os.open(os.devnull, os.O_RDWR)
                for stream in range(3):
                    os.dup2(quiet, stream)
                main()
            finally:
                os._exit(0)
        print(fork, flush=True)
        os.waitpid(fork, 0)
        print("ended", flush=True)


if __name__ == "__main__":
    serve()
