"""Villages as people write them on end: 首阳镇石桥村, the place and then the name, and 石桥村、北站村, two in one."""

import re
from collections.abc import Callable, Iterator
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
            ways = ("".join(some) for count in range(1, len(places) + 1) for some in combinations(places, count))
            if key(text[:at]) in ways:
                yield id


def several(text: str, is_known: Callable[[str], bool]) -> str:
    """What is wrong with a text that names more than one village, and what to do; nothing where it does not."""
    words = [word.strip() for word in _BETWEEN.split(text)]
    if len(words) < 2 or not all(word and is_known(word) for word in words):
        return ""
    return t(
        "It names {count} villages: write a row, or an option, for each, or 未分村 where their shares are not known.",
        count=len(words),
    )
