"""A cell, and a column of them, as the field that they stand for takes them."""

from collections.abc import Sequence

from aidtrack.errors import Fault
from aidtrack.importing.matching.header import MatchedColumn
from aidtrack.locale import t
from aidtrack.values.kinds import MoneyKind, Value
from aidtrack.values.money import parse_in_column, parse_plain_column
from aidtrack.values.text import Broken, Numeric

ERRORS = ("#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!")  # how Excel and WPS spell them


def parse_column(matched: MatchedColumn, cells: Sequence[str]) -> Sequence[Value]:
    """Every cell of a column, blanks as None. Raises Fault if any is at fault."""
    if isinstance(matched.field.kind, MoneyKind):
        if matched.unit == "元" and (plain := parse_plain_column(cells)) is not None:
            if min(plain) < 0:
                _require_sign(matched, min(plain))
            return plain
        parsed = {cell: parse_cell(matched, cell) for cell in set(cells)}
        return [parsed[cell] for cell in cells]
    return matched.field.kind.parse_column(cells)


def parse_cell(matched: MatchedColumn, cell: str) -> Value:
    """What a cell holds, None for a blank. Raises Fault."""
    text = cell.strip()
    if not text:
        return None
    if isinstance(cell, Broken) or text in ERRORS:
        raise _broken(text)
    if isinstance(cell, Numeric):
        if isinstance(matched.field.kind, MoneyKind):
            text = cell
        elif matched.field.kind.coded:
            raise Fault(
                t("is a number of more than 15 digits or with a fraction; Excel has lost what stood there."),
                t("Set the column to text in the sheet, then type it again."),
            )
    if not isinstance(matched.field.kind, MoneyKind):
        value = matched.field.kind.parse(text)
        return None if value == "" else value
    fen = parse_in_column(text, matched.unit)
    _require_sign(matched, fen)
    return fen


def _broken(text: str) -> Fault:
    if text.startswith("="):
        return Fault(
            t("is a formula whose result was not saved."), t("Save the sheet with values in the place of formulas.")
        )
    return Fault(t("is an error of the spreadsheet."), t("Mend the formula, or write the value."))


def _require_sign(matched: MatchedColumn, fen: int) -> None:
    """A budget or a cost below zero is refused as its kind refuses it."""
    if fen < 0:
        matched.field.kind.parse(f"{fen}元")
