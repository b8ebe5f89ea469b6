"""Commands and groups: a command returns a `Report`, and it is shown here; a group loads what it is asked for."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any

from aidtrack.cli.asking import Headings, as_asked, asking_options
from aidtrack.cli.asking import asked as asked_by
from aidtrack.cli.help_text import examples_text, help_text, words_of
from aidtrack.cli.paging import pager, say_help
from aidtrack.cli.params import NO_OPTION, SHOW_PERSONAL, HelpOption, option
from aidtrack.cli.preferences import preferences
from aidtrack.cli.rights import ANYBODY, is_asked_first, is_of_collection, right_of, right_to_write
from aidtrack.cli.run import Run, answers_on_terminal
from aidtrack.cli.typer_internals import Command as AnyCommand
from aidtrack.cli.typer_internals import (
    CompletionItem,
    Context,
    HelpFormatter,
    Parameter,
    TyperCommand,
    TyperGroup,
    get_current_context,
)
from aidtrack.dataclass import dataclass
from aidtrack.errors import AidtrackError, Environment, Interrupted
from aidtrack.locale import spoken, t
from aidtrack.pattern import pattern
from aidtrack.phrase import Said, listed, phrase, why

if TYPE_CHECKING:
    from aidtrack.values.field import Field
    from aidtrack.values.report import Report

_PERSONAL = "show_personal"
_OFFICES = "offices"
_WITHOUT_MISSING = "without_missing"
_RECORD, _QUIET = "show", "quiet"
_EVERYTHING, _WIDE, _UNIT = "everything", "wide", "unit_shown"
_NEGATIVE = pattern(r"-(?=[0-9¥￥])")


Function = Callable[..., "Report | AbstractContextManager[Report] | None"]


class Command(TyperCommand):
    """A command with help in our two languages; `-500` is an amount, not an option.

    `function` is what it does, `own` are the parameters that this takes.
    """

    function: Function
    own: Sequence[Parameter] = ()
    asks_for: "Sequence[Field]" = ()  # on a terminal, where nothing is given: what is given first, and as options

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        if self.asks_for and not args and ctx.info_name == self.name and not ctx.resilient_parsing:
            args = self._answers(ctx)
        options = [param for param in self.params if param.param_type_name == "option"]
        valued = {name for param in options if not getattr(param, "is_flag", False) for name in param.opts}
        marked = [
            arg if last in valued or not _NEGATIVE.match(arg) else NO_OPTION + arg
            for last, arg in zip([None, *args], args, strict=False)
        ]
        return super().parse_args(ctx, marked)

    def _answers(self, ctx: Context) -> list[str]:
        from aidtrack.cli.guided import asks_on_terminal, guided

        first, *others = self.asks_for
        return guided(current(ctx), words_of(ctx).split(), first, others) if asks_on_terminal() else []

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        formatter.write(help_text(self, ctx, {}))
        formatter.write(examples_text(words_of(ctx)))


@dataclass(frozen=True, slots=True)
class Listed:
    """A command that is not loaded yet: its one-line help (English, for `t`), what loads it, and the heading it stands under."""

    help: str
    load: Callable[[], AnyCommand]
    under: Said = ""


class Group(TyperGroup):
    """A group whose commands are loaded when they are called, not when they are listed."""

    def __init__(
        self,
        name: str,
        help: str,
        entries: dict[str, Listed],
        params: Sequence[Parameter] = (),
        callback: Callable[..., None] | None = None,
    ) -> None:
        super().__init__(
            name=name,
            help=help,
            no_args_is_help=False,
            params=[*params, HelpOption()],
            callback=callback,
            add_help_option=False,
        )
        self.entries = entries
        # Typer looks here for what to suggest.
        self.commands = dict.fromkeys(entries)  # type: ignore[assignment]

    def get_command(self, ctx: Context, cmd_name: str) -> AnyCommand | None:
        entry = self.entries.get(cmd_name)
        return entry.load() if entry else None

    def shell_complete(self, ctx: Context, incomplete: str) -> Any:
        found = [
            CompletionItem(name, help=t(entry.help))
            for name, entry in self.entries.items()
            if name.startswith(incomplete)
        ]
        return found + (AnyCommand.shell_complete(self, ctx, incomplete) if incomplete.startswith("-") else [])

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        headed: dict[str, list[tuple[str, str]]] = {}
        for name, entry in self.entries.items():
            headed.setdefault(spoken(entry.under) or t("Commands"), []).append((name, t(entry.help)))
        formatter.write(help_text(self, ctx, headed))

    def invoke(self, ctx: Context) -> Any:
        if not ctx._protected_args:
            if self.callback is not None:
                ctx.invoke(self.callback, **ctx.params)
            say_help(ctx.get_help())
            ctx.exit()
        return super().invoke(ctx)


def command(
    name: str,
    help: str,
    params: Sequence[Parameter],
    function: Function,
    *,
    answers: bool = True,
    personal: bool = False,
    writes: bool = False,
    prints: bool = False,
    lists: Headings | None = None,
    parts: bool = False,
    stands: bool = False,
) -> Command:
    """A command that calls `function(run, **values)` and shows the `Report` it returns, in the format asked for.

    A function that hands its `Report` over as a context is ended, and its transaction with it, when the answer is ready to be
    put in its place: either both are done or neither. A command that may come to show a person's name is `personal`: it masks it
    unless it is told not to, which is logged first. One that `writes` says what it did in the line that stands for its answer;
    one that `prints` too shows the answer below, unless it is to be quiet. Of one that `lists` rows under these headings it can be asked
    which, in which order, how many, in which columns. One that answers from `parts` of a collection takes their offices; where it `stands`,
    the collection itself answers unless some are asked for.
    """
    asking = [] if lists is None else asking_options(lists, params)
    shown = [
        *params, *asking, *_offices(parts), *([_show_personal()] if personal else []), *(_record() if writes else []),
        *(_output(whole=writes) if answers else []),
    ]  # fmt: skip

    def call(**values: Any) -> int:
        ctx = get_current_context()
        run = current(ctx)
        revealed = values.pop(_PERSONAL, False)
        run.force = values.pop("force", False)
        offices = values.pop(_OFFICES, None)
        run.look_at(None if stands and not (offices or run.offices) else offices)
        run.without_missing = values.pop(_WITHOUT_MISSING, False)
        _ask_for_rights(run, words_of(ctx))
        if run.offices and not parts and right_of(words_of(ctx)) is not ANYBODY:
            run.require_whole(words_of(ctx))
        if not answers:
            if revealed:
                run.reveal(ctx.command_path)
            function(run, **values)
            run.say_all(_lacking(run))
            return 0
        asked = run.asked = asked_by(values, asking)
        format, output = values.pop("format"), values.pop("output")
        asked_for, quiet = (values.pop(_RECORD), values.pop(_QUIET)) if writes else (False, False)
        from aidtrack.render.formats import choose, require_place
        from aidtrack.render.show import placing
        from aidtrack.render.units import unit_asked

        if output not in (None, "-"):
            named = values.get("files")  # of an import; elsewhere a flag may be called so
            run.require_free([Path(output)], reads=named if isinstance(named, tuple) else ())
        terminal = answers_on_terminal()
        wished = format if format is not None else _wished_format(output, terminal=terminal)
        chosen = run.format = choose(wished, output, terminal=terminal)
        run.to_stdout = output in (None, "-")
        everything = values.pop(_EVERYTHING, True) or not (terminal and run.to_stdout and chosen.talks)
        wide, unit = values.pop(_WIDE), unit_asked(values.pop(_UNIT), chosen, preferences().chosen("in").value)
        on_screen = terminal and run.to_stdout and chosen.paged
        paged = pager() if on_screen else []
        require_place(chosen.file, output, terminal=terminal)
        if revealed:
            run.reveal(ctx.command_path)
        with _stopped(run):
            answer = function(run, **values)
        assert answer is not None
        try:
            held = answer if isinstance(answer, AbstractContextManager) else nullcontext(answer)
            with _stopped(run), ExitStack() as placed, held as report:  # `held` is left first
                report = as_asked(_parted(run, report), asked)
                if chosen.sealed and report.seal is None:
                    report = replace(report, seal=run.seal())
                if report.undoing is not None and not quiet:
                    report = replace(report, notes=[*report.notes, run.suited(report.undoing)])
                limits = None if everything else lists is not None or "limit" in values
                spares, scrolls = not (wide or chosen.machine), on_screen and not paged
                report = _as_seen(replace(report, wide=wide), unit, limits, spares=spares, scrolls=scrolls)
                confirms = report.confirmation is not None and chosen.talks
                shows = prints and (not quiet or report.exit_code != 0)  # what was refused is said in any case
                whole = asked_for or not confirms or output not in (None, "-") or shows
                placed.enter_context(
                    placing(
                        report,
                        chosen,
                        output,
                        line=confirms and not quiet,
                        whole=whole,
                        first=held is answer,
                        pager=paged,
                    )
                )
        except (OSError, Environment) as error:
            if not run.wrote or isinstance(error, BrokenPipeError):
                raise
            raise _only_the_answer(error) from error
        run.say_notes(report, chosen, whole=whole)
        run.say_where(None if quiet else output, report.title)
        if report.exit_code == Interrupted.exit_code:
            raise Interrupted  # all was said; returned, it would be taken for Typer's own
        return report.exit_code

    made = Command(name, params=[*shown, HelpOption()], callback=_explained(call), help=help, add_help_option=False)
    made.function, made.own = function, params
    return made


def _wished_format(output: str | None, *, terminal: bool) -> str | None:
    """The user's setting, which counts on a terminal alone: what scripts read is the same for everybody."""
    return preferences().chosen("format").value if terminal and output in (None, "-") else None


