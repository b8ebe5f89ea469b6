"""What a command loads: everything but `db upgrade` does without what makes the schema, and each without what others need."""

import shlex
import subprocess
import sys
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
    heavy = {"sqlalchemy", "sqlmodel", "alembic", "nacl"} & set(sys.modules)
    if code or heavy:
        raise SystemExit(f"{line} ended with {code} and loaded {heavy or 'nothing of it'}")
"""

SHEETS = {"importing", "exchange"}
OTHERS = SHEETS | {"bundle", "store.records.breach", "ledger.guards", "store.engine.postgresql"}
NEEDLESS = {
    "spending add 5 --fund 资金 --project 项目": OTHERS
    | {"reports.filters", "reports.narrowed", "reports.lending", "store.records.carriable"},
    "spending show S-1": OTHERS | {"reports.filters", "reports.narrowed", "reports.lending"},
    "village edit 新村 --note 试": SHEETS,
    "report village 新村": OTHERS,
}
ONE = """
import sys
from aidtrack.cli.main import main
code = main(sys.stdin.read().split(chr(0)))
needless = [name for name in sys.argv[1:] if f"aidtrack.{name}" in sys.modules]
if code or needless:
    raise SystemExit(f"it ended with {code} and loaded {needless or 'nothing of it'}")
"""


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
        done = subprocess.run(
            [sys.executable, "-c", ONE, *sorted(needless - {f"store.engine.{store.engine}"})],
            input="\0".join(shlex.split(line)).encode(),
            env=environment(AIDTRACK_DB=store.db),
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, (line, done.stderr.decode())


def test_everyday_work_loads_nothing_that_makes_a_schema(store: Store, tmp_path: Path) -> None:
    (tmp_path / "支出.csv").write_text("日期,资金,项目,金额（元）\n2017-03-01,资金,项目,5\n", "utf-8")
    (tmp_path / "月报.toml").write_text('as = "spending"\n', "utf-8")
    lines = [shlex.split(line) for line in EVERYDAY.format(folder=tmp_path).strip().splitlines()]
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        input="\n".join("\0".join(words) for words in lines).encode(),
        env=environment(AIDTRACK_DB=store.db),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
