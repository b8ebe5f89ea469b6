"""What steps, activities and postings state besides: how far, which precision is unmet, what it counts, which unit is late."""

from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from conftest import Store, once

PRECISE = [
    "precise_target",
    "precise_project",
    "precise_funds",
    "precise_measures",
    "precise_posting",
    "precise_result",
]
# activity, kind, name, value, unit, qualifier, as of, goal
INDICATORS = [
    ("焊工班", "培训", "培训人数", "96", "人", "", "2017-05", ""),
    ("焊工班", "培训", "培训人数", "100", "人", "", "2017-09", ""),
    ("焊工班", "培训", "合格率", "95", "%", "", "", ""),
    ("厨师班", "培训", "培训人数", "50", "人", "≥", "2017-06", ""),
    ("厨师班", "培训", "合格率", "90", "%", "", "", ""),
    ("厨师班", "培训", "就业人数", "30", "人", "≈", "2018-06", ""),
    ("厨师班", "培训", "就业人数", "45", "人", "", "2018-06", "target"),
    ("展销", "产品销售", "销售额", "86400.5", "元", "", "", ""),
    ("展销", "产品销售", "销售量", "12.5", "吨", "", "", ""),
]


@pytest.fixture
@once
def books(store: Store) -> Store:
    for village in ("牙河村", "咀儿村", "北沟村"):
        store.ok("village", "add", village, "--county", "陇西县", "--helped-from", "2016")
    store.run(
        "project add 养羊 --village 牙河村 --stage implementing",
        "project add 修路 --stage implementing",
        "step add 进度 --project 养羊 --percent 30% --date 2017-06-30",
        "step add 进度 --project 养羊 --percent 60% --date 2017-09-30",
        "step add 进度 --project 养羊 --percent 55% --date 2017-12-31 --reason 复核后核减",
        "step add 扶持对象精准 --project 养羊 --result passed --date 2017-02-01",
        "step add 措施到户精准 --project 养羊 --result failed --date 2017-02-01",
        "step add 脱贫成效精准 --project 养羊 --result failed --date 2017-02-01",
        "step add 脱贫成效精准 --project 养羊 --result passed --date 2017-11-01",
        "activity add 养羊论证 --kind 调研论证 --project 养羊 --starts-on 2017-01-10 --organiser 县工会",
        "activity add 进村入户 --kind 进村入户 --starts-on 2017年 --ends-on 至今 --partners 县妇联、县农办",
        "activity add 焊工班 --kind 培训 --starts-on 2017-04",
        "activity add 厨师班 --kind 培训 --starts-on 2017-05",
        "activity add 展销 --kind 产品销售 --starts-on 2017-10-17",
        "activity add 民心奖 --kind 表彰 --capacity 帮扶单位 --organiser 省委省政府",
        "organization add 省水利厅",
        "organization add 县工会",
        "organization add 省农业厅",
        "posting add 省水利厅 --role 帮扶单位 --village 牙河村 --starts-on 2017-01-01 --ends-on 2017-08-31",
        "posting add 县工会 --role 帮扶单位 --village 牙河村 --starts-on 2017-09-01",
        "posting add 基层部 --role 部门包村 --village 咀儿村 --organization 省农业厅 --starts-on 2017-01",
        "posting add 张干部 --role 第一书记 --village 北沟村 --organization 省水利厅 --starts-on 2016-01 --ends-on 2017-03",
        "posting add 李干部 --role 第一书记 --village 北沟村 --organization 县工会 --starts-on 2017-04 --ends-on 2017-06",
        "posting add 靳劳模 --role 宣讲劳模 --title 示范中心主任 --honour 全国劳模 --place 秦安县",
    )
    for activity, _, name, value, unit, qualifier, day, goal in INDICATORS:
        given = [("--qualifier", qualifier), ("--as-of", day), ("--goal", goal)]
        store.ok("indicator", "add", name, "--value", value, "--unit", unit, "--activity", activity,
                 *(word for pair in given if pair[1] for word in pair))  # fmt: skip
    return store


def rows(store: Store, *words: str, table: str) -> list[dict[str, Any]]:
    return store.ok(*words, "--format", "json").rows(table)


@pytest.mark.parametrize(("day", "done"), [("2017-06-29", None), ("2017-09-30", "60%"), ("2018-01-01", "55%")])
def test_how_far_the_work_has_come(books: Store, day: str, done: str | None) -> None:
    found = {row["project"]: row["done"] for row in rows(books, "report", "step", "--as-of", day, table="projects")}
    assert found == {"养羊": done, "修路": None}


def test_which_of_the_six_is_unmet(books: Store) -> None:
    def found(day: str) -> dict[str, Any]:
        return next(
            row for row in rows(books, "report", "step", "--as-of", day, table="projects") if row["project"] == "养羊"
        )

    first, later = found("2017-06-01"), found("2017-12-31")
    assert [first[name] for name in PRECISE] == ["passed", None, None, "failed", None, "failed"]
    assert first["unmet"] == "precise_measures、precise_result"
    assert later["unmet"] == "precise_measures"
    other = next(row for row in rows(books, "report", "step", table="projects") if row["project"] == "修路")
    assert [other[name] for name in (*PRECISE, "unmet")] == [None] * 7
    shown = books.ok("report", "step", "--format", "plain", lang="zh").out
    assert "措施到户精准" in shown
    assert "未达到" in shown


