"""Why a row below the header makes nothing: the reasons of the answer's table `skipped` (SHEETS 30)."""

from enum import StrEnum


class Skip(StrEnum):
    """A closed list; the words are stable. All are of rows but `empty_figure`, which counts cells of wide sheets."""

    BLANK = "blank"
    TOTAL = "total"
    NOTE = "note"
    HEADER_AGAIN = "header_again"
    SIGNATURE = "signature"
    EXCLUDED = "excluded"
    EMPTY_FIGURE = "empty_figure"
