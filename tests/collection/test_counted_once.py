"""Whatever offices give each other, every sum over several of them has it once, in every report; what is of one office has its own."""

from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collection.giving import OF_CELLS, Entry, Fund, Offices, Sum, differences
from conftest import ENGINES, Store, examples, temporary_folder

CELLS = (*OF_CELLS.values(), "remaining")
FUNDS = ("budget", "received", "interest", "allocated", "disbursed", "spent", "unallocated", "cash")
WAITS = ("idle", "idle_long", "year_end_balance", "behind", "unallocated")  # of what a fund holds
PERIODS = {"": ("", "9999"), "--as-of 2018-07-09": ("", "2018-07-09"), "--year 2018": ("2018-01-01", "2018-12-31")}
Word = Callable[[Entry], object]
OF_ENTRY: dict[str, Word] = {
    "office": lambda one: str(one.fund.office),
    "fund": lambda one: f"{one.fund.office}/{one.fund.name}",
    "source": lambda one: one.fund.source,
    "fund_year": lambda one: one.fund.fund_year,
    "category": lambda one: one.project and one.project.category,
    "stage": lambda one: one.project and one.project.stage,
    "county": lambda one: one.project and one.project.county,
    "month": lambda one: one.month,
    "year": lambda one: int(one.date[:4]),
}
OF_FUND, TIMES = ("office", "source", "fund_year"), ("month", "year")
BY = (
    "office",
    "source",
    "fund_year",
    "category",
    "stage",
    "county",
    "month",
    "year",
    "county,office",
    "source,category",
    "category,month",
)


