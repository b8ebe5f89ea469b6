"""What the programme's reports say beside money by fund and cell, worked out a second time from the bare rows of any store.

`python tests/reports/programme_recomputed.py STORE` lists what differs. No SQL sums here, and nothing of aidtrack's reports is used.
"""

import sqlite3
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from datetime import date
from decimal import Decimal
from typing import Any

from reports.recomputed import Ask, asking

Row = dict[str, Any]
Tables = Mapping[str, Mapping[int, Row]]
TABLES = (
    "village", "household", "fund", "project", "plan", "step", "finding", "measure", "activity", "indicator", "posting", "document", "organization", "entry",
)  # fmt: skip
# What is typed, the first day whose movements count, and the last day of all.
PERIODS: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (("--as-of", "2018-12-31"), "", "2018-12-31"),
    (("--year", "2017"), "2017-01-01", "2017-12-31"),
    (("--year", "2018"), "2018-01-01", "2018-12-31"),
    (("--as-of", "2018-06-30"), "", "2018-06-30"),
    (("--from", "2018-06-01", "--to", "2018-11-19"), "2018-06-01", "2018-11-19"),
)
CONFIRMATIONS = tuple(f"confirm{number}" for number in range(1, 7))
DONE = ("completed", "accepted", "closed")
SOURCES = ("fiscal", "union", "self", "donation", "east_west", "credit", "surplus", "other")
CASH = {"receipt": 1, "interest": 1, "repayment": 1, "spending": -1, "loan": -1}
SIGNS = {">=": "≥", "≥": "≥", "~": "≈", "≈": "≈"}
KINDS = {"allocated": "allocation", "disbursed": "disbursement", "spent": "spending"}
FUND_KINDS = {**KINDS, "received": "receipt", "interest": "interest", "lent": "loan", "repaid": "repayment", "written_off": "writeoff"}  # fmt: skip


def is_over(project: Row, day: str) -> bool:
    """Given up, or done: on its last day, where that is stated, else as its stage says."""
    if project["stage"] == "cancelled":
        return True
    return project["stage"] in DONE if project["actual_end"] is None else project["actual_end"] <= day


def tables(db: str) -> Tables:
    """The bare rows by id, each by column."""
    if "://" in db:
        import psycopg

        connection: Any = psycopg.connect(db)
    else:
        connection = sqlite3.connect(f"file:{db}?mode=ro", uri=True)
    found: dict[str, dict[int, Row]] = {}
    with closing(connection):
        for table in TABLES:
            cursor = connection.execute(f"SELECT * FROM {table} ORDER BY id")
            names = [one[0] for one in cursor.description]
            found[table] = {row["id"]: row for row in (dict(zip(names, one, strict=True)) for one in cursor.fetchall())}
    return found


class Period:
    """The entries of a store, as far as a period knows them."""

    def __init__(self, known: Tables, start: str, end: str) -> None:
        self.known, self.start, self.end = known, start, end
        self.entries = [row for row in known["entry"].values() if row["date"] <= end]

    def sums(self, key: Callable[[Row], Any], kinds: Mapping[str, str] = KINDS) -> dict[Any, Row]:
        """Key → by word what moved in the period, and under `held` what there is at its end."""
        found: dict[Any, Row] = defaultdict(lambda: {"held": {}})
        words = {kind: word for word, kind in kinds.items()}
        for row in self.entries:
            word = words.get(row["kind"])
            if word is not None:
                mine = found[key(row)]
                mine["held"][word] = mine["held"].get(word, 0) + row["amount_fen"]
                if row["date"] >= self.start:
                    mine[word] = mine.get(word, 0) + row["amount_fen"]
        return dict(found)

    def begun(self, fund: int) -> bool:
        """Money that goes on from an earlier year's fund is a fund of its own from its year on, or from its first entry."""
        row = self.known["fund"][fund]
        origin = self.known["fund"].get(row["part_of_id"])
        later = origin is not None and row["year"] is not None and (origin["year"] or 0) < row["year"]
        return not later or f"{row['year']}-01-01" <= self.end or any(one["fund_id"] == fund for one in self.entries)

    def within(self, day: str | None) -> bool:
        return day is not None and self.start <= day and day <= self.end


