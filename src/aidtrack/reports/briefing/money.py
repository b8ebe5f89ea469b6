"""The briefing's money: each fund as it is stated, and the projects by category and stage."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from aidtrack.ledger.kind import FUND_BALANCES
from aidtrack.ledger.quantity import is_exact
from aidtrack.nouns.category import CATEGORY
from aidtrack.nouns.fund import FUND
from aidtrack.nouns.project import PROJECT, STAGES
from aidtrack.phrase import Said, phrase
from aidtrack.reports import without_money
from aidtrack.reports.columns import columns, of_noun, word_labels
from aidtrack.reports.explain import Explainer
from aidtrack.reports.facts import stated
from aidtrack.reports.figures import of_cells, summed
from aidtrack.reports.fund import fund
from aidtrack.reports.fund.standing import settled, standing
from aidtrack.reports.listing import rows as listed
from aidtrack.reports.of_projects import OfProjects
from aidtrack.reports.passed_on import givers
from aidtrack.reports.period import Period
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.find import Names
from aidtrack.store.names.words import OpenWords
from aidtrack.values.money import IN_YUAN
from aidtrack.values.report import UNKNOWN, Column, Content, Row, Table, Value, id_of

_SHOWN = (
    "fund",
    "source",
    "year",
    "raised",
    "raised_qualifier",
    "budget",
    "qualifier",
    *FUND_BALANCES,
    "outstanding",
    "cash",
)
_OF_ENTRIES = (*FUND_BALANCES, "outstanding", "cash", "remaining", "rate")
_STAGES = list(STAGES)


def funds(connection: Connection, when: Period, explain: list[str] | None) -> Table:
    """The funds of the period: those of its years, those in which money moved or lies, those that state no year."""
    known = fund(connection, None, when, explain=explain).tables[0]
    stored: dict[object, Row] = {own["id"]: own for own in listed(connection, FUND)}
    declared = [stored[id] for id in known.keys or ()]
    kept = [at for at, row in enumerate(known.rows) if _belongs(row, when)]
    keys = [(known.keys or ())[at] for at in kept]
    rows: list[Row] = [{**known.rows[at], "raw": declared[at]["raw"]} for at in kept]
    once = _once(connection, when, keys, rows)
    added = {
        name: [row[name] for row, at in zip(once, kept, strict=True) if _can_be_added(row[by], declared[at])]
        for name, by in (("raised", "raised_qualifier"), ("budget", "qualifier"))
    }
    whole = all(
        row["budget"] is not None and _can_be_added(row["qualifier"], declared[at])
        for row, at in zip(rows, kept, strict=True)
    )
    notes = [phrase("Amounts that are not exact, unknown or part of another are not added.")]
    shown = [column for column in known.columns if column.name in _SHOWN]
    table = Table(
        "funds",
        phrase("Funds, in {unit}", unit=IN_YUAN),
        [*(replace(one, hidden=one.hidden or _says_nothing(one.name, rows)) for one in shown), *of_noun(FUND, "raw")],
        rows,
        total=_total_of_funds(shown, once, added),
        notes=[] if whole or not rows else notes,
        labels=known.labels,
        explain=[known.explain[at] for at in kept] if known.explain else (),
        keys=keys,
    )
    # A figure that is not known of a part of the money was not left unstated.
    return _of_entries(stated(table), *(one.name for one in shown if when.choice and one.kind == "money"))


def _of_entries(told: Table, *more: str) -> Table:
    """A sum of entries reads “not stated” where nobody has any; beside others', as in every report, what has none is blank. So are `more`."""
    known = {name for name in _OF_ENTRIES if any(row.get(name) is not None for row in told.rows)} | {*more}
    return replace(told, columns=[replace(one, blank=UNKNOWN) if one.name in known else one for one in told.columns])


def _once(connection: Connection, when: Period, ids: Sequence[object], rows: Sequence[Row]) -> Sequence[Row]:
    """The rows of these funds as their sum has them: what offices gave each other is counted once."""
    if not givers(connection):
        return rows
    known = {one.id: one for one in standing(connection, Names(connection), when, None)}
    return [one.cells(when) for one in settled([known[id] for id in ids if isinstance(id, int)])]


def _can_be_added(qualifier: Content, declared: Row) -> bool:
    """Whether what a fund states is exact, and no part of another fund's."""
    return is_exact(None if qualifier is None else str(qualifier)) and not declared["part_of"]


