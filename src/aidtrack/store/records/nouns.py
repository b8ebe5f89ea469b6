"""Adding, changing and removing a noun's rows, each change in the audit log."""

from typing import Any

from aidtrack.codes import Code
from aidtrack.errors import Refused
from aidtrack.locale import spoken, t
from aidtrack.nouns import NOUNS
from aidtrack.store.engine.connection import Connection
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.log.append import Chain
from aidtrack.store.names.find import Names
from aidtrack.store.names.loans import loans_named, ref_of_loan
from aidtrack.store.names.words import OpenWords
from aidtrack.store.records.bulk import Act
from aidtrack.store.records.counties import Counties, several
from aidtrack.store.records.county_codes import of_another
from aidtrack.store.records.noun_changes import write_one
from aidtrack.store.records.noun_rules import require_none_broken_without
from aidtrack.store.records.noun_sense import Senseless, Values, require_sense
from aidtrack.store.records.noun_words import is_likely, likely, require_own_aliases, require_own_words, taken
from aidtrack.store.records.of_this_run import then, told
from aidtrack.store.records.references import referring
from aidtrack.store.records.rows import stored
from aidtrack.store.records.spelling import learn
from aidtrack.store.records.step_progress import require_no_fall
from aidtrack.values.field import Field
from aidtrack.values.text import safe


def add(writer: Writer, noun: str, values: Values, *, insist: bool = False) -> int:
    """Add one row; returns its id. Raises Refused where its key is taken or its fields make no sense together.

    Where one is there that is likely the same (石桥, 石桥村) it is refused too, unless the person insists that it is another.
    """
    require_sense(noun, values)
    if noun == "step":
        require_no_fall(writer, values)
    _require_own_county(writer, noun, values, None)
    names = Names(writer)
    if noun == "village":
        values = _placed(names, values)
    values = _with_its_loan(names, values)
    if (found := names.index(noun).same(values)) is not None:
        raise taken(names, noun, values, found)
    require_own_aliases(names, noun, values, None)
    if not insist and (found := likely(names, noun, values)) is not None:
        raise is_likely(names, noun, values, found, t("Use that one; --new insists that this is another."))
    values = OpenWords(writer).respelled(noun, values)
    batch_id = writer.batch_id
    id = insert(writer, noun, values if batch_id is None else {**values, "batch_id": batch_id})
    names.index(noun).add(id, values)
    Chain(writer).append("add", noun, id, after=values, batch_id=batch_id)
    return id


def _require_own_county(writer: Writer, noun: str, values: Values, id: int | None) -> None:
    """Raises Senseless where the code of a village is another county's."""
    odd = of_another(writer, values, id) if noun == "village" else None
    if odd is not None:
        raise Senseless(NOUNS[noun].field("code"), values["code"], odd.fault)


def _placed(names: Names, values: Values) -> Values:
    """A new village with the prefecture that its county is known to lie in. Raises Senseless where that may be several."""
    filled = dict(values)
    if among := Counties(names).fill(filled):
        way = t("Say which: --prefecture {prefecture}.", prefecture=safe(among[0]))
        raise Senseless(NOUNS["village"].field("county"), values["county"], several(among, way))
    return filled


def _with_its_loan(names: Names, values: Values) -> Values:
    """The loan that an indicator speaks of by its 流水号, or where it has none by its number. Raises NotFound."""
    said = values.get("loan")
    if said is None:
        return values
    id = names.find("entry", str(said), kind="loan")
    loan = loans_named(names.connection, [str(id)]).get(str(id))
    if loan is None:
        raise Refused(
            t("Entry {id} is no loan.", id=told(names.connection, id)),
            t("List them: aidtrack {noun} list.", noun="loan"),
            code=Code.UNKNOWN_ENTRY,
        )
    return {**values, "loan": ref_of_loan(names.connection, loan) or str(loan)}


