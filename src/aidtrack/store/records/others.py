"""Entries and rows in the way of something, or that go along with it: how they are named, and what takes them back first."""

from collections.abc import Iterable, Sequence

from aidtrack.dataclass import dataclass
from aidtrack.ledger.kind import KINDS
from aidtrack.locale import command, some_of, spoken, t
from aidtrack.nouns import NOUNS
from aidtrack.values.text import safe

MOST_NAMED = 10
_MOST_COMMANDS = 3


@dataclass(frozen=True, slots=True)
class Other:
    """An entry (`kind` is its kind, `name` its number) or a row of a noun; `batch_id` is the batch that brought it, if one did.

    `blanked` is the option of a noun's field that names what goes, where it can be blank.
    """

    kind: str
    name: str
    batch_id: int | None
    blanked: str | None = None

    @property
    def told(self) -> str:
        label = KINDS[self.kind].label if self.kind in KINDS else NOUNS[self.kind].label
        told = f"{spoken(label)} {safe(self.name)}"
        return told if self.batch_id is None else t("{what} (batch {batch})", what=told, batch=self.batch_id)

    @property
    def command(self) -> str:
        """The command that goes on."""
        if self.batch_id is not None:
            return command("batch", "undo", str(self.batch_id))
        if self.kind in KINDS:
            return f"{command(self.kind, 'reverse', self.name)} --reason {t('WHY')}"
        if self.blanked is not None:
            return command(self.kind, "edit", safe(self.name), self.blanked, "")
        return command(self.kind, "remove", safe(self.name))


def entries_of(rows: Iterable[tuple[str, int, int | None]]) -> list[Other]:
    """Entries, of which (kind, id, batch) was read."""
    return [Other(kind, str(id), batch) for kind, id, batch in rows]


def named(others: Sequence[Other]) -> str:
    return some_of(list(dict.fromkeys(other.told for other in others)), MOST_NAMED)


def commands(others: Iterable[Other]) -> str:
    return " · ".join(list(dict.fromkeys(other.command for other in others))[:_MOST_COMMANDS])