def _total_of_funds(shown: Sequence[Column], rows: Sequence[Row], added: Mapping[str, Sequence[Content]]) -> Row | None:
    """The sums of money; of what funds state, by column, that of what is `added`. None where of several rows no two are added."""
    summands = {
        one.name: added.get(one.name, [row.get(one.name) for row in rows]) for one in shown if one.kind == "money"
    }
    most = max((sum(value is not None for value in values) for values in summands.values()), default=0)
    return {name: summed(values) for name, values in summands.items()} if most > (len(rows) > 1) else None


def _belongs(row: Row, when: Period) -> bool:
    year = row["year"]
    holds = any(row.get(name) for name in ("cash", "outstanding"))
    moved = any(row.get(name) is not None for name in FUND_BALANCES)
    return year is None or when.overlaps(str(year), None) or moved or holds


def _says_nothing(name: str, rows: list[Row]) -> bool:
    """Nobody asks every fund for what was raised, interest and disbursements: a column of blanks is left out."""
    return name in ("raised", "interest", "disbursed") and all(row[name] is None for row in rows)


def projects(connection: Connection, when: Period, explainer: Explainer | None) -> Table:
    """How many projects of each category stand at each stage, and their money together; with those of none, money of no project."""
    when = when.shared()
    money = of_cells.cells(connection, when, ("project_id",))
    together = OfProjects(connection, when)
    words, counted = OpenWords(connection), without_money.having(connection, when)
    groups: dict[tuple[Value, Value], list[dict[str, Value]]] = {}
    for row in listed(connection, PROJECT):
        found = money.get((id_of(row),))
        moved = found is not None and any(value is not None for value in found.moved.values())
        if id_of(row) in counted and (moved or when.overlaps(None, _ended(row), lasts=True)):
            groups.setdefault((words.one(CATEGORY, row["category"]), row["stage"]), []).append(row)
    if (0,) in money:
        groups.setdefault((None, None), []).append({**dict.fromkeys(field.name for field in PROJECT.fields), "id": 0})
    rows: list[Row] = []
    commands: list[list[Said]] = []
    for category, stage in sorted(groups, key=lambda group: (group[0] is None, str(group[0]), _at(group[1]))):
        members = groups[category, stage]
        parts = {key[0]: money[key] for row in members if (key := (id_of(row),)) in money}
        cells = together.of(map(id_of, members)).cells()
        if explainer:
            ids = [id_of(row) for row in members]
            commands.append(explainer.projects(ids, parts, category=category, stage=stage))
        rows.append(
            {
                "category": category,
                "stage": stage,
                "projects": sum(id_of(row) != 0 for row in members),
                **{name: summed(row[name] for row in members) for name in ("planned_cost", "households", "persons")},
                **{name: cells[name] for name in ("allocated", "spent", "remaining", "rate")},
            }
        )
    shown = [
        *columns("category", "stage", "projects"), *of_noun(PROJECT, "planned_cost"),
        *columns("allocated", "spent", "remaining", "rate", "households", "persons"),
    ]  # fmt: skip
    total = _total(rows)
    if total is not None:
        cells = together.of((id_of(row) for group in groups.values() for row in group), all=True).cells()
        total |= {name: cells[name] for name in ("allocated", "spent", "remaining")}
    title, labels = phrase("Projects, in {unit}", unit=IN_YUAN), word_labels("stage")
    notes = [*_unstated(row for group in groups.values() for row in group if id_of(row) != 0)]
    return _of_entries(
        stated(Table("projects", title, shown, rows, total=total, notes=notes, labels=labels, explain=commands))
    )


def _unstated(projects: Iterable[Row]) -> Iterator[Said]:
    """Of how many projects it is not known whom they reach: sums of people are of the others."""
    listed = [*projects]
    households, persons = (sum(row[name] is None for row in listed) for name in ("households", "persons"))
    if 0 < households < len(listed):
        yield phrase("{count} projects state no number of households.", count=households)
    if 0 < persons < len(listed):
        yield phrase("{count} projects state no number of persons.", count=persons)


def _ended(row: Row) -> str | None:
    """When a project ended, as far as it is known; one that has not lasts on."""
    end = row["closed_on"] or row["actual_end"]
    return None if end is None else str(end)


def _at(stage: Value) -> int:
    return _STAGES.index(str(stage)) if stage in _STAGES else len(_STAGES)


def _total(rows: list[Row]) -> dict[str, Content] | None:
    """Of what is stated; their money is summed by itself."""
    added = ("projects", "planned_cost", "households", "persons")
    return {name: summed(row[name] for row in rows) for name in added} if len(rows) > 1 else None
