"""When the log says that things were recorded: no record is stamped before the one that it follows."""

from collections.abc import Iterator

from aidtrack.locale import t
from aidtrack.store.engine.connection import Connection
from aidtrack.store.proof.discrepancy import Discrepancy
from aidtrack.values.text import safe

_BACK = "SELECT id, at, before FROM (SELECT id, at, lag(at) OVER (ORDER BY id) AS before FROM audit) stamped WHERE at < before ORDER BY id"


def wrong(connection: Connection) -> Iterator[Discrepancy]:
    """An alert: what is written now never steps back, but programs before this one stamped what a computer's clock said."""
    back = connection.rows(_BACK)
    if back:
        id, at, before = back[0]
        said = t(
            "is stamped {at}, the record before it {before}: a clock was wrong, or somebody wrote the log; {count} records step back.",
            at=_moment(at), before=_moment(before), count=len(back),
        )  # fmt: skip
        yield Discrepancy("alert", "audit", f"audit {id}", said)


def _moment(at: object) -> str:
    return safe(str(at)[:19].replace("T", " "))
