"""Payees, payers and guarantors as this run may show them: the name of a head of a household is masked in them wherever it stands.

Who may not see such a name is answered by what he is shown: what he asks for is compared with, and put in the order of, the masked text.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from aidtrack.ledger.entry import ENTRY
from aidtrack.pattern import pattern
from aidtrack.store.engine.connection import Connection
from aidtrack.store.records.persons import heads
from aidtrack.values import personal
from aidtrack.values.field import Field
from aidtrack.values.personal import MARK
from aidtrack.values.text import key

FARMERS = "农户"  # what those are called together who are heads and nothing else
_KEPT = 8192  # texts whose masked form is remembered: a list says the same payees again and again
_MASKED = pattern(r".\*\*")


class Payees:
    """What is known of the heads of a store. Where they came masked themselves, as to a reader of a server or from a bundle without names,
    so did payees: these are as they may be shown.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        known = heads(connection)
        self._has_names = bool(known.names)
        self._any = self._has_names or _has_masked(connection)
        # Each name of a head that a text holds masked in its place.
        self.masked: Callable[[str], str] = lru_cache(_KEPT)(known.masked) if self._has_names else str

    @property
    def hidden(self) -> bool:
        """Whether any may have to be masked."""
        return self._any and not personal.is_revealed()

    def holds_head(self, payee: str) -> bool:
        """Whether it is, or holds, the name of one."""
        return self._any and self.masked(payee) != payee

    def are_farmers(self, payee: str) -> bool:
        """Whether it names heads and says nothing else."""
        shown = self.masked(payee)
        return MARK in shown and not any(map(str.isalnum, _MASKED.sub("", shown)))

    def shown(self, payee: str) -> str:
        """As this run may show it."""
        return self.masked(payee) if self.hidden else payee

    def called(self, payee: str) -> str:
        """As a payee of many is called: farmers are one."""
        return FARMERS if self.hidden and self.are_farmers(payee) else self.shown(payee)

    def written(self, payee: str | None) -> set[str | None]:
        """What is written of one that is stored: it, or what an export made of it."""
        return {payee} if payee is None else {payee, self.masked(payee)}

    def no_heads(self, known: Iterable[str]) -> list[str]:
        """Those that may be proposed to anybody."""
        return [payee for payee in known if not self.holds_head(payee)]

    def not_as_stored(self, column: str) -> dict[str, str]:
        """What this run shows in a column of entries in the place of what is stored, by that."""
        if not (self._has_names and self.hidden):
            return {}
        return {stored: shown for stored in self._every(column) if (shown := self.shown(stored)) != stored}

    def meant(self, column: str, text: str) -> list[str]:
        """The stored texts that a typed one may mean: those that share its key, as roll-ups add them, where this run shows them; else all
        that are shown, or called, so. The text alone where there is none and it is no head's.
        """
        if self.hidden and (MARK in text or key(text) == FARMERS):
            return [one for one in self._every(column) if key(text) in (key(self.shown(one)), key(self.called(one)))]
        if self.hidden and self.holds_head(text):
            return []
        return self._spelled(column, text) or [text]

    def named(self, column: str, text: str) -> str:
        """As an answer says for what was typed it was asked: what no entry shows may be a person's name, whether it is stored or not."""
        if not self.hidden or MARK in text or text == FARMERS:
            return text
        return personal.guarded(text) if self.holds_head(text) or not self._spelled(column, text) else text

    def _spelled(self, column: str, text: str) -> list[str]:
        """What stands in a column of entries and differs from a text in width, case and blanks at most, as far as this run shows it."""
        asked = key(text)
        return [one for one in self._every(column) if key(one) == asked and self.shown(one) == one]

    def shown_sql(self, field: Field, sql: str) -> tuple[str, dict[str, object]]:
        """The SQL of a cell of a field of entries as this run shows it, and its parameters."""
        instead = self.not_as_stored(field.column) if field.may_be_head else {}
        return self._connection.engine.replaced(self._connection, sql, field.name, instead) if instead else (sql, {})

    def _every(self, column: str) -> Sequence[str]:
        """What stands in a column of entries, each once: every entry is looked at for that, so a reader does it once."""
        kept = self._connection.texts
        if kept is not None and column in kept:
            return kept[column]
        # To a reader each mention of the column is all its texts masked anew: it is mentioned once.
        rows = self._connection.stream(f"SELECT DISTINCT {column} FROM entry")
        found = [str(stored) for (stored,) in rows if stored is not None]
        if kept is not None:
            kept[column] = found
        return found


def _has_masked(connection: Connection) -> bool:
    """Whether households have heads, of whom no name is told."""
    return connection.value("SELECT 1 FROM household WHERE head IS NOT NULL LIMIT 1") is not None


def payees(connection: Connection) -> Payees:
    """What is to be known of the households of a store."""
    return Payees(connection)


MAY_BE_HEADS = tuple(field.name for field in ENTRY.fields if field.may_be_head)
