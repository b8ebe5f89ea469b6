"""Sheets of a made-up programme, the same on every machine: 2,000 villages, 60 funds, 20,000 projects, N spendings.

`base` writes what stands in the store before the spendings arrive, `spending` the sheet of spendings, and beside it the
same rows as the sqlite3 shell takes them without looking anything up: ids in place of names, fen in place of yuan.
Nothing breaks a rule: every project's allocation outlasts ten million rows.
"""

import csv
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

VILLAGES, FUNDS, PROJECTS = 2_000, 60, 20_000
ALLOCATED = 40_000_000  # yuan, per project: ten million spendings of 10,000 on average take 5,000,000
FIRST_DAY, DAYS = date(2017, 1, 1), 700
COUNTIES = ("陇西县", "武山县", "秦安县", "宕昌县", "渭源县", "岷县", "漳县", "通渭县", "临洮县", "清水县")
PREFECTURES = ("定西市", "天水市", "天水市", "陇南市", "定西市", "定西市", "定西市", "定西市", "定西市", "天水市")
CATEGORIES = ("危房改造", "易地安置", "林果", "中药材", "菌菜大棚", "牛羊养殖", "培训")
RESOLVED = "id,kind,date,fund_id,project_id,village_id,amount_fen,payee,voucher,doc_no,ref,purpose,reason,over,batch_id,file_no,row_no"
DAYS_SPELLED = [(FIRST_DAY + timedelta(days)).isoformat() for days in range(DAYS)]

Row = Sequence[str | int]


def village(number: int) -> str:
    return "牙河村" if number == 1 else f"示例{number:04d}村"


def fund(number: int) -> str:
    return f"示例资金{number:02d}"


def project(number: int) -> str:
    return f"{village(home(number))}{CATEGORIES[number % len(CATEGORIES)]}{number:05d}"


def home(project_number: int) -> int:
    return (project_number - 1) % VILLAGES + 1


def fund_of(project_number: int) -> int:
    return project_number % FUNDS + 1


def base(folder: Path) -> list[Path]:
    """Villages, funds, projects, receipts and allocations; returns the sheets to import."""
    received = ALLOCATED * (PROJECTS // FUNDS + 1)
    places = [
        (village(n), COUNTIES[n % 10 if n > 1 else 0], PREFECTURES[n % 10 if n > 1 else 0]) for n in _to(VILLAGES)
    ]
    return [
        _write(folder / "村.csv", "村名,县区,市州,省", ((*place, "甘肃省") for place in places)),
        _write(folder / "资金.csv", "资金名称,年度,形式", ((fund(n), 2017, "拨款") for n in _to(FUNDS))),
        _write(
            folder / "项目.csv",
            "项目名称,类别,村,阶段",
            ((project(n), CATEGORIES[n % len(CATEGORIES)], village(home(n)), "实施") for n in _to(PROJECTS)),
        ),
        _write(
            folder / "到账.csv",
            "日期,资金,金额（元）",
            (("2017-01-01", fund(n), f"{received}.00") for n in _to(FUNDS)),
        ),
        _write(
            folder / "安排.csv",
            "日期,资金,项目,村,金额（元）",
            (("2017-01-01", fund(fund_of(n)), project(n), village(home(n)), f"{ALLOCATED}.00") for n in _to(PROJECTS)),
        ),
    ]


def spending(folder: Path, rows: int) -> tuple[Path, Path]:
    """The sheet of `rows` spendings, in order of date as books are kept, and the same rows for the sqlite3 shell."""
    sheet, resolved = folder / f"支出{rows}.csv", folder / f"resolved{rows}.csv"
    funds = {n: fund(n) for n in _to(FUNDS)}
    villages = {n: village(n) for n in _to(VILLAGES)}
    projects = {n: project(n) for n in _to(PROJECTS)}

    def named() -> Iterator[Row]:
        for at, (number, fen) in enumerate(_movements(rows)):
            yield (
                DAYS_SPELLED[at * DAYS // rows], funds[fund_of(number)], projects[number], villages[home(number)],
                f"{fen // 100}.{fen % 100:02d}", f"示例合作社{fen % 997}", f"记-{at + 1}",
            )  # fmt: skip

    def with_ids() -> Iterator[Row]:
        for at, (number, fen) in enumerate(_movements(rows)):
            yield (
                at + 1, "spending", DAYS_SPELLED[at * DAYS // rows], fund_of(number), number, home(number), fen,
                f"示例合作社{fen % 997}", f"记-{at + 1}", "", "", "", "", "", 2, 1, at + 2,
            )  # fmt: skip

    _write(sheet, "日期,资金,项目,村,金额（元）,收款人,凭证号", named())
    _write(resolved, RESOLVED, with_ids())
    return sheet, resolved


def payees(folder: Path, rows: int, turn: int) -> tuple[Path, Path]:
    """As many payees of one project, fund and day, and the same rows for COPY."""
    sheet, resolved = folder / f"支出{rows}人{turn}.csv", folder / f"resolved{rows}人{turn}.csv"
    day, number, first = DAYS_SPELLED[9], 1, turn * rows + 10_000_000
    people = [(at % 300 + 1, f"农户{turn}-{at}", f"记-{turn}-{at}") for at in range(rows)]
    names, ids = (
        (fund(fund_of(number)), project(number), village(home(number))),
        (fund_of(number), number, home(number)),
    )
    _write(
        sheet,
        "日期,资金,项目,村,金额（元）,收款人,凭证号",
        ((day, *names, f"{yuan}.00", payee, voucher) for yuan, payee, voucher in people),
    )
    with_ids: Iterator[Row] = (
        (first + at, "spending", day, *ids, yuan * 100, payee, voucher, "", "", "", "", "", 1, 1, at + 2)
        for at, (yuan, payee, voucher) in enumerate(people)
    )
    _write(resolved, RESOLVED, with_ids)
    return sheet, resolved


def _movements(rows: int) -> Iterator[tuple[int, int]]:
    """(project, fen) by a linear congruence: as good as chance, and the same everywhere."""
    state = 20_170_920
    for _ in range(rows):
        state = (state * 6_364_136_223_846_793_005 + 1_442_695_040_888_963_407) % 2**64
        yield (state >> 33) % PROJECTS + 1, (state >> 11) % 2_000_000 + 1


def _to(last: int) -> range:
    return range(1, last + 1)


def _write(path: Path, header: str, rows: Iterable[Row]) -> Path:
    draft = path.with_suffix(".new")
    with draft.open("w", encoding="utf-8", newline="") as file:
        file.write(header + "\n")
        csv.writer(file, lineterminator="\n").writerows(rows)
    return draft.replace(path)


if __name__ == "__main__":
    spending(Path(sys.argv[1]), int(sys.argv[2]))
