"""What reports and lists say under filters, held against the bare rows that fit them, on both engines, at any time."""

from builtins import all as every
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aidtrack.reports.registry import REPORTS
from conftest import Store, examples
from reports.chosen import (
    ABOUT,
    NONE,
    OF_CELL,
    OF_FUND,
    OF_VILLAGE,
    Entry,
    Filters,
    Known,
    chosen,
    fits,
    known,
    less,
    of_cells,
    plus,
    programme,
    rate,
    says,
    standing,
    summed,
    typed,
    yuan,
)
from reports.foreseen import FORESEEN, foreseen, planned_share

_TEXTS = {
    "fund": ("专项", "自筹", "捐赠", "借款", "未动"),
    "fund_year": ("2016", "2017", NONE),
    "source": ("fiscal", "self", "donation"),
    "provider": ("省总工会", "省财政厅", NONE),
    "project": ("大棚", "道路", "水窖", "培训", "未动项目", NONE),
    "category": ("菌菜大棚", "道路", "培训", NONE),
    "stage": ("implementing", "completed", "proposed"),
    "implementer": ("县总工会", "交通局", NONE),
    "village": ("甲村", "乙村", "丁村", "戊村", NONE),
    "depth": ("deep", "poor", "other"),
    "township": ("福星镇", NONE),
    "county": ("陇西县", "武山县", "宕昌县", NONE),
    "prefecture": ("定西市", "天水市", NONE),
    "province": ("甘肃省", NONE),
    "payee": ("张三建筑队", "示例公司"),
    "household": ("甲村/H1", "乙村/H2"),
}
_TIMES: tuple[tuple[tuple[str, ...], str, str], ...] = (
    ((), "", "9999"),
    (("--year", "2017"), "2017-01-01", "2017-12-31"),
    (("--as-of", "2017-06-30"), "", "2017-06-30"),
    (("--year", "2018", "--as-of", "2018-09-30"), "2018-01-01", "2018-09-30"),
)


def _filters(words: list[str], most: int = 3) -> st.SearchStrategy[dict[str, tuple[str, ...]]]:
    """Some of these, each with one or two texts."""
    each = {
        word: st.lists(st.sampled_from(_TEXTS[word]), min_size=1, max_size=2, unique=True).map(tuple) for word in words
    }
    few = st.lists(st.sampled_from(words), min_size=1, max_size=most, unique=True)
    return few.flatmap(lambda some: st.fixed_dictionaries({word: each[word] for word in some}))


@pytest.fixture
def books(store: Store, tmp_path: Path) -> Store:
    return programme(store, tmp_path)


_ALL: dict[str, Known] = {}


def _known(store: Store) -> Known:
    return _ALL.setdefault(store.db, known(store))


def _rows(store: Store, report: str, time: tuple[str, ...], filters: Filters, *more: str) -> list[dict[str, Any]]:
    answer = store.json("report", *report.split(), *more, *time, *typed(filters))
    rows: list[dict[str, Any]] = answer["tables"][0]["rows"]
    return rows


def _of_projects_and_villages(store: Store, filters: Filters, at: int) -> None:
    """Projects, villages and counties: what was set aside, disbursed and spent."""
    time, start, end = _TIMES[at]
    all, whole = _known(store), set(filters) <= OF_CELL
    entries = [
        one
        for one in chosen(all, filters)
        if one.kind in (("allocation",) if whole else ()) + ("disbursement", "spending")
    ]
    for report, column, key in (
        ("project", "project", lambda one: one.project),
        ("overview", "village", lambda one: one.village),
        ("rollup --by county", "county", lambda one: all.village[one.village]["county"] if one.village else None),
        ("rollup --by source", "source", lambda one: all.fund[one.fund]["source"]),
    ):
        expected = {name: of_cells(*sums, whole=whole) for name, sums in summed(entries, start, end, key).items()}
        if report in ("project", "overview"):
            stands: set[str | None] = {*standing(all, column, filters)}
            expected |= {name: dict.fromkeys(_CELLS) for name in stands - expected.keys()}
        if column == "county":  # a project without money lies where its village does
            paid = {one.project for one in entries if one.day <= end}
            homes = [all.project[name]["village"] for name in standing(all, "project", filters) - paid]
            counties = {home and all.village[home]["county"] for home in homes}
            expected |= {name: dict.fromkeys(_CELLS) for name in counties - expected.keys()}
        found = {row[column]: {name: row[name] for name in _CELLS} for row in _rows(store, report, time, filters)}
        assert found == expected, (report, filters, time)


