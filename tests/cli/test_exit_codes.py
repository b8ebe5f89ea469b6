"""Every command with every exit code that it can end with; and for each that it cannot, why. A new command without its line fails.

The codes: aidtrack help 出错. 0 and 2 to 130 are provoked alike of all, 1 is each command's own refusal.
"""

import re
import shutil
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from aidtrack.store.engine import connection, sqlite
from aidtrack.store.engine.connection import SCHEMA
from conftest import Answer, call
from proofs.commands import OF_SERVERS, every
from proofs.writing import everything_at_hand, writing

NOWHERE = "查无此名"
# What answers without a store, or makes one where none is.
OPENS_NONE = {"completion", "help", "config"}
# What is typed for a command to refuse (1); of verbs that many have, `_refused` knows.
REFUSED = {
    "init": "init",
    "household forget": f"household forget {NOWHERE} --reason x",
    "project add": "project add P --village V",
    "household add": "household add H1 --village V",
    "measure add": f"measure add x --household {NOWHERE}",
    "activity add": f"activity add x --village {NOWHERE}",
    "posting add": f"posting add x --role cadre --village {NOWHERE}",
    "finding add": f"finding add x --village {NOWHERE}",
    "step add": f"step add proposal --project {NOWHERE} --date 2017-01-01",
    "plan add": f"plan add self --project {NOWHERE} --amount 1",
    "indicator add": f"indicator add x --village {NOWHERE} --value 1",
    "fund transfer": f"fund transfer F {NOWHERE} 1 --reason x",
    "reallocate": f"reallocate P {NOWHERE} 1 --reason x",
    "fund carry": f"fund carry {NOWHERE} --to 2018",
    "document attach": f"document attach {NOWHERE} 协议.pdf",
    "document fetch": f"document fetch {NOWHERE} --output x.pdf",
    "project advance": f"project advance {NOWHERE}",
    "import": "import 不全支出.csv",
    "layout draft": "layout draft 协议.pdf",
    "layout add": "layout add L1 布局.toml",
    "layout show": f"layout show {NOWHERE}",
    "layout edit": f"layout edit {NOWHERE} 布局.toml",
    "layout remove": f"layout remove {NOWHERE}",
    "batch run": "batch run 坏命令.txt",
    "batch show": "batch show 99",
    "batch undo": "batch undo 99 --yes",
    "export": "export village -o 全部.xlsx",
    "template": "template spending -o 全部.xlsx",
    "report village": f"report village {NOWHERE}",
    "report fund": f"report fund {NOWHERE}",
    "report project": f"report project {NOWHERE}",
    "report household": f"report household {NOWHERE}",
    "report indicator": f"report indicator {NOWHERE}",
    "report publish": f"report publish iati --project {NOWHERE}",
    "notice fund": f"notice fund {NOWHERE}",
    "notice project": f"notice project {NOWHERE}",
    "check": "check --baseline 基线.json",
    "handover": "handover -o 上报.aidb",
    "key show": "--db 无密钥.db key show",
    "receive": "receive 次报.aidb",
    "collection confirm": f"--db 上级.db collection confirm {NOWHERE}",
    "collection former": "--db 上级.db collection former 99",
    "db backup": "db backup 备份.db",
    "db restore": "db restore 备份.db",
    "db close": "db close 2014",
    "db reopen": "db reopen 2018 --reason x",
}
SUCCEEDS = {
    "layout draft": "layout draft 支出.csv", "layout show": "layout show L1", "completion": "completion bash", "batch show": "batch show 1",
    "report indicator": "report indicator 人均", "report publish": "report publish iati", "report village": "report village V", "find": "find V", "export": "export village", "key show": "key show",
    "collection former": "--db 上级.db collection former",
}  # fmt: skip
NAMES = {"organization": "O1", "category": "道路", "measure": "M1", "activity": "A1", "finding": "问题甲", "posting": "干部甲", "indicator": "人均",
         "village": "V", "fund": "F", "project": "P", "household": "H1", "document": "D1"}  # fmt: skip
REFS = {"receipt": "R1", "interest": "I1", "allocation": "A1", "disbursement": "D1", "spending": "S1", "loan": "L1",
        "repayment": "P1", "writeoff": "W1"}  # fmt: skip
LINES = dict(writing())


