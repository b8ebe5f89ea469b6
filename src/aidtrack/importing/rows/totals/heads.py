"""Rows that stand above those that they are the sums of, as 一 财政资金 does: taken for rows, they count twice."""

from collections.abc import Sequence

Rows = Sequence[tuple[str, int]]  # what each row is called, and its amount in fen

MOST_ROWS = 1_000


def heads(rows: Rows, stated: int) -> list[str]:
    """What the rows are called that are each the sum of those down to the next one, where these alone come to the `stated` total; else nothing."""
    found: list[str] = []
    total = at = 0
    while at < len(rows):
        name, amount = rows[at]
        below, end = 0, at + 1
        while end < len(rows) and below < amount:
            below += rows[end][1]
            end += 1
        if below != amount or end == at + 1:
            return []
        found.append(name)
        total += amount
        at = end
    return found if total == stated else []
