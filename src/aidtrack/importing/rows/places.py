"""The places that the words of a sheet's rows mean, each combination looked up once in an import."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from aidtrack.store.names.find import Names
from aidtrack.store.records.places import LOOKED_UP, Place, place
from aidtrack.values.kinds import Value

# kind, fund, project, village, household, places beside
Words = tuple[Value, Value, Value, Value, Value, tuple[Value, ...]]


@dataclass(slots=True)
class Places:
    """The lookups of one sheet, remembered."""

    names: Names
    levels: tuple[str, ...]  # the fields of the places beside: prefecture, county, township
    seen: dict[Words, Place] = field(default_factory=dict)

    def find_all(self, rows: Sequence[Words]) -> list[Place]:
        """The place of every row of a block."""
        try:
            return list(map(self.seen.__getitem__, rows))
        except KeyError:
            for words in dict.fromkeys(words for words in rows if words not in self.seen):
                self.seen[words] = self._look_up(words)
            return list(map(self.seen.__getitem__, rows))

    def _look_up(self, words: Words) -> Place:
        kind, *said, beside = words
        narrow = {level: str(value) for level, value in zip(self.levels, beside, strict=True) if value is not None}
        return place(self.names, None if kind is None else str(kind), dict(zip(LOOKED_UP, said, strict=True)), narrow)
