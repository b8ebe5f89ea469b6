"""Closing periods and opening them again; `proof/closing.py` asks first whether they are in order."""

from aidtrack.errors import Refused
from aidtrack.locale import t
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.log.append import Chain
from aidtrack.store.records.books import FIGURE, SAID, closed_through, said
from aidtrack.store.records.handing_over.whom import require_nobody_named
from aidtrack.values.dates import FIRST_YEAR, day_before, first_day, last_day


def require_closable(writer: Writer, period: str) -> None:
    """Raises Refused where a period (`2018`, `2018-06`, `2018-06-30`) is not over yet, or closed already."""
    last, through = last_day(period), closed_through(writer)
    if last > writer.today.isoformat():
        raise Refused(t("{period} is not over yet: it ends on {date}.", period=period, date=last), t("Close it then."))
    if through is not None and last <= through:
        raise Refused(
            t("{period} is closed already: the books are closed through {through}.", period=period, through=through),
            t("To open it again: aidtrack db reopen {period} --reason WHY.", period=period),
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
        raise Refused(
            t("{period} is open already: {last}.", period=period, last=last),
            t("To close it: aidtrack db close {period}.", period=period),
        )
    before = None if first <= f"{FIRST_YEAR}-01-01" else day_before(first)
    return _turn(writer, "reopen", period, before, reason)


def _turn(writer: Writer, action: str, period: str, through: str | None, reason: str | None) -> int:
    """From now on the books are closed `through` this day; what stands up to it is kept. Raises Refused for a reason that names a head."""
    require_nobody_named(writer, reason)
    # Every entry on its way has come, and has a lower id than any that comes now.
    writer.engine.hold(writer, "entry")
    last = int(writer.value("SELECT coalesce(max(id), 0) FROM entry"))
    writer.execute("UPDATE closed_books SET until_entry_id = :last WHERE until_entry_id IS NULL", {"last": last})
    row = dict(zip(SAID, (writer.stamp, writer.actor, period, through, reason, last), strict=True))
    id = writer.insert("closed_books", row)
    if through is not None:
        keys = "fund_id, coalesce(project_id, 0), coalesce(village_id, 0), kind"
        writer.execute(
            f"INSERT INTO closed_figure (closing_id, {', '.join(FIGURE)}) SELECT CAST(:id AS BIGINT), {keys}, sum(amount_fen)"
            f" FROM entry WHERE date <= :through GROUP BY {keys} ORDER BY {keys}",
            {"id": id, "through": through},
        )
    Chain(writer).append(action, "books", id, after=said(writer, id))
    return id
