"""Amounts: what is accepted has one meaning, and comes back to the fen however it is written."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidtrack.errors import Fault
from aidtrack.locale import use
from aidtrack.values.money import (
    MAX_FEN,
    UNITS,
    divided,
    parse_amount,
    parse_in_column,
    parse_plain_column,
    plain_yuan,
    rate,
    yuan,
)

FEN = st.integers(-MAX_FEN, MAX_FEN)
FULL_WIDTH = str.maketrans("0123456789,.-", "０１２３４５６７８９，．－")


@given(FEN)
def test_what_is_printed_is_read_back(fen: int) -> None:
    for printed in (yuan(fen), plain_yuan(fen), f"{yuan(fen)}元", f" {yuan(fen)}\u3000"):
        assert parse_amount(printed) == fen
        assert parse_amount(printed.translate(FULL_WIDTH)) == fen


@given(FEN, st.sampled_from(("¥", "￥")))
def test_a_currency_mark_and_either_minus(fen: int, mark: str) -> None:
    assert parse_amount(f"{mark}{yuan(fen)}") == fen
    assert parse_amount(yuan(fen).replace("-", "−")) == fen
    if fen < 0:
        digits = yuan(-fen)
        assert parse_amount(f"-{mark}{digits}") == parse_amount(f"({digits})") == parse_amount(f"（{digits}）") == fen


@given(st.integers(0, 10**11))
def test_a_unit_is_a_way_of_writing(hundreds: int) -> None:
    """12.5万元 is 125,000.00 yuan: whatever the unit, every digit of a fen counts."""
    whole, rest = divmod(hundreds, 10**6)
    assert parse_amount(f"{whole}.{rest:06d}万元") == hundreds
    assert parse_amount(f"{whole}.{rest:06d}万") == hundreds
    assert parse_amount(f"{whole}.{rest:06d}", "万元") == hundreds


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("12,345.67", 1_234_567),
        ("１２，３４５．６７", 1_234_567),
        ("¥1,200.00", 120_000),
        ("12.5万元", 12_500_000),
        ("3亿", 30_000_000_000),
        ("(1,234.50)", -123_450),
        ("（1,234.50）", -123_450),
        ("−5", -500),
        ("+5", 500),
        ("1200圆", 120_000),
        ("0.000001万元", 1),
        ("2101.905898万元", 2_101_905_898),
        ("1.50000", 150),
    ],
)
def test_accepted(text: str, fen: int) -> None:
    found = parse_amount(text)
    assert (found, type(found)) == (fen, int)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "1E+05",
            "5.2E+02",
            "12.345",
            "1.005",
            "0.0000001万元",
            "NaN",
            "nan",
            "inf",
            "-inf",
            "1_000",
            "٣",
            "1.234,56",
        ),
        *(
            "1,23,4",
            "1234,567",
            "900多万元",
            "近300万元",
            "约5",
            "壹万贰仟元整",
            "十二万三千",
            "#REF!",
            "#N/A",
            "$5",
            "5美元",
        ),
        *(
            "--5",
            "(-5)",
            "-(5)",
            "5-",
            "0x10",
            "1e5",
            ".5",
            "5.",
            "500①",
            "5²",
            "⑩",
            "",
            "元",
            "1.2.3",
            "100001000000000000",
        ),
    ],
)
def test_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(Fault) as caught:
        parse_amount(text)
    assert caught.value.problem and caught.value.suggestion


@pytest.mark.parametrize("column", ("元", "万元", "亿元"))
@pytest.mark.parametrize("word", ("", "圆", "元", "万", "万元", "亿", "亿元"))
def test_a_cell_may_name_its_columns_unit_in_any_word(column: str, word: str) -> None:
    same = {"": column, "圆": "元", "万": "万元", "亿": "亿元"}.get(word, word) == column
    if same:
        assert parse_in_column(f"7{word}", column) == parse_amount("7", column) == 7 * UNITS[column]
        return
    with pytest.raises(Fault):
        parse_in_column(f"7{word}", column)


@pytest.mark.parametrize(
    "text", ("900多万元", "500余元", "近300万元", "约5", "超20万元", "300.5万元多", "逾5万元", "万元以上约3")
)
def test_a_vague_figure_is_told_that_it_must_be_exact(text: str) -> None:
    use("en")
    with pytest.raises(Fault, match="exact"):
        parse_amount(text)


def test_what_excel_wrote_is_told_apart() -> None:
    use("en")
    for text, said in (("1E+05", "scientific"), ("12.345", "fen"), ("x", "is not an amount")):
        with pytest.raises(Fault, match=said):
            parse_amount(text)


def test_a_number_nobody_gave_a_unit() -> None:
    assert parse_amount("5万元", None) == 5_000_000
    with pytest.raises(Fault, match="万元"):
        parse_amount("5", None)


def test_a_unit_against_the_columns() -> None:
    assert (
        parse_in_column("5万元", None) == parse_in_column("5万元", "万元") == parse_in_column("5", "万元") == 5_000_000
    )
    for text, unit in (("5元", "万元"), ("5万元", "元"), ("5亿", "万元")):
        with pytest.raises(Fault):
            parse_in_column(text, unit)


WRITTEN = st.one_of(
    FEN.map(plain_yuan), st.integers(-(10**16), 10**16).map(str), st.decimals(-(10**6), 10**6, places=7).map(str),
    st.sampled_from(("1", "1.5", "-0.5", "007", "1.", ".5", "-", "", "1.00\n2.00", "1,000.00", "１", "1e5", "x")),
)  # fmt: skip


@given(st.lists(WRITTEN), st.sampled_from(list(UNITS)))
def test_a_plain_column_is_read_as_its_cells_are(texts: list[str], unit: str) -> None:
    found = parse_plain_column(texts, unit)
    if found is not None:
        assert found == [parse_amount(text, unit) for text in texts]


@given(st.integers(-(10**13) + 1, 10**13 - 1).map(str), st.sampled_from(("", ".5", ".05")))
def test_a_plain_amount_is_read_at_once(whole: str, rest: str) -> None:
    assert parse_plain_column([whole + rest]) == [parse_amount(whole + rest)]


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [
        (81_234_567, 100_000_000, "81.23%"),
        (1, 800, "0.13%"),  # 0.125 rounds up
        (-1, 800, "-0.13%"),
        (1, 3, "33.33%"),
        (2, 3, "66.67%"),
        (None, 100, "0.00%"),
        (0, 100, "0.00%"),
        (5, 0, None),
        (5, None, None),
        (51_234_567, 50_000_000, "102.47%"),
    ],
)
def test_a_rate_rounds_half_up(part: int | None, whole: int | None, shown: str | None) -> None:
    assert rate(part, whole) == shown


@given(FEN, FEN.filter(bool))
def test_what_is_divided_is_rounded_once(part: int, by: int) -> None:
    """To the nearest whole number, halves away from zero; a rate is the same, in hundredths of a per cent."""
    exact = Fraction(part, by)
    nearest = divided(part, by)
    assert abs(nearest - exact) <= Fraction(1, 2)
    assert abs(nearest) >= abs(exact) or abs(nearest - exact) < Fraction(1, 2)
    assert Fraction(str(rate(part, by)).removesuffix("%")) * 100 == divided(part * 10_000, by)


def test_a_plain_column_is_read_at_once() -> None:
    assert parse_plain_column(["1.00", "2.50", "-0.01"]) == [100, 250, -1]
    assert parse_plain_column(["1", "2.5"]) == [100, 250] and parse_plain_column(["1.2345"], "万元") == [1_234_500]
    for texts in (["1.00", ""], ["1.00\n2.00"], ["1.005"], ["1,000.00"], ["1e5"]):
        assert parse_plain_column(texts) is None


def test_nothing_has_no_sign() -> None:
    assert plain_yuan(0) == yuan(0) == "0.00"
    assert (plain_yuan(-1), yuan(-123_456)) == ("-0.01", "-1,234.56")
