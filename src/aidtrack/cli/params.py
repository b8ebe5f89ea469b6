"""Options and arguments that hand over the text as typed.

What a cell may hold is decided at our own door (`values/`), so Typer's coercion, and pydantic with it, stays unloaded.
"""

from collections.abc import Callable, Mapping
from typing import Any

from aidtrack.cli.paging import say_help
from aidtrack.cli.placeholders import placeholder
from aidtrack.cli.typer_internals import (
    CompletionItem,
    Context,
    OptionInfo,
    OptionParser,
    TypeDescriptor,
    TyperArgument,
    TyperOption,
)
from aidtrack.errors import Usage
from aidtrack.locale import t

Complete = Callable[[Context, str], list[str]]
SHOW_PERSONAL = "--show-personal"
NO_OPTION = "\0"  # before an argument that begins with - and is no option; no command line can hold one


def _typed(value: Any) -> Any:
    """A text, or several, without the mark of a word that looks like an option and is none."""
    if isinstance(value, tuple):
        return tuple(word.removeprefix(NO_OPTION) for word in value)
    return value.removeprefix(NO_OPTION) if isinstance(value, str) else value


class _AsTyped:
    """Takes the place of Typer's coercion: a parameter's value is its text (a flag's is its bool)."""

    complete: Complete | None = None
    panel: str | None = None  # the heading under which --help lists it; else with the other options

    def process_value(self: Any, ctx: Context, value: Any) -> Any:
        takes_many = self.nargs == -1 or getattr(self, "multiple", False)
        given = _typed(() if value is None and takes_many else value)
        if self.required and given in (None, ()):
            called = self.opts[0] if self.param_type_name == "option" else self.metavar
            ctx.fail(t("“{name}” is missing.", name=called))
        return given

    def shell_complete(self, ctx: Context, incomplete: str) -> list[CompletionItem]:
        if self.complete is None:
            return []
        return [CompletionItem(word) for word in self.complete(ctx, incomplete)]


class TextOption(_AsTyped, TyperOption):
    """An option with a text value, or a flag. Given twice it says the same, unless it is declared to be given several times."""

    def add_to_parser(self, parser: OptionParser, ctx: Context) -> None:
        if self.is_flag:
            super().add_to_parser(parser, ctx)
        else:
            parser.add_option(obj=self, opts=self.opts, dest=self.name, action="append")

    def consume_value(self, ctx: Context, opts: Mapping[str, Any]) -> tuple[Any, Any]:
        given = opts.get(self.name)
        if isinstance(given, list) and not self.multiple:
            if len(set(given)) > 1 and not ctx.resilient_parsing:
                raise Usage(
                    t("{option} is given twice, with different values.", option=self.opts[0]),
                    t("Leave one of them out."),
                )
            opts = {**opts, self.name: given[0]}
        return super().consume_value(ctx, opts)


class HelpOption(TextOption):
    """`--help` and `-h`: Typer's own would load pydantic to say that it was not given."""

    def __init__(self) -> None:
        super().__init__(
            param_decls=["help", "--help", "-h"],
            type_descriptor=TypeDescriptor(bool, OptionInfo(), None),
            help=t("Show this help."),
            is_flag=True,
            is_eager=True,
            expose_value=False,
            default=False,
        )

    def process_value(self, ctx: Context, value: Any) -> Any:
        if value and not ctx.resilient_parsing:
            say_help(ctx.get_help())
            ctx.exit()
        return value


class TextArgument(_AsTyped, TyperArgument):
    """A positional argument; with `many` one or more."""


def option(
    name: str,
    help: str,
    *,
    metavar: str = "TEXT",
    flag: bool = False,
    many: bool = False,
    required: bool = False,
    complete: Complete | None = None,
    parameter: str | None = None,
    short: str | None = None,
) -> TextOption:
    """`--name TEXT`, with `many` as often as wanted, or a flag; `help` is shown as it is, so translate it first."""
    kind = bool if flag else str
    made = TextOption(
        param_decls=[parameter or name.removeprefix("--").replace("-", "_"), name, *([short] if short else [])],
        type_descriptor=TypeDescriptor(kind, OptionInfo(), None),
        help=help,
        is_flag=flag,
        multiple=many,
        default=False if flag else None,
        required=required,
        metavar=None if flag else placeholder(metavar),
    )
    made.complete = complete
    return made


def argument(
    name: str,
    help: str,
    *,
    required: bool = True,
    many: bool = False,
    complete: Complete | None = None,
    parameter: str | None = None,
) -> TextArgument:
    made = TextArgument(
        param_decls=[parameter or name],
        type_descriptor=TypeDescriptor(str, OptionInfo(), None),
        help=help,
        required=required,
        nargs=-1 if many else 1,
        metavar=placeholder(name.upper()),
    )
    made.complete = complete
    return made
