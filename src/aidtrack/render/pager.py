"""An answer that is longer than the terminal is read in a pager: $AIDTRACK_PAGER, else $PAGER, else the user's setting, else less."""

import os
import shlex
import shutil
import sys
from collections.abc import Mapping
from contextlib import suppress

_USUAL = "less -FRSX"
_NONE = ("", "cat")
# What less needs to know where its options are not said.
_TOLD = {"LESS": "FRSX", "LESSCHARSET": "utf-8"}


def pager(environment: Mapping[str, str], setting: str | None, *, windows: bool = os.name == "nt") -> list[str]:
    """The words of the command that shows long answers; none where there is to be none."""
    said = (environment.get("AIDTRACK_PAGER"), environment.get("PAGER"), setting)
    chosen = next((one.strip() for one in said if one is not None), None)
    if chosen is None:
        chosen = _USUAL if not windows and shutil.which("less") else ""
    return [] if chosen in _NONE else [word.strip('"') for word in shlex.split(chosen, posix=not windows)]


def show(text: str, command: list[str]) -> None:
    """Write a text to stdout, through the pager where it is longer than the terminal."""
    if command and _is_terminal() and text.count("\n") >= shutil.get_terminal_size().lines and _read(text, command):
        return
    sys.stdout.write(text)
    sys.stdout.flush()


def _is_terminal() -> bool:
    """Whether stdout is one that another program can write to."""
    try:
        return os.isatty(sys.stdout.fileno())
    except (OSError, ValueError):
        return False


def _read(text: str, command: list[str]) -> bool:
    """Let the pager show it until its reader has enough; False where it does not start."""
    import subprocess

    sys.stdout.flush()
    encoding = sys.stdout.encoding
    told = _TOLD if encoding.lower().replace("-", "") == "utf8" else {"LESS": _TOLD["LESS"]}
    try:
        running = subprocess.Popen(command, stdin=subprocess.PIPE, env={**told, **os.environ})
    except OSError:
        return False
    assert running.stdin is not None
    with suppress(OSError):  # the reader has left before the end
        running.stdin.write(text.encode(encoding, "replace"))
    with suppress(OSError):
        running.stdin.close()
    while True:
        try:
            running.wait()
        except KeyboardInterrupt:  # Ctrl-C is the pager's while it runs
            continue
        return True
