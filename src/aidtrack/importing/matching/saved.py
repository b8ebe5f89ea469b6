"""Layouts that the store keeps, and which one an import is read by."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from aidtrack.dataclass import dataclass
from aidtrack.errors import Refused
from aidtrack.importing.matching.layout_file import options_in, stated, text_of
from aidtrack.importing.matching.recognized import Known, is_fixed
from aidtrack.locale import t
from aidtrack.store.engine.connection import Connection
from aidtrack.store.records import layouts
from aidtrack.values.text import safe


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a layout says, by the options' names; `name` where the store keeps it."""

    options: Mapping[str, Any]
    name: str | None = None


def chosen(connection: Connection, word: str) -> Chosen:
    """The layout that `--layout` names: one that is kept, or a file. Raises Refused where it is neither or both, Usage, Environment."""
    kept, path = layouts.known(connection, word), Path(word)
    if kept is not None and path.is_file():
        raise Refused(
            t("“{name}” is a layout of the store, and a file: {file}.", name=safe(kept.name), file=safe(str(path))),
            t("For the file, write its folder: ./{file}.", file=safe(word)),
        )
    if kept is not None:
        return Chosen(options_in(kept.content, kept.name), kept.name)
    if path.exists() or path.suffix or len(path.parts) > 1:
        return Chosen(options_in(text_of(word), word))
    raise layouts.no_such(connection, word)


def known(connection: Connection, typed: Mapping[str, Any]) -> list[Known]:
    """The layouts that are kept and were used, each with what is typed beside it. Raises Usage for one that this program cannot read."""
    found = []
    for one in layouts.every(connection):
        if one.headers:
            options = options_in(one.content, one.name)
            found.append(Known(one.name, frozenset(one.headers), stated(typed, options), is_fixed(stated({}, options))))
    return found
