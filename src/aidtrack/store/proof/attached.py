"""The files of documents, held against what the store says of them: none changed or missing, none that no document names."""

from collections.abc import Iterator

from aidtrack.locale import some_of, t
from aidtrack.store.engine.connection import Connection
from aidtrack.store.proof.discrepancy import Discrepancy
from aidtrack.store.records import document_files
from aidtrack.values.text import safe

_MOST_NAMED = 10


def wrong(connection: Connection) -> Iterator[Discrepancy]:
    """A changed file is damage; one that is missing may be elsewhere, and one too many harms nothing."""
    documents = connection.rows("SELECT id, sha256 FROM document WHERE sha256 IS NOT NULL ORDER BY id")
    found = {sha256: document_files.condition(connection.target, sha256) for _, sha256 in documents}
    for id, sha256 in documents:
        if found[sha256] == "missing":
            yield Discrepancy("alert", "file", f"document {id}", t("its file is missing."))
        elif found[sha256] == "changed":
            yield Discrepancy("damage", "file", f"document {id}", t("its file was changed: it has another SHA-256."))
    unseen = sum(found[sha256] == "unseen" for _, sha256 in documents)
    if unseen:
        said = t(
            "{count} files were not looked at: ${variable} names no folder.",
            count=unseen,
            variable=document_files.FOLDER,
        )
        yield Discrepancy("alert", "file", "document", said)
    yield from _orphans(connection, found)


def _orphans(connection: Connection, named: dict[str, document_files.Condition | None]) -> Iterator[Discrepancy]:
    home = document_files.folder(connection.target)
    if home is None:
        return
    orphans = [
        path
        for path in document_files.lying(home)
        if path != document_files.place(home, path.name) or path.name not in named
    ]
    if orphans:
        files = some_of([safe(str(path.relative_to(home))) for path in orphans], _MOST_NAMED)
        said = t("{count} files are named by no document: {files}.", count=len(orphans), files=files)
        yield Discrepancy("note", "file", safe(str(home)), said)
