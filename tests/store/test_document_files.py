"""Files of documents: kept beside the store under their SHA-256, fetched only unchanged; what is missing or changed is found."""

import hashlib
from pathlib import Path

import pytest

from conftest import Answer, Store
from ledger.chain import dump
from store.raw import behind_the_guards

CONTENT = bytes(range(256)) * 9000  # over two blocks
SHA256 = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def home(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the store's files are to be; it holds two documents and none yet."""
    store.ok("document", "add", "大棚协议书", "--kind", "项目协议书", "--date", "2018-01-30")
    store.ok("document", "add", "../../工作方案")
    if store.engine == "sqlite":
        return Path(store.db + ".files")
    monkeypatch.setenv("AIDTRACK_FILES", str(tmp_path / "server"))
    return tmp_path / "server"


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "协议 (扫描).pdf"
    path.write_bytes(CONTENT)
    return path


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def kept(store: Store) -> dict[str, str | None]:
    return {row["name"]: row["kept"] for row in store.ok("report", "document", "--format", "json").rows()}


def alerts(store: Store) -> list[tuple[str, str]]:
    found = findings(store)
    assert {level for level, *_ in found} <= {"alert"}
    return [(rule, what) for _, rule, what in found]


def findings(store: Store) -> list[tuple[str, str, str]]:
    """(level, rule, what) of what check finds; its exit code is that of the gravest."""
    answer = store("check", "--format", "json")
    found = [(row["level"], row["rule"], row["what"]) for row in answer.rows("findings")]
    assert answer.code == (5 if any(level == "damage" for level, *_ in found) else 0)
    return found


def test_what_is_attached_comes_back(store: Store, home: Path, scan: Path, tmp_path: Path) -> None:
    answer = store.ok("document", "attach", "大棚协议书", str(scan), "--format", "json")
    [row] = answer.rows()
    assert (row["file"], row["sha256"]) == (scan.name, SHA256)
    assert contents(home) == {f"{SHA256[:2]}/{SHA256}": CONTENT}
    assert kept(store) == {"大棚协议书": "kept", "../../工作方案": None}
    out = tmp_path / "back.pdf"
    store.ok("document", "fetch", "大棚协议书", "-o", str(out))
    assert out.read_bytes() == CONTENT
    assert alerts(store) == []
    actions = [row["action"] for row in store.ok("log", "--noun", "document", "--format", "json").rows()]
    assert actions == ["add", "add", "edit"]
    store.ok("document", "attach", "大棚协议书", str(scan))  # the same once more changes nothing
    assert len(store.ok("log", "--noun", "document", "--format", "json").rows()) == 3


def test_a_name_is_data_and_never_a_path(store: Store, home: Path, scan: Path, tmp_path: Path) -> None:
    before = {path for path in tmp_path.parent.rglob("*") if path.is_file()}
    store.ok("document", "attach", "../../工作方案", str(scan))
    assert set(contents(home)) == {f"{SHA256[:2]}/{SHA256}"}
    assert {path for path in tmp_path.parent.rglob("*") if path.is_file()} - before <= {home / SHA256[:2] / SHA256}
    behind_the_guards(store, "UPDATE document SET sha256 = '../../../../etc/passwd' WHERE id = 2")
    answer = store("document", "fetch", "../../工作方案", "-o", str(tmp_path / "x"))
    assert (answer.code, (tmp_path / "x").exists()) == (5, False)
    assert kept(store)["../../工作方案"] == "missing"


def test_two_documents_may_have_one_file_and_a_new_one_takes_the_place(store: Store, home: Path, scan: Path) -> None:
    store.ok("document", "attach", "大棚协议书", str(scan))
    store.ok("document", "attach", "../../工作方案", str(scan))
    assert len(contents(home)) == 1
    scan.write_bytes(b"")
    store.ok("document", "attach", "大棚协议书", str(scan))
    assert sorted(contents(home).values()) == [b"", CONTENT]
    assert findings(store) == []  # the other one has the file still


def test_a_file_that_no_document_names_is_a_note(store: Store, home: Path, scan: Path) -> None:
    store.ok("document", "attach", "大棚协议书", str(scan))
    former = contents(home)
    scan.write_bytes(b"new")
    store.ok("document", "attach", "大棚协议书", str(scan))
    (home / "笔记.txt").write_text("mine")
    (home / ".document.another-host.1.new").write_text("on its way")
    assert findings(store) == [("note", "file", str(home))]
    for lang in ("zh", "en"):
        answer = store.ok("check", "--strict", lang=lang)
        assert all(name in answer.out for name in ("笔记.txt", *former)) and ".new" not in answer.out


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_file_that_is_missing_or_changed(store: Store, home: Path, scan: Path, tmp_path: Path, lang: str) -> None:
    store.ok("document", "attach", "大棚协议书", str(scan))
    [path] = [home / name for name in contents(home)]

    def fetch() -> Answer:
        answer = store("document", "fetch", "大棚协议书", "-o", str(tmp_path / "back"), lang=lang)
        assert answer.err.strip() and "Traceback" not in answer.err and not (tmp_path / "back").exists()
        return answer

    path.write_bytes(CONTENT[:-1] + b"!")
    assert (fetch().code, kept(store)["大棚协议书"], findings(store)) == (
        5,
        "changed",
        [("damage", "file", "document 1")],
    )
    assert ("改动" if lang == "zh" else "changed") in store("check", lang=lang).out
    path.unlink()
    assert (fetch().code, kept(store)["大棚协议书"], alerts(store)) == (4, "missing", [("file", "document 1")])
    assert ("缺失" if lang == "zh" else "missing") in store.ok("check", lang=lang).out
    assert store("check", "--strict").code == 1
    store.ok("document", "attach", "大棚协议书", str(scan))
    assert alerts(store) == []


def test_what_cannot_be_attached_or_fetched(store: Store, home: Path, scan: Path, tmp_path: Path) -> None:
    before = dump(store)
    for code, *args in (
        (1, "attach", "无此文件", str(scan)),
        (4, "attach", "大棚协议书", str(tmp_path / "none.pdf")),
        (2, "attach", "大棚协议书", str(tmp_path)),
        (1, "fetch", "大棚协议书", "-o", str(tmp_path / "back")),
        (2, "fetch", "大棚协议书"),
    ):
        answer = store("document", *map(str, args))
        assert (answer.code, bool(answer.err.strip())) == (code, True), answer
    assert dump(store) == before
    assert not home.exists() or contents(home) == {}
    assert not (tmp_path / "back").exists()


def test_nothing_is_written_over_a_store(file_store: Store, scan: Path) -> None:
    file_store.ok("document", "add", "协议")
    file_store.ok("document", "attach", "协议", str(scan))
    before = Path(file_store.db).read_bytes()
    assert file_store("document", "fetch", "协议", "-o", file_store.db).code == 2
    assert Path(file_store.db).read_bytes() == before


def test_a_folder_that_cannot_be_made(file_store: Store, scan: Path) -> None:
    file_store.ok("document", "add", "协议")
    home = Path(file_store.db + ".files")
    home.write_text("another's")
    answer = file_store("document", "attach", "协议", str(scan))
    assert (answer.code, str(home) in answer.err, home.read_text()) == (4, True, "another's")
    assert kept(file_store) == {"协议": None}


def test_a_server_without_a_folder_says_so(
    server_store: Store, scan: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    store = server_store
    store.ok("document", "add", "协议")
    monkeypatch.delenv("AIDTRACK_FILES", raising=False)
    answer = store("document", "attach", "协议", str(scan))
    assert (answer.code, "AIDTRACK_FILES" in answer.err) == (4, True)
    monkeypatch.setenv("AIDTRACK_FILES", str(tmp_path / "server"))
    store.ok("document", "attach", "协议", str(scan))
    monkeypatch.delenv("AIDTRACK_FILES")
    assert kept(store) == {"协议": "unseen"}
    assert alerts(store) == [("file", "document")]
    assert "AIDTRACK_FILES" in store.ok("report", "document").out


def test_a_backup_says_where_the_files_are(file_store: Store, scan: Path, tmp_path: Path) -> None:
    file_store.ok("document", "add", "协议")
    assert "--files" not in file_store.ok("db", "backup", str(tmp_path / "one.db")).err
    file_store.ok("document", "attach", "协议", str(scan))
    assert (
        f"{file_store.db}.files: --files copies them too" in file_store.ok("db", "backup", str(tmp_path / "two.db")).err
    )
