"""Files whose content is in the store already, or comes twice in one import."""

from collections.abc import Mapping, Sequence

from aidtrack.errors import Fault
from aidtrack.importing.problems import Origin, Problems
from aidtrack.importing.reading.files import File
from aidtrack.locale import t
from aidtrack.store.engine.transaction import Writer


def refuse_again(writer: Writer, files: Sequence[File], problems: Problems) -> set[str]:
    """The names of files whose content the store or another of the files has; each is one problem."""
    seen: dict[str, str] = {}
    refused = set()
    for file in files:
        fault = _twice_given(file, seen) or _imported_before(writer, file)
        seen.setdefault(file.sha256, file.name)
        if fault is not None:
            refused.add(file.name)
            problems.forget(file.name)
            problems.fault(fault, Origin(file.name), None, None, None, None)
    return refused


def _twice_given(file: File, seen: Mapping[str, str]) -> Fault | None:
    other = seen.get(file.sha256)
    return None if other is None else Fault(t("has the same content as {other}.", other=other), t("Give it once."))


def _imported_before(writer: Writer, file: File) -> Fault | None:
    """The batch that brought this content and was not undone."""
    found = writer.rows(
        "SELECT f.batch_id, b.at FROM batch_file f JOIN batch b ON b.id = f.batch_id"
        " WHERE f.sha256 = :sha256 AND NOT EXISTS (SELECT 1 FROM batch u WHERE u.undoes = f.batch_id)",
        {"sha256": file.sha256},
    )
    if not found:
        return None
    batch, at = found[0]
    return Fault(
        t("was imported already as batch {batch} on {date}.", batch=batch, date=str(at)[:10]),
        t("To take that back: aidtrack batch undo {batch}. To import it once more: --again.", batch=batch),
    )
