"""The program in a process of its own, in a real pseudo-terminal or behind a pipe."""

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from aidtrack.__main__ import run
from proofs.processes import processes

PROGRAM = (sys.executable, "-m", "aidtrack")


@dataclass(frozen=True)
class Screen:
    """What a program wrote, and how it ended."""

    code: int
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode("utf-8").replace("\r\n", "\n")


def _environment(more: dict[str, str]) -> dict[str, str]:
    left_out = ("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "PYTHONIOENCODING", "AIDTRACK_LANG")
    kept = {name: value for name, value in os.environ.items() if name not in left_out}
    return {**kept, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "AIDTRACK_PAGER": "", **more}


class Terminal:
    """A program on a terminal of its own, `width` columns wide, whose keys can be pressed."""

    def __init__(self, *args: str, width: int, **environment: str) -> None:
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, width, 0, 0))
        self._content = b""
        self._running = subprocess.Popen(
            (*PROGRAM, *args), stdin=theirs, stdout=theirs, stderr=theirs, env=_environment(environment),
            start_new_session=True, preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )  # fmt: skip
        os.close(theirs)

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(self, *_: object) -> None:
        self._running.kill()
        self._running.wait()
        os.close(self._ours)

    def press(self, keys: bytes) -> None:
        os.write(self._ours, keys)

    def read_until(self, found: Callable[[str], object]) -> str:
        """Everything that was shown until something is found in it, or the program ends."""
        while not found(self._content.decode("utf-8", "replace")) and (chunk := _read(self._ours)):
            self._content += chunk
        return self._content.decode("utf-8", "replace")

    def end(self) -> Screen:
        """Everything that was shown until the program's end."""
        while chunk := _read(self._ours):
            self._content += chunk
        return Screen(self._running.wait(), self._content)


def on_terminal(*args: str, width: int, **environment: str) -> Screen:
    """Run on a terminal that is `width` columns wide, in a fork of a process that has loaded the program.

    What Python itself takes from the environment as it begins is seen in a program that is started anew: `anew_on_terminal`.
    """
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, width, 0, 0))
    context = processes()
    stands, said = context.Pipe(duplex=False)
    running = context.Process(
        target=_run_on, args=(os.ttyname(theirs), str(Path.cwd()), args, _environment(environment), said)
    )
    running.start()
    assert stands.recv() == "on the terminal"
    os.close(theirs)
    content = b""
    while chunk := _read(ours):
        content += chunk
    running.join()
    os.close(ours)
    assert running.exitcode is not None
    return Screen(running.exitcode, content)


def _run_on(
    terminal: str, folder: str, args: Sequence[str], environment: Mapping[str, str], said: "Connection[str, str]"
) -> None:
    """What the fork does: it stands where the program would, and has the terminal alone."""
    os.setsid()
    opened = os.open(terminal, os.O_RDWR)
    fcntl.ioctl(opened, termios.TIOCSCTTY, 0)
    for stream in range(3):
        os.dup2(opened, stream)
    os.close(opened)
    said.send("on the terminal")
    said.close()
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["aidtrack", *args]
    with (
        open(0, encoding="utf-8") as sys.stdin,
        open(1, "w", encoding="utf-8") as sys.stdout,
        open(2, "w", encoding="utf-8") as sys.stderr,
    ):
        run()


def anew_on_terminal(*args: str, width: int, **environment: str) -> Screen:
    """As `on_terminal`, in a program that is started anew."""
    with Terminal(*args, width=width, **environment) as terminal:
        return terminal.end()


def _read(terminal: int) -> bytes:
    """What comes next; nothing once the other side is closed, which Linux reports as an error."""
    try:
        return os.read(terminal, 65_536)
    except OSError:
        return b""


def through_pipe(*args: str, **environment: str) -> Screen:
    done = subprocess.run((*PROGRAM, *args), capture_output=True, env=_environment(environment), check=False)
    return Screen(done.returncode, done.stdout + done.stderr)
