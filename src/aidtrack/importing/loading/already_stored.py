"""Entries that the store has already by their 流水号, where the mode lets them come again."""

from collections.abc import Mapping, Sequence, Set

from aidtrack.errors import Fault
from aidtrack.importing.loading.entry_block import EntryBlock
from aidtrack.ledger.entry import ENTRY, NAMING
from aidtrack.locale import t
from aidtrack.store.engine.transaction import Writer

_COMPARED = tuple(field for field in ENTRY.fields if field.name not in ("ref", *NAMING))


def by_ref(
    writer: Writer, mode: str, entries: EntryBlock, columns: Mapping[str, Sequence[object]], passed_over: Set[int]
) -> tuple[dict[int, int], set[int]]:
    """The positions of rows that the store holds just so, each with its entry, and of those that cannot be taken under the mode.

    Entries never change (G7): a 流水号 in use is unchanged or a problem, and where the mode is "update" it must be in use.
    """
    refs = entries["ref"]
    columns = {**columns, "kind": entries.kinds}
    stored = _stored(writer, [str(ref) for ref in refs if ref is not None])
    unchanged: dict[int, int] = {}
    wrong = set()
    for at, ref in enumerate(refs):
        if at in passed_over:
            continue
        entry = stored.get(str(ref)) if ref is not None else None
        fault = _not_in_use(mode) if entry is None else _changed(entries, columns, at, entry)
        if fault is not None:
            wrong.add(at)
            entries.fault(at, "ref", fault)
        elif entry is not None:
            unchanged[at] = int(str(entry["id"]))
    return unchanged, wrong


def _not_in_use(mode: str) -> Fault | None:
    if mode != "update":
        return None
    return Fault(
        t("is no 流水号 in the store, so that nothing can be compared."), t("Add new entries with --mode upsert.")
    )


def _changed(
    entries: EntryBlock, columns: Mapping[str, Sequence[object]], at: int, entry: Mapping[str, object]
) -> Fault | None:
    differing = _differing(entries, columns, at, entry)
    if not differing:
        return None
    return Fault(
        t("is in use by entry {id}, which differs in {fields}.", id=entry["id"], fields="、".join(differing)),
        t("Entries never change: take that one back with reverse, then record it anew."),
    )


def _stored(writer: Writer, refs: Sequence[str]) -> dict[str, dict[str, object]]:
    """The entries in use under these 流水号, by column; what one is about (a loan, an entry taken back …) is a 流水号."""
    if not refs:
        return {}
    names = [field.column for field in _COMPARED]
    marks = {f"r{number}": ref for number, ref in enumerate(dict.fromkeys(refs))}
    columns = ", ".join([*(f"{name}_named.ref" for name in NAMING), "e.id", *(f"e.{name}" for name in names)])
    joins = " ".join(f"LEFT JOIN entry {name}_named ON {name}_named.id = e.{name}_id" for name in NAMING)
    rows = writer.rows(
        f"SELECT r.ref, {columns} FROM entry_ref r JOIN entry e ON e.id = r.entry_id {joins}"  # noqa: S608 - our own names
        f" WHERE r.ref IN ({', '.join(f':{mark}' for mark in marks)})",
        marks,
    )
    return {row[0]: dict(zip((*NAMING, "id", *names), row[1:], strict=True)) for row in rows}


def _differing(
    entries: EntryBlock, columns: Mapping[str, Sequence[object]], at: int, entry: Mapping[str, object]
) -> list[str]:
    """The headers of the sheet's columns in which a row says something else than the stored entry."""
    found = []
    for column in entries.reading.sheet.header.columns:
        name = column.field.name
        if name == "ref":
            continue
        by_ref = name in NAMING
        says = (entries[name] if by_ref else columns[column.field.column])[at]
        if says is None and name == "fund":
            continue  # a blank fund means the project's one fund
        if says != entry[name if by_ref else column.field.column]:
            found.append(column.header)
    return found
