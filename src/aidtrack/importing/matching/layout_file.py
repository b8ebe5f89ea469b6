"""A layout: the options of an import, kept in a TOML file for the sheet that comes every month. What is typed beside it wins."""

import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from aidtrack import small_file
from aidtrack.errors import Usage
from aidtrack.importing.matching.options import CHECKS, Options, known_header
from aidtrack.importing.matching.wide.take import Take
from aidtrack.locale import t
from aidtrack.pattern import pattern
from aidtrack.values.nearness import nearest_sentence
from aidtrack.values.text import safe

_SWITCHES = (
    "ignore_extra", "notes_in_amounts", "allow_duplicates", "allow_future", "new_only", "positions", "rebase",
)  # fmt: skip
KEYS = (
    "as", "sheet", "skip_sheet", "header", "columns", "ignore", "set", "value", "year", "as_of", "unit", "encoding", "fill_down",
    "mode", "reason", "wide_columns", "wide", "day", "create", *_SWITCHES,
)  # fmt: skip
KEYS_OF_TAKE = ("take", "as", "set", "columns", "value", "positions", "day", "field", "where")
_NUMBERS = ("header", "year", "as_of", "day", "sheet", "skip_sheet")  # or days, which may stand without quotes
_NAMES = {"as": "as_", "sheet": "sheets", "skip_sheet": "skipped_sheets", "value": "values"}  # where they differ
_ADDED_TO = ("columns", "set", "values")  # what is typed stands beside what the layout says of others
_HEADING = pattern(r"\s*(\[\[?)\s*([^\].]+)")
_ASSIGNED = pattern(r"\s*\"?([\w-]+)\"?\s*=")


def typed_options(given: Mapping[str, Any]) -> dict[str, Any]:
    """The options as typed, each by its name, checked. Raises Usage."""
    return {name: CHECKS[name](value) for name, value in given.items() if value or value == ""}


def stated(typed: Mapping[str, Any], kept: Mapping[str, Any]) -> Options:
    """The options that are typed, and those of a layout where they are not."""
    return replace(Options(), **_together(kept, typed))


