"""`report activity`: what was done, by kind: activities, and the batches, person-times, sessions, beneficiaries and places their
indicators count.

An activity belongs to a period where it may lie in it, as far as its dates are known; one without a date belongs to every period.
Its counts are what its indicators last stated by the period's end. Batches, person-times, sessions and beneficiaries are added; places that several
activities count may be the same ones, so that of several counts only the largest is sure.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace

from aidtrack.dataclass import dataclass
from aidtrack.nouns.activity import ACTIVITY
from aidtrack.phrase import Said, phrase
from aidtrack.reports import listing
from aidtrack.reports.activity_counts import counts_table
from aidtrack.reports.columns import columns, filled, of_noun
from aidtrack.reports.explain import Explainer, explaining
from aidtrack.reports.period import Period
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.find import Names
from aidtrack.store.names.words import OpenWords
from aidtrack.values.quantity import Quantity, distinct, quantity
from aidtrack.values.report import Column, Report, Row, Table, Value, as_text, id_of
from aidtrack.values.text import key

# What an indicator of this name counts, and the units that mean the same as none.
_ADDED = {"batches": "批次", "person_times": "人次", "sessions": "场次", "beneficiaries": "受益人"}
_PLACES = {"prefectures": "市州", "counties": "县区", "townships": "乡镇", "villages": "村"}
COUNTED = {name: column for column, name in (_ADDED | _PLACES).items()}
_UNITS = {"批次": {"批", "次"}, "人次": {"次"}, "场次": {"场", "次"}, "受益人": {"人", "名", "人数"}}
_UNITS |= {name: {"个"} for name in _PLACES.values()}
_ALSO = {"受益人数": "受益人"}


@dataclass(slots=True)
class Counts:
    """What some activities count, by column; `places` are those they name."""

    activities: int = 0
    stated: dict[str, list[Quantity]] = field(default_factory=dict)
    places: set[str] = field(default_factory=set)
    id: int = 0  # of the one activity
    indicators: list[int] = field(default_factory=list)  # the ids of what its counts rest on

    def cells(self) -> dict[str, Value]:
        sums = {column: self._said(column) for column in COUNTED.values()}
        return {"activities": self.activities, **sums, "places_named": len(self.places) or None}

    def _said(self, column: str) -> str | None:
        found = come_to(column, self.stated.get(column, []))
        return None if found is None else str(found)


def come_to(column: str, parts: Sequence[Quantity]) -> Quantity | None:
    """What several activities' counts of one column come to; None where there is none."""
    if column in _PLACES or not parts:
        return distinct(parts)
    return sum(parts[1:], parts[0])


def together(parts: Iterable[Counts]) -> Counts:
    total = Counts()
    for part in parts:
        total.activities += part.activities
        total.places |= part.places
        for column, stated in part.stated.items():
            total.stated.setdefault(column, []).extend(stated)
    return total


_SHOWN = (
    "name", "kind", "starts_on", "ends_on", "village", "project", "places", "organiser", "partners", "persons", "capacity",
)  # fmt: skip
# On a narrow terminal: when, where, by whom, and what was counted.
_STAYING = (
    "kind", "starts_on", "village", "organiser", "batches", "person_times", "sessions", "beneficiaries", "persons", "capacity", "ends_on", "places",
)  # fmt: skip


def activity(connection: Connection, when: Period, *, explain: list[str] | None = None) -> Report:
    found = [
        row
        for row in listing.rows(connection, ACTIVITY, when.choice.rows, when.choice.params)
        if when.overlaps(as_text(row["starts_on"]), as_text(row["ends_on"]))
    ]
    counted = counts(connection, when, found)
    explainer = explaining(connection, when, explain)
    tables = [
        _by_kind(connection, when, found, counted, explainer),
        counts_table(connection, when, found, explainer),
        _activities(connection, found, counted, explainer),
    ]
    return Report("activity", phrase("Activities"), [table for table in tables if table.rows or table.name != "counts"])


def _by_kind(
    connection: Connection,
    when: Period,
    found: Sequence[Row],
    counted: Mapping[int, Counts],
    explainer: Explainer | None,
) -> Table:
    """Two spellings of a kind are one; the kind of most activities comes first, those of no kind last."""
    spelled = OpenWords(connection)
    by_kind: dict[Value, list[Counts]] = {}
    for row in found:
        kind = spelled.one(ACTIVITY.field("kind").kind, as_text(row["kind"]))
        by_kind.setdefault(kind, []).append(counted[id_of(row)])
    order = sorted(by_kind, key=lambda kind: (kind is None, -len(by_kind[kind]), str(kind)))
    rows: list[Row] = [{"kind": kind, **together(by_kind[kind]).cells()} for kind in order]
    shown = [*columns("activities"), *_counted(), *columns("places_named")]
    return Table(
        "kinds",
        phrase("By kind"),
        [*of_noun(ACTIVITY, "kind"), *filled(shown, rows)],
        rows,
        total=together(counted.values()).cells(),
        remarks=_remarks(connection, when, found),
        explain=[_commands(explainer, by_kind[kind], kind=kind) for kind in order] if explainer else (),
    )


