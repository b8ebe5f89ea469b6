"""Payees, payers and guarantors as this run may show them: one that is the head of a household in the store is masked as that one is."""

from collections.abc import Collection, Iterable

from aidtrack.dataclass import dataclass
from aidtrack.store.engine.connection import Connection
from aidtrack.store.engine.rights import READER
from aidtrack.values import personal
from aidtrack.values.text import key

_LONGEST = 4  # signs of a name; a reader of a server has the heads masked, and what may be one is masked for him


@dataclass(frozen=True, slots=True)
class Payees:
    """`heads` are those of households, by key; `masked` what a reader has of them."""

    heads: Collection[str]
    masked: Collection[str] = ()

    def is_head(self, payee: str) -> bool:
        if self.masked:
            return len(payee) <= _LONGEST and personal.mask(payee) in self.masked
        return bool(self.heads) and key(payee) in self.heads

    def shown(self, payee: str) -> str:
        """As this run may show it."""
        return str(personal.shown(payee)) if self.is_head(payee) else payee

    def written(self, payee: str | None) -> set[str | None]:
        """What is written of one that is stored: a head's name, or what an export made of it."""
        return {payee} if payee is None or not self.is_head(payee) else {payee, personal.mask(payee)}

    def no_heads(self, known: Iterable[str]) -> list[str]:
        """Those that may be proposed to anybody."""
        return [payee for payee in known if not self.is_head(payee)]

    @property
    def hidden(self) -> bool:
        """Whether any may have to be masked."""
        return bool(self.heads or self.masked) and not personal.is_revealed()


def payees(connection: Connection) -> Payees:
    """What is to be known of the households of a store."""
    heads = [head for (head,) in connection.rows("SELECT DISTINCT head FROM household WHERE head IS NOT NULL")]
    return Payees((), frozenset(heads)) if connection.right == READER else Payees(frozenset(map(key, heads)))
