"""What stands in a usage line for a word that is to be typed, in the language of the run: `--date DATE` is 「--date 日期」."""

import re

from aidtrack.locale import spoken
from aidtrack.pattern import pattern
from aidtrack.phrase import phrase

_WORD = pattern(r"[A-Z]+")
_SAID = {
    said.text: said
    for said in (
        phrase("AMOUNT"), phrase("CODE"), phrase("COLUMN"), phrase("COLUMNS"), phrase("CONDITION"), phrase("CURRENCY"),
        phrase("DATE"), phrase("DAY"), phrase("FIELD"), phrase("FILE"), phrase("FILES"), phrase("FINGERPRINT"), phrase("FORMAT"),
        phrase("FROM"), phrase("FUND"), phrase("HASH"), phrase("HEADER"), phrase("ID"), phrase("IDS"), phrase("INTO"),
        phrase("LANG"), phrase("LINES"), phrase("MODE"), phrase("N"), phrase("NAME"), phrase("NAMES"), phrase("NOUN"),
        phrase("NOUNS"), phrase("OFFICE"), phrase("PATH"), phrase("PERIOD"), phrase("PREFIX"), phrase("PROJECT"),
        phrase("RECORD"), phrase("ROLE"), phrase("SHELL"), phrase("STANDARD"), phrase("TEXT"), phrase("TOPIC"), phrase("UNIT"),
        phrase("URL"), phrase("VALUE"), phrase("VILLAGE"), phrase("WORD"), phrase("WORDS"), phrase("YEAR"), phrase("YUAN"),
    )
}  # fmt: skip


def placeholder(words: str) -> str:
    """Such as `DATE`, or several with what is typed between them: `HEADER=FIELD`."""
    return _WORD.sub(_spoken, words)


def _spoken(found: re.Match[str]) -> str:
    return spoken(_SAID[found[0]])
