"""Where an entry belongs: what the words for its fund, project, village and household name."""

from collections.abc import Mapping
from dataclasses import field

from aidtrack.codes import Code
from aidtrack.dataclass import dataclass
from aidtrack.errors import Fault
from aidtrack.phrase import phrase
from aidtrack.store.names.find import Names
from aidtrack.store.names.not_found import NotFound
from aidtrack.store.records.blanks import home, is_per_cell
from aidtrack.store.records.successors import successors
from aidtrack.values.kinds import Value
from aidtrack.values.text import safe
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

    @property
    def answers(self) -> bool:
        """Whether every word names something, and what needs one has a fund and a village."""
        return self.fund_id is not None and not self.open_village and not self.not_found


@dataclass(slots=True)
class Search:
    """Names looked up one after another, each once; what is not found is kept and read as a blank."""

    names: Names
    not_found: list[tuple[str, NotFound]] = field(default_factory=list)
    _known: dict[tuple[object, ...], int | NotFound] = field(default_factory=dict)

    def find(
        self, noun: str, word: Value, *, beside: Mapping[str, str] | None = None, village: int | None = None
    ) -> int | None:
        if word is None:
            return None
        asked = (noun, word, village, *(beside or {}).items())
        found = self._known.get(asked)
        if found is None:
            found = self._known[asked] = self._find(noun, str(word), beside, village)
        if isinstance(found, NotFound):
            self.not_found.append((noun, found))
            return None
        return found

    def _find(self, noun: str, word: str, beside: Mapping[str, str] | None, village: int | None) -> int | NotFound:
        try:
            return self.names.find(noun, word, place=beside, village=village)
        except NotFound as error:
            return error


def not_of_its_village(
    names: Names, kind: str, household: int | None, village: int | None, day: object
) -> Fault | None:
    """Why money that a village gets cannot be of a household: that lives in another one, also by `day`, when villages may have become one."""
    if household is None or not is_per_cell(kind):
        return None
    lives = names.home("household", household) or 0  # a household always has its village
    if village is not None and village in (lives, successors(names.connection).of(lives, day)):
        return None
    return Fault(
        phrase("is in {village}, and the entry is not.", village=safe(names.choice("village", lives))),
        phrase("Leave the village out, or name a household of it."),
        code=Code.CONTRADICTS,
    )


def place(
    search: Search, kind: str | None, said: Mapping[str, Value], beside: Mapping[str, str] | None = None
) -> Place:
    """Where an entry belongs by what is `said` of it, by field; `beside` are its village's county, township … as far as given."""
    names = search.names
    search.not_found.clear()
    word = said.get("village")
    unassigned = word in UNASSIGNED
    village = None if unassigned else search.find("village", word, beside=beside)
    fund = search.find("fund", said.get("fund"))
    project = search.find("project", said.get("project"), village=0 if unassigned else village)
    household = search.find("household", said.get("household"), village=village)
    open_village = False
    if word is None:
        village = home(names, kind, project, household)
        unknown_project = project is None and said.get("project") is not None
        open_village = village is None and is_per_cell(kind) and not unknown_project
    return Place(fund, project, village, household, unassigned, open_village, tuple(search.not_found))
