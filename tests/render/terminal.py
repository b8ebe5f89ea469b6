"""The program in a process of its own, in a real pseudo-terminal or behind a pipe."""

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from dataclasses import dataclass

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
    return {**kept, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", **more}


def on_terminal(*args: str, width: int, **environment: str) -> Screen:
    """Run on a terminal that is `width` columns wide."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, width, 0, 0))
    with subprocess.Popen(
        (*PROGRAM, *args), stdin=theirs, stdout=theirs, stderr=theirs, env=_environment(environment)
    ) as running:
        os.close(theirs)
        content = b""
        while chunk := _read(ours):
            content += chunk
    os.close(ours)
    return Screen(running.returncode, content)


def _read(terminal: int) -> bytes:
    """What comes next; nothing once the other side is closed, which Linux reports as an error."""
    try:
        return os.read(terminal, 65_536)
    except OSError:
        return b""


def through_pipe(*args: str, **environment: str) -> Screen:
    done = subprocess.run((*PROGRAM, *args), capture_output=True, env=_environment(environment), check=False)
    return Screen(done.returncode, done.stdout + done.stderr)
