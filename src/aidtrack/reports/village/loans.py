"""The table `loans` of `report village`: what its households owe, what is overdue first."""

from aidtrack.phrase import phrase
from aidtrack.reports.columns import columns, filled
from aidtrack.reports.counted import counted_in, counting, one_of
from aidtrack.reports.explain import Explainer
from aidtrack.reports.figures import summed
from aidtrack.reports.jobs import jobs
from aidtrack.reports.lending import loans
from aidtrack.reports.loan import cells_of, commands_of
from aidtrack.reports.period import Period
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.find import Names
from aidtrack.values.report import Row, Table, as_int

_MONEY = ("lent", "repaid", "written_off", "outstanding", "overdue")


def loans_table(connection: Connection, names: Names, id: int, when: Period, explainer: Explainer | None) -> Table:
    """The loans of households that live in the village, on the period's last day; those that were paid back are left out."""
    of = counting(id, counted_in(connection, "village", when))
    households = f"o.household_id IN (SELECT id FROM household WHERE {one_of('village_id', of)})"
    placed = jobs(connection, when)
    found = [one for one in loans(connection, when, households) if one.outstanding_fen]
    found.sort(key=lambda one: (-max((part.days for part in one.late), default=0), one.lent_on, one.id))
    rows: list[Row] = [cells_of(names, one, placed.get(one.id)) for one in found]
    shown = columns("id", "household", "fund", "lent_on", "due", *_MONEY, "days_overdue", "jobs")
    return Table(
        "loans",
        phrase("Loans"),
        filled(shown, rows),
        rows,
        total={name: summed(as_int(row[name]) for row in rows) for name in _MONEY},
        stays=("household", "outstanding", "overdue", "days_overdue", "lent", "jobs"),
        explain=[commands_of(connection, explainer, one, placed.get(one.id)) for one in found] if explainer else (),
    )
