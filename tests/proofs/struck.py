"""Command lines in processes that are forked from one which has loaded the program, each struck at one of its operations on files, or killed.

What strikes is `recorder.c`, loaded before the C library. Run as a program, this file is the process that forks.
"""

import ctypes
import importlib
import json
import os
import pkgutil
import select
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import IO, TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from conftest import Answer

FOLDER = Path(__file__).parent
COMPILER = shutil.which("cc") or shutil.which("gcc")
WHY_NOT = "what strikes at file operations needs Linux and a C compiler"
ABLE = COMPILER is not None and sys.platform.startswith("linux")
NOTHING, FULL, BROKEN, SHORT, KILLED, TORN = range(6)  # as recorder.c has them
HOW = {FULL: "disk full", BROKEN: "disk broken", SHORT: "short write", KILLED: "killed before", TORN: "killed within"}


class Ended(NamedTuple):
    """How a command ended and after how many seconds: `code` is below 0 where it was killed; `operations` on files is how many it did."""

    code: int
    seconds: float
    out: str = ""
    err: str = ""
    operations: int = 0


def compiled(folder: Path) -> Path:
    """The recorder, made."""
    made = folder / "recorder.so"
    assert COMPILER is not None
    source = str(FOLDER / "recorder.c")
    subprocess.run([COMPILER, "-shared", "-fPIC", "-o", str(made), source, "-ldl"], check=True)
    return made


class Runner:
    """Runs command lines in a folder."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process

    def __call__(
        self, folder: Path, words: Sequence[str], how: int = NOTHING, at: int = 0, after: float | None = None
    ) -> Ended:
        """Struck at the operation with the number `at`, or killed `after` so many seconds."""
        assert self.process.stdin is not None and self.process.stdout is not None
        asked = {"folder": str(folder), "words": list(words), "how": how, "at": at, "after": after}
        self.process.stdin.write(json.dumps(asked) + "\n")
        self.process.stdin.flush()
        return Ended(*json.loads(self.process.stdout.readline()))


@contextmanager
def runner(recorder: Path) -> Iterator[Runner]:
    path = os.pathsep.join(filter(None, (str(FOLDER.parent), os.environ.get("PYTHONPATH"))))
    environment = {**os.environ, "LD_PRELOAD": str(recorder), "PYTHONPATH": path}
    words = [sys.executable, str(FOLDER / "struck.py")]
    with subprocess.Popen(words, env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        yield Runner(process)
        assert process.stdin is not None
        process.stdin.close()


def _serve(answers: IO[str]) -> None:
    import aidtrack
    from conftest import call

    for module in pkgutil.walk_packages(aidtrack.__path__, "aidtrack."):
        if "__main__" not in module.name and "migrations" not in module.name:
            importlib.import_module(module.name)
    with TemporaryDirectory() as folder:  # what is worked out once is worked out before
        for words in ("init", "check"):
            call("--db", f"{folder}/aid.db", words)
    for line in sys.stdin:
        asked = json.loads(line)
        reading, writing = os.pipe()
        if (child := os.fork()) == 0:
            os.close(reading)
            _run(asked, call, writing)
        os.close(writing)
        answers.write(json.dumps(_ended(child, reading, asked["after"])) + "\n")
        answers.flush()


def _run(asked: dict[str, object], call: "Callable[..., Answer]", writing: int) -> None:
    """In the forked process; it never returns."""
    os.chdir(str(asked["folder"]))
    words = [str(word) for word in asked["words"]]  # type: ignore[attr-defined]  # a list, as it was sent
    strikes = ctypes.CDLL(None)
    where = ctypes.create_string_buffer(os.fsencode(str(asked["folder"])))
    strikes.arm(where, int(str(asked["how"])), ctypes.c_long(int(str(asked["at"]))))
    try:
        answer = call(*words)
        ended = (answer.code, answer.out, answer.err)
    except BaseException as error:
        import traceback

        ended = (99, "", "Traceback: " + "".join(traceback.format_exception(error)))
    count = strikes.counted()
    strikes.arm(None, NOTHING, ctypes.c_long(0))
    with os.fdopen(writing, "w") as told:
        told.write(json.dumps([*ended, count]))
    os._exit(0)


def _ended(child: int, reading: int, after: float | None) -> Ended:
    started = perf_counter()
    if after is not None and not select.select([reading], [], [], after)[0]:
        os.kill(child, signal.SIGKILL)
    with os.fdopen(reading) as told:
        said = told.read()
    seconds = perf_counter() - started
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return Ended(-os.WTERMSIG(status), seconds)
    code, *rest = json.loads(said)
    return Ended(code, seconds, *rest)


if __name__ == "__main__":
    with os.fdopen(os.dup(1), "w") as answers:
        os.dup2(2, 1)  # nothing that is printed is taken for an answer
        _serve(answers)
