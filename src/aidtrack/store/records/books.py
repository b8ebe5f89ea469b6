"""Closed periods: through which day the books are closed, what closes and opens them, and where what is recorded now may be dated.

`proof/books.py` asks first whether they are in order, and compares them later on.
"""

import hashlib
from datetime import date, timedelta

from aidtrack.errors import Refused
from aidtrack.ledger.books import CLOSED_THROUGH
from aidtrack.locale import t
from aidtrack.phrase import Said
from aidtrack.store.engine.connection import Connection
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.log.append import Chain
from aidtrack.store.log.chain import spelled
from aidtrack.values.dates import FIRST_YEAR, first_day, last_day

_SAID = ("at", "actor", "period", "through", "reason", "after_entry_id")
_FIGURE = ("fund_id", "project_id", "village_id", "kind", "fen")


def closed_through(connection: Connection) -> str | None:
    """The last closed day; None where nothing is closed."""
    found = connection.value(f"SELECT {CLOSED_THROUGH}")
    return None if found is None else str(found)


def is_closed(connection: Connection, day: str) -> bool:
    return day <= (closed_through(connection) or "")


def open_day(connection: Connection, day: str, today: date) -> str:
    """`day`, or where it is closed the first open one. Raises Refused where that is still to come."""
    through = closed_through(connection)
    if through is None or day > through:
        return day
    first = _day_after(through)
    if first > today.isoformat():
        raise Refused(
            t("The books are closed through {through}, and the first open day is still to come.", through=through),
            t("Open the period again first: aidtrack db reopen {month} --reason WHY.", month=day[:7]),
        )
    return first


def require_open(connection: Connection, first: str | None, what: Said) -> None:
    """Raises Refused where the `first` day of the entries that `what` would have to change is closed."""
    through = closed_through(connection)
    if first is not None and through is not None and first <= through:
        raise Refused(
            t("{what}: the books are closed through {through}, and it reaches back to {date}.", what=what, through=through, date=first),
            t("Open the period again first: aidtrack db reopen {month} --reason WHY.", month=first[:7]),
        )  # fmt: skip


def require_closable(writer: Writer, period: str) -> None:
    """Raises Refused where a period (`2018`, `2018-06`, `2018-06-30`) is not over yet, or closed already."""
    last, through = last_day(period), closed_through(writer)
    if last > writer.today.isoformat():
        raise Refused(t("{period} is not over yet: it ends on {date}.", period=period, date=last), t("Close it then."))
    if through is not None and last <= through:
        raise Refused(
            t("{period} is closed already: the books are closed through {through}.", period=period, through=through)
        )


def close(writer: Writer, period: str, *, over: str | None) -> int:
    """Close everything up to the period's end; returns the closing's id. `over` is why it is closed although something is wrong."""
    return _turn(writer, "close", period, last_day(period), over)


def reopen(writer: Writer, period: str, *, reason: str) -> int:
    """Open everything from the period's first day on. Raises Refused where it is open."""
    first, through = first_day(period), closed_through(writer)
    if through is None or first > through:
        last = (
            t("nothing is closed") if through is None else t("the books are closed through {through}", through=through)
        )
        raise Refused(t("{period} is open: {last}.", period=period, last=last))
    before = None if first <= f"{FIRST_YEAR}-01-01" else (date.fromisoformat(first) - timedelta(days=1)).isoformat()
    return _turn(writer, "reopen", period, before, reason)


def _turn(writer: Writer, action: str, period: str, through: str | None, reason: str | None) -> int:
    """From now on the books are closed `through` this day; what stands up to it is kept."""
    # Every entry on its way has come, and has a lower id than any that comes now.
    writer.engine.hold(writer, "entry")
    last = int(writer.value("SELECT coalesce(max(id), 0) FROM entry"))
    writer.execute("UPDATE closed_books SET until_entry_id = :last WHERE until_entry_id IS NULL", {"last": last})
    at = writer.now.isoformat(timespec="microseconds")
    row = dict(zip(_SAID, (at, writer.actor, period, through, reason, last), strict=True))
    id = writer.insert("closed_books", row)
    if through is not None:
        keys = "fund_id, coalesce(project_id, 0), coalesce(village_id, 0), kind"
        writer.execute(
            f"INSERT INTO closed_figure (closing_id, {', '.join(_FIGURE)}) SELECT CAST(:id AS BIGINT), {keys}, sum(amount_fen)"
            f" FROM entry WHERE date <= :through GROUP BY {keys} ORDER BY {keys}",
            {"id": id, "through": through},
        )
    Chain(writer).append(action, "books", id, after=said(writer, id))
    return id


def said(connection: Connection, id: int) -> dict[str, object] | None:
    """What a row of `closed_books` says, and the digest of what it keeps, as the log has it; None where there is none."""
    rows = connection.rows(f"SELECT {', '.join(_SAID)} FROM closed_books WHERE id = :id", {"id": id})
    if not rows:
        return None
    figures = connection.rows(
        f"SELECT {', '.join(_FIGURE)} FROM closed_figure WHERE closing_id = :id ORDER BY {', '.join(_FIGURE)}",
        {"id": id},
    )
    digest = hashlib.sha256()
    for figure in figures:
        digest.update(f"{spelled(dict(zip(_FIGURE, figure, strict=True)))}\n".encode())
    kept = {"figures": len(figures), "digest": digest.hexdigest()} if figures else {}
    return {**dict(zip(_SAID, rows[0], strict=True)), **kept}


def _day_after(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()
