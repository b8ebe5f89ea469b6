"""Who may do what in a store on a server: kept in the store, in the log, and given to the server's roles."""

from collections.abc import Iterator
from typing import Any

from aidtrack.errors import Environment, Refused, Usage
from aidtrack.locale import t
from aidtrack.store.engine.collections import require_entered
from aidtrack.store.engine.connection import Connection
from aidtrack.store.engine.rights import CLERK, GIVEN, may
from aidtrack.store.engine.target import Target
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.log.append import Chain
from aidtrack.store.log.chain import spelled
from aidtrack.store.schema import grants
from aidtrack.values.text import safe

NOUN = "granted"


def require_server(target: Target) -> None:
    """Raises Usage for a file."""
    if target.path is not None:
        raise Usage(
            t("A store in a file knows no roles: whoever may read {file} reads all of it, and so with writing.", file=target.shown),
            t("The permissions of the file and its folder say who may (chmod, chown)."),
        )  # fmt: skip


def word_typed(word: str) -> str:
    """Raises Usage for what is no word of a right."""
    if word not in GIVEN:
        raise Usage(
            t("--as “{word}” is no right.", word=safe(word)), t("Use one of: {choices}.", choices=", ".join(GIVEN))
        )
    return word


def every(connection: Connection) -> list[tuple[int, str, str]]:
    """(id, role, word) of each, by role."""
    rows = connection.rows("SELECT id, role, word FROM granted ORDER BY role")
    return [(int(id), str(role), str(word)) for id, role, word in rows]


def as_owner(connection: Connection, owner: str) -> list[str]:
    """The roles that log in and may all that the owner may."""
    sql = """SELECT rolname FROM pg_roles WHERE rolcanlogin AND rolname <> :owner AND pg_has_role(oid, to_regrole(quote_ident(:owner)), 'USAGE')
        ORDER BY rolname"""
    return [str(role) for (role,) in connection.rows(sql, {"owner": owner})]


def logged(role: str, word: str) -> dict[str, object]:
    return {"role": role, "right": word}


def statements(connection: Connection, role: str, word: str) -> list[str]:
    """The SQL that makes of a role what the word says, whatever it was before."""
    quoted = _quoted(connection, role)
    return [*grants.taken(connection, quoted), *grants.given(connection, quoted, word)]


def printed(connection: Connection, role: str, word: str | None, actor: str) -> list[str]:
    """What the owner runs with psql to the same end as `grant`, or without a word as `revoke`: one transaction, the log kept.

    Raises Refused where a role has no right that could be taken.
    """
    before = _stored(connection, role)
    if word is None and before is None:
        raise _nothing(connection, role)
    store, _ = grants.here(connection)
    given = (
        statements(connection, role, word) if word is not None else grants.taken(connection, _quoted(connection, role))
    )
    return ["BEGIN", *given, *_kept(connection, f"{store}.", before, (role, word), actor), "COMMIT"]


def _kept(connection: Connection, at: str, before: Any, now: tuple[str, str | None], actor: str) -> Iterator[str]:
    """What keeps in the store, and in its log, that a role has this word `now`, or none."""
    role, word = now
    if before is not None and before[1] == word:
        return
    said = {"role": role, "word": word, "actor": actor, "id": None if before is None else before[0]}
    said["old"] = None if before is None else spelled(logged(role, before[1]))
    said["new"] = None if word is None else spelled(logged(role, word))
    said = {
        name: connection.value("SELECT quote_nullable(CAST(:one AS text))", {"one": one}) for name, one in said.items()
    }
    if before is None:
        change = "INSERT INTO {at}granted (id, role, word) SELECT id, {role}, {word} FROM {at}aidtrack_next_ids('granted', 1) id"
    elif word is None:
        change = "DELETE FROM {at}granted WHERE id = {id}"
    else:
        change = "UPDATE {at}granted SET word = {word} WHERE id = {id}"
    log = (
        "WITH kept AS ("
        + change
        + " RETURNING id) SELECT {at}aidtrack_log({actor}, ARRAY[{done}], ARRAY['"
        + NOUN
        + "'],"
        " ARRAY[id], ARRAY[NULL::bigint], ARRAY[{old}::text], ARRAY[{new}::text]) FROM kept"
    )
    yield log.format(at=at, done="'revoke'" if word is None else "'grant'", **said)


def _nothing(connection: Connection, role: str) -> Refused:
    return Refused(
        t("The role {role} was granted nothing in {store}.", role=safe(role), store=connection.target.shown),
        t("Who may do what: aidtrack db info."),
    )


def grant(writer: Writer, role: str, word: str) -> bool:
    """Give a role this right in place of any other; returns whether that is anything new. Raises Environment, Refused."""
    require_role(writer, role)
    if may(word, CLERK):
        require_entered(writer)
    before = _stored(writer, role)
    for statement in statements(writer, role, word):
        writer.execute(statement)
    if before is None:
        id = writer.insert("granted", {"role": role, "word": word})
        Chain(writer).append("grant", NOUN, id, after=logged(role, word))
    elif before[1] != word:
        writer.update("granted", before[0], {"word": word})
        Chain(writer).append("grant", NOUN, before[0], before=logged(role, before[1]), after=logged(role, word))
    return before is None or before[1] != word


def revoke(writer: Writer, role: str) -> None:
    """Take every right from a role. Raises Refused where it has none."""
    before = _stored(writer, role)
    if before is None:
        raise _nothing(writer, role)
    if _is_role(writer, role):  # one that is gone took its rights along
        for statement in grants.taken(writer, _quoted(writer, role)):
            writer.execute(statement)
    writer.execute("DELETE FROM granted WHERE id = :id", {"id": before[0]})
    Chain(writer).append("revoke", NOUN, before[0], before=logged(role, before[1]))


def require_role(connection: Connection, role: str) -> None:
    """Raises Environment where the server has no such role, Refused for the owner, who may everything."""
    if not _is_role(connection, role):
        raise Environment(
            t("The server has no role {role}.", role=safe(role)),
            t("Make it there: CREATE ROLE {role} LOGIN PASSWORD '…';", role=safe(_quoted(connection, role))),
        )
    owns = "SELECT pg_has_role(:role, relowner, 'USAGE') FROM pg_class WHERE oid = to_regclass('entry')"
    if connection.value(owns, {"role": role}):
        raise Refused(
            t("The role {role} owns the store, or is a superuser, and may everything.", role=safe(role)),
            t("Give the right to another role, and have people log in under that one."),
        )


def _is_role(connection: Connection, role: str) -> bool:
    return connection.value("SELECT 1 FROM pg_roles WHERE rolname = :role", {"role": role}) is not None


def _stored(connection: Connection, role: str) -> Any:
    return next(iter(connection.rows("SELECT id, word FROM granted WHERE role = :role", {"role": role})), None)


def _quoted(connection: Connection, role: str) -> str:
    return str(connection.value("SELECT quote_ident(:role)", {"role": role}))
