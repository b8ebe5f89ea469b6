"""`report household [VILLAGE]`: each family, what it lacks, what its own plan has done for it, what was spent on it, what it owes."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from aidtrack.nouns.household import GUARANTEES, HOUSEHOLD, STATUSES
from aidtrack.nouns.village import VILLAGE
from aidtrack.phrase import Said, Word, phrase, words
from aidtrack.reports import listing
from aidtrack.reports.columns import columns, filled, of_noun
from aidtrack.reports.counted import counted_in, counting, one_of
from aidtrack.reports.entries import of_households
from aidtrack.reports.explain import Explainer, explaining
from aidtrack.reports.figures import summed
from aidtrack.reports.flags import GUARANTEE_UNMET, MEASURE_OVERDUE, NO_PLAN
from aidtrack.reports.household_money import given, money_table, spent
from aidtrack.reports.period import Period
from aidtrack.reports.village_order import village_order
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.find import Names
from aidtrack.store.names.lying import level
from aidtrack.values.dates import days_since
from aidtrack.values.lists import words_kind
from aidtrack.values.report import Column, Content, Report, Row, Table, Value, as_text, id_of

_UNMET = words_kind(GUARANTEES)
_COUNTED = ("measures", "measures_done", "measures_overdue")
Rows = list[dict[str, Content]]


class Measure(NamedTuple):
    """What a plan sets out to do: until when, and when it was done; days of any precision."""

    due: str | None
    done_on: str | None

    def is_done(self, when: Period) -> bool:
        return self.done_on is not None and when.reached(self.done_on)

    def is_overdue(self, when: Period) -> bool:
        return not self.is_done(when) and (days_since(self.due, when.day) or 0) > 0


def _of_no_number(table: Table) -> list[Said]:
    """What the total cannot hold."""
    unknown = sum(row["persons"] is None for row in table.summed) if table.sums("persons") else 0
    return [phrase("{count} households state no number of persons.", count=unknown)] if unknown else []


Plan = dict[int, Measure]  # by the measure's id


def household(connection: Connection, name: str | None, when: Period, *, explain: list[str] | None = None) -> Report:
    """The households of one village, or of all, as they stand on the period's last day."""
    names = Names(connection)
    only = None if name is None else names.find("village", name)
    rows = _households(connection, only, when)
    order = village_order(connection)
    rows.sort(key=lambda row: (order[int(str(row["village_id"]))], str(row["name"])))
    shown = [
        *of_noun(HOUSEHOLD, "village"), *of_noun(VILLAGE, "county"), *of_noun(HOUSEHOLD, "name", "head", "persons", "causes"),
        *_guarantees(), *of_noun(HOUSEHOLD, "status", "status_on", "helper"),
        *columns(*_COUNTED, "spent", "outstanding", "flags"),
    ]  # fmt: skip
    received = given(connection, when)
    for row in rows:
        row["spent"] = spent(received.get(id_of(row), ()))
    explainer = explaining(names, when, explain)
    labels = listing.labels(connection, HOUSEHOLD, rows)
    labels["unmet"] = {unmet: _UNMET.label(unmet) for row in rows if (unmet := str(row["unmet"] or ""))}
    total = {name: summed(row[name] for row in rows) for name in ("persons", *_COUNTED, "spent", "outstanding")}
    lacking = [name for name in GUARANTEES if any(row[name] != "met" for row in rows)]
    table = Table(
        "households",
        phrase("Households"),
        filled(shown, rows, *(one.name for one in shown if one.name not in GUARANTEES)),
        rows,
        stays=("name", "flags", *lacking, "county", *GUARANTEES, *_COUNTED, "status", "helper"),
        total=total,
        labels=labels,
        remarks=_of_no_number,
        explain=_commands(connection, explainer, rows, when) if explainer else (),
    )
    title = phrase("Households") if only is None else names.choice("village", only)
    money = money_table(connection, rows, received, when, explainer)
    more = [_by_status(rows, explainer), *([money] if money else [])] if rows else []
    if rows and any(word == "household" for word, _ in when.choice.words):
        more.append(_explained(of_households(connection, [*map(id_of, rows)], when), explainer))
    return Report("household", title, [table, *more])


def _explained(found: Table, explainer: Explainer | None) -> Table:
    return replace(found, explain=[[explainer.entry(row)] for row in found.rows]) if explainer else found


def _guarantees() -> list[Column]:
    """The two assurances and three guarantees as they are stored; what they lack is listed again for scripts."""
    [lacking] = columns("unmet")
    stated = [replace(one, blank=phrase("not stated")) for one in of_noun(HOUSEHOLD, *GUARANTEES)]
    return [*stated, replace(lacking, hidden=True)]


def summary(connection: Connection, village_id: int, when: Period, explainer: Explainer | None = None) -> Table:
    """How many households a village has, for `report village`; no row where none is recorded."""
    rows = _households(connection, village_id, when)
    counts: Row = {
        **_sums(rows),
        "exited": sum(row["status"] == "exited" for row in rows),
        "planned": sum(bool(row["measures"]) for row in rows),
    }
    shown = [*_counts(), *columns("exited", "planned")]
    table = Table(
        "households", phrase("Households"), shown, [counts] if rows else [], keys=[village_id] if rows else []
    )
    if explainer is None or not rows:
        return table
    plans = _plans(connection)
    measures = [id for row in rows for id in plans.get(id_of(row), {})]
    return replace(table, explain=[explainer.sources({"household": [*map(id_of, rows)], "measure": measures})])


