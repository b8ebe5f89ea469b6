"""A progress bar on stderr for work that takes longer than a second, where a person sits at a terminal."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer
from typing import Any

from aidtrack.locale import t

_PATIENCE = 1.0  # seconds


class Progress:
    """What work says of itself; here nobody listens."""

    def expect(self, rows: int) -> None:
        """About so many rows there will be."""

    def tick(self, rows: int) -> None:
        """So many more rows are done."""


@contextmanager
def progress(doing: str, after: str = "") -> Iterator[Progress]:
    """For as long as the block runs: `doing` says what is done with rows, `after` what is done once all are through."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield Progress()
        return
    bar = _Bar(doing, after or doing)
    try:
        yield bar
    finally:
        bar.close()


class _Bar(Progress):
    """Shows rich's bar when a second has passed: what is over by then needs none, and rich is not loaded for it."""

    def __init__(self, doing: str, after: str) -> None:
        self.doing, self.after = doing, after
        self.done = self.expected = 0
        self.begun = time.monotonic()  # anew with the first row: what came before has no rate
        self.shown: Any = None
        self.timer = Timer(_PATIENCE, self._show)
        self.timer.daemon = True
        self.timer.start()

    def expect(self, rows: int) -> None:
        self.expected = rows
        self.begun = time.monotonic()
        self._update()

    def tick(self, rows: int) -> None:
        self.done += rows
        self._update()

    def close(self) -> None:
        self.timer.cancel()
        self.timer.join()  # never half shown
        if self.shown is not None:
            self.shown.stop()

    def _update(self) -> None:
        if self.shown is not None:
            self.shown.update(self.shown.task_ids[0], **self._state())

    def _state(self) -> dict[str, Any]:
        """More rows than were expected: the rest, judging and writing, takes no count."""
        over = bool(self.expected) and self.done >= self.expected
        rate = self.done / max(time.monotonic() - self.begun, 0.001)
        return {
            "description": self.after if over else self.doing,
            "completed": self.done,
            "total": max(self.expected, self.done) or None,  # None: the bar only shows that something is going on
            "said": t("{done} rows, {rate} a second", done=f"{self.done:,}", rate=f"{rate:,.0f}") if self.done else "",
        }

    def _show(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
        from rich.progress import Progress as Shown

        doing, said = (TextColumn(f"{{task.{name}}}", markup=False) for name in ("description", "fields[said]"))
        columns = (doing, BarColumn(), said, TimeRemainingColumn(), TimeElapsedColumn())
        shown = Shown(*columns, console=Console(file=sys.stderr), transient=True)
        shown.add_task(**self._state())
        shown.start()
        self.shown = shown
