"""Every sheet of the corpus is imported through the command line; what comes of it is exactly what its case declares."""

import re
import shlex
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import Answer, Store
from importing.corpus.all import CASES, NAMED
from importing.corpus.case import Case, Row
from importing.corpus.catalogue import ROWS
from importing.corpus.known import fill
from importing.corpus.stored import Holding, holding, new
from importing.equation import every_row_is_accounted_for

# A workbook is read by a process of its own.
EVERY = pytest.mark.parametrize(
    "case", [pytest.param(case, id=name, marks=[pytest.mark.long] * case.has_workbook) for name, case in NAMED.items()]
)
SAMPLE = pytest.mark.parametrize("case", [*NAMED.values()][:: len(NAMED) // 30], ids=[*NAMED][:: len(NAMED) // 30])


@pytest.fixture(scope="session")
def known(tmp_path_factory: pytest.TempPathFactory, blank_file: Path) -> tuple[Path, Holding]:
    """A file with the store that every sheet comes to, and what it holds."""
    folder = tmp_path_factory.mktemp("known")
    path = folder / "known.db"
    shutil.copyfile(blank_file, path)
    store = Store(str(path), "sqlite")
    fill(store, folder)
    return path, holding(store)


@pytest.fixture
def nothing_left_behind(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Whatever happens, the folder in which a workbook is laid down is gone afterwards."""
    spool = tmp_path / "spool"
    spool.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(spool))
    yield
    assert list(spool.glob("aidtrack-book-*")) == []


@EVERY
@pytest.mark.usefixtures("nothing_left_behind")
def test_the_verdict_is_as_declared(case: Case, known: tuple[Path, Holding], tmp_path: Path) -> None:
    path, before = known
    shutil.copyfile(path, tmp_path / "aidtrack.db")
    assert outcome(case, Store(str(tmp_path / "aidtrack.db"), "sqlite"), before, tmp_path) == case.verdict()


@SAMPLE
def test_postgresql_comes_to_the_same_verdict(case: Case, server_store: Store, tmp_path: Path) -> None:
    store = server_store
    fill(store, tmp_path)
    assert outcome(case, store, holding(store), tmp_path) == case.verdict()


def outcome(case: Case, store: Store, before: Holding, folder: Path) -> Row:
    """What became of a case, in the form of its verdict."""
    for name in case.files:
        if (content := case.content(name)) is not None:
            (folder / name).write_bytes(content)
    answer = store("import", *[str(folder / name) for name in case.files], *case.options, "--format", "json")
    assert "Traceback" not in answer.err, answer.err
    every_row_is_accounted_for(answer)
    stored = new(before, holding(store))
    found: Row = {"about": list(case.about), "command": case.command, "exit": answer.code}
    if answer.code == 0:
        assert answer.rows("problems") == []
        found |= {"files": _read(answer), "stored": stored}
    else:
        assert stored == [], "a refused import wrote something"
        assert {row["created"] for row in answer.rows("files")} <= {0}
        found |= {"problems": _problems(answer, case, folder, f"--db {shlex.quote(store.target.pasted)} ")}
    return found | {"notes": [row["note"] for row in answer.rows("notes")]}


def _read(answer: Answer) -> list[Row]:
    """What the answer says of each sheet, `read` without what was skipped; what did not happen is left out."""
    always = ("file", "sheet", "noun", "encoding", "created")
    rows = answer.rows("files")
    assert {row["rejected"] for row in rows} == {0}
    return [
        {name: row[name] for name in always}
        | {"read": row["read"] - row["skipped"]}
        | {name: row[name] for name in ("updated", "unchanged") if row[name]}
        for row in rows
    ]


def _problems(answer: Answer, case: Case, folder: Path, given: str) -> list[Row]:
    """Each problem; its suggestion where the case declares one, and its sentence as far as the case says it: “…” is anything.

    `given` are the options that found the store, as the commands named in a suggestion repeat them.
    """
    declared = dict(enumerate(case.problems))
    found = []
    for at, row in enumerate(answer.rows("problems")):
        expected = declared.get(at, {})
        names = [
            name for name in ("file", "sheet", "row", "column", "problem", "suggestion") if name in (expected or row)
        ]
        one = {name: row[name] for name in names} | {"file": row["file"].removeprefix(f"{folder}/")}
        said = expected.get("problem", "")
        if "…" in said and re.fullmatch(".*".join(map(re.escape, said.split("…"))), row["problem"]):
            one["problem"] = said
        one |= {name: one[name].replace(given, "") for name in ("problem", "suggestion") if one.get(name)}
        found.append(one)
    return found


def test_the_corpus_is_as_large_as_promised() -> None:
    assert sum(len(case.files) for case in CASES) >= 200
    assert len([case for case in CASES if case.office]) >= 30
    assert len([case for case in CASES if any(name.endswith((".xlsx", ".xls", ".ods")) for name in case.files)]) >= 80
    assert max(Counter(case.name for case in CASES).values()) == 1


def test_every_row_of_the_catalogue_has_its_case() -> None:
    told = {about for case in CASES for about in case.about}
    assert told == set(ROWS)
