"""What can be wrong with a row, a sheet or a file, as words that scripts may rely on: a closed list, each with what it means."""

from enum import StrEnum
from typing import Self

from aidtrack.phrase import Phrase, phrase


class Explained(StrEnum):
    """Words of a closed list, each with what it `means`."""

    means: Phrase

    def __new__(cls, word: str, means: Phrase) -> Self:
        made = str.__new__(cls, word)
        made._value_ = word
        made.means = means
        return made


class Code(Explained):
    """The `code` of a problem. `aidtrack help sheets` prints them with what each `means`."""

    # a cell
    MALFORMED = "malformed", phrase("The cell is nothing that its column holds.")
    BLANK = "blank", phrase("The cell is blank and must be filled in.")
    TWO_VALUES = "two_values", phrase("The cell holds two values.")
    NO_SUCH_DAY = "no_such_day", phrase("The calendar has no such day or month.")
    UNCLEAR_DATE = "unclear_date", phrase("The date has more than one meaning, or is not whole.")
    OUT_OF_RANGE = "out_of_range", phrase("The number, year or day is smaller or larger than any that can be meant.")
    TOO_FINE = "too_fine", phrase("The amount is finer than a fen.")
    SCIENTIFIC = "scientific", phrase("The number is in Excel's scientific notation; its digits are lost.")
    LOST_DIGITS = "lost_digits", phrase("A workbook's number in the place of a code has lost digits.")
    UNKNOWN_WORD = "unknown_word", phrase("The word is none of a closed list.")
    UNSAFE_TEXT = "unsafe_text", phrase("The text holds invisible characters, is too long, or is no name.")
    BROKEN_FORMULA = (
        "broken_formula",
        phrase("The cell is an error of the spreadsheet, or a formula without its result."),
    )
    FORMAT_CONTRADICTS_UNIT = "format_contradicts_unit", phrase("The cell shows another amount than it holds.")
    UNIT_MISSING = "unit_missing", phrase("Nothing says whether plain numbers are in 元 or 万元.")
    UNIT_CONTRADICTS = "unit_contradicts", phrase("Two places state different units.")
    CONTRADICTS = "contradicts", phrase("Two cells of the row, or a cell and an option, contradict each other.")
    # a row
    RAGGED = "ragged", phrase("The row has more or fewer cells than the header.")
    STRAY_CELL = "stray_cell", phrase("A cell stands in a column without a header.")
    WRONG_TOTAL = "wrong_total", phrase("A total does not equal the rows above.")
    UNCLEAR_TOTAL = "unclear_total", phrase("The row may be a total or a row of its own.")
    STANDS_TWICE = "stands_twice", phrase("Another row of this import says the same.")
    # names
    UNKNOWN_VILLAGE = "unknown_village", phrase("There is no such village.")
    UNKNOWN_HOUSEHOLD = "unknown_household", phrase("There is no such household.")
    UNKNOWN_FUND = "unknown_fund", phrase("There is no such fund.")
    UNKNOWN_PROJECT = "unknown_project", phrase("There is no such project.")
    UNKNOWN_ENTRY = "unknown_entry", phrase("There is no such entry: no 流水号, no 来源编号.")
    UNKNOWN_NAME = "unknown_name", phrase("There is nothing else of this name.")
    AMBIGUOUS_NAME = "ambiguous_name", phrase("The name fits several.")
    REFUSED_ABOVE = "refused_above", phrase("The row names one that is refused in the same import.")
    LIKELY_THE_SAME = "likely_the_same", phrase("One of nearly this name is there already.")
    ALIAS_IN_USE = "alias_in_use", phrase("The other name is that of another one.")
    # what is stored
    EXISTS = "exists", phrase("It is in the store already.")
    NOT_IN_STORE = "not_in_store", phrase("It is not in the store, and the mode asks for it.")
    EQUALS_STORED = "equals_stored", phrase("The row equals a stored entry, or one of another sheet.")
    LOOKS_LIKE_STORED = "looks_like_stored", phrase("The row differs from a stored entry in small print alone.")
    SAYS_OTHER = "says_other", phrase("What is stored under this 流水号 or 来源编号 says something else.")
    NOT_CORRECTABLE = "not_correctable", phrase("The entry cannot be corrected in this way.")
    COMES_LATE = "comes_late", phrase("An older sheet of positions comes after a newer one.")
    FELL = "fell", phrase("What had been reached is less than what is stored, without a reason.")
    # rules of the ledger
    FUTURE = "future", phrase("The day lies in the future.")
    SENSELESS = "senseless", phrase("The cells of the row make no sense together.")
    OVER_ALLOCATED = "over_allocated", phrase("More is allocated than the fund has (G1).")
    OVER_SPENT = "over_spent", phrase("More is spent than is allocated (G2).")
    NO_CASH = "no_cash", phrase("More is paid than has arrived (G3).")
    TAKES_TOO_MUCH = "takes_too_much", phrase("A correction takes back more than there is (G4).")
    EARMARK = "earmark", phrase("The fund is meant for something else (G5).")
    AFTER_CLOSING = "after_closing", phrase("The project was closed by then (G6).")
    STEPS_MISSING = "steps_missing", phrase("The project's steps are not recorded yet (G8).")
    BOOKS_CLOSED = "books_closed", phrase("The day lies in a closed period (G9).")
    REFUSED = "refused", phrase("Another rule of the store refuses it.")
    # a sheet or file
    NO_HEADER = "no_header", phrase("The sheet has no header that is known.")
    UNKNOWN_COLUMN = "unknown_column", phrase("The column is none that such a sheet has.")
    MISSING_COLUMN = "missing_column", phrase("A column is missing that every row needs.")
    COLUMN_TWICE = "column_twice", phrase("Two columns mean the same.")
    UNCLEAR_NOUN = "unclear_noun", phrase("Nothing says what the sheet holds.")
    NO_ROWS = "no_rows", phrase("There are no rows.")
    NO_SUCH_SHEET = "no_such_sheet", phrase("The workbook has no such sheet.")
    NOT_READABLE = (
        "not_readable",
        phrase("The file cannot be read: missing, locked, damaged, or not what its ending says."),
    )
    GIVEN_TWICE = "given_twice", phrase("Two files have the same content.")
    IMPORTED_BEFORE = "imported_before", phrase("The sheet was imported already.")


_UNKNOWN = {str(code): code for code in Code if code.startswith("unknown_")}
_BY_RULE = {
    "G1": Code.OVER_ALLOCATED, "G2": Code.OVER_SPENT, "G3": Code.NO_CASH, "G4": Code.TAKES_TOO_MUCH, "G5": Code.EARMARK,
    "G6": Code.AFTER_CLOSING, "G8": Code.STEPS_MISSING, "G9": Code.BOOKS_CLOSED,
}  # fmt: skip


def unknown(noun: str) -> Code:
    """Of a name that no row of a noun has."""
    return _UNKNOWN.get(f"unknown_{noun}", Code.UNKNOWN_NAME)


def of_rule(rule: str) -> Code:
    """Of a breach of a rule of the ledger (`G2`, `G4 sum`)."""
    return _BY_RULE.get(rule.split()[0], Code.REFUSED)
