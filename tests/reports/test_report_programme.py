"""Steps, activities, postings, findings, indicators and documents of the small programme, each figure worked out by hand."""

from pathlib import Path
from typing import Any

import pytest

from aidtrack.reports.registry import REPORTS
from conftest import Store, flagged, once
from render.shown import TEXTS
from reports.programme import DAY, programme


@pytest.fixture
@once
def kept(store: Store, tmp_path: Path) -> Store:
    return programme(store, tmp_path)


def cells(store: Store, *report: str, table: str, names: str) -> list[tuple[Any, ...]]:
    """The cells of some columns of a report's rows."""
    rows = store.ok("report", *report, "--format", "json").rows(table)
    return [tuple(flagged(row[name]) for name in names.split()) for row in rows]


def total(store: Store, *report: str, table: str) -> dict[str, Any]:
    [found] = [one for one in store.json("report", *report)["tables"] if one["name"] == table]
    sums: dict[str, Any] = found["total"]
    return sums


def test_steps(kept: Store) -> None:
    names = "project stage proposal confirmations next_step waits_since days flags"
    assert cells(kept, "step", *DAY, table="projects", names=names) == [
        # from the end of November 2017: 31 + 31 + 28 + 31 + 30 + 31 + 30 days
        ("道路", "confirmed", "2017-11", "0/6", "confirm1", "2017-11", 212, ""),
        # confirm2 failed, then passed on 1 February; confirm3 failed: 27 + 31 + 30 + 31 + 30
        ("大棚", "implementing", "2018-01-05", "2/6", "confirm3", "2018-02-01", 149, "overdue, not_passed"),
        # confirmed on 15 June; what comes on 15 July is not known yet, nor when it was proposed
        ("引水", "completed", None, "1/6", "confirm2", "2018-06-15", 15, ""),
        ("果园", None, None, "0/6", "proposal", None, None, "overdue"),
        ("水窖", "closed", "2016-01-05", "0/6", None, None, None, ""),
    ]
    assert cells(kept, "step", "--as-of", "2018-06-29", table="projects", names="project flags")[-2] == ("果园", "")
    [earlier] = cells(kept, "step", "大棚", "--as-of", "2018-01-31", table="projects", names=names)
    assert earlier == ("大棚", "implementing", "2018-01-05", "1/6", "confirm2", "2018-01-10", 21, "not_passed")


def test_one_project_with_its_steps_and_changes(kept: Store) -> None:
    assert cells(kept, "step", "大棚", *DAY, table="steps", names="name date result handled_by") == [
        ("proposal", "2018-01-05", None, "村委会"),
        ("confirm1", "2018-01-10", "passed", None),
        ("confirm2", "2018-01-20", "failed", None),
        ("confirm2", "2018-02-01", "passed", None),
        ("confirm3", "2018-02-10", "failed", None),
        ("precise_project", "2018-01-05", "passed", None),
    ]
    names = "date before after amount reason doc_no"
    assert cells(kept, "step", "大棚", *DAY, table="changes", names=names) == [
        ("2018-02-20", "种植香菇", "种植木耳", "30000.00", "市场价低", "陇扶〔2018〕3号")
    ]
    assert total(kept, "step", "大棚", table="changes") == {"amount": "30000.00"}
    shown = kept.ok("report", "step", "大棚", lang="zh").out
    assert [word for word in ("确认3", "未通过", "项目安排精准", "逾期", "计划变更") if word not in shown] == []


COUNTS = "kind activities batches person_times sessions prefectures counties townships villages places_named"


