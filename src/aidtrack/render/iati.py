"""An IATI 2.03 file of published activities. The codes here are those of IATI's codelists of the names beside them."""

from datetime import datetime
from typing import BinaryIO
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from aidtrack.nouns.document import DOCUMENT_KINDS
from aidtrack.nouns.project import IATI_STATUS
from aidtrack.pattern import pattern
from aidtrack.reports.publishing.activity import (
    ACTUAL_END,
    ACTUAL_START,
    PLANNED_END,
    PLANNED_START,
    Activity,
    Movement,
    Organisation,
    Paper,
    Place,
    Published,
)
from aidtrack.values.dates import first_day
from aidtrack.values.money import plain_yuan

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_NOT_XML = pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DATE_TYPE = {PLANNED_START: "1", ACTUAL_START: "2", PLANNED_END: "3", ACTUAL_END: "4"}  # ActivityDateType
# TransactionType: incoming funds, outgoing commitment, disbursement, expenditure, loan repayment.
_TRANSACTION = {"receipt": "1", "interest": "1", "allocation": "2", "disbursement": "3", "spending": "4", "loan": "3", "repayment": "6"}  # fmt: skip
_LOAN = "421"  # FinanceType: standard loan
_FUNDING, _ACCOUNTABLE, _IMPLEMENTING = "1", "2", "4"  # OrganisationRole
_SAID = {"interest": "利息"}
_HOUSEHOLDS = "农户合计"
_RESULTS = "绩效指标"
# DocumentCategory: objectives, review, results, contract, activity web page.
_CATEGORY = {
    "plan": "A02", "opinion": "A02", "handbook": "A02", "approval": "A02", "rectification plan": "A07", "minutes": "A07",
    "report": "A07", "evidence": "A08", "agreement": "A11", "notice": "A12",
}  # fmt: skip
_OF_KIND = {DOCUMENT_KINDS[kind]: category for kind, category in _CATEGORY.items()}
_FORMAT = {
    "pdf": "application/pdf", "doc": "application/msword", "xls": "application/vnd.ms-excel", "jpg": "image/jpeg", "png": "image/png",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}  # fmt: skip


def write(stream: BinaryIO, published: Published, now: datetime) -> None:
    """Activity by activity; `now` is when the file is made."""
    moment = now.isoformat(timespec="seconds")
    stream.write(b"<?xml version='1.0' encoding='utf-8'?>\n")
    stream.write(f'<iati-activities version="2.03" generated-datetime="{moment}">\n'.encode())
    known = {one.identifier for one in published.activities}
    for one in published.activities:
        element = _activity(one, published, known, moment)
        indent(element)
        stream.write(tostring(element, encoding="unicode").encode() + b"\n")
    stream.write(b"</iati-activities>\n")


def _activity(one: Activity, published: Published, known: set[str], moment: str) -> Element:
    """Its parts in the order of the schema."""
    publisher = published.publisher
    is_fund = one.noun == "fund"
    attributes = {
        _LANG: "zh",
        "default-currency": "CNY",
        "last-updated-datetime": moment,
        "hierarchy": "1" if is_fund else "2",
    }
    made = Element("iati-activity", attributes)
    SubElement(made, "iati-identifier").text = one.identifier
    others = {"secondary-reporter": "1"} if published.of_others else {}
    _narrative(made, "reporting-org", publisher.name, **_known_as(publisher), **others)
    _narrative(made, "title", one.name)
    _narrative(made, "description", str(one.content), type="1")
    for funder in one.funders or [publisher]:
        _narrative(made, "participating-org", funder.name, role=_FUNDING, **_known_as(funder))
    _narrative(made, "participating-org", publisher.name, role=_ACCOUNTABLE, **_known_as(publisher))
    if one.implementer is not None:
        _narrative(made, "participating-org", one.implementer.name, role=_IMPLEMENTING, **_known_as(one.implementer))
    SubElement(made, "activity-status", code=str(IATI_STATUS[str(one.stage)]))
    for word, day in one.dates.items():
        SubElement(made, "activity-date", {"type": _DATE_TYPE[word], "iso-date": day})
    if len(one.places) == 1:
        SubElement(made, "activity-scope", code="8")  # ActivityScope: single location
    SubElement(made, "recipient-country", code="CN", percentage="100")
    for place in one.places:
        _location(made, place)
    sector = SubElement(made, "sector", vocabulary="1", code=str(one.sector))
    if one.category is not None:
        _text(sector, one.category)
        own = _plain(one.category)
        _narrative(made, "sector", own, vocabulary="99", code=own)  # SectorVocabulary: the reporting organisation's
    usual = published.usual
    SubElement(made, "default-flow-type", code=usual["flow"])
    SubElement(made, "default-finance-type", code=_LOAN if one.is_loan else usual["finance"])
    SubElement(made, "default-aid-type", code=usual["aid"])
    SubElement(made, "default-tied-status", code=usual["tied"])
    for year, fen in one.plans.items():
        _budget(made, year, fen, "2" if is_fund else "1")  # BudgetStatus: committed, indicative
    for movement in one.movements:
        _transaction(made, movement, one, publisher)
    for paper in one.papers:
        _document(made, paper)
    for other in one.related:
        if other in known:
            # RelatedActivityType: child, parent.
            SubElement(made, "related-activity", ref=other, type="2" if is_fund else "1")
    _result(made, one)
    return made


