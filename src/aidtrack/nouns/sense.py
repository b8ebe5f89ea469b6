"""What makes no sense in a row, though each of its cells does: rules that several nouns share."""

from collections.abc import Callable, Mapping

from aidtrack.codes import Code
from aidtrack.errors import Fault
from aidtrack.phrase import phrase
from aidtrack.values.dates import last_day
from aidtrack.values.field import Noun

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


def senseless(noun: Noun, values: Values, stood: Values | None = None) -> tuple[str, Fault] | None:
    """The field of a row that is at odds with another, and what is wrong; of days only those that are not as they `stood` before."""
    for first, last in noun.in_order:
        start, end = values.get(first), values.get(last)
        if not is_in_order(start, end) and (stood is None or (start, end) != (stood.get(first), stood.get(last))):
            return last, Fault(
                phrase("lies before {start}.", start=start), phrase("Check the two dates."), code=Code.CONTRADICTS
            )
    return None if noun.sense is None else noun.sense(values)


def is_in_order(start: object, end: object) -> bool:
    """Whether a date does not lie before the one that it follows, as far as both are known."""
    return start is None or end is None or last_day(str(end)) >= str(start)
