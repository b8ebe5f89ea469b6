"""How a command runs: what it takes is asked, it answers, and the answer is shown or put in its place."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from aidtrack.cli.answer_options import OFFICES, PERSONAL, WITHOUT_MISSING
from aidtrack.cli.asking import as_asked
from aidtrack.cli.asking import asked as asked_by
from aidtrack.cli.help_text import words_of
from aidtrack.cli.rights import ANYBODY, is_asked_first, is_of_collection, right_of, right_to_write
from aidtrack.cli.run import Run
from aidtrack.cli.typer_internals import Context, Parameter, get_current_context
from aidtrack.dataclass import dataclass
from aidtrack.errors import AidtrackError, Environment, Interrupted
from aidtrack.locale import t
from aidtrack.phrase import Said, listed, phrase, why

if TYPE_CHECKING:
    from aidtrack.cli.wanted import Wanted
    from aidtrack.values.report import Report

Function = Callable[..., "Report | AbstractContextManager[Report] | None"]


def current(ctx: Context) -> Run:
    """The run this context belongs to."""
    run = ctx.find_root().obj
    assert isinstance(run, Run)
    return run


@dataclass(frozen=True, slots=True)
class Answering:
    """What is called when a command is: `function(run, **values)`, beside which stands what `command` is told of it.

    `asking` are the options that pick rows of its answer; `limits`: it can be asked for some of them alone.
    """

    function: Function
    asking: Sequence[Parameter]
    answers: bool
    writes: bool
    prints: bool
    limits: bool
    parts: bool
    stands: bool

    def __call__(self, **values: Any) -> int:
        """The exit code. Of damage is told where that is what it stumbles over, and of rights that lack to what is advised."""
        ctx = get_current_context()
        run = current(ctx)
        try:
            with run.explained():
                return self._called(ctx, run, values)
        except AidtrackError as error:
            told = run.at_home([*map(run.suited, error.args)])
            if told == [*error.args]:
                raise
            raise error.told(*told) from error

    def _called(self, ctx: Context, run: Run, values: dict[str, Any]) -> int:
        revealed = values.pop(PERSONAL, False)
        run.force = values.pop("force", False)
        self._look_and_ask(run, words_of(ctx), values)
        if not self.answers:
            if revealed:
                run.reveal(ctx.command_path)
            self.function(run, **values)
            run.say_all(_lacking(run))
            return 0
        from aidtrack.cli.wanted import wanted

        run.asked = asked_by(values, self.asking)
        how = wanted(run, values, writes=self.writes)
        run.format, run.to_stdout = how.format, not how.to_file
        if revealed:
            run.reveal(ctx.command_path)
        with _stopped(run):
            answer = self.function(run, **values)
        assert answer is not None
        return self._shown(run, answer, how)

    def _look_and_ask(self, run: Run, name: str, values: dict[str, Any]) -> None:
        """At which offices it looks, and for what it takes, before anything is read. Raises Environment, Usage, Refused."""
        offices = values.pop(OFFICES, None)
        run.look_at(None if self.stands and not (offices or run.offices) else offices)
        run.without_missing = values.pop(WITHOUT_MISSING, False)
        run.right, run.right_to_write, run.of_collection = right_of(name), right_to_write(name), is_of_collection(name)
        if is_asked_first(name):
            run.require_right(run.right)
        if run.offices and not self.parts and run.right is not ANYBODY:
            run.require_whole(name)

    def _shown(self, run: Run, answer: "Report | AbstractContextManager[Report]", how: "Wanted") -> int:
        from aidtrack.render.show import placing

        try:
            held = answer if isinstance(answer, AbstractContextManager) else nullcontext(answer)
            with _stopped(run), ExitStack() as placed, held as report:  # `held` is left first
                report = how.seen(_finished(run, report, how), limits=self.limits)
                confirms = report.confirmation is not None and how.format.talks
                shows = self.prints and (not how.quiet or report.exit_code != 0)  # what was refused is said in any case
                whole = how.record or not confirms or how.to_file or shows
                line, first = confirms and not how.quiet, held is answer
                placed.enter_context(
                    placing(report, how.format, how.output, line=line, whole=whole, first=first, pager=how.pager)
                )
        except (OSError, Environment) as error:
            if not run.wrote or isinstance(error, BrokenPipeError):
                raise
            raise _only_the_answer(error) from error
        how.say_notes(run, report, whole=whole)
        if how.to_file and not how.quiet:
            from aidtrack.cli.files_written import say_where

            say_where(run, how.output, report.title)
        if report.exit_code == Interrupted.exit_code:
            raise Interrupted  # all was said; returned, it would be taken for Typer's own
        return report.exit_code


def _finished(run: Run, report: "Report", how: "Wanted") -> "Report":
    """The answer with its offices, as it was asked for, sealed where its format is, and with how it is taken back."""
    report = as_asked(_parted(run, report), run.asked)
    if how.format.sealed and report.seal is None:
        report = replace(report, seal=run.seal())
    if report.undoing is not None and not how.quiet:
        report = replace(report, notes=[*report.notes, run.suited(report.undoing)])
    return report


def _parted(run: Run, report: "Report") -> "Report":
    """An answer about several offices, whose rows say of which they are, and which of them lack."""
    lacking = _lacking(run)
    report = replace(report, notes=[*report.notes, *lacking]) if lacking else report
    if run.collects:
        said = [*(line for table in report.tables for line in table.footnotes), *report.notes]
        report = replace(report, notes=[*report.notes, *run.at_home(said)[len(said) :]])
    if run.parts is None:
        return report
    from aidtrack.reports.parted import parted

    return parted(report, run.parts)


def _lacking(run: Run) -> list[Said]:
    return [
        phrase("{server} does not answer. Not in this answer: {offices}.", server=server, offices=listed(offices) if offices else "—")
        for server, offices in run.lacks.items()
    ]  # fmt: skip


@contextmanager
def _stopped(run: Run) -> Iterator[None]:
    """Ctrl-C inside. Raises Interrupted where it came too late."""
    try:
        yield
    except KeyboardInterrupt:
        if not run.wrote:
            raise
        raise Interrupted(t("Interrupted too late: what the command wrote stands.")) from None


def _only_the_answer(error: OSError | Environment) -> Environment:
    """The store was written, so that doing it all again would be wrong."""
    said = error.args if isinstance(error, Environment) else (t("The system refuses ({reason}).", reason=why(error)),)
    return Environment(*said, t("Only the answer is lost: what the command wrote into the store stands."))
