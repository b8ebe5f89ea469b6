"""Which two rows of a noun can be made one: what refers to the one that goes, what is in the way, and what came of it."""

from collections.abc import Iterator, Mapping
from typing import Any

from aidtrack.dataclass import dataclass
from aidtrack.errors import Refused
from aidtrack.locale import command, spoken, t
from aidtrack.nouns import NOUNS
from aidtrack.nouns.fund import FORMS
from aidtrack.phrase import Word
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.find import Names
from aidtrack.store.records.references import referring
from aidtrack.store.records.rows import stored
from aidtrack.values.text import safe

_MOST_NAMED = 10
Values = Mapping[str, Any]  # by column
Holder = tuple[str, int, str]  # a row, by noun and id, and the column in which it refers to another


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge did: the batch, how many entries were recorded anew, how many of them `moved` to the other one's village, and how many
    rows refer to the other one now; `texts` are those of each noun that named it as text.

    `before` is what the two stated, the one that goes first; `filled` are the names of the fields that were blank.
    """

    noun: str
    from_id: int
    into_id: int
    batch_id: int
    entries: int
    moved: int
    references: int
    texts: Mapping[str, int]
    before: tuple[Values, Values]
    filled: tuple[str, ...]


def holders(connection: Connection, noun: str, id: int) -> Iterator[Holder]:
    """The rows that refer to a row of a noun; those that were merged themselves stay as they are."""
    for other, field in referring(noun, NOUNS.values()):
        stands = " AND same_as_id IS NULL" if other.merges else ""
        rows = connection.rows(
            f"SELECT id FROM {other.name} WHERE {field.column} = :id{stands} ORDER BY id", {"id": id}
        )
        yield from ((other.name, row[0], field.column) for row in rows)


def require_same_form(names: Names, gone: Values, stands: Values, ids: tuple[int, int]) -> None:
    """Raises Refused where one of two funds lends and the other grants, as one without a form does: neither is the other's money."""
    forms = [str(one["form"] or "grant") for one in (gone, stands)]
    if forms[0] == forms[1]:
        return
    one, other = (safe(names.choice("fund", id)) for id in ids)
    form, stand = (spoken(Word(word, FORMS[word])) for word in forms)
    again = command("fund", "edit", names.choice("fund", ids[0]), "--form", stand)
    raise Refused(
        t("Fund “{one}” is a {form}, “{other}” a {stands}.", one=one, form=form, other=other, stands=stand),
        t("If they are one all the same, correct the form first: {command}.", command=safe(again)),
    )


def require_no_clash(names: Names, changed: Mapping[tuple[str, int], Values]) -> None:
    """Raises Refused where rows, by noun and id, would be told apart no more after these changes, with what goes first."""
    said, first = [], []
    for (other, id), changes in changed.items():
        values = {**(stored(names.connection, other, id) or {}), **changes}
        clash = names.index(other).same(values, but=id)
        if clash is None or changes.keys().isdisjoint(NOUNS[other].field(name).column for name in NOUNS[other].key):
            continue
        label, name = spoken(NOUNS[other].label), safe(str(values["name"]))
        said.append(
            t("Both have the {noun} “{name}” (ids {one} and {other}).", noun=label, name=name, one=id, other=clash)
        )
        first.append(
            f"{command(other, 'merge', str(id), str(clash))} --reason {t('WHY')}"
            if NOUNS[other].merges
            else command(other, "remove", str(id))
        )
    if said:
        raise Refused(
            "\n".join(said[:_MOST_NAMED]),
            t("First, for each: {commands}.", commands=" · ".join(dict.fromkeys(first[:_MOST_NAMED]))),
        )
