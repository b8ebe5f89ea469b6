"""G1, G2, G3 and the sums of G4: what must not fall below zero, as SQL for both engines.

A limit is judged on the final state: what helps counts first, then what uses it up in order of date and position; the rows that go below
zero are named.
"""

from collections.abc import Callable

from aidtrack.dataclass import dataclass
from aidtrack.ledger.cell import CELL, compared
from aidtrack.ledger.kind import KINDS
from aidtrack.ledger.quantity import ALLOCATED, ARRIVED, CASH, REMAINING, balance_of, listed, unallocated_sql

ORDER = "n.date, n.file_no, n.row_no, n.id"  # in which new entries n use up what there is


@dataclass(frozen=True, slots=True)
class Limit:
    """A quantity that must not fall below zero: what is left now, and what one amount of a kind does to it."""

    rule: str
    room: str  # what is left now, in terms of fund f, fund_balance b, cell_balance c, {kind}
    effect: str  # in terms of {kind}, {amount}, f
    unexcused: str  # which entries {x} `over` does not excuse
    per_cell: bool = False  # of a cell, otherwise of a fund
    kinds: tuple[str, ...] = ()  # each judged for itself; all together where none is named
    excused_effect: str = ""  # what one with a reason may have done to it, where that is more than `effect` says today

    @property
    def let_pass(self) -> str:
        """In terms of {kind}, {amount}: what reasons excuse of it."""
        return self.excused_effect or self.effect


LIMITS = (
    Limit(
        "G1",
        unallocated_sql(),
        f"(CASE WHEN f.budget_fen IS NULL THEN {ARRIVED.effect_of('{kind}', '{amount}')} ELSE 0 END"
        f" - {ALLOCATED.effect_of('{kind}', '{amount}')})",
        "1 = 0",
        # A fund that states a budget now may have had none when a receipt was taken back with a reason.
        excused_effect=f"({ARRIVED.effect_of('{kind}', '{amount}')} - {ALLOCATED.effect_of('{kind}', '{amount}')})",
    ),
    Limit(
        "G2",
        REMAINING.sql("c"),
        REMAINING.effect_of("{kind}", "{amount}"),
        "{x}.kind = 'allocation'",  # G4: a cut below what is spent
        per_cell=True,
    ),
    Limit("G3", CASH.sql(), CASH.effect_of("{kind}", "{amount}"), "1 = 0"),
)
_OF_CELL = tuple(kind.name for kind in KINDS.values() if kind.per_cell)
_OF_FUND = tuple(kind.name for kind in KINDS.values() if not kind.per_cell)
_SUMS = (
    Limit("G4 sum", balance_of("{kind}", "c", _OF_CELL), "{amount}", "1 = 1", per_cell=True, kinds=_OF_CELL),
    Limit("G4 sum", balance_of("{kind}", "b", _OF_FUND), "{amount}", "1 = 1", kinds=_OF_FUND),
)
_ALL = (*LIMITS, *_SUMS)


def limit_suspects(sums: str) -> list[str]:
    """Queries for what ends below zero, whoever is to blame: number of the limit, place, kind, and the `room` there was before."""
    return [_beyond(number, limit, sums) for number, limit in enumerate(_ALL)]


def _beyond(number: int, limit: Limit, sums: str) -> str:
    place = [compared("s", key) for key in CELL] if limit.per_cell else ["s.fund_id", "0", "0"]
    kind = "s.kind" if limit.kinds else "''"
    balances = (
        "LEFT JOIN cell_balance c ON c.fund_id = s.fund_id AND c.project_id = coalesce(s.project_id, 0)"
        " AND c.village_id = coalesce(s.village_id, 0)"
        if limit.per_cell
        else "LEFT JOIN fund_balance b ON b.fund_id = s.fund_id"
    )
    columns = ", ".join(f"{part} AS {key}" for key, part in zip(CELL, place, strict=True))
    grouped = ", ".join(part for part in (*place, kind) if part.startswith(("s.", "coalesce")))
    room = limit.room.format(kind="s.kind")
    effect = limit.effect.format(kind="s.kind", amount="s.total")
    return f"""SELECT {number} AS number, {columns}, {kind} AS kind, max({room}) AS room
            FROM {sums} s JOIN fund f ON f.id = s.fund_id {balances}
            WHERE {f"s.kind IN {listed(limit.kinds)}" if limit.kinds else "1 = 1"}
            GROUP BY {grouped} HAVING max({room}) + sum({effect}) < 0"""


