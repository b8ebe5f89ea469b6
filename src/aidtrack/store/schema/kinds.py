"""What a store has for each declared kind of entry: a balance. A new kind adds its column; nothing is made anew for it.

Declaring one (`ledger/kind.py`) and a migration of its own number is all: `build` asks here after the migrations have run.
"""

from aidtrack.ledger.kind import CELL_BALANCES, FUND_BALANCES
from aidtrack.store.engine.connection import Connection


def add_balances(connection: Connection) -> None:
    """The balance columns that the store lacks."""
    for table, balances in (("fund_balance", FUND_BALANCES), ("cell_balance", CELL_BALANCES)):
        present = {column[0] for column in connection.execute(f"SELECT * FROM {table} LIMIT 0").description}
        for column in (f"{balance}_fen" for balance in balances):
            if column not in present:
                connection.execute(f"ALTER TABLE {table} ADD COLUMN {column} {connection.engine.INTEGER}")
