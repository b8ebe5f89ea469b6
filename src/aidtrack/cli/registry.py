"""Every command of aidtrack: its one-line help, and where it is loaded from when it is called."""

from importlib import import_module

from aidtrack.cli.command import Listed
from aidtrack.cli.typer_internals import Command
from aidtrack.ledger.entry import KINDS
from aidtrack.nouns import NOUNS


def _load(module: str, function: str, *args: str) -> Command:
    made: Command = getattr(import_module(f"aidtrack.cli.{module}"), function)(*args)
    return made


def _entry(help: str, module: str, function: str, *args: str) -> Listed:
    return Listed(help, lambda: _load(module, function, *args))


def commands() -> dict[str, Listed]:
    """Name → command, in the order of --help."""
    return {
        "init": _entry("Make an empty store.", "store", "init"),
        **{name: _entry(noun.help, "nouns", "group", name) for name, noun in NOUNS.items()},
        **{name: _entry(KINDS[name].help, "entries", "group", name) for name in KINDS},
        "import": _entry("Read sheets in, all or nothing.", "importing", "import_command"),
        "batch": _entry("What was imported, and taking it back.", "batch", "group"),
        "export": _entry("Write sheets that import reads back.", "export", "export_command"),
        "template": _entry("Write an empty workbook to fill in.", "template", "template_command"),
        "report": _entry("Reports that compare allocations with spending.", "reports", "group"),
        "notice": _entry("Public notices: what is set aside, what became of it.", "notice", "group"),
        "check": _entry("Recompute every figure and rule; verify the audit chain.", "store", "check"),
        "log": _entry("Who changed what.", "store", "log"),
        "db": _entry("The store itself: info, upgrade, backup, restore, settings.", "store", "db_group"),
        "completion": _entry("Print the completion script of a shell.", "store", "completion"),
    }
