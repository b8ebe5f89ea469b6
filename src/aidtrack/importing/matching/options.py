"""What the person said about an import: each option with its check, on the command line or in a layout that is kept."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from decimal import Decimal
from typing import Any

from aidtrack.dataclass import dataclass
from aidtrack.errors import Fault, Usage
from aidtrack.importing.matching.header_lines import MOST_LINES
from aidtrack.importing.matching.made import DAY_PARTS, Terms
from aidtrack.importing.matching.sheet_noun import named_noun
from aidtrack.importing.matching.spelling import KNOWN, plain
from aidtrack.importing.matching.title import TITLE
from aidtrack.importing.matching.wide.columns import DAYS, is_day
from aidtrack.importing.matching.wide.take import Take
from aidtrack.importing.reading.decode import ENCODINGS
from aidtrack.ledger.entry import ENTRY
from aidtrack.locale import t
from aidtrack.nouns import NOUNS
from aidtrack.values.choices import one_of
from aidtrack.values.kinds import DAY, YEAR, Kind, Value
from aidtrack.values.money import UNITS
from aidtrack.values.nearness import nearest_sentence
from aidtrack.values.one_value import half_width
from aidtrack.values.reason import stated as reason_stated
from aidtrack.values.text import key, safe, typed_wrong

CORRECT = "correct"
MODES = ("add", "update", "upsert", CORRECT)


@dataclass(frozen=True, slots=True)
class Options:
    """`columns` are the person's own headers, compared as `plain`, each with a header we know or None for left out."""

    as_: tuple[str, ...] = ()  # what every sheet holds; of several each row is all
    sheets: tuple[str, ...] = ()
    header: tuple[int, int] | None = None  # the first and the last line of the header, as a person counts
    columns: Mapping[str, str | None] = field(default_factory=dict)
    set: Mapping[str, str] = field(default_factory=dict)  # by a field's header, what it is in every row
    # By it, the words to put in the place of others.
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    year: str | None = None  # of days and columns that state none; or TITLE
    as_of: str | None = None  # the day up to which a sheet counts; or TITLE
    notes_in_amounts: bool = False  # words beside an amount are its purpose
    skipped_sheets: tuple[str, ...] = ()
    unit: str | None = None
    encoding: str | None = None
    ignore_extra: bool = False
    fill_down: frozenset[str] = frozenset()
    mode: str = "add"
    again: bool = False  # whoever imports a file once more knows that its entries are there already
    allow_future: bool = False
    allow_duplicates: bool = False
    new: bool = False  # names that are likely another row's are new ones
    new_only: bool = False  # a sheet that grows: what is recorded of it stays as it is
    partial: bool = False
    reason: str | None = None  # why rows correct what is recorded, where they do not say it themselves
    wide_columns: str | None = None  # each filled cell of these becomes a row
    wide: tuple[Take, ...] = ()  # what a layout takes of a wide sheet
    day: str | None = None  # of the month that a column is
    positions: bool = False  # figures are what had been reached on the day `as_of`
    create: frozenset[str] = frozenset()  # the nouns of which what rows name and the store lacks is made
    rebase: bool = False  # positions that come late take their place
    of_texts: bool = False  # whether the file that is read tells texts from numbers
    rates: Mapping[str, Decimal] = field(default_factory=dict)  # by its code, what one of a currency is in yuan

    @property
    def terms(self) -> Terms:
        """How cells are to be read before they are checked; of a sheet, once its year is known."""
        return Terms(self.values, self.year, self.notes_in_amounts, self.of_texts)

    @property
    def takes(self) -> tuple[Take, ...]:
        """What is taken of a wide sheet; the options go before the layout."""
        return self.wide if self.wide_columns is None else (Take(self.wide_columns),)


def _columns(words: Iterable[str]) -> dict[str, str | None]:
    """`列=field` by the person's header; nothing after = leaves the column out."""
    found: dict[str, str | None] = {}
    for word in words:
        header, equals, name = word.rpartition("=")
        if not equals or not plain(header):
            raise Usage(t("“{word}” is not header=field.", word=safe(word)), t("As in --map memo=purpose."))
        if not name.strip():
            found[plain(header)] = None
            continue
        found[plain(header)] = known_header(name)
    return found


def _set(words: Iterable[str]) -> dict[str, str]:
    """`FIELD=VALUE`, by the field's header. Raises Usage."""
    found = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals or not value.strip():
            raise Usage(t("“{word}” is not field=value.", word=safe(word)), t("As in --set 资金=专项资金."))
        found[known_header(name)] = value.strip()
    return found


def _values(words: Iterable[str]) -> dict[str, dict[str, str]]:
    """`FIELD:WORD=WORD`, by the field's header and the key of the first word; nothing after = makes the cell blank. Raises Usage."""
    found: dict[str, dict[str, str]] = {}
    for word in words:
        name, _, pair = word.partition(":")
        old, equals, new = pair.partition("=")
        if not equals or not old.strip():
            raise Usage(
                t("“{word}” is not field:word=word.", word=safe(word)), t("As in --value 来源:企业捐赠=社会捐赠.")
            )
        found.setdefault(known_header(name), {})[key(old)] = new.strip()
    return found


