"""Personal data: a household's name is masked wherever it is shown, unless this run was asked, and logged, to show it."""

import re

MARK = "**"
LEFT_OUT = MARK  # of a cell that is never shown at all: an identity, bank or telephone number
_CODE = re.compile(r"(?=[^0-9]*[0-9])[0-9A-Za-z.,:/#%+_-]*")  # a number, a date, a code: no name of a person
_revealed = False


def reveal(shown: bool) -> None:
    """Whether names are shown from here on."""
    global _revealed
    _revealed = shown


def mask(name: str) -> str:
    """`张三丰` → `张**`: the first character, whatever the length."""
    return f"{name[:1]}{MARK}" if name else name


def shown(name: str | None) -> str | None:
    """A name as this run may show it; a blank stays one."""
    return name if name is None or _revealed else mask(name)


def guarded(text: str) -> str:
    """A text that stands where a name might be, as this run may show it: what can be none stays, anything else is masked."""
    text = text.strip()
    return text if _revealed or not text or _CODE.fullmatch(text) else mask(text)


def is_masked(name: str) -> bool:
    """Whether this is what `mask` makes, and so no name to store."""
    return name[1:] == MARK