def differences(ask: Ask, known: Tables) -> Iterator[str]:
    """What the reports say otherwise than the rows, a line each."""
    for options, start, end in PERIODS:
        period = Period(known, start, end)
        for of_fund, of_project in (({}, {}), ({"source": "self"}, {}), ({}, {"category": "危房改造"})):
            filters = [word for name, value in {**of_fund, **of_project}.items() for word in (f"--{name}", value)]
            yield from compared(
                f"project {filters} {options}", *_projects(ask, period, (*filters, *options), of_fund, of_project)
            )
        for name, recomputed in COMPARED.items():
            yield from compared(f"{name} {options}", *recomputed(ask, period, options))
        union = part_of(period, "fund", source="union")
        county = part_of(period, "household", village_id=of_county(known, "武山县"))
        for option, text, name, part in (
            ("--source", "union", "fund", union),
            ("--source", "union", "loan", union),
            ("--county", "武山县", "household", county),
            ("--category", "林果", "changes", part_of(period, "project", category="林果")),
            ("--kind", "培训", "activity", period),
            ("--county", "武山县", "activity", period),
        ):
            shown, expected = COMPARED[name](ask, part, (option, text, *options))
            yield from compared(f"{name} {option} {text} {options}", shown, expected)
    for year in ("2016", "2017", "2018"):
        carried = Period(known, f"{year}-01-01", f"{year}-12-31")
        yield from compared(f"carryover {year}", *_carryover(ask, carried, ("--year", year)))
        fiscal = part_of(carried, "fund", source="fiscal")
        yield from compared(
            f"carryover fiscal {year}", *_carryover(ask, fiscal, ("--year", year, "--source", "fiscal"))
        )


def part_of(whole: "Period", noun: str, **stated: Any) -> "Period":
    """The same of the rows of a noun that state this (one of several, where a set is given), and of their entries."""
    rows = {
        id: row for id, row in whole.known[noun].items()
        if all(row[name] in (value if isinstance(value, set) else {value}) for name, value in stated.items())
    }  # fmt: skip
    part = Period({**whole.known, noun: rows}, whole.start, whole.end)
    if noun == "fund":
        part.entries = [row for row in part.entries if row["fund_id"] in rows]
    return part


def of_county(known: Tables, county: str) -> set[int]:
    return {id for id, row in known["village"].items() if row["county"] == county}


Both = tuple[dict[Any, Row], dict[Any, Row]]  # what a report shows and what the rows come to, by key


def compared(where: str, shown: dict[Any, Row], expected: dict[Any, Row]) -> Iterator[str]:
    for key in shown.keys() ^ expected.keys():
        yield f"{where}: {key} is {'not ' if key in expected else ''}in the report"
    for key in shown.keys() & expected.keys():
        for column, value in expected[key].items():
            if shown[key].get(column) != value:
                yield f"{where}: {key} {column} is {shown[key].get(column)!r}, by the rows {value!r}"


def rows_of(answer: Any, table: str, *keys: str) -> dict[Any, Row]:
    """A table's rows by what tells them apart; none where the answer has no such table."""
    rows = [row for one in answer["tables"] if one["name"] == table for row in one["rows"]]
    found = {tuple(row[name] for name in keys): row for row in rows}
    assert len(found) == len(rows), (table, keys)
    return found


def _money(sums: Row | None, words: Iterable[str] = KINDS) -> Row:
    """The cells of one row: what moved, and what is left at the end."""
    mine: Row = sums or {"held": {}}
    held = mine["held"]
    left = held.get("allocated", 0) - held.get("spent", 0) if {"allocated", "spent"} & held.keys() else None
    return {**{word: yuan(mine.get(word)) for word in words}, "remaining": yuan(left)}


