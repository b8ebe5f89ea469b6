"""The SQL of the figures of cells: of the running balances, or of the entries summed; grouped by some of a cell's keys, or by none.

Without a period the running balances are read; with one, the entries up to its end are summed.
"""

from collections.abc import Sequence
from typing import Any

from aidtrack.ledger.cell import CELL
from aidtrack.ledger.kind import CELL_BALANCES, KINDS
from aidtrack.reports.choice import Choice
from aidtrack.reports.counted import Into, as_counted, one_of
from aidtrack.reports.figures import Figures
from aidtrack.reports.flags import OVER_DISBURSED, OVER_SPENT, UNSPENT
from aidtrack.reports.sums_to_a_day import Sources, balances, by_cell

WITHOUT_MONEY = ("idle",)  # the projects under no cell: of these nothing but their ids is asked

# Whether any cell under a key is overspent or disbursed beyond its allocation; whether nothing of all of them is spent.
_OF_CELLS = (OVER_SPENT, OVER_DISBURSED, UNSPENT)
_CELL_FLAGS = (
    "max(CASE WHEN coalesce(held_spent, 0) > coalesce(held_allocated, 0) THEN 1 ELSE 0 END)",
    "max(CASE WHEN coalesce(held_disbursed, 0) > coalesce(held_allocated, 0) THEN 1 ELSE 0 END)",
    "CASE WHEN coalesce(sum(held_allocated), 0) > 0 AND coalesce(sum(held_spent), 0) = 0 THEN 1 ELSE 0 END",
)
# What was corrected to another place, or taken back whole in the period, is as if it had never been here.
_NOT_EMPTY = " OR ".join(f"coalesce({part}_{name}, 0) <> 0" for part in ("moved", "held") for name in CELL_BALANCES)

_PROJECTS = "count(DISTINCT CASE WHEN project_id <> 0 THEN project_id END)"


def counted(source: str, into: Into) -> str:
    """Cells under what their fund, project and village count as."""
    keys = [f"{as_counted(column, into.get(column, {}))} AS {column}" for column in CELL]
    sums = [f"sum({part}_{name}) AS {part}_{name}" for part in ("moved", "held") for name in CELL_BALANCES]
    return f"SELECT {', '.join([*keys, *sums])} FROM ({source}) own GROUP BY 1, 2, 3"


def running_balances(choice: Choice) -> str:
    """Cells as the running balances have them: everything moved is held."""
    parts = [f"{name}_fen AS {part}_{name}" for part in ("moved", "held") for name in CELL_BALANCES]
    chosen = choice.where(fund="fund_id", project="nullif(project_id, 0)", village="nullif(village_id, 0)")
    return f"SELECT {', '.join([*CELL, *parts])} FROM cell_balance {' AND '.join(['{condition}', *chosen])}"


def entries_summed(choice: Choice, summed_of: Sources) -> str:
    """Cells as the entries up to the period's end make them; chosen whole, once they are summed.

    Other kinds come to nothing here: that is seen of the sums, for asking a million entries for their kind takes longer.
    """
    kinds = [kind for kind in KINDS.values() if kind.per_cell]
    summed = by_cell("{condition}", summed_of)
    held = {"fund": "by_kind.fund_id", "project": "by_kind.project_id", "village": "by_kind.village_id"}
    chosen = choice.where(**held) if choice.of_cells else []
    return (
        "SELECT fund_id, coalesce(project_id, 0) AS project_id, coalesce(village_id, 0) AS village_id,"
        f" {', '.join(balances(kinds))} FROM ({summed}) by_kind WHERE {' AND '.join(['1 = 1', *chosen])} GROUP BY 1, 2, 3"
    )


def grouped(number: int, keys: Sequence[str], most: int, none: Sequence[str], among: Sequence[int]) -> str:
    """The query of one grouping: which it is, its keys on as many columns as any has, and its figures; of cells that have `none` of some.

    Of projects without money, only those `among` some where some are asked of.
    """
    sums = [f"sum({part}_{name})" for part in ("moved", "held") for name in CELL_BALANCES]
    figures = [*sums, *_CELL_FLAGS, _PROJECTS]
    padding = ["0"] * (most - len(keys))
    if keys == WITHOUT_MONEY:
        columns = [str(number), "id", *padding, *["0"] * len(figures)]
        asked = f"{one_of('id', sorted(among))} AND " if among else ""
        return f"SELECT {', '.join(columns)} FROM project WHERE {asked}id NOT IN (SELECT project_id FROM cell WHERE {_NOT_EMPTY})"
    columns = [str(number), *keys, *padding, *figures]
    grouped = f" GROUP BY {', '.join(keys)}" if keys else ""
    nowhere = "".join(f" AND {key} = 0" for key in none)
    return f"SELECT {', '.join(columns)} FROM cell WHERE ({_NOT_EMPTY}){nowhere}{grouped}"


def figures_of(cells: Sequence[Any]) -> Figures:
    """What stands behind the keys of a row."""
    width = len(CELL_BALANCES)
    values = [None if value is None else int(value) for value in cells]
    flow, stock = values[:width], values[width : 2 * width]
    moved = dict(zip(CELL_BALANCES, flow, strict=True))
    held = moved if stock == flow else dict(zip(CELL_BALANCES, stock, strict=True))
    figures = Figures(moved, held)  # of a hundred thousand villages what is alike is held once
    if any(stand := values[2 * width : -1]):
        figures.flags = [flag for flag, stands in zip(_OF_CELLS, stand, strict=True) if stands]
    figures.projects = values[-1] or 0
    return figures
