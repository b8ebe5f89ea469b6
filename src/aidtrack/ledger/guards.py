"""The rules G1–G6, G8 and G9 (DESIGN section 3) as one SQL text for both engines.

`breaches(rows, sums)` is asked in three places, always before the running balances take the new rows in: by the
trigger of each engine on what was just inserted, and by an import on everything it brings. `rows` is a relation (the
columns JUDGED) of the new entries, be they in `entry` already or not; `sums` are their totals (fund_id, project_id, village_id, kind,
total, first_on, last_on). Each breaching row comes back once for each rule it breaks: (rule, id, fund_id, project_id, village_id,
short_fen); a broken G4 says which part of it: "G4 cut", "G4 sum", "G4 reversal", "G4 loan", "G4 no loan", "G4 borrower",
"G4 reason", "G4 carried", "G4 moved", "G4 corrected" or "G4 household"; G5, G8 and G9 likewise. `suspect_sums(sums)` and `suspect_rows(rows, sums)` answer the same
question a thousand times faster where nothing is wrong: the totals are looked at first, and rows only where some name others.

Everything is judged on the final state: what helps counts first, then what uses it up in order of date and position. A row with `over` is
excused from G1, G2, G3, G5, G6, G8 and G9.
"""

from aidtrack.ledger.at_home import household_breaches, household_broken_by, of_a_household
from aidtrack.ledger.carrying import carried_breaches
from aidtrack.ledger.closed_books import (
    books_breaches,
    books_broken_by,
    books_suspects,
    books_suspicions,
    early_breaches,
)
from aidtrack.ledger.correcting import corrected_breaches
from aidtrack.ledger.lending import OF_LOANS, loan_breaches, loan_broken_by
from aidtrack.ledger.limits import limit_breaches, limit_suspects, limits_broken_by
from aidtrack.ledger.misplaced import place_breaches, place_broken_by, place_suspects, place_suspicions
from aidtrack.ledger.moving import moved_breaches
from aidtrack.ledger.reversing import reversal_breaches, reversal_broken_by

# The rules that new entries are judged by; a breach may say more than the rule's name.
RULES = ("G1", "G2", "G3", "G4", "G5", "G6", "G8", "G9")
# The columns of `rows`.
JUDGED = (
    "id", "kind", "date", "fund_id", "project_id", "village_id", "amount_fen", "over", "reverses_id", "file_no", "row_no",
    "loan_id", "household_id", "reason", "carries_id", "moves_id", "corrects_id",
)  # fmt: skip
# Of what rows more is asked than of the totals: they are of loans or of a household, or name another entry.
_NAMES = tuple(
    f"{column} IS NOT NULL" for column in ("reverses_id", "carries_id", "moves_id", "corrects_id", "loan_id")
)
_HOUSEHOLD = "household_id IS NOT NULL"
NAMING = f"({' OR '.join((*_NAMES, _HOUSEHOLD))} OR kind IN {OF_LOANS})"


def breaches(rows: str, sums: str) -> str:
    """The SQL that lists every rule broken by `rows` whose totals are `sums` (both are relations in FROM)."""
    parts = [limit_breaches(rows, sums), *_of_rows(rows, sums), place_breaches(rows, sums), books_breaches(rows, sums)]
    return "\n    UNION ALL".join(parts)


def broken_by(n: str, row: str) -> str:
    """The SQL that lists the rules (rule) which one row n breaks that is recorded by itself; `row` is the relation of it.

    It says what `breaches` says, without what only tells many rows apart: SQLite reads it with every store that is opened.
    """
    parts = [limits_broken_by(n), reversal_broken_by(n), loan_broken_by(row), place_broken_by(n), books_broken_by(n)]
    parts.append(household_broken_by(n))
    parts += [
        f"\n    SELECT rule FROM ({named})"
        for named in (carried_breaches(row), moved_breaches(row), corrected_breaches(row), early_breaches(row))
    ]
    return "\n    UNION ALL".join(parts)


def suspect_sums(sums: str) -> str:
    """The SQL that returns a row where totals may break a rule: cheap, for loads in which everything is usually right."""
    return _any_of([*limit_suspects(sums), *place_suspects(sums), *books_suspects(sums)])


def suspect_rows(rows: str, sums: str) -> str:
    """The same of rows that name others: none is wrong where no row of the relation is NAMING."""
    return _any_of(_of_rows(rows, sums))


def suspicions(n: str, row: str, sums: str) -> list[tuple[str, str]]:
    """Of one row n by itself, `row` and `sums` the relations of it: queries that return a row where it may break a rule, each with the
    condition without which it need not be asked. A server plans a query when it is first asked in a session.
    """
    of_limits = f"SELECT 1 FROM ({limits_broken_by(n)}) x WHERE x.rule IS NOT NULL"
    names = " OR ".join(f"{n}.{named}" for named in (*_NAMES, f"kind IN {OF_LOANS}"))
    return [
        ("true", of_limits),
        *place_suspicions(n, sums),
        *books_suspicions(n, sums),
        (of_a_household(n), household_broken_by(n)),
        (names, suspect_rows(row, sums)),
    ]


def any_naming(last: int, sums: str) -> str:
    """The SQL that returns a row where one of the table after the id `last` is NAMING: each part reads an index of few, or the totals."""
    of_rows = [f"SELECT 1 FROM entry WHERE {names} AND id > {last}" for names in (*_NAMES, _HOUSEHOLD)]
    return "\nUNION ALL ".join([*of_rows, f"SELECT 1 FROM {sums} WHERE kind IN {OF_LOANS}"])


def _any_of(parts: list[str]) -> str:
    return "\nUNION ALL ".join(f"SELECT 1 FROM ({part}) x" for part in parts)


def _of_rows(rows: str, sums: str) -> list[str]:
    """What is found by looking at the few rows that could break it."""
    return [
        reversal_breaches(rows),
        *loan_breaches(rows, sums),
        carried_breaches(rows),
        moved_breaches(rows),
        corrected_breaches(rows),
        early_breaches(rows),
        household_breaches(rows),
    ]
