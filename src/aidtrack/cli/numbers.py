"""Whole numbers out of what was typed."""

from aidtrack.cli.params import TextOption, option
from aidtrack.errors import Fault
from aidtrack.locale import t
from aidtrack.values import ids
from aidtrack.values.kinds import COUNT
from aidtrack.values.text import typed_wrong


def whole_number(option: str, text: str | None) -> int | None:
    """Raises Usage where `text` is no whole number."""
    if text is None:
        return None
    try:
        return int(COUNT.parse(text))
    except Fault as fault:
        raise typed_wrong(option, text, fault) from None


def id_typed(option: str, text: str) -> int:
    """Raises Usage where `text` is no id."""
    try:
        return ids.one(text)
    except Fault as fault:
        raise typed_wrong(option, text, fault) from None


def ids_option() -> TextOption:
    return option("--id", t("Only those with these ids, as in 3-9,12."), metavar="IDS", parameter="ids")


def ranges(option: str, text: str | None) -> list[ids.Range]:
    """Raises Usage where `text` names no ids."""
    try:
        return [] if text is None else ids.parse(text)
    except Fault as fault:
        raise typed_wrong(option, text or "", fault) from None
