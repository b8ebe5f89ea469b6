"""The contracts hold for what is not written yet: somebody's first addition is made in a copy of the source, and they run there."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import aidtrack
from aidtrack.store.engine.connection import SCHEMA
from unwritten.additions import FORMAT, KIND, LANGUAGE, REPORT, Addition, noun

ROOT = Path(__file__).parents[2]
ADDITIONS = (FORMAT, REPORT, noun(SCHEMA), KIND, LANGUAGE)


@pytest.mark.long
@pytest.mark.server
@pytest.mark.parametrize("added", ADDITIONS, ids=[added.word for added in ADDITIONS])
def test_its_contracts_hold(tmp_path: Path, added: Addition) -> None:
    source = tmp_path / "src" / "aidtrack"
    shutil.copytree(Path(aidtrack.__file__).parent, source)  # with what is compiled of it
    added.put(source)
    tests = [str(ROOT / name) for name in added.contracts]
    command = [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", *tests, "-k", added.word]
    environment = {**os.environ, "PYTHONPATH": str(source.parent)}
    ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout
    [passed] = re.findall(r"(\d+) passed", ran.stdout)
    assert int(passed) >= len(added.contracts)
