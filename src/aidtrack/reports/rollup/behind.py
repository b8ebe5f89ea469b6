"""What is behind a row of a roll-up: the commands that list it, by the words of the row; where these cannot be typed, cell by cell."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from aidtrack.ledger.kind import CELL_BALANCES, KINDS
from aidtrack.phrase import Said
from aidtrack.reports import figures
from aidtrack.reports.dimension import DIMENSIONS
from aidtrack.reports.explain import Explainer
from aidtrack.reports.figures import Figures
from aidtrack.reports.period import Period
from aidtrack.reports.rollup.axis import Axis, Key
from aidtrack.reports.rollup.parts import Part
from aidtrack.values.dates import last_day
from aidtrack.values.report import Value

_ROWS = ("fund", "project", "village", "household")
_TIMES = ("year", "month")
_OFFICE = "office"
# By what the list of a kind of entry can be narrowed.
_LISTED_BY = {one.word for one in DIMENSIONS.values() if one.narrows}


def commands(
    explainer: Explainer, axes: Sequence[Axis], key: Sequence[Key], found: Sequence[Part], balances: Collection[str]
) -> list[Said]:
    """Projects without money and funds as they stand are listed themselves; of entries those that moved, and those of the position,
    as far as they are of these balances.
    """
    lines: list[Said] = []
    idle = sorted(
        {part.project for part in found if part.first == 0 and not any(part.money.held.values()) and part.project}
    )
    if idle:
        lines.append(explainer.rows("project", idle))
    for part in found:
        if part.stands is not None:
            lines += [
                explainer.one("fund", part.fund),
                *explainer.commands(_only(part.stands.money, {*balances}.difference(CELL_BALANCES)), fund=part.fund),
            ]
    moving = [part for part in found if any(part.money.held.values()) or any(part.money.moved.values())]
    lines += _entries(explainer, axes, key, [replace(one, money=_only(one.money, balances)) for one in moving])
    return lines


def _only(money: Figures, balances: Collection[str]) -> Figures:
    moved, held = ({name: fen for name, fen in sums.items() if name in balances} for sums in (money.moved, money.held))
    return Figures(moved, held)


def _entries(explainer: Explainer, axes: Sequence[Axis], key: Sequence[Key], found: Sequence[Part]) -> Iterator[Said]:
    explainer = _of_office(explainer, axes, key)
    through = {name: value for one, id in zip(axes, key, strict=True) for name, value in _through(one, id).items()}
    rows = {one.word: id or 0 for one, id in zip(axes, key, strict=True) if one.word in _ROWS}
    if _LISTED_BY.issuperset(through) and explainer.can_type(*through.values()):
        yield from _of(explainer, axes, key, found, rows, through)
        return
    kept = {name: value for name, value in through.items() if name == "payee" and explainer.can_type(value)}
    cells: dict[tuple[int, int, int], list[Part]] = {}
    for part in found:
        cells.setdefault((part.fund, part.project, part.village), []).append(part)
    for (fund, project, village), mine in sorted(cells.items()):
        yield from _of(explainer, axes, key, mine, {**rows, "fund": fund, "project": project, "village": village}, kept)


def _of_office(explainer: Explainer, axes: Sequence[Axis], key: Sequence[Key]) -> Explainer:
    """Of a collection only what the row's office handed over is listed; a store of one office holds nothing else."""
    codes = explainer.connection.parts or {}
    code = next((id for one, id in zip(axes, key, strict=True) if one.word == _OFFICE), None)
    return explainer.of_office(str(code)) if code in codes.values() else explainer


def _through(one: Axis, key: Key) -> Mapping[str, Value]:
    """The fields by which it is found."""
    return {} if one.word in (*_ROWS, *_TIMES, _OFFICE) else dict(zip(one.columns, one.cells(key), strict=True))


def _of(
    explainer: Explainer, axes: Sequence[Axis], key: Sequence[Key], found: Sequence[Part],
    rows: Mapping[str, int], through: Mapping[str, Value],
) -> list[Said]:  # fmt: skip
    money = figures.together(part.money for part in found)
    if not any(part.first for part in found):  # cells
        return explainer.commands(money, through, **rows)
    place = explainer.narrowed(through, **rows)
    when = explainer.when
    for one, id in zip(axes, key, strict=True):
        if one.word in _TIMES and id is not None:
            when = _within(when, str(id))
    until = replace(when, start=None)
    moved = [kind.name for kind in KINDS.values() if money.moved.get(kind.balance) is not None]
    held = [kind.name for kind in KINDS.values() if money.held.get(kind.balance) is not None]
    of_a_day = any(money.held.get(balance) != money.moved.get(balance) for balance in money.held)
    return [explainer.entries(kind, until if of_a_day else when, place) for kind in (held if of_a_day else moved)]


def _within(when: Period, span: str) -> Period:
    """The part of the period that lies in a year or month."""
    first, last = f"{span}-01-01"[:10] if len(span) == 4 else f"{span}-01", last_day(span)
    return replace(when, start=max(first, when.start or ""), end=min(last, when.end or "9999"))
