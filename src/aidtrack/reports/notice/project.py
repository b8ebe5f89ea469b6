"""One project on a public notice: what is stated of it, and what of that is missing or must not be shown."""

from collections.abc import Mapping, Sequence

from aidtrack.dataclass import dataclass
from aidtrack.nouns.project import PROJECT
from aidtrack.nouns.village import VILLAGE
from aidtrack.phrase import Joined, Said, phrase
from aidtrack.reports import listing
from aidtrack.reports.facts import span
from aidtrack.reports.figures import Figures
from aidtrack.reports.notice.requirements import A_DAY, A_TEXT, Obstacles
from aidtrack.values.field import Field
from aidtrack.values.report import Content, Value
from aidtrack.values.words import NO_VILLAGE

_TYPED = {"date": A_DAY, "count": phrase("NUMBER")}
Cells = Mapping[tuple[int, ...], Figures]  # by fund and village


@dataclass(frozen=True, slots=True)
class Project:
    """A project as it is stored, by field name, the villages that it and its money are in (0: assigned to none).

    One of a whole county or township is in no village.
    """

    id: int
    choice: str
    stored: Mapping[str, Value]
    villages: Sequence[int]
    readers: Sequence[int]  # the villages whose people may be named in what is said of it

    @property
    def known_villages(self) -> list[int]:
        return [village for village in self.villages if village]


def found(obstacles: Obstacles, id: int, cells: Cells) -> Project:
    """The project of this id, whose money `cells` are."""
    [stored] = listing.rows(obstacles.connection, PROJECT, ["project.id = :id"], {"id": id})
    home = obstacles.names.home("project", id)
    paid = sorted(
        {village for (_, village), one in cells.items() if one.held["allocated"]}, key=lambda one: one or 10**9
    )
    villages = list(dict.fromkeys([*([home] if home else []), *paid]))
    anywhere = "SELECT DISTINCT village_id FROM household ORDER BY village_id"
    readers = [one for one in villages if one] or [village for (village,) in obstacles.connection.rows(anywhere)]
    return Project(id, obstacles.names.choice("project", id), stored, villages, readers)


def described(obstacles: Obstacles, project: Project) -> dict[str, Content]:
    """The cells that every notice has of a project; what they lack, or hold and must not, is added to the obstacles."""
    stored = project.stored
    for village in project.known_villages:
        choice = obstacles.names.choice("village", village)
        name = obstacles.names.name("village", village)
        obstacles.read(choice, VILLAGE.field("name").label, name, (), "village", "edit", choice, "--name", A_TEXT)
    require(obstacles, project, "content", "implementer", "planned_start", "planned_end")
    if stored["households"] is None and stored["persons"] is None:
        _lacks(obstacles, project, PROJECT.field("households"), PROJECT.field("persons"))
    _read(obstacles, project, "name")
    return {
        "project": stored["name"],
        "place": _places(obstacles, project),
        "content": stored["content"],
        "implementer": stored["implementer"],
        "period": between(stored["planned_start"], stored["planned_end"]),
        **{name: stored[name] for name in ("planned_start", "planned_end", "households", "persons")},
    }


def require(obstacles: Obstacles, project: Project, *fields: str) -> None:
    """Each of these fields of the project is stated, and may be shown."""
    for name in fields:
        if project.stored[name] is None:
            _lacks(obstacles, project, PROJECT.field(name))
        else:
            _read(obstacles, project, name)


def responsible_unit(obstacles: Obstacles, project: Project) -> Value:
    """The unit that answers for a project: the one it states, else the organization that 责任人 names. Never a person."""
    if project.stored["responsible_unit"] is not None:
        _read(obstacles, project, "responsible_unit")
        return project.stored["responsible_unit"]
    known = obstacles.names.index("organization").named(str(project.stored["responsible"] or ""))
    if len(known) == 1:
        return obstacles.names.name("organization", known[0])
    _lacks(obstacles, project, PROJECT.field("responsible_unit"))
    return None


def between(start: Value, end: Value) -> str | None:
    """`2016-04–2017-10`."""
    return span(*(None if day is None else str(day) for day in (start, end)))


def _places(obstacles: Obstacles, project: Project) -> Said:
    if not project.known_villages:
        return phrase("not in one village alone")
    return Joined(tuple(_place(obstacles, village) for village in project.villages), "、")


def _place(obstacles: Obstacles, village: int) -> Said:
    """`陇西县马力镇牙河村`, or the word for no village beside others."""
    if not village:
        return NO_VILLAGE
    row = obstacles.names.index("village").rows[village]
    _, _, county, township = row.key_values
    return "".join(str(part) for part in (county, township, row.name) if part)


def _lacks(obstacles: Obstacles, project: Project, *fields: Field) -> None:
    filling = [word for field in fields for word in (field.option, _to_type(field))]
    obstacles.lacks(
        project.choice,
        Joined(tuple(field.label for field in fields), " / "),
        "project",
        "edit",
        project.choice,
        *filling,
    )


def _read(obstacles: Obstacles, project: Project, name: str) -> None:
    field, text = PROJECT.field(name), project.stored[name]
    shown = None if text is None else str(text)
    obstacles.read(project.choice, field.label, shown, project.readers,
                   "project", "edit", project.choice, field.option, A_TEXT)  # fmt: skip


def _to_type(field: Field) -> Said:
    return _TYPED.get(field.kind.shown, A_TEXT)
