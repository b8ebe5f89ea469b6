"""`project advance` takes a project through its steps; `db setting` says what they are called. Both are in the audit log."""

from pathlib import Path
from typing import Any

import pytest

from conftest import Store, once
from ledger.chain import dump, sheet

ORDER = ("proposal", *(f"confirm{number}" for number in range(1, 7)), "approval", "notice", "acceptance", "handover")
STAGES = ("proposed", *("proposed",) * 5, "confirmed", "approved", "approved", "accepted", "closed")


@pytest.fixture
@once
def project(store: Store) -> Store:
    store.ok("village", "add", "牙河村")
    store.ok("project", "add", "大棚", "--village", "牙河村")
    return store


def stage(store: Store) -> Any:
    return store.ok("project", "show", "大棚", "--format", "json").rows()[0]["stage"]


def same(store: Store, *args: str, code: int, says: str) -> None:
    before = dump(store)
    answer = store(*args)
    assert (answer.code, says in answer.err) == (code, True), answer
    assert dump(store) == before


def test_a_project_goes_from_its_proposal_to_its_handover(project: Store) -> None:
    for at, (name, after) in enumerate(zip(ORDER, STAGES, strict=True), 1):
        answer = project.ok("project", "advance", "大棚", "--date", f"2017-01-{at:02}", "--format", "json")
        assert [row["name"] for row in answer.rows("steps")] == list(ORDER[:at])
        following = ORDER[at] if at < len(ORDER) else None
        assert (answer.rows("projects")[0]["next_step"], stage(project)) == (following, after), name
        assert (f"Next: {following}." if following else "No step is waited for.") in answer.err
    same(project, "project", "advance", "大棚", code=1, says="has taken every step")
    project.ok("check")
    log = project.ok("log", "--noun", "step", "--format", "json").rows()
    assert len(log) == len(ORDER)
    changed = project.ok("log", "--noun", "project", "--format", "json").rows()
    assert [row["action"] for row in changed] == ["add", *["edit"] * 5]


def test_what_failed_comes_again_also_on_the_same_day(project: Store) -> None:
    advance = ("project", "advance", "牙河村/大棚", "--date", "2017-03-01")
    project.ok(*advance)
    project.ok(*advance, "--result", "未通过", "--reason", "材料不齐", "--handled-by", "乡政府")
    answer = project.ok(*advance, "--doc-no", "7", "--note", "补齐", "--show", lang="zh")
    assert "下一步:确认2。" in answer.out and "未通过" in answer.out and "材料不齐" in answer.out
    rows = project.ok("step", "list", "--format", "json").rows()
    assert [(row["name"], row["result"]) for row in rows] == [
        ("proposal", "passed"), ("confirm1", "failed"), ("confirm1", "passed"),
    ]  # fmt: skip
    project.ok("check")


def test_a_failed_step_changes_no_stage(project: Store) -> None:
    project.ok("project", "advance", "大棚", "--result", "failed")
    assert stage(project) is None
    project.ok("project", "edit", "大棚", "--stage", "implementing")
    project.ok("project", "advance", "大棚")
    assert stage(project) == "implementing"  # what was recorded late takes no project back


def test_what_cannot_be(project: Store) -> None:
    project.ok("project", "advance", "大棚", "--date", "2017-03-10")
    same(project, "project", "advance", "大棚", "--date", "2017-03-09", code=1, says="2017-03-10")
    same(project, "project", "advance", "大棚", "--date", "2017-02", code=1, says="before")
    same(project, "project", "advance", "大棚", "--date", "2100", code=2, says="future")
    same(project, "project", "advance", "大棚", "--date", "三月", code=2, says="三月")
    same(project, "project", "advance", "小棚", code=1, says="小棚")
    same(project, "project", "advance", "大棚", "--ends-on", "2017-01-01", code=1, says="2017-01-01")
    for word in ("cancelled", "suspended"):
        project.ok("project", "edit", "大棚", "--stage", word)
        same(project, "project", "advance", "大棚", code=1, says=word)
    project.ok("project", "edit", "大棚", "--stage", "proposed")
    project.ok("project", "advance", "大棚", "--date", "2017-03")  # may be the 10th or later


