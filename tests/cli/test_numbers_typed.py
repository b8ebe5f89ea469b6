"""Numbers typed for options: each that is none of its kind is refused with exit 2 and says why, in both languages; a new option is tried by itself."""

import shutil
from collections.abc import Iterator, Mapping
from itertools import count
from pathlib import Path

import pytest

from aidtrack.ledger.entry import ENTRY
from aidtrack.nouns import NOUNS
from aidtrack.values.kinds import COUNT, YEAR, Kind, MoneyKind
from aidtrack.values.numbers import MONTHS, NUMBER_OF, PERCENT
from conftest import Store
from proofs.commands import every, lines, little_of_everything

BLANK = ("没有填写", "is blank")
BELOW, TOO_LARGE = ("小于零", "is below zero"), ("大于 999999999", "is more than 999999999")
WHOLE = {
    "-1": BELOW, "－１": BELOW, "1.5": ("带了小数", "has decimals"), "99999999999": TOO_LARGE, "3万": ("金额的单位", "with its unit"),
    "12元": ("金额的单位", "with its unit"), "abc": ("不是整数", "is not a whole number"), "1 2": ("不是整数", "is not a whole number"),
}  # fmt: skip
FROM_ONE = {**WHOLE, "0": ("小于 1", "is less than 1"), "": BLANK}
IDS = ("不是编号", "names no ids")
NO_MONTHS, NO_YEAR = ("不是 1 至 600 的月数", "from 1 to 600"), ("不是年份", "is not a year")
NO_PERCENT, OVER = ("不是百分数", "is not a percentage"), ("超过 100%", "is more than 100%")
NO_AMOUNT, HUGE = ("不是金额", "is not an amount"), ("数额过大", "larger than any aid programme")
NO_NUMBER = ("不是数字", "is not a number")
OF_KIND: Mapping[int, Mapping[str, tuple[str, str]]] = {
    id(COUNT): WHOLE,
    id(PERCENT): {"120%": OVER, "１２０％": OVER, "120": OVER, "-5%": BELOW, "1.5": ("缺少百分号", "sign is missing"), "abc": NO_PERCENT, "3万": NO_PERCENT},
    id(MONTHS): dict.fromkeys(("-1", "0", "1.5", "601", "99999999999", "abc", "3万"), NO_MONTHS),
    id(YEAR): {**dict.fromkeys(("-1", "0", "1.5", "99999999999", "abc", "3万"), NO_YEAR), "1234": ("不在", "lies outside")},
    id(NUMBER_OF): dict.fromkeys(("abc", "3万", "1 2", "99999999999999999999"), NO_NUMBER),
}  # fmt: skip
MONEY = {
    "abc": NO_AMOUNT,
    "1.5.2": NO_AMOUNT,
    "99999999999999999999": HUGE,
    "0.001": ("小数超过两位", "finer than a fen"),
}
# What no field declares: by the option's own name.
PLAIN = {
    "limit": FROM_ONE, "batch": {text: why for text, why in FROM_ONE.items() if why != TOO_LARGE}, "since": {**WHOLE, "": BLANK}, "count_from": {**WHOLE, "": BLANK},
    "days": {**FROM_ONE, "99999999999": ("大于 365", "is more than 365"), "366": ("大于 365", "is more than 365")},
    "ids": dict.fromkeys(("-1", "0", "1.5", "99999999999999999999", "abc", "3万", ""), IDS),
}  # fmt: skip


def wrong_for(name: str, option: str) -> Mapping[str, tuple[str, str]]:
    """What is no number for an option of a command, and why; nothing where it takes none."""
    first, verb = name.split()[0], name.split()[-1]
    if option in PLAIN:
        return PLAIN[option]
    if option == "year" and first == "report":
        return OF_KIND[id(YEAR)]
    noun = NOUNS.get(first, ENTRY)
    # Of the others there is none yet.
    there = verb == "add" or (verb == "edit" and first in ("fund", "project", "household"))
    if not there or not any(field.name == option for field in noun.fields):
        return {}
    kind: Kind = noun.field(option).kind
    return MONEY if isinstance(kind, MoneyKind) else OF_KIND.get(id(kind), {})


def options() -> Iterator[tuple[tuple[str, ...], str, Mapping[str, tuple[str, str]]]]:
    for line, (name, made) in zip(lines(), every(), strict=True):
        for param in made.params:
            if param.param_type_name == "option" and (wrong := wrong_for(name, str(param.name).removeprefix("field_"))):
                yield line, param.opts[0], wrong


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return little_of_everything(tmp_path_factory.mktemp("numbers"))


def test_each_says_why_it_is_none(furnished: Path, tmp_path: Path) -> None:
    """Of an option that many commands have, each tries another one of the wrong numbers."""
    shutil.copyfile(furnished, tmp_path / "kept.db")
    store, at, tried = Store(str(tmp_path / "kept.db"), "sqlite"), count(), set[str]()
    for line, option, wrong in options():
        shared = option in ("--limit", "--year", "--ids", "--id", "--batch")
        chosen = [[*wrong][next(at) % len(wrong)]] if shared else [*wrong]
        for text in chosen:
            lang = ("zh", "en")[next(at) % 2]
            answer = store(*without([*line], option), f"{option}={text}", lang=lang)
            assert (answer.code, wrong[text][lang == "en"] in answer.err) == (2, True), (line, option, text, answer)
            tried.add(option)
    assert tried >= {
        "--limit",
        "--batch",
        "--since",
        "--days",
        "--percent",
        "--term",
        "--yearly-rate",
        "--households",
        "--budget",
        "--year",
        "--id",
    }


def without(line: list[str], option: str) -> list[str]:
    """A command line without what it says of an option already."""
    at = line.index(option) if option in line else len(line)
    return line[:at] + line[at + 2 :]


@pytest.mark.parametrize(("typed", "rows"), [("１", 1), ("1,000", 2), ("1", 1)])
def test_a_number_is_read_however_it_is_written(furnished: Path, typed: str, rows: int) -> None:
    assert (
        len(
            Store(str(furnished), "sqlite").json(
                "report", "rollup", "--by", "month,fund", "--figures", "spent,received,allocated", "--limit", typed
            )["tables"][0]["rows"]
        )
        == rows
    )