class Checked:
    """A collection of offices, and what is wrong with what it answers."""

    def __init__(self, above: Store, offices: Offices) -> None:
        self.above, self.offices, self.wrong = above, offices, dict[tuple[object, ...], object]()

    def table(self, asked: str, name: str = "") -> dict[str, Any]:
        tables = self.above.json(*f"report {asked}".split())["tables"]
        return next((one for one in tables if name in (one["name"], "")), {"rows": [], "total": None})

    def hold(self, where: tuple[object, ...], told: dict[str, Any] | None, own: Sum, names: tuple[str, ...]) -> None:
        if told is not None and (found := differences(told, own, names)):
            self.wrong[where] = found

    def everything(self, **when: str) -> Sum:
        return Sum(self.offices.entries, self.offices.funds, **when)

    def _cells(self) -> list[Entry]:
        return [one for one in self.offices.entries if one.of_cell]

    def rollups(self) -> None:
        for by in BY:
            for asked, (start, end) in PERIODS.items():
                words = by.split(",")
                of_funds = all(word in (*OF_FUND, *TIMES) for word in words)
                names = tuple(OF_CELLS.values())
                if of_funds:
                    names = (*names, "received", "interest") if {*words} & {*TIMES} else FUNDS
                told = self.table(f"rollup --by {by} --figures {','.join(names)} {asked}")
                self.hold((by, asked, "total"), told["total"], self.everything(start=start, end=end), names)
                self._rows((by, asked), told, words, start, end, names, of_funds=of_funds)

    def _rows(
        self, where: tuple[object, ...], told: dict[str, Any], words: list[str], start: str, end: str, names: tuple[str, ...], *, of_funds: bool
    ) -> None:  # fmt: skip
        entries = self.offices.entries if of_funds else self._cells()
        places = [word for word in words if word not in TIMES]
        for row in told["rows"]:
            key = [_typed(row[word]) for word in words]
            mine = [one for one in entries if [_typed(OF_ENTRY[word](one)) for word in words] == key]
            # Who is in it is asked of all times.
            place = [_typed(row[word]) for word in places]
            beside = {
                one.fund
                for one in entries
                if one.date <= end and [_typed(OF_ENTRY[word](one)) for word in places] == place
            }
            whole = (
                {one for one in self.offices.funds if [_typed(getattr(one, word)) for word in places] == place}
                if of_funds
                else set()
            )
            own = Sum(mine, whole, start, end)
            own.left = Sum([], beside | whole).left
            self.hold((*where, *key), row, own, names)

    def counts(self) -> None:
        """Each project once in whatever row has it, also of which there is no money."""
        for by in ("office", "county", "category", "stage", "county,office", "office,category"):
            for asked in PERIODS:
                told = self.table(f"rollup --by {by} {asked}")
                words = by.split(",")
                own = Counter(tuple(_typed(getattr(one, word)) for word in words) for one in self.offices.projects)
                shown = {tuple(_typed(row[word]) for word in words): row["projects"] for row in told["rows"]}
                if shown != own or told["total"]["projects"] != len(self.offices.projects):
                    self.wrong["projects", by, asked] = shown, own

    def cells(self) -> None:
        for asked, (start, end) in PERIODS.items():
            for name in ("overview", "project"):
                told = self.table(f"{name} {asked}")
                self.hold((name, asked), told["total"], self.everything(start=start, end=end), CELLS)
                for row in told["rows"]:
                    if row["office"] is None:  # of no village, or no project
                        nowhere = [
                            one
                            for one in self._cells()
                            if name == "overview" and not (one.project and one.project.village)
                        ]
                        self.hold((name, asked, None), row, Sum(nowhere, (), start, end), CELLS)
            told = self.table(f"fund {asked}")
            self.hold(("fund", asked), told["total"], self.everything(start=start, end=end), FUNDS)
            told = self.table(f"rollup --by county --across source --figures allocated,spent {asked}")
            for row in told["rows"]:
                for source in ("fiscal", "union", "donation"):
                    mine = [
                        one
                        for one in self._cells()
                        if OF_ENTRY["county"](one) == row["county"] and one.fund.source == source
                    ]
                    here = {name: row.get(f"{name}[{source}]") for name in ("allocated", "spent")}
                    self.hold(
                        ("across", asked, row["county"], source),
                        here,
                        Sum(mine, (), start, end),
                        ("allocated", "spent"),
                    )

    def progress(self) -> None:
        for by, word in (("programme", None), ("county", "county")):
            for row in self.table(f"progress --by {by} --year 2018")["rows"]:
                end = row["month_end"]
                if word is None:
                    self.hold((by, end), row, self.everything(end=end), ("received", "spent"))
                else:
                    mine = [one for one in self._cells() if OF_ENTRY[word](one) == row[word]]
                    of_year = Sum([one for one in mine if one.date <= "2018-12-31"])
                    own = Sum(mine, end=end)
                    own.left = of_year.left
                    self.hold((by, end, row[word]), row, own, ("allocated", "spent"))

    def forecast(self, day: str = "2018-08-31", gone: Fraction = Fraction(243, 365)) -> None:
        """What a giver holds and what became of what it gave is one; of others each row is for itself."""
        own = self.everything(end=day)
        told = self.above.json("report", "forecast", "--as-of", day)["tables"]
        for name, base in (("funds", ("receipt", "interest")), ("villages", ("allocation",))):
            units: dict[object, list[Entry]] = {}
            for one in own.entries:
                if name == "funds" or one.of_cell:
                    village = one.project and one.project.village
                    row: object = one.fund if name == "funds" else village and (one.fund.office, village)
                    units.setdefault(own.pot(one.fund) or row, []).append(one)
            made = [Sum(mine, own.funds, end=day) for mine in units.values()]
            total = next(table["total"] for table in told if table["name"] == name)
            expected = {
                "base": sum(one.held(*base) for one in made),
                "spent": own.held("spending"),
                "short": sum(max(one.held(*base) * gone - one.held("spending"), Fraction()) for one in made),
                "by_plan": sum(min(one.held(*base), one.held("spending") + _waiting(one)) for one in made),
            }
            for figure, amount in expected.items():
                if abs(Fraction(total[figure] or 0) - amount) > Fraction(len(made), 100):  # each is rounded by itself
                    self.wrong["forecast", name, figure] = total[figure], float(amount)

    def lists(self) -> None:
        for kind, name in (("receipt", "receipt"), ("allocation", "allocation"), ("spending", "spending")):
            told = self.above.json(kind, "list")["tables"][0]
            mine = [one for one in self.offices.entries if one.kind == kind]
            if told["total"] is not None and Decimal(told["total"]["amount"]) != Sum(mine).held(kind):
                self.wrong["list", name] = told["total"]
        kinds, rows = (
            table["rows"] for table in self.above.json("report", "alerts", "--as-of", "2018-12-31")["tables"][:2]
        )
        for kind in kinds:
            found = [row for row in rows if row["kind"] == kind["kind"] and row["amount"] is not None]
            funds = {(one.office, one.name): one for one in self.offices.funds}
            of: list[Fund | None] = [funds.get((int(row["office"] or 0), row["fund"])) for row in found]
            left = Sum([], {one for one in of if one}).left if kind["kind"] in WAITS else set()
            amounts = [Decimal(row["amount"]) for row, one in zip(found, of, strict=True) if one not in left]
            if sum(amounts) != Decimal(kind["amount"] or 0):
                self.wrong["alerts", kind["kind"]] = kind["amount"]

    def others(self) -> None:
        for asked, (start, end) in PERIODS.items():
            told = self.table(
                f"carryover {asked}" if start else f"carryover --from 2017-01-01 --to {min(end, '2018-12-31')}"
            )
            self.hold(
                ("carryover", asked),
                told["total"],
                self.everything(start=start, end=end),
                ("received", "interest", "spent", "closing"),
            )
            shown = self.table(f"dashboard {asked}", "stages")
            known = self._cells()
            for row in shown["rows"]:
                mine = [one for one in known if one.project and one.project.stage == row["stage"]]
                self.hold(
                    ("stages", asked, row["stage"]), row, Sum(mine, (), start, end), ("allocated", "spent", "remaining")
                )
            self.hold(
                ("stages", asked),
                shown["total"] or None,
                self.everything(start=start, end=end),
                ("allocated", "spent", "remaining"),
            )
            self.hold(
                ("key figures", asked),
                self.table(f"dashboard {asked}", "key_figures")["rows"][0],
                self.everything(start=start, end=end),
                FUNDS,
            )
            told = self.table(f"briefing {asked}", "projects")
            for row in told["rows"]:
                mine = [
                    one
                    for one in known
                    if one.project and (one.project.category, one.project.stage) == (row["category"], row["stage"])
                ]
                self.hold(
                    ("briefing", asked, row["category"], row["stage"]),
                    row,
                    Sum(mine, (), start, end),
                    ("allocated", "spent", "remaining"),
                )
            self.hold(
                ("briefing", asked),
                told["total"],
                self.everything(start=start, end=end),
                ("allocated", "spent", "remaining"),
            )
            if asked == "--year 2018":  # it has the funds of its year alone
                continue
            self.hold(("briefing funds", asked), self.table(f"briefing {asked}", "funds")["total"], self.everything(start=start, end=end), ("received", "allocated", "spent", "cash"))  # fmt: skip
        given = self.everything().left
        between = self.table("fund", "between_offices")
        assert sorted((row["office"], row["fund"], row["from_office"]) for row in between["rows"]) == sorted(
            (str(one.office), one.name, str(one.giver)) for one in given
        )


