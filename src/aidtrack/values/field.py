"""A field, declared once: its column, option, headers, check and template cell all come from this line."""

from collections.abc import Callable, Mapping
from functools import cache

from aidtrack.dataclass import dataclass
from aidtrack.errors import Fault
from aidtrack.phrase import Word
from aidtrack.values import kinds
from aidtrack.values.kinds import Kind


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `also` are further accepted headers; `refers` names the noun whose id the column holds.

    `of` are the kinds of entry that have it, all where it is empty; `since` is the schema it came with. A text may name rows of a noun by
    what they are called (`names`). What `sums` rows of a noun is read by
    `store/records/relation.py`.
    """

    name: str
    zh: str
    kind: Kind
    also: tuple[str, ...] = ()
    required: bool = False
    refers: str | None = None
    filters: bool = False  # `list` can be narrowed by it
    personal: bool = False  # masked wherever it is shown
    may_be_head: bool = False  # masked as a household's head is, where it is the name of one
    of: tuple[str, ...] = ()
    since: int = 1
    names: str | None = None
    several: bool = False  # it names several, set apart by 、: a filter finds each
    sums: str | None = None  # the noun whose amounts of it are what it comes to, where there are any
    hint: str = ""  # an English sentence for `t`, shown in --help: what it says, where its name alone does not tell

    @property
    def column(self) -> str:
        """The column in the store; money and references say so at the end of their name."""
        if isinstance(self.kind, kinds.MoneyKind):
            return f"{self.name}_fen"
        return f"{self.name}_id" if self.refers else self.name

    @property
    def option(self) -> str:
        return "--" + self.name.replace("_", "-")

    @property
    def sql(self) -> str:
        return "INTEGER" if self.refers else self.kind.sql

    @property
    def is_free(self) -> bool:
        """Whether people write in it what they like: a text, or a word of an open list."""
        a_word = self.kind.open or not isinstance(self.kind, kinds.WordKind)
        return a_word and self.sql == "TEXT" and self.kind.shown == "text" and not self.refers

    @property
    def may_name(self) -> bool:
        """Whether somebody's name may stand in it, though it is none of a person: people write in it what they like."""
        return self.is_free and not (self.kind.fixed or self.personal or self.may_be_head)

    @property
    def label(self) -> Word:
        """The field's heading."""
        return Word(self.name, self.zh)

    @property
    def headers(self) -> tuple[str, ...]:
        return (self.name, self.zh, *self.also)


@cache
def same_as(noun: str) -> Field:
    """The row that a row was found to be the same as: it stands for it, and this one remains for what names it."""
    return Field("same_as", "合并到", kinds.NAME, refers=noun, since=3)


@dataclass(frozen=True, slots=True)
class Noun:
    """A thing of the programme.

    `help` says in an English sentence (for `t`) what it is. `key` are the fields that tell one row from another; what else it
    is known by is its `alias` and `code`. `words` are those that name it in a sheet's or file's name.
    """

    name: str
    zh: str
    help: str
    fields: tuple[Field, ...]
    words: tuple[str, ...] = ()
    key: tuple[str, ...] = ("name",)
    suffix: str = ""  # the end that people leave out of a name: 石桥 is 石桥村
    sense: Callable[[Mapping[str, object]], tuple[str, Fault] | None] | None = None  # a field at odds with another one
    in_order: tuple[tuple[str, str], ...] = ()  # two dates, of which the second does not lie before the first
    merges: bool = False  # two rows of it may be found to be one
    # Of its list the columns that step back last where a terminal is too narrow, the most important first, after what tells rows apart.
    stays: tuple[str, ...] = ()
    holds: tuple[str, str] | None = None  # its fields that say from when to when it is valid: `list` can ask for a day

    @property
    def label(self) -> Word:
        return Word(self.name, self.zh)

    @property
    def personal(self) -> bool:
        """Whether a row holds personal data."""
        return any(field.personal for field in self.fields)

    @property
    def stored(self) -> tuple[Field, ...]:
        """Its fields, and what the store keeps beside and nobody types."""
        return (*self.fields, same_as(self.name)) if self.merges else self.fields

    def field(self, name: str) -> Field:
        return next(field for field in self.fields if field.name == name)
