"""What a report is asked, and what is declared of it: the command, its options and every check follow it."""

from collections.abc import Callable
from dataclasses import field

from aidtrack.dataclass import dataclass
from aidtrack.ledger.entry import ENTRY
from aidtrack.nouns import NOUNS
from aidtrack.reports.period import Period
from aidtrack.store.engine.connection import Connection
from aidtrack.values.field import Noun
from aidtrack.values.report import Report


@dataclass(frozen=True, slots=True)
class Question:
    """What a report is asked. `prefix` is the program's name with the options that found the store, for rows that are commands.

    `explain` is the same where the commands behind every row are wanted.
    """

    connection: Connection
    when: Period
    name: str | None
    words: tuple[str, ...]
    prefix: list[str]
    explain: list[str] | None
    # Of alerts, and their kinds, as typed; `before` is up to the day since which something is to be new.
    levels: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    before: Period | None = None
    across: str | None = None
    figures: tuple[str, ...] = ()

    @property
    def by(self) -> str:
        """What its rows are to be, where a report gives one choice."""
        return self.words[0]

    @property
    def named(self) -> str:
        """The name, where the report requires one."""
        assert self.name is not None
        return self.name


Answers = Callable[[Question], Report]


@dataclass(slots=True)
class Declared:
    """A report: its help (English, for `t`), and what can be asked of it. It declares the function below it, whose name is its word."""

    help: str
    word: str = field(init=False)
    answer: Answers = field(init=False)
    noun: str | None = None  # it takes a NAME, of one of these
    required: bool = False  # … and is of nothing without it
    by: tuple[str, ...] = ()  # what its rows may be, the first unless --by says another
    by_named: tuple[str, ...] = ()  # … and what else where it is of one NAME
    compares: bool = False  # --compare holds two days of it against each other,
    since: bool = False  # or it says itself what changed since that day
    charts: bool = False  # it is drawn, and --bars shows the bars in text
    personal: bool = False  # it names persons
    figures: tuple[str, ...] = ()  # what --figures picks from; then --by takes two words, and --across one more
    alerts: bool = False  # some of its alerts can be asked for: --level, --kind, --new
    # What narrows it: dimensions, or where it is made of `rows` of a noun also fields of that.
    filters: tuple[str, ...] = ()
    rows: str | None = None

    @property
    def narrowed(self) -> Noun:
        """What its filters choose among."""
        return ENTRY if self.rows is None else NOUNS[self.rows]

    def __call__(self, answer: Answers) -> "Declared":
        self.word, self.answer = answer.__name__, answer
        return self
