"""The rules G1–G6 and G8 (DESIGN section 3) as one SQL text for both engines.

`breaches(rows, sums)` is asked in three places, always before the running balances take the new rows in: by the
trigger of each engine on what was just inserted, and by an import on everything it brings. `rows` is a relation (the
columns JUDGED) of the new entries, be they in `entry` already or not; `sums` are their totals (fund_id, project_id, village_id, kind,
total, last_on). Each breaching row comes back once for each rule it breaks: (rule, id, fund_id, project_id, village_id,
short_fen); a broken G4 says which part of it: "G4 cut", "G4 sum", "G4 reversal", "G4 loan", "G4 no loan", "G4 borrower",
"G4 reason" or "G4 carried"; G5 and G8 likewise. `suspects(rows, sums)` answers the same question a thousand times faster where nothing is
wrong: it looks at the totals first.

A limit is judged on the final state: what helps counts first, then what uses it up in order of date and position;
the rows that go below zero are named. A row with `over` is excused from G1, G2, G3, G5, G6 and G8.
"""

from dataclasses import dataclass

from aidtrack.ledger.carrying import carried_breaches
from aidtrack.ledger.closing import AFTER_CLOSING, TAKES, late_sums
from aidtrack.ledger.earmark import EARMARK_FITS
from aidtrack.ledger.excuse import excused, excused_fen
from aidtrack.ledger.holding import holdings
from aidtrack.ledger.kind import KINDS
from aidtrack.ledger.lending import loan_breaches
from aidtrack.ledger.quantity import ALLOCATED, ARRIVED, CASH, LENT, REMAINING, balance_of, listed, unallocated_sql

# The columns of `rows`.
JUDGED = (
    "id", "kind", "date", "fund_id", "project_id", "village_id", "amount_fen", "over", "reverses_id", "file_no", "row_no",
    "loan_id", "household_id", "reason", "carries_id",
)  # fmt: skip

# What cell c holds in allocations for which no reason was given: no earmark may come to exclude it.
UNEXCUSED_FEN = f"""({ALLOCATED.sql("c")} - {
    excused_fen(
        ALLOCATED.listed,
        "x.fund_id = c.fund_id AND coalesce(x.project_id, 0) = c.project_id AND coalesce(x.village_id, 0) = c.village_id",
    )
})"""
# What fund b has lent without a reason: it may not come to be a grant.
UNEXCUSED_LENT_FEN = f"""({LENT.sql("b")} - {excused_fen(LENT.listed, "x.fund_id = b.fund_id")})"""


@dataclass(frozen=True, slots=True)
class Limit:
    """A quantity that must not fall below zero: what is left now, and what one amount of a kind does to it."""

    rule: str
    scope: tuple[str, ...]
    left: str  # in terms of fund f, fund_balance b, cell_balance c
    effect: str  # in terms of kind, amount, f
    unexcused: str  # entries {x} that `over` does not excuse


LIMITS = (
    Limit(
        "G1",
        ("fund_id",),
        unallocated_sql(),
        f"(CASE WHEN f.budget_fen IS NULL THEN {ARRIVED.effect_of('{kind}', '{amount}')} ELSE 0 END"
        f" - {ALLOCATED.effect_of('{kind}', '{amount}')})",
        "1 = 0",
    ),
    Limit(
        "G2",
        ("fund_id", "project_id", "village_id"),
        REMAINING.sql("c"),
        REMAINING.effect_of("{kind}", "{amount}"),
        "{x}.kind = 'allocation'",  # G4: a cut below what is spent
    ),
    Limit("G3", ("fund_id",), CASH.sql(), CASH.effect_of("{kind}", "{amount}"), "1 = 0"),
)
_OF_CELL = tuple(kind.name for kind in KINDS.values() if kind.per_cell)
_OF_FUND = tuple(kind.name for kind in KINDS.values() if not kind.per_cell)
_CELL_JOIN = (
    "LEFT JOIN cell_balance c ON c.fund_id = {x}.fund_id AND c.project_id = coalesce({x}.project_id, 0)"
    " AND c.village_id = coalesce({x}.village_id, 0)"
)
_FUND_JOIN = "LEFT JOIN fund_balance b ON b.fund_id = {x}.fund_id"


