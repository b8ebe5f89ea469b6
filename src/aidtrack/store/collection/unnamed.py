"""Rows as a collection keeps them beside what counts: no person's name stands in them, for who is forgotten later is not looked for there."""

from collections.abc import Callable, Mapping
from typing import Any

from aidtrack.dataclass import dataclass
from aidtrack.ledger.batch import FILE_TEXTS
from aidtrack.ledger.entry import ENTRY
from aidtrack.store.engine.collections import MARK
from aidtrack.store.engine.connection import Connection
from aidtrack.store.log.naming import FREE
from aidtrack.store.log.personal_values import PERSONAL
from aidtrack.store.records.handing_over.whom import Persons, persons
from aidtrack.store.records.payees import MAY_BE_HEADS, payees
from aidtrack.values import personal
from aidtrack.values.record import LINK

_TEXTS = {**FREE, "batch_file": FILE_TEXTS, "closed_books": ("reason",)}
_ENDS = ("before", "after")


@dataclass(frozen=True, slots=True)
class Unnamed:
    """Of whom a collection knows at one moment. `masked` is whom an entry names, `told` knows who is in a text."""

    masked: Callable[[str], str]
    told: Persons

    def row(self, part: str, values: Mapping[str, Any]) -> dict[str, Any]:
        """A row of a part without them; of a record of the log that holds one its link alone."""
        if part == MARK:
            holds = any(self.told.are_told(values[end]) for end in _ENDS)
            return {name: value for name, value in values.items() if not holds or name in LINK}
        shown = {name: self.told.unnamed(str(text)) for name, text in _said(values, _TEXTS.get(part, ()))}
        shown |= {name: personal.mask(str(text)) for name, text in _said(values, PERSONAL.get(part, ()))}
        if part == ENTRY.name:
            shown |= {name: self.masked(str(text)) for name, text in _said(values, MAY_BE_HEADS)}
        return {**values, **shown}


def unnamed(connection: Connection) -> Unnamed:
    """By the heads of all offices that there are."""
    return Unnamed(payees(connection).masked, persons(connection))


def _said(values: Mapping[str, Any], names: tuple[str, ...]) -> list[tuple[str, Any]]:
    return [(name, values[name]) for name in names if values.get(name) is not None]
