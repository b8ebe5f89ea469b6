"""A notice is made and recorded in one act: once, with its days; its step is seen where steps are looked at."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from conftest import Store, once
from ledger.chain import dump
from reports.notices import notices
from store.raw import sql

ON = ("--from", "2017-12-20", "--days", "7")


@pytest.fixture
@once
def kept(store: Store, tmp_path: Path) -> Store:
    return notices(store, tmp_path)


def steps(store: Store) -> list[tuple[Any, ...]]:
    rows = store.ok("step", "list", "--name", "notice", "--format", "json").rows()
    return [tuple(row[name] for name in ("project", "date", "ends_on", "phase", "amount", "result")) for row in rows]


def test_recorded_once_and_shown_again_with_its_days(kept: Store, tmp_path: Path) -> None:
    path = tmp_path / "公示.html"
    before = dump(kept)
    looked = kept.ok("notice", "project", "大棚", "道路", "--phase", "before", "--dry-run", *ON, lang="zh")
    assert looked.out.startswith("(预览稿,未登记)2个项目资金安排公示") and dump(kept) == before
    said = kept.ok("notice", "project", "大棚", "道路", "--phase", "before", *ON, "-o", str(path), lang="zh")
    assert said.err == "已登记:公示期 2017-12-20 至 2017-12-27。\n" and "预览" not in path.read_text("utf-8")
    recorded = [
        ("大棚", "2017-12-20", "2017-12-27", "before", "4900.50", None),
        ("道路", "2017-12-20", "2017-12-27", "before", "2500.00", None),
    ]
    assert steps(kept) == recorded
    # Its own record included.
    assert kept.ok("db", "info", "--format", "json").rows()[0]["head"] in path.read_text("utf-8")
    assert [row["action"] for row in kept.ok("log", "--noun", "step", "--format", "json").rows()][-2:] == ["add", "add"]
    path.unlink()
    again = kept.ok("notice", "project", "道路", "大棚", "--phase", "before", "--from", "2018-03-01", "-o", str(path))
    assert "recorded already, 2017-12-20 to 2017-12-27" in again.err and "2017-12-27" in path.read_text("utf-8")
    assert steps(kept) == recorded
    kept.ok("notice", "project", "大棚", "--from", "2018-01-05")  # after the work: another notice
    kept.ok("notice", "project", "道路", "--from", "2018-02-01", "--again")
    assert steps(kept)[2:] == [
        ("大棚", "2018-01-05", "2018-01-15", "after", "4550.50", None), ("道路", "2018-02-01", "2018-02-11", "before", "2500.00", None),
    ]  # fmt: skip
    refused = kept("notice", "project", "大棚", "道路", "--phase", "before")
    assert (refused.code, "2018-02-11" in refused.err) == (1, True)  # two days of posting are no one notice
    assert kept("notice", "project", "道路", "--from", "2018-02-01", "--again").code == 1
    kept.ok("check")


def test_a_fund_is_kept_as_a_document(kept: Store) -> None:
    for _ in range(2):
        answer = kept.ok("notice", "fund", "自筹资金", *ON)
    assert "recorded already" in answer.err
    [row] = kept.ok("document", "list", "--fund", "自筹资金", "--format", "json").rows()
    assert [row[name] for name in ("name", "kind", "date", "until")] == [
        "2017年度自筹资金分配情况公示",
        "公示",
        "2017-12-20",
        "2017-12-27",
    ]
    kept.ok("notice", "fund", "自筹资金", "--from", "2018-02-01", "--again", lang="zh")
    assert len(kept.ok("document", "list", "--format", "json").rows()) == 2
    kept.ok("check")


def test_the_steps_of_a_project_see_it(kept: Store) -> None:
    """The notice after the work is none of the steps that a project takes in order; the one before it is."""
    kept.ok("notice", "project", "大棚", "--from", "2018-01-05")
    [row] = kept.ok("report", "step", "大棚", "--as-of", "2018-02-01", "--format", "json").rows("projects")
    assert (row["notice"], row["next_step"]) == (None, "proposal")
    for name in ("proposal", *(f"confirm{number}" for number in range(1, 7)), "approval"):
        kept.ok("step", "add", name, "--project", "大棚", "--date", "2017-01-20")
    # Before the later notice.
    answer = kept.ok("project", "advance", "大棚", "--date", "2017-01-25", "--format", "json")
    assert ("notice", "2017-01-25", None) in [(row["name"], row["date"], row["phase"]) for row in answer.rows("steps")]
    known = kept("notice", "project", "大棚", "--phase", "before")
    assert known.code == 1 and "2017-01-25 – —" in known.err and "step edit" in known.err
    kept.ok("step", "edit", "2017-01-25/notice", "--ends-on", "2017-02-04")
    early = kept("notice", "project", "大棚", "--phase", "before")  # no money was set aside by then
    assert (early.code, "recorded already, 2017-01-25 to 2017-02-04" in early.err) == (1, True)
    [row] = kept.ok("report", "step", "大棚", "--as-of", "2018-02-01", "--format", "json").rows("projects")
    assert (row["notice"], row["next_step"]) == ("2017-02-04", "handover")
    kept.ok("step", "edit", "2017-01-25/notice", "--result", "failed", "--objections", "金额有误")
    kept.ok("notice", "project", "大棚", "--phase", "before", "--from", "2017-03-01")
    assert len(steps(kept)) == 3


def test_settings_and_options_say_how_long_and_where_to_complain(file_store: Store, tmp_path: Path) -> None:
    kept = notices(file_store, tmp_path)
    for bad in ("0", "ten", "366"):
        assert kept("db", "setting", "notice_days", bad).code == 2
    slip = kept("notice", "project", "道路", "--from", "2100-12-31")
    assert slip.code == 2 and "2100-12-31" in slip.err, slip
    kept.ok("db", "setting", "notice_days", "15")
    shown = kept.ok("notice", "project", "道路", "--dry-run", "--channel", "示例电话 12317", "--format", "json").rows(
        "notice"
    )[0]
    first = date.fromisoformat(shown["posted_from"])
    assert (shown["posted_to"], shown["channel"]) == ((first + timedelta(days=15)).isoformat(), "示例电话 12317")
    ahead = (first + timedelta(days=30)).isoformat()
    answer = json.loads(kept.ok("notice", "project", "道路", "--dry-run", "--from", ahead, "--format", "json").out)
    assert answer["as_of"] == first.isoformat()  # what is to be posted shows what is known today


@pytest.mark.parametrize("place", ["missing/a.html", "folder.html"])
def test_no_file_no_record(kept: Store, tmp_path: Path, place: str) -> None:
    (tmp_path / "folder.html").mkdir()
    before = dump(kept)
    for args in (("project", "道路"), ("fund", "自筹资金")):
        assert kept("notice", *args, "-o", str(tmp_path / place)).code == 4
    assert dump(kept) == before


def test_no_record_no_file(kept: Store, tmp_path: Path) -> None:
    """The store refuses at the very last moment: when the transaction is to be made final."""
    place = tmp_path / "out"
    place.mkdir()
    (place / "旧.html").write_text("old", "utf-8")
    sql(kept, "CREATE TABLE trap (village BIGINT REFERENCES village (id) DEFERRABLE INITIALLY DEFERRED)")
    if kept.engine == "sqlite":
        sql(kept, "CREATE TRIGGER trip AFTER INSERT ON step BEGIN INSERT INTO trap VALUES (999); END")
    else:
        sql(
            kept,
            "CREATE FUNCTION trip() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO trap VALUES (999); RETURN NULL; END'",
        )
        sql(kept, "CREATE TRIGGER trip AFTER INSERT ON step FOR EACH ROW EXECUTE FUNCTION trip()")
    for name in ("旧.html", "新.xlsx"):
        with pytest.raises(Exception, match=r"(?i)foreign key"):
            kept("notice", "project", "道路", "-o", str(place / name), "--force")
    assert [path.name for path in place.iterdir()] == ["旧.html"] and (place / "旧.html").read_text("utf-8") == "old"
    assert steps(kept) == []


def test_names_complete(file_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from aidtrack.cli.preferences import read_preferences
    from aidtrack.cli.registry import commands
    from aidtrack.cli.typer_internals import Context

    kept = notices(file_store, tmp_path)
    monkeypatch.setenv("AIDTRACK_DB", kept.db)
    read_preferences(())
    group = commands()["notice"].load()
    for verb, word, found in (("project", "大", ["大棚"]), ("fund", "专", ["专项资金"])):
        command = group.entries[verb].load()  # type: ignore[attr-defined]  # a group
        [param] = [one for one in command.params if one.param_type_name == "argument"]
        assert [item.value for item in param.shell_complete(Context(command), word)] == found
