"""Settings of a person and of a folder: who stands before whom, what a folder may never say, and that `config` tells it."""

from pathlib import Path

import pytest

from aidtrack.cli.preferences import own_file
from conftest import Answer, Store, call
from render.terminal import on_terminal, through_pipe


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which one's own file may be; the current folder is another."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    for variable in ("AIDTRACK_DB", "AIDTRACK_LANG", "AIDTRACK_PAGER", "PAGER"):
        monkeypatch.delenv(variable, raising=False)
    (tmp_path / "home" / "aidtrack").mkdir(parents=True)
    return tmp_path


def own(home: Path, text: str) -> None:
    (home / "home" / "aidtrack" / "config.toml").write_text(text, "utf-8")


def told(*args: str) -> dict[str, tuple[str | None, str]]:
    rows = call(*args, "config", "--format", "json").rows()
    return {row["name"]: (row["value"], row["origin"]) for row in rows}


def test_option_environment_folder_user(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert told()["in"] == (None, "default") and told()["lang"][1] == "default"
    own(home, 'lang = "en"\nin = "亿元"\nformat = "markdown"\npager = "most"\ndb = "own.db"\n')
    said = told()
    assert said["lang"] == ("en", "user") and said["in"] == ("亿元", "user") and said["db"] == ("own.db", "user")
    assert said["format"] == ("markdown", "user") and said["pager"] == ("most", "user")
    Path("aidtrack.toml").write_text('lang = "zh"\nin = "万元"\n[alerts]\nidle_years = 1\n', "utf-8")
    said = told()
    assert (
        said["lang"] == ("zh", "folder")
        and said["in"] == ("万元", "folder")
        and said["alerts"] == ("idle_years", "folder")
    )
    Path("aidtrack.toml").write_text('lang = "zh"\nin = "万元"\n', "utf-8")
    assert told()["alerts"] == (None, "default")
    Path("aidtrack.toml").write_text('lang = "zh"\nin = "万元"\n[alerts]\nidle_years = 1\n', "utf-8")
    monkeypatch.setenv("AIDTRACK_LANG", "en")
    monkeypatch.setenv("AIDTRACK_DB", "environment.db")
    monkeypatch.setenv("PAGER", "more")
    said = told()
    assert said["lang"] == ("en", "environment") and said["db"] == ("environment.db", "environment")
    assert said["pager"] == ("more", "environment")
    said = told("--lang", "zh", "--db", "option.db")
    assert said["lang"] == ("zh", "option") and said["db"] == ("option.db", "option")


def test_a_folder_neither_opens_a_store_nor_starts_a_program(home: Path) -> None:
    Path("aidtrack.toml").write_text('db = "theirs.db"\npager = "rm"\nformat = "csv"\n', "utf-8")
    answer = call("--lang", "en", "config", "--format", "json")
    rows = {row["name"]: row["origin"] for row in answer.rows()}
    assert rows["db"] == rows["pager"] == rows["format"] == "default"
    for name in ("db", "pager", "format"):
        assert f"“{name}” is not taken from a folder's file" in answer.err and "config.toml" in answer.err
    assert "theirs.db" not in call("--lang", "en", "fund", "list").err


def test_what_is_wrong_in_a_file_is_said_and_passed_over(home: Path) -> None:
    for text, problem in (
        ("lang = ", "is not TOML"), ('lang = "fr"', "“lang” cannot be fr"), ("in = 3", "“in” cannot be 3"),
        ('colour = "red"', "no setting “colour”"), ('format = "pdf"', "“format” cannot be pdf"),
    ):  # fmt: skip
        own(home, text)
        answer = call("--lang", "en", "config")
        assert answer.code == 0 and problem in answer.err and "config.toml" in answer.err, answer
    (home / "home" / "aidtrack" / "config.toml").write_bytes(b'lang = "\xff"')
    assert "is no UTF-8 text" in call("--lang", "en", "config").err


def test_they_count(home: Path, tmp_path: Path) -> None:
    for words in (
        ["init"],
        ["fund", "add", "甲"],
        ["receipt", "add", "123456.78", "--fund", "甲", "--date", "2017-03-01"],
    ):
        answer: Answer = call("--db", "aidtrack.db", *words)
        assert answer.code == 0, answer
    own(home, 'format = "markdown"\nin = "万元"\nlang = "en"\n')
    piped = through_pipe("receipt", "list", "--no-total").text
    assert "12.345678" in piped and "| ---" not in piped  # a format counts on a terminal alone
    assert "| --:" in on_terminal("receipt", "list", width=100).text
    assert "123456.78" in call("receipt", "list", "--format", "csv").out
    assert "123,456.78" in call("receipt", "list", "--in", "元").out
    # The store's folder says it wherever one stands.
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    Path("aidtrack.toml").write_text('in = "亿元"\n', "utf-8")
    store = str(Path("aidtrack.db").resolve())
    import os

    os.chdir(elsewhere)
    assert "0.0012345678" in call("--db", store, "receipt", "list").out


@pytest.mark.parametrize(
    ("platform", "environment", "file"),
    [
        ("linux", {"HOME": "/h"}, "/h/.config/aidtrack/config.toml"),
        ("linux", {"HOME": "/h", "XDG_CONFIG_HOME": "/x"}, "/x/aidtrack/config.toml"),
        ("darwin", {"HOME": "/h"}, "/h/Library/Application Support/aidtrack/config.toml"),
        ("win32", {"LOCALAPPDATA": "/u/AppData/Local"}, "/u/AppData/Local/aidtrack/config.toml"),
        ("win32", {"USERPROFILE": "/u"}, "/u/AppData/Local/aidtrack/config.toml"),
        ("linux", {}, None),
    ],
)
def test_where_ones_own_file_is(platform: str, environment: dict[str, str], file: str | None) -> None:
    assert own_file(environment, platform) == (None if file is None else Path(file))


def test_alerts_still_read_their_table(file_store: Store, home: Path) -> None:
    Path("aidtrack.toml").write_text('lang = "en"\nin = "万元"\n[alerts]\nidle_years = 1\n', "utf-8")
    assert file_store("report", "thresholds").code == 0
