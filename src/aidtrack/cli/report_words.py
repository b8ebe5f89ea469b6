"""The words that `report … --by A,B --across C --figures …` takes: in English and in Chinese, from anywhere."""

from collections.abc import Sequence

from aidtrack.errors import Usage
from aidtrack.locale import in_each_language, spoken, t
from aidtrack.phrase import Said, Word
from aidtrack.reports.asking.asked import in_words
from aidtrack.reports.columns import columns
from aidtrack.reports.dimension import DIMENSIONS
from aidtrack.reports.registry.declared import Declared
from aidtrack.reports.rolled_up import SYNONYMS
from aidtrack.values.choices import one_of
from aidtrack.values.text import key, safe

_MOST_LEVELS = 2
_CALLED = {  # what no dimension has a word for
    "organization": Word("organization", "单位"),
    "programme": Word("programme", "全部"),
}


def levels(declared: Declared, by: str | None) -> tuple[str, ...]:
    """What the rows are to be; nothing where a report gives no choice. Raises Usage."""
    if not declared.by:
        return ("",)
    if by is not None and not _listed_words(by):
        raise Usage(t("{option} is blank.", option="--by"), by_help(declared))
    words = _listed_words(by) if declared.figures else [by] if by else []
    found = [_rolled(declared, "--by", word) for word in words or declared.by[:1]]
    if len(found) > _MOST_LEVELS:
        raise Usage(
            t("--by takes two words at most: {words}.", words=safe(str(by))), t("Give a third one with --across.")
        )
    return _all_different(*found)


def across(declared: Declared, levels: tuple[str, ...], word: str | None, *, alone: bool) -> str | None:
    """What the columns are to be. Raises Usage, also where there is no room for them beside two days or bars."""
    if word is None:
        return None
    if not alone:
        raise Usage(
            t("--across makes a column of each value; --compare and --bars do so of a figure."), t("Give one of them.")
        )
    return _all_different(*levels, _rolled(declared, "--across", word.strip()))[-1]


def _rolled(declared: Declared, option: str, word: str) -> str:
    known = _levels(declared)
    found = _known(option, word, list(known), list(known.values()))
    return SYNONYMS.get(found, found) if declared.figures else found


def levels_of(declared: Declared) -> list[Word]:
    """What rows can be, as scripts and as people of Chinese call it."""
    return [Word(word, label.chinese) for word, label in _levels(declared).items()]


def figures_of(declared: Declared) -> list[Word]:
    """The figures, called so too."""
    labels = {one: columns(one)[0].label for one in declared.figures}
    return [Word(one, label.chinese if isinstance(label, Word) else one) for one, label in labels.items()]


def _levels(declared: Declared) -> dict[str, Word]:
    """What rows can be, and how it is called."""
    return {one: _CALLED.get(one) or DIMENSIONS[one].label for one in (*declared.by, *declared.by_named)}


def _known(option: str, typed: str, words: Sequence[str], labels: Sequence[Said]) -> str:
    """The word that was meant. Raises Usage, which names all of them as the language of the run does."""
    meant: dict[str, str] = {}
    for word, label in zip(words, labels, strict=True):
        for spelling in (word, *in_words(label, in_each_language)):
            meant.setdefault(key(spelling), word)
    if (found := meant.get(key(typed))) is not None:
        return found
    shown = [_shown(word, label) for word, label in zip(words, labels, strict=True)]
    return one_of(typed, shown, t("{option} knows no “{word}”.", option=option, word=safe(typed)))


def _shown(word: str, label: Said) -> str:
    """As the language of the run calls it; English has the words of scripts."""
    return spoken(Word(word, label.chinese)) if isinstance(label, Word) else word


def _all_different(*words: str) -> tuple[str, ...]:
    if len({*words}) < len(words):
        raise Usage(t("Money is rolled up by different words: {words}.", words=", ".join(words)), t("Give each once."))
    return words


def figures(declared: Declared, asked: str | None) -> tuple[str, ...]:
    """Each once, in the order in which they are asked for. Raises Usage."""
    if asked is not None and not _listed_words(asked):
        raise Usage(t("{option} is blank.", option="--figures"), figures_help(declared))
    labels = [columns(one)[0].label for one in declared.figures]
    words = _listed_words(asked)
    return tuple(dict.fromkeys(_known("--figures", word, declared.figures, labels) for word in words))


def _listed_words(text: str | None) -> list[str]:
    return [word for part in (text or "").replace("，", ",").replace("、", ",").split(",") if (word := part.strip())]


def by_help(declared: Declared) -> str:
    choices = ", ".join(_shown(*one) for one in _levels(declared).items())
    return (
        t("One or two of: {choices}.", choices=choices)
        if declared.figures
        else t("One of: {choices}.", choices=choices)
    )


def figures_help(declared: Declared) -> str:
    return t("Some of: {choices}.", choices=", ".join(_shown(one, columns(one)[0].label) for one in declared.figures))
