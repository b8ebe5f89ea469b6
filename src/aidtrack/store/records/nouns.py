"""Adding, changing and removing a noun's rows, each change in the audit log."""

from collections.abc import Mapping
from typing import Any

from aidtrack.codes import Code
from aidtrack.errors import Fault, Refused
from aidtrack.locale import command, spoken, t
from aidtrack.nouns import NOUNS
from aidtrack.store.engine.connection import Connection
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.log.append import Chain
from aidtrack.store.names.find import Names
from aidtrack.store.names.words import OpenWords
from aidtrack.store.records.bulk import Act
from aidtrack.store.records.merged_by import merged_by
from aidtrack.store.records.noun_rules import refusal, rule_of
from aidtrack.store.records.references import referring
from aidtrack.store.records.rows import stored
from aidtrack.store.records.spelling import learn
from aidtrack.values.aliases import as_text, names_in
from aidtrack.values.field import Field
from aidtrack.values.kinds import WordKind
from aidtrack.values.text import key, safe, wrong

Values = Mapping[str, object]  # by column: `budget_fen`, `village_id`


class Senseless(Refused):
    """One field of a row is at odds with another: `field` is its name, `fault` what is wrong with it."""

    def __init__(self, at_fault: Field, value: object, fault: Fault) -> None:
        super().__init__(wrong(at_fault.label, str(value), fault), fault.suggestion)
        self.field = at_fault.name
        self.fault = fault


def require_sense(noun: str, values: Values) -> None:
    """Raises Senseless where one field of a row is at odds with another."""
    rule = NOUNS[noun].sense
    if rule is not None and (found := rule(values)) is not None:
        field, fault = found
        at_fault = NOUNS[noun].field(field)
        raise Senseless(at_fault, values.get(at_fault.column), fault)


def add(writer: Writer, noun: str, values: Values, *, insist: bool = False) -> int:
    """Add one row; returns its id. Raises Refused where its key is taken or its fields make no sense together.

    Where one is there that is likely the same (石桥, 石桥村) it is refused too, unless the person insists that it is another.
    """
    require_sense(noun, values)
    names = Names(writer)
    if (found := names.index(noun).same(values)) is not None:
        raise taken(names, noun, values, found)
    require_own_aliases(names, noun, values, None)
    if not insist and (found := likely(names, noun, values)) is not None:
        raise _is_likely(names, noun, values, found, t("Use that one; --new insists that this is another."))
    values = OpenWords(writer).respelled(noun, values)
    batch_id = writer.batch_id
    id = insert(writer, noun, values if batch_id is None else {**values, "batch_id": batch_id})
    names.index(noun).add(id, values)
    Chain(writer).append("add", noun, id, after=values, batch_id=batch_id)
    return id


def likely(names: Names, noun: str, values: Values, id: int | None = None) -> int | None:
    """The id of another row that is likely the one of these values (石桥, 石桥村), though its name is not quite the same.

    Of the row `id` that is to have these values it is asked anew only where it would be called or lie otherwise than it does.
    """
    if id is not None:
        before = stored(names.connection, noun, id) or {}
        known_by = (NOUNS[noun].field(name).column for name in NOUNS[noun].key)
        if all(values.get(column) == before.get(column) for column in known_by):
            return None
    return names.index(noun).almost_same(values, but=id)


def require_another(names: Names, noun: str, id: int, changes: Values) -> None:
    """Raises Refused where the changes make of a row what is likely another one that is there already."""
    after = {**(stored(names.connection, noun, id) or {}), **changes}
    if (found := likely(names, noun, after, id)) is not None:
        hint = t(
            "If they are one: aidtrack {noun} merge {id} {other} --reason WHY; --new insists that they are two.",
            noun=noun,
            id=id,
            other=found,
        )
        raise _is_likely(names, noun, after, found, hint)


