"""A 360Giving 1.4 file: what each fund awarded to each project."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any, BinaryIO

from aidtrack.reports.publishing.activity import PLANNED_END, PLANNED_START, Activity, Published
from aidtrack.reports.publishing.awards import Award, every
from aidtrack.values.money import plain_yuan


def write(stream: BinaryIO, published: Published, now: datetime) -> None:
    """Grant by grant; `now` is when the file is made."""
    funds = {one.identifier: one.name for one in published.activities if one.noun == "fund"}
    stream.write(b'{"version": "1.4", "grants": [')
    for at, award in enumerate(every(published.activities)):
        grant = json.dumps(
            {**dict(_grant(award, published, funds)), "dateModified": now.isoformat(timespec="seconds")},
            ensure_ascii=False,
        )
        stream.write((",\n" if at else "\n").encode() + grant.encode())
    stream.write(b"\n]}\n")


def _grant(award: Award, published: Published, funds: dict[str, str]) -> Iterator[tuple[str, Any]]:
    project, publisher = award.project, published.publisher
    prefix = f"360G-{published.prefix_360giving}"
    own = project.identifier.removeprefix(f"{publisher.ref}-")
    yield "id", f"{prefix}-{award.fund.removeprefix(f'{publisher.ref}-')}{own.rpartition('-')[2]}"
    yield "title", project.name
    yield "description", project.content
    yield "currency", "CNY"
    yield "amountAwarded", _yuan(award.awarded_fen)
    if award.disbursed_fen is not None:
        yield "amountDisbursed", _yuan(award.disbursed_fen)
    yield "awardDate", award.day
    if dates := dict(_planned(project)):
        yield "plannedDates", [dates]
    assert project.implementer is not None  # it is wanted
    recipient = project.implementer
    yield "recipientOrganization", [{"id": recipient.ref or f"{prefix}-{recipient.name}", "name": recipient.name}]
    yield "fundingOrganization", [{"id": publisher.ref, "name": publisher.name}]
    if project.places:
        yield "beneficiaryLocation", [{"name": place.name, "countryCode": "CN", "description": place.within} for place in project.places]  # fmt: skip
    if award.fund in funds:
        yield "grantProgramme", [{"code": award.fund, "title": funds[award.fund]}]


def _planned(project: Activity) -> Iterator[tuple[str, str]]:
    for name, word in (("startDate", PLANNED_START), ("endDate", PLANNED_END)):
        if word in project.dates:
            yield name, project.dates[word]


def _yuan(fen: int) -> float:
    """Exact to the fen up to fifteen digits, which is what a number of JSON is read with."""
    return float(plain_yuan(fen))
