"""`report loan [FUND]`: who owes what, what of it is overdue, and what each fund's lending comes to (DOMAIN section 3, R12)."""

from collections.abc import Iterable, Sequence

from aidtrack.ledger.quantity import CAPITAL, CASH, OUTSTANDING
from aidtrack.phrase import Said, phrase
from aidtrack.reports import figures
from aidtrack.reports.begun import not_begun
from aidtrack.reports.columns import columns
from aidtrack.reports.explain import Explainer, explaining
from aidtrack.reports.figures import Figures
from aidtrack.reports.flags import LENT_BY_GRANT, OVERDRAWN, OVERDUE, PAID_OFF, WRITTEN_OFF, give_reason
from aidtrack.reports.lending import Loan, loans
from aidtrack.reports.period import Period
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.find import Names
from aidtrack.values.flag import Flag
from aidtrack.values.ids import spelled
from aidtrack.values.money import rate
from aidtrack.values.report import Report, Row, Table, Value

_MOVED = ("lent", "repaid", "written_off")
# Overdue by age: the column, and the most days that its money is late; the last has no end.
_AGES = (("overdue_30", 30), ("overdue_90", 90), ("overdue_180", 180), ("overdue_older", None))
_RISKY_DAYS = 30


def loan(connection: Connection, name: str | None, when: Period, *, explain: list[str] | None = None) -> Report:
    """The loans of all funds, or of one; those that were settled before the period are left out."""
    names = Names(connection)
    where = {"fund_id": names.find("fund", name)} if name is not None else {}
    found = loans(connection, when, **where)
    shown = [one for one in found if one.outstanding_fen or any(one.moved[part] is not None for part in _MOVED)]
    absent = not_begun(connection, when)
    forms = {id: form for id, form in connection.rows("SELECT id, form FROM fund") if id not in absent}
    exceeded = figures.exceeded(connection, when) if any(one.over for one in shown) else {}
    rows: list[Row] = [
        {
            "id": one.id,
            "fund": names.name("fund", one.fund_id),
            "household": one.household,
            "village": one.village,
            "lent_on": one.lent_on,
            "due": one.plan[-1].due if one.plan else None,
            **one.moved,
            "outstanding": one.outstanding_fen,
            "overdue": one.overdue_fen,
            "days_overdue": (one.late[0].days if one.late else 0) if one.plan else None,
            "flags": tuple(_flags(one, forms[one.fund_id], exceeded.get(one.fund_id, []))),
        }
        for one in shown
    ]
    explainer = explaining(names, when, explain)
    endless = sum(1 for one in shown if not one.plan)
    table = Table(
        "loans",
        phrase("Loans"),
        columns(
            "id",
            "fund",
            "household",
            "village",
            "lent_on",
            "due",
            *_MOVED,
            "outstanding",
            "overdue",
            "days_overdue",
            "flags",
        ),
        rows,
        total={name: figures.summed(row[name] for row in rows) for name in (*_MOVED, "outstanding", "overdue")},
        notes=[phrase("{count} loans state no term: what of them is overdue is not known.", count=endless)]
        if endless
        else [],
        explain=[_commands(connection, explainer, one) for one in shown] if explainer else (),
    )
    return Report(
        "loan",
        names.name("fund", where.get("fund_id")) or phrase("Loans"),
        [table, _funds(connection, names, when, found, forms, where, explainer)],
        when.end,
    )


def _commands(connection: Connection, explainer: Explainer, loan: Loan) -> list[Said]:
    """The loan with what took it back, and what came back of it."""
    taken_back = connection.rows("SELECT id FROM entry WHERE loan_id = :id AND kind = 'loan'", {"id": loan.id})
    own = ["--id", spelled([loan.id, *(row[0] for row in taken_back)])]
    return explainer.of_sums(loan.moved, loan.held, lambda kind: own if kind == "loan" else ["--loan", str(loan.id)])


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
    return flags


def _funds(
    connection: Connection,
    names: Names,
    when: Period,
    found: Sequence[Loan],
    forms: dict[int, str | None],
    where: dict[str, int],
    explainer: Explainer | None,
) -> Table:
    """Each fund that is for lending, or has lent."""
    known = figures.funds(connection, when, **where)
    lent = {one.fund_id for one in found}
    funds = [id for id in sorted(forms) if where.get("fund_id", id) == id and (forms[id] == "loan" or id in lent)]
    rows = [
        {"fund": names.name("fund", id), **_fund(known.get(id), [one for one in found if one.fund_id == id])}
        for id in funds
    ]
    money = ("capital", *_MOVED, "outstanding", "cash", *(name for name, _ in _AGES))
    total = {name: figures.summed(row[name] for row in rows) for name in money}
    outstanding = sum(one.outstanding_fen for one in found)
    nothing = figures.nothing()
    return Table(
        "funds",
        phrase("Loan funds"),
        columns("fund", *money, "at_risk", "turnover"),
        rows,
        total={
            **total,
            "at_risk": rate(_at_risk(found), outstanding),
            "turnover": _turnover(total["lent"], total["capital"]),
        },
        notes=[phrase("Capital is what came in less what was spent and written off: cash and outstanding together.")],
        explain=[explainer.commands(known.get(id, nothing), fund=id) for id in funds] if explainer else (),
    )


def _fund(found: Figures | None, of_fund: Sequence[Loan]) -> dict[str, Value]:
    if found is None:
        return dict.fromkeys(
            ("capital", *_MOVED, "outstanding", "cash", *(name for name, _ in _AGES), "at_risk", "turnover")
        )
    held = found.held
    capital, outstanding = CAPITAL.of(held), OUTSTANDING.of(held)
    return {
        "capital": capital,
        **{name: found.moved[name] for name in _MOVED},
        "outstanding": outstanding,
        "cash": CASH.of(held),
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
