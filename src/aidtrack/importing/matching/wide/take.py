"""What is taken of a wide sheet, as an option or a layout says it: columns of which every filled cell becomes a row."""

from collections.abc import Mapping
from dataclasses import field as made

from aidtrack.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Take:
    """`take` names the columns, as `columns.py` reads it. What is left blank is as for the whole sheet.

    `set`, `columns` and `values` are as in Options. `where` are the words of the rows that are taken, by a field's header, and the
    name of a column fills the `field` of this header. Figures that are `positions` are what had been reached on a day. `day` is
    that of its month: first, last or a number.
    """

    take: str
    as_: str | None = None
    set: Mapping[str, str] = made(default_factory=dict)
    columns: Mapping[str, str | None] = made(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = made(default_factory=dict)
    positions: bool | None = None
    day: str | None = None
    field: str | None = None
    where: Mapping[str, tuple[str, ...]] = made(default_factory=dict)
