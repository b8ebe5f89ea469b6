"""Scripts read stable English words; people who read Chinese never do where there is a Chinese one: in lists, logs, batches, tables of an import."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from aidtrack.ledger.batch import BATCH_KINDS
from aidtrack.ledger.entry import ENTRY
from aidtrack.ledger.kind import KINDS
from aidtrack.nouns import NOUNS
from aidtrack.reports.log import LOGGED
from aidtrack.values.kinds import WordKind
from aidtrack.values.lists import OpenKind, WordsKind
from conftest import Answer, Store
from reports.everything import everything

_COMMAND = re.compile(r"(?:^|(?<=[^\w]))aidtrack [^。,;:\n]*|--[a-z-]+(?: [a-z]+)?")
_PUT_RIGHT = (
    "spending correct S-1 --payee 示例店 --reason 看错",
    "spending correct S-1 --ref S-9 --reason 号错",
    "project edit 大棚 --stage implementing --note 备",
    "village add 牙河新村 --county 陇西县 --new",
    "village merge 牙河新村 牙河村 --reason 重复",
    "fund add 旧资金 --source self --year 2017",
    "receipt add 5 --fund 旧资金 --date 2017-02-02",
    "fund carry 旧资金 --to 2018",
    "batch undo 3 --yes",
    "db setting notice_days 7",
    "household edit 牙河村/H1 --housing met",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sheets")


def _store(store: Store, folder: Path) -> Store:
    everything(store, folder)
    for line in _PUT_RIGHT:
        store.ok(*line.split())
    return store


def _stable() -> set[str]:
    """Every word of the contract that the office has a word of its own for."""
    found = {*NOUNS, *KINDS, ENTRY.name, *BATCH_KINDS, *(word for word in LOGGED if word.isascii())}
    for noun in (*NOUNS.values(), ENTRY):
        for field in noun.fields:
            found.add(field.name)
            if isinstance(field.kind, (WordKind, WordsKind, OpenKind)):
                found |= {english for english, chinese in field.kind.words if english != chinese}
    return found


def asked(store: Store, folder: Path) -> Iterator[tuple[str, ...]]:
    for name in (*NOUNS, *KINDS):
        rows = store.json(name, "list")["tables"][0]["rows"]
        yield (name, "list")
        yield from ((name, "show", str(row["id"])) for row in (*rows[:1], *rows[-1:]))
    yield from (("log",), ("check",), ("batch", "list"), ("find", "牙河"), ("find", "S-1"), ("db", "info"))
    for row in store.json("batch", "list")["tables"][0]["rows"]:
        yield ("batch", "show", str(row["id"]))
    for path in sorted(folder.glob("*.csv")):
        yield ("import", str(path), "--again", "--dry-run")
        yield ("import", str(path), "--again", "--dry-run", "--mode", "upsert")
    yield from (("import", str(path), "--as", word, "--dry-run") for word in ("fund", "nothing"))


def _leaks(answer: Answer, stable: set[str], own: set[str]) -> set[str]:
    """The stable words that an answer shows, but for commands and what is the data's `own`."""
    text = _COMMAND.sub(" ", answer.out + answer.err)
    return {word for word in re.findall(r"(?<![\w.])[a-z_]{3,}(?![\w.])", text) if word in stable} - own


@pytest.mark.long
def test_no_stable_word_stands_where_there_is_a_chinese_one(file_store: Store, folder: Path) -> None:
    store, stable = _store(file_store, folder), _stable()
    headers = {word for path in folder.glob("*.csv") for word in path.read_text("utf-8").splitlines()[0].split(",")}
    found = {}
    for command in asked(store, folder):
        own = headers if command[0] == "import" else set[str]()  # a problem names the column as the sheet does
        if leaks := _leaks(store(*command, lang="zh"), stable, own):
            found[command] = leaks
    assert found == {}
