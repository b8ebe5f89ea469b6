"""`report fund [NAME]`: what each fund was promised, received, set aside, spent and lent."""

from dataclasses import replace

from aidtrack.ledger.kind import FUND_BALANCES
from aidtrack.ledger.quantity import ALLOCATED, ARRIVED, CASH, OUTSTANDING, allocatable, unallocated
from aidtrack.phrase import Said, phrase
from aidtrack.reports import figures
from aidtrack.reports.begun import not_begun
from aidtrack.reports.columns import columns, compared, word_labels
from aidtrack.reports.explain import Explainer, explaining
from aidtrack.reports.figures import Figures, Over, add
from aidtrack.reports.flags import (
    LENT_BY_GRANT,
    NOT_ALLOCATED,
    NOT_ARRIVED,
    OVER_RECEIVED,
    UNSPENT,
    carried_on,
    give_reason,
    raised,
)
from aidtrack.reports.period import Period
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.find import Names
from aidtrack.values.flag import Flag
from aidtrack.values.money import rate
from aidtrack.values.report import Content, Report, Row, Table, Value

_LENDING = ("lent", "repaid", "written_off", "outstanding")
_SUMMED = ("received", "interest", "allocated", "unallocated", "disbursed", "spent", *_LENDING, "cash")


def fund(connection: Connection, name: str | None, when: Period, *, explain: list[str] | None = None) -> Report:
    """All funds, or one with its projects."""
    names = Names(connection)
    only = names.find("fund", name) if name is not None else None
    explainer = explaining(names, when, explain)
    where = {"fund_id": only} if only is not None else {}
    known = figures.funds(connection, when, **where)
    cells = figures.cells(connection, when, ("fund_id",), **where)
    reasons = figures.overs(connection, when)
    went = figures.carried_on(connection, when)
    carried = figures.carried_net(connection, when)
    absent = not_begun(connection, when)
    came = {into for all_into in went.values() for into in all_into}

    rows: list[dict[str, Content]] = []
    commands: list[list[Said]] = []
    budgets: list[tuple[int | None, bool]] = []
    open_fen: list[Content] = []
    ids: list[int] = []
    lending: set[int] = set()  # the funds made for lending
    for id, title, source, year, budget, qualifier, form, part_of in connection.rows(
        "SELECT id, name, source, year, budget_fen, qualifier, form, part_of_id FROM fund ORDER BY id"
    ):
        if only != id if only is not None else id in absent:
            continue
        found = known.get(id) or Figures(dict.fromkeys(FUND_BALANCES), dict.fromkeys(FUND_BALANCES))
        limit = None if id in went else budget  # the rest of its plan went on with its money
        lends = form == "loan"
        if lends:
            lending.add(id)
        row = _row(found, limit, lends=lends)
        exact = qualifier in (None, "=")
        flags: list[Flag] = []
        if _has_begun(found, year, when):
            outside = (found.held["received"] or 0) - carried.get(id, 0)
            beyond = exact and budget is not None and outside > budget
            flags = _flags(found, limit, cells[id,].flags if (id,) in cells else [], lends=lends, beyond=beyond)
        flags += [carried_on(str(names.name("fund", into))) for into in went.get(id, ())]
        _give_reasons(flags, [over for over in reasons if over.fund_id == id])
        rows.append(
            {
                "fund": title,
                "source": source,
                "year": year,
                "budget": budget,
                "qualifier": qualifier if qualifier != "=" else None,
                **row,
                "flags": tuple(flags),
            }
        )
        ids.append(id)
        budgets.append((budget, exact and part_of is None))
        if exact and (part_of is None or id in came):
            open_fen.append(row["unallocated"])
        if explainer:
            commands.append([explainer.one("fund", id), *explainer.commands(found, fund=id)])
    lent = any(row["lent"] is not None for row in rows)
    hidden = (
        ("qualifier",) if lent else ("qualifier", *_LENDING)
    )  # people read the qualifier before the amounts it marks
    table = Table(
        "funds",
        phrase("Funds"),
        [
            replace(column, hidden=column.name in hidden)
            for column in columns("fund", "source", "year", "budget", "qualifier", *_SUMMED, "rate", "flags")
        ],
        rows,
        total=_total(rows, budgets, open_fen, [found for id, found in known.items() if id not in lending]),
        notes=[
            *_budget_notes(budgets),
            *([phrase("Loan funds have no rate: what they lend comes back.")] if lending and len(rows) > 1 else []),
        ],
        labels=word_labels("source"),
        explain=commands,
        keys=ids,
    )
    tables, charts = [table], [compared("funds", "fund")]
    if only is not None:
        tables.append(_projects(connection, names, figures.cells(connection, when, fund_id=only), explainer, only))
        charts = [compared("projects", "project", "village")]
    return Report("fund", names.name("fund", only) or phrase("Funds"), tables, when.end, charts=charts)


