"""An activity of an IATI 2.0x file as the ledger has it: a project, its organisations, its money in fen."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import field
from decimal import ROUND_HALF_UP, Decimal

from aidtrack.dataclass import dataclass
from aidtrack.importing.reading.iati_words import fitting, is_own_word, sector_of, words
from aidtrack.importing.reading.xml_tree import Element
from aidtrack.nouns.organization import IATI_TYPE
from aidtrack.nouns.project import IATI_STATUS
from aidtrack.pattern import pattern
from aidtrack.values.money import FEN_PER_YUAN
from aidtrack.values.text import MAX_NAME

YUAN = "CNY"
# TransactionType: incoming funds, outgoing commitment, disbursement, expenditure.
KIND = {"1": "receipt", "2": "allocation", "3": "disbursement", "4": "spending"}
_DATE = {"1": "planned_start", "2": "actual_start", "3": "planned_end", "4": "actual_end"}  # ActivityDateType
_STAGE = {str(code): stage for stage, code in reversed(IATI_STATUS.items())}  # the first of several
# OrganisationType; of a country's and regional organisations, and of three of the private sector, we have one word.
_TYPE = {str(code): word for word, code in IATI_TYPE.items()} | {
    "23": "ngo", "24": "ngo", "71": "private sector", "72": "private sector", "73": "private sector",
}  # fmt: skip
_IMPLEMENTING = "4"  # OrganisationRole
_DECIMAL = pattern(r"[-+]?(?:[0-9]{1,16}(?:\.[0-9]{0,40})?|\.[0-9]{1,40})")
_READ = frozenset(
    ("iati-identifier", "reporting-org", "title", "description", "participating-org", "activity-status", "activity-date",
     "transaction", "sector")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Named:
    """An organisation that the file names."""

    name: str
    ref: str
    type: str


@dataclass(slots=True)
class Transaction:
    """One of the four types, which begins on this line. `at` is the activity that it is booked on, which `over` and `moved_from` say more of."""

    kind: str
    day: str
    fen: int
    ref: str
    at: str
    payee: str
    payer: str
    purpose: str
    note: str
    line: int
    over: bool = False
    moved_from: str = ""


@dataclass(slots=True)
class Read:
    """A project by its identifier; what of it has no place is counted by the name of its element."""

    identifier: str
    reporting: Named
    title: str
    content: str
    stage: str
    dates: dict[str, str]
    implementer: str
    category: str
    sector: str
    organisations: list[Named]
    transactions: list[Transaction]
    without_place: Counter[str]
    line: int
    closed_on: str = ""
    zeros: int = 0
    other_types: Counter[str] = field(default_factory=Counter)
    undated: int = 0
    without_value: int = 0


def currencies(activity: Element) -> set[str]:
    """Those of its amounts that are read; blank where nobody said."""
    return {_currency(one, activity) for one in activity.all("transaction") if _is_read(one)}


def read(activity: Element, rates: Mapping[str, Decimal]) -> Read:
    """`rates` hold every currency of it but yuan: what one is in yuan."""
    identifier = fitting(next((one.text for one in activity.all("iati-identifier")), ""), MAX_NAME)
    parties = activity.all("participating-org")
    sector, category = sector_of(activity)
    found = Read(
        identifier,
        _named(activity.first("reporting-org")),
        words(activity.first("title")),
        words(_described(activity)),
        _STAGE.get(activity.attribute("code", "activity-status"), ""),
        {_DATE[one.attribute("type")]: one.attribute("iso-date")[:10] for one in activity.all("activity-date")
         if one.attribute("type") in _DATE and one.attribute("iso-date")},
        next((name for one in parties if one.attribute("role") == _IMPLEMENTING and (name := _named(one).name)), ""),
        category,
        sector,
        [_named(one) for one in (*activity.all("reporting-org"), *parties)],
        [],
        Counter(one.name for one in activity.children if one.name not in _READ and " " not in one.name),
        activity.line,
    )  # fmt: skip
    said = sum(not is_own_word(one, category) for one in activity.all("sector"))
    found.without_place.update({"sector": max(0, said - bool(sector))})
    found.without_place.update({"description": max(0, len(activity.all("description")) - 1)})
    given = Counter(one.attribute("ref") for one in activity.all("transaction"))
    taken: Counter[str] = Counter()
    for one in activity.all("transaction"):
        _add(found, one, activity, rates, given, taken)
    if found.stage in ("closed", "cancelled"):
        last = max((one.day for one in found.transactions), default="")
        # Before it began something may have been paid ahead.
        found.closed_on = found.dates.get("actual_end") or (last and max(last, found.dates.get("actual_start", "")))
    return found


def _add(
    found: Read,
    one: Element,
    activity: Element,
    rates: Mapping[str, Decimal],
    given: Counter[str],
    taken: Counter[str],
) -> None:
    """A transaction that is read, or what is said of one that is not."""
    if not _is_read(one):
        type = one.attribute("code", "transaction-type")
        found.without_value += type in KIND
        found.other_types[type or "—"] += type not in KIND
        return
    value = one.first("value")
    assert value is not None
    day = (one.attribute("iso-date", "transaction-date") or value.attribute("value-date"))[:10]
    currency = _currency(one, activity)
    fen = _fen(value.text, Decimal(1) if currency == YUAN else rates[currency])
    if fen == 0:
        found.zeros += 1
    elif not day:
        found.undated += 1
    else:
        kind = KIND[one.attribute("code", "transaction-type")]
        ref = one.attribute("ref")
        own = ref if ref and given[ref] == 1 else f"{kind}-{day}-{value.text}"
        taken[own] += 1
        own += f"-{taken[own]}" if taken[own] > 1 else ""
        organisations = [_named(one.first(name)) for name in ("receiver-org", "provider-org")]
        found.organisations += organisations
        receiver, provider = (organisation.name for organisation in organisations)
        is_receipt = kind == "receipt"
        found.transactions.append(
            Transaction(
                kind, day, fen, fitting(f"{found.identifier}#{own}", MAX_NAME), found.identifier,
                "" if is_receipt else receiver, provider if is_receipt else "", words(one.first("description")),
                "" if currency == YUAN else f"{currency} {value.text} × {rates[currency]}", one.line,
            )
        )  # fmt: skip


def _is_read(transaction: Element) -> bool:
    return transaction.attribute("code", "transaction-type") in KIND and transaction.first("value") is not None


def _currency(transaction: Element, activity: Element) -> str:
    return (transaction.attribute("currency", "value") or activity.attribute("default-currency")).upper()


def _fen(text: str, rate: Decimal) -> int:
    """Raises ValueError for what is no amount."""
    if _DECIMAL.fullmatch(text) is None:
        raise ValueError(text)
    return int((Decimal(text) * rate * FEN_PER_YUAN).to_integral_value(ROUND_HALF_UP))


def _named(organisation: Element | None) -> Named:
    if organisation is None:
        return Named("", "", "")
    ref = fitting(organisation.attribute("ref"), MAX_NAME)
    return Named(words(organisation, MAX_NAME) or ref, ref, _TYPE.get(organisation.attribute("type"), ""))


def _described(activity: Element) -> Element | None:
    """Its general description (DescriptionType 1), else the first."""
    every = activity.all("description")
    return next((one for one in every if one.attribute("type") in ("", "1")), every[0] if every else None)
