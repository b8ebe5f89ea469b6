"""What projects come to besides money: their own indicators, year by year, with what was aimed at."""

from collections.abc import Collection, Mapping
from datetime import date

from aidtrack.dataclass import dataclass
from aidtrack.reports.publishing.activity import Indicator, Place
from aidtrack.store.engine.connection import Connection
from aidtrack.store.records.persons import Heads
from aidtrack.values.dates import first_day, last_day
from aidtrack.values.text import key

# Those of an activity, a household or a loan are not the project's.
_OF_PROJECTS = """SELECT project_id, name, unit, village_id, value, qualifier, as_of, goal FROM indicator
WHERE project_id IS NOT NULL AND activity_id IS NULL AND household_id IS NULL AND loan IS NULL ORDER BY project_id, id"""
_OPEN = ("≥", "≈")  # no standard says that a number is at least so much, or about
_ANY_YEAR = 0  # of a target of no day


@dataclass(slots=True)
class Results:
    """By project; `left_out` are values that no file can say."""

    of: dict[int, list[Indicator]]
    left_out: int = 0


def results(
    connection: Connection, projects: Collection[int], places: Mapping[int, Place], persons: Heads, day: str
) -> Results:
    """Of each year the last value that was stated for it, and nothing that was reached after the `day`; a target of no day is one of
    every year that has none of its own.
    """
    found, series = Results({}), dict[tuple[int, str, str, int], _Series]()
    for project, name, unit, village, value, qualifier, as_of, goal in connection.rows(_OF_PROJECTS):
        if project not in projects:
            continue
        is_target = goal == "target"
        if not is_target and as_of is not None and first_day(as_of) > day:
            continue  # as entries of later days are
        unsaid = value is None or qualifier in _OPEN or (as_of is None and not is_target)
        if unsaid or persons.in_text(name) or persons.in_text(unit):
            found.left_out += 1
            continue
        one = series.setdefault((project, key(name), key(unit or ""), village or 0), _Series(name, unit, {}, {}))
        found.left_out += one.put(value, as_of, is_target=is_target)
    for (project, _, _, village), one in series.items():
        made, unused = one.made(places[village].name if village in places else None)
        found.left_out += unused
        if made.years:
            found.of.setdefault(project, []).append(made)
    return found


@dataclass(slots=True)
class _Series:
    """What is measured in one unit; values and targets by year, with the day that each is of."""

    name: str
    unit: str | None
    values: dict[int, tuple[str, str]]
    targets: dict[int, tuple[str, str]]

    def put(self, value: str, as_of: str | None, *, is_target: bool) -> int:
        """Returns how many give way: of a year one stands, that of the last day."""
        day = last_day(as_of) if as_of else ""
        stated = self.targets if is_target else self.values
        year = date.fromisoformat(day).year if day else _ANY_YEAR
        stood = stated.get(year)
        if stood is None or stood[0] <= day:
            stated[year] = day, value
        return stood is not None

    def made(self, place: str | None) -> tuple[Indicator, int]:
        """It, and how many of its targets are of no year at all."""
        usual = self.targets.pop(_ANY_YEAR, None)
        years = {
            year: (target[1] if (target := self.targets.get(year, usual)) else None, actual[1] if (actual := self.values.get(year)) else None)
            for year in sorted(self.values.keys() | self.targets.keys())
        }  # fmt: skip
        return Indicator(self.name, self.unit, place, years), int(usual is not None and not years)
