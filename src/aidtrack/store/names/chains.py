"""Rows that were merged one into another: which one stands at the end."""

from collections.abc import Callable

from aidtrack.errors import Damaged
from aidtrack.locale import t


def end(id: int, onward: Callable[[int], int | None]) -> int:
    """The last id; `onward` names the next one. Raises Damaged where they go round, which no door lets in."""
    passed = {id}
    while (following := onward(id)) is not None:
        if following in passed:
            raise Damaged(
                t("Row {id} is merged into itself by way of others: another program wrote to the store.", id=id),
                t("Put a backup in its place: aidtrack db restore FILE."),
            )
        passed.add(following)
        id = following
    return id
