"""Money carried over into another year's fund, as SQL for both engines.

What leaves a fund on 1 January and arrives on that day in a fund of that year that is part of it is carried over: it neither came from
outside nor was given back. Nothing marks it but that, so that it is seen after an export and an import too.
"""

CARRY_DAY = "{year}-01-01"  # so a year's last day shows what it leaves, and the next one's first what it found
# (from_id, into_id, date, amount_fen, left_id, came_id) of each amount carried over that was not taken back.
# CROSS keeps SQLite at the order written here: from the few funds, not along a million entries.
CARRIED = """SELECT o.fund_id AS from_id, i.fund_id AS into_id, i.date, i.amount_fen, o.id AS left_id, i.id AS came_id
    FROM fund c CROSS JOIN fund p CROSS JOIN entry i CROSS JOIN entry o
    WHERE p.id = c.part_of_id AND coalesce(p.year, 0) < c.year
      AND i.fund_id = c.id AND i.kind = 'receipt' AND i.amount_fen > 0 AND i.date = CAST(c.year AS TEXT) || '-01-01'
      AND o.fund_id = p.id AND o.kind = 'receipt' AND o.date = i.date AND o.amount_fen = -i.amount_fen
      AND o.reverses_id IS NULL AND i.reverses_id IS NULL
      AND NOT EXISTS (SELECT 1 FROM entry r WHERE r.reverses_id IN (i.id, o.id))"""
