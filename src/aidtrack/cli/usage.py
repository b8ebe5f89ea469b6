"""A wrong command line, said in the user's language."""

import re
from collections.abc import Callable, Iterable, Mapping

from typer import TyperException

from aidtrack.cli.group import Listed
from aidtrack.cli.params import NO_OPTION, SHOW_PERSONAL
from aidtrack.cli.typer_internals import Command, Context, Parameter
from aidtrack.locale import command, spoken, t
from aidtrack.values.nearness import nearest_sentence
from aidtrack.values.personal import guarded
from aidtrack.values.text import safe

_MOST_VERBS = 3  # commands that are named
_MOST_LISTED = 12  # commands of a group that are listed whole
_GRAM = 2  # signs that a word and a help have in common; of letters, of which words have more, twice as many

_PATTERNS: tuple[tuple[re.Pattern[str], Callable[[str], str]], ...] = (
    (re.compile(r"No such option: (?P<name>\S+)"), lambda name: t("There is no option {name} here.", name=name)),
    (re.compile(r"No such command '(?P<name>.*?)'\."), lambda name: t("There is no command “{name}”.", name=name)),
    (
        re.compile(r"Option '(?P<name>.*?)' requires an argument\."),
        lambda name: t("The option {name} needs a value.", name=name),
    ),
    (
        re.compile(r"Option '(?P<name>.*?)' does not take a value\."),
        lambda name: t("The option {name} takes no value.", name=name),
    ),
    (
        re.compile(r"Got unexpected extra argument\(s\) \((?P<name>.*)\)", re.DOTALL),
        lambda name: t("These words are too many: {name}.", name=name),
    ),
)


def explained(error: TyperException) -> tuple[str, str]:
    """What is wrong with the command line, and what to do."""
    message = error.message.replace(repr(NO_OPTION).strip("'"), "")  # Typer writes control characters out
    ctx: Context | None = getattr(error, "ctx", None)
    sentence, hint = message, ""
    for pattern, say in _PATTERNS:
        if found := pattern.match(message):
            sentence = say(safe(_said(found["name"], ctx)))
            hint = spoken(
                nearest_sentence(found["name"], getattr(error, "possibilities", None) or _possible_words(ctx))
            )
            break
    if not hint and message.startswith("No such command"):
        word = message.split("'")[1]
        hint = _verb_of(word, ctx) or _verbs(word, ctx)
    if not hint and message.startswith("Got unexpected extra argument"):
        hint = _narrowing(ctx)
    option = getattr(error, "option_name", "")
    if message.startswith("No such option"):
        hint = _of_all_commands(option, ctx) or hint
    if "requires an argument" in message:
        hint = _value_of(option, ctx)
    path = ctx.command_path if ctx else "aidtrack"
    return sentence, " ".join(part for part in (hint, t("Help: {command} --help", command=path)) if part)


def _of_all_commands(word: str, ctx: Context | None) -> str:
    """Of an option that all commands have, and which was put behind one, where it stands."""
    root = ctx.find_root() if ctx else None
    if ctx is None or root is None or root is ctx:
        return ""
    param = _param(root, word.partition("=")[0])
    if param is None:
        return ""
    behind = ctx.command_path.removeprefix(root.command_path).strip()
    line = f"{command()} {param.opts[0]} {param.metavar or ''}".rstrip()
    return t("It stands before the command: {command}.", command=f"{line} {behind}")


def _value_of(word: str, ctx: Context | None) -> str:
    """What stands behind an option, as its help says."""
    param = _param(ctx, word) if ctx else None
    if param is None or not param.metavar:
        return ""
    help = str(getattr(param, "help", None) or "").rstrip(".。")
    return t("It is written: {option}.", option=f"{word} {param.metavar}{f' ({help})' if help else ''}")


def _param(ctx: Context, word: str) -> Parameter | None:
    return next((one for one in ctx.command.params if word in one.opts), None)


