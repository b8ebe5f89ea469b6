"""Every report's figures worked out a second time, from the bare entries and in another way: what differs is listed.

`python tests/reports/recomputed.py STORE` compares the reports of any store (a file or a postgresql:// URL) with its entries.
No SQL sums here and nothing of aidtrack's reports is used: rows are read, and added up in Python.
"""

import json
import sqlite3
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

Ask = Callable[..., Any]  # a report's command line → its JSON
Sums = dict[str, int]  # fen by kind of entry; a kind that never happened is not there
PERIODS: tuple[tuple[tuple[str, ...], str, str], ...] = (
    ((), "", "9999"),
    (("--year", "2017"), "2017-01-01", "2017-12-31"),
    (("--from", "2017-03-05", "--to", "2018-02"), "2017-03-05", "2018-02-28"),
    (("--as-of", "2017-06-30"), "", "2017-06-30"),
)
_NAMED = {"allocated": "allocation", "disbursed": "disbursement", "spent": "spending"}


@dataclass(frozen=True)
class Facts:
    """The store's bare rows. An entry is (kind, date, fund, project or 0, village or 0, fen).

    `carried` are those by which money went on into another year's fund, `moved` those by which it went over into another one:
    (fund, whether it came, date, fen).
    """

    villages: dict[int, dict[str, Any]]
    funds: dict[int, dict[str, Any]]
    projects: dict[int, dict[str, Any]]
    entries: list[tuple[str, str, int, int, int, int]]
    carried: list[tuple[int, bool, str, int]]
    moved: list[tuple[int, bool, str, int]]
    undone: list[tuple[int, str, int]]  # fund, date, fen of receipts taken back on their very day

    def source(self, id: int) -> str | None:
        """Where a fund's money is from; of what was left of another one, where that one's is."""
        fund = self.funds[id]
        left_of = fund["source"] == "surplus" and fund["part_of_id"] in self.funds
        return self.source(fund["part_of_id"]) if left_of else fund["source"]

    def begun(self, id: int, end: str) -> bool:
        """Whether a fund is one of those of a day: what goes on from an earlier year's begins with its year, or its first entry."""
        fund = self.funds[id]
        origin = self.funds.get(fund["part_of_id"])
        if (
            origin is None
            or fund["year"] is None
            or (origin["year"] or 0) >= fund["year"]
            or f"{fund['year']}-01-01" <= end
        ):
            return True
        return any(of == id and day <= end for _, day, of, *_ in self.entries)


def facts(db: str) -> Facts:
    """Read with nothing of aidtrack's."""
    if "://" in db:
        import psycopg

        connection: Any = psycopg.connect(db)
    else:
        connection = sqlite3.connect(f"file:{db}?mode=ro", uri=True)

    def noun(table: str, *columns: str) -> dict[int, dict[str, Any]]:
        rows = connection.execute(f"SELECT id, {', '.join(columns)} FROM {table}").fetchall()
        return {row[0]: dict(zip(columns, row[1:], strict=True)) for row in rows}

    def halves(named: str) -> Iterator[tuple[int, bool, str, int]]:
        """The receipts that name another in this column, those that they name, and all that takes either of them back."""
        rows = connection.execute(
            f"SELECT id, reverses_id, {named}, fund_id, date, amount_fen FROM entry WHERE kind = 'receipt'"
        ).fetchall()
        came = {id for id, _, carries, *_ in rows if carries is not None}
        left = {carries for _, _, carries, *_ in rows if carries is not None}
        for id, reverses, _, fund, day, fen in sorted(rows):  # what takes back comes after what it takes back
            for side in (came, left):
                if id in side or reverses in side:
                    side.add(id)
                    yield fund, side is came, day, int(fen)

    def undone() -> Iterator[tuple[int, str, int]]:
        """What took back a receipt on its very day, and was not taken back in turn on that day; without such halves."""
        rows = connection.execute(
            "SELECT id, reverses_id, carries_id, moves_id, fund_id, date, amount_fen FROM entry WHERE kind = 'receipt'"
        ).fetchall()
        days, back = {row[0]: row[5] for row in rows}, set[int]()
        told = {id for id, _, *named, _, _, _ in rows if any(named)} | {one for row in rows for one in row[2:4] if one}
        for id, reverses, _, _, fund, day, fen in sorted(rows):
            if reverses in told:
                told.add(id)
            if reverses is not None and days[reverses] == day and reverses not in back:
                back.add(id)
                if id not in told:
                    yield fund, day, abs(int(fen))

    try:
        sql = "SELECT kind, date, fund_id, coalesce(project_id, 0), coalesce(village_id, 0), amount_fen FROM entry"
        return Facts(
            noun("village", "name", "township", "county", "prefecture", "province"),
            noun("fund", "name", "source", "year", "budget_fen", "idle_from", "part_of_id", "form"),
            noun("project", "name", "category", "implementer", "reach"),
            [(kind, day, fund, project, village, int(fen)) for kind, day, fund, project, village, fen in connection.execute(sql).fetchall()],
            list(halves("carries_id")),
            list(halves("moves_id")),
            list(undone()),
        )  # fmt: skip
    finally:
        connection.close()


