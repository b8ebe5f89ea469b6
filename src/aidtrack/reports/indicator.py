"""`report indicator NAME`: one indicator of everything that has it, date by date, with its change and its target."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from aidtrack.dataclass import dataclass
from aidtrack.ledger.kind import KINDS
from aidtrack.nouns import NOUNS
from aidtrack.nouns.indicator import INDICATOR
from aidtrack.phrase import Word, phrase
from aidtrack.reports import listing
from aidtrack.reports.columns import columns, filled, of_noun
from aidtrack.reports.explain import explaining
from aidtrack.reports.period import Period
from aidtrack.reports.village_order import village_order
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.find import Names
from aidtrack.store.names.not_found import NotFound
from aidtrack.values.dates import last_day
from aidtrack.values.nearness import nearest_sentence
from aidtrack.values.quantity import Quantity, quantity
from aidtrack.values.report import Chart, Report, Row, Table, Value, as_text, id_of
from aidtrack.values.text import safe

_SUBJECTS = ("village", "project", "activity", "household")
_LOAN = "loan"
_PROGRAMME = "programme"
Subject = tuple[str, str]  # a noun and the words that name one of it
# Of what, when, in which unit; sorted by it, villages come first, in their order, and the programme last.
Place = tuple[tuple[int, int], Subject, str, str]
Time = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class Stated:
    """A value, or a target, where it stands; `time` is when it is of, `raw` the words it rests on."""

    id: int
    place: Place
    quantity: Quantity | None
    is_target: bool
    time: Time
    raw: Value

    @property
    def day(self) -> str:
        return self.place[2]

    @property
    def is_number(self) -> bool:
        """Whether it is a value that others can be held against."""
        return not self.is_target and self.quantity is not None

    @property
    def series(self) -> tuple[Subject, str]:
        """What is measured in one unit of one thing: its values follow each other."""
        _, subject, _, unit = self.place
        return subject, unit


@dataclass(frozen=True, slots=True)
class Line:
    """A value with the one before it and its target; or a target that no value was stated for."""

    stated: Stated
    before: Stated | None
    target: Stated | None

    @property
    def ids(self) -> list[int]:
        """What the line rests on."""
        return list(dict.fromkeys(one.id for one in (self.before, self.stated, self.target) if one is not None))

    def cells(self) -> dict[str, Value]:
        _, (noun, name), day, unit = self.stated.place
        value = None if self.stated.is_target else self.stated.quantity
        return {
            "subject": noun,
            "subject_name": name or None,
            "as_of": day or None,
            "quantity": _said(value),
            "unit": unit or None,
            "change": _change(value, self.before),
            "target": _said(self.target.quantity if self.target else None),
            "raw": self.stated.raw,
        }


def indicator(connection: Connection, name: str, when: Period, *, explain: list[str] | None = None) -> Report:
    """Raises NotFound where nothing has an indicator of this name."""
    names = Names(connection)
    ids = _named(names, name)
    listed = listing.rows(connection, INDICATOR, when.choice.rows, when.choice.params)
    found = [row for row in listed if row["id"] in ids]
    stated = _stated(connection, names, found)
    lines = [line for line in _lines(stated) if when.overlaps(*line.stated.time)]
    rows: list[Row] = [line.cells() for line in lines]
    shown = [
        *columns("subject", "subject_name"), *of_noun(INDICATOR, "as_of"), *columns("quantity"),
        *of_noun(INDICATOR, "unit"), *columns("target", "change"), *of_noun(INDICATOR, "raw"),
    ]  # fmt: skip
    explainer = explaining(names, when, explain)
    commands = [[explainer.rows("indicator", line.ids)] for line in lines] if explainer else ()
    table = Table("values", phrase("Values"), filled(shown, rows), rows, labels=_labels(), explain=commands)
    title = str(found[0]["name"]) if found else safe(name)
    return Report("indicator", title, [table], charts=[_chart(title, rows)])


def _named(names: Names, name: str) -> set[int]:
    """The ids of the indicators of a name. Raises NotFound where there is none."""
    ids = set(names.index("indicator").named(name))
    if not ids:
        near = nearest_sentence(name, names.every("indicator"), of_names=True)
        raise NotFound(
            phrase("There is no {noun} “{name}”.", noun=INDICATOR.label, name=safe(name)),
            near or phrase("List them: aidtrack {noun} list.", noun="indicator"),
        )
    return ids


def _stated(connection: Connection, names: Names, rows: Sequence[Row]) -> list[Stated]:
    subjects, times = _subjects(connection, names), _times(connection)
    at = village_order(connection)
    found = []
    for row in rows:
        id, day = id_of(row), as_text(row["as_of"])
        time = (day, None) if day is not None else times.get(id, (None, None))
        subject, village = subjects.get(id, ((_PROGRAMME, ""), None))
        order = _SUBJECTS.index(subject[0]) if subject[0] in _SUBJECTS else len(_SUBJECTS)
        place = (order, at.get(village or 0, 0)), subject, day or "", as_text(row["unit"]) or ""
        said = quantity(as_text(row["value"]), as_text(row["qualifier"]))
        found.append(Stated(id, place, said, row["goal"] == "target", time, as_text(row["raw"])))
    return found


def _lines(stated: Sequence[Stated]) -> Iterator[Line]:
    """Every value in its place with what came before it, and every target that has no value."""
    targets = [one for one in stated if one.is_target]
    values = [one for one in stated if not one.is_target]
    reached = {one.place for one in values}
    unreached = [target for target in targets if target.place not in reached]
    newest: dict[tuple[Subject, str], Stated] = {}
    for one in sorted([*values, *unreached], key=lambda one: one.place):
        yield Line(one, newest.get(one.series) if one.is_number else None, one if one.is_target else _aim(one, targets))
        if one.is_number and one.day:  # what has no date comes before nothing
            newest[one.series] = one


def _aim(value: Stated, targets: Sequence[Stated]) -> Stated | None:
    """The target that a value is held against: the first one dated on or after it, else one of no day, which fits all, else the last."""
    mine = sorted(
        (one for one in targets if one.series == value.series), key=lambda one: last_day(one.day) if one.day else ""
    )
    dated = [one for one in mine if one.day]
    ahead = [one for one in dated if not value.day or last_day(one.day) >= last_day(value.day)]
    undated = [one for one in mine if not one.day]
    return next(iter([*ahead, *undated, *reversed(dated)]), None)


def _said(value: Quantity | None) -> str | None:
    return None if value is None else str(value)


def _change(value: Quantity | None, before: Stated | None) -> str | None:
    if value is None or before is None or before.quantity is None:
        return None
    return str(value - before.quantity)


def _chart(title: str, rows: Sequence[Row]) -> Chart:
    """A line for each subject, in the unit that most of them count in; a target only where there is but one subject."""
    units = Counter(row["unit"] for row in rows)
    only = {"unit": units.most_common(1)[0][0]} if len(units) > 1 else {}
    alone = len({(row["subject"], row["subject_name"]) for row in rows}) == 1
    return Chart(
        "lines", "values", title, ("as_of",), ("target", "quantity") if alone else ("quantity",), "subject_name", only
    )


def _subjects(connection: Connection, names: Names) -> dict[int, tuple[Subject, int | None]]:
    """What each indicator is of, a noun and the words that name one of it, with the id of a village; nothing of the whole programme."""
    found: dict[int, tuple[Subject, int | None]] = {}
    chosen: dict[tuple[str, int], Subject] = {}
    for id, loan, *of in connection.rows(
        "SELECT id, loan, village_id, project_id, activity_id, household_id FROM indicator"
    ):
        if loan is not None:
            found[id] = (_LOAN, str(loan)), None
            continue
        named = [(noun, one) for noun, one in zip(_SUBJECTS, of, strict=True) if one is not None]
        for noun, one in named[-1:]:  # a household's indicator may name its village too: the nearest counts
            if (noun, one) not in chosen:
                chosen[noun, one] = (noun, names.choice(noun, one))
            found[id] = chosen[noun, one], one if noun == "village" else None
    return found


def _times(connection: Connection) -> dict[int, Time]:
    """From when to when the activity lasted that an indicator is of: an indicator without a date is of its time."""
    sql = "SELECT i.id, a.starts_on, a.ends_on FROM indicator i JOIN activity a ON a.id = i.activity_id"
    return {id: (starts_on, ends_on) for id, starts_on, ends_on in connection.rows(sql)}


def _labels() -> dict[str, Mapping[str, Word]]:
    return {
        "subject": {
            **{noun: NOUNS[noun].label for noun in _SUBJECTS},
            _LOAN: KINDS[_LOAN].label,
            _PROGRAMME: Word(_PROGRAMME, "整个项目"),
        }
    }
