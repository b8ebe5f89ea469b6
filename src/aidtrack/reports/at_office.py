"""What is to be recorded of an office in a collection: the office records it, by a command as it is typed there, and hands over again."""

from collections.abc import Sequence

from aidtrack.phrase import Said, phrase
from aidtrack.reports.parted import of_all
from aidtrack.store.engine.collections import HANDS_OVER, SPAN
from aidtrack.store.engine.connection import Connection

_SETTING = ("db", "setting")  # of several offices those are the collection's own, which it sets itself


def typed(connection: Connection, prefix: Sequence[str], words: Sequence[Said]) -> list[Said]:
    """The whole command: of a collection as its office types it; else with `prefix`, the program with the options that found the store."""
    if not is_of_office(connection, words):
        return [*(of_all(prefix) if tuple(words[:2]) == _SETTING else prefix), *words]
    return ["aidtrack", *(own(connection, word) if isinstance(word, str) else word for word in words)]


def is_of_office(connection: Connection, words: Sequence[Said]) -> bool:
    """Whether these record what a collection leaves to its offices."""
    of_several = connection.parts is not None and tuple(words[:2]) != _SETTING
    return words[1] not in ("list", "show") and (connection.one is not None or of_several)


def own(connection: Connection, word: str) -> str:
    """What names a row as its office names it: without the office before it, an id as it is at home."""
    for code in (connection.parts or {}).values():
        word = word.removeprefix(f"{code}/")
    begun, id = ("id:", word[3:]) if word.startswith("id:") else ("", word)
    return f"{begun}{int(id) % SPAN}" if id.isdecimal() and int(id) > SPAN else word


def handed_over_again(office: str | None) -> Said:
    """By the one office; None where they are several."""
    if office is None:
        return phrase("Each office records it in its own store, and hands over again: {command}", command=HANDS_OVER)
    return phrase(
        "The office {office} records it in its own store, and hands over again: {command}",
        office=office, command=HANDS_OVER,
    )  # fmt: skip
