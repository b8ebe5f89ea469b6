"""A word out of a closed list of what may be typed."""

from collections.abc import Sequence

from aidtrack.errors import Usage
from aidtrack.locale import t
from aidtrack.values.text import nearest_sentence


def one_of(word: str, known: Sequence[str], sentence: str) -> str:
    """`word`, if it is known. Raises Usage with `sentence` and the nearest known word."""
    if word not in known:
        raise Usage(sentence, nearest_sentence(word, known) or t("Use one of: {choices}.", choices=", ".join(known)))
    return word
