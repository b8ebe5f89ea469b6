"""A progress bar on stderr for work that takes longer than a second, where a person sits at a terminal."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from aidtrack.locale import t

_PATIENCE = 1.0  # seconds


@contextmanager
def progress(rows: int) -> Iterator[Callable[[int], None]]:
    """Hands out a function to be told of rows done; `rows` is about how many there will be."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield lambda _: None
        return
    bar = _Bar(rows)
    try:
        yield bar.tick
    finally:
        bar.close()


class _Bar:
    """Starts rich's bar at the first row after a second: what is over by then needs none, and rich is not loaded for it."""

    def __init__(self, rows: int) -> None:
        self.expected = rows
        self.done = 0
        self.begun = time.monotonic()
        self.advance: Callable[[int], None] | None = None
        self.close: Callable[[], None] = lambda: None

    def tick(self, rows: int) -> None:
        self.done += rows
        if self.advance is not None:
            self.advance(self.done)
        elif time.monotonic() - self.begun > _PATIENCE:
            self._show()

    def _show(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn(
                t("{done} rows, {rate} a second", done="{task.completed:,.0f}", rate="{task.fields[rate]:,.0f}")
            ),
            TimeRemainingColumn(),
        )
        shown = Progress(*columns, console=Console(file=sys.stderr), transient=True)
        task = shown.add_task(t("Reading"), total=max(self.expected, self.done), completed=self.done, rate=0.0)
        shown.start()

        def advance(done: int) -> None:
            rate = done / (time.monotonic() - self.begun)
            # More rows than were expected: the rest, judging and writing, takes no count.
            over = done >= self.expected
            shown.update(task, completed=done, total=max(self.expected, done), rate=rate,
                         description=t("Reading") if not over else t("Checking"))  # fmt: skip

        self.advance = advance
        self.close = shown.stop