def _projects(ask: Ask, period: Period, options: tuple[str, ...], of_fund: Row, of_project: Row) -> Both:
    """R4: what was planned from which source, how far it is, what it has, whether it is late."""
    known, end = period.known, period.end
    chosen = Period(known, period.start, end)
    chosen.entries = [row for row in period.entries if _is(known["fund"][row["fund_id"]], of_fund)]
    sums = chosen.sums(lambda row: row["project_id"])
    expected = {}
    for id, project in known["project"].items():
        if not _is(project, of_project) or (of_fund and id not in sums):
            continue
        plans = [row for row in known["plan"].values() if row["project_id"] == id]
        steps = [row for row in known["step"].values() if row["project_id"] == id and (row["date"] or "") <= end]
        passed = {row["name"] for row in steps if row["result"] in (None, "passed")} & {*CONFIRMATIONS}
        percents = [(row["date"] or "", row["id"], row["percent"]) for row in steps if row["percent"] is not None]
        late = project["planned_end"] is not None and last_day(project["planned_end"]) < end
        over = is_over(project, end)
        findings = [
            row for row in known["finding"].values()
            if row["project_id"] == id and (row["found_on"] or "") <= end and (row["closed_on"] or "9999") > end
        ]  # fmt: skip
        expected[project["name"],] = {
            **{f"planned_{source}": yuan(plus(row["amount_fen"] for row in plans if row["name"] == source)) for source in SOURCES},
            "planned_cost": yuan(plus(row["amount_fen"] for row in plans) if plans else project["planned_cost_fen"]),
            "confirmations": f"{len(passed)}/6",
            "done": max(percents)[2] if percents else None,
            "findings": len(findings) or None,
            **{name: project[name] for name in ("households", "persons", "implementer", "planned_end", "actual_end")},
            **_money(sums.get(id)),
            "overdue": late and not over,
        }  # fmt: skip
    shown = rows_of(ask("report", "project", *options), "projects", "project")
    for row in shown.values():
        row["overdue"] = "overdue" in {one["flag"] for one in row["flags"]}
    return shown, expected


def _funds(ask: Ask, period: Period, options: tuple[str, ...]) -> Both:
    """R1: what was raised beside what moved of each kind, and their sums."""
    funds = period.known["fund"]
    sums = period.sums(lambda row: row["fund_id"], FUND_KINDS)
    expected: dict[Any, Row] = {}
    for id, fund in funds.items():
        if not period.begun(id):
            continue
        mine: Row = sums.get(id, {"held": {}})
        held = mine["held"]
        owed = {"lent": 1, "repaid": -1, "written_off": -1}
        expected[fund["name"],] = {
            "raised": yuan(fund["raised_fen"]), "raised_qualifier": fund["raised_qualifier"], "raised_from": fund["raised_from"], "raised_to": fund["raised_to"], "doc_no": fund["doc_no"],
            **{word: yuan(mine.get(word)) for word in FUND_KINDS},
            "outstanding": yuan(plus(sign * held[word] for word, sign in owed.items() if word in held)),
            "cash": yuan(plus(CASH[kind] * held[word] for word, kind in FUND_KINDS.items() if kind in CASH and word in held)),
        }  # fmt: skip
    answer = ask("report", "fund", *options)
    raised = (
        row["raised_fen"]
        for row in funds.values()
        if row["raised_qualifier"] in (None, "=") and row["part_of_id"] is None
    )
    expected["total"] = {
        "raised": yuan(plus(fen for fen in raised if fen is not None)),
        **{word: yuan(plus(mine[word] for mine in sums.values() if word in mine)) for word in FUND_KINDS},
    }
    return {**rows_of(answer, "funds", "fund"), "total": answer["tables"][0]["total"]}, expected


def _receivers(ask: Ask, period: Period, options: tuple[str, ...]) -> Both:
    """M4: who received of each fund, by payee and by implementer."""
    shown: dict[Any, Row] = {}
    expected: dict[Any, Row] = {}
    for id, fund in period.known["fund"].items():
        for by in ("payee", "implementer"):
            mine = Period(period.known, period.start, period.end)
            mine.entries = [row for row in period.entries if row["fund_id"] == id]
            if by == "payee":
                mine.entries = [
                    row for row in mine.entries if row["kind"] != "allocation" and row["date"] >= period.start
                ]
            key = (lambda row: row["payee"]) if by == "payee" else mine_implementer(period.known)
            answer = rows_of(ask("report", "fund", fund["name"], "--by", by, *options), "receivers", by)
            shown |= {(fund["name"], by, *found): row for found, row in answer.items()}
            for name, sums in mine.sums(key).items():
                cells = _money(sums)
                expected[fund["name"], by, name] = cells if by == "implementer" else {**cells, "remaining": None}
    return shown, expected


def mine_implementer(known: Tables) -> Callable[[Row], Any]:
    return lambda row: known["project"].get(row["project_id"], {}).get("implementer")


