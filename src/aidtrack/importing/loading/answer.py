"""What an import answers: its files, its problems, its notes."""

from collections import Counter
from collections.abc import Iterator, Sequence

from aidtrack.errors import ALL_IMPORTED
from aidtrack.importing import problems
from aidtrack.importing.loading.creating import Created
from aidtrack.importing.loading.outcome import Outcome
from aidtrack.importing.rows.skipped import Skip
from aidtrack.locale import t
from aidtrack.store.names.held import HELD
from aidtrack.values.report import Column, Report, Row, Table, column
from aidtrack.values.text import safe


def report(outcome: Outcome, *, dry_run: bool, mode: str, rejected: str | None = None, masked: bool = False) -> Report:
    """`rejected` is the file that the rows at fault were written to, `masked` where personal data is left out of it."""
    origins = [count.origin for count in outcome.counts]
    tables = [
        _files(outcome, mode, dry_run=dry_run),
        problems.table(outcome.problems.in_order(origins)),
        _skipped(outcome),
        _notes(outcome),
    ]
    if outcome.created is not None:
        tables.insert(1, _created(outcome.created))
    said = [*_end(outcome, dry_run=dry_run)]
    if rejected is not None:
        count = sum({one.origin: one.rejected for one in outcome.counts}.values())
        said.append(
            t("{count} rows at fault are in {file}: mend them there and import that.", count=count, file=safe(rejected))
        )
    if rejected is not None and masked:
        said.append(t("Personal data is masked there: copy it from the sheet, or add --show-personal for names."))
    return Report("import", t("Import"), tables, notes=said, exit_code=_exit_code(outcome))


def _exit_code(outcome: Outcome) -> int:
    if outcome.accepts_nothing:
        return 1
    if outcome.sound:
        return 0
    if outcome.only_known:
        return ALL_IMPORTED
    return outcome.missing.exit_code if outcome.missing else 1


def _end(outcome: Outcome, *, dry_run: bool) -> Iterator[str]:
    """How it ended, where nothing was written; else the line that confirms it says so."""
    if outcome.only_known:
        yield t("Everything given was imported already; nothing was imported.")
    elif not outcome.sound:
        count = outcome.problems.count
        yield t("{count} problems; nothing was imported. Correct them and run the command again.", count=count)
    elif outcome.accepts_nothing:
        yield t("Not one row can be taken; nothing was imported.")
    elif dry_run:
        yield t("Nothing was written: this was a dry run.")


def _files(outcome: Outcome, mode: str, *, dry_run: bool) -> Table:
    one_sheet = not any(count.origin.sheet for count in outcome.counts)
    # Of a wide sheet a row makes several.
    several = any(count.of_entries and count.taken.created != count.created for count in outcome.counts)
    adds = mode == "add" and not any(count.unchanged for count in outcome.counts)
    columns = [
        column("file", "文件"), column("sheet", "表", hidden=one_sheet), column("noun", "内容"), column("encoding", "编码"),
        column("read", "读取", "count"), column("created", "新增", "count"), column("updated", "更新", "count", hidden=adds),
        column("unchanged", "未变", "count", hidden=adds), column("rejected", "有误", "count"),
        column("skipped", "略过", "count", hidden=not any(count.skipped_rows for count in outcome.counts)),
        column("held_back", "暂缓", "count", hidden=not any(count.held_back for count in outcome.counts)),
        column("entries", "流水", "count", hidden=not several), column("batch", "批次", "id"),
    ]  # fmt: skip
    rows: list[Row] = [
        {
            "file": count.origin.file,
            "sheet": count.origin.sheet,
            "noun": count.noun,
            "encoding": count.encoding,
            "read": count.read,
            "created": count.created,
            "updated": count.taken.updated,
            "unchanged": count.unchanged,
            "rejected": count.rejected,
            "skipped": count.skipped_rows,
            "held_back": count.held_back,
            "entries": count.taken.created if count.of_entries else None,
            "batch": None if dry_run or outcome.keeps_nothing else outcome.batch_id,
        }
        for count in outcome.counts
    ]
    return Table("files", t("Files"), columns, rows, labels={"noun": HELD})


def _skipped(outcome: Outcome) -> Table:
    """Which rows made nothing, by reason; people are told in the notes."""
    columns = [
        column("file", "文件"), column("sheet", "表"), column("noun", "内容"), column("reason", "原因"), column("rows", "行数", "count"),
    ]  # fmt: skip
    rows: list[Row] = [
        {
            "file": count.origin.file,
            "sheet": count.origin.sheet,
            "noun": count.noun,
            "reason": str(skip),
            "rows": number,
        }
        for count in outcome.counts
        for skip, number in sorted(count.skipped.items())
        if number
    ]
    return Table("skipped", t("Skipped"), columns, rows, aside=True)


def _created(created: Sequence[Created]) -> Table:
    """What rows name and the store lacked, made on the way."""
    columns = [column("noun", "内容"), column("name", "名称"), column("place", "地区")]
    rows: list[Row] = [{"noun": one.noun, "name": one.name, "place": one.place or None} for one in created]
    return Table("created", t("Made besides"), columns, rows, labels={"noun": HELD})


def _empty_figures(outcome: Outcome) -> Iterator[str]:
    """How many cells of a wide sheet are no entry."""
    cells: Counter[str] = Counter()
    for count in outcome.counts:
        cells[str(count.origin)] += count.skipped[Skip.EMPTY_FIGURE]
    for origin, number in cells.items():
        if number:
            said = t("{count} cells without a figure (blank, 0, — or /) were left out.", count=number)
            yield f"{origin}: {said}"


def _notes(outcome: Outcome) -> Table:
    """Each once, however often a sheet is read, as one thing or another."""
    of_sheets = (f"{count.origin}: {note}" for count in outcome.counts for note in count.notes)
    notes = [*dict.fromkeys((*outcome.notes, *of_sheets, *_empty_figures(outcome)))]
    rows: list[Row] = [{"note": note} for note in notes]
    return Table("notes", t("Notes"), [Column("note", t("Notes"), "sentence")], rows, lines=notes, aside=True)
