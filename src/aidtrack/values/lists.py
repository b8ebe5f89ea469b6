"""Kinds of field that hold words of a list: an open one that people add to, and several of a closed one."""

from collections.abc import Collection, Mapping

from aidtrack.codes import Code
from aidtrack.dataclass import dataclass
from aidtrack.errors import Fault
from aidtrack.phrase import Joined, Said, Word, listed, phrase
from aidtrack.values import text
from aidtrack.values.kinds import Kind, WordKind
from aidtrack.values.nearness import nearest

_SEPARATORS = ",，;；|/"


@dataclass(frozen=True, slots=True)
class OpenKind(Kind):
    """A word of an open list: a known one in either language is stored as the Chinese one, a new one as it is typed."""

    words: tuple[tuple[str, str], ...] = ()
    several: bool = False  # may be set apart by 、 or , or ;

    def declared(self) -> list[str]:
        return [chinese for _, chinese in self.words]

    def words_in(self, stored: str) -> list[str]:
        """The words that a stored value holds."""
        return text.apart(stored) if self.several and stored not in self.declared() else [stored]


def open_kind(name: str, words: Mapping[str, str], *, several: bool = False) -> OpenKind:
    """An open list of this name: English → 中文. Fields that share the name share its words, those that a store adds too."""
    spelled = {text.key(word): chinese for english, chinese in words.items() for word in (english, chinese)}

    def parse(cell: str) -> str:
        cleaned = text.clean(cell)
        return as_listed(cleaned) if not several or text.key(cleaned) in spelled else text.each_word(cleaned, as_listed)

    def as_listed(word: str) -> str:
        return spelled.get(text.key(word), word)

    pairs = tuple(words.items())
    if several:
        return OpenKind(
            parse,
            hint="an open list; new words are taken, several are set apart by 、",
            open=name,
            words=pairs,
            several=True,
        )
    return OpenKind(parse, hint="an open list; new words are taken", open=name, words=pairs)


def new_word_note(label: Said, word: object, known: Collection[str]) -> Said:
    """What to say of a word of the field `label` that is not among `known`, with its nearest known one; nothing of any other."""
    if word is None or word in known:
        return ""
    near = nearest(str(word), known)
    note = phrase("“{word}” is new in {field}.", word=text.safe(str(word)), field=label)
    return Joined((note, phrase(" The nearest known one is “{near}”.", near=near)), "") if near else note


@dataclass(frozen=True, slots=True)
class WordsKind(WordKind):
    """Several words of a closed list, set apart by 、, stored as the English ones."""

    def label(self, stored: str) -> Said:
        return listed(WordKind.label(self, word) for word in stored.split("、"))


def words_kind(words: Mapping[str, str]) -> WordsKind:
    """A closed list of which several words may stand: English → 中文."""
    spelled = {text.key(word): english for english, chinese in words.items() for word in (english, chinese)}

    def parse(cell: str) -> str:
        for separator in _SEPARATORS:
            cell = cell.replace(separator, "、")
        found = []
        for part in filter(None, map(str.strip, text.bare(cell).split("、"))):
            english = spelled.get(text.key(part))
            if english is None:
                raise Fault(
                    phrase("“{word}” is none of the words known here.", word=text.safe(part)),
                    phrase("Use some of: {choices}.", choices=listed(Word(*pair) for pair in words.items())),
                    code=Code.UNKNOWN_WORD,
                )
            found.append(english)
        return "、".join(dict.fromkeys(found))

    return WordsKind(parse, hint="several are set apart by 、", words=tuple(words.items()))