def _villages(ask: Ask, period: Period, options: tuple[str, ...]) -> Both:
    """R3: how long money lies idle, whom it reached, and each cell."""
    known, end = period.known, date.fromisoformat(period.end)
    shown: dict[Any, Row] = {}
    expected: dict[Any, Row] = {}
    cells = period.sums(lambda row: (row["village_id"], row["fund_id"], row["project_id"]))
    for id, village in known["village"].items():
        answer = ask("report", "village", village["name"], *options)
        place = rows_of(answer, "place", "code")
        waits = []
        for (home, fund, project), sums in cells.items():
            if home != id:
                continue
            mine = [row for row in period.entries if (row["village_id"], row["fund_id"], row["project_id"]) == (id, fund, project) and row["amount_fen"] > 0]  # fmt: skip
            spent = [row["date"] for row in mine if row["kind"] == "spending"]
            given = [row["date"] for row in mine if row["kind"] == "allocation"]
            held = sums["held"]
            if held.get("allocated", 0) > held.get("spent", 0):
                waits.append((end - date.fromisoformat(max(spent) if spent else min(given))).days)
            expected[village["name"], known["fund"][fund]["name"], known["project"][project]["name"]] = _money(sums)
        helped = {household for household in known["household"] if known["household"][household]["village_id"] == id and _helped(period, household)}  # fmt: skip
        expected[village["name"],] = {"idle_days": max(waits, default=None), "households_helped": len(helped) or None}
        shown[village["name"],] = next(iter(place.values()), {})
        shown |= {(village["name"], *key): row for key, row in rows_of(answer, "funding", "fund", "project").items() if key[0]}  # fmt: skip
    return shown, expected


def _helped(period: Period, household: int) -> bool:
    """Something was spent on it or lent to it on the whole, or a measure of its plan was done."""
    moved: Counter[str] = Counter()
    for row in period.entries:
        if row["household_id"] == household and row["date"] >= period.start:
            moved[row["kind"]] += row["amount_fen"]
    measures = (row for row in period.known["measure"].values() if row["household_id"] == household)
    return moved["spending"] > 0 or moved["loan"] > 0 or any(period.within(row["done_on"]) for row in measures)


def _households(ask: Ask, period: Period, options: tuple[str, ...]) -> Both:
    """R8: what was spent on each, in all and by year and category, what it owes, and what its plan has done."""
    known, end = period.known, period.end
    expected: dict[Any, Row] = {}
    spent: dict[int, dict[tuple[str, Any], int]] = defaultdict(lambda: defaultdict(int))
    owed: dict[int, int] = {}
    for row in period.entries:
        if row["kind"] == "spending" and row["household_id"] and row["date"] >= period.start:
            category = known["project"].get(row["project_id"], {}).get("category")
            spent[row["household_id"]][row["date"][:4], category] += row["amount_fen"]
        borrower = known["entry"][row["loan_id"]]["household_id"] if row["loan_id"] else row["household_id"]
        if row["kind"] in ("loan", "repayment", "writeoff"):
            owed[borrower] = owed.get(borrower, 0) + (1 if row["kind"] == "loan" else -1) * row["amount_fen"]
    for id, household in known["household"].items():
        measures = [row for row in known["measure"].values() if row["household_id"] == id]
        done = [row for row in measures if row["done_on"] is not None and row["done_on"] <= end]
        late = [row for row in measures if row not in done and row["due"] is not None and last_day(row["due"]) < end]
        village = known["village"][household["village_id"]]["name"]
        expected[village, household["name"]] = {
            "spent": yuan(plus(spent[id].values())), "outstanding": yuan(owed.get(id)),
            "measures": len(measures), "measures_done": len(done), "measures_overdue": len(late),
            **{name: household[name] for name in ("food", "clothing", "education", "medical", "housing")},
        }  # fmt: skip
        for (year, category), fen in spent[id].items():
            if fen:
                expected[village, household["name"], year, category] = {"spent": yuan(fen)}
    answer = ask("report", "household", *options)
    shown = rows_of(answer, "households", "village", "name")
    return {**shown, **rows_of(answer, "money", "village", "household", "year", "category")}, expected


