"""That a text names nothing, or several."""

from aidtrack.codes import Code
from aidtrack.errors import Refused
from aidtrack.locale import some_of, t
from aidtrack.values.text import safe

_MOST_NAMED = 10


class NotFound(Refused):
    """No such thing, or several."""


class NothingNear(NotFound):
    """No such thing, and none whose name is near."""


def ambiguous(text: str, choices: list[str], one: str) -> NotFound:
    """That a text names these; `one` of them is the example of how to say which."""
    return NotFound(
        t("“{name}” names {count}: {choices}.", name=safe(text), count=len(choices), choices=listed(choices)),
        t("Say which, as in {choice}.", choice=safe(one)),
        code=Code.AMBIGUOUS_NAME,
    )


def listed(choices: list[str]) -> str:
    """The first of these, and how many more there are."""
    return some_of([safe(choice) for choice in choices], _MOST_NAMED)
