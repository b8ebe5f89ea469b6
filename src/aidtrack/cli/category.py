"""The verb of its own that a category has: an `edit` that makes the row of a word that is in use and of which nothing was said yet."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from aidtrack.cli.group import Listed
from aidtrack.cli.nouns import edit_command
from aidtrack.cli.typer_internals import Command
from aidtrack.nouns.category import NAMED

if TYPE_CHECKING:
    from aidtrack.store.engine.transaction import Writer
    from aidtrack.store.names.find import Missing


def verbs() -> dict[str, Listed]:
    return {"edit": Listed("Change fields of one; a word that is in use needs no row before.", _edit)}


def _edit() -> Command:
    return edit_command(NAMED, missing=_made)


def _made(writer: "Writer") -> "Missing":
    """Makes the row of a word of the vocabulary, or of one that a project, a measure or an earmark holds."""

    def missing(noun: str, word: str, _place: Mapping[str, str], _village: int | None) -> int | None:
        from aidtrack.store.names.find import Names
        from aidtrack.store.records import categories, nouns

        known = categories.word(writer, word)
        if noun != NAMED.name or known is None:
            return None
        found = Names(writer).only(noun, known)  # under another spelling, or in the other language
        return (
            found
            if found is not None
            else nouns.add(writer, noun, {"name": known, "sector": categories.sector(writer, known)})
        )

    return missing
