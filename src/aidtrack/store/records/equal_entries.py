"""The entries of an act that equal recorded ones or each other (`ledger/equality.py`), set-based: of a million nearly all have no equal.

SQL finds the groups that agree in what is compared as it is stored, each once, and everything in them; what people wrote in these few
is compared here.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from aidtrack.ledger.correcting import ref_of
from aidtrack.ledger.equality import (
    SMALL_PRINT,
    WRITTEN,
    changed,
    columns,
    may_be_blank,
    may_repeat,
    recorded,
    standing,
    standing_for,
    worded,
)
from aidtrack.store.engine.transaction import Writer

# Temporary tables: what new entries are compared by, once for each group; and the recorded entries that fall into one of these.
_NEW, _MET = "equal_new", "equal_met"


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
    yield from _worded_alike(_groups(writer, last, recorded_kinds, sheet_kinds))


def made_equal(writer: Writer, last: int, kinds: Sequence[str], anew: Collection[int]) -> Iterator[tuple[Equal, Equal]]:
    """Of each entry of `kinds` that was recorded `anew` after the id `last`, as its old one did not read: itself, and another that stands and
    that it equals now, the oldest. Rows of one sheet may equal each other.
    """
    for group in _worded_alike(_groups(writer, last, kinds, kinds, of_corrections=True)):
        for new in (one for one in group if one.id in anew):
            others = (
                one for one in group if one.sheet != new.sheet and (new.ref is None or one.ref in (None, new.ref))
            )
            if (other := next(others, None)) is not None:
                yield new, other


def _worded_alike(groups: Iterable[Sequence["_Written"]]) -> Iterator[list[Equal]]:
    """Those of each group whose texts say the same, where there are several."""
    for group in groups:
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
    for group in _groups(writer, last, kinds, (), SMALL_PRINT):
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


def _groups(
    writer: Writer, last: int, recorded_kinds: Sequence[str], sheet_kinds: Sequence[str], but: Collection[str] = (),
    *, of_corrections: bool = False,
) -> Iterator[list[_Written]]:  # fmt: skip
    """What agrees in the columns that are compared, `but` for some fields: the members of every group of `recorded_kinds` in which a new entry
    meets a recorded one, and of `sheet_kinds` in which new ones of different sheets meet.

    Of corrections the new entries are those recorded anew, and they meet whatever else stands.
    """
    asked_of, met = (changed, _other_than_corrections(last)) if of_corrections else (may_repeat, _recorded_before(last))
    kinds = sorted({*recorded_kinds, *sheet_kinds})
    if not kinds:
        return
    for table in (_NEW, _MET):
        writer.execute(f"DROP TABLE IF EXISTS {table}")
    by = ", ".join(_whole("e", column) for column in columns(but))
    writer.execute(
        f"""CREATE TEMPORARY TABLE {_NEW} AS SELECT row_number() OVER () AS number, n.* FROM (
            SELECT {", ".join(f"{_whole('e', column)} AS {column}" for column in columns(but))},
                min(e.file_no) AS first_sheet, max(e.file_no) AS last_sheet
            FROM entry e WHERE e.id > {last} AND e.kind IN ({_listed(kinds)}) AND {asked_of("e")} GROUP BY {by}) n"""
    )
    writer.execute(f"CREATE INDEX {_NEW}_by ON {_NEW} ({', '.join(sorted(columns(but)))})")
    writer.analyze(_NEW)
    writer.execute(
        f"""CREATE TEMPORARY TABLE {_MET} AS SELECT k.number, o.id FROM ({_near(but)}) c CROSS JOIN entry o CROSS JOIN {_NEW} k
        WHERE o.id = c.id AND {_same("k", "o", but)} AND {met}"""
    )
    writer.analyze(_MET)
    wanted = " UNION ".join([*_met(recorded_kinds), *_of_several_sheets(sheet_kinds)])
    rows = []
    if writer.value(f"{wanted} LIMIT 1") is not None:
        rows = writer.rows(
            f"""SELECT m.number, e.id, {standing_for("e")}, CASE WHEN e.id > :last THEN e.file_no ELSE 0 END,
                CASE WHEN e.id > :last THEN e.row_no ELSE 0 END, {ref_of("e")}, f.name, {", ".join(f"e.{name}" for name in WRITTEN)}
            FROM (SELECT number, id FROM {_MET} UNION ALL SELECT k.number, n.id FROM entry n CROSS JOIN {_NEW} k
                WHERE n.id > :last AND {_same("k", "n", but)} AND {asked_of("n")}) m
            CROSS JOIN entry e JOIN fund f ON f.id = e.fund_id WHERE e.id = m.id AND m.number IN ({wanted}) ORDER BY m.number, e.id""",
            {"last": last},
        )
    for table in (_NEW, _MET):
        writer.execute(f"DROP TABLE {table}")
    for _, group in groupby(rows, key=lambda row: row[0]):
        yield [_Written(Equal(*row[1:6]), row[6], dict(zip(WRITTEN, row[7:], strict=True))) for row in group]


def _recorded_before(last: int) -> str:
    return f"o.id <= {last} AND {recorded('o')}"


def _other_than_corrections(last: int) -> str:
    return f"(o.id <= {last} OR o.corrects_id IS NULL) AND {standing('o')}"


def _near(but: Collection[str]) -> str:
    """The entries of the funds and days of the new ones, or of their projects and days: each is looked at once, however many new ones there are."""
    if "fund" not in but:
        return _of_days("fund_id", "o.fund_id = d.fund_id")
    of_projects = _of_days("project_id", "o.project_id = d.project_id")
    return f"{of_projects} UNION ALL {_of_days('project_id', 'd.project_id = 0 AND o.project_id IS NULL')}"


def _of_days(column: str, alike: str) -> str:
    return f"""SELECT o.id FROM (SELECT DISTINCT {column}, date FROM {_NEW}) d CROSS JOIN entry o
        WHERE {alike} AND o.date = d.date"""


def _met(kinds: Sequence[str]) -> Iterator[str]:
    if kinds:
        yield f"SELECT m.number FROM {_MET} m JOIN {_NEW} k ON k.number = m.number WHERE k.kind IN ({_listed(kinds)})"


def _of_several_sheets(kinds: Sequence[str]) -> Iterator[str]:
    if kinds:
        yield f"SELECT number FROM {_NEW} WHERE kind IN ({_listed(kinds)}) AND first_sheet <> last_sheet"


def _whole(entry: str, column: str) -> str:
    """A column of which a blank is something too: no id is 0. So both engines can look for it among all groups at once."""
    return f"coalesce({entry}.{column}, 0)" if column in may_be_blank() else f"{entry}.{column}"


def _same(group: str, entry: str, but: Collection[str]) -> str:
    return " AND ".join(f"{group}.{column} = {_whole(entry, column)}" for column in columns(but))


def _listed(kinds: Iterable[str]) -> str:
    return ", ".join(f"'{kind}'" for kind in kinds)
