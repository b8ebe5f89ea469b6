"""The fund, project and village that the words of a row mean, each combination looked up once in an import."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from aidtrack.errors import Fault
from aidtrack.ledger.kind import KINDS
from aidtrack.store.names.find import Names, NotFound
from aidtrack.values.kinds import Value
from aidtrack.values.words import UNASSIGNED

# kind, fund, project, village, household, places beside
Words = tuple[Value, Value, Value, Value, Value, tuple[Value, ...]]


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry belongs. `open_village` marks a blank that nothing answers; `faults` are by field."""

    fund_id: int | None
    project_id: int | None
    village_id: int | None
    household_id: int | None = None
    open_village: bool = False
    faults: tuple[tuple[str, Fault], ...] = ()


@dataclass(slots=True)
class Places:
    """The lookups of one sheet, remembered."""

    names: Names
    levels: tuple[str, ...]  # the fields of the places beside: prefecture, county, township
    known: dict[Words, Place] = field(default_factory=dict)

    def find_all(self, rows: Sequence[Words]) -> list[Place]:
        """The place of every row of a block."""
        try:
            return list(map(self.known.__getitem__, rows))
        except KeyError:
            for words in {words for words in rows if words not in self.known}:
                self.known[words] = self._look_up(*words)
            return list(map(self.known.__getitem__, rows))

    def _look_up(
        self, kind: Value, fund: Value, project: Value, village: Value, household: Value, beside: tuple[Value, ...]
    ) -> Place:
        faults: list[tuple[str, Fault]] = []
        narrow = {level: str(value) for level, value in zip(self.levels, beside, strict=True) if value is not None}

        def look(
            name: str, text: Value, *, place: Mapping[str, str] | None = None, village: int | None = None
        ) -> int | None:
            if text is None:
                return None
            try:
                return self.names.find(name, str(text), place=place, village=village)
            except NotFound as error:
                faults.append((name, Fault(*error.args)))
                return None

        unassigned = village in UNASSIGNED
        village_id = None if unassigned else look("village", village, place=narrow)
        fund_id = look("fund", fund)
        project_id = look("project", project, village=village_id)
        open_village = False
        if village is None and kind is not None and KINDS[str(kind)].per_cell:
            village_id = self.names.home("project", project_id) if project_id is not None else None
            open_village = village_id is None and (project is None or project_id is not None)
        household_id = look("household", household, village=village_id)
        if household_id is not None and village is None:
            village_id = self.names.home("household", household_id)
        return Place(fund_id, project_id, village_id, household_id, open_village, tuple(faults))
