"""Where villages lie, level by level, and in which order: by the administrative code.

A village whose county is not written is of the county that its code says: the one that other villages of these six digits are of,
else the digits themselves.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping

from aidtrack.dataclass import dataclass
from aidtrack.nouns.village import PLACE
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.homonyms import Homonyms

COUNTY = PLACE.index("county")
DIGITS = (2, 4, 6, 9, 12)  # of a code, that say the province, prefecture, county, township, village
Path = tuple[str | None, ...]  # as far as PLACE goes


@dataclass(frozen=True, slots=True)
class Place:
    """A village: the names above it as written, the same with what its code says of its county, its own name and code."""

    written: Path
    path: Path
    name: str
    code: str | None

    def above(self, level: int) -> Path:
        """From the province down to a level; above the county as written."""
        return (self.path if level >= COUNTY else self.written)[: level + 1]


def places(connection: Connection, *, named: bool) -> dict[int, Place]:
    """Every village by its id; where they are `named`, those of one name are told apart."""
    rows: list[tuple[int, str, str | None, Path]] = []
    of_prefix: dict[str, Counter[Path]] = defaultdict(Counter)
    same: dict[Path, Path] = {}  # of the many villages of a place one path is held
    for id, name, code, *cells in connection.stream(
        f"SELECT id, name, code, {', '.join(PLACE)} FROM village ORDER BY id"
    ):
        path = same.setdefault(tuple(cells), tuple(cells))
        if code is not None and path[COUNTY] is not None:
            of_prefix[code[: DIGITS[COUNTY]]][path[: COUNTY + 1]] += 1
        rows.append((id, name, code, path))
    shared = Homonyms(connection).of("village") if named else {}
    return {id: Place(path, _named(path, code, of_prefix), shared.get(id, name), code) for id, name, code, path in rows}


def _named(path: Path, code: str | None, of_prefix: Mapping[str, Counter[Path]]) -> Path:
    """With the county that the code says where none is written, and what lies above it where that is blank too."""
    if path[COUNTY] is not None or code is None:
        return path
    prefix = code[: DIGITS[COUNTY]]
    known = of_prefix.get(prefix)
    said = known.most_common(1)[0][0] if known else (*path[:COUNTY], prefix)
    above = tuple(own if own is not None else theirs for own, theirs in zip(path, said, strict=False))
    return (*above, *path[COUNTY + 1 :])
