"""Shell completion of names from the store: what cannot be read completes to nothing."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from aidtrack.cli.preferences import preferences
from aidtrack.cli.typer_internals import Context
from aidtrack.errors import AidtrackError
from aidtrack.store.engine.target import target
from aidtrack.values.field import Field

if TYPE_CHECKING:
    from aidtrack.store.engine.connection import Connection


def names(noun: str) -> Callable[[Context, str], list[str]]:
    """A completer of the names of one noun."""

    def every(connection: "Connection") -> Iterable[str]:
        from aidtrack.store.names.find import Names

        return Names(connection).every(noun)

    return lambda ctx, incomplete: _begun(ctx, incomplete, every)


def words(known: Sequence[str]) -> Callable[[Context, str], list[str]]:
    """A completer of the words of a closed list, in either language."""
    return lambda ctx, incomplete: [word for word in known if word.startswith(incomplete)]


def stored(noun: str, field: Field) -> Callable[[Context, str], list[str]]:
    """A completer of what rows of a noun hold in a field."""

    def every(connection: "Connection") -> Iterable[str]:
        from aidtrack.reports.listing import words_in_use

        words = words_in_use(connection, noun, field, without=0)
        if field.name != "payee":
            return words
        from aidtrack.store.records.payees import payees

        return payees(connection).no_heads(words)

    return lambda ctx, incomplete: _begun(ctx, incomplete, every)


def layouts(ctx: Context, incomplete: str) -> list[str]:
    """A completer of the layouts that the store keeps."""

    def every(connection: "Connection") -> Iterable[str]:
        from aidtrack.store.records.layouts import every

        return (layout.name for layout in every(connection))

    return _begun(ctx, incomplete, every)


def _begun(ctx: Context, incomplete: str, every: "Callable[[Connection], Iterable[str]]") -> list[str]:
    """Those of the store's names that begin so."""
    from aidtrack.store.engine.connection import read

    db = ctx.find_root().params.get("db")
    try:
        with read(target(db or preferences().chosen("db").value)) as connection:
            found = sorted(every(connection))
    except AidtrackError:
        return []
    return [name for name in dict.fromkeys(found) if name.startswith(incomplete)]