def _commands(connection: Connection, explainer: Explainer, rows: Rows, when: Period) -> list[list[Said]]:
    """Each household, the measures of its plan, what it borrowed and what of that came back."""
    plans = _plans(connection)
    until = when.until
    back: dict[int, list[str]] = {}
    for household, loan, kind in connection.rows(
        "SELECT DISTINCT o.household_id, x.loan_id, x.kind FROM entry x JOIN entry o ON o.id = x.loan_id"
        " WHERE x.kind <> 'loan' AND x.date <= :end ORDER BY 1, 2, 3",
        {"end": when.params["end"]},
    ):
        back.setdefault(household, []).append(explainer.entries(kind, until, ["--loan", str(loan)]))
    found = []
    for row in rows:
        id = id_of(row)
        lines = explainer.sources({"household": [id], "measure": plans.get(id, {})})
        if row["spent"] is not None:
            lines.append(explainer.entries("spending", when, explainer.place(household=id)))
        if row["outstanding"] is not None:
            lines += [explainer.entries("loan", until, explainer.place(household=id)), *back.get(id, ())]
        found.append(lines)
    return found


def _counts() -> list[Column]:
    households = Column("households", Word("households", "户数"), "count")
    return [households, *of_noun(HOUSEHOLD, "persons")]


def _by_status(rows: Sequence[Row], explainer: Explainer | None) -> Table:
    """How many households and persons have each status; one that is not known comes last."""
    counted: list[Row] = []
    commands: list[list[Said]] = []
    for status in (*STATUSES, None):
        found = [row for row in rows if row["status"] == status]
        if found:
            counted.append({"status": status, **_sums(found)})
            if explainer:
                commands.append([explainer.rows("household", [*map(id_of, found)], status=status)])
    shown = [*of_noun(HOUSEHOLD, "status"), *_counts()]
    return Table(
        "statuses",
        phrase("By status"),
        shown,
        counted,
        total=_sums(rows),
        labels={"status": words(STATUSES)},
        explain=commands,
    )


def _sums(rows: Sequence[Row]) -> dict[str, Content]:
    return {"households": len(rows), "persons": summed(row["persons"] for row in rows)}


def _households(connection: Connection, only: int | None, when: Period) -> Rows:
    of = [] if only is None else counting(only, counted_in(connection, "village", when))
    conditions = [*when.choice.rows, *([one_of("household.village_id", of)] if of else [])]
    found = listing.rows(connection, HOUSEHOLD, conditions, when.choice.params)
    county = level(connection, "county", "v")
    homes = {
        id: {"village_id": village, "county": county}
        for id, village, county in connection.rows(
            f"SELECT h.id, v.id, {county} FROM household h JOIN village v ON v.id = h.village_id"
        )
    }
    plans, lent = _plans(connection), _outstanding(connection, when)
    made = []
    for row in found:
        id = id_of(row)
        made.append(_as_of(row | homes[id], plans.get(id, {}), lent.get(id), when))
    return made


def _as_of(row: dict[str, Value], plan: Plan, outstanding_fen: int | None, when: Period) -> dict[str, Content]:
    """A household on a day. A status that came later is not yet known then; what was done later is not yet done."""
    known = when.reached(as_text(row["status_on"]))
    done = sum(measure.is_done(when) for measure in plan.values())
    overdue = sum(measure.is_overdue(when) for measure in plan.values())
    unmet = "、".join(name for name in GUARANTEES if row[name] == "unmet")
    flags = ((NO_PLAN, not plan), (GUARANTEE_UNMET, unmet), (MEASURE_OVERDUE, overdue))
    return {
        **row,
        "status": row["status"] if known else None,
        "status_on": row["status_on"] if known else None,
        "unmet": unmet or None,
        "measures": len(plan),
        "measures_done": done,
        "measures_overdue": overdue,
        "outstanding": outstanding_fen,
        "flags": tuple(flag for flag, raised in flags if raised),
    }


def _plans(connection: Connection) -> dict[int, Plan]:
    """Household → its plan."""
    found: dict[int, Plan] = {}
    for household, id, due, done_on in connection.rows(
        "SELECT household_id, id, due, done_on FROM measure ORDER BY id"
    ):
        found.setdefault(household, {})[id] = Measure(due, done_on)
    return found


def _outstanding(connection: Connection, when: Period) -> dict[int, int]:
    """What each household that ever borrowed still owes at the period's end, in fen: lent less repaid and written off."""
    rows = connection.rows(
        "SELECT household_id, sum(fen) FROM ("
        "SELECT household_id, amount_fen AS fen FROM entry WHERE household_id > 0 AND kind = 'loan' AND date <= :end UNION ALL"
        " SELECT o.household_id, -x.amount_fen FROM entry x JOIN entry o ON o.id = x.loan_id"
        " WHERE x.loan_id IS NOT NULL AND x.kind <> 'loan' AND x.date <= :end) moved GROUP BY household_id",
        {"end": when.params["end"]},
    )
    return {row[0]: int(row[1]) for row in rows}
