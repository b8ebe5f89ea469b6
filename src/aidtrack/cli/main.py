"""`aidtrack`: finds the language and the store, runs the command, and turns every declared error into its exit code."""

import os
import sys
from contextlib import suppress
from pathlib import Path

import typer

from aidtrack.cli.answer_options import office_option
from aidtrack.cli.group import Group
from aidtrack.cli.paging import NO_PAGER, without_pager
from aidtrack.cli.params import option
from aidtrack.cli.preferences import preferences, read_preferences
from aidtrack.cli.registry import commands
from aidtrack.cli.rights import OF_OFFICES
from aidtrack.cli.run import Run, clock
from aidtrack.cli.screen_lines import complain
from aidtrack.cli.typer_internals import Parameter, completion_init, get_current_context
from aidtrack.errors import AidtrackError, Environment, Usage
from aidtrack.locale import begin_commands, detect, languages, spoken, t, use
from aidtrack.phrase import Said, why
from aidtrack.values import personal
from aidtrack.values.text import safe

INTERRUPTED = 130


def run() -> None:
    """The console script."""
    _make_streams_safe()
    code = main(sys.argv[1:])
    _let_go()
    sys.exit(code)


def main(args: list[str]) -> int:
    """Run one command line; returns its exit code. Everything but answers goes to stderr."""
    use(detect(os.environ))
    begin_commands(["aidtrack"], ())
    personal.reveal(False)  # what an earlier run in this process was allowed
    args = without_pager(args)
    try:
        chosen = read_preferences(args)
        if chosen.chosen("lang").origin in ("folder", "user"):
            use(str(chosen.chosen("lang").value))
        with suppress(Usage):  # a shell asks what may stand in a line that is not finished
            _use_language(_line_to_complete())
        _use_language(args)
        _complain(*chosen.remarks)
        if sys.stdout is None and not _names_a_file(args):
            raise Environment(t("Standard output is closed."), t("Give a file with -o, or open it."))
        return _call(args)
    except AidtrackError as error:
        _complain(*error.args)
        return error.exit_code
    except typer.Exit as asked:
        return asked.exit_code
    except (KeyboardInterrupt, typer.Abort):
        _complain(t("Interrupted; nothing was written."))
        return INTERRUPTED
    except BrokenPipeError:
        return 0
    except MemoryError:
        _complain(t("There is not enough memory for this."), t("Close other programs, or give it less at a time."))
        return Environment.exit_code
    except OSError as error:
        refuses = t("The system refuses ({reason}).", reason=why(error))
        of_file = error.filename is not None and t("{file}: {problem}", file=safe(str(error.filename)), problem=refuses)
        _complain(of_file or refuses, t("Check the disk and the permissions."))
        return Environment.exit_code


def _call(args: list[str]) -> int:
    from typer import TyperException

    root = Group(
        "aidtrack", t("The ledger of an aid programme, from the donor to the doorstep."), commands(), _options(), start
    )
    streams = sys.stdout, sys.stderr
    try:
        completion_init()  # without an app of its own Typer knows no shell
        code = root.main(args, prog_name="aidtrack", standalone_mode=False, obj=None)
    except SystemExit:
        if sys.stdout is streams[0]:
            raise
        sys.stdout, sys.stderr = streams  # Typer muffles both and leaves where a pipe has closed
        raise BrokenPipeError from None
    except TyperException as error:
        from aidtrack.cli.usage import explained

        raise Usage(*explained(error)) from error
    if code == INTERRUPTED:  # Typer's own answer to Ctrl-C says nothing
        raise KeyboardInterrupt
    if sys.stdout is not None:
        sys.stdout.flush()
    return code if isinstance(code, int) else 0


def _options() -> list[Parameter]:
    return [
        option(
            "--db",
            t("The store: a file, or a postgresql:// URL (else $AIDTRACK_DB, else aidtrack.db)."),
            metavar="PATH|URL",
        ),
        option(
            "--lang",
            t("One of: {languages} (else $AIDTRACK_LANG, else the locale).", languages=", ".join(languages())),
            metavar="LANG",
        ),
        office_option("office"),
        option(NO_PAGER, t("Show nothing through a pager; may stand anywhere."), flag=True),
        option("--version", t("Show the version."), flag=True),
    ]


def start(db: str | None, lang: str | None, office: tuple[str, ...], no_pager: bool, version: bool) -> None:
    """Before any command: hang this run on the context."""
    if version:
        from aidtrack import __version__

        print(f"aidtrack {__version__}")
        raise typer.Exit
    from aidtrack.store.engine.target import target

    found = target(db if db is not None else preferences().chosen("db").value)
    prefix = ["aidtrack", *(["--db", found.pasted] if db else [])]
    begin_commands([*map(safe, prefix)], commands(), OF_OFFICES)
    get_current_context().obj = Run(found, _actor(), clock(), prefix, offices=office)


def _actor() -> str:
    """Who writes: $AIDTRACK_USER, else the login name."""
    if named := os.environ.get("AIDTRACK_USER"):
        return safe(named)
    import getpass

    try:
        return safe(getpass.getuser())
    except (OSError, KeyError, ImportError):
        return "unknown"


def _use_language(args: list[str]) -> None:
    """`--lang` speaks before any command is built. Raises Usage for a language we do not have."""
    chosen = None
    for at, arg in enumerate(args):
        if arg.startswith("--lang="):
            chosen = arg.partition("=")[2]
        elif arg == "--lang" and at + 1 < len(args):
            chosen = args[at + 1]
        elif not arg.startswith("-") and args[at - 1] not in ("--db", "--lang", "--office"):
            break
    if chosen is not None:
        if chosen not in languages():
            choices = ", ".join(languages())
            raise Usage(
                t("There is no language “{lang}”.", lang=safe(chosen)), t("Use one of: {choices}.", choices=choices)
            )
        use(chosen)


def _line_to_complete() -> list[str]:
    """The words behind our name that a shell asks to have completed; none where it does not."""
    if "_AIDTRACK_COMPLETE" not in os.environ:
        return []
    line = os.environ.get("COMP_WORDS") or os.environ.get("_TYPER_COMPLETE_ARGS") or ""
    return line.split()[1:]


def _names_a_file(args: list[str]) -> bool:
    """Whether the answer is to go to a file."""
    for at, arg in enumerate(args):
        if arg in ("-o", "--output"):
            return args[at + 1 : at + 2] not in ([], ["-"])
        if arg.startswith(("--output=", "-o")):
            return arg not in ("--output=-", "-o-")
    return False


def _complain(*sentences: Said) -> None:
    with suppress(OSError):  # nobody can be told; the exit code still says it
        for sentence in sentences:
            if sentence:
                complain(spoken(sentence))


def _make_streams_safe() -> None:
    """A GBK console shows what it can and replaces the rest; it never ends a command. Where stderr is closed nobody is told."""
    if sys.stderr is None:  # `print` would take stdout instead
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - open as long as the program runs
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def _let_go() -> None:
    """What nobody took is given up: it would fail once more in the interpreter's last flush, which complains, and changes the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if stream is None:
            continue
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
