"""A folder of ours is written anew as a whole; what is not ours stays."""

import json
import os
import random
import sys
from collections.abc import Callable
from pathlib import Path
from time import sleep
from typing import BinaryIO

import pytest

from aidtrack import folder_moved
from aidtrack.errors import Environment, Refused, Usage
from aidtrack.folder import MARK, Written, ours, put_folder, require_ours
from conftest import examples
from proofs.processes import processes

KILLS = int(os.environ.get("AIDTRACK_FOLDER_KILLS") or examples(12))


def texts(**files: str) -> list[Written]:
    def writes(text: str) -> Callable[[BinaryIO], object]:
        return lambda stream: stream.write(text.encode())

    return [(name.replace("_", "/"), writes(text)) for name, text in files.items()]


def test_what_is_no_more_goes_and_what_is_not_ours_stays(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    put_folder(folder, texts(x_1="one", y_2="two"))
    (folder / "x" / "mine").write_text("mine", "utf-8")
    put_folder(folder, texts(y_2="again"))
    found = {str(path.relative_to(folder)): path.read_text("utf-8") for path in folder.rglob("*") if path.is_file()}
    assert found.pop(MARK) and found == {"x/mine": "mine", "y/2": "again"}
    put_folder(folder, [])
    assert not (folder / "y").exists() and ours(folder) == []


def test_a_failure_leaves_what_was(tmp_path: Path) -> None:
    def fails(_: object) -> None:
        raise ValueError

    put_folder(tmp_path / "d", texts(x="one"))
    with pytest.raises(ValueError):
        put_folder(tmp_path / "d", [*texts(x="two", y_1="new"), ("z/1", fails)])
    assert sorted(path.name for path in (tmp_path / "d").rglob("*")) == [MARK, "x"]
    assert (tmp_path / "d" / "x").read_text("utf-8") == "one"
    with pytest.raises(ValueError):
        put_folder(tmp_path / "e" / "f", [("z/1", fails)])
    assert not (tmp_path / "e").exists()
    (tmp_path / "d" / "y").write_text("a file where a folder is wanted", "utf-8")
    with pytest.raises(Environment):
        put_folder(tmp_path / "d", texts(y_1="new"))


@pytest.mark.parametrize("named", ["../out", "/out", "a/../../out", "..\\out", "C:out"])
def test_a_list_that_names_files_elsewhere_takes_nothing_away(tmp_path: Path, named: str) -> None:
    (tmp_path / "out").write_text("theirs", "utf-8")
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / MARK).write_text(json.dumps({"files": [named, 7]}), "utf-8")
    put_folder(tmp_path / "d", texts(x="one"))
    assert (tmp_path / "out").read_text("utf-8") == "theirs"


def test_whose_a_folder_is(tmp_path: Path) -> None:
    require_ours(tmp_path / "none", force=False)
    require_ours(tmp_path, force=False)
    (tmp_path / MARK).write_text("[1", "utf-8")
    with pytest.raises(Refused):
        require_ours(tmp_path, force=False)
    require_ours(tmp_path, force=True)
    with pytest.raises(Usage):
        require_ours(tmp_path / MARK, force=True)


def generation(number: int) -> list[Written]:
    """Files that all hold one number, others each time."""
    return texts(**{f"{at % 3}_{at}": f"{number}" for at in range(number % 4, number % 4 + 6)})


def again_and_again(folder: str) -> None:
    for number in range(10_000):
        put_folder(Path(folder), generation(number))


def is_of_one(folder: Path) -> bool:
    """Whether what it holds is what was once written."""
    listed = ours(folder)
    found = {
        str(path.relative_to(folder).as_posix()): path.read_text("utf-8")
        for path in folder.rglob("*")
        if path.is_file()
    }
    found.pop(MARK, None)
    return listed is not None and {*listed} == {*found} and len({*found.values()}) == 1


@pytest.mark.skipif(sys.platform not in ("linux", "darwin"), reason="there two folders change places in two steps")
def test_who_is_killed_leaves_the_old_or_the_new(tmp_path: Path) -> None:
    """By hand: `AIDTRACK_FOLDER_KILLS=300 pytest -n 0 tests/test_folder.py`."""
    folder, chance = tmp_path / "d", random.Random()
    put_folder(folder, generation(0))
    for _ in range(KILLS):
        process = processes().Process(target=again_and_again, args=(str(folder),))
        process.start()
        sleep(chance.uniform(0.02, 0.2))
        process.kill()
        process.join()
        assert is_of_one(folder)
    put_folder(folder, generation(1))
    assert [path.name for path in tmp_path.iterdir()] == ["d"] and is_of_one(folder)


def test_where_a_system_takes_two_steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is moved aside first; who died in between is followed by one that brings it back."""
    monkeypatch.setattr(folder_moved, "_swap", lambda: None)
    folder = tmp_path / "d"
    for number in range(3):
        put_folder(folder, generation(number))
    assert is_of_one(folder) and [path.name for path in tmp_path.iterdir()] == ["d"]
    _, old = folder_moved._beside(folder)
    # Of a run whose number no process has.
    for left in (old, old.with_name(old.name.replace(f".{os.getpid()}.", ".4194305."))):
        folder.rename(left)
        require_ours(folder, force=False)

        def fails(_: object) -> None:
            raise ValueError

        with pytest.raises(ValueError):
            put_folder(folder, [("x", fails)])
        assert is_of_one(folder) and [path.name for path in tmp_path.iterdir()] == ["d"]


def test_what_others_put_there_meanwhile_stays(tmp_path: Path) -> None:
    folder = tmp_path / "d"
    put_folder(folder, texts(x="one"))

    def comes(stream: BinaryIO) -> None:
        (folder / "theirs").write_text("theirs", "utf-8")
        stream.write(b"two")

    put_folder(folder, [("x", comes)])
    assert {path.name: path.read_text("utf-8") for path in folder.iterdir() if path.name != MARK} == {
        "x": "two",
        "theirs": "theirs",
    }


def test_where_somebody_stands_it_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And so it does where a folder or a link in it is not ours."""
    folder = tmp_path / "d"
    put_folder(folder, texts(x="one"))
    folder.chmod(0o750)
    put_folder(folder, texts(x="two"))
    assert folder.stat().st_mode & 0o777 == 0o750 or sys.platform == "win32"
    before = folder.stat().st_ino
    monkeypatch.chdir(folder)
    put_folder(Path(), texts(x="three"))
    monkeypatch.chdir(tmp_path)
    (folder / "theirs").mkdir()
    put_folder(folder, texts(y="four"))
    assert folder.stat().st_ino == before and sorted(path.name for path in folder.iterdir()) == [MARK, "theirs", "y"]
