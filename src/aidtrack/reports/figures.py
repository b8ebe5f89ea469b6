"""The figures every report is made of: what cells and funds moved in a period and held at its end.

Without a period the running balances are read; with one, the entries up to its end are summed. Nothing else in
aidtrack decides a figure.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from aidtrack.ledger.entry import CELL_BALANCES, FUND_BALANCES, KINDS
from aidtrack.ledger.guards import AFTER_CLOSING, EARMARK_FITS
from aidtrack.locale import language, t
from aidtrack.reports.period import Period
from aidtrack.store.reading import Connection
from aidtrack.values.money import rate
from aidtrack.values.report import Cell as Value
from aidtrack.values.text import safe

Sums = dict[str, int | None]  # fen by balance name; None where no entry of the kind exists


@dataclass(frozen=True, slots=True)
class Over:
    """A reason given for breaking a rule, as long as its entry holds anything."""

    fund_id: int
    project_id: int
    village_id: int
    kind: str
    reason: str
    misplaced: bool
    late: bool


@dataclass(slots=True)
class Figures:
    """What some money did: `moved` in the period, `held` at its end, and what is to be said about it."""

    moved: Sums
    held: Sums
    flags: list[str] = field(default_factory=list)

    @property
    def remaining(self) -> int | None:
        return difference(self.held["allocated"], self.held["spent"])

    @property
    def rate(self) -> str | None:
        return rate(self.held["spent"], self.held["allocated"])

    def cells(self) -> dict[str, Value]:
        """The figures of a row that compares allocation with spending."""
        return {
            "allocated": self.moved["allocated"],
            "disbursed": self.moved["disbursed"],
            "spent": self.moved["spent"],
            "remaining": self.remaining,
            "rate": self.rate,
            "flags": joined(self.flags),
        }


CellKey = tuple[int, int, int]  # fund, project, village; 0 is "not assigned"


def add(left: int | None, right: int | None) -> int | None:
    """A sum in which unknown is not zero: None only where both are."""
    return left if right is None else right if left is None else left + right


def difference(left: int | None, right: int | None) -> int | None:
    return None if left is None and right is None else (left or 0) - (right or 0)


def together(parts: Iterable[Figures]) -> Figures:
    """The sum of several figures; their flags once each."""
    total = Figures(dict.fromkeys(CELL_BALANCES), dict.fromkeys(CELL_BALANCES))
    for part in parts:
        for name in CELL_BALANCES:
            total.moved[name] = add(total.moved[name], part.moved[name])
            total.held[name] = add(total.held[name], part.held[name])
        total.flags += [flag for flag in part.flags if flag not in total.flags]
    return total


def joined(flags: Iterable[str]) -> str:
    return ("、" if language() == "zh" else ", ").join(flags)


def cells(connection: Connection, when: Period, **where: int | Sequence[int]) -> dict[CellKey, Figures]:
    """Every cell that `where` (fund_id, project_id, village_id) leaves, with its flags."""
    condition, params = _condition(where)
    if when.whole:
        rows = connection.rows(
            f"SELECT fund_id, project_id, village_id, allocated_fen, disbursed_fen, spent_fen FROM cell_balance {condition}",
            params,
        )
        found = {(row[0], row[1], row[2]): _same(CELL_BALANCES, row[3:]) for row in rows}
    else:
        kinds = [kind for kind in KINDS.values() if kind.per_cell]
        found = {
            (row[0], row[1] or 0, row[2] or 0): figures
            for row, figures in _summed(
                connection, when, ("fund_id", "project_id", "village_id"), kinds, condition, params
            )
        }
    for figures in found.values():
        _flag_cell(figures)
    reasons = overs(connection, when)
    broken = exceeded(connection, when) if reasons else {}
    for over in reasons:
        cell = found.get((over.fund_id, over.project_id, over.village_id))
        if cell is not None:
            _excuse(cell, over, broken.get(over.fund_id, []))
    return found


def funds(connection: Connection, when: Period, **where: int | Sequence[int]) -> dict[int, Figures]:
    """Every fund that has an entry, with what it received, allocated and spent."""
    condition, params = _condition(where)
    if when.whole:
        names = ", ".join(f"{name}_fen" for name in FUND_BALANCES)
        rows = connection.rows(f"SELECT fund_id, {names} FROM fund_balance {condition}", params)
        return {row[0]: _same(FUND_BALANCES, row[1:]) for row in rows}
    return {
        row[0]: figures
        for row, figures in _summed(connection, when, ("fund_id",), list(KINDS.values()), condition, params)
    }


def _condition(where: Mapping[str, int | Sequence[int]]) -> tuple[str, dict[str, object]]:
    parts, params = [], {}
    for column, value in where.items():
        if isinstance(value, int):
            parts.append(f"coalesce({column}, 0) = :{column}" if value == 0 else f"{column} = :{column}")
            params[column] = value
    return ("WHERE " + " AND ".join(parts) if parts else ""), dict(params)


def _same(names: Sequence[str], values: Sequence[int | None]) -> Figures:
    sums = dict(zip(names, values, strict=True))
    return Figures(sums, dict(sums))


def _summed(
    connection: Connection,
    when: Period,
    keys: Sequence[str],
    kinds: Sequence[object],
    condition: str,
    params: dict[str, object],
) -> list[tuple[tuple[int, ...], Figures]]:
    names = [kind for kind in KINDS.values() if kind in kinds]
    moved = [f"sum(CASE WHEN kind = '{kind.name}' AND date >= :start THEN amount_fen END)" for kind in names]
    held = [f"sum(CASE WHEN kind = '{kind.name}' THEN amount_fen END)" for kind in names]
    of_kinds = ", ".join(f"'{kind.name}'" for kind in names)
    rows = connection.rows(
        f"SELECT {', '.join([*keys, *moved, *held])} FROM entry {condition or 'WHERE 1 = 1'}"
        f" AND date <= :end AND kind IN ({of_kinds}) GROUP BY {', '.join(keys)}",
        {**params, **when.params},
    )
    balances = [kind.balance for kind in names]
    found = []
    for row in rows:
        sums = [None if value is None else int(value) for value in row[len(keys) :]]
        found.append(
            (
                tuple(row[: len(keys)]),
                Figures(
                    dict(zip(balances, sums[: len(names)], strict=True)),
                    dict(zip(balances, sums[len(names) :], strict=True)),
                ),
            )
        )
    return found


def overs(connection: Connection, when: Period) -> list[Over]:
    """The entries up to the period's end that carry a reason for breaking a rule, and still hold money."""
    sql = f"""
        SELECT e.fund_id, coalesce(e.project_id, 0), coalesce(e.village_id, 0), e.kind, e.over,
               CASE WHEN e.kind = 'allocation' AND e.amount_fen > 0 AND NOT {EARMARK_FITS} THEN 1 ELSE 0 END,
               CASE WHEN e.kind IN ('allocation', 'spending') AND e.amount_fen > 0
                         AND {AFTER_CLOSING.format(date="e.date")} THEN 1 ELSE 0 END
        FROM entry e JOIN fund f ON f.id = e.fund_id
        LEFT JOIN project p ON p.id = e.project_id LEFT JOIN village v ON v.id = e.village_id
        WHERE e.over IS NOT NULL AND e.date <= :end
          AND e.amount_fen + coalesce((SELECT sum(r.amount_fen) FROM entry r
                                       WHERE r.reverses_id = e.id AND r.date <= :end), 0) <> 0
        ORDER BY e.id"""
    return [
        Over(row[0], row[1], row[2], row[3], row[4], bool(row[5]), bool(row[6]))
        for row in connection.rows(sql, when.params)
    ]