def _refused(name: str) -> str | None:
    """What is typed for a refusal; None where a command refuses nothing that is typed as it should be."""
    if name in REFUSED:
        return REFUSED[name]
    noun, _, verb = name.partition(" ")
    if verb == "add" and noun in REFS:
        return " ".join(["0" if at == 2 else word for at, word in enumerate(LINES[name])])
    if verb == "add":
        return f"{name} {NAMES[noun]}"
    if verb == "merge":
        return f"{name} {NOWHERE} {NOWHERE}甲 --reason x"
    return {
        "show": f"{name} {NOWHERE}",
        "edit": f"{name} {NOWHERE} --note x",
        "remove": f"{name} {NOWHERE} --yes",
        "correct": f"{name} {NOWHERE} --amount 7 --reason x",
        "reverse": f"{name} {NOWHERE} --reason x",
    }.get(verb)


def _succeeds(name: str, made: Any) -> list[str]:
    if name in SUCCEEDS:
        return SUCCEEDS[name].split()
    if name in LINES:
        return LINES[name]
    noun, _, verb = name.partition(" ")
    return [*name.split(), *([REFS.get(noun) or NAMES.get(noun, "1")] if verb == "show" else [])]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    everything_at_hand(folder)
    (folder / "text.db").write_text("hello, no database\n" * 300)
    shutil.copyfile(folder / "aid.db", folder / "newer.db")
    with closing(sqlite3.connect(folder / "newer.db")) as file:
        file.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    return folder


COMMANDS = {name: made for name, made in every() if name not in OF_SERVERS}


def typed(store: str, *words: str) -> Answer:
    return call(*([] if words[0] == "--db" else ["--db", store]), "--lang", "en", *words)


@pytest.mark.long
def test_done_and_refused(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong, place = [], tmp_path / "case"
    for name, made in COMMANDS.items():
        if not place.exists():
            shutil.copytree(home, place)
        monkeypatch.chdir(place)
        if (refused := _refused(name)) is not None:
            answer = typed("aid.db", *refused.split())
            if answer.code != 1 or not (answer.out + answer.err).strip():
                wrong.append((1, refused, answer))
        answer = typed("aid.db", *_succeeds(name, made))
        if answer.code != 0:
            wrong.append((0, name, answer))
        if name in LINES:  # it writes
            shutil.rmtree(place)
    assert not wrong, "\n".join(map(str, wrong))


def test_what_cannot_be_refused_is_a_list_or_an_answer() -> None:
    """So that a new command gets its line."""
    without = {name for name in COMMANDS if _refused(name) is None}
    assert {
        name for name in without if not re.search(r" list$|^report |^(log|find|db info|help|completion|config)$", name)
    } == {"db upgrade", "db setting", "db adopt", "key new"}


def test_typed_wrongly(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(home)
    wrong = [name for name in COMMANDS if typed("aid.db", *name.split(), "--no-such-option").code != 2]
    assert not wrong


# What the kind of a store makes of a command where that is another code than of all, and why.
OTHERWISE: Mapping[tuple[str, int], int | None] = {
    ("init", 3): None,  # it locks no store: there must be none
    ("init", 5): 1,  # something is there
    ("init", 6): 1,
    ("db restore", 5): 0,  # what is damaged is what a restore is for
    ("init", 130): 1,
    ("layout draft", 4): 0,  # what it knows is looked at where there is one
    ("template", 4): 0,  # the names of a store are offered where there is one
}


STORES = [(4, "fehlt/aid.db"), (5, "text.db"), (6, "newer.db"), (3, "aid.db"), (130, "aid.db")]


@pytest.mark.parametrize(("code", "store"), STORES)
def test_what_the_store_is(code: int, store: str, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = shutil.copytree(home, tmp_path / "case")
    monkeypatch.chdir(place)
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.0)
    other = sqlite3.connect("aid.db", isolation_level=None)
    if code == 3:
        other.execute("BEGIN EXCLUSIVE")
    if code == 130:

        def interrupted(*_: object, **__: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(sqlite, "connect", interrupted)
    wrong = []
    for name, made in COMMANDS.items():
        words = _succeeds(name, made)
        expected = OTHERWISE.get((name, code), 0 if name in OPENS_NONE else code)
        if expected is None:
            continue
        answer = typed(store, *(words[2:] if words[0] == "--db" else words))
        if (name, code) == ("db restore", 5):
            shutil.copyfile(home / store, store)
        if answer.code != expected or (answer.code and not answer.err.strip()):
            wrong.append((name, expected, answer))
    other.close()
    assert not wrong, "\n".join(map(str, wrong))


def test_only_an_import_can_have_been_done_before(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = shutil.copytree(home, tmp_path / "case")
    monkeypatch.chdir(place)
    assert typed("aid.db", "import", "先支出.csv").code == 7
