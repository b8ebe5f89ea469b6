"""Views for people who open the store with another tool: names instead of ids, yuan as text, never as floats.

Each stands under an English and a Chinese name.
"""

from collections.abc import Callable

from aidtrack.ledger.kind import CELL_BALANCES, FUND_BALANCES
from aidtrack.ledger.quantity import REMAINING


def _yuan(fen: str) -> str:
    """The SQL, portable, that writes fen as yuan; null stays null."""
    return (
        f"(CASE WHEN {fen} < 0 THEN '-' ELSE '' END || CAST(abs({fen}) / 100 AS TEXT) || '.'"
        f" || substr(CAST(100 + abs({fen}) % 100 AS TEXT), 2))"
    )


ENTRY_VIEWS = ("v_entry", "流水明细")
_PLACE = "v.province, v.prefecture, v.county, v.township"
_VIEWS: dict[tuple[str, str], str] = {
    ("v_fund", "资金一览"): "SELECT f.id, f.name, f.source, f.year, f.qualifier, "
    + _yuan("f.budget_fen")
    + " AS budget, "
    + ", ".join(f"{_yuan(f'b.{name}_fen')} AS {name}" for name in FUND_BALANCES)
    + " FROM fund f LEFT JOIN fund_balance b ON b.fund_id = f.id WHERE f.same_as_id IS NULL",
    (
        "v_funding",
        "安排与支出",
    ): f"SELECT f.name AS fund, p.name AS project, v.name AS village, {_PLACE}, p.category, p.stage, "
    + ", ".join(f"{_yuan(f'c.{name}_fen')} AS {name}" for name in CELL_BALANCES)
    + f", {_yuan(REMAINING.sql('c'))} AS remaining"
    " FROM cell_balance c JOIN fund f ON f.id = c.fund_id"
    " LEFT JOIN project p ON p.id = c.project_id LEFT JOIN village v ON v.id = c.village_id"
    " WHERE coalesce(f.same_as_id, p.same_as_id, v.same_as_id) IS NULL",  # what was merged holds nothing
    ENTRY_VIEWS: "SELECT e.id, e.kind, e.date, f.name AS fund, p.name AS project, v.name AS village, "
    + _yuan("e.amount_fen")
    + " AS amount, e.payee, e.voucher, e.doc_no, e.ref, e.purpose, e.reason, e.over, e.reverses_id, e.carries_id, e.moves_id, e.corrects_id,"
    " e.batch_id, e.file_no, e.row_no FROM {entry} e JOIN {fund} f ON f.id = e.fund_id"
    " LEFT JOIN {project} p ON p.id = e.project_id LEFT JOIN {village} v ON v.id = e.village_id",
}


def views() -> list[tuple[str, str]]:
    """(name, SQL) of every view."""
    made = {**_VIEWS, ENTRY_VIEWS: view_of_entries("entry", str)}
    return [(name, f'CREATE VIEW "{name}" AS {sql}') for names, sql in made.items() for name in names]


def view_of_entries(entry: str, read: Callable[[str], str]) -> str:
    """The SQL of the view of what is read as `entry`; `read` says where the rows of other tables are."""
    return _VIEWS[ENTRY_VIEWS].format(entry=entry, **{name: read(name) for name in ("fund", "project", "village")})
