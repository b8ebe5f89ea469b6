"""What a noun's row may be called: no other one's name, code or alias, and no name that is likely another one's."""

from aidtrack.codes import Code
from aidtrack.errors import Fault, Refused
from aidtrack.locale import command, spoken, t
from aidtrack.nouns import NOUNS
from aidtrack.store.names.find import Names
from aidtrack.store.names.formerly import lay_there
from aidtrack.store.names.written_on import likely_one
from aidtrack.store.records.merged_by import merged_by
from aidtrack.store.records.noun_sense import Senseless, Values
from aidtrack.store.records.of_this_run import line_of, then
from aidtrack.store.records.rows import stored
from aidtrack.values.aliases import as_text, names_in
from aidtrack.values.kinds import WordKind
from aidtrack.values.text import key, safe


def likely(names: Names, noun: str, values: Values, id: int | None = None, before: Values | None = None) -> int | None:
    """The id of another row that is likely the one of these values (石桥, 石桥村; 首阳镇石桥村), though its name is not quite the same, or a village's
    place.

    Of the row `id` that is to have these values it is asked anew only where it would be called or lie otherwise than it does `before`.
    """
    if id is not None:
        before = before or stored(names.connection, noun, id) or {}
        known_by = (NOUNS[noun].field(name).column for name in NOUNS[noun].key)
        if all(values.get(column) == before.get(column) for column in known_by):
            return None
    found = names.index(noun).almost_same(values, but=id)
    if found is None and noun == "village":
        found = likely_one(names.index(noun), values, but=id)
    if found is not None or noun != "village":
        return found
    return lay_there(names.connection, names.index(noun), values, but=id)


def require_another(names: Names, noun: str, id: int, changes: Values) -> None:
    """Raises Refused where the changes make of a row what is likely another one that is there already."""
    after = {**(stored(names.connection, noun, id) or {}), **changes}
    if (found := likely(names, noun, after, id)) is not None:
        hint = (
            t("If they are two, add --new.")
            if _of_run(names, noun, id, found)
            else t(
                "If they are one: aidtrack {noun} merge {id} {other} --reason WHY; --new insists that they are two.",
                noun=noun,
                id=id,
                other=found,
            )
        )
        raise is_likely(names, noun, after, found, hint)


def _of_run(names: Names, noun: str, *ids: int) -> bool:
    """Whether one of them was made by a line of this run."""
    return any(line_of(names.connection, noun, id) is not None for id in ids)


def is_likely(names: Names, noun: str, values: Values, id: int, hint: str) -> Refused:
    name, line = safe(str(values["name"])), line_of(names.connection, noun, id)
    known = safe(names.index(noun).rows[id].name if line is not None else names.choice(noun, id))
    return Refused(
        t("“{name}” is likely {known}, which is there already (id {id}).", name=name, known=known, id=id)
        if line is None
        else t("“{name}” is likely {known}, which line {line} made.", name=name, known=known, line=line),
        hint,
        code=Code.LIKELY_THE_SAME,
    )


def alias_fault(names: Names, noun: str, values: Values, id: int | None) -> Fault | None:
    """What is wrong with the aliases in the values of the row `id`: a word may name one of the same place alone."""
    found = names.index(noun).others_alias(values, id)
    if found is None:
        return None
    alias, other = found
    return Fault(
        t("holds “{alias}”, which names {other}.", alias=safe(alias), other=safe(names.choice(noun, other))),
        t("Leave it out, or give the other one another name first."),
        code=Code.ALIAS_IN_USE,
    )


def require_own_aliases(names: Names, noun: str, values: Values, id: int | None) -> None:
    """Raises Senseless where an alias names another row."""
    if (fault := alias_fault(names, noun, values, id)) is not None:
        raise Senseless(NOUNS[noun].field("alias"), values["alias"], fault)


def taken(names: Names, noun: str, values: Values, id: int, *, in_a_sheet: bool = False) -> Refused:
    """That there is a row already which is the one of `values`, and how to change it, or to mean another one."""
    label = NOUNS[noun].label
    kind = NOUNS[noun].field("name").kind
    word = kind.label(str(values["name"])) if isinstance(kind, WordKind) else str(values["name"])
    shown = names.path(noun, id) if noun == "village" else word
    hint = _another(noun, values)
    line, name = line_of(names.connection, noun, id), safe(spoken(shown))
    said = (
        t("The {noun} “{name}” exists already (id {id}).", noun=label, name=name, id=id)
        if line is None
        else t("Line {line} made the {noun} “{name}” already.", noun=label, name=name, line=line)
    )
    if in_a_sheet:
        change = t("To change it as the sheet says: --mode upsert.")
        way = t("{problem} {suggestion}", problem=change, suggestion=hint) if hint else change
        return Refused(said, way, code=Code.EXISTS)
    change = then(names.connection, id, t("To change it: aidtrack {noun} edit {id}.", noun=noun, id=id), noun)
    merged = still_meaning(names, noun, id, str(values["name"]))
    return Refused(said, *merged, *([hint] if hint else []), change, code=Code.EXISTS)


