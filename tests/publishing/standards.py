"""The standards' own schemas, codelists and rules, where the folder that AIDTRACK_STANDARDS names holds them: nothing of them is ours."""

import csv
import io
import json
import os
import re
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator, Draft202012Validator, FormatChecker
from lxml import etree
from referencing import Registry, Resource

FOLDER = os.environ.get("AIDTRACK_STANDARDS", "")
WITH_STANDARDS = pytest.mark.skipif(not FOLDER, reason="AIDTRACK_STANDARDS names no folder with the standards' schemas")


def iati_faults(file: Path) -> list[str]:
    """What IATI's schema, codelists and ruleset find wrong with a file, on the day on which it was made."""
    tree = etree.parse(file)
    today = str(tree.getroot().get("generated-datetime"))[:10]
    schema = _schema()
    schema.validate(tree)
    return [*(str(error) for error in schema.error_log), *_off_the_lists(tree), *_breaks(tree, today)]


def giving_faults(file: Path) -> list[str]:
    """What 360Giving's schema finds wrong with a file."""
    return _json_faults(
        file, Path(FOLDER) / "360giving", "360-giving-package-schema.json", "360-giving-schema.json", "grants"
    )


def oc4ids_faults(file: Path) -> list[str]:
    """What OC4IDS's schema finds wrong with a file, and the words of its lists that it does not have, other than our one role."""
    folder = Path(FOLDER) / "oc4ids"
    projects = json.loads(file.read_text("utf-8"))["projects"]
    words = {
        "projectSector": [word for one in projects for word in one.get("sector", ())],
        "documentType": [paper["documentType"] for one in projects for paper in one.get("documents", ()) if "documentType" in paper],
        "partyRole": [role for one in projects for party in one["parties"] for role in party["roles"] if role != "implementer"],
    }  # fmt: skip
    unknown = [
        f"{name}: {word}"
        for name, found in words.items()
        for word in {*found} - _column(folder / "codelists" / f"{name}.csv")
    ]
    ids = [one["id"] for one in projects]
    return [
        *_json_faults(file, folder, "project-package-schema.json", "project-schema.json", "projects"),
        *unknown,
        *(f"twice: {id}" for id in {*ids} if ids.count(id) > 1),
    ]


def _column(file: Path) -> set[str]:
    return {row["Code"] for row in csv.DictReader(io.StringIO(file.read_text("utf-8")))}


def _json_faults(file: Path, folder: Path, whole: str, part: str, name: str) -> list[str]:
    """What the schema of a package, and that of the things it lists under a name, find wrong with a file."""
    package, thing = (json.loads((folder / schema).read_text("utf-8")) for schema in (whole, part))
    dialect = Draft202012Validator.META_SCHEMA["$id"] if "$id" in thing else Draft4Validator.META_SCHEMA["id"]
    resource = Resource.from_contents({**thing, "$schema": dialect})
    addresses = {package["properties"][name]["items"]["$ref"], thing.get("$id") or thing["id"]}
    known: Registry[Any] = Registry().with_resources([(address, resource) for address in addresses])
    formats = FormatChecker(())
    formats.checks("date-time", ValueError)(
        lambda text: "T" in str(text) and datetime.fromisoformat(str(text)) is not None
    )
    formats.checks("uri")(lambda text: re.fullmatch(r"[a-z]+:[!-~]+", str(text)) is not None)
    judge = Draft202012Validator if "$id" in thing else Draft4Validator
    validator = judge({**package, "$schema": dialect}, registry=known, format_checker=formats)
    return [error.message for error in validator.iter_errors(json.loads(file.read_text("utf-8")))]


@cache
def _schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(Path(FOLDER) / "iati" / "iati-activities-schema.xsd"))


@cache
def _codes(name: str) -> frozenset[str] | None:
    """The codes of a list; None of one that is open."""
    root = etree.parse(Path(FOLDER) / "iati" / "codelists" / f"{name}.xml").getroot()
    return frozenset(root.xpath("//codelist-item/code/text()")) if root.get("complete") == "1" else None


def _off_the_lists(tree: Any) -> Iterator[str]:
    for mapping in etree.parse(Path(FOLDER) / "iati" / "codelists-mapping.xml").iter("mapping"):
        path, condition = str(mapping.findtext("path")), mapping.findtext("condition")
        place, _, last = path.rpartition("/")
        codes = _codes(mapping.xpath("string(codelist/@ref)")) if tree.xpath(path) else None
        values = tree.xpath(f"{place}[{condition}]/{last}" if condition else path)
        yield from (f"{path}: {value}" for value in values if codes is not None and value not in codes)


def _breaks(tree: Any, today: str) -> Iterator[str]:
    rules = json.loads((Path(FOLDER) / "iati" / "ruleset.json").read_text("utf-8"))
    for contexts, by_kind in rules.items():
        for context in contexts.split(" | "):
            for kind, declared in by_kind.items():
                for element in tree.xpath(context):
                    yield from (
                        f"{context} {kind}: {case['ruleInfo']['message']}"
                        for case in declared["cases"]
                        if kind in _KEPT and not _KEPT[kind](element, case, today)
                    )


def _found(element: Any, case: dict[str, Any], name: str = "paths") -> list[str]:
    return [
        str(value) if isinstance(value, str) else "".join(value.itertext())
        for path in case[name]
        for value in element.xpath(path)
    ]


def _starts(element: Any, case: dict[str, Any], _: str) -> bool:
    if case["prefix"] == ["ORG-ID-PREFIX"]:
        root = etree.parse(Path(FOLDER) / "iati" / "codelists" / "OrganisationRegistrationAgency.xml")
        prefixes = root.xpath("//codelist-item/code/text()")
    else:
        prefixes = _found(element, case, "prefix")
    return all(any(value.startswith(f"{one}-") for one in prefixes) for value in _found(element, case))


def _ordered(element: Any, case: dict[str, Any], today: str) -> bool:
    more = [today] if case["more"] == "NOW" else element.xpath(case["more"])
    return all(less[:10] <= last[:10] for less in element.xpath(case["less"]) for last in more)


def _summed(element: Any, case: dict[str, Any], _: str) -> bool:
    return not element.xpath(case.get("condition", "true()")) or sum(map(float, _found(element, case))) == case["sum"]


def _follows(element: Any, case: dict[str, Any], _: str) -> bool:
    return not element.xpath(case["if"]) or bool(element.xpath(case["then"]))


def _within_a_year(element: Any, case: dict[str, Any], _: str) -> bool:
    start, end = (date.fromisoformat(element.xpath(case[name])[0]) for name in ("start", "end"))
    return (end - start).days <= 366


# Of each kind of rule whether an element keeps it; loops are of vocabularies that we do not use, the rest is constant in our files.
_KEPT = {
    "unique": lambda element, case, _: len(found := _found(element, case)) == len({*found}),
    "atleast_one": lambda element, case, _: bool(_found(element, case)),
    "startswith": _starts,
    "date_order": _ordered,
    "regex_matches": lambda element, case, _: all(re.search(case["regex"], one) for one in _found(element, case)),
    "no_spaces": lambda element, case, _: all(one == one.strip() for one in _found(element, case)),
    "no_more_than_one": lambda element, case, _: len(_found(element, case)) <= 1,
    "strict_sum": _summed,
    "range": lambda element, case, _: all(case["min"] <= float(one) <= case["max"] for one in _found(element, case)),
    "if_then": _follows,
    "time_limit": _within_a_year,
}
