"""Texts that name a row of a noun (`Field.names`): all that name one are one, whatever they call it."""

from dataclasses import field

from aidtrack.dataclass import dataclass
from aidtrack.store.names.find import Names
from aidtrack.values.text import apart, key


@dataclass()
class Called:
    """What texts mean that may name a row of `noun`: by its name, an alias, the name of what was merged into it; others by their letters."""

    names: Names
    noun: str
    _first: dict[int | str, str] = field(default_factory=dict)  # of what names no row, the spelling that came first

    def one(self, text: object) -> str | None:
        """The word by which a report groups a text: the name of the row that stands for it."""
        if text is None:
            return None
        meant = self._meant(str(text))
        return self.names.name(self.noun, meant) if isinstance(meant, int) else self._first.setdefault(meant, str(text))

    def alike(self, noun: str, column: str, text: str, *, several: bool = False) -> list[str]:
        """Every text in a column of `noun` that means the same, or names it among `several`; the text alone where none does."""
        rows = self.names.connection.rows(f"SELECT DISTINCT {column} FROM {noun} WHERE {column} IS NOT NULL")
        meant = self._meant(text)
        found = [
            stored
            for (stored,) in rows
            if self._meant(stored) == meant or (several and meant in map(self._meant, apart(stored)))
        ]
        return found or [text]

    def _meant(self, text: str) -> int | str:
        """The id of the one row that has this name; else what distinguishes the text."""
        named = self.names.index(self.noun).named(text)
        return named[0] if len(named) == 1 else key(text)
