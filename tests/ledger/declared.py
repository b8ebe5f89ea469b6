"""The program as it would be with one more kind of entry declared: nothing else of it is changed."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence

from conftest import Answer, call

# The declaration is put before the last of `ledger/kind.py`'s own; then each command line is run, as in one process.
_PROGRAM = """
import contextlib, importlib.util, io, json, pathlib, sys, types
declaration, commands = json.load(sys.stdin)
name, last = "aidtrack.ledger.kind", 'EntryKind("writeoff"'
path = importlib.util.find_spec(name).origin
source = pathlib.Path(path).read_text("utf-8")
assert source.count(last) == 1
sys.modules[name] = module = types.ModuleType(name)
module.__file__ = path
exec(compile(source.replace(last, declaration + ", " + last), path, "exec"), module.__dict__)
from aidtrack.cli.main import main
answers = []
sys.stdin = io.TextIOWrapper(io.BytesIO())
for command in commands:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(command)
    answers.append((code, out.getvalue(), err.getvalue()))
print(json.dumps(answers))
"""


def run(declaration: str, db: str, commands: Sequence[Sequence[str]]) -> list[Answer]:
    """What each command line on a store answers, in a program that knows the kind declared too; "" declares none: in this one."""
    lines = [["--db", db, "--lang", "en", *command] for command in commands]
    if not declaration:
        return [call(*line) for line in lines]
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM],
        input=json.dumps([declaration, lines]),
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONUTF8": "1"},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [Answer(*answer) for answer in json.loads(done.stdout)]
