"""The heads of households, whose names are in nothing that leaves the store."""

from dataclasses import field

from aidtrack.dataclass import dataclass
from aidtrack.store.engine.connection import Connection
from aidtrack.values.personal import is_masked
from aidtrack.values.text import key

_LEAST = 2  # a single sign is no name to look for inside a text


@dataclass(slots=True)
class Heads:
    """Their names by key, and of how many signs there are some."""

    names: set[str]
    lengths: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.lengths = sorted({len(name) for name in self.names if len(name) >= _LEAST})

    def are(self, text: str | None) -> bool:
        """Whether a text is the name of one."""
        return text is not None and key(text) in self.names

    def in_text(self, text: str | None) -> bool:
        """Whether a text holds the name of one."""
        whole = key(text) if text else ""
        return any(
            whole[at : at + length] in self.names for length in self.lengths for at in range(len(whole) - length + 1)
        )


def heads(connection: Connection) -> Heads:
    rows = connection.rows("SELECT DISTINCT head FROM household WHERE head IS NOT NULL")
    return Heads({key(name) for (name,) in rows if not is_masked(name)})
