"""Every row that a sheet holds is told of in the answer of its import, once (SHEETS 30)."""

from aidtrack.importing.rows.skipped import Skip
from conftest import Answer

PARTS = ("created", "updated", "unchanged", "rejected", "skipped", "held_back")


def every_row_is_accounted_for(answer: Answer) -> None:
    """The equation of each sheet, what was skipped by reason, and what a refusal and a success leave at nothing."""
    files = answer.rows("files")
    for row in files:
        assert row["read"] == sum(row[part] for part in PARTS), row
        assert min(row[part] for part in PARTS) >= 0, row
        assert answer.code or row["held_back"] == 0, row
        assert row["entries"] is None or row["entries"] >= row["created"], row
    skipped = answer.rows("skipped")
    assert {row["reason"] for row in skipped} <= {*Skip}
    of_rows = [row for row in skipped if row["reason"] != Skip.EMPTY_FIGURE]
    told = {(row["file"], row["sheet"], row["noun"]): 0 for row in files}
    for row in of_rows:
        told[row["file"], row["sheet"], row["noun"]] += row["rows"]
    assert told == {(row["file"], row["sheet"], row["noun"]): row["skipped"] for row in files}
