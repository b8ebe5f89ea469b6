"""Whether this run pages what is longer than the terminal, and with what."""

import os
import sys

from aidtrack.cli.preferences import preferences

NO_PAGER = "--no-pager"
_refused = False


def without_pager(args: list[str]) -> list[str]:
    """The command line without `--no-pager`, which may stand anywhere in it and counts for all of it."""
    global _refused
    _refused = NO_PAGER in args
    return [arg for arg in args if arg != NO_PAGER]


def pager() -> list[str]:
    """The words of the command that shows long answers; none where there is to be none."""
    from aidtrack.render.pager import pager

    return [] if _refused else pager(os.environ, preferences().user.get("pager"))


def say_help(text: str) -> None:
    """Print what `--help` says."""
    if sys.stdout.isatty() and (command := pager()):
        from aidtrack.render.pager import show

        show(f"{text}\n", command)
    else:
        print(text)
