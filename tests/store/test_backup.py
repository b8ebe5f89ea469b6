"""A copy in one file, and its way back."""

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from aidtrack.errors import Environment
from aidtrack.files import drafts
from aidtrack.store.engine import connection
from aidtrack.store.engine.target import Target
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.proof import replacing
from aidtrack.store.schema import make
from conftest import Store, call
from store.raw import behind_the_guards, sql
from store.test_upgrade import OLDER


def names(db: str) -> list[str]:
    answer = call("--db", db, "village", "list", "--format", "json")
    return [row["name"] for row in answer.rows()]


def test_who_was_forgotten_since_is_told(file_store: Store, tmp_path: Path) -> None:
    """The backup names him again, and its log knows nothing of it; who was forgotten before is named by neither."""
    copy, forget = str(tmp_path / "备份.db"), "household forget {} --reason 本人要求"
    file_store.run(
        "village add V",
        *(f"household add H{at} --village V --head {name}" for at, name in enumerate(("张三丰", "李四光"))),
    )
    file_store.run(forget.format("H0"), f"db backup {copy}", forget.format("H1"))
    for lang, said in (("en", "which names them again: 1."), ("zh", "姓名又回来了的户:1 户")):
        told = file_store.ok("db", "restore", copy, "--yes", lang=lang).err
        assert said in told and "household forget id:2 --reason 「…」" in told and "id:1" not in told
        file_store.run("household forget id:2 --reason 本人要求", "check")
    file_store.ok("db", "restore", f"{file_store.db}.before-restore", "--yes")
    told = file_store.ok("db", "restore", f"{file_store.db}.before-restore-2", "--yes").err
    assert "names them again" not in told
    other = Store(str(tmp_path / "另一本.db"), "sqlite")
    other.ok("init")
    assert "again" not in other.ok("db", "restore", copy, "--yes").err


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
    assert sorted(path.name for path in Path(file_store.db).parent.iterdir()) == [
        "aidtrack.db",
        "aidtrack.db.before-restore",
    ]


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


def test_what_a_dead_run_of_the_same_number_left_is_in_nobodys_way(file_store: Store, tmp_path: Path) -> None:
    """In a container every run may have it."""
    file_store.ok("village", "add", "一村")
    copy, new = tmp_path / "备份.db", tmp_path / "新.db"
    for path, words in ((copy, ("--db", file_store.db, "db", "backup", str(copy))), (new, ("--db", str(new), "init"))):
        for left in (b"half a store", Path(file_store.db).read_bytes()):
            path.unlink(missing_ok=True)
            drafts.draft_of(path).write_bytes(left)
            assert call(*words).code == 0
            assert names(str(path)) == (["一村"] if path == copy else [])
    assert [*tmp_path.glob(".*")] == []


def test_a_journal_that_cannot_be_taken_away_stays_in_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite takes it away as its last step; where that fails, so does the command, and what it had begun goes."""

    def fails(draft: Target) -> None:
        Path(f"{draft.path}-journal").write_bytes(b"what was there before")
        raise Environment("", "")

    monkeypatch.setattr(make, "_build", fails)
    assert call("--db", str(tmp_path / "新.db"), "init").code == 4
    assert [*tmp_path.iterdir()] == []


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


def hot_journal(path: Path) -> bytes:
    """What a writer that was killed in the middle leaves beside a store: SQLite plays it back into whatever is there next."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA cache_size = 1")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("CREATE TABLE filler (text)")
    connection.executemany("INSERT INTO filler VALUES (?)", [("x" * 3000,)] * 50)
    connection.execute("UPDATE setting SET value = value")
    left = Path(f"{path}-journal").read_bytes()
    connection.execute("ROLLBACK")
    connection.close()
    return left


def test_a_journal_of_another_store_is_never_played_back(file_store: Store, tmp_path: Path) -> None:
    """Into a missing place, a damaged store's, a backup's, and that of a store that `init` makes."""
    journal = hot_journal(Path(file_store.db))
    for name in ("一村", "二村", "三村"):
        file_store.ok("village", "add", name)
    copy = tmp_path / "备份.db"
    for command, stands in (
        (("--db", "{0}", "db", "restore", str(copy)), None),
        (("--db", "{0}", "db", "restore", str(copy), "--yes"), b"garbage" * 1000),
        (("--db", file_store.db, "db", "backup", "{0}"), None),
        (("--db", file_store.db, "db", "backup", "{0}", "--yes"), b"an older one"),
        (("--db", "{0}", "init"), None),
    ):
        copy.unlink(missing_ok=True)
        file_store.ok("db", "backup", str(copy))
        path = tmp_path / "a" / "aid.db"
        path.parent.mkdir()
        if stands is not None:
            path.write_bytes(stands)
        Path(f"{path}-journal").write_bytes(journal)
        answer = call("--lang", "en", *(word.format(path) for word in command))
        assert (answer.code, f"{path}-journal.set-aside" in answer.out + answer.err) == (0, True), answer
        assert names(str(path)) == ([] if command[2] == "init" else ["一村", "二村", "三村"])
        assert call("--db", str(path), "check", "--strict").code == 0
        assert Path(f"{path}-journal.set-aside").read_bytes() == journal
        shutil.rmtree(path.parent)


