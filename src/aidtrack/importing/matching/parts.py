"""A wide sheet in parts: each column that is taken is read as a sheet of its own, of the columns that all share and that one amount."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from aidtrack.codes import Code
from aidtrack.dataclass import dataclass
from aidtrack.errors import Fault
from aidtrack.importing.matching.given import given_fields
from aidtrack.importing.matching.header import Header, MatchedColumn
from aidtrack.importing.matching.header_columns import Wide, match, spelled
from aidtrack.importing.matching.header_lines import Head, Heading, Own
from aidtrack.importing.matching.made import Terms
from aidtrack.importing.matching.options import Options
from aidtrack.importing.matching.sheet_noun import sheet_noun
from aidtrack.importing.matching.spelling import KNOWN, split_unit
from aidtrack.importing.matching.wide import columns
from aidtrack.importing.matching.wide.take import Take
from aidtrack.ledger.entry import ENTRY
from aidtrack.locale import t
from aidtrack.values.dates import first_day, last_day
from aidtrack.values.text import key, safe

Where = Mapping[int, frozenset[str]]  # by column, the keys of the words of which a row must have one


@dataclass(frozen=True, slots=True)
class Sum:
    """A column that is the total of others of its row."""

    total: MatchedColumn
    of: Sequence[MatchedColumn]


@dataclass(frozen=True, slots=True)
class Part:
    """What of a wide sheet's rows is read under one heading: the cells of its column in rows that match `where`, and none of `before`.

    `is_last`: nothing takes what this one leaves. `month` are the first and last day of a column that is one, `as_of` the day on which positions had been reached. `sums` are checked
    while this part is read.
    """

    heading: str
    where: Where
    before: Sequence[Where]
    is_last: bool
    month: tuple[str, str] | None
    as_of: str | None
    sums: Sequence[Sum]

    @property
    def is_first(self) -> bool:
        """Whether nothing takes of this column before."""
        return not self.before


@dataclass(slots=True)
class _Parts:
    """The parts of a sheet on their way; `taken` are the places of the columns, by take."""

    heading: Heading
    names: Sequence[str]
    options: Options
    unit: str | None
    as_: str | None
    others: Collection[str]
    taken: list[list[int]]
    wheres: dict[int, list[Where]]  # of the takes so far, by column


def parts(
    heading: Heading,
    names: Sequence[str],
    options: Options,
    unit: str | None,
    as_: str | None,
    others: Collection[str],
) -> Iterator[tuple[Header, Part, list[tuple[str, Fault]]]]:
    """Every part of a sheet, its header and what is wrong with that. `names` are the sheet's and the file's. Raises Fault."""
    taken = [columns.taken(take.take, heading) for take in options.takes]
    # In a part of another take they say nothing.
    of_takes = {header for take in options.takes for header in take.columns}
    one = _Parts(heading, names, options, unit, as_, {*others, *of_takes}, taken, {})
    for number, take in enumerate(options.takes):
        yield from _of_take(one, take, number)


def _of_take(one: _Parts, take: Take, number: int) -> Iterator[tuple[Header, Part, list[tuple[str, Fault]]]]:
    places = one.taken[number]
    own = {**one.options.columns, **take.columns}
    kind = _kind(one, take, own)
    headers = [_header(one, take, own, kind, at) for at in places]
    figures = [column for header, _, _ in headers if (column := header.column("amount")) is not None]
    later = {at for others in one.taken[number + 1 :] for at in others}
    for at, (header, month, faults) in zip(places, headers, strict=True):
        where = _where(take, header)
        before = one.wheres.setdefault(at, [])
        sums = _sums(one, places, figures) if at == places[0] else []
        day = None if as_of(one.options, take) is None else str(header.given["date"])
        heading = one.heading.names[at]
        yield header, Part(heading, where, (*before,), at not in later, month, day, sums), faults
        before.append(where)


def _kind(one: _Parts, take: Take, own: Own) -> str:
    """The kind of entry that every figure is. Raises Fault."""
    as_ = take.as_ or one.as_
    kind = None
    if as_ is not None or not one.options.as_:
        fixed = _without(one.heading, _all(one))
        kind = sheet_noun([*spelled(fixed, own), *one.options.set, "amount", "date"], one.names, as_)[1]
    if kind is None:
        raise Fault(
            t("has several columns of amounts, which can only be entries of one kind."),
            t("Say which with --as, as in --as spending."),
            code=Code.UNCLEAR_NOUN,
        )
    return kind


def _without(heading: Heading, places: set[int]) -> Heading:
    heads = (Head("") if at in places else head for at, head in enumerate(heading.heads))
    return Heading(heading.first, heading.last, tuple(heads))


def _all(one: _Parts) -> set[int]:
    """The places that are not matched like others: figures, and the totals of them."""
    return {at for places in one.taken for at in places} | {*columns.totals(one.heading)}


def _header(
    one: _Parts, take: Take, own: Own, kind: str, at: int
) -> tuple[Header, tuple[str, str] | None, list[tuple[str, Fault]]]:
    """The header of one part, its figure last; the month that its heading is; what is wrong with it. Raises Fault."""
    given = given_fields({**one.options.set, **take.set}, ENTRY, kind, one.unit)
    month = columns.month_of(one.heading, at)
    days = None
    if month is not None:
        year = month[0] or one.options.year
        if year is None:
            said = t(
                "has the column {column}, a month of a year that is not known.", column=safe(one.heading.names[at])
            )
            raise Fault(said, t("Say it with --year 2018."), code=Code.UNCLEAR_DATE)
        if "date" in given:
            said = t("has columns that are months, and its date is given besides.")
            raise Fault(
                said, t("Leave one of the two out; --day says which day of its month is meant."), code=Code.CONTRADICTS
            )
        given["date"] = columns.day_of(year, month[1], take.day or one.options.day)
        days = (first_day(f"{year}-{month[1]:02d}"), last_day(f"{year}-{month[1]:02d}"))
    elif (day := as_of(one.options, take)) is not None:
        given["date"] = day
    wide = Wide(_all(one), at, given)
    terms = _terms(one.options, take)
    header, faults = _matched(one, kind, own, terms, wide)
    if month is None and (name := _named_by_heading(take, header)) is not None:
        word = split_unit(one.heading.heads[at].group or one.heading.names[at])[0]
        given[name] = terms.of(ENTRY.field(name)).get(key(word), word)
        header, faults = _matched(one, kind, own, terms, replace(wide, given=given))
    return header, days, faults


def _terms(options: Options, take: Take) -> Terms:
    """How the cells of a take are read: its own words go before those of the whole sheet."""
    headers = options.values.keys() | take.values.keys()
    words = {header: {**options.values.get(header, {}), **take.values.get(header, {})} for header in headers}
    return replace(options.terms, words=words)


def _matched(one: _Parts, kind: str, own: Own, terms: Terms, wide: Wide) -> tuple[Header, list[tuple[str, Fault]]]:
    return match(
        one.heading, ENTRY, kind, unit=one.unit, ignore_extra=one.options.ignore_extra, own=own, terms=terms, wide=wide,
        others=one.others,
    )  # fmt: skip


def _named_by_heading(take: Take, header: Header) -> str | None:
    """The field that the heading of a column fills: the one said, else the fund, where nothing else states it."""
    if take.field is not None:
        return KNOWN[take.field]
    return None if "fund" in header.given or header.column("fund") is not None else "fund"


def as_of(options: Options, take: Take | None = None) -> str | None:
    """The day on which figures had been reached, where they are positions. Raises Fault where it is not known."""
    positions = options.positions if take is None or take.positions is None else take.positions
    if not positions:
        return None
    if options.as_of is None:
        raise Fault(
            t("has figures as they had been reached on a day, and the day is not known."),
            t("Say it with --as-of 2018-05-31."),
            code=Code.UNCLEAR_DATE,
        )
    return options.as_of


def nothing_of(heading: Heading, options: Options) -> Wide | None:
    """What of a wide sheet is none of a noun that its rows are besides: every figure."""
    if not options.takes:
        return None
    taken = {at for take in options.takes for at in columns.taken(take.take, heading)}
    return Wide({*taken, *columns.totals(heading)}, None, {})


def _where(take: Take, header: Header) -> Where:
    found = {}
    for name, words in take.where.items():
        column = header.column(KNOWN[name])
        if column is None:
            raise Fault(
                t("has no column “{word}”, by which rows are told apart.", word=safe(name)), code=Code.MISSING_COLUMN
            )
        found[column.at] = frozenset(map(key, words))
    return found


def _sums(one: _Parts, places: Sequence[int], figures: Sequence[MatchedColumn]) -> list[Sum]:
    """The totals beside the figures of one take."""
    only = len(one.taken) == 1
    return [
        Sum(replace(figures[0], at=at, header=one.heading.names[at], unit=figures[0].unit), figures)
        for at in columns.totals(one.heading)
        if figures and at not in places and columns.is_sum(at, places, one.heading, only=only)
    ]