def _as_seen(report: "Report", unit: str | None, limits: bool | None, *, spares: bool, scrolls: bool) -> "Report":
    """The answer as its reader has room for it: without blank fields where it `spares` them; no longer than a terminal takes, unless
    `limits` is None; in a unit; on a screen that scrolls.
    """
    from aidtrack.render.long_answers import spared, stopped, turned
    from aidtrack.render.units import in_unit

    report = spared(report) if spares else report
    report = report if limits is None else stopped(report, limits=limits)
    report = report if unit is None else in_unit(report, unit)
    return turned(report, get_terminal_size().lines) if scrolls else report


def _ask_for_rights(run: Run, name: str) -> None:
    """What the command takes, before anything is read. Raises Environment."""
    run.right, run.right_to_write, run.of_collection = right_of(name), right_to_write(name), is_of_collection(name)
    if is_asked_first(name):
        run.require_right(run.right)


def _explained(call: Callable[..., int]) -> Callable[..., int]:
    """The call, which tells of damage where that is what it stumbles over, and of rights that lack to what it advises."""

    def explained(**values: Any) -> int:
        run = current(get_current_context())
        try:
            with run.explained():
                return call(**values)
        except AidtrackError as error:
            told = run.at_home([*map(run.suited, error.args)])
            if told == [*error.args]:
                raise
            raise error.told(*told) from error

    return explained


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


