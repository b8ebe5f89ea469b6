"""Who has a bundle without names, and guesses one, finds nothing in it that tells him whether he is right; nor does he with all but the salts."""

import io
import re
from pathlib import Path

import pytest

from aidtrack.bundle.content import is_sealed
from aidtrack.bundle.opened import opened
from aidtrack.ledger.digest import Digest
from aidtrack.store.engine.connection import SCHEMA, read
from aidtrack.store.log.entries_digest import of_batch
from bundle.kept import handed, parts
from conftest import Store
from store.raw import behind_the_guards, sql

NAME = "张三丰"
_HASH = re.compile(rb"[0-9a-f]{64}")


def hashes(data: bytes) -> set[str]:
    return {found.decode() for whole in parts(data).values() for found in _HASH.findall(whole)}


def digests(store: Store) -> list[Digest]:
    """Those of each batch, as whoever knows all of its entries makes them."""
    with read(store.target) as connection:
        rows = connection.rows(
            "SELECT id, coalesce(first_entry_id, 0), coalesce(last_entry_id, -1) FROM batch ORDER BY id"
        )
        return [of_batch(connection, *row) for row in rows]


@pytest.fixture
def lived(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Whose head is paid in every way in which a batch comes about."""
    monkeypatch.chdir(tmp_path)
    Path("支出.csv").write_text(
        f"日期,资金,项目,村,金额（元）,收款人\n2017-02-01,F,P,V,10,{NAME}\n2017-02-02,F,P,V,20,某店\n", "utf-8"
    )
    Path("行.txt").write_text(
        f"spending add 5 --fund F --project P --village V --date 2017-02-03 --payee {NAME}\n", "utf-8"
    )
    store.run(
        "village add V", f"household add H1 --village V --head {NAME}", "fund add F --year 2017 --budget 1000",
        "project add P --village V", "receipt add 1000 --fund F --date 2017-01-01", "allocation add 500 --fund F --project P --village V --date 2017-01-02",
        "import 支出.csv --as spending", "batch run 行.txt", "spending correct 3 --amount 11 --reason x",
        "batch undo 2 --yes", "fund carry F --to 2018",
    )  # fmt: skip
    return store


def test_nobody_tries_names_on_the_digests_of_batches(lived: Store) -> None:
    right, without = digests(lived), handed(lived, names=False)
    salts = [salt for (salt,) in sql(lived, "SELECT salt FROM batch ORDER BY id")]
    assert len({*salts}) == len(right) == 5 and not any(
        salt.encode() in whole for salt in salts for whole in parts(without).values()
    )
    assert not {digest.value() for digest in right} & hashes(without)
    # What nobody's name can stand in is proved all the same, and with the names all is.
    assert {digest.open() for digest in right} <= hashes(without)
    assert {digest.salted(salt) for digest, salt in zip(right, salts, strict=True)} <= hashes(without)
    assert all(salt.encode() in parts(handed(lived))["batches.jsonl"] for salt in salts)


def test_records_hold_no_name_and_travel_whole(lived: Store) -> None:
    """Whoever was no head yet when he was paid is none in the log either."""
    lived.run(
        "fund add G --year 2017 --budget 1000", "receipt add 1000 --fund G --date 2017-01-01",
        "allocation add 500 --fund G --project P --village V --date 2017-01-02",
        f"spending add 7 --fund G --project P --village V --date 2017-03-01 --payee {NAME}(代领) --allow-duplicates",
        "spending add 8 --fund G --project P --village V --date 2017-03-02 --payee 李四光 --ref S-1", "spending reverse S-1 --reason x",
        "spending add 9 --fund G --project P --village V --date 2017-03-03 --payee 某店",
        "receipt add 9 --fund G --date 2017-03-03 --payer 李四光",
        "household add H2 --village V --head 李四光",
    )  # fmt: skip
    texts = [text for row in sql(lived, "SELECT before, after FROM audit") for text in row if text is not None]
    assert not any(name in text for text in texts for name in (NAME, "李四光"))
    data = handed(lived, names=False)
    bundle = opened(io.BytesIO(data), SCHEMA)
    assert not any(is_sealed(record) for record in bundle.records.named())
    assert not any(name.encode() in whole for name in (NAME, "李四光") for whole in parts(data).values())
    told = {(row["field"], row["shown"], row["value"]) for row in bundle.personal.named() if row["noun"] == "entry"}
    assert told == {
        ("payee", "张**(代领)", None),
        ("payee", "李**", None),
        ("payer", "李**", None),
        ("payee", "某店", "某店"),
    }
    with_names = opened(io.BytesIO(handed(lived)), SCHEMA)
    assert {row["value"] for row in with_names.personal.named()} == {NAME, f"{NAME}(代领)", "李四光", "某店"}
    assert "李四光" in str(lived.json("log", "--noun", "spending", "--show-personal"))
    behind_the_guards(lived, "UPDATE entry SET payee = '王五' WHERE payee = '李四光'")
    assert lived("check").code == 5


def test_a_salt_that_was_changed_is_found(lived: Store) -> None:
    [(own,)] = sql(lived, "SELECT salt FROM batch WHERE id = 1")
    for salt in ("NULL", "'x'", f"'{'0' * 32}'", f"'{own.upper()}'", f"'{own}'"):
        behind_the_guards(lived, f"UPDATE batch SET salt = {salt} WHERE id = 1")
        assert lived("check").code == (0 if own in salt else 5), salt