def _rates(words: Iterable[str]) -> dict[str, Decimal]:
    """`USD=7.1`. Raises Usage."""
    found = {}
    for word in words:
        currency, _, rate = half_width(word).partition("=")
        code = currency.strip().upper()
        if (
            re.fullmatch("[A-Z]{3}", code) is None
            or re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,8})?", rate.strip()) is None
            or not Decimal(rate)
        ):
            raise Usage(
                t("“{word}” is no rate of a currency.", word=safe(word)),
                t("As in --rate USD=7.1: what one is in yuan."),
            )
        found[code] = Decimal(rate.strip())
    return found


def known_header(name: str) -> str:
    """A header of ours, as it is compared. Raises Usage."""
    if plain(name) not in KNOWN:
        raise Usage(
            t("There is no field “{word}”.", word=safe(name)),
            nearest_sentence(plain(name), KNOWN)
            or t("The help of each add lists the fields, as aidtrack help village add does those of a village."),
        )
    return plain(name)


def _year(value: Any) -> str:
    return TITLE if _is_title(value) else str(_parsed("--year", value, YEAR))


def _as_of(value: Any) -> str:
    return TITLE if _is_title(value) else str(_parsed("--as-of", value, DAY))


def _is_title(value: Any) -> bool:
    return str(value).strip().lower() in (TITLE, "标题")


def _parsed(option: str, value: Any, kind: Kind) -> Value:
    try:
        return kind.parse(str(value))
    except Fault as fault:
        raise typed_wrong(option, str(value), fault) from None


def _names(value: Any) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, (tuple, list)) else (str(value),)


def _lines(words: str) -> tuple[int, int]:
    """`3` or `3-4`: where the header stands."""
    found = re.fullmatch(r"([0-9]{1,6})(?:-([0-9]{1,6}))?", half_width(words))
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    if not 0 < first <= last < first + MOST_LINES:
        raise Usage(
            t("“{word}” is no line of a header.", word=safe(words)), t("One to three lines, as in --header 3 or 3-4.")
        )
    return first, last


def _listed(words: str) -> list[str]:
    """Several words of one option: a,b."""
    return [word.strip() for word in words.replace("，", ",").replace("、", ",").split(",")]


def _fields(words: str) -> frozenset[str]:
    """The headers, as they are compared, that `--fill-down` names: each of the field that it means in its sheet; or the parts of a day that
    have columns of their own.
    """
    for word in _listed(words):
        if plain(word) not in DAY_PARTS and plain(word) not in KNOWN:
            raise Usage(
                t("There is no column “{word}” to fill down.", word=safe(word)), nearest_sentence(plain(word), KNOWN)
            )
    return frozenset(DAY_PARTS.get(plain(word), plain(word)) for word in _listed(words))


def _one_of(known: Iterable[str], sentence: Callable[[str], str], *, guess: bool = True) -> Callable[[Any], str]:
    choices = tuple(known)

    def check(value: Any) -> str:
        word = str(value).lower() if value not in choices else str(value)
        return one_of(word, choices, sentence(safe(str(value))), guess=guess)

    return check


def _nouns(words: Any) -> tuple[str, ...]:
    try:
        found = {named_noun(word): word for word in _listed(str(words))}
    except Fault as fault:
        raise Usage(fault.problem, fault.suggestion) from None
    if sum(noun is ENTRY for noun, _ in found) > 1:
        raise Usage(t("A row cannot be entries of two kinds."), t("Say one kind of entry, and nouns beside it."))
    return tuple(found.values())


def _day_of_month(value: Any) -> str:
    if not is_day(str(value)):
        said = t("There is no day “{word}” of a month.", word=safe(str(value)))
        raise Usage(said, t("Use {words} or a number, as in --day 15.", words=", ".join(DAYS)))
    return str(value)


CREATABLE = ("village", "project", "fund", "organization")


def _creatable(words: Any) -> frozenset[str]:
    """The nouns that `--create` names, in either language."""
    labels = {spelling: name for name in CREATABLE for spelling in (name, NOUNS[name].zh)}
    known = _one_of(labels, lambda word: t("Nothing of “{word}” is made by an import.", word=word))
    return frozenset(labels[known(word)] for word in _listed(str(words)))


CHECKS: dict[str, Callable[[Any], Any]] = {
    "as_": _nouns,
    "sheets": _names,
    "skipped_sheets": _names,
    "set": _set,
    "values": _values,
    "year": _year,
    "as_of": _as_of,
    "header": _lines,
    "columns": _columns,
    "unit": _one_of(UNITS, lambda word: t("There is no unit “{word}”.", word=word), guess=False),
    "encoding": _one_of(ENCODINGS, lambda word: t("There is no encoding “{word}” here.", word=word)),
    "fill_down": _fields,
    "mode": _one_of(MODES, lambda word: t("There is no mode “{word}”.", word=word)),
    "rates": _rates,
    "reason": lambda value: reason_stated("--reason", str(value)),
    "wide_columns": str,
    "create": _creatable,
    "day": _day_of_month,
    **dict.fromkeys(
        (
            "ignore_extra",
            "notes_in_amounts",
            "again",
            "allow_future",
            "allow_duplicates",
            "new",
            "new_only",
            "partial",
            "positions",
            "rebase",
        ),
        bool,
    ),
}
