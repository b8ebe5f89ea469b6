"""`KIND add` without anything on a terminal: each field is asked for in turn, and what is wrong with an answer is said at once."""

import sys
from collections.abc import Sequence

from aidtrack.cli.params import NO_OPTION
from aidtrack.cli.run import Run
from aidtrack.errors import AidtrackError, Fault
from aidtrack.locale import command, spoken, t
from aidtrack.nouns import NOUNS
from aidtrack.phrase import Joined, Phrase, Said, Word
from aidtrack.values.field import Field
from aidtrack.values.kinds import WordKind
from aidtrack.values.text import safe, typed_wrong

_SAID = (str, Phrase, Word, Joined)


def asks_on_terminal() -> bool:
    """Whether there is somebody to be asked."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def guided(run: Run, called: Sequence[str], first: Field, others: Sequence[Field]) -> list[str]:
    """The words after a command's own, as somebody answers. Raises KeyboardInterrupt where they break off: nothing is written until all is asked."""
    run.say(t("Each field in turn; Enter alone leaves one out, Ctrl-C ends it and nothing is written."))
    words = [_answer(run, first, required=True)]
    # A day that is left out is today.
    answers = ((field, _answer(run, field, required=field.required and field.name != "date")) for field in others)
    words += [f"{field.option}={text}" for field, text in answers if text]
    run.say(t("On one line: {command}", command=safe(command(*called, *words))))
    begins_as_option = words[0].startswith("-")
    return [NO_OPTION + words[0], *words[1:]] if begins_as_option else words


def _answer(run: Run, field: Field, *, required: bool) -> str:
    """What is typed for a field, once nothing is wrong with it; an empty text where it is left out."""
    while True:
        print(f"{_asked(field)}: ", end="", file=sys.stderr, flush=True)
        line = sys.stdin.readline()
        if not line:
            print(file=sys.stderr)
            raise KeyboardInterrupt
        text = line.strip()
        wrong = _wrong(run, field, text, required=required)
        if not wrong:
            return text
        for sentence in wrong:
            run.say(sentence)


def _asked(field: Field) -> str:
    """The field as it is called, and what may stand in it."""
    label = spoken(field.label)
    if field.name == "date":
        return f"{label} ({t('Enter: today')})"
    if isinstance(field.kind, WordKind):
        return f"{label} ({', '.join(spoken(Word(*pair)) for pair in field.kind.words)})"
    return label


def _wrong(run: Run, field: Field, text: str, *, required: bool) -> list[Said]:
    """What is wrong with an answer, as far as that can be said before all is known."""
    if not text:
        return [t("The {field} cannot be blank.", field=spoken(field.label))] if required else []
    try:
        if field.refers in NOUNS and field.refers is not None:
            from aidtrack.store.names.find import Names

            with run.read() as connection:
                Names(connection).find(field.refers, text)
        elif not isinstance(field.kind, WordKind):  # the store may know more words
            field.kind.parse(text)
    except Fault as fault:
        return [sentence for sentence in typed_wrong(field.label, text, fault).args if isinstance(sentence, _SAID)]
    except AidtrackError as error:
        return [sentence for sentence in error.args if isinstance(sentence, _SAID)]
    return []
