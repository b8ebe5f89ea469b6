"""A batch's nouns taken back: by the log, field by field, where a field still has the value that the batch left.

A row that the batch brought goes; where entries name it, for they stay for ever, it remains as a shell that states nothing but
what it is known by, and a later import takes it over.
"""

from collections.abc import Mapping, Sequence
from dataclasses import field

from aidtrack.dataclass import dataclass
from aidtrack.errors import Refused
from aidtrack.locale import spoken, t
from aidtrack.nouns import NOUNS
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.log.append import Chain, Record
from aidtrack.store.names.find import Names
from aidtrack.store.records import nouns
from aidtrack.store.records.bulk import Act
from aidtrack.store.records.noun_rules import RESTED_ON
from aidtrack.store.records.others import MOST_NAMED
from aidtrack.store.records.references import referring
from aidtrack.store.records.rows import stored
from aidtrack.store.records.undo import log
from aidtrack.store.records.undo.batch import Standing
from aidtrack.store.records.undo.clashes import clashes
from aidtrack.store.records.undo.dependents import BROUGHT
from aidtrack.values.field import Noun
from aidtrack.values.text import safe


def look(writer: Writer, batch: Standing, names: Names) -> list[log.Change]:
    """What the batch changed; what it brought, or took over where another undo had left it, is in BROUGHT.

    Raises Refused, naming what was changed since, or removed by the batch.
    """
    brought, changed, found = list[log.Change](), list[log.Change](), list[str]()
    since = log.later(writer, batch.id)
    for change in log.changes(writer, batch.id):
        if change.removed:
            _require_own(change, batch)
            continue
        now, later = stored(writer, change.noun, change.id), since.get((change.noun, change.id), [])
        if now is None or any(record.action == "remove" for record in later):
            continue
        found += clashes(names, change, now, later)
        (brought if change.before is None else changed).append(change)
    if found:
        raise Refused(
            t("Batch {batch} cannot be taken back: what it changed was changed since.", batch=batch.id),
            "\n".join(found[:MOST_NAMED]),
        )
    brought += [change for change in changed if _is_of(writer, change, batch)]
    writer.execute(f"CREATE TEMPORARY TABLE {BROUGHT} (noun TEXT, id BIGINT, goes INTEGER, PRIMARY KEY (noun, id))")
    writer.insert_columns(BROUGHT, {
        "noun": [change.noun for change in brought], "id": [change.id for change in brought],
        "goes": [int(change.before is None) for change in brought],
    }, {})  # fmt: skip
    writer.analyze(BROUGHT)
    return changed


def _require_own(change: log.Change, batch: Standing) -> None:
    """Raises Refused for a row that the batch removed and had not brought itself."""
    if change.before is not None:
        noun, name = spoken(NOUNS[change.noun].label), safe(str(change.before["name"]))
        raise Refused(
            t("Batch {batch} cannot be taken back: it removed the {noun} “{name}”, which does not come back by itself.",
              batch=batch.id, noun=noun, name=name),
            t("Take its entries back one by one: aidtrack spending reverse ID --reason WHY, and the like."),
        )  # fmt: skip


def _is_of(writer: Writer, change: log.Change, batch: Standing) -> bool:
    return bool(writer.value(f"SELECT batch_id FROM {change.noun} WHERE id = :id", {"id": change.id}) == batch.id)


Gone = dict[str, list[tuple[int, Mapping[str, object]]]]  # by noun the rows that went, with what they stated


@dataclass(slots=True)
class NounsBack:
    """The nouns of one undo: how many are as before, gone, kept as shells. What it changes is in the log as of the undoing batch."""

    writer: Writer
    undo_id: int
    names: Names
    chain: Chain
    act: Act
    restored: int = 0
    removed: int = 0
    kept: int = 0
    gone: Gone = field(default_factory=dict)

    def put_back(self, changed: Sequence[log.Change]) -> None:
        """What the batch changed states again what it did before."""
        for change in reversed(changed):  # what came last goes first: a name is free again before it is taken back
            stood = change.before or {}
            self._edit(change.noun, change.id, {column: stood.get(column) for column in change.columns}, stood)
        self.restored = len(changed)

    def _edit(
        self, noun: str, id: int, values: Mapping[str, object], stood: Mapping[str, object] | None = None
    ) -> None:
        nouns.edit(
            self.writer, noun, id, values, names=self.names, chain=self.chain, batch_id=self.undo_id, act=self.act, stood=stood
        )  # fmt: skip

    def clear(self) -> None:
        """What the batch brought goes, the newest nouns first, for they name the older; what entries name stays as a shell."""
        for noun in reversed(NOUNS.values()):
            goes = [row[0] for row in self.writer.rows(
                f"SELECT id FROM {BROUGHT} WHERE noun = :noun AND goes = 1 ORDER BY id DESC", {"noun": noun.name})]  # fmt: skip
            named = self._named(noun)
            for id in sorted(named.intersection(goes)):
                self._empty(noun, id)
            self._remove(noun, [id for id in goes if id not in named])
            self.kept += len(named.intersection(goes))

    def _named(self, noun: Noun) -> set[int]:
        """The brought rows that something still refers to, but for others of them."""
        found: set[int] = set()
        for other, one in referring(noun.name):
            itself = f" AND NOT EXISTS (SELECT 1 FROM {BROUGHT} x WHERE x.noun = :noun AND x.id = o.id)"
            sql = f"""SELECT b.id FROM {BROUGHT} b WHERE b.noun = :noun
                AND EXISTS (SELECT 1 FROM {other.name} o WHERE o.{one.column} = b.id{itself if other.name == noun.name else ""})"""
            found.update(row[0] for row in self.writer.rows(sql, {"noun": noun.name}))
        return found

    def _empty(self, noun: Noun, id: int) -> None:
        known_by = {"name", "code", *noun.key}
        now = stored(self.writer, noun.name, id) or {}
        stated = [one.column for one in noun.fields if one.name not in known_by and not one.required]
        values = {column: None for column in stated if now[column] is not None}
        if values:
            self._edit(noun.name, id, dict(values))

    def _remove(self, noun: Noun, ids: list[int]) -> None:
        before = [stored(self.writer, noun.name, id) for id in ids]
        for _, one in referring(noun.name, (noun,)):  # of themselves, in whatever order they go
            for id in ids:
                self.writer.execute(f"UPDATE {noun.name} SET {one.column} = NULL WHERE id = :id", {"id": id})
        for id in ids:
            self.writer.execute(f"DELETE FROM {noun.name} WHERE id = :id", {"id": id})
        self.chain.extend([
            Record("remove", noun.name, id, before=values, batch_id=self.undo_id) for id, values in zip(ids, before, strict=True)
        ])  # fmt: skip
        if noun.name in RESTED_ON:
            self.gone[noun.name] = [(id, values or {}) for id, values in zip(ids, before, strict=True)]
        self.removed += len(ids)
