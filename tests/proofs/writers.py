"""What the processes of the concurrency proofs run: command lines, one after another, started together."""

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from threading import Barrier

from conftest import Answer, Store, call
from proofs.processes import processes

BUSY, TRIES = 3, 5


def at_once(store: Store, work: Sequence[Sequence[Sequence[str]]]) -> list[list[Answer]]:
    """A process for each list of commands; none begins before all are ready. The answers, in the same order."""
    context = processes()
    with context.Manager() as manager, ProcessPoolExecutor(len(work), mp_context=context) as pool:
        ready = manager.Barrier(len(work))
        running = [pool.submit(_run, store.db, commands, ready) for commands in work]
        answers = [one.result() for one in running]
    for answer in (answer for one in answers for answer in one):
        said = (answer.out + answer.err).casefold()
        assert answer.code in (0, 1), answer
        assert "locked" not in said and "traceback" not in said and "deadlock" not in said, answer
    return answers


def _run(db: str, commands: Sequence[Sequence[str]], ready: Barrier) -> list[Answer]:
    call("--db", db, "batch", "list")  # what is loaded at the first command is loaded before the start
    ready.wait()
    return [_answered(db, command) for command in commands]


def _answered(db: str, command: Sequence[str]) -> Answer:
    """Where the store was busy for longer than a command waits, nothing was written: on a machine under load it is given again."""
    for _ in range(TRIES):
        answer = call("--db", db, "--lang", "en", *command)
        if answer.code != BUSY:
            break
    return answer
