"""G8 at its boundary: with require_steps on, money waits for a project's steps; by command, import and SQL; off, nothing changes."""

from pathlib import Path

import pytest

from conftest import Store, once
from ledger.chain import (
    FUND,
    OTHER,
    PROJECT,
    TRAINING,
    VILLAGE,
    Sql,
    add,
    alerts,
    chain,
    flags,
    passes,
    raw,
    refused,
    sheet,
    unchanged,
)
from store.raw import behind_the_guards

NEEDED = ("proposal", *(f"confirm{number}" for number in range(1, 7)))
ON = ("db", "setting", "require_steps", "on")


def steps(store: Store, folder: Path, *names: str, result: str = "passed") -> None:
    """The steps of the chain's project, by one import."""
    lines = [f"{name},{PROJECT},2017-01-0{at},{result}" for at, name in enumerate(names, 1)]
    store.ok("import", sheet(folder, f"step-{len(names)}-{names[0]}.csv", "name,project,date,result", *lines))


@pytest.fixture
@once
def asking(store: Store) -> Store:
    """1,000.00 yuan of budget, all received; the store asks for steps."""
    chain(store, budget="1000")
    passes(store, "receipt", "1000", "--date", "2017-01-01")
    store.ok(*ON)
    return store


def test_an_allocation_waits_for_the_proposal_and_all_six_confirmations(asking: Store, tmp_path: Path) -> None:
    refused(asking, "allocation", "100", says=(PROJECT, "100.00", "project advance"))
    steps(asking, tmp_path, *NEEDED[:-1])
    refused(asking, "allocation", "0.01", says=(PROJECT, "six confirmations"))
    asking.ok("step", "add", "confirm6", "--project", PROJECT, "--date", "2017-01-07", "--result", "failed")
    refused(asking, "allocation", "0.01", says=(PROJECT,))
    asking.ok("step", "add", "confirm6", "--project", PROJECT, "--date", "2017-01-07", "--result", "passed")
    passes(asking, "allocation", "100")
    refused(asking, "allocation", "1", project=TRAINING, says=(TRAINING,))
    assert alerts(asking) == set()


def test_a_step_without_a_result_is_passed_and_one_twice_counts_once(asking: Store, tmp_path: Path) -> None:
    steps(asking, tmp_path, *NEEDED[:-1], result="")
    steps(asking, tmp_path, "confirm1")
    refused(asking, "allocation", "1", says=(PROJECT,))
    asking.ok("project", "advance", PROJECT)
    passes(asking, "allocation", "1")


def test_a_spending_waits_for_the_acceptance_and_refunds_pass(asking: Store, tmp_path: Path) -> None:
    steps(asking, tmp_path, *NEEDED)
    passes(asking, "allocation", "100")
    refused(asking, "spending", "30", says=(PROJECT, "30.00", "not accepted"))
    asking.ok("step", "add", "acceptance", "--project", PROJECT, "--result", "passed")
    passes(asking, "spending", "30", "--ref", "支-1")
    asking.ok("step", "edit", f"{PROJECT}/acceptance", "--result", "failed")
    refused(asking, "spending", "1", says=(PROJECT,))
    passes(asking, "spending", "-10", "--reason", "退回")
    passes(asking, "allocation", "-5", "--reason", "调减")
    assert asking("spending", "reverse", "支-1", "--amount", "5", "--reason", "退回").code == 0


def test_off_and_by_default_nothing_changes(store: Store) -> None:
    chain(store, budget="1000")
    passes(store, "receipt", "1000", "--date", "2017-01-01")
    passes(store, "allocation", "100", "--over", "急用")
    passes(store, "spending", "50")
    assert flags(store) == dict.fromkeys(("village", "fund", "project"), "")
    store.ok(*ON)
    refused(store, "spending", "1", says=(PROJECT,))
    assert alerts(store) == {"G8"}
    store.ok("db", "setting", "require_steps", "off")
    passes(store, "spending", "1")
    assert alerts(store) == set()


