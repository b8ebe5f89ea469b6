"""Small work, as scripts and people do it all day, beside the start of Typer and rich; answers to a pipe.

The store has 22,000 names and 10,000 spendings; what writes works on a copy, made anew before each run.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import floors
import generate
from lines import line
from measure import Command, compared
from stores import AIDTRACK, Stores

ROWS = 10_000
RUNS = 9
SHEET = 10  # rows of a small import
FEW, MANY = 1_000, 2_000  # lines of a run, by which one line is reckoned
VILLAGE = ("report", "village", "牙河村")
COMPLETION = {"_AIDTRACK_COMPLETE": "complete_bash", "COMP_WORDS": "aidtrack report village 牙", "COMP_CWORD": "3"}
PLACE = ("--project", generate.project(1), "--fund", generate.fund(generate.fund_of(1)), "--date", "2017-12-31")


def measured(stores: Stores, sizes: Sequence[int]) -> Iterator[str]:
    store, copy, made = stores.store(ROWS), stores.folder / "small.db", stores.folder / "made.db"

    def writing(*words: object) -> Command:
        return Command([AIDTRACK, "--db", copy, *words], before=lambda: floors.fresh(store, copy))

    sheet = stores.folder / "支出十行.csv"
    _sheet(sheet, SHEET)
    commands = {
        "--help": (Command([AIDTRACK, "--help"]), 1.15),
        "completion of a village": (Command([AIDTRACK], env={**COMPLETION, "AIDTRACK_DB": str(store)}), 1.6),
        "report village": (Command([AIDTRACK, "--db", store, *VILLAGE]), 1.9),
        "spending add": (writing("spending", "add", "0.01", *PLACE, "--voucher", "V-1"), 2.5),
        "village edit": (writing("village", "edit", "牙河村", "--note", "试"), 2.5),
        "allocation reverse": (writing("allocation", "reverse", "61", "--amount", "1", "--reason", "试"), 2.5),
        f"import of {SHEET} rows": (writing("import", sheet), 3.5),
        "init": (Command([AIDTRACK, "--db", made, "init"], before=lambda: made.unlink(missing_ok=True)), 4),
    }
    start_up, *ours = compared(RUNS, floors.START_UP, *(command for command, _ in commands.values()))
    for (name, (_, most)), runs in zip(commands.items(), ours, strict=True):
        yield line(f"{name} / start-up", runs.processors, start_up.processors, most)
    scripts = [writing("batch", "run", _script(stores.folder / f"命令{count}.txt", count)) for count in (FEW, MANY)]
    few, many = compared(stores.runs, *scripts)
    each = [(more - less) / (MANY - FEW) for more, less in zip(many.processors, few.processors, strict=True)]
    yield line("a line of batch run / a millisecond", each, [0.001], 1)


def _sheet(path: Path, rows: int) -> None:
    named = f"{generate.fund(generate.fund_of(1))},{generate.project(1)}"
    lines = [f"2017-12-{at % 28 + 1:02d},{named},{at + 1}.00,Z-{at}" for at in range(rows)]
    path.write_text("\n".join(["日期,资金,项目,金额（元）,凭证号", *lines, ""]), "utf-8")


def _script(path: Path, lines: int) -> Path:
    """Spendings of many projects, as a script of today records them one by one."""
    said = (
        f"spending add {number % 97 + 1}.5 --fund {generate.fund(generate.fund_of(number))}"
        f" --project {generate.project(number)} --date 2017-{number % 12 + 1:02d}-15 --voucher L-{number}"
        for number in range(1, lines + 1)
    )
    path.write_text("\n".join([*said, ""]), "utf-8")
    return path
