"""The stores that are measured: made once in a run, each by the very import that is timed."""

import subprocess
import sys
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import floors
import generate
from measure import Command, Runs, compared, run

AIDTRACK = Path(sys.executable).with_name("aidtrack")
HUGE = 1_000_000  # rows; what goes through all of them is run once from here on


@dataclass
class Stores:
    """Sheets and stores in `folder`; sheets of an earlier run are used again, stores never: their schema may be older."""

    folder: Path
    runs: int
    imports: dict[int, tuple[Runs, Runs]] = field(default_factory=dict)
    made: set[int] = field(default_factory=set)

    def turns(self, rows: int) -> int:
        """How often that is run which goes through all of so many rows."""
        return 1 if rows >= HUGE else self.runs

    def sheets(self, rows: int) -> tuple[Path, Path]:
        sheet, resolved = self.folder / f"支出{rows}.csv", self.folder / f"resolved{rows}.csv"
        if not (sheet.exists() and resolved.exists()):
            say(f"writing sheets of {rows:,} spendings")
            # In a process of its own: what this one holds counts into the peak of every command that it starts.
            subprocess.run([sys.executable, generate.__file__, self.folder, str(rows)], check=True)
        return sheet, resolved

    @cached_property
    def base(self) -> Path:
        """The store before any spending."""
        base = self.folder / "base.db"
        base.unlink(missing_ok=True)
        run(Command([AIDTRACK, "--db", base, "init"]))
        run(Command([AIDTRACK, "--db", base, "import", *generate.base(self.folder)]))
        return base

    @cached_property
    def empty(self) -> Path:
        """The shell's table before any row."""
        empty = self.folder / "empty.db"
        floors.typed_table(self.base, empty)
        return empty

    def imported(self, rows: int) -> tuple[Runs, Runs]:
        """The import of `rows` spendings beside the shell's own, measured once."""
        if rows not in self.imports:
            _, resolved = self.sheets(rows)
            bare = self.folder / "bare.db"
            ours, floor = self.importing(rows), floors.shell_import(self.empty, bare, resolved)
            say(f"importing {rows:,} spendings")
            measured = compared(self.turns(rows), ours, floor)
            floors.require_same(self._path(rows), bare)
            self.imports[rows] = measured[0], measured[1]
            self.made.add(rows)
        return self.imports[rows]

    def store(self, rows: int) -> Path:
        """A store with `rows` spendings in it."""
        if rows not in self.made:
            ours = self.importing(rows)
            say(f"making a store of {rows:,} spendings")
            run(ours)
            self.made.add(rows)
        return self._path(rows)

    def importing(self, rows: int) -> Command:
        """Brings `rows` spendings into a copy of the store before any."""
        sheet, _ = self.sheets(rows)
        base, store = self.base, self._path(rows)
        return Command([AIDTRACK, "--db", store, "import", sheet], before=lambda: floors.fresh(base, store))

    def _path(self, rows: int) -> Path:
        return self.folder / f"store{rows}.db"


def say(line: str) -> None:
    print(f"… {line}", file=sys.stderr, flush=True)
