"""A 360Giving 1.4 file: what each fund awarded to each project."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, BinaryIO

from aidtrack.render import published_json
from aidtrack.render.published_json import amount
from aidtrack.reports.publishing.activity import PLANNED_END, PLANNED_START, Activity, Published
from aidtrack.reports.publishing.awards import Award, every


def write(stream: BinaryIO, published: Published, now: datetime) -> None:
    """Grant by grant; `now` is when the file is made."""
    funds = {one.identifier: one.name for one in published.activities if one.noun == "fund"}
    moment = {"dateModified": now.isoformat(timespec="seconds")}
    grants = ({**dict(_grant(award, published, funds)), **moment} for award in every(published.activities))
    published_json.write(stream, {"version": "1.4"}, "grants", grants)


def _grant(award: Award, published: Published, funds: dict[str, str]) -> Iterator[tuple[str, Any]]:
    project, publisher = award.project, published.publisher
    prefix = f"360G-{published.prefix_360giving}"
    own = project.identifier.rpartition("-")[2]
    yield "id", f"{prefix}-{published.own(award.fund)}{own}"
    yield "title", project.name
    yield "description", project.content
    yield "currency", "CNY"
    yield "amountAwarded", amount(award.awarded_fen)
    if award.disbursed_fen is not None:
        yield "amountDisbursed", amount(award.disbursed_fen)
    yield "awardDate", award.day
    if dates := dict(_planned(project)):
        yield "plannedDates", [dates]
    assert project.implementer is not None  # it is wanted
    recipient = project.implementer
    yield "recipientOrganization", [{"id": recipient.ref or f"{prefix}-{recipient.name}", "name": recipient.name}]
    yield "fundingOrganization", [{"id": publisher.ref, "name": publisher.name}]
    if project.places:
        yield "beneficiaryLocation", [{"name": place.name, "countryCode": "CN"} | ({"description": place.within} if place.within else {}) for place in project.places]  # fmt: skip
    if award.fund in funds:
        yield "grantProgramme", [{"code": award.fund, "title": funds[award.fund]}]


def _planned(project: Activity) -> Iterator[tuple[str, str]]:
    for name, word in (("startDate", PLANNED_START), ("endDate", PLANNED_END)):
        if word in project.dates:
            yield name, project.dates[word]