def _loans(ask: Ask, period: Period, options: tuple[str, ...]) -> Both:
    """R12: what moved of each loan, what is left of it, how many jobs it made."""
    expected: dict[Any, Row] = {}
    refs = {row["ref"]: id for id, row in period.known["entry"].items() if row["ref"]}
    jobs: dict[int, tuple[str, int, str]] = {}
    for row in period.known["indicator"].values():
        if (
            row["name"] == "带动就业"
            and row["loan"] is not None
            and row["goal"] != "target"
            and (row["as_of"] or "") <= period.end
        ):
            said = f"{SIGNS.get(row['qualifier'], '')}{row['value']}"
            lent = refs[row["loan"]]
            jobs[lent] = max(jobs.get(lent, ("", 0, "")), (row["as_of"] or "", row["id"], said))
    for loan in period.entries:
        if loan["kind"] != "loan" or loan["loan_id"] or loan["reverses_id"]:
            continue
        mine = [row for row in period.entries if row["id"] == loan["id"] or row["loan_id"] == loan["id"]]
        moved = {
            word: plus(
                row["amount_fen"] for row in mine if row["kind"] == FUND_KINDS[word] and row["date"] >= period.start
            )
            for word in ("lent", "repaid", "written_off")
        }
        left = sum((1 if row["kind"] == "loan" else -1) * row["amount_fen"] for row in mine)
        if left or any(fen is not None for fen in moved.values()):
            expected[loan["id"],] = {
                **{word: yuan(fen) for word, fen in moved.items()}, "outstanding": yuan(left), "lent_on": loan["date"],
                "jobs": jobs[loan["id"]][2] if loan["id"] in jobs else None,
            }  # fmt: skip
    return rows_of(ask("report", "loan", *options), "loans", "id"), expected


COUNTED = {"批次": "batches", "人次": "person_times", "场次": "sessions", "受益人": "beneficiaries"}


def _counts(ask: Ask, period: Period, options: tuple[str, ...]) -> Both:
    """R11: what was counted last of each activity, added up over those of one kind; of one that is not exact, nor is the sum."""
    last: dict[tuple[Any, ...], tuple[str, int, Decimal, str]] = {}
    for row in period.known["indicator"].values():
        if row["activity_id"] is not None and row["goal"] != "target" and (row["as_of"] or "") <= period.end:
            key = (row["activity_id"], row["name"], row["unit"])
            said = (row["as_of"] or "", row["id"], Decimal(row["value"]), SIGNS.get(row["qualifier"], ""))
            last[key] = max(last.get(key, ("", 0, Decimal(0), "")), said)
    groups: dict[tuple[Any, ...], list[tuple[Decimal, str]]] = defaultdict(list)
    answer = ask("report", "activity", *options)
    shown_activities = {row["name"] for one in answer["tables"] if one["name"] == "activities" for row in one["rows"]}
    for (activity, name, unit), (_, _, value, sign) in last.items():
        stated = period.known["activity"][activity]
        if stated["name"] in shown_activities:
            groups[stated["kind"], name, unit].append((value, sign))
    places = ("市州", "县区", "乡镇", "村")
    expected: dict[Any, Row] = {
        key: {"quantity": f"{sum(value for value, _ in values):f}"}
        for key, values in groups.items()
        if key[1] not in places or len(values) == 1
    }
    shown = rows_of(answer, "counts", "kind", "indicator", "unit")
    shown = {key: row for key, row in shown.items() if key in expected or key[1] not in places}
    kinds = rows_of(answer, "kinds", "kind")
    for (kind,), row in kinds.items():
        shown["kind", kind] = row
        of_kind = {name: values for (of, name, _), values in groups.items() if of == kind}
        expected["kind", kind] = {column: _together(of_kind.get(name, ())) for name, column in COUNTED.items()}
    return shown, expected


def _together(parts: Iterable[tuple[Decimal, str]]) -> str | None:
    some = [*parts]
    signs = {sign for _, sign in some} - {""}
    sign = "≈" if "≈" in signs else "≥" if signs else ""
    return f"{sign}{sum(value for value, _ in some):f}" if some else None


