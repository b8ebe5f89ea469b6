"""Activities with their movements of money, as open standards speak of them: what `view.py` makes of projects and funds.

Nothing personal is in one: neither payees nor heads and numbers of households, nor free text of entries that was not asked for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import field

from aidtrack.dataclass import dataclass
from aidtrack.phrase import Said

PLANNED_START, ACTUAL_START, PLANNED_END, ACTUAL_END = "planned_start", "actual_start", "planned_end", "actual_end"


@dataclass(frozen=True, slots=True)
class Organisation:
    """`ref` is its identifier on a list of organisations, `type` its code on IATI's list; both where they are known."""

    name: str
    ref: str | None = None
    type: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A village; `within` names what it lies in, from the province down."""

    ref: str
    name: str
    within: str
    county: str | None


@dataclass(frozen=True, slots=True)
class Paper:
    """A document with a public address."""

    ref: str
    name: str
    kind: str | None
    url: str
    date: str | None


@dataclass(frozen=True, slots=True)
class Movement:
    """Money, in fen: an entry, or what households together were given or paid back in a year.

    `kind` is that of an entry; `fund` the identifier of the fund that it came out of, where that is one.
    """

    ref: str
    kind: str
    day: str
    fen: int
    fund: str | None = None
    words: str | None = None
    village: int | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A recorded change of a project; sums in fen, the words None where they hold a head's name."""

    ref: str
    day: str | None
    before: str | None
    after: str | None
    before_fen: int | None
    after_fen: int | None


@dataclass(frozen=True, slots=True)
class Work:
    """Of a project: `unit` answers for it, `cost_fen` is what it was planned to cost."""

    unit: Organisation | None = None
    cost_fen: int | None = None
    agreement_no: str | None = None
    approved_on: str | None = None
    changes: Sequence[Change] = ()


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is measured of a project, all of it or at a `place`; by year what was aimed at and what was reached, either where it is known."""

    name: str
    unit: str | None
    place: str | None
    years: Mapping[int, tuple[str | None, str | None]]


@dataclass(slots=True)
class Activity:
    """A project, or a fund (then `noun` says so): money in is a fund's, and projects are parts of it.

    `dates` are whole days by the four words above; `plans` the planned cost by year. `is_whole` is false where money of too few
    households is in the sum of its fund alone; `work` is what projects have besides, `aim` what it was to achieve, in words.
    """

    noun: str
    id: int
    identifier: str
    name: str
    content: str | None
    stage: str | None = None
    category: str | None = None
    sector: str | None = None
    source: str | None = None  # a fund's
    is_loan: bool = False
    dates: dict[str, str] = field(default_factory=dict)
    funders: list[Organisation] = field(default_factory=list)
    implementer: Organisation | None = None
    places: list[Place] = field(default_factory=list)
    related: list[str] = field(default_factory=list)  # identifiers: a project's funds, a fund's projects
    plans: dict[int, int] = field(default_factory=dict)
    papers: list[Paper] = field(default_factory=list)
    movements: list[Movement] = field(default_factory=list)
    is_whole: bool = True
    work: Work | None = None
    aim: str | None = None
    indicators: Sequence[Indicator] = ()


@dataclass(frozen=True, slots=True)
class Published:
    """What a file is made of. `publisher` lacks what nobody said; the notes say what of the money, and of plans and results, no activity says."""

    publisher: Organisation
    activities: Sequence[Activity]
    notes: Sequence[Said]
    of_plans: Sequence[Said]
    day: str  # up to which money is in it
    says: tuple[str, ...]  # which of spending and disbursement
    places: Mapping[int, Place]  # all villages, by id
    prefix_360giving: str = ""  # under which 360Giving knows the publisher
    prefix_oc4ids: str = ""  # under which the Open Contracting Partnership does
    # IATI's codes of what flows, how it is financed, what aid it is, whether it is tied.
    usual: Mapping[str, str] = field(default_factory=dict)
    of_others: bool = False  # what offices recorded, published by who gathers it

    def own(self, identifier: str) -> str:
        """An activity's identifier without the publisher's: `P1`, or `621122-P1` of an office that has a number."""
        return identifier.removeprefix(f"{self.publisher.ref or ''}-")
