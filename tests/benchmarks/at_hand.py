"""A folder with a copy of a store, some of everything on it, and the line of every command, by which it succeeds there: as JSON on stdout.

A process of its own (`python at_hand.py STORE FOLDER`): what it holds would count into the peak of every command that its parent starts.
"""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile

sys.path.append(str(Path(__file__).parents[1]))

from conftest import Store
from proofs.commands import OF_SERVERS, every, lines
from proofs.writing import everything_at_hand, typed, writing

VILLAGE = "牙河村"  # of every store that is measured
_READ = {
    "layout show": "layout show L1", "batch show": "batch show 1", "collection former": "--db 上级.db collection former",
}  # fmt: skip
_FURTHER = (
    f"report village {VILLAGE} --format csv", f"find {VILLAGE} --format csv", "check --quick --format csv",
    "report rollup --by county,category --across year --format csv", "report dashboard -o 看板.html", "report overview -o 各村.xlsx",
    "export fiscal -o 财政", "export village -o 村.xlsx", "export spending -o 支出清册.csv",
    "handover --all -o 全部.aidb", "batch undo 2 --yes",
)  # fmt: skip


def main() -> None:
    store, folder = Path(sys.argv[1]), Path(sys.argv[2])
    os.chdir(folder)
    copyfile(store, "aid.db")
    everything_at_hand(folder)
    batches = Store("aid.db", "sqlite").json("batch", "list")["tables"][0]["rows"]
    json.dump([*_lines(max(row["id"] for row in batches))], sys.stdout)


def _lines(last: int) -> Iterator[list[str]]:
    """What is read is written as csv where it can be; `last` is the batch that nothing rests on."""
    otherwise = {"batch undo": f"batch undo {last} --yes", "export": "export village fund --force -o 全部.xlsx"}
    written = {**dict(writing()), **{name: words.split() for name, words in otherwise.items()}}
    formats = {name for name, made in every() if any("--format" in param.opts for param in made.params)}
    for words in lines():
        name = " ".join(words[:2])
        if {name, words[0]} & {*written, *OF_SERVERS}:
            continue
        line = (_READ.get(name) or (typed(name) if words[1:] == ("show", "1") else " ".join(words))).split()
        yield [*line, "--format", "csv"] if {name, words[0]} & formats else line
    yield from (words for name, words in written.items() if name not in OF_SERVERS)
    yield from (words.split() for words in _FURTHER)


if __name__ == "__main__":
    main()
