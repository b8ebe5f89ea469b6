"""In which order every report has villages: by code; counties of which no village has one after those, by name, each village as recorded."""

from aidtrack.nouns.village import PLACE
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.lying import COUNTY, Path, lying

_DIGITS = 6  # of a code, that say the county


def village_order(connection: Connection) -> dict[int, int]:
    """Where each village stands, by its id. One without a code stands in its county, behind those that have one.

    Of a hundred thousand there are some hundred counties: each is held, and put into words, once.
    """
    lies = lying(connection)
    counties: dict[Path, Path] = {}
    codes: dict[Path, str] = {}
    rows: list[tuple[int, str | None, Path]] = []
    for id, code, *written in connection.stream(f"SELECT id, code, {', '.join(PLACE)} FROM village"):
        path = lies.path(tuple(written), code)[: COUNTY + 1]
        county = counties.setdefault(path, path)
        rows.append((id, code, county))
        if code and county[COUNTY]:
            codes[county] = min(code[:_DIGITS], codes.get(county, "9"))
    orders: dict[tuple[str | None, Path], tuple[object, ...]] = {}

    def order(row: tuple[int, str | None, Path]) -> tuple[object, ...]:
        id, code, county = row
        of_county = code[:_DIGITS] if code else codes.get(county)
        group = (of_county, county)
        if group not in orders:
            named = [(name is None, name or "") for name in reversed(county)]
            orders[group] = (of_county is None, of_county or "", *named)
        return orders[group], code is None, code or "", id

    rows.sort(key=order)
    return {id: at for at, (id, *_) in enumerate(rows)}
