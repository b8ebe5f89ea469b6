"""Stored values as a sentence tells them: a change of a field is its label, what it was and what it is."""

from collections.abc import Iterable, Mapping

from aidtrack.dataclass import dataclass
from aidtrack.nouns import NOUNS
from aidtrack.phrase import Joined, Said, phrase
from aidtrack.store.names.find import Names
from aidtrack.store.records.payees import Payees, payees
from aidtrack.store.records.settings import worded
from aidtrack.values import personal
from aidtrack.values.field import Field, Noun
from aidtrack.values.homonym import read
from aidtrack.values.kinds import MoneyKind, WordKind
from aidtrack.values.money import yuan
from aidtrack.values.report import UNKNOWN
from aidtrack.values.text import key, safe


@dataclass(slots=True)
class Telling:
    """Tells the values of rows by column, ids by the name of what they name, and personal ones as this run may show them."""

    names: Names
    _known: Payees | None = None

    def changes(self, fields: Iterable[Field], before: Mapping[str, object], after: Mapping[str, object]) -> Said:
        """「金额 100.00 → 90.00; 日期 …」"""
        return Joined(tuple(self._change(field, before, after) for field in fields), "; ")

    def _change(self, field: Field, before: Mapping[str, object], after: Mapping[str, object]) -> Said:
        old, new = (self.told(field, one.get(field.column)) for one in (before, after))
        return phrase("{field} {before} → {after}", field=field.label, before=old, after=new)

    def told(self, field: Field, value: object) -> Said:
        if value is None:
            return UNKNOWN
        if field.personal:
            return safe(personal.shown(str(value)) or UNKNOWN)
        if field.may_be_head:
            return safe(self._heads().shown(str(value)))
        kind = worded(self.names.connection, field).kind
        if isinstance(kind, MoneyKind) and isinstance(value, int):
            return yuan(value)
        if isinstance(kind, WordKind):
            return kind.label(str(value))
        if field.refers in NOUNS and isinstance(value, int):
            return self._named(field.refers, value)
        return safe(str(value))

    def masked(self, noun: Noun, values: Mapping[str, object] | None) -> dict[str, object] | None:
        """A whole row with personal data as this run may show it."""
        kept = None if values is None else dict(values)
        for field in noun.fields if kept is not None else ():
            if kept is not None and kept.get(field.column) is not None and (field.personal or field.may_be_head):
                text = str(kept[field.column])
                kept[field.column] = personal.shown(text) if field.personal else self._heads().shown(text)
        return kept

    def _heads(self) -> Payees:
        if self._known is None:
            self._known = payees(self.names.connection)
        return self._known

    def _named(self, noun: str, id: int) -> str:
        """A row by its name; where that is the name of several, with what tells it apart: of one that it was merged with too."""
        index = self.names.index(noun)
        if id not in index.rows:
            return f"id:{id}"
        name = index.rows[id].name
        same = (other for other in index.spelled(name) if other != id and key(index.rows[other].name) == key(name))
        if any(index.standing(other) == index.standing(id) for other in same):
            return safe(self.names.path(noun, id))
        return safe(read(self.names.shown(noun, id) or ""))
