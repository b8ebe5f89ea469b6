"""What a record of the log says in the words of the office: a line for each thing that it changed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from aidtrack.dataclass import dataclass
from aidtrack.ledger.entry import ENTRY, ERASED
from aidtrack.ledger.kind import KINDS
from aidtrack.nouns import NOUNS
from aidtrack.phrase import Joined, Said, listed, phrase
from aidtrack.reports.logged_entries import differing, recorded_anew
from aidtrack.reports.origin import Origin
from aidtrack.reports.told import Telling
from aidtrack.store.engine.collections import SPAN
from aidtrack.store.engine.connection import Connection
from aidtrack.store.log import chain
from aidtrack.store.log.personal_values import plain
from aidtrack.values.report import Content, Row
from aidtrack.values.text import safe

RECORD = ("id", "at", "actor", "action", "noun", "object_id", "batch", "before", "after", "hash", "login")
_TOLD = ("date", "fund", "project", "village", "household", "amount", "payee", "reason", "over")  # of an entry
_PLACE = ("fund", "project", "village", "household", "amount")  # … of which what changed is told beside
_NOTHING_ANEW = ("undo", chain.FORGET)  # actions that record no entry anew
_MOST_TOGETHER = 10  # lines, where they are one


@dataclass(slots=True)
class Teller:
    """Says in lines what a record says in JSON. `about` is the one entry that is asked for, and `origin` where it came from."""

    connection: Connection
    telling: Telling
    about: int | None
    origin: Origin | None
    known: Mapping[str, str]  # personal values by what stands for them in records

    def rows(self, record: dict[str, object], *, whole: bool) -> Iterator[Row]:
        """The record with personal data as this run may show it, and a row for each of its lines; all in one where it is to be `whole`."""
        noun = str(record["noun"])
        before, after = (_values(record[end], self.known) for end in ("before", "after"))
        kept: dict[str, Content] = {name: value for name, value in record.items() if isinstance(value, (int, str))}
        declared = ENTRY if noun == ENTRY.name else NOUNS.get(noun)
        if declared is not None and (declared is ENTRY or declared.personal):
            masked = (self.telling.masked(declared, values) for values in (before, after))
            kept |= dict(zip(("before", "after"), map(chain.spelled, masked), strict=True))
        base = int(str(record["id"])) // SPAN * SPAN  # of a collection the records of an office have its own ids
        lines = [*self._lines(noun, kept, *(_above(values, base) for values in (before, after)))]
        for line in [_together(lines)] if whole else lines:
            yield {**dict.fromkeys(RECORD), **kept, "change": line}

    def _lines(
        self,
        noun: str,
        record: Mapping[str, Content],
        before: Mapping[str, object] | None,
        after: Mapping[str, object] | None,
    ) -> Iterator[Said]:
        anew = [*self._recorded_anew(record)] if noun == "batch" and record["action"] not in _NOTHING_ANEW else []
        reason = (after or {}).get("reason")
        # What has a reason is told with every change, and its count is that of the lines.
        if not anew or reason is None:
            yield self._line(noun, record, before, after)
        for line in anew:
            yield line if reason is None else Joined((line, safe(str(reason))), " · ")

    def _recorded_anew(self, record: Mapping[str, Content]) -> Iterator[Said]:
        for old, new in recorded_anew(self.connection, int(str(record["batch"])), self.about):
            told = Joined(tuple(self._of_entry(new, _PLACE if old else _TOLD)), " · ")
            if old is None:
                yield told
                continue
            yield phrase("entry {old} is {new} now: {what} ({changes})",
                         old=old["id"], new=new["id"], what=told, changes=self.telling.changes(differing(old, new), old, new))  # fmt: skip

    def _line(
        self,
        noun: str,
        record: Mapping[str, Content],
        before: Mapping[str, object] | None,
        after: Mapping[str, object] | None,
    ) -> Said:
        values = after or before or {}
        declared = ENTRY if noun == ENTRY.name else NOUNS.get(noun)
        if noun == "batch":
            return Joined(tuple(self._of_batch(values, record["batch"])), " · ")
        if noun == "books":
            return Joined(tuple(self._of_books(values)), " · ")
        if noun == "store":
            return Joined(tuple(self._of_store(values)), " · ")
        if noun == "layout":
            return safe(str(values.get("name", "")))
        if declared is None:
            return safe(" · ".join(str(value) for value in values.values() if not isinstance(value, list)))
        if declared is ENTRY:
            fields = ERASED if record["action"] == chain.FORGET else _TOLD
            return Joined(tuple(self._of_entry(values, fields)), " · ")
        name = self.telling.told(declared.field("name"), values.get("name"))
        if before is None or after is None:
            return name
        changed = [field for field in declared.stored if before.get(field.column) != after.get(field.column)]
        return (
            phrase("{name}: {changes}", name=name, changes=self.telling.changes(changed, before, after))
            if changed
            else name
        )

    def _of_batch(self, values: Mapping[str, object], batch: Content) -> Iterator[Said]:
        files = values.get("files")
        if files and self.origin is not None and self.origin.batch == batch:
            yield self.origin.said
        elif isinstance(files, list) and files:
            yield listed(dict.fromkeys(safe(str(one[0])) for one in files))
        if (count := values.get("entries")) is not None:
            yield phrase("{count} entries", count=count)
        if values.get("undoes") is not None:
            yield phrase("takes back batch {batch}", batch=values["undoes"])
        if values.get("reason") is not None:
            yield safe(str(values["reason"]))

    def _of_books(self, values: Mapping[str, object]) -> Iterator[Said]:
        yield safe(str(values.get("period", "")))
        through = values.get("through")
        yield phrase("nothing is closed") if through is None else phrase("closed through {through}", through=through)
        if values.get("reason") is not None:
            yield safe(str(values["reason"]))

    def _of_store(self, values: Mapping[str, object]) -> Iterator[Said]:
        if values.get("store_id") is not None:
            said = phrase(
                "{id}, a copy of {store}", id=safe(str(values["store_id"])), store=safe(str(values["copy_of"]))
            )
            yield said
            return
        if values.get("schema") is not None:
            yield phrase("schema {schema}, {count} entries", schema=values["schema"], count=values["entries"])
            return
        yield safe(str(values.get("file", "")))
        if values.get("replaced") is not None:
            yield phrase("replaced the store whose log ended with {head}", head=safe(str(values["replaced"])))

    def _of_entry(self, values: Mapping[str, object], fields: Iterable[str]) -> Iterator[Said]:
        kind = KINDS.get(str(values.get("kind")))
        if kind is not None:
            yield kind.label
        for name in fields:
            field = ENTRY.field(name)
            if values.get(field.column) is not None:
                said = self.telling.told(field, values[field.column])
                yield phrase("{amount} yuan", amount=said) if name == "amount" else said
        if values.get("reverses_id") is not None:
            yield phrase("takes back entry {id}", id=values["reverses_id"])


def _above(values: Mapping[str, object] | None, base: int) -> Mapping[str, object] | None:
    """Values with ids as the store has them that is asked."""
    if values is None or not base:
        return values
    from aidtrack.store.collection.span import is_id  # a store of one office has no use for it

    return {name: base + one if is_id(name) and isinstance(one, int) else one for name, one in values.items()}


def _together(lines: Sequence[Said]) -> Said:
    """The lines of a record as one; of many the first."""
    if len(lines) <= _MOST_TOGETHER:
        return Joined(tuple(lines), "; ")
    shown = Joined(tuple(lines[:_MOST_TOGETHER]), "; ")
    return phrase("{shown} and {more} more", shown=shown, more=len(lines) - _MOST_TOGETHER)


def _values(text: object, known: Mapping[str, str]) -> dict[str, object] | None:
    """A row as the log keeps it; nothing of what is no record of ours."""
    try:
        kept = chain.values(text)
    except ValueError:
        return None
    return None if kept is None else plain(kept, known)
