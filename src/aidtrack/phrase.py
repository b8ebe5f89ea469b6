"""What is to be said, before a language is chosen: a report, a field, an error hands it up as a value, `aidtrack.locale` speaks it."""

import errno
from collections.abc import Iterable, Mapping

from aidtrack.dataclass import dataclass


class _Unspoken:
    """Base of what `locale` speaks: it has no text of its own, so that nothing prints it in no language at all."""

    __slots__ = ()

    def __str__(self) -> str:
        raise TypeError(f"{self!r} is spoken, not printed")


@dataclass(frozen=True, slots=True)
class Phrase(_Unspoken):
    """A message of the catalogues: its English with {names}, and what fills them in (texts, numbers, phrases)."""

    text: str
    filled: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class Word(_Unspoken):
    """What a field, a column or a stored word is called: in English as scripts have it, and as the office does."""

    english: str
    chinese: str

    @property
    def spellings(self) -> tuple[str, str]:
        """How sheets may have it."""
        return self.english, self.chinese


@dataclass(frozen=True, slots=True)
class Joined(_Unspoken):
    """Parts one after another, `by` between them; None sets them apart as a language does the parts of a list."""

    parts: tuple["Said", ...]
    by: str | None = None


Said = str | Phrase | Word | Joined  # a str is a name, a number, a text of the store: the same in every language


def phrase(text: str, **filled: object) -> Phrase:
    """A message, to be spoken where it is shown."""
    return Phrase(text, tuple(filled.items()))


def words(stored: Mapping[str, str]) -> dict[str, Word]:
    """What people read for each stored word, where the office's Chinese for it is declared."""
    return {english: Word(english, chinese) for english, chinese in stored.items()}


def listed(parts: Iterable[Said]) -> Joined:
    """The parts of a list."""
    return Joined(tuple(parts))


def english(said: Said) -> str:
    """The English of it, whatever language is spoken: what scripts read, and rows are ordered by."""
    if isinstance(said, Phrase):
        filled = {
            name: english(part) if isinstance(part, (Phrase, Word, Joined)) else part for name, part in said.filled
        }
        return said.text.format(**filled) if filled else said.text
    if isinstance(said, Word):
        return said.english
    if isinstance(said, Joined):
        return (", " if said.by is None else said.by).join(map(english, said.parts))
    return said


def why(error: OSError) -> Said:
    """Why the system refuses: the usual reasons as phrases, others in its own words."""
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)


_REASONS = {
    errno.ENOENT: phrase("no such file or folder"),
    errno.EACCES: phrase("no permission"),
    errno.EPERM: phrase("no permission"),
    errno.EROFS: phrase("read-only"),
    errno.EISDIR: phrase("it is a folder"),
    errno.ENOTDIR: phrase("part of the path is no folder"),
    errno.ENOSPC: phrase("the disk is full"),
    errno.EFBIG: phrase("it is too large for the disk"),
    errno.EIO: phrase("the disk does not read or write"),
    errno.EEXIST: phrase("something of that name is there"),
    errno.ENAMETOOLONG: phrase("its name is too long"),
    errno.ELOOP: phrase("links lead in a circle"),
    errno.EMFILE: phrase("too many files are open"),
    errno.ENFILE: phrase("too many files are open"),
    errno.EBUSY: phrase("something else uses it"),
}
