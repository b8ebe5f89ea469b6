"""Numbers that are no money, and sums of what is measured."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidtrack.errors import Fault
from aidtrack.values.kinds import Kind
from aidtrack.values.numbers import MONTHS, NUMBER_OF, PERCENT
from aidtrack.values.quantity import ABOUT, AT_LEAST, EXACT, Quantity, distinct, joint, quantity


@given(st.integers(-(10**15) + 1, 10**15 - 1), st.integers(0, 6), st.booleans())
def test_a_number_is_as_precise_as_it_came(digits: int, decimals: int, grouped: bool) -> None:
    number = Decimal(digits).scaleb(-decimals)
    written = f"{number:,f}" if grouped else f"{number:f}"
    assert NUMBER_OF.parse(written) == (f"{number:f}" if number else f"{abs(number):f}")


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (NUMBER_OF, "007", "7"), (NUMBER_OF, "-0.00", "0.00"), (NUMBER_OF, "−3", "-3"), (NUMBER_OF, "9" * 15 + ".123456", "9" * 15 + ".123456"),
        (PERCENT, "4.35%", "4.35%"), (PERCENT, "４．３５０％", "4.35%"), (PERCENT, "100%", "100%"), (PERCENT, "0%", "0%"), (PERCENT, "99.9999%", "99.9999%"),
        (MONTHS, "1", 1), (MONTHS, "24", 24), (MONTHS, "24个月", 24), (MONTHS, "24月", 24), (MONTHS, "2年", 24), (MONTHS, "600", 600), (MONTHS, "50年", 600),
    ],
)  # fmt: skip
def test_read(kind: Kind, text: str, value: object) -> None:
    assert kind.parse(text) == value


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        *((NUMBER_OF, text) for text in ("", "1e5", "9" * 16, "1." + "1" * 7, ".5", "5.", "--5", "1,23", "NaN", "约5", "5%")),
        *((PERCENT, text) for text in ("", "4.35", "100.01%", "101%", "1000%", "-1%", "1.23456%", "%")),
        *((MONTHS, text) for text in ("", "0", "601", "51年", "0年", "-1", "1.5", "半年", "年", "12345")),
    ],
)  # fmt: skip
def test_refused_with_a_sentence(kind: Kind, text: str) -> None:
    with pytest.raises(Fault) as caught:
        kind.parse(text)
    assert caught.value.problem and caught.value.suggestion


def of(number: int, qualifier: str = EXACT) -> Quantity:
    return Quantity(Decimal(number), qualifier)


def test_a_quantity_says_how_exactly_it_is_known() -> None:
    assert [str(of(5, one)) for one in (EXACT, AT_LEAST, ABOUT)] == ["5", "≥5", "≈5"]
    assert str(Quantity(Decimal("1E+3"))) == "1000"


def test_what_an_indicator_says() -> None:
    assert quantity("4900.50", None) == Quantity(Decimal("4900.50"))
    assert quantity("5", AT_LEAST) == of(5, AT_LEAST)
    assert quantity(None, AT_LEAST) is None and quantity("words", None) is None


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ((EXACT, EXACT), EXACT), ((EXACT, AT_LEAST), AT_LEAST), ((ABOUT, EXACT), ABOUT), ((AT_LEAST, ABOUT), ABOUT), ((), EXACT),
    ],
)  # fmt: skip
def test_a_sum_is_no_more_exact_than_its_parts(parts: tuple[str, ...], said: str) -> None:
    assert joint(of(1, part) for part in parts) == said
    if parts:
        assert of(2, parts[0]) + of(3, parts[1]) == of(5, said)
        assert of(2, parts[0]) - of(3, parts[1]) == of(-1, EXACT if said == EXACT else ABOUT)


@pytest.mark.parametrize(
    ("counts", "many"),
    [
        ((), None), ((of(5),), of(5)), ((of(5, ABOUT),), of(5, ABOUT)), ((of(5), of(7)), of(7, AT_LEAST)),
        ((of(9, ABOUT), of(7)), of(9, ABOUT)), ((of(9), of(7, ABOUT)), of(9, AT_LEAST)),
    ],
)  # fmt: skip
def test_of_several_counts_only_the_largest_is_sure(counts: tuple[Quantity, ...], many: Quantity | None) -> None:
    assert distinct(counts) == many
