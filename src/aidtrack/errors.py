"""The few kinds of error a user can meet, each with its exit code.

A message is one or more whole sentences in the user's language: what is wrong, with the value, then what to do.
"""

from typing import ClassVar


class AidtrackError(Exception):
    """Base of every declared error; `exit_code` is what the command ends with."""

    exit_code: ClassVar[int] = 1


class Refused(AidtrackError):
    """The data or a rule refuses; nothing was written."""


class Usage(AidtrackError):
    """The command line is wrong."""

    exit_code = 2


class Busy(AidtrackError):
    """Another writer holds the store for longer than we wait."""

    exit_code = 3


class Environment(AidtrackError):
    """Disk, permission, a missing file, a server that does not answer."""

    exit_code = 4


class Damaged(AidtrackError):
    """Not an aidtrack store, damaged, or tampered with."""

    exit_code = 5


class SchemaMismatch(AidtrackError):
    """The store's schema is newer than this program, or needs `db upgrade`."""

    exit_code = 6


class Interrupted(AidtrackError):
    """Ctrl-C came too late: what was to be written is. Before that KeyboardInterrupt itself undoes everything."""

    exit_code = 130


class Fault(ValueError):
    """A cell that cannot be what its column holds: `problem` says why, `suggestion` what to do instead."""

    def __init__(self, problem: str, suggestion: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.suggestion = suggestion

    def sentence(self) -> str:
        return f"{self.problem} {self.suggestion}".strip()
