"""In which order every report has villages: by code; counties of which no village has one after those, by name, each village as recorded."""

from aidtrack.store.engine.connection import Connection

_COUNTY = 6  # digits of a code


def village_order(connection: Connection) -> dict[int, int]:
    """Where each village stands, by its id. One without a code stands in its county, behind those that have one."""
    rows = [*connection.stream("SELECT id, code, county, coalesce(prefecture, '') FROM village")]
    codes: dict[str, str] = {}
    for _, code, county, _ in rows:
        if code and county:
            codes[county] = min(code[:_COUNTY], codes.get(county, "9"))

    def order(row: tuple[int, str | None, str | None, str]) -> tuple[object, ...]:
        id, code, county, prefecture = row
        of_county = code[:_COUNTY] if code else codes.get(county or "")
        return of_county is None, of_county or "", county is None, county or "", prefecture, code is None, code or "", id

    return {id: at for at, (id, *_) in enumerate(sorted(rows, key=order))}
