"""What comes as offices send it, beside the barest work of the same kind: workbooks, JSON, names nobody has, faults, a changed list, a batch taken back.

A workbook's child is counted in; what is compared takes turns.
"""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import floors
import generate
import xlsxwriter
from lines import line
from measure import Command, compared, run
from stores import AIDTRACK, Stores, say

HEADER = ("日期", "资金", "项目", "村", "金额（元）", "收款人", "凭证号")
ROWS = 100_000
UNKNOWN = 500  # names nobody has, in as many rows
BAD = 100  # one row in so many is at fault
# calamine's own reading, and beside it one pass of the sheet's XML through expat that nobody listens to.
_CALAMINE = """
import sys
from python_calamine import CalamineWorkbook
for row in CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).iter_rows():
    pass
"""
_EXPAT = """
import sys, zipfile
from xml.parsers import expat
parser = expat.ParserCreate()
with zipfile.ZipFile(sys.argv[1]) as book, book.open("xl/worksheets/sheet1.xml") as sheet:
    while block := sheet.read(1 << 20):
        parser.Parse(block, False)
    parser.Parse(b"", True)
"""


@dataclass(frozen=True, slots=True)
class Sheets:
    """The same spendings in every format, and lists that change every project."""

    stores: Stores
    rows: int

    @property
    def folder(self) -> Path:
        return self.stores.folder

    def spendings(self) -> list[list[str]]:
        lines = self.stores.sheets(self.rows)[0].read_text("utf-8").splitlines()
        return [line.split(",") for line in lines[1:]]

    def workbook(self) -> Path:
        path = self.folder / f"支出{self.rows}.xlsx"
        if not path.exists():
            with xlsxwriter.Workbook(str(path)) as book:
                sheet, cents = book.add_worksheet("支出"), book.add_format({"num_format": "#,##0.00"})
                sheet.write_row(0, 0, HEADER)
                for at, (day, fund, project, village, amount, payee, voucher) in enumerate(self.spendings(), 1):
                    sheet.write_row(at, 0, (day, fund, project, village))
                    sheet.write_number(at, 4, float(amount), cents)
                    sheet.write_row(at, 5, (payee, voucher))
        return path

    def as_json(self) -> Path:
        path = self.folder / f"支出{self.rows}.json"
        names = ("date", "fund", "project", "village", "amount", "payee", "voucher")
        columns = [{"name": name} for name in names]
        rows = [dict(zip(names, row, strict=True)) for row in self.spendings()]
        table = {"name": "spending", "columns": columns, "rows": rows}
        path.write_text(json.dumps({"schema": 1, "tables": [table]}, ensure_ascii=False), "utf-8")
        return path

    def with_faults(self) -> Path:
        """One row in a hundred is dated on a day that there is not."""
        return self._csv(
            "faults", (["2017-02-30", *row[1:]] if at % BAD == 7 else row for at, row in enumerate(self.spendings()))
        )

    def names(self, known: bool) -> Path:
        """As many rows with names that nobody has, below one that is sound; or the same rows with names that the store knows."""
        rows = (
            [*row[:2], row[2] if known or not at else f"{row[2][:-5]}改{at:05d}", *row[3:]]
            for at, row in enumerate(self.spendings()[: UNKNOWN + 1])
        )
        return self._csv(f"names{known:d}", rows)

    def _csv(self, name: str, rows: Iterable[list[str]]) -> Path:
        path = self.folder / f"支出-{name}.csv"
        path.write_text("\n".join(",".join(row) for row in (list(HEADER), *rows)) + "\n", "utf-8")
        return path

    def projects(self, count: int, changed: str = "") -> Path:
        """A list of projects, found by their numbers; of each the `changed` field is another than in the plain list."""
        path = self.folder / f"项目-{changed}{count}.csv"

        def line(n: int) -> str:
            name = generate.project(n) + ("改" if changed == "name" else "")
            code = f"XM{n:06d}" + ("A" if changed == "code" else "")
            return f"{name},{code},{generate.village(generate.home(n + (changed == 'village')))}"

        path.write_text("项目名称,项目编号,村\n" + "".join(f"{line(n)}\n" for n in range(1, count + 1)), "utf-8")
        return path