# How each part of a scope is compared: a blank project or village is a place of its own, 0 in the balances.
def _part(alias: str, key: str) -> str:
    return f"coalesce({alias}.{key}, 0)" if key in ("project_id", "village_id") else f"{alias}.{key}"


@dataclass(frozen=True, slots=True)
class _Short:
    """A query for the scopes that end below zero (its columns: the scope's keys and `room`), and how to name rows."""

    rule: str
    scope: tuple[str, ...]
    query: str
    delta: str
    unexcused: str


def _shorts(sums: str) -> list[_Short]:
    found = []
    for limit in LIMITS:
        after = limit.effect.format(kind="s.kind", amount="s.total")
        query = _scopes(limit.scope, sums, limit.left, after, "1 = 1")
        delta = limit.effect.format(kind="n.kind", amount="n.amount_fen")
        found.append(_Short(limit.rule, limit.scope, query, delta, limit.unexcused.format(x="r")))
    for scope, kinds, balances in (
        (("fund_id", "project_id", "village_id", "kind"), _OF_CELL, "c"),
        (("fund_id", "kind"), _OF_FUND, "b"),
    ):
        query = _scopes(scope, sums, balance_of("s.kind", balances, kinds), "s.total", f"s.kind IN {listed(kinds)}")
        found.append(_Short("G4 sum", scope, query, "n.amount_fen", "1 = 1"))
    return found


def _scopes(scope: tuple[str, ...], sums: str, left: str, effect: str, where: str) -> str:
    join = (_CELL_JOIN if "village_id" in scope else _FUND_JOIN).format(x="s")
    keys = ", ".join(f"{_part('s', key)} AS {key}" for key in scope)
    groups = ", ".join(_part("s", key) for key in scope)
    return f"""SELECT {keys}, max({left}) AS room
            FROM {sums} s JOIN fund f ON f.id = s.fund_id {join}
            WHERE {where} GROUP BY {groups} HAVING max({left}) + sum({effect}) < 0"""


def _named_rows(short: _Short, rows: str) -> str:
    """The rows that carry a scope below zero: what helps counts first, then what uses it up in order of date."""
    on = " AND ".join(f"{_part('n', key)} = short.{key}" for key in short.scope)
    part = ", ".join(f"short.{key}" for key in short.scope)
    named = (
        f"'{short.rule}'"
        if short.rule == "G4 sum"
        else f"CASE WHEN {short.unexcused} THEN 'G4 cut' ELSE '{short.rule}' END"
    )
    return f"""
    SELECT {named} AS rule,
           r.id, r.fund_id, r.project_id, r.village_id, -r.running AS short_fen
    FROM (
        SELECT n.id, n.kind, n.over, n.fund_id, n.project_id, n.village_id, {short.delta} AS delta,
               short.room + sum(CASE WHEN {short.delta} > 0 THEN {short.delta} ELSE 0 END) OVER (PARTITION BY {part})
               + sum(CASE WHEN {short.delta} < 0 THEN {short.delta} ELSE 0 END)
                 OVER (PARTITION BY {part} ORDER BY n.date, n.file_no, n.row_no, n.id) AS running
        FROM {rows} n JOIN ({short.query}) short ON {on} JOIN fund f ON f.id = n.fund_id
    ) r
    WHERE r.running < 0 AND r.delta < 0 AND (r.over IS NULL OR {short.unexcused})"""