def differences(ask: Ask, known: Facts) -> Iterator[str]:
    """What the reports say otherwise than the entries, a line each."""
    for options, start, end in PERIODS:
        yield from _funds(ask, known, options, start, end)
        yield from _cells(ask, known, options, start, end)
        yield from _support(ask, known, options, start, end)
    for by in ("fund", "village", "county"):
        for day in ("2017-12-31", "2018-05-17"):
            yield from _progress(ask, known, by, day)
    for day in ("2016-02-29", "2017-11-28", "2018-05-17"):
        yield from _behind(ask, known, day)
    for year in ("2017", "2018", "2019"):
        yield from _carryover(ask, known, year)


def _sums(known: Facts, start: str, end: str, key: Callable[[int, int, int], Any]) -> dict[Any, tuple[Sums, Sums]]:
    """Key → what moved in the period, and what is held at its end."""
    found: dict[Any, tuple[Sums, Sums]] = defaultdict(lambda: ({}, {}))
    for kind, day, fund, project, village, fen in known.entries:
        if day <= end:
            moved, held = found[key(fund, project, village)]
            held[kind] = held.get(kind, 0) + fen
            if day >= start:
                moved[kind] = moved.get(kind, 0) + fen
    return dict(found)


def _funds(ask: Ask, known: Facts, options: tuple[str, ...], start: str, end: str) -> Iterator[str]:
    sums = _sums(known, start, end, lambda fund, project, village: fund)
    expected = {}
    went = {fund for fund, came, day, _ in known.carried if not came and day <= end}
    for id, fund in known.funds.items():
        if not known.begun(id, end):
            continue
        moved, held = sums.get(id, ({}, {}))
        lends = fund["form"] == "loan"
        arrived = _total(held, "receipt", "interest")
        out = _total(held, "spending", "loan")
        back = held.get("repayment")
        limit = fund["budget_fen"] if fund["budget_fen"] is not None and id not in went else arrived
        expected[fund["name"]] = {
            "budget": _yuan(fund["budget_fen"]),
            "received": _yuan(moved.get("receipt")),
            "interest": _yuan(moved.get("interest")),
            **{name: _yuan(moved.get(kind)) for name, kind in _NAMED.items()},
            "unallocated": None if lends else _yuan(_less(limit, held.get("allocation"))),
            "cash": _yuan(_less(None if arrived is None and back is None else (arrived or 0) + (back or 0), out)),
            "rate": None if lends else _rate(held.get("spending"), arrived),
        }
    answer = ask("report", "fund", *options)
    rows = {row["fund"]: row for row in answer["tables"][0]["rows"]}
    yield from _compared(f"fund {options}", rows, expected)


