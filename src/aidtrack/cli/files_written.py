"""The files that a command writes: nothing that exists is written over unasked, and what stands in them is told."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from aidtrack.cli.run import Run
from aidtrack.errors import Refused
from aidtrack.locale import spoken, t
from aidtrack.phrase import Said
from aidtrack.values.text import safe


def require_free(run: Run, paths: Iterable[Path], *, reads: Iterable[str] = ()) -> None:
    """Nothing that exists is written over unless that was asked for, on a terminal or with --force; what the command `reads` never.

    Whether it can be written at all is asked too. A device or a pipe is no file. Raises Refused, Environment, Usage over a database.
    """
    from aidtrack.files.databases import require_no_database
    from aidtrack.files.in_place import require_writable

    read = {os.path.realpath(name) for name in reads}
    for path in paths:
        require_no_database(path)
        shown = safe(str(path))
        if os.path.realpath(path) in read:
            raise Refused(t("{file} is what the command reads.", file=shown), t("Give another name."))
        if path.is_file() and not (run.force or run.agrees(t("{file} exists. Write over it?", file=shown))):
            raise Refused(
                t("{file} exists already; nothing was written over.", file=shown),
                t("Give another name, or add --force."),
            )
        require_writable(path)


def say_where(run: Run, place: str | Path | None, counted: Said) -> None:
    """Tell a person at a terminal what stands in the file that was written; `-` and None are none."""
    if place not in (None, "-") and sys.stderr.isatty():
        run.say(t("Wrote {file}: {counted}.", file=safe(str(place)), counted=safe(spoken(counted))))
