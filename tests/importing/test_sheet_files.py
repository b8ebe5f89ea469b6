"""Files that are no sheets or are not there; standard input."""

from pathlib import Path

from conftest import Store
from importing.desk import Desk, said

TEXT = "村名,县区,备注\n𠮷村,陇西县,“𠮷”字难打\n牙河村,陇西县,\n"


def test_endings_and_files_that_are_not_there(file_store: Store, tmp_path: Path) -> None:
    desk = Desk(file_store, tmp_path)
    assert ".csv" in said(desk.bring({"村.docx": TEXT}))
    village = desk.put("村.csv", TEXT)
    missing = file_store("import", village, str(tmp_path / "没有.csv"), "--format", "json")
    assert (missing.code, missing.rows("files")[0]["created"]) == (4, 0)
    assert [row["file"] for row in missing.rows("problems")] == [str(tmp_path / "没有.csv")]
    (tmp_path / "夹.csv").mkdir()
    assert file_store("import", str(tmp_path / "夹.csv")).code == 1
    assert not any(desk.counts().values())


def test_standard_input(file_store: Store) -> None:
    answer = file_store.ok("import", "-", "--as", "village", "--format", "json", stdin=TEXT.encode("gb18030"))
    [row] = answer.rows("files")
    assert (row["file"], row["noun"], row["encoding"], row["created"]) == ("-", "village", "gb18030", 2)
    assert file_store("import", "-", stdin=b"").code == 1
