"""`aidtrack.toml`, table `[alerts]`: the thresholds an office goes by, and the kinds of alert that it does not want.

It lies beside the store; where none does, or the store is on a server, in the current folder. Without one the defaults stand.
"""

import tomllib
from collections.abc import Collection, Mapping
from contextlib import suppress
from decimal import Decimal, InvalidOperation
from pathlib import Path

from aidtrack import small_file
from aidtrack.dataclass import dataclass
from aidtrack.errors import Usage
from aidtrack.pattern import pattern
from aidtrack.phrase import Said, phrase
from aidtrack.reports.alerting.thresholds import THRESHOLDS, Number, Threshold
from aidtrack.store.engine.target import Target
from aidtrack.values.nearness import nearest_sentence
from aidtrack.values.text import safe

FILE = "aidtrack.toml"
TABLE = "alerts"
_OFF = "off"
_OTHERS = ("lang", "in", "db", "pager", "format")  # what every command reads of the file, or passes over
_LINE = pattern(r"at line ([0-9]+)")


@dataclass(frozen=True, slots=True)
class Limits:
    """The thresholds in force, the kinds that are off, and the file, or the office of a collection, that says so; None where none does."""

    values: Mapping[str, Number]
    off: Collection[str] = ()
    file: str | None = None
    office: str | None = None


def limits(target: Target, kinds: Collection[str]) -> Limits:
    """`kinds` are those that may be switched off. Raises Usage where the file is wrong, Environment where it cannot be read."""
    defaults: dict[str, Number] = {key: one.default for key, one in THRESHOLDS.items()}
    path = _found(target)
    if path is None:
        return Limits(defaults)
    content = small_file.content(path)
    try:
        stated = _parsed(content)
        off = _off(stated.pop(_OFF, []), kinds)
        return Limits({**defaults, **{key: _number(key, value) for key, value in stated.items()}}, off, str(path))
    except Usage as error:
        problem, *rest = error.args
        raise Usage(phrase("{file}: {problem}", file=safe(str(path)), problem=problem), *rest) from None


def of_office(code: str, said: Mapping[str, str], kinds: Collection[str]) -> Limits:
    """What an office handed over of `set_in`; a threshold or a kind that this program does not have is passed over."""
    values: dict[str, Number] = {key: one.default for key, one in THRESHOLDS.items()}
    for key, text in said.items():
        with suppress(Usage, InvalidOperation):
            number = Decimal(text)
            values[key] = _number(key, int(number) if number == number.to_integral_value() else number)
    off = frozenset(kind for kind in said.get(_OFF, "").split() if kind in kinds)
    return Limits(values, off, office=code if said else None)


def set_in(target: Target, kinds: Collection[str]) -> dict[str, str]:
    """The thresholds that are no defaults, and under `off` the kinds that are, as texts that can travel. Raises as `limits`."""
    asked = limits(target, kinds)
    changed = {key: str(value) for key, value in asked.values.items() if value != THRESHOLDS[key].default}
    return changed | ({_OFF: " ".join(sorted(asked.off))} if asked.off else {})


def _found(target: Target) -> Path | None:
    beside = [target.path.parent / FILE] if target.path is not None else []
    return next((path for path in (*beside, Path(FILE)) if path.exists()), None)


def _parsed(content: bytes) -> dict[str, object]:
    """What stands under [alerts]."""
    try:
        text = content.decode("utf-8-sig")
        document = small_file.toml(text, fraction=Decimal)
    except UnicodeDecodeError as error:
        raise Usage(phrase("is no UTF-8 text."), phrase("Save it as UTF-8.")) from error
    except tomllib.TOMLDecodeError as error:
        at = _LINE.search(str(error))
        line = int(at[1]) if at else text.count("\n") + 1
        raise Usage(
            phrase("line {line} is not TOML.", line=line), phrase("Write it as in: {example}", example="idle_years = 1")
        ) from error
    for name in document:
        if name in _OTHERS:
            continue
        _require_known(name, [TABLE], phrase("There is no table “{word}”.", word=safe(name)))
    table = document.get(TABLE, {})
    if not isinstance(table, dict):
        raise Usage(
            phrase("“{word}” is no table.", word=TABLE), phrase("Write it as in: {example}", example=f"[{TABLE}]")
        )
    return table


def _off(value: object, kinds: Collection[str]) -> frozenset[str]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise Usage(
            phrase("“{word}” is no list of kinds of alert.", word=_OFF),
            phrase("Write it as in: {example}", example=f'{_OFF} = ["no_notice"]'),
        )
    for kind in value:
        _require_known(kind, kinds, phrase("There is no kind of alert “{word}”.", word=safe(kind)))
    return frozenset(value)


def _require_known(word: str, known: Collection[str], sentence: Said) -> None:
    if word not in known:
        near = nearest_sentence(word, known)
        raise Usage(sentence, near or phrase("Use one of: {choices}.", choices=", ".join(known)))


def _number(key: str, value: object) -> Number:
    """The number that a threshold is set to."""
    _require_known(key, [*THRESHOLDS, _OFF], phrase("There is no setting “{word}”.", word=safe(key)))
    one = THRESHOLDS[key]
    if (
        isinstance(value, int if one.in_whole_numbers else (int, Decimal))
        and not isinstance(value, bool)
        and _fits(one, value)
    ):
        assert isinstance(value, (int, Decimal))
        return value
    shown = safe(str(value))
    raise Usage(
        phrase("“{word}” cannot be {value}.", word=key, value=shown if len(shown) <= 80 else shown[:80] + "…"),
        phrase("Give a whole number from 0 to {most}.", most=one.most)
        if one.in_whole_numbers
        else phrase("Give a number from 0 to {most}.", most=one.most),
    )


def _fits(one: Threshold, value: object) -> bool:
    return isinstance(value, (int, Decimal)) and Decimal(value).is_finite() and 0 <= value <= one.most
