"""Why a row of a noun's sheet cannot be taken: what it has against rows above it and against what is stored."""

from collections.abc import Mapping

from aidtrack.codes import Code
from aidtrack.errors import Fault
from aidtrack.importing.loading.noun_row import NounRow
from aidtrack.locale import spoken, t
from aidtrack.nouns.household import HOUSEHOLD
from aidtrack.phrase import Said
from aidtrack.store.names.find import Names
from aidtrack.store.names.formerly import as_it_lies_now
from aidtrack.store.records import noun_words
from aidtrack.values.field import Field, Noun
from aidtrack.values.kinds import WordKind
from aidtrack.values.nearness import nearest_sentence
from aidtrack.values.text import key, safe


def not_in_store(names: Names, row: NounRow) -> Fault:
    """That there is nothing to be updated."""
    hint = _meant(names, row.noun, str(row.values["name"]))
    said = t("is not in the store, so that nothing can be updated.")
    return Fault(said, hint or t("Add it with --mode upsert."), code=Code.NOT_IN_STORE)


def _meant(names: Names, noun: Noun, name: str) -> Said:
    """What a name that nothing has may have been meant for; one of a closed list is compared as people read it."""
    kind = noun.field("name").kind
    if not isinstance(kind, WordKind):
        return names.closest(noun.name, name)
    known = {spoken(kind.label(one)) for one in names.every(noun.name)}
    return nearest_sentence(spoken(kind.label(name)), sorted(known), of_names=True)


def contradiction(row: NounRow, first: NounRow) -> tuple[str, Fault] | None:
    """What a row has against one before it that names the same; where each row is an entry too they may stand in several."""
    if not (first.reading.sheet.upserts and row.reading.sheet.upserts):
        return _twice(row, first)
    other = next((name for name, value in row.values.items() if first.values.get(name, value) != value), None)
    if other is None:
        return None
    name = next(one.name for one in row.noun.fields if one.column == other)
    return name, Fault(
        t("is another than in line {line}, of the same name.", line=first.line),
        t("Make the two agree."),
        code=Code.CONTRADICTS,
        because=(first.reading.sheet.origin.file, first.line),
    )


def _twice(row: NounRow, first: NounRow) -> tuple[str, Fault]:
    """What a row says that one above it says too: the code where that is what they share, else the name."""
    code = row.values.get("code")
    shared = code is not None and code == first.values.get("code") and row.cells["name"] != first.cells["name"]
    because = (first.reading.sheet.origin.file, first.line)
    if not shared:
        said = t("stands in line {line} too.", line=first.line)
        keep = t("Keep one of the two rows.")
        if row.noun is HOUSEHOLD:
            keep = t("Keep one of the two rows: where each person has one, the head's (户主).")
        return "name", Fault(said, keep, code=Code.STANDS_TWICE, because=because)
    said = t(
        "stands in line {line} too ({name}).", line=first.line, name=safe(first.reading.shown(first.cells["name"]))
    )
    return "code", Fault(
        said, t("Keep one of the two rows, or correct the code."), code=Code.STANDS_TWICE, because=because
    )


def says_other(
    names: Names, row: NounRow, before: Mapping[str, object], changes: Mapping[str, object]
) -> tuple[str, Fault] | None:
    """The field in which a row says something else than what it names, and why that is no fault of adding; a blank it may fill."""
    field = next((one for one in row.noun.fields if before.get(one.column) is not None and one.column in changes), None)
    if field is None:
        return None
    known = _told(names, field, before[field.column])
    return field.name, Fault(
        t("is another than what is stored: “{known}”.", known=safe(known)),
        t("To change it: --mode upsert; else make the two agree, or leave the column out with --map."),
        code=Code.SAYS_OTHER,
    )


def _told(names: Names, field: Field, value: object) -> str:
    """A stored value as people read it."""
    if field.refers is not None:
        return names.path(field.refers, int(str(value)))
    if isinstance(field.kind, WordKind):
        return spoken(field.kind.label(str(value)))
    return field.kind.export(value if isinstance(value, int) else str(value))


def likely(
    names: Names,
    noun: str,
    values: Mapping[str, object],
    id: int | None = None,
    before: Mapping[str, object] | None = None,
) -> Fault | None:
    """What is wrong with values that are likely another row's; `id` is of the row that is to have them, `before` what it states."""
    known = noun_words.likely(names, noun, values, id, before)
    if known is None:
        return None
    said = t("is likely {known}, which is there already.", known=safe(names.path(noun, known)))
    if key(str(names.name(noun, known))) == key(str(values["name"])):
        there = as_it_lies_now(names.index(noun), known, values)
        another = t("If it is another one, add --new.")
        return Fault(said, t("{problem} {suggestion}", problem=there, suggestion=another), code=Code.LIKELY_THE_SAME)
    return Fault(
        said,
        t(
            "Write the name {name} if it is that one; else state the township, or the code, of both, or add --new.",
            name=safe(str(names.name(noun, known))),
        ),
        code=Code.LIKELY_THE_SAME,
    )