def _known_as(organisation: Organisation) -> dict[str, str]:
    known = {"ref": organisation.ref, "type": organisation.type}
    return {name: str(value) for name, value in known.items() if value is not None}


def _location(parent: Element, place: Place) -> None:
    made = SubElement(parent, "location", ref=place.ref)
    SubElement(made, "location-reach", code="1")
    _narrative(made, "name", place.name)
    if place.within:
        _narrative(made, "description", place.within)
    SubElement(made, "exactness", code="2")
    SubElement(made, "location-class", code="2")  # GeographicLocationClass: populated place


def _budget(parent: Element, year: int, fen: int, status: str) -> None:
    made = SubElement(parent, "budget", type="1", status=status)
    SubElement(made, "period-start", {"iso-date": f"{year}-01-01"})
    SubElement(made, "period-end", {"iso-date": f"{year}-12-31"})
    SubElement(made, "value", {"value-date": f"{year}-01-01"}).text = plain_yuan(fen)


def _transaction(parent: Element, movement: Movement, activity: Activity, publisher: Organisation) -> None:
    made = SubElement(parent, "transaction", ref=movement.ref)
    SubElement(made, "transaction-type", code=_TRANSACTION[movement.kind])
    SubElement(made, "transaction-date", {"iso-date": movement.day})
    SubElement(made, "value", {"value-date": movement.day}).text = plain_yuan(movement.fen)
    words = movement.words or (_HOUSEHOLDS if movement.ref.startswith("H") else _SAID.get(movement.kind))
    if words:
        _narrative(made, "description", words)
    if movement.kind == "receipt":
        for funder in activity.funders[:1]:
            _narrative(made, "provider-org", funder.name, **_known_as(funder))
    elif movement.fund is not None:
        _narrative(
            made, "provider-org", publisher.name, **_known_as(publisher), **{"provider-activity-id": movement.fund}
        )
    if movement.kind == "disbursement" and activity.implementer is not None:
        _narrative(made, "receiver-org", activity.implementer.name, **_known_as(activity.implementer))
    if movement.kind in ("loan", "repayment"):
        SubElement(made, "finance-type", code=_LOAN)


def _result(parent: Element, activity: Activity) -> None:
    """The indicators of a project, under what it was to achieve; nobody says which of them are outputs and which outcomes."""
    if not activity.indicators:
        return
    made = SubElement(parent, "result", type="9")  # ResultType: other
    _narrative(made, "title", _RESULTS)
    if activity.aim is not None:
        _narrative(made, "description", activity.aim)
    for one in activity.indicators:
        # IndicatorMeasure: percentage, unit.
        indicator = SubElement(made, "indicator", measure="2" if one.unit == "%" else "1")
        _narrative(indicator, "title", one.name if one.unit is None else f"{one.name}({one.unit})")
        if one.place is not None:
            _narrative(indicator, "description", one.place)
        for year, (target, actual) in one.years.items():
            period = SubElement(indicator, "period")
            SubElement(period, "period-start", {"iso-date": f"{year}-01-01"})
            SubElement(period, "period-end", {"iso-date": f"{year}-12-31"})
            for word, value in (("target", target), ("actual", actual)):
                if value is not None:
                    SubElement(period, word, value=value)


def _document(parent: Element, paper: Paper) -> None:
    ending = urlsplit(paper.url).path.rpartition(".")[2].lower()
    made = SubElement(parent, "document-link", format=_FORMAT.get(ending, "text/html"), url=_plain(paper.url))
    _narrative(made, "title", paper.name)
    SubElement(made, "category", code=_OF_KIND.get(paper.kind or "", "A12"))
    SubElement(made, "language", code="zh")
    if paper.date is not None:
        SubElement(made, "document-date", {"iso-date": first_day(paper.date)})


def _narrative(parent: Element, tag: str, text: str, **attributes: str) -> None:
    _text(SubElement(parent, tag, attributes), text)


def _text(element: Element, text: str) -> None:
    SubElement(element, "narrative").text = _plain(text)


def _plain(text: str) -> str:
    """Without signs that XML cannot hold."""
    return _NOT_XML.sub("", text)