_CELLS = ("allocated", "disbursed", "spent", "remaining", "rate")


def _of_funds(store: Store, filters: Filters, at: int) -> None:
    time, start, end = _TIMES[at]
    all, of_funds, of_cells_ = _known(store), set(filters) <= set(OF_FUND), set(filters) <= OF_CELL
    unknown = (() if of_funds else ("receipt", "interest")) + (() if of_cells_ else ("allocation",))
    entries = [one for one in chosen(all, filters) if one.kind not in unknown]
    expected = {}
    sums = summed(entries, start, end, lambda one: one.fund)
    for name in standing(all, "fund", filters) | sums.keys():
        moved, held = sums.get(name, ({}, {}))
        fund = all.fund[name]
        arrived, lends = plus(held.get("receipt"), held.get("interest")), fund["form"] == "loan"
        back = plus(held.get("repayment"), held.get("writeoff"))
        limit = arrived if fund["budget_fen"] is None else fund["budget_fen"]
        cash = less(plus(arrived, held.get("repayment")), plus(held.get("spending"), held.get("loan")))
        expected[name] = {
            "budget": yuan(fund["budget_fen"]) if of_funds else None,
            "received": yuan(moved.get("receipt")),
            "allocated": yuan(moved.get("allocation")),
            "spent": yuan(moved.get("spending")),
            "lent": yuan(moved.get("loan")),
            "repaid": yuan(moved.get("repayment")),
            "outstanding": yuan(less(held.get("loan"), back)),
            "unallocated": yuan(less(limit, held.get("allocation"))) if of_funds and not lends else None,
            "cash": yuan(cash) if of_funds else None,
            "rate": rate(held.get("spending"), arrived) if of_funds and not lends else None,
        }
    found = {row["fund"]: {name: row[name] for name in _FUNDS} for row in _rows(store, "fund", time, filters)}
    assert found == expected, (filters, time)


_FUNDS = ("budget", "received", "allocated", "spent", "lent", "repaid", "outstanding", "unallocated", "cash", "rate")


def _of_loans(store: Store, filters: Filters, at: int) -> None:
    time, start, end = _TIMES[at]
    all = _known(store)
    lent = {one.id: one for one in chosen(all, filters) if one.kind == "loan" and one.day <= end}
    expected = {}
    for id, loan in lent.items():
        back = [one for one in all.entries if one.loan == id and one.day <= end]
        moved = plus(loan.fen if loan.day >= start else None), plus(*(one.fen for one in back if one.day >= start))
        outstanding = loan.fen - sum(one.fen for one in back)
        if outstanding or any(fen is not None for fen in moved):
            expected[id] = (yuan(moved[0]), yuan(moved[1]), yuan(outstanding))
    rows = _rows(store, "loan", time, filters)
    assert {row["id"]: (row["lent"], row["repaid"], row["outstanding"]) for row in rows} == expected, (filters, time)


def _of_support(store: Store, filters: Filters, at: int) -> None:
    """What was used for each village: spent, and lent and not repaid."""
    time, start, end = _TIMES[at]
    all = _known(store)
    signs = {"spending": 1, "loan": 1, "repayment": -1}
    used: dict[str | None, int] = {}
    for one in chosen(all, filters):
        if one.kind in signs and start <= one.day <= end:
            used[one.village] = used.get(one.village, 0) + signs[one.kind] * one.fen
    answer = store.json("report", "support", "--by", "village", *time, *typed(filters))
    rows = answer["tables"][0]["rows"]
    found = {row["village"]: row["used"] for row in rows}
    expected = {name: yuan(fen) for name, fen in used.items()}
    stands = standing(all, "village", filters)
    plans = standing(all, "project", filters)
    assert {name: used for name, used in found.items() if used is not None} == expected, (filters, time)
    assert stands - used.keys() <= {name for name, used in found.items()}
    planned = {
        name: row["planned_cost_fen"] for name, row in all.project.items() if name in plans and row["planned_cost_fen"]
    }
    assert answer["tables"][0]["total"]["plan"] == yuan(sum(planned.values()) if planned else None), (filters, time)


