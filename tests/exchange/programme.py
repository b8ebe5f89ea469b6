"""Rows of any noun out of what its fields take: names that others have too, and texts that sheets find hard."""

from typing import Any

from hypothesis import strategies as st

from aidtrack.values import kinds
from aidtrack.values.field import Field, Noun
from aidtrack.values.kinds import MoneyKind, WordKind
from aidtrack.values.lists import OpenKind, WordsKind
from aidtrack.values.numbers import NUMBER_OF

Texts = st.SearchStrategy[Any]
_ids = st.integers(1, 3)
_shared = st.sampled_from(["督查", "=督查", '督"查'])  # names of several rows, told apart by their other keys
_days = st.sampled_from(["2016", "2018-05", "2018-05-01"])
_KINDS: dict[int, Texts] = {
    id(kinds.CODE): st.sampled_from(["621122101201", "620524104204"]),
    id(kinds.DATE): _days,
    id(kinds.YEAR): st.integers(2015, 2018),
    id(kinds.COUNT): st.integers(0, 99),
    id(kinds.QUALIFIER): st.sampled_from(["=", "≥", "≈"]),
    id(kinds.SHA256): st.sampled_from(["0a" * 32, "0" * 64]),
    id(NUMBER_OF): st.sampled_from(["0", "-3", "4900.50", "007", "1000000"]).map(lambda text: text.lstrip("0") or "0"),
    id(kinds.ALIASES): st.sampled_from(["甲村、乙村", "=甲"]),
}


def rows(noun: Noun, names: Texts, texts: Texts) -> Texts:
    """A row by column; what it refers to may not be there. `names` hold no “/” and no line break, `texts` may be None."""
    return st.fixed_dictionaries({field.column: _value(noun, field, names, texts) for field in noun.fields})


def _value(noun: Noun, field: Field, names: Texts, texts: Texts) -> Texts:
    value = _ids if field.refers else _given(field, names, texts)
    return value if field.required else st.none() | value


def _given(field: Field, names: Texts, texts: Texts) -> Texts:
    if isinstance(field.kind, MoneyKind):
        return st.integers(0, 10**9)
    if isinstance(field.kind, WordsKind):
        words = st.sampled_from([english for english, _ in field.kind.words])
        return st.lists(words, min_size=1, max_size=3, unique=True).map("、".join)
    if isinstance(field.kind, WordKind):
        return st.sampled_from([english for english, _ in field.kind.words])
    if isinstance(field.kind, OpenKind):
        return st.sampled_from([*field.kind.known(), "新词"])
    if field.kind in (kinds.OWN_NAME, kinds.PLACE_NAME, kinds.NAME, kinds.PERSON):
        return _shared | names
    return _KINDS.get(id(field.kind), texts)