def settings(store: Store) -> dict[str, str]:
    rows = store.ok("db", "setting", "--format", "json").rows()
    assert all(row["meaning"] for row in rows)
    return {row["name"]: row["value"] for row in rows}


def test_settings_are_listed_set_and_blanked(store: Store) -> None:
    assert settings(store) == {
        "require_steps": "off", "complaint_channel": "", "notice_days": "10", "handover_day": "10", "office": "", "office_name": "", "number": "", "publisher_code": "", "publisher_360giving": "", "publisher_oc4ids": "", "publisher_type": "", "iati_flow": "50", "iati_finance": "110", "iati_aid": "C01", "iati_tied": "5", "proposal": "提出", **{f"confirm{number}": f"确认{number}" for number in range(1, 7)}
    }  # fmt: skip
    store.ok("db", "setting", "require_steps", "开")
    store.ok("db", "setting", "confirm1", " 村民代表会 ")
    store.ok("db", "setting", "confirm1", "村民代表大会")
    assert (settings(store)["require_steps"], settings(store)["confirm1"]) == ("on", "村民代表大会")
    assert [row["value"] for row in store.ok("db", "setting", "confirm1", "--format", "json").rows()] == [
        "村民代表大会"
    ]
    store.ok("db", "setting", "confirm1", "村民代表大会")  # what it is already
    store.ok("db", "setting", "confirm1", "")
    assert settings(store)["confirm1"] == "确认1"
    log = store.ok("log", "--noun", "setting", "--format", "json").rows()
    assert [row["action"] for row in log] == ["add", "add", "edit", "remove"]
    assert "设置" in store.ok("log", lang="zh").out
    store.ok("check")


def test_settings_that_cannot_be(store: Store) -> None:
    store.ok("db", "setting", "confirm1", "村民代表大会")
    same(store, "db", "setting", "require_step", "on", code=2, says="require_steps")
    same(store, "db", "setting", "require_step", code=2, says="require_steps")
    same(store, "db", "setting", "require_steps", "maybe", code=2, says="maybe")
    for word in ("村民 代表大会", "确认3", "approval", "批复", "变更"):
        same(store, "db", "setting", "confirm2", word, code=1, says="another step")
    same(store, "db", "setting", "confirm2", "两\x1b行", code=2, says="confirm2")
    store.ok("db", "setting", "confirm1", "确认1")  # its own usual word


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_label_is_shown_and_understood_in_both_languages(project: Store, tmp_path: Path, lang: str) -> None:
    project.ok("db", "setting", "proposal", "村级申请")
    project.ok("db", "setting", "confirm1", "村民代表大会")
    assert "村民代表大会" in project.ok("project", "advance", "大棚", "--date", "2017-01-01", lang=lang).err
    project.ok("step", "add", "村民代表大会", "--project", "大棚", "--date", "2017-01-02", lang=lang)
    project.ok("import", sheet(tmp_path, "程序.csv", "程序步骤,项目,日期,结果", "村民 代表大会,大棚,2017-01-03,未通过",
                               "确认1,大棚,2017-01-04,未通过", "确认2,大棚,2017-01-04,通过"), lang=lang)  # fmt: skip
    rows = project.ok("step", "list", "--name", "村民代表大会", "--format", "json", lang=lang).rows()
    assert [(row["name"], row["date"]) for row in rows] == [
        ("confirm1", "2017-01-02"), ("confirm1", "2017-01-03"), ("confirm1", "2017-01-04"),
    ]  # fmt: skip
    for command in (("step", "list"), ("step", "show", "1"), ("report", "step", "大棚")):
        assert "村级申请" in project.ok(*command, lang=lang).out, command
    assert "村级申请" not in project.ok("step", "list", "--format", "json", lang=lang).out
    project.ok("check")
