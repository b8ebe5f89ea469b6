"""What the commands that `--explain` prints list, and each figure of a report worked out again from that alone.

A figure is looked up in RULES by (report, table, column), else by (table, column), else by its column; of a report that is made
of others' tables the report is that which the table comes from. A new report whose figure
stands in none of them fails until it says here how it comes from the rows that its commands list.
"""

import shlex
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from aidtrack.ledger.schedule import Instalment, Late, instalments, late
from aidtrack.reports.activity import COUNTED, come_to, is_count
from aidtrack.values.dates import days_since, last_day
from aidtrack.values.money import rate
from aidtrack.values.quantity import Quantity, quantity
from conftest import call

Row = dict[str, Any]
FIGURES = ("money", "count", "rate", "quantity", "points")
CASH = {"receipt": 1, "interest": 1, "repayment": 1, "spending": -1, "loan": -1}


@dataclass(frozen=True)
class Listing:
    """What one command lists: rows of a noun or of a kind of entry."""

    what: str
    args: tuple[str, ...]
    rows: list[Row]


_known: dict[str, Listing] = {}


def listed(command: str) -> Listing:
    """Run a command that was printed; each but once."""
    if command not in _known:
        program, *args = shlex.split(command)
        assert program == "aidtrack"
        answer = call(*args, "--format", "json")
        assert answer.code == 0, (command, answer)
        table = answer.json()["tables"][0]
        what = next(word for word, verb in pairwise(args) if verb in ("list", "show"))
        assert table["name"] == what
        _known[command] = Listing(what, tuple(args), table["rows"])
    return _known[command]


class Behind:
    """What is behind one row: `first` and `last` are the parts under the first and the last comment, the same where there is none."""

    def __init__(self, lines: Iterable[str], day: str) -> None:
        self.day = day
        self.parts: list[list[Listing]] = [[]]
        self.about: list[Listing] = []  # nouns
        self.headed: dict[str, list[Listing]] = {}  # everything, by the comment above it
        for line in lines:
            if line.startswith("#"):
                self.parts.append([])
                head = self.headed.setdefault(line, [])
                continue
            found = listed(line)
            if self.headed:
                head.append(found)
            if found.rows and "kind" in found.rows[0] and "amount" in found.rows[0] and "date" in found.rows[0]:
                self.parts[-1].append(found)
            else:
                self.about.append(found)
        if len(self.parts) > 1 and not self.parts[0]:
            del self.parts[0]
            if len(self.parts) == 1:  # nothing moved in the period
                self.parts.insert(0, [])

    def entries(self, kind: str, at: int = -1) -> list[Row]:
        month = [one for one in self.parts[at] if one.what == kind and "--from" not in one.args]
        return [row for one in month or self.parts[at] if one.what == kind for row in one.rows]

    def sum(self, *kinds: str, at: int = -1) -> Decimal | None:
        """In yuan; None where no entry of these kinds is listed."""
        amounts = [Decimal(row["amount"]) for kind in kinds for row in self.entries(kind, at)]
        return sum(amounts, Decimal(0)) if amounts else None

    def rows(self, noun: str) -> list[Row]:
        return [row for one in self.about if one.what == noun for row in one.rows]

    def under(self, comment: str, what: str) -> list[Row]:
        return [row for one in self.headed.get(comment, ()) if one.what == what for row in one.rows]

    def only(self, noun: str) -> Row:
        [row] = self.rows(noun)
        return row

    @property
    def arrived(self) -> Decimal | None:
        return self.sum("receipt", "interest")

    @property
    def capital(self) -> Decimal | None:
        return minus(self.arrived, self.sum("spending", "writeoff"))

    @property
    def outstanding(self) -> Decimal | None:
        return minus(self.sum("loan"), self.sum("repayment", "writeoff"))

    def loans(self) -> Iterable[tuple[list[Instalment], list[Late], Decimal]]:
        """Each loan listed: when it falls due, what of it is late, what is outstanding."""
        back = [row for kind in ("repayment", "writeoff") for row in self.entries(kind)]
        for loan in self.entries("loan"):
            if loan["loan"] is None:
                taken = [row for row in self.entries("loan") if row["loan"] == loan["id"]]
                lent = sum((Decimal(row["amount"]) for row in (loan, *taken)), Decimal(0))
                came = sum((Decimal(row["amount"]) for row in back if row["loan"] == loan["id"]), Decimal(0))
                plan = instalments(fen(lent), loan["date"], loan["term"], loan["yearly_rate"], loan["schedule"])
                yield list(plan), list(late(plan, fen(came), self.day)), lent - came

    def overdue(self, least: int = 0, most: int = 10**6) -> Decimal | None:
        """What is late for so many days; None where no loan states a term."""
        loans = [(plan, parts) for plan, parts, _ in self.loans() if plan]
        found = sum(part.fen for _, parts in loans for part in parts if least <= part.days <= most)
        return Decimal(found) / 100 if loans else None


