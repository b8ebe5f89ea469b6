"""A regular expression that is compiled when it is first asked: the modules of a command hold sixty, and it asks a few of them."""

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from re import compile as pattern
else:

    class pattern:  # noqa: N801 - to those who use it it is `re.compile`
        """As `re.compile(text, flags)`."""

        def __init__(self, text: str, flags: int = 0) -> None:
            self._compiled = text, flags

        def __getattr__(self, name: str) -> Any:
            found = getattr(re.compile(*self._compiled), name)
            setattr(self, name, found)  # and the next time it is there
            return found


__all__ = ["pattern"]
