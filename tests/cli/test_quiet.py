"""`--quiet`: every command that writes, of the registry, says nothing of what it did, and not how to take it back."""

from pathlib import Path
from typing import Any

import pytest

from aidtrack.cli.group import Group
from aidtrack.cli.registry import commands
from aidtrack.ledger.kind import KINDS
from aidtrack.nouns import NOUNS
from conftest import Store
from nouns.samples import add_referred, needed, options, row
from proofs.commands import OF_SERVERS

MONEY = (
    "village add 甲村", "fund add 甲", "fund add 贷 --form loan", "fund add 去年 --year 2017", "project add 路 --village 甲村", "project add 桥 --village 甲村", "household add H1 --village 甲村",
    "receipt add 900 --fund 甲 --date 2018-01-01", "receipt add 900 --fund 贷 --date 2018-01-01", "receipt add 5 --fund 去年 --date 2017-01-01",
    "allocation add 500 --fund 甲 --project 路 --date 2018-01-02", "loan add 300 --fund 贷 --household H1 --date 2018-02-01 --ref J-1",
    "document add 方案",
)  # fmt: skip
ONE_WORD = (("init",), ("receive",), ("import",), ("reallocate",))
GIVEN = {"loan": "--fund 贷 --household H1", "repayment": "--loan J-1", "writeoff": "--loan J-1 --reason 灾"}


def writing() -> set[tuple[str, ...]]:
    """The words of every command that can be quiet."""
    found = set[tuple[str, ...]]()

    def look(entries: Any, before: tuple[str, ...]) -> None:
        for name, entry in entries.items():
            loaded = entry.load()
            if isinstance(loaded, Group):
                look(loaded.entries, (*before, name))
            elif any("--quiet" in param.opts for param in loaded.params):
                found.add((*before, name))

    look(commands(), ())
    return found


class Quiet:
    """Runs commands on a store with --quiet, and keeps which."""

    def __init__(self) -> None:
        self.ran: set[tuple[str, ...]] = set()

    def __call__(self, store: Store, *words: str, lang: str = "zh") -> None:
        path = words[:1] if words[:1] in ONE_WORD else words[:2]
        said = store.ok(*words, "--quiet", lang=lang)
        assert said.out == "", said
        assert not any(word in said.err for word in ("batch undo", "已登记", "已修改", "已更正", "未填计划数")), said
        self.ran.add(path)


@pytest.mark.long
def test_no_command_that_writes_says_anything(new_store: Any, tmp_path: Path) -> None:
    quiet = Quiet()
    for noun in NOUNS.values():
        store = new_store("sqlite")
        add_referred(store, noun)
        one = row(noun)
        quiet(store, noun.name, "add", one["name"], *options(noun, one))
        rows = store.json(noun.name, "list")["tables"][0]["rows"]
        quiet(store, noun.name, "edit", f"id:{rows[-1]['id']}", "--name", row(noun, second=True)["name"])
        if noun.name == "household":
            store.ok("household", "edit", f"id:{rows[-1]['id']}", "--head", "张三丰")
            quiet(store, "household", "forget", f"id:{rows[-1]['id']}", "--reason", "本人要求")
        quiet(store, noun.name, "remove", f"id:{rows[-1]['id']}", "--yes")
        if noun.merges:
            for name in ("丙", "丁"):
                store.ok(noun.name, "add", name, *needed(noun))
            quiet(store, noun.name, "merge", "丙", "丁", "--reason", "重复")
    _money(quiet, new_store("sqlite"), tmp_path)
    assert {path for path in writing() - quiet.ran if " ".join(path) not in OF_SERVERS} == set()


def _money(quiet: Quiet, store: Store, folder: Path) -> None:
    store.run(*MONEY)
    for kind in KINDS:
        given = GIVEN.get(
            kind, "--fund 甲 --project 路" if kind in ("allocation", "disbursement", "spending") else "--fund 甲"
        ).split()
        quiet(store, kind, "add", "50", *given, "--date", "2018-03-01")
        id = store.json(kind, "list")["tables"][0]["rows"][-1]["id"]
        quiet(store, kind, "correct", f"id:{id}", "--amount", "40", "--reason", "错")
        id = store.json(kind, "list")["tables"][0]["rows"][-1]["id"]
        quiet(store, kind, "reverse", f"id:{id}", "--reason", "退")
    layout, sheet, other = folder / "l.toml", folder / "村.csv", folder / "other.db"
    layout.write_text('as = "village"\n', "utf-8")
    sheet.write_text("村名\n乙村\n", "utf-8")
    quiet(store, "import", str(sheet))
    quiet(store, "layout", "add", "月报", str(layout))
    layout.write_text('as = "village"\nunit = "元"\n', "utf-8")
    quiet(store, "layout", "edit", "月报", str(layout))
    quiet(store, "layout", "remove", "月报", "--yes")
    quiet(store, "document", "attach", "方案", str(sheet))
    quiet(store, "project", "advance", "路")
    quiet(store, "project", "edit", "路", "--village", "乙村", "--with-entries")
    quiet(store, "fund", "transfer", "甲", "贷", "1", "--reason", "调剂", "--date", "2018-03-02")
    quiet(store, "reallocate", "路", "桥", "1", "--reason", "调剂", "--date", "2018-03-02")
    quiet(store, "fund", "carry", "去年", "--to", "2018")
    last = store.json("batch", "list")["tables"][0]["rows"][-1]["id"]
    quiet(store, "batch", "undo", str(last), "--yes")
    script = folder / "lines.txt"
    script.write_text("village add 丁村\n", "utf-8")
    quiet(store, "batch", "run", str(script))
    quiet(store, "db", "setting", "notice_days", "7")
    quiet(store, "db", "close", "2017")
    quiet(store, "db", "close", "2018")
    quiet(store, "db", "reopen", "2018", "--reason", "补")
    quiet(store, "db", "adopt", "--yes")
    quiet(store, "key", "new")
    store.ok("db", "setting", "office", "621122")
    handed, above = folder / "handed.aidb", Store(str(folder / "above.db"), "sqlite")
    store.ok("handover", "--with-names", "-o", str(handed))
    above.ok("init", "--collection")
    quiet(above, "receive", str(handed))
    quiet(above, "collection", "confirm", "621122")
    quiet(store, "db", "backup", str(other))
    quiet(store, "db", "restore", str(other), "--yes")
    quiet(store, "db", "upgrade")
    other.unlink()
    quiet(Store(str(other), "sqlite"), "init")
