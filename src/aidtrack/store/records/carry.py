"""Closing a fund's year: what it leaves goes on in a fund of another year that is part of it, in one batch that can be taken back.

Both halves are dated 1 January: the old year's closing balance stays what it was and is the new one's opening. Allocations of
unfinished projects go on with their money, into the village that theirs is part of by then; of a closed project, or where it goes on
as surplus (结余), they are cut in the old fund alone. What comes into the old fund after that follows when it is carried on again. The new fund keeps the source, document, form and earmark, and the idle clock, which is never set back (MOF 2015, DOMAIN 2.1).
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from aidtrack.errors import Refused, Usage
from aidtrack.ledger.carrying import CARRY_DAY
from aidtrack.ledger.quantity import ALLOCATED, ARRIVED
from aidtrack.locale import t
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.log.append import Chain
from aidtrack.store.log.entries_digest import of_batch, recorded
from aidtrack.store.names.find import Names
from aidtrack.store.records import noun_words, nouns
from aidtrack.store.records.breach import sentence
from aidtrack.store.records.bulk import Act, begin, complete, judge, suspended
from aidtrack.store.records.carriable import Carried, Remainder, Unspent, remainder, require_no_older
from aidtrack.store.records.rows import stored
from aidtrack.values.dates import is_future
from aidtrack.values.money import yuan
from aidtrack.values.text import MAX_NAME, safe

_KEPT = (
    "source",
    "provider",
    "from_office",
    "qualifier",
    "form",
    "doc_no",
    "earmark_category",
    "earmark_place",
    "earmark_depth",
)
_SURPLUS = "surplus"


def carry(
    writer: Writer, fund: int, year: int, *, name: str | None = None, idle_from: str | None, surplus: bool = False
) -> Carried:
    """Carry what the fund leaves into one of `year`, called `name`, whose money waits since `idle_from`.

    It is a new one, unless the fund's rest went into one of that year before: then the difference follows. Raises Refused where
    nothing can be carried (`store/records/carriable.py`), the name is taken, or a rule forbids it; Usage where the year is to come.
    """
    day = CARRY_DAY.format(year=year)
    if is_future(day, writer.today):
        raise Usage(t("The date {date} lies in the future.", date=day), t("Carry a fund on when its year is over."))
    old = stored(writer, "fund", fund) or {}
    if old["year"] is not None and year <= old["year"]:
        raise Refused(
            t("Fund “{fund}” is of {own}: {year} is not after that.", fund=safe(str(old["name"])), own=old["year"], year=year),
            t("Give a later year with --to."),
        )  # fmt: skip
    found = remainder(writer, fund, str(old["name"]), year)
    going = [cell for cell in found.cells if not cell.closed and not surplus]
    again = found.again(year)
    if again is not None and (name not in (None, again.into) or (surplus and not again.surplus)):
        again = None
    called = again.into if again else name or new_name(str(old["name"]), year)
    batch_id = begin(writer, "carry")
    chain = Chain(writer)
    with suspended(writer, batch_id) as act:
        if again:
            into = again.into_id
            require_no_older(writer, into, called, year)
            _raise_budget(writer, into, old["budget_fen"], found, chain, batch_id, act)
        else:
            values = _values(old, fund, year, called, idle_from, found, surplus=surplus)
            _require_room(values, found, going)
            into = _new_fund(writer, values, chain, batch_id, act)
        same = {"date": found.day, "batch_id": batch_id}
        leaving = [*_leaving(found, going, fund, t("carried on into {year}: {fund}", year=year, fund=called))]
        _insert(writer, leaving, same)
        left = writer.value("SELECT id FROM entry WHERE id > :last AND kind = 'receipt'", {"last": act.last})
        coming = [*_coming(found, going, into, t("carried on from {fund}", fund=old["name"]), left)]
        _insert(writer, coming, same)
        moving = _moving(writer, going, into, same)
        for breach in judge(writer, act.last, batch_id):
            kind = writer.value("SELECT kind FROM entry WHERE id = :id", {"id": breach.entry_id})
            raise Refused(sentence(writer, breach, {"kind": kind, "date": found.day}))
    brought = complete(writer, batch_id, len(leaving) + len(coming) + moving, act.last)
    digest = of_batch(writer, batch_id, *brought)
    chain.append(
        "carry",
        "batch",
        batch_id,
        batch_id=batch_id,
        after={"from": fund, "into": into, **recorded(writer, batch_id, digest)},
    )
    unspent = sum(cell.fen for cell in found.cells)
    gone = sum(cell.fen for cell in going)
    return Carried(batch_id, fund, into, found.cash_fen, gone, unspent - gone)


def _values(
    old: dict[str, Any], fund: int, year: int, name: str, idle_from: str | None, found: Remainder, *, surplus: bool
) -> dict[str, object]:
    """The new fund. The rest of the plan is its own, unless it went on before into another one."""
    plan = None if old["budget_fen"] is None or found.gone else max(old["budget_fen"] - found.used_fen, 0)
    kept = {column: old[column] for column in _KEPT} | ({"source": _SURPLUS} if surplus else {})
    return {**kept, "name": name, "year": year, "part_of_id": fund, "idle_from": idle_from, "budget_fen": plan}


def _raise_budget(
    writer: Writer, into: int, plan_fen: int | None, found: Remainder, chain: Chain, batch_id: int, act: Act
) -> None:
    """What the old fund did not use of its plan after all is the new one's too."""
    [(stated,)] = writer.rows("SELECT budget_fen FROM fund WHERE id = :id", {"id": into})
    if plan_fen is not None and stated is not None and stated < plan_fen - found.used_fen:
        raised = {"budget_fen": plan_fen - found.used_fen}
        nouns.edit(writer, "fund", into, raised, chain=chain, batch_id=batch_id, act=act)


