"""A project that comes to be in another village, and its money in the former one: it goes along or stays, but never unseen."""

from aidtrack.errors import Refused
from aidtrack.ledger.holding import held
from aidtrack.ledger.quantity import listed
from aidtrack.locale import command, t
from aidtrack.store.engine.connection import Connection
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.names.find import Names
from aidtrack.store.names.words import OpenWords
from aidtrack.store.records import nouns
from aidtrack.store.records.books import require_open
from aidtrack.store.records.correcting import correcting
from aidtrack.store.records.nouns import Values
from aidtrack.store.records.rows import name_of, stored
from aidtrack.store.schema.balances import CELL_KINDS
from aidtrack.values.text import safe


def edit(
    writer: Writer, id: int, changes: Values, *, words: OpenWords, with_entries: bool, leave_entries: bool
) -> tuple[int, int] | None:
    """Change a project; returns how many entries are corrected along, and in which batch with the change, if any. Raises Refused."""
    left = [] if leave_entries else entries_at_home(writer, id, changes)
    if left and not with_entries:
        raise Refused(
            _has_entries(writer, id, len(left)),
            t("Take them along with --with-entries, or leave them there with --leave-entries."),
        )
    if not left:
        nouns.edit(writer, "project", id, changes, words=words)
        return None
    require_open(writer, min(day for _, day in left), t("Its entries cannot come along"))
    village = None if changes["village_id"] is None else int(str(changes["village_id"]))
    with correcting(
        writer, "correct", reason=t("the project is in {village}", village=name_of(writer, "village", village))
    ) as act:
        act.edit("project", id, words.respelled("project", changes))
        act.change({entry: {"village_id": village} for entry, _ in left})
    return len(left), act.batch_id


def refusal(connection: Connection, id: int, changes: Values) -> Refused | None:
    """Why a sheet cannot move a project: it holds entries, of which a sheet does not say what becomes. To fill a blank is no move."""
    left = entries_at_home(connection, id, changes)
    if not left or (stored(connection, "project", id) or {})["village_id"] is None:
        return None
    names = Names(connection)
    village = "" if changes["village_id"] is None else names.choice("village", int(str(changes["village_id"])))
    moving = command("project", "edit", names.choice("project", id), "--village", village)
    return Refused(
        _has_entries(connection, id, len(left)),
        t("Move it first: {command} --with-entries, or --leave-entries.", command=safe(moving)),
    )


def entries_at_home(connection: Connection, id: int, changes: Values) -> list[tuple[int, str]]:
    """(id, day) of the entries in the village that a project leaves by these changes, as far as they hold something."""
    before = (stored(connection, "project", id) or {})["village_id"]
    if "village_id" not in changes or changes["village_id"] == before:
        return []
    rows = connection.rows(
        f"""SELECT e.id, e.date FROM entry e WHERE e.project_id = :project AND coalesce(e.village_id, 0) = :village
        AND e.kind IN {listed(CELL_KINDS)} AND e.reverses_id IS NULL AND {held("e")} <> 0 ORDER BY e.id""",
        {"project": id, "village": before or 0},
    )
    return [(row[0], row[1]) for row in rows]


def _has_entries(connection: Connection, id: int, count: int) -> str:
    project = stored(connection, "project", id) or {}
    return t(
        "Project “{project}” has {count} entries in village “{village}”.",
        project=safe(str(project["name"])), count=count, village=name_of(connection, "village", project["village_id"]),
    )  # fmt: skip
