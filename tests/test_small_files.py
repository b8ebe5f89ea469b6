"""A layout or aidtrack.toml that is a pipe, a device, a folder, a flood or a bomb: one sentence that names it, and no waiting."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Answer, Store

SHEET = "日期,资金,金额（元）\n2017-03-01,F,5\n"

BOMBS = {
    "deep": "x = " + "[" * 5_000,
    "deep and closed": "x = " + "[" * 300 + "]" * 300,
    "deep by dots": "[set]\n" + ".".join("a" * 5_000) + " = 1",
    "deep tables": ".".join(["set"] * 50) + " = 1",
    "many digits": "year = " + "9" * 5_000,
    "many hexadecimal digits": "year = 0x" + "f" * 6_000,
    "a large exponent": "idle_years = 1e9999999999999999999999",
    "a word where a number is asked for": "year = 'x'\n[alerts]\nidle_years = 'x'",
    "an endless comment": "#" * 3_000_000,
    "many keys": "".join(f"k{number} = 1\n" for number in range(40_000)),
    "no text": "\0\1\2",
}


def layout(store: Store, path: Path) -> Answer:
    sheet = Path(store.db).parent / "到账.csv"
    sheet.write_text(SHEET, "utf-8")
    return store("import", str(sheet), "--as", "receipt", "--layout", str(path))


def settings(store: Store, path: Path) -> Answer:
    beside = Path(store.db).parent / "aidtrack.toml"
    if beside.is_symlink():
        beside.unlink()
    beside.symlink_to(path)
    return store("report", "alerts")


@pytest.mark.parametrize("asked", [layout, settings])
def test_a_bomb(file_store: Store, tmp_path: Path, asked: Callable[[Store, Path], Answer]) -> None:
    file_store.ok("fund", "add", "F")
    for name, text in BOMBS.items():
        path = tmp_path / f"{name}.toml"
        path.write_text(text, "utf-8")
        answer = asked(file_store, path)
        told = (path.name if asked is layout else "aidtrack.toml") in answer.err
        assert (answer.code, answer.out, told) == (2, "", True), (name, answer)
        assert len(answer.err) < 2_000, name


@pytest.mark.skipif(os.name == "nt", reason="Windows has neither such pipes nor such devices")
@pytest.mark.parametrize("asked", [layout, settings])
def test_what_is_no_file(file_store: Store, tmp_path: Path, asked: Callable[[Store, Path], Answer]) -> None:
    file_store.ok("fund", "add", "F")
    pipe = tmp_path / "pipe.toml"
    os.mkfifo(pipe)
    for path, code in ((pipe, 2), (Path("/dev/zero"), 2), (tmp_path, 4)):
        answer = asked(file_store, path)
        told = (str(path) if asked is layout else "aidtrack.toml") in answer.err
        assert (answer.code, answer.out, told) == (code, "", True), (path, answer)
    file_store.ok("document", "add", "D")
    assert file_store("document", "attach", "D", str(pipe)).code == 2
    zip = tmp_path / "pipe.zip"
    os.mkfifo(zip)
    assert file_store("db", "restore", str(zip), "--yes").code == 1
    assert file_store("batch", "run", "/dev/zero").code == 2
