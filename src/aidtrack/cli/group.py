"""Groups of commands: each is listed before it is loaded, and loaded when it is called."""

from collections.abc import Callable, Sequence
from typing import Any

from aidtrack.cli.help_text import help_text
from aidtrack.cli.paging import say_help
from aidtrack.cli.params import HelpOption
from aidtrack.cli.typer_internals import Command, CompletionItem, Context, HelpFormatter, Parameter, TyperGroup
from aidtrack.dataclass import dataclass
from aidtrack.locale import spoken, t
from aidtrack.phrase import Said


@dataclass(frozen=True, slots=True)
class Listed:
    """A command that is not loaded yet: its one-line help (English, for `t`), what loads it, and the heading it stands under."""

    help: str
    load: Callable[[], Command]
    under: Said = ""


class Group(TyperGroup):
    """A group whose commands are loaded when they are called, not when they are listed."""

    def __init__(
        self,
        name: str,
        help: str,
        entries: dict[str, Listed],
        params: Sequence[Parameter] = (),
        callback: Callable[..., None] | None = None,
    ) -> None:
        super().__init__(
            name=name,
            help=help,
            no_args_is_help=False,
            params=[*params, HelpOption()],
            callback=callback,
            add_help_option=False,
        )
        self.entries = entries
        # Typer looks here for what to suggest.
        self.commands = dict.fromkeys(entries)  # type: ignore[assignment]

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:
        entry = self.entries.get(cmd_name)
        return entry.load() if entry else None

    def shell_complete(self, ctx: Context, incomplete: str) -> Any:
        found = [
            CompletionItem(name, help=t(entry.help))
            for name, entry in self.entries.items()
            if name.startswith(incomplete)
        ]
        return found + (Command.shell_complete(self, ctx, incomplete) if incomplete.startswith("-") else [])

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        headed: dict[str, list[tuple[str, str]]] = {}
        for name, entry in self.entries.items():
            headed.setdefault(spoken(entry.under) or t("Commands"), []).append((name, t(entry.help)))
        formatter.write(help_text(self, ctx, headed))

    def invoke(self, ctx: Context) -> Any:
        if not ctx._protected_args:
            if self.callback is not None:
                ctx.invoke(self.callback, **ctx.params)
            say_help(ctx.get_help())
            ctx.exit()
        return super().invoke(ctx)
