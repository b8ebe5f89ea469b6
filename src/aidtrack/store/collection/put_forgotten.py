"""Who was forgotten at an office is forgotten here too: in entries that came before with his name, in what files are called, in records that hold it.

Where names came masked there is nothing to change but what proves it: a batch has another digest since.
"""

from collections.abc import Collection, Iterator, Mapping
from itertools import chain

from aidtrack.bundle.content import ENTRY_ROW, Bundle
from aidtrack.ledger.batch import FILE_TEXTS
from aidtrack.ledger.digest import ROW, Digest
from aidtrack.ledger.entry import ENTRY, ERASED
from aidtrack.nouns import NOUNS
from aidtrack.store.collection import former, traces, uncounted
from aidtrack.store.collection.put_log import Told
from aidtrack.store.collection.put_nouns import what_is_shown
from aidtrack.store.collection.put_rows import AT_ONCE, BLOCK, put, take_away
from aidtrack.store.collection.span import Span, is_id, of_office
from aidtrack.store.engine.collections import MARK
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.log.chain import FORGET, values
from aidtrack.store.log.naming import SEALED
from aidtrack.values import personal
from aidtrack.values.blocks import blocks
from aidtrack.values.record import LINK, RECORD

_AT = {name: at for at, name in enumerate(ENTRY_ROW)}
_SAYS = "a.after IS NOT NULL AND a.noun = '{noun}' AND a.object_id = entry.{column} AND a.id BETWEEN :base AND :last"
# Entries that no open record says, their own or their batch's, have a trace.
_TRACED = f"""entry.id IN ({{ids}}) AND NOT EXISTS (SELECT 1 FROM {MARK} a WHERE {_SAYS.format(noun=ENTRY.name, column="id")} AND a.action <> '{FORGET}')
    AND NOT EXISTS (SELECT 1 FROM {MARK} a WHERE {_SAYS.format(noun="batch", column="batch_id")})"""
_MAY_BE_SEALED = (*NOUNS, ENTRY.name, *SEALED)  # others say what nothing else does
_Cells = Mapping[str, object]


def forget(writer: Writer, span: Span, bundle: Bundle, told: Told, known: Collection[int]) -> set[int]:
    """Once the entries of the bundle are there. `known` are the batches in it that were there before: returns those whose digests are made anew."""
    cells = {**_of_batches(bundle, told, known), **_alone(bundle, told)}
    records = [*_records(writer, span, told.forgotten.records)]
    of_records = {id for _, noun, id in records if noun == ENTRY.name}
    changed = set[int]()
    for some in blocks(sorted(cells.keys() | of_records), AT_ONCE):
        of_these = [id for id, noun, of in records if noun == ENTRY.name and of in some]
        changed |= _mask(writer, span, {id: cells.get(id, {}) for id in some}, of_these)
    _seal(writer, span, [id for id, noun, _ in records if noun != ENTRY.name])
    if cells and (aside := uncounted.of_office(writer, span.number)) is not None:
        changed |= former.mask_texts(writer, aside, cells)
    touched = {row[_AT["batch_id"]] for row in bundle.entries if row[0] in changed} if changed else set()
    renewed = {batch for batch in known if batch in told.forgotten.batches or batch in touched}
    for batch in sorted(renewed):
        _renew(writer, span, bundle, batch)
    return renewed


def _alone(bundle: Bundle, told: Told) -> dict[int, _Cells]:
    shown = what_is_shown(bundle) if told.forgotten.texts else {}
    return {
        id: {column: shown.get(hash) for column, hash in texts.items()} for id, texts in told.forgotten.texts.items()
    }


def _of_batches(bundle: Bundle, told: Told, known: Collection[int]) -> dict[int, _Cells]:
    """Of those whose record says in which entries; where it came sealed, wherever a name is masked."""
    found = dict[int, _Cells]()
    for row in bundle.entries if known else ():
        batch, id = row[_AT["batch_id"]], int(str(row[0]))
        if batch not in known:
            continue
        texts = {column: row[_AT[column]] for column in ERASED}
        if batch in told.forgotten.batches:
            if id in told.forgotten.batches[batch]:
                found[id] = texts
        elif batch not in told.digests:
            masked = {column: text for column, text in texts.items() if personal.MARK in str(text)}
            if masked:
                found[id] = masked
    return found


