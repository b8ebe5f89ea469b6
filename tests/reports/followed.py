"""Each figure of a report worked out again from what the commands that `--explain` prints list, and from that alone.

A figure is looked up in RULES by (report, table, column), else by (table, column), else by its column; of a report that is made
of others' tables the report is that which the table comes from. A new report whose figure
stands in none of them fails until it says here how it comes from the rows that its commands list.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from aidtrack.nouns.fund import SOURCES
from aidtrack.reports.activity import COUNTED, come_to, counts_what
from aidtrack.values.dates import days_since, last_day
from aidtrack.values.money import rate
from aidtrack.values.quantity import Quantity, quantity
from reports.behind import CASH, Behind, Row, fen, minus, total
from reports.followed_changes import CHANGES
from reports.followed_support import AID

FIGURES = ("money", "count", "rate", "quantity", "points")


def share(part: Decimal | None, whole: Decimal | None) -> str | None:
    return rate(None if part is None else fen(part), None if whole is None else fen(whole))


def unallocated(_: Row, it: Behind) -> Decimal | None:
    fund = it.only("fund")
    if fund["form"] == "loan":  # its money comes back: nothing waits to be allocated
        return None
    budget = fund["budget"]
    return minus(it.arrived if budget is None else Decimal(budget), it.sum("allocation"))


def paid_of(row: Row, it: Behind) -> tuple[Decimal | None, Decimal | None]:
    """What is spent, and of what; loan funds, which are listed beside it, have no rate."""
    lending = {fund["name"] for fund in it.rows("fund") if fund["form"] == "loan"}

    def amounts(*kinds: str) -> Decimal | None:
        found = [Decimal(one["amount"]) for kind in kinds for one in it.entries(kind) if one["fund"] not in lending]
        return sum(found, Decimal(0)) if found else None

    return amounts("spending"), amounts("receipt", "interest") if "received" in row else amounts("allocation")


def foreseen(column: str) -> Callable[[Row, Behind], Decimal | None]:
    """Of an outlook: what comes of the money listed that is not lent, and of the projects listed, which are unfinished."""

    def figure(row: Row, it: Behind) -> Decimal | None:
        lending = {fund["name"] for fund in it.rows("fund") if fund["form"] == "loan"}

        def amount(*kinds: str, at: int = -1, of: str | None = None) -> Fraction | None:
            found = [Fraction(one["amount"]) for kind in kinds for one in it.entries(kind, at)
                     if one["fund"] not in lending and of in (None, one["project"])]  # fmt: skip
            return sum(found, Fraction()) if found else None

        base, spent = amount(*(("receipt", "interest") if "fund" in row else ("allocation",))), amount("spending")
        if column in ("base", "spent") or base is None:
            found = base if column == "base" else spent if column == "spent" else None
            return None if found is None else Decimal(int(found * 100)) / 100
        paid, now, day = spent or Fraction(), amount("spending", at=0) or Fraction(), date.fromisoformat(it.day)
        year = (date(day.year + 1, 1, 1) - date(day.year, 1, 1)).days
        gone = (day - date(day.year, 1, 1)).days + 1
        planned = paid
        for project in it.rows("project"):
            end = None if project["planned_end"] is None else date.fromisoformat(last_day(project["planned_end"]))
            whole = 1 if end is None or end <= day else min(Fraction(1), Fraction(year - gone, (end - day).days))
            left = (amount("allocation", of=project["name"]) or 0) - (amount("spending", of=project["name"]) or 0)
            planned += left * whole if gone < year else 0
        exact = {
            "short": max(base * gone / year - paid, Fraction()),
            "by_pace": min(paid - now + now * year / gone, base),
            "by_plan": min(planned, base),
            "needed": max((base * Fraction(93, 100) - paid) / (13 - day.month), Fraction()),
        }[column]
        nearest = ceil(exact * 100) if column == "needed" else floor(exact * 100 + Fraction(1, 2))
        return Decimal(nearest) / 100

    return figure


def foreseen_rate(row: Row, it: Behind) -> str | None:
    return share(foreseen("spent")(row, it), foreseen("base")(row, it))


def ahead(row: Row, it: Behind) -> str | None:
    """In percentage points, rounded once: neither of the two rates that are shown is exact."""
    paid, basis = paid_of(row, it)
    if not basis:
        return None
    end = date.fromisoformat(row["month_end"])
    year = Fraction((end - date(end.year, 1, 1)).days + 1, (date(end.year + 1, 1, 1) - date(end.year, 1, 1)).days)
    points = (Fraction(paid or 0) / Fraction(basis) - year) * 10_000
    nearest = int(abs(points) + Fraction(1, 2))
    sign = "-" if points < 0 and nearest else "+"
    return f"{sign}{nearest // 100}.{nearest % 100:02d}"


def said(row: Row) -> Quantity | None:
    return quantity(row["value"], row["qualifier"])


def counted(name: str) -> Callable[[Row, Behind], str | None]:
    """What the activities listed count of something."""

    def count(_: Row, it: Behind) -> str | None:
        rows = [row for row in it.rows("indicator") if COUNTED.get(row["name"]) == name]
        assert all(counts_what(row["name"], row["unit"]) and row["goal"] != "target" for row in rows)
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


def how_far(_: Row, it: Behind) -> str | None:
    steps = sorted((row for row in it.rows("step") if row["name"] == "progress"), key=lambda row: row["date"] or "")
    return steps[-1]["percent"] if steps else None


def counted_together(row: Row, it: Behind) -> str | None:
    parts = [one for one in map(said, it.rows("indicator")) if one is not None]
    if len(parts) > 1 and (row["unit"] == "%" or row["indicator"].endswith("率")):
        return None
    if row["indicator"] in COUNTED and COUNTED[row["indicator"]] in (
        "prefectures",
        "counties",
        "townships",
        "villages",
    ):
        return f"{max(one.number for one in parts):f}"
    return f"{sum((one.number for one in parts), Decimal(0)):f}"


def indicator_change(row: Row, it: Behind) -> str | None:
    own = [one for one in it.rows("indicator") if one["goal"] != "target"]
    values = [value for one in sorted(own, key=lambda one: one["as_of"] or "") if (value := said(one)) is not None]
    return str(values[-1] - values[0]) if len(values) > 1 and row["quantity"] is not None else None


def indicator_value(goal: bool) -> Callable[[Row, Behind], str | None]:
    def value(row: Row, it: Behind) -> str | None:
        rows = [one for one in it.rows("indicator") if (one["goal"] == "target") == goal]
        mine = [value for one in rows if (goal or one["as_of"] == row["as_of"]) and (value := said(one)) is not None]
        return str(mine[0]) if mine else None

    return value


def of_rows(name: str) -> Callable[[Row, Behind], object]:
    """Of a roll-up by payees, households, months or years nothing is set aside, or remains."""

    def figure(row: Row, it: Behind) -> object:
        persons, times = row.keys() & {"payee", "household"}, row.keys() & {"year", "month"}
        if persons or (times and name != "allocated"):
            return None
        if name == "allocated":
            return it.sum("allocation", at=0)
        rest = minus(it.sum("allocation"), it.sum("spending"))
        return rest if name == "remaining" else share(it.sum("spending"), it.sum("allocation"))

    return figure


def returned(sign: int) -> Callable[[Row, Behind], Decimal | None]:
    """Receipts of the period in or out; what one took back on its own day was neither."""

    def amount(_: Row, it: Behind) -> Decimal | None:
        rows, days, back = movements(it, "receipt"), dict[int, str](), set[int]()
        for row in sorted(rows, key=lambda row: int(row["id"])):
            days[row["id"]] = row["date"]
            if row["reverses"] not in back and days.get(row["reverses"]) == row["date"]:
                back.add(row["id"])
        never = sum(abs(Decimal(row["amount"])) for row in rows if row["id"] in back)
        amounts = [one for row in rows if (one := sign * Decimal(row["amount"])) > 0]
        return sum(amounts, -never) or None

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
    """How many projects or villages the cells of a sum are of, and the projects that are listed because they have no money."""
    kinds = ("allocation", "disbursement", "spending")

    def count(_: Row, it: Behind) -> int:
        idle = {row["name" if column == "project" else "village"] for row in it.rows("project")}
        return len(({row[column] for kind in kinds for row in it.entries(kind)} | idle) - {None})

    return count


def planned(source: str) -> Callable[[Row, Behind], Decimal | None]:
    return lambda _, it: total([row for row in it.rows("plan") if row["name"] == source], "amount")


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
    ("entries",): lambda _, it: len(it.different()),
    ("files",): lambda _, it: len({*it.different().values()} - {None}),
    ("budget",): lambda _, it: it.only("fund")["budget"],
    ("unallocated",): unallocated,
    ("remaining",): lambda _, it: minus(it.sum("allocation"), it.sum("spending")),
    ("cash",): lambda _, it: minus(it.sum("receipt", "interest", "repayment"), it.sum("spending", "loan")),
    ("capital",): lambda _, it: it.capital,
    ("outstanding",): lambda _, it: it.outstanding,
    ("rate",): lambda _, it: share(it.sum("spending"), it.sum("allocation")),
    **{(report, "rollup", name): of_rows(name) for report in ("rollup", "payee") for name in ("allocated", "remaining", "rate")},
    **{("fund", "receivers", name): of_rows(name) for name in ("allocated", "remaining")},
    ("fund", "funds", "rate"): lambda _, it: None if it.only("fund")["form"] == "loan" else share(it.sum("spending"), it.arrived),
    ("projects",): different("project"),
    ("villages",): different("village"),
    # A noun's own rows.
    ("amount",): lambda _, it: total([row for one in it.about for row in one.rows], "amount"),
    ("project", "entries", "amount"): lambda _, it: total([row for one in it.parts[0] for row in one.rows], "amount"),
    ("persons",): lambda _, it: total([row for one in it.about for row in one.rows if one.what not in ("measure", "plan", "finding")], "persons"),
    ("households",): of_all("project", "households"),
    ("planned_cost",): of_all("project", "planned_cost"),
    **{(f"planned_{source}",): planned(source) for source in SOURCES},
    ("project", "projects", "findings"): lambda _, it: len(it.rows("finding")) or None,
    ("village", "projects", "findings"): lambda _, it: len(it.rows("finding")) or None,
    ("raised",): lambda _, it: it.only("fund")["raised"],
    ("moved",): given,  # what left another fund names nothing itself
    # Progress and carry-over.
    ("progress", "progress", "spent_this_month"): this_month,
    ("progress", "progress", "rate"): lambda row, it: share(*paid_of(row, it)),
    ("elapsed",): given,
    ("rank",): given,
    ("ahead",): ahead,
    ("opening",): cash(opening=True),
    ("closing",): cash(opening=False),
    ("returned",): returned(-1),
    ("carryover", "carryover", "received"): returned(1),
    **{
        ("carryover", "carryover", column): moved(kind)
        for column, kind in (("interest", "interest"), ("spent", "spending"), ("lent", "loan"), ("repaid", "repayment"))
    },
    **{
        ("forecast", table, column): foreseen(column)
        for table in ("funds", "villages")
        for column in ("base", "spent", "short", "by_pace", "by_plan", "needed")
    },
    **{("forecast", table, "rate"): foreseen_rate for table in ("funds", "villages")},
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
    ("village", "place", "idle_days"): given,
    ("village", "place", "households_helped"): given,
    ("village", "loans", "days_overdue"): lambda _, it: next(
        (max((part.days for part in parts), default=0) for _, parts, _ in it.loans()), None
    ),
    ("village", "loans", "jobs"): lambda _, it: next((str(said(row)) for row in reversed(it.rows("indicator"))), None),
    ("village", "notices", "days_overdue"): given,
    ("village", "notices", "amount"): given,
    ("village", "findings", "days_overdue"): lambda _, it: late_days(it.only("finding")["due"], it.day),
    # Activities and indicators.
    ("activity", "kinds", "activities"): many("activity"),
    ("places_named",): places,
    **{(name,): counted(name) for name in COUNTED.values() if name != "villages"},
    ("activity", "kinds", "villages"): counted("villages"),
    ("activity", "activities", "villages"): counted("villages"),
    ("indicator", "values", "quantity"): indicator_value(goal=False),
    ("indicator", "values", "target"): indicator_value(goal=True),
    ("indicator", "values", "change"): indicator_change,
    ("village", "indicators", "quantity"): lambda _, it: str(said(it.only("indicator"))),
    # Findings and steps.
    ("days_open",): lambda _, it: max(days_since(it.only("finding")["found_on"], it.day) or 0, 0),
    ("days_overdue",): lambda _, it: late_days(it.only("finding")["due"], it.day),
    ("finding", "closed", "days"): lambda _, it: days_since(
        it.only("finding")["found_on"], last_day(it.only("finding")["closed_on"])
    ),
    ("step", "projects", "confirmations"): confirmed,
    ("step", "projects", "done"): how_far,
    ("activity", "counts", "quantity"): counted_together,
    ("loan", "loans", "jobs"): lambda _, it: next((str(said(row)) for row in reversed(it.rows("indicator"))), None),
    ("step", "projects", "days"): lambda row, it: (
        None if row["waits_since"] is None else max(days_since(row["waits_since"], it.day) or 0, 0)
    ),
    **AID,
    **CHANGES,
    # The dashboard.
    ("ages", "funds"): many("fund"),
    ("ages", "closing"): lambda _, it: minus(it.sum("receipt", "interest", "repayment"), it.sum("spending", "loan")),
    ("stages", "projects"): many("project"),
    ("incomes", "villages"): lambda _, it: len({row["village"] for row in it.rows("indicator")}),
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
