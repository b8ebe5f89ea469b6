"""What commands hold at their peak, on the illustration and on a large store: all reports and lists, and what writes: by hand, --only memory.

What is read is written once to a pipe as csv.
"""

import json
import subprocess
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from shutil import copyfile
from typing import Any

from lines import spelled
from measure import Command, run
from stores import AIDTRACK, Stores

from aidtrack.ledger.kind import KINDS
from aidtrack.nouns import NOUNS
from aidtrack.reports.registry import REPORTS

VILLAGE = "牙河村"
ILLUSTRATION = Path(__file__).parents[2] / "examples" / "illustration"
_RECEIPTS = 10  # of a small sheet


def measured(stores: Stores, sizes: Sequence[int]) -> Iterator[str]:
    small = stores.folder / "illustration.db"
    small.unlink(missing_ok=True)
    for words in (("init",), ("import", ILLUSTRATION)):
        run(Command([AIDTRACK, "--db", small, *words]))
    for name, store in (("illustration", small), (f"{sizes[-1]:,}", stores.store(sizes[-1]))):
        for line in chain(_reading(stores.folder), _writing(store, stores.folder)):
            one = run(
                Command([AIDTRACK, "--db", *line])
                if line[0] == _copy(stores.folder)
                else Command([AIDTRACK, "--db", store, *line])
            )
            said = " ".join(str(word) for word in line if not str(word).startswith(("/", "-")))
            yield f"{said + ', ' + name:72} {spelled(one.processor):>9} {one.peak:8.0f} MiB"


def _reading(folder: Path) -> Iterator[Sequence[object]]:
    asked = [one for one in REPORTS.values() if not one.required or one.noun == "village"]
    for words in (
        *(("report", one.word, *([VILLAGE] if one.required else [])) for one in asked),
        *((name, "list") for name in (*NOUNS, *KINDS)),
        ("check",), ("check", "--quick"), ("log",), ("batch", "list"), ("find", VILLAGE), ("db", "info"),
    ):  # fmt: skip
        yield *words, "--format", "csv"
    yield "export", "village", "-o", folder / "export.xlsx", "--force"
    yield "export", "spending", "-o", folder / "export.csv", "--force"


def _copy(folder: Path) -> Path:
    return folder / "written.db"


def _writing(store: Path, folder: Path) -> Iterator[Sequence[object]]:
    """On a copy of the store, one after another."""
    copy = _copy(folder)
    copyfile(store, copy)
    [fund, *_] = _rows(copy, "fund", "list")
    money = ("--fund", f"id:{fund['id']}", "--date", "2019-03-01")
    sheet = folder / "到账10.csv"
    days = (f"2019-04-{day + 1:02},{fund['name']},{day + 1}.01\n" for day in range(_RECEIPTS))
    sheet.write_text("日期,资金,金额（元）\n" + "".join(days), "utf-8")
    script = folder / "命令.txt"
    script.write_text("".join(f"village edit {VILLAGE} --note {at}\n" for at in range(_RECEIPTS)), "utf-8")
    yield copy, "receipt", "add", "1", *money
    [last] = _rows(copy, "receipt", "list", "--sort", "-id", "--limit", "1")
    yield copy, "receipt", "correct", last["id"], "--amount", "2", "--reason", "x"
    yield copy, "village", "edit", VILLAGE, "--note", "x"
    yield copy, "import", sheet, "--as", "receipt"
    yield copy, "batch", "undo", max(row["id"] for row in _rows(copy, "batch", "list")), "--yes"
    yield copy, "batch", "run", script
    yield copy, "db", "setting", "office", "621122"
    yield copy, "handover", "--all", "-o", folder / "all.aidb", "--force"
    (folder / "backup.db").unlink(missing_ok=True)
    yield copy, "db", "backup", folder / "backup.db"


def _rows(store: Path, *words: str) -> list[dict[str, Any]]:
    done = subprocess.run([AIDTRACK, "--db", store, *words, "--format", "json"], capture_output=True, check=True)
    rows: list[dict[str, Any]] = json.loads(done.stdout)["tables"][0]["rows"]
    return rows