def _activities(
    connection: Connection, found: Sequence[Row], counted: Mapping[int, Counts], explainer: Explainer | None
) -> Table:
    """One after another, those of no date last."""
    rows: list[Row] = [{**row, **counted[id_of(row)].cells()} for row in found]
    rows.sort(key=lambda row: (str(row["starts_on"] or row["ends_on"] or "9999"), str(row["name"])))
    shown = [*of_noun(ACTIVITY, *_SHOWN), *_counted()]
    commands = [_commands(explainer, [counted[id_of(row)]]) for row in rows] if explainer else ()
    labels = listing.labels(connection, ACTIVITY, rows)
    return Table(
        "activities", phrase("Activities"), filled(shown, rows), rows, labels=labels, explain=commands, stays=_STAYING
    )


def _counted() -> list[Column]:
    """What indicators count, which need not be exact."""
    return [replace(one, kind="quantity") for one in columns(*COUNTED.values())]


def _commands(explainer: Explainer, parts: Sequence[Counts], **filters: Value) -> list[Said]:
    """The activities, and the indicators that their counts are."""
    ids = [part.id for part in parts]
    return [
        explainer.rows("activity", ids, **filters),
        *explainer.sources({"indicator": [id for part in parts for id in part.indicators]}),
    ]


def counts(connection: Connection, when: Period, found: Iterable[Mapping[str, Value]]) -> dict[int, Counts]:
    """What each of the activities counts by the period's end, by its id."""
    names = Names(connection)
    counted = {
        id_of(row): Counts(1, places={_place(names, place) for place in _named(row)}, id=id_of(row)) for row in found
    }
    for (id, name), (indicator, said) in _last_stated(connection, when).items():
        if id in counted:
            counted[id].stated[COUNTED[name]] = [said]
            counted[id].indicators.append(indicator)
    return counted


def _last_stated(connection: Connection, when: Period) -> dict[tuple[int, str], tuple[int, Quantity]]:
    """The newest value of each counting indicator of each activity, with its id; one that says another unit counts something else."""
    found: dict[tuple[int, str], tuple[int, Quantity]] = {}
    for indicator, id, name, value, unit, qualifier in connection.rows(
        "SELECT id, activity_id, name, value, unit, qualifier FROM indicator WHERE activity_id IS NOT NULL"
        " AND coalesce(goal, 'actual') = 'actual' AND coalesce(as_of, '') <= :end ORDER BY coalesce(as_of, ''), id",
        {"end": when.end or "9999"},
    ):
        said = quantity(value, qualifier)
        if said is not None and (what := counts_what(name, unit)) is not None:
            found[id, what] = indicator, said
    return found


def counts_what(name: str, unit: str | None) -> str | None:
    """Which of COUNTED an indicator of this name and unit is; None where it is none."""
    what = _counting(name)
    return what if what in COUNTED and (unit is None or unit == what or unit in _UNITS[what]) else None


def _counting(name: str) -> str:
    return _ALSO.get(key(name), key(name))


def _named(row: Mapping[str, Value]) -> list[str]:
    """The places an activity names: its village and its list of places."""
    return [part for part in (str(row["village"] or ""), *str(row["places"] or "").split("、")) if part]


def _place(names: Names, place: str) -> str:
    """One spelling for one place: a village known under several names is one."""
    known = names.index("village").named(place)
    return f"village {known[0]}" if len(known) == 1 else key(place)


def _remarks(connection: Connection, when: Period, found: Sequence[Row]) -> Callable[[Table], Iterator[Said]]:
    """What of the kinds that a table shows has no date, and what of their counts is left out."""
    spelled, kind = OpenWords(connection), ACTIVITY.field("kind").kind
    kinds = {id_of(row): spelled.one(kind, as_text(row["kind"])) for row in found}
    undated = [kinds[id_of(row)] for row in found if row["starts_on"] is None and row["ends_on"] is None]
    others = [
        kinds[id]
        for id, name, unit in connection.rows(
            "SELECT activity_id, name, unit FROM indicator WHERE activity_id IS NOT NULL"
        )
        if id in kinds and _counting(name) in COUNTED and counts_what(name, unit) is None
    ]

    def remarks(table: Table) -> Iterator[Said]:
        shown = [row["kind"] for row in table.summed]
        of_any_time, in_other_units = (sum(kind in shown for kind in some) for some in (undated, others))
        if of_any_time and (when.start or when.end):
            yield phrase("{count} activities without a date are counted in every period.", count=of_any_time)
        if in_other_units:
            yield phrase("{count} counts in other units are left out.", count=in_other_units)

    return remarks
