"""An office that says with its own key what its log cannot say: nothing of it is taken, and what is there stays and can be read."""

import json
from pathlib import Path
from typing import Any

import pytest

from aidtrack.values.record import record_hash
from bundle.kept import KEY, handed, made, parts
from conftest import Store
from store.raw import sql

RECORDS = "records.jsonl"
Record = dict[str, Any]
STORE = "0" * 8 + "-0000" * 3 + "-" + "0" * 12


def signed(members: dict[str, bytes], **record: Any) -> bytes:
    """The bundle with one more record at the end of its chain."""
    head, *rows = map(json.loads, members[RECORDS].splitlines())
    last: Record = dict(zip(head, rows[-1], strict=True))
    more = dict.fromkeys(head) | {"id": last["id"] + 1, "at": last["at"], "actor": "a", "action": "add", **record}
    more["previous"] = last["hash"]
    more["hash"] = record_hash(more)
    lines = [*members[RECORDS].splitlines(), json.dumps([more[name] for name in head]).encode(), b""]

    def goes_on(said: Record) -> None:
        said |= {"head": more["hash"], "to": more["id"]}

    return made(members | {RECORDS: b"\n".join(lines)}, KEY, goes_on)


def adopted(**said: Any) -> Record:
    return {"action": "adopt", "noun": "store", "object_id": 2, "after": json.dumps(said)}


def entry(id: int, **said: Any) -> Record:
    kept = {"amount_fen": 1, "date": "2018-01-01", "fund_id": 1, "kind": "receipt"} | said
    return {"noun": "entry", "object_id": id, "after": json.dumps(kept)}


def closed(id: int, **said: Any) -> Record:
    kept = {"after_entry_id": 1, "period": "2018", "through": "2018-12-31"} | said
    return {"action": "close", "noun": "books", "object_id": id, "after": json.dumps(kept)}


LIES: dict[str, Record] = {
    "a copy of nothing": adopted(),
    "a store that is SQL": adopted(store_id=STORE, copy_of="'||(1)--", after_entry_id=1),
    "a copy since a word": adopted(store_id=STORE, copy_of=STORE, after_entry_id="x"),
    "a copy since beyond 64 bits": adopted(store_id=STORE, copy_of=STORE, after_entry_id=10**30),
    "a copy since below nothing": adopted(store_id=STORE, copy_of=STORE, after_entry_id=-1),
    "written at no time": {"noun": "setting", "at": "yesterday", "after": '{"name":"office_name","value":"x"}'},
    "of what there is not": {"noun": "sqlite_master", "object_id": 1, "after": "{}"},
    "a setting without a name": {"noun": "setting", "after": '{"value":"x"}'},
    "an entry beyond the office's ids": entry(10**9 + 5),
    "an entry of another office's fund": entry(50, fund_id=10**9 + 1),
    "an entry of no fund": entry(50, fund_id=99),
    "an entry on no day": entry(50, date="2018-13-41"),
    "an entry of all there is": entry(50, amount_fen=2**63 - 1),
    "an entry that is not in the sums": entry(50),
    "books of another office": closed(10**9 + 5),
    "books closed beyond its ids": closed(2, after_entry_id=10**12),
    "books closed through no day": closed(2, through="x"),
}
REPORTS = ("report office", "report fund", "report alerts", "log --office 621122", "export spending --office 621122", "check --strict")  # fmt: skip


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    store = Store(str(tmp_path_factory.mktemp("good") / "aid.db"), "sqlite")
    store.ok("init", "--office", "621122")
    store.run("village add 石桥村", "fund add 专项资金", "receipt add 1000 --fund 专项资金 --date 2018-01-02")
    return parts(handed(store))


