"""Correcting one entry: when it is dated, and what was spent of an allocation that goes elsewhere."""

from collections.abc import Mapping, Sequence
from typing import Any

from aidtrack.dataclass import dataclass
from aidtrack.errors import Refused
from aidtrack.ledger.cell import CELL, same_place
from aidtrack.ledger.closed_books import late_through
from aidtrack.ledger.entry import PLACED
from aidtrack.ledger.holding import held
from aidtrack.ledger.kind import KINDS
from aidtrack.ledger.quantity import ALLOCATED, Quantity
from aidtrack.locale import t
from aidtrack.store.engine.connection import Connection
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.records.books import day_back, is_closed
from aidtrack.store.records.carriable import carried_away
from aidtrack.store.records.correctable import require_correctable
from aidtrack.store.records.correcting import Correcting, Values, correcting
from aidtrack.store.records.halves import require_no_half
from aidtrack.store.records.of_this_run import then, told
from aidtrack.store.records.repetition import require_distinct
from aidtrack.store.records.rows import held_fen, ref_of_story, stored
from aidtrack.store.schema.triggers import schema_on
from aidtrack.values.money import yuan
from aidtrack.values.text import safe

_FOLLOW = ("spending", "disbursement")  # an allocation


@dataclass(frozen=True, slots=True)
class Corrected:
    """The new entry's id; on which day both are `dated` where the old one's is closed, and whether that is closed too (`late`); how many
    entries of a kind came along.
    """

    id: int
    batch_id: int
    dated: str | None
    late: bool
    along: Mapping[str, int]


def present(connection: Connection, id: int, words: Sequence[str] = ()) -> dict[str, Any]:
    """An entry by column, with the amount that it still holds. Raises Refused where it cannot be corrected; `words` are those with
    which it was to be.
    """
    require_correctable(connection, f"(SELECT {id} AS id)", words)
    require_no_half(connection, id)
    return {"id": id, **(stored(connection, "entry", id) or {}), "amount_fen": held_fen(connection, id)}


def correct(
    writer: Writer, id: int, values: Values, *, reason: str, with_spending: bool = False, allow_duplicates: bool = False
) -> Corrected:
    """Record an entry anew with these values, by column; where nothing else is said it is dated as before.

    An allocation that goes to another fund, project or village takes along what was spent and disbursed of it, where that is asked
    for: from the latest on, as much as the other allocations of its place do not cover. It may come to equal another entry only where
    that is allowed. Raises Refused, Repeated.
    """
    old = present(writer, id)
    if values.get("ref", "") is None and (ref := ref_of_story(writer, id)) is not None:
        raise Refused(  # it is that of the story, not of one entry
            t("The 流水号 {ref} names the entry whatever it is corrected to: it can be changed, not taken away.", ref=safe(ref)),
            t("Give another one with --ref, or leave --ref out."),
        )  # fmt: skip
    changes = {column: value for column, value in values.items() if value != old[column]}
    if not changes:
        raise Refused(
            t("Entry {id} says so already: nothing would change.", id=told(writer, id)),
            then(writer, id, t("Look at it: aidtrack {kind} show {id}.", kind=old["kind"], id=f"id:{id}")),
        )
    if not allow_duplicates:
        require_distinct(writer, id, changes)
    over = values.get("over")
    mark = None
    if over is None:
        _require_day(writer, str(old["date"]), changes.get("date"))
    if old["over"] is not None and "over" not in changes and _goes_further(old, changes):
        changes["over"] = None  # a reason excuses what it was given for
        mark = old["over"] if _stays_late(writer, id, str(changes.get("date", old["date"]))) else None
    place = {column: changes[column] for column in CELL if column in changes}
    follow = _follow(writer, old, with_spending=with_spending) if old["kind"] == "allocation" and place else {}
    with correcting(writer, "correct", reason=reason, over=None if over is None else str(over)) as act:
        dated = _dated(act, id, str(old["date"]), changes)
        act.changes[id].mark = mark
        for entries in follow.values():
            for one, day, _ in entries:
                _dated(act, one, day, place)
    along = {kind: len(entries) for kind, entries in follow.items() if entries}
    late = is_closed(writer, dated)
    return Corrected(act.anew[id], act.batch_id, dated if late or dated != old["date"] else None, late, along)


