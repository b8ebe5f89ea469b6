"""Entries that the store has already: by their 流水号, where the mode lets them come again, and by their 来源编号."""

from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import field
from typing import cast

from aidtrack.codes import Code
from aidtrack.dataclass import dataclass
from aidtrack.errors import Fault
from aidtrack.importing.loading.entry_block import EntryBlock
from aidtrack.importing.matching.options import CORRECT
from aidtrack.ledger.correcting import given_back, told_under, whole_stories
from aidtrack.ledger.entry import ENTRY, ERASED, NAMING
from aidtrack.locale import spoken, t
from aidtrack.store.engine.parameters import among
from aidtrack.store.names.find import Names
from aidtrack.store.records.origins import Origins, named_by, origins
from aidtrack.store.records.payees import payees
from aidtrack.store.records.rows import days_named, refs_of_stories
from aidtrack.store.records.successors import successors
from aidtrack.values import personal
from aidtrack.values.field import Field

# What of an entry a row may say in more than one way; the amount also with what was given back before it was corrected.
_SEVERAL = {
    "amount": "amounts",
    "date": "dates",
    "village": "villages",
    "fund": "funds",
    "project": "projects",
    "household": "households",
    **{field.name: f"{field.name}s" for field in ENTRY.fields if field.may_be_head},
}
_COMPARED = tuple(field for field in ENTRY.fields if field.name not in ("ref", "origin", *NAMING))


Stored = Mapping[str, object]  # an entry by column; what one is about (a loan, an entry taken back …) is a 流水号


@dataclass(slots=True)
class Known:
    """The positions of rows that the store holds just so, each with its entry; of those that cannot be taken under the mode; and of
    those that say something else where the mode lets them correct it, each with the entry that stands.
    """

    unchanged: dict[int, int] = field(default_factory=dict)
    wrong: set[int] = field(default_factory=set)
    other: dict[int, Stored] = field(default_factory=dict)


def by_word(
    names: Names,
    mode: str,
    name: str,
    entries: EntryBlock,
    columns: Mapping[str, Sequence[object]],
    passed_over: Set[int],
) -> Known:
    """What the store holds under the 流水号 (`name` "ref") or the 来源编号 ("origin") of rows.

    Entries never change (G7): a row with a 流水号 in use says what the entry says now, or said before it was corrected, and is
    unchanged; else it is a problem, or a correction where that is the mode. Where the mode is "update" it must be in use.
    """
    refs = entries[name]
    columns = {**columns, "kind": entries.kinds}
    but = ("ref", "origin", "reason") if mode == CORRECT else ("ref", "origin")  # the reason may be why it is corrected
    stored = _stored(names, name, [str(ref) for ref in refs if ref is not None])
    here = origins(names.connection)
    known = Known()
    for at, ref in enumerate(refs):
        if at in passed_over:
            continue
        said = stored.get(str(ref), []) if ref is not None else []  # what stands now comes first
        differing = [differing_fields(entries, columns, at, entry, but=but) for entry in said]
        if not said:
            fault = _not_in_use(mode) if name == "ref" else _not_here(ref, here)
        elif not all(differing):
            known.unchanged[at] = int(str(said[0]["id"]))
            continue
        elif mode == CORRECT:
            known.other[at] = said[0]
            continue
        else:
            fault = _changed(entries, differing[0], said[0])
        if fault is not None:
            known.wrong.add(at)
            entries.fault(at, name, fault)
    return known


def _not_here(origin: object, here: Origins) -> Fault | None:
    if origin is None or not here.is_own(str(origin)):
        return None
    return Fault(t("names an entry of this store that is not there."), t("Leave it blank."), code=Code.UNKNOWN_ENTRY)


def _not_in_use(mode: str) -> Fault | None:
    if mode != "update":
        return None
    return Fault(
        t("is no 流水号 in the store, so that nothing can be compared."),
        t("Add new entries with --mode upsert."),
        code=Code.NOT_IN_STORE,
    )