def _another(noun: str, values: Values) -> str:
    """How another row of this name is told from the one that there is."""
    if noun == "project":
        return t("Give another village or a code if another one is meant.")
    if noun != "village":
        return ""
    if values.get("county") is None:
        return t("Give the county (or the code) if another one is meant.")
    if values.get("township") is None:
        return t("Give the township (or the code) if another one is meant.")
    return t("Give the code of both if another one is meant.")


def require_own_words(names: Names, noun: str, id: int, before: Values, changes: Values) -> None:
    """Raises Refused where what a row is called by these changes is another row's."""
    after = {**before, **changes}
    if after.get("same_as_id") is not None:  # it is known as the one that it was merged into
        return
    if (found := names.index(noun).same(after, but=id)) is not None:
        raise taken(names, noun, after, found)
    _require_not_what_was_merged(names, noun, before, after, id)
    if changes.get("alias") is not None:
        require_own_aliases(names, noun, after, id)


def _require_not_what_was_merged(names: Names, noun: str, before: Values, after: Values, id: int) -> None:
    """Raises Refused for a name or a code that is one row's alone, and is that of a row which this one stands for."""
    index, known_by = names.index(noun), [*(["name"] if NOUNS[noun].key == ("name",) else []), "code"]
    for column in known_by:
        word = _text(after.get(column))
        if word is None or word == before.get(column):
            continue
        of_code = [one for one in (index.codes.get(key(word)),) if one is not None]
        rows = [index.rows[other] for other in (index.spelled(word) if column == "name" else of_code) if other != id]
        merged = [row for row in rows if getattr(row, column) == word and index.standing(row.id) == id]
        if merged:
            raise Refused(
                t("“{word}” is what was merged into this one, and keeps meaning it.", word=safe(word)),
                merged_back(names, noun, merged[0].id),
            )


def still_meaning(names: Names, noun: str, id: int, word: str | None = None) -> list[str]:
    """A sentence for each row merged into this one whose name means it, and is no name of its own (any more), with the command that parts
    them; of those called `word` alone, where one is given.
    """
    index = names.index(noun)
    rows = index.rows.values() if word is None else [index.rows[one] for one in index.spelled(word)]
    merged = [row for row in rows if row.id != id and index.standing(row.id) == id]
    return [
        t(
            "“{name}” was merged into it and means it; to have two again: {undo}.",
            name=safe(row.name),
            undo=command("batch", "undo", str(merged_by(names.connection, noun, row.id))),
        )
        for row in merged
        if key(row.name) not in index.rows[id].spellings
    ]


def merged_back(names: Names, noun: str, id: int) -> str:
    """The command that takes back the merging of a row into another."""
    undo = command("batch", "undo", str(merged_by(names.connection, noun, id)))
    return t("To have it called so, take the merging back and merge the other way round: {undo}.", undo=undo)


def renamed(names: Names, noun: str, id: int, changes: Values) -> tuple[Values, str | None]:
    """The changes of a row, its former name kept among its aliases, and that name; None where it keeps none.

    A name that another row has too is not kept: it would name two.
    """
    before = stored(names.connection, noun, id) or {}
    after = {**before, **changes}
    former = str(before["name"])
    aliases = [name for name in names_in(after.get("alias")) if key(name) not in (key(str(after["name"])), key(former))]
    values = {**changes, "alias": as_text([*aliases, former])}
    if key(former) == key(str(after["name"])) or alias_fault(names, noun, {**after, **values}, id) is not None:
        return changes, None
    return values, former


def under_own_name(names: Names, noun: str, id: int, before: Values, values: Values) -> Values:
    """What is said of a row, of which one of its aliases is no new name: it keeps its name, and every alias.

    What names it by a row that was merged into it says nothing of its name, its code and its place.
    """
    if names.index(noun).is_former(values, id):
        known_by = {"code", "alias", *(NOUNS[noun].field(name).column for name in NOUNS[noun].key)}
        return {column: value for column, value in values.items() if column not in known_by}
    known = names_in(_text(before.get("alias")))
    if key(str(values["name"])) not in map(key, known):
        return values
    said = [name for name in names_in(_text(values.get("alias"))) if key(name) != key(str(before["name"]))]
    further = [name for name in said if key(name) not in map(key, known)]
    return {**values, "name": before["name"], "alias": as_text([*known, *further])}


def _text(value: object) -> str | None:
    return None if value is None else str(value)
