"""A file is put in its place whole or not at all, for good, with the rights that it had; what dead runs left is taken away."""

import os
import stat
import tempfile
from pathlib import Path
from typing import Any

import pytest

from aidtrack.errors import Environment, Refused, Unconfirmed
from aidtrack.files import drafts, in_place
from conftest import Store

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_it_is_synced_before_it_is_moved_and_its_folder_after(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    sync, replace = os.fsync, Path.replace

    def fsync(number: int) -> None:
        done.append("folder" if stat.S_ISDIR(os.fstat(number).st_mode) else "file")
        sync(number)

    def move(self: Path, to: Any) -> Path:
        done.append("moved")
        return replace(self, to)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(Path, "replace", move)
    in_place.put(tmp_path / "a.csv", b"1")
    assert done == ["file", "moved", "folder"]


def test_what_fails_leaves_the_old_file_and_nothing_beside(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"old")

    def fail(stream: Any) -> None:
        stream.write(b"half")
        raise OSError(28, "No space left on device")

    with pytest.raises(Environment):
        in_place.put_all([(path, fail)])
    assert (path.read_bytes(), list(tmp_path.iterdir())) == (b"old", [path])


@posix
def test_the_rights_of_what_is_replaced_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"old")
    path.chmod(0o640)
    in_place.put(path, b"new", private=True)
    assert (path.read_bytes(), mode(path)) == (b"new", 0o640)


@posix
def test_what_is_private_is_its_owners_or_its_groups(tmp_path: Path) -> None:
    in_place.put(tmp_path / "own.csv", b"1", private=True)
    assert mode(tmp_path / "own.csv") == 0o600
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o2770)
    in_place.put(shared / "ours.csv", b"1", private=True)
    assert mode(shared / "ours.csv") == 0o660


@posix
def test_a_link_is_followed_to_what_it_names(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    link, far = tmp_path / "a.csv", tmp_path / "there" / "b.csv"
    link.symlink_to(far)
    in_place.put(link, b"1")  # a dangling link makes what it names
    in_place.put(link, b"2")
    assert (far.read_bytes(), link.is_symlink()) == (b"2", True)


@posix
def test_what_dead_runs_left_is_removed_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    own = drafts.draft_of(path).name
    dead = tmp_path / own.replace(f".{os.getpid()}.", ".4194999.")
    alive = tmp_path / own.replace(f".{os.getpid()}.", f".{os.getppid()}.")
    elsewhere, others = tmp_path / ".a.csv.another-host.4194999.new", tmp_path / ".b.csv.new"
    journals = [tmp_path / f"{name}-journal" for name in (own, dead.name)]
    for one in (dead, alive, elsewhere, others, *journals):
        one.write_bytes(b"")
    in_place.put(path, b"1")
    assert sorted(tmp_path.iterdir()) == sorted([path, alive, elsewhere, others])


@posix
def test_what_dead_runs_left_in_the_temporary_folder_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    own = drafts.temporary_folder("book")
    dead = tmp_path / own.name.replace(f".{os.getpid()}.", ".4194999.")
    others = tmp_path / "aidtrack-book.another-host.4194999.x"
    for one in (dead, others):
        one.mkdir()
        (one / "0.cells").write_bytes(b"names")
    second = drafts.temporary_folder("book")
    assert sorted(tmp_path.iterdir()) == sorted([own, second, others])


@pytest.mark.parametrize("first", [True, False])
def test_what_is_named_elsewhere_is_there_first(tmp_path: Path, first: bool) -> None:
    path = tmp_path / "公示.html"
    with in_place.placing([(path, lambda stream: stream.write(b"1"))], first=first):
        assert path.exists() is first
    assert path.read_bytes() == b"1"


@pytest.mark.parametrize("error", [Refused, Unconfirmed])
@pytest.mark.parametrize("before", [b"old", None])
def test_what_is_not_named_after_all_is_taken_back(
    tmp_path: Path, before: bytes | None, error: type[Exception]
) -> None:
    """Unless the store may have been written."""
    path = tmp_path / "公示.html"
    if before is not None:
        path.write_bytes(before)
    with pytest.raises(error), in_place.placing([(path, lambda stream: stream.write(b"new"))], first=True):
        raise error
    left = {one.name: one.read_bytes() for one in tmp_path.iterdir()}
    expected = b"new" if error is Unconfirmed else before
    assert left == ({} if expected is None else {path.name: expected})


@posix
def test_a_store_its_backup_and_its_files_are_private(file_store: Store, tmp_path: Path) -> None:
    made = tmp_path / "made.db"
    Store(str(made), "sqlite").ok("init")
    file_store.ok("db", "backup", str(tmp_path / "copy.db"))
    (tmp_path / "plan.pdf").write_bytes(b"%PDF")
    file_store.ok("document", "add", "方案")
    file_store.ok("document", "attach", "方案", str(tmp_path / "plan.pdf"))
    home = Path(f"{file_store.db}.files")
    [kept] = [path for path in home.rglob("*") if path.is_file()]
    assert [mode(path) for path in (made, tmp_path / "copy.db", kept, kept.parent, home)] == [
        0o600,
        0o600,
        0o600,
        0o700,
        0o700,
    ]
