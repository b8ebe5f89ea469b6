"""Whether a place that an earmark names lies in another one, by the villages that are known: never a wider one, be there no other village in it."""

from collections.abc import Iterator, Sequence

from aidtrack.dataclass import dataclass
from aidtrack.values.aliases import names_in
from aidtrack.values.text import apart, key

_OF_CODE = {2: 0, 4: 1, 6: 2, 9: 3, 12: 4}  # how many of its digits name which level
_VILLAGE = 4  # the level below province, prefecture, county and township


@dataclass(frozen=True, slots=True)
class Lying:
    """A village, and by name what it lies in: province, prefecture, county, township; None where that is not known."""

    name: str
    alias: str | None
    code: str | None
    above: Sequence[str | None]

    def levels(self, word: str) -> set[int]:
        """At which levels a word names the village, or what it lies in; none where it names another place."""
        found = {_OF_CODE[len(word)]} if self.code and len(word) in _OF_CODE and self.code.startswith(word) else set()
        for name in (self.name, *names_in(self.alias)):
            own = key(name)
            chain = [(level, part) for level, part in enumerate(self.above) if part is not None]
            steps = [
                *((level, step) for level, part in chain for step in key(part).split("/")),
                (_VILLAGE, _whole(own)),
            ]
            found |= set(_ends(word.replace(own, _whole(own)).split("/"), steps))
        return found


def _whole(name: str) -> str:
    """A name that may hold strokes, which stands whole in a path."""
    return name.replace("/", "／")


def _ends(parts: Sequence[str], steps: Sequence[tuple[int, str]]) -> Iterator[int]:
    """The levels at which the last part of a path may be, the others standing above it in their order."""
    *before, last = parts
    for at, (level, step) in enumerate(steps):
        above = iter(name for _, name in steps[:at])
        if step == last and all(part in above for part in before):
            yield level


def lies_within(narrow: str, wide: str, villages: Sequence[Lying]) -> bool:
    """Whether each place of an earmark lies in one of another's, or is one of them."""
    allowed = _words(wide)
    return all(word in allowed or _within(word, allowed, villages) for word in _words(narrow))


def _within(word: str, allowed: set[str], villages: Sequence[Lying]) -> bool:
    named = [(village, levels) for village in villages if (levels := village.levels(word))]
    return bool(named) and all(
        any(min(levels) >= max(others) for one in allowed if (others := village.levels(one)))
        for village, levels in named
    )


def _words(text: str) -> set[str]:
    return {word for part in apart(text) if (word := key(part).strip("/"))}
