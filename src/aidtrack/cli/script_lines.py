"""The command lines of a script: how its text is read, and what each line calls, with which options."""

import shlex
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from typer import TyperException

from aidtrack.cli.answering import Function
from aidtrack.cli.command import Command
from aidtrack.cli.group import Group
from aidtrack.cli.rights import right_to_write
from aidtrack.cli.typer_internals import Command as AnyCommand
from aidtrack.cli.typer_internals import Context, get_current_context
from aidtrack.cli.usage import explained
from aidtrack.dataclass import dataclass
from aidtrack.errors import AidtrackError, Environment, Fault, Interrupted, Refused, Unconfirmed, Usage
from aidtrack.ledger.kind import KINDS
from aidtrack.locale import t
from aidtrack.nouns import NOUNS
from aidtrack.phrase import Joined, Said, phrase, why
from aidtrack.store.engine.rights import READER
from aidtrack.values import json_text
from aidtrack.values.report import Row
from aidtrack.values.text import safe

_STDIN = "-"
_LONGEST = 1 << 16  # characters of a line: what splits it goes through them one by one
_ALLOWED = {
    **dict.fromkeys(NOUNS, ("add", "edit", "remove")),
    **dict.fromkeys(KINDS, ("add", "reverse", "correct")),
    "project": ("add", "edit", "remove", "advance"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line that was understood: what it does, with which options, and what that takes on a server."""

    number: int
    right: str
    function: Function
    values: dict[str, Any]


class AtLine(Exception):
    """A line that is refused, and by what."""

    def __init__(self, number: int, error: AidtrackError) -> None:
        super().__init__(number, error)
        self.number, self.error = number, error

    @property
    def sentences(self) -> list[Said]:
        first, *others = self.error.args
        return [phrase("Line {line}: {problem}", line=self.number, problem=first), *filter(None, others)]

    @property
    def row(self) -> Row:
        """`ok` is None where the line may have been written all the same."""
        problem = Joined(tuple(filter(None, self.error.args)), " ")
        ok = None if isinstance(self.error, (Unconfirmed, Interrupted)) else False
        return {"line": self.number, "ok": ok, "id": None, "problem": problem}

    def told(self) -> AidtrackError:
        """The same error, which names the line."""
        return self.error.told(*self.sentences)


def text_of(file: str) -> str:
    """What the file holds, in whatever coding sheets may have. Raises Environment, Refused, Usage."""
    from aidtrack.importing.reading.decode import encoding_of
    from aidtrack.importing.reading.files import File

    try:
        if file == _STDIN and sys.stdin is None:
            raise Environment(t("Standard input is closed."), t("Give the name of a file."))
        path = Path(file)
        if file != _STDIN and (path.is_char_device() or path.is_block_device()):
            raise Usage(t("{file} is no ordinary file.", file=safe(file)), t("Give the name of a file."))
        content = sys.stdin.buffer.read() if file == _STDIN else path.read_bytes()
    except OSError as error:
        raise Environment(
            phrase("{file} cannot be read ({reason}).", file=safe(file), reason=why(error)),
            phrase("Check its name and permissions."),
        ) from error
    try:
        return content.decode(encoding_of(File(file, None, content, "", len(content), content[:4096]), None))
    except Fault as fault:
        raise Refused(Joined((safe(file), fault.problem), " "), t("Save it as UTF-8 or GBK.")) from None


def lines_of(text: str) -> Iterator[Line]:
    """Every line that is not blank and no remark. Raises AtLine."""
    root = get_current_context().find_root()
    known: dict[tuple[str, ...], Command] = {}
    for number, line in enumerate(text.splitlines(), 1):
        line = line.strip().removeprefix("\ufeff")
        if line and not line.startswith("#"):
            try:
                words = _words(line)
                called = tuple(words[:2])
                if called not in known:
                    known[called] = _loaded(root, words)
                with known[called].make_context(" ".join(called), words[2:], parent=root) as ctx:
                    yield Line(number, right_to_write(" ".join(called)) or READER, known[called].function, ctx.params)
            except TyperException as error:
                raise AtLine(number, Usage(*explained(error))) from error
            except Usage as error:
                raise AtLine(number, error) from error


def _words(line: str) -> list[str]:
    """Shell words, or a list of words in JSON. Raises Usage."""
    if len(line) > _LONGEST:
        raise Usage(t("This line is far too long to be a command."), t("Look at what the file holds."))
    if line.startswith("["):
        try:
            words = json_text.read(line)
        except ValueError:
            words = None
        if not isinstance(words, list) or not words or not all(isinstance(word, str) for word in words):
            raise Usage(
                t("This is no list of words in JSON."), t('Write it as in ["village", "add", "牙河村"], on one line.')
            )
        return words
    try:
        return shlex.split(line)
    except ValueError as error:
        if "escaped" in str(error):  # what it says of a backslash that nothing follows
            raise Usage(
                t("The line ends with a backslash."),
                t("A command stands on one line; where a text ends with a backslash, put single quotes around it."),
            ) from None
        raise Usage(
            t("A quote is opened and not closed."), t("Close it; where a name holds one, put the other kind around it.")
        ) from None


def _loaded(root: Context, words: Sequence[str]) -> Command:
    """The command that these words name, with its own options alone: those of the answer belong to the run. Raises Usage."""
    noun, verb = (*words, "")[:2]
    if verb not in _ALLOWED.get(noun, ()):
        raise Usage(
            t("“{command}” does not run from a file.", command=safe(" ".join(words[:2]))),
            t("These do: {verbs} of nouns, {entry_verbs} of entries, project advance. What moves or brings many at once is a batch of its own.",
              verbs=" · ".join(_ALLOWED["village"]), entry_verbs=" · ".join(_ALLOWED["spending"])),
        )  # fmt: skip
    assert isinstance(root.command, Group)
    group = root.command.get_command(root, noun)
    assert isinstance(group, Group)  # as every noun and kind is
    return _with_own_options(group.get_command(root, verb))


def _with_own_options(found: AnyCommand | None) -> Command:
    assert isinstance(found, Command)
    made = Command(found.name, params=list(found.own), help=found.help, add_help_option=False)
    made.function = found.function
    return made
