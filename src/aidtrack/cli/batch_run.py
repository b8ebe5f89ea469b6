"""`aidtrack batch run FILE`: the command lines of a script, in one transaction and one batch, or each in its own."""

import json
import shlex
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from typer import TyperException

from aidtrack.cli.command import Command, Function, Group, command
from aidtrack.cli.params import argument, option
from aidtrack.cli.run import Run
from aidtrack.cli.typer_internals import Context, get_current_context
from aidtrack.cli.usage import explained
from aidtrack.errors import AidtrackError, Environment, Fault, Interrupted, Refused, Usage
from aidtrack.ledger.kind import KINDS
from aidtrack.locale import spoken, t
from aidtrack.nouns import NOUNS
from aidtrack.phrase import Joined, Said, Word, phrase, why
from aidtrack.values.report import Report, Row, Table, column
from aidtrack.values.text import safe

if TYPE_CHECKING:
    from aidtrack.store.engine.transaction import Writer

_STDIN = "-"
_ALLOWED = {
    **dict.fromkeys(NOUNS, ("add", "edit", "remove")),
    **dict.fromkeys(KINDS, ("add", "reverse", "correct")),
    "project": ("add", "edit", "remove", "advance"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line that was understood: what it does, and with which options."""

    number: int
    function: Function
    values: dict[str, Any]


@dataclass(slots=True)
class _Lines(Run):
    """The run of each line: it writes into the transaction of all, where there is one, and asks nobody.

    `said` is what lines had to say beside their answer, with those that did; `id` what the last of them recorded.
    """

    writer: "Writer | None" = None
    number: int = 0
    said: dict[str, list[int]] = field(default_factory=dict)
    id: int | None = None

    @contextmanager
    def write(self, *, references_known: bool = False, dry_run: bool = False) -> "Iterator[Writer]":
        if self.writer is None:
            with Run.write(self, references_known=references_known, dry_run=dry_run) as writer:
                yield writer
        elif dry_run:
            with self.writer.trial():
                yield self.writer
        else:
            yield self.writer

    def say(self, line: Said) -> None:
        self.said.setdefault(spoken(line), []).append(self.number)

    def confirm(self, question: str, *, yes: bool) -> None:
        """The line is the answer."""

    def agrees(self, question: str) -> bool:
        return False

    def told(self, id: int, answer: Callable[[], Report]) -> Report:
        self.id = id
        return _answer([])

    def do(self, line: Line) -> Row:
        """What came of a line. Raises AidtrackError."""
        self.number, self.id = line.number, None
        answer = line.function(self, **line.values)
        assert isinstance(answer, Report)
        rows = answer.tables[0].rows
        id = self.id if self.id is not None or not rows else rows[0].get("id")
        return {"line": line.number, "ok": True, "id": id, "problem": None}


def batch_run() -> Command:
    params = [
        argument("file", t("The command lines; - is stdin.")),
        option("--each", t("Each line by itself: the others go on where one is refused."), flag=True),
    ]
    return command("run", t("Run command lines of a file, all or none, as one batch."), params, run_lines, writes=True)


def run_lines(run: Run, file: str, each: bool) -> Report:
    lines_run = _Lines(run.target, run.actor, run.now, run.prefix)
    try:
        lines = list(_parsed(_text(file)))
        answer = _each(run, lines_run, lines) if each else _all(run, lines_run, lines)
    except _AtLine as refused:
        if run.format is None or not run.format.machine:
            raise refused.told() from refused.error
        for sentence in refused.sentences:
            run.say(sentence)
        return _answer([refused.row], exit_code=refused.error.exit_code)
    for said, numbers in lines_run.said.items():
        run.say(_beside(said, numbers))
    return answer


def _all(run: Run, lines_run: _Lines, lines: Sequence[Line]) -> Report:
    """One transaction, one batch. Raises _AtLine for the first line that is refused."""
    from aidtrack.render.progress import progress
    from aidtrack.reports.confirmed import confirmed, undoable
    from aidtrack.store.records.one_batch import one_batch

    if not lines:
        return confirmed(_answer([]), phrase("There was no line to run; nothing was written"))
    rows = []
    with progress(t("Running")), run.write() as writer, one_batch(writer, "run") as batch:
        lines_run.writer = writer
        for line in lines:
            try:
                rows.append(lines_run.do(line))
            except AidtrackError as error:
                raise _AtLine(line.number, error) from error
    said = phrase("Ran {count} lines as batch {batch}", count=len(lines), batch=batch)
    return undoable(confirmed(_answer(rows), said), batch)


def _each(run: Run, lines_run: _Lines, lines: Sequence[Line]) -> Report:
    """Each in its own transaction. What refuses one line, or is wrong with it, is told; anything else ends the run."""
    from aidtrack.render.jsonl import line as as_line
    from aidtrack.reports.confirmed import confirmed

    at_once = run.format is not None and run.format.name == "jsonl" and run.to_stdout
    table, rows, done = _table([]), list[Row](), 0
    for line in lines:
        try:
            row = lines_run.do(line)
            done += 1
        except (Refused, Usage) as error:
            refused = _AtLine(line.number, error)
            row = refused.row
            for sentence in refused.sentences:
                run.say(sentence)
        except KeyboardInterrupt:
            raise Interrupted(t("Interrupted: {count} lines were run before, and stand.", count=done)) from None
        finally:
            run.wrote = run.wrote or lines_run.wrote
        if at_once:
            print(as_line(table, row), end="", flush=True)
        else:
            rows.append(row)
    said = phrase("Ran {count} lines, each by itself: {done} done", count=len(lines), done=done)
    return confirmed(_answer(rows, exit_code=0 if done == len(lines) else 1), said)


class _AtLine(Exception):
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
        problem = Joined(tuple(filter(None, self.error.args)), " ")
        return {"line": self.number, "ok": False, "id": None, "problem": problem}

    def told(self) -> AidtrackError:
        """The same error, which names the line."""
        kind = next(one for one in type(self.error).__mro__ if "__init__" not in vars(one) or one is AidtrackError)
        told: AidtrackError = kind(*self.sentences, code=self.error.code)
        return told


def _answer(rows: Sequence[Row], *, exit_code: int = 0) -> Report:
    return Report("run", phrase("Lines that were run"), [_table(rows)], exit_code=exit_code)


def _table(rows: Sequence[Row]) -> Table:
    columns = [
        column("line", "行", "id"),
        column("ok", "成功"),
        column("id", "编号", "id"),
        column("problem", "问题", "sentence"),
    ]
    shown = {"True": Word("yes", "是"), "False": Word("no", "否")}
    return Table("lines", phrase("Lines"), columns, rows, labels={"ok": shown})


def _beside(said: str, numbers: Sequence[int]) -> Said:
    if len(numbers) == 1:
        return phrase("Line {line}: {problem}", line=numbers[0], problem=said)
    return phrase("{said} ({count} lines)", said=said, count=len(numbers))


def _text(file: str) -> str:
    """What the file holds, in whatever coding sheets may have. Raises Environment, Refused."""
    from aidtrack.importing.reading.decode import encoding_of
    from aidtrack.importing.reading.files import File

    try:
        if file == _STDIN and sys.stdin is None:
            raise Environment(t("Standard input is closed."), t("Give the name of a file."))
        content = sys.stdin.buffer.read() if file == _STDIN else Path(file).read_bytes()
    except OSError as error:
        raise Environment(
            phrase("{file} cannot be read ({reason}).", file=safe(file), reason=why(error)),
            phrase("Check its name and permissions."),
        ) from error
    try:
        return content.decode(encoding_of(File(file, None, content, "", len(content), content[:4096]), None))
    except Fault as fault:
        raise Refused(Joined((safe(file), fault.problem), " "), t("Save it as UTF-8 or GBK.")) from None


def _parsed(text: str) -> Iterator[Line]:
    """Every line that is not blank and no remark. Raises _AtLine."""
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
                    yield Line(number, known[called].function, ctx.params)
            except TyperException as error:
                raise _AtLine(number, Usage(*explained(error))) from error
            except Usage as error:
                raise _AtLine(number, error) from error


def _words(line: str) -> list[str]:
    """Shell words, or a list of words in JSON. Raises Usage."""
    if line.startswith("["):
        try:
            words = json.loads(line)
        except ValueError:
            words = None
        if not isinstance(words, list) or not words or not all(isinstance(word, str) for word in words):
            raise Usage(
                t("This is no list of words in JSON."), t('Write it as in ["village", "add", "牙河村"], on one line.')
            )
        return words
    try:
        return shlex.split(line)
    except ValueError:
        raise Usage(
            t("A quote is opened and not closed."), t("Close it; where a name holds one, put the other kind around it.")
        ) from None


def _loaded(root: Context, words: Sequence[str]) -> Command:
    """The command that these words name, with its own options alone: those of the answer belong to the run. Raises Usage."""
    noun, verb = (*words, "")[:2]
    if verb not in _ALLOWED.get(noun, ()):
        raise Usage(
            t("“{command}” does not run from a file.", command=safe(" ".join(words[:2]))),
            t("These do: {verbs} of nouns, {entry_verbs} of entries, project advance.",
              verbs=" · ".join(_ALLOWED["village"]), entry_verbs=" · ".join(_ALLOWED["spending"])),
        )  # fmt: skip
    assert isinstance(root.command, Group)
    group = root.command.get_command(root, noun)
    assert isinstance(group, Group)  # as every noun and kind is
    found = group.get_command(root, verb)
    assert isinstance(found, Command)
    made = Command(verb, params=list(found.own), help=found.help, add_help_option=False)
    made.function = found.function
    return made
