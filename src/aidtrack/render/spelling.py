"""The cells of a column as texts, some hundred rows at a time: what repeats down it is worked out once, what needs no change is seen at one look."""

from collections.abc import Callable, Sequence
from functools import lru_cache

from aidtrack.values.homonym import Homonym
from aidtrack.values.report import Content

_KEPT = 30_000  # spelled words of a column
Spelling = Callable[[Sequence[Content]], Sequence[str]]


def each_once(spell: Callable[[Content], str]) -> Callable[[Content], str]:
    """The same, which remembers what it said; homonyms equal each other, and are told apart by how they are read."""
    known = lru_cache(_KEPT)(spell)
    told_apart = lru_cache(_KEPT)(lambda name, told: spell(Homonym(name, told)))
    return lambda content: told_apart(str(content), content.told) if isinstance(content, Homonym) else known(content)


def down(
    one: Callable[[Content], str], blank: str = "", are_plain: Callable[[Sequence[str]], bool] | None = None
) -> Spelling:
    """How a column is spelled whose cells are `one` by one, `blank` where they hold nothing; texts stay as they are where they all `are_plain`."""

    def spell(contents: Sequence[Content]) -> Sequence[str]:
        first = contents[0]
        if contents[-1] is first and contents.count(first) == len(contents):
            return [blank if first is None else one(first)] * len(contents)
        if are_plain is not None:
            texts = [
                blank if content is None else content for content in contents if content is None or type(content) is str
            ]
            if len(texts) == len(contents) and are_plain(texts):
                return texts
        return [blank if content is None else one(content) for content in contents]

    return spell
