"""In which order every report has villages: by code; counties of which no village has one after those, by name, each village as recorded."""

from aidtrack.nouns.village import PLACE
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.lying import COUNTY, Path, lying

_DIGITS = 6  # of a code, that say the county


def village_order(connection: Connection) -> dict[int, int]:
    """Where each village stands, by its id. One without a code stands in its county, behind those that have one."""
    lies = lying(connection)
    rows: list[tuple[int, str | None, Path]] = [
        (id, code, lies.path(tuple(written), code)[: COUNTY + 1])
        for id, code, *written in connection.stream(f"SELECT id, code, {', '.join(PLACE)} FROM village")
    ]
    codes: dict[Path, str] = {}
    for _, code, county in rows:
        if code and county[COUNTY]:
            codes[county] = min(code[:_DIGITS], codes.get(county, "9"))

    def order(row: tuple[int, str | None, Path]) -> tuple[object, ...]:
        id, code, county = row
        of_county = code[:_DIGITS] if code else codes.get(county)
        named = [(name is None, name or "") for name in reversed(county)]
        return of_county is None, of_county or "", *named, code is None, code or "", id

    return {id: at for at, (id, *_) in enumerate(sorted(rows, key=order))}
