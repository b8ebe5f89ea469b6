"""`report publish STANDARD`: what is missing in the store before it can be published, a row a gap, with the command that fills it."""

import shlex
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from aidtrack.dataclass import dataclass
from aidtrack.nouns import NOUNS
from aidtrack.nouns.category import NAMED
from aidtrack.phrase import Joined, Said, Word, phrase
from aidtrack.reports.at_office import handed_over_again, is_of_office, typed
from aidtrack.reports.columns import columns
from aidtrack.reports.publishing.activity import Activity, Published
from aidtrack.reports.publishing.asked import Asked
from aidtrack.reports.publishing.view import published
from aidtrack.reports.publishing.wanted import Standard
from aidtrack.store.engine.collections import SPAN
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.find import Names
from aidtrack.store.records.identity import identity
from aidtrack.store.records.persons import Heads, heads
from aidtrack.values.field import Field
from aidtrack.values.report import Column, Report, Table
from aidtrack.values.text import TO_FILL, protected

_NAMED = phrase("It holds the name of a household's head, which is never published.")


@dataclass(frozen=True, slots=True)
class Gap:
    """`words` are those of the command that fills it, before the value; `project` is whose activity waits for it, None where all do;
    `of` is the row by which it is known of which office it is.
    """

    noun: str
    id: int | None
    name: str
    field: str
    problem: Said
    words: tuple[str, ...]
    project: int | None
    of: int = 0


@dataclass(frozen=True, slots=True)
class Told:
    """A gap with its command; of a collection with the code of the office that runs it, None where that is its own to run."""

    gap: Gap
    command: str
    office: str | None


def told(connection: Connection, found: Iterable[Gap], prefix: Sequence[str]) -> list[Told]:
    """Each command of an office once for each project that waits for it."""
    one, several = identity(connection).office, connection.parts or {}
    made = []
    for gap in found:
        of_office = is_of_office(connection, gap.words)
        command = shlex.join(map(str, typed(connection, prefix, gap.words)))
        office = (several.get(gap.of // SPAN) if connection.parts is not None else one) if of_office else None
        made.append(Told(gap, f"{command} {TO_FILL}", office))
    return made


def gaps(connection: Connection, standard: Standard, found: Published, day: str) -> Iterator[Gap]:
    """Those of the publisher first, then project by project; a category's stands once for each project that waits for it."""
    for setting, lacks in standard.publisher.items():
        if problem := lacks(found):
            yield Gap("setting", None, setting, "value", problem, ("db", "setting", setting), None)
    names, persons = Names(connection), heads(connection)
    for one in found.activities:
        if one.noun == "project":
            yield from _of_project(names, standard, one, day, persons)
        elif persons.in_text(one.name):
            yield _edited(names, one, NOUNS["fund"].field("name"), _NAMED)


def _of_project(names: Names, standard: Standard, one: Activity, day: str, persons: Heads) -> Iterator[Gap]:
    for want in standard.projects:
        problem = want.lacks(one, day)
        if not problem:
            continue
        if want.of_category:
            word = str(one.category)
            told = ("category", "edit", protected(word), NAMED.field(want.field).option)
            yield Gap("category", None, word, want.field, problem, told, one.id, one.id)
        else:
            yield _edited(names, one, NOUNS["project"].field(want.field), problem)
    for name, text in (("name", one.name), ("content", one.content)):
        if persons.in_text(text):
            yield _edited(names, one, NOUNS["project"].field(name), _NAMED)


def _edited(names: Names, one: Activity, field: Field, problem: Said) -> Gap:
    words = (one.noun, "edit", protected(names.choice(one.noun, one.id)), field.option)
    project = one.id if one.noun == "project" else None
    return Gap(one.noun, one.id, one.name, field.name, problem, words, project, one.id)


def report(connection: Connection, standard: Standard, asked: Asked, prefix: Sequence[str]) -> Report:
    found, _ = published(connection, replace(asked, says=standard.says or asked.says), standard.holds)
    lacking = told(connection, gaps(connection, standard, found, asked.today.isoformat()), prefix)
    firsts: dict[tuple[str | None, str], Told] = {}
    for one in lacking:
        firsts.setdefault((one.office, one.command), one)
    each = list(firsts.values())
    rows = [
        {"noun": one.gap.noun, "id": one.gap.id, "name": one.gap.name, "field": one.gap.field, "problem": one.gap.problem, "command": one.command}
        for one in each
    ]  # fmt: skip
    again = [handed_over_again(each[0].office if connection.one is not None else None)] if any(one.office for one in each) else []  # fmt: skip
    labels = {
        "noun": {name: noun.label for name, noun in NOUNS.items()} | {"setting": Word("setting", "设置")},
        "field": {field.name: field.label for noun in ("project", "category") for field in NOUNS[noun].fields} | {"value": Word("value", "值")},
    }  # fmt: skip
    table = Table(
        "gaps",
        phrase("What {standard} wants", standard=standard.title),
        [*_COLUMNS, *columns("command")],
        rows,
        labels=labels,
        stays=("command", "problem"),
        lines=() if rows else (phrase("Nothing is missing."),),
        keys=[one.gap.of for one in each],
    )
    _, counted = standard.counted(found)
    title = Joined((phrase("Before publishing: {standard}", standard=standard.title), counted), " · ")
    return Report("publish", title, [table], as_of=found.day, notes=[*again, *standard.notes(found)])


_COLUMNS = (
    Column("noun", Word("noun", "对象")),
    Column("id", Word("id", "编号"), "id"),
    Column("name", Word("name", "名称")),
    Column("field", Word("field", "字段")),
    Column("problem", Word("problem", "问题"), "sentence"),
)