def _of_months(store: Store, filters: Filters, at: int, *, of_funds: bool = False) -> None:
    """Spent up to each month's end and in it, by whatever it is told of; beside what was set aside, or received, where that is known."""
    time, _, end = _TIMES[at]
    if end == "9999":
        return
    all = _known(store)
    by, key, bases = (_BY_RECEIPTS if of_funds else _BY_ALLOCATIONS)[len(repr(filters)) % 2]
    whole = set(filters) <= (set(OF_FUND) if of_funds else OF_CELL)
    entries = [one for one in chosen(all, filters) if one.kind == "spending" or (whole and one.kind in bases)]
    expected = {}
    for month in range(1, int(end[5:7]) + 1):
        until = f"{end[:4]}-{month:02d}"
        rated = [one for one in entries if bases == ("allocation",) or all.fund[one.fund]["form"] != "loan"]
        shares = {
            name: rate(held.get("spending"), plus(*(held.get(kind) for kind in bases)))
            for name, (_, held) in summed(rated, until, f"{until}-31", lambda one: key(all, one)).items()
        }
        for name, (moved, held) in summed(entries, until, f"{until}-31", lambda one: key(all, one)).items():
            expected[until, name] = (
                yuan(held.get(bases[0])),
                yuan(held.get("spending")),
                yuan(moved.get("spending")),
                shares.get(name) if whole else None,
            )
    rows = _rows(store, f"progress --by {by}", time, filters)
    names = ("received" if bases[0] == "receipt" else "allocated", "spent", "spent_this_month", "rate")
    found = {(row["month_end"][:7], row.get(by)): tuple(row[name] for name in names) for row in rows}
    assert found == expected, (by, filters, time)


def _county_of(all: Known, one: Entry) -> Any:
    return all.village[one.village]["county"] if one.village else None


def _of_months_of_funds(store: Store, filters: Filters, at: int) -> None:
    _of_months(store, filters, at, of_funds=True)


# By what, what an entry is of, and the kinds that are spent of.
_Monthly = tuple[str, Callable[[Known, Entry], Any], tuple[str, ...]]
_BY_ALLOCATIONS: tuple[_Monthly, ...] = (
    ("county", _county_of, ("allocation",)),
    ("village", lambda _, one: one.village, ("allocation",)),
)
_BY_RECEIPTS: tuple[_Monthly, ...] = (
    ("fund", lambda _, one: one.fund, ("receipt", "interest")),
    ("programme", lambda _, one: None, ("receipt", "interest")),
)


def _of_forecasts(store: Store, filters: Filters, at: int) -> None:
    """What is foreseen of each fund and village, loan funds left out; of part of a fund's money nobody knows what it received."""
    time, _, end = _TIMES[at]
    if end == "9999":
        return
    all, day = _known(store), date.fromisoformat(end)
    of_funds = set(filters) <= set(OF_FUND)
    entries = [one for one in chosen(all, filters) if all.fund[one.fund]["form"] != "loan" and one.day <= end]

    def of(mine: list[Entry], *bases: str) -> dict[str, Any]:
        moved = [(one.kind, one.day, one.project or "", one.fen) for one in mine]
        return foreseen(moved, bases, day, lambda project: planned_share(all.project[project], day))

    known = entries if of_funds else [one for one in entries if one.kind not in ("receipt", "interest")]
    placed = [one for one in entries if one.kind in ("allocation", "disbursement", "spending")]
    funds = {name for name in standing(all, "fund", filters) if all.fund[name]["form"] != "loan"}
    expected: dict[str, dict[Any, dict[str, Any]]] = {
        "fund": {
            name: of([one for one in known if one.fund == name], "receipt", "interest")
            for name in funds | {one.fund for one in known}
        },
        "village": {
            name: of([one for one in placed if one.village == name], "allocation")
            for name in standing(all, "village", filters) | {one.village for one in placed}
        },
    }
    for table in store.json("report", "forecast", *time, *typed(filters))["tables"]:
        noun = table["name"].removesuffix("s")
        found = {row[noun]: {name: row[name] for name in FORESEEN} for row in table["rows"]}
        assert found == expected[noun], (filters, time)
        for name in ("base", "spent", "short", "by_pace", "by_plan", "needed"):
            sums = [Decimal(row[name]) for row in expected[noun].values() if row[name] is not None]
            assert table["total"][name] == (str(sum(sums)) if sums else None), (noun, name, filters, time)


