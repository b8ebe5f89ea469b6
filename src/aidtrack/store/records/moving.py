"""Moving money within a year, in one act: from one fund into another, or from one project to another of the same fund.

Two entries of one day, of which the one that came names the one that left (`ledger/moving.py`); neither is taken back alone.
"""

import shlex
from collections.abc import Callable, Mapping, Set
from typing import Any

from aidtrack.dataclass import dataclass
from aidtrack.errors import Refused
from aidtrack.ledger.earmark import is_within
from aidtrack.ledger.earmarked_places import Lying, lies_within
from aidtrack.ledger.quantity import ALLOCATED, CASH, RECEIVED, REMAINING, SPENT
from aidtrack.locale import command, some_of, spoken, t
from aidtrack.nouns.fund import FUND
from aidtrack.nouns.village import PLACE
from aidtrack.store.engine.connection import Connection
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.names.find import Names
from aidtrack.store.names.lying import lying
from aidtrack.store.records.entries import add
from aidtrack.store.records.one_batch import one_batch
from aidtrack.store.records.repetition import require_new
from aidtrack.store.records.rows import name_of, stored
from aidtrack.values.kinds import WordKind
from aidtrack.values.money import yuan
from aidtrack.values.text import key, safe
from aidtrack.values.words import NO_VILLAGE

_MOST_NAMED = 10
Values = Mapping[str, object]  # an entry by column


@dataclass(frozen=True, slots=True)
class Moved:
    """The batch, and the entries by which the money left and came."""

    batch_id: int
    left_id: int
    came_id: int


def transfer(
    writer: Writer, from_id: int, into_id: int, told: Values, *, known: Set[int] | None = frozenset()
) -> Moved:
    """Move `amount_fen` of what is `told` from a fund into another. `known` are equal entries that are both real, None: all are.

    Raises Refused for a broken rule, where the first one's earmark is not the second one's too, or another office gave the money of one
    alone; Repeated where it is recorded already.
    """
    if from_id == into_id:
        raise Refused(t("It is one fund."), t("Name another into which the money goes."))
    _require_as_earmarked(writer, from_id, into_id)
    _require_same_giver(writer, from_id, into_id)
    return _move(writer, "transfer", "receipt", told, {"fund_id": from_id}, {"fund_id": into_id}, known, _require_cash)


def reallocate(
    writer: Writer, left: Values, came: Values, told: Values, *, known: Set[int] | None = frozenset()
) -> Moved:
    """The same between two places of one fund, by project and village. Raises Refused, Repeated."""
    if dict(left) == dict(came):
        raise Refused(t("It is one project, in one village."), t("Name another to which the money goes."))
    return _move(writer, "reallocate", "allocation", told, left, came, known, _require_free)


def _move(
    writer: Writer, act: str, kind: str, told: Values, left: Values, came: Values, known: Set[int] | None,
    require: Callable[[Connection, Values, Values], None],
) -> Moved:  # fmt: skip
    fen = int(str(told["amount_fen"]))
    if fen <= 0:
        raise Refused(
            t("What is moved must be above zero."), t("To move it the other way, name the two the other way round.")
        )
    out = {**told, **left, "kind": kind, "amount_fen": -fen}
    if known is not None:
        require_new(writer, out, known)
    require(writer, left, told)
    with one_batch(writer, act) as batch_id:
        left_id = add(writer, out)
        came_id = add(writer, {**told, **came, "kind": kind, "amount_fen": fen, "moves_id": left_id})
    return Moved(batch_id, left_id, came_id)


def _require_cash(connection: Connection, left: Values, told: Values) -> None:
    """Raises Refused where more is to leave a fund than its cash or, where a reason excuses that, than it received."""
    sql = f"SELECT coalesce({RECEIVED.sql('b')}, 0), {CASH.sql('b')} FROM fund_balance b WHERE b.fund_id = :fund"
    fund = int(str(left["fund_id"]))
    received, cash = next(iter(connection.rows(sql, {"fund": fund})), (0, 0))
    fen, excused = int(str(told["amount_fen"])), bool(told.get("over"))
    most = received if excused else min(received, cash)
    if fen <= most:
        return
    has = (
        t("Fund “{fund}” received {most} yuan", fund=name_of(connection, "fund", fund), most=yuan(most))
        if most == received
        else t("Fund “{fund}” has {most} yuan of cash", fund=name_of(connection, "fund", fund), most=yuan(most))
    )
    raise Refused(
        t("{has}: the transfer of {amount} is {short} yuan more.", has=has, amount=yuan(fen), short=yuan(fen - most)),
        t("Transfer at most that, or record the receipt first: aidtrack receipt add {short} --fund {named} --date {date}.",
          short=yuan(fen - most), named=shlex.quote(Names(connection).choice("fund", fund)), date=told["date"]),
    )  # fmt: skip


