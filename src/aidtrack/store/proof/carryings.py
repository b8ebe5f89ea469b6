"""What was carried on into another year, or moved: as much is left of it where it left as where it came."""

from collections.abc import Iterator

from aidtrack.ledger.carrying import ANY_HALF, UNEVEN
from aidtrack.locale import t
from aidtrack.store.engine.connection import Connection
from aidtrack.store.proof.discrepancy import Discrepancy, Level
from aidtrack.store.records.halves import half_of
from aidtrack.values.money import yuan


def wrong(connection: Connection) -> Iterator[Discrepancy]:
    """Damage, for no door takes back one half alone; an alert where the reason was given that the other one follows."""
    if connection.value(ANY_HALF) is None:
        return
    rows = connection.rows(
        f"SELECT e.kind, u.pair, u.left_fen, u.came_fen, u.unexcused FROM ({UNEVEN}) u JOIN entry e ON e.id = u.pair"
    )
    for kind, id, left, came, unexcused in rows:
        half = half_of(connection, id)
        said = t(
            "is a half of what was carried on or moved: {left} yuan are left of it, {came} of the other half. Take back as much of both, or the"
            " whole: aidtrack batch undo {batch}.", left=yuan(int(left)), came=yuan(int(came)), batch=half.batch if half else 0,
        )  # fmt: skip
        level: Level = "damage" if unexcused and not _marked_later(connection, id) else "alert"
        yield Discrepancy(level, "carried", f"{kind} {id}", said)


def _marked_later(connection: Connection, id: int) -> bool:
    """Whether an upgrade marked this half: the program that carried it on let one half be taken back alone."""
    sql = """SELECT 1 FROM audit a JOIN entry e ON e.id = :id WHERE a.actor = 'aidtrack db upgrade' AND a.action = 'edit'
        AND ((a.noun = 'batch' AND a.object_id = e.batch_id) OR (a.noun = 'entry' AND a.object_id = e.id)) LIMIT 1"""
    return connection.value(sql, {"id": id}) is not None
