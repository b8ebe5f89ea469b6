"""The contracts hold for what is not written yet: somebody's first additions are made in a copy of the source, and they run there."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import aidtrack
from aidtrack.store.engine.connection import SCHEMA
from conftest import TIMES
from unwritten.additions import FORMAT, KIND, LANGUAGE, REPORT, noun

ROOT = Path(__file__).parents[2]
ADDITIONS = (FORMAT, REPORT, noun(SCHEMA), KIND, LANGUAGE)


@pytest.mark.long
@pytest.mark.server
def test_their_contracts_hold(tmp_path: Path) -> None:
    """All in one copy, for each such run loads and collects anew; each has its tests in each of its contracts."""
    source = tmp_path / "src" / "aidtrack"
    shutil.copytree(Path(aidtrack.__file__).parent, source)  # with what is compiled of it
    for added in ADDITIONS:
        added.put(source)
    tests = dict.fromkeys(name for added in ADDITIONS for name in added.contracts)
    words = " or ".join(added.word for added in ADDITIONS)
    command = [sys.executable, "-m", "pytest", "-v", "-n", "0", "-p", "no:cacheprovider", *tests, "-k", words]
    # Below 1 a tenth of a contract's parameters are tried, and what was added may be none of them.
    environment = {**os.environ, "PYTHONPATH": str(source.parent), "AIDTRACK_EXAMPLES": str(max(TIMES, 1))}
    ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout
    passed = re.findall(r"^(tests/\S+?\.py)::(.*) PASSED", ran.stdout, re.MULTILINE)
    for added in ADDITIONS:
        assert {file for file, name in passed if added.word in name} >= {*added.contracts}, added.word
