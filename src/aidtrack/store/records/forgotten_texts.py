"""Where the name of whoever is to be forgotten stands besides: in texts that can be changed, and in what never is."""

from collections.abc import Iterator
from dataclasses import field

from aidtrack.dataclass import dataclass
from aidtrack.errors import Refused
from aidtrack.locale import command, t
from aidtrack.nouns import NOUNS
from aidtrack.store.engine.connection import Connection
from aidtrack.store.log.chain import values
from aidtrack.store.log.naming import FREE, READ, SEALED
from aidtrack.store.log.personal_values import HASHED
from aidtrack.store.records import settings, spelling
from aidtrack.store.records.handing_over.texts import MOST_TOLD, Holding
from aidtrack.store.records.handing_over.whom import Gone
from aidtrack.values.text import TO_FILL, safe

_WRITTEN = {noun: {*FREE.get(noun, ()), *HASHED.get(noun, ())} for noun in (*FREE, *HASHED)}


def require_no_texts(connection: Connection, gone: Gone, reason: str, *, leave: bool) -> int:
    """How many texts hold a name that a command changes. Raises Refused for a reason that holds one, and for such texts, whose commands are
    told, unless they are to be left.
    """
    if gone.are_told(reason):
        raise Refused(
            t("The reason holds the name that is to be forgotten: “{reason}”.", reason=safe(gone.unnamed(reason))),
            t("Say it without the name, as with the household's code."),
        )
    found = [*_texts(connection, gone)]
    if found and not leave:
        raise Refused(
            t("Texts that hold a name that is to be forgotten: {count}. Nothing was erased.", count=len(found)),
            *found[:MOST_TOLD],
            t(
                "Take the name out of them first: afterwards nobody knows it there. Where it is somebody else's: --leave-texts."
            ),
        )
    return len(found)


def _texts(connection: Connection, gone: Gone) -> Iterator[str]:
    for noun, columns in FREE.items():
        if noun not in NOUNS:
            continue  # of entries they are masked
        for id, *row in connection.stream(f"SELECT id, {', '.join(columns)} FROM {noun} ORDER BY id"):
            for column, text in zip(columns, row, strict=True):
                if gone.are_told(text):
                    yield Holding(noun, id, column).told()
    for name, value in settings.values(connection).items():
        if gone.are_told(value):
            yield t("Setting {name}: {command}", name=name, command=f"{command('db', 'setting', name)} {TO_FILL}")


@dataclass(slots=True)
class Staying:
    """What holds a name and is never changed: records of the log as older programs and texts wrote it, which leave the store as number and
    hash alone; how many records that whoever receives them must read; how many 流水号; how many words that earmarks were compared by.
    """

    records: list[int] = field(default_factory=list)
    read: int = 0
    refs: int = 0
    words: int = 0


def staying(connection: Connection, gone: Gone) -> Staying:
    """All of that, asked for once no text that can be changed holds a name, or such texts are left."""
    found = Staying()
    for id, noun, *ends in connection.stream("SELECT id, noun, before, after FROM audit ORDER BY id"):
        said = [str(end) for end in ends if end is not None and gone.every.in_text(str(end))]
        if not said:
            continue
        if noun in READ:
            found.read += any(map(gone.are_told, said))
        elif any(map(gone.are_told, said)) if noun in SEALED else _is_written(noun, said, gone):
            found.records.append(int(id))
    refs = connection.stream("SELECT ref FROM entry WHERE ref IS NOT NULL")
    found.refs = sum(gone.are_told(ref) for (ref,) in refs)
    words = {str(text) for (text,) in connection.rows("SELECT DISTINCT text FROM spelling")} - spelling.in_use(
        connection
    )
    found.words = sum(map(gone.are_told, words))
    return found


def _is_written(noun: str, said: list[str], gone: Gone) -> bool:
    """Whether a text of a row holds one; a hash holds none."""
    rows = [row for row in map(values, said) if row is not None]
    texts = (row[name] for row in rows for name in _WRITTEN.get(noun, ()) if name in row)
    return any(isinstance(text, str) and gone.masked(text) != text for text in texts)
