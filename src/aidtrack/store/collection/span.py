"""The ids of an office in a collection: its number x 10^9 + its own, and back."""

from collections.abc import Mapping, Sequence

from aidtrack.bundle.faults import forged
from aidtrack.dataclass import dataclass
from aidtrack.phrase import phrase
from aidtrack.store.engine.collections import SPAN

_OF_BATCH = ("undoes", "first_entry_id", "last_entry_id")  # ids that are not called so, or bound ids
_NOWHERE = ("project_id", "village_id")  # of balances and closed figures 0 is "not assigned"


@dataclass(frozen=True, slots=True)
class Span:
    """The ids of one office."""

    number: int

    @property
    def base(self) -> int:
        return self.number * SPAN

    @property
    def last(self) -> int:
        return self.base + SPAN - 1

    @property
    def bounds(self) -> dict[str, object]:
        """Parameters of `OF_OFFICE`."""
        return {"base": self.base, "last": self.last}

    def above(self, values: Sequence[object], *, nowhere: bool = False) -> list[object]:
        """An office's own ids as a collection has them. Raises Spoilt where they would be another office's."""
        base = self.base
        try:
            made = [value if value is None or (nowhere and value == 0) else base + value for value in values]  # type: ignore[operator]  # TypeError is meant
            if all(value is None or base <= value <= self.last or value == 0 for value in made):
                return [*made]
        except TypeError:
            pass
        raise forged(phrase("An id in the bundle is none."))

    def at_home(self, values: Sequence[object]) -> list[object]:
        """The ids that they are at the office; what stands for all of them has no end there."""
        return [
            value
            if not isinstance(value, int) or value < self.base
            else None
            if value == self.last
            else value - self.base
            for value in values
        ]

    def columns_above(self, columns: Mapping[str, Sequence[object]]) -> dict[str, Sequence[object]]:
        """Columns of rows, ids and references as a collection has them."""
        of_places = "fen" in columns
        return {
            name: self.above(values, nowhere=of_places and name in _NOWHERE) if is_id(name) else values
            for name, values in columns.items()
        }


def is_id(column: str) -> bool:
    return column == "id" or column.endswith("_id") or column in _OF_BATCH


def of_office(column: str) -> str:
    """The SQL condition that an id is of the office whose `Span.bounds` are given."""
    return f"{column} BETWEEN :base AND :last"