def current(ctx: Context) -> Run:
    """The run this context belongs to."""
    run = ctx.find_root().obj
    assert isinstance(run, Run)
    return run


def _show_personal() -> Parameter:
    return option(
        SHOW_PERSONAL, t("Show personal names unmasked; the audit log keeps who did."), flag=True, parameter=_PERSONAL
    )


def _record() -> list[Parameter]:
    return [
        option("--show", t("After the line that says what was done, the whole record."), flag=True, parameter=_RECORD),
        option("--quiet", t("Leave that line out."), flag=True, parameter=_QUIET),
    ]


def office_option(parameter: str) -> Parameter:
    """Before a command, and behind those that answer from parts of a collection."""
    about = t("Of a collection: the part of this office, by its code, name or number; 62* of all whose code begins so.")
    return option("--office", about, metavar="OFFICE", many=True, parameter=parameter)


def _offices(parts: bool) -> list[Parameter]:
    missing = t("Of a collection: leave out offices whose server does not answer, and say which.")
    return [
        office_option(_OFFICES),
        option("--without-missing", missing, flag=True, parameter=_WITHOUT_MISSING),
    ] if parts else []  # fmt: skip


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


def force_option() -> Parameter:
    """Of every command that writes a file."""
    return option("--force", t("Write over a file that exists."), flag=True)


def _output(*, whole: bool) -> list[Parameter]:
    """Of an answer that is not always shown `whole`, as that to a writing command is, a terminal may get all all the same."""
    from aidtrack.render.formats import FORMATS
    from aidtrack.values.money import UNITS

    return [
        option("--format", t("How the answer looks: {choices}.", choices=", ".join(FORMATS)), metavar="FORMAT",
               complete=lambda _, word: [name for name in FORMATS if name.startswith(word)]),
        option("--output", t("Write the answer to this file; its ending picks the format."), metavar="FILE", short="-o"),
        *([] if whole else [
            option("--all", t("All rows, however many; else a terminal gets the first 10,000."), flag=True, parameter=_EVERYTHING)
        ]),
        option("--in", t("What people read amounts in: {choices}; a sheet that is imported says it with --unit.", choices=", ".join(UNITS)),
               metavar="UNIT", parameter=_UNIT, complete=lambda _, word: [name for name in UNITS if name.startswith(word)]),
        option("--wide", t("All columns, however narrow the terminal; of one thing the blank fields too."), flag=True, parameter=_WIDE),
        force_option(),
    ]  # fmt: skip
