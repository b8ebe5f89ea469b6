"""`report support`: what was put in for the villages, by helper unit or by village (R10, 帮扶资金统计表 of DOMAIN section 2.9).

已投入 is money *used*: what left a fund and did not come back – spending less what was returned, and what was lent less what was
repaid (a loan given up stays: it reached the household). Its two identities, 已投入 = 到户 + 到村 = Σ of the sources, are checked on every
row and in the total, and the total against the funds' own figures, before the table is shown.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from aidtrack.ledger.quantity import USED
from aidtrack.nouns.project import PROJECT
from aidtrack.phrase import Said, phrase
from aidtrack.reports import figures
from aidtrack.reports.columns import columns, filled
from aidtrack.reports.counted import counted_in
from aidtrack.reports.explain import explaining
from aidtrack.reports.figures import of_funds
from aidtrack.reports.period import Period
from aidtrack.reports.stands import standing_of
from aidtrack.reports.support.explained import SupportSources
from aidtrack.reports.support.helping import Helping, helping
from aidtrack.reports.support.sums import BY_REACH, BY_SOURCE, MONEY, Key, Sums, planned, used
from aidtrack.reports.village_order import village_order
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.homonyms import Homonyms
from aidtrack.store.names.lying import level
from aidtrack.values.homonym import joined
from aidtrack.values.money import yuan
from aidtrack.values.report import Column, Report, Row, Table, Value, as_int
from aidtrack.values.text import safe

_RARE = ("reach_unknown", "other_source", "source_unknown")  # shown where there is such money


_HEADS = {"organization": ("organization", "villages_helped"), "village": ("village", "county", "organization")}


def support(connection: Connection, when: Period, by: str, *, explain: list[str] | None = None) -> Report:
    """`by` is "organization" or "village"."""
    helped = helping(connection)
    sums = Sums()
    planned(connection, when, helped, by, sums)
    used(connection, when, helped, by, sums)
    rows_of = _by_unit if by == "organization" else _by_village
    keyed = rows_of(connection, when, helped, sums)
    rows = list(keyed.values())
    total: dict[str, Value] = {name: figures.summed(row[name] for row in rows) for name in MONEY}
    explainer = explaining(connection, when, explain)
    sources = SupportSources(connection, explainer, when, helped, by, sums) if explainer else None
    table = Table(
        "support",
        phrase("Aid put in"),
        _columns(by, rows),
        rows,
        total=total,
        explain=[sources.commands(key) for key in keyed] if sources else (),
        keys=[*keyed],
        remarks=_remarks(sums) if rows else None,
    )
    wrong = _differences(rows, total, _HEADS[by][0], _left_the_funds(connection, when))
    notes = wrong or ([_CHECKED] if rows else [])
    return Report("support", phrase("Aid put in"), [table], when.end, notes, exit_code=1 if wrong else 0)


_CHECKED = phrase(
    "Checked on every row and in the total: used = to households + to the village = all sources together."
)


def _columns(by: str, rows: Sequence[Row]) -> list[Column]:
    found = []
    for column in columns(*_HEADS[by], *MONEY):
        blank = phrase("helper not stated") if column.name == "organization" else column.blank
        found.append(replace(column, blank=blank))
    return filled(found, rows, *_RARE)


def _remarks(sums: Sums) -> Callable[[Table], Iterator[Said]]:
    """What counts as used, and what is not known of it."""

    def remarks(table: Table) -> Iterator[Said]:
        whole = (table.whole or table).keys or ()
        silent = {id for key, ids in sums.silent.items() if key in whole for id in ids}
        if table.has("used"):
            yield phrase(
                "used: what left the funds and did not come back – spending less returns, loans less repayments"
            )
        if table.has("credit", "to_households") and any(key in sums.credit for key in table.keys or ()):
            yield phrase("What is lent counts as credit, whatever the source of its fund, and goes to households.")
        if silent and table.has(*BY_REACH):
            yield phrase("{count} projects do not say whom their money reaches: aidtrack project edit NAME {option} WORD.",
                         count=len(silent), option=PROJECT.field("reach").option)  # fmt: skip

    return remarks


def _by_unit(connection: Connection, when: Period, helped: Helping, sums: Sums) -> dict[Key, Row]:
    """A row for each unit that helped in the period or whose villages' money moved; last, what nobody is known to have helped with."""
    shared = Homonyms(connection).of("village")
    villages = {id: shared.get(id, name) for id, name in connection.rows("SELECT id, name FROM village")}
    theirs = helped.villages(when)
    stands = standing_of(connection, "village", when)
    if stands is not None:
        stands |= {village for rest in sums.rests.values() for some in rest.villages.values() for village in some}
        theirs = {units: among for units, ids in theirs.items() if (among := ids & stands)}
    keys = sorted(
        {*theirs, *(key for key in sums.rows if isinstance(key, tuple))}, key=lambda units: (not units, units)
    )
    return {
        units: {
            "organization": "、".join(units) or None,
            "villages_helped": joined((villages[id] for id in sorted(theirs.get(units, ()))), "、") or None,
            **sums.rows[units],
        }
        for units in keys
    }


def _by_village(connection: Connection, when: Period, helped: Helping, sums: Sums) -> dict[Key, Row]:
    merged = counted_in(connection, "village", when)
    stands = standing_of(connection, "village", when)
    stated = [
        row
        for row in connection.rows(f"SELECT id, name, {level(connection, 'county')} FROM village")
        if row[0] not in merged and (stands is None or row[0] in stands or row[0] in sums.rows)
    ]
    order = village_order(connection)
    villages = sorted(stated, key=lambda row: order[row[0]])
    shared = Homonyms(connection).of("village")
    if 0 in sums.rows:
        villages.append((0, None, None))
    return {
        id: {
            "village": shared.get(id, name),
            "county": county,
            "organization": "、".join(helped.units(id, when.day)) or None,
            **sums.rows[id],
        }
        for id, name, county in villages
    }


def _left_the_funds(connection: Connection, when: Period) -> int:
    """The same money as the funds' own figures have it."""
    moved = [found.moved for found in of_funds.funds(connection, when).values()]
    return sum(map(USED.fen, moved))


_SPLITS = ((BY_REACH, phrase("to households and to the village")), (BY_SOURCE, phrase("all sources together")))


def _differences(rows: Sequence[Row], total: Row, head: str, funds_fen: int) -> list[Said]:
    """Where an identity does not hold, by how much; nothing where the table is right."""
    named: list[tuple[Said, Row]] = [(safe(str(row[head])) if row[head] else phrase("not stated"), row) for row in rows]
    named.append((phrase("Total"), total))
    found: list[Said] = []
    for name, row in named:
        used = _fen(row, "used")
        for split, said in _SPLITS:
            parts = sum(_fen(row, column) for column in split)
            if parts != used:
                found.append(_difference(name, used, said, parts))
    if _fen(total, "used") != funds_fen:
        found.append(
            _difference(phrase("Total"), _fen(total, "used"), phrase("what the funds spent and lent"), funds_fen)
        )
    return found


def _fen(row: Row, name: str) -> int:
    return as_int(row[name]) or 0


def _difference(row: Said, used: int, said: Said, parts: int) -> Said:
    return phrase("{row}: used is {used} yuan, {said} {parts}: they differ by {difference} yuan. Look for what is wrong: aidtrack check.",
             row=row, used=yuan(used), said=said, parts=yuan(parts), difference=yuan(abs(used - parts)))  # fmt: skip
