"""What is said of every row besides its columns: --set, by a header of the field."""

from collections.abc import Mapping

from aidtrack.errors import Fault
from aidtrack.importing.matching.spelling import (
    fields_by_spelling,
    place_beside,
)
from aidtrack.values.field import Field, Noun
from aidtrack.values.kinds import MoneyKind, Value
from aidtrack.values.money import parse_in_column
from aidtrack.values.text import typed_wrong


def given_fields(said: Mapping[str, str], noun: Noun, kind: str | None, unit: str | None) -> dict[str, Value]:
    """By field, what is said of every row, by a header of the field, and what the villages of all lie in; what another noun has is
    none of this one. Raises Usage.
    """
    fields = fields_by_spelling(noun, kind)
    found: dict[str, Value] = {}
    for word, text in said.items():
        if (declared := fields.get(word) or place_of(noun, word)) is not None:
            is_money = isinstance(declared.kind, MoneyKind)
            try:
                found[declared.name] = parse_in_column(text, unit) if is_money else declared.kind.parse(text)
            except Fault as fault:
                raise typed_wrong(f"--set {declared.zh}", text, fault) from None
    return found


def place_of(noun: Noun, spelling: str) -> Field | None:
    """The level of place that a header states of the villages which rows of a noun name."""
    return place_beside(spelling) if any(declared.refers == "village" for declared in noun.fields) else None
