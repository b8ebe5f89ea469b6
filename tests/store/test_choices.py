"""What names thousands of rows at once names each as it is named alone."""

from collections.abc import Callable
from contextlib import ExitStack, suppress
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aidtrack.errors import Refused
from aidtrack.store.engine.connection import Connection
from aidtrack.store.engine.target import target
from aidtrack.store.engine.transaction import write
from aidtrack.store.names import choices, meanings, paths
from aidtrack.store.names.choices import Choices
from aidtrack.store.names.find import Names
from aidtrack.store.records import nouns
from conftest import Store, examples
from exchange.stores import NOW

PLAIN = ("桥", "桥村", "河", "2", "３", "id:1", "code:9", "河 ", "-河", "A b", "ａB")


def _villages(words: st.SearchStrategy[str]) -> st.SearchStrategy[list[dict[str, str | None]]]:
    seldom = st.none() | words
    one = st.fixed_dictionaries({"name": words, "county": seldom, "alias": seldom, "code": seldom})
    return st.lists(one, min_size=1, max_size=6)


def _projects(words: st.SearchStrategy[str]) -> st.SearchStrategy[list[tuple[str, int | None, str | None]]]:
    return st.lists(st.tuples(words, st.none() | st.integers(0, 9), st.none() | words), max_size=8)


# Where one holds a stroke, all are tried.
_words = st.sampled_from([st.sampled_from(PLAIN), st.sampled_from([*PLAIN, "河/桥", "河／桥"])])


@given(
    _words.flatmap(lambda words: st.tuples(_villages(words), _projects(words))),
    st.sampled_from(("河", "桥", "9", "号")),
)
@settings(max_examples=examples(60))
def test_each_is_named_as_it_is_alone(
    new_file: Callable[[Store | None], str],
    stored: tuple[list[dict[str, str | None]], list[tuple[str, int | None, str | None]]],
    office: str,
) -> None:
    villages, projects = stored
    with write(target(new_file(None)), actor="proof", now=NOW) as writer:
        ids = []
        for village in villages:
            with suppress(Refused):
                ids.append(nouns.add(writer, "village", village))
        for name, at, code in projects:
            with suppress(Refused):
                of = None if at is None or not ids else ids[at % len(ids)]
                nouns.add(writer, "project", {"name": name, "village_id": of, "code": code})
        _agree(writer)
        writer.parts = {**{at: f"号{at}" for at in range(9)}, 0: office, 1: "甲", 2: "河"}
        _agree(writer)


def _agree(connection: Connection) -> None:
    """Whether each row of a name is looked at, or those alone that its path may mean."""
    for noun in ("village", "project"):
        found = []
        for many in (2, 10**9):
            with patch.object(meanings, "_MANY", many), ExitStack() as of_two:
                for module in (meanings, paths, choices):
                    of_two.enter_context(patch.object(module, "SPAN", 2))
                names = Names(connection)
                at_once = Choices(names, noun)
                ids = [*names.index(noun).rows]
                assert len(Names(connection).index(noun).rows) == len(ids)
                alone = {id: names.choice(noun, id) for id in ids}
                assert {id: at_once[id] for id in ids} == alone
                asked = [
                    words
                    for id in ids
                    for words in (names.path(noun, id), f"河/{names.path(noun, id)}", f"桥/河/{alone[id]}")
                ]
                found.append((alone, [names.only(noun, words) for words in asked]))
        assert found[0] == found[1]


@pytest.mark.parametrize("parts", [None, {0: "621122"}])
def test_of_many_called_alike_few_are_looked_at(
    new_file: Callable[[Store | None], str], parts: dict[int, str] | None
) -> None:
    """Ten times the roads, each in a village of its own that is called as the others are, take ten times the looks."""
    looked = []
    for many in (30, 300):
        with write(target(new_file(None)), actor="proof", now=NOW) as writer:
            for at in range(many):
                village = nouns.add(writer, "village", {"name": "村", "county": f"县{at}", "township": "镇"})
                nouns.add(writer, "project", {"name": "道路", "village_id": village})
            writer.parts = parts
            names = Names(writer)
            at_once = Choices(names, "project")
            with patch.object(Names, "_fits", autospec=True, side_effect=Names._fits) as fits:
                assert len({at_once[id] for id in names.index("project").rows}) == many
            looked.append(fits.call_count)
    assert looked[1] <= 12 * looked[0]
