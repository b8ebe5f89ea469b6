"""Documents that are valid on a day, the jobs that loans made, and the target that a value is held against."""

from pathlib import Path
from typing import Any

import pytest

from conftest import Store, once

DOCUMENTS = [
    ("方案", "2017-02-20", "2017-12-31"),
    ("意见", "2018-01-15", "2020"),
    ("手册", "2018-03", None),
    ("章程", None, None),
]
LOANS = (
    "类型,日期,资金,户编号,金额（元）,流水号\n放款,2017-02-01,周转金,H-1,3000,J1\n放款,2017-03-01,周转金,H-1,2000,J2\n"
)
JOBS = "指标名称,数值,限定,时点,借款流水号\n带动就业,2,,2017-06,J1\n带动就业,5,≥,2018-06,J1\n带动就业,1,,,J2\n"


@pytest.fixture
@once
def books(store: Store) -> Store:
    store.run(
        "village add 牙河村", "village add 咀儿村", "household add H-1 --village 牙河村", "fund add 周转金 --form loan",
        "receipt add 5万元 --fund 周转金 --date 2017-01-01",
    )  # fmt: skip
    for name, first, last in DOCUMENTS:
        given = (("--date", first), ("--until", last))
        store.ok("document", "add", name, *(word for option, day in given if day for word in (option, day)))
    return store


@pytest.mark.parametrize("day", ["2017-02-19", "2017-02-20", "2017-12-31", "2018-01-14", "2018-03-01", "2020-12-31", "2021-01-01"])  # fmt: skip
def test_documents_valid_on_a_day(books: Store, day: str) -> None:
    expected = [
        name
        for name, first, last in DOCUMENTS
        if (first or "") <= day and ((last or "9999") + "-12-31"[len(last or "9999") - 4 :])[:10] >= day
    ]
    answer = books.json("document", "list", "--valid-on", day)
    assert [row["name"] for row in answer["tables"][0]["rows"]] == expected
    assert answer["filters"]["valid_on"] == [day] if isinstance(answer["filters"], dict) else answer["filters"]
    assert books("document", "list", "--valid-on", "2018").code == 2


def loans(store: Store, *options: str) -> Any:
    return store.json("report", "loan", *options)["tables"][0]


def test_jobs_of_loans(books: Store, tmp_path: Path) -> None:
    books.take(tmp_path, {"指标": JOBS, "流水": LOANS})  # the loans are of the same import
    assert [row["jobs"] for row in loans(books)["rows"]] == ["≥5", "1"]
    assert loans(books)["total"]["jobs"] == "≥6"
    assert [row["jobs"] for row in loans(books, "--as-of", "2017-12-31")["rows"]] == ["2", "1"]
    books.ok("loan", "correct", "J1", "--amount", "3500", "--reason", "误")  # the jobs stay with what it is now
    assert sorted(row["jobs"] for row in loans(books)["rows"]) == ["1", "≥5"]
    books.ok("indicator", "add", "带动就业", "--value", "7", "--loan", "3", "--as-of", "2019")
    [row] = books.json("indicator", "list", "--loan", "J2", "--as-of", "2019")["tables"][0]["rows"]
    assert (row["value"], row["loan"]) == ("7", "J2")
    assert {row["jobs"] for row in loans(books)["rows"]} == {"≥5", "7"}
    assert {row["subject"] for row in books.json("report", "indicator", "带动就业")["tables"][0]["rows"]} == {"loan"}


def test_a_loan_that_is_none_is_refused(books: Store, tmp_path: Path) -> None:
    assert books("indicator", "add", "带动就业", "--value", "7", "--loan", "J9").code == 1
    assert books("indicator", "add", "带动就业", "--value", "7", "--loan", "1").code == 1  # a receipt
    sheet = tmp_path / "指标.csv"
    sheet.write_text(JOBS, "utf-8")
    answer = books("import", str(sheet), "--format", "json", lang="zh")
    assert (answer.code, {row["column"] for row in answer.rows("problems")}) == (1, {"借款流水号"})
    assert books.json("indicator", "list")["tables"][0]["rows"] == []


@pytest.mark.parametrize(
    ("targets", "expected"),
    [
        ([("2018", "3000"), ("2020", "4000")], ["3000", "3000", "4000"]),  # of 2017, 2018, 2019
        ([("2018-06", "3500")], ["3500", "3500", "3500"]),  # the last, where none is ahead
        ([("", "4200")], ["4200"] * 3),
        ([("", "4200"), ("2017", "2000")], ["2000", "4200", "4200"]),
        ([], [None] * 3),
    ],
)
def test_the_target_beside_a_value(books: Store, targets: list[tuple[str, str]], expected: list[str | None]) -> None:
    for year in ("2017", "2018", "2019"):
        books.ok("indicator", "add", "收入", "--value", year, "--unit", "元", "--village", "牙河村", "--as-of", year)
    for day, value in targets:
        books.ok("indicator", "add", "收入", "--value", value, "--unit", "元", "--village", "牙河村", "--goal", "目标",
                 *(["--as-of", day] if day else []))  # fmt: skip
    books.ok("indicator", "add", "收入", "--value", "9", "--unit", "元", "--village", "咀儿村", "--goal", "目标")
    rows = books.json("report", "indicator", "收入")["tables"][0]["rows"]
    assert [row["target"] for row in rows if row["quantity"] is not None] == expected