def _cells(ask: Ask, known: Facts, options: tuple[str, ...], start: str, end: str) -> Iterator[str]:
    def place(level: int) -> Callable[[int, int, int], Any]:
        columns = ("province", "prefecture", "county", "township")[:level]
        return lambda fund, project, village: tuple(
            known.villages[village][one] if village else None for one in columns
        )

    def of_project(column: str) -> Callable[[int, int, int], Any]:
        return lambda fund, project, village: (known.projects[project][column] if project else None,)

    def of_fund(column: str) -> Callable[[int, int, int], Any]:
        return lambda fund, project, village: (known.funds[fund][column],)

    def village_of(fund: int, project: int, village: int) -> tuple[str | None, ...]:
        return tuple(known.villages.get(village, {}).get(one) for one in ("prefecture", "county", "township", "name"))

    asked: list[tuple[tuple[str, ...], tuple[str, ...], Callable[[int, int, int], Any]]] = [
        (("project",), ("project",), of_project("name")),
        (("overview",), ("prefecture", "county", "township", "village"), village_of),
        (("rollup", "--by", "township"), ("province", "prefecture", "county", "township"), place(4)),
        (("rollup", "--by", "county"), ("province", "prefecture", "county"), place(3)),
        (("rollup", "--by", "prefecture"), ("province", "prefecture"), place(2)),
        (("rollup", "--by", "province"), ("province",), place(1)),
        (("rollup", "--by", "organization"), ("implementer",), of_project("implementer")),
        (("rollup", "--by", "category"), ("category",), of_project("category")),
        (("rollup", "--by", "source"), ("source",), of_fund("source")),
        (("rollup", "--by", "fund_year"), ("fund_year",), of_fund("year")),
    ]  # fmt: skip
    for report, columns, key in asked:
        sums = _sums(known, start, end, key)
        expected = {}
        for name, (moved, held) in sums.items():
            if any(kind in held for kind in _NAMED.values()):
                expected[name] = {
                    **{column: _yuan(moved.get(kind)) for column, kind in _NAMED.items()},
                    "remaining": _yuan(_less(held.get("allocation"), held.get("spending"))),
                    "rate": _rate(held.get("spending"), held.get("allocation")),
                }
        answer = ask("report", *report, *options)["tables"][0]
        rows = {tuple(row[column] for column in columns): row for row in answer["rows"]}
        nothing = dict.fromkeys((*_NAMED, "remaining", "rate"))
        for missing in rows.keys() - expected.keys():  # a village or project with no money has a row of its own
            expected[missing] = nothing
        yield from _compared(f"{report} {options}", rows, expected)
        total = {
            column: _yuan(_sum(moved[kind] for moved, _ in sums.values() if kind in moved))
            for column, kind in _NAMED.items()
        }
        yield from _compared(f"{report} {options} total", {"": answer["total"]}, {"": total})


_USED = {"spending": 1, "loan": 1, "repayment": -1}
_REACHES = {"household": "to_households", "village": "to_village", None: "reach_unknown"}
_ORIGINS = {
    "fiscal": "fiscal",
    "self": "own",
    "union": "own",
    "donation": "donated",
    "east_west": "drawn_in",
    "credit": "credit",
    "surplus": "other_source",
    "other": "other_source",
    None: "source_unknown",
}


