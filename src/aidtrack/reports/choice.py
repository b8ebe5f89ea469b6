"""Which entries, or which rows of a noun, an answer is made of: what its filters ask, ready to be put into SQL."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field

from aidtrack.dataclass import dataclass
from aidtrack.reports.dimension import DIMENSIONS, OF_CELL, OF_FUND


@dataclass(frozen=True, slots=True)
class Choice:
    """`words` are what was typed, by the filter's word: any of several of one filter, and something of each filter.

    `tests` are the SQL of each, over `{held}`: what an entry holds of it. `rows` are conditions of the noun that a report lists.
    """

    words: tuple[tuple[str, tuple[str, ...]], ...] = ()
    tests: tuple[tuple[str, str], ...] = ()
    rows: tuple[str, ...] = ()
    params: Mapping[str, object] = field(default_factory=dict, compare=False)

    def __bool__(self) -> bool:
        return bool(self.words)

    def only(self, *words: str) -> bool:
        """Whether nothing else is asked for than by these."""
        return all(word in words for word, _ in self.words)

    @property
    def of_funds(self) -> bool:
        """Whether funds are chosen whole: what they are promised and receive is known."""
        return self.only(*OF_FUND)

    @property
    def of_cells(self) -> bool:
        """Whether what is set aside is chosen with what is spent of it: no allocation has a payee or a household."""
        return self.only(*OF_CELL)

    @property
    def of_entries(self) -> bool:
        """Whether nothing is asked for but what each entry says for itself, as its payee: no index that sums are made of has it."""
        return bool(self) and not any(word in OF_CELL for word, _ in self.words)

    def entries(self, entry: str = "entry") -> str:
        """Conditions on a row of entries called so, to follow others: each begins with AND."""
        return "".join(f" AND ({test.format(held=DIMENSIONS[word].held(entry))})" for word, test in self.tests)

    def where(self, **held: str) -> list[str]:
        """The same as conditions on anything else; `held` is the SQL of the id that it has of a fund, a project, a village."""
        return [f"({test.format(held=held[DIMENSIONS[word].of])})" for word, test in self.tests]

    def options(self, beside: Sequence[str] = ()) -> Iterator[str]:
        """The words that ask for it again on a command line that has those `beside`: what these say more closely is left out."""
        rows = {one.of for one in DIMENSIONS.values() if one.is_row and one.option in beside}
        for word, texts in self.words:
            one = DIMENSIONS.get(word)
            option = one.option if one else f"--{word}"
            if option not in beside and (one is None or one.of not in rows):
                for text in texts:
                    yield from (option, text)


EVERYTHING = Choice()
