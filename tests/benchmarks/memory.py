"""What every command holds at its peak, on the illustration and on a large store, with some of everything on each: by hand, --only memory.

A command that writes finds the store as it was, not what another left of it.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import chdir
from pathlib import Path
from shutil import copyfile, copytree, rmtree

from lines import spelled
from measure import Command, run
from stores import AIDTRACK, Stores

ILLUSTRATION = Path(__file__).parents[2] / "examples" / "illustration"
_AT_HAND = Path(__file__).with_name("at_hand.py")


def measured(stores: Stores, sizes: Sequence[int]) -> Iterator[str]:
    small = stores.folder / "illustration.db"
    small.unlink(missing_ok=True)
    for words in (("init",), ("import", ILLUSTRATION)):
        run(Command([AIDTRACK, "--db", small, *words]))
    for name, store in (("illustration", small), (f"{sizes[-1]:,}", stores.store(sizes[-1]))):
        yield from _of_every_command(name, store, stores.folder)


def _of_every_command(name: str, store: Path, folder: Path) -> Iterator[str]:
    kept, used = _fresh(folder / "at hand"), folder / "used"
    keys = {"XDG_CONFIG_HOME": str(kept / "settings")}
    made = subprocess.run(
        [sys.executable, _AT_HAND, store, kept], env={**os.environ, **keys}, stdout=subprocess.PIPE, check=True
    )
    for words in json.loads(made.stdout):
        own = [] if "--db" in words else ["--db", "aid.db"]
        with chdir(_fresh(used)):
            for file in kept.iterdir():
                if file.name.removesuffix(".files") in {*own, *words}:
                    (copytree if file.is_dir() else copyfile)(file, file.name)
            one = run(Command([AIDTRACK, *own, *words], env=keys))
        yield f"{' '.join(words) + ', ' + name:72} {spelled(one.processor):>9} {one.peak:8.0f} MiB"


def _fresh(folder: Path) -> Path:
    rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder
