"""`show` of an entry: one with all its fields; a loan also with what came back of it, and when it falls due."""

import shlex
from collections.abc import Mapping
from dataclasses import replace

from aidtrack.ledger.correcting import given_back
from aidtrack.ledger.kind import KINDS
from aidtrack.phrase import Said, phrase
from aidtrack.reports import entries
from aidtrack.reports.period import Period
from aidtrack.store.engine.connection import Connection
from aidtrack.values.money import yuan
from aidtrack.values.report import Report
from aidtrack.values.text import safe


def taken_back(connection: Connection, kind: str, id: int) -> Report:
    """The entry that takes another one back; and what that leaves in a fund whose rest was carried on."""
    answer = entry(connection, kind, id)
    return replace(answer, notes=[*answer.notes, *_left(connection, id)])


def _left(connection: Connection, *ids: int) -> list[Said]:
    """What the funds of these entries hold again although their rest was carried on."""
    from aidtrack.store.records.carriable import left_again

    found: list[Said] = []
    for fund, name in connection.rows(
        f"""SELECT DISTINCT f.id, f.name FROM entry e JOIN fund f ON f.id = e.fund_id
        WHERE e.id IN ({", ".join(map(str, ids))}) ORDER BY f.id"""
    ):
        left = left_again(connection, fund)
        if left is None:
            continue
        cash, gone = left
        found.append(phrase(
            "Fund “{fund}”, whose rest was carried on into “{into}”, holds {cash} yuan again. The difference goes the same way:"
            " aidtrack fund carry {name} --to {year}.",
            fund=safe(name), into=safe(gone.into), cash=yuan(cash), name=shlex.quote(safe(name)), year=gone.year,
        ))  # fmt: skip
    return found


def corrected(
    connection: Connection,
    kind: str,
    id: int,
    *,
    dated: str | None = None,
    late: bool = False,
    along: Mapping[str, int] | None = None,
) -> Report:
    """The entry that corrects another one; on which day it is `dated` where its own is closed, and whether that is closed too (`late`);
    what kinds came `along`.
    """
    answer = entry(connection, kind, id)
    notes = [*answer.notes, *_left(connection, id, int(str(answer.tables[0].rows[0]["corrects"])))]
    notes += _given_back(connection, id)
    if dated is not None:
        notes.append(booked_on(dated, late=late, apart=answer.tables[0].rows[0]["date"] != dated))
    for moved, count in (along or {}).items():
        notes.append(phrase("{kind} that came along: {count}.", kind=KINDS[moved].label, count=count))
    return replace(answer, notes=notes)


def _given_back(connection: Connection, new: int) -> list[Said]:
    """How much was given back of all that an entry corrects, before it came to stand for that."""
    fen = connection.value(f"SELECT {given_back('n')} FROM entry n WHERE n.id = :new", {"new": new})
    if not fen:
        return []
    return [
        phrase(
            "{amount} yuan of it had been given back: that stays, and the new entry is what is left besides.",
            amount=yuan(abs(int(fen))),
        )
    ]


def booked_on(day: str, *, late: bool, apart: bool = False) -> Said:
    """On which day something is taken back or recorded anew that is of a closed one; `late`: with a reason on that day itself; `apart`:
    what is recorded anew has a day of its own.
    """
    if apart and late:
        return phrase(
            "What takes the former entry back is dated {date}, a closed day too, and marked as booked after closing the books.",
            date=day,
        )
    if apart:
        return phrase(
            "What takes the former entry back is dated {date}, since the books of its own day are closed.", date=day
        )
    if late:
        return phrase("Dated {date}, a closed day, and marked as booked after closing the books.", date=day)
    return phrase("Dated {date}, the first open day: the books of its own are closed.", date=day)


def entry(connection: Connection, kind: str, id: int) -> Report:
    """Raises Refused where there is none of this kind."""
    answer = entries.entry(connection, kind, id)
    [row] = answer.tables[0].rows
    if kind != "loan" or row["loan"] is not None:  # what takes a loan back is none itself
        return answer
    from aidtrack.reports.lending import schedule_table

    more = (entries.came_back(connection, id), schedule_table(connection, id, Period()))
    notes = [] if row["term"] is not None else [phrase("No term is stated: nothing falls due.")]
    return replace(answer, tables=[*answer.tables, *(one for one in more if one and one.rows)], notes=notes)
