"""A folder of files that belong together, written anew as a whole: what is not ours in it is never touched.

One that holds nothing else takes the old one's place in one step: who reads it, or finds it after a crash, has the old files or the new.
Beside other files, where they cannot be moved, ours take their places one by one.
"""

import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from aidtrack.errors import Refused, Usage
from aidtrack.files.databases import require_no_database
from aidtrack.files.disk import refused, target
from aidtrack.files.in_place import put_all, write_synced
from aidtrack.folder_moved import bring_back, can_be_moved, replacing
from aidtrack.locale import t
from aidtrack.values import json_text
from aidtrack.values.text import safe

MARK = "_aidtrack.json"  # lists our files; readers of data pass over what begins so
Written = tuple[str, Callable[[BinaryIO], object]]  # a path within the folder, and what writes the file


def require_ours(folder: Path, *, force: bool) -> None:
    """A folder that is not there yet, is empty, or holds what was written so before. Raises Refused, Usage where it is no folder."""
    if folder.exists() and not folder.is_dir():
        raise Usage(t("{folder} is no folder.", folder=safe(str(folder))), t("Give another name."))
    with refused(folder):
        holds = folder.is_dir() and any(folder.iterdir())
    if holds and not force and ours(folder) is None:
        raise Refused(
            t("{folder} holds other files; nothing was written.", folder=safe(str(folder))),
            t("Give an empty folder, or add --force: they stay beside what is written."),
        )


def ours(folder: Path) -> list[str] | None:
    """The files that were written into it the last time; None where none were."""
    try:
        said = json_text.read((folder / MARK).read_bytes())
        files = said["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return [name for name in files if isinstance(name, str) and _is_within(name)] if isinstance(files, list) else None


def put_folder(folder: Path, files: Sequence[Written]) -> None:
    """Write the files, all or none; those of the last time that are no more are gone then.

    Raises Environment, Usage over a database, and whatever a function raises.
    """
    folder = target(folder)
    whole = can_be_moved(folder)
    if whole:
        with refused(folder):
            bring_back(folder)  # before it is asked what is in it
    names = [name for name, _ in files]
    mark = json.dumps({"files": names}, ensure_ascii=False, indent=1).encode()
    every: list[Written] = [*files, (MARK, lambda stream: stream.write(mark))]
    if not (whole and _is_all_ours(folder) and _put_whole(folder, every)):
        _put_one_by_one(folder, every)


def _is_all_ours(folder: Path) -> bool:
    """Whether nothing is in it but what was written so before."""
    known = {folder / name for name in (*(ours(folder) or ()), MARK)}
    known |= {above for one in known for above in one.parents}
    with refused(folder):
        return not folder.exists() or all(one in known and not one.is_symlink() for one in folder.rglob("*"))


class _Others(Exception):
    """Somebody put other files into it meanwhile."""


def _put_whole(folder: Path, files: Sequence[Written]) -> bool:
    """Whether it was done; not where there are other files by then."""
    made = _made({folder})
    try:
        with refused(folder), replacing(folder) as draft:
            for name, write in files:
                (draft / name).parent.mkdir(parents=True, exist_ok=True)
                require_no_database(folder / name)
                with refused(folder / name):
                    write_synced(draft / name, folder / name, write, private=False)
            if not _is_all_ours(folder):
                raise _Others
    except BaseException as error:
        _drop(made)
        if isinstance(error, _Others):
            return False
        raise
    return True


def _put_one_by_one(folder: Path, files: Sequence[Written]) -> None:
    before, names = ours(folder) or [], {name for name, _ in files}
    made = _made({folder / name for name in names})
    try:
        put_all([(folder / name, write) for name, write in files])
    except BaseException:
        _drop(made)
        raise
    for name in {*before} - names:
        with suppress(OSError):
            (folder / name).unlink()
            _drop([above for above in (folder / name).parents if above.is_relative_to(folder) and above != folder])


def _made(files: set[Path]) -> list[Path]:
    """The folders that these files need and that were not there, the deepest first."""
    wanted = {above for file in files for above in file.parents if not above.exists()}
    made = sorted(wanted, key=lambda one: len(one.parts))
    for one in made:
        with refused(one):
            one.mkdir(exist_ok=True)
    return made[::-1]


def _drop(folders: Sequence[Path]) -> None:
    """Take those away that are empty."""
    for one in folders:
        with suppress(OSError):
            one.rmdir()


def _is_within(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and "\\" not in name and ":" not in name
