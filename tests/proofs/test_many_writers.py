"""Many programs add, import, edit, correct and take back at once: what was confirmed is there, to the fen, and nothing else; no raw error.

By hand, some minutes: `AIDTRACK_WRITERS=16 AIDTRACK_ROUNDS=150 pytest -n 0 -s tests/proofs/test_many_writers.py`.
"""

import json
import os
import random
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

import pytest

from conftest import Answer, Store, call, examples
from pooler import behind_a_pooler
from proofs.processes import processes
from proofs.test_two_writers import FUND, PROJECTS

WRITERS = int(os.environ.get("AIDTRACK_WRITERS") or 4)
ROUNDS = int(os.environ.get("AIDTRACK_ROUNDS") or examples(5))
BUSY = 3
RAW = ("traceback", "psycopg", "sqlstate", "deadlock", "locked", "current transaction", "server closed")


@dataclass
class Writer:
    """What one program does and was told: by 凭证号 the fen that are there by what was confirmed."""

    db: str
    number: int
    folder: str
    fen: Counter[str] = field(default_factory=Counter)
    tally: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    refs: list[str] = field(default_factory=list)
    batches: list[tuple[str, list[str]]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def run(self) -> "Writer":
        chance = random.Random(self.number)
        for round in range(ROUNDS):
            kind = chance.choice(("add", "add", "take", "edit", "correct", "undo"))
            getattr(self, kind)(f"{self.number}-{round}", chance)
        return self

    def does(self, *words: str) -> Answer | None:
        """The answer where it was confirmed."""
        try:
            answer = call("--db", self.db, "--lang", "en", *words)
        except Exception as error:
            self.wrong.append(f"{words}: {error!r}")
            return None
        said = (answer.out + answer.err).casefold()
        self.tally[f"{' '.join(words[:2]) if words[0] != 'import' else 'import'} → {answer.code}"] += 1
        if answer.code not in (0, 1, BUSY) or any(word in said for word in RAW):
            self.wrong.append(f"{words}: {answer}")
        return answer if answer.code == 0 else None

    def add(self, name: str, chance: random.Random) -> None:
        yuan = chance.randint(1, 9)
        place = ("--fund", FUND, "--project", chance.choice(PROJECTS), "--date", "2017-03-01", "--voucher", name)
        if self.does("spending", "add", str(yuan), *place, "--ref", name):
            self.fen[name] += yuan * 100
            self.refs.append(name)

    def take(self, name: str, chance: random.Random) -> None:
        path = Path(self.folder) / f"支出{name}.csv"
        names = [f"{name}-{row}" for row in range(5)]
        rows = [f"2017-04-01,{FUND},{chance.choice(PROJECTS)},1.00,{one}" for one in names]
        path.write_text("\n".join(("日期,资金,项目,金额(元),凭证号", *rows)) + "\n", "utf-8")
        if answer := self.does("import", str(path), "--format", "json"):
            self.batches.append((str(json.loads(answer.out)["tables"][0]["rows"][0]["batch"]), names))
            self.fen.update(dict.fromkeys(names, 100))

    def edit(self, name: str, chance: random.Random) -> None:
        if self.does("village", "edit", "牙河村", "--note", name):
            self.notes.append(name)

    def correct(self, name: str, chance: random.Random) -> None:
        if self.refs:
            ref, yuan = chance.choice(self.refs), chance.randint(10, 90)
            if self.does("spending", "correct", ref, "--amount", str(yuan), "--reason", f"录错{name}"):
                self.fen[ref] = yuan * 100

    def undo(self, name: str, chance: random.Random) -> None:
        if self.batches:
            batch, names = self.batches.pop()
            if self.does("batch", "undo", batch, "--yes"):
                self.fen.update(dict.fromkeys(names, -100))
            else:
                self.batches.append((batch, names))


def _run(writer: Writer) -> Writer:
    return writer.run()


@pytest.mark.server
def test_what_was_confirmed_is_there(server_store: Store, tmp_path: Path) -> None:
    write_at_once(server_store, tmp_path)


@pytest.mark.server
def test_what_was_confirmed_through_a_pooler_is_there(server_store: Store, tmp_path: Path) -> None:
    with behind_a_pooler(server_store, sessions=WRITERS // 2) as store:
        write_at_once(store, tmp_path)


def write_at_once(store: Store, tmp_path: Path) -> None:
    store.ok("village", "add", "牙河村")
    store.ok("fund", "add", FUND, "--budget", "1000000")
    store.ok("receipt", "add", "1000000", "--fund", FUND, "--date", "2017-01-01")
    for project in PROJECTS:
        store.ok("project", "add", project, "--village", "牙河村")
        store.ok("allocation", "add", "400000", "--fund", FUND, "--project", project, "--date", "2017-01-02")
    began = monotonic()
    with ProcessPoolExecutor(WRITERS, mp_context=processes()) as pool:
        writers = [*pool.map(_run, [Writer(store.db, number, str(tmp_path)) for number in range(WRITERS)])]
    seconds = monotonic() - began
    tally = sum((writer.tally for writer in writers), Counter[str]())
    print(f"\n{WRITERS} writers, {tally.total()} commands in {seconds:.0f} s: {dict(sorted(tally.items()))}")
    assert [wrong for writer in writers for wrong in writer.wrong] == []
    rows = {row["id"]: row for row in store.json("spending", "list")["tables"][0]["rows"]}
    there = Counter[str]()
    for row in rows.values():  # what takes an entry back names it, not its 凭证号
        named = rows[row["reverses"]] if row["reverses"] else row
        there[named["voucher"]] += round(float(row["amount"]) * 100)
    assert +there == +sum((writer.fen for writer in writers), Counter[str]())
    [row] = store.ok("report", "fund", "--format", "json").rows("funds")
    assert round(float(row["spent"] or 0) * 100) == there.total()
    logged = {row["after"] for row in store.ok("log", "--noun", "village", "--format", "json").rows()}
    assert [note for writer in writers for note in writer.notes if not any(note in str(one) for one in logged)] == []
    findings = store("check", "--format", "json").rows("findings")
    assert {one["level"] for one in findings} <= {"alert", "note"}, findings
