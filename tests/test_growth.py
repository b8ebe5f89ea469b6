"""Ten times the rows are at most about ten times the work, in everything that goes through many of them: counted, not timed."""

from collections.abc import Callable, Iterator
from dataclasses import astuple
from pathlib import Path

import pytest

from conftest import Store
from importing.desk import Desk, sheet
from ledger.chain import raw
from work import Work, watched

pytestmark = pytest.mark.counted

FEW, MANY = 1_000, 10_000  # rows of the store, and of a sheet that it takes
COSTLY = 10  # sheets of which each row costs milliseconds (a statement a row, a name looked for among all) have so many times fewer
CHANGED = 0.1  # statements for each row of a noun that a sheet changes: they are read and written a block at a time
MOST = 12  # times the work of FEW: statements, rows looked at, calls in the program
FUND, DAY = "专项资金", "2017-03-01"
HEADER = ("日期", "资金", "项目", "金额（元）", "收款人", "流水号")


def projects(rows: int, ending: str = "") -> str:
    return sheet(("项目名称", "项目编号", "村"), *((f"项目{at}号{ending}", f"XM{at}", "石桥村") for at in range(rows)))


def spent(rows: int, payee: str, *, ref: str = "", amount: int = 1, faults: int = 0) -> str:
    """As many payees of one day and one fund; one in so many rows has a day that there is not."""
    days = ("2017-02-30" if faults and at % faults == 1 else DAY for at in range(rows))
    lines = (
        (day, FUND, f"项目{at}号", f"{amount}", f"{payee}{at}", f"{ref}{at}" * bool(ref)) for at, day in enumerate(days)
    )
    return sheet(HEADER, *lines)


def acts(desk: Desk, rows: int) -> Iterator[tuple[str, Callable[[], object], int]]:
    """What is done to a store that grows with it: its name, itself, and how it must end."""
    store, folder = desk.store, desk.folder
    desk.take({
        "村.csv": "村名,县区\n石桥村,陇西县\n", "资金.csv": f"资金名称,年度,计划数（元）\n{FUND},2017,{rows * 100}\n", "项目.csv": projects(rows),
        "到账.csv": sheet(("日期", "资金", "金额（元）"), ("2017-01-01", FUND, f"{rows * 100}")),
        "安排.csv": sheet(HEADER[:4], *(("2017-01-01", FUND, f"项目{at}号", "50") for at in range(rows))),
    })  # fmt: skip

    def bring(name: str, text: str, *options: str) -> Callable[[], object]:
        path = desk.put(f"{name}.csv", text)
        return lambda: store("import", path, *options, "--format", "json").code

    yield "import", bring("支出1", spent(rows, "甲")), 0
    yield (
        "with faults",
        bring("支出2", spent(rows, "乙", faults=100), "--partial", "--rejected", str(folder / "问题.csv")),
        0,
    )
    yield "with references", bring("支出3", spent(rows, "丙", ref="R-")), 0
    yield (
        "corrections",
        bring("支出4", spent(rows // COSTLY, "丙", ref="R-", amount=2), "--mode", "correct", "--reason", "更正"),
        0,
    )
    yield "equal entries", bring("支出5", spent(rows, "甲") + "\n"), 1
    over = ((DAY, FUND, "项目0号", "1000", f"戊{at}") for at in range(rows // COSTLY))  # all leave one sum short
    yield "over the limit", bring("支出8", sheet(HEADER[:5], *over)), 1
    yield "in other words", bring("支出7", spent(rows, "甲", ref="又").replace("流水号", "用途")), 0
    yield "unknown names", bring("支出6", spent(rows // COSTLY, "丁").replace("号,", "号吗,"), "--dry-run"), 1
    yield "names of a list", bring("项目2", projects(rows, "改"), "--mode", "upsert"), 0
    yield "list", lambda: store("spending", "list", "--format", "csv").code, 0
    yield "export", lambda: store("export", "project", "-o", str(folder / f"全部{rows}.xlsx")).code, 0
    yield "overview as of a day", lambda: store("report", "overview", "--as-of", DAY).code, 0
    yield "progress", lambda: store("report", "progress", "--to", DAY).code, 0
    yield "check", lambda: store("check").code, 0
    yield "undo", lambda: store("batch", "undo", "2").code, 0
    yield "carry", lambda: store("fund", "carry", FUND, "--to", "2018").code, 0
    homes = [f"示例{at}村" for at in range(rows // COSTLY)]
    desk.take({
        "村2.csv": sheet(("村名", "县区"), *((home, "陇西县") for home in homes)),
        "项目3.csv": sheet(("项目名称", "村"), *(("道路硬化", home) for home in homes)),
        "资金2.csv": f"资金名称,年度,计划数（元）\n自筹资金,2017,{rows}\n",
    })  # fmt: skip
    told_apart = sheet((*HEADER[:4], "村"), *((DAY, "自筹资金", "道路硬化", "1", home) for home in homes))
    yield "one name in many villages", bring("安排2", told_apart), 0


@pytest.mark.long
def test_ten_times_the_rows_are_ten_times_the_work(
    store: Store, new_store: Callable[[str], Store], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: dict[int, dict[str, Work]] = {}
    for rows, grown_store in ((FEW, store), (MANY, new_store(store.engine))):
        (folder := tmp_path / str(rows)).mkdir()
        done[rows] = {}
        for name, act, code in acts(Desk(grown_store, folder), rows):
            if store.engine == "postgresql":
                with raw(grown_store) as connection:
                    connection.execute("ANALYZE")  # as the server does by itself in time
            with watched(monkeypatch) as done[rows][name]:
                assert act() == code, name
    grown = {
        name: tuple(of_many / of_few for of_few, of_many in zip(astuple(few)[:3], astuple(many)[:3], strict=True))
        for (name, few), many in zip(done[FEW].items(), done[MANY].values(), strict=True)
    }
    assert {name: times for name, times in grown.items() if max(times) > MOST} == {}, grown
    few, many = (done[rows]["names of a list"].statements for rows in (FEW, MANY))
    assert (many - few) / (MANY - FEW) <= CHANGED


def scripted(at: int) -> Iterator[str]:
    """Lines that meet one fund and one project, on one day."""
    yield f"spending add 0.03 --fund {FUND} --project XM0 --date {DAY} --payee 戊{at} --ref S-{at}"
    if at % 2:
        yield f"spending reverse S-{at} --amount 0.01 --reason 退回"
    elif at % 4:
        yield f"spending correct S-{at} --amount 0.02 --reason 更正"


@pytest.mark.long
def test_ten_times_the_lines_of_a_run_are_ten_times_the_work(
    store: Store, new_store: Callable[[str], Store], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[Work] = []
    for lines, run_store in ((FEW // COSTLY, store), (MANY // COSTLY, new_store(store.engine))):
        next(acts(desk := Desk(run_store, tmp_path), COSTLY))
        path = desk.put(f"{lines}.txt", "\n".join(line for at in range(lines) for line in scripted(at)))
        if store.engine == "postgresql":
            with raw(run_store) as connection:
                connection.execute("ANALYZE")
        with watched(monkeypatch) as work:
            run_store.ok("batch", "run", path)
        done.append(work)
    few, many = done
    grown = [of_many / of_few for of_few, of_many in zip(astuple(few)[:3], astuple(many)[:3], strict=True)]
    assert max(grown) <= MOST, grown
    # Until it plans anew a server goes on with what it planned for fewer.
    assert many.followed <= 2 * MOST * few.followed, (few, many)
