"""The fingerprint of a batch's entries: it tells what they say, not how they came in."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from aidtrack.ledger.digest import ROW, Digest

_NUMBERS = ("amount_fen", "fund_id", "project_id", "loan_id", "corrects_id")  # the last two came later
_TEXTS = ("kind", "date", "payee", "payer", "note")
_VALUES = {
    **dict.fromkeys(_NUMBERS, st.none() | st.integers(-(10**17), 10**17)),
    **dict.fromkeys(_TEXTS, st.none() | st.text("牙河a1 ", min_size=1, max_size=4)),
}
Entry = Mapping[str, object]
ENTRIES = st.lists(st.fixed_dictionaries({}, optional=_VALUES), min_size=1, max_size=12)


def _digest(blocks: Sequence[Sequence[Entry]], same: Mapping[str, object]) -> str:
    """Of entries that come in blocks; a block names the columns that any of its entries has."""
    digest = Digest()
    for block in blocks:
        named = [name for name in ROW if any(name in entry for entry in block) and name not in same]
        digest.add(len(block), {name: [entry.get(name) for entry in block] for name in named}, same)
    return digest.value()


@given(ENTRIES, st.sets(st.integers(1, 11)))
def test_blocks_make_no_difference(entries: list[Entry], cuts: set[int]) -> None:
    bounds = [0, *sorted(cut for cut in cuts if cut < len(entries)), len(entries)]
    blocks = [entries[first:last] for first, last in pairwise(bounds)]
    assert _digest(blocks, {}) == _digest([entries], {})


@given(ENTRIES, ENTRIES)
def test_other_entries_have_another(some: list[Entry], others: list[Entry]) -> None:
    rows = [[[entry.get(name) for name in ROW] for entry in entries] for entries in (some, others)]
    assert (_digest([some], {}) == _digest([others], {})) == (rows[0] == rows[1])


@given(ENTRIES)
def test_what_all_have_is_as_if_each_said_it(entries: list[Entry]) -> None:
    said = [{**entry, "batch_id": 2, "note": "同"} for entry in entries]
    assert _digest([entries], {"batch_id": 2, "note": "同"}) == _digest([said], {})
