"""A store of an older program, upgraded and handed over without names: what its sealed records made is proved by what the upgrade recorded."""

import hashlib
import io
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from aidtrack.bundle.content import is_sealed
from aidtrack.bundle.faults import Spoilt
from aidtrack.bundle.opened import opened
from aidtrack.bundle.standing import COLUMNS, ENTRIES
from aidtrack.nouns import NOUNS
from aidtrack.store.engine.connection import SCHEMA
from aidtrack.values.record import FIELDS, record_hash
from bundle.kept import KEY, handed, made, parts
from conftest import ENGINES, Store, examples
from store.raw import sql
from store.test_upgrade import load

LEFT, ENTRIES_PART, RECORDS = "left.jsonl", "entries.jsonl", "records.jsonl"
# What may happen to rows of an older program afterwards: in the open, in a text that holds a head's name, undone, removed, forgotten.
LIFE = (
    "household edit 1 --persons 7", "household edit 1 --note 钱某的邻居", "household edit 1 --note 搬走了", "household edit 2 --head 孙",
    "household edit 1 --head 李四光", "household forget 1 --reason 来信 --yes", "project edit 1 --note 钱某家门口", "project edit 1 --households 9",
    "household add 009 --village 牙河村 --head 周某", "household edit 009 --persons 2", "household remove 009 --yes",
    "village edit 1 --note 孙家沟", "village edit 1 --note ''", "measure remove 1 --yes", "measure edit 2 --note 赵某自己说的",
    "receipt add 7 --fund 自筹资金 --date 2018-03-01 --payer 钱某 --allow-duplicates", "activity edit 1 --persons 赵某",
)  # fmt: skip


def fault(data: bytes) -> str | None:
    try:
        opened(io.BytesIO(data), SCHEMA)
    except Spoilt as error:
        return str(error.fault)
    return None


@pytest.fixture(params=ENGINES)
def second(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    store = load(request, tmp_path, 2, request.param)
    store.ok("db", "upgrade")
    return store


def test_whatever_happens_afterwards(second: Store) -> None:
    chance = random.Random(2)
    assert fault(handed(second, names=False)) is None and fault(handed(second)) is None
    done = 0
    for _ in range(examples(24)):
        done += second(*chance.choice(LIFE).replace("''", "").split(" ")).code == 0
        if chance.random() < 0.4:
            assert fault(handed(second, names=False)) is None
    assert done > examples(24) // 8
    last = handed(second, names=False)
    assert fault(last) is None and fault(handed(second)) is None
    found = opened(io.BytesIO(last), SCHEMA)
    assert found.manifest.upgraded and any(is_sealed(record) for record in found.records.named())
    second.ok("check")


@pytest.mark.parametrize("engine", ENGINES)
def test_of_the_first_schema_too(request: pytest.FixtureRequest, tmp_path: Path, engine: str) -> None:
    store = load(request, tmp_path, 1, engine)
    store.ok("db", "upgrade")
    store.run("household add 001 --village 牙河村 --head 赵某", "village edit 1 --note 赵某")
    data = handed(store, names=False)
    assert fault(data) is None and opened(io.BytesIO(data), SCHEMA).manifest.upgraded


def changed(
    part: str, change: Callable[[list[Any]], object], *, at: int | None = None
) -> Callable[[dict[str, bytes]], None]:
    """`change` what one row of a part says, or each."""

    def apply(members: dict[str, bytes]) -> None:
        lines = [json.loads(line) for line in members[part].splitlines()]
        for row in lines[1:] if at is None else [lines[at]]:
            change(row)
        kept = [row for row in lines if row]
        members[part] = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in kept).encode()

    return apply


def of_household(change: Callable[[dict[str, Any]], object], *columns: int) -> Callable[[list[Any]], None]:
    """In what the bundle says of a household now (4), of how it stood (5)."""

    def apply(row: list[Any]) -> None:
        if row[:2] != ["household", 1]:
            return
        for at in columns:
            said = json.loads(row[at])
            change(said)
            row[at] = json.dumps(said, ensure_ascii=False)

    return apply


def poorer(said: dict[str, Any]) -> None:
    said["persons"] = 40


def gone(row: list[Any]) -> None:
    if row[:2] == ["household", 1]:
        row[2:] = [0, None, None, None]


