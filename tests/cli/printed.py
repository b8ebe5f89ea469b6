"""The commands that messages print for going on, read out of a message and put to the parser that reads what people type."""

import re
import shlex
from collections.abc import Iterator
from functools import cache
from typing import Any

from typer import TyperException

from aidtrack.cli.group import Group, Listed
from aidtrack.cli.main import _options
from aidtrack.cli.registry import commands

# A command ends where its sentence does, in either language; what people wrote stands between quotation marks.
_QUOTED = re.compile("「[^「」]*」|“[^“”]*”")
_COMMAND = re.compile(
    r"(?<![\w/.-])aidtrack (?:--(?:db|office) (?:'[^']*'|\S+) )*(?P<words>(?:[^。，；：、（）()\n,;·…“”「」\x22]|,(?=\d))*)"
)


def printed(text: str) -> Iterator[list[str]]:
    """The words of each command in a text, behind our own name; prose may follow them."""
    for found in _COMMAND.finditer(_QUOTED.sub("…", text)):
        said = re.split(r"[.:](?:\s|$)", found["words"])[0].strip()
        try:
            words = shlex.split(said)
        except ValueError:  # an apostrophe of the prose behind it
            words = said.split()
        if words and words[0] in _entries():
            yield words


@cache
def fault(*words: str) -> str | None:
    """What is wrong with a command as typed; None where it parses, or where some of its first words do and the rest is prose."""
    faults = list[str]()
    if words[-1] == "--help":
        return None
    for end in range(len(words), 0, -1):
        if any(word.startswith("--") for word in words[end:]):
            break
        if (wrong := _refused(words[:end])) is None:
            return None
        faults.append(wrong)
    return faults[0]


def typed(command: str) -> str | None:
    """What is wrong with a command of a column, which is one from its first word to its last; None where it parses."""
    ours, *words = shlex.split(command)
    return _refused(tuple(words)) if ours == "aidtrack" else "not a command of ours"


@cache
def _refused(words: tuple[str, ...]) -> str | None:
    try:
        _parse(_root(), "aidtrack", [*words], None)
    except TyperException as error:
        return error.message
    return None


@cache
def _entries() -> dict[str, Listed]:
    return commands()


def _root() -> Group:
    return Group("aidtrack", "", _entries(), _options())


def _parse(command: Any, name: str, args: list[str], parent: Any) -> None:
    with command.make_context(name, args, parent=parent) as ctx:
        if isinstance(command, Group):
            rest = [*ctx._protected_args, *ctx.args]
            called, found, args = command.resolve_command(ctx, rest) if rest else (None, None, [])
            if found is None:
                ctx.fail("a command is missing")
            _parse(found, called or "", args, ctx)
