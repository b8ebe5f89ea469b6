"""What is said of a fund, a project, a village: whether it fits the filters of a report that finds it, and sums nothing."""

from collections.abc import Mapping

from aidtrack.dataclass import dataclass
from aidtrack.reports.dimension import DIMENSIONS
from aidtrack.reports.period import Period
from aidtrack.store.engine.connection import Connection


@dataclass(frozen=True, slots=True)
class _Test:
    """The ids of the rows of a noun that one filter leaves, whether none fits too, and the projects that have money of such rows."""

    noun: str
    ids: frozenset[int]
    none: bool
    projects: frozenset[int]

    def fits(self, of: Mapping[str, int | None]) -> bool:
        """By what it names; by its project where it names no such thing itself. 0 is "not assigned"."""
        id = of.get(self.noun)
        if id is None:
            return (of.get("project") or 0) in self.projects
        return id in self.ids if id else self.none


@dataclass(frozen=True, slots=True)
class Fitting:
    """Asked by what something is said of: ids by noun, None where it does not concern it."""

    tests: tuple[_Test, ...]

    def fits(self, **of: int | None) -> bool:
        return all(test.fits(of) for test in self.tests)


def fitting(connection: Connection, when: Period) -> Fitting:
    return Fitting(
        tuple(_test(connection, DIMENSIONS[word].of, test, when.choice.params) for word, test in when.choice.tests)
    )


def _test(connection: Connection, noun: str, test: str, params: Mapping[str, object]) -> _Test:
    def ids(sql: str) -> frozenset[int]:
        return frozenset(id for (id,) in connection.rows(sql, params))

    none = test.format(held="CAST(NULL AS INTEGER)")
    projects: frozenset[int] = frozenset()
    if noun in ("fund", "village"):
        paid = test.format(held=f"entry.{noun}_id")
        projects = ids(f"SELECT DISTINCT project_id FROM entry WHERE project_id IS NOT NULL AND ({paid})")
    if noun == "village":
        projects |= ids(f"SELECT id FROM project WHERE {test.format(held='project.village_id')}")
    return _Test(
        noun,
        ids(f"SELECT id FROM {noun} WHERE {test.format(held=f'{noun}.id')}"),
        connection.value(f"SELECT 1 WHERE {none}", params) is not None,
        projects,
    )
