"""Taking back what an import made of nouns: field by field, by the log; refused where somebody changed the same since."""

import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aidtrack.errors import Refused
from aidtrack.locale import use
from aidtrack.store.engine.transaction import write
from aidtrack.store.records.undo import undo as undo_batch
from conftest import ENGINES, Answer, Store, examples
from importing.desk import BASE, Desk, based
from ledger.chain import dump

FUND = "自筹资金"


@pytest.fixture
def desk(store: Store, tmp_path: Path) -> Desk:
    return based(store, tmp_path)


def upsert(desk: Desk, files: Mapping[str, str]) -> str:
    return str(desk.take(files, "--mode", "upsert").rows()[0]["batch"])


def shown(desk: Desk, noun: str, name: str) -> dict[str, Any]:
    found: dict[str, Any] = desk.store.ok(noun, "show", name, "--format", "json").rows()[0]
    return found


def refused(desk: Desk, batch: str, *says: str) -> Answer:
    before = dump(desk.store)
    answer = desk.store("batch", "undo", batch)
    assert (answer.code, answer.out) == (1, ""), answer
    assert [word for word in says if word not in answer.err] == [], answer.err
    assert dump(desk.store) == before
    return answer


RAISED = {"资金.csv": f"资金名称,计划数（元）,文号\n{FUND},900000,甘财1号\n"}


def test_what_an_upsert_changed_is_as_before(desk: Desk) -> None:
    store = desk.store
    store.ok("fund", "edit", FUND, "--budget", "500000", "--note", "原来的")
    project = shown(desk, "project", "菌菜大棚")
    batch = upsert(desk, {
        **RAISED, "村.csv": "村名,区划代码,别名\n牙河村,621122101201,新别名\n", "项目.csv": "项目名称,村,结项日期\n菌菜大棚,牙河村,2017-12-31\n",
    })  # fmt: skip
    store.ok("fund", "edit", FUND, "--note", "后来的")  # another field: it stays
    done = store.ok("batch", "undo", batch)
    assert "3 nouns are again as they were before." in done.err
    fund = shown(desk, "fund", FUND)
    assert (fund["budget"], fund["doc_no"], fund["note"]) == ("500000.00", None, "后来的")
    assert shown(desk, "project", "菌菜大棚") == project
    assert [shown(desk, "village", name)["name"] for name in ("崖河村", "牙河村")] == ["牙河村"] * 2
    assert store("village", "show", "新别名").code == 1
    store.ok("check")


def test_what_was_edited_since_is_named_and_set_back_by_the_command_it_says(desk: Desk) -> None:
    store = desk.store
    batch = upsert(desk, RAISED)
    store.ok("fund", "edit", FUND, "--budget", "950000")
    [record] = store.ok("log", "--noun", "fund", "--limit", "1", "--format", "json").rows()
    command = shlex.join(["aidtrack", "--db", store.target.pasted, "fund", "edit", FUND, "--budget", "900000.00"])
    refused(desk, batch, FUND, "900,000.00", "950,000.00", f"log record {record['id']}", command)
    store.ok(*shlex.split(command)[3:])
    store.ok("batch", "undo", batch)
    assert shown(desk, "fund", FUND)["budget"] is None
    store.ok("check")


def test_a_word_is_told_as_people_read_it(desk: Desk) -> None:
    batch = upsert(desk, {"项目.csv": "项目名称,村,阶段\n菌菜大棚,牙河村,完工\n"})
    desk.store.ok("project", "edit", "菌菜大棚", "--stage", "实施")
    answer = desk.store("batch", "undo", batch, lang="zh")
    assert answer.code == 1 and ("完工" in answer.err, "implementing" in answer.err) == (True, False), answer.err
    desk.store.ok("project", "edit", "菌菜大棚", "--stage", "完工")
    desk.store.ok("batch", "undo", batch)


def test_what_a_later_import_changed_is_taken_back_after_that(desk: Desk) -> None:
    first = upsert(desk, RAISED)
    second = upsert(desk, {"资金.csv": f"资金名称,计划数（元）\n{FUND},950000\n"})
    third = upsert(desk, {"资金.csv": f"资金名称,计划数（元）\n{FUND},900000\n"})
    refused(desk, first, FUND, f"batch undo {third}")  # though the budget is what the first one left
    refused(desk, second, FUND, f"batch undo {third}")
    for batch, budget in ((third, "950000.00"), (second, "900000.00"), (first, None)):
        desk.store.ok("batch", "undo", batch)
        assert shown(desk, "fund", FUND)["budget"] == budget
    desk.store.ok("check")


def test_what_it_brought_and_was_edited_since_does_not_go_unsaid(desk: Desk) -> None:
    batch = upsert(desk, {"村.csv": "村名,县区\n新村,渭源县\n"})
    desk.store.ok("village", "edit", "新村", "--note", "后来写的")
    refused(desk, batch, "新村", "note", "后来写的", "--note ''")
    desk.store.ok("village", "edit", "新村", "--note", "")
    desk.store.ok("batch", "undo", batch)
    assert desk.store("village", "show", "新村").code == 1


def test_a_project_goes_back_home_and_the_village_it_moved_to_goes(desk: Desk) -> None:
    batch = upsert(desk, {
        "村.csv": "村名,县区\n新村,渭源县\n", "项目.csv": "项目名称,项目编号,村\n技能培训,PX-1,新村\n",
    })  # fmt: skip
    assert shown(desk, "project", "技能培训")["village"] == "新村"
    desk.store.ok("batch", "undo", batch)
    assert shown(desk, "project", "技能培训")["village"] is None
    assert desk.store("village", "show", "新村").code == 1