def fen(yuan: Decimal) -> int:
    return int(yuan * 100)


def minus(plus: Decimal | None, less: Decimal | None) -> Decimal | None:
    return None if plus is None and less is None else (plus or Decimal(0)) - (less or Decimal(0))


def total(rows: Iterable[Row], column: str) -> Decimal | None:
    known = [Decimal(row[column]) for row in rows if row[column] is not None]
    return sum(known, Decimal(0)) if known else None


def share(part: Decimal | None, whole: Decimal | None) -> str | None:
    return rate(None if part is None else fen(part), None if whole is None else fen(whole))


def unallocated(_: Row, it: Behind) -> Decimal | None:
    budget = it.only("fund")["budget"]
    return minus(it.arrived if budget is None else Decimal(budget), it.sum("allocation"))


def said(row: Row) -> Quantity | None:
    return quantity(row["value"], row["qualifier"])


def counted(name: str) -> Callable[[Row, Behind], str | None]:
    """What the activities listed count of something."""

    def count(_: Row, it: Behind) -> str | None:
        rows = [row for row in it.rows("indicator") if COUNTED.get(row["name"]) == name]
        assert all(is_count(row["name"], row["unit"]) and row["goal"] != "target" for row in rows)
        found = come_to(name, [one for row in rows if (one := said(row)) is not None])
        return None if found is None else str(found)

    return count


def places(_: Row, it: Behind) -> int | None:
    named = {place for row in it.rows("activity") for place in (row["village"], *(row["places"] or "").split("、"))}
    return len(named - {None, ""}) or None


def fact(row: Row, it: Behind) -> str | None:
    """A line of the briefing: what its indicators say, else how many rows there are, or how many persons in them."""
    if rows := it.rows("indicator"):
        found = come_to(COUNTED.get(rows[0]["name"], ""), [one for row in rows if (one := said(row)) is not None])
        return None if found is None else str(found)
    if row["item"] == "Persons in them":
        return str(total(it.rows("household"), "persons"))
    if it.rows("activity"):
        return None
    return str(max(len(one.rows) for one in it.about[:1]))


def confirmed(_: Row, it: Behind) -> str:
    passed = {row["name"] for row in it.rows("step") if row["result"] in (None, "passed")}
    return f"{sum(name.startswith('confirm') for name in passed)}/6"


def indicator_change(row: Row, it: Behind) -> str | None:
    own = [one for one in it.rows("indicator") if one["goal"] != "target"]
    values = [value for one in sorted(own, key=lambda one: one["as_of"] or "") if (value := said(one)) is not None]
    return str(values[-1] - values[0]) if len(values) > 1 and row["quantity"] is not None else None


def indicator_value(goal: bool) -> Callable[[Row, Behind], str | None]:
    def value(row: Row, it: Behind) -> str | None:
        rows = [one for one in it.rows("indicator") if (one["goal"] == "target") == goal]
        mine = [value for one in rows if one["as_of"] == row["as_of"] and (value := said(one)) is not None]
        return str(mine[0]) if mine else None

    return value


def returned(sign: int) -> Callable[[Row, Behind], Decimal | None]:
    """Receipts of the period in or out."""

    def amount(_: Row, it: Behind) -> Decimal | None:
        amounts = [one for row in movements(it, "receipt") if (one := sign * Decimal(row["amount"])) > 0]
        return sum(amounts, Decimal(0)) if amounts else None

    return amount


def movements(it: Behind, kind: str) -> list[Row]:
    """Of a carry-over: what is listed from the period's first day on."""
    return [row for part in it.parts for one in part if one.what == kind and "--from" in one.args for row in one.rows]


def moved(kind: str) -> Callable[[Row, Behind], Decimal | None]:
    return lambda _, it: total(movements(it, kind), "amount")


