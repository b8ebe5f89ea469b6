"""Whether the fields of a noun's row make sense together."""

from collections.abc import Mapping

from aidtrack.errors import Fault, Refused
from aidtrack.nouns import NOUNS
from aidtrack.nouns.sense import senseless
from aidtrack.values.field import Field
from aidtrack.values.text import wrong

Values = Mapping[str, object]  # by column: `budget_fen`, `village_id`


class Senseless(Refused):
    """One field of a row is at odds with another: `field` is its name, `fault` what is wrong with it."""

    def __init__(self, at_fault: Field, value: object, fault: Fault) -> None:
        super().__init__(wrong(at_fault.label, str(value), fault), fault.suggestion)
        self.field = at_fault.name
        self.fault = fault


def require_sense(noun: str, values: Values, stood: Values | None = None) -> None:
    """Raises Senseless where one field of a row is at odds with another; days that `stood` so before may remain."""
    if (found := senseless(NOUNS[noun], values, stood)) is not None:
        field, fault = found
        at_fault = NOUNS[noun].field(field)
        raise Senseless(at_fault, values.get(at_fault.column), fault)
