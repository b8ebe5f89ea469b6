"""What names a row: the path to it (`陇西县/牙河村`, `牙河村/道路硬化`), and the words that name it and no other."""

from aidtrack.store.engine.collections import SPAN
from aidtrack.store.names.meanings import Meanings
from aidtrack.store.names.named import Named
from aidtrack.values.field import Field
from aidtrack.values.kinds import Value


class Paths(Meanings):
    """The words for each row, which mean it when they are read again."""

    def choice(self, noun: str, id: int) -> str:
        """The words that name this row and no other: its path, its code, its name with nothing before it, else its id.

        Of a row that was merged they are those of the one that stands for it.
        """
        id = self.index(noun).standing(id)
        row = self.index(noun).rows[id]
        code = row.code and f"code:{row.code}"
        words = (self.path(noun, id), row.code, f"/{row.name}", code, self._whole_path(noun, row), str(id))
        return next((word for word in words if word and self.meant(noun, word) == [id]), f"id:{id}")

    def elsewhere(self, noun: str, id: int) -> str:
        """The same as another store reads it: without the office before it, where nothing of another office is called so."""
        said = self.choice(noun, id)
        office = (self.connection.parts or {}).get(id // SPAN)
        own = said.removeprefix(f"{office}/") if office else said
        return own if own == said or self.meant(noun, own) == [self.index(noun).standing(id)] else said

    def path(self, noun: str, id: int) -> str:
        """`定西市/陇西县/牙河村`, `牙河村/道路硬化`, `2018-05/督查调研`; the name alone where nothing else is known."""
        if (parts := self.connection.parts) is not None:
            before, own = f"{parts.get(id // SPAN, '')}/", self._path(noun, id)
            return own if own.startswith(before) else before + own  # the village before a name has its office already
        return self._path(noun, id)

    def _path(self, noun: str, id: int) -> str:
        index = self.index(noun)
        row = index.rows[id]
        if noun == "village":
            return "/".join([*(str(part) for part in row.key_values[1:] if part), row.name])
        for part, value in zip(index.key_fields, row.key_values, strict=True):
            if value is not None:
                return f"{self._part_words(part, value)}/{row.name}"
        return row.name

    def _whole_path(self, noun: str, row: Named) -> str:
        """`定西市/陇西县/牙河村/道路硬化`: with all that is known of the village before it; nothing where it has none."""
        parts = zip(self.index(noun).key_fields, row.key_values, strict=True)
        villages = [int(str(value)) for part, value in parts if part.refers == "village" and value is not None]
        return f"{self.path('village', villages[0])}/{row.name}" if villages else ""

    def _part_words(self, part: Field, value: Value) -> str:
        if part.refers is None:
            return str(value)
        id = int(str(value))
        name = str(self.name(part.refers, id))
        return name if self.index(part.refers).names_one(name) else self.choice(part.refers, id)
