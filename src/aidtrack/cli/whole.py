"""A whole number out of what was typed."""

from aidtrack.errors import Fault
from aidtrack.values.kinds import COUNT
from aidtrack.values.text import typed_wrong


def whole(option: str, text: str | None) -> int | None:
    """Raises Usage where `text` is no whole number."""
    if text is None:
        return None
    try:
        return int(COUNT.parse(text))
    except Fault as fault:
        raise typed_wrong(option, text, fault) from None