def _require_free(connection: Connection, left: Values, told: Values) -> None:
    """Raises Refused where more is to leave a place than is allocated to it and not spent."""
    cell = {f"{noun}_id": left.get(f"{noun}_id") or 0 for noun in ("fund", "project", "village")}
    sql = f"""SELECT {ALLOCATED.sql("c")}, {SPENT.sql("c")} FROM cell_balance c
        WHERE c.fund_id = :fund_id AND c.project_id = :project_id AND c.village_id = :village_id"""
    allocated, spent = (one or 0 for one in next(iter(connection.rows(sql, cell)), (0, 0)))
    fen, free = int(str(told["amount_fen"])), max(allocated - max(spent, 0), 0)
    if fen <= free:
        return
    fund, project, village = (
        name_of(connection, noun, int(str(cell[f"{noun}_id"]))) for noun in ("fund", "project", "village")
    )
    raise Refused(
        t("Fund “{fund}”, project “{project}”, village “{village}”: {allocated} yuan are allocated and {spent} spent, so {free} can be reallocated, not {amount}.",
          fund=fund, project=project, village=village, allocated=yuan(allocated), spent=yuan(spent), free=yuan(free), amount=yuan(fen)),
        t("Reallocate at most that."),
    )  # fmt: skip


def _require_as_earmarked(connection: Connection, from_id: int, into_id: int) -> None:
    """Raises Refused where money would lose the earmark that it has."""
    old, new = (stored(connection, "fund", id) or {} for id in (from_id, into_id))
    lost = [column for column in ("earmark_category", "earmark_depth") if not is_within(new, old, column)]
    if not _is_within_places(connection, old, new):
        lost.append("earmark_place")
    if not lost:
        return
    names = Names(connection)
    options = [word for column in lost for word in (f"--{column.replace('_', '-')}", str(old[column]))]
    mend = command("fund", "edit", names.choice("fund", into_id), *options)
    raise Refused(
        t("Fund “{fund}” is earmarked ({earmark}), and “{into}” is meant for more than that.",
          fund=safe(str(old["name"])), earmark=safe("、".join(_said(column, str(old[column])) for column in lost)), into=safe(str(new["name"]))),
        t("Move it into a fund with that earmark, or give this one the same: {command}.", command=safe(mend)),
    )  # fmt: skip


def _require_same_giver(connection: Connection, from_id: int, into_id: int) -> None:
    """Raises Refused where money would come to be another office's, or cease to be: sums over several offices know it by its fund."""
    names = Names(connection)
    funds = [stored(connection, "fund", id) or {} for id in (from_id, into_id)]
    giver, other = (str(fund["from_office"] or "") for fund in funds)
    if key(giver) == key(other):
        return
    theirs = [safe(one) if one else t("no other office") for one in (giver, other)]
    raise Refused(
        t("Fund “{fund}” holds money of {giver}, “{into}” of {other}: in a total over the offices it would count twice, or not at all.",
          fund=safe(str(funds[0]["name"])), giver=theirs[0], into=safe(str(funds[1]["name"])), other=theirs[1]),
        t("Transfer it into a fund of the same office's money, as of: aidtrack fund add NAME{option}.",
          option=f" --from-office {shlex.quote(safe(giver))}" if giver else ""),
        t("Where one of them does not say whose money it is: aidtrack fund edit {named} --from-office OFFICE.",
          named=shlex.quote(names.choice("fund", from_id if not giver else into_id))),
    )  # fmt: skip


def _said(column: str, stored: str) -> str:
    kind = FUND.field(column).kind
    return spoken(kind.label(stored)) if isinstance(kind, WordKind) else stored


def _is_within_places(connection: Connection, old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """By the words themselves, or by the villages that they name."""
    if is_within(new, old, "earmark_place"):
        return True
    if new["earmark_place"] is None:
        return False
    rows = connection.rows(f"SELECT name, alias, code, {', '.join(PLACE)} FROM village WHERE same_as_id IS NULL")
    lies = lying(connection)
    villages = [Lying(name, alias, code, lies.path(tuple(above), code)) for name, alias, code, *above in rows]
    return lies_within(new["earmark_place"], old["earmark_place"], villages)


def village_left(names: Names, fund: int, project: int) -> int | None:
    """The village in which a project's money of a fund lies. Raises Refused where that is several."""
    return _one_village(names, fund, project, held_by_fund(names.connection, fund, project), "--from-village")


def village_into(names: Names, fund: int, project: int) -> int | None:
    """The village in which a project takes money: its home, else the one in which it has some. Raises Refused where that is several."""
    home = names.home("project", project)
    if home is not None:
        return home
    return _one_village(
        names, fund, project, _villages(names.connection, f"{ALLOCATED.sql('c')} > 0", project), "--to-village"
    )


def held_by_fund(connection: Connection, fund: int, project: int) -> list[int]:
    """Where something of it is left, else where it was allocated."""
    for held in (REMAINING, ALLOCATED):
        if found := _villages(connection, f"c.fund_id = {fund:d} AND {held.sql('c')} > 0", project):
            return found
    return []


def _villages(connection: Connection, condition: str, project: int) -> list[int]:
    sql = f"SELECT DISTINCT c.village_id FROM cell_balance c WHERE c.project_id = :project AND {condition} ORDER BY c.village_id"
    return [id for (id,) in connection.rows(sql, {"project": project})]


def _one_village(names: Names, fund: int, project: int, found: list[int], option: str) -> int | None:
    if len(found) > 1:
        called = [safe(names.choice("village", id)) if id else spoken(NO_VILLAGE) for id in found]
        raise Refused(
            t("Project “{project}” has money in {count} villages: {villages}.",
              project=safe(names.choice("project", project)), count=len(found), villages=some_of(called, _MOST_NAMED)),
            t("Say which with {option}.", option=option),
        )  # fmt: skip
    return (found[0] or None) if found else names.home("project", project)