def _support(ask: Ask, known: Facts, options: tuple[str, ...], start: str, end: str) -> Iterator[str]:
    """What was spent, and lent to households and not repaid, by whom it reached and where it is from; villages of one name and county together."""
    spent: dict[Any, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for kind, day, fund, project, village, fen in known.entries:
        if kind in _USED and start <= day <= end:
            place = known.villages.get(village, {})
            reach = known.projects.get(project, {}).get("reach") if kind == "spending" else "household"
            source = known.source(fund) if kind == "spending" else "credit"
            for column in ("used", _REACHES[reach], _ORIGINS[source]):
                spent[place.get("county"), place.get("name")][column] += _USED[kind] * fen
    answer = ask("report", "support", "--by", "village", *options)
    columns = ("used", *_REACHES.values(), *dict.fromkeys(_ORIGINS.values()))
    shown: dict[Any, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in answer["tables"][0]["rows"]:
        for column in columns:
            shown[row["county"], row["village"]][column] += int(Decimal(row[column] or 0) * 100)
    for key in shown.keys() | spent.keys():
        for column in columns:
            if shown[key][column] != spent[key][column]:
                yield f"support {options}: {key} {column} is {shown[key][column]} fen, by the entries {spent[key][column]}"


def _progress(ask: Ask, known: Facts, by: str, day: str) -> Iterator[str]:
    basis = ("receipt", "interest") if by == "fund" else ("allocation",)

    def key(fund: int, village: int) -> Any:
        if by == "fund":
            return (known.funds[fund]["name"],)
        mine = known.villages.get(village, {})
        return tuple(
            mine.get(one)
            for one in (("prefecture", "county", "township", "name") if by == "village" else ("prefecture", "county"))
        )

    columns = {
        "fund": ("fund",),
        "village": ("prefecture", "county", "township", "village"),
        "county": ("prefecture", "county"),
    }[by]
    entries = [
        (key(fund, village), kind, when, fen)
        for kind, when, fund, _, village, fen in known.entries
        if kind in (*basis, "spending")
    ]
    lending = {(fund["name"],) for fund in known.funds.values() if fund["form"] == "loan"} if by == "fund" else set()
    expected: dict[Any, dict[str, Any]] = {}
    for month in range(1, int(day[5:7]) + 1):
        first = date(int(day[:4]), month, 1)
        following = date(first.year + month // 12, month % 12 + 1, 1)
        end = min(date.fromordinal(following.toordinal() - 1).isoformat(), day)
        until: dict[Any, Sums] = defaultdict(dict)
        within: dict[Any, int] = {}
        for name, kind, when, fen in entries:
            if when <= end:
                until[name][kind] = until[name].get(kind, 0) + fen
                if kind == "spending" and when >= first.isoformat():
                    within[name] = within.get(name, 0) + fen
        days = Fraction(
            (date.fromisoformat(end) - date(first.year, 1, 1)).days + 1,
            (date(first.year + 1, 1, 1) - date(first.year, 1, 1)).days,
        )
        shares = {}
        for name, sums in until.items():
            arrived = _total(sums, *basis)
            share = Fraction(sums.get("spending", 0), arrived) if arrived and name not in lending else None
            if share is not None:
                shares[name] = share
            expected[end, *name] = {
                ("received" if by == "fund" else "allocated"): _yuan(sums.get(basis[0])),
                "spent_this_month": _yuan(within.get(name)),
                "spent": _yuan(sums.get("spending")),
                "rate": None if share is None else _percent(share),
                "elapsed": _percent(days),
                "ahead": None if share is None else _percent(share - days, sign=True).rstrip("%"),
            }
        for name in until:
            mine = shares.get(name)
            expected[end, *name]["rank"] = None if mine is None else 1 + sum(other > mine for other in shares.values())
    answer = ask("report", "progress", "--by", by, "--as-of", day)["tables"][0]
    rows = {(row["month_end"], *(row[column] for column in columns)): row for row in answer["rows"]}
    yield from _compared(f"progress by {by} to {day}", rows, expected)


def _behind(ask: Ask, known: Facts, day: str) -> Iterator[str]:
    """The alerts of funds that spend more slowly than the year goes by: what would have to be spent by now, less what is."""
    end = date.fromisoformat(day)
    days = Fraction((end - date(end.year, 1, 1)).days + 1, (date(end.year + 1, 1, 1) - date(end.year, 1, 1)).days)
    expected = {}
    for id, (_, held) in _sums(known, "", day, lambda fund, project, village: fund).items():
        arrived, spent = _total(held, "receipt", "interest") or 0, held.get("spending", 0)
        if arrived > 0 and Fraction(spent, arrived) < days and known.funds[id]["form"] != "loan":
            expected[known.funds[id]["name"]] = {"amount": _yuan(int(arrived * days - spent + Fraction(1, 2)))}
    answer = ask("report", "alerts", "--as-of", day)["tables"][1]
    rows = {row["fund"]: row for row in answer["rows"] if row["kind"] == "behind"}
    yield from _compared(f"behind on {day}", rows, expected)


def _carryover(ask: Ask, known: Facts, year: str) -> Iterator[str]:
    signs = {"receipt": 1, "interest": 1, "repayment": 1, "spending": -1, "loan": -1}
    expected: dict[Any, dict[str, Any]] = {}
    for id, fund in known.funds.items():
        mine = [
            (kind, day, fen)
            for kind, day, of, _, _, fen in known.entries
            if of == id and kind in signs and day[:4] <= year
        ]

        def total(*, before: bool = False, of: str | None = None, mine: Any = mine) -> int | None:
            chosen = [
                fen * (signs[kind] if of is None else 1) for kind, day, fen in mine
                if (day[:4] < year if before else of is None or day[:4] == year) and of in (None, kind)
            ]  # fmt: skip
            return sum(chosen) if chosen else None

        if not known.begun(id, f"{year}-12-31"):
            continue
        carried = [(came, fen) for of, came, day, fen in known.carried if of == id and day[:4] == year]
        outside = Counter(fen for kind, day, fen in mine if kind == "receipt" and day[:4] == year)
        moved = [fen for of, _, day, fen in known.moved if of == id and day[:4] == year]
        outside.subtract([fen for _, fen in carried] + moved)
        receipts = list(outside.elements())
        never = sum(fen for of, day, fen in known.undone if of == id and day[:4] == year)
        expected[fund["name"],] = {
            "opening": _yuan(total(before=True)),
            "received": _yuan((_sum(fen for fen in receipts if fen > 0) or 0) - never or None),
            "interest": _yuan(total(of="interest")),
            "spent": _yuan(total(of="spending")),
            "returned": _yuan((_sum(-fen for fen in receipts if fen < 0) or 0) - never or None),
            "carried_in": _yuan(_sum(fen for came, fen in carried if came)),
            "carried_out": _yuan(_sum(-fen for came, fen in carried if not came)),
            "moved": _yuan(_sum(moved)),
            "closing": _yuan(total()),
        }
    answer = ask("report", "carryover", "--year", year)["tables"][0]
    rows = {(row["fund"],): {"carried_in": None, "moved": None, "carried_out": None, **row} for row in answer["rows"]}
    yield from _compared(f"carryover {year}", rows, expected)


def _compared(where: str, rows: dict[Any, dict[str, Any]], expected: dict[Any, dict[str, Any]]) -> Iterator[str]:
    for key in rows.keys() ^ expected.keys():
        yield f"{where}: {key} is {'not ' if key in expected else ''}in the report"
    for key in rows.keys() & expected.keys():
        for column, value in expected[key].items():
            if rows[key][column] != value:
                yield f"{where}: {key} {column} is {rows[key][column]}, by the entries {value}"


def _total(sums: Sums, *kinds: str) -> int | None:
    return _sum(sums[kind] for kind in kinds if kind in sums)


def _sum(fen: Iterable[int]) -> int | None:
    known = list(fen)
    return sum(known) if known else None


def _less(left: int | None, right: int | None) -> int | None:
    return None if left is None and right is None else (left or 0) - (right or 0)


def _yuan(fen: int | None) -> str | None:
    return None if fen is None else str(Decimal(fen).scaleb(-2))


def _rate(part: int | None, whole: int | None) -> str | None:
    return _percent(Fraction(part or 0, whole)) if whole else None


def _percent(share: Fraction, *, sign: bool = False) -> str:
    """Half-up, by whole numbers: two places of a per cent; with `sign` always with one."""
    hundredths = int(abs(share) * 10_000 + Fraction(1, 2))
    before = "-" if share < 0 and hundredths else "+" if sign else ""
    return f"{before}{hundredths // 100}.{hundredths % 100:02d}%"


def asking(db: str) -> Ask:
    """Asks a store by the command line."""

    def ask(*args: str) -> Any:
        line = [sys.executable, "-m", "aidtrack", "--db", db, "--lang", "en", *args, "--format", "json"]
        return json.loads(subprocess.run(line, check=True, capture_output=True).stdout)

    return ask


if __name__ == "__main__":
    found = facts(sys.argv[1])
    wrong = list(differences(asking(sys.argv[1]), found))
    print("\n".join(wrong[:50]))
    print(f"{len(found.entries):,} entries, {len(wrong)} differences")
    sys.exit(bool(wrong))
