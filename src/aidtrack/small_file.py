"""A small file that a person writes for the program: a layout, thresholds, a baseline. Never a pipe, a device or a flood."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from aidtrack.errors import Environment, Usage
from aidtrack.phrase import phrase, why
from aidtrack.values.text import safe

_MOST_BYTES = 1 << 18
_MOST_DEEP = 20
_MOST = 10**40  # of a whole number: beyond what anything here means, and still soon written out


def content(path: Path) -> bytes:
    """All of it. Raises Usage for what is no ordinary file or far too large, Environment where it cannot be read."""
    shown = safe(str(path))
    try:
        if path.exists() and not (path.is_file() or path.is_dir()):
            raise Usage(phrase("{file} is no ordinary file.", file=shown), phrase("Give the name of a file."))
        with path.open("rb") as file:
            found = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise Environment(
            phrase("{file} cannot be read ({reason}).", file=shown, reason=why(error)),
            phrase("Check its name and permissions."),
        ) from error
    if len(found) > _MOST_BYTES:
        raise Usage(phrase("{file} is far too large to be one.", file=shown), phrase("Give the name of another file."))
    return found


def toml(text: str, *, fraction: Callable[[str], Any] = float) -> dict[str, Any]:
    """What a text in TOML says, nested a little and its numbers of a size. Raises tomllib.TOMLDecodeError, Usage."""
    try:
        document = tomllib.loads(text, parse_float=fraction)
    except tomllib.TOMLDecodeError:
        raise
    except (ValueError, ArithmeticError) as error:
        raise Usage(phrase("holds a number that is far too large.")) from error
    except RecursionError as error:
        raise Usage(phrase("is nested too deeply.")) from error
    _require_plain(document, 0)
    return document


def _require_plain(value: object, depth: int) -> None:
    if depth > _MOST_DEEP:
        raise Usage(phrase("is nested too deeply."))
    if isinstance(value, int) and abs(value) > _MOST:
        raise Usage(phrase("holds a number that is far too large."))
    if isinstance(value, (dict, list)):
        for one in value.values() if isinstance(value, dict) else value:
            _require_plain(one, depth + 1)