def _row(found: Figures, budget: int | None, *, lends: bool) -> dict[str, Value]:
    """The figures of a fund. Of one that `lends` nothing waits to be allocated, and no share is spent: its money comes back."""
    held = found.held
    return {
        **{name: found.moved[name] for name in ("received", "interest", "allocated")},
        "unallocated": None if lends else unallocated(budget, held),
        "disbursed": found.moved["disbursed"],
        "spent": found.moved["spent"],
        **{name: found.moved[name] for name in ("lent", "repaid", "written_off")},
        "outstanding": OUTSTANDING.of(held),
        "cash": CASH.of(held),
        "rate": None if lends else rate(held["spent"], ARRIVED.of(held)),
    }


def _has_begun(found: Figures, year: int | None, when: Period) -> bool:
    """Whether anything can be said against a fund: it has an entry by the period's end, or its year is over without one."""
    moved = any(fen is not None for fen in found.held.values())
    return moved or (year is not None and when.day > f"{year}-12-31")


def _flags(found: Figures, budget: int | None, of_cells: list[Flag], *, lends: bool, beyond: bool) -> list[Flag]:
    """`beyond`: more came from outside than its budget states."""
    held = found.held
    arrived = ARRIVED.fen(held)
    allocated = ALLOCATED.fen(held)
    limit = allocatable(budget, held) or 0
    of_fund = figures.fund_flags(found, budget)
    own = (*of_fund, UNSPENT)
    flags = of_fund + [flag for flag in of_cells if not raised(own, flag)]
    if arrived < max(budget or 0, allocated):
        flags.append(NOT_ARRIVED)
    if beyond:
        flags.append(OVER_RECEIVED)
    if limit > 0 and not allocated and not held["lent"] and not lends:
        flags.append(NOT_ALLOCATED)
    if allocated > 0 and not held["spent"]:
        flags.append(UNSPENT)
    return flags


def _give_reasons(flags: list[Flag], reasons: list[Over]) -> None:
    """The reasons behind the flags of a fund; where money is misplaced, its cells say so already, but for a loan's."""
    for over in reasons:
        for flag in figures.excusable(over):
            give_reason(flags, flag, over.reason)
        if over.kind == "loan" and over.misplaced:
            give_reason(flags, LENT_BY_GRANT, over.reason, unraised=True)


def _total(
    rows: list[dict[str, Content]],
    budgets: list[tuple[int | None, bool]],
    open_fen: list[Content],
    rated: list[Figures],
) -> Row:
    total: dict[str, Value] = {}
    for name in _SUMMED:
        total[name] = figures.summed(row[name] for row in rows)
    total["budget"] = figures.summed(budget for budget, counts in budgets if counts)
    # What is unallocated rests on the budget, so the same are left out; but what was carried on is open in the new fund alone.
    total["unallocated"] = figures.summed(open_fen)
    spent: int | None = None
    arrived: int | None = None
    for found in rated:
        spent, arrived = add(spent, found.held["spent"]), add(arrived, ARRIVED.of(found.held))
    total["rate"] = rate(spent, arrived)
    return total


def _budget_notes(budgets: list[tuple[int | None, bool]]) -> list[Said]:
    """A qualified budget, or one inside another fund's, is never silently added to exact ones."""
    left_out = sum(1 for budget, counts in budgets if budget is not None and not counts)
    unknown = sum(1 for budget, _ in budgets if budget is None)
    notes: list[Said] = []
    if left_out and len(budgets) > 1:
        notes.append(
            phrase(
                "The totals of budget and unallocated leave out {count} that are not exact or are part of another fund.",
                count=left_out,
            )
        )
    if unknown and len(budgets) > 1:
        notes.append(phrase("{count} funds state no budget.", count=unknown))
    return notes


def _projects(
    connection: Connection,
    names: Names,
    cells: dict[figures.Key, Figures],
    explainer: Explainer | None,
    fund_id: int,
) -> Table:
    facts = {
        row[0]: (row[1], row[2])
        for row in connection.rows(
            "SELECT id, category, stage FROM project WHERE id IN (SELECT project_id FROM cell_balance WHERE fund_id = :fund)",
            {"fund": fund_id},
        )
    }
    rows: list[Row] = []
    commands: list[list[Said]] = []
    keys = sorted(cells, key=lambda cell: (cell[1] == 0, cell[1], cell[2] == 0, cell[2]))
    for _, project, village in keys:
        found = cells[fund_id, project, village]
        category, stage = facts.get(project, (None, None))
        rows.append(
            {
                "project": names.name("project", project),
                "village": names.name("village", village),
                "category": category,
                "stage": stage,
                **found.cells(),
            }
        )
        if explainer:
            commands.append(explainer.commands(found, fund=fund_id, project=project, village=village))
    return Table(
        "projects",
        phrase("Projects"),
        columns(
            "project", "village", "category", "stage", "allocated", "disbursed", "spent", "remaining", "rate", "flags"
        ),
        rows,
        total={**figures.together(cells.values()).cells(), "flags": ()},
        labels=word_labels("stage"),
        explain=commands,
        keys=keys,
    )
