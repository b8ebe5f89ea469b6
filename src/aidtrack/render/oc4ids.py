"""An OC4IDS 0.9.5 file of projects that build something. Days have no hour: a day begins, and ends, as it does in China."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, BinaryIO
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from aidtrack.nouns.document import DOCUMENT_KINDS
from aidtrack.render import published_json
from aidtrack.render.published_json import amount
from aidtrack.reports.publishing.activity import (
    ACTUAL_END,
    ACTUAL_START,
    PLANNED_END,
    PLANNED_START,
    Activity,
    Change,
    Movement,
    Organisation,
    Paper,
    Place,
    Published,
    Work,
)
from aidtrack.reports.publishing.money import DISBURSEMENT, SPENDING
from aidtrack.reports.publishing.works import built
from aidtrack.values.dates import first_day

Made = dict[str, Any]
# Of the standard's list "projectStatus"; it has no word for what is suspended.
_STATUS = {
    "proposed": "identification", "confirmed": "identification", "approved": "preparation", "implementing": "implementation",
    "completed": "completion", "accepted": "completion", "closed": "completion", "cancelled": "cancelled",
}  # fmt: skip
# Of its list "documentType", where that has a word for it.
_OF_KIND = {DOCUMENT_KINDS[kind]: word for kind, word in
            {"plan": "projectPlan", "agreement": "contractSigned", "minutes": "minutes"}.items()}  # fmt: skip
_SAFE_IN_URL = "%/:?#[]@!$&'()*+,;=~-._"


def write(stream: BinaryIO, published: Published, now: datetime) -> None:
    """Project by project; `now` is when the file is made."""
    moment = now.isoformat(timespec="seconds")
    head = {
        "uri": uuid5(NAMESPACE_URL, f"{published.prefix_oc4ids} {moment}").urn,
        "publisher": _publisher(published.publisher),
        "publishedDate": moment,
        "version": "0.9",
    }
    projects = (one for one in published.activities if one.noun == "project")
    published_json.write(stream, head, "projects", (dict(_project(one, published, moment)) for one in projects))


def _publisher(publisher: Organisation) -> Made:
    scheme, id = _listed(publisher)
    return {"name": publisher.name, **({"scheme": scheme, "uid": id} if scheme else {})}


def _project(one: Activity, published: Published, moment: str) -> Iterator[tuple[str, Any]]:
    work, publisher = one.work or Work(), published.publisher
    authority = work.unit or publisher
    id = f"{published.prefix_oc4ids}-{published.own(one.identifier)}"
    yield "id", id
    yield "updated", moment
    yield "title", one.name
    if one.content:
        yield "description", one.content
    if one.stage in _STATUS:
        yield "status", _STATUS[one.stage]
    if word := built(one):
        yield "sector", [word] if "." not in word else [word.partition(".")[0], word]
    yield "additionalClassifications", [{"scheme": "OECD DAC", "id": one.sector, "description": one.category}]
    yield "publicAuthority", _reference(authority)
    yield "parties", _parties(one, authority)
    if one.places:
        yield "locations", [_location(place) for place in one.places]
    for name, start, end in (
        ("period", PLANNED_START, PLANNED_END),
        ("implementationPeriod", ACTUAL_START, ACTUAL_END),
    ):
        if period := _period(one.dates.get(start), one.dates.get(end)):
            yield name, period
    if budget := dict(_budget(one, work)):
        yield "budget", budget
    if completion := dict(_completion(one, published)):
        yield "completion", completion
    if moved := [_transaction(movement, one, publisher) for movement in one.movements if movement.kind in _PAID]:
        yield "transactions", moved
    if one.papers:
        yield "documents", [dict(_document(paper)) for paper in one.papers]
    if agreed := dict(_agreed(one, work)):
        yield "contractingProcesses", [{"id": f"{id}-C1", "summary": agreed}]


_PAID = (SPENDING, DISBURSEMENT)


def _parties(one: Activity, authority: Organisation) -> list[Made]:
    """Each once, with all its roles; that of whom a project is carried out by is our word, for the standard has none."""
    roles: dict[str, list[str]] = {}
    known = {}
    for organisation, role in (
        (authority, "publicAuthority"),
        *((funder, "funder") for funder in one.funders),
        *([(one.implementer, "implementer")] if one.implementer else []),
    ):
        known[_id(organisation)] = organisation
        roles.setdefault(_id(organisation), []).append(role)
    return [dict(_party(organisation, roles[id])) for id, organisation in known.items()]


def _party(organisation: Organisation, roles: list[str]) -> Iterator[tuple[str, Any]]:
    yield from _reference(organisation).items()
    scheme, id = _listed(organisation)
    if scheme:
        yield "identifier", {"scheme": scheme, "id": id, "legalName": organisation.name}
    yield "roles", [*dict.fromkeys(roles)]


def _reference(organisation: Organisation) -> Made:
    return {"name": organisation.name, "id": _id(organisation)}


def _id(organisation: Organisation) -> str:
    return organisation.ref or organisation.name


def _listed(organisation: Organisation) -> tuple[str, str]:
    """The list that an organisation stands on, and its number there; two blanks where it is on none."""
    *scheme, id = (organisation.ref or "").split("-", 2)
    return "-".join(scheme), id


def _location(place: Place) -> Made:
    region = {"region": place.within} if place.within else {}
    return {"id": place.ref, "description": place.name, "address": {"locality": place.name, **region, "countryName": "中国"}}  # fmt: skip


def _period(start: str | None, end: str | None) -> Made:
    return {
        **({"startDate": _begins(start)} if start else {}),
        **({"endDate": f"{end}T23:59:59+08:00"} if end else {}),
    }


def _begins(day: str) -> str:
    return f"{first_day(day)}T00:00:00+08:00"


def _value(fen: int) -> Made:
    return {"amount": amount(fen), "currency": "CNY"}


def _budget(one: Activity, work: Work) -> Iterator[tuple[str, Any]]:
    if work.cost_fen is not None:
        yield "amount", _value(work.cost_fen)
    if work.approved_on:
        yield "approvalDate", _begins(work.approved_on)
    if one.plans:
        parts = [
            {"id": str(year), "amount": _value(fen), "period": _period(f"{year}-01-01", f"{year}-12-31")}
            for year, fen in one.plans.items()
        ]
        yield "budgetBreakdowns", [{"id": "year", "description": "年度", "budgetBreakdown": parts}]


def _completion(one: Activity, published: Published) -> Iterator[tuple[str, Any]]:
    """What it came to is said once the work is done, where all that was spent may be said."""
    if _STATUS.get(str(one.stage)) != "completion":
        return
    if ACTUAL_END in one.dates:
        yield "endDate", _period(None, one.dates[ACTUAL_END])["endDate"]
    if SPENDING in published.says and one.is_whole:
        yield "finalValue", _value(sum(moved.fen for moved in one.movements if moved.kind == SPENDING))


def _transaction(movement: Movement, one: Activity, publisher: Organisation) -> Made:
    made: Made = {"id": movement.ref, "date": _begins(movement.day), "value": _value(movement.fen)}
    if movement.kind == DISBURSEMENT:
        made["payer"] = _reference(publisher)
        if one.implementer is not None:
            made["payee"] = _reference(one.implementer)
    return made


def _document(paper: Paper) -> Iterator[tuple[str, Any]]:
    yield "id", paper.ref
    if paper.kind in _OF_KIND:
        yield "documentType", _OF_KIND[paper.kind]
    yield "title", paper.name
    yield "url", quote(paper.url, safe=_SAFE_IN_URL)
    if paper.date:
        yield "datePublished", _begins(paper.date)


def _agreed(one: Activity, work: Work) -> Iterator[tuple[str, Any]]:
    """The agreement under which it is carried out, and how that was changed."""
    if work.agreement_no:
        yield "externalReference", work.agreement_no
    if (work.agreement_no or work.changes) and one.implementer is not None:
        yield "suppliers", [_reference(one.implementer)]
    if work.changes:
        yield "modifications", [dict(_modification(change)) for change in work.changes]


def _modification(change: Change) -> Iterator[tuple[str, Any]]:
    sums: Mapping[str, int | None] = {"oldContractValue": change.before_fen, "newContractValue": change.after_fen}
    yield "id", change.ref
    if change.day:
        yield "date", _begins(change.day)
    if words := _told(change):
        yield "description", words
    yield "type", "value" if any(fen is not None for fen in sums.values()) else "scope"
    yield from ((name, _value(fen)) for name, fen in sums.items() if fen is not None)


def _told(change: Change) -> str:
    parts: Iterable[str | None] = (change.before, change.after)
    return " → ".join(part for part in parts if part)
