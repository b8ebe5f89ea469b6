"""The entries of an act that equal recorded ones or each other (`ledger/equality.py`), set-based: of a million nearly all have no equal."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from aidtrack.ledger.equality import COMPARED_COLUMNS, SMALL_PRINT, alike, equal, may_repeat, recorded, standing_for
from aidtrack.store.engine.transaction import Writer

_KEYS = "equal_keys"  # the temporary table of what is compared, once for each group


@dataclass(frozen=True, slots=True)
class Equal:
    """One of several entries that agree in all that is compared. `sheet` and `line` are 0 of what was recorded before, which counts once
    together with all that it was corrected to: as `stands_for`.
    """

    id: int
    stands_for: int
    sheet: int
    line: int
    ref: str | None


def equal_entries(
    writer: Writer, last: int, recorded_kinds: Sequence[str], sheet_kinds: Sequence[str]
) -> Iterator[list[Equal]]:
    """Groups of equals, in order of id: those of `recorded_kinds` where a new one, after the id `last`, meets a recorded one, and of
    `sheet_kinds` where new ones of different sheets meet. The 流水号 is not compared here.
    """
    keys = [*_recorded(recorded_kinds, last), *_of_several_sheets(sheet_kinds, last)]
    if not keys:
        return
    writer.execute(f"DROP TABLE IF EXISTS {_KEYS}")
    writer.execute(
        f"CREATE TEMPORARY TABLE {_KEYS} AS SELECT row_number() OVER () AS number, k.* FROM ({' UNION '.join(keys)}) k"
    )
    writer.analyze(_KEYS)
    rows = writer.rows(
        f"""SELECT k.number, e.id, {standing_for("e")}, CASE WHEN e.id > :last THEN e.file_no ELSE 0 END,
            CASE WHEN e.id > :last THEN e.row_no ELSE 0 END, e.ref
        FROM {_KEYS} k CROSS JOIN entry e
        WHERE {alike("k", "e")} AND ((e.id > :last AND {may_repeat("e")}) OR (e.id <= :last AND {recorded("e")}))
        ORDER BY k.number, e.id""",
        {"last": last},
    )
    writer.execute(f"DROP TABLE {_KEYS}")
    for _, group in groupby(rows, key=lambda row: row[0]):
        yield [Equal(*row[1:]) for row in group]


@dataclass(frozen=True, slots=True)
class LookAlike:
    """A new entry, by its sheet and line, that differs from a recorded one in small print alone: what either says there, by field."""

    file_no: int
    line: int
    entry_id: int
    stands_for: int
    here: dict[str, str | None]
    there: dict[str, str | None]


def look_alikes(writer: Writer, last: int) -> Iterator[LookAlike]:
    """The new entries, after the id `last`, that look like one recorded before; without a 流水号 of their own, which would decide."""
    texts = [name for name in SMALL_PRINT if name != "fund"]
    said = ", ".join(f"{entry}.{name}" for entry in ("n", "o") for name in texts)
    rows = writer.rows(
        f"""SELECT n.file_no, n.row_no, o.id, {standing_for("o")}, {said}, nf.name, f.name
        FROM entry n JOIN entry o ON {alike("n", "o", SMALL_PRINT)} AND NOT ({equal("n", "o")})
        JOIN fund nf ON nf.id = n.fund_id JOIN fund f ON f.id = o.fund_id
        WHERE n.id > :last AND o.id <= :last AND {may_repeat("n")} AND {recorded("o")}
          AND (n.ref IS NULL OR o.ref IS NULL) ORDER BY n.id, o.id""",
        {"last": last},
    )
    for file_no, line, id, stands_for, *values, new_fund, fund in rows:
        pairs = {name: (values[at], values[len(texts) + at]) for at, name in enumerate(texts)} | {
            "fund": (new_fund, fund)
        }
        differing = {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
        here, there = ({name: pair[side] for name, pair in differing.items()} for side in (0, 1))
        yield LookAlike(file_no, line, id, stands_for, here, there)


def _recorded(kinds: Sequence[str], last: int) -> Iterator[str]:
    if kinds:
        yield f"""SELECT DISTINCT {_compared("n")} FROM entry n JOIN entry o ON {equal("n", "o")}
            WHERE n.id > {last} AND o.id <= {last} AND n.kind IN ({_listed(kinds)}) AND {may_repeat("n")} AND {recorded("o")}"""


def _of_several_sheets(kinds: Sequence[str], last: int) -> Iterator[str]:
    if kinds:
        yield f"""SELECT {_compared("n")} FROM entry n
            WHERE n.id > {last} AND n.kind IN ({_listed(kinds)}) AND {may_repeat("n")}
            GROUP BY {_compared("n")} HAVING min(n.file_no) <> max(n.file_no)"""


def _compared(entry: str) -> str:
    return ", ".join(f"{entry}.{column}" for column in COMPARED_COLUMNS)


def _listed(kinds: Iterable[str]) -> str:
    return ", ".join(f"'{kind}'" for kind in kinds)
