"""Every n-th write that a command asks of the system fails, or is its last: the store stays whole or untouched. By hand:

    python tests/fuzz/faults.py [--work csv] [--every 1] [--jobs 2]

Needs Linux and strace. For each work (an import of CSV, of a workbook, one with --partial and --rejected, an export) the
calls that write are counted; then the work is done again on a fresh store with a fault at the n-th of them, for each n:
the disk full (ENOSPC) or broken (EIO), at that call alone or from it on, and kill -9. A quarter of an hour on two cores.
Ends with 1 where anything is not as it must be, each such case on a line of its own.
"""

import argparse
import collections
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import xlsxwriter
from tabulate import tabulate

from conftest import Store

CALLS = ("write", "pwrite64", "fsync", "fdatasync", "ftruncate", "unlink", "rename")
FAULTS = {
    "full once": "error=ENOSPC:when={n}",
    "full from here": "error=ENOSPC:when={n}+",
    "broken once": "error=EIO:when={n}",
    "broken from here": "error=EIO:when={n}+",
    "kill -9": "signal=KILL:when={n}",
}
ROWS, STORED = 40, 2  # entries that an import brings, and that are there before
HEADER = ("日期", "资金", "项目", "金额（元）", "凭证号")
OLD = b"what stood here before"


@dataclass(frozen=True, slots=True)
class Work:
    """A command line; `target` is a file that it replaces. `{}` stands for the folder of one case."""

    words: Sequence[str]
    target: str | None = None

    @property
    def imports(self) -> bool:
        return self.words[0] == "import"


