"""Sheets of layouts, as export writes them: each is kept in the store, or is there just so."""

from aidtrack.codes import Code
from aidtrack.dataclass import dataclass
from aidtrack.errors import AidtrackError, Fault
from aidtrack.importing.loading.taken import Taken
from aidtrack.importing.matching.layout_file import options_in
from aidtrack.importing.problems import Problems
from aidtrack.importing.rows.blocks import Reading
from aidtrack.locale import t
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.log.append import Chain
from aidtrack.store.records import layout_changes
from aidtrack.store.records.layouts import Headers, Layout, headers_in, known
from aidtrack.values.text import safe


@dataclass(slots=True)
class LayoutLoad:
    """The layouts of one import, under its mode."""

    writer: Writer
    problems: Problems
    batch_id: int
    chain: Chain
    mode: str

    def read(self, reading: Reading) -> Taken:
        """Take in what one sheet holds. Raises LineFault."""
        taken = Taken()
        for block in reading.blocks():
            columns = [block.columns.get(name, [None] * len(block)) for name in ("name", "toml", "headers")]
            for at, (line, *cells) in enumerate(zip(block.lines, *columns, strict=True)):
                name, content, headers = ("" if cell is None else str(cell) for cell in cells)
                if at not in block.rejected and name:
                    self._take(reading, line, name, content, headers, taken)
        return taken

    def _take(self, reading: Reading, line: int, name: str, content: str, headers: str, taken: Taken) -> None:
        before, columns = known(self.writer, name), headers_in(headers)
        fault = self._refused(name, content, columns, before)
        if fault is not None:
            reading.fault(line, fault[0], fault[1], name)
        elif before is not None and (before.content, before.headers) == (content, columns):
            taken.unchanged.add(line)
        elif before is not None and self.mode == "add":
            said = t("There is a layout “{name}” already.", name=safe(before.name))
            reading.fault(line, "name", Fault(said, t("Replace it with --mode upsert."), code=Code.EXISTS), name)
        else:
            taken.created += before is None
            taken.updated += before is not None
            if not self.problems.count:
                id, called = (before.id, before.name) if before else (0, name)
                after = Layout(id, called, content, columns or ())
                layout_changes.bring(self.writer, self.chain, self.batch_id, before, after)

    def _refused(
        self, name: str, content: str, columns: Headers | None, before: Layout | None
    ) -> tuple[str, Fault] | None:
        """The field at fault and why a row is no layout, or none that may come under the mode."""
        try:
            options_in(content, name)
        except AidtrackError as error:
            return "toml", Fault.of(error)
        if columns is None:
            said = t("names no columns as export writes them.")
            return "headers", Fault(said, t("Leave it blank."), code=Code.MALFORMED)
        if before is None and self.mode == "update":
            said = t("is not in the store, so that nothing can be updated.")
            return "name", Fault(said, t("Add it with --mode upsert."), code=Code.NOT_IN_STORE)
        return None
