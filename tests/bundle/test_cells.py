"""Whatever cell of a bundle its signer changes, hashed anew and signed: it is refused, or can be gone through like any other."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aidtrack.bundle.content import PARTS
from aidtrack.bundle.faults import Spoilt
from aidtrack.bundle.written import ENDING
from bundle.small import gone_through, members, signed
from conftest import examples

_CELLS = st.one_of(
    st.none(), st.integers(-3, 3), st.integers(-(2**65), 2**65), st.floats(), st.booleans(), st.text(max_size=3),
    st.sampled_from(["entry", "village", "household", "batch", "books", "{}", "[]", "null", '{"head":{"#":"x"}}', '{"name":[]}', '{"budget_fen":"x"}',
                     '{"name":null}', '{"same_as_id":1}', '{"kind":"gold"}', "[" * 2000, "x\0", "a" * 64]),
    st.lists(st.integers(0, 1), max_size=2), st.dictionaries(st.sampled_from("#a"), st.none()),
)  # fmt: skip


@pytest.mark.parametrize("part", PARTS)
def test_a_part_that_nobody_changed_is_taken(part: str) -> None:
    gone_through(signed(part + ENDING, members()[part + ENDING]))


@pytest.mark.parametrize("part", PARTS)
@settings(max_examples=examples(40))
@given(data=st.data())
def test_a_changed_cell(part: str, data: st.DataObject) -> None:
    lines = members()[part + ENDING].splitlines()
    rows: list[list[Any]] = [json.loads(line) for line in lines]
    for _ in range(data.draw(st.integers(1, 2))):
        row = data.draw(st.integers(1, len(rows) - 1))
        rows[row][data.draw(st.integers(0, len(rows[row]) - 1))] = data.draw(_CELLS)
    changed = "".join(json.dumps(row) + "\n" for row in rows).encode()
    try:
        gone_through(signed(part + ENDING, changed))
    except Spoilt as error:
        assert error.fault in ("forged", "damaged")
