"""Several ids written short: what is printed is what is typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidtrack.errors import Fault
from aidtrack.values import ids


@given(st.sets(st.integers(1, 40) | st.integers(1, 10**15)))
def test_what_is_printed_is_read_back(some: set[int]) -> None:
    if not some:
        assert ids.spelled(some) == ""
        return
    ranges = ids.parse(ids.spelled(some))
    assert sum(last - first + 1 for first, last in ranges) == len(some)
    assert all(any(first <= id <= last for first, last in ranges) for id in some)


@pytest.mark.parametrize(
    ("some", "spelled"),
    [((3, 4, 5, 9), "3-5,9"), ((9, 3, 4, 3), "3-4,9"), ((1,), "1"), ((1, 2), "1-2"), ((1, 3), "1,3"), ((), "")],
)
def test_neighbours_are_a_range(some: tuple[int, ...], spelled: str) -> None:
    assert ids.spelled(some) == spelled


@pytest.mark.parametrize(
    ("typed", "ranges"),
    [("3-9,12", [(3, 9), (12, 12)]), ("3–9，12、15", [(3, 9), (12, 12), (15, 15)]), ("7-7", [(7, 7)])],
)
def test_read(typed: str, ranges: list[ids.Range]) -> None:
    assert ids.parse(typed) == ranges


@pytest.mark.parametrize("typed", ["", ",", "0", "0-2", "1,", "9-3", "a", "1-2-3", "-3", "3-", "1.5", "1;2"])
def test_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(Fault) as caught:
        ids.parse(typed)
    assert caught.value.problem and caught.value.suggestion


@pytest.mark.parametrize(("typed", "id"), [("128", 128), (" １２ ", 12), ("1", 1), (str(ids.LAST), ids.LAST)])
def test_one_id(typed: str, id: int) -> None:
    assert ids.one(typed) == id


@pytest.mark.parametrize("typed", ["", "1 2", "1\n2", "12①", "-1", "1.0", "a", str(ids.LAST + 1), "9" * 30])
def test_no_id(typed: str) -> None:
    assert not ids.is_id(typed)
    with pytest.raises(Fault):
        ids.one(typed)


def test_the_largest_id() -> None:
    assert ids.is_id(str(ids.LAST)) and not ids.is_id("0" * 16 + "1")
    assert ids.parse(f"1-{ids.LAST}") == [(1, ids.LAST)]
    for typed in (str(ids.LAST + 1), f"1-{ids.LAST + 1}"):
        with pytest.raises(Fault):
            ids.parse(typed)
