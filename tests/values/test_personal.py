"""Personal data: which digits are a person's number, and what is shown of a name."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidtrack.phrase import phrase
from aidtrack.values import personal

GAPS = ("", " ", ".", "·", "–", "-")
IDENTITY, CARD, MOBILE = map(phrase, ("an identity number", "a bank card number", "a mobile number"))


@pytest.fixture(autouse=True)
def hidden() -> Iterator[None]:
    personal.reveal(False)
    yield
    personal.reveal(False)


def grouped(digits: str, sizes: tuple[int, ...], gap: str) -> str:
    starts = [sum(sizes[:at]) for at in range(len(sizes))]
    return gap.join(digits[start : start + size] for start, size in zip(starts, sizes, strict=True))


@pytest.mark.parametrize("gap", GAPS)
@pytest.mark.parametrize("before", ["", "号", "x ", "+"])
@pytest.mark.parametrize("after", ["", "。", " x"])
def test_a_persons_number_in_a_text(gap: str, before: str, after: str) -> None:
    for digits, sizes, kind in (
        ("621122198001018888", (6, 8, 4), IDENTITY),
        ("62112219800101888X", (6, 8, 4), IDENTITY),
        ("62112219800101888x", (6, 8, 4), IDENTITY),
        ("6222021234567890", (4, 4, 4, 4), CARD),
        ("6222021234567890123", (4, 4, 4, 4, 3), CARD),
        ("13812345678", (3, 4, 4), MOBILE),
        ("8619912345678", (2, 3, 4, 4), MOBILE),
    ):
        assert personal.numbers_in(before + grouped(digits, sizes, gap) + after) == [kind], digits
        assert personal.numbers_in(
            before + digits.translate(str.maketrans("0123456789", "０１２３４５６７８９")) + after
        ) == [kind]


def test_identity_numbers_of_old_and_several_kinds_at_once() -> None:
    assert personal.numbers_in("620522620101001") == [IDENTITY]  # 15 digits
    assert personal.numbers_in("0086 138 1234 5678") == personal.numbers_in("+86-13812345678") == [MOBILE]
    assert personal.numbers_in("621122198001018888 和 13812345678，卡 6222021234567890") == [IDENTITY, CARD, MOBILE]
    assert personal.numbers_in("13812345678、13912345678") == [MOBILE]
    assert personal.numbers_in("13812345678", phone=True) == []


@pytest.mark.parametrize(
    "text",
    [
        "", "牙河村", "2017-09-20", "1234567890123456789012", "12812345678", "1381234567", "138123456789",
        "2015 2016 2017 2018", "2015-2016-2017-2018", "2015201620172018", "621122101201", "6222 0212 3456 789", "10812345678",
    ],
)  # fmt: skip
def test_no_persons_number(text: str) -> None:
    assert personal.numbers_in(text) == []


def test_a_card_that_begins_like_years() -> None:
    assert personal.numbers_in("2015 2016 2017 9018") == personal.numbers_in("1915 2016 3017 2018") == [CARD]
    assert personal.numbers_in("20152016201720181") == [CARD]


@given(st.text(min_size=1))
def test_a_name_is_its_first_character(name: str) -> None:
    assert personal.mask(name) == name[0] + "**" == personal.shown(name)
    assert personal.is_masked(personal.mask(name))
    personal.reveal(True)
    assert personal.shown(name) == name
    personal.reveal(False)


def test_a_blank_stays_one() -> None:
    assert (
        personal.mask("") == ""
        and personal.shown(None) is None
        and personal.shown("") == ""
        and personal.guarded(" ") == ""
    )


@pytest.mark.parametrize("text", ["H-1", "2017-09-20", "12.5%", "001", "#7", "1,200/2", " 7 "])
def test_what_can_be_no_name_is_shown(text: str) -> None:
    assert personal.guarded(text) == text.strip()


@pytest.mark.parametrize("text", ["张三", "张三7", "abc", "A", "-", "7号"])
def test_what_may_be_a_name_is_masked(text: str) -> None:
    assert personal.guarded(f" {text}") == f"{text[0]}**"
    personal.reveal(True)
    assert personal.guarded(f" {text}") == text


def test_what_is_a_mask() -> None:
    assert [personal.is_masked(name) for name in ("张**", "**", "张*", "张三**", "", "张***")] == [
        True,
        False,
        False,
        False,
        False,
        False,
    ]


@given(st.lists(st.sampled_from(["张", "三", "张三", "、", "["]), max_size=8).map("".join), st.data())
def test_what_masks_a_text(text: str, data: st.DataObject) -> None:
    """Whatever signs are masked, and nothing that stands elsewhere."""
    first = data.draw(st.integers(0, len(text)))
    last = data.draw(st.integers(first, len(text)))
    assert personal.masks(text, text[:first] + personal.MARK + text[last:])
    assert not personal.masks(text, f"李{text[:first]}{personal.MARK}")
    assert not personal.masks(text, f"{personal.MARK}{text[last:]}李")
    assert not personal.masks(text, f"{text[:first]}{personal.MARK}李{personal.MARK}{text[last:]}")
    assert not personal.masks(text, text)


def test_many_masks_in_a_text() -> None:
    """Of a list in which one name after another was masked it is told as soon as of one."""
    assert personal.masks("、".join(["张三"] * 900), "、".join(["张**"] * 900))
    assert not personal.masks("、".join(["张三"] * 900), "、".join(["张**"] * 901))
