"""What a command stumbled over that reads a store: a value, or a record of the log, that no door would have let in."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial

from aidtrack.errors import Damaged, Fault
from aidtrack.ledger.entry import ENTRY
from aidtrack.locale import t
from aidtrack.store.engine.connection import Connection, read
from aidtrack.store.engine.rights import READER
from aidtrack.store.engine.target import Target
from aidtrack.store.log import chain
from aidtrack.store.proof.impossible import impossible
from aidtrack.store.proof.logged import Difference, chain_broken
from aidtrack.store.proof.verify import verify

# As code does over what it does not expect.
_STUMBLED = (LookupError, ValueError, TypeError, AttributeError, AssertionError, ArithmeticError)


@contextmanager
def explained(target: Target) -> Iterator[None]:
    """Where something in the store explains an error of the program, it is damage that is told; any other is a bug, and passes.

    Raises Damaged.
    """
    try:
        yield
    except Fault:
        raise
    except _STUMBLED as error:
        found = _first(target)
        if found is None:
            raise
        raise Damaged(
            t("{store} is damaged: {what} {problem}", store=target.shown, what=found[0], problem=found[1]),
            t("Look at all of it: aidtrack check."),
        ) from error


def _first(target: Target) -> Difference | None:
    """What is found first; a look that stumbles itself is left out."""
    with read(target) as connection:
        looks = (_torn, chain_broken, _not_ours, impossible, verify)
        # To a reader much is masked; entries are not.
        for look in (partial(impossible, nouns=[ENTRY]),) if connection.right == READER else looks:
            with suppress(*_STUMBLED):
                if (found := next(look(connection), None)) is not None:
                    return found
    return None


def _torn(connection: Connection) -> Iterator[Difference]:
    for what, parent in connection.engine.unsound(connection):
        if parent is None:
            yield connection.target.shown, what


def _not_ours(connection: Connection) -> Iterator[Difference]:
    for record in chain.records(connection):
        if not chain.is_ours(record):
            yield f"audit {record['id']}", t("is no record of this program's.")
