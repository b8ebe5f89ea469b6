"""Alerts as rows: what each is of by name, and its command, worked out while they are shown, as there are tens of thousands."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter

from aidtrack.dataclass import dataclass
from aidtrack.phrase import Joined, Said, phrase
from aidtrack.reports.alerting.rule import Alert
from aidtrack.reports.alerting.snapshot import OF, Snapshot
from aidtrack.reports.columns import columns
from aidtrack.reports.parted import HEAD
from aidtrack.store.engine.collections import SPAN
from aidtrack.values.blocks import blocks
from aidtrack.values.homonym import joined
from aidtrack.values.report import Column, Content, Row
from aidtrack.values.stream import ByColumn, Cells

Found = Sequence[tuple[Row, Sequence[Alert]]]  # the cells that a group's rows begin with, and its alerts
_NO_PROJECT, _NO_VILLAGE = phrase("project not assigned"), phrase("village not assigned")
_HELD = {"amount": "amount_fen", "amount_qualifier": "qualifier", "days": "days", "details": "details"}
_SELDOM = {name: attrgetter(_HELD[name]) for name in ("amount", "days", "details")}
_AT_ONCE = 500  # rows


def rows(snapshot: Snapshot, found: Found) -> ByColumn:
    """Their rows. Raises Damaged where one is of what is not there."""
    for noun in OF:
        of = attrgetter(noun)
        ids = {of(alert) for _, alerts in found for alert in alerts} - {None, 0}
        if ids:
            snapshot.names.homonyms.of(noun)  # while the store is open
        for id in ids:
            snapshot.quoted(noun, id)
    names = [*([] if snapshot.connection.parts is None else [HEAD]), *next((same for same, _ in found), {}), *_MADE]
    return ByColumn(sum(len(alerts) for _, alerts in found), names, lambda: _read(snapshot, found))


def _read(snapshot: Snapshot, found: Found) -> Iterator[Cells]:
    return (_Cells(snapshot, same, some) for same, alerts in found for some in blocks(alerts, _AT_ONCE))


@dataclass(frozen=True, slots=True)
class _Cells:
    """Alerts of one group, column by column."""

    snapshot: Snapshot
    same: Row
    alerts: Sequence[Alert]

    def of(self, name: str) -> Sequence[Content]:
        if name in _MADE:
            return _MADE[name](self.snapshot, self.alerts)
        if name == HEAD and self.snapshot.connection.parts is not None:
            return [self.snapshot.connection.parts.get(_office(alert)) for alert in self.alerts]
        return [self.same.get(name)] * len(self.alerts)


Make = Callable[[Snapshot, Sequence[Alert]], Sequence[Content]]


def _held_in(field: str) -> Make:
    read = attrgetter(field)
    return lambda _, alerts: [*map(read, alerts)]


def _name(noun: str) -> Make:
    at, id_of = OF.index(noun), attrgetter(noun)
    return lambda snapshot, alerts: [*map(snapshot.named[at].__getitem__, map(id_of, alerts))]


def _office(alert: Alert) -> int:
    ids = (alert.fund, alert.project, alert.village, alert.household)
    return next((id // SPAN for id in ids if id), alert.office or 0)


def what(snapshot: Snapshot, alert: Alert) -> Said:
    """What it is of, as in `自筹资金 · 牙河村危房改造 · 牙河村`: several rules find the same, and rows are put in order by it."""
    of = alert[1:6]
    if alert.subject is not None and not isinstance(alert.subject, str):
        return _what(snapshot, *of)
    known = snapshot.called.get(of)
    if known is None:
        known = snapshot.called[of] = _what(snapshot, *of)
    return known


def _what(
    snapshot: Snapshot,
    fund: int | None,
    project: int | None,
    village: int | None,
    household: int | None,
    subject: Said | None,
) -> Said:
    funds, projects, villages, households = snapshot.named
    named = (funds[fund], projects[project], villages[village], households[household])
    nowhere = None
    if project == 0 or village == 0:
        nowhere = _NO_PROJECT if project == 0 else _NO_VILLAGE
    if nowhere is None and (subject is None or isinstance(subject, str)):
        return joined((text for text in (*named, subject) if text), " · ")
    return Joined(tuple(word for word in (*named, nowhere, subject) if word), " · ")


def command(snapshot: Snapshot, alert: Alert) -> str:
    shown = alert.command
    if isinstance(shown, str):
        return shown
    id = getattr(alert, shown.noun)
    if shown.option:
        return f"{shown.words} --{shown.noun} {snapshot.quoted(shown.noun, id)}"
    return f"{shown.words} {snapshot.last(shown.noun, id)}"


_MADE: Mapping[str, Make] = {
    "what": lambda snapshot, alerts: [what(snapshot, alert) for alert in alerts],
    **{name: _held_in(field) for name, field in _HELD.items()},
    **{noun: _name(noun) for noun in OF},
    "command": lambda snapshot, alerts: [command(snapshot, alert) for alert in alerts],
}


def commands(snapshot: Snapshot, found: Found) -> list[list[Said]]:
    """For each row, what people read on a line of its own."""
    return [[command(snapshot, alert)] for _, alerts in found for alert in alerts]


def headings(snapshot: Snapshot, found: Found, *names: str) -> list[Column]:
    """The columns of these names, those in which no row holds anything kept from people; where several offices are asked for first whose it is."""
    office = [] if snapshot.connection.parts is None else columns(HEAD)
    return office + [replace(one, hidden=not _held(found, one.name)) for one in columns(*names)]


def _held(found: Found, name: str) -> bool:
    held = _SELDOM.get(name)
    return any(
        alerts if held is None else any(held(alert) not in (None, "") for alert in alerts) for _, alerts in found
    )