def _alerts(ask: Ask, period: Period, options: tuple[str, ...]) -> Both:
    """R6: of some kinds which cells and funds there are, with their amounts."""
    if period.start:
        return {}, {}
    known = period.known
    expected: dict[Any, Row] = {}
    for (fund, project, village), sums in period.sums(
        lambda row: (row["fund_id"], row["project_id"], row["village_id"])
    ).items():
        held = sums["held"]
        names = tuple(known[noun][id]["name"] if id else None for noun, id in (("fund", fund), ("project", project), ("village", village)))  # fmt: skip
        for kind, more, less in (("overspent", "spent", "allocated"), ("over_disbursed", "disbursed", "allocated")):
            if held.get(more, 0) > held.get(less, 0):
                expected[kind, *names] = {"amount": yuan(held[more] - held.get(less, 0))}
    cells: dict[tuple[Any, ...], dict[Any, int]] = defaultdict(lambda: defaultdict(int))
    for entry in period.entries:
        if entry["kind"] == "spending" and entry["household_id"]:
            category = known["project"].get(entry["project_id"], {}).get("category")
            place = (entry["fund_id"], entry["project_id"], entry["village_id"])
            cells[entry["household_id"], category, entry["date"][:4]][place] += entry["amount_fen"]
    for (household, category, _), some in cells.items():
        given = [fen for fen in some.values() if fen > 0]
        if category and len(given) > 1:
            village = known["village"][known["household"][household]["village_id"]]["name"]
            expected["helped_twice", known["household"][household]["name"], village] = {"amount": yuan(sum(given))}
    rows = ask("report", "alerts", *options)["tables"][1]["rows"]
    shown = {
        (row["kind"], *((row["household"], row["village"]) if row["kind"] == "helped_twice" else (row["fund"], row["project"], row["village"]))): row
        for row in rows if row["kind"] in ("overspent", "over_disbursed", "helped_twice")
    }  # fmt: skip
    return shown, expected


def _findings(ask: Ask, period: Period, options: tuple[str, ...]) -> Both:
    """R14: what is open at the end, since when, and how late."""
    if period.start:
        return {}, {}
    end = date.fromisoformat(period.end)

    def days(day: str | None) -> int | None:
        return None if day is None else (end - date.fromisoformat(last_day(day))).days

    expected: dict[Any, Row] = {}
    for row in period.known["finding"].values():
        if (row["found_on"] or "") <= period.end and (row["closed_on"] or "9999") > period.end:
            late = days(row["due"])
            expected[row["name"],] = {"amount": yuan(row["amount_fen"]), "days_open": days(row["found_on"]), "days_overdue": late if late and late > 0 else None}  # fmt: skip
    return rows_of(ask("report", "finding", *options), "open", "name"), expected


def _changes(ask: Ask, period: Period, options: tuple[str, ...]) -> Both:
    """R15: what was cut and what was moved, with what its project had in the village before."""
    if period.start:
        return {}, {}
    known = period.known
    given = [row for row in period.entries if row["kind"] == "allocation" and row["project_id"] in known["project"]]
    expected: dict[Any, Row] = {}
    for row in given:
        if row["amount_fen"] < 0 or row["moves_id"]:
            place = (row["project_id"], row["village_id"])
            before = sum(one["amount_fen"] for one in given if (one["project_id"], one["village_id"]) == place and (one["date"], one["id"]) < (row["date"], row["id"]))  # fmt: skip
            expected[row["doc_no"], known["project"][row["project_id"]]["name"]] = {
                "amount_before": yuan(before), "amount_after": yuan(before + row["amount_fen"]), "difference": yuan(row["amount_fen"]),
            }  # fmt: skip
    return rows_of(ask("report", "changes", *options), "changes", "doc_no", "project"), expected


def halves_among(known: Tables) -> set[int]:
    """The entries that were carried on or moved, both halves, and what takes these back."""
    halves = {row["id"] for row in known["entry"].values() if row["moves_id"] or row["carries_id"]}
    halves |= {row[name] for row in known["entry"].values() for name in ("moves_id", "carries_id") if row[name]}
    return halves | {row["id"] for row in known["entry"].values() if row["reverses_id"] in halves}


def undone(known: Tables) -> set[int]:
    """What took back an entry on its very day, and was not taken back in turn on that day: neither was ever there."""
    entries, found = known["entry"], set[int]()
    for id in sorted(entries):
        back = entries[id]["reverses_id"]
        if back and back not in found and entries[back]["date"] == entries[id]["date"]:
            found.add(id)
    return found


