"""Shell completion of words of a list, and of names from the store: what cannot be read completes to nothing."""

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from aidtrack.cli.preferences import preferences
from aidtrack.cli.typer_internals import Context
from aidtrack.errors import AidtrackError
from aidtrack.locale import spoken
from aidtrack.phrase import Word
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


def words(known: Callable[[], Iterable[Word]], *, several: bool = False) -> Callable[[Context, str], list[str]]:
    """A completer of the words of a list, or with `several` of the last of those typed, which none before it is and - may stand before:
    in the language of the run; in the other one where nobody can mean one of these.
    """

    def complete(_: Context, typed: str) -> list[str]:
        before, last = (re.split("[,，、]", typed), "") if several else ([], typed)
        if before:
            last = before.pop().lstrip("-－")
        chosen = {word.strip().lstrip("-－") for word in before}
        all = [word for word in known() if chosen.isdisjoint(word.spellings)]
        mine = [word for word in map(spoken, all) if word.startswith(last)]
        found = mine or [spelling for word in all for spelling in word.spellings if spelling.startswith(last)]
        return [typed.removesuffix(last) + word for word in dict.fromkeys(found)]

    return complete


def sheets() -> list[Word]:
    """What a sheet may hold: rows of a noun, entries, or those of one kind."""
    from aidtrack.ledger.entry import ENTRY
    from aidtrack.ledger.kind import KINDS
    from aidtrack.nouns import NOUNS

    labels = {noun.name: noun.label for noun in (*NOUNS.values(), ENTRY)} | {name: KINDS[name].label for name in KINDS}
    return [Word(name, label.chinese) for name, label in labels.items()]


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
