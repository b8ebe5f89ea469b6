"""The schema held against what this version makes: every table, index, constraint, view, trigger, function."""

from collections.abc import Collection, Iterator

from aidtrack.locale import t
from aidtrack.store.engine.catalogue import EXECUTE
from aidtrack.store.engine.connection import Connection
from aidtrack.store.proof.discrepancy import Discrepancy
from aidtrack.store.schema.grants import callable_by
from aidtrack.store.schema.shape import expected
from aidtrack.values.text import safe

MASKED = "masked."  # what only readers see


def wrong(connection: Connection, told: Collection[str]) -> Iterator[Discrepancy]:
    """What was changed, taken away or added; `told` are the guards of which it was said already."""
    present = connection.engine.objects(connection)
    for granted in _calls_granted(connection):
        present.pop(granted, None)
    ours = expected(connection)
    if ours is None:
        said = t("was not compared with what this version makes: there is no right to make a schema on the server.")
        yield Discrepancy("alert", "schema", "schema", said)
        return
    if not any(name.startswith(MASKED) for _, name in present):  # nobody is a reader
        ours = {(kind, name): text for (kind, name), text in ours.items() if not name.startswith(MASKED)}
    tables = {name for kind, name in ours if kind == "table"}
    for kind, name in sorted(ours.keys() | present.keys()):
        if name in told or present.get((kind, name)) == ours.get((kind, name)):
            continue
        what = f"{kind} {safe(name)}"
        if (kind, name) not in ours:
            yield _added(connection, what, kind, present[kind, name], tables)
        elif (kind, name) not in present:
            yield Discrepancy("damage", "schema", what, t("is missing."))
        else:
            yield Discrepancy("damage", "schema", what, t("is not as this version makes it."))


def _calls_granted(connection: Connection) -> Iterator[tuple[str, str]]:
    """Who may call which function by the word that the store gives the role."""
    if connection.target.url is None or not connection.engine.has_table(connection, "granted"):
        return
    for role, word in connection.rows("SELECT role, word FROM granted"):
        yield from ((EXECUTE, f"{name.replace(', ', ',')}.{role}") for name in callable_by(word))


def _added(connection: Connection, what: str, kind: str, text: str, tables: Collection[str]) -> Discrepancy:
    """What people add for themselves does no harm as long as it changes nothing of ours."""
    if connection.engine.harmless(kind, text, tables):
        return Discrepancy("note", "schema", what, t("is none of aidtrack's; it is left alone."))
    return Discrepancy("damage", "schema", what, t("is none of aidtrack's: it may change or refuse what is recorded."))