def test_a_budget_does_not_come_down_below_what_was_set_aside_since(desk: Desk) -> None:
    store = desk.store
    store.ok("fund", "edit", FUND, "--budget", "400000")
    batch = upsert(desk, {"资金.csv": f"资金名称,计划数（元）\n{FUND},500000\n"})
    store.ok("allocation", "add", "60000", "--fund", FUND, "--project", "菌菜大棚", "--date", "2017-05-01")
    refused(desk, batch, FUND, "60,000.00", "allocation reverse")
    store.ok(
        "allocation",
        "add",
        "-60000",
        "--fund",
        FUND,
        "--project",
        "菌菜大棚",
        "--date",
        "2017-05-01",
        "--reason",
        "调减",
    )
    store.ok("batch", "undo", batch)
    store.ok("check")


def test_who_leans_on_it_is_named_with_what_takes_it_back(store: Store, tmp_path: Path) -> None:
    desk = Desk(store, tmp_path)
    first = upsert(desk, {"村.csv": BASE["村.csv"]})
    second = upsert(desk, {"项目.csv": BASE["项目.csv"]})
    refused(desk, first, "菌菜大棚", f"(batch {second})", f"batch undo {second}")
    store.ok("batch", "undo", second)
    store.ok("project", "add", "自建", "--village", "牙河村")
    refused(desk, first, "自建", "project edit", "--village")
    store.ok("project", "remove", "自建")
    store.ok("batch", "undo", first)


def test_a_shell_states_nothing_and_is_in_nobodys_way(store: Store, tmp_path: Path) -> None:
    """Reversed entries name it for ever; so it stays, but without what its import said of it."""
    desk = Desk(store, tmp_path)
    first = upsert(desk, {"村.csv": BASE["村.csv"]})
    second = upsert(desk, {name: BASE[name] for name in ("资金.csv", "项目.csv", "到账.csv", "安排.csv")})
    store.ok("batch", "undo", second)
    store.ok("batch", "undo", first)
    fund, project, village = (
        shown(desk, *what) for what in (("fund", FUND), ("project", "菌菜大棚"), ("village", "牙河村"))
    )
    stated = {name: value for name, value in {**fund, **project}.items() if value is not None}
    assert stated.keys() <= {
        "id",
        "name",
        "village",
        "county",  # its village's
        "flags",
        *(name for name, value in stated.items() if value == "0.00"),
    }
    assert (village["county"], village["alias"]) == ("陇西县", None)
    again = upsert(desk, BASE)  # taken over, with all that the sheets say
    assert (shown(desk, "fund", FUND)["source"], shown(desk, "village", "牙河村")["alias"]) == ("self", "崖河村")
    store.ok("batch", "undo", again)
    assert shown(desk, "village", "牙河村") == village
    store.ok("check")


def test_a_shell_that_somebody_edits_is_his(store: Store, tmp_path: Path) -> None:
    desk = Desk(store, tmp_path)
    batch = upsert(desk, {name: BASE[name] for name in ("资金.csv", "到账.csv")})
    store.ok("batch", "undo", batch)
    store.ok("fund", "edit", FUND, "--note", "留着")
    answer = desk.bring({"资金.csv": BASE["资金.csv"]})
    assert (answer.code, [row["value"] for row in answer.rows("problems")]) == (1, [FUND])
    assert shown(desk, "fund", FUND)["note"] == "留着"


BUDGETS = st.sampled_from(("", "10", "20", "30"))
FIELDS = ("计划数（元）", "文号", "备注")
SHEETS = st.lists(st.lists(st.tuples(*(BUDGETS for _ in FIELDS)), min_size=2, max_size=2), min_size=1, max_size=5)


@pytest.mark.long
@pytest.mark.parametrize("engine", ENGINES)
def test_imports_are_taken_back_in_any_order(engine: str, new_store: Any, tmp_path: Path) -> None:
    """Whatever order is accepted ends where it began; and there is always a next one that is accepted."""
    use("en")
    desk = Desk(new_store(engine), tmp_path)
    for fund in ("甲", "乙"):
        desk.store.ok("fund", "add", fund, "--budget", "10", "--note", "20")
    before = [shown(desk, "fund", fund) for fund in ("甲", "乙")]

    @settings(max_examples=examples(10), deadline=None, suppress_health_check=list(HealthCheck))
    @given(SHEETS, st.randoms(use_true_random=False))
    def run(sheets: list[list[tuple[str, ...]]], order: Any) -> None:
        batches = []
        for rows in sheets:
            lines = [",".join((fund, *cells)) for fund, cells in zip(("甲", "乙"), rows, strict=True)]
            text = "\n".join([",".join(("资金名称", *FIELDS)), *lines]) + "\n"
            batches.append(desk.take({"资金.csv": text}, "--mode", "upsert", "--again").rows()[0]["batch"])
        batches = [int(batch) for batch in batches if batch is not None]  # what changes nothing makes none
        order.shuffle(batches)
        while batches:
            taken = [batch for batch in batches if _undone(desk.store, batch)]
            assert taken
            batches = [batch for batch in batches if batch not in taken]
        assert [shown(desk, "fund", fund) for fund in ("甲", "乙")] == before

    run()
    desk.store.ok("check")


def _undone(store: Store, batch: int) -> bool:
    try:
        with write(store.target, actor="proof") as writer:
            undo_batch(writer, batch)
    except Refused:
        return False
    return True
