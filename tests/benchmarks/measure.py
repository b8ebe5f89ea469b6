"""Processor time and memory of commands, each in a process of its own; what is compared takes turns, so that noise hits both."""

import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

MIB = 1024  # what os.wait4 counts a peak in is KiB (on Linux)


@dataclass(frozen=True, slots=True)
class Command:
    """A command line; `before` is called ahead of every run and not timed."""

    words: Sequence[object]
    before: Callable[[], object] | None = None
    env: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Run:
    """What one run took: seconds of the processors, MiB at its peak."""

    processor: float
    peak: float


@dataclass(frozen=True, slots=True)
class Runs:
    """Several runs of one command."""

    runs: Sequence[Run]

    @property
    def processor(self) -> float:
        return statistics.median(self.processors)

    @property
    def processors(self) -> list[float]:
        return [run.processor for run in self.runs]

    @property
    def peak(self) -> float:
        return max(run.peak for run in self.runs)


def run(command: Command) -> Run:
    """Run once. Raises CalledProcessError, with what the command said, where it fails."""
    if command.before is not None:
        command.before()
    process = subprocess.Popen(
        [str(word) for word in command.words],
        env={**os.environ, **command.env},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    assert process.stderr is not None
    said = process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    process.stderr.close()
    process.returncode = os.waitstatus_to_exitcode(status)  # it is waited for: Popen must not do so again
    if process.returncode:
        sys.stderr.buffer.write(said)
        raise subprocess.CalledProcessError(process.returncode, process.args)
    return Run(used.ru_utime + used.ru_stime, used.ru_maxrss / MIB)


def compared(times: int, *commands: Command) -> list[Runs]:
    """Each command `times` times, by turns; one more turn at first, not counted, to warm the caches (where times > 1)."""
    turns = [[run(command) for command in commands] for _ in range(times + (times > 1))]
    return [Runs(column) for column in zip(*turns[times > 1 :], strict=True)]
