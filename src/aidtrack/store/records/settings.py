"""The settings of a store: whose it is, whether money waits for a project's steps and what these are called, what public notices say.

`store/records/setting_changes.py` changes them.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import replace

from aidtrack.dataclass import dataclass
from aidtrack.errors import Fault, Usage
from aidtrack.locale import t
from aidtrack.nouns.organization import TYPES
from aidtrack.nouns.step import CONFIRMATIONS, ORDERED, STEP, STEPS
from aidtrack.pattern import pattern
from aidtrack.phrase import Said, words
from aidtrack.store.engine.connection import Connection
from aidtrack.values.field import Field
from aidtrack.values.kinds import NAME, Kind, WordKind, word_kind
from aidtrack.values.nearness import nearest_sentence
from aidtrack.values.office import OFFICE, OFFICE_NUMBER
from aidtrack.values.text import key, safe
from aidtrack.values.whole import whole


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: what it is where nobody set it, what it means (English, for `t`), and what it may be."""

    name: str
    default: str
    help: str
    kind: Kind


_MOST_DAYS = 365
_EVERY_MONTH = 28  # days that every month has


def _days(cell: str) -> int:
    return whole(cell, least=1, most=_MOST_DAYS)


def _day_of_month(cell: str) -> int:
    return whole(cell, least=1, most=_EVERY_MONTH)


_AGENCY = pattern(r"[A-Z0-9]+(-[A-Z0-9]+)*-[A-Za-z0-9.]+")


def _organisation(cell: str) -> str:
    """An organisation identifier as open standards of publishing have it: the list that it stands on, and its number there."""
    given = str(NAME.parse(cell))
    if _AGENCY.fullmatch(given) is None:
        raise Fault(
            t("is no organisation identifier: the list that it is on, -, its number there."),
            t("In China it is CN-USCI- and the credit code, as in CN-USCI-81620000000000000X."),
        )
    return given


def _prefix_oc4ids(cell: str) -> str:
    given = str(NAME.parse(cell))
    if re.fullmatch("oc4ids-[a-z0-9]{6}", given) is None:
        raise Fault(
            t("is no prefix: it is oc4ids- and six letters or digits."),
            t("The Open Contracting Partnership gives one to who registers there."),
        )
    return given


def _prefix(cell: str) -> str:
    given = str(NAME.parse(cell)).removeprefix("360G-")  # as its identifiers begin
    if re.fullmatch("[A-Za-z0-9]+", given) is None:
        raise Fault(t("is no prefix: it is of letters and digits."), t("360Giving gives one to who registers there."))
    return given


def _code(codes: str) -> Kind:
    """One of the codes of a list, set apart by blanks."""
    known = codes.split()

    def parse(cell: str) -> str:
        given = str(NAME.parse(cell)).upper()
        if given not in known:
            raise Fault(t("is no code of the list."), t("Use one of: {choices}.", choices=", ".join(known)))
        return given

    return Kind(parse)