def _begins(time: tuple[str, ...]) -> list[str]:
    """A period is named by the day from which on it lasts; its last day every answer has by itself."""
    return ["from"] if {"--from", "--year"} & {*time} else []


def _of_lists(store: Store, filters: Filters, at: int) -> None:
    time, start, end = _TIMES[at]
    for kind in ("spending", "allocation", "receipt", "repayment"):
        ids = [one.id for one in chosen(_known(store), filters) if one.kind == kind and start <= one.day <= end]
        answer = store.json(kind, "list", *time, *typed(filters))
        assert sorted(row["id"] for row in answer["tables"][0]["rows"]) == sorted(ids), (kind, filters, time)
        assert [one["name"] for one in answer["filters"]] == [*filters, *_begins(time)]


def _of_a_village(store: Store, filters: Filters, at: int) -> None:
    """Its cells."""
    time, start, end = _TIMES[at]
    all, whole = _known(store), set(filters) <= OF_CELL
    kinds = (("allocation",) if whole else ()) + ("disbursement", "spending")
    entries = [one for one in chosen(all, filters) if one.kind in kinds and one.village == "甲村"]
    sums = summed(entries, start, end, lambda one: (one.fund, one.project))
    rows = _rows(store, "village 甲村", time, filters)
    found = {(row["fund"], row["project"]): {name: row[name] for name in _CELLS} for row in rows if row["fund"]}
    assert found == {cell: of_cells(*some, whole=whole) for cell, some in sums.items()}, (filters, time)


def _of_carrying_over(store: Store, filters: Filters, at: int) -> None:
    """Cash before the year and at its end, and what moved, of the funds that fit."""
    time, start, end = _TIMES[at]
    if not start:
        return
    all = _known(store)
    signs = {"receipt": 1, "interest": 1, "repayment": 1, "spending": -1, "loan": -1}
    expected = {}
    for name in standing(all, "fund", filters):
        mine = [one for one in all.entries if one.fund == name and one.kind in signs]
        cash = [plus(*(signs[one.kind] * one.fen for one in mine if one.day < until)) for until in (start, end + "~")]
        within = [one for one in mine if start <= one.day <= end]
        moved = [
            plus(*(one.fen for one in within if one.kind == kind)) for kind in ("receipt", "spending", "repayment")
        ]
        expected[name] = [yuan(fen) for fen in (*cash, *moved)]
    rows = _rows(store, "carryover", time, filters)
    found = {row["fund"]: [row["opening"], row["closing"], *(row.get(one) for one in _MOVED)] for row in rows}
    assert found == expected, (filters, time)


_MOVED = ("received", "spent", "repaid")


def _of_rows_without_money(store: Store, filters: Filters, at: int) -> None:
    """Findings, documents, activities, postings: by what they name, else by the home of their project."""
    all = _known(store)
    for noun, rows in ABOUT.items():
        declared = {word for word in REPORTS[noun].filters if word in OF_CELL}
        asked = {
            word: texts for word, texts in filters.items() if word in declared and (noun, word) != ("finding", "source")
        }
        if not asked:
            continue
        expected = set()
        for name, (fund, project, village) in rows.items():
            home = village or (all.project[project]["village"] if project else None)
            says_ = (fund or None, project or None, home or None)
            if every(fits(says(all, word, *says_), texts) for word, texts in asked.items()):
                expected.add(name)
        answer = store.json("report", noun, "--as-of", "2018-12-31", *typed(asked))
        tables = [table for table in answer["tables"] if table["name"] not in ("kinds", "counts")]
        assert {row["name"] for table in tables for row in table["rows"]} == expected, (noun, asked)
        listed = store.json(noun, "list", *typed(asked))["tables"][0]["rows"]
        assert {row["name"] for row in listed} == expected, (noun, asked)


