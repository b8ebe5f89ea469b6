"""Where an entry belongs: what the words for its fund, project, village and household name."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from aidtrack.store.names.find import Names, NotFound
from aidtrack.store.records.blanks import home, is_per_cell
from aidtrack.values.kinds import Value
from aidtrack.values.words import UNASSIGNED

LOOKED_UP = ("fund", "project", "village", "household")  # the fields that `place` answers


@dataclass(frozen=True, slots=True)
class Place:
    """The ids that an entry's words name. `unassigned`: its village is written out as none; `open_village`: it is blank, and
    nothing answers. `not_found` is by field.
    """

    fund_id: int | None
    project_id: int | None
    village_id: int | None
    household_id: int | None = None
    unassigned: bool = False
    open_village: bool = False
    not_found: tuple[tuple[str, NotFound], ...] = ()

    def ids(self) -> dict[str, int | None]:
        """By column."""
        names = ("fund_id", "project_id", "village_id", "household_id")
        return {name: getattr(self, name) for name in names}


@dataclass(slots=True)
class _Search:
    """Names looked up one after another; what is not found is kept and read as a blank."""

    names: Names
    not_found: list[tuple[str, NotFound]] = field(default_factory=list)

    def find(
        self, noun: str, word: Value, *, beside: Mapping[str, str] | None = None, village: int | None = None
    ) -> int | None:
        if word is None:
            return None
        try:
            return self.names.find(noun, str(word), place=beside, village=village)
        except NotFound as error:
            self.not_found.append((noun, error))
            return None


def place(names: Names, kind: str | None, said: Mapping[str, Value], beside: Mapping[str, str] | None = None) -> Place:
    """Where an entry belongs by what is `said` of it, by field; `beside` are its village's county, township … as far as given."""
    search = _Search(names)
    word = said.get("village")
    unassigned = word in UNASSIGNED
    village = None if unassigned else search.find("village", word, beside=beside)
    fund = search.find("fund", said.get("fund"))
    project = search.find("project", said.get("project"), village=village)
    household = search.find("household", said.get("household"), village=village)
    open_village = False
    if word is None:
        village = home(names, kind, project, household)
        unknown_project = project is None and said.get("project") is not None
        open_village = village is None and is_per_cell(kind) and not unknown_project
    return Place(fund, project, village, household, unassigned, open_village, tuple(search.not_found))
