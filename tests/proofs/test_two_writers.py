"""Eight writers at once: no fund is exceeded, nothing acknowledged is lost, nobody ever reads "locked"."""

import multiprocessing
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from conftest import ENGINES, Store, call

WRITERS, EACH = 8, 50
ROOM = 150  # entries of 1.00 yuan the fund has room for; 400 are tried


class Said(NamedTuple):
    """One command of one writer: its 流水号, how it ended, and what it printed."""

    ref: str
    code: int
    text: str


def spend(db: str, writer: int) -> list[Said]:
    """What one process does: EACH spendings of 1.00 yuan from the one cell."""
    said = []
    for number in range(EACH):
        ref = f"w{writer}-{number}"
        answer = call(
            "--db", db, "--lang", "en", "spending", "add", "1", "--project", "危房改造", "--date", "2017-05-01", "--ref", ref
        )
        said.append(Said(ref, answer.code, answer.out + answer.err))
    return said


def load(db: str, sheet: str) -> list[Said]:
    """What an importing process does."""
    answer = call("--db", db, "--lang", "en", "import", sheet)
    return [Said(sheet, answer.code, answer.out + answer.err)]


def stocked(store: Store) -> None:
    """One fund, one project, and room for ROOM yuan of spending."""
    store.ok("fund", "add", "自筹资金")
    store.ok("project", "add", "危房改造")
    store.ok("receipt", "add", "1000", "--fund", "自筹资金", "--date", "2017-01-01")
    store.ok("allocation", "add", str(ROOM), "--fund", "自筹资金", "--project", "危房改造", "--date", "2017-01-02")


def at_once(*work: tuple[Callable[[str, object], list[Said]], str, object]) -> list[Said]:
    """Every piece of work in a process of its own, all at the same time."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(len(work)) as pool:
        running = [pool.apply_async(function, (db, what)) for function, db, what in work]
        return [said for one in running for said in one.get(timeout=480)]


@pytest.mark.parametrize("engine", ENGINES)
def test_eight_writers_share_one_fund(engine: str, new_store: Callable[[str], Store]) -> None:
    store = new_store(engine)
    stocked(store)
    said = at_once(*[(spend, store.db, writer) for writer in range(WRITERS)])  # type: ignore[arg-type]  # each takes its own kind of word
    assert len(said) == WRITERS * EACH
    assert {one.code for one in said} == {0, 1}
    assert not [one for one in said if "locked" in one.text or "Traceback" in one.text]
    acknowledged = sorted(one.ref for one in said if one.code == 0)
    rows = store.ok("spending", "list", "--format", "json").rows()
    assert sorted(row["ref"] for row in rows) == acknowledged
    assert len(acknowledged) == ROOM
    [fund] = store.ok("report", "fund", "--format", "json").rows()
    assert fund["spent"] == f"{ROOM}.00"
    store.ok("check")


@pytest.mark.parametrize("engine", ENGINES)
def test_two_imports_among_adders(engine: str, new_store: Callable[[str], Store], tmp_path: Path) -> None:
    store = new_store(engine)
    stocked(store)
    sheets = []
    for number in range(2):
        sheet = tmp_path / f"spending{number}.csv"
        lines = [f"2017-06-{1 + row % 28:02d},危房改造,1.00,i{number}-{row}" for row in range(40)]
        sheet.write_text("date,project,amount,ref\n" + "\n".join(lines) + "\n", encoding="utf-8")
        sheets.append(str(sheet))
    said = at_once(
        *[(load, store.db, sheet) for sheet in sheets],  # type: ignore[arg-type]  # each takes its own kind of word
        *[(spend, store.db, writer) for writer in range(2)],  # type: ignore[arg-type]
    )
    assert not [one for one in said if "locked" in one.text or "Traceback" in one.text]
    spent = sum(40 if one.ref.endswith(".csv") else 1 for one in said if one.code == 0)
    [fund] = store.ok("report", "fund", "--format", "json").rows()
    assert fund["spent"] == f"{spent}.00"
    assert spent <= ROOM
    store.ok("check")
