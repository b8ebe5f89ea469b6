"""`report indicator NAME`: one indicator of everything that has it, date by date, with its change and its target."""

from collections import Counter
from collections.abc import Mapping, Sequence

from aidtrack.nouns import NOUNS
from aidtrack.nouns.indicator import INDICATOR
from aidtrack.phrase import Word, phrase
from aidtrack.reports import listing
from aidtrack.reports.columns import columns, filled, of_noun
from aidtrack.reports.explain import explaining
from aidtrack.reports.period import Period
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.find import Names, NotFound
from aidtrack.values.quantity import Quantity, quantity
from aidtrack.values.report import Chart, Report, Row, Table, Value, as_text, id_of
from aidtrack.values.text import nearest_sentence, safe

_SUBJECTS = ("village", "project", "activity", "household")
_PROGRAMME = "programme"
Subject = tuple[str, str]


def indicator(connection: Connection, name: str, when: Period, *, explain: list[str] | None = None) -> Report:
    """Raises NotFound where nothing has an indicator of this name."""
    names = Names(connection)
    ids = set(names.index("indicator").named(name))
    if not ids:
        raise NotFound(
            phrase("There is no {noun} “{name}”.", noun=INDICATOR.label, name=safe(name)),
            nearest_sentence(name, names.every("indicator"))
            or phrase("List them: aidtrack {noun} list.", noun="indicator"),
        )
    subjects = _subjects(connection, names)
    found = [row for row in listing.rows(connection, INDICATOR) if row["id"] in ids]
    goals = {_at(row, subjects): row for row in found if row["goal"] == "target"}
    actual = [(_at(row, subjects), row) for row in found if row["goal"] != "target"]
    reached = {at for at, _ in actual}
    unreached = [(at, row) for at, row in goals.items() if at not in reached]
    times = _times(connection)
    rows: list[Row] = []
    behind: list[list[int]] = []
    before: dict[tuple[Subject, str], tuple[Quantity, int]] = {}
    for at, row in sorted((*actual, *unreached), key=lambda one: one[0]):
        _, subject, day, unit = at
        said = _said(row) if row["goal"] != "target" else None
        last, earlier = before.get((subject, unit), (None, None))
        if said is not None and day:  # what has no date comes before nothing
            before[subject, unit] = said, id_of(row)
        if not when.overlaps(*((day, None) if day else times.get(id_of(row), (None, None)))):
            continue
        goal = _said(goals.get(at))
        also = [earlier] if earlier is not None and said is not None else []
        behind.append([*also, id_of(row), *([id_of(goals[at])] if at in goals else [])])
        rows.append(
            {
                "subject": subject[0],
                "subject_name": subject[1] or None,
                "as_of": day or None,
                "quantity": None if said is None else str(said),
                "unit": unit or None,
                "change": str(said - last) if said is not None and last is not None else None,
                "goal": None if goal is None else str(goal),
                "raw": row["raw"],
            }
        )
    shown = [
        *columns("subject", "subject_name"), *of_noun(INDICATOR, "as_of"), *columns("quantity"),
        *of_noun(INDICATOR, "unit"), *columns("change", "goal"), *of_noun(INDICATOR, "raw"),
    ]  # fmt: skip
    explainer = explaining(names, when, explain)
    commands = [[explainer.rows("indicator", ids)] for ids in behind] if explainer else ()
    table = Table("values", phrase("Values"), filled(shown, rows), rows, labels=_labels(), explain=commands)
    title = str(found[0]["name"])
    return Report("indicator", title, [table], charts=[_chart(title, rows)])


def _chart(title: str, rows: Sequence[Row]) -> Chart:
    """A line for each subject, in the unit that most of them count in; a target only where there is but one subject."""
    units = Counter(row["unit"] for row in rows)
    only = {"unit": units.most_common(1)[0][0]} if len(units) > 1 else {}
    alone = len({(row["subject"], row["subject_name"]) for row in rows}) == 1
    return Chart(
        "lines", "values", title, ("as_of",), ("goal", "quantity") if alone else ("quantity",), "subject_name", only
    )


def _subjects(connection: Connection, names: Names) -> dict[int, Subject]:
    """What each indicator is of: a noun and the words that name one of it, or the whole programme."""
    found: dict[int, Subject] = {}
    chosen: dict[tuple[str, int], Subject] = {}
    for id, *of in connection.rows("SELECT id, village_id, project_id, activity_id, household_id FROM indicator"):
        named = [(noun, one) for noun, one in zip(_SUBJECTS, of, strict=True) if one is not None]
        for noun, one in named[-1:]:  # a household's indicator may name its village too: the nearest counts
            if (noun, one) not in chosen:
                chosen[noun, one] = (noun, names.choice(noun, one))
            found[id] = chosen[noun, one]
    return found


def _times(connection: Connection) -> dict[int, tuple[str | None, str | None]]:
    """From when to when the activity lasted that an indicator is of: an indicator without a date is of its time."""
    sql = "SELECT i.id, a.starts_on, a.ends_on FROM indicator i JOIN activity a ON a.id = i.activity_id"
    return {id: (starts_on, ends_on) for id, starts_on, ends_on in connection.rows(sql)}


def _at(row: Mapping[str, Value], subjects: Mapping[int, Subject]) -> tuple[int, Subject, str, str]:
    """Where a value stands: of what, when, in which unit; sorted by it, villages come first and the programme last."""
    subject = subjects.get(id_of(row), (_PROGRAMME, ""))
    order = _SUBJECTS.index(subject[0]) if subject[0] in _SUBJECTS else len(_SUBJECTS)
    return order, subject, str(row["as_of"] or ""), str(row["unit"] or "")


def _said(row: Mapping[str, Value] | None) -> Quantity | None:
    if row is None or row["value"] is None:
        return None
    return quantity(str(row["value"]), as_text(row["qualifier"]))


def _labels() -> dict[str, Mapping[str, Word]]:
    return {"subject": {**{noun: NOUNS[noun].label for noun in _SUBJECTS}, _PROGRAMME: Word(_PROGRAMME, "整个项目")}}
