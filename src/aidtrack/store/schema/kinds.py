"""What a store has for each declared kind of entry: a balance. A new kind adds its column; nothing is made anew for it.

Declaring one (`ledger/kind.py`) and a migration of its own number is all: `build` asks here after the migrations have run.
"""

from typing import Any

from aidtrack.ledger.kind import CELL_BALANCES, FUND_BALANCES
from aidtrack.store.engine.engine import Engine


def add_balances(connection: Any, engine: Engine) -> None:
    """The balance columns that the store lacks. `connection` is SQLAlchemy's, in a transaction."""
    for table, balances in (("fund_balance", FUND_BALANCES), ("cell_balance", CELL_BALANCES)):
        present = connection.exec_driver_sql(f"SELECT * FROM {table} LIMIT 0").keys()
        for column in (f"{balance}_fen" for balance in balances):
            if column not in present:
                connection.exec_driver_sql(f"ALTER TABLE {table} ADD COLUMN {column} {engine.INTEGER}")
