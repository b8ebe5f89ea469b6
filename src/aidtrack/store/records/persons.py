"""The heads of households, who are and who were: their names are in nothing that leaves the store, alone or inside of what else is written."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import field
from re import Pattern, escape

from aidtrack.dataclass import dataclass
from aidtrack.nouns.household import HOUSEHOLD
from aidtrack.pattern import pattern
from aidtrack.store.engine.collections import is_collection
from aidtrack.store.engine.connection import Connection
from aidtrack.store.engine.rights import READER
from aidtrack.values.personal import is_masked, mask
from aidtrack.values.text import key

_LEAST = 2  # a single sign is no name to look for inside a text
_NONE = pattern("(?!)")


@dataclass(slots=True)
class Heads:
    """Their names by key; by the two signs that some begin with of how many signs these are, the longest first."""

    names: set[str]
    begun: dict[str, list[int]] = field(default_factory=dict)
    may_hold: Pattern[str] = _NONE  # what any text that holds one meets, which is soon seen: most meet it nowhere

    def __post_init__(self) -> None:
        lengths: dict[str, set[int]] = defaultdict(set)
        for name in self.names:
            if len(name) >= _LEAST:
                lengths[name[:_LEAST]].add(len(name))
        self.begun = {begun: sorted(some, reverse=True) for begun, some in lengths.items()}
        if self.begun:
            first, second = ("".join(map(escape, sorted(signs))) for signs in map(set, zip(*self.begun, strict=True)))
            self.may_hold = pattern(f"[{first}][{second}]")

    def are(self, text: str | None) -> bool:
        """Whether a text is the name of one."""
        return text is not None and key(text) in self.names

    def in_text(self, text: str | None) -> bool:
        """Whether a text is or holds the name of one."""
        whole = key(text) if text else ""
        return whole in self.names or any(self._spans(whole))

    def masked(self, text: str, of: Collection[str] | None = None) -> str:
        """A text in which each of their names, or those with the keys `of` alone, is masked where it stands: `张三丰(代领)、李四` → `张**(代领)、李**`."""
        whole = key(text)
        if whole in self.names:
            return mask(text) if of is None or whole in of else text
        spans = [*_joined([*self._spans(whole)], whole, of)]
        if not spans:
            return text
        places = [at for at, sign in enumerate(text) for _ in key(sign)]
        if "".join(map(key, text)) != whole:  # signs that are one only together: where a name stands is not known
            return mask(text)
        shown, end = [], 0
        for first, last in spans:
            shown += [text[end : places[first]], mask(text[places[first]])]
            end = places[last - 1] + 1
        return "".join((*shown, text[end:]))

    def _spans(self, whole: str) -> Iterator[tuple[int, int]]:
        """From where to where in a text by key a name stands: at each place the longest."""
        if self.may_hold.search(whole) is None:
            return
        for at in range(len(whole) - 1):
            for length in self.begun.get(whole[at : at + _LEAST], ()):
                if at + length <= len(whole) and whole[at : at + length] in self.names:
                    yield at, at + length
                    break


def _joined(spans: list[tuple[int, int]], whole: str, of: Collection[str] | None) -> Iterator[tuple[int, int]]:
    """Those that lie over one another as one: of two names no part is left to be read. Of some names those alone that hold one."""
    first = last = 0
    chosen = False
    for begin, end in spans:
        if begin >= last:
            if chosen:
                yield first, last
            first, chosen = begin, False
        last = max(last, end)
        chosen = chosen or of is None or whole[begin:end] in of
    if chosen:
        yield first, last


def heads(connection: Connection) -> Heads:
    """Who is a head of a household, and who was one as far as he was not forgotten; none that a reader of a server could tell."""
    if connection.right == READER:
        return Heads(set())
    # Entries have values there too, by far the most: in the store of one office its log tells quickly which rows are of households.
    of = "" if is_collection(connection) else "AND object_id IN (SELECT object_id FROM audit WHERE noun = :noun)"
    rows = connection.rows(
        "SELECT head FROM household WHERE head IS NOT NULL"
        f" UNION SELECT value FROM personal_value WHERE noun = :noun {of} AND value IS NOT NULL",
        {"noun": HOUSEHOLD.name},
    )
    return _of(rows)


def heads_of_older(connection: Connection) -> Heads:
    """Who is one in a store of an older schema, which may not know households yet."""
    known = connection.engine.has_table(connection, HOUSEHOLD.name)
    return _of(connection.rows("SELECT head FROM household WHERE head IS NOT NULL") if known else [])


def _of(rows: Iterable[tuple[str]]) -> Heads:
    return Heads({key(name) for (name,) in rows if not is_masked(name)})
