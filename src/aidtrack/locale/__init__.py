"""The language of this run, in which `t` and `spoken` say what the rest of aidtrack hands up as phrases and words.

Each language is one file of this folder, a `Catalogue`. English stands in the code, where it is read; a test keeps them complete.
"""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from aidtrack.phrase import Joined, Phrase, Said, Word

_spoken = "zh"


class Catalogue(Protocol):
    """What the file of a language holds, at its top level."""

    TAG: str  # what pages call it
    BETWEEN: str  # what stands between the parts of a list

    def message(self, text: str, count: object) -> str:
        """A message by its English; `count` is how many it is about, where it says a number."""

    def word(self, english: str, chinese: str) -> str:
        """What a field, a column or a stored word is called."""


def languages() -> list[str]:
    """The languages there are: the files of this folder."""
    found = (path.stem for folder in __path__ for path in Path(folder).glob("*.py") if path.stem != "__init__")
    return sorted(found, key=lambda name: (name != "zh", name))


def use(language: str) -> None:
    """Speak `language`, one of `languages()`, from here on."""
    global _spoken
    _spoken = language


def language() -> str:
    return _spoken


def catalogue() -> Catalogue:
    """How the language of this run speaks."""
    return _catalogue(_spoken)


@cache
def _catalogue(language: str) -> Catalogue:
    return cast(Catalogue, import_module(f"aidtrack.locale.{language}"))


def detect(environment: Mapping[str, str]) -> str:
    """The language of an environment: $AIDTRACK_LANG, else the locale's; Chinese where neither says, English for one we do not have."""
    known = languages()
    for name in ("AIDTRACK_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = environment.get(name, "").lower()
        spoken = next((one for one in known if value.startswith(one)), None)
        if spoken is not None:
            return spoken
        if value and name != "AIDTRACK_LANG" and value.split(".")[0] not in ("c", "posix"):
            return "en"
    return "zh"


def t(text: str, **params: object) -> str:
    """A message in the language of this run, its {names} filled in."""
    return spoken(Phrase(text, tuple(params.items())))


def spoken(said: Said) -> str:
    """A phrase or a word in the language of this run; a text as it is."""
    if isinstance(said, str):
        return said
    voice = catalogue()
    if isinstance(said, Word):
        return voice.word(said.english, said.chinese)
    if isinstance(said, Joined):
        return (voice.BETWEEN if said.by is None else said.by).join(map(spoken, said.parts))
    filled = {name: spoken(part) if isinstance(part, (Phrase, Word, Joined)) else part for name, part in said.filled}
    text = voice.message(said.text, filled.get("count"))
    return text.format(**filled) if filled else text
