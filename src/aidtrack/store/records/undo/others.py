"""What is not of the batch and stands in the way of taking it back, or goes along with it: how it is named, and what takes it back first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from aidtrack.ledger.kind import KINDS
from aidtrack.locale import command, spoken, t
from aidtrack.nouns import NOUNS
from aidtrack.values.text import safe

MOST_NAMED = 10
_MOST_COMMANDS = 3


@dataclass(frozen=True, slots=True)
class Other:
    """An entry (`kind` is its kind, `name` its number) or a row of a noun; `batch_id` is the batch that brought it, if one did."""

    kind: str
    name: str
    batch_id: int | None

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
        verb = "reverse" if self.kind in KINDS else "edit"
        return command(self.kind, verb, safe(self.name))


def named(others: Sequence[Other]) -> str:
    told = list(dict.fromkeys(other.told for other in others))
    shown = "、".join(told[:MOST_NAMED])
    more = len(told) - MOST_NAMED
    return shown if more <= 0 else t("{shown} and {more} more", shown=shown, more=more)


def commands(others: Iterable[Other]) -> str:
    return " · ".join(list(dict.fromkeys(other.command for other in others))[:_MOST_COMMANDS])
