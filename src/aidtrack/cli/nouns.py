"""The verbs of a noun: add, list, show, edit, remove. Written once, they work on every noun."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from aidtrack.cli import fields
from aidtrack.cli.command import command
from aidtrack.cli.complete import names as complete_names
from aidtrack.cli.group import Group, Listed
from aidtrack.cli.merging import merge
from aidtrack.cli.numbers import ids_option, ranges
from aidtrack.cli.params import argument, option
from aidtrack.cli.run import Run
from aidtrack.cli.typer_internals import Command, Parameter
from aidtrack.errors import Fault, Usage
from aidtrack.locale import t
from aidtrack.nouns import NOUNS
from aidtrack.phrase import Said, Word
from aidtrack.reports.belonging import reachable
from aidtrack.store.engine.connection import Connection
from aidtrack.values import kinds
from aidtrack.values.field import Noun
from aidtrack.values.report import Report
from aidtrack.values.text import safe, typed_wrong

if TYPE_CHECKING:
    from aidtrack.store.engine.transaction import Writer
    from aidtrack.store.names.find import Missing
    from aidtrack.store.names.words import OpenWords


def group(name: str, own: Mapping[str, Listed]) -> Group:
    """`aidtrack village …`; `own` are the verbs that this noun alone has."""
    noun = NOUNS[name]
    return Group(
        name,
        t("{noun}: add, list, show, edit, remove.", noun=noun.label),
        {
            "add": Listed("Add one.", lambda: _add(noun)),
            "list": Listed("List them.", lambda: _list(noun)),
            "show": Listed("Show one with all its fields.", lambda: _show(noun)),
            "edit": Listed("Change fields of one.", lambda: edit_command(noun)),
            "remove": Listed("Remove one that nothing refers to.", lambda: _remove(noun)),
            **({"merge": Listed("Make one of two that are the same.", lambda: merge(noun))} if noun.merges else {}),
            **own,
        },
    )


def name_argument(noun: Noun) -> list[Parameter]:
    return [argument("name", t("Name, alias, code, county/name or id."), complete=complete_names(noun.name))]


def _add(noun: Noun) -> Command:
    def add(run: Run, name: str, new: bool = False, **options: str | None) -> Report:
        from aidtrack.reports import confirmed, listing
        from aidtrack.store.records import nouns

        with run.write() as writer:
            typed = {"name": name, **fields.typed(options)}
            values = fields.stored_values(writer, noun.fields, typed)
            id = nouns.add(writer, noun.name, values, insist=new)
            _mention_new_words(run, writer, noun, id, values)
            return run.told(id, lambda: confirmed.recorded(listing.noun(writer, noun.name, id)))

    others = [field for field in noun.fields if field.name != "name"]
    params: list[Parameter] = [
        argument("name", fields.described(noun.field("name")), complete=fields.complete_field(noun.field("name"))),
        *(fields.field_option(field, required=field.required) for field in others),
        *_insisting(noun),
    ]
    made = command("add", t("Add one."), params, add, personal=noun.personal, writes=True)
    made.asks_for = [noun.field("name"), *others]
    return made


def _insisting(noun: Noun) -> list[Parameter]:
    """What insists on a name that is likely another row's."""
    help = t("It is another one, though the name with or without its ending is there.")
    return [option("--new", help, flag=True)] if noun.suffix else []


def _mention_new_words(run: Run, connection: Connection, noun: Noun, id: int, values: Mapping[str, object]) -> None:
    """Say so where no row before this one, and not the vocabulary, has a word of an open list."""
    from aidtrack.reports.listing import words_in_use
    from aidtrack.values.lists import OpenKind, new_word_note

    for field in noun.fields:
        value = values.get(field.column)
        if isinstance(field.kind, OpenKind) and value is not None:
            known = [*field.kind.declared(), *words_in_use(connection, noun.name, field, id)]
            for word in field.kind.words_in(str(value)):
                label = noun.label if field.kind.open == noun.name else field.label  # a row of the list itself
                if note := new_word_note(label, word, known):
                    run.say(note)


def _list(noun: Noun) -> Command:
    @contextmanager
    def list_(run: Run, ids: str | None, valid_on: str | None = None, **options: tuple[str, ...]) -> Iterator[Report]:
        from aidtrack.reports import listing
        from aidtrack.reports.narrowed import narrowed

        asked = fields.asked(options)
        with run.read() as connection:
            day = None if valid_on is None else _day(valid_on)
            answer = listing.nouns(connection, noun.name, asked, ids=ranges("--id", ids), asked=run.asked, valid_on=day)
            run.explain_nothing(connection, noun, asked, noun.name, found=bool(answer.tables[0].rows))
            yield narrowed(connection, answer, noun, asked)

    def headings() -> Iterable[Word]:
        from aidtrack.reports.listing import headings

        return headings(noun)

    own = [field for field in noun.fields if field.filters]
    valid = option("--valid-on", t("Only what is valid on this day; without an end it still is."), metavar="DAY")
    params = [*([valid] if noun.holds else []), ids_option(), *fields.filter_options(noun, own, reachable(noun))]
    return command("list", t("List them."), params, list_, personal=noun.personal, lists=headings, parts=True)


