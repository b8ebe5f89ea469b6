"""`report publish STANDARD`: what is missing in the store before it can be published, a row a gap, with the command that fills it."""

import shlex
from collections.abc import Iterator, Sequence
from dataclasses import replace

from aidtrack.dataclass import dataclass
from aidtrack.nouns import NOUNS
from aidtrack.nouns.category import NAMED
from aidtrack.phrase import Joined, Said, Word, phrase
from aidtrack.reports.columns import columns
from aidtrack.reports.publishing.activity import Activity, Published
from aidtrack.reports.publishing.asked import Asked
from aidtrack.reports.publishing.view import published
from aidtrack.reports.publishing.wanted import Standard
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.find import Names
from aidtrack.store.records.persons import Heads, heads
from aidtrack.values.field import Field
from aidtrack.values.report import Column, Report, Table
from aidtrack.values.text import protected

VALUE = "「…」"  # in a command, what is to be typed there
_NAMED = phrase("It holds the name of a household's head, which is never published.")


@dataclass(frozen=True, slots=True)
class Gap:
    """`words` are those of the command that fills it, before the value; `project` is whose activity waits for it, None where all do."""

    noun: str
    id: int | None
    name: str
    field: str
    problem: Said
    words: tuple[str, ...]
    project: int | None

    def command(self, prefix: Sequence[str]) -> str:
        return f"{shlex.join([*prefix, *self.words])} {VALUE}"


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
            yield Gap("category", None, word, want.field, problem, told, one.id)
        else:
            yield _edited(names, one, NOUNS["project"].field(want.field), problem)
    for name, text in (("name", one.name), ("content", one.content)):
        if persons.in_text(text):
            yield _edited(names, one, NOUNS["project"].field(name), _NAMED)


def _edited(names: Names, one: Activity, field: Field, problem: Said) -> Gap:
    words = (one.noun, "edit", protected(names.choice(one.noun, one.id)), field.option)
    return Gap(one.noun, one.id, one.name, field.name, problem, words, one.id if one.noun == "project" else None)


def report(connection: Connection, standard: Standard, asked: Asked, prefix: Sequence[str]) -> Report:
    found, _ = published(connection, replace(asked, says=standard.says or asked.says), standard.holds)
    rows, told = [], set()
    for gap in gaps(connection, standard, found, asked.today.isoformat()):
        if (command := gap.command(prefix)) not in told:
            told.add(command)
            rows.append({"noun": gap.noun, "id": gap.id, "name": gap.name, "field": gap.field, "problem": gap.problem, "command": command})  # fmt: skip
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
    )
    _, counted = standard.counted(found)
    title = Joined((phrase("Before publishing: {standard}", standard=standard.title), counted), " · ")
    return Report("publish", title, [table], as_of=found.day, notes=standard.notes(found))


_COLUMNS = (
    Column("noun", Word("noun", "对象")),
    Column("id", Word("id", "编号"), "id"),
    Column("name", Word("name", "名称")),
    Column("field", Word("field", "字段")),
    Column("problem", Word("problem", "问题"), "sentence"),
)
