"""G9 judged anew: what is dated in a closed period, and whether that still comes to what it came to when it was closed."""

from collections import defaultdict
from collections.abc import Iterator

from aidtrack.dataclass import dataclass
from aidtrack.ledger.closed_books import AFTER_BOOKS_CLOSED, CAME_ON, given_early, is_early
from aidtrack.ledger.holding import held
from aidtrack.ledger.kind import KINDS
from aidtrack.locale import spoken, t
from aidtrack.store.engine.connection import Connection
from aidtrack.store.proof.discrepancy import Discrepancy, place
from aidtrack.values.money import yuan

_Cell = tuple[int, int, int, str]  # fund, project, village (0: not assigned), kind


@dataclass(frozen=True, slots=True)
class _Closing:
    """One that still holds: nothing that it closed was opened again."""

    id: int
    period: str
    through: str
    after_entry_id: int


def wrong(connection: Connection) -> Iterator[Discrepancy]:
    """An alert as far as reasons were given for it, a broken rule beyond."""
    yield from _before_its_money(connection)
    yield from _unexcused(connection)
    closings = _in_force(connection)
    if closings:
        yield from _changed(connection, closings)


def _before_its_money(connection: Connection) -> Iterator[Discrepancy]:
    rows = connection.rows(
        f"""SELECT e.kind, e.id, e.date, CASE WHEN {given_early("e")} THEN 1 ELSE 0 END
        FROM {CAME_ON} came JOIN entry e ON e.fund_id = came.fund_id
        WHERE {is_early("e", "came.day")} ORDER BY e.id"""
    )
    for kind, id, day, given in rows:
        said = t("is dated {date}, before what another fund left came into its fund.", date=day)
        yield Discrepancy("alert" if given else "rule", "G9", f"{kind} {id}", said)


def _unexcused(connection: Connection) -> Iterator[Discrepancy]:
    """What still holds something, however often its day was opened and closed again since."""
    rows = connection.rows(
        f"""SELECT e.kind, e.id, e.date FROM entry e WHERE e.over IS NULL AND e.date <= (SELECT max(through) FROM closed_books)
        AND e.id > (SELECT min(after_entry_id) FROM closed_books WHERE through IS NOT NULL)
        AND {AFTER_BOOKS_CLOSED.format(e="e")} AND {held("e")} <> 0 ORDER BY e.id"""
    )
    for kind, id, day in rows:
        said = t("is dated {date}, and was recorded without a reason when that day was closed.", date=day)
        yield Discrepancy("rule", "G9", f"{kind} {id}", said)


def _changed(connection: Connection, closings: list[_Closing]) -> Iterator[Discrepancy]:
    """Where the entries say another sum today than was kept; what several closings say alike is told of the earliest."""
    marked = _marked(connection)
    told: set[tuple[_Cell, int]] = set()
    for closing, today in _today(connection, closings):
        kept = _kept(connection, closing)
        late: dict[_Cell, int] = defaultdict(int)
        for cell, id, day, fen in marked:
            if id > closing.after_entry_id and day <= closing.through:
                late[cell] += fen
        for cell in sorted(kept.keys() | today.keys() | late.keys()):
            then, now = kept.get(cell, 0), today.get(cell, 0)
            unexplained = now - then - late.get(cell, 0)
            if (now == then and not unexplained) or (cell, now - then) in told:
                continue
            told.add((cell, now - then))
            said = t(
                "{kind} of {period}: {then} yuan when it was closed, {now} today.",
                kind=spoken(KINDS[cell[3]].label), period=closing.period, then=yuan(then), now=yuan(now),
            )  # fmt: skip
            yield Discrepancy("rule" if unexplained else "alert", "G9", _place(connection, cell), said)


def _in_force(connection: Connection) -> list[_Closing]:
    """By the day through which they closed."""
    rows = connection.rows(
        """SELECT c.id, c.period, c.through, c.after_entry_id FROM closed_books c
        WHERE c.through IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM closed_books s WHERE s.id > c.id AND coalesce(s.through, '') < c.through)
        ORDER BY c.through, c.id"""
    )
    return [_Closing(id, str(period), through, after) for id, period, through, after in rows]


def _kept(connection: Connection, closing: _Closing) -> dict[_Cell, int]:
    rows = connection.rows(
        "SELECT fund_id, project_id, village_id, kind, sum(fen) FROM closed_figure WHERE closing_id = :id"
        " GROUP BY fund_id, project_id, village_id, kind",
        {"id": closing.id},
    )
    return {(fund, project, village, kind): int(fen) for fund, project, village, kind, fen in rows}


def _today(connection: Connection, closings: list[_Closing]) -> Iterator[tuple[_Closing, dict[_Cell, int]]]:
    """Of each closing what the entries up to its day say, in one walk through them."""
    ends = sorted({closing.through for closing in closings})
    spans = " ".join(f"WHEN e.date <= '{end}' THEN {at}" for at, end in enumerate(ends))
    added: dict[int, list[tuple[_Cell, int]]] = defaultdict(list)
    for fund, project, village, kind, at, fen in connection.rows(
        f"""SELECT e.fund_id, coalesce(e.project_id, 0), coalesce(e.village_id, 0), e.kind, CASE {spans} END, sum(e.amount_fen)
        FROM entry e WHERE e.date <= :last GROUP BY 1, 2, 3, 4, 5""",
        {"last": ends[-1]},
    ):
        added[at].append(((fund, project, village, kind), int(fen)))
    sums: dict[_Cell, int] = defaultdict(int)
    for at, end in enumerate(ends):
        for cell, fen in added[at]:
            sums[cell] += fen
        for closing in closings:
            if closing.through == end:
                yield closing, sums


def _marked(connection: Connection) -> list[tuple[_Cell, int, str, int]]:
    """(place and kind, id, day, fen) of every entry that was given a reason; the index of such entries is small."""
    rows = connection.rows(
        "SELECT fund_id, coalesce(project_id, 0), coalesce(village_id, 0), kind, id, date, amount_fen FROM entry"
        " WHERE over IS NOT NULL AND fund_id > 0"
    )
    return [((fund, project, village, kind), id, day, int(fen)) for fund, project, village, kind, id, day, fen in rows]


def _place(connection: Connection, cell: _Cell) -> str:
    names = [
        connection.value(f"SELECT name FROM {noun} WHERE id = :id", {"id": id})
        for noun, id in zip(("fund", "project", "village"), cell[:3], strict=True)
    ]
    return place(names[0] or f"fund {cell[0]}", names[1], names[2])
