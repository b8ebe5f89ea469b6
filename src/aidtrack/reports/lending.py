"""What became of each loan: the figures of `report loan`, and the schedule that `loan show` prints."""

from collections.abc import Sequence

from aidtrack.dataclass import dataclass
from aidtrack.ledger.closed_books import BOOKED_LATE
from aidtrack.ledger.kind import KINDS
from aidtrack.ledger.lending import IS_LOAN
from aidtrack.ledger.quantity import LENT, OUTSTANDING
from aidtrack.ledger.schedule import Instalment, Late, instalments, late, unpaid
from aidtrack.phrase import phrase
from aidtrack.reports.columns import columns
from aidtrack.reports.period import Period
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.homonyms import Homonyms
from aidtrack.values.report import Row, Table

_PARTS = {kind: KINDS[kind].balance for kind in OUTSTANDING.kinds}


@dataclass(frozen=True, slots=True)
class Loan:
    """A loan at the end of a period: `moved` in it and `held` at its end, in fen by balance; None where nothing is."""

    id: int
    fund_id: int
    household_id: int
    household: str
    village: str
    lent_on: str
    term: int | None
    over: str | None
    booked_late: bool  # on a day that was closed by then
    moved: dict[str, int | None]
    held: dict[str, int | None]
    plan: Sequence[Instalment]
    late: Sequence[Late]

    @property
    def outstanding_fen(self) -> int:
        return OUTSTANDING.fen(self.held)

    @property
    def back_fen(self) -> int:
        """What was repaid and written off."""
        return LENT.less(OUTSTANDING).fen(self.held)

    @property
    def overdue_fen(self) -> int | None:
        """Principal that was due and did not come; None where no term is stated."""
        return sum(part.fen for part in self.late) if self.plan else None


def loans(connection: Connection, when: Period, among: str = "", /, **where: int) -> list[Loan]:
    """The loans lent up to the period's end that were not taken back whole by then, oldest first; `where` as `o.column`, or as SQL `among`."""
    conditions = "".join(f" AND o.{column} = :{column}" for column in where) + when.choice.entries("o")
    conditions += f" AND {among}" if among else ""
    amounts = {  # a loan is no entry of its own loan_id: it stands in the sums beside the others
        balance: f"CASE WHEN x.kind = '{kind}' THEN x.amount_fen END" for kind, balance in _PARTS.items()
    }
    sums = [f"sum(CASE WHEN x.date >= :start THEN {amount} END)" for amount in amounts.values()]
    sums += [f"sum({amount})" for amount in amounts.values()]
    # `household_id > 0` is always so: it leads SQLite to the small index of loans.
    rows = connection.rows(
        f"""SELECT o.id, o.fund_id, h.id, h.name, v.id, v.name, o.date, o.term, o.yearly_rate, o.schedule, o.over,
            CASE WHEN o.over IS NOT NULL AND {BOOKED_LATE.format(e="o")} THEN 1 ELSE 0 END, {", ".join(sums)}
        FROM entry o JOIN household h ON h.id = o.household_id JOIN village v ON v.id = h.village_id
        JOIN (SELECT id AS of_loan, kind, date, amount_fen FROM entry WHERE household_id > 0 AND loan_id IS NULL
              UNION ALL SELECT loan_id, kind, date, amount_fen FROM entry WHERE loan_id IS NOT NULL) x ON x.of_loan = o.id
        WHERE o.household_id > 0 AND {IS_LOAN.format(x="o")} AND x.date <= :end{conditions}
        GROUP BY o.id, o.fund_id, h.id, h.name, v.id, v.name, o.date, o.term, o.yearly_rate, o.schedule, o.over, o.corrects_id ORDER BY o.date, o.id""",
        {**when.params, **where},
    )
    found, shared = [], Homonyms(connection).of("village")
    for id, fund, of, household, at, name, day, term, rate, way, over, late_booked, *fens in rows:
        values = [None if fen is None else int(fen) for fen in fens]
        moved, held = (dict(zip(amounts, part, strict=True)) for part in (values[:3], values[3:]))
        if not held["lent"]:
            continue
        plan = instalments(held["lent"], day, term, rate, way)
        back = LENT.less(OUTSTANDING).fen(held)
        of_late = late(plan, back, when.day) if when.day else []
        found.append(
            Loan(
                id,
                fund,
                of,
                household,
                shared.get(at, name),
                day,
                term,
                over,
                bool(late_booked),
                moved,
                held,
                plan,
                of_late,
            )
        )
    return found


def schedule_table(connection: Connection, id: int, when: Period) -> Table | None:
    """When the loan of this id falls due, and what is still open of each part; None where no term is stated."""
    for loan in loans(connection, when, id=id):
        if not loan.plan:
            return None
        rows: list[Row] = [
            {
                "number": one.number,
                "due": one.due,
                "principal": one.principal_fen,
                "interest": one.interest_fen,
                "payment": one.payment_fen,
                "unpaid": left,
            }
            for one, left in zip(loan.plan, unpaid(loan.plan, loan.back_fen), strict=True)
        ]
        interests = [one.interest_fen for one in loan.plan if one.interest_fen is not None]
        total: Row = {
            "principal": loan.held["lent"],
            "interest": sum(interests) if interests else None,
            "payment": (loan.held["lent"] or 0) + sum(interests) if interests else None,
            "unpaid": loan.outstanding_fen,
        }
        return Table(
            "schedule",
            phrase("Repayment schedule"),
            columns("number", "due", "principal", "interest", "payment", "unpaid"),
            rows,
            total=total,
        )
    return None
