"""The commands that messages name for going on: they go on with the store that this run was given, and are typed as they stand."""

import shlex
from pathlib import Path

import pytest

from conftest import Answer, Store, call


def go_on(said: Answer, verb: str) -> list[str]:
    """The words of the command that a message names, from our own name up to the verb and what follows it."""
    [line] = [line for line in said.err.splitlines() if f" {verb}" in line]
    named = line[line.index("aidtrack ") :].rstrip("。.")
    return shlex.split(named)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_on_the_store_that_was_given(tmp_path: Path, lang: str) -> None:
    db = str(tmp_path / "it's {our} $HOME store.db")
    given = ("--db", db, "--lang", lang)
    missing = call(*given, "village", "list")
    assert (missing.code, go_on(missing, "init")[:3]) == (4, ["aidtrack", "--db", db])
    call(*given, "init")
    unknown = call(*given, "village", "show", "甲村")
    assert go_on(unknown, "village list") == ["aidtrack", "--db", db, "village", "list"]
    call(*given, "village", "add", "甲村")
    call(*given, "fund", "add", "F")
    assert call(*given, "receipt", "add", "5", "--fund", "F", "--date", "2018-01-01").code == 0
    refused = call(*given, "spending", "show", "1")
    _, *words = go_on(refused, "receipt show 1")
    assert call(*words).code == 0, words
    corrected = call(*given, "receipt", "correct", "1", "--amount", "6", "--reason", "错")
    _, *words = go_on(corrected, "batch undo 1")
    assert words[:2] == ["--db", db] and call(*words).code == 0
    again = call(*given, "batch", "undo", "1")
    assert again.code == 1


def test_nothing_is_added_where_none_was_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIDTRACK_DB", str(tmp_path / "ours.db"))
    assert go_on(call("--lang", "en", "village", "list"), "init") == ["aidtrack", "init"]
    call("--lang", "en", "--db", str(tmp_path / "other.db"), "village", "list")
    assert go_on(call("--lang", "en", "village", "list"), "init") == ["aidtrack", "init"]


def test_what_people_wrote_is_no_command(file_store: Store) -> None:
    file_store.ok("village", "add", "aidtrack village 村")
    said = file_store("village", "add", "aidtrack village 村")
    assert "“aidtrack village 村”" in said.err, said


def test_a_password_is_not_named(server_store: Store) -> None:
    user, at, rest = server_store.db.partition("@")
    url = f"{user.rstrip(':')}:geheim{at}{rest}"
    said = call("--db", url, "--lang", "en", "village", "show", "甲村")
    assert said.code == 1 and "--db" in said.err and "village list" in said.err
    assert "geheim" not in said.err + said.out


def test_a_sheet_for_others_names_no_store_of_ours(file_store: Store, tmp_path: Path) -> None:
    import zipfile

    path = tmp_path / "空表.xlsx"
    file_store.ok("template", "village", "-o", str(path))
    with zipfile.ZipFile(path) as book:
        text = "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))
    assert "aidtrack import THIS-FILE.xlsx" in text and file_store.db not in text
