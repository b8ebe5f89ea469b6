"""Why a row below the header makes nothing: the reasons of the answer's table `skipped` (SHEETS 30)."""

from aidtrack.codes import Explained
from aidtrack.phrase import phrase


class Skip(Explained):
    """A closed list; the words are stable. All are of rows but `empty_figure`, which counts cells of wide sheets."""

    BLANK = "blank", phrase("It holds nothing but blanks.")
    TOTAL = "total", phrase("It is a total: checked where it can be, never imported.")
    NOTE = "note", phrase("It is a note below the rows.")
    HEADER_AGAIN = "header_again", phrase("It is the header once more.")
    SIGNATURE = "signature", phrase("It is a seal, a line of signatures or the day of signing.")
    EXCLUDED = "excluded", phrase("It is an example, or left out by an option.")
    EMPTY_FIGURE = "empty_figure", phrase("A cell of a wide sheet that holds no figure; these are counted in cells.")
