"""The overview or the dashboard in one process: `overview.py STORE TIMES [dashboard]` prints its SQL, and the processor time of that and of all of it, as JSON."""

import json
import sys
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from aidtrack.reports.dashboard import dashboard
from aidtrack.reports.overview import overview
from aidtrack.reports.period import Period
from aidtrack.store.engine.connection import Connection, read
from aidtrack.store.engine.target import Target

REPORTS = {"overview": overview, "dashboard": dashboard}


class Timed(Connection):
    """A connection that keeps its queries, and counts the seconds until all their rows are there."""

    seconds = 0.0
    asked: list[tuple[str, dict[str, object]]]

    def rows(self, sql: str, params: Mapping[str, object] | None = None) -> list[tuple[Any, ...]]:
        self.asked.append((sql, dict(params or {})))
        started = time.process_time()
        try:
            return super().rows(sql, params)
        finally:
            self.seconds += time.process_time() - started


def timed(store: Path, times: int, report: str) -> dict[str, object]:
    """The first time, which warms the cache, is left out."""
    queries: list[float] = []
    whole: list[float] = []
    with read(Target(store, None)) as connection:
        for _ in range(times + 1):
            through = Timed(connection.target, connection.engine, connection.dbapi)
            through.asked = []
            started = time.process_time()
            REPORTS[report](through, Period(today=datetime.now(UTC).date().isoformat()))
            whole.append(time.process_time() - started)
            queries.append(through.seconds)
    return {"asked": through.asked, "queries": queries[1:], "whole": whole[1:]}


if __name__ == "__main__":
    json.dump(timed(Path(sys.argv[1]), int(sys.argv[2]), (sys.argv[3:] or ["overview"])[0]), sys.stdout)
