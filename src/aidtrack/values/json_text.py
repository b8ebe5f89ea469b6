"""A text in JSON that anybody may have written or changed."""

import json
from typing import Any


def read(text: str | bytes) -> Any:
    """What it says. Raises ValueError, also for what is nested too deeply to be read."""
    try:
        return json.loads(text)
    except RecursionError as error:
        raise ValueError(text[:80]) from error
