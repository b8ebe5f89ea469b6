"""Whole numbers out of what was typed."""

from aidtrack.cli.params import TextOption, option
from aidtrack.errors import Fault
from aidtrack.locale import t
from aidtrack.values import ids
from aidtrack.values.text import typed_wrong
from aidtrack.values.whole import whole


def whole_number(option: str, text: str | None, *, least: int = 0) -> int | None:
    """Raises Usage where `text` is no whole number, or less than `least`."""
    if text is None:
        return None
    try:
        return whole(text, least=least)
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
