"""`report changes`: the case of one 30万 item that became four of 5 + 5 + 10 + 10 (DOMAIN section 2.4), and changes that keep no total."""

from typing import Any

import pytest

from conftest import Store, flagged, once

DOC = "示例扶领发〔2020〕12号"
AMOUNTS = ("project", "village", "amount_before", "amount_after", "difference")


@pytest.fixture
@once
def kept(store: Store) -> Store:
    for village in ("甲村", "乙村"):
        store.ok("village", "add", village)
    store.ok("fund", "add", "专项")
    store.ok("receipt", "add", "100万元", "--fund", "专项", "--date", "2019-01-05")
    for project, village in (("道路", "甲村"), ("桥", "甲村"), ("渠", "甲村"), ("棚", "乙村"), ("井", "乙村")):
        store.ok("project", "add", project, "--village", village)
    allot(store, "30万元", "道路", "2019-03-01", "--doc-no", "示例扶〔2019〕1号")
    return store


def allot(store: Store, amount: str, project: str, day: str, *more: str) -> None:
    store.ok("allocation", "add", amount, "--fund", "专项", "--project", project, "--date", day, *more)


def said(store: Store, *args: str) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]], list[str]]:
    """The amounts of each change, the sums of each document, and what is said of it."""
    answer = store.ok("report", "changes", *args, "--format", "json")
    tables = {table["name"]: table["rows"] for table in answer.json()["tables"]}
    rows = [tuple(row[name] for name in AMOUNTS) for row in tables["changes"]]
    sums = [tuple(row[name] for name in ("doc_no", *AMOUNTS[2:])) for row in tables.get("documents", [])]
    return rows, sums, answer.err.splitlines()


def test_thirty_that_becomes_four(kept: Store) -> None:
    assert said(kept)[:2] == ([], [])  # what is set aside for the first time is no change
    kept.ok(
        "step", "add", "变更", "--project", "道路", "--date", "2020-04-15", "--doc-no", DOC, "--before", "硬化道路3公里",
        "--after", "分作四处", "--handled-by", "示例县扶贫领导小组", "--amount-before", "30万元", "--amount-after", "5万元",
    )  # fmt: skip
    allot(kept, "-30万元", "道路", "2020-04-16", "--doc-no", DOC, "--reason", "群众意愿")
    for amount, project in (("5万元", "道路"), ("5万元", "桥"), ("10万元", "棚"), ("10万元", "井")):
        allot(kept, amount, project, "2020-04-16", "--doc-no", DOC)
    allot(kept, "2万元", "渠", "2020-04-16", "--doc-no", "示例扶〔2020〕9号")  # another matter of that day
    rows, sums, notes = said(kept)
    assert rows == [
        ("道路", "甲村", "300000.00", "50000.00", "-250000.00"),
        ("桥", "甲村", None, "50000.00", "50000.00"),
        ("棚", "乙村", None, "100000.00", "100000.00"),
        ("井", "乙村", None, "100000.00", "100000.00"),
    ]
    assert sums == [(DOC, "300000.00", "300000.00", "0.00")]
    assert notes[0] == "Every change keeps the total: the amounts before and after are equal."
    [road, *others] = kept.ok("report", "changes", "--format", "json").rows()
    assert [flagged(road[name]) for name in ("doc_no", "date", "before", "after", "reason", "handled_by", "flags")] == [
        DOC, "2020-04-16", "硬化道路3公里", "分作四处", "群众意愿", "示例县扶贫领导小组", "not_published",
    ]  # fmt: skip
    assert [row["before"] for row in others] == [None] * 3
    shown = kept.ok("report", "changes", lang="zh").out
    assert "各项变更前后合计相等,总额不变。" in shown and "不含节假日因素" in shown
    # Within ten weekdays nothing is missing yet; the eleventh after Wednesday the 15th is Thursday the 30th.
    flags = {day: kept.ok("report", "changes", "--as-of", day, "--format", "json").rows()[0]["flags"]
             for day in ("2020-04-29", "2020-04-30")}  # fmt: skip
    assert {day: flagged(cell) for day, cell in flags.items()} == {"2020-04-29": "", "2020-04-30": "not_published"}
    kept.ok("step", "add", "公示", "--project", "桥", "--date", "2020-05-04")
    assert {flagged(row["flags"]) for row in kept.ok("report", "changes", "--format", "json").rows()} == {
        "published_late(13)"
    }
    assert said(kept, "--as-of", "2020-04-14")[0] == [] == said(kept, "--from", "2020-05-01")[0]


