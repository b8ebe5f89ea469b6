"""Where villages lie, level by level, and in which order: by the administrative code."""

from aidtrack.dataclass import dataclass
from aidtrack.nouns.village import PLACE
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.homonyms import Homonyms
from aidtrack.store.names.lying import Path, lying

DIGITS = (2, 4, 6, 9, 12)  # of a code, that say the province, prefecture, county, township, village


@dataclass(frozen=True, slots=True)
class Place:
    """A village: the names above it, its own name and code."""

    path: Path
    name: str
    code: str | None

    def above(self, level: int) -> Path:
        """From the province down to a level."""
        return self.path[: level + 1]


def places(connection: Connection, *, named: bool) -> dict[int, Place]:
    """Every village by its id; where they are `named`, those of one name are told apart."""
    shared = Homonyms(connection).of("village") if named else {}
    lies = lying(connection)
    found: dict[int, Place] = {}
    same: dict[Path, Path] = {}  # of the many villages of a place one path is held
    for id, name, code, *cells in connection.stream(
        f"SELECT id, name, code, {', '.join(PLACE)} FROM village ORDER BY id"
    ):
        path = lies.path(tuple(cells), code)
        found[id] = Place(same.setdefault(path, path), shared.get(id, name), code)
    return found
