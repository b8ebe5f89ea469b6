"""`report posting [VILLAGE]`: who is responsible for a village, from when to when, and which posts are vacant."""

from aidtrack.dataclass import dataclass
from aidtrack.nouns.posting import POSTING, POSTING_ROLES
from aidtrack.nouns.village import VILLAGE
from aidtrack.phrase import Said, phrase, words
from aidtrack.reports import listing
from aidtrack.reports.columns import columns, filled, of_noun
from aidtrack.reports.counted import counted_in, counting
from aidtrack.reports.explain import Explainer, explaining
from aidtrack.reports.flags import VACANT
from aidtrack.reports.period import Period
from aidtrack.reports.stands import standing_of
from aidtrack.reports.village_order import village_order
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.find import Names
from aidtrack.store.names.homonyms import Homonyms
from aidtrack.store.names.lying import level
from aidtrack.values.dates import first_day, last_day
from aidtrack.values.report import Content, Report, Row, Table, as_text, id_of

# What a village that is being helped must have (DOMAIN section 3, R13).
MANNED = ("first_secretary", "team_leader")
_STATES = {"in_office": "在任", "ended": "已离任", "to_come": "未到任"}
_ROLES = list(POSTING_ROLES)


def posting(connection: Connection, name: str | None, when: Period, *, explain: list[str] | None = None) -> Report:
    """The postings that the period may touch, and the posts that nobody holds on its last day; of one village, or of all."""
    names = Names(connection)
    only = None if name is None else names.find("village", name)
    found = _postings(connection, when, only)
    rows = [*found, *_vacancies(connection, when, only, found)]
    order = village_order(connection)
    rows.sort(key=lambda row: (
        row["village_id"] is None, order.get(int(str(row["village_id"] or 0)), 0),
        _ROLES.index(str(row["role"])) if row["role"] in POSTING_ROLES else len(_ROLES), str(row["starts_on"] or ""),
    ))  # fmt: skip
    shown = [
        *of_noun(POSTING, "village"), *of_noun(VILLAGE, "county"),
        *of_noun(POSTING, "role", "name", "title", "honour", "place", "organization", "starts_on", "ends_on"),
        *columns("state", "flags"),
    ]  # fmt: skip
    labels = {**listing.labels(connection, POSTING, rows), "state": words(_STATES)}
    explainer = explaining(names, when, explain)
    commands = [_commands(explainer, row) for row in rows] if explainer else ()
    table = Table(
        "postings", phrase("Postings"), filled(shown, rows), rows, labels=labels, explain=commands, remarks=_of_vacant,
        stays=("role", "name", "flags", "starts_on", "state", "organization", "county", "ends_on", "title", "honour"),
    )  # fmt: skip
    title = phrase("Postings") if only is None else names.choice("village", only)
    return Report("posting", title, [table])


def _of_vacant(table: Table) -> list[Said]:
    vacant = sum(row["name"] is None for row in table.summed)
    return [phrase("{count} posts are vacant.", count=vacant)] if vacant else []


def _commands(explainer: Explainer, row: Row) -> list[Said]:
    """A posting; of a vacant post the village, and who had it or is to have it."""
    if row["name"] is not None:
        return explainer.sources({"posting": [id_of(row)]})
    village = int(str(row["village_id"]))
    return [
        explainer.one("village", village),
        explainer.line("posting", "list", "--role", str(row["role"]), *explainer.place(village=village)),
    ]


def state(starts_on: str | None, ends_on: str | None, day: str) -> str:
    """Whether a posting is held on `day`: an end that is not past, a beginning that may have come."""
    if starts_on is not None and first_day(starts_on) > day:
        return "to_come"
    return "ended" if ends_on is not None and last_day(ends_on) < day else "in_office"


def _postings(connection: Connection, when: Period, only: int | None) -> list[dict[str, Content]]:
    counties = dict(connection.rows(f"SELECT id, {level(connection, 'county')} FROM village"))
    villages = dict(connection.rows("SELECT id, village_id FROM posting"))
    asked = [] if only is None else counting(only, counted_in(connection, "village", when))
    found = []
    choice = when.choice
    for row in listing.rows(connection, POSTING, choice.where(village="posting.village_id"), choice.params):
        village = villages[row["id"]]
        starts_on, ends_on = as_text(row["starts_on"]), as_text(row["ends_on"])
        if (asked and village not in asked) or not when.overlaps(starts_on, ends_on, lasts=True):
            continue
        held = state(starts_on, ends_on, when.day)
        found.append({**row, "village_id": village, "county": counties.get(village), "state": held, "flags": ()})
    return found


def _vacancies(
    connection: Connection, when: Period, only: int | None, found: list[dict[str, Content]]
) -> list[dict[str, Content]]:
    """A row for each post that a village being helped on the period's last day has nobody for."""
    day = when.day
    merged = counted_in(connection, "village", Period(end=day))
    stands = standing_of(connection, "village", when)
    held = {(row["village_id"], row["role"]) for row in found if row["state"] == "in_office"}
    blank = dict.fromkeys(("name", "title", "honour", "place", "starts_on", "ends_on", "state"))
    late = _Units.of(connection, day)
    shared = Homonyms(connection).of("village")
    return [
        {
            **blank, "village": shared.get(id, name), "county": county, "village_id": id, "role": role,
            "organization": late.answers_for(id, role), "flags": (VACANT,),
        }
        for id, name, county, helped_from, helped_to in connection.rows(
            f"SELECT id, name, {level(connection, 'county')}, helped_from, helped_to FROM village"
        )
        if only in (None, id)
        and id not in merged
        and (stands is None or id in stands)
        and (helped_from or helped_to)  # of a village without a date it is not known whether it is still helped
        and state(helped_from, helped_to, day) == "in_office"
        for role in MANNED
        if (id, role) not in held
    ]  # fmt: skip


@dataclass(slots=True)
class _Units:
    """Which units answer for the posts of a village on a day: `now` those in office there by role, `last` who had a post before."""

    now: dict[tuple[int, str], list[str]]
    last: dict[tuple[int, str], tuple[str, str | None]]

    @classmethod
    def of(cls, connection: Connection, day: str) -> "_Units":
        found = cls({}, {})
        into = counted_in(connection, "village", Period(end=day))
        for village, role, unit, starts_on, ends_on in connection.rows(
            "SELECT p.village_id, p.role, CASE WHEN p.role IN ('helper', 'department') THEN coalesce(o.name, p.name) ELSE o.name END,"
            " p.starts_on, p.ends_on FROM posting p LEFT JOIN organization o ON o.id = p.organization_id"
            " WHERE p.village_id IS NOT NULL ORDER BY p.id"
        ):
            at = into.get(village, village), role
            held = state(starts_on, ends_on, day)
            if held == "in_office" and unit not in found.now.setdefault(at, []):
                found.now[at].append(unit)
            if held == "ended" and last_day(ends_on) >= found.last.get(at, ("", None))[0]:
                found.last[at] = last_day(ends_on), unit
        return found

    def answers_for(self, village: int, role: str) -> str | None:
        """The units that help the village, else the department that is responsible for it, else that of who had the post last."""
        for other in ("helper", "department"):
            if units := self.now.get((village, other)):
                return "、".join(units)
        return self.last.get((village, role), ("", None))[1]
