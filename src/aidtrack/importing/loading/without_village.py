"""A row of a project that does not say its village: by its name it may be one that is there already, in whatever village."""

from collections.abc import Callable

from aidtrack.codes import Code
from aidtrack.errors import Fault
from aidtrack.importing.loading.noun_row import NounRow
from aidtrack.locale import t
from aidtrack.phrase import Said
from aidtrack.store.names.find import Names
from aidtrack.values.text import safe


def every_same(names: Names, row: NounRow, is_of_this_import: Callable[[int], bool]) -> list[int]:
    """The ids of all rows that a row may be of.

    A blank under a village's header still means the project of no village where there is one, and says that it is another
    than its namesakes of the same import; a sheet without such a column says nothing.
    """
    index = names.index(row.noun.name)
    if not _leaves_out(row):
        return index.every_same(row.values)
    if not row.reading.sheet.header.says("village"):
        return index.every_same(row.values, anywhere=True)
    stored = (id for id in index.every_same(row.values, anywhere=True) if not is_of_this_import(id))
    return index.every_same(row.values) or [*stored]


def fill(names: Names, row: NounRow, id: int) -> None:
    """Give the row the village of the project that it is of."""
    if _leaves_out(row) and (home := names.home(row.noun.name, id)) is not None:
        row.values["village_id"] = home


def ambiguous(names: Names, row: NounRow, ids: list[int]) -> Fault:
    """That a row may be of each of these."""
    found = names.ambiguous(row.noun.name, str(row.values["name"]), ids)
    if not _leaves_out(row):
        return Fault.of(found)
    return Fault(found.args[0], _way(names, row, ids), code=Code.AMBIGUOUS_NAME)


def _way(names: Names, row: NounRow, ids: list[int]) -> Said:
    """How a row says its village."""
    header = row.reading.sheet.header
    if header.says("village"):
        return t("Its village is blank: fill it in, or write 未分村 where it is of none.")
    homes = (names.home(row.noun.name, id) for id in ids)
    village = next((names.choice("village", home) for home in homes if home is not None), "")
    return t(
        "The sheet has no village column: add a column 村 (未分村 for none), or, where all rows are of one, --set 村={village}.",
        village=safe(village),
    )


def _leaves_out(row: NounRow) -> bool:
    """Whether a row does not say in which village its project is; what a store wrote out says all of it."""
    return row.noun.name == "project" and "village_id" not in row.values and not (row.unassigned or row.is_exported)