def _changed(entries: EntryBlock, differing: Sequence[Field], entry: Stored) -> Fault:
    header = entries.reading.sheet.header
    columns = [header.column(one.name) for one in differing]
    said = [column.header if column else spoken(one.label) for column, one in zip(columns, differing, strict=True)]
    fields = "、".join(said)
    return Fault(
        t("is in use by entry {id}, which differs in {fields}.", id=entry["id"], fields=fields),
        t("Entries never change: to correct that one, add --mode correct."),
        code=Code.SAYS_OTHER,
    )


def _stored(names: Names, name: str, refs: Sequence[str]) -> dict[str, list[Stored]]:
    """What is recorded under these words, the newest first; `dates` and `villages` are all that a row may name of one."""
    if not refs:
        return {}
    writer, here = names.connection, origins(names.connection)
    corrected = writer.value("SELECT 1 FROM entry WHERE corrects_id IS NOT NULL LIMIT 1") is not None
    refs_anew = refs_of_stories(writer) if corrected else {}
    columns = [field.column for field in _COMPARED]
    if name == "ref":
        texts, marks = among(dict.fromkeys(refs))
        said = told_under(texts, corrected=corrected)
    else:
        query, marks = named_by(writer, refs)
        said = whole_stories(query, corrected=corrected)
    named = ", ".join(f"{name}_named.ref, {here.exported(f'{name}_named')}, e.{name}_id" for name in NAMING)
    returned = given_back("e") if corrected else "0"
    joins = " ".join(f"LEFT JOIN entry {name}_named ON {name}_named.id = e.{name}_id" for name in NAMING)
    rows = writer.rows(
        f"SELECT s.ref, {named}, e.id, {', '.join(f'e.{column}' for column in columns)}, {returned}"  # noqa: S608 - our own names
        f" FROM {said} s JOIN entry e ON e.id = s.id {joins} ORDER BY e.id DESC",
        marks,
    )
    heads = payees(writer)
    days, merged = days_named(writer, said, marks) if corrected else {}, successors(writer)
    found: dict[str, list[Stored]] = {}
    for ref, *values in rows:
        about = zip(*(values[at : 3 * len(NAMING) : 3] for at in range(3)), strict=True)
        entry = dict(zip(("id", *columns, "returned_fen"), values[3 * len(NAMING) :], strict=True))
        fen = int(str(entry["amount_fen"]))
        entry["amounts"] = {fen, fen - int(str(entry["returned_fen"]))}
        for other, (own, origin, id) in zip(NAMING, about, strict=True):
            entry[other] = {own or refs_anew.get(id)} | ({origin} if id is not None else set())
        entry["dates"] = named_days = days.get(int(str(entry["id"])), {str(entry["date"])})
        village = cast("int | None", entry["village_id"])
        entry["villages"] = {village, *(merged.of(village, day) for day in named_days)}
        for noun in ("fund", "project", "household", "village"):
            id = entry[f"{noun}_id"]
            entry[f"{noun}s"] = {*entry.get(f"{noun}s", {id}), id and names.index(noun).standing(id)}
        for one in ENTRY.fields:
            if one.may_be_head:
                entry[f"{one.name}s"] = heads.written(cast("str | None", entry[one.column]))
        found.setdefault(ref, []).append(entry)
    return found


def differing_fields(
    entries: EntryBlock, columns: Mapping[str, Sequence[object]], at: int, entry: Stored, *, but: Collection[str]
) -> list[Field]:
    """The fields that the sheet fills, `but` for some, in which a row says something else than the stored entry."""
    found = []
    for one in entries.reading.sheet.header.fields:
        name = one.name
        if name in but:
            continue
        by_ref = name in NAMING
        says = (entries[name] if by_ref else columns[one.column])[at]
        if says is None and name == "fund":
            continue  # a blank fund means the project's one fund
        several = _SEVERAL.get(name) or (name if by_ref else None)
        stored = entry[several] if several else {entry[one.column]}
        if says not in cast("Set[object]", stored) and not _is_forgotten(one, says, entry.get(one.column)):
            found.append(one)
    return found


def _is_forgotten(field: Field, says: object, stored: object) -> bool:
    """Whether the stored text is what a row says, in which somebody was forgotten since: no sheet brings him back."""
    return field.column in ERASED and says is not None and stored is not None and personal.masks(str(says), str(stored))
