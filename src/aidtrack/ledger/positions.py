"""Which entries are of positions (figures of what had been reached on a day), and which later ones rest on them.

A part of a sheet says so by its day (`batch_file.as_of`). An entry is of positions where such a part brought it, or brought what it
was corrected from.
"""

from aidtrack.ledger.holding import held


def of_positions(entry: str) -> str:
    """The SQL, 1 or 0, of whether a row `entry` of the table is of positions."""
    return f"""(CASE WHEN EXISTS (WITH RECURSIVE story (id) AS (
            SELECT {entry}.id UNION SELECT o.corrects_id FROM story JOIN entry o ON o.id = story.id WHERE o.corrects_id IS NOT NULL)
        SELECT 1 FROM story JOIN entry s ON s.id = story.id JOIN batch_file f ON f.batch_id = s.batch_id AND f.file_no = s.file_no
        WHERE f.as_of IS NOT NULL) THEN 1 ELSE 0 END)"""


def of_positions_among(ids: str) -> str:
    """The SQL of those of many entries (id) that are of positions; `ids` is a list of their ids."""
    return f"""WITH RECURSIVE story (root, id) AS (
            SELECT e.id, e.id FROM entry e WHERE e.id IN ({ids})
            UNION SELECT story.root, o.corrects_id FROM story JOIN entry o ON o.id = story.id WHERE o.corrects_id IS NOT NULL)
        SELECT DISTINCT story.root AS id FROM story JOIN entry s ON s.id = story.id
        JOIN batch_file f ON f.batch_id = s.batch_id AND f.file_no = s.file_no WHERE f.as_of IS NOT NULL"""


def resting_on(going: str) -> str:
    """The SQL of the entries (kind, id, batch_id) of positions that were worked out from entries of positions among those that go
    (`going` is a relation of their ids): of the same key, recorded later, of the same day or a later one.
    """
    return f"""SELECT DISTINCT n.kind, n.id, n.batch_id FROM {going} g CROSS JOIN entry e JOIN entry n ON n.kind = e.kind
        AND n.fund_id = e.fund_id AND n.project_id IS NOT DISTINCT FROM e.project_id
        AND n.village_id IS NOT DISTINCT FROM e.village_id
        AND n.id > e.id AND n.date >= e.date AND n.batch_id <> e.batch_id AND n.reverses_id IS NULL
        WHERE e.id = g.id AND {held("n")} <> 0 AND {of_positions("e")} = 1 AND {of_positions("n")} = 1
          AND NOT EXISTS (SELECT 1 FROM {going} x WHERE x.id = n.id)"""
