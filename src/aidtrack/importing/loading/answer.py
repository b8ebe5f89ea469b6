"""What an import answers: its files, its problems, its notes."""

from aidtrack.importing import problems
from aidtrack.importing.loading.outcome import Outcome
from aidtrack.ledger.entry import ENTRY
from aidtrack.ledger.kind import KINDS
from aidtrack.locale import t
from aidtrack.nouns import NOUNS
from aidtrack.values.report import Column, Report, Row, Table, column
from aidtrack.values.text import safe


def report(outcome: Outcome, *, dry_run: bool, mode: str, rejected: str | None = None, masked: bool = False) -> Report:
    """`rejected` is the file that the rows at fault were written to, `masked` where personal data is left out of it."""
    one_sheet = not any(count.origin.sheet for count in outcome.counts)
    adds = mode == "add"
    columns = [
        column("file", "文件"), column("sheet", "表", hidden=one_sheet), column("noun", "内容"), column("encoding", "编码"),
        column("read", "读取", "count"), column("created", "新增", "count"), column("updated", "更新", "count", hidden=adds),
        column("unchanged", "未变", "count", hidden=adds), column("rejected", "有误", "count"), column("batch", "批次", "id"),
    ]  # fmt: skip
    rows: list[Row] = [
        {
            "file": count.origin.file,
            "sheet": count.origin.sheet,
            "noun": count.noun,
            "encoding": count.encoding,
            "read": count.read,
            "created": count.taken.created,
            "updated": count.taken.updated,
            "unchanged": count.taken.unchanged,
            "rejected": count.rejected,
            "batch": outcome.batch_id if not dry_run else None,
        }
        for count in outcome.counts
    ]
    labels = {name: noun.label for name, noun in (*NOUNS.items(), (ENTRY.name, ENTRY))}
    labels |= {name: kind.label for name, kind in KINDS.items()}
    files = Table("files", t("Files"), columns, rows, labels={"noun": labels})
    notes = [*outcome.notes, *(f"{count.origin}: {note}" for count in outcome.counts for note in count.notes)]
    note_rows: list[Row] = [{"note": note} for note in notes]
    note_table = Table(
        "notes", t("Notes"), [Column("note", t("Notes"), "sentence")], note_rows, lines=notes, aside=True
    )
    tables = [files, problems.table(outcome.problems.in_order([count.origin for count in outcome.counts])), note_table]
    said = []
    if not outcome.sound:
        said.append(
            t(
                "{count} problems; nothing was imported. Correct them and run the command again.",
                count=outcome.problems.count,
            )
        )
    elif dry_run:
        said.append(t("Nothing was written: this was a dry run."))
    else:
        said.append(t("Imported as batch {batch}.", batch=outcome.batch_id))
    if rejected is not None:
        count = sum(one.rejected for one in outcome.counts)
        said.append(
            t("{count} rows at fault are in {file}: mend them there and import that.", count=count, file=safe(rejected))
        )
        if masked:
            said.append(t("Personal data is masked there: copy it from the sheet, or add --show-personal for names."))
    return Report(
        "import",
        t("Import"),
        tables,
        notes=said,
        exit_code=0 if outcome.sound else (outcome.missing.exit_code if outcome.missing else 1),
    )
