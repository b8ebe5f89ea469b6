"""A copy in one file, and its way back."""

from pathlib import Path

from conftest import Store, call


def names(db: str) -> list[str]:
    answer = call("--db", db, "village", "list", "--format", "json")
    return [row["name"] for row in answer.rows()]


def test_there_and_back(file_store: Store, tmp_path: Path) -> None:
    copy = str(tmp_path / "备份.db")
    file_store.ok("village", "add", "一村")
    file_store.ok("db", "backup", copy)
    file_store.ok("village", "add", "二村")
    assert names(copy) == ["一村"]
    assert file_store("db", "restore", copy).code == 1
    assert names(file_store.db) == ["一村", "二村"]
    file_store.ok("db", "restore", copy, "--yes")
    assert names(file_store.db) == ["一村"]
    file_store.ok("check")
    assert sorted(path.name for path in Path(file_store.db).parent.iterdir()) == ["aidtrack.db"]


def test_a_backup_replaces_nothing_unasked(file_store: Store, tmp_path: Path) -> None:
    copy = tmp_path / "备份.db"
    copy.write_text("mine")
    assert file_store("db", "backup", str(copy)).code == 1
    assert copy.read_text() == "mine"
    file_store.ok("db", "backup", str(copy), "--yes")
    assert names(str(copy)) == []


def test_a_restore_of_what_is_no_backup_leaves_the_store(file_store: Store, tmp_path: Path) -> None:
    file_store.ok("village", "add", "一村")
    (tmp_path / "text.db").write_text("hello")
    assert file_store("db", "restore", str(tmp_path / "text.db"), "--yes").code == 5
    assert file_store("db", "restore", str(tmp_path / "none.db"), "--yes").code == 4
    assert names(file_store.db) == ["一村"]


def test_a_restore_where_nothing_is_and_over_what_is_damaged(file_store: Store, tmp_path: Path) -> None:
    file_store.ok("village", "add", "一村")
    copy = str(tmp_path / "备份.db")
    file_store.ok("db", "backup", copy)
    fresh = str(tmp_path / "新.db")
    assert call("--db", fresh, "db", "restore", copy).code == 0
    assert names(fresh) == ["一村"]
    for content in (b"garbage" * 1000, b"", Path(copy).read_bytes()[:6000]):
        Path(file_store.db).write_bytes(content)
        assert file_store("village", "list").code == 5
        file_store.ok("db", "restore", copy, "--yes")
        assert names(file_store.db) == ["一村"]


def test_nowhere_to_write(file_store: Store, tmp_path: Path) -> None:
    answer = file_store("db", "backup", str(tmp_path / "no" / "备份.db"))
    assert (answer.code, "Traceback" in answer.err) == (4, False)


def test_a_server_has_its_own_tools(store: Store, tmp_path: Path) -> None:
    if store.engine == "postgresql":
        for verb in ("backup", "restore"):
            answer = store("db", verb, str(tmp_path / "x.db"))
            assert (answer.code, "pg_dump" in answer.err) == (2, True)
    else:
        store.ok("db", "backup", str(tmp_path / "x.db"))


def test_a_folder_that_is_not_there_is_named(file_store: Store, tmp_path: Path) -> None:
    copy = str(tmp_path / "nowhere" / "copy.db")
    answer = file_store("db", "backup", copy)
    assert (answer.code, copy in answer.err, file_store.db in answer.err) == (4, True, False), answer
