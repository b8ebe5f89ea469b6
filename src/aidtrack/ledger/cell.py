"""How places of money are compared in SQL: a blank project or village is a place of its own, 0 in the balances."""

from collections.abc import Sequence

CELL = ("fund_id", "project_id", "village_id")


def compared(alias: str, key: str) -> str:
    """One part of a place, as it is compared."""
    return f"coalesce({alias}.{key}, 0)" if key in ("project_id", "village_id") else f"{alias}.{key}"


def keyed(alias: str, keys: Sequence[str] = CELL) -> str:
    """The parts of a place as columns of a query."""
    return ", ".join(f"{compared(alias, key)} AS {key}" for key in keys)


def same_place(one: str, other: str, keys: Sequence[str] = CELL) -> str:
    """The condition that two rows are of one place."""
    return " AND ".join(f"{compared(one, key)} = {compared(other, key)}" for key in keys)
