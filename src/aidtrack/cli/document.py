"""The verbs of its own that a document has: `aidtrack document attach NAME FILE` and `aidtrack document fetch NAME -o FILE`."""

import sys
from functools import partial
from pathlib import Path

from aidtrack.cli import fields
from aidtrack.cli.answer_options import force_option
from aidtrack.cli.command import command
from aidtrack.cli.files_written import require_free
from aidtrack.cli.group import Listed
from aidtrack.cli.nouns import name_argument
from aidtrack.cli.params import argument, option
from aidtrack.cli.run import Run
from aidtrack.cli.typer_internals import Command
from aidtrack.errors import Fault, Refused
from aidtrack.locale import t
from aidtrack.nouns import NOUNS
from aidtrack.nouns.document import DOCUMENT
from aidtrack.values.report import Report
from aidtrack.values.text import safe, typed_wrong


def verbs() -> dict[str, Listed]:
    return {
        "attach": Listed("Keep its file beside the store.", _attach),
        "fetch": Listed("Write its file out again.", _fetch),
    }


def _attach() -> Command:
    def attach(run: Run, name: str, file: str) -> Report:
        from aidtrack.reports import confirmed, listing
        from aidtrack.store.engine.collections import require_entered
        from aidtrack.store.names.find import Names
        from aidtrack.store.records import document_files, nouns
        from aidtrack.store.records.rows import stored

        wanted = fields.name_typed(name)
        with run.read() as connection:  # an unknown document is refused before anything is copied
            require_entered(connection)
            Names(connection).find("document", wanted)
        try:
            called = DOCUMENT.field("file").kind.parse(Path(file).name)
        except Fault as fault:
            raise typed_wrong(DOCUMENT.field("file").label, file, fault) from None
        changes = {"file": called, "sha256": document_files.keep(run.target, Path(file))}
        with run.write() as writer:
            id = Names(writer).find("document", wanted)
            before = nouns.edit(writer, "document", id, changes)
            answer = listing.noun(writer, "document", id)
            if stored(writer, "document", id) == before:
                return confirmed.unchanged(answer)
            return confirmed.changed(answer, [DOCUMENT.field("file").label])

    params = [*name_argument(NOUNS["document"]), argument("file", t("The file to keep."))]
    return command("attach", t("Keep its file beside the store."), params, attach, writes=True)


def _fetch() -> Command:
    def fetch(run: Run, name: str, output: str) -> None:
        from aidtrack.files.in_place import put_all
        from aidtrack.store.names.find import Names
        from aidtrack.store.records import document_files
        from aidtrack.store.records.rows import stored

        with run.read() as connection:
            id = Names(connection).find("document", fields.name_typed(name))
            sha256 = (stored(connection, "document", id) or {})["sha256"]
        if sha256 is None:
            raise Refused(
                t("The document “{name}” has no file.", name=safe(name)),
                t("Attach it: aidtrack document attach NAME FILE."),
            )
        write = partial(document_files.fetch, run.target, document_files.checked(str(sha256)))
        if output == "-":
            write(sys.stdout.buffer)
        else:
            require_free(run, [Path(output)])
            put_all([(Path(output), write)])

    params = [
        *name_argument(NOUNS["document"]),
        option("--output", t("Where it goes; - is stdout."), metavar="FILE", short="-o", required=True),
        force_option(),
    ]
    return command("fetch", t("Write its file out again."), params, fetch, answers=False, parts=True)
