"""The names that the sheets of a workbook may have, and the words that a template puts into them."""

from aidtrack.phrase import Word

HOW_TO = Word("How to fill in", "填写说明")  # the sheet that explains the others
LISTS = "lists"  # the hidden sheet of words to choose from
EXAMPLE = Word("example", "示例")  # the first cell of a row that only shows how

_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", "_"))
_MOST = 31  # characters
_FALLBACK = "aidtrack"


def sheet_name(wanted: str, used: set[str]) -> str:
    """`wanted` as Excel takes it, told apart from the names `used` before, which it joins."""
    plain = wanted.translate(_FORBIDDEN)[:_MOST].strip() or _FALLBACK
    name, number = plain, 1
    while name.casefold() in used:
        number += 1
        name = f"{plain[: _MOST - 4]} {number}"
    used.add(name.casefold())
    return name