WORKS = {
    "csv": Work(("import", "{}/支出.csv")),
    "xlsx": Work(("import", "{}/支出.xlsx")),
    "partial": Work(("import", "{}/不全.csv", "--as", "spending", "--partial", "--force", "--rejected", "{}/rejected.xlsx"), "rejected.xlsx"),
    "export": Work(("export", "entry", "--force", "-o", "{}/entries.csv"), "entries.csv"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """A fault at the `n`-th call of one kind (of each process that comes so far)."""

    work: str
    call: str
    n: int
    fault: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a case ended, and what is wrong with that."""

    case: Case
    end: str
    wrong: Sequence[str]


def prepare(folder: Path) -> None:
    """A store with money for the sheets, and the sheets."""
    store = Store(str(folder / "aidtrack.db"), "sqlite")
    store.ok("init")
    store.ok("fund", "add", "甲")
    store.ok("project", "add", "乙")
    store.ok("receipt", "add", "10000", "--fund", "甲", "--date", "2016-12-31")
    store.ok("allocation", "add", "10000", "--fund", "甲", "--project", "乙", "--date", "2016-12-31")
    rows = [(f"2017-{1 + n % 12:02d}-{1 + n % 28:02d}", "甲", "乙", f"{n + 1}.00", f"凭{n}") for n in range(ROWS)]
    bad = [("2017-02-30", "甲", "乙", "1.00", "凭"), ("2017-02-03", "丙", "乙", "1.00", "凭")]
    for name, lines in (("支出", [HEADER, *rows]), ("不全", [HEADER, bad[0], *rows, bad[1]])):
        (folder / f"{name}.csv").write_text("".join(",".join(line) + "\n" for line in lines), encoding="utf-8")
    book = xlsxwriter.Workbook(folder / "支出.xlsx")
    page = book.add_worksheet("支出")
    for at, line in enumerate((HEADER, *rows)):
        page.write_row(at, 0, line)
    book.close()
    for work in WORKS.values():
        if work.target is not None:
            (folder / work.target).write_bytes(OLD)


def traced(folder: Path, work: Work, *options: str) -> tuple["subprocess.CompletedProcess[bytes]", str]:
    """Run the work in `folder` under strace; also what strace saw."""
    words = [word.format(folder) for word in work.words]
    log = folder / "trace.txt"
    strace = ("strace", "-f", "-y", "-o", str(log), "-e", f"trace={','.join(CALLS)}", *options)
    program = (sys.executable, "-B", "-m", "aidtrack", "--db", str(folder / "aidtrack.db"), "--lang", "en")
    done = subprocess.run(
        (*strace, *program, *words), cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, timeout=300, check=False
    )
    return done, log.read_text("utf-8", errors="replace")


def counted(base: Path, name: str) -> Iterator[tuple[str, int]]:
    """How often the work makes each call: the most of any of its processes."""
    with tempfile.TemporaryDirectory(dir=base.parent) as scratch:
        folder = shutil.copytree(base, Path(scratch) / "case")
        done, log = traced(folder, WORKS[name])
        if done.returncode != 0:
            raise SystemExit(f"{name} fails without any fault: {done.stderr.decode()}")
    made = collections.Counter(re.findall(r"(?m)^(\d+) +(\w+)\(", log))
    for call in CALLS:
        if times := max((count for (_, one), count in made.items() if one == call), default=0):
            yield call, times


def tried(base: Path, case: Case) -> Verdict:
    """One case, on a store of its own."""
    with tempfile.TemporaryDirectory(dir=base.parent) as scratch:
        folder = shutil.copytree(base, Path(scratch) / "case")
        fault = f"inject={case.call}:{FAULTS[case.fault].format(n=case.n)}"
        done, log = traced(folder, WORKS[case.work], "-e", fault)
        hit = [line for line in log.splitlines() if "(INJECTED)" in line or "killed by SIGKILL" in line]
        wrong = list(_judged(folder, WORKS[case.work], done, hit)) if hit else ["the fault did not strike"]
        end = "killed" if done.returncode < 0 else f"exit {done.returncode}"
        return Verdict(case, end, wrong)


def _judged(folder: Path, work: Work, done: "subprocess.CompletedProcess[bytes]", hit: Sequence[str]) -> Iterator[str]:
    """Everything that is not as it must be."""
    code, said = done.returncode, (done.stdout + done.stderr).decode("utf-8", errors="replace")
    killed = code < 0
    store = Store(str(folder / "aidtrack.db"), "sqlite")
    checked = store("check", "--strict")
    if checked.code != 0:
        yield f"check ends with {checked.code}: {checked.out} {checked.err}"
        return
    [info] = store.ok("db", "info", "--format", "json").rows()
    brought = info["entry"] - STORED
    whole = brought == ROWS if work.imports else _is_new(folder, work)
    if work.imports and brought not in (0, ROWS):
        yield f"{brought} of {ROWS} entries are there"
    if "Traceback" in said or code not in (0, 1, 4, -9):
        yield f"exit {code}: {said}"
    speechless = any(" write(2<" in line for line in hit)
    told = (
        code == 4 and whole and (speechless or "stands" in said)
    )  # what was done, though the answer or the last sync failed
    if not killed and (code == 0) != whole and not told:
        yield f"exit {code}, and {'everything' if whole else 'nothing'} was written: {said}"
    if code == 4 and not said.strip() and not speechless:
        yield f"exit 4 without a sentence: {said}"
    if work.target is not None and (folder / work.target).read_bytes() != OLD and not _is_new(folder, work):
        yield f"{work.target} is cut short"
    if work.target is not None and work.imports and whole and not _is_new(folder, work):
        yield "rows were imported without the others being written"
    if not killed and (left := sorted(path.name for path in folder.glob(".*"))):
        yield f"left behind: {left}"
    again = store(*(word.format(folder) for word in work.words))
    if again.code != (1 if work.imports and whole else 0):
        yield f"run again it ends with {again.code}: {again.out} {again.err}"
    if store("check", "--strict").code != 0 or (work.target is not None and not _is_new(folder, work)):
        yield "run again it is not whole"


def _is_new(folder: Path, work: Work) -> bool:
    """Whether the file that the work replaces is there, to its end."""
    path = folder / str(work.target)
    if path.suffix == ".xlsx":
        return zipfile.is_zipfile(path)
    lines = path.read_bytes().decode("utf-8-sig").splitlines()
    return len(lines) == 1 + STORED


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", choices=WORKS, action="append")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    asked = parser.parse_args()
    if shutil.which("strace") is None:
        parser.error("this needs strace")
    tally: dict[tuple[str, str, str], collections.Counter[str]] = {}
    bad = 0
    with tempfile.TemporaryDirectory(prefix="aidtrack-faults-") as scratch, ProcessPoolExecutor(asked.jobs) as pool:
        base = Path(scratch) / "base"
        base.mkdir()
        prepare(base)
        cases = [
            Case(name, call, n, fault)
            for name in asked.work or WORKS
            for call, times in counted(base, name)
            for n in range(1, times + 1, asked.every)
            for fault in FAULTS
        ]
        for verdict in pool.map(tried, [base] * len(cases), cases):
            case = verdict.case
            tally.setdefault((case.work, case.call, case.fault), collections.Counter())[verdict.end] += 1
            for wrong in verdict.wrong:
                bad += 1
                print(f"{case.work}, {case.call} {case.n}, {case.fault}, {verdict.end}: {wrong}", flush=True)
    ends = sorted({end for counts in tally.values() for end in counts})
    rows = [[*key, *(counts[end] or "" for end in ends)] for key, counts in tally.items()]
    print(tabulate(rows, ["work", "call", "fault", *ends], tablefmt="github"))
    print(f"{len(cases)} cases, {bad} not as they must be")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
