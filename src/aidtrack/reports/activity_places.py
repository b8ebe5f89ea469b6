"""Which activities name a place among theirs: they belong to it as those do that were held in its villages."""

from collections.abc import Collection, Sequence

from aidtrack.nouns.village import PLACE
from aidtrack.reports.counted import one_of
from aidtrack.store.names.find import Names
from aidtrack.store.names.lying import level
from aidtrack.values.text import key


def naming(names: Names, villages: Collection[int], field: str = "name", asked: Sequence[str] = ()) -> str:
    """The SQL condition that an activity names one of these villages; where a `field` of PLACE is `asked` for, also the place itself, or one in it.

    What fits several villages names none of them, and what lies partly elsewhere is not in it; a number is no place. Where nothing is
    asked for, the villages are all that the field is known of, and a place belongs to whichever one it lies in.
    """
    within = _within(names, villages, field, asked) if field in PLACE else set[str]()

    def belongs(place: str) -> bool:
        return not place.isdecimal() and (key(place) in within or names.only("village", place) in villages)

    rows = names.connection.rows("SELECT id, places FROM activity WHERE places IS NOT NULL ORDER BY id")
    found = [id for id, places in rows if any(map(belongs, str(places).split("、")))]
    return one_of("activity.id", found) if found else "1 = 0"


def _within(names: Names, villages: Collection[int], field: str, asked: Sequence[str]) -> set[str]:
    """The keys of the places, from `field` down, all of whose villages are these, or lie in one and the same place of that level."""
    connection = names.connection
    lying = dict(connection.rows(f"SELECT id, {level(connection, field)} FROM village")) if not asked else {}
    found: dict[str, set[object]] = {}
    for one in PLACE[PLACE.index(field) :]:
        for id, place in connection.rows(f"SELECT id, {level(connection, one)} FROM village"):
            if place is not None:
                found.setdefault(key(str(place)), set()).add(_of(lying.get(id), id in villages))
    return {place for place, of in found.items() if len(of) == 1 and None not in of} | {*map(key, asked)}


def _of(place: object, within: bool) -> object:
    """What a village lies in: that which is asked for, or the place of its level; None outside."""
    return (True if place is None else key(str(place))) if within else None
