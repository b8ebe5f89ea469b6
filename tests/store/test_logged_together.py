"""Records that are written at once say what was so when each was made, and stand in that order in the chain."""

from datetime import UTC, datetime

from aidtrack.store.engine.transaction import write
from aidtrack.store.log.append import Chain
from conftest import Store

NOW = datetime(2017, 9, 20, 8, tzinfo=UTC)


def test_a_record_says_what_was_so_when_it_was_made(store: Store) -> None:
    with write(store.target, actor="甲", now=NOW) as writer:
        chain, village = Chain(writer), {"name": "石桥村", "county": "陇西县"}
        with chain.together():
            chain.append("add", "village", 1, after=village)
            village["county"] = "漳县"
            chain.append("edit", "village", 1, after=village)
            before = writer.value("SELECT count(*) FROM audit")
        chain.append("edit", "village", 1, before=village)
        after = writer.rows("SELECT action, after FROM audit ORDER BY id DESC LIMIT 3")
        assert writer.value("SELECT count(*) FROM audit") == before + 3
    assert [tuple(row) for row in reversed(after)] == [
        ("add", '{"county":"陇西县","name":"石桥村"}'),
        ("edit", '{"county":"漳县","name":"石桥村"}'),
        ("edit", None),
    ]
