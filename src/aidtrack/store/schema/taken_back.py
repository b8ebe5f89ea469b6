"""What stays taken back on a server: the counter-entry of an undoing, and that of a correction whose new entry stands, are reversed by nobody,
and an entry that corrects another never comes alone. The commands ask the same before they write (`records/entries.py`).
"""

CONSTRAINT = "taken_back"
# Of the guard of entries. What undoes a correction takes both of its entries back.
BROUGHT = "EXISTS (SELECT 1 FROM new_entry WHERE coalesce(reverses_id, corrects_id) IS NOT NULL)"
REVIVED = """(
    EXISTS (SELECT 1 FROM new_entry WHERE corrects_id IS NOT NULL AND batch_id IS NULL)
    OR EXISTS (SELECT 1 FROM new_entry n JOIN entry c ON c.id = n.reverses_id JOIN batch b ON b.id = c.batch_id
        LEFT JOIN batch own ON own.id = n.batch_id
        WHERE b.undoes IS NOT NULL OR (own.undoes IS NULL AND c.reverses_id IS NOT NULL
            AND EXISTS (SELECT 1 FROM entry anew WHERE anew.corrects_id = c.reverses_id AND anew.batch_id = c.batch_id))))"""
