"""What a command loads: everything but `db upgrade` does without what makes the schema, and each without what others need."""

import shlex
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from cli.test_process import environment
from conftest import Store

EVERYDAY = """
    village add 新村 --county 渭源县
    village edit 新村 --note 试
    village add 并村 --county 渭源县
    village merge 并村 新村 --reason 同一个村
    village add 误村 --county 渭源县
    village remove 误村
    fund add 资金 --budget 100000 --year 2017
    project add 项目 --village 新村
    receipt add 100000 --fund 资金 --date 2017-01-05 --ref R-1
    allocation add 5000 --fund 资金 --project 项目 --date 2017-01-06
    spending add 500 --fund 资金 --project 项目 --date 2017-02-01 --ref S-1
    spending reverse S-1 --amount 100 --reason 退
    receipt correct R-1 --voucher 7 --reason 漏了
    step add 因村派人精准 --project 项目 --result 通过 --date 2017-01-01
    import {folder}/支出.csv
    batch undo 3
    fund carry 资金 --to 2018
    layout add 月报 {folder}/月报.toml
    db setting require_steps off
    db close 2016
    db reopen 2016 --reason 补记
    check
    --db {folder}/另一个.db init
    log
    report overview
    spending list
    export spending -o {folder}/支出.json
    find 新村
"""
PROGRAM = """
import sys
from aidtrack.cli.main import main
for line in sys.stdin.read().splitlines():
    code = main(line.split(chr(0)))
    needless = {*sys.argv[1:]} & set(sys.modules)
    if code or needless:
        raise SystemExit(f"{line} ended with {code} and loaded {needless or 'nothing of it'}")
"""
HEAVY = ("sqlalchemy", "sqlmodel", "alembic", "nacl")

SHEETS = {"importing", "exchange"}
OTHERS = SHEETS | {"bundle", "store.records.breach", "ledger.guards", "store.engine.postgresql"}
NEEDLESS = {
    "spending add 5 --fund 资金 --project 项目": OTHERS
    | {"reports.filters", "reports.narrowed", "reports.lending", "store.records.carriable"},
    "spending show S-1": OTHERS | {"reports.filters", "reports.narrowed", "reports.lending"},
    "village edit 新村 --note 试": SHEETS,
    "report village 新村": OTHERS,
}


def none_is_loaded(names: Iterable[str], store: Store, lines: Iterable[str]) -> None:
    """By commands that follow one another in one process."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *names],
        input="\n".join("\0".join(shlex.split(line)) for line in lines).encode(),
        env=environment(AIDTRACK_DB=store.db),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()


def test_what_only_others_need_is_not_loaded(store: Store) -> None:
    store.run(
        "village add 新村 --county 渭源县",
        "fund add 资金 --budget 100000",
        "project add 项目 --village 新村",
        "receipt add 1000 --fund 资金 --date 2017-01-05",
        "allocation add 500 --fund 资金 --project 项目 --date 2017-01-06",
        "spending add 50 --fund 资金 --project 项目 --date 2017-02-01 --ref S-1",
    )
    for line, needless in NEEDLESS.items():
        names = sorted(needless - {f"store.engine.{store.engine}"})
        none_is_loaded([f"aidtrack.{name}" for name in names], store, [line])


def test_everyday_work_loads_nothing_that_makes_a_schema(store: Store, tmp_path: Path) -> None:
    (tmp_path / "支出.csv").write_text("日期,资金,项目,金额（元）\n2017-03-01,资金,项目,5\n", "utf-8")
    (tmp_path / "月报.toml").write_text('as = "spending"\n', "utf-8")
    none_is_loaded(HEAVY, store, EVERYDAY.format(folder=tmp_path).strip().splitlines())
