"""Alerts of some levels, of some kinds, and those that are new: what is left of the answer that tells all; how many there are of each kind."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aidtrack.reports.alerting.levels import LEVELS
from aidtrack.reports.alerting.rules import RULES
from conftest import Store, examples
from pages import illustration
from reports.healthy import DAY

Row = dict[str, Any]
SHEETS = Path(__file__).parents[2] / "examples" / "illustration"
OBJECT = ("kind", "fund", "project", "village", "household", "what")
DAYS = st.dates(date(2016, 1, 1), date(2019, 12, 31)).map(date.isoformat)


@pytest.fixture
def books(new_file: Callable[[Store | None], str]) -> Store:
    return Store(new_file(Store(str(illustration()), "sqlite")), "sqlite")


def asked(store: Store, *options: str, day: str = DAY) -> dict[str, Any]:
    answer: dict[str, Any] = store.json("report", "alerts", "--as-of", day, *options)
    return answer


def rows(answer: dict[str, Any], name: str = "alerts") -> list[Row]:
    [table] = [table for table in answer["tables"] if table["name"] == name]
    found: list[Row] = table["rows"]
    return found


def object_of(row: Row) -> tuple[Any, ...]:
    return tuple(row[name] for name in OBJECT)


def test_the_kinds_stand_before_the_alerts_gravest_first(books: Store) -> None:
    answer = asked(books)
    assert [table["name"] for table in answer["tables"]] == ["kinds", "alerts"]
    alerts = rows(answer)
    for kind in rows(answer, "kinds"):
        mine = [row for row in alerts if row["kind"] == kind["kind"]]
        inside = kind["kind"] == "unallocated"  # the budget of a part is in that of the whole
        amounts = [
            round(float(row["amount"]) * 100)
            for row in mine
            if row["amount"] is not None and not row["amount_qualifier"] and not (inside and row["fund"] == "结余资金")
        ]
        assert (kind["level"], kind["number"]) == (mine[0]["level"], len(mine))
        assert kind["amount"] == (f"{sum(amounts) / 100:.2f}" if amounts else None)
    assert [kind["kind"] for kind in rows(answer, "kinds")] == list(dict.fromkeys(row["kind"] for row in alerts))
    assert answer["tables"][0]["total"]["number"] == len(alerts) > 20
    graveness = [(list(LEVELS).index(row["level"]), list(RULES).index(row["kind"])) for row in alerts]
    assert graveness == sorted(graveness)


@pytest.mark.parametrize(
    ("options", "levels", "kinds"),
    [
        (("--level", "serious"), ("serious",), ()),
        (("--level", "警告", "--level", "Serious"), ("serious", "warning"), ()),
        (("--level", "note"), ("hint",), ()),
        (("--level", "提示", "--kind", "no_notice", "--kind", "待安排"), ("hint",), ("no_notice", "unallocated")),
        (("--kind", "voucher_twice"), (), ("voucher_twice",)),
    ],
)
def test_some_are_what_is_left_of_all(
    books: Store, options: tuple[str, ...], levels: tuple[str, ...], kinds: tuple[str, ...]
) -> None:
    wanted = [
        row for row in rows(asked(books)) if row["level"] in (levels or LEVELS) and row["kind"] in (kinds or RULES)
    ]
    answer = asked(books, *options)
    assert rows(answer) == wanted
    assert {one["name"] for one in answer["filters"]} == {option[2:] for option in options[::2]}


def test_a_word_that_is_none_is_told_the_nearest(books: Store) -> None:
    for option, word, near in (
        ("--level", "serius", "serious"),
        ("--kind", "凭证重", "凭证重复"),
        ("--kind", "x" * 9, "overspent"),
    ):
        answer = books("report", "alerts", option, word)
        assert (answer.code, answer.out, near in answer.err, word in answer.err) == (2, "", True, True), answer
    assert books("report", "alerts", "--as-of", "2018-01-01", "--new", "2018-01-02").code == 2


@pytest.mark.server
@settings(max_examples=examples(12), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(days=st.lists(DAYS, min_size=2, max_size=2).map(sorted))
def test_new_is_what_was_not_there_on_the_day(filled: Store, days: list[str]) -> None:
    before, now = days
    known = {object_of(row) for row in rows(asked(filled, day=before))}
    assert rows(asked(filled, "--new", before, day=now)) == [
        row for row in rows(asked(filled, day=now)) if object_of(row) not in known
    ]


@pytest.fixture
def filled(store: Store) -> Store:
    store.ok("import", *sorted(map(str, SHEETS.glob("*.csv"))))
    return store
