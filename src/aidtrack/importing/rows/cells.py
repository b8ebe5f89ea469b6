"""A cell, and a column of them, as the field that they stand for takes them."""

from collections.abc import Sequence

from aidtrack.codes import Code
from aidtrack.errors import Fault
from aidtrack.importing.matching.header import MatchedColumn
from aidtrack.importing.matching.made import apart
from aidtrack.ledger.entry import ENTRY
from aidtrack.locale import t
from aidtrack.values.kinds import Value
from aidtrack.values.money import parse_amount, parse_in_column, parse_plain_column
from aidtrack.values.text import Broken, Formatted, Misleading, Numeric, safe

ERRORS = ("#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!")  # how Excel and WPS spell them


def parse_column(matched: MatchedColumn, cells: Sequence[str]) -> Sequence[Value]:
    """Every cell of a column, blanks as None. Raises Fault if any is at fault."""
    if matched.is_money:
        if matched.unit is not None and (plain := parse_plain_column(cells, matched.unit)) is not None:
            if min(plain, default=0) < 0:
                _require_sign(matched, min(plain))
            return plain
        # What is a number and what is a text may look the same.
        parsed = {
            kind: {cell: parse_cell(matched, cell) for cell in cells if type(cell) is kind}
            for kind in set(map(type, cells))
        }
        return [parsed[type(cell)][cell] for cell in cells]
    return matched.field.kind.parse_column(cells)


def parse_cell(matched: MatchedColumn, cell: str) -> Value:
    """What a cell holds, None for a blank. Raises Fault."""
    if isinstance(cell, Misleading):
        raise _contradicts(matched, cell)
    text = cell.strip()
    if not text:
        return None
    if isinstance(cell, Broken) or text in ERRORS:
        raise _broken(text)
    if matched.is_money:
        fen = _shown_amount(matched, cell) if isinstance(cell, Formatted) else _amount(matched, cell)
        _require_sign(matched, fen)
        return fen
    if matched.field.kind.coded and isinstance(cell, Numeric) and not isinstance(cell, Formatted):
        raise Fault(
            t("is a number of more than 15 digits or with a fraction; Excel has lost what stood there."),
            t("Set the column to text in the sheet, then type it again."),
            code=Code.LOST_DIGITS,
        )
    value = matched.field.kind.parse(text)
    return None if value == "" else value


def _amount(matched: MatchedColumn, cell: str) -> int:
    try:
        return parse_in_column(cell if isinstance(cell, Numeric) else cell.strip(), matched.unit)
    except Fault:
        if apart(cell) is None:
            raise
        kept = (
            t("Take them out, or add --notes-in-amounts, which keeps them as the purpose.")
            if matched.field is ENTRY.field("amount")
            else t("Take them out, or add --notes-in-amounts, which keeps them as a note.")
        )
        raise Fault(
            t("holds words beside its amount."),
            kept,
            code=Code.MALFORMED,
        ) from None


def _shown_amount(matched: MatchedColumn, cell: Formatted) -> int:
    """The amount that a cell shows. Scaled, it shows what it holds in yuan: a header in 元 and one in 万元 mean the same by it (SHEETS 17)."""
    if cell.scaled:
        if matched.unit not in (None, "元", "万元"):
            raise _contradicts(matched, cell)
        return parse_amount(Numeric(cell.held), "元")
    try:
        return parse_in_column(cell, matched.unit)
    except Fault:
        parse_amount(cell, matched.unit)  # raises what is wrong with the text itself
        raise _contradicts(matched, cell) from None


def _contradicts(matched: MatchedColumn, cell: Formatted | Misleading) -> Fault:
    if cell == cell.held:
        said = t("does not show what it holds: {held}.", held=cell.held)
    else:
        said = t(
            "shows “{shown}” but holds {held}, under the header “{header}”.",
            shown=safe(cell),
            held=cell.held,
            header=safe(matched.header),
        )
    return Fault(
        said,
        t(
            "Make it show what is meant: a plain format, no other one under a condition, nothing struck out or below merged cells."
        ),
        code=Code.FORMAT_CONTRADICTS_UNIT,
    )


def _broken(text: str) -> Fault:
    if text.startswith("="):
        return Fault(
            t("is a formula whose result was not saved."),
            t("Save the sheet with values in the place of formulas."),
            code=Code.BROKEN_FORMULA,
        )
    return Fault(
        t("is an error of the spreadsheet."), t("Mend the formula, or write the value."), code=Code.BROKEN_FORMULA
    )


def _require_sign(matched: MatchedColumn, fen: int) -> None:
    """A budget or a cost below zero is refused as its kind refuses it."""
    if fen < 0:
        matched.field.kind.parse(f"{fen}元")