# Of IATI's codelists 2.03 the codes that are in use. What is lent has a finance type of its own.
_FLOWS = "10 21 22 30 36 37 40 50"
_FINANCES = """1 110 1100 2 210 3 310 311 4 421 422 423 424 425 431 432 433 510 520 530 610 611 612 613 614 615 616 617 618 620 621 622 623 624 625
626 627 630 631 632 633 634 635 636 637 638 639"""
_AIDS = "A01 A02 B01 B02 B021 B022 B03 B031 B032 B033 B04 C01 D01 D02 E01 E02 F01 G01 H01 H02 H03 H04 H05 H06"
_TIED = "3 4 5"
NAMED_STEPS = ("proposal", *CONFIRMATIONS)  # 一提出六确认: no source defines them, so a store may name them itself
SETTINGS: dict[str, Setting] = {
    one.name: one
    for one in (
        Setting(
            "require_steps",
            "off",
            "on: an allocation needs its project's proposal and six confirmations, a spending its acceptance, or a reason.",
            word_kind({"on": "开", "off": "关"}),
        ),
        Setting(
            "complaint_channel",
            "",
            "The telephone or other channel for complaints that every public notice names.",
            NAME,
        ),
        Setting(
            "notice_days",
            "10",
            "How many days a public notice is posted: at least 10 in the State guidance as quoted, 7 working days elsewhere.",
            Kind(_days, hint="a whole number"),
        ),
        Setting(
            "handover_day",
            "10",
            "In a collection: on which day of the next month what an office hands over of a month is due.",
            Kind(_day_of_month, hint="a whole number"),
        ),
        Setting("office", "", "The code of the office that keeps this store: its division code, or any other word.", OFFICE),
        Setting("office_name", "", "What that office is called.", NAME),
        Setting(
            "number",
            "",
            "The office's number, of which ids are made where stores come together; a division code is one by itself.",
            OFFICE_NUMBER,
        ),
        Setting(
            "publisher_code",
            "",
            "Who publishes, as open standards identify organisations: in China CN-USCI- and the credit code.",
            Kind(_organisation),
        ),
        Setting("publisher_360giving", "", "The prefix under which 360Giving knows who publishes.", Kind(_prefix)),
        Setting("publisher_oc4ids", "", "The prefix under which the Open Contracting Partnership knows who publishes.", Kind(_prefix_oc4ids)),
        Setting("publisher_type", "", "What the organisation that publishes is.", word_kind(TYPES)),
        Setting("iati_flow", "50", "What flow of money projects are in an IATI file (FlowType): 50 is other flows.", _code(_FLOWS)),
        Setting(
            "iati_finance",
            "110",
            "How projects are financed in an IATI file (FinanceType): 110 is a standard grant; loan funds are 421 anyhow.",
            _code(_FINANCES),
        ),
        Setting("iati_aid", "C01", "What type of aid projects are in an IATI file (AidType): C01 is a project.", _code(_AIDS)),
        Setting("iati_tied", "5", "Whether aid is tied in an IATI file (TiedStatus): 3 partly, 4 tied, 5 untied.", _code(_TIED)),
        *(
            Setting(name, ORDERED[name], "What this step of a project is called; its usual word is still understood.", NAME)
            for name in NAMED_STEPS
        ),
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class OwnWords(WordKind):
    """A closed list some of whose words the store has labels of its own for, the same in both languages."""

    own: tuple[tuple[str, str], ...] = ()

    def label(self, stored: str) -> Said:
        return dict(self.own).get(stored) or WordKind.label(self, stored)


def setting(name: str) -> Setting:
    """The setting of this name. Raises Usage, with the nearest."""
    if name not in SETTINGS:
        raise Usage(
            t("There is no setting “{word}”.", word=safe(name)),
            nearest_sentence(name, SETTINGS) or t("Use one of: {choices}.", choices=", ".join(SETTINGS)),
        )
    return SETTINGS[name]


def values(connection: Connection) -> dict[str, str]:
    """What was set, by name; what was not is left out."""
    return dict(connection.rows("SELECT name, value FROM setting ORDER BY name"))


def every(connection: Connection) -> dict[str, str]:
    """What each setting is, by name: what was set, else its default."""
    return {name: one.default for name, one in SETTINGS.items()} | values(connection)


def value(connection: Connection, name: str) -> str:
    """What a setting is."""
    return every(connection)[name]


def labels(connection: Connection) -> dict[str, str]:
    """The store's own labels of steps; of several offices of a collection those that all of them have."""
    if connection.parts is not None:
        return _labels_of_all(connection, connection.parts)
    return {name: value for name, value in values(connection).items() if name in NAMED_STEPS}


def _labels_of_all(connection: Connection, offices: Collection[int]) -> dict[str, str]:
    said: dict[str, list[str]] = {}
    for office, name, value in connection.rows("SELECT office_id, name, value FROM office_setting"):
        if office in offices and name in NAMED_STEPS:
            said.setdefault(name, []).append(value)
    return {name: all[0] for name, all in said.items() if len(all) == len(offices) and len({*all}) == 1}


def step_labels(connection: Connection) -> Mapping[str, Said]:
    """How the stored names of steps are shown to people."""
    return {**words(STEPS), **labels(connection)}


def worded(connection: Connection, field: Field) -> Field:
    """The field as this store words it: the name of a step takes and shows the store's own labels too."""
    own = labels(connection) if field is STEP.field("name") else {}
    if not own:
        return field
    usual = field.kind
    assert isinstance(usual, WordKind)
    spelled = {key(label): name for name, label in own.items()}

    def parse(cell: str) -> str | int:
        return spelled.get(key(cell)) or usual.parse(cell)

    kind = OwnWords(
        parse,
        usual.sql,
        usual.shown,
        usual.hint,
        usual.export,
        usual.coded,
        words=usual.words,
        own=tuple(own.items()),
    )
    return replace(field, kind=kind)
