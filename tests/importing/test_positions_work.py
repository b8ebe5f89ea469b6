"""Figures that had been reached cost what as many rows of a narrow sheet cost: no statement for each of them, no look through the entries for each."""

from pathlib import Path

import pytest

from conftest import Store
from importing.desk import Desk, sheet
from ledger.chain import raw
from work import Work, watched

pytestmark = pytest.mark.counted

KEYS, EACH = 150, 6
FUND, DAY, LATE, EARLIER = "专项资金", "2018-03-31", "2018-02-28", "2018-01-31"
MOST = 4  # times the work of a narrow sheet, and what no work of each key with each entry stays below
ASKED = 25  # statements more than a narrow sheet takes, however many rows there are


def project(number: int) -> str:
    return f"项目{number}号"


def reached(fen: int) -> str:
    """A figure for each project."""
    rows = ((FUND, project(number), f"{fen + number % 7}") for number in range(KEYS))
    return sheet(("资金", "项目", "金额（元）"), *rows)


def spent(*days: str) -> str:
    """As many rows a day as there are projects."""
    header = ("日期", "资金", "项目", "金额（元）")
    return sheet(header, *((day, FUND, project(number), "10") for day in days for number in range(KEYS)))


@pytest.fixture
def desk(store: Store, tmp_path: Path) -> Desk:
    """A store with a place for each figure, in each some entries, and one of positions."""
    desk = Desk(store, tmp_path)
    projects, header = [project(number) for number in range(KEYS)], ("日期", "资金", "项目", "金额（元）")
    desk.take({
        "村.csv": "村名,县区\n石桥村,陇西县\n", "资金.csv": f"资金名称,计划数（元）\n{FUND},10000000\n",
        "项目.csv": sheet(("项目名称", "村"), *((name, "石桥村") for name in projects)),
        "到账.csv": sheet(header[:2] + header[3:], ("2017-01-01", FUND, "10000000")),
        "安排.csv": sheet(header, *(("2017-01-01", FUND, name, "1000") for name in projects)),
        "支出.csv": spent(*(f"2017-{month + 1:02d}-15" for month in range(EACH))),
    })  # fmt: skip
    desk.take({"支出3.csv": reached(100)}, "--positions", "--as-of", DAY)
    if store.engine == "postgresql":
        with raw(store) as connection:
            connection.execute("ANALYZE")  # as the server does by itself in time
    return desk


def test_figures_cost_what_rows_cost(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def work(text: str, *options: str, problems: int = 0) -> Work:
        with watched(monkeypatch) as found:
            answer = desk.bring({"支出9.csv": text}, *options, "--dry-run")
        [file] = answer.rows("files")
        assert (file["read"], file["created"], file["rejected"]) == (KEYS, KEYS - problems, problems)
        return found

    def positions(fen: int, day: str, *options: str, problems: int = 0) -> Work:
        return work(reached(fen), "--positions", "--as-of", day, *options, problems=problems)

    rows = work(spent("2018-04-15"))
    figures = [
        positions(110, "2018-04-30"),
        positions(110, DAY),
        positions(80, LATE, problems=KEYS),
        positions(80, LATE, "--rebase"),
    ]
    assert max(one.statements for one in figures) < rows.statements + ASKED, (rows, figures)
    assert max(one.looks for one in figures) < MOST * rows.looks, (rows, figures)
