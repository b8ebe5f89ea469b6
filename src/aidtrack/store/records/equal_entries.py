"""The entries of an act that equal recorded ones or each other (`ledger/equality.py`), set-based: of a million nearly all have no equal.

SQL finds the groups that agree in what is compared as it is stored, each once, and everything in them; what people wrote in these few
is compared here.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from aidtrack.ledger.equality import SMALL_PRINT, WRITTEN, alike, columns, may_repeat, recorded, standing_for, worded
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


@dataclass(frozen=True, slots=True)
class _Written:
    """An entry, and by field what people wrote in it."""

    entry: Equal
    fund: str
    texts: dict[str, str | None]

    def worded(self, but: Collection[str] = ()) -> tuple[str | None, ...]:
        return worded(text for name, text in self.texts.items() if name not in but)


def equal_entries(
    writer: Writer, last: int, recorded_kinds: Sequence[str], sheet_kinds: Sequence[str]
) -> Iterator[list[Equal]]:
    """Groups of equals, in order of id: those of `recorded_kinds` where a new one, after the id `last`, meets a recorded one, and of
    `sheet_kinds` where new ones of different sheets meet. The 流水号 is not compared here.
    """
    keys = [*_recorded(recorded_kinds, last), *_of_several_sheets(sheet_kinds, last)]
    for group in _groups(writer, keys, last):
        apart: dict[tuple[str | None, ...], list[Equal]] = defaultdict(list)
        for one in group:
            apart[one.worded()].append(one.entry)
        yield from (equals for equals in apart.values() if len(equals) > 1)


@dataclass(frozen=True, slots=True)
class LookAlike:
    """A new entry, by its sheet and line, that differs from a recorded one in small print alone: what either says there, by field."""

    file_no: int
    line: int
    entry_id: int
    stands_for: int
    here: dict[str, str | None]
    there: dict[str, str | None]


def look_alikes(writer: Writer, last: int, kinds: Sequence[str]) -> Iterator[LookAlike]:
    """The new entries of `kinds`, after the id `last`, that look like one recorded before; without a 流水号 of their own, which would decide."""
    for group in _groups(writer, [*_recorded(kinds, last, SMALL_PRINT)], last, SMALL_PRINT):
        before: dict[tuple[str | None, ...], list[_Written]] = defaultdict(list)
        for one in group:
            if not one.entry.sheet:
                before[one.worded(SMALL_PRINT)].append(one)
        for new in (one for one in group if one.entry.sheet):
            for old in before[new.worded(SMALL_PRINT)]:
                if (new.entry.ref is None or old.entry.ref is None) and (differing := _differing(new, old)):
                    here, there = ({name: pair[side] for name, pair in differing.items()} for side in (0, 1))
                    yield LookAlike(new.entry.sheet, new.entry.line, old.entry.id, old.entry.stands_for, here, there)


def _differing(new: _Written, old: _Written) -> dict[str, tuple[str | None, str | None]]:
    """What two entries say of the small print, where that is not the same."""
    pairs = {name: (new.texts[name], old.texts[name]) for name in SMALL_PRINT if name in new.texts}
    found = {name: pair for name, pair in pairs.items() if len(set(worded(pair))) > 1}
    return found if new.fund == old.fund else {**found, "fund": (new.fund, old.fund)}


def _groups(writer: Writer, keys: Sequence[str], last: int, but: Collection[str] = ()) -> Iterator[list[_Written]]:
    """What agrees in the columns that are compared, `but` for some fields: the members of every group whose `keys` these selects find."""
    if not keys:
        return
    writer.execute(f"DROP TABLE IF EXISTS {_KEYS}")
    writer.execute(
        f"CREATE TEMPORARY TABLE {_KEYS} AS SELECT row_number() OVER () AS number, k.* FROM ({' UNION '.join(keys)}) k"
    )
    writer.analyze(_KEYS)
    rows = writer.rows(
        f"""SELECT k.number, e.id, {standing_for("e")}, CASE WHEN e.id > :last THEN e.file_no ELSE 0 END,
            CASE WHEN e.id > :last THEN e.row_no ELSE 0 END, e.ref, f.name, {", ".join(f"e.{name}" for name in WRITTEN)}
        FROM {_KEYS} k CROSS JOIN entry e JOIN fund f ON f.id = e.fund_id
        WHERE {alike("k", "e", but)} AND ((e.id > :last AND {may_repeat("e")}) OR (e.id <= :last AND {recorded("e")}))
        ORDER BY k.number, e.id""",
        {"last": last},
    )
    writer.execute(f"DROP TABLE {_KEYS}")
    for _, group in groupby(rows, key=lambda row: row[0]):
        yield [_Written(Equal(*row[1:6]), row[6], dict(zip(WRITTEN, row[7:], strict=True))) for row in group]


def _recorded(kinds: Sequence[str], last: int, but: Collection[str] = ()) -> Iterator[str]:
    """Where a new entry meets one recorded before: a thousand alike of either are one group, not a million pairs."""
    if kinds:
        yield f"""SELECT DISTINCT {_compared("n", but)} FROM (
                SELECT DISTINCT {_compared("new", but)} FROM entry new
                WHERE new.id > {last} AND new.kind IN ({_listed(kinds)}) AND {may_repeat("new")}) n
            CROSS JOIN entry o WHERE {alike("n", "o", but)} AND o.id <= {last} AND {recorded("o")}"""


def _of_several_sheets(kinds: Sequence[str], last: int) -> Iterator[str]:
    if kinds:
        yield f"""SELECT {_compared("n")} FROM entry n
            WHERE n.id > {last} AND n.kind IN ({_listed(kinds)}) AND {may_repeat("n")}
            GROUP BY {_compared("n")} HAVING min(n.file_no) <> max(n.file_no)"""


def _compared(entry: str, but: Collection[str] = ()) -> str:
    return ", ".join(f"{entry}.{column}" for column in columns(but))


def _listed(kinds: Iterable[str]) -> str:
    return ", ".join(f"'{kind}'" for kind in kinds)
