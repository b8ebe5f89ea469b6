"""Layouts that the store keeps under a name: kept, shown, replaced and removed, each time in the log; and used by name."""

import shlex
import sys
from pathlib import Path

import pytest

from conftest import Store
from importing.desk import Desk, based
from importing.test_layout_file import LAYOUT, STATEMENT, listed
from store.raw import sql

HEADERS = ["交易日期", "摘要", "借方金额", "贷方金额", "余额", "对方户名", "对方账号"]


@pytest.fixture
def desk(store: Store, tmp_path: Path) -> Desk:
    return based(store, tmp_path)


def kept(desk: Desk) -> list[tuple[object, object]]:
    return [(row["name"], row["content"]) for row in desk.store.ok("layout", "list", "--format", "json").rows()]


def logged(desk: Desk) -> list[tuple[str, str]]:
    rows = desk.store.ok("log", "--noun", "layout", "--format", "json").rows()
    return [(row["action"], row["change"]) for row in rows]


def test_a_layout_is_kept_replaced_used_and_removed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    store = desk.store
    bank, other = desk.put("银行.toml", LAYOUT.encode("gb18030")), desk.put("别的.toml", 'unit = "万元"\n')
    store.ok("layout", "add", "银行流水", bank)
    assert kept(desk) == [("银行流水", LAYOUT)]
    assert store.ok("layout", "show", "银行流水").out == LAYOUT
    store.ok("layout", "show", "银行流水", "-o", str(desk.folder / "again.toml"))
    assert (desk.folder / "again.toml").read_text("utf-8") == LAYOUT

    again = store("layout", "add", "银行流水", other)
    assert (again.code, "--force" in again.err, kept(desk)) == (1, True, [("银行流水", LAYOUT)])
    store.ok("layout", "add", "银行流水", other, "--force")
    store.ok("layout", "edit", "银行流水", bank)
    assert "Nothing changed" in store.ok("layout", "edit", "银行流水", bank).out  # it says that already
    assert kept(desk) == [("银行流水", LAYOUT)]

    before = desk.counts()
    broken = desk.put("broken.toml", 'unit = "元"\nunti = "元"\n')
    for words in (("add", "坏的", broken), ("edit", "银行流水", broken)):
        refused = store("layout", *words)
        assert (refused.code, "(line 2)" in refused.err) == (2, True)
    for typed in (("show", "银行流"), ("edit", "银行流", bank), ("remove", "银行流", "--yes")):
        unknown = store("layout", *typed, lang="zh")
        assert (unknown.code, "是不是「银行流水」" in unknown.err) == (1, True), unknown
    unknown = store("import", desk.put("流水.csv", STATEMENT), "--layout", "银行流", lang="zh")
    assert (unknown.code, "是不是「银行流水」" in unknown.err, desk.counts()) == (1, True, before)

    monkeypatch.chdir(desk.folder)
    (desk.folder / "银行流水").write_text(LAYOUT, "utf-8")
    both = store("import", "流水.csv", "--layout", "银行流水")
    assert (both.code, "./银行流水" in both.err) == (1, True)
    assert store("import", "流水.csv", "--layout", "./银行流水", "--dry-run").code == 0
    (desk.folder / "银行流水").unlink()

    store.ok("import", "流水.csv", "--layout", "银行流水", "--dry-run")
    assert [row["columns"] for row in store.ok("layout", "list", "--format", "json").rows()] == [None]
    store.ok("import", "流水.csv", "--layout", "银行流水")
    assert listed(desk, "spending", "amount", "payee") == [["20000.00", "某建材"]]
    assert [row["columns"] for row in store.ok("layout", "list", "--format", "json").rows()] == ["、".join(HEADERS)]

    assert store.ok("check").code == 0
    store.ok("layout", "remove", "银行流水", "--yes")
    assert kept(desk) == []
    added, *changed, removed = logged(desk)
    assert (added, removed) == (("add", "银行流水"), ("remove", "银行流水"))
    assert changed == [("edit", "银行流水")] * 3  # --force, edit, the first use
    assert store.ok("check").code == 0


def test_what_is_changed_behind_the_log_is_damage(desk: Desk) -> None:
    desk.store.ok("layout", "add", "银行流水", desk.put("银行.toml", LAYOUT))
    sql(desk.store, "UPDATE layout SET content = 'x'")
    answer = desk.store("check")
    assert (answer.code, "layout 1" in answer.out) == (5, True), answer


def test_a_backup_holds_them(file_store: Store, tmp_path: Path) -> None:
    desk = based(file_store, tmp_path)
    file_store.ok("layout", "add", "银行流水", desk.put("银行.toml", LAYOUT))
    file_store.ok("db", "backup", str(tmp_path / "copy.db"))
    file_store.ok("layout", "remove", "银行流水", "--yes")
    file_store.ok("db", "restore", str(tmp_path / "copy.db"), "--yes")
    assert kept(desk) == [("银行流水", LAYOUT)]


def test_the_editor_opens(file_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = based(file_store, tmp_path)
    file_store.ok("layout", "add", "银行流水", desk.put("银行.toml", 'unit = "元"\n'))
    monkeypatch.delenv("EDITOR", raising=False)
    unset = file_store("layout", "edit", "银行流水")
    assert (unset.code, "$EDITOR" in unset.err) == (2, True)
    for write, code, found in (("unit = '万元'", 0, "unit = '万元'"), ("unti = 1", 2, "unit = '万元'")):
        script = desk.put("editor.py", f"import sys\nopen(sys.argv[1], 'w', encoding='utf-8').write({write!r})\n")
        monkeypatch.setenv("EDITOR", shlex.join([sys.executable, script]))
        assert file_store("layout", "edit", "银行流水").code == code
        assert kept(desk) == [("银行流水", found)]
    monkeypatch.setenv("EDITOR", shlex.join([sys.executable, "-c", "raise SystemExit(3)"]))
    assert file_store("layout", "edit", "银行流水").code == 1
