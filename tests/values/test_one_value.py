"""Two values in one cell are two: a blank between digits is never taken away, whatever the field, but between groups of three."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from aidtrack.errors import Fault
from aidtrack.ledger.entry import ENTRY
from aidtrack.locale import use
from aidtrack.nouns import NOUNS
from aidtrack.values import ids, kinds
from aidtrack.values.dates import parse_date
from aidtrack.values.field import Field
from aidtrack.values.kinds import Kind
from aidtrack.values.money import parse_amount, parse_in_column
from aidtrack.values.numbers import MONTHS, NUMBER_OF, PERCENT
from aidtrack.values.text import Numeric
from nouns.samples import sample

FIELDS = [field for noun in (*NOUNS.values(), ENTRY) for field in noun.fields]
# What parts the digits of a group, on a screen, and what does not.
SPACES = (" ", "\u3000", "\u00a0", "\u2009", "\u202f")
BREAKS = ("\n", "\r\n", "\t", "  ", " \n", "\u2028", "\x0b")
GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+")
DIGITS = st.text("0123456789", min_size=1, max_size=12)


def read(kind: Kind, cell: str) -> object:
    """What a field of the kind holds, None where it refuses."""
    try:
        return kind.parse(cell)
    except Fault:
        return None


@given(st.sampled_from(FIELDS), st.data())
def test_no_field_joins_what_a_blank_parts(field: Field, data: st.DataObject) -> None:
    """A sound cell, a blank put between two digits of it: refused, kept as text, or plain groups of three."""
    cell = sample(field, data.draw(st.booleans())).zh
    places = [at for at in range(1, len(cell)) if cell[at - 1 : at + 1].isdecimal()]
    if not places:
        return
    at = data.draw(st.sampled_from(places))
    blank = data.draw(st.sampled_from(SPACES + BREAKS))
    found = read(field.kind, cell[:at] + blank + cell[at:])
    assert found is None or (isinstance(found, str) and cell[at - 1 : at + 1] not in found) or (
        blank in SPACES and found == read(field.kind, cell) and len(re.split("[^0-9]", cell[at:])[0]) == 3
    )  # fmt: skip


NUMBERS = {"amount": kinds.AMOUNT, "sum": kinds.SUM, "count": kinds.COUNT, "number": NUMBER_OF}
NO_GROUPS = {
    "percent": (PERCENT, "%"), "months": (MONTHS, "个月"), "year": (kinds.YEAR, "年"), "code": (kinds.CODE, ""),
    "date": (kinds.DATE, ""), "day": (kinds.DAY, ""), "sha": (kinds.SHA256, ""),
}  # fmt: skip


@pytest.mark.parametrize("kind", NUMBERS.values(), ids=NUMBERS)
@given(one=DIGITS, two=DIGITS, blank=st.sampled_from(SPACES + BREAKS))
@example("100", "200", "\n")
@example("30", "20", " ")
@example("1", "234", " ")
def test_two_numbers_or_one_in_groups(kind: Kind, one: str, two: str, blank: str) -> None:
    found = read(kind, one + blank + two)
    if blank in SPACES and GROUPED.fullmatch(f"{one} {two}"):
        assert found == read(kind, f"{one},{two}") == read(kind, one + two)
    else:
        assert found is None


@pytest.mark.parametrize(("kind", "unit"), NO_GROUPS.values(), ids=NO_GROUPS)
@given(one=DIGITS, two=DIGITS, blank=st.sampled_from(SPACES + BREAKS))
@example("2", "017", " ")
@example("621122", "101201", "\n")
@example("2017", "0920", " ")
def test_what_has_no_groups_takes_no_blank(kind: Kind, unit: str, one: str, two: str, blank: str) -> None:
    assert read(kind, one + blank + two + unit) is None


@given(st.integers(0, 10**12), st.sampled_from(SPACES), st.sampled_from(["元", "万元", "亿"]))
def test_groups_of_three(number: int, blank: str, unit: str) -> None:
    parted = f"{number:,}".replace(",", blank)
    assert parse_amount(parted + ".50") == number * 100 + 50
    assert read(kinds.AMOUNT, parted + blank + unit) == read(kinds.AMOUNT, f"{number}{unit}")
    assert read(NUMBER_OF, parted + ".50") == f"{number}.50"


@given(st.sampled_from([*SPACES, "  ", "\n"]))
def test_a_blank_beside_a_sign_a_currency_a_unit(blank: str) -> None:
    for cell in ("-_¥_5_万元", "¥_-_5_万元", "(_¥5万元_)", "(5_万元_)", "−_5万"):
        assert parse_amount(cell.replace("_", blank)) == -5_000_000, cell
    for kind, cell, value in (
        (kinds.COUNT, "128_户", 128), (kinds.YEAR, "2017_年度", 2017), (PERCENT, "4.35_%", "4.35%"),
        (MONTHS, "24_个月", 24), (NUMBER_OF, "-_3", "-3"), (kinds.DATE, "2017_年_9_月_20_日", "2017-09-20"),
        (kinds.DATE, "2017年_9_月", "2017-09"),
    ):  # fmt: skip
        assert read(kind, cell.replace("_", blank)) == value, cell


@pytest.mark.parametrize(
    "text",
    [
        "2017-2-1\n5",
        "2017-2-1 5",
        "2017年2月1日\n5",
        "2017年2月\n5",
        "20 17-2-1",
        "2017-2 -1",
        "2017- 2-1",
        "2017 2 1",
        "201 7年",
    ],
)
def test_two_values_where_a_date_belongs(text: str) -> None:
    with pytest.raises(Fault):
        parse_date(text)


@pytest.mark.parametrize(
    "text", ["12 .5", "12. 5", "1, 234", "1 234,567", "1 23", "1234 567", "12 345 67", "万 5", "5 万 元"]
)
def test_a_blank_elsewhere_in_an_amount(text: str) -> None:
    with pytest.raises(Fault):
        parse_amount(text)


def test_two_numbers_are_named_as_two() -> None:
    use("en")
    for text in ("100\n200", "30 20", "5\n6元"):
        with pytest.raises(Fault, match="more than one number"):
            parse_amount(text)


def test_ids_set_apart_by_a_blank_are_no_id() -> None:
    assert ids.parse(" 3 - 9 , 12,\n15 ") == [(3, 9), (12, 12), (15, 15)]
    for text in ("3 9", "3-9 12", "1\n2"):
        with pytest.raises(Fault):
            ids.parse(text)


@given(st.sampled_from("²³¹⁰₅①⒈⓪㉑㊱㋀㏠½𝟏"), st.sampled_from(FIELDS), st.booleans())
def test_a_mark_is_no_digit(mark: str, field: Field, second: bool) -> None:
    """What NFKC would turn into a digit: a footnote behind a number adds none to it."""
    cell = sample(field, second).zh
    if cell[-1].isdecimal():
        assert read(field.kind, cell + mark) in (None, cell + mark)


@given(st.integers(0, 10**13))
def test_a_binary_number_a_hair_beside_a_fen_is_that_fen(fen: int) -> None:
    """A workbook holds 434.99999999999994 for 435 and 0.30000000000000004 for 0.30; one that is off by more is refused."""
    exact = f"{fen // 100}.{fen % 100:02d}"
    below = "0.00" if fen == 0 else f"{(fen - 1) // 100}.{(fen - 1) % 100:02d}"
    for spelled in ({f"{exact}00000004", f"{exact}000001"}, {f"{below}99999994", f"{below}999999"} if fen else {exact}):
        for text in spelled:
            assert parse_amount(Numeric(text)) == parse_in_column(Numeric(text), "元") == fen, text
            assert parse_amount(Numeric(f"-{text}")) == -fen
    for text in (f"{exact}0000011", f"{exact}00001", f"{exact}5", f"{below}9999989" if fen else f"{exact}5"):
        with pytest.raises(Fault):
            parse_amount(Numeric(text))
    with pytest.raises(Fault):
        parse_amount(f"{exact}00000004")  # typed so, it is an amount finer than a fen
    for tiny in ("434.99999999999994", "434.999999999999943"):
        assert parse_amount(Numeric(tiny)) == 43500


def test_more_digits_than_python_reads() -> None:
    for kind in (kinds.AMOUNT, kinds.SUM, kinds.COUNT, NUMBER_OF, kinds.YEAR, kinds.CODE, kinds.DATE, MONTHS, PERCENT):
        for text in ("1" * 5000, "1" + ",000" * 2000, "1" + " 000" * 2000, "0." + "1" * 5000):
            try:
                kind.parse(text)
            except ValueError as error:
                assert isinstance(error, Fault)
            else:
                raise AssertionError(text[:9])
