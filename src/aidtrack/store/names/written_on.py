"""Villages as people write them on end: 首阳镇石桥村, the place and then the name, and 石桥村、北站村, two in one."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations

from aidtrack.locale import t
from aidtrack.nouns import NOUNS
from aidtrack.store.names.index import Index
from aidtrack.values.text import key

_BETWEEN = re.compile("[、,，;；]")


def behind_their_places(villages: Index, text: str) -> Iterator[int]:
    """The ids of those whose name `text` ends with, and before it only where they lie: one or more of their places, from the widest on."""
    suffix = NOUNS[villages.noun].suffix
    for at in range(1, len(text)):
        name = text[at:]
        for id in villages.spelled(name) or (villages.spelled(name + suffix) if suffix else []):
            places = [key(str(place)) for place in villages.rows[id].key_values if place]
            if key(text[:at]) in _ways(places):
                yield id


def likely_one(villages: Index, values: Mapping[str, object], *, but: int | None = None) -> int | None:
    """The id of a village that is likely the one of `values`, for one of the two names is the other's behind its places; or None.

    `but` is the id of a village that is not asked for.
    """
    name, code = str(values["name"]), values.get("code")
    found = [*behind_their_places(villages, name)]
    places = [str(place) for place in villages.key_values(values) if place]
    found += [id for way in _ways(places) for id in villages.spelled(way + name)]
    for id in found:
        row = villages.rows[id]
        if not (code and row.code) and villages.may_lie(values, row) and but not in (id, villages.standing(id)):
            return villages.standing(id)
    return None


def _ways(places: Sequence[str]) -> Iterator[str]:
    """Some of the places on end, the widest first, as people write them before a name."""
    yield from ("".join(some) for count in range(1, len(places) + 1) for some in combinations(places, count))


def several(text: str, is_known: Callable[[str], bool]) -> str:
    """What is wrong with a text that names more than one village, and what to do; nothing where it does not."""
    words = [word.strip() for word in _BETWEEN.split(text)]
    if len(words) < 2 or not all(word and is_known(word) for word in words):
        return ""
    return t(
        "It names {count} villages: write a row, or an option, for each, or 未分村 where their shares are not known.",
        count=len(words),
    )
