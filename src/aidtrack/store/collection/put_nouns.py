"""Rows of nouns as they stand at an office, and what is known there of persons."""

from collections.abc import Iterator
from itertools import groupby

from aidtrack.bundle.content import PERSONAL, Bundle, Values, rows_left
from aidtrack.bundle.faults import forged
from aidtrack.ledger.entry import ENTRY
from aidtrack.nouns import NOUNS
from aidtrack.phrase import phrase
from aidtrack.store.collection import traces
from aidtrack.store.collection.put_rows import AT_ONCE, BLOCK, columns_of, put, take_away
from aidtrack.store.collection.span import Span, of_office
from aidtrack.store.engine.connection import Connection
from aidtrack.store.engine.parameters import among
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.log.personal_values import hash_in
from aidtrack.store.records import spelling
from aidtrack.values.blocks import blocks

_Left = tuple[int, int | None, Values | None]  # id, batch, values by column


def put_nouns(writer: Writer, span: Span, bundle: Bundle) -> None:
    """Each row that the bundle speaks of, in place of what the collection had of it."""
    shown = what_is_known(writer, span, bundle)
    for noun, rows in groupby(rows_left(bundle), key=lambda row: row[0]):
        for some in blocks(rows, BLOCK):
            told = [(id, batch, None if values is None else seen(values, shown)) for _, id, batch, values in some]
            _replace(writer, span, noun, told)
    _put_personal(writer, span, bundle)


def what_is_shown(bundle: Bundle) -> dict[str, object]:
    """What the bundle tells of each value that its records hold as a hash."""
    return {str(hash): value if value is not None else mask for hash, _, _, _, mask, _, value in bundle.personal}


def what_is_known(connection: Connection, span: Span, bundle: Bundle) -> dict[str, object]:
    """The same, and where an earlier bundle told a name that nobody had forgotten since, that name."""
    shown = what_is_shown(bundle)
    for some in blocks(shown, AT_ONCE):
        listed, named = among(some)
        sql = f"SELECT hash, value FROM personal_value WHERE hash IN ({listed}) AND value IS NOT NULL AND {of_office('id')}"
        shown |= dict(connection.rows(sql, {**named, **span.bounds}))
    return shown


def seen(values: Values, shown: dict[str, object]) -> Values:
    """A person's values as they are handed over: as they are, or as reports show them."""
    return {name: value if (hash := hash_in(value)) is None else shown.get(hash) for name, value in values.items()}


def _replace(writer: Writer, span: Span, noun: str, rows: list[_Left]) -> None:
    take_away(writer, span, noun, [id for id, _, _ in rows])
    standing = [(id, batch, values) for id, batch, values in rows if values is not None]
    if not standing:
        return
    names = [field.column for field in NOUNS[noun].stored]
    told = [values for _, _, values in standing]
    if any(values.keys() - set(names) for values in told):
        raise forged(phrase("A row in the bundle holds what no row of its noun holds."))
    spelling.learn(writer, noun, told)
    columns = {name: [values.get(name) for values in told] for name in names}
    ids, batches = [id for id, _, _ in standing], [batch for _, batch, _ in standing]
    put(writer, span, noun, {"id": ids, **columns, "batch_id": batches})


def _put_personal(writer: Writer, span: Span, bundle: Bundle) -> None:
    """What stands beside the log, by hash; what an earlier bundle told with names and this one does not stays known."""
    kept = [name for name in PERSONAL if name != "shown"]
    last = (
        int(writer.value(f"SELECT coalesce(max(id), :base) FROM personal_value WHERE {of_office('id')}", span.bounds))
        - span.base
    )
    for some in blocks(bundle.personal, BLOCK):
        columns = columns_of(PERSONAL, some)
        known = dict(_known(writer, span, [str(hash) for hash in columns["hash"]]))
        new = [row for row in some if str(row[0]) not in known]
        if new:
            told = {name: values for name, values in columns_of(PERSONAL, new).items() if name in kept}
            put(writer, span, "personal_value", {"id": [*range(last + 1, last + 1 + len(new))], **told})
            last += len(new)
        for row in some:
            hash, noun, *_, salt, value = row
            if value is not None and str(hash) in known and noun != ENTRY.name:  # an entry stays as it came
                id = known[str(hash)]
                traces.goes(writer, span, "personal_value", f"id = {id}")
                writer.update("personal_value", id, {"salt": salt, "value": value})
                traces.is_back(writer, span, "personal_value", f"id = {id}")


def _known(writer: Writer, span: Span, hashes: list[str]) -> Iterator[tuple[str, int]]:
    for some in blocks(hashes, AT_ONCE):
        listed, named = among(some)
        sql = f"SELECT hash, id FROM personal_value WHERE hash IN ({listed}) AND {of_office('id')}"
        yield from writer.rows(sql, {**named, **span.bounds})