def _waiting(own: Sum) -> int:
    """What unfinished projects will still spend, where it was given: what is spent of that waits no more."""
    mine = [one for one in own.entries if one.date <= own.end]
    there = Sum([one for one in mine if one.fund not in own.left and one.project and one.project.stage != "accepted"])
    gone = sum(one.amount for one in mine if one.fund in own.left and one.kind == "spending")
    return max(there.held("allocation") - there.held("spending") - gone, 0)


def _typed(value: object) -> str | None:
    return None if value is None else str(value)


@pytest.fixture(params=ENGINES)
def fresh(request: pytest.FixtureRequest) -> Iterator[Callable[[Path], Store]]:
    """Makes a place for a collection."""
    if request.param == "sqlite":
        yield lambda folder: Store(str(folder / "above.db"), "sqlite")
        return
    server = request.getfixturevalue("server")

    def on_server(_: Path) -> Store:
        server.drop("counted_once")
        server.execute("CREATE DATABASE counted_once ENCODING 'UTF8' TEMPLATE template0")
        return Store(server.get_uri(database="counted_once"), "postgresql")

    yield on_server
    server.drop("counted_once")


def test_every_sum_over_offices_has_once_what_they_gave_each_other(fresh: Callable[[Path], Store]) -> None:
    @settings(max_examples=examples(1))
    @given(st.integers(0, 1 << 32))
    def lived(seed: int) -> None:
        with temporary_folder() as folder:
            offices = Offices(seed)
            above = fresh(Path(folder))
            offices.gathered(above, Path(folder))
            checked = Checked(above, offices)
            checked.rollups()
            checked.counts()
            checked.cells()
            checked.progress()
            checked.others()
            checked.forecast()
            checked.lists()
            assert not checked.wrong, (seed, checked.wrong)

    lived()
