"""What the person said of columns must be of some: --set, --map, --value and --fill-down that no sheet has anything for are refused."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from aidtrack.codes import Code
from aidtrack.errors import Fault
from aidtrack.importing.matching.header import Header, MatchedColumn
from aidtrack.importing.matching.made import parts_of
from aidtrack.importing.matching.options import Options
from aidtrack.importing.matching.sheet import Sheet
from aidtrack.importing.matching.spelling import fields_by_spelling, place_beside, plain
from aidtrack.importing.problems import Problems
from aidtrack.locale import spoken, t
from aidtrack.values.nearness import nearest_sentence
from aidtrack.values.text import safe

_MOST = 40  # columns that are named


def require_used(sheets: Sequence[Sheet], problems: Problems, options: Options, typed: Mapping[str, Any]) -> None:
    """Each such word that says nothing of any sheet is a problem. What a layout keeps of columns may be of other months' sheets;
    what was `typed`, by the names of the options, may not.
    """
    for word in options.set:
        if not any(_gives(sheet.header, word) for sheet in sheets):
            nouns = "、".join(dict.fromkeys(spoken(sheet.header.noun.label) for sheet in sheets))
            said = t("is no column of {noun}.", noun=nouns)
            advice = t("Leave --set out, or say with --as what the sheet holds.")
            _refuse(sheets, problems, f"--set {word}", Fault(said, advice, code=Code.UNKNOWN_COLUMN))
    names = [*dict.fromkeys(name.strip() for sheet in sheets for name in sheet.headings if name.strip())]
    for option in _unused(sheets, typed):
        near = spoken(nearest_sentence(option.partition(" ")[2], names))
        columns = t("The columns are: {columns}.", columns="、".join(map(safe, names[:_MOST])))
        advice = t("{problem} {suggestion}", problem=near, suggestion=columns) if near else columns
        fault = Fault(t("is of a column that no sheet has."), advice, code=Code.UNKNOWN_COLUMN)
        _refuse(sheets, problems, option, fault)


def _refuse(sheets: Sequence[Sheet], problems: Problems, option: str, fault: Fault) -> None:
    problems.fault(fault, sheets[0].origin, None, option, None, None)


def _gives(matched: Header, word: str) -> bool:
    """Whether what is said of every row under this header is a column of a sheet's rows, or a place that its villages lie in."""
    level = place_beside(word)
    names_villages = any(declared.refers == "village" for declared in matched.fields)
    narrows = level is not None and level.name in matched.given_places and names_villages
    return narrows or word in fields_by_spelling(matched.noun, matched.kind)


def _unused(sheets: Sequence[Sheet], typed: Mapping[str, Any]) -> Iterator[str]:
    """Each option that is of a column, with the column, where no sheet has it."""
    headings = {id(sheet.heading): sheet.heading for sheet in sheets}.values()
    headers = {word for heading in headings for at in range(heading.width) for word in heading.spellings(at)}
    yield from (f"--map {word}" for word in typed.get("columns", ()) if word not in headers)
    columns = [column for sheet in sheets for column in (*sheet.header.columns, *sheet.header.places)]
    read = {plain(header) for column in columns for header in column.field.headers}
    read |= {plain(header) for sheet in sheets if sheet.part for header in _given_by_headings(sheet.header)}
    yield from (f"--value {word}" for word in typed.get("values", ()) if word not in read)
    filled = {word for column in columns if not column.is_money for word in _filled(column)}
    yield from (f"--fill-down {word}" for word in sorted(typed.get("fill_down", frozenset()) - filled))


def _given_by_headings(matched: Header) -> Iterator[str]:
    """The headers of what a wide sheet's own columns say of its rows, such as the fund that each is of."""
    yield from (header for declared in matched.fields if declared.name in matched.given for header in declared.headers)


def _filled(column: MatchedColumn) -> Iterator[str]:
    """What --fill-down may call a column: by a header of its field, or the parts of a day that it is made of."""
    yield from map(plain, column.field.headers)
    yield from parts_of(column.made)
