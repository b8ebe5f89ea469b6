"""Which of thousands of names may have been meant: those that share the rarest signs, and signs side by side, with what was typed.

Only they are compared with it sign by sign; among few names all are.
"""

from collections import Counter, defaultdict
from itertools import pairwise

from aidtrack.values.text import key

FEW = 200  # names that are all compared
_LOOKED_AT = 4000  # names that a look goes through, those with the rarest signs first
_COMPARED = 400  # signs of these: many short names, fewer long ones


class NearNames:
    """Names by the signs in them; `add` makes known what came since."""

    def __init__(self) -> None:
        self._names: list[str] = []
        # By a sign, or two side by side, the places of the names.
        self._having: defaultdict[str, list[int]] = defaultdict(list)

    def add(self, name: str) -> None:
        at = len(self._names)
        self._names.append(name)
        for part in _parts(name):
            self._having[part].append(at)

    def likely(self, text: str) -> list[str]:
        """The names that `text` may have been meant for, in the order in which they came."""
        if len(self._names) <= FEW:
            return self._names
        shared: Counter[int] = Counter()
        looked_at = 0
        for having in sorted((self._having[part] for part in _parts(text) if part in self._having), key=len):
            looked_at += len(having)
            if shared and looked_at > _LOOKED_AT:
                break
            shared.update(having)
        most = _COMPARED // max(len(text), 1)
        return [self._names[at] for at in sorted(at for at, _ in shared.most_common(most))]


def _parts(name: str) -> set[str]:
    """The signs of a name, and each two that stand side by side."""
    word = key(name)
    return {*word, *map("".join, pairwise(word))}
