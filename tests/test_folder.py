"""A folder of ours is written anew as a whole; what is not ours stays."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest

from aidtrack.errors import Environment, Refused, Usage
from aidtrack.folder import MARK, Written, ours, put_folder, require_ours


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
