"""Where an exported row is from (来源编号): the first digits of its store's id and its number there, as in 3f2a9c1e-241.

Whose it is stands beside it (填报单位) where rows of several offices are exported: to be read by people, for the origin says it already.
"""

from aidtrack.errors import Fault
from aidtrack.pattern import pattern
from aidtrack.phrase import phrase
from aidtrack.values.field import Field
from aidtrack.values.kinds import TEXT, Kind
from aidtrack.values.one_value import half_width

_DIGITS = 8
_STORE_ID = pattern("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_WRITTEN = pattern(rf"[0-9a-f]{{{_DIGITS}}}-[1-9][0-9]{{0,15}}")


def is_store_id(said: object) -> bool:
    """Whether a store can be called so."""
    return isinstance(said, str) and _STORE_ID.fullmatch(said) is not None


def short(store_id: str) -> str:
    """What stands for a store in its rows' origins."""
    return store_id[:_DIGITS]


def is_origin(text: str) -> bool:
    return _WRITTEN.fullmatch(text) is not None


def number_in(origin: str, store_id: str) -> int | None:
    """The row's number where an origin names this store."""
    store, _, number = origin.partition("-")
    return int(number) if store == short(store_id) else None


def _parse(cell: str) -> str:
    plain = half_width(cell).casefold()
    if not is_origin(plain):
        raise Fault(
            phrase("says of no store and row where it is from."),
            phrase("Leave it as export wrote it, as in 3f2a9c1e-241, or blank."),
        )
    return plain


OFFICE = Field("office", "填报单位", TEXT, since=3)
ROW_ORIGIN = Field("origin", "来源编号", Kind(_parse, coded=True, fixed=True), since=3)
