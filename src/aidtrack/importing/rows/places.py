"""The places that the words of a sheet's rows mean, each combination looked up once in an import."""

from collections.abc import Sequence
from dataclasses import field

from aidtrack.dataclass import dataclass
from aidtrack.store.names.find import Names
from aidtrack.store.records.places import LOOKED_UP, Place, Search, place
from aidtrack.values.kinds import Value

Words = tuple[Value, ...]  # kind, fund, project, village, household, then the places beside


@dataclass(slots=True)
class Places:
    """The lookups of one sheet, remembered."""

    levels: tuple[str, ...]  # the fields of the places beside: prefecture, county, township
    search: Search
    seen: dict[Words, Place] = field(default_factory=dict)
    all_answer: bool = True  # whether each of them does

    @classmethod
    def of(cls, names: Names, levels: tuple[str, ...]) -> "Places":
        return cls(levels, Search(names))

    def find_all(self, rows: Sequence[Words]) -> list[Place]:
        """The place of every row of a block."""
        try:
            return list(map(self.seen.__getitem__, rows))
        except KeyError:
            for words in dict.fromkeys(words for words in rows if words not in self.seen):
                found = self.seen[words] = self._look_up(words)
                self.all_answer = self.all_answer and found.answers
            return list(map(self.seen.__getitem__, rows))

    def _look_up(self, words: Words) -> Place:
        kind, fund, project, village, household, *beside = words
        said = dict(zip(LOOKED_UP, (fund, project, village, household), strict=True))
        narrow = {level: str(value) for level, value in zip(self.levels, beside, strict=True) if value is not None}
        return place(self.search, None if kind is None else str(kind), said, narrow)
