"""Why something is put right, closed, or recorded although a rule is against it: the one check of a reason that was typed."""

from aidtrack.errors import Fault, Usage
from aidtrack.phrase import phrase
from aidtrack.values.kinds import TEXT
from aidtrack.values.text import typed_wrong


def stated(option: str, text: str) -> str:
    """The reason given with an option. Raises Usage for a blank one, and for what no text can hold."""
    try:
        found = str(TEXT.parse(text))
    except Fault as fault:
        raise typed_wrong(option, text, fault) from None
    if not found.strip():
        raise Usage(phrase("{option} is blank.", option=option), phrase("Say why."))
    return found


def perhaps(option: str, text: str | None) -> str | None:
    """As `stated`; None where the option was not given."""
    return None if text is None else stated(option, text)
