"""Which alerts are asked for: of some levels, of some kinds, those that are new since a day."""

from collections.abc import Iterator, Mapping, Sequence

from aidtrack.dataclass import dataclass
from aidtrack.phrase import Joined, Word, phrase
from aidtrack.reports.alerting.levels import ASKED_AS, LEVELS
from aidtrack.reports.alerting.rule import Rule
from aidtrack.reports.alerting.rules import RULES
from aidtrack.reports.columns import columns
from aidtrack.reports.period import Period
from aidtrack.values.choices import one_of
from aidtrack.values.report import Filter
from aidtrack.values.text import key, safe

# Typed word → stored word, and how people read it.
LEVEL_WORDS = {level: Word(ASKED_AS.get(level, level), chinese) for level, chinese in LEVELS.items()}
KIND_WORDS = {kind: Word(kind, rule.zh) for kind, rule in RULES.items()}


@dataclass(frozen=True, slots=True)
class Asked:
    """`levels` and `kinds` are stored words, none of them all; `before` is up to the day since which an alert is to be new."""

    levels: Sequence[str] = ()
    kinds: Sequence[str] = ()
    before: Period | None = None

    def takes(self, rule: Rule) -> bool:
        return (not self.levels or rule.level in self.levels) and (not self.kinds or rule.kind in self.kinds)

    def filters(self) -> Iterator[Filter]:
        """What the answer says it was narrowed by."""
        for name, stored, words in (("level", self.levels, LEVEL_WORDS), ("kind", self.kinds, KIND_WORDS)):
            if stored:
                typed = [words[word] for word in stored]
                said = Joined((columns(name)[0].label, Joined(tuple(typed))), ": ")
                yield Filter(name, tuple(word.english for word in typed), said)
        if self.before is not None:
            yield Filter("new", (self.before.day,), phrase("new since {date}", date=self.before.day))


ALL = Asked()


def asked(levels: Sequence[str], kinds: Sequence[str], before: Period | None) -> Asked:
    """What was typed, in either language. Raises Usage with the nearest word."""
    return Asked(_stored("--level", levels, LEVEL_WORDS), _stored("--kind", kinds, KIND_WORDS), before)


def _stored(option: str, typed: Sequence[str], words: Mapping[str, Word]) -> list[str]:
    spelled = {key(word): stored for stored, spelled in words.items() for word in (stored, *spelled.spellings)}
    known = [word for spelled in words.values() for word in spelled.spellings]
    found = []
    for text in typed:
        if key(text) not in spelled:
            one_of(text, known, phrase("{option} knows no “{word}”.", option=option, word=safe(text)))
        found.append(spelled[key(text)])
    return [*dict.fromkeys(found)]
