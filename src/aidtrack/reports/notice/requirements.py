"""What every public notice 公示 has: its period, where to complain, a place for the seal; and what keeps it from being posted."""

import shlex
from collections.abc import Collection, Sequence
from dataclasses import field, replace
from datetime import date

from aidtrack.dataclass import dataclass
from aidtrack.errors import Refused
from aidtrack.nouns.step import PHASES, STEP
from aidtrack.phrase import Joined, Said, Word, phrase, words
from aidtrack.reports.at_office import typed
from aidtrack.reports.columns import columns, of_noun
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.find import Names
from aidtrack.values import personal
from aidtrack.values.report import Column, Report, Table
from aidtrack.values.text import key, safe

A_TEXT, A_WORD, A_DAY, AN_AMOUNT = phrase("TEXT"), phrase("WORD"), phrase("DAY"), phrase("AMOUNT")  # to be typed there
_LEAST_NAME = 2  # characters; a shorter one is too common a word to look for


# The words of public notices where they differ from those of the office's own tables (DOMAIN section 3, R5).
_WORDS = {
    "project": "项目名称", "fund": "资金名称", "source": "资金来源", "allocated": "安排金额", "spent": "支付金额",
    "remaining": "结余", "households": "受益户数", "persons": "受益人数",
}  # fmt: skip


def worded(*names: str) -> list[Column]:
    """The columns of these names, headed as public notices head them."""
    return [
        replace(one, label=Word(one.name, _WORDS[one.name]) if one.name in _WORDS else one.label)
        for one in columns(*names)
    ]


@dataclass(frozen=True, slots=True)
class Sheet:
    """How a notice is posted: its ISO days, the channel for complaints, and `today`, the day of the run.

    `not_names` are words that are a head of household's name too and do not mean that person.
    """

    posted_from: str
    posted_to: str
    channel: str
    today: str
    not_names: Collection[str] = ()
    preview: bool = False
    recorded: bool = False  # already, by an earlier call: these are its days

    @property
    def said(self) -> Said:
        """What a person is told of its record."""
        days = {"first": self.posted_from, "last": self.posted_to}
        if self.recorded:
            return phrase(
                "This notice is recorded already, {first} to {last}: nothing new was recorded (--again posts it once more).",
                **days,
            )
        return (
            phrase("A preview: nothing was recorded.")
            if self.preview
            else phrase("Recorded: posted from {first} to {last}.", **days)
        )

    @property
    def day(self) -> str:
        """The day whose figures the notice shows: that on which it is posted, or today where that is to come."""
        return min(self.posted_from, self.today)

    @property
    def days(self) -> int:
        """How long it is posted; the day of posting is not counted."""
        return (date.fromisoformat(self.posted_to) - date.fromisoformat(self.posted_from)).days

    def report(self, title: Said, tables: Sequence[Table], phase: str | None = None) -> Report:
        """The notice around its tables."""
        posted = Table(
            "notice",
            phrase("Posting and complaints"),
            [*(of_noun(STEP, "phase") if phase else []), *columns("posted_from", "posted_to", "days", "channel")],
            [{"phase": phase, "posted_from": self.posted_from, "posted_to": self.posted_to, "days": self.days,
              "channel": self.channel}],
            labels={"phase": words(PHASES)},
            single=True,
        )  # fmt: skip
        notes = [phrase("Whoever objects says so within the period of posting, through the channel above.")]
        day = date.fromisoformat(self.posted_from)
        return Report(
            "notice",
            phrase("Preview, not recorded: {title}", title=title) if self.preview else title,
            [*tables, posted],
            self.day,
            notes,
            closing=[
                phrase("Posted by (seal):"),
                phrase("{year}-{month:02}-{day:02}", year=day.year, month=day.month, day=day.day),
            ],
        )


@dataclass(slots=True)
class Obstacles:
    """All that keeps a notice from being posted, gathered to be told at once; `prefix` is the program for the commands named."""

    connection: Connection
    names: Names
    prefix: Sequence[str]
    not_names: Collection[str] = ()
    found: list[Said] = field(default_factory=list)
    _heads: dict[int, list[str]] = field(default_factory=dict)

    def lacks(self, subject: Said, what: Said, *command: Said) -> None:
        self._add(
            phrase(
                "{subject} lacks: {field}. Fill it in: {command}",
                subject=_safe(subject),
                field=what,
                command=self._typed(command),
            )
        )

    def read(self, subject: Said, what: Said, text: str | None, village_ids: Collection[int], *command: Said) -> None:
        """A text that is going to be shown may hold no number of a person and no name of a head of household of these villages."""
        for kind in personal.numbers_in(text or ""):
            self._holds(subject, what, kind, command)
        for head in (head for village in village_ids for head in self._heads_of(village)):
            if key(head) in key(text or ""):
                kind = phrase("the name of a head of household ({name}; if the word means something else: --not-name WORD)",
                         name=safe(personal.mask(head)))  # fmt: skip
                self._holds(subject, what, kind, command)

    def read_channel(self, channel: str) -> None:
        """The channel has a telephone number of its own, but no other number of a person."""
        subject = phrase("The notice")
        if not channel:
            self.lacks(subject, phrase("channel for complaints"), "db", "setting", "complaint_channel", A_TEXT)
        for kind in personal.numbers_in(channel, phone=True):
            self._holds(subject, phrase("channel for complaints"), kind, ("db", "setting", "complaint_channel", A_TEXT))

    def require_none(self, sheet: Sheet) -> None:
        """Raises Refused, naming them all."""
        if self.found:
            count = len(self.found)
            raise Refused(
                phrase("The notice cannot be posted yet; {count} things are to be done first. Nothing was written.", count=count),
                *([sheet.said] if sheet.recorded else []),
                *self.found,
            )  # fmt: skip

    def _holds(self, subject: Said, what: Said, kind: Said, command: Sequence[Said]) -> None:
        self._add(phrase("{subject}, {field}: holds {what}, which no notice shows. Write it otherwise: {command}",
                    subject=_safe(subject), field=what, what=kind, command=self._typed(command)))  # fmt: skip

    def _add(self, line: Said) -> None:
        if line not in self.found:  # a fund of several projects
            self.found.append(line)

    def _typed(self, command: Sequence[Said]) -> Said:
        """What is to be typed for it stands in the language that is read; names as they are."""
        words = typed(self.connection, self.prefix, command)
        return Joined(tuple(safe(shlex.quote(one)) if isinstance(one, str) else one for one in words), " ")

    def _heads_of(self, village: int) -> list[str]:
        """The heads of a village's households that are names long enough to be looked for."""
        if village not in self._heads:
            sql = "SELECT DISTINCT head FROM household WHERE village_id = :village AND head IS NOT NULL ORDER BY head"
            known = {key(word) for word in self.not_names}
            found = [str(row[0]) for row in self.connection.rows(sql, {"village": village})]
            self._heads[village] = [head for head in found if len(head) >= _LEAST_NAME and key(head) not in known]
        return self._heads[village]


def _safe(said: Said) -> Said:
    return safe(said) if isinstance(said, str) else said
