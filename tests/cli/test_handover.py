"""Handing over, as an office does it: which records, which key, what the log says of it, and what stays at home."""

import io
import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from aidtrack.bundle.content import ENTRY_ROW, PARTS, Bundle, every_entry, is_sealed
from aidtrack.bundle.keys import Key, fingerprint, is_of
from aidtrack.bundle.opened import opened
from aidtrack.ledger.entry import ENTRY, ENTRY_COLUMNS, ORIGIN
from aidtrack.nouns import NOUNS
from aidtrack.store.engine.connection import SCHEMA, read
from aidtrack.store.log.chain import BESIDE
from aidtrack.store.log.naming import FREE, READ, SEALED
from aidtrack.store.log.personal_values import hash_in
from bundle.kept import parts
from collection.parts import part, tables
from conftest import Store
from store.raw import sql


@pytest.fixture
def office(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Of somebody whose settings nobody else has."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "own"))
    monkeypatch.setenv("AIDTRACK_FILES", str(tmp_path / "files"))
    monkeypatch.chdir(tmp_path)
    store.run(
        "db setting office 621122",
        "village add V",
        "fund add F --source self",
        "receipt add 100 --fund F --date 2018-01-01",
    )
    return store


def bundle(name: str) -> Bundle:
    return opened(io.BytesIO(Path(name).read_bytes()), SCHEMA)


def records_of(store: Store) -> list[int]:
    return [id for (id,) in sql(store, "SELECT id FROM audit ORDER BY id")]


def records(name: str) -> tuple[int, int]:
    found = bundle(name).manifest
    return found.since, found.to


def said(store: Store) -> list[dict[str, Any]]:
    rows = store.json("log")["tables"][0]["rows"]
    return [json.loads(row["after"]) for row in rows if row["action"] == "handover"]


def test_the_first_makes_the_key(office: Store, tmp_path: Path) -> None:
    answer = office.ok("handover", "-o", "1.aidb")
    [key] = (tmp_path / "own/aidtrack/keys").iterdir()
    seed = Key(bytes.fromhex(key.read_text().split("\n")[1]))
    found = bundle("1.aidb").manifest
    assert found.key == seed.public and fingerprint(seed.public) in answer.err
    assert (found.office, found.number, found.since, found.is_complete) == ("621122", "621122", 0, True)
    assert (found.entries, found.funds) == (1, {1: {"receipt": 10000}})
    assert f"{(tmp_path / '1.aidb').stat().st_size:,} bytes" in answer.err
    shown = office.json("key", "show")["tables"][0]["rows"][0]
    assert is_of(seed.public, shown["fingerprint"].upper().replace("-", " ")) and shown["store_id"] == found.store_id
    if sys.platform != "win32":
        assert (key.stat().st_mode & 0o777, key.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert said(office) == [{"to": found.to, "head": found.head, "file": "1.aidb"}]
    office.ok("check")


def test_each_begins_where_the_last_but_one_ended(office: Store) -> None:
    """So that one that is lost is made good; what says of handing over is no news."""
    ends = [0, 0]
    for number in range(1, 5):
        office.ok("village", "add", f"V{number}")
        office.ok("handover", "-o", f"{number}.aidb")
        since, to = records(f"{number}.aidb")
        assert since == ends[-2] and to > ends[-1]
        ends.append(to)
    again = office.ok("handover", "-o", "5.aidb")
    assert "Nothing is new" in again.err
    assert Path("5.aidb").read_bytes() == Path("4.aidb").read_bytes()
    office.ok("handover", "-o", "6.aidb", "--all")
    office.ok("handover", "-o", "7.aidb", "--since", str(ends[-2]))
    assert records("6.aidb") == (0, ends[-1]) and records("7.aidb") == (ends[-2], ends[-1])
    assert [one["file"] for one in said(office)] == [f"{number}.aidb" for number in range(1, 8)]
    refused = office("handover", "-o", "8.aidb", "--since", "999")
    assert refused.code == 1 and f"next to it: {ends[-1]}." in refused.err and not Path("8.aidb").exists()


def test_a_number_that_no_record_has_is_none_to_go_on_from(office: Store) -> None:
    """A server leaves out those of what it refused."""
    first = records_of(office)[-1]
    if office.engine == "postgresql":
        sql(office, "SELECT nextval(pg_get_serial_sequence('audit', 'id')) FROM generate_series(1, 3)")
    office.ok("village", "add", "V1")
    second = records_of(office)[-1]
    assert (office.engine == "postgresql") == (second > first + 1)
    for left_out in range(first + 1, second):
        answer = office("handover", "-o", "1.aidb", "--since", str(left_out), lang="zh")
        assert (answer.code, f"{first}, {second}" in answer.err) == (1, True), answer
    assert not Path("1.aidb").exists()


def test_what_is_refused_writes_nothing(office: Store) -> None:
    office.ok("handover", "-o", "1.aidb")
    kept, told = Path("1.aidb").read_bytes(), len(said(office))
    office.ok("village", "add", "W")
    for words, code in (("-o 1.aidb", 1), ("-o 1.zip", 2), ("-o -", 2), ("-o x.aidb --all --since 1", 2), ("-o x.aidb --since x", 2), ("", 2), ("-o fehlt/x.aidb", 4)):  # fmt: skip
        assert office("handover", *words.split()).code == code, words
    office.ok("db", "setting", "office", "")
    unnamed = office("handover", "-o", "x.aidb")
    assert unnamed.code == 1 and "db setting office" in unnamed.err
    assert Path("1.aidb").read_bytes() == kept and not Path("x.aidb").exists() and len(said(office)) == told
    office.ok("db", "setting", "office", "LX-1")
    office.ok("handover", "-o", "1.aidb", "--force")
    assert (bundle("1.aidb").manifest.office, bundle("1.aidb").manifest.number) == ("LX-1", "621122")


def test_the_number_stays_once_it_is_known_above(office: Store) -> None:
    office.ok("db", "setting", "number", "901")
    office.ok("handover", "-o", "1.aidb")
    for value in ("902", ""):
        assert office("db", "setting", "number", value).code == 1
    office.ok("db", "setting", "number", "901")
    office.ok("db", "adopt", "--office", "620623")
    office.ok("handover", "-o", "2.aidb")
    assert bundle("2.aidb").manifest.number == "620623" and records("2.aidb")[0] == 0
    office.run("db adopt --office LX-1")
    assert "no number" in office.ok("handover", "-o", "3.aidb").err
    assert bundle("3.aidb").manifest.number == ""
    office.ok("db", "setting", "office", "621122")
    office.ok("handover", "-o", "4.aidb")
    assert bundle("4.aidb").manifest.number == ""


def test_a_key_that_is_elsewhere_is_missed(office: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    office.ok("handover", "-o", "1.aidb")
    first = office.json("key", "show")["tables"][0]["rows"][0]["fingerprint"]
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "another"))
    for words in (("key", "show"), ("handover", "-o", "2.aidb")):
        answer = office(*words)
        assert answer.code == 1 and "key new" in answer.err
    assert not Path("2.aidb").exists()
    office.ok("key", "new")
    office.ok("handover", "-o", "2.aidb")
    second = fingerprint(bundle("2.aidb").manifest.key)
    assert second != first == fingerprint(bundle("1.aidb").manifest.key)
    office.ok("key", "new", "--yes")
    assert len([*(tmp_path / "another/aidtrack/keys").iterdir()]) == 2  # the one before is kept
    [key] = (tmp_path / "another/aidtrack/keys").glob("*.key")
    key.write_text("x")
    assert office("handover", "-o", "3.aidb").code == office("key", "show").code == 5


def test_names_stay_at_home(office: Store) -> None:
    office.run(
        "household add H1 --village V --head 张三丰",
        "project add P --village V", "allocation add 50 --fund F --project P --date 2018-01-02",
        "spending add 7 --fund F --project P --date 2018-02-01 --payee 张三丰",
        "spending add 8 --fund F --project P --date 2018-02-01 --payee 示例公司",
    )  # fmt: skip
    office.ok("handover", "-o", "1.aidb")
    found = bundle("1.aidb")
    payees = [hash_in(entry["payee"]) for entry in every_entry(found) if entry["kind"] == "spending"]
    told = [(row["shown"], row["value"]) for row in found.personal.named() if row["hash"] in payees]
    assert told == [("张**", None), ("示例公司", "示例公司")]
    assert not any(is_sealed(record) for record in found.records.named())
    assert [
        (row["shown"], row["salt"], row["value"]) for row in found.personal.named() if row["noun"] == "household"
    ] == [("张**", None, None)]
    office.ok("handover", "-o", "2.aidb", "--with-names")
    whole = bundle("2.aidb")
    assert (
        sorted(str(row["value"]) for row in whole.personal.named()) == ["张三丰", "张三丰", "示例公司"]
        and whole.manifest.names
    )
    assert said(office)[-1]["names"] == 1


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_name_in_a_text_is_said(office: Store, lang: str) -> None:
    office.run(
        "household add H1 --village V --head 张三丰", "household edit H1 --note 张三丰之妻", "village edit V --note 找张三丰",
        "project add P --village V", "allocation add 50 --fund F --project P --date 2018-01-02",
        "spending add 7 --fund F --project P --date 2018-02-01 --purpose 张三丰家房屋",
    )  # fmt: skip
    refused = office("handover", "-o", "1.aidb", lang=lang)
    assert refused.code == 1 and not Path("1.aidb").exists() and not said(office)
    for command in (
        "household edit id:1 --note 「…」",
        "village edit id:1 --note 「…」",
        "spending correct 3 --purpose 「…」 --reason 「…」",
    ):
        assert command in refused.err
    office.ok("handover", "-o", "names.aidb", "--with-names")
    office.run(
        "household edit H1 --note 妻", "village edit V --note 找", "spending correct 3 --purpose 房屋 --reason 改"
    )
    office.ok("handover", "-o", "1.aidb", "--all")
    texts = {entry["purpose"] for entry in every_entry(bundle("1.aidb"))}
    assert texts == {None, "房屋"}


def test_a_backup_is_called_in_the_log_without_names(
    file_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The log keeps for ever what was restored, and whoever receives it must read it."""
    office = file_store
    monkeypatch.chdir(tmp_path)
    office.run(
        "db setting office 621122",
        "village add V",
        "household add H1 --village V --head 张三丰",
        "db backup 张三丰家.db",
        "db restore 张三丰家.db --yes",
    )
    assert office.ok("log", "--format", "json", "--show-personal").out.count("张三丰家.db") == 0
    office.ok("handover", "-o", "1.aidb")
    [restored] = [
        json.loads(str(one["after"])) for one in bundle("1.aidb").records.named() if one["action"] == "restore"
    ]
    assert restored["file"] == "张**家.db"


def test_files_come_where_they_are_wanted(office: Store) -> None:
    Path("协议.pdf").write_bytes(b"%PDF" + bytes(range(256)))
    office.run("document add D1", "document attach D1 协议.pdf", "document add D2")
    assert "not in it: 1" in office.ok("handover", "-o", "1.aidb").err
    assert not bundle("1.aidb").files
    office.ok("handover", "-o", "2.aidb", "--with-files")
    [opening] = bundle("2.aidb").files.values()
    with opening() as file:
        assert file.read() == Path("协议.pdf").read_bytes()


def test_thresholds_travel(office: Store) -> None:
    office.ok("handover", "-o", "1.aidb")
    assert bundle("1.aidb").manifest.thresholds == {}
    Path("aidtrack.toml").write_text('[alerts]\nidle_years = 3\noff = ["no_notice"]\n', "utf-8")
    office.ok("handover", "-o", "2.aidb")
    assert bundle("2.aidb").manifest.thresholds == {"idle_years": "3", "off": "no_notice"}


# Texts of nouns and entries that nobody is looked for in: what names places, and words of lists.
NOT_SEARCHED = {
    "village": {"name", "alias", "township", "county", "prefecture", "province"}, "category": {"name"}, "fund": {"earmark_category"},
    "project": {"category"}, "measure": {"category"}, "activity": {"kind"}, "document": {"kind"}, "indicator": {"name"},
}  # fmt: skip
# Of the other parts of a bundle: what is searched or masked, and what can hold no name but that of who recorded it.
PARTS_TOLD = {
    "records": {"before", "after"}, "batch_files": {"name", "sheet", "heading"}, "left": {"values"}, "personal": {"shown", "value"},
    "batches": set[str](), "closed_figures": set[str](),
}  # fmt: skip
OF_NO_NAME = {"id", "at", "actor", "action", "noun", "object_id", "batch_id", "previous", "login", "hash", "kind", "undoes", "entries", "first_entry_id",
              "last_entry_id", "file_no", "sha256", "encoding", "row_count", "as_of", "stands", "stood", "closing_id", "fund_id", "project_id",
              "village_id", "fen", "field", "salt"}  # fmt: skip


def test_every_text_that_leaves_is_searched_or_can_hold_no_name() -> None:
    """So that a column, a part or a kind of record that comes later is not forgotten."""
    for noun in (*NOUNS.values(), ENTRY):
        texts = {field.column for field in noun.stored if field.is_free and not field.kind.fixed}
        hidden = {field.column for field in noun.stored if field.personal or field.may_be_head}
        assert texts - hidden - {*FREE[noun.name]} == NOT_SEARCHED.get(noun.name, set()), noun.name
    assert {*PARTS_TOLD, "entries"} == {*PARTS}
    for one, told in PARTS_TOLD.items():
        assert {*PARTS[one]} - told <= OF_NO_NAME, one
    assert {*ENTRY_ROW} == {"id", *ENTRY_COLUMNS, *ORIGIN}
    assert {*SEALED} | {*READ} | {"office", "place"} == {*BESIDE} and not {*SEALED} & {*READ}


def test_names_in_what_is_logged_beside(office: Store, tmp_path: Path) -> None:
    """What a file or a sheet is called, and why a batch was undone, leaves without the name; what must be read is told of."""
    office.run(
        "household add H1 --village V --head 张三丰",
        "project add P --village V",
        "allocation add 50 --fund F --project P --date 2018-01-02",
    )
    Path("张三丰支出.csv").write_text(
        "日期,项目,资金,支出金额(元),收款人,流水号\n2018-02-01,P,F,7,示例公司,凭1\n", "utf-8"
    )
    office.ok("import", "张三丰支出.csv")
    office.ok("batch", "undo", "1", "--yes", "--over", "张三丰说重了")
    office.ok("import", "张三丰支出.csv")
    office.ok("household", "list", "--show-personal")
    office.ok("handover", "-o", "1.aidb")
    assert b"\xe4\xb8\x89\xe4\xb8\xb0" not in b"".join(parts(Path("1.aidb").read_bytes()).values())
    assert {row["name"] for row in bundle("1.aidb").batch_files.named()} == {"张**支出.csv"}
    above = Store(str(tmp_path / "above.db"), "sqlite")
    above.ok("init", "--collection")
    above.ok("receive", "1.aidb")
    above.ok("check")
    with read(office.target) as connection:
        own, its = tables(connection), part(above.target, 621122)
    assert {name for name in own if own[name] != its[name]} == {"household", "batch", "batch_file"}
    for words in (
        "db close 2017 --over 张三丰补报",
        "db setting complaint_channel 张三丰12345",
        "db setting office_name 张三丰办",
    ):
        refused = office(*words.split())
        assert refused.code == 1 and "张**" in refused.err and "for ever" in refused.err
    office.run("db close 2017", "db reopen 2017 --reason 李四光补报", "household add H2 --village V --head 李四光")
    refused = office("handover", "-o", "2.aidb")
    assert refused.code == 1 and "never changed" in refused.err and not Path("2.aidb").exists()
    office.ok("handover", "-o", "2.aidb", "--with-names")


def test_places_are_called_after_nobody(office: Store) -> None:
    office.run(
        "village add 高山村 --county 陇西县",
        "household add H1 --village 高山村 --head 高山",
        "project add 高山村道路 --village 高山村",
    )
    office.ok("handover", "-o", "1.aidb")
    office.ok("project", "add", "高山家危房", "--village", "高山村")
    refused = office("handover", "-o", "2.aidb")
    assert refused.code == 1 and re.search(r"aidtrack --db \S+ project edit id:2 --name 「…」", refused.err), refused
    office.ok("project", "edit", "2", "--name", "H1家危房")
    assert " project edit id:2 --alias" in office("handover", "-o", "2.aidb").err  # what it was called before stays one
    office.ok("project", "edit", "2", "--alias", "")
    office.ok("handover", "-o", "2.aidb")
    assert "高山家".encode() not in b"".join(parts(Path("2.aidb").read_bytes()).values())