def measured(stores: Stores, sizes: Sequence[int]) -> Iterator[str]:
    """100,000 rows, or as many as the size has."""
    rows = min(ROWS, sizes[-1])
    sheets = Sheets(stores, rows)
    runs, scratch = stores.runs, stores.folder / "sheets.db"

    def imported(*words: object, start: Path = stores.base) -> Command:
        return Command([AIDTRACK, "--db", scratch, "import", *words], before=lambda: floors.fresh(start, scratch))

    say(f"reading {rows:,} spendings from a workbook, JSON and a sheet with faults")
    book = sheets.workbook()
    of_book, *passes = compared(
        runs, imported(book), *(Command([sys.executable, "-c", script, book]) for script in (_CALAMINE, _EXPAT))
    )
    floor = [sum(parts) for parts in zip(*(each.processors for each in passes), strict=True)]
    peak = f"{of_book.peak:.0f} MiB (≤ 150)"
    yield line(f"import {rows:,} of .xlsx / calamine + expat", of_book.processors, floor, 4, peak=peak)
    rejected = ("--partial", "--rejected", stores.folder / "rejected.csv", "--force")
    csv, of_json, partial = compared(
        runs,
        imported(stores.sheets(rows)[0]),
        imported(sheets.as_json()),
        imported(*rejected, sheets.with_faults()),
    )
    peak = f"{of_json.peak:.0f} MiB (≤ 120)"
    yield line(f"import {rows:,} of JSON / of CSV", of_json.processors, csv.processors, peak=peak)
    yield line(f"--partial, 1 % of {rows:,} at fault / all clean", partial.processors, csv.processors, 2.5)

    say(f"looking for {UNKNOWN} names that nobody has")
    dry = ("--rejected", stores.folder / "rejected.csv", "--force", "--partial", "--dry-run")
    unknown, known = compared(runs, *(imported(*dry, sheets.names(known)) for known in (False, True)))
    each = [(one - other) / UNKNOWN for one, other in zip(unknown.processors, known.processors, strict=True)]
    yield line(f"a name that nobody has, among {generate.PROJECTS:,} / a millisecond", each, [0.001], 2)


def upserts(stores: Stores, sizes: Sequence[int]) -> Iterator[str]:
    """A list that changes a field of every project, beside a second, and beside one of a tenth of them."""
    say("changing every project of a list")
    sheets = Sheets(stores, min(ROWS, sizes[0]))
    made = {count: stores.folder / f"projects{count}.db" for count in (generate.PROJECTS // 10, generate.PROJECTS)}
    villages = generate.base(stores.folder)[0]
    for path in made.values():
        path.unlink(missing_ok=True)
        run(Command([AIDTRACK, "--db", path, "init"]))
        run(Command([AIDTRACK, "--db", path, "import", villages]))
    scratch = stores.folder / "sheets.db"

    def imported(start: Path, *words: object) -> Command:
        return Command([AIDTRACK, "--db", scratch, "import", *words], before=lambda: floors.fresh(start, scratch))

    few, many = made
    for count, path in made.items():
        run(Command([AIDTRACK, "--db", path, "import", sheets.projects(count)]))
    for field in ("name", "code", "village"):
        of_few, of_many = compared(
            stores.runs,
            *(imported(path, "--mode", "upsert", sheets.projects(count, field)) for count, path in made.items()),
        )
        name, peak = f"upsert, {field} of {many:,} projects", f"{of_many.peak:.0f} MiB"
        yield line(f"{name} / a second", of_many.processors, [1.0], 3, peak=peak)
        yield line(f"{name} / of {few:,}", of_many.processors, of_few.processors, 12)
