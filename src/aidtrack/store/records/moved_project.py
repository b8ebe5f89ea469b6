"""A project that comes to be in another village, and its money in the former one: it goes along or stays, but never unseen.

What stayed can follow at any later time.
"""

from collections.abc import Collection, Sequence

from aidtrack.dataclass import dataclass
from aidtrack.errors import Refused
from aidtrack.ledger.holding import held
from aidtrack.ledger.quantity import listed
from aidtrack.locale import command, t
from aidtrack.store.engine.connection import Connection
from aidtrack.store.engine.parameters import among
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.names.find import Names
from aidtrack.store.names.words import OpenWords
from aidtrack.store.records import nouns
from aidtrack.store.records.books import require_open
from aidtrack.store.records.correcting import correcting
from aidtrack.store.records.noun_sense import Values
from aidtrack.store.records.rows import name_of, stored
from aidtrack.store.schema.balances import CELL_KINDS
from aidtrack.values import json_text
from aidtrack.values.text import safe


@dataclass(frozen=True, slots=True)
class Along:
    """What came along with a project: how many entries, out of which villages (None: not assigned), and in which batch; none where nothing did."""

    count: int
    villages: Sequence[int | None] = ()
    batch_id: int | None = None


def edit(
    writer: Writer,
    id: int,
    changes: Values,
    *,
    words: OpenWords,
    with_entries: bool,
    leave_entries: bool,
    over: str | None = None,
) -> Along | None:
    """Change a project; what of its entries was corrected along, where that was asked for: all that lies where it stood at any time.

    `over` is the reason why they may break a rule there. Raises Refused.
    """
    left = [] if leave_entries else entries_at_home(writer, id, changes)
    if with_entries:
        left = _left_behind(writer, id, changes["village_id"])
    if left and not with_entries:
        raise Refused(
            _has_entries(writer, id, len(left)),
            t("Take them along with --with-entries, or leave them there with --leave-entries."),
        )
    if not left:
        nouns.edit(writer, "project", id, changes, words=words)
        return Along(0) if with_entries else None
    require_open(writer, min(one.day for one in left), t("Its entries cannot come along"))
    village = None if changes["village_id"] is None else int(str(changes["village_id"]))
    why = t("the project is in {village}", village=name_of(writer, "village", village))
    hints = {"G5": t("Or leave its entries in their village: --leave-entries.")}
    with correcting(writer, "correct", reason=why, over=over, hints=hints, edited=("project", id)) as act:
        act.edit("project", id, words.respelled("project", changes))
        act.change({one.id: {"village_id": village} for one in left})
    return Along(len(left), [*dict.fromkeys(one.village for one in left)], act.batch_id)


def leaves(home: int | None, changes: Values) -> bool:
    """Whether a project leaves the village where it is; to fill a blank is no move."""
    return home is not None and changes.get("village_id", home) != home


def with_money(connection: Connection, projects: Collection[int]) -> set[int]:
    """Those among projects that were ever given or spent any: only these have entries to be left behind."""
    listed = ", ".join(map(str, projects))
    rows = connection.rows(f"SELECT DISTINCT project_id FROM cell_balance WHERE project_id IN ({listed})")
    return {int(id) for (id,) in rows}


def refusal(connection: Connection, id: int, home: int, changes: Values) -> Refused | None:
    """Why a sheet cannot move a project out of its village: it holds entries, of which a sheet does not say what becomes."""
    left = _entries(connection, id, {home})
    if not left:
        return None
    names = Names(connection)
    village = "" if changes["village_id"] is None else names.choice("village", int(str(changes["village_id"])))
    moving = command("project", "edit", names.choice("project", id), "--village", village)
    return Refused(
        _has_entries(connection, id, len(left)),
        t("Move it first: {command} --with-entries, or --leave-entries.", command=safe(moving)),
    )


@dataclass(frozen=True, slots=True)
class _Left:
    id: int
    day: str
    village: int | None


def entries_at_home(connection: Connection, id: int, changes: Values) -> list[_Left]:
    """The entries in the village that a project leaves by these changes, as far as they hold something."""
    if "village_id" not in changes:
        return []
    before = _home(connection, id)
    return [] if changes["village_id"] == before else _entries(connection, id, {before})


def _home(connection: Connection, id: int) -> int | None:
    found: int | None = (stored(connection, "project", id) or {})["village_id"]
    return found


def _left_behind(connection: Connection, id: int, village: object) -> list[_Left]:
    """Those in the villages, but for this one, where it stands, or where the log says that it stood before, or what was merged into it."""
    index = Names(connection).index("project")
    alike = [one for one in index.rows if index.standing(one) == id]
    homes = {
        json_text.read(values).get("village_id")
        for one in alike
        for ends in connection.rows(
            "SELECT before, after FROM audit WHERE noun = 'project' AND object_id = :id", {"id": one}
        )
        for values in ends
        if values is not None
    }
    return _entries(connection, id, (homes | {_home(connection, id)}) - {village})


def _entries(connection: Connection, id: int, villages: Collection[int | None]) -> list[_Left]:
    """What a household was given is of its village, wherever the project goes."""
    if not villages:
        return []
    homes, named = among(one or 0 for one in villages)
    rows = connection.rows(
        f"""SELECT e.id, e.date, e.village_id FROM entry e
        WHERE e.project_id = :project AND coalesce(e.village_id, 0) IN ({homes})
        AND e.kind IN {listed(CELL_KINDS)} AND e.reverses_id IS NULL AND e.household_id IS NULL AND {held("e")} <> 0 ORDER BY e.id""",
        {"project": id, **named},
    )
    return [_Left(*row) for row in rows]


def _has_entries(connection: Connection, id: int, count: int) -> str:
    project = stored(connection, "project", id) or {}
    return t(
        "Project “{project}” has {count} entries in village “{village}”.",
        project=safe(str(project["name"])), count=count, village=name_of(connection, "village", project["village_id"]),
    )  # fmt: skip