def _flag_cell(figures: Figures) -> None:
    held = figures.held
    if (held["spent"] or 0) > (held["allocated"] or 0):
        figures.flags.append(t("overspent"))
    if (held["disbursed"] or 0) > (held["allocated"] or 0):
        figures.flags.append(t("over-disbursed"))
    if (held["allocated"] or 0) > 0 and not held["spent"]:
        figures.flags.append(t("no spending"))


def fund_flags(figures: Figures, budget_fen: int | None) -> list[str]:
    """The limits of a fund that are exceeded: G1 and G3."""
    held = figures.held
    arrived = (held["received"] or 0) + (held["interest"] or 0)
    flags = []
    if (held["allocated"] or 0) > (arrived if budget_fen is None else budget_fen):
        flags.append(t("over-allocated"))
    if arrived + (held["repaid"] or 0) < (held["spent"] or 0) + (held["lent"] or 0):
        flags.append(t("overdrawn"))
    return flags


def excusable(over: Over) -> list[str]:
    """The flags of a fund that an entry of this kind, recorded with a reason, can have raised."""
    raised = {
        t("over-allocated"): ("allocation", "receipt", "interest"),
        t("overdrawn"): ("spending", "receipt", "interest"),
    }
    return [flag for flag, kinds in raised.items() if over.kind in kinds]


def exceeded(connection: Connection, when: Period) -> dict[int, list[str]]:
    """The funds with a limit exceeded, and which."""
    budgets = dict(connection.rows("SELECT id, budget_fen FROM fund"))
    return {id: flags for id, found in funds(connection, when).items() if (flags := fund_flags(found, budgets[id]))}


def _excuse(figures: Figures, over: Over, of_fund: list[str]) -> None:
    """Put the reason behind the flag it explains, as long as that limit is exceeded."""
    if over.kind == "spending":
        explain(figures.flags, t("overspent"), over.reason)
    for flag in excusable(over):
        if flag in of_fund:
            explain(figures.flags, flag, over.reason, always=True)
    if over.misplaced:
        explain(figures.flags, t("outside its earmark"), over.reason, always=True)
    if over.late:
        explain(figures.flags, t("after closing"), over.reason, always=True)


def explain(flags: list[str], flag: str, reason: str, *, always: bool = False) -> None:
    """Turn `flag` into `flag(reason)`; with `always` also where it was not raised yet."""
    explained = f"{flag}({safe(reason)})"
    if flag in flags:
        flags[flags.index(flag)] = explained
    elif explained not in flags and (always or any(one.startswith(f"{flag}(") for one in flags)):
        flags.append(explained)
