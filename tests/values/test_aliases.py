"""Several names in one text: whatever they hold, they are read back as they were."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from aidtrack.values import kinds
from aidtrack.values.aliases import as_text, names_in

_names = st.text(st.sampled_from("甲乙/、,，;；|\"' "), min_size=1, max_size=6).map(str.strip).filter(bool)


@given(st.lists(_names, max_size=4))
def test_names_come_back(names: list[str]) -> None:
    assert names_in(as_text(names)) == names


@given(st.lists(_names, max_size=4))
@example(["'''"])
def test_what_is_stored_is_spelled_as_the_field_spells_it(names: list[str]) -> None:
    """`check` parses stored values again and compares."""
    stored = kinds.ALIASES.parse(as_text(names))
    assert kinds.ALIASES.parse(str(stored)) == stored


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", []),
        ("甲、乙", ["甲", "乙"]),
        ("甲；;乙|丙，丁", ["甲", "乙", "丙", "丁"]),
        ('"危房改造、大棚"、二期', ["危房改造、大棚", "二期"]),
        ('"甲""乙"', ['甲"乙']),
        ('"甲', ['"甲']),
    ],
)
def test_read(text: str, names: list[str]) -> None:
    assert names_in(text) == names
