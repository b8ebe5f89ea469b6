"""What the money of several projects comes to, of whichever offices they are."""

from collections.abc import Iterable

from aidtrack.reports.figures import Figures, of_cells, settled
from aidtrack.reports.passed_on import givers, standing_funds
from aidtrack.reports.period import Period
from aidtrack.store.engine.connection import Connection


class OfProjects:
    """The money of each, by fund where offices gave each other some."""

    def __init__(self, connection: Connection, when: Period) -> None:
        self._known = givers(connection)
        self._beside = standing_funds(connection, when) if self._known else set()
        self._money: dict[int, list[tuple[int, Figures]]] = {}
        apart = ("project_id", "fund_id") if self._known else ("project_id",)
        for (project, *fund), one in of_cells.cells(connection, when, apart).items():
            self._money.setdefault(project, []).append((sum(fund), one))

    def of(self, ids: Iterable[int], *, all: bool = False) -> Figures:
        """Of those with these ids; `all`: these are all that there are."""
        money = [part for id in ids for part in self._money.get(id, ())]
        return settled(money, self._known, self._beside if all else ())
