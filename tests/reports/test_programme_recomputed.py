"""The illustration's reports held against its bare rows: what was raised, planned, moved, done, reached, found; on both engines."""

from pathlib import Path

import pytest

from conftest import Store, once
from reports import alerts_recomputed as alerts
from reports import standing_recomputed as standing
from reports import support_recomputed as support
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


def test_what_stands_on_a_day_is_what_the_rows_say(illustration: Store, tmp_path: Path) -> None:
    """Posts, dues and alerts; then notices, for which every project and fund is made ready."""
    illustration.take(tmp_path, standing.EDGES)
    known = tables(illustration.db)
    assert list(standing.differences(illustration.json, known)) == []
    illustration.take(tmp_path, standing.made_ready(known), "--mode", "upsert")
    illustration.ok("db", "setting", "complaint_channel", "示例县总工会 0932-12345678")
    assert list(standing.notices(illustration.json, tables(illustration.db))) == []


def test_who_helped_and_what_was_put_in_is_what_the_rows_say(illustration: Store, tmp_path: Path) -> None:
    illustration.take(tmp_path, support.EDGES)
    assert list(support.differences(illustration.json, tables(illustration.db))) == []


def test_alerts_and_gaps_are_what_the_rows_say(illustration: Store, tmp_path: Path) -> None:
    illustration.take(tmp_path, alerts.CASES)
    assert list(alerts.differences(illustration.json, tables(illustration.db))) == []
