"""A fiscal data package: the movements of money as one CSV, and what its columns are.

The column types are those of the budget taxonomy of the Fiscal Data Package 1.0 (specs.frictionlessdata.io).
"""

import csv
import io
import json
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import BinaryIO

from aidtrack.folder import Written
from aidtrack.reports.publishing.activity import Activity, Movement, Published
from aidtrack.values.money import plain_yuan
from aidtrack.values.text import defused

_TAXONOMY = "https://specs.frictionlessdata.io/taxonomies/fiscal/budgets.json"
_FILE = "entries.csv"
_MONEY_IN = ("receipt", "interest", "repayment")
# Name, heading, type, and what the taxonomy calls it.
_COLUMNS = (
    ("id", "编号", "string", "budget-line-id"),
    ("date", "日期", "date", "date:generic"),
    ("direction", "方向", "string", "direction"),
    ("kind", "类型", "string", "phase:id"),
    ("amount", "金额(元)", "number", "value"),
    ("currency", "币种", "string", "value-currency:code"),
    ("source", "资金来源", "string", "fin-source:generic:level1:code"),
    ("fund_id", "资金标识", "string", "fin-source:generic:level2:code"),
    ("fund", "资金", "string", "fin-source:generic:level2:label"),
    ("project_id", "项目标识", "string", "activity:generic:project:code"),
    ("project", "项目", "string", "activity:generic:project:label"),
    ("sector", "行业代码", "string", "functional-classification:generic:code"),
    ("category", "项目类别", "string", "functional-classification:generic:label"),
    ("county", "县区", "string", "geo:target:level1:title"),
    ("village_code", "区划代码", "string", "geo:target:level2:code"),
    ("village", "村", "string", "geo:target:level2:title"),
)
_AMOUNT = next(at for at, (name, *_) in enumerate(_COLUMNS) if name == "amount")


def files(published: Published, now: datetime) -> list[Written]:
    """`now` is when they are made."""
    return [(_FILE, partial(_entries, published)), ("datapackage.json", partial(_package, published, now))]


def _entries(published: Published, stream: BinaryIO) -> None:
    """Movement by movement; texts that a spreadsheet would run get an apostrophe."""
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=False)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([name for name, *_ in _COLUMNS])
    funds = {one.identifier: one for one in published.activities if one.noun == "fund"}
    for one in published.activities:
        for moved in one.movements:
            cells = _cells(one, moved, funds, published)
            writer.writerow([cell if at == _AMOUNT else defused(cell) for at, cell in enumerate(cells)])
    text.flush()
    text.detach()


def _cells(one: Activity, moved: Movement, funds: dict[str, Activity], published: Published) -> Iterator[str]:
    project = one if one.noun == "project" else None
    fund = one if project is None else funds.get(moved.fund or "")
    place = published.places.get(moved.village or 0)
    yield f"{published.own(one.identifier)}-{moved.ref}"
    yield moved.day
    yield "revenue" if moved.kind in _MONEY_IN else "expenditure"
    yield moved.kind
    yield plain_yuan(moved.fen)
    yield "CNY"
    yield (fund and fund.source) or ""
    yield published.own(fund.identifier) if fund else ""
    yield fund.name if fund else ""
    yield published.own(project.identifier) if project else ""
    yield project.name if project else ""
    yield (project and project.sector) or ""
    yield (project and project.category) or ""
    yield (place and place.county) or ""
    yield place.ref if place else ""
    yield place.name if place else ""


def _package(published: Published, now: datetime, stream: BinaryIO) -> None:
    who = published.publisher
    fields = [
        {"name": name, "title": title, "type": type, "columnType": column,
         **({"bareNumber": True} if type == "number" else {}),
         **({"constraints": {"required": True, **({"unique": True} if name == "id" else {})}} if name in _ALWAYS else {})}
        for name, title, type, column in _COLUMNS
    ]  # fmt: skip
    package = {
        "profile": "tabular-data-package",
        "name": "entries",
        "title": who.name or "aidtrack",
        "created": now.isoformat(timespec="seconds"),
        "countryCode": "CN",
        **({"contributors": [{"title": who.name, "role": "publisher"}]} if who.name else {}),
        "columnTypes": _TAXONOMY,
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": "entries",
                "path": _FILE,
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": {"fields": fields, "missingValues": [""], "primaryKey": "id"},
            }
        ],
    }
    stream.write(json.dumps(package, ensure_ascii=False, indent=1).encode() + b"\n")


_ALWAYS = ("id", "date", "direction", "kind", "amount", "currency")
