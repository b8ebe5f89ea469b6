"""The briefing's villages, households and people: how many are helped, who is posted, who takes part."""

from collections.abc import Iterator

from aidtrack.nouns.household import HOUSEHOLD, STATUSES
from aidtrack.nouns.measure import MEASURE
from aidtrack.nouns.organization import ORGANIZATION, ROLES
from aidtrack.nouns.posting import POSTING, POSTING_ROLES
from aidtrack.nouns.village import DEPTHS, EXIT_STATUSES, VILLAGE
from aidtrack.phrase import Said, Word, phrase
from aidtrack.phrase import words as worded
from aidtrack.reports import listing
from aidtrack.reports.briefing.counts import indicator_facts
from aidtrack.reports.columns import columns, of_noun
from aidtrack.reports.counted import counted_in
from aidtrack.reports.explain import Explainer
from aidtrack.reports.facts import Fact, facts_table, number, span, stated, words
from aidtrack.reports.figures import of_cells
from aidtrack.reports.period import Period
from aidtrack.reports.posting import posting
from aidtrack.reports.stands import standing_of
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.find import Names
from aidtrack.values.dates import last_day
from aidtrack.values.homonym import read
from aidtrack.values.report import Row, Table, Value, as_text, id_of

_RESPONSIBLE = ("leader", "department", "cadre", "first_secretary", "team_leader", "group_member")


def villages(connection: Connection, names: Names, when: Period, explainer: Explainer | None) -> Table:
    """How many villages are helped, how many of them in deep poverty, how many out of it, and what is measured of them."""
    merged, mine = counted_in(connection, "village", when), _asked_for(connection, when)
    helped = [
        row
        for row in listing.rows(connection, VILLAGE)
        if id_of(row) not in merged
        and (mine is None or id_of(row) in mine)
        and when.overlaps(as_text(row["helped_from"]), as_text(row["helped_to"]), lasts=True)
    ]
    deep = [row for row in helped if row["depth"] == "deep"]
    exited = [row for row in helped if row["exit_status"] == "exited" and when.reached(as_text(row["exited_on"]))]
    facts = [
        *_counted(phrase("Villages recorded"), "village", helped, when, "helped_from"),
        *_counted(Word("deep", DEPTHS["deep"]), "village", deep, when),
        *_counted(Word("exited", EXIT_STATUSES["exited"]), "village", exited, when, "exited_on"),
        *indicator_facts(connection, when, "village", lambda village: _called(names, village), only=mine),
    ]
    return facts_table("villages", phrase("Villages"), facts, explainer)


def _asked_for(connection: Connection, when: Period) -> set[int] | None:
    """The villages that fit the filters themselves or have money that does, as `overview` has them; None for all."""
    stands = standing_of(connection, "village", when)
    return None if stands is None else stands | {id for (id,) in of_cells.cells(connection, when, ("village_id",))}


def households(connection: Connection, when: Period, explainer: Explainer | None) -> Table:
    """How many families there are, how many have a plan of their own, and what became of its measures."""
    facts = [*_families(connection, when), *_plans(connection, when)]
    return facts_table("households", phrase("Households"), facts, explainer)


def _families(connection: Connection, when: Period) -> Iterator[Fact]:
    """The households, the persons in them, and how many have each status by the period's end."""
    rows = listing.rows(connection, HOUSEHOLD, when.choice.rows, when.choice.params)
    yield from _counted(phrase("Households recorded"), "household", rows, when)
    persons = {id_of(row): int(row["persons"]) for row in rows if row["persons"] is not None}
    if persons:
        yield number(phrase("Persons in them"), sum(persons.values()), {"household": persons})
    for status, chinese in STATUSES.items():
        found = [row for row in rows if row["status"] == status and when.reached(as_text(row["status_on"]))]
        yield from _counted(Word(status, chinese), "household", found, when, "status_on")