def test_a_restore_is_a_record_of_the_log_with_what_it_replaced(file_store: Store, tmp_path: Path) -> None:
    copy = str(tmp_path / "备份.db")
    file_store.ok("village", "add", "一村")
    file_store.ok("db", "backup", copy)
    file_store.ok("village", "add", "二村")
    replaced = file_store.json("db", "info")["tables"][0]["rows"][0]["head"]
    for kept in ("before-restore", "before-restore-2"):
        answer = file_store.ok("db", "restore", copy, "--yes")
        assert f"{file_store.db}.{kept}" in answer.out + answer.err
        assert (answer.out + answer.err).count("before-restore") == 1  # what was kept before is not told again
    assert names(f"{file_store.db}.before-restore") == ["一村", "二村"]
    assert names(f"{file_store.db}.before-restore-2") == ["一村"]
    [record] = file_store.json("log", "--noun", "store")["tables"][0]["rows"]
    assert (record["action"], json.loads(record["after"])["file"]) == ("restore", "备份.db")
    assert json.loads(record["after"])["replaced"] != replaced  # the first restore's own record stood in between
    first = Store(f"{file_store.db}.before-restore-2", "sqlite").json("log", "--noun", "store")["tables"][0]["rows"]
    assert json.loads(first[0]["after"])["replaced"] == replaced
    assert "备份.db" in file_store.ok("log", "--noun", "账本").out


def test_who_has_the_store_open_goes_on_in_what_was_restored(file_store: Store, tmp_path: Path) -> None:
    copy = str(tmp_path / "备份.db")
    file_store.ok("village", "add", "一村")
    file_store.ok("db", "backup", copy)
    file_store.ok("village", "add", "二村")
    Path(file_store.db).chmod(0o640)
    open_since = sqlite3.connect(file_store.db, isolation_level=None)
    assert open_since.execute("SELECT count(*) FROM village").fetchone() == (2,)
    file_store.ok("db", "restore", copy, "--yes")
    assert open_since.execute("SELECT count(*) FROM village").fetchone() == (1,)
    open_since.execute("INSERT INTO setting (name, value) VALUES ('mine', '1')")
    open_since.close()
    assert sql(file_store, "SELECT count(*) FROM setting WHERE name = 'mine'") == [(1,)]
    assert Path(file_store.db).stat().st_mode & 0o777 == 0o640


