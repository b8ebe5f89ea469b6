"""Which files are databases: an answer never takes the place of one."""

from pathlib import Path

from aidtrack.errors import Usage
from aidtrack.locale import t
from aidtrack.values.text import safe

_SQLITE = b"SQLite format 3\0"
BESIDE_A_DATABASE = ("-journal", "-wal", "-shm")  # what SQLite keeps there


def is_database(path: Path) -> bool:
    """Whether a file is one of SQLite's; False where it cannot be read."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return file.read(len(_SQLITE)) == _SQLITE
    except OSError:
        return False


def require_no_database(path: Path) -> None:
    """An answer never takes the place of a store or a backup. Raises Usage."""
    if is_database(path):
        raise Usage(
            t("{file} is a database; an answer is never written over one.", file=safe(str(path))),
            t("Give another name."),
        )
