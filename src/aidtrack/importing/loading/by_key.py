"""Figures that are compared with what the store holds of the same kind, fund, project and village, a whole import at once."""

from collections import defaultdict
from collections.abc import Sequence

from aidtrack.errors import Fault
from aidtrack.importing.loading.entries import EntryLoad, Waiting
from aidtrack.importing.loading.months import Months
from aidtrack.importing.loading.positions import Positions
from aidtrack.importing.loading.waiting import ProjectFunds
from aidtrack.store.records.figures import Key, Span, asked


def book(load: EntryLoad, last: int) -> None:
    """Work out and insert every figure; what is wrong is a problem of its row."""
    rows = [one for one in load.by_key if _has_fund(load, one, last)]
    if load.problems.count or not rows:
        return
    by_span: dict[Span, list[Waiting]] = defaultdict(list)
    for one in rows:
        by_span[_span(one)].append(one)
    with asked(load.writer, list(by_span)) as sums:
        ready = Months(load).ready(by_span, sums) + Positions(load).ready(by_span, sums)
    _insert(load, ready)


def _has_fund(load: EntryLoad, one: Waiting, last: int) -> bool:
    """Whether a row has its fund, or its project's one fund by now."""
    if one.row["fund_id"] is None:
        fund = ProjectFunds(load, last).of(one)
        if isinstance(fund, Fault):
            one.reading.fault(one.line, "fund", fund, "")
            return False
        one.row["fund_id"] = fund
    return True


def _span(one: Waiting) -> Span:
    place = (int(str(one.row[column] or 0)) for column in ("fund_id", "project_id", "village_id"))
    sheet = one.reading.sheet
    if sheet.as_of is not None or sheet.part is None or sheet.part.month is None:
        return Span(Key(str(one.row["kind"]), *place), "", str(one.row["date"]))
    return Span(Key(str(one.row["kind"]), *place), *sheet.part.month)


def _insert(load: EntryLoad, rows: Sequence[Waiting]) -> None:
    names = dict.fromkeys(name for one in rows for name in one.row)
    if rows:
        load.insert({name: [one.row.get(name) for one in rows] for name in names}, {})
