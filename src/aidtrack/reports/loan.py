"""`report loan [FUND]`: who owes what, what of it is overdue, and what each fund's lending comes to (DOMAIN section 3, R12)."""

from collections.abc import Iterable, Mapping, Sequence

from aidtrack.ledger.quantity import CAPITAL, CASH, OUTSTANDING
from aidtrack.phrase import Said, phrase
from aidtrack.reports import figures
from aidtrack.reports.begun import not_begun
from aidtrack.reports.columns import columns, filled
from aidtrack.reports.explain import Explainer, explaining
from aidtrack.reports.figures import Figures, of_funds
from aidtrack.reports.flags import (
    AFTER_BOOKS_CLOSED,
    LENT_BY_GRANT,
    OVERDRAWN,
    OVERDUE,
    PAID_OFF,
    WRITTEN_OFF,
    give_reason,
)
from aidtrack.reports.jobs import Jobs, jobs, together
from aidtrack.reports.lending import Loan, loans
from aidtrack.reports.period import Period
from aidtrack.reports.stands import standing_of
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.find import Names
from aidtrack.values.flag import Flag
from aidtrack.values.ids import spelled
from aidtrack.values.money import rate
from aidtrack.values.report import Content, Report, Row, Table, Value

_MOVED = ("lent", "repaid", "written_off")
# Overdue by age: the column, and the most days that its money is late; the last has no end.
_AGES = (("overdue_30", 30), ("overdue_90", 90), ("overdue_180", 180), ("overdue_older", None))
_RISKY_DAYS = 30
_LENDING = ("capital", *_MOVED, "outstanding", "cash", *(name for name, _ in _AGES))  # the money of a loan fund


def loan(connection: Connection, name: str | None, when: Period, *, explain: list[str] | None = None) -> Report:
    """The loans of all funds, or of one; those that were settled before the period are left out."""
    names = Names(connection)
    where = {} if name is None else {"fund_id": names.find("fund", name)}
    found = loans(connection, when, **where)
    absent = not_begun(connection, when)
    forms = {id: form for id, form in connection.rows("SELECT id, form FROM fund") if id not in absent}
    explainer = explaining(names, when, explain)
    tables = [
        _loans(connection, names, when, found, forms, explainer),
        _funds(connection, names, when, found, forms, where, explainer),
    ]
    return Report("loan", names.name("fund", where.get("fund_id")) or phrase("Loans"), tables, when.end)


_CAPITAL = phrase("Capital is what came in less what was spent and written off: cash and outstanding together.")


def _loans(
    connection: Connection,
    names: Names,
    when: Period,
    found: Sequence[Loan],
    forms: Mapping[int, str | None],
    explainer: Explainer | None,
) -> Table:
    shown = [one for one in found if one.outstanding_fen or any(one.moved[name] is not None for name in _MOVED)]
    exceeded = of_funds.exceeded(connection, when) if any(one.over for one in shown) else {}
    placed = jobs(connection, when)
    rows: list[Row] = [
        {
            **cells_of(names, one, placed.get(one.id)),
            "flags": tuple(_flags(one, forms[one.fund_id], exceeded.get(one.fund_id, []))),
        }
        for one in shown
    ]
    endless = {one.id for one in shown if not one.plan}

    def of_endless(table: Table) -> list[Said]:
        count = sum(row["id"] in endless for row in table.rows) if table.has("overdue", "days_overdue") else 0
        said = phrase("{count} loans state no term: what of them is overdue is not known.", count=count)
        return [said] if count else []

    heads = ("id", "fund", "household", "village", "lent_on", "due")
    return Table(
        "loans",
        phrase("Loans"),
        filled(columns(*heads, *_MOVED, "outstanding", "overdue", "days_overdue", "jobs", "flags"), rows, "jobs"),
        rows,
        stays=("household", "outstanding", "overdue", "flags", "jobs", "village", "lent"),
        total={
            **{name: figures.summed(row[name] for row in rows) for name in (*_MOVED, "outstanding", "overdue")},
            "jobs": together([placed[one.id] for one in shown if one.id in placed]),
        },
        remarks=of_endless,
        explain=[commands_of(connection, explainer, one, placed.get(one.id)) for one in shown] if explainer else (),
    )


def cells_of(names: Names, loan: Loan, placed: Jobs | None) -> dict[str, Content]:
    """The row of a loan; of one that states no term it is not known what of it is overdue."""
    due, days = None, None
    if loan.plan:
        due = loan.plan[-1].due
        days = loan.late[0].days if loan.late else 0
    return {
        "id": loan.id,
        "fund": names.name("fund", loan.fund_id),
        "household": loan.household,
        "village": loan.village,
        "lent_on": loan.lent_on,
        "due": due,
        **loan.moved,
        "outstanding": loan.outstanding_fen,
        "overdue": loan.overdue_fen,
        "days_overdue": days,
        "jobs": str(placed.said) if placed else None,
    }


