"""What money is asked by, declared once: fund, source, project, category, village, county, payee, month …

A dimension is a field of what an entry belongs to – its fund, project, village or household – or of the entry itself. Filters
choose entries by it, and `report rollup` sums them by it.
"""

from collections.abc import Mapping

from aidtrack.dataclass import dataclass
from aidtrack.ledger.entry import ENTRY
from aidtrack.nouns import NOUNS
from aidtrack.nouns.village import PLACE
from aidtrack.phrase import Word
from aidtrack.store.engine.collections import SPAN
from aidtrack.values.field import Field, Noun
from aidtrack.values.kinds import WordKind

_OF_NOUN = {"fund": "fund_id", "project": "project_id", "village": "village_id", "household": "household_id"}


@dataclass(frozen=True, slots=True)
class Dimension:
    """`of` is the noun whose field it is (`entry` for a field of its own), `field` that field; `name` where it is the row itself.

    `sql` is its value out of the column of the entry where it hangs: `{id}` of that noun's row, `{entry}` of the entry.
    """

    word: str
    zh: str
    of: str
    field: str
    narrows: bool = True  # there is an option of this name
    rolls: bool = True  # `rollup` sums by it
    by_office: bool = False  # of a collection it is whose row it is, which its id says
    part: int | None = None  # so many letters of the date, from its first on

    @property
    def label(self) -> Word:
        return Word(self.word.replace("_", " "), self.zh)

    @property
    def option(self) -> str:
        return "--" + self.word.replace("_", "-")

    @property
    def is_row(self) -> bool:
        """Whether it is the fund, project, village or household itself: its value is an id, and a word that names none is refused."""
        return self.of in _OF_NOUN and self.field == "name" and not self.by_office

    @property
    def noun(self) -> Noun:
        return ENTRY if self.of == ENTRY.name else NOUNS[self.of]

    @property
    def declared(self) -> Field:
        """The field that it is: its kind checks what is typed, and says whether its words are a closed list."""
        return self.noun.field(self.field)

    @property
    def is_closed(self) -> bool:
        """Whether its words are a closed list: any other is wrong usage. Of other words any may be asked for."""
        kind = self.declared.kind
        return not self.is_row and isinstance(kind, WordKind) and not kind.open

    @property
    def personal(self) -> bool:
        """Whether its rows are persons, whose names are masked."""
        return self.is_row and self.noun.personal

    @property
    def hangs_on(self) -> str:
        """The column of an entry that says of which row it is a field; of a field of the entry the column that holds it."""
        return _OF_NOUN.get(self.of) or self.declared.column

    @property
    def column(self) -> str:
        """Where its value stands in its own noun's table."""
        return "id" if self.is_row else self.declared.column

    def held(self, entry: str = "entry") -> str:
        """What it hangs on in a row of entries called so: what comes back of a loan is of the household that has it."""
        if self.of == "household":
            lent = f"(SELECT lent.household_id FROM entry lent WHERE lent.id = {entry}.loan_id)"
            return f"coalesce({entry}.household_id, {lent})"
        return f"{entry}.{self.hangs_on}"

    def sql(self, entry: str = "entry") -> str:
        """Its value for a row of entries called so: an id of what has rows, else a word; null where it is not assigned or not known."""
        held = self.held(entry)
        if self.by_office:
            return f"({held} / {SPAN})"
        if self.part is not None:
            return f"substr({held}, 1, {self.part})"
        if self.is_row or self.of == ENTRY.name:
            return held
        return f"(SELECT {self.column} FROM {self.of} WHERE {self.of}.id = {held})"

    @property
    def above(self) -> tuple[str, ...]:
        """The words of the places that it lies in, the highest first: they tell two of one name apart."""
        if self.of != "village":
            return ()
        return PLACE if self.is_row else PLACE[: PLACE.index(self.field)] if self.field in PLACE else ()


def _each(*all: Dimension) -> Mapping[str, Dimension]:
    return {one.word: one for one in all}


DIMENSIONS = _each(
    Dimension("fund", "资金", "fund", "name"),
    Dimension("office", "单位代码", "fund", "name", narrows=False, by_office=True),
    Dimension("fund_year", "资金年度", "fund", "year"),
    Dimension("source", "来源", "fund", "source"),
    Dimension("provider", "出资单位", "fund", "provider", rolls=False),
    Dimension("project", "项目", "project", "name"),
    Dimension("category", "类别", "project", "category"),
    Dimension("stage", "阶段", "project", "stage"),
    Dimension("implementer", "实施单位", "project", "implementer"),
    Dimension("village", "村", "village", "name"),
    Dimension("depth", "贫困类型", "village", "depth", rolls=False),
    Dimension("township", "乡镇", "village", "township"),
    Dimension("county", "县区", "village", "county"),
    Dimension("prefecture", "市州", "village", "prefecture"),
    Dimension("province", "省", "village", "province"),
    Dimension("household", "户", "household", "name"),
    Dimension("payee", "收款人", "entry", "payee"),
    Dimension("year", "年", "entry", "date", narrows=False, part=4),
    Dimension("month", "月", "entry", "date", narrows=False, part=7),
)

# By what any entry of a cell agrees with every other: its figures stand whole under these.
OF_FUND = tuple(one.word for one in DIMENSIONS.values() if one.of == "fund" and not one.by_office)
OF_PROJECT = tuple(one.word for one in DIMENSIONS.values() if one.of == "project")
OF_VILLAGE = tuple(one.word for one in DIMENSIONS.values() if one.of == "village")
OF_CELL = (*OF_FUND, *OF_PROJECT, *OF_VILLAGE)
ROLLED = tuple(one.word for one in DIMENSIONS.values() if one.rolls)
