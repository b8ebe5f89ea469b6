"""What reads strangers' bytes, on sound bytes that are a little spoilt; by hand on very many: `python tests/fuzz/run.py`."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import examples
from fuzz.targets import TARGETS

_EDITS = st.lists(st.tuples(st.integers(0, 400), st.integers(0, 3), st.binary(max_size=3)), min_size=1, max_size=3)


@pytest.mark.parametrize("name", TARGETS)
@settings(max_examples=examples(20))
@given(at=st.integers(0, 9), edits=_EDITS)
def test_nothing_is_raised(name: str, at: int, edits: Sequence[tuple[int, int, bytes]]) -> None:
    seeds = TARGETS[name].seeds
    spoilt = seeds[at % len(seeds)]
    for place, gone, put in edits:
        place %= len(spoilt) + 1
        spoilt = spoilt[:place] + put + spoilt[place + gone :]
    TARGETS[name].run(spoilt)