def test_the_survey_that_a_project_rests_on(books: Store) -> None:
    [survey] = rows(books, "report", "step", "养羊", table="activities")
    assert (survey["name"], survey["kind"], survey["organiser"]) == ("养羊论证", "调研论证", "县工会")
    [listed] = rows(books, "activity", "list", "--project", "养羊", table="activity")
    assert listed["name"] == "养羊论证"


@pytest.mark.parametrize("year", ["2017", "2018", "2026"])
def test_what_goes_on_is_of_every_later_year(books: Store, year: str) -> None:
    found = {
        row["name"]: row["ends_on"] for row in rows(books, "report", "activity", "--year", year, table="activities")
    }
    assert found["进村入户"] == "ongoing"
    assert "进村入户" not in {
        row["name"] for row in rows(books, "report", "activity", "--year", "2016", table="activities")
    }
    assert "至今" in books.ok("activity", "list", lang="zh").out
    assert books("activity", "add", "早的", "--starts-on", "2018", "--ends-on", "至今").code == 0


def test_capacity_title_and_honour(books: Store) -> None:
    [award] = [row for row in rows(books, "report", "activity", table="activities") if row["name"] == "民心奖"]
    assert award["capacity"] == "帮扶单位"
    [speaker] = [row for row in rows(books, "report", "posting", table="postings") if row["name"] == "靳劳模"]
    assert (speaker["title"], speaker["honour"]) == ("示范中心主任", "全国劳模")


@pytest.mark.parametrize("end", [None, "2017-05-31", "2017-12-31"])
def test_counts_and_money_of_activities(books: Store, end: str | None) -> None:
    newest: dict[tuple[str, str, str], dict[str, tuple[Decimal, str]]] = defaultdict(dict)
    for activity, kind, name, value, unit, qualifier, day, goal in sorted(INDICATORS, key=lambda one: one[6]):
        begun = {"展销": "2017-10-17"}.get(activity, "2017-01") <= (end or "9999")
        if begun and not goal and day <= (end or "9999"):
            newest[kind, name, unit][activity] = Decimal(value), qualifier
    expected = {
        key: None if key[2] == "%" and len(parts) > 1 else str(sum(value for value, _ in parts.values()))
        for key, parts in newest.items()
    }
    options = ["--as-of", end] if end else []
    told = {
        (row["kind"], row["indicator"], row["unit"]): row
        for row in rows(books, "report", "activity", *options, table="counts")
    }
    assert {key: row["quantity"] for key, row in told.items()} == expected
    qualifiers = {key: "".join({q for _, q in parts.values() if q}) or None for key, parts in newest.items()}
    assert {key: row["qualifier"] for key, row in told.items()} == qualifiers


def test_which_unit_is_late(books: Store) -> None:
    def units(day: str) -> dict[tuple[str, str], str | None]:
        found = rows(books, "report", "posting", "--as-of", day, table="postings")
        return {(row["village"], row["role"]): row["organization"] for row in found if row["name"] is None}

    assert units("2017-08-01") == {
        ("牙河村", "first_secretary"): "省水利厅", ("牙河村", "team_leader"): "省水利厅",
        ("咀儿村", "first_secretary"): "省农业厅", ("咀儿村", "team_leader"): "省农业厅",
        ("北沟村", "first_secretary"): "县工会", ("北沟村", "team_leader"): None,
    }  # fmt: skip
    assert units("2017-10-01")["牙河村", "team_leader"] == "县工会"


def test_work_falls_back_only_for_a_reason(books: Store, tmp_path: Path) -> None:
    said = books("step", "add", "进度", "--project", "养羊", "--percent", "50%", "--date", "2018-02-01", lang="zh")
    assert (said.code, said.err.splitlines()[0]) == (1, "完成比例「50%」小于 2017-12-31 的 55%,没有写理由。")
    # one in between that a later one would fall from
    assert books("step", "add", "进度", "--project", "养羊", "--percent", "58%", "--date", "2017-08-01").code == 0
    assert books("step", "add", "进度", "--project", "养羊", "--percent", "61%", "--date", "2017-08-02").code == 1
    sheet = tmp_path / "程序.csv"
    head = "程序步骤,项目,日期,完成比例,理由\n"
    sheet.write_text(f"{head}进度,修路,2018-02-01,30%,\n进度,修路,2018-01-01,40%,\n", "utf-8")
    answer = books("import", str(sheet), "--format", "json", lang="zh")
    [problem] = answer.rows("problems")
    assert (answer.code, problem["row"], problem["column"], problem["value"]) == (1, 2, "完成比例", "30%")
    sheet.write_text(f"{head}进度,修路,2018-02-01,30%,返工\n进度,修路,2018-01-01,40%,\n", "utf-8")
    books.ok("import", str(sheet))
    [second] = [
        row["id"]
        for row in books.ok("step", "list", "--project", "修路", "--format", "json").rows()
        if row["percent"] == "30%"
    ]
    assert books("step", "edit", str(second), "--reason", "").code == 1
