"""The few kinds of error a user can meet, each with its exit code.

A message is one or more whole sentences, spoken where they are shown: what is wrong, with the value, then what to do.
"""

from typing import ClassVar

from aidtrack.codes import Code
from aidtrack.phrase import Joined, Said, english

ALL_IMPORTED = 7  # the exit code of an import of nothing but files that were imported already


class AidtrackError(Exception):
    """Base of every declared error; `exit_code` is what the command ends with."""

    exit_code: ClassVar[int] = 1

    def __init__(self, *sentences: Said, code: Code = Code.REFUSED) -> None:
        super().__init__(*sentences)
        self.code = code

    def told(self, *sentences: Said) -> "AidtrackError":
        """The same error in other words."""
        kind = next(one for one in type(self).__mro__ if "__init__" not in vars(one) or one is AidtrackError)
        told: AidtrackError = kind(*sentences, code=self.code)
        return told

    def __str__(self) -> str:
        """For a traceback; people are told `args` in their language."""
        return " ".join(english(sentence) for sentence in self.args)


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


class Away(Environment):
    """A server that keeps a part of the store does not answer."""


class Lacking(Environment):
    """The role that is logged in lacks a right."""


class Unconfirmed(Environment):
    """The store was written, or may have been: what goes with it is not taken back."""


class Replaced(Unconfirmed):
    """Another file stands where the store was that the command wrote to."""


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
    """A cell that cannot be what its column holds: `problem` says why, `suggestion` what to do instead.

    Where another row is the cause, `because` names its file and line. `typed` is what to do where no sheet said it but an option.
    """

    def __init__(
        self,
        problem: Said,
        suggestion: Said = "",
        *,
        code: Code = Code.MALFORMED,
        because: tuple[str, int] | None = None,
        typed: Said = "",
    ) -> None:
        super().__init__(problem)
        self.problem = problem
        self.suggestion = suggestion
        self.code = code
        self.because = because
        self.typed = typed or suggestion

    @classmethod
    def of(cls, error: AidtrackError) -> "Fault":
        """What a door of its own refuses, as a fault of a row."""
        problem, *suggestion = error.args[:2]
        return cls(problem, *suggestion, code=error.code)

    def __str__(self) -> str:
        return english(self.sentence())

    def sentence(self) -> Said:
        return Joined((self.problem, self.suggestion), " ") if self.suggestion else self.problem
