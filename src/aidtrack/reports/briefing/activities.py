"""The briefing's activities: a section for each group of kinds, each count with its qualifier, and who took part."""

from collections.abc import Mapping, Sequence

from aidtrack.nouns.activity import ACTIVITY
from aidtrack.phrase import Joined, phrase
from aidtrack.reports import listing
from aidtrack.reports.activity import COUNTED, come_to, counts_what
from aidtrack.reports.briefing.counts import Stated, indicator_facts, last_stated
from aidtrack.reports.columns import columns, of_noun
from aidtrack.reports.explain import Explainer
from aidtrack.reports.facts import Fact, facts_table, span, stated, words
from aidtrack.reports.period import Period
from aidtrack.store.engine.connection import Connection
from aidtrack.values.report import Row, Table, Value, as_text, id_of

# Which kinds a section is of; the last one takes every other.
_SECTIONS = {
    "visits": ("进村入户",),
    "lectures": ("宣讲",),
    "trainings": ("培训", "就业援助月", "劳务输出"),
    "inspections": ("督查调研", "考核", "调研论证"),
    "awards": ("表彰",),
    "activities": (),
}
_TITLES = {
    "visits": phrase("Visits to villages and households"),
    "lectures": phrase("Lectures"),
    "trainings": phrase("Trainings and jobs"),
    "inspections": phrase("Inspections and surveys"),
    "activities": phrase("Other activities"),
}
PROGRAMME = phrase("The whole programme")
Activity = Mapping[str, Value]


def activities(connection: Connection, when: Period, explainer: Explainer | None) -> dict[str, Table]:
    """The sections of activities by name; the period's filters are those of activities."""
    counts: dict[int, list[Stated]] = {}
    for one in last_stated(connection, when, "activity"):
        counts.setdefault(one.of, []).append(one)
    found = _by_section(connection, when, counts)
    made = {name: facts_table(name, title, _facts(found[name], counts), explainer) for name, title in _TITLES.items()}
    made["awards"] = _awards(found["awards"], explainer)
    return made


def programme(connection: Connection, when: Period, explainer: Explainer | None) -> Table:
    """What is measured of the whole."""
    return facts_table("programme", PROGRAMME, indicator_facts(connection, when, None), explainer)


def _by_section(connection: Connection, when: Period, counts: Mapping[int, list[Stated]]) -> dict[str, list[Activity]]:
    """The activities of the period: those whose time may lie in it, and those of which something is stated in it."""
    section_of = {kind: name for name, kinds in _SECTIONS.items() for kind in kinds}
    found: dict[str, list[Activity]] = {name: [] for name in _SECTIONS}
    for row in listing.rows(connection, ACTIVITY, when.choice.rows, when.choice.params):
        dated = any(one.as_of and when.overlaps(one.as_of, None) for one in counts.get(id_of(row), ()))
        if dated or when.overlaps(as_text(row["starts_on"]), as_text(row["ends_on"])):
            found[section_of.get(str(row["kind"]), "activities")].append(row)
    return found


def _facts(rows: Sequence[Activity], counts: Mapping[int, list[Stated]]) -> list[Fact]:
    """What the activities of a section count together, then each that states no count, kind by kind."""
    known = {id_of(row): row for row in rows}
    said = sorted((one for id in known for one in counts.get(id, ())), key=lambda one: one.target)
    together: dict[tuple[str, bool], list[Stated]] = {}
    alone: list[Stated] = []
    for one in said:
        what = counts_what(one.name, one.unit)
        if what is not None and one.value is not None:
            together.setdefault((what, one.target), []).append(one)
        else:
            alone.append(one)
    told: set[int] = set()  # whose details were given
    facts = [
        _summed(what, parts, known) if len(parts) > 1 else _alone(parts[0], known, told)
        for (what, _), parts in together.items()
    ]
    facts += [_alone(one, known, told) for one in alone]
    counted = {one.of for one in said}
    silent = [row for id, row in known.items() if id not in counted]
    silent.sort(key=lambda row: (str(row["kind"]), str(row["starts_on"] or "9999"), id_of(row)))
    return facts + [_silent(row) for row in silent]


def _summed(what: str, parts: Sequence[Stated], known: Mapping[int, Activity]) -> Fact:
    """What several activities count of one thing."""
    days = sorted(one.as_of for one in parts if one.as_of)
    return Fact(
        parts[0].item,
        come_to(COUNTED[what], [one.value for one in parts if one.value is not None]),
        words([one.unit for one in parts]),
        raw=words([one.raw for one in parts]),
        as_of=days[-1] if days else None,
        kind=words([as_text(known[one.of]["kind"]) for one in parts]),
        sources={"indicator": [one.id for one in parts]},
    )


def _alone(one: Stated, known: Mapping[int, Activity], told: set[int]) -> Fact:
    """A count of one activity, under its name; who and where stand at its first one."""
    row = known[one.of]
    details = None if one.of in told else _details(row)
    told.add(one.of)
    item = Joined((str(row["name"]), one.item), " · ")
    sources = {"activity": [one.of], "indicator": [one.id]}
    return Fact(item, one.value, one.unit, details, one.raw, one.as_of or _span(row), as_text(row["kind"]), sources)


def _silent(row: Activity) -> Fact:
    """An activity that counts nothing."""
    return Fact(
        str(row["name"]),
        details=_details(row),
        raw=as_text(row["raw"]),
        as_of=_span(row),
        kind=as_text(row["kind"]),
        sources={"activity": [id_of(row)]},
    )


def _awards(rows: Sequence[Activity], explainer: Explainer | None) -> Table:
    shown = [*of_noun(ACTIVITY, "name", "organiser", "raw"), *columns("as_of")]
    made: list[Row] = [{**row, "as_of": _span(row)} for row in rows]
    commands = explainer.each("activity", made) if explainer else ()
    return stated(Table("awards", phrase("Awards"), shown, made, explain=commands))


def _details(row: Activity) -> str | None:
    """Where, by whom, with whom, about what: what is known of it."""
    parts = (row[name] for name in ("village", "places", "organiser", "partners", "persons", "content"))
    return " · ".join(str(part) for part in parts if part) or None


def _span(row: Activity) -> str | None:
    return span(as_text(row["starts_on"]), as_text(row["ends_on"]))