def _reversals(rows: str) -> str:
    """G4: a reversal is of the kind, place and loan of what it takes back, of the opposite sign, and not before it; and neither that nor
    what that takes back in turn may come to hold the opposite of its amount.
    """
    order = "n.date, n.file_no, n.row_no, n.id"
    sign = "CASE WHEN a.amount_fen > 0 THEN 1 ELSE -1 END"  # of what is taken back
    change = f"{sign} * n.amount_fen"
    return f"""
    SELECT 'G4 reversal' AS rule, n.id, n.fund_id, n.project_id, n.village_id, abs(n.amount_fen) AS short_fen
    FROM {rows} n JOIN entry o ON o.id = n.reverses_id
    WHERE n.reverses_id IS NOT NULL AND (o.kind <> n.kind OR o.fund_id <> n.fund_id
        OR {_part("o", "project_id")} <> {_part("n", "project_id")} OR {_part("o", "village_id")} <> {_part("n", "village_id")}
        OR coalesce(o.loan_id, CASE WHEN o.kind = 'loan' THEN o.id END, 0) <> coalesce(n.loan_id, 0)
        OR (o.amount_fen > 0) = (n.amount_fen > 0) OR n.date < o.date)
    UNION ALL
    SELECT 'G4 reversal' AS rule, r.id, r.fund_id, r.project_id, r.village_id, abs(r.running) AS short_fen
    FROM (WITH RECURSIVE above (id, root) AS (
            SELECT n.id, n.reverses_id FROM {rows} n WHERE n.reverses_id IS NOT NULL
            UNION SELECT above.id, o.reverses_id FROM above JOIN entry o ON o.id = above.root WHERE o.reverses_id IS NOT NULL)
        SELECT n.id, n.fund_id, n.project_id, n.village_id, {change} AS change,
               above.id = above.root AS in_a_circle,
               {sign} * (tree.fen - sum(CASE WHEN EXISTS (SELECT 1 FROM entry e WHERE e.id = n.id) THEN n.amount_fen ELSE 0 END)
                   OVER (PARTITION BY above.root))
               + sum(CASE WHEN {change} > 0 THEN {change} ELSE 0 END) OVER (PARTITION BY above.root)
               + sum(CASE WHEN {change} < 0 THEN {change} ELSE 0 END) OVER (PARTITION BY above.root ORDER BY {order}) AS running
        FROM above JOIN {rows} n ON n.id = above.id JOIN entry a ON a.id = above.root
        JOIN {holdings("SELECT root FROM above")} tree ON tree.id = above.root) r
    WHERE (r.running < 0 AND r.change < 0) OR r.in_a_circle"""


_EARMARKED = f"""SELECT s.fund_id, {_part("s", "project_id")} AS project_id, {_part("s", "village_id")} AS village_id
            FROM {{sums}} s JOIN fund f ON f.id = s.fund_id
            LEFT JOIN project p ON p.id = s.project_id LEFT JOIN village v ON v.id = s.village_id
            WHERE s.kind = 'allocation' AND (f.earmark_category IS NOT NULL OR f.earmark_place IS NOT NULL)
              AND NOT {EARMARK_FITS}"""
_CLOSED = f"""SELECT s.fund_id, {_part("s", "project_id")} AS project_id, {_part("s", "village_id")} AS village_id
            FROM {{sums}} s JOIN project p ON p.id = s.project_id
            WHERE s.kind IN {TAKES} AND {AFTER_CLOSING.format(date="s.last_on")}"""


# A loan from a fund that is not lent.
_NOT_LENT = f"""SELECT s.fund_id, {_part("s", "project_id")} AS project_id, {_part("s", "village_id")} AS village_id
            FROM {{sums}} s JOIN fund f ON f.id = s.fund_id WHERE s.kind = 'loan' AND f.form = 'grant'"""
STEPS_ASKED = "EXISTS (SELECT 1 FROM setting g WHERE g.name = 'require_steps' AND g.value = 'on')"
# What a project must have passed before money of a kind may go to it (G8).
_STEPS_BEFORE = {
    "allocation": ("proposal", "confirm1", "confirm2", "confirm3", "confirm4", "confirm5", "confirm6"),
    "spending": ("acceptance",),
}


def steps_missing(kind: str, project: str, day: str = "") -> str:
    """The SQL condition that a project has not passed what money of `kind` waits for; with `day`, not by that day."""
    needed = _STEPS_BEFORE[kind]
    names = ", ".join(f"'{name}'" for name in needed)
    until = f" AND coalesce(t.date, '') <= {day}" if day else ""
    return (
        f"(SELECT count(DISTINCT t.name) FROM step t WHERE t.project_id = {project} AND t.name IN ({names})"
        f" AND coalesce(t.result, 'passed') = 'passed'{until}) < {len(needed)}"
    )


