"""From where listed entries came, and under what 流水号 they are known: what is recorded anew has that of what it corrects."""

from functools import cached_property

from aidtrack.reports.origin import File, files
from aidtrack.reports.selection import Selection
from aidtrack.store.records.rows import origins_of_stories, refs_of_stories
from aidtrack.values.report import Value, id_of

_TYPED = (None, None)
# What the log says of an entry that came in no batch (SQL): who recorded it, and when.
_RECORD = "SELECT a.{column} FROM audit a WHERE a.noun = 'entry' AND a.action = 'add' AND a.object_id = entry.id"


def recorded(column: str) -> str:
    """The SQL of the actor or the moment (`at`) that the log has for an entry which came in no batch; else null."""
    return f"CASE WHEN entry.batch_id IS NULL THEN ({_RECORD.format(column=column)} ORDER BY a.id LIMIT 1) END"


class Came:
    """What is known beside the rows of a selection. `corrected`: some of them correct others; `imported`: some came from files."""

    def __init__(self, selection: Selection, *, corrected: bool, imported: bool) -> None:
        self._selection = selection
        self._corrected = corrected
        self._imported = imported

    def file(self, batch: int | None, number: int | None) -> tuple[str | None, str | None]:
        """The names of a file and of its sheet."""
        return _TYPED if batch is None or number is None else self._files.get((batch, number), _TYPED)

    def by(self, batch: int | None) -> tuple[str | None, str | None]:
        """Who brought a batch, and when."""
        return _TYPED if batch is None else self._batches.get(batch, _TYPED)

    def name_as_story(self, row: dict[str, Value]) -> None:
        """What is recorded anew has the 流水号 of what it corrects, and the line that this came from, where it has none of its own."""
        id = id_of(row)
        row["ref"] = self._refs.get(id, row["ref"])
        if row["file"] is None and id in self._origins:
            batch, number, row["line"] = self._origins[id]
            row["file"], row["sheet"] = self.file(batch, number)

    def shown(self, *, batch: bool) -> set[str]:
        """The columns of which some row holds something by its origin or its story; of a `batch` some are."""
        anew = self._anew
        places = [self._origins[id][:2] for id in anew if id in self._origins]
        found = {"batch": batch, "ref": any(id in self._refs for id in anew)}
        found["file"] = found["line"] = self._imported or bool(places)
        if self._imported and any(sheet is not None for _, sheet in self._files.values()):
            places += [(batch, number) for number, batch in self._selection.values("file_no", "batch_id")]
        found["sheet"] = any(self.file(*place)[1] is not None for place in places)
        return {name for name, holds in found.items() if holds}

    @property
    def _anew(self) -> list[int]:
        """The rows that correct another entry."""
        return [id for _, id in self._selection.values("corrects_id", "id")] if self._corrected else []

    @cached_property
    def _files(self) -> dict[tuple[int, int], File]:
        return files(self._selection.connection)

    @cached_property
    def _batches(self) -> dict[int, tuple[str, str]]:
        return {id: (actor, at) for id, actor, at in self._selection.connection.rows("SELECT id, actor, at FROM batch")}

    @cached_property
    def _refs(self) -> dict[int, str]:
        return refs_of_stories(self._selection.connection)

    @cached_property
    def _origins(self) -> dict[int, tuple[int, int, int]]:
        return origins_of_stories(self._selection.connection)