ATTACKS: dict[str, Callable[[dict[str, bytes]], None]] = {
    "what a household is now": changed(LEFT, of_household(poorer, 4)),
    "how it stood": changed(LEFT, of_household(poorer, 5)),
    "both": changed(LEFT, of_household(poorer, 4, 5)),
    "it was taken away": changed(LEFT, gone),
    "nothing of how it stood": changed(LEFT, lambda row: row[:2] == ["household", 1] and row.__setitem__(5, None)),
    "an amount": changed(ENTRIES_PART, lambda row: row.__setitem__(ENTRIES_AT["amount_fen"], 4), at=1),
    "a day": changed(ENTRIES_PART, lambda row: row.__setitem__(ENTRIES_AT["date"], "2016-01-09"), at=2),
    "a fund": changed(ENTRIES_PART, lambda row: row.__setitem__(ENTRIES_AT["fund_id"], 2), at=3),
    "an entry less": changed(ENTRIES_PART, lambda row: row.clear(), at=4),
}  # fmt: skip
ENTRIES_AT: dict[str, int] = {}


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_office_itself_cannot_say_otherwise(upgraded: dict[str, bytes], attack: str) -> None:
    """Signed with its own key, and the chain is untouched."""
    members = dict(upgraded)
    ENTRIES_AT.update({name: at for at, name in enumerate(json.loads(members[ENTRIES_PART].splitlines()[0]))})
    ATTACKS[attack](members)
    assert members != upgraded
    assert fault(made(members, KEY)) == "forged"


@pytest.mark.parametrize("other", [0, 1])
def test_the_manifest_cannot_hide_the_upgrade(upgraded: dict[str, bytes], other: int) -> None:
    assert fault(made(upgraded, KEY)) is None
    assert fault(made(upgraded, KEY, lambda said: said.update(upgraded=other))) == "forged"


@pytest.fixture(scope="module")
def upgraded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    store = load(request, tmp_path_factory.mktemp("upgraded"), 2, "sqlite")
    store.ok("db", "upgrade")
    return parts(handed(store, names=False))


def test_what_the_upgrade_says_is_the_same_for_ever() -> None:
    """No text that people write as they like is held; what is held is of schema 3, whatever comes later."""
    held = {
        name: {field.column for field in noun.stored if field.column in COLUMNS[name]} for name, noun in NOUNS.items()
    }
    for name, noun in NOUNS.items():
        free = {field.column for field in noun.stored if field.may_name or field.personal}
        assert not held[name] & free and all(field.since <= 3 for field in noun.stored if field.column in held[name])
    spelled = json.dumps([COLUMNS, ENTRIES], sort_keys=True).encode()
    assert hashlib.sha256(spelled).hexdigest()[:16] == WRITTEN, "stores that were upgraded would be called damaged"


WRITTEN = "50a710b3505c541e"


@pytest.mark.parametrize("engine", ENGINES)
def test_at_home_a_past_that_was_rewritten_is_found(
    request: pytest.FixtureRequest, tmp_path: Path, engine: str
) -> None:
    """A village, its record, and all hashes after it: but not what the upgrade says."""
    store = load(request, tmp_path, 2, engine)
    store.ok("db", "upgrade")
    [(id, after)] = sql(
        store, "SELECT id, after FROM audit WHERE noun = 'project' AND object_id = 3 ORDER BY id DESC LIMIT 1"
    )
    said = json.loads(after) | {"persons": 77}
    rows = sql(store, f"SELECT id, {', '.join(FIELDS)}, login, hash FROM audit ORDER BY id")
    off = ["DROP TRIGGER audit_no_update"] if engine == "sqlite" else ["ALTER TABLE audit DISABLE TRIGGER ALL"]
    statements, previous = [*off, "UPDATE project SET persons = 77 WHERE id = 3"], ""
    for row in rows:
        record = dict(zip(("id", *FIELDS, "login", "hash"), row, strict=True))
        if record["id"] < id:
            previous = record["hash"]
            continue
        if record["id"] == id:
            record["after"] = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        record["previous"] = previous
        previous = record_hash(record)
        told = str(record["after"]).replace("'", "''")
        statements.append(
            f"UPDATE audit SET previous = '{record['previous']}', hash = '{previous}' WHERE id = {record['id']}"
        )
        if record["id"] == id:
            statements.append(f"UPDATE audit SET after = '{told}' WHERE id = {id}")
    sql(store, *statements)
    found = {row["what"] for row in store("check", "--format", "json").rows("findings") if row["rule"] == "audit"}
    [(upgrade,)] = sql(store, "SELECT id FROM audit WHERE action = 'upgrade'")
    assert found == {f"audit {upgrade}"}
