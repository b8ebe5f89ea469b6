"""G5, G6 and G8, as SQL for both engines: where money of a kind may not go.

A reason excuses the row that has it, and all that takes its money back or gives that life back: these stand and fall with it.
"""

from aidtrack.ledger.cell import CELL, compared, keyed
from aidtrack.ledger.closed_projects import AFTER_CLOSING, TAKES, late_sums
from aidtrack.ledger.earmark import EARMARK_FITS, EARMARKED
from aidtrack.ledger.excuse import excused
from aidtrack.ledger.limits import ORDER
from aidtrack.ledger.procedure import STEPS_ASKED, STEPS_BEFORE, steps_missing

# Each: (rule, fund_id, project_id, village_id, kind) of the sums s that went where they may not.
_EARMARKED = f"""SELECT 'G5' AS rule, {keyed("s")}, s.kind
            FROM {{sums}} s JOIN fund f ON f.id = s.fund_id
            LEFT JOIN project p ON p.id = s.project_id LEFT JOIN village v ON v.id = s.village_id
            WHERE s.kind = 'allocation' AND {EARMARKED}
              AND NOT {EARMARK_FITS}"""
_NOT_LENT = f"""SELECT 'G5 form' AS rule, {keyed("s")}, s.kind
            FROM {{sums}} s JOIN fund f ON f.id = s.fund_id WHERE s.kind = 'loan' AND f.form = 'grant'"""
_CLOSED = f"""SELECT 'G6' AS rule, {keyed("s")}, s.kind
            FROM {{sums}} s JOIN project p ON p.id = s.project_id
            WHERE s.kind IN {TAKES} AND {AFTER_CLOSING.format(date="s.last_on")}"""
_TOO_SOON = {
    f"('{kind}')": f"""SELECT 'G8 {kind}' AS rule, {keyed("s")}, s.kind
            FROM {{sums}} s WHERE s.kind = '{kind}' AND {STEPS_ASKED} AND {steps_missing(kind, "s.project_id")}"""
    for kind in STEPS_BEFORE
}
# Each with the kinds, as SQL lists them, of which it finds any.
_WRONG_PLACES = [
    ("('allocation')", _EARMARKED),
    ("('loan')", _NOT_LENT),
    (TAKES, _CLOSED),
    *_TOO_SOON.items(),
]


def place_suspects(sums: str) -> list[str]:
    """Queries for the places where money may not go, excused or not."""
    return [places.format(sums=sums) for _, places in _WRONG_PLACES]


def place_suspicions(n: str, sums: str) -> list[tuple[str, str]]:
    """The same of one row n whose totals are `sums`, each query with the condition without which it finds nothing."""
    return [
        (f"{n}.amount_fen > 0 AND {n}.kind IN {kinds}", places.format(sums=sums)) for kinds, places in _WRONG_PLACES
    ]


def place_breaches(rows: str, sums: str) -> str:
    """The rows that, without a reason, bring money where it may not go: what goes out of there with them counts first.

    Nor is it new to a closed project what was given back after closing.
    """
    places = " UNION ".join(place_suspects(sums))
    on = " AND ".join(f"{compared('n', key)} = bad.{key}" for key in CELL)
    part = "PARTITION BY n.rule, n.fund_id, n.project_id, n.village_id, n.kind"
    closed = f"SELECT c.project_id FROM ({_CLOSED.format(sums=sums)}) c"
    return f"""
    SELECT r.rule, r.id, r.fund_id, r.project_id, r.village_id,
           CASE WHEN r.running > -r.fen THEN -r.running ELSE r.fen END AS short_fen
    FROM (
        SELECT n.rule, n.id, n.fund_id, n.project_id, n.village_id, n.fen,
               n.room - sum(CASE WHEN n.fen < 0 THEN n.fen ELSE 0 END) OVER ({part})
               - sum(CASE WHEN n.fen > 0 THEN n.fen ELSE 0 END) OVER ({part} ORDER BY {ORDER}) AS running
        FROM (
            SELECT bad.rule, n.id, n.fund_id, bad.project_id, bad.village_id, n.kind, n.date, n.file_no, n.row_no,
                   CASE WHEN late.fen < 0 THEN -late.fen ELSE 0 END AS room,
                   CASE WHEN {excused("n")} THEN 0 ELSE n.amount_fen END AS fen
            FROM {rows} n JOIN ({places}) bad ON bad.kind = n.kind AND {on}
            LEFT JOIN project p ON p.id = n.project_id
            LEFT JOIN {late_sums(closed, before=rows)} late ON bad.rule = 'G6' AND late.fund_id = bad.fund_id
                AND late.project_id = bad.project_id AND late.village_id = bad.village_id AND late.kind = n.kind
            WHERE bad.rule <> 'G6' OR {AFTER_CLOSING.format(date="n.date")}) n
    ) r
    WHERE r.running < 0 AND r.fen > 0"""


def place_broken_by(n: str) -> str:
    """The same of one row n by itself: (rule)."""
    sums = f"""(SELECT {n}.fund_id AS fund_id, {n}.project_id AS project_id, {n}.village_id AS village_id, {n}.kind AS kind,
            {n}.date AS last_on)"""
    late = late_sums(f"SELECT {n}.project_id", before=f"(SELECT {n}.id AS id)")
    given_back = f"""coalesce((SELECT CASE WHEN late.fen < 0 THEN -late.fen ELSE 0 END FROM {late} late
        WHERE late.fund_id = {n}.fund_id AND late.village_id = coalesce({n}.village_id, 0) AND late.kind = {n}.kind), 0)"""
    return f"""
    SELECT bad.rule FROM ({" UNION ALL ".join(place_suspects(sums))}) bad
    WHERE {n}.amount_fen > 0 AND NOT {excused(n)} AND (bad.rule <> 'G6' OR {n}.amount_fen > {given_back})"""
