"""Where an entry came from: the file, its sheet, and the line as a person counts it."""

from aidtrack.dataclass import dataclass
from aidtrack.phrase import Said, phrase
from aidtrack.store.engine.connection import Connection
from aidtrack.values.text import safe

File = tuple[str, str | None]  # the names of a file and, in a workbook, of its sheet


@dataclass(frozen=True, slots=True)
class Origin:
    """The file and the line of one entry, and the batch that brought it."""

    file: str
    sheet: str | None
    line: int
    batch: int

    @property
    def said(self) -> Said:
        return phrase("{file} line {line}", file=safe(called(self.file, self.sheet)), line=self.line)


def called(file: str, sheet: str | None) -> str:
    """A file and, in a workbook, its sheet."""
    return file if sheet is None else f"{file} · {sheet}"


def files(connection: Connection, batch: int | None = None) -> dict[tuple[int, int], File]:
    """Batch and ordinal of a file → its name and its sheet's; of every batch, or of one."""
    where = "" if batch is None else " WHERE batch_id = :batch"
    rows = connection.rows(
        f"SELECT batch_id, file_no, name, sheet FROM batch_file{where} ORDER BY batch_id, file_no",
        {} if batch is None else {"batch": batch},
    )
    return {(batch_id, file_no): (name, sheet) for batch_id, file_no, name, sheet in rows}


def origin_of(connection: Connection, entry: int | None) -> Origin | None:
    """None for an entry that was typed."""
    rows = connection.rows(
        "SELECT f.name, f.sheet, e.row_no, e.batch_id FROM entry e"
        " JOIN batch_file f ON f.batch_id = e.batch_id AND f.file_no = e.file_no WHERE e.id = :entry",
        {"entry": entry},
    )
    return Origin(*rows[0]) if rows else None
