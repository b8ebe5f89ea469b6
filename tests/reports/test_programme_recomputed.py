"""The illustration's reports held against its bare rows: what was raised, planned, moved, done, reached, found; on both engines."""

import pytest

from conftest import Store, once
from reports.programme_recomputed import differences, tables
from test_examples import sheets


@pytest.fixture
@once
def illustration(store: Store) -> Store:
    store.ok("import", *sheets("illustration"))
    return store


def test_every_figure_is_what_the_rows_say(illustration: Store) -> None:
    known = tables(illustration.db)
    assert len(known["entry"]) > 240
    assert list(differences(illustration.json, known)) == []
