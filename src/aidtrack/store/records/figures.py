"""What the store holds by key, set-based: the sums of one kind, fund, project and village in a span of days, and what is dated later."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from aidtrack.dataclass import dataclass
from aidtrack.ledger.holding import held
from aidtrack.ledger.positions import of_positions_among
from aidtrack.store.engine.connection import Connection
from aidtrack.store.engine.transaction import Writer

_ASKED = "asked"  # the temporary table of the spans, by number


class Key(NamedTuple):
    """0 stands for a project or village that is not assigned."""

    kind: str
    fund_id: int
    project_id: int
    village_id: int


_SAME = """k.kind = e.kind AND k.fund_id = e.fund_id AND k.project_id = coalesce(e.project_id, 0)
    AND k.village_id = coalesce(e.village_id, 0)"""


class Span(NamedTuple):
    """The days of a key that are asked about; from the first one that there is where `since` is blank."""

    key: Key
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class Sum:
    """What the entries of a span come to, how many they are, and how many are dated after it."""

    fen: int = 0
    entries: int = 0
    later: int = 0


@dataclass(frozen=True, slots=True)
class Later:
    """An entry that still holds something, dated after a span."""

    id: int
    date: str
    held_fen: int


@contextmanager
def asked(writer: Writer, spans: Sequence[Span]) -> Iterator[list[Sum]]:
    """The sum of each span; inside, `later` and `missing` may be asked about them."""
    writer.execute(f"DROP TABLE IF EXISTS {_ASKED}")
    writer.execute(
        f"""CREATE TEMPORARY TABLE {_ASKED} AS
        SELECT id AS number, kind, fund_id, project_id, village_id, date AS since, date AS until FROM entry WHERE id < 0"""
    )
    names = ("kind", "fund_id", "project_id", "village_id", "since", "until")
    columns = zip(*((*span.key, span.since, span.until) for span in spans), strict=True)
    numbers = {"number": range(len(spans))}
    writer.insert_columns(_ASKED, {**numbers, **dict(zip(names, map(list, columns), strict=True))}, {})
    # Every statement goes through the entries once, however many keys are asked about: it looks for the key of each.
    writer.execute(f"CREATE INDEX {_ASKED}_key ON {_ASKED} (project_id, village_id, fund_id, kind)")
    writer.analyze(_ASKED)
    within = "e.date BETWEEN k.since AND k.until"
    rows = writer.rows(
        f"""SELECT k.number, coalesce(sum(CASE WHEN {within} THEN e.amount_fen END), 0),
            count(CASE WHEN {within} THEN 1 END), count(CASE WHEN e.date > k.until THEN 1 END)
        FROM entry e CROSS JOIN {_ASKED} k WHERE {_SAME} GROUP BY k.number"""
    )
    found = {number: Sum(int(fen), entries, later) for number, fen, entries, later in rows}
    yield [found.get(number, Sum()) for number in range(len(spans))]
    writer.execute(f"DROP TABLE {_ASKED}")


def later(connection: Connection, numbers: Collection[int]) -> dict[int, list[Later]]:
    """Of these spans what is dated after them and still holds something, the next one first."""
    found: dict[int, list[Later]] = {}
    if numbers:
        rows = connection.rows(
            f"""SELECT k.number, e.id, e.date, {held("e")} FROM entry e CROSS JOIN {_ASKED} k
            WHERE {_SAME} AND e.date > k.until AND e.reverses_id IS NULL AND {held("e")} <> 0
              AND k.number IN ({_listed(numbers)}) ORDER BY k.number, e.date, e.id"""
        )
        for number, id, date, fen in rows:
            found.setdefault(number, []).append(Later(id, date, int(fen)))
    return found


def positions_among(connection: Connection, ids: Collection[int]) -> set[int]:
    """Which of these entries are of positions."""
    return {id for (id,) in connection.rows(of_positions_among(_listed(ids)))} if ids else set()


def missing(connection: Connection, kind: str, until: str, within: dict[str, int]) -> list[tuple[Key, int]]:
    """The keys of a kind with something stored up to a day that no span asks about; `within` is what they have, by column."""
    where = "".join(f" AND e.{name} = {id}" if id else f" AND e.{name} IS NULL" for name, id in within.items())
    rows = connection.rows(
        f"""SELECT e.kind, e.fund_id, coalesce(e.project_id, 0), coalesce(e.village_id, 0), sum(e.amount_fen) FROM entry e
        WHERE e.kind = :kind AND e.date <= :until{where} AND NOT EXISTS (SELECT 1 FROM {_ASKED} k WHERE {_SAME})
        GROUP BY e.kind, e.fund_id, coalesce(e.project_id, 0), coalesce(e.village_id, 0)
        HAVING sum(e.amount_fen) <> 0 ORDER BY 2, 3, 4""",
        {"kind": kind, "until": until},
    )
    return [(Key(*key), int(fen)) for *key, fen in rows]


def _listed(ids: Collection[int]) -> str:
    return ", ".join(map(str, ids))
