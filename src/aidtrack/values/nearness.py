"""Which known word a person may have meant: one rule for commands, options, headers and names.

A wrong guess is worse than none. Words are near where one is contained in the other, or where few signs differ and they begin alike:
what tells 拨款单位 from 收款单位 stands at the beginning, and `undo` is no slip of `fund`. Of names, which mean nothing by their signs, one
sign may differ there too: 呀河村 is a slip of 牙河村.
"""

from collections.abc import Iterable, Sequence

from aidtrack.phrase import Said, listed, phrase
from aidtrack.values.text import key, safe

_MOST = 3
_LEAST = 2  # signs that a contained word has; three where they are letters, of which a word has more
_MOST_OF_IT = 0.5
_PER_SLIP = 3  # one slip in so many signs, at least one
_PER_SLIP_AT_FIRST = 5  # where the first sign differs too


def nearest(word: str, known: Iterable[str], *, of_names: bool = False) -> str | None:
    """The known word closest to `word`, if one is close."""
    return next(iter(near(word, known, most=1, of_names=of_names)), None)


def near(word: str, known: Iterable[str], *, most: int = _MOST, of_names: bool = False) -> list[str]:
    """The known words that are close to `word`, the closest first."""
    found = _scores(word, known, of_names=of_names)
    return sorted(found, key=lambda other: -found[other])[:most]


def _scores(word: str, known: Iterable[str], *, of_names: bool) -> dict[str, float]:
    wanted = _compared(word)
    return {other: score for other in known if (score := _nearness(wanted, _compared(other), of_names=of_names))}


def nearest_sentence(word: str, known: Iterable[str], *, of_names: bool = False) -> Said:
    """`Did you mean “…”?`, or nothing where no known word is close."""
    found = nearest(word, known, of_names=of_names)
    return phrase("Did you mean “{name}”?", name=safe(found)) if found else ""


def near_sentence(word: str, known: Iterable[str]) -> Said:
    """As `nearest_sentence`, with all that are close."""
    return _asked(near(word, known))


def closest_sentence(word: str, known: Iterable[str], *, of_names: bool = False) -> Said:
    """As `nearest_sentence`, with all that are as close as the closest: none of them is a better guess."""
    found = _scores(word, known, of_names=of_names)
    best = max(found.values(), default=0)
    return _asked([other for other in found if found[other] == best][:_MOST])


def _asked(words: Sequence[str]) -> Said:
    return phrase("Did you mean “{name}”?", name=listed(map(safe, words))) if words else ""


def _compared(word: str) -> str:
    return key(word).lstrip("-")


def _nearness(word: str, other: str, *, of_names: bool) -> float:
    """From 0, not near, to 1, the same."""
    short, long = sorted((word, other), key=len)
    if not short:
        return 0
    begins_alike = word[0] == other[0]
    allowed = max(1, len(long) // _PER_SLIP) if begins_alike else len(long) // _PER_SLIP_AT_FIRST
    if of_names and len(long) >= _PER_SLIP:
        allowed = max(1, allowed)
    differ = max(len(long) - len(short), len({*long} - {*short}))
    if differ <= allowed and (slips := _slips(short, long, allowed)) <= allowed:
        return 1 - slips / (len(long) + 1)
    part = len(short) / len(long)
    if len(short) < _LEAST + short.isascii():
        return 0
    if short in long and (short == word or begins_alike or part > _MOST_OF_IT):
        return part
    return part if begins_alike and part > _MOST_OF_IT and _in_order(short, long) else 0


def _in_order(short: str, long: str) -> bool:
    """Whether a word holds the signs of another in their order: those of 牙河危房 are in 牙河村危房改造."""
    signs = iter(long)
    return all(sign in signs for sign in short)


def _slips(word: str, other: str, allowed: int) -> int:
    """How many signs are left out, put in, changed or swapped with their neighbour; more than `allowed` is not counted on."""
    word, other = _apart(word, other)
    before: list[int] = []
    last = list(range(len(other) + 1))
    for at, sign in enumerate(word, 1):
        row = [at]
        for place, mark in enumerate(other, 1):
            least = min(last[place] + 1, row[-1] + 1, last[place - 1] + (sign != mark))
            if before and place > 1 and sign == other[place - 2] and word[at - 2] == mark:
                least = min(least, before[place - 2] + 1)
            row.append(least)
        if min(row) > allowed:
            return allowed + 1
        before, last = last, row
    return last[-1]


def _apart(word: str, other: str) -> tuple[str, str]:
    """Two words without the signs with which both begin, and those with which both end."""
    most = min(len(word), len(other))
    at = next((at for at in range(most) if word[at] != other[at]), most)
    word, other = word[at:], other[at:]
    most -= at
    end = next((end for end in range(most) if word[-1 - end] != other[-1 - end]), most)
    return word[: len(word) - end], other[: len(other) - end]