def commands_of(connection: Connection, explainer: Explainer, loan: Loan, placed: Jobs | None) -> list[Said]:
    """The loan with what took it back, what came back of it, and what says how many jobs it made."""
    taken_back = connection.rows("SELECT id FROM entry WHERE loan_id = :id AND kind = 'loan'", {"id": loan.id})
    own = ["--id", spelled([loan.id, *(row[0] for row in taken_back)])]
    moved = explainer.of_sums(loan.moved, loan.held, lambda kind: own if kind == "loan" else ["--loan", str(loan.id)])
    return [*moved, *explainer.sources({"indicator": placed.indicators if placed else []})]


def _flags(loan: Loan, form: str | None, exceeded: Sequence[Flag]) -> list[Flag]:
    flags = []
    if loan.late:
        flags.append(OVERDUE)
    if loan.held["written_off"]:
        flags.append(WRITTEN_OFF)
    if not loan.outstanding_fen:
        flags.append(PAID_OFF)
    if loan.over and form == "grant":
        give_reason(flags, LENT_BY_GRANT, loan.over, unraised=True)
    if loan.over and OVERDRAWN in exceeded:
        give_reason(flags, OVERDRAWN, loan.over, unraised=True)
    if loan.over and loan.booked_late:
        give_reason(flags, AFTER_BOOKS_CLOSED, loan.over, unraised=True)
    return flags


def _funds(
    connection: Connection,
    names: Names,
    when: Period,
    found: Sequence[Loan],
    forms: Mapping[int, str | None],
    where: dict[str, int],
    explainer: Explainer | None,
) -> Table:
    """Each fund that is for lending, or has lent."""
    known = of_funds.funds(connection, when, **where)
    of_fund: dict[int, list[Loan]] = {}
    for one in found:
        of_fund.setdefault(one.fund_id, []).append(one)
    mine = where.get("fund_id")
    stands = standing_of(connection, "fund", when)
    funds = [
        id
        for id in sorted(forms)
        if mine in (None, id) and (id in of_fund or (forms[id] == "loan" and (stands is None or id in stands)))
    ]
    rows = [{"fund": names.name("fund", id), **_fund(known.get(id), of_fund.get(id, ()), when)} for id in funds]
    total = {name: figures.summed(row[name] for row in rows) for name in _LENDING}
    total_rates: Row = {
        "at_risk": rate(_at_risk(found), sum(one.outstanding_fen for one in found)),
        "turnover": _turnover(total["lent"], total["capital"]),
    }
    commands: list[list[Said]] = []
    if explainer:
        commands = [explainer.commands(known.get(id, figures.nothing()), fund=id) for id in funds]
    return Table(
        "funds",
        phrase("Loan funds"),
        columns("fund", *_LENDING, "at_risk", "turnover"),
        rows,
        total={**total, **total_rates},
        remarks=lambda table: [_CAPITAL] if table.has("capital") else [],
        explain=commands,
        keys=funds,
    )


def _fund(found: Figures | None, of_fund: Sequence[Loan], when: Period) -> dict[str, Value]:
    """A fund's row; of a part of its loans it is not known what they were lent from."""
    if found is None:
        return dict.fromkeys((*_LENDING, "at_risk", "turnover"))
    held = found.held
    whole = when.choice.of_funds
    capital, outstanding = CAPITAL.of(held) if whole else None, OUTSTANDING.of(held)
    return {
        "capital": capital,
        **{name: found.moved[name] for name in _MOVED},
        "outstanding": outstanding,
        "cash": CASH.of(held) if whole else None,
        **_by_age(of_fund),
        "at_risk": rate(_at_risk(of_fund), outstanding),
        "turnover": _turnover(found.moved["lent"], capital),
    }


def _by_age(of_fund: Sequence[Loan]) -> dict[str, int | None]:
    """What is overdue of the loans that state a term, by how long each part is; None where none states one."""
    ages: dict[str, int | None] = dict.fromkeys(
        (name for name, _ in _AGES), 0 if any(one.plan for one in of_fund) else None
    )
    for one in of_fund:
        for part in one.late:
            name = next(name for name, most in _AGES if most is None or part.days <= most)
            ages[name] = (ages[name] or 0) + part.fen
    return ages


def _at_risk(of_fund: Iterable[Loan]) -> int:
    """What is outstanding of loans with any part late for longer than a month."""
    return sum(one.outstanding_fen for one in of_fund if any(part.days > _RISKY_DAYS for part in one.late))


def _turnover(lent: Value, capital: Value) -> str | None:
    return rate(int(lent or 0), int(capital)) if capital is not None else None