def test_activities(kept: Store) -> None:
    assert cells(kept, "activity", table="kinds", names=COUNTS) == [
        # 30 + 2 + 1 batches; ≥100 + 24 + ≈8 persons; of 2 and 1 counties at least 2; 牙河村, 咀儿村, 石岭村
        ("进村入户", 3, "33", "≈132", None, None, "≥2", None, None, 3),
        ("培训", 1, None, None, None, None, None, None, None, 1),
        ("宣讲", 1, None, None, "30", "14", "30", "524", "6397", None),
    ]
    sums = total(kept, "activity", table="kinds")
    assert (sums["activities"], sums["batches"], sums["person_times"], sums["sessions"]) == (5, "33", "≈132", "30")
    assert (sums["counties"], sums["villages"], sums["places_named"]) == ("≥30", "6397", 4)
    # Either word, in people or without a unit.
    for name, value, of in (("受益人", "20", "入户走访"), ("受益人数", "9", "春季走访")):
        unit = ("--unit", "人") if value == "20" else ()
        kept.ok("indicator", "add", name, "--value", value, *unit, "--activity", of)
    [kind] = [row for row in kept.json("report", "activity")["tables"][0]["rows"] if row["kind"] == "进村入户"]
    assert kind["beneficiaries"] == "29"
    [visits] = [row for row in kept.json("report", "briefing")["tables"][5]["rows"] if row["item"] == "批次"]
    assert visits["quantity"] == "33"  # the same in the briefing
    text = kept.ok("report", "activity", lang="zh").out
    assert [word for word in ("≈ 132", "≥ 30", "6,397", "1 项计数的单位不同,未计入。") if word not in text] == []
    assert "限定" not in text  # the sign stands before its number


def test_activities_of_a_period(kept: Store) -> None:
    def of(*period: str) -> list[tuple[Any, ...]]:
        return cells(kept, "activity", *period, table="kinds", names="kind activities batches person_times")

    # 2017: the visits of 2017 to May 2018, with the ten batches stated by then; the training has no date
    assert of("--year", "2017") == [("培训", 1, None, None), ("宣讲", 1, None, None), ("进村入户", 1, "10", None)]
    assert of("--from", "2018-03", "--to", "2018-06") == [("进村入户", 2, "32", "≥124"), ("培训", 1, None, None)]
    assert of("--year", "2018") == [("进村入户", 3, "33", "≈132"), ("培训", 1, None, None)]
    assert of("--year", "2014") == [("培训", 1, None, None)]
    assert "1 activity without a date" in kept.ok("report", "activity", "--year", "2018").out
    assert "without a date" not in kept.ok("report", "activity").out
    listed = cells(kept, "activity", "--year", "2018", table="activities", names="name batches person_times counties")
    assert listed == [
        ("入户走访", "30", "≥100", "2"),
        ("春季走访", "2", "24", "1"),
        ("秋季走访", "1", "≈8", None),
        ("家政培训", None, None, None),
    ]


POSTED = "village role name organization starts_on ends_on state flags"


def test_postings(kept: Store) -> None:
    assert cells(kept, "posting", *DAY, table="postings", names=POSTED) == [
        ("咀儿村", "first_secretary", "王平", None, "2015-03", "2017-08", "ended", ""),
        ("牙河村", "department", "组织部", None, None, None, "in_office", ""),
        ("牙河村", "first_secretary", "张明", "省总工会", "2017-08-01", None, "in_office", ""),
        ("牙河村", "team_leader", None, "组织部", None, None, None, "vacant"),
        ("牙河村", "team_leader", "李华", "省总工会", "2017-08", "2018-04", "ended", ""),
        (None, "group_member", "刘伟", None, "2017", None, "in_office", ""),
    ]

    def vacant(day: str) -> list[tuple[Any, ...]]:
        rows = cells(kept, "posting", "--as-of", day, table="postings", names="village role name")
        return [row[:2] for row in rows if row[2] is None]

    # the help of 咀儿村 ends with August 2017, that of 石岭村 begins in September 2018
    assert vacant("2018-04-30") == []
    assert vacant("2018-09-01") == [("牙河村", "team_leader"), ("石岭村", "first_secretary")]
    assert vacant("2017-08-31") == [("咀儿村", "team_leader")]
    assert vacant("2017-07-31") == [("咀儿村", "team_leader"), ("牙河村", "first_secretary"), ("牙河村", "team_leader")]


def test_postings_of_one_village(kept: Store) -> None:
    assert cells(kept, "posting", "石岭村", "--as-of", "2018-07-01", table="postings", names=POSTED) == [
        ("石岭村", "team_leader", "赵强", None, "2018-07-01", None, "in_office", "")
    ]
    text = kept.ok("report", "posting", "牙河村", *DAY, lang="zh").out
    assert [word for word in ("空缺", "第一书记", "已离任", "1 个岗位空缺。") if word not in text] == []
    assert kept("report", "posting", "牙河", "--as-of", "2018").code == 0
    assert kept("report", "posting", "无名村").code == 1