def test_a_reason_is_shown_until_the_steps_are_recorded(asking: Store, tmp_path: Path) -> None:
    passes(asking, "allocation", "100", "--over", "灾后急用", "--date", "2017-02-01")
    passes(asking, "spending", "40", "--over", "先付定金", "--date", "2017-02-02")
    assert alerts(asking) == {"G8"}
    assert set(flags(asking).values()) == {"unconfirmed(灾后急用), not_accepted(先付定金)"}
    found = asking.ok("check", lang="zh").out
    assert "未办完提出和六次确认,已安排 100.00 元。" in found and "未验收,已支出 40.00 元。" in found
    shown = asking.ok("report", "overview", lang="zh").out
    assert "未确认(灾后急用)、未验收(先付定金)" in shown
    steps(asking, tmp_path, *NEEDED)
    assert set(flags(asking).values()) == {"not_accepted(先付定金)"}
    asking.ok("step", "add", "acceptance", "--project", PROJECT, "--date", "2017-03-01")
    assert set(flags(asking).values()) == {""}
    assert "未验收(先付定金)" in asking.ok("report", "overview", "--as-of", "2017-02-28", lang="zh").out
    assert alerts(asking) == set()


def test_a_step_that_goes_while_money_is_allocated_is_an_alert(asking: Store, tmp_path: Path) -> None:
    steps(asking, tmp_path, *NEEDED)
    passes(asking, "allocation", "100")
    assert alerts(asking) == set()
    asking.ok("step", "edit", f"{PROJECT}/confirm3", "--result", "failed")
    assert alerts(asking) == {"G8"}
    asking.ok("step", "edit", f"{PROJECT}/confirm3", "--result", "passed")
    assert alerts(asking) == set()
    asking.ok("step", "remove", f"{PROJECT}/confirm3", "--yes")
    assert alerts(asking) == {"G8"}


def test_an_import_judges_money_with_the_steps_it_brings(asking: Store, tmp_path: Path) -> None:
    money = sheet(tmp_path, "安排.csv", "日期,资金,项目,村,金额（元）,超支原因", f"2017-05-31,{FUND},{PROJECT},{VILLAGE},60,",
                  f"2017-05-31,{FUND},{PROJECT},{OTHER},40,")  # fmt: skip
    unchanged(asking, "import", money, says=(PROJECT, "60.00", "40.00"))
    lines = [f"{name},{PROJECT},2017-01-01" for name in NEEDED]
    short = sheet(tmp_path, "程序.csv", "程序步骤,项目,日期", *lines[1:])
    unchanged(asking, "import", money, short, says=(PROJECT,))
    whole = sheet(tmp_path, "程序.csv", "程序步骤,项目,日期", *lines)
    paid = sheet(
        tmp_path, "支出.csv", "日期,资金,项目,村,金额（元）,超支原因", f"2017-06-01,{FUND},{PROJECT},{VILLAGE},10,"
    )
    unchanged(asking, "import", money, whole, paid, says=(PROJECT, "10.00", "not accepted"))
    excused = sheet(
        tmp_path, "支出.csv", "日期,资金,项目,村,金额（元）,超支原因", f"2017-06-01,{FUND},{PROJECT},{VILLAGE},10,先付"
    )
    batch = asking.ok("import", money, whole, excused, "--format", "json").rows("files")[0]["batch"]
    assert alerts(asking) == {"G8"}
    asking.ok("batch", "undo", str(batch))
    asking.ok("check")


def test_raw_sql_cannot_get_round_it(asking: Store) -> None:
    with raw(asking) as connection:
        sql = Sql(asking, connection)
        sql.refuses("aidtrack G8", sql.row("allocation", 100))
        for name in NEEDED[1:]:
            sql.run("INSERT INTO step (name, project_id) VALUES (?, 1)", name)
        sql.refuses("aidtrack G8", sql.row("allocation", 100))
        sql.run("INSERT INTO step (name, project_id, result) VALUES ('proposal', 1, 'passed')")
        sql.entry("allocation", 100)
        sql.refuses("aidtrack G8", sql.row("spending", 100))
        sql.entry("spending", 100, over="先付")


def test_raw_sql_that_turns_it_off_is_found(asking: Store) -> None:
    behind_the_guards(asking, "UPDATE setting SET value = 'off'")
    assert add(asking, "allocation", "10").code == 0
    answer = asking("check", "--format", "json")
    assert answer.code == 5
    assert "setting require_steps" in {row["what"] for row in answer.rows("findings")}
    behind_the_guards(asking, "DELETE FROM setting")
    assert "setting require_steps" in asking("check").out
    behind_the_guards(asking, "INSERT INTO setting VALUES ('require_steps', 'on')")
    asking.ok("check")
    behind_the_guards(asking, "INSERT INTO setting VALUES ('confirm1', '假名')")
    assert asking("check").code == 5
