"""A folder of files that belong together, written anew as a whole: what is not ours in it is never touched."""

import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from aidtrack.errors import Refused, Usage
from aidtrack.files import put_all, refused
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
    """Write the files, all or none; then those of the last time that are no more are taken away.

    Raises Environment, Usage over a database, and whatever a function raises.
    """
    before, names = ours(folder) or [], [name for name, _ in files]
    made = _made({folder / name for name in (MARK, *names)})
    mark = json.dumps({"files": names}, ensure_ascii=False, indent=1).encode()
    try:
        put_all(
            [*((folder / name, write) for name, write in files), (folder / MARK, lambda stream: stream.write(mark))]
        )
    except BaseException:
        _drop(made)
        raise
    for name in {*before} - {*names}:
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