@pytest.fixture(scope="module")
def above(good: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("above")
    store = Store(str(folder / "above.db"), "sqlite")
    store.ok("init", "--collection")
    assert result(store, folder, made(good, KEY)) == "new"
    return store


def result(store: Store, folder: Path, data: bytes, *options: str) -> str:
    (folder / "x.aidb").write_bytes(data)
    return str(store("receive", str(folder / "x.aidb"), "--format", "json", *options).rows("bundles")[0]["result"])


@pytest.mark.parametrize("lie", LIES)
def test_a_record_that_no_office_writes_is_not_taken(
    above: Store, good: dict[str, bytes], lie: str, tmp_path: Path
) -> None:
    before = sql(above, "SELECT max(id), count(*) FROM office_audit"), sql(above, "SELECT count(*) FROM audit")
    assert result(above, tmp_path, signed(good, **LIES[lie])) in ("forged", "damaged")
    assert before == (
        sql(above, "SELECT max(id), count(*) FROM office_audit"),
        sql(above, "SELECT count(*) FROM audit"),
    )
    new = Store(str(tmp_path / "new.db"), "sqlite")
    new.ok("init", "--collection")
    assert result(new, tmp_path, signed(good, **LIES[lie])) in ("forged", "damaged")
    assert new.ok("report", "office", "--format", "json").rows() == []


def test_what_is_there_can_be_read_after_all_of_it(above: Store) -> None:
    for report in REPORTS:
        above.ok(*report.split())


@pytest.mark.parametrize(("name", "value", "expected"), [
    ("number", "620623", "unknown"), ("office", "620623", "new"), ("store_id", STORE, "unknown"),
    ("number", "9999999", "forged"), ("entries", 10**17, "damaged"), ("funds", {"1": {"receipt": 1}}, "damaged"),
    ("funds", {"9" * 25: {"receipt": 1}}, "forged"), ("funds", {"1": {"receipt": 100_000}, "77": {"loan": 1}}, "damaged"),
])  # fmt: skip
def test_a_manifest_of_the_office_s_own_key_that_lies(
    good: dict[str, bytes], tmp_path: Path, name: str, value: object, expected: str
) -> None:
    """Another's number or store, sums that its entries do not come to. Its own code it may change."""
    above = Store(str(tmp_path / "above.db"), "sqlite")
    above.ok("init", "--collection")
    assert result(above, tmp_path, made(good, KEY)) == "new"

    def lies(said: Record) -> None:
        said[name] = value

    later = parts(signed(good, noun="setting", after='{"name":"iati_org_name","value":"x"}'))
    kept = sql(above, "SELECT code, received_to FROM office")
    assert result(above, tmp_path, made(later, KEY, lies)) == expected
    assert (kept == sql(above, "SELECT code, received_to FROM office")) == (expected != "new")


def test_of_which_batch_a_row_is_beside_sealed_records(tmp_path: Path) -> None:
    """Sealed records may each be of one row that they gave to a batch: of no more rows, and of no batch that there is not."""
    store, above = Store(str(tmp_path / "aid.db"), "sqlite"), Store(str(tmp_path / "above.db"), "sqlite")
    store.ok("init", "--office", "621122")
    store.take(tmp_path, {"村": "村名\n石桥村\n水泉村\n河东村\n", "资金": "资金名称\n专项资金\n"})
    store.run(
        "household add H1 --village 石桥村 --head 欧阳示例",
        "village edit 水泉村 --note 欧阳示例家",
        "village edit 水泉村 --note 好",
    )
    above.ok("init", "--collection")
    members = parts(handed(store, names=False))
    head, *rows = map(json.loads, members["left.jsonl"].splitlines())
    noun, batch = head.index("noun"), head.index("batch_id")
    sealed = sum(
        json.loads(line)[head_of(members).index("action")] is None for line in members[RECORDS].splitlines()[1:]
    )
    villages = [at for at, row in enumerate(rows) if row[noun] == "village"]
    assert (sealed, len(villages), {rows[at][batch] for at in villages}) == (2, 3, {1})
    for changed, to, expected in ((3, None, "forged"), (1, 9, "forged"), (0, 1, "new")):
        told = [
            [*row[:batch], to, *row[batch + 1 :]] if at in villages[:changed] else row for at, row in enumerate(rows)
        ]
        lines = [json.dumps(line).encode() for line in (head, *told)]
        assert result(above, tmp_path, made(members | {"left.jsonl": b"\n".join([*lines, b""])}, KEY)) == expected


def head_of(members: dict[str, bytes]) -> list[str]:
    """The columns of its records."""
    return [*map(str, json.loads(members[RECORDS].splitlines()[0]))]


def test_two_that_contradict_each_other_in_one_run(good: dict[str, bytes], tmp_path: Path) -> None:
    """Both of one office and key, each whole: neither is taken, whatever their order, and the next good one is."""
    above = Store(str(tmp_path / "above.db"), "sqlite")
    above.ok("init", "--collection")
    told = [tmp_path / f"{at}.aidb" for at in range(2)]
    for at, file in enumerate(told):
        file.write_bytes(signed(good, noun="setting", after=json.dumps({"name": "iati_org_name", "value": str(at)})))
    for files in (told, told[::-1]):
        answer = above("receive", *map(str, files), "--format", "json")
        assert (answer.code, [row["result"] for row in answer.rows("bundles")]) == (1, ["diverged", "diverged"])
        assert above.ok("report", "office", "--format", "json").rows() == []
    assert result(above, tmp_path, told[1].read_bytes()) == "new"
