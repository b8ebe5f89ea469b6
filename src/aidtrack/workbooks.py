"""The end of a workbook that is written."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlsxwriter import Workbook


def close(workbook: "Workbook") -> None:
    """Put it together. Raises OSError, where the temporary folder takes no more too: xlsxwriter has an error of its own for that."""
    from xlsxwriter.exceptions import FileCreateError

    try:
        workbook.close()
    except FileCreateError as error:
        raise error.__context__ if isinstance(error.__context__, OSError) else error from None
