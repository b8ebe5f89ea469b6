"""The program as it would be with one more kind of entry declared: nothing else of it is changed."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

from conftest import Answer, call

# The declaration is put before the last of `ledger/kind.py`'s own; then command lines are run as they come, as in one process.
_PROGRAM = """
import contextlib, importlib.util, io, json, pathlib, sys, types
name, last = "aidtrack.ledger.kind", 'EntryKind("writeoff"'
path = importlib.util.find_spec(name).origin
source = pathlib.Path(path).read_text("utf-8")
assert source.count(last) == 1
sys.modules[name] = module = types.ModuleType(name)
module.__file__ = path
exec(compile(source.replace(last, sys.argv[1] + ", " + last), path, "exec"), module.__dict__)
from aidtrack.cli.main import main
asked, sys.stdin = sys.stdin, io.TextIOWrapper(io.BytesIO())
for commands in asked:
    answers = []
    for command in json.loads(commands):
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = main(command)
        answers.append((code, out.getvalue(), err.getvalue()))
    print(json.dumps(answers), flush=True)
"""


class Programs:
    """One for each declaration, which runs as long as it may be asked."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self._running: dict[str, subprocess.Popen[str]] = {}

    def run(self, declaration: str, db: str, commands: Sequence[Sequence[str]]) -> list[Answer]:
        """What each command line on a store answers, in a program that knows the kind declared too; "" declares none: in this one."""
        lines = [["--db", db, "--lang", "en", *command] for command in commands]
        if not declaration:
            return [call(*line) for line in lines]
        program = self._running.get(declaration) or self._started(declaration)
        assert program.stdin is not None and program.stdout is not None
        print(json.dumps(lines), file=program.stdin, flush=True)
        answered = program.stdout.readline()
        assert answered, "it ended; its traceback is on stderr"
        return [Answer(*answer) for answer in json.loads(answered)]

    def _started(self, declaration: str) -> subprocess.Popen[str]:
        program = self._running[declaration] = self._stack.enter_context(
            subprocess.Popen(
                [sys.executable, "-c", _PROGRAM, declaration],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                encoding="utf-8",
                env={**os.environ, "PYTHONUTF8": "1"},
            )
        )
        return program


@contextmanager
def programs() -> Iterator[Programs]:
    """They end with the block."""
    with ExitStack() as stack:
        yield Programs(stack)