def test_nothing_is_replaced_that_someone_writes_to(
    file_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither while he writes, nor what he wrote after it was looked at."""
    copy = str(tmp_path / "备份.db")
    file_store.ok("db", "backup", copy)
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.2)
    other = sqlite3.connect(file_store.db, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert file_store("db", "restore", copy, "--yes").code == 3
    other.execute("ROLLBACK")
    over = replacing._copy_over

    def late(*args: Any) -> None:
        other.execute("INSERT INTO setting (name, value) VALUES ('mine', '1')")
        over(*args)

    monkeypatch.setattr(replacing, "_copy_over", late)
    assert file_store("db", "restore", copy, "--yes").code == 3
    other.close()
    assert sql(file_store, "SELECT count(*) FROM setting WHERE name = 'mine'") == [(1,)]
    assert [path.name for path in Path(file_store.db).parent.iterdir()] == ["aidtrack.db"]


def test_what_is_not_this_programs_or_newer_is_never_replaced(file_store: Store, tmp_path: Path) -> None:
    copy, other = str(tmp_path / "备份.db"), tmp_path / "别的.db"
    file_store.ok("db", "backup", copy)
    shutil.copyfile(copy, other)
    for pragma, code in ((f"user_version = {connection.SCHEMA + 1}", 6), ("application_id = 7", 5)):
        sql(Store(str(other), "sqlite"), f"PRAGMA {pragma}")
        before = other.read_bytes()
        assert call("--db", str(other), "db", "restore", copy, "--yes").code == code
        assert file_store("db", "backup", str(other), "--yes").code == code
        assert file_store("db", "restore", str(other), "--yes").code == code
        assert other.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["别的.db", "备份.db"]


def test_what_is_damaged_is_neither_restored_nor_copied_unless_told(file_store: Store, tmp_path: Path) -> None:
    """A figure that was changed behind the log, then a page that is destroyed; a broken rule is said."""
    copy, later = str(tmp_path / "备份.db"), tmp_path / "后来.db"
    file_store.ok("village", "add", "一村")
    file_store.ok("db", "backup", copy)
    behind_the_guards(Store(copy, "sqlite"), "UPDATE village SET name = '另村'")
    answer = file_store("db", "restore", copy, "--yes")
    assert (answer.code, "village 1" in answer.err, "--unchecked" in answer.err) == (5, True, True), answer
    assert names(file_store.db) == ["一村"]
    file_store.ok("db", "restore", copy, "--yes", "--unchecked")
    assert names(file_store.db) == ["另村"]
    file_store.ok("db", "backup", str(later))  # changed, but a whole file
    good = later.read_bytes()
    content = bytearray(Path(file_store.db).read_bytes())
    [(page,)] = sql(file_store, "SELECT rootpage FROM sqlite_master WHERE name = 'household'")
    content[4096 * (page - 1) : 4096 * page] = b"\xff" * 4096
    Path(file_store.db).write_bytes(content)
    answer = file_store("db", "backup", str(later), "--yes")
    assert (answer.code, "damaged" in answer.err, later.read_bytes() == good) == (5, True, True), answer
    assert file_store("db", "backup", str(later), "--yes", "--unchecked").code == 0
    assert file_store("db", "restore", str(later), "--yes").code == 5


@pytest.mark.parametrize("ending", ["db", "zip"])
def test_files_of_documents_come_along(file_store: Store, tmp_path: Path, ending: str) -> None:
    (tmp_path / "plan.pdf").write_bytes(b"%PDF" * 1000)
    for name in ("甲", "乙"):
        file_store.ok("document", "add", name)
        (tmp_path / "plan.pdf").write_bytes(name.encode() * 1000)
        file_store.ok("document", "attach", name, str(tmp_path / "plan.pdf"))
    copy = tmp_path / f"备份.{ending}"
    file_store.ok("db", "backup", str(copy), *(["--files"] if ending == "db" else []))
    fresh = Store(str(tmp_path / "新" / "aid.db"), "sqlite")
    (tmp_path / "新").mkdir()
    fresh.ok("db", "restore", str(copy), *(["--files"] if ending == "db" else []))
    fresh.ok("check", "--strict")
    kept = next(path for path in Path(f"{file_store.db}.files").rglob("*") if path.is_file())
    kept.write_bytes(b"changed")
    answer = file_store.ok("db", "backup", str(tmp_path / f"二.{ending}"), "--files")
    assert "1 file of a document is missing or changed" in answer.out + answer.err, answer


def test_a_zip_that_is_none(file_store: Store, tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(b"no zip")
    assert file_store("db", "restore", str(path), "--yes").code == 5
    with ZipFile(path, "w") as zip:
        zip.writestr("else.txt", "1")
    assert file_store("db", "restore", str(path), "--yes").code == 5
    with ZipFile(path, "w") as zip:
        zip.writestr("aidtrack.db", "no store")
    assert file_store("db", "restore", str(path), "--yes").code == 5
    path.write_bytes(path.read_bytes().replace(b"aidtrack.db", b"\xffidtrack.db", 1))  # a name that is no text
    spoilt = bytearray(path.read_bytes())
    spoilt[7] |= 8  # and is said to be UTF-8
    path.write_bytes(spoilt)
    assert file_store("db", "restore", str(path), "--yes").code == 5
    assert file_store("db", "restore", str(tmp_path / "none.zip"), "--yes").code == 4
    assert [path.name for path in Path(file_store.db).parent.iterdir()] == ["aidtrack.db"]


@pytest.mark.parametrize("schema", OLDER)
def test_a_store_of_an_older_schema_is_copied_and_comes_back(tmp_path: Path, schema: int) -> None:
    script = (Path(__file__).parent / f"schema{schema}" / "sqlite.sql").read_text("utf-8")
    with closing(sqlite3.connect(tmp_path / "old.db")) as file:
        file.executescript(script)
    old, again = Store(str(tmp_path / "old.db"), "sqlite"), Store(str(tmp_path / "again.db"), "sqlite")
    assert "db upgrade" in (answer := old.ok("db", "backup", str(tmp_path / "copy.db"))).out + answer.err
    again.ok("db", "restore", str(tmp_path / "copy.db"))
    again.ok("db", "upgrade")
    again.ok("check")
    told = again.json("log", "--noun", "store")["tables"][0]["rows"]
    assert [row["action"] for row in told] == ["restore", "upgrade"]


BROKEN = sqlite3.OperationalError("disk I/O error")
BROKEN.sqlite_errorcode = sqlite3.SQLITE_IOERR


@pytest.mark.parametrize(("error", "code", "said"), [(BROKEN, 4, "disk I/O error"), (KeyboardInterrupt(), 130, "Interrupted")])  # fmt: skip
def test_a_restore_that_ends_in_its_draft_wrote_nothing(
    file_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, said: str
) -> None:
    copy = str(tmp_path / "备份.db")
    file_store.ok("village", "add", "一村")
    file_store.ok("db", "backup", copy)
    file_store.ok("village", "add", "二村")
    commit = Writer.commit

    def then(writer: Writer) -> None:
        commit(writer)
        raise error

    monkeypatch.setattr(Writer, "commit", then)
    answer = file_store("db", "restore", copy, "--yes")
    monkeypatch.undo()
    assert answer.code == code and said in answer.err and "stands" not in answer.err, answer
    assert names(file_store.db) == ["一村", "二村"]
