"""Shell completion of names from the store: what cannot be read completes to nothing."""

import os
from collections.abc import Callable

from aidtrack.cli.typer_internals import Context
from aidtrack.errors import AidtrackError
from aidtrack.store.engine.target import target


def names(noun: str) -> Callable[[Context, str], list[str]]:
    """A completer of the names of one noun."""

    def complete(ctx: Context, incomplete: str) -> list[str]:
        from aidtrack.store.engine.connection import read
        from aidtrack.store.names.find import Names

        db = ctx.find_root().params.get("db")
        try:
            with read(target(db or os.environ.get("AIDTRACK_DB") or None)) as connection:
                found = sorted(Names(connection).every(noun))
        except AidtrackError:
            return []
        return [name for name in dict.fromkeys(found) if name.startswith(incomplete)]

    return complete
