"""Alerts as rows: what each is of by name, and its command, worked out while they are shown, as there are tens of thousands."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import attrgetter

from aidtrack.phrase import Joined, Said, phrase
from aidtrack.reports.alerting.rule import Alert
from aidtrack.reports.alerting.snapshot import OF, Snapshot
from aidtrack.reports.columns import columns
from aidtrack.reports.parted import HEAD
from aidtrack.store.engine.collections import SPAN
from aidtrack.values.homonym import joined
from aidtrack.values.report import Column, Content, Row
from aidtrack.values.stream import Stream

Found = Sequence[tuple[Row, Sequence[Alert]]]  # the cells that a group's rows begin with, and its alerts
_NO_PROJECT, _NO_VILLAGE = phrase("project not assigned"), phrase("village not assigned")
_SELDOM = {"amount": attrgetter("amount_fen"), "days": attrgetter("days"), "details": attrgetter("details")}


def rows(snapshot: Snapshot, found: Found) -> Stream:
    """Their rows. Raises Damaged where one is of what is not there."""
    for noun in OF:
        of = attrgetter(noun)
        ids = {of(alert) for _, alerts in found for alert in alerts} - {None, 0}
        if ids:
            snapshot.names.homonyms.of(noun)  # while the store is open
        for id in ids:
            snapshot.quoted(noun, id)
    return Stream(sum(len(alerts) for _, alerts in found), lambda: _read(snapshot, found))


def _read(snapshot: Snapshot, found: Found) -> Iterator[Row]:
    funds, projects, villages, households = snapshot.named
    codes = snapshot.connection.parts
    for same, alerts in found:
        for alert in alerts:
            row: dict[str, Content] = {
                **({} if codes is None else {HEAD: codes.get(_office(alert))}),
                **same,
                "what": what(snapshot, alert),
                "amount": alert.amount_fen,
                "amount_qualifier": alert.qualifier,
                "days": alert.days,
                "details": alert.details,
                "fund": funds[alert.fund],
                "project": projects[alert.project],
                "village": villages[alert.village],
                "household": households[alert.household],
                "command": command(snapshot, alert),
            }
            yield row


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