def _carryover(ask: Ask, period: Period, options: tuple[str, ...]) -> Both:
    """R7: what came and went, what was moved between funds apart from it, and since when it waits."""
    known, expected = period.known, dict[Any, Row]()
    halves, back = halves_among(known), undone(known)
    since = waits(period)
    for id, fund in known["fund"].items():
        if not period.begun(id):
            continue
        mine = [row for row in period.entries if row["fund_id"] == id and row["kind"] in CASH]
        within = [row for row in mine if row["date"] >= period.start]
        rows = [row for row in within if row["kind"] == "receipt" and row["id"] not in halves]
        receipts = [row["amount_fen"] for row in rows]
        never = sum(abs(row["amount_fen"]) for row in rows if row["id"] in back)
        left = plus(CASH[row["kind"]] * row["amount_fen"] for row in mine)
        begun = since.get(id)
        years = int(period.end[:4]) - int(begun[:4]) - (period.end[5:] < begun[5:]) if begun else 0
        expected[fund["name"],] = {
            "opening": yuan(plus(CASH[row["kind"]] * row["amount_fen"] for row in mine if row["date"] < period.start)),
            "received": yuan((plus(fen for fen in receipts if fen > 0) or 0) - never or None),
            "returned": yuan((plus(-fen for fen in receipts if fen < 0) or 0) - never or None),
            "moved": yuan(plus(row["amount_fen"] for row in within if row["id"] in halves)),
            **{word: yuan(plus(row["amount_fen"] for row in within if row["kind"] == FUND_KINDS[word])) for word in ("interest", "spent", "lent", "repaid")},
            "closing": yuan(left), "idle_since": begun,
            "age": ("under 1 year", "1–2 years", "2 years and more")[min(years, 2)] if begun and begun <= period.end and (left or 0) > 0 else None,
        }  # fmt: skip
    return rows_of(ask("report", "carryover", *options), "carryover", "fund"), expected


def waits(period: Period) -> dict[int, str]:
    """Fund → since when its money waits: as stated, also of what it is part of, else the first receipt; what was moved brings its own day."""
    funds, found = period.known["fund"], dict[int, str]()
    for id in funds:
        line = [id]
        while (origin := funds[line[-1]]["part_of_id"]) is not None:
            line.append(origin)
        arrived = [row["date"] for row in period.entries if row["fund_id"] in line and row["kind"] == "receipt" and row["amount_fen"] > 0]  # fmt: skip
        stated = next((funds[one]["idle_from"] for one in line if funds[one]["idle_from"]), None)
        if stated or arrived:
            found[id] = stated or min(arrived)
    for row in sorted(period.entries, key=lambda one: (one["date"], one["id"])):
        if row["kind"] == "receipt" and row["moves_id"]:
            both = (period.known["entry"][row["moves_id"]]["fund_id"], row["fund_id"])
            if days := [found[one] for one in both if one in found]:
                found[row["fund_id"]] = min(days)
    return found


COMPARED: dict[str, Callable[[Ask, Period, tuple[str, ...]], Both]] = {
    "fund": _funds, "receivers": _receivers, "village": _villages, "household": _households, "loan": _loans, "activity": _counts,
    "alerts": _alerts, "finding": _findings, "changes": _changes,
}  # fmt: skip


def _is(row: Row, stated: Row) -> bool:
    return all(row[name] == value for name, value in stated.items())


def last_day(day: str) -> str:
    """Of a year or a month its last day."""
    if len(day) == 4:
        return f"{day}-12-31"
    if len(day) == 7:
        following = date(int(day[:4]) + (day[5:] == "12"), int(day[5:]) % 12 + 1, 1)
        return date.fromordinal(following.toordinal() - 1).isoformat()
    return day


def plus(parts: Iterable[int]) -> int | None:
    some = list(parts)
    return sum(some) if some else None


def yuan(fen: int | None) -> str | None:
    return None if fen is None else str(Decimal(fen).scaleb(-2))


if __name__ == "__main__":
    wrong = list(differences(asking(sys.argv[1]), tables(sys.argv[1])))
    print("\n".join(wrong[:50]))
    print(f"{len(wrong)} differences")
    sys.exit(bool(wrong))
