"""What names thousands of rows at once names each as it is named alone."""

from collections.abc import Callable
from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from aidtrack.errors import Refused
from aidtrack.store.engine.target import target
from aidtrack.store.engine.transaction import write
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


_words = st.sampled_from(
    [st.sampled_from(PLAIN), st.sampled_from([*PLAIN, "河/桥", "河／桥"])]
)  # where one holds a stroke, all are tried


@given(_words.flatmap(lambda words: st.tuples(_villages(words), _projects(words))))
@settings(max_examples=examples(60))
def test_each_is_named_as_it_is_alone(
    new_file: Callable[[Store | None], str],
    stored: tuple[list[dict[str, str | None]], list[tuple[str, int | None, str | None]]],
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
        names = Names(writer)
        for noun in ("village", "project"):
            choices = Choices(names, noun)
            assert {id: choices[id] for id in names.index(noun).rows} == {
                id: names.choice(noun, id) for id in names.index(noun).rows
            }