def _of_sets(store: Store, filters: Filters, at: int) -> None:
    """The set and the page have the rows of the single reports, narrowed alike; the briefing their sums."""
    time, _, _ = _TIMES[at]

    def tables(*words: str) -> dict[str, dict[str, Any]]:
        answer = store.json("report", *words, *time, *typed(filters))
        assert [one["name"] for one in answer["filters"]] == [*filters, *_begins(time)]
        return {table["name"]: table for table in answer["tables"]}

    def same(table: dict[str, Any], other: dict[str, Any]) -> None:
        assert (table["rows"], table["total"]) == (other["rows"], other["total"]), (table["name"], filters, time)

    pack, page, told = tables("pack"), tables("dashboard"), tables("briefing")
    single = {
        word: tables(*word.split()) for word in ("fund", "project", "overview", "alerts", "progress --by programme")
    }
    for report, name in (("fund", "funds"), ("project", "projects"), ("overview", "villages"), ("alerts", "alerts")):
        same(pack[name], single[report][name])
    for report, name in (("fund", "funds"), ("overview", "villages"), ("alerts", "kinds")):
        same(page[name], single[report][name])
    same(page["progress"], single["progress --by programme"]["progress"])
    if "rollup" in page:
        same(page["rollup"], tables("rollup", "--by", "county")["rollup"])
    assert ("carryover" in page) == set(filters).issubset(OF_FUND)
    if "carryover" in page:
        same(page["carryover"], tables("carryover")["carryover"])
    of_projects, of_funds = single["project"]["projects"]["total"], single["fund"]["funds"]
    assert sum(int(row["projects"]) for row in page["stages"]["rows"]) == len(
        {row["project"] for row in single["project"]["projects"]["rows"]} - {None}
    )
    [key] = page["key_figures"]["rows"]
    assert {name: key[name] for name in ("allocated", "spent", "cash")} == {
        name: of_funds["total"][name] for name in ("allocated", "spent", "cash")
    }
    assert {row["fund"] for row in told["funds"]["rows"]} <= {row["fund"] for row in of_funds["rows"]}
    assert {row["category"] for row in told["projects"]["rows"]} <= {
        row["category"] for row in single["project"]["projects"]["rows"]
    }
    assert of_projects is not None


_REPORTS: dict[Callable[[Store, Filters, int], None], tuple[str, ...]] = {
    _of_projects_and_villages: tuple(_TEXTS),
    _of_funds: tuple(_TEXTS),
    _of_loans: (*OF_FUND, "village", "county", "depth", "household"),
    _of_support: tuple(word for word in _TEXTS if word in OF_CELL),
    _of_months: tuple(_TEXTS),
    _of_months_of_funds: (*OF_FUND, "category"),
    _of_forecasts: tuple(word for word in _TEXTS if word in OF_CELL),
    _of_lists: tuple(_TEXTS),
    _of_a_village: tuple(word for word in _TEXTS if word not in OF_VILLAGE),
    _of_carrying_over: tuple(OF_FUND),
    _of_sets: tuple(word for word in _TEXTS if word in OF_CELL),
    _of_rows_without_money: tuple(word for word in _TEXTS if word in OF_CELL),
}


@pytest.mark.parametrize("report", _REPORTS, ids=lambda report: report.__name__.removeprefix("_of_"))
def test_figures_are_those_of_the_entries_that_fit(books: Store, report: Callable[[Store, Filters, int], None]) -> None:
    @settings(max_examples=examples(12))
    @given(filters=_filters([*_REPORTS[report]]), at=st.sampled_from(range(len(_TIMES))))
    def property(filters: Filters, at: int) -> None:
        report(books, filters, at)

    property()
