"""What makes no sense in a row, though each of its cells does: rules that several nouns share."""

from collections.abc import Callable, Mapping

from aidtrack.codes import Code
from aidtrack.errors import Fault
from aidtrack.phrase import phrase
from aidtrack.values.dates import last_day

Values = Mapping[str, object]  # by column
Sense = Callable[[Values], tuple[str, Fault] | None]


def all_of(*rules: Sense) -> Sense:
    """Every one of these: the first that is broken says so."""
    return lambda values: next((broken for rule in rules if (broken := rule(values)) is not None), None)


def qualifies(column: str, by: str = "qualifier") -> Sense:
    """“≥” or “≈” in the column `by` qualifies what stands in `column`."""

    def sense(values: Values) -> tuple[str, Fault] | None:
        qualifier = values.get(by)
        if qualifier in (None, "=") or values.get(column) is not None:
            return None
        return by, Fault(
            phrase("qualifies nothing: there is no number."),
            phrase("Give the number too, or leave the qualifier out."),
            code=Code.CONTRADICTS,
        )

    return sense


def in_order(first: str, last: str) -> Sense:
    """A date does not lie before the one it follows."""

    def sense(values: Values) -> tuple[str, Fault] | None:
        start, end = values.get(first), values.get(last)
        if start is None or end is None or last_day(str(end)) >= str(start):
            return None
        return last, Fault(
            phrase("lies before {start}.", start=start), phrase("Check the two dates."), code=Code.CONTRADICTS
        )

    return sense
