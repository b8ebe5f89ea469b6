"""The end of a workbook that is written."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlsxwriter import Workbook


def close(workbook: "Workbook") -> None:
    """Put it together. Raises OSError, where the temporary folder takes no more too: xlsxwriter has an error of its own for that."""
    from xlsxwriter.exceptions import FileCreateError

    failed: Exception | None = None
    try:
        workbook.close()
    except FileCreateError as error:
        failed = error.__context__ if isinstance(error.__context__, OSError) else error
    if failed is not None:
        # Without its frames, which would keep what is half put together until somebody collects it in any order.
        failed.__context__ = None
        raise failed.with_traceback(None)