def _day(text: str) -> str:
    try:
        return str(kinds.DAY.parse(text))
    except Fault as fault:
        raise typed_wrong("--valid-on", text, fault) from None


def _show(noun: Noun) -> Command:
    def show(run: Run, name: str) -> Report:
        from aidtrack.reports import listing
        from aidtrack.store.names.find import Names

        with run.read() as connection:
            return listing.noun(connection, noun.name, Names(connection).find(noun.name, fields.name_typed(name)))

    return command(
        "show", t("Show one with all its fields."), name_argument(noun), show, personal=noun.personal, parts=True
    )


Along = tuple[Said, int | None]  # what is said of entries that were to be corrected along, and in which batch they were


def _changed(writer: "Writer", id: int, noun: Noun, changes: Mapping[str, object], words: "OpenWords") -> Along | None:
    from aidtrack.store.records import nouns

    nouns.edit(writer, noun.name, id, changes, words=words)
    return None


def edit_command(
    noun: Noun,
    change: Callable[..., Along | None] = _changed,
    flags: Sequence[Parameter] = (),
    missing: "Callable[[Writer], Missing] | None" = None,
) -> Command:
    """`flags` of a noun's own are handed to what makes its `change`, after what `_changed` takes; `missing` makes what has no row yet."""
    has_alias = any(field.name == "alias" for field in noun.fields)

    def edit(run: Run, name: str, no_alias: bool = False, new: bool = False, **options: Any) -> Report:
        from aidtrack.reports import confirmed, listing
        from aidtrack.store.names.find import Names
        from aidtrack.store.names.words import OpenWords
        from aidtrack.store.records import noun_words
        from aidtrack.store.records.rows import stored

        own = {str(flag.name): options.pop(str(flag.name)) for flag in flags}
        typed = fields.typed(options)
        if not typed:
            raise Usage(t("Nothing to change."), t("Give at least one field; an empty text blanks it."))
        with run.write() as writer:
            names = Names(writer, missing=None if missing is None else missing(writer))
            id = names.find(noun.name, fields.name_typed(name))
            words = OpenWords(writer, without=(noun.name, id))
            changes: Mapping[str, object] = fields.stored_values(writer, noun.fields, typed)
            former = None
            if has_alias and "name" in typed and not no_alias:
                changes, former = noun_words.renamed(names, noun.name, id, changes)
            if not new:
                noun_words.require_another(names, noun.name, id, changes)
            before = stored(writer, noun.name, id) or {}
            along = change(writer, id, noun, changes, words, **own)
            after = stored(writer, noun.name, id) or {}
            answer = listing.noun(writer, noun.name, id)
            if "alias" in typed:
                for line in noun_words.still_meaning(Names(writer), noun.name, id):
                    run.say(line)
            if former is not None and after != before:
                run.say(t("“{name}” stays an alias (--no-alias drops it).", name=safe(former)))
        given = [one for one in noun.fields if one.name in typed]
        said = [one for one in given if before[one.column] != after[one.column]] or given
        if after == before and (along is None or along[1] is None):
            answer = confirmed.unchanged(answer)
        else:
            answer = confirmed.changed(answer, [field.label for field in said])
        return answer if along is None else confirmed.along(answer, *along)

    params = [*name_argument(noun), *(fields.field_option(field) for field in noun.fields), *flags]
    if has_alias:
        params.append(option("--no-alias", t("Do not keep the former name as an alias."), flag=True))
    params += _insisting(noun)
    return command("edit", t("Change fields of one."), params, edit, personal=noun.personal, writes=True)


def _remove(noun: Noun) -> Command:
    def remove(run: Run, name: str, yes: bool) -> Report:
        from aidtrack.reports import confirmed, listing
        from aidtrack.store.names.find import Names
        from aidtrack.store.records import nouns

        run.confirm(t("Remove the {noun} “{name}”?", noun=noun.label, name=safe(name)), yes=yes)
        with run.write() as writer:
            id = Names(writer).find(noun.name, fields.name_typed(name))
            gone = listing.noun(writer, noun.name, id)
            nouns.remove(writer, noun.name, id)
        return confirmed.removed(gone)

    params = [*name_argument(noun), option("--yes", t("Do not ask."), flag=True)]
    return command(
        "remove", t("Remove one that nothing refers to."), params, remove, personal=noun.personal, writes=True
    )