def _plans(connection: Connection, when: Period) -> Iterator[Fact]:
    """How many households have a plan of their own, what of it was done in the period, and what is overdue at its end."""
    fitting = f"SELECT id FROM household WHERE {' AND '.join(('1 = 1', *when.choice.rows))}"
    of_them = f"measure.household_id IN ({fitting})"
    measures = listing.rows(connection, MEASURE, [of_them], when.choice.params)
    planned = [
        row[0]
        for row in connection.rows(f"SELECT DISTINCT household_id FROM measure WHERE {of_them}", when.choice.params)
    ]
    if planned:
        sources = {"household": planned, "measure": [*map(id_of, measures)]}
        yield number(phrase("with a plan of their own"), len(planned), sources)
    done = [row for row in measures if row["done_on"] is not None and when.overlaps(str(row["done_on"]), None)]
    yield from _counted(phrase("Measures done"), "measure", done, when, "done_on")
    late = [row for row in measures if _is_late(row, when)]
    yield from _counted(phrase("Measures overdue"), "measure", late, when, "due")


def _is_late(measure: Row, when: Period) -> bool:
    due, done_on = as_text(measure["due"]), as_text(measure["done_on"])
    done = done_on is not None and when.reached(done_on)
    return due is not None and last_day(due) < when.day and not done


def postings(connection: Connection, when: Period, explainer: Explainer | None) -> Table:
    """How many are in office for villages on the period's last day, by what they are, and how many posts are vacant."""
    found = posting(connection, None, when).tables[0].rows
    rows: list[Row] = []
    commands: list[list[Said]] = []
    for role in _RESPONSIBLE:
        held = [id_of(row) for row in found if row["role"] == role and row["state"] == "in_office"]
        vacant = [int(str(row["village_id"])) for row in found if row["role"] == role and row["name"] is None]
        if held or vacant:
            rows.append({"role": role, "in_office": len(held), "vacant": len(vacant)})
            if explainer:
                commands.append(explainer.sources({"posting": held, "village": vacant}))
    shown = [*of_noun(POSTING, "role"), *columns("in_office", "vacant")]
    labels = listing.labels(connection, POSTING, rows)
    return stated(Table("postings", phrase("Postings"), shown, rows, labels=labels, explain=commands))


def partners(connection: Connection, when: Period, explainer: Explainer | None) -> Table:
    """Who takes part: by their postings that may lie in the period, else as the organization they are."""
    rows: list[Row] = [
        {**row, "as_of": span(as_text(row["starts_on"]), as_text(row["ends_on"])), "noun": "posting"}
        for row in listing.rows(connection, POSTING, when.choice.rows, when.choice.params)
        if row["role"] not in _RESPONSIBLE
        and when.overlaps(as_text(row["starts_on"]), as_text(row["ends_on"]), lasts=True)
    ]
    known = {row["name"] for row in rows} | {row["organization"] for row in rows}
    organizations = [] if when.choice else listing.rows(connection, ORGANIZATION)  # these belong to no place
    rows += [{**row, "noun": "organization"} for row in organizations if row["name"] not in known]
    order = {word: at for at, word in enumerate((*POSTING_ROLES, *ROLES))}
    rows.sort(key=lambda row: (order.get(str(row["role"]), len(order)), str(row["name"])))
    shown = [*of_noun(POSTING, "name", "role", "place", "raw"), *columns("as_of")]
    labels = {"role": worded(ROLES | POSTING_ROLES)}
    commands = [explainer.sources({str(row["noun"]): [id_of(row)]}) for row in rows] if explainer else ()
    title = phrase("Partners and those taking part")
    return stated(Table("partners", title, shown, rows, labels=labels, explain=commands))


def _counted(item: Said, noun: str, rows: list[dict[str, Value]], when: Period, dated: str | None = None) -> list[Fact]:
    """How many rows of a noun there are, with the words they all rest on; nothing where there is none.

    That it was so at the period's end is said where all of them tell since when: in the field `dated`.
    """
    if not rows:
        return []
    known = dated is not None and all(row[dated] is not None for row in rows)
    raw = words([as_text(row.get("raw")) for row in rows])
    return [number(item, len(rows), {noun: [*map(id_of, rows)]}, raw=raw, as_of=when.end if known else None)]


def _called(names: Names, village: int) -> str:
    """A village's name, with its place where another has the same one."""
    return read(names.shown("village", village) or "")
