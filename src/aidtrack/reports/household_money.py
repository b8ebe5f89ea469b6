"""What reached each household of what was spent: by year and by category of project."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from aidtrack.dataclass import dataclass
from aidtrack.nouns.category import CATEGORY
from aidtrack.nouns.household import HOUSEHOLD
from aidtrack.nouns.measure import MEASURE
from aidtrack.nouns.village import VILLAGE
from aidtrack.phrase import Said, phrase
from aidtrack.reports.columns import columns, of_noun
from aidtrack.reports.counted import counted_in
from aidtrack.reports.explain import Explainer
from aidtrack.reports.figures import summed
from aidtrack.reports.filters import NOT_ASSIGNED
from aidtrack.reports.period import Period
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.words import OpenWords
from aidtrack.values.report import Row, Table, id_of
from aidtrack.values.text import protected

# Several small projects of a household may be of one category: they are one row.
_SPENT = """SELECT e.household_id, substr(e.date, 1, 4), p.category, sum(e.amount_fen)
    FROM entry e LEFT JOIN project p ON p.id = e.project_id
    WHERE e.household_id > 0 AND e.kind = 'spending' AND e.date >= :start AND e.date <= :end GROUP BY 1, 2, 3"""


@dataclass(frozen=True, slots=True)
class Part:
    """What a household was given in a year for projects of a category (None: of none), less what came back, in fen."""

    year: str
    category: str | None
    fen: int


Given = Mapping[int, Sequence[Part]]  # by household; one that nothing was ever spent on has none


def given(connection: Connection, when: Period) -> Given:
    """What moved in the period, year by year; what was merged counts in what stands."""
    into, categories = counted_in(connection, "household", when), OpenWords(connection)
    sums: dict[tuple[int, str, str | None], int] = {}
    for household, year, category, fen in connection.rows(_SPENT, when.params):
        key = into.get(household, household), year, categories.one(CATEGORY, category)
        sums[key] = sums.get(key, 0) + int(fen)
    found: dict[int, list[Part]] = {}
    for household, year, category in sorted(sums, key=lambda key: (key[0], key[1], key[2] is None, key[2] or "")):
        found.setdefault(household, []).append(Part(year, category, sums[household, year, category]))
    return found


def spent(parts: Sequence[Part]) -> int | None:
    """Their sum; None where nothing was ever spent."""
    return sum(part.fen for part in parts) if parts else None


def money_table(
    connection: Connection, households: Sequence[Row], found: Given, when: Period, explainer: Explainer | None
) -> Table | None:
    """One row a household, year and category, in the order of the households; None where nothing was spent on them."""
    rows: list[Row] = []
    commands: list[list[Said]] = []
    keys: list[tuple[object, ...]] = []
    for household in households:
        id = id_of(household)
        for part in found.get(id, ()):
            if part.fen:
                rows.append({
                    "village": household["village"], "county": household["county"], "household": household["name"],
                    "year": part.year, "category": part.category, "spent": part.fen,
                })  # fmt: skip
                keys.append((id, part.year, part.category))
                if explainer:
                    commands.append([_command(explainer, id, part, when)])
    if not rows:
        return None
    shown = [
        *of_noun(HOUSEHOLD, "village"), *of_noun(VILLAGE, "county"), *of_noun(MEASURE, "household"),
        *columns("year", "category", "spent"),
    ]  # fmt: skip
    return Table(
        "money",
        phrase("Spent on households"),
        shown,
        rows,
        total={"spent": summed(row["spent"] for row in rows)},
        explain=commands,
        keys=keys,
    )


def _command(explainer: Explainer, household: int, part: Part, when: Period) -> str:
    """The spendings of one row: of those days of its year that lie in the period."""
    first, last = f"{part.year}-01-01", f"{part.year}-12-31"
    year = replace(when, start=max(first, when.start or first), end=min(last, when.end or last))
    category = NOT_ASSIGNED if part.category is None else protected(part.category)
    return explainer.entries("spending", year, [*explainer.place(household=household), "--category", category])
