"""Through which day the books are closed, and where what is recorded now may be dated."""

from datetime import date

from aidtrack.errors import Refused
from aidtrack.ledger.closed_books import CLOSED_THROUGH
from aidtrack.locale import t
from aidtrack.phrase import Said
from aidtrack.store.engine.collections import SPAN
from aidtrack.store.engine.connection import Connection
from aidtrack.values.dates import day_after

SAID = ("at", "actor", "period", "through", "reason", "after_entry_id")
FIGURE = ("fund_id", "project_id", "village_id", "kind", "fen")


def closed_through(connection: Connection) -> str | None:
    """The last closed day; None where nothing is closed. Of several offices the day through which all have closed."""
    if connection.parts is not None:
        newest = f"SELECT max(id) FROM closed_books WHERE id >= {SPAN} GROUP BY id / {SPAN}"
        days = [through for (through,) in connection.rows(f"SELECT through FROM closed_books WHERE id IN ({newest})")]
        return min(days) if days and None not in days else None
    found = connection.value(f"SELECT {CLOSED_THROUGH}")
    return None if found is None else str(found)


def first_open(connection: Connection) -> str:
    """The first day that is not closed; blank where nothing is."""
    through = closed_through(connection)
    return "" if through is None else day_after(through)


def is_closed(connection: Connection, day: str) -> bool:
    return day <= (closed_through(connection) or "")


def open_day(connection: Connection, day: str, today: date) -> str:
    """`day`, or where it is closed the first open one. Raises Refused where that is still to come."""
    through = closed_through(connection)
    if through is None or day > through:
        return day
    first = day_after(through)
    if first > today.isoformat():
        raise Refused(
            t("The books are closed through {through}, and the first open day is still to come.", through=through),
            t("Open the period again first: aidtrack db reopen {month} --reason WHY.", month=day[:7]),
        )
    return first


def day_back(connection: Connection, day: str, today: date, *, over: object = None, given: object = None) -> str:
    """The day on which an entry of `day` is taken back: its own, or where that is closed the first open one.

    A reason for booking on closed days (`over`) leaves it there, unless an open day is `given` for what is recorded in its place.
    """
    if over is not None and (given is None or is_closed(connection, str(given))):
        return day
    return open_day(connection, day, today)


def require_open(connection: Connection, first: str | None, what: Said, instead: Said = "") -> None:
    """Raises Refused where the `first` day of the entries that `what` would have to change is closed; `instead` is what else can be done."""
    through = closed_through(connection)
    if first is not None and through is not None and first <= through:
        raise Refused(
            t("{what}: the books are closed through {through}, and it reaches back to {date}.", what=what, through=through, date=first),
            *(one for one in (t("Open the period again first: aidtrack db reopen {month} --reason WHY.", month=first[:7]), instead) if one),
        )  # fmt: skip


def said(connection: Connection, id: int) -> dict[str, object] | None:
    """What a row of `closed_books` says, and the digest of what it keeps, as the log has it; None where there is none."""
    rows = connection.rows(f"SELECT {', '.join(SAID)} FROM closed_books WHERE id = :id", {"id": id})
    if not rows:
        return None
    figures = connection.rows(
        f"SELECT {', '.join(FIGURE)} FROM closed_figure WHERE closing_id = :id ORDER BY {', '.join(FIGURE)}",
        {"id": id},
    )
    import hashlib

    from aidtrack.store.log.chain import spelled

    digest = hashlib.sha256()
    for figure in figures:
        digest.update(f"{spelled(dict(zip(FIGURE, figure, strict=True)))}\n".encode())
    kept = {"figures": len(figures), "digest": digest.hexdigest()} if figures else {}
    return {**dict(zip(SAID, rows[0], strict=True)), **kept}