def _mask(writer: Writer, span: Span, cells: Mapping[int, _Cells], records: list[int]) -> set[int]:
    """Entries by their own ids at home, and the records of theirs that are sealed; returns which of the entries had another text."""
    changed = set[int]()
    traced = _TRACED.format(ids=", ".join(str(span.base + id) for id in cells))
    traces.goes(writer, span, ENTRY.name, traced, span.bounds)
    for id, now in cells.items():
        found = writer.rows(f"SELECT {', '.join(now)} FROM entry WHERE id = :id", {"id": span.base + id}) if now else []
        if found and found != [tuple(now.values())]:
            writer.update(ENTRY.name, span.base + id, now)
            changed.add(id)
    _seal(writer, span, records)
    traces.is_back(writer, span, ENTRY.name, traced, span.bounds)
    return changed


def _records(writer: Writer, span: Span, ids: Collection[int]) -> Iterator[tuple[int, str, int]]:
    """Id here, noun and the row's own id of each that the collection has open and may seal."""
    for some in blocks(sorted(ids), AT_ONCE):
        listed = ", ".join(str(span.base + id) for id in some)
        sql = f"SELECT id, noun, object_id FROM {MARK} WHERE id IN ({listed}) AND action IS NOT NULL AND {of_office('id')}"
        for id, noun, of in writer.rows(sql, span.bounds):
            if noun in _MAY_BE_SEALED:
                yield id, noun, 0 if of is None else of - span.base


def _seal(writer: Writer, span: Span, ids: list[int]) -> None:
    """Of a record its link stays."""
    blank = ", ".join(f"{name} = NULL" for name in RECORD if name not in LINK)
    for some in blocks(ids, AT_ONCE):
        chosen = f"id IN ({', '.join(map(str, some))})"
        writer.execute(f"UPDATE {MARK} SET {blank} WHERE {chosen}")
        traces.is_back(writer, span, MARK, chosen)


def _renew(writer: Writer, span: Span, bundle: Bundle, batch: int) -> None:
    """The salt of a batch, and what its files are called, are as they came now; the digest is that of what is here."""
    id = span.base + batch
    salt = next(row["salt"] for row in bundle.batches.named() if row["id"] == batch)
    traces.goes(writer, span, "batch", f"id = {id}")
    writer.update("batch", id, {"salt": salt})
    traces.is_back(writer, span, "batch", f"id = {id}")
    for file in bundle.batch_files.named():
        if file["batch_id"] == batch:
            its = span.base + int(str(file["id"]))
            traces.goes(writer, span, "batch_file", f"id = {its}")
            writer.update("batch_file", its, {name: file[name] for name in FILE_TEXTS})
            traces.is_back(writer, span, "batch_file", f"id = {its}")
    digest = _digest(writer, span, batch).salted(None if salt is None else str(salt))
    take_away(writer, span, "office_digest", [batch])
    if digest != _recorded(writer, span, batch):
        put(writer, span, "office_digest", {"id": [batch], "digest": [digest]})


def _recorded(writer: Writer, span: Span, batch: int) -> object:
    """The digest of which the newest open record of a batch speaks."""
    sql = f"SELECT after FROM {MARK} WHERE noun = 'batch' AND object_id = :id AND after IS NOT NULL ORDER BY id DESC LIMIT 1"
    return (values(writer.value(sql, {"id": span.base + batch})) or {}).get("digest")


def _digest(writer: Writer, span: Span, batch: int) -> Digest:
    """With the ids that rows have at home; what is kept beside is counted with them."""
    made = Digest()
    beside = ([row.get(name) for name in ROW] for row in uncounted.entries(writer, span.number) if row.get("batch_id") == batch)  # fmt: skip
    sql = f"SELECT {', '.join(ROW)} FROM entry WHERE batch_id = :batch AND {of_office('id')} ORDER BY id"
    here = writer.stream(sql, {"batch": span.base + batch, **span.bounds})
    for some in blocks(chain(beside, here), BLOCK):
        columns = dict(zip(ROW, map(list, zip(*some, strict=True)), strict=True))
        made.add(len(some), {name: span.at_home(values) if is_id(name) else values for name, values in columns.items()}, {})  # fmt: skip
    return made
