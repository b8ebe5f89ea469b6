"""An IATI 2.0x file of others as the sheets that its activities come to: organisations, categories, funds, projects, entries."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from aidtrack.codes import Code
from aidtrack.errors import Fault
from aidtrack.importing.reading import iati_rows as rows
from aidtrack.importing.reading.files import File
from aidtrack.importing.reading.grid import LineFault
from aidtrack.importing.reading.iati_activity import YUAN, Named, Read, Transaction, currencies, read
from aidtrack.importing.reading.iati_money import settle
from aidtrack.importing.reading.iati_words import fitting
from aidtrack.importing.reading.json_tables import Records
from aidtrack.importing.reading.xml_tree import elements
from aidtrack.locale import t
from aidtrack.values.text import MAX_NAME, key, safe

BEGINS = b"<"  # of what is piped in


def tables(file: File, rates: Mapping[str, Decimal], told: rows.Told) -> list[Records]:
    """`rates` say what one of a currency is in yuan. Raises Fault, LineFault, OSError."""
    activities, missing = _activities(file, rates)
    if missing:
        raise _without_rate(missing)
    if not activities:
        raise Fault(t("holds no activities."), t("Send a file with activities."), code=Code.NO_ROWS)
    by_fund: dict[str, list[Read]] = {}
    for one in activities:
        by_fund.setdefault(_fund(one.reporting), []).append(one)
    booked = {fund: settle(mine) for fund, mine in by_fund.items()}
    made = [
        Records(file, "organization", [*rows.ORGANISATION], rows.organisations(activities, told)),
        Records(file, "category", [*rows.CATEGORY], rows.categories(activities, told)),
        Records(file, "fund", [*rows.FUND], rows.funds(by_fund, booked, told)),
        Records(
            file,
            "project",
            [*rows.PROJECT],
            [rows.row(rows.PROJECT, one) for one in rows.projects(activities, told)],
            places=_places(one.line for one in activities),
        ),
        Records(
            file,
            "entry",
            [*rows.ENTRY],
            [rows.row(rows.ENTRY, one) for one in rows.entries(booked)],
            places=_places(one.line for mine in booked.values() for one in mine),
        ),
    ]
    filled = [replace(one, only_rows=True) for one in made if one.rows]
    return [*filled[:-1], replace(filled[-1], notes=_notes(activities, booked))]


def _activities(file: File, rates: Mapping[str, Decimal]) -> tuple[list[Read], Counter[str]]:
    """Those of a file; or the currencies of which nobody said what one is in yuan, each with the number of activities."""
    found: list[Read] = []
    missing: Counter[str] = Counter()
    known: dict[str, Read] = {}
    for one in elements(file, "iati-activities"):
        if one.name == "iati-activities":
            if not one.attribute("version").startswith("2."):
                raise Fault(t("is of IATI {version}.", version=safe(one.attribute("version") or "1")),
                            t("Of XML, import reads activities of IATI 2.0x."), code=Code.NOT_READABLE)  # fmt: skip
        elif one.name == "iati-activity":
            unknown = currencies(one) - {YUAN, *rates}
            missing.update(unknown)
            if unknown:
                continue
            try:
                found.append(read(one, rates))
            except ValueError as error:
                fault = Fault(t("“{value}” is not an amount.", value=safe(str(error)[:40])),
                              t("Send a file whose values are plain decimals."), code=Code.MALFORMED)  # fmt: skip
                raise LineFault(one.line, fault) from None
            if not (found[-1].identifier and found[-1].reporting.name):
                fault = Fault(t("An activity does not say what it is: its identifier and who reports it."),
                              t("Ask whoever published the file."), code=Code.NOT_READABLE)  # fmt: skip
                raise LineFault(one.line, fault)
            _require_once(found[-1], known)
    return found, missing


def _require_once(one: Read, known: dict[str, Read]) -> None:
    """Raises LineFault for an identifier that an activity before had; they are `known` by it."""
    first = known.setdefault(key(one.identifier), one)
    if first is not one:
        fault = Fault(t("The identifier {identifier} is that of the activity in line {line} too.", identifier=safe(one.identifier), line=first.line),
                      t("Ask whoever published the file."), code=Code.NOT_READABLE)  # fmt: skip
        raise LineFault(one.line, fault)


def _places(lines: Iterable[int]) -> Sequence[int]:
    """The lines of the file on which its elements begin; none where several begin on one, for rows are known by their lines."""
    found = [*lines]
    return found if len({*found}) == len(found) and 1 not in found else ()


def _without_rate(missing: Counter[str]) -> Fault:
    named = "、".join(safe(one) for one in sorted(missing) if one)
    if not named:
        return Fault(t("does not say in which currency its amounts are."), t("Ask whoever published the file."), code=Code.UNIT_MISSING)  # fmt: skip
    told = " ".join(f"--rate {safe(one)}=7.1" for one in sorted(missing) if one)
    return Fault(
        t("counts in {currencies}.", currencies=named),
        t("Say what one is in yuan: {options}.", options=told),
        code=Code.UNIT_MISSING,
    )


def _fund(reporting: Named) -> str:
    return fitting(f"IATI {reporting.ref or reporting.name}", MAX_NAME)


def _notes(activities: Sequence[Read], booked: Mapping[str, Sequence[Transaction]]) -> list[str]:
    """What of the file is not booked, or elsewhere than it says."""
    types: Counter[str] = Counter()
    places: Counter[str] = Counter()
    for one in activities:
        types.update(one.other_types)
        places.update(one.without_place)
    every = [one for mine in booked.values() for one in mine]
    said = (
        (sum(types.values()), t("Transactions of other types were left out: {listed}.", listed=_listed(types))),
        (zeros := sum(one.zeros for one in activities), t("Transactions of nothing were left out: {count}.", count=zeros)),
        (bare := sum(one.without_value for one in activities), t("Transactions without an amount were left out: {count}.", count=bare)),
        (undated := sum(one.undated for one in activities), t("Transactions without a date were left out: {count}.", count=undated)),
        (lost := sum(len(one.transactions) for one in activities) - len(every),
         t("Transactions that take back more than the whole file says there was were left out: {count}.", count=lost)),
        (moved := sum(bool(one.moved_from) for one in every),
         t("Transactions that take back more than their activity had are booked on another of the same organisation, said in the note: {count}.", count=moved)),
        (over := sum(one.over for one in every), t("Payments beyond what the file says there was are marked: {count}.", count=over)),
        (sum(places.values()), t("What has no place here is counted in the notes of projects: {listed}.", listed=_listed(places))),
    )  # fmt: skip
    return [sentence for is_so, sentence in said if is_so]


def _listed(counted: Counter[str]) -> str:
    return "、".join(f"{safe(name)} ({count})" for name, count in counted.most_common() if count)
