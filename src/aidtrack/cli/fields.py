"""From a field's one line: its option, and its value out of what was typed."""

from collections.abc import Mapping, Sequence

from aidtrack.cli.complete import names as complete_names
from aidtrack.cli.complete import stored as complete_stored
from aidtrack.cli.complete import words as complete_words
from aidtrack.cli.params import Complete, TextOption, option
from aidtrack.errors import Fault, Usage
from aidtrack.locale import spoken, t
from aidtrack.nouns import NOUNS
from aidtrack.phrase import Word
from aidtrack.reports.dimension import Dimension
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.find import Names
from aidtrack.values.field import Field, Noun
from aidtrack.values.kinds import NAME, Value, WordKind
from aidtrack.values.lists import OpenKind, WordsKind
from aidtrack.values.personal import guarded
from aidtrack.values.text import typed_wrong


def field_option(field: Field, *, required: bool = False) -> TextOption:
    """`--planned-cost YUAN  计划投资: …`."""
    return option(
        field.option,
        described(field),
        parameter=f"field_{field.name}",
        required=required,
        complete=complete_field(field),
    )


def complete_field(field: Field) -> Complete | None:
    """The names or the words that may stand in it; of an open list those that everybody knows."""
    if field.refers in NOUNS:
        return complete_names(field.refers)
    kind = field.kind
    if not isinstance(kind, (WordKind, OpenKind)):
        return None
    several = isinstance(kind, WordsKind) or (isinstance(kind, OpenKind) and kind.several)
    return complete_words(lambda: [Word(*pair) for pair in kind.words], several=several)


def filter_options(declared: Noun, fields: Sequence[Field], dimensions: Sequence[Dimension]) -> list[TextOption]:
    """What narrows an answer by fields of `declared` and by dimensions of what its rows belong to, each as often as wanted."""
    own = [_filter(field.option, field.name, _words(field), declared, field) for field in fields]
    return own + [_of_dimension(one) for one in dimensions]


def _of_dimension(one: Dimension) -> TextOption:
    return _filter(one.option, one.word, spoken(one.label), one.noun, one.declared, row=one.is_row)


def _filter(name: str, word: str, words: str, declared: Noun, field: Field, *, row: bool = False) -> TextOption:
    refers = declared.name if row else field.refers
    closed = isinstance(field.kind, WordKind) and not field.kind.open
    hint = _hint(field) if closed or field.kind.sql == "INTEGER" else ""
    made = option(name, f"{words}: {hint}" if hint else words, parameter=f"field_{word}", many=True)
    made.panel = t("Filters, each as often as wanted (either)")
    if refers in NOUNS:
        made.complete = complete_names(refers)
    elif closed:
        made.complete = complete_field(field)
    elif not field.personal and not refers:
        made.complete = complete_stored(declared.name, field)
    return made


def _words(field: Field) -> str:
    return spoken(Word(field.name.replace("_", " "), field.zh))


def _hint(field: Field) -> str:
    """What may stand in it."""
    if isinstance(field.kind, WordKind):
        return ", ".join(spoken(Word(*pair)) for pair in field.kind.words)
    return t(field.kind.hint) if field.kind.hint else ""


def described(field: Field) -> str:
    """What it is called; what it says, where its name alone does not tell; and what may stand in it."""
    hint = "; ".join(part for part in (t(field.hint) if field.hint else "", _hint(field)) if part)
    return f"{_words(field)}: {hint}" if hint else _words(field)


def typed(values: Mapping[str, str | None]) -> dict[str, str]:
    """What was typed for fields, by field name; options that were not given are left out."""
    return {name.removeprefix("field_"): text for name, text in values.items() if text is not None}


def asked(values: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """The same of filters, each with all that was typed for it."""
    return {name.removeprefix("field_"): tuple(texts) for name, texts in values.items() if texts}


def name_typed(text: str) -> str:
    """A name given to look something up, cleaned as it was when it was stored. Raises Usage."""
    try:
        return str(NAME.parse(text))
    except Fault as fault:
        raise typed_wrong(t("The name"), text, fault) from None


def stored_values(connection: Connection, fields: Sequence[Field], typed: Mapping[str, str]) -> dict[str, object]:
    """Typed text as stored values by column; an empty text is a blank. Raises Usage for a fault, NotFound for a name."""
    names = Names(connection)
    said = parsed(connection, fields, typed)
    return {
        field.column: names.find(field.refers, str(said[field.name]))
        if field.refers and said[field.name] is not None
        else said[field.name]
        for field in fields
        if field.name in said
    }


def parsed(connection: Connection, fields: Sequence[Field], typed: Mapping[str, str]) -> dict[str, Value]:
    """Typed text as values by field name, what refers to something still by its words. Raises Usage for a fault."""
    from aidtrack.store.records.settings import worded

    personal = any(field.personal for field in fields)
    found: dict[str, Value] = {}
    for field in fields:
        if field.name in typed:
            text = typed[field.name].strip()
            found[field.name] = _value(worded(connection, field), text, personal=personal) if text else None
            if not text and field.required:
                raise Usage(t("The {field} cannot be blank.", field=field.label))
    return found


def _value(field: Field, text: str, *, personal: bool) -> Value:
    """What a text means; where it may name a person a refusal masks it. Raises Usage."""
    try:
        value = field.kind.parse(text)
        if field.personal and value == "":
            raise Fault(t("is masked and names nobody."), t("Give the name itself, or an empty text to blank it."))
    except Fault as fault:
        raise typed_wrong(field.label, guarded(text) if personal else text, fault) from None
    return None if value == "" else value