def _dated(act: Correcting, id: int, day: str, changes: Values) -> str:
    """Record an entry of a day anew; where that is closed and no reason is given, both it and what takes it back are of the first open
    one. Returns the day on which it is taken back.
    """
    opened = day_back(act.writer, day, act.writer.today, over=act.over, given=changes.get("date"))
    act.change({id: {**({} if opened == day else {"date": opened}), **changes}}, back_on=opened)
    return opened


def _require_day(connection: Connection, day: str, given: object) -> None:
    """Raises Refused where an entry of a closed period would be taken back on an open day, and recorded anew on a closed one."""
    if given is not None and is_closed(connection, day) and is_closed(connection, str(given)):
        raise Refused(
            t("{date} lies in a closed period, as the entry does: both its counter-entry and the new one are dated on the first open day.", date=str(given)),
            t("Leave --date out, or open the period again first: aidtrack db reopen {month} --reason WHY.", month=min(day, str(given))[:7]),
            t("If it belongs there all the same, give the reason with --over."),
        )  # fmt: skip


def _stays_late(connection: Connection, id: int, day: str) -> bool:
    """Whether an entry that was booked late still is when it is recorded anew on this day; its reason tells so, whatever else it excused."""
    through = connection.value(f"SELECT {late_through(str(int(id)))}")
    return through is not None and day <= str(through)


def _goes_further(old: Mapping[str, Any], changes: Values) -> bool:
    """Whether the new entry is more, or of another place or day, than what a reason was given for."""
    amount = changes.get("amount_fen", old["amount_fen"])
    return abs(int(str(amount))) > abs(old["amount_fen"]) or not changes.keys().isdisjoint(("date", *PLACED))


def _follow(
    writer: Writer, old: Mapping[str, Any], *, with_spending: bool
) -> dict[str, Sequence[tuple[int, str, int]]]:
    """By kind, (id, day, fen) of what goes along with an allocation to another place. Raises Refused where spending would be left without it."""
    if _sum(writer, old, ALLOCATED) < old["amount_fen"]:  # a part of it is not there any more
        for said in carried_away(writer, old["fund_id"], (old["project_id"], old["village_id"])):
            raise Refused(
                t("Entry {id} cannot go elsewhere: a part of it is not there any more.", id=told(writer, old["id"])),
                said,
            )
    found = {kind: _uncovered(writer, old, kind) for kind in _FOLLOW}
    if found["spending"] and not with_spending:
        spent = found["spending"]
        raise Refused(
            t("{short} yuan of spending would be left without an allocation.", short=yuan(_short(writer, old, "spending"))),
            t("Take along the latest, {count} spendings of {amount} yuan: add --with-spending.",
              count=len(spent), amount=yuan(sum(fen for _, _, fen in spent))),
        )  # fmt: skip
    return found if with_spending else {}


def _uncovered(connection: Connection, old: Mapping[str, Any], kind: str) -> Sequence[tuple[int, str, int]]:
    """(id, day, fen) of the latest entries of a kind that the other allocations of its place do not cover."""
    at = same_place("o", "e")
    rest, short = _rest(connection, old), _short(connection, old, kind)
    rows = connection.rows(
        f"""SELECT e.id, e.date, {held("e")} FROM entry o JOIN entry e ON {at}
        WHERE o.id = :id AND e.kind = '{KINDS[kind].name}' AND e.reverses_id IS NULL AND {held("e")} <> 0
        ORDER BY e.date DESC, e.id DESC""",
        {"id": old["id"]},
    )
    found = []
    for id, day, fen in rows:
        if short <= 0 and rest > 0:
            break
        found.append((id, day, int(fen)))
        short -= int(fen)
    return found


def _short(connection: Connection, old: Mapping[str, Any], kind: str) -> int:
    """How much of a kind the other allocations of its place would not cover."""
    return _sum(connection, old, Quantity({kind: 1})) - max(_rest(connection, old), 0)


def _rest(connection: Connection, old: Mapping[str, Any]) -> int:
    """The other allocations of its place."""
    return _sum(connection, old, ALLOCATED) - int(old["amount_fen"])


def _sum(connection: Connection, place: Mapping[str, Any], what: Quantity) -> int:
    schema_on(connection.engine).settle(connection)
    sql = (
        f"SELECT {what.sql('c')} FROM cell_balance c WHERE {' AND '.join(f'c.{column} = :{column}' for column in CELL)}"
    )
    return int(connection.value(sql, {column: place[column] or 0 for column in CELL}) or 0)
