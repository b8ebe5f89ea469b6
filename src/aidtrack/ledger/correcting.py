"""Entries recorded anew, as SQL for both engines.

What corrects an entry says so: it `corrects` that one, which holds nothing any more. Both, and whatever corrects the new one in turn, are one
story, and the newest of it stands for all. A correction that was taken back (its batch undone) is no part of it.
"""

from aidtrack.ledger.holding import held


def stands(entry: str) -> str:
    """The SQL condition that the batch of an entry was not taken back."""
    return f"NOT EXISTS (SELECT 1 FROM batch u WHERE u.undoes = {entry}.batch_id)"


def newest(id: str, until: str | None = None) -> str:
    """The SQL of the id that stands for an entry (SQL, its id): its own where it was never corrected.

    With `until`, an id, corrections recorded after that one are not followed.
    """
    by = "" if until is None else f" AND n.id <= {until}"
    return f"""(WITH RECURSIVE story (id) AS (
            SELECT {id} UNION SELECT n.id FROM story JOIN entry n ON n.corrects_id = story.id WHERE {stands("n")}{by})
        SELECT max(id) FROM story)"""


def ref_of(entry: str) -> str:
    """The SQL of the 流水号 under which a row of the table is found: its own, or that of what it corrects."""
    return f"""(CASE WHEN {entry}.ref IS NOT NULL OR {entry}.corrects_id IS NULL THEN {entry}.ref ELSE (
            WITH RECURSIVE before (id, ref, corrects_id) AS (
                SELECT o.id, o.ref, o.corrects_id FROM entry o WHERE o.id = {entry}.corrects_id
                UNION SELECT o.id, o.ref, o.corrects_id FROM before JOIN entry o ON o.id = before.corrects_id)
            SELECT ref FROM before WHERE ref IS NOT NULL ORDER BY id DESC LIMIT 1) END)"""


def origin_of(entry: str) -> str:
    """The SQL of the id of the entry whose file and line a row of the table came from: its own, or that of what it corrects and stands for."""
    return f"""(CASE WHEN {entry}.file_no IS NOT NULL OR {entry}.corrects_id IS NULL OR NOT ({stands(entry)}) THEN {entry}.id ELSE (
            WITH RECURSIVE before (id, file_no, corrects_id) AS (
                SELECT o.id, o.file_no, o.corrects_id FROM entry o WHERE o.id = {entry}.corrects_id
                UNION SELECT o.id, o.file_no, o.corrects_id FROM before JOIN entry o ON o.id = before.corrects_id)
            SELECT id FROM before WHERE file_no IS NOT NULL ORDER BY id DESC LIMIT 1) END)"""


def given_back(entry: str) -> str:
    """The SQL of what was given back of all that a row of the table corrects, and stays so: fen, of the opposite sign."""
    return f"""(CASE WHEN {entry}.corrects_id IS NULL THEN 0 ELSE (
            WITH RECURSIVE former (id, corrects_id) AS (
                SELECT o.id, o.corrects_id FROM entry o WHERE o.id = {entry}.corrects_id
                UNION SELECT o.id, o.corrects_id FROM former JOIN entry o ON o.id = former.corrects_id)
            SELECT coalesce(sum({held("back")}), 0) FROM former JOIN entry back ON back.reverses_id = former.id
            WHERE NOT EXISTS (SELECT 1 FROM entry n WHERE n.corrects_id = former.id AND n.batch_id = back.batch_id)) END)"""


def told_under(refs: str, *, corrected: bool = True) -> str:
    """The relation (ref, id) of every entry that these 流水号 (SQL, listed) ever stood for; quicker where nothing was `corrected`."""
    return whole_stories(
        f"SELECT r.ref, r.entry_id AS id FROM entry_ref r WHERE r.ref IN ({refs})", corrected=corrected
    )


def whole_stories(named: str, *, corrected: bool = True) -> str:
    """The same of entries that the query `named` (ref, id) names by some word."""
    if not corrected:
        return f"({named})"
    return f"""(WITH RECURSIVE later (ref, id) AS (
            SELECT s.ref, s.id FROM ({named}) s
            UNION SELECT later.ref, n.id FROM later JOIN entry n ON n.corrects_id = later.id WHERE {stands("n")}),
        earlier (ref, id) AS (
            SELECT s.ref, s.id FROM ({named}) s
            UNION SELECT earlier.ref, o.corrects_id FROM earlier JOIN entry o ON o.id = earlier.id WHERE o.corrects_id IS NOT NULL)
        SELECT ref, id FROM later UNION SELECT ref, id FROM earlier)"""


def corrected_breaches(rows: str) -> str:
    """G4 of marks: what is recorded anew is of the kind of an entry recorded before it, and neither takes another one back."""
    return f"""
    SELECT 'G4 corrected' AS rule, n.id, n.fund_id, n.project_id, n.village_id, abs(n.amount_fen) AS short_fen
    FROM {rows} n LEFT JOIN entry o ON o.id = n.corrects_id
    WHERE n.corrects_id IS NOT NULL
      AND (o.id IS NULL OR o.id >= n.id OR o.kind <> n.kind OR n.reverses_id IS NOT NULL OR o.reverses_id IS NOT NULL)"""
