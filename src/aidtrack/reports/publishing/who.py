"""The organisations of a published file: who publishes, and those that funds and projects name."""

from collections.abc import Mapping

from aidtrack.nouns.organization import IATI_TYPE
from aidtrack.pattern import pattern
from aidtrack.reports.publishing.activity import Organisation
from aidtrack.store.names.find import Names
from aidtrack.store.records.persons import Heads

_CREDIT_CODE = pattern("[0-9A-Z]{18}")
_LISTED = pattern(r"[A-Z]{2,3}-[A-Z0-9]+-[^\s/&|?]+")
# IATI's type of whom money of a source usually comes from, where its organization says no other.
BY_SOURCE = {"fiscal": 10, "union": 15, "self": 15, "east_west": 10, "credit": 70, "donation": 90, "surplus": 15}


def publisher(said: Mapping[str, str]) -> Organisation:
    """By the settings; a blank name, no ref and no type where nobody said them."""
    type = said["publisher_type"]
    return Organisation(said["office_name"], said["publisher_code"] or None, IATI_TYPE[type] if type else None)


class Organisations:
    """Those of a store by what names them in a text. A name that is a household's head is none, nor is one that holds it, unless it is
    that of an organisation that stands on a list, which is known by it anyhow.
    """

    def __init__(self, names: Names, heads: Heads) -> None:
        self._names, self._heads = names, heads
        rows = names.connection.rows("SELECT id, code, type FROM organization")
        self._known = {id: (code, type) for id, code, type in rows}

    def named(self, text: str | None, usual: int | None = None) -> Organisation | None:
        """The one that a text names, `usual` being its type where none is said; None where it names nobody that may be named."""
        if text is None or self._heads.are(text):
            return None
        id = self._names.only("organization", text)
        code, type = self._known[id] if id is not None else (None, None)
        ref = identifier(code)
        if ref is None and self._heads.in_text(text):
            return None
        return Organisation(text, ref, IATI_TYPE[type] if type else usual)


def identifier(code: str | None) -> str | None:
    """A code as identifiers of organisations are written; None where it is on no list that is known."""
    if code is None:
        return None
    if _CREDIT_CODE.fullmatch(code):
        return f"CN-USCI-{code}"
    return code if _LISTED.fullmatch(code) else None