def limit_breaches(rows: str, sums: str) -> str:
    """The rows that carry something below zero."""
    change = _by_limit("short.number", lambda limit: limit.effect.format(kind="n.kind", amount="n.amount_fen"))
    here = " AND ".join(f"{compared('n', key)} = short.{key}" for key in CELL[1:])
    per_cell = ", ".join(str(number) for number, limit in enumerate(_ALL) if limit.per_cell)
    part = "PARTITION BY n.number, n.fund_id, n.of_project, n.of_village, n.of_kind"
    unexcused = _by_limit("r.number", lambda limit: f"CASE WHEN {limit.unexcused.format(x='r')} THEN 1 ELSE 0 END")
    rule = _by_limit("r.number", lambda limit: f"'{limit.rule}'")
    return f"""
    SELECT CASE WHEN r.unexcused = 1 AND r.rule <> 'G4 sum' THEN 'G4 cut' ELSE r.rule END AS rule,
           r.id, r.fund_id, r.project_id, r.village_id, -r.running AS short_fen
    FROM (
        SELECT r.*, {unexcused} AS unexcused, {rule} AS rule FROM (
            SELECT n.number, n.id, n.kind, n.over, n.fund_id, n.project_id, n.village_id, n.change,
                   n.room + sum(CASE WHEN n.change > 0 THEN n.change ELSE 0 END) OVER ({part})
                   + sum(CASE WHEN n.change < 0 THEN n.change ELSE 0 END) OVER ({part} ORDER BY {ORDER}) AS running
            FROM (
                SELECT short.number, short.project_id AS of_project, short.village_id AS of_village, short.kind AS of_kind, short.room,
                       n.id, n.kind, n.over, n.fund_id, n.project_id, n.village_id, n.date, n.file_no, n.row_no, {change} AS change
                FROM {rows} n JOIN ({" UNION ALL ".join(limit_suspects(sums))}) short ON short.fund_id = n.fund_id
                    AND short.kind IN ('', n.kind) AND (short.number NOT IN ({per_cell}) OR ({here}))
                JOIN fund f ON f.id = n.fund_id) n
        ) r
    ) r
    WHERE r.running < 0 AND r.change < 0 AND (r.over IS NULL OR r.unexcused = 1)"""


def limits_broken_by(n: str) -> str:
    """The same of one row n by itself: (rule), null where it breaks none."""
    whens = []
    for limit in _ALL:
        effect, room = (text.format(kind=f"{n}.kind", amount=f"{n}.amount_fen") for text in (limit.effect, limit.room))
        unexcused = limit.unexcused.format(x=n)
        of_kinds = f"{n}.kind IN {listed(limit.kinds)} AND " if limit.kinds else ""
        rule = f"CASE WHEN {unexcused} THEN 'G4 cut' ELSE '{limit.rule}' END" if limit in LIMITS else f"'{limit.rule}'"
        whens.append(
            f"WHEN {of_kinds}{effect} < 0 AND {room} + {effect} < 0 AND ({n}.over IS NULL OR {unexcused}) THEN {rule}"
        )
    return f"""
    SELECT CASE {" ".join(whens)} END AS rule
    FROM fund f LEFT JOIN fund_balance b ON b.fund_id = f.id
    LEFT JOIN cell_balance c ON c.fund_id = f.id AND c.project_id = coalesce({n}.project_id, 0)
        AND c.village_id = coalesce({n}.village_id, 0)
    WHERE f.id = {n}.fund_id"""


def _by_limit(number: str, said: Callable[[Limit], str]) -> str:
    """The SQL of what each limit says."""
    return f"CASE {number} {' '.join(f'WHEN {at} THEN {said(limit)}' for at, limit in enumerate(_ALL))} END"