def _without_steps(kind: str) -> str:
    return f"""SELECT s.fund_id, {_part("s", "project_id")} AS project_id, {_part("s", "village_id")} AS village_id
            FROM {{sums}} s WHERE s.kind = '{kind}' AND {STEPS_ASKED} AND {steps_missing(kind, "s.project_id")}"""


# rule → the cells where money of the kind may not go, and its rows.
_PLACES = (
    ("G5", _EARMARKED, "n.kind = 'allocation'"),
    ("G5 form", _NOT_LENT, "n.kind = 'loan'"),
    ("G6", _CLOSED, f"n.kind IN {TAKES} AND {AFTER_CLOSING.format(date='n.date')}"),
    ("G8 allocation", _without_steps("allocation"), "n.kind = 'allocation'"),
    ("G8 spending", _without_steps("spending"), "n.kind = 'spending'"),
)


def _misplaced(rule: str, rows: str, cells: str, condition: str) -> str:
    """The rows that, without a reason, bring a cell money that may not go there: what goes out again with them counts first.

    What takes back money with a reason, and what gives that life back, stands and falls with it: it makes no room and needs none.
    """
    on = " AND ".join(f"{_part('n', key)} = bad.{key}" for key in ("fund_id", "project_id", "village_id"))
    place = "n.fund_id, n.project_id, n.village_id, n.kind"
    late, room = "", "0"
    if rule == "G6":  # nor is it new what was given back after closing
        late = f"""
        LEFT JOIN {late_sums(f"SELECT closed.project_id FROM ({cells}) closed", before=rows)} late ON late.fund_id = n.fund_id
            AND late.project_id = bad.project_id AND late.village_id = bad.village_id AND late.kind = n.kind"""
        room = "CASE WHEN late.fen < 0 THEN -late.fen ELSE 0 END"
    return f"""
    SELECT '{rule}' AS rule, r.id, r.fund_id, r.project_id, r.village_id,
           CASE WHEN r.running > -r.fen THEN -r.running ELSE r.fen END AS short_fen
    FROM (
        SELECT n.id, n.fund_id, n.project_id, n.village_id, n.fen,
               room - sum(CASE WHEN n.fen < 0 THEN n.fen ELSE 0 END) OVER (PARTITION BY {place})
               - sum(CASE WHEN n.fen > 0 THEN n.fen ELSE 0 END)
                 OVER (PARTITION BY {place} ORDER BY n.date, n.file_no, n.row_no, n.id) AS running
        FROM (
            SELECT n.id, n.fund_id, bad.project_id, bad.village_id, n.kind, n.date, n.file_no, n.row_no, {room} AS room,
                   CASE WHEN {excused("n")} THEN 0 ELSE n.amount_fen END AS fen
            FROM {rows} n JOIN (SELECT DISTINCT * FROM ({cells}) x) bad ON {on}
            LEFT JOIN project p ON p.id = n.project_id{late}
            WHERE {condition}) n
    ) r
    WHERE r.running < 0 AND r.fen > 0"""


def breaches(rows: str, sums: str) -> str:
    """The SQL that lists every rule broken by `rows` whose totals are `sums` (both are relations in FROM)."""
    parts = [_named_rows(short, rows) for short in _shorts(sums)]
    parts.append(_reversals(rows))
    parts += loan_breaches(rows, sums)
    parts.append(carried_breaches(rows))
    parts += [_misplaced(rule, rows, cells.format(sums=sums), condition) for rule, cells, condition in _PLACES]
    return "\n    UNION ALL".join(parts)


def suspects(rows: str, sums: str) -> str:
    """The SQL that returns a row where `breaches` might: cheap, for loads in which everything is usually right."""
    cells = [f"SELECT 1 FROM ({short.query}) x" for short in _shorts(sums)]
    cells.append(f"SELECT 1 FROM ({_reversals(rows)}) x")
    cells += [f"SELECT 1 FROM ({part}) x" for part in (*loan_breaches(rows, sums), carried_breaches(rows))]
    cells += [f"SELECT 1 FROM ({part.format(sums=sums)}) x" for _, part, _ in _PLACES]
    return "\nUNION ALL ".join(cells)
