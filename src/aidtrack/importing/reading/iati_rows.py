"""The rows of the sheets that activities of IATI come to, each as its cells; what several files name stands in one row."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field

from aidtrack.dataclass import dataclass
from aidtrack.importing.reading.iati_activity import Read, Transaction
from aidtrack.importing.reading.iati_money import budget
from aidtrack.importing.reading.iati_words import fitting
from aidtrack.importing.reading.json_tables import Object
from aidtrack.nouns.category import SECTORS
from aidtrack.values.money import parse_amount, plain_yuan
from aidtrack.values.text import MAX_LENGTH, MAX_NAME, key

_PUBLISHED = "据公开文件"  # why: the reason of what is taken back, and of what was paid beyond what there was
_TITLE = 120  # signs of a title that its project is called by


@dataclass(slots=True)
class Told:
    """What the files of one import that were read before say already: a thing stands in one row, whichever of them name it."""

    organisations: dict[str, tuple[list[Object], int]] = field(default_factory=dict)  # by key, the row of each
    refs: set[str] = field(default_factory=set)
    categories: set[str] = field(default_factory=set)
    funds: dict[str, tuple[list[Object], int]] = field(default_factory=dict)
    titles: set[str] = field(default_factory=set)


def row(header: tuple[str, ...], cells: Sequence[str]) -> Object:
    return Object(header, tuple(cell or None for cell in cells))


ORGANISATION = ("name", "code", "type")
CATEGORY = ("name", "sector")
FUND = ("name", "provider", "budget")


def organisations(activities: Sequence[Read], told: Told) -> list[Object]:
    """Each name once, with the first reference and type that it is given; a reference that another name has is left out."""
    made: list[Object] = []
    for one in (one for activity in activities for one in activity.organisations):
        if not one.name:
            continue
        rows, at = told.organisations.setdefault(key(one.name), (made, len(made)))
        if rows is made and at == len(made):
            made.append(row(ORGANISATION, (one.name, "", "")))
        name, ref, type = rows[at].values
        if not ref and one.ref and one.ref not in told.refs and one.ref != name:
            ref = one.ref
            told.refs.add(ref)
        rows[at] = row(ORGANISATION, (name, ref, type or one.type))
    return made


def categories(activities: Sequence[Read], told: Told) -> list[Object]:
    """Words that are not ours, with their sector."""
    made = []
    for one in activities:
        if one.category and one.category not in SECTORS and key(one.category) not in told.categories:
            told.categories.add(key(one.category))
            made.append(row(CATEGORY, (one.category, one.sector)))
    return made


def funds(
    by_fund: Mapping[str, Sequence[Read]], booked: Mapping[str, Sequence[Transaction]], told: Told
) -> list[Object]:
    """One of each organisation; what a later file says of one is added to its budget."""
    made: list[Object] = []
    for fund, mine in by_fund.items():
        rows, at = told.funds.setdefault(key(fund), (made, len(made)))
        if rows is made and at == len(made):
            made.append(row(FUND, (fund, mine[0].reporting.name, "")))
        name, provider, before = rows[at].values
        stated = budget(booked[fund]) + (parse_amount(before) if before else 0)
        rows[at] = row(FUND, (name, provider, plain_yuan(stated) if stated else ""))
    return made


_DATES = ("planned_start", "planned_end", "actual_start", "actual_end")
PROJECT = ("name", "code", "category", "content", "implementer", *_DATES, "closed_on", "stage", "note")


def projects(activities: Sequence[Read], told: Told) -> Iterator[tuple[str, ...]]:
    """A title that several have is told apart by the identifier."""
    titles = [fitting(one.title, _TITLE) or one.identifier for one in activities]
    times = Counter(map(key, titles))
    for one, title in zip(activities, titles, strict=True):
        is_alone = times[key(title)] == 1 and key(title) not in told.titles
        name = title if is_alone else fitting(f"{title} ({one.identifier})", MAX_NAME)
        left = "、".join(f"{name} {count}" for name, count in one.without_place.items() if count)
        told.titles.add(key(title))
        yield (
            name, one.identifier, one.category, one.content, one.implementer, *(one.dates.get(word, "") for word in _DATES),
            one.closed_on, one.stage, fitting(f"IATI: {left}", MAX_LENGTH) if left else "",
        )  # fmt: skip


ENTRY = ("kind", "date", "fund", "project", "amount", "payee", "payer", "ref", "purpose", "note", "reason", "over")


def entries(booked: Mapping[str, Sequence[Transaction]]) -> Iterator[tuple[str, ...]]:
    for fund, mine in booked.items():
        for one in mine:
            project = "" if one.kind == "receipt" else one.at
            origin = one.moved_from or (one.at if one.kind == "receipt" else "")
            note = "、".join(part for part in (one.note, f"IATI {origin}" if origin else "") if part)
            yield (
                one.kind, one.day, fund, project, plain_yuan(one.fen), one.payee, one.payer, one.ref, one.purpose, note,
                _PUBLISHED if one.fen < 0 else "", _PUBLISHED if one.over else "",
            )  # fmt: skip
