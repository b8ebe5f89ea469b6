"""Words that name one for sure, whatever else is called so: `id:3`, `code:621122100201`, and for an entry `ref:1`."""

import re
from typing import Literal, NamedTuple, cast

from aidtrack.pattern import pattern
from aidtrack.values.ids import is_id

_SURE = pattern(r"\s*(id|code|ref)\s*[:：]\s*(\S.*?)\s*", re.IGNORECASE | re.DOTALL)


class Sure(NamedTuple):
    """By what a word names its row, and that."""

    by: Literal["id", "code", "ref"]
    word: str

    @property
    def id(self) -> int | None:
        return int(self.word) if self.by == "id" and is_id(self.word) else None


def sure(text: str) -> Sure | None:
    """What `text` says for sure; None for a plain name."""
    found = _SURE.fullmatch(text)
    return None if found is None else Sure(cast("Literal['id', 'code', 'ref']", found[1].lower()), found[2])
