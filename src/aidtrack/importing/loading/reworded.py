"""Rows that are likely recorded already, told in other words: they are taken, for both may be real, and a note names them."""

from itertools import groupby

from aidtrack.importing.loading.entries import EntryLoad
from aidtrack.locale import some_of, t
from aidtrack.store.records.equal_entries import Reworded
from aidtrack.store.records.repetition import called

_MOST_NAMED = 10


def note_reworded(load: EntryLoad, found: list[Reworded]) -> None:
    """A note of each sheet that holds some of these, which stand in order."""
    for file_no, likely in groupby(found, key=lambda one: one.new.sheet):
        rows = [*likely]
        lines = [*dict.fromkeys(str(one.new.line) for one in rows)]
        said = t(
            "{count} rows (lines {lines}) are recorded ones in all but the purpose or the voucher (line {line}: {entry}). "
            "If they are the same payments, undo this import and leave the lines out; --new-only refuses such lines.",
            count=len(lines),
            lines=some_of(lines, _MOST_NAMED),
            line=rows[0].new.line,
            entry=called(load.writer, rows[0].old.id, rows[0].old.stands_for),
        )
        load.notes[file_no].append(said)
