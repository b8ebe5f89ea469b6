"""The language of this run, in which `t` and `spoken` say what the rest of aidtrack hands up as phrases and words.

A message that names a command for going on (`aidtrack batch undo 3`) names it as this run has to be continued: on the store that it was
given. What is not a message but a command alone is written by `command`.

Each language is one file of this folder, a `Catalogue`. English stands in the code, where it is read; a test keeps them complete.
"""

import re
import shlex
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from aidtrack.phrase import Joined, Phrase, Said, Word

_spoken = "zh"
_program: Sequence[str] = ("aidtrack",)  # how a command begins
_named: re.Pattern[str] | None = None  # where a message names one, where it does not begin as it stands there
_of_offices: str | None = None  # which of them take offices of a collection,
_offices: Sequence[str] = ()  # and which this run is asked of;
_left: str | None = None  # which are others' to run, at a store of their own


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
    return _languages(tuple(__path__))


@cache
def _languages(folders: tuple[str, ...]) -> list[str]:
    found = (path.stem for folder in folders for path in Path(folder).glob("*.py") if path.stem != "__init__")
    return sorted(found, key=lambda name: (name != "zh", name))


def use(language: str) -> None:
    """Speak `language`, one of `languages()`, from here on."""
    global _spoken
    _spoken = language


def language() -> str:
    return _spoken


def begin_commands(program: Sequence[str], names: Collection[str], of_offices: str | None = None) -> None:
    """From here on the commands that are named begin with `program`: our name with the options that found the store. `names` are theirs;
    `of_offices` is a pattern of those that take offices.
    """
    global _program, _named, _of_offices, _offices, _left
    _program, _of_offices, _offices, _left = program, of_offices, (), None
    begun = "|".join(map(re.escape, names))
    _named = re.compile(rf"\baidtrack (?=(?:{begun})\b|{{(?:noun|kind)}})") if len(program) > 1 else None


def ask_offices(offices: Sequence[str]) -> None:
    """From here on the commands that are named, and take offices, ask for these."""
    global _offices
    _offices = offices


def leave_to_others(commands: str) -> None:
    """From here on the commands of this pattern are named as they are typed elsewhere, by our name alone."""
    global _left
    _left = commands


def command(*words: str) -> str:
    """A command of these words, as it is typed."""
    return shlex.join([*_program, *words])


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


def some_of(told: Sequence[str], most: int) -> str:
    """Many things named in one sentence: at most so many of them, and how many more there are."""
    shown, more = "、".join(told[:most]), len(told) - most
    return shown if more <= 0 else t("{shown} and {more} more", shown=shown, more=more)


def spoken(said: Said) -> str:
    """A phrase or a word in the language of this run; a text as it is."""
    return said if isinstance(said, str) else _said_by(catalogue(), said)


def in_each_language(said: Said) -> tuple[str, ...]:
    """The same in every language that there is: as people may ask for it, whatever this run speaks."""
    return (said,) if isinstance(said, str) else tuple(_said_by(_catalogue(one), said) for one in languages())


def _said_by(voice: Catalogue, said: Said) -> str:
    if isinstance(said, str):
        return said
    if isinstance(said, Word):
        return voice.word(said.english, said.chinese)
    if isinstance(said, Joined):
        return (voice.BETWEEN if said.by is None else said.by).join([_said_by(voice, part) for part in said.parts])
    filled = {
        name: _said_by(voice, part) if isinstance(part, (Phrase, Word, Joined)) else part for name, part in said.filled
    }
    text = voice.message(said.text, filled.get("count"))
    if "aidtrack " in text:
        text = _going_on(text, fills=bool(filled))
    return text.format(**filled) if filled else text


def _going_on(text: str, *, fills: bool) -> str:
    """A message whose commands go on where this run is: at its store, of its offices."""
    if _offices and _of_offices is not None:
        asked = [word for one in _offices for word in ("--office", one)]
        text = re.sub(rf"\baidtrack (?={_of_offices})", lambda _: _begun([*_program, *asked], fills=fills), text)
    if _named is None:
        return text
    left = None if _left is None else re.compile(_left)

    def begun(found: re.Match[str]) -> str:
        return found[0] if left is not None and left.match(text, found.end()) else _begun(_program, fills=fills)

    return _named.sub(begun, text)


def _begun(words: Sequence[str], *, fills: bool) -> str:
    program = f"{shlex.join(words)} "
    return program.replace("{", "{{").replace("}", "}}") if fills else program