def _together(kept: Mapping[str, Any], typed: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed goes before what is kept: of tables entry by entry, of what is set for every row also before what a take sets."""
    found = {**kept, **typed}
    for name in _ADDED_TO:
        found[name] = {**kept.get(name, {}), **typed.get(name, {})}
    takes = kept.get("wide", ())
    found["wide"] = tuple(replace(take, set={**take.set, **typed.get("set", {})}) for take in takes)
    return found


def options_in(text: str, called: str) -> dict[str, Any]:
    """The options that a layout's text states, by their names, checked; `called` is its file's name or its own. Raises Usage."""
    try:
        return _options(small_file.toml(text), text)
    except tomllib.TOMLDecodeError as error:
        raise Usage(t("{file} is not TOML: {reason}", file=safe(called), reason=safe(str(error)))) from error
    except Usage as error:
        raise Usage(t("{file}: {problem}", file=safe(called), problem=error.args[0]), *error.args[1:]) from None


def text_of(path: str) -> str:
    """What a layout file says. Raises Environment, Usage."""
    content = small_file.content(Path(path))
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Usage(t("{file} is no text in UTF-8 or GB18030.", file=safe(path)), t("Save it as UTF-8."))


def _options(document: Mapping[str, Any], text: str) -> dict[str, Any]:
    """Raises Usage."""
    found: dict[str, Any] = {}
    columns: list[str] = []
    for key, value in _named(document, KEYS, text, None).items():
        if key == "wide":
            found["wide"] = _takes(value, text)
        elif key in ("columns", "ignore"):
            columns += _as_typed("columns", value) if key == "columns" else [f"{one}=" for one in _listed(key, value)]
        else:
            name = _NAMES.get(key, key)
            found[name] = CHECKS[name](_as_typed(key, value))
    return {**found, "columns": CHECKS["columns"](columns)} if columns else found


def _named(table: Mapping[str, Any], known: Collection[str], text: str, take: int | None) -> dict[str, Any]:
    """A table by our own spelling of its keys. Raises Usage for one that is not known, with its line."""
    found = {}
    for word, value in table.items():
        key = word.replace("-", "_")
        if key not in known:
            said = t("There is no setting “{word}” (line {line}).", word=safe(word), line=_line(word, text, take))
            raise Usage(said, nearest_sentence(key, known) or t("Use one of: {choices}.", choices=", ".join(known)))
        found[key] = value
    return found


def _line(word: str, text: str, take: int | None) -> int:
    """The line on which a key stands: at the top, or in the table [[wide]] of a number."""
    inside, number = None, -1
    for line, said in enumerate(text.splitlines(), 1):
        if heading := _HEADING.match(said):
            inside = heading[2].strip().strip("\"'")
            number += inside == "wide" and heading[1] == "[["
            if take is None and inside == word:
                return line
        elif (assigned := _ASSIGNED.match(said)) and assigned[1] == word and _is_in(take, inside, number):
            return line
    return 1


def _is_in(take: int | None, inside: str | None, number: int) -> bool:
    """Whether a line is of the table looked for."""
    return inside is None if take is None else (inside == "wide" and number == take)


def _takes(value: Any, text: str) -> tuple[Take, ...]:
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise Usage(t("“wide” is written as tables: [[wide]]."))
    return tuple(_take(_named(one, KEYS_OF_TAKE, text, number)) for number, one in enumerate(value))


def _take(table: Mapping[str, Any]) -> Take:
    """Raises Usage."""
    take = table.get("take")
    if not isinstance(take, str) or not take.strip():
        raise Usage(t("A table [[wide]] says which columns it takes."), t('As in take = "1月..12月".'))
    checked = {
        _NAMES.get(key, key): CHECKS[_NAMES.get(key, key)](_as_typed(key, table[key]))
        for key in ("as", "set", "columns", "value", "positions", "day")
        if key in table
    }
    kind = checked.pop("as_", (None,))
    if len(kind) > 1:
        raise Usage(t("A figure is an entry of one kind."), t("Write one [[wide]] for each."))
    where = table.get("where", {})
    if not isinstance(where, dict):
        raise Usage(t("“{word}” is no table of words.", word="where"))
    return Take(
        take,
        as_=kind[0],
        field=known_header(str(table["field"])) if "field" in table else None,
        where={known_header(name): (*_listed("where", words),) for name, words in where.items()},
        **checked,
    )


def _listed(key: str, value: Any) -> Sequence[str]:
    """A word, or several. Raises Usage."""
    words = [value] if isinstance(value, str) else value
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise Usage(t("“{word}” cannot be {value}.", word=key, value=safe(str(value))))
    return words


def _as_typed(key: str, value: Any) -> Any:
    """A value of the file as it would come from the command line. Raises Usage."""
    if key in ("columns", "set"):
        return [f"{name}={one}" for name, one in _table(key, value).items()]
    if key == "value":
        if not isinstance(value, dict):
            raise Usage(t("“{word}” is no table of words.", word=key))
        return [f"{name}:{old}={new}" for name, words in value.items() for old, new in _table(key, words).items()]
    if key in ("sheet", "skip_sheet") and isinstance(value, list):
        return [*map(str, value)]
    if key in ("as", "fill_down", "create") and isinstance(value, list):
        return ",".join(map(str, value))
    if key in _NUMBERS and isinstance(value, (int, date)):
        return str(value)
    if not isinstance(value, bool if key in _SWITCHES else str):
        raise Usage(t("“{word}” cannot be {value}.", word=key, value=safe(str(value))))
    return value


def _table(key: str, value: Any) -> dict[str, str]:
    """A table of TOML whose values are texts. Raises Usage."""
    if not isinstance(value, dict) or not all(isinstance(one, str) for one in value.values()):
        raise Usage(t("“{word}” is no table of words.", word=key))
    return value
