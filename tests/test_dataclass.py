"""A dataclass of the program does what the standard library's does: equality, hash, words, order of arguments, a changed copy."""

import dataclasses
from dataclasses import field, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidtrack import dataclass as ours

VALUES = st.one_of(st.none(), st.integers(0, 3), st.text("ab", max_size=2))


def _made(dataclass: Any, **how: bool) -> Any:
    @dataclass(**how)
    class Pair:
        one: object
        other: object = "b"
        aside: object = field(default=None, compare=False, repr=False)

    @dataclass(**how)
    class Nothing:
        pass

    @dataclass(**how)
    class One:
        one: object

    return Pair, Nothing, One


@pytest.mark.parametrize("frozen", [True, False])
@pytest.mark.parametrize("slots", [True, False])
@given(st.lists(VALUES, min_size=3, max_size=3), st.lists(VALUES, min_size=1, max_size=3))
def test_as_the_library(frozen: bool, slots: bool, first: list[object], second: list[object]) -> None:
    of_ours, of_library = (_made(make, frozen=frozen, slots=slots) for make in (ours.dataclass, dataclasses.dataclass))
    (pair, nothing, one), (same_pair, same_nothing, same_one) = of_ours, of_library
    a, b, x, y = pair(*first), pair(*second), same_pair(*first), same_pair(*second)
    assert (a == b, a != b, a == first, repr(a)) == (x == y, x != y, x == first, repr(x))
    assert repr(replace(a, one="c")) == repr(replace(x, one="c"))
    assert pair.__match_args__ == same_pair.__match_args__
    assert hasattr(a, "__dict__") is hasattr(x, "__dict__")
    assert (nothing() == nothing(), one(1) == one(1), one(1) == one(2), one(1) == pair(1)) == (True, True, False, False)
    assert repr(nothing()) == repr(same_nothing())
    if frozen:
        assert {a, pair(*first)} == {a}
        assert hash(one("a")) == hash(one("a"))
        assert len({nothing(), nothing()}) == 1
    else:
        with pytest.raises(TypeError):
            hash(a)
        with pytest.raises(TypeError):
            hash(same_one(1))