def cash(*, opening: bool) -> Callable[[Row, Behind], Decimal | None]:
    """Of a carry-over: what everything listed before the period, or all of it, leaves."""

    def amount(of: Row, it: Behind) -> Decimal | None:
        some = [one for part in it.parts for one in part if one.what in CASH and not (opening and "--from" in one.args)]
        own = [(one.what, row) for one in some for row in one.rows if row["fund"] == of["fund"]]
        amounts = [CASH[kind] * Decimal(row["amount"]) for kind, row in own]
        return sum(amounts, Decimal(0)) if amounts else None

    return amount


def this_month(_: Row, it: Behind) -> Decimal | None:
    return total([row for one in it.parts[0] if "--from" in one.args for row in one.rows], "amount")


def of_all(noun: str, column: str) -> Callable[[Row, Behind], Decimal | None]:
    return lambda _, it: total(it.rows(noun), column)


def many(*nouns: str) -> Callable[[Row, Behind], int]:
    return lambda _, it: sum(len(it.rows(noun)) for noun in nouns)


def different(column: str) -> Callable[[Row, Behind], int]:
    """How many projects or villages the cells of a sum are of."""
    kinds = ("allocation", "disbursement", "spending")
    return lambda _, it: len({row[column] for kind in kinds for row in it.entries(kind)} - {None})


PLANNED, USED, WHOM, WHENCE = "# planned:", "# used:", "# whom it reached:", "# where it is from:"
REACHES = {"household": "to_households", "village": "to_village"}
ORIGINS = {
    "fiscal": "fiscal", "credit": "credit", "union": "own", "self": "own", "donation": "donated", "east_west": "drawn_in",
    "other": "other_source",
}  # fmt: skip


def put_in(column: str | None = None) -> Callable[[Row, Behind], Decimal | None]:
    """Of aid put in: what was spent, less what was returned, and lent, less what was repaid; what of it a column splits off."""

    def amount(_: Row, it: Behind) -> Decimal | None:
        reach = {row["name"]: REACHES.get(row["reach"], "reach_unknown") for row in it.under(WHOM, "project")}
        funds = {row["name"]: row for row in it.under(WHENCE, "fund")}
        found: list[Decimal] = []
        for row in it.under(USED, "spending"):
            source = fund = funds[row["fund"]]
            while source["source"] in (None, "surplus") and source["part_of"]:
                source = funds[source["part_of"]]
            of = {reach.get(row["project"], "reach_unknown"), ORIGINS.get(source["source"], "source_unknown")}
            assert fund["name"] == row["fund"]
            if column in (None, *of):
                found.append(Decimal(row["amount"]))
        if column in (None, "to_households", "credit"):
            found += [Decimal(row["amount"]) for row in it.under(USED, "loan")]
            found += [-Decimal(row["amount"]) for row in it.under(USED, "repayment")]
        return sum(found, Decimal(0)) if found else None

    return amount


BEFORE, MOVED = "# allocated before:", "# what the change moved:"


def of_change(column: str) -> Callable[[Row, Behind], Decimal | None]:
    """Of a change: each place where it moved money, as the entries say; else what its steps state."""

    def amount(row: Row, it: Behind) -> Decimal | None:
        found: dict[str, list[Decimal]] = {"amount_before": [], "amount_after": [], "difference": []}
        document, places = "changes" in row, moved_places(it)
        first = {one["project"]: one for one in reversed(it.rows("step"))}
        for project, village in places:
            before = [
                amount_of(one)
                for one in it.under(BEFORE, "allocation")
                if (one["project"], one["village"]) == (project, village)
            ]
            moved = sum(
                amount_of(one)
                for one in it.under(MOVED, "allocation")
                if (one["project"], one["village"]) == (project, village)
            )
            if document and first.get(project, {}).get("result") == "failed":
                continue
            if before:
                found["amount_before"].append(sum(before, Decimal(0)))
            found["amount_after"].append(sum(before, Decimal(0)) + moved)
            found["difference"].append(Decimal(moved))
        for step in it.rows("step"):
            if step["project"] in {project for project, _ in places} and step == first[step["project"]]:
                continue
            stated = [None if step[name] is None else Decimal(step[name]) for name in ("amount_before", "amount_after")]
            whole = None not in stated
            if document and (step["result"] == "failed" or not whole):
                continue
            for name, one in zip(found, [*stated, minus(stated[1], stated[0]) if whole else None], strict=True):
                found[name] += [] if one is None else [one]
        return sum(found[column], Decimal(0)) if found[column] else None

    return amount


def amount_of(entry: Row) -> Decimal:
    return Decimal(entry["amount"])


def moved_places(it: Behind) -> set[tuple[str | None, str | None]]:
    return {(one["project"], one["village"]) for one in it.under(MOVED, "allocation")}