def test_in_the_villages_of_one_project_and_without_a_number(kept: Store) -> None:
    """The day holds a change together; a cut that `reverse` makes has no number of its own."""
    kept.ok("allocation", "reverse", "2", "--reason", "拆分", "--date", "2020-04-16")
    for amount, village in (("5万元", "甲村"), ("5万元", "乙村"), ("20万元", "未分村")):
        allot(kept, amount, "道路", "2020-04-16", "--village", village, "--reason", "拆分")
    allot(kept, "1万元", "井", "2020-04-16")  # no reason: not part of it
    rows, sums, _ = said(kept)
    assert rows == [
        ("道路", "甲村", "300000.00", "50000.00", "-250000.00"),
        ("道路", "乙村", None, "50000.00", "50000.00"),
        ("道路", None, None, "200000.00", "200000.00"),
    ]
    assert sums == [(None, "300000.00", "300000.00", "0.00")]


def test_a_difference_is_shown(kept: Store) -> None:
    step = ("step", "add", "变更", "--date", "2020-06-01")
    kept.ok(*step, "--project", "道路", "--amount-before", "31万元", "--reason", "核减")
    kept.ok("allocation", "reverse", "2", "--amount", "47500", "--reason", "核减", "--date", "2020-06-01")
    kept.ok(*step, "--project", "桥", "--amount-before", "8万元", "--amount-after", "9万元", "--doc-no", "甲1号")
    kept.ok(*step, "--project", "渠", "--amount", "3万元", "--doc-no", "甲2号")
    kept.ok(
        *step,
        "--project",
        "井",
        "--amount-before",
        "1",
        "--amount-after",
        "9",
        "--result",
        "未通过",
        "--doc-no",
        "甲3号",
    )
    rows, sums, notes = said(kept)
    assert rows == [
        ("道路", "甲村", "300000.00", "252500.00", "-47500.00"),
        ("桥", "甲村", "80000.00", "90000.00", "10000.00"),
        ("渠", "甲村", None, None, None),
        ("井", "乙村", "1.00", "9.00", "8.00"),
    ]
    assert sums == [
        (None, "300000.00", "252500.00", "-47500.00"), ("甲1号", "80000.00", "90000.00", "10000.00"),
        ("甲2号", None, None, None), ("甲3号", None, None, None),
    ]  # fmt: skip
    assert notes[:3] == [
        "the change of 2020-06-01: the amounts after differ from those before by -47,500.00 yuan.",
        "甲1号: the amounts after differ from those before by 10,000.00 yuan.",
        "1 change does not state both amounts: it is in no total.",
    ]
    report = kept.ok("report", "changes", "--format", "json")
    assert report.json()["tables"][0]["total"] == {
        "amount_before": "380000.00", "amount_after": "342500.00", "difference": "-37500.00",
    }  # fmt: skip
    assert "step_differs(310,000.00 / 300,000.00)" in flagged(report.rows()[0]["flags"])
    assert "its step states 310,000.00, allocated are 300,000.00" in kept.ok("report", "changes").out
    assert report.rows()[3]["flags"][0] == {"flag": "not_passed", "reason": None}


def test_what_is_no_change_of_a_project(kept: Store) -> None:
    """A slip put right on its day; another fund that takes the place of the first."""
    allot(kept, "9万元", "桥", "2020-01-10")
    kept.ok("allocation", "reverse", "3", "--reason", "笔误", "--date", "2020-01-10")
    kept.ok("fund", "add", "自筹")
    kept.ok("receipt", "add", "30万元", "--fund", "自筹", "--date", "2020-01-01")
    kept.ok("allocation", "reverse", "2", "--reason", "换资金", "--date", "2020-02-01")
    kept.ok(
        "allocation",
        "add",
        "30万元",
        "--fund",
        "自筹",
        "--project",
        "道路",
        "--date",
        "2020-02-01",
        "--reason",
        "换资金",
    )
    assert said(kept)[:2] == ([], [])
