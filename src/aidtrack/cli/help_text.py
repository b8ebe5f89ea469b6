"""What `--help` prints of a command or a group, in the language of the run."""

import sys
from collections.abc import Mapping, Sequence

from aidtrack.cli.screen_lines import on_lines, two_columns, width_of
from aidtrack.cli.typer_internals import Command, Context
from aidtrack.locale import t


def words_of(ctx: Context) -> str:
    """By what words the command is called, the program's own name left out."""
    return ctx.command_path.partition(" ")[2]


def help_text(command: Command, ctx: Context, commands: Mapping[str, Sequence[tuple[str, str]]]) -> str:
    """Usage, help and what may be given, in two columns that hold Chinese; `commands` are those of a group and their help, by heading."""
    from rich.cells import cell_len

    pieces = " ".join(_usage_pieces(command, ctx, bool(commands)))
    room = width_of(sys.stdout)
    head = (f"{t('Usage:')} {ctx.command_path} {pieces}", "", f"  {command.help or ''}", "")
    parts = [on_lines(line, room) for line in head]
    arguments: list[tuple[str, str]] = []
    options: dict[str, list[tuple[str, str]]] = {t("Options"): []}
    for param in command.get_params(ctx):
        text = getattr(param, "help", None) or ""
        if param.param_type_name == "argument":
            arguments.append((param.metavar or param.name, text))
        else:
            shown = ", ".join(reversed(param.opts))
            text = " ".join(filter(None, (text, t("Required.") if param.required else "")))
            panel = getattr(param, "panel", None) or t("Options")
            options.setdefault(panel, []).append((f"{shown} {param.metavar}" if param.metavar else shown, text))
    widest = max((cell_len(name) for rows in commands.values() for name, _ in rows), default=0)
    for title, rows in ((t("Arguments"), arguments), *options.items(), *commands.items()):
        if rows:
            width = widest if title in commands else max(cell_len(left) for left, _ in rows)
            parts.append(f"{title}:")
            parts += [
                line
                for left, right in rows
                for line in two_columns(
                    f"  {left}", right, width + 4 if room is None else min(width + 4, room // 2), room
                )
            ]
            parts.append("")
    return "\n".join(parts)


def examples_text(words: str) -> str:
    """The lines that show how a command of these words is typed."""
    from aidtrack.manual.examples import examples

    room = width_of(sys.stdout)
    shown = [on_lines(f"  aidtrack {line}", room) for line in examples(words)]
    return "\n".join(["", f"{t('Examples')}:", *shown, ""])


def _usage_pieces(command: Command, ctx: Context, group: bool) -> list[str]:
    pieces = [f"[{t('OPTIONS')}]"]
    for param in command.get_params(ctx):
        if param.param_type_name == "argument":
            name = (param.metavar or param.name) + ("…" if param.nargs == -1 else "")
            pieces.append(name if param.required else f"[{name}]")
    return [*pieces, t("COMMAND") + " …"] if group else pieces