def _narrowing(ctx: object) -> str:
    """Of a command that takes no word, or no further one, how it is narrowed: by options, of which the first are what it is about."""
    params = getattr(getattr(ctx, "command", None), "params", ())
    own = str(getattr(ctx, "info_name", ""))
    filters = [param for param in params if param.multiple and str(param.name).startswith("field_")]
    filters.sort(key=lambda param: param.opts[0] != f"--{own}")
    named = " · ".join(f"{param.opts[0]} {param.metavar}" for param in filters[:_MOST_VERBS])
    return t("To see a part, write an option before the word: {options} …", options=named) if named else ""


def _verb_of(word: str, ctx: object) -> str:
    """Of what a word is a verb that stands alone as a command: `undo` of a batch."""
    entries: dict[str, Listed] = getattr(getattr(ctx, "command", None), "entries", {})
    found = list[str]()
    for name, entry in entries.items():
        verbs: dict[str, Listed] = getattr(entry.load(), "entries", {})
        if word in verbs and len(found) < _MOST_VERBS:
            found.append(f"{command(name, word)} {_needed(verbs[word].load())}".rstrip())
    return t("Say of what: {commands}.", commands=" · ".join(found)) if found else ""


def _verbs(word: str, ctx: object) -> str:
    """The verbs of a group, each with its help: a word that is none of them meant one by another name.

    Of very many those alone whose help has the word, or parts of it; of the commands themselves the word as a whole.
    """
    entries: dict[str, Listed] = getattr(getattr(ctx, "command", None), "entries", {})
    helps = {name: t(one.help).rstrip("。.") for name, one in entries.items()}
    if getattr(ctx, "parent", None) is None:
        meant = [name for name, help in helps.items() if len(word) > 1 and word in help]
        meant = sorted(meant, key=lambda name: not helps[name].startswith(word))[:_MOST_VERBS]
        return t("Perhaps: {commands}.", commands=_listed(meant, helps)) if meant else ""
    if len(helps) <= _MOST_LISTED:
        return t("It has: {commands}.", commands=_listed(helps, helps))
    grams = _grams(word)
    shared = {name: len(grams & _grams(help)) + (word in help) for name, help in helps.items()}
    meant = sorted((name for name in shared if shared[name]), key=lambda name: (-shared[name], len(helps[name])))
    meant = meant[:_MOST_VERBS]
    every = t("It has {count}, which its help lists.", count=len(helps))
    return " ".join([*([t("Perhaps: {commands}.", commands=_listed(meant, helps))] if meant else []), every])


def _listed(names: Iterable[str], helps: Mapping[str, str]) -> str:
    return " · ".join(f"{name} {helps[name]}" for name in names)


def _grams(text: str) -> set[str]:
    """The pieces of a text of so many signs."""
    text = text.casefold()
    size = 2 * _GRAM if text.isascii() else _GRAM
    pieces = (text[at : at + size] for at in range(len(text) - size + 1))
    return {piece for piece in pieces if piece.isalpha() and (size > _GRAM or not piece.isascii())}


def _needed(verb: Command) -> str:
    """What a command cannot go without, as its help names it."""
    required = [param for param in verb.params if param.required]
    return " ".join(
        str(param.metavar) if param.param_type_name == "argument" else f"{param.opts[0]} {param.metavar}"
        for param in required
    )


def _said(words: str, ctx: object) -> str:
    """The words at fault; too many of them may be a name that was not quoted."""
    given = {name for param in getattr(getattr(ctx, "command", None), "params", ()) for name in param.opts}
    return words if words.startswith("-") or SHOW_PERSONAL not in given else " ".join(map(guarded, words.split()))


def _possible_words(ctx: object) -> list[str]:
    command = getattr(ctx, "command", None)
    entries = list(getattr(command, "entries", ()))
    return entries + [name for param in getattr(command, "params", ()) for name in param.opts]