def changes(_: Row, it: Behind) -> int:
    """A row for each place where the change moved money; and for each step that moved none."""
    places, steps = moved_places(it), it.rows("step")
    return len(places) + len(steps) - len({project for project, _ in places} & {step["project"] for step in steps})


def income(pick: Callable[[list[Quantity]], Quantity]) -> Callable[[Row, Behind], str]:
    return lambda _, it: str(
        pick(
            sorted((one for row in it.rows("indicator") if (one := said(row)) is not None), key=lambda one: one.number)
        )
    )


def given(row: Row, it: Behind) -> str:
    """Comes from no row of the store, or from the others of its table, which is tested where they are made."""
    return "given"


# Reports made of other reports' tables, and which those are of.
_OTHERS = {"funds": "fund", "villages": "overview", "progress": "progress"}
COMPOSED = {
    "dashboard": {**_OTHERS, "rollup": "rollup", "carryover": "carryover"},
    "pack": {**_OTHERS, "projects": "project", "alerts": "alerts"},
}
RULES: dict[tuple[str, ...], Callable[[Row, Behind], object]] = {
    ("received",): lambda _, it: it.sum("receipt", at=0),
    ("interest",): lambda _, it: it.sum("interest", at=0),
    ("allocated",): lambda _, it: it.sum("allocation", at=0),
    ("disbursed",): lambda _, it: it.sum("disbursement", at=0),
    ("spent",): lambda _, it: it.sum("spending", at=0),
    ("lent",): lambda _, it: it.sum("loan", at=0),
    ("repaid",): lambda _, it: it.sum("repayment", at=0),
    ("written_off",): lambda _, it: it.sum("writeoff", at=0),
    ("budget",): lambda _, it: it.only("fund")["budget"],
    ("unallocated",): unallocated,
    ("remaining",): lambda _, it: minus(it.sum("allocation"), it.sum("spending")),
    ("cash",): lambda _, it: minus(it.sum("receipt", "interest", "repayment"), it.sum("spending", "loan")),
    ("capital",): lambda _, it: it.capital,
    ("outstanding",): lambda _, it: it.outstanding,
    ("rate",): lambda _, it: share(it.sum("spending"), it.sum("allocation")),
    ("fund", "funds", "rate"): lambda _, it: share(it.sum("spending"), it.arrived),
    ("projects",): different("project"),
    ("villages",): different("village"),
    # A noun's own rows.
    ("amount",): lambda _, it: total([row for one in it.about for row in one.rows], "amount"),
    ("project", "entries", "amount"): lambda _, it: total([row for one in it.parts[0] for row in one.rows], "amount"),
    ("persons",): lambda _, it: total([row for one in it.about for row in one.rows if one.what != "measure"], "persons"),
    ("households",): of_all("project", "households"),
    ("planned_cost",): of_all("project", "planned_cost"),
    # Progress and carry-over.
    ("progress", "progress", "spent_this_month"): this_month,
    ("progress", "progress", "rate"): lambda row, it: (
        share(it.sum("spending"), it.arrived if "received" in row else it.sum("allocation"))
    ),
    ("elapsed",): given,
    ("rank",): given,
    ("ahead",): lambda row, it: None if row["rate"] is None else (
        f"{Decimal(row['rate'].rstrip('%')) - Decimal(row['elapsed'].rstrip('%')):+.2f}"
    ),
    ("opening",): cash(opening=True),
    ("closing",): cash(opening=False),
    ("returned",): returned(-1),
    ("carryover", "carryover", "received"): returned(1),
    **{
        ("carryover", "carryover", column): moved(kind)
        for column, kind in (("interest", "interest"), ("spent", "spending"), ("lent", "loan"), ("repaid", "repayment"))
    },
    # Loans.
    ("overdue",): lambda _, it: it.overdue(),
    ("overdue_30",): lambda _, it: it.overdue(1, 30),
    ("overdue_90",): lambda _, it: it.overdue(31, 90),
    ("overdue_180",): lambda _, it: it.overdue(91, 180),
    ("overdue_older",): lambda _, it: it.overdue(181),
    ("loan", "loans", "days_overdue"): lambda _, it: next(
        ((max((part.days for part in parts), default=0) if plan else None) for plan, parts, _ in it.loans()), None
    ),
    ("at_risk",): lambda _, it: share(
        sum((left for _, parts, left in it.loans() if any(part.days > 30 for part in parts)), Decimal(0)), it.outstanding
    ),
    ("turnover",): lambda _, it: None if it.capital is None else share(it.sum("loan", at=0) or Decimal(0), it.capital),
    # Households and their plans.
    ("household", "households", "outstanding"): lambda _, it: it.outstanding,
    ("measures",): many("measure"),
    ("measures_done",): lambda _, it: sum(is_done(row, it.day) for row in it.rows("measure")),
    ("measures_overdue",): lambda _, it: sum(
        not is_done(row, it.day) and (days_since(row["due"], it.day) or 0) > 0 for row in it.rows("measure")
    ),
    ("household", "statuses", "households"): many("household"),
    ("village", "households", "households"): many("household"),
    ("village", "households", "exited"): lambda _, it: sum(
        row["status"] == "exited" and (row["status_on"] or "") <= it.day for row in it.rows("household")
    ),
    ("village", "households", "planned"): lambda _, it: len({row["household"] for row in it.rows("measure")}),
    # Activities and indicators.
    ("activity", "kinds", "activities"): many("activity"),
    ("places_named",): places,
    **{(name,): counted(name) for name in COUNTED.values() if name != "villages"},
    ("activity", "kinds", "villages"): counted("villages"),
    ("activity", "activities", "villages"): counted("villages"),
    ("indicator", "values", "quantity"): indicator_value(goal=False),
    ("indicator", "values", "goal"): indicator_value(goal=True),
    ("indicator", "values", "change"): indicator_change,
    ("village", "indicators", "quantity"): lambda _, it: str(said(it.only("indicator"))),
    # Findings and steps.
    ("days_open",): lambda _, it: max(days_since(it.only("finding")["found_on"], it.day) or 0, 0),
    ("days_overdue",): lambda _, it: late_days(it.only("finding")["due"], it.day),
    ("finding", "closed", "days"): lambda _, it: days_since(
        it.only("finding")["found_on"], last_day(it.only("finding")["closed_on"])
    ),
    ("step", "projects", "confirmations"): confirmed,
    ("step", "projects", "days"): lambda row, it: (
        None if row["waits_since"] is None else max(days_since(row["waits_since"], it.day) or 0, 0)
    ),
    # Aid put in, and changes.
    ("support", "support", "plan"): lambda _, it: total(it.under(PLANNED, "project"), "planned_cost"),
    ("support", "support", "used"): put_in(),
    **{
        ("support", "support", column): put_in(column)
        for column in (*REACHES.values(), "reach_unknown", *ORIGINS.values(), "source_unknown")
    },
    **{
        ("changes", table, column): of_change(column)
        for table in ("changes", "documents") for column in ("amount_before", "amount_after", "difference")
    },
    ("changes", "changes", "amount"): lambda row, it: total(it.rows("step")[:1], "amount"),
    ("changes", "documents", "changes"): changes,
    # The dashboard.
    ("ages", "funds"): many("fund"),
    ("ages", "closing"): lambda _, it: minus(it.sum("receipt", "interest", "repayment"), it.sum("spending", "loan")),
    ("stages", "projects"): many("project"),
    ("incomes", "villages"): lambda _, it: str(len({row["village"] for row in it.rows("indicator")})),
    ("lowest",): income(lambda ranked: ranked[0]),
    ("median",): income(lambda ranked: ranked[(len(ranked) - 1) // 2]),
    ("highest",): income(lambda ranked: ranked[-1]),
    # The briefing.
    ("briefing", "projects", "projects"): many("project"),
    ("briefing", "postings", "in_office"): many("posting"),
    ("briefing", "postings", "vacant"): many("village"),
    ("briefing", "findings", "findings"): many("finding"),
    ("quantity",): fact,
}  # fmt: skip


def is_done(measure: Row, day: str) -> bool:
    return measure["done_on"] is not None and str(measure["done_on"]) <= day


def late_days(due: str | None, day: str) -> int | None:
    late = days_since(due, day)
    return late if late is not None and late > 0 else None


def again(report: str, table: str, column: str, row: Row, it: Behind) -> object:
    """A figure worked out again. Raises KeyError where nothing says how."""
    report = COMPOSED.get(report, {}).get(table, report)
    for key in ((report, table, column), (table, column), (column,)):
        if key in RULES:
            found = RULES[key](row, it)
            return row[column] if found == "given" else found
    if row[column] is None:
        return None
    raise KeyError(f"how is {column} of {report}/{table} worked out from the rows behind it? Say so in RULES")
