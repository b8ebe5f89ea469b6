"""What the rows of an import said of nouns, by what they name: looked at again when all are known."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import field

from aidtrack.dataclass import dataclass
from aidtrack.errors import Fault, Refused
from aidtrack.importing.loading.noun_row import NounRow
from aidtrack.store.records import noun_sense

Named = dict[tuple[str, int], NounRow]  # by the noun and the id


@dataclass(slots=True)
class Heard:
    """`seen` is what first named a row, `changed` what changed one that was there before, `coded` what said a code anew, by the id of the village."""

    seen: Named = field(default_factory=dict)
    changed: Named = field(default_factory=dict)
    coded: dict[int, NounRow] = field(default_factory=dict)

    def of(self, noun: str, column: str) -> dict[int, NounRow]:
        """The rows of a noun that say something in a column, by id."""
        return {
            id: row for (named, id), row in self.seen.items() if named == noun and row.values.get(column) is not None
        }


@contextmanager
def told(row: NounRow, name: str) -> Iterator[None]:
    """A refusal inside is a problem of the row: of the field at odds with another, else of the field `name`."""
    try:
        yield
    except noun_sense.Senseless as error:
        row.fault(error.field, error.fault)
    except Refused as error:
        row.fault(name, Fault.of(error))
