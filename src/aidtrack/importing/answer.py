"""What an import answers: its files, its problems, its notes."""

from aidtrack.importing import problems
from aidtrack.importing.load import Outcome
from aidtrack.ledger.entry import ENTRY, KINDS
from aidtrack.locale import language, t
from aidtrack.nouns import NOUNS
from aidtrack.values.report import Column, Report, Row, Table


def report(outcome: Outcome, *, dry_run: bool) -> Report:
    chinese = language() == "zh"
    labels = (
        ("file", "文件", "text"), ("sheet", "表", "text"), ("noun", "内容", "text"), ("encoding", "编码", "text"),
        ("read", "读取", "count"), ("created", "新增", "count"), ("updated", "更新", "count"), ("unchanged", "未变", "count"),
        ("rejected", "有误", "count"), ("batch", "批次", "id"),
    )  # fmt: skip
    hidden = ("sheet", "updated", "unchanged")
    columns = [Column(name, label if chinese else name, kind, name in hidden) for name, label, kind in labels]  # type: ignore[arg-type]
    rows: list[Row] = [
        {
            "file": count.file,
            "sheet": None,
            "noun": count.noun,
            "encoding": count.encoding,
            "read": count.read,
            "created": count.created,
            "updated": 0,
            "unchanged": 0,
            "rejected": count.rejected,
            "batch": outcome.batch_id if not dry_run else None,
        }
        for count in outcome.files
    ]
    words = {name: noun.zh for name, noun in NOUNS.items()} | {name: kind.zh for name, kind in KINDS.items()}
    words[ENTRY.name] = ENTRY.zh
    files = Table("files", t("Files"), columns, rows, labels={"noun": words} if chinese else {})
    notes = [*outcome.notes, *(f"{count.file}: {note}" for count in outcome.files for note in count.notes)]
    note_rows: list[Row] = [{"note": note} for note in notes]
    note_table = Table("notes", t("Notes"), [Column("note", t("Notes"))], note_rows, lines=notes, aside=True)
    tables = [files, problems.table(outcome.problems), note_table]
    if outcome.sound:
        said = (
            t("Nothing was written: this was a dry run.")
            if dry_run
            else t("Imported as batch {batch}.", batch=outcome.batch_id)
        )
    else:
        said = t(
            "{count} problems; nothing was imported. Correct them and run the command again.",
            count=outcome.problem_count,
        )
    return Report(
        "import",
        t("Import"),
        tables,
        notes=[said],
        exit_code=0 if outcome.sound else (outcome.missing.exit_code if outcome.missing else 1),
    )