def _require_room(values: dict[str, object], found: Remainder, going: list[Unspent]) -> None:
    """Raises Refused where the new fund could not hold the allocations that go on."""
    wanted = sum(cell.fen for cell in going)
    room = found.cash_fen if values["budget_fen"] is None else int(str(values["budget_fen"]))
    if wanted > room:
        raise Refused(
            t("{wanted} yuan are allocated and not spent, but only {room} yuan would be there for them.", wanted=yuan(wanted), room=yuan(room)),
            t("Record what has arrived, or cut allocations by {short} yuan first: aidtrack allocation reverse ID --reason WHY.", short=yuan(wanted - room)),
        )  # fmt: skip


def _new_fund(writer: Writer, values: dict[str, object], chain: Chain, batch_id: int, act: Act) -> int:
    """The id of the fund with these values; one that a carrying taken back had to leave is taken over. Raises Refused."""
    names = Names(writer)
    known = names.index("fund").same(values)
    if known is None:
        id = nouns.insert(writer, "fund", {**values, "batch_id": batch_id})
        chain.append("add", "fund", id, after=values, batch_id=batch_id)
        return id
    holds = f"SELECT 1 FROM fund_balance b WHERE b.fund_id = :id AND ({ARRIVED.sql()} <> 0 OR {ALLOCATED.sql()} <> 0)"
    if not nouns.is_leftover(writer, "fund", known) or writer.value(holds, {"id": known}) is not None:
        said, _ = noun_words.taken(names, "fund", values, known).args
        raise Refused(said, t("Give the new fund another name with --name."))
    require_no_older(writer, known, str(values["name"]), int(str(values["year"])))
    nouns.take_over(writer, "fund", known, values, chain, batch_id, act)
    return known


def _leaving(found: Remainder, going: list[Unspent], fund: int, said: str) -> Iterator[dict[str, object]]:
    """Everything that is left goes out of the old fund."""
    goes = set(going)
    for cell in found.cells:
        reason = said if cell in goes else t("not spent, free again")
        if cell.disbursed_fen:
            yield _moved("disbursement", fund, -cell.disbursed_fen, reason, cell)
        yield _moved("allocation", fund, -cell.fen, reason, cell)
    yield _moved("receipt", fund, -found.cash_fen, said)


def _coming(found: Remainder, going: list[Unspent], into: int, said: str, left: int) -> Iterator[dict[str, object]]:
    """But for the allocations that are cut, it comes into the new one; the receipt carries the one that `left`."""
    yield {**_moved("receipt", into, found.cash_fen, said), "carries_id": left}
    for cell in going:
        yield {**_moved("allocation", into, cell.fen, said, cell), "over": cell.over}
        if cell.disbursed_fen:
            yield _moved("disbursement", into, cell.disbursed_fen, said, cell)


def _moving(writer: Writer, going: list[Unspent], into: int, same: dict[str, object]) -> int:
    """What came for a village that is part of another by then moves there, and is marked as moved: it is spent where it is booked.

    Returns how many entries that takes.
    """
    before = writer.value("SELECT max(id) FROM entry")
    said = t("its village is part of another")
    merged = [cell for cell in going if cell.successor_id is not None]
    _insert(writer, [_moved(kind, into, -fen, said, cell) for cell in merged for kind, fen in _of_cell(cell)], same)
    out = writer.rows("SELECT kind, project_id, village_id, id FROM entry WHERE id > :before", {"before": before})
    left = {tuple(place): id for *place, id in out}
    came = [
        {
            **_moved(kind, into, fen, said, replace(cell, village_id=cell.successor_id or 0)),
            "moves_id": left[(kind, cell.project_id or None, cell.village_id)],
            "over": cell.over if kind == "allocation" else None,
        }
        for cell in merged
        for kind, fen in _of_cell(cell)
    ]
    _insert(writer, came, same)
    return len(left) + len(came)


def _of_cell(cell: Unspent) -> Iterator[tuple[str, int]]:
    yield "allocation", cell.fen
    if cell.disbursed_fen:
        yield "disbursement", cell.disbursed_fen


def _moved(kind: str, of: int, fen: int, reason: str, cell: Unspent | None = None) -> dict[str, object]:
    project, village = (cell.project_id or None, cell.village_id or None) if cell else (None, None)
    return {
        "kind": kind, "fund_id": of, "project_id": project, "village_id": village, "amount_fen": fen, "reason": reason,
        "over": None, "carries_id": None, "moves_id": None,
    }  # fmt: skip


def _insert(writer: Writer, rows: list[dict[str, object]], same: dict[str, object]) -> None:
    if rows:
        writer.insert_columns("entry", {column: [row[column] for row in rows] for column in rows[0]}, same)


def new_name(name: str, year: int) -> str:
    """The old fund's name and the year; what a year before put there makes room."""
    ending = f"({year}年结转)"  # of the data, and so the same whatever language is spoken: it is found again by it
    before = re.escape(ending).replace(str(year), "[0-9]{4}") + "$"
    return re.sub(before, "", name)[: MAX_NAME - len(ending)] + ending