def _is_likely(names: Names, noun: str, values: Values, id: int, hint: str) -> Refused:
    known, name = safe(names.choice(noun, id)), safe(str(values["name"]))
    return Refused(
        t("“{name}” is likely {known}, which is there already (id {id}).", name=name, known=known, id=id),
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


def insert(writer: Writer, noun: str, values: Values) -> int:
    """Put in a row, under an id that none ever had; the log is the caller's."""
    learn(writer, noun, [values])
    return writer.insert(noun, values)


def taken(names: Names, noun: str, values: Values, id: int) -> Refused:
    label = NOUNS[noun].label
    kind = NOUNS[noun].field("name").kind
    word = kind.label(str(values["name"])) if isinstance(kind, WordKind) else str(values["name"])
    shown = names.path(noun, id) if noun == "village" else word
    hint = t("Give the county (or the code) if another one is meant.") if noun == "village" else ""
    if noun == "project":
        hint = t("Give another village or a code if another one is meant.")
    said = t("The {noun} “{name}” exists already (id {id}).", noun=label, name=safe(spoken(shown)), id=id)
    change = t("To change it: aidtrack {noun} edit {id}.", noun=noun, id=id)
    merged = still_meaning(names, noun, id, str(values["name"]))
    return Refused(said, *merged, *([hint] if hint else []), change, code=Code.EXISTS)


def edit(
    writer: Writer,
    noun: str,
    id: int,
    changes: Values,
    *,
    names: Names | None = None,
    chain: Chain | None = None,
    batch_id: int | None = None,
    act: Act | None = None,
    words: OpenWords | None = None,
) -> dict[str, Any]:
    """Change some columns of a row; returns its values before. Raises Refused where a rule or another row's key forbids it.

    What says what is stored already writes nothing.

    An act of several steps hands over its names (this row among them), its open end of the chain, its batch, and the act that is
    judged at its end; who gives a row new words hands over the store's.
    """
    names = names or Names(writer)
    batch_id = writer.batch_id if batch_id is None else batch_id
    if words is not None:
        changes = words.respelled(noun, changes)
    before = stored(writer, noun, id) or {}
    after = {**before, **changes}
    if after == before:
        return before
    require_sense(noun, after)
    _require_own_words(names, noun, id, before, changes)
    for field in NOUNS[noun].fields:
        if field.refers == noun and changes.get(field.column) is not None:
            _require_no_circle(writer, noun, field, id, after[field.column])
    if act is not None:
        act.changes(noun, id, before)
    try:
        with writer.attempt():
            _update(writer, noun, id, changes)
            if is_leftover(writer, noun, id) and not _is_undo(writer, batch_id):
                _update(writer, noun, id, {"batch_id": batch_id})  # it states something again: nobody takes it over
    except Exception as error:
        rule = rule_of(error)
        if rule is None:
            raise
        raise refusal(writer, rule, noun, id, after) from error
    names.index(noun).add(id, after)
    (chain or Chain(writer)).append("edit", noun, id, before=before, after=after, batch_id=batch_id)
    return before


def _require_own_words(names: Names, noun: str, id: int, before: Values, changes: Values) -> None:
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


def _update(writer: Writer, noun: str, id: int, changes: Values) -> None:
    if changes:
        learn(writer, noun, [changes])
        writer.update(noun, id, changes)


def _require_no_circle(writer: Writer, noun: str, field: Field, id: int, above: object) -> None:
    """A fund cannot be part of itself, nor of its own parts; nor can a village be merged into what was merged into it."""
    seen = {id}
    while above is not None:
        if above in seen:
            said = (
                t("A fund cannot be part of itself.")
                if noun == "fund"
                else t("A village cannot be merged into itself, nor into one that was merged into it.")
            )
            raise Refused(said, t("Name another {noun}, or none.", noun=NOUNS[noun].label), code=Code.SENSELESS)
        seen.add(int(str(above)))
        above = writer.value(f"SELECT {field.column} FROM {noun} WHERE id = :id", {"id": above})


def is_leftover(connection: Connection, noun: str, id: int) -> bool:
    """Whether an undone batch had to leave it: it is taken over, not refused."""
    sql = f"SELECT 1 FROM {noun} n JOIN batch b ON b.undoes = n.batch_id WHERE n.id = :id"
    return connection.value(sql, {"id": id}) is not None


def _is_undo(connection: Connection, batch_id: int | None) -> bool:
    return connection.value("SELECT undoes FROM batch WHERE id = :id", {"id": batch_id}) is not None


def take_over(writer: Writer, noun: str, id: int, values: Values, chain: Chain, batch_id: int, act: Act) -> None:
    """Make what an undone batch left a row of this batch, with these values by column and no other."""
    before = stored(writer, noun, id) or {}
    act.changes(noun, id, before)
    after = {**dict.fromkeys(before), **values}
    _update(writer, noun, id, {**after, "batch_id": batch_id})
    chain.append("edit", noun, id, before=before, after=after, batch_id=batch_id)


def remove(writer: Writer, noun: str, id: int) -> None:
    """Remove a row that nothing refers to. Raises Refused, naming what does."""
    if found := references(writer, noun, id):
        listed = "、".join(f"{label} × {count}" for label, count in found.items())
        raise Refused(
            t("The {noun} is in use: {uses}.", noun=NOUNS[noun].label, uses=listed),
            t("Entries stay for ever; only what nothing refers to can be removed."),
            t("If it is there twice: aidtrack {noun} merge {id} INTO --reason WHY.", noun=noun, id=id)
            if NOUNS[noun].merges
            else "",
        )
    before = stored(writer, noun, id) or {}
    writer.execute(f"DELETE FROM {noun} WHERE id = :id", {"id": id})
    if writer.kept is not None:
        writer.kept.clear()  # names are read anew
    Chain(writer).append("remove", noun, id, before=before, batch_id=writer.batch_id)


def references(connection: Connection, noun: str, id: int) -> dict[str, int]:
    """How many rows of each kind refer to a row, by their label; empty where none does."""
    found: dict[str, int] = {}
    for other, field in referring(noun):
        sql = f"SELECT count(*) FROM {other.name} WHERE {field.column} = :id"
        if count := int(connection.value(sql, {"id": id})):
            label = spoken(other.label)
            found[label] = found.get(label, 0) + count
    return found
