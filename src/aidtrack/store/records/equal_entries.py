"""The entries of an act that equal recorded ones or each other (`ledger/equality.py`), set-based: of a million nearly all have no equal.

SQL finds the groups that agree in what is compared as it is stored, each once, and everything in them; what people wrote in these few
is compared here.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from aidtrack.dataclass import dataclass
from aidtrack.ledger.correcting import ref_of
from aidtrack.ledger.equality import (
    REWORDED,
    SMALL_PRINT,
    WRITTEN,
    changed,
    columns,
    is_reworded,
    may_be_blank,
    may_repeat,
    recorded,
    standing,
    standing_for,
    worded,
)
from aidtrack.store.engine.transaction import Writer
from aidtrack.values.text import keys

# Temporary tables: what new entries are compared by, once for each group; the recorded entries near them, and the new ones; and those of
# both that fall into a group.
_NEW, _NEAR, _OWN, _MET = "equal_new", "equal_near", "equal_own", "equal_met"
_TEXTS = 6  # of the columns that are read of these the first that people wrote freely


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


@dataclass(frozen=True, slots=True)
class Reworded:
    """A new entry that is likely a recorded one, told in other words."""

    new: Equal
    old: Equal


def equal_entries(
    writer: Writer, last: int, recorded_kinds: Sequence[str], sheet_kinds: Sequence[str]
) -> tuple[list[list[Equal]], list[Reworded]]:
    """Groups of equals, in order of id: those of `recorded_kinds` where a new one, after the id `last`, meets a recorded one, and of
    `sheet_kinds` where new ones of different sheets meet (the 流水号 is not compared here); and the new ones of `recorded_kinds` that are
    likely a recorded one in other words.
    """
    equals: list[list[Equal]] = []
    likely: list[Reworded] = []
    for group in _groups(writer, last, recorded_kinds, sheet_kinds, REWORDED):
        said: dict[tuple[str | None, ...], list[Equal]] = defaultdict(list)
        for one in group:
            said[worded(one.texts[name] for name in REWORDED)].append(one.entry)
        equals += [same for same in said.values() if len(same) > 1]
        likely += _reworded(group)
    return equals, likely


def _reworded(group: Sequence[_Written]) -> Iterator[Reworded]:
    """Of each new entry of a group the first recorded one that it may be: by its voucher, or without one, where the 流水号 do not tell them
    apart. Each is looked up, however many there are.
    """
    first: dict[tuple[str | None, bool], _Written] = {}
    for old in group:
        if not old.entry.sheet:
            [voucher] = worded([old.texts["voucher"]])
            for known in {(voucher, old.entry.ref is not None), ("", old.entry.ref is not None)}:
                first.setdefault(known, old)
    for new in group if first else ():
        if not new.entry.sheet:
            continue
        [voucher] = worded([new.texts["voucher"]])
        vouchers = ("",) if voucher is None else (voucher, None)  # "" is any
        refs = (False, True) if new.entry.ref is None else (False,)
        found = (first.get((one, has_ref)) for one in vouchers for has_ref in refs)
        likely = next((one for one in found if one is not None and is_reworded(new.texts, one.texts)), None)
        if likely is not None:
            yield Reworded(new.entry, likely.entry)


def made_equal(writer: Writer, last: int, kinds: Sequence[str], anew: Collection[int]) -> Iterator[tuple[Equal, Equal]]:
    """Of each entry of `kinds` that was recorded `anew` after the id `last`, as its old one did not read: itself, and another that stands and
    that it equals now, the oldest. Rows of one sheet may equal each other.
    """
    for group in _groups(writer, last, kinds, kinds, of_corrections=True):
        equals = [one.entry for one in group]
        for new in (one for one in equals if one.id in anew):
            others = (
                one for one in equals if one.sheet != new.sheet and (new.ref is None or one.ref in (None, new.ref))
            )
            if (other := next(others, None)) is not None:
                yield new, other


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
        before = [one for one in group if not one.entry.sheet]
        for new in (one for one in group if one.entry.sheet):
            for old in before:
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
    """What agrees in all that is compared, `but` for some fields: the members of every group of `recorded_kinds` in which a new entry
    meets a recorded one, and of `sheet_kinds` in which new ones of different sheets meet.

    Of corrections the new entries are those recorded anew, and they meet whatever else stands.
    """
    asked_of = changed if of_corrections else may_repeat
    before, stands = (
        (f"({{}}.id <= {last} OR {{}}.corrects_id IS NULL)", standing)
        if of_corrections
        else (f"{{}}.id <= {last}", recorded)
    )
    kinds = sorted({*recorded_kinds, *sheet_kinds})
    if not kinds:
        return
    _drop(writer)
    by = ", ".join(_whole("e", column) for column in columns(but))
    writer.execute(
        f"""CREATE TEMPORARY TABLE {_NEW} AS SELECT row_number() OVER () AS number, n.* FROM (
            SELECT {_wholes("e", but)}, min(e.file_no) AS first_sheet, max(e.file_no) AS last_sheet
            FROM entry e WHERE e.id > {last} AND e.kind IN ({_listed(kinds)}) AND {asked_of("e")} GROUP BY {by}) n"""
    )
    writer.execute(f"CREATE INDEX {_NEW}_by ON {_NEW} ({', '.join(sorted(columns(but)))})")
    writer.analyze(_NEW)
    # Both are counted before they are joined: what a server knows of the entries of one day may be old.
    writer.execute(f"CREATE TEMPORARY TABLE {_NEAR} AS {_near(but, before.replace('{}', 'o'))}")
    writer.analyze(_NEAR)
    writer.execute(
        f"CREATE TEMPORARY TABLE {_MET} AS SELECT k.number, o.id FROM {_NEAR} o CROSS JOIN {_NEW} k WHERE {_same('k', 'o', but)}"
    )
    writer.analyze(_MET)
    wanted = " UNION ".join([*_met(recorded_kinds), *_of_several_sheets(sheet_kinds)])
    rows = []
    if writer.value(f"{wanted} LIMIT 1") is not None:
        writer.execute(
            f"""CREATE TEMPORARY TABLE {_OWN} AS SELECT e.id, {_wholes("e", but)}
            FROM entry e WHERE e.id > {last} AND e.kind IN ({_listed(kinds)}) AND {asked_of("e")}"""
        )
        writer.analyze(_OWN)
        writer.execute(
            f"INSERT INTO {_MET} SELECT k.number, o.id FROM {_OWN} o CROSS JOIN {_NEW} k WHERE {_same('k', 'o', but)} AND k.number IN ({wanted})"
        )
        writer.analyze(_MET)
        rows = writer.rows(
            f"""SELECT m.number, e.id, CASE WHEN e.id > :last THEN e.file_no ELSE 0 END,
                CASE WHEN e.id > :last THEN e.row_no ELSE 0 END, {ref_of("e")}, f.name, {", ".join(f"e.{name}" for name in WRITTEN)}
            FROM {_MET} m CROSS JOIN entry e JOIN fund f ON f.id = e.fund_id
            WHERE e.id = m.id AND m.number IN ({wanted}) ORDER BY m.number, e.id""",
            {"last": last},
        )
    alike = [*_worded_alike(rows, but)]
    _drop(writer)
    yield from _standing(writer, alike, stands)


def _worded_alike(rows: Sequence[Sequence[Any]], but: Collection[str]) -> Iterator[list[_Written]]:
    """Of each group those whose texts say the same, `but` for some, where there are several."""
    said = [_keys([row[_TEXTS + at] for row in rows]) for at, name in enumerate(WRITTEN) if name not in but]
    apart: dict[tuple[Any, ...], list[Sequence[Any]]] = defaultdict(list)
    for row, texts in zip(rows, zip(*said, strict=True), strict=True):
        apart[row[0], *texts].append(row)
    yield from ([_written(row) for row in equals] for equals in apart.values() if len(equals) > 1)


def _keys(texts: Sequence[str | None]) -> list[str | None]:
    """As `equality.worded`, of a whole column."""
    found = keys(["" if text is None else text for text in texts])
    return [None if text is None else said for text, said in zip(texts, found, strict=True)]


def _written(row: Sequence[Any]) -> _Written:
    _, id, sheet, line, ref, fund, *texts = row
    return _Written(Equal(id, id, sheet, line, ref), fund, dict(zip(WRITTEN, texts, strict=True)))


def _drop(writer: Writer) -> None:
    for table in (_NEW, _NEAR, _OWN, _MET):
        writer.execute(f"DROP TABLE IF EXISTS {table}")


def _standing(
    writer: Writer, groups: Sequence[list[_Written]], stands: Callable[[str], str]
) -> Iterator[list[_Written]]:
    """The groups without what was recorded before and does not stand: that is a long question, asked of few."""
    asked = [one.entry.id for group in groups for one in group if not one.entry.sheet]
    if not asked:
        yield from groups
        return
    writer.execute(f"CREATE TEMPORARY TABLE {_MET} (id {writer.engine.INTEGER})")
    writer.insert_columns(_MET, {"id": asked}, {})
    writer.analyze(_MET)
    with writer.by_index():  # each by itself: of a new store a server does not know yet how many entries there are
        found = writer.rows(
            f"SELECT m.id, (SELECT CASE WHEN {stands('e')} THEN {standing_for('e')} END FROM entry e WHERE e.id = m.id) FROM {_MET} m"
        )
    writer.execute(f"DROP TABLE {_MET}")
    stand = {id: newest for id, newest in found if newest is not None}
    for group in groups:
        left = [
            replace(one, entry=replace(one.entry, stands_for=stand.get(one.entry.id, one.entry.id)))
            for one in group
            if one.entry.sheet or one.entry.id in stand
        ]
        if len(left) > 1:
            yield left


def _near(but: Collection[str], before: str) -> str:
    """The entries o of the funds and days of the new ones, or of their projects and days, that were there before: each is looked at once,
    however many new ones there are.
    """
    if "fund" not in but:
        return _of_days("fund_id", "o.fund_id = d.fund_id", but, before)
    of_projects = _of_days("project_id", "o.project_id = d.project_id", but, before)
    return f"{of_projects} UNION ALL {_of_days('project_id', 'd.project_id = 0 AND o.project_id IS NULL', but, before)}"


def _of_days(column: str, alike: str, but: Collection[str], before: str) -> str:
    return f"""SELECT o.id, {_wholes("o", but)} FROM (SELECT DISTINCT {column}, date FROM {_NEW}) d CROSS JOIN entry o
        WHERE {alike} AND o.date = d.date AND {before} AND o.reverses_id IS NULL"""


def _met(kinds: Sequence[str]) -> Iterator[str]:
    if kinds:
        yield f"SELECT m.number FROM {_MET} m JOIN {_NEW} k ON k.number = m.number WHERE k.kind IN ({_listed(kinds)})"


def _of_several_sheets(kinds: Sequence[str]) -> Iterator[str]:
    if kinds:
        yield f"SELECT number FROM {_NEW} WHERE kind IN ({_listed(kinds)}) AND first_sheet <> last_sheet"


def _whole(entry: str, column: str) -> str:
    """A column of which a blank is something too: no id is 0. So both engines can look for it among all groups at once."""
    return f"coalesce({entry}.{column}, 0)" if column in may_be_blank() else f"{entry}.{column}"


def _wholes(entry: str, but: Collection[str]) -> str:
    return ", ".join(f"{_whole(entry, column)} AS {column}" for column in columns(but))


def _same(group: str, entry: str, but: Collection[str]) -> str:
    return " AND ".join(f"{group}.{column} = {entry}.{column}" for column in columns(but))


def _listed(kinds: Iterable[str]) -> str:
    return ", ".join(f"'{kind}'" for kind in kinds)
