"""Where villages lie: as it is written, and where no county is, in the county that the administrative code says.

That is the county that most other villages of these six digits are of, with what it lies in; else the digits themselves. Filters,
dimensions, columns and completion all ask here. What a village itself states is shown, edited and exported as it is written.
"""

from collections.abc import Mapping

from aidtrack.dataclass import dataclass
from aidtrack.nouns.village import PLACE
from aidtrack.store.engine.connection import Connection

_DIGITS = 6
Path = tuple[str | None, ...]  # as far as PLACE goes
COUNTY = PLACE.index("county")


@dataclass(frozen=True, slots=True)
class Lying:
    """By the first digits of a code what a county is called and lies in, and a village that states it; of those that are needed alone.

    `by_code`: whether any village has to be placed by its code.
    """

    by_code: bool
    paths: Mapping[str, Path]
    stated_by: Mapping[str, int]

    def path(self, written: Path, code: str | None) -> Path:
        """Of a village that states these places and this code; what is written comes first."""
        if written[COUNTY] is not None or code is None:
            return written
        digits = code[:_DIGITS]
        said = self.paths.get(digits, (*written[:COUNTY], digits))
        above = tuple(own if own is not None else theirs for own, theirs in zip(written, said, strict=False))
        return (*above, *written[COUNTY + 1 :])

    def sql(self, level: str, village: str = "village") -> str:
        """The same of one level, for a row of villages called so."""
        column = f"{village}.{level}"
        if not self.by_code or PLACE.index(level) > COUNTY:
            return column
        digits = f"substr({village}.code, 1, {_DIGITS})"
        cases = "".join(
            f" WHEN '{one}' THEN (SELECT stating.{level} FROM village stating WHERE stating.id = {id})"
            for one, id in self.stated_by.items()
        )
        rest = digits if level == "county" else "NULL"
        said = f"CASE {digits}{cases} ELSE {rest} END" if cases else rest
        return f"coalesce({column}, CASE WHEN {village}.county IS NULL THEN {said} END)"


def lying(connection: Connection) -> Lying:
    needed = {
        str(digits)
        for (digits,) in connection.rows(
            f"SELECT DISTINCT substr(code, 1, {_DIGITS}) FROM village WHERE county IS NULL AND code IS NOT NULL"
        )
    }
    paths: dict[str, Path] = {}
    stated_by: dict[str, int] = {}
    if needed:
        places = ", ".join(PLACE[: COUNTY + 1])
        for digits, id, *path in connection.rows(
            f"SELECT substr(code, 1, {_DIGITS}), min(id), {places}, count(*) FROM village"
            f" WHERE county IS NOT NULL AND code IS NOT NULL GROUP BY substr(code, 1, {_DIGITS}), {places} ORDER BY count(*) DESC, min(id)"
        ):
            if digits in needed and digits not in paths and digits.isascii() and digits.isdigit():
                paths[digits], stated_by[digits] = tuple(path[: COUNTY + 1]), id
    return Lying(bool(needed), paths, stated_by)


def level(connection: Connection, name: str, village: str = "village") -> str:
    """The SQL of one place that villages lie in (province, prefecture, county, township), for a row of them called so."""
    return lying(connection).sql(name, village)
