"""What offices gave each other, in lines of its own beside every total over them, which leaves it out."""

from collections.abc import Iterator

from aidtrack.nouns.fund import FUND
from aidtrack.phrase import Said, phrase
from aidtrack.reports.columns import columns, of_noun, of_received
from aidtrack.reports.explain import Explainer
from aidtrack.reports.figures import Figures, summed
from aidtrack.reports.fund.standing import Fund, standing
from aidtrack.reports.passed_on import givers, passed_on
from aidtrack.reports.period import Period
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.find import Names
from aidtrack.values.report import Row, Table

_MONEY = ("budget", "received", "allocated")


def between_offices(connection: Connection, when: Period, explainer: Explainer | None = None) -> list[Table]:
    """A row for each fund whose money another of the offices gave; no table where there is none."""
    known = givers(connection)
    if not known:
        return []
    funds = standing(connection, Names(connection), when, None)
    left = passed_on((one.id for one in funds), known)
    found = [one for one in funds if one.id in left]
    rows: list[Row] = [_row(connection, one, when) for one in found]
    shown = [*columns("fund"), *of_noun(FUND, "from_office"), *of_received(columns(*_MONEY))]
    total = {name: summed(row[name] for row in rows) for name in _MONEY}
    table = Table(
        "between_offices",
        phrase("Of these, between offices"),
        shown,
        rows,
        total=total,
        explain=[_commands(explainer, one) for one in found] if explainer else (),
        keys=[one.id for one in found],
        remarks=_remarks,
    )
    return [table] if rows else []


def _row(connection: Connection, one: Fund, when: Period) -> Row:
    cells = one.cells(when)
    giver = (connection.parts or {})[one.giver or 0]
    return {"fund": one.name, "from_office": giver, **{name: cells[name] for name in _MONEY}}


def _commands(explainer: Explainer, one: Fund) -> list[Said]:
    moved, held = ({name: sums.get(name) for name in _MONEY} for sums in (one.money.moved, one.money.held))
    return [explainer.one("fund", one.id), *explainer.commands(Figures(moved, held), fund=one.id)]


def _remarks(table: Table) -> Iterator[Said]:
    yield phrase(
        "Left out of the totals over several offices: the office that gave it has it in its own lines already."
    )
