"""Who may do what on a server: five words, of which each holds what the one before may; a file knows none, its permissions decide."""

from typing import Protocol

from aidtrack.errors import Lacking
from aidtrack.locale import command, t
from aidtrack.pattern import pattern
from aidtrack.phrase import Word
from aidtrack.store.engine.engine import Engine, Statements
from aidtrack.values.text import safe

READER, AUDITOR, CLERK, OFFICER, OWNER = "reader", "auditor", "clerk", "officer", "owner"
SAID = {READER: "查阅", AUDITOR: "审计", CLERK: "录入", OFFICER: "主管", OWNER: "所有者"}
WORDS = (READER, AUDITOR, CLERK, OFFICER, OWNER)
GIVEN = WORDS[:-1]
_USER = pattern(r"//[^/@?]*@")  # in a URL


class Connected(Statements, Protocol):
    """A connection to a store."""

    engine: Engine


def may(word: str | None, needed: str) -> bool:
    return word is not None and WORDS.index(word) >= WORDS.index(needed)


def admitted(connection: Connected, needed: str | None) -> str | None:
    """What the role of this connection may do; None of a file, and of a store that has no such words yet.

    Raises Lacking where it may not do what is `needed`.
    """
    known, word = connection.engine.right(connection)
    if not known:
        return None
    require(connection, word, needed or READER)
    return word


def require(connection: Connected, word: str | None, needed: str) -> None:
    """Raises Lacking where `word` does not hold what is needed."""
    if may(word, needed):
        return
    role, owner = (safe(str(name)) for name in connection.engine.role_and_owner(connection))
    if word is None:
        said = t("The role {role} may do nothing in {store}.", role=role, store=connection.target.shown)
    else:
        said = t(
            "The role {role} is {word} here; this takes {needed}.", role=role, word=called(word), needed=called(needed)
        )
    if needed == OWNER:
        raise Lacking(said, t("Run it as {owner}, to whom the store belongs.", owner=owner))
    user = _USER.search(connection.target.pasted)
    given = command("db", "grant", role, "--as", needed)
    if user is not None:  # the owner types it, and not under the other's name
        given = given.replace(user[0], f"//{owner}@")
    raise Lacking(
        said, t("{owner}, to whom the store belongs, gives the right: {command}.", owner=owner, command=given)
    )


def called(word: str) -> Word:
    """A right as people say it."""
    return Word(word, SAID[word])
