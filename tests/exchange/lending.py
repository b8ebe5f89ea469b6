"""Households and loans for any store: lent, paid back, written off and taken back, as far as the rules take it."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from hypothesis import strategies as st

from aidtrack.errors import Refused
from aidtrack.ledger.entry import BACK, SCHEDULES
from aidtrack.store import entries, nouns
from aidtrack.store.rows import held_fen, stored
from aidtrack.store.writing import Writer

_picks = st.integers(0, 9)
_shares = st.integers(1, 100)  # percent of what there is


def lending(
    names: st.SearchStrategy[str], texts: st.SearchStrategy[str | None], dates: st.SearchStrategy[str]
) -> st.SearchStrategy[dict[str, Any]]:
    """What `lend` takes; `names` may not hold “/”."""
    refs = st.none() | names
    loan = st.fixed_dictionaries({
        "fund_id": st.integers(1, 3), "date": dates, "amount_fen": st.integers(1, 10**8), "term": st.none() | st.integers(1, 600),
        "yearly_rate": st.sampled_from([None, "0%", "4.35%"]), "schedule": st.none() | st.sampled_from([*SCHEDULES]),
        "guarantor": texts, "purpose": texts, "ref": refs,
    })  # fmt: skip
    return st.fixed_dictionaries({
        "household": st.lists(st.tuples(names, _picks, texts), max_size=3),
        "loan": st.lists(st.tuples(_picks, loan), max_size=4),
        "back": st.lists(st.tuples(st.sampled_from(BACK), _picks, _shares, dates, refs), max_size=4),
        "reversal": st.lists(st.tuples(_picks, _shares), max_size=3),
    })  # fmt: skip


def lend(writer: Writer, content: Mapping[str, Any]) -> None:
    """A loan over a limit is marked, on the last day, as import wants it in order of date."""
    villages = [row[0] for row in writer.rows("SELECT id FROM village ORDER BY id")]
    for name, village, note in content["household"] if villages else ():
        with suppress(Refused):
            values = {"name": name, "village_id": villages[village % len(villages)], "note": note}
            nouns.add(writer, "household", values)
    homes = writer.rows("SELECT id, village_id FROM household ORDER BY id")
    made: list[int] = []
    for household, values in content["loan"] if homes else ():
        if stored(writer, "fund", values["fund_id"]) is None:
            continue
        id, village = homes[household % len(homes)]
        for over in ({}, {"over": "灾情", "date": "2018-01-01"}):
            with suppress(Refused):
                made.append(
                    entries.add(writer, {"kind": "loan", "household_id": id, "village_id": village, **values, **over})
                )
                break
    loans = [*made]
    for kind, loan, share, date, ref in content["back"] if loans else ():
        id = loans[loan % len(loans)]
        lent = stored(writer, "entry", id) or {}
        kept = {name: lent[name] for name in ("fund_id", "project_id", "village_id")}
        back = {
            "kind": kind,
            "amount_fen": max(1, lent["amount_fen"] * share // 100),
            "reason": "还" if kind == BACK[1] else None,
        }
        with suppress(Refused):
            made.append(
                entries.add(writer, {**kept, **back, "date": max(date, lent["date"]), "loan_id": id, "ref": ref})
            )
    for at, share in content["reversal"] if made else ():
        id = made[at % len(made)]
        entry = stored(writer, "entry", id) or {}
        amount = abs(held_fen(writer, id)) * share // 100
        with suppress(Refused):
            new, _ = entries.reverse(writer, id, kind=entry["kind"], amount_fen=amount, reason="退", date=entry["date"])
            made.append(new)
