"""How many entries are behind each row whose commands `--explain` lists, and of how many files: what the commands list, each once."""

import shlex
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from aidtrack.dataclass import dataclass
from aidtrack.ledger.correcting import origin_of
from aidtrack.ledger.entry import ENTRY
from aidtrack.ledger.kind import KINDS
from aidtrack.pattern import pattern
from aidtrack.phrase import Said
from aidtrack.reports.entries import IN_PERIOD
from aidtrack.reports.filters import conditions
from aidtrack.reports.period import period
from aidtrack.store.names.find import Names
from aidtrack.values import ids
from aidtrack.values.report import Report, Table

_MOST = 800  # parameters of one statement
_PERIOD = ("year", "from", "to", "as_of")
_PARAMETER = pattern(r":(?=[a-z])")
# The ids of entries with the files they came from, and the values of its parameters.
Query = tuple[str, dict[str, object]]


def counted(names: Names, report: Report, prefix: Sequence[str], today: date) -> Report:
    """The report, of each row with how many entries its commands list. `prefix` is what every command begins with."""
    counter = _Counter(names, len(prefix), today)
    return replace(report, tables=[_counted(table, counter) for table in report.tables])


def _counted(table: Table, counter: "_Counter") -> Table:
    if not table.explain:
        return table
    behind = counter.behind(table.explain)
    return replace(table, behind=behind if any(map(any, behind)) else ())


@dataclass(frozen=True, slots=True)
class _Counter:
    """Counts what commands list; their own words come after the first `skipped` ones."""

    names: Names
    skipped: int
    today: date

    def behind(self, rows: Sequence[Sequence[Said]]) -> list[tuple[int, int]]:
        """For each row's commands the entries and their files; many rows are asked at once."""
        found = [(0, 0)] * len(rows)
        asked: list[str] = []
        params: dict[str, object] = {}
        for at, commands in enumerate(rows):
            queries = [query for command in commands if (query := self._listed(command)) is not None]
            if queries:
                sql, values = _row(at, queries)
                if len(params) + len(values) > _MOST:
                    self._ask(asked, params, found)
                    asked, params = [], {}
                asked.append(sql)
                params |= values
        self._ask(asked, params, found)
        return found

    def _ask(self, asked: Sequence[str], params: dict[str, object], found: list[tuple[int, int]]) -> None:
        if asked:
            for at, entries, files in self.names.connection.rows(" UNION ALL ".join(asked), params):
                found[at] = (entries, files)

    def _listed(self, command: Said) -> Query | None:
        """The entries that a command lists or shows; None for one that is of something else."""
        words = shlex.split(command)[self.skipped :] if isinstance(command, str) else []
        if len(words) < 2 or words[0] not in KINDS:
            return None
        kind, verb, *rest = words
        if verb == "show":
            return f"{_FROM} WHERE entry.id = :id", {"id": int(rest[0].removeprefix("id:"))}
        options: dict[str, list[str]] = {}
        for option, value in zip(rest[::2], rest[1::2], strict=True):
            options.setdefault(option.removeprefix("--").replace("-", "_"), []).append(value)
        year, start, end, as_of = (next(iter(options.pop(name, ())), None) for name in _PERIOD)
        when = period(year, start, end, as_of, today=self.today)
        among = [span for text in options.pop("id", []) for span in ids.parse(text)]
        met, params = conditions(self.names, ENTRY, options, among, when=when)
        where = " AND ".join((*met, "entry.kind = :kind", IN_PERIOD))
        return f"{_FROM} WHERE {where}", {**params, **when.params, "kind": kind}


_FROM = "SELECT entry.id FROM entry"


def _row(at: int, queries: Sequence[Query]) -> Query:
    """What the queries of the row at this place come to together; their parameters have names of their own."""
    parts, params = [], dict[str, object]()
    for number, (sql, values) in enumerate(queries):
        own = f"p{at}_{number}_"
        parts.append(_PARAMETER.sub(f":{own}", sql))
        params |= {own + name: value for name, value in values.items()}
    return (
        f"SELECT {at}, count(*), count(DISTINCT CAST(f.batch_id AS TEXT) || '/' || f.name) "
        f"FROM ({' UNION '.join(parts)}) listed JOIN entry e ON e.id = listed.id LEFT JOIN entry o ON o.id = {origin_of('e')}"
        " LEFT JOIN batch_file f ON f.batch_id = o.batch_id AND f.file_no = o.file_no",
        params,
    )