def insert(writer: Writer, noun: str, values: Values) -> int:
    """Put in a row, under an id that none ever had; the log is the caller's."""
    learn(writer, noun, [values])
    return writer.insert(noun, values)


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
    before: dict[str, Any] | None = None,
    stood: Values | None = None,
) -> dict[str, Any]:
    """Change some columns of a row; returns its values before. Raises Refused where a rule or another row's key forbids it.

    What says what is stored already writes nothing.

    An act of several steps hands over its names (this row among them), its open end of the chain, its batch, and the act that is
    judged at its end; who gives a row new words hands over the store's; and who read the row, which no undone batch left, what it states
    `before`. Who puts back what once `stood` says what that was, however it came in.
    """
    names = names or Names(writer)
    batch_id = writer.batch_id if batch_id is None else batch_id
    changes = _with_its_loan(names, changes) if act is None else changes
    if words is not None:
        changes = words.respelled(noun, changes)
    may_be_left = before is None
    before = before or stored(writer, noun, id) or {}
    after = {**before, **changes}
    if after == before:
        return before
    may_change(writer, noun, id, before, changes, names, in_act=act is not None, stood=stood)
    if act is not None:
        act.changes(noun, id, before)
    write_one(writer, noun, id, before, changes)
    if may_be_left and is_leftover(writer, noun, id) and not _is_undo(writer, batch_id):
        writer.update(noun, id, {"batch_id": batch_id})  # it states something again: nobody takes it over
    names.index(noun).add(id, after)
    (chain or Chain(writer)).append("edit", noun, id, before=before, after=after, batch_id=batch_id)
    return before


def may_change(
    writer: Writer, noun: str, id: int, before: Values, changes: Values, names: Names, *, in_act: bool, stood: Values | None = None
) -> None:  # fmt: skip
    """Raises Refused where what a row would state makes no sense, or is what another row is called.

    In an act of several steps what one row says beside the others is looked at when it ends.
    """
    after = {**before, **changes}
    require_sense(noun, after, before if stood is None else stood)
    if noun == "step" and not in_act:
        require_no_fall(writer, after, id)
    if "code" in changes and not in_act:  # a county may be called anew, village after village
        _require_own_county(writer, noun, after, id)
    require_own_words(names, noun, id, before, changes)
    for field in NOUNS[noun].fields:
        if field.refers == noun and changes.get(field.column) is not None:
            _require_no_circle(writer, noun, field, id, after[field.column])


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


def leftovers(connection: Connection, noun: str) -> set[int]:
    """The ids of all such rows of a noun."""
    rows = connection.rows(f"SELECT n.id FROM {noun} n JOIN batch b ON b.undoes = n.batch_id")
    return {row[0] for row in rows}


def _is_undo(connection: Connection, batch_id: int | None) -> bool:
    return connection.value("SELECT undoes FROM batch WHERE id = :id", {"id": batch_id}) is not None


def take_over(writer: Writer, noun: str, id: int, values: Values, chain: Chain, batch_id: int, act: Act) -> None:
    """Make what an undone batch left a row of this batch, with these values by column and no other."""
    before = stored(writer, noun, id) or {}
    act.changes(noun, id, before)
    after = {**dict.fromkeys(before), **values}
    write_one(writer, noun, id, before, {**after, "batch_id": batch_id})
    chain.append("edit", noun, id, before=before, after=after, batch_id=batch_id)


def remove(writer: Writer, noun: str, id: int) -> None:
    """Remove a row that nothing refers to. Raises Refused, naming what does."""
    if found := references(writer, noun, id):
        listed = "、".join(f"{label} × {count}" for label, count in found.items())
        raise Refused(
            t("The {noun} is in use: {uses}.", noun=NOUNS[noun].label, uses=listed),
            t("Entries stay for ever; only what nothing refers to can be removed."),
            then(
                writer,
                id,
                t("If it is there twice: aidtrack {noun} merge {id} INTO --reason WHY.", noun=noun, id=id),
                noun,
            )
            if NOUNS[noun].merges
            else "",
        )
    before = stored(writer, noun, id) or {}
    writer.execute(f"DELETE FROM {noun} WHERE id = :id", {"id": id})
    if writer.kept is not None:
        writer.kept.clear()  # names are read anew
    require_none_broken_without(writer, noun, id, before)
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
