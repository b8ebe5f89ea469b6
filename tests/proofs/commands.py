"""A command line of every command, from the registry, with something in every place that must be filled: a new one is tried by itself."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from aidtrack.cli.group import Group
from aidtrack.cli.registry import commands
from conftest import Store

# What leads further than `1` does, by command or verb.
WORDS = {
    "import": ["支出.csv"], "completion": ["bash"], "backup": ["备份.db"], "restore": ["good.db"], "attach": ["1", "支出.csv"],
    "batch run": ["命令.txt"], "layout draft": ["支出.csv"], "layout add": ["1", "布局.toml"], "layout edit": ["1", "布局.toml"],
    "receipt add": ["5", "--fund", "F"], "interest add": ["5", "--fund", "F"],
    "allocation add": ["5", "--fund", "F", "--project", "P"], "disbursement add": ["5", "--fund", "F", "--project", "P"],
    "spending add": ["5", "--fund", "F", "--project", "P"], "loan add": ["5", "--fund", "F", "--household", "1"],
    "step add": ["proposal", "--project", "P", "--date", "2017-01-01"], "plan add": ["self", "--project", "P", "--amount", "5"], "edit": ["1", "--note", "x"], "carry": ["1", "--to", "2018"], "fund transfer": ["F", "F2", "5", "--reason", "x"], "reallocate": ["P", "1", "5", "--reason", "x", "--to-village", "V"],
    "correct": ["1", "--amount", "7", "--reason", "x"], "export": ["village"], "template": ["spending", "-o", "t.xlsx"],
    "posting add": ["x", "--role", "cadre", "--village", "V"], "repayment add": ["1", "--loan", "1"],
    "writeoff add": ["1", "--loan", "1", "--reason", "x"], "close": ["2016"], "reopen": ["2016", "--reason", "x"], "undo": ["1", "--yes"], "db grant": ["role_of_nobody", "--as", "clerk"], "db adopt": ["--office", "620623"], "report indicator": ["人均"], "report publish": ["iati"], "handover": ["-o", "x.aidb"],
}  # fmt: skip
# A file knows no roles: exit 2, whatever else (tests/cli/test_rights.py).
OF_SERVERS = {"db grant", "db revoke", "collection place"}
SHEET = "日期,资金,项目,金额（元）\n2017-03-01,F,P,1\n"


def lines(words: Mapping[str, Sequence[str]] = WORDS) -> Iterator[tuple[str, ...]]:
    """A command line of every command."""
    for name, made in every():
        if (given := words.get(name, words.get(name.rpartition(" ")[2]))) is not None:
            yield (*name.split(), *given)
            continue
        filled: list[str] = []
        for param in made.params:
            if param.required:
                filled += ["1"] if param.param_type_name == "argument" else [param.opts[0], "1"]
        yield (*name.split(), *filled)


@cache
def every() -> tuple[tuple[str, Any], ...]:
    """Each command by all its words."""
    found = list[tuple[str, Any]]()
    for name, entry in commands().items():
        made = entry.load()
        if isinstance(made, Group):
            found += ((f"{name} {verb}", one.load()) for verb, one in made.entries.items())
        else:
            found.append((name, made))
    return tuple(found)


def little_of_everything(folder: Path) -> Path:
    """A store in which each of `lines()` finds something to refer to; its sheet stands beside it."""
    store = Store(str(folder / "good.db"), "sqlite")
    store.ok("init")
    store.ok("village", "add", "V", "--note", "记")
    store.ok("fund", "add", "F", "--budget", "1000")
    store.ok("project", "add", "P", "--village", "V")
    store.ok("household", "add", "1", "--village", "V")
    store.ok("document", "add", "D")
    store.ok("receipt", "add", "1000", "--fund", "F", "--date", "2017-01-01")
    store.ok("allocation", "add", "500", "--fund", "F", "--project", "P", "--date", "2017-01-02")
    store.take(folder, {"支出": SHEET})
    return folder / "good.db"
