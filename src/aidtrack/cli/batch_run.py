"""`aidtrack batch run FILE`: the command lines of a script, in one transaction and one batch, or each in its own."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import field, replace
from typing import TYPE_CHECKING

from aidtrack.cli.command import Command, command
from aidtrack.cli.params import argument, option
from aidtrack.cli.run import Run
from aidtrack.cli.script_lines import AtLine, Line, lines_of, text_of
from aidtrack.dataclass import dataclass
from aidtrack.errors import AidtrackError, Environment, Interrupted, Lacking, Refused, Replaced, Usage
from aidtrack.locale import spoken, t
from aidtrack.phrase import Said, Word, phrase, why
from aidtrack.store.engine.rights import CLERK, WORDS
from aidtrack.values.ids import spelled
from aidtrack.values.report import Report, Row, Table, column

if TYPE_CHECKING:
    from aidtrack.store.engine.transaction import Writer


@dataclass(slots=True)
class LinesRun(Run):
    """The run of each line: it writes into the transaction of all, where there is one, and asks nobody.

    `said` is what lines had to say beside their answer, with those that did; `id` what the last of them recorded.
    """

    writer: "Writer | None" = None
    number: int = 0
    said: dict[str, list[int]] = field(default_factory=dict)
    id: int | None = None

    @contextmanager
    def write(
        self,
        *,
        references_known: bool = False,
        beside_others: bool = False,
        dry_run: bool = False,
        right: str | None = None,
    ) -> "Iterator[Writer]":
        if self.writer is None:
            with Run.write(
                self,
                references_known=references_known,
                beside_others=beside_others,
                dry_run=dry_run,
                right=right,
            ) as writer:
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
        if self.writer is not None:
            self.writer.line = line.number
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
    lines_run = LinesRun(run.target, run.actor, run.now, run.prefix)
    try:
        lines = list(lines_of(text_of(file)))
        _require_right(run, lines)
        answer = _each(run, lines_run, lines) if each else _all(run, lines_run, lines)
    except AtLine as refused:
        if run.format is None or not run.format.machine:
            raise refused.told() from refused.error
        for sentence in refused.sentences:
            run.say(sentence)
        return _answer([refused.row], exit_code=refused.error.exit_code)
    for said, numbers in lines_run.said.items():
        run.say(_beside(said, numbers))
    return answer


def _require_right(run: Run, lines: Sequence[Line]) -> None:
    """What all of them take. Raises AtLine for the first of those that take the most."""
    most = max(lines, key=lambda line: WORDS.index(line.right), default=None)
    try:
        run.require_right(None if most is None else most.right)
    except Lacking as lacking:
        assert most is not None
        raise AtLine(most.number, lacking) from lacking


def _all(run: Run, lines_run: LinesRun, lines: Sequence[Line]) -> Report:
    """One transaction, one batch. Raises AtLine for the first line that is refused."""
    from aidtrack.render.progress import progress
    from aidtrack.reports.confirmed import confirmed, undoable
    from aidtrack.store.records.one_batch import one_batch, ran

    if not lines:
        return confirmed(_answer([]), phrase("There was no line to run; nothing was written"))
    rows = []
    with progress(t("Running")), run.write() as writer, one_batch(writer, "run") as batch:
        lines_run.writer = writer
        for done, line in enumerate(lines, 1):
            try:
                rows.append(lines_run.do(line))
            except AidtrackError as error:
                raise AtLine(line.number, error) from error
            ran(writer, done)
    said = phrase("Ran {count} lines as batch {batch}", count=len(lines), batch=batch)
    answer = undoable(confirmed(_answer(rows), said), batch)
    if run.word != CLERK:
        return answer
    return replace(
        answer, undoing=phrase("To take that back, let an officer run: aidtrack batch undo {batch}.", batch=batch)
    )


def _each(run: Run, lines_run: LinesRun, lines: Sequence[Line]) -> Report:
    """Each in its own transaction. What refuses one line, or is wrong with it, is told; anything else ends the run, and then it is said
    which lines stand.

    Raises Environment where nobody takes the answers any more.
    """
    from aidtrack.render.jsonl import line as as_line
    from aidtrack.reports.confirmed import confirmed

    at_once = run.format is not None and run.format.name == "jsonl" and run.to_stdout
    table, rows, done, ended = _table([]), list[Row](), list[int](), None
    for line in lines:
        row, error = _tried(lines_run, line)
        run.wrote, run.word = run.wrote or lines_run.wrote, lines_run.word
        if error is None:
            done.append(line.number)
        else:
            for sentence in AtLine(line.number, error).sentences:
                run.say(sentence)
        rows.append(row)
        if at_once:
            try:
                print(as_line(table, row), end="", flush=True)
            except OSError as broken:
                refuses = t("The system refuses ({reason}).", reason=why(broken))
                raise Environment(refuses, *_standing(done, lines[len(rows) :], None)) from broken
        if error is not None and not isinstance(error, (Refused, Usage)):
            ended = error
            for sentence in _standing(done, lines[len(rows) :], ended):
                run.say(sentence)
            break
    said = phrase("Ran {count} lines, each by itself: {done} done", count=len(rows), done=len(done))
    code = ended.exit_code if ended is not None else 0 if len(done) == len(lines) else Refused.exit_code
    return confirmed(_answer([] if at_once else rows, exit_code=code), said)


def _tried(lines_run: LinesRun, line: Line) -> tuple[Row, AidtrackError | None]:
    """What came of a line, and by what it was refused or the run ended."""
    try:
        return lines_run.do(line), None
    except AidtrackError as error:
        return AtLine(line.number, error).row, error
    except KeyboardInterrupt:
        stopped = Interrupted(t("Interrupted; nothing was written."))
        return {**AtLine(line.number, stopped).row, "ok": False}, stopped


def _standing(done: Sequence[int], left: Sequence[Line], ended: AidtrackError | None) -> Iterator[Said]:
    """Which lines of a run that ended early were written, and which were not tried any more."""
    if done and isinstance(ended, Replaced):
        yield phrase("Of the lines before it these went into that file: {lines}.", lines=spelled(done))
    elif done:
        yield phrase("These lines were run, and stand: {lines}.", lines=spelled(done))
    if left:
        yield phrase("From line {line} on nothing was run.", line=left[0].number)


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
