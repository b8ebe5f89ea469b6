"""A word out of a closed list of what may be typed."""

from collections.abc import Sequence

from aidtrack.errors import Usage
from aidtrack.phrase import Said, phrase
from aidtrack.values.nearness import nearest_sentence


def one_of(word: str, known: Sequence[str], sentence: Said, *, guess: bool = True) -> str:
    """`word`, if it is known. Raises Usage with `sentence`, and the nearest known word (not without `guess`) or all of them."""
    if word not in known:
        near = nearest_sentence(word, known) if guess else ""
        raise Usage(sentence, near or phrase("Use one of: {choices}.", choices=", ".join(known)))
    return word
