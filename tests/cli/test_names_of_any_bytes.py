"""Arguments and names of files that are no UTF-8, as an old archive unpacks them: said or taken, never a traceback."""

import json
import os
from pathlib import Path

import pytest

from conftest import Store, call

pytestmark = pytest.mark.skipif(os.name == "nt", reason="there every name is text")

NAME = "\udcff到账"  # as Python has the bytes FF e5 88 b0 …
SHEET = "日期,资金,金额（元）\n2017-03-01,F,5\n"


def test_what_is_typed(file_store: Store) -> None:
    for words in (
        ("village", "add", NAME),
        ("village", "list", "--format", NAME),
        ("village", NAME),
        ("log", "--noun", NAME),
    ):
        answer = file_store(*words)
        assert (answer.code, answer.out, "\\udcff" in answer.err) == (2, "", True), (words, answer)
    assert file_store("find", NAME).code in (0, 1, 2)
    answer = call("--db", f"postgresql://{NAME}@localhost/x", "--lang", "en", "village", "list")
    assert (answer.code, "\\udcff" in answer.err) == (2, True), answer


def test_who_writes(file_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("AIDTRACK_USER", "LOGNAME"):
        monkeypatch.delenv("AIDTRACK_USER", raising=False)
        monkeypatch.setenv(variable, NAME)
        file_store.ok("village", "add", variable)
    assert {row["actor"] for row in file_store.ok("log", "--format", "json").rows()} == {"\\udcff到账"}


def test_files(file_store: Store, tmp_path: Path) -> None:
    """A sheet, a store, a backup, an answer, and the folder in which they lie."""
    home = tmp_path / NAME
    home.mkdir()
    store = Store(str(home / f"{NAME}.db"), "sqlite")
    store.ok("init")
    store.ok("fund", "add", "F")
    sheet = home / f"{NAME}.csv"
    sheet.write_text(SHEET, "utf-8")
    store.ok("import", str(sheet), "--as", "receipt", "-o", str(home / f"{NAME}.json"))
    answer = json.loads((home / f"{NAME}.json").read_text("utf-8"))
    assert answer["tables"][0]["rows"][0]["file"] == "\\udcff到账.csv"
    assert "\\udcff到账.csv" in store.ok("batch", "show", "1").out
    for ending in ("db", "zip"):
        backup = str(home / f"备份{NAME}.{ending}")
        store.ok("db", "backup", backup)
        store.ok("db", "restore", backup, "--yes")
    store.ok("check", "-o", str(home / f"{NAME}.xlsx"))
    store.ok("db", "setting", "office", "621122")
    store.ok("handover", "-o", str(home / f"{NAME}.aidb"))
    above = Store(str(home / f"above-{NAME}.db"), "sqlite")
    above.ok("init", "--collection")
    assert above.ok("receive", str(home), "--format", "json").rows("bundles")[0]["result"] == "new"
    above.ok("log")
    missing = store("import", str(home / f"{NAME}-2.csv"))
    assert (missing.code, "\\udcff到账-2.csv cannot be read" in missing.out + missing.err) == (4, True), missing
