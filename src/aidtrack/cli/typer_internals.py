"""What we use of Typer's inside, named in one place: a new Typer is checked here first."""

from typer._click import Command, Context, HelpFormatter, Parameter
from typer._click.exceptions import UsageError
from typer._click.globals import get_current_context
from typer._click.parser import _OptionParser as OptionParser
from typer._click.shell_completion import CompletionItem
from typer._coercion import TypeDescriptor
from typer._completion_classes import completion_init
from typer._completion_shared import get_completion_script
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption
from typer.models import OptionInfo

__all__ = [
    "Command",
    "CompletionItem",
    "Context",
    "HelpFormatter",
    "OptionInfo",
    "OptionParser",
    "Parameter",
    "TypeDescriptor",
    "TyperArgument",
    "TyperCommand",
    "TyperGroup",
    "TyperOption",
    "UsageError",
    "completion_init",
    "get_completion_script",
    "get_current_context",
]
