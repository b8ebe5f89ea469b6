"""The rule by which heads' names are masked is said twice, in Python for whoever may read them and in SQL for a reader on a server: it is one."""

from functools import partial

from hypothesis import given, settings
from hypothesis import strategies as st

from aidtrack.store.engine.connection import read
from aidtrack.store.records.persons import Heads
from aidtrack.store.schema.masked import named
from aidtrack.values.text import key
from conftest import Store, examples

# Signs of several widths and cases, some of which are none, or several, in a key.
SIGNS = "张三丰三张李aAａＡbßSs㈱(株)ﬁfi、· \u3000ée\u0301Σςσ㍿"
texts = st.text(st.sampled_from(SIGNS), min_size=1, max_size=8)


def test_the_rule_is_one(server_store: Store) -> None:
    with read(server_store.target) as connection:

        @settings(max_examples=examples(200), deadline=None)
        @given(heads=st.lists(st.text(st.sampled_from(SIGNS), min_size=1, max_size=3).filter(key), max_size=6, unique=True),
               asked=st.lists(texts, min_size=1, max_size=8, unique=True))  # fmt: skip
        def same(heads: list[str], asked: list[str]) -> None:
            found = partial(connection.engine.key_of, connection)
            known = f"(SELECT DISTINCT {found('head')} AS key FROM unnest(CAST(:heads AS text[])) head) known"
            sql = named('SELECT text COLLATE "C" AS text FROM unnest(CAST(:asked AS text[])) text', known, found)
            shown = dict(connection.rows(sql, {"heads": heads, "asked": asked}))
            rule = Heads({key(head) for head in heads})
            assert {one: shown.get(one, one) for one in asked} == {one: rule.masked(one) for one in asked}

        same()
