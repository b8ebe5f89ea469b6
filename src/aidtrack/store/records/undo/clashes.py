"""What was changed since the batch in a field that the batch had changed: why that field cannot go back, and what makes it possible."""

from collections.abc import Iterator, Mapping, Sequence

from aidtrack.locale import command, spoken, t
from aidtrack.nouns import NOUNS
from aidtrack.store.names.find import Names
from aidtrack.store.records.merged_by import merged_by
from aidtrack.store.records.rows import stored
from aidtrack.store.records.undo.log import Change, Later
from aidtrack.values import personal
from aidtrack.values.field import Field
from aidtrack.values.kinds import MoneyKind, WordKind
from aidtrack.values.money import yuan
from aidtrack.values.text import safe


def clashes(names: Names, change: Change, now: Mapping[str, object], since: Sequence[Later]) -> Iterator[str]:
    """A sentence for each field that does not state what the batch left, or that a batch which still stands has changed."""
    for field in NOUNS[change.noun].stored:
        if field.column not in change.columns:
            continue
        touching = [later for later in since if later.touches(field.column)]
        if now[field.column] == change.after.get(field.column) and not any(later.stands for later in touching):
            if field.name == "same_as":
                yield from _merged_itself(names, change, now, field)
                yield from _in_its_place(names, change, now, field)
            if not _is_there(names, field, change):
                yield t("{what}: what it was before is not there any more.", what=_what(change, now, field))
            continue
        left, is_now = (_told(names, field, value) for value in (change.after.get(field.column), now[field.column]))
        said = t("{what}: the batch left {left}, it is {now}.", what=_what(change, now, field), left=left, now=is_now)
        yield " ".join([said, *_since(change, now, field, left, touching[-1:])])


def _is_there(names: Names, field: Field, change: Change) -> bool:
    former = None if change.before is None else change.before.get(field.column)
    return field.refers is None or former is None or stored(names.connection, field.refers, int(former)) is not None


def _merged_itself(names: Names, change: Change, now: Mapping[str, object], field: Field) -> Iterator[str]:
    """Where a batch merged a row into one that was merged itself since: its names would be that one's."""
    into = change.after.get(field.column)
    if into is None or names.index(change.noun).standing(int(into)) == int(into):
        return
    batch = merged_by(names.connection, change.noun, int(into))
    said = t("{what}: “{name}” was merged itself since.", what=_what(change, now, field),
             name=safe(names.path(change.noun, int(into))))  # fmt: skip
    yield " ".join([said, t("Take that back first: aidtrack batch undo {batch}.", batch=batch)])


def _in_its_place(names: Names, change: Change, now: Mapping[str, object], field: Field) -> Iterator[str]:
    """Where a row that a batch merged would stand again, and another has its name and its place by now."""
    into = change.after.get(field.column)
    if into is None:
        return
    index, noun = names.index(change.noun), NOUNS[change.noun]
    key_of = index.rows[change.id]
    no_alias = ["--no-alias"] if any(field.name == "alias" for field in noun.fields) else []
    for row in index.rows.values():
        alike = (row.name, row.code, row.key_values) == (key_of.name, key_of.code, key_of.key_values)
        if alike and row.id != change.id and row.same_as is None:
            said = t("{what}: {name} is now where it was (id {id}).", what=_what(change, now, field),
                     name=safe(names.path(change.noun, row.id)), id=row.id)  # fmt: skip
            edit = command(change.noun, "edit", str(row.id), "--name", t("NAME"), *no_alias)
            yield " ".join([said, t("Give that one another name or place first: {command}.", command=edit)])


def _what(change: Change, now: Mapping[str, object], field: Field) -> str:
    noun = NOUNS[change.noun]
    return t("{noun} “{name}”, {field}", noun=noun.label, name=safe(str(now["name"])), field=field.label)


def _told(names: Names, field: Field, value: object) -> str:
    if value is None:
        return t("blank")
    if field.personal:
        return str(personal.shown(str(value)))
    if isinstance(field.kind, MoneyKind):
        return yuan(int(str(value)))
    if field.refers is not None:
        return safe(names.choice(field.refers, int(str(value))))
    if isinstance(field.kind, WordKind):
        return safe(spoken(field.kind.label(str(value))))
    return safe(field.kind.export(value if isinstance(value, int) else str(value)))


def _since(
    change: Change, now: Mapping[str, object], field: Field, left: str, newest: Sequence[Later]
) -> Iterator[str]:
    """Who changed it, and the command that goes on."""
    for later in newest:
        yield t(
            "Changed by {actor} on {day}, log record {record}.",
            actor=safe(later.actor),
            day=later.at[:10],
            record=later.id,
        )
        if later.stands:
            yield t("Take that back first: aidtrack batch undo {batch}.", batch=later.batch_id)
            return
    if not field.personal:
        value = "" if change.after.get(field.column) is None else left.replace(",", "")
        edit = command(change.noun, "edit", safe(str(now["name"])), field.option, value)
        yield t("Set it back first: {command}.", command=edit)
