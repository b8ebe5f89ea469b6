"""Whose names stay at home, and where they may stand though nobody looks for one there."""

from collections.abc import Callable

from aidtrack.dataclass import dataclass
from aidtrack.ledger.entry import ENTRY
from aidtrack.nouns import NOUNS
from aidtrack.store.engine.connection import Connection
from aidtrack.store.engine.rights import READER
from aidtrack.store.records.payees import payees
from aidtrack.store.records.persons import Heads
from aidtrack.values import kinds
from aidtrack.values.personal import is_masked
from aidtrack.values.text import key

# Free texts, in which nobody looks for a name.
FREE = {
    noun.name: tuple(field.column for field in noun.stored if field.kind is kinds.TEXT and not field.may_be_head)
    for noun in (*NOUNS.values(), ENTRY)
}
# The same of records on which nothing rests above.
BESIDE = {"personal": ("household", "reason"), "bundle": ("file",)}


@dataclass(frozen=True, slots=True)
class Persons:
    """`heads` are the names that texts are searched for, and `masked` is a payee, payer or guarantor without them.

    A reader of a server has no names: of him payees lose what may be one, and texts are not searched.
    """

    heads: Heads
    masked: Callable[[str], str]
    are_any: bool

    def are_in(self, payee: str) -> bool:
        return self.masked(payee) != payee


def persons(connection: Connection) -> Persons:
    if connection.right == READER:
        return Persons(Heads(set()), payees(connection).masked, True)
    heads = former_heads(connection)
    return Persons(heads, heads.masked, bool(heads.names))


NOBODY = Persons(Heads(set()), str, False)  # of whom all may be told


def former_heads(connection: Connection) -> Heads:
    """Heads of households, and those that they had as far as they were not forgotten; none that a reader of a server could tell."""
    if connection.right == READER:
        return Heads(set())
    rows = connection.rows(
        "SELECT head FROM household WHERE head IS NOT NULL UNION SELECT value FROM personal_value WHERE value IS NOT NULL"
    )
    return Heads({key(name) for (name,) in rows if not is_masked(name)})
