"""Whose a village's code is: its first six digits are a county's, and that is the one that other villages with them are of."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from aidtrack.codes import Code
from aidtrack.dataclass import dataclass
from aidtrack.errors import Fault
from aidtrack.phrase import phrase
from aidtrack.store.engine.collections import SPAN
from aidtrack.store.engine.connection import Connection
from aidtrack.values.text import key, safe

_DIGITS = 6
_CODED = (
    "SELECT id, name, code, county FROM village WHERE code IS NOT NULL AND county IS NOT NULL AND same_as_id IS NULL"
)


@dataclass(frozen=True, slots=True)
class OtherCounty:
    """The first digits of a code that are not of its village's county: whose they are, and by which village that is known."""

    digits: str
    county: str
    village: str

    @property
    def fault(self) -> Fault:
        return Fault(
            phrase("is of {county}, by its first {count} digits: so is “{village}”.",
                   county=safe(self.county), count=len(self.digits), village=safe(self.village)),
            phrase("Check the code and the county."), code=Code.CONTRADICTS,
        )  # fmt: skip


def of_another(connection: Connection, values: Mapping[str, object], id: int | None = None) -> OtherCounty | None:
    """What says that a village of these values, which has this id or is new, lies in another county than it states."""
    if values.get("code") is None or values.get("county") is None:
        return None
    digits = str(values["code"])[:_DIGITS]
    rows = connection.rows(
        f"{_CODED} AND substr(code, 1, {_DIGITS}) = :digits AND id <> :id ORDER BY id",
        {"digits": digits, "id": -1 if id is None else id},
    )
    return _odd(digits, str(values["county"]), [(name, county) for _, name, _, county in rows])


def misplaced(connection: Connection) -> dict[int, OtherCounty]:
    """Every village whose code is another county's, by id."""
    of_digits: dict[tuple[int, str], list[tuple[int, str, str]]] = defaultdict(list)  # of one office each
    for id, name, code, county in connection.rows(f"{_CODED} ORDER BY id"):
        of_digits[id // SPAN, code[:_DIGITS]].append((id, name, county))
    found: dict[int, OtherCounty] = {}
    for (_, digits), villages in of_digits.items():
        for id, _, county in villages if len({key(one[2]) for one in villages}) > 1 else ():
            odd = _odd(digits, county, [(name, theirs) for other, name, theirs in villages if other != id])
            if odd is not None:
                found[id] = odd
    return found


def _odd(digits: str, county: str, others: Iterable[tuple[str, str]]) -> OtherCounty | None:
    """None where no other village has these digits, or one of the same county has."""
    listed = [*others]
    if not listed or key(county) in {key(theirs) for _, theirs in listed}:
        return None
    name, theirs = listed[0]
    return OtherCounty(digits, theirs, name)