def test_findings(kept: Store) -> None:
    names = "name amount owner due days_open days_overdue flags"
    assert cells(kept, "finding", *DAY, table="open", names=names) == [
        # found 10 January: 171 days; due 31 March: 91
        ("账目不清", "12000.50", "张明", "2018-03-31", 171, 91, "overdue"),
        ("公示不全", None, "张明", "2018-07", 89, None, ""),
    ]
    assert total(kept, "finding", *DAY, table="open") == {"amount": "12000.50"}
    # found 1 September 2017, closed 10 February: 162 days; 5 May to 20 June 2017: 46
    done = [("材料缺失", "500.00", "2017-06-20", 46), ("超支未报", "3000.00", "2018-02-10", 162)]
    assert cells(kept, "finding", *DAY, table="closed", names="name amount closed_on days") == done
    assert total(kept, "finding", *DAY, table="closed") == {"amount": "3500.00"}
    text = kept.ok("report", "finding", *DAY, lang="zh").out
    assert "未整改 2 项,其中逾期 1 项;已整改 2 项。" in text and "1 项未填金额。" in text


def test_findings_of_a_period(kept: Store) -> None:
    def of(*period: str, table: str) -> list[str]:
        return [name for (name,) in cells(kept, "finding", *period, table=table, names="name")]

    assert of("--year", "2017", table="open") == ["超支未报"]  # closed on 10 February 2018
    assert of("--year", "2017", table="closed") == ["材料缺失"]
    assert of("--year", "2018", table="open") == ["账目不清", "公示不全", "质量问题"]
    assert of("--year", "2018", table="closed") == ["超支未报"]


VALUES = "subject subject_name as_of quantity unit change target"


def test_an_indicator(kept: Store) -> None:
    assert cells(kept, "indicator", "农民人均纯收入", table="values", names=VALUES) == [
        ("village", "武山县/咀儿村", "2016", "4160", "元", None, None),
        ("village", "陇西县/牙河村", "2016", "4900", "元", None, "6500"),
        ("village", "陇西县/牙河村", "2017", "5300.5", "元", "400.5", "6500"),  # that of 2018 is the first after it
        ("village", "陇西县/牙河村", "2018", "≈6000", "元", "≈699.5", "6500"),
        ("village", "陇西县/牙河村", "2020", None, "元", None, "8000"),
    ]
    # the change of 2017 is from what lies before the period
    assert cells(kept, "indicator", "农民人均纯收入", "--year", "2017", table="values", names="quantity change") == [
        ("5300.5", "400.5")
    ]
    assert cells(kept, "indicator", "贫困户", table="values", names=VALUES) == [
        ("programme", None, "2017", "120", "户", None, None)
    ]
    [first, *_] = cells(kept, "indicator", "批次", table="values", names=VALUES)
    assert first == ("activity", "2017/入户走访", "2017", "10", "批次", None, None)
    answer = kept("report", "indicator", "农民人均收入")
    assert (answer.code, "农民人均纯收入" in answer.err) == (1, True)


def test_documents(kept: Store) -> None:
    names = "kind name doc_no date village project kept"
    assert cells(kept, "document", table="documents", names=names) == [
        ("工作手册", "工作手册", None, None, None, None, None),
        ("工作方案", "工作方案", "甘工发〔2017〕9号", "2017-09-20", None, None, None),
        ("项目协议书", "大棚协议书", None, "2018-01-30", "牙河村", "大棚", None),
    ]
    assert cells(kept, "document", "--year", "2017", table="documents", names="name") == [("工作手册",), ("工作方案",)]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("form", TEXTS)
def test_every_format_says_the_same_counts(kept: Store, form: str, lang: str) -> None:
    text = kept.ok("report", "activity", "--format", form, lang=lang).out
    assert "6,397" in text or "6397" in text
    assert "≈ 132" in text or "≈132" in text


def test_an_empty_store_has_something_to_say(file_store: Store) -> None:
    for report, declared in REPORTS.items():
        for lang in ("zh", "en"):
            if not declared.required:
                assert file_store.ok("report", report, lang=lang).out.strip()
