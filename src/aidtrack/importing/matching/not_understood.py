"""Why a sheet is not understood: no header, none that says what it holds, no rows."""

from collections.abc import Sequence

from aidtrack.codes import Code
from aidtrack.errors import Fault
from aidtrack.importing.matching.header_lines import FIGURE, Heading
from aidtrack.importing.matching.sheet_noun import named_noun
from aidtrack.importing.matching.spelling import KNOWN, RELATION, fields_by_spelling, knows, mapped, split_unit
from aidtrack.importing.matching.wide.likely import advice_on_several, are_of_several_kinds
from aidtrack.locale import spoken, t
from aidtrack.values.nearness import nearest
from aidtrack.values.personal import LEFT_OUT, guarded, numbers_in
from aidtrack.values.text import safe

_SHOWN_WAYS = 3
_FEWEST = 3  # filled cells of a line that looks like one of a table


def no_rows() -> Fault:
    return Fault(t("has a header but no rows."), t("Send it with its rows."), code=Code.NO_ROWS)


def no_header(records: Sequence[Sequence[str]], as_: Sequence[str] | None) -> Fault:
    """`as_` is what the sheet is said to hold, or named after; None where its columns cannot be named on the command line."""
    first = _likely_header(records)
    shown = safe("、".join(_shown(first)))
    if any("，" in cell for cell in first):
        return Fault(
            t("has its cells set apart by the full-width comma ，."),
            t("Use the comma , or save the sheet as CSV again."),
            code=Code.NO_HEADER,
        )
    if as_ is not None and (ways := _likely_ways(first, as_)):
        advice = t("Name its columns with --map, as in {ways}; what they lack is given with --set.", ways=ways)
    else:
        advice = t(
            "Put the field names into the first ten lines, as in an export, or name the columns with --map and give what they lack"
            " with --set; if the text looks garbled, give --encoding."
        )
    return Fault(t("has no header that is known here (it begins: {shown}).", shown=shown), advice, code=Code.NO_HEADER)


def _likely_ways(line: Sequence[str], as_: Sequence[str]) -> str:
    """What --map says of the cells of a line that are nearly headers of ours, where no figure says that it is a row."""
    known = {header for word in as_ for header in fields_by_spelling(*named_noun(word))} or KNOWN
    words = [" ".join(cell.split()) for cell in line if cell.strip()]
    if any(FIGURE.fullmatch(word) or numbers_in(word) for word in words):
        return ""
    near = {word: nearest(split_unit(word)[0], known) for word in words if not knows(word)}
    said = {header: word for word, header in reversed(near.items()) if header is not None}
    return " ".join(f"--map {mapped(word, header)}" for header, word in [*reversed(said.items())][:_SHOWN_WAYS])


def _likely_header(records: Sequence[Sequence[str]]) -> Sequence[str]:
    """The first line of three filled cells, else the first that holds anything."""
    filled = [record for record in records if any(cell.strip() for cell in record)]
    wide = (record for record in filled if sum(1 for cell in record if cell.strip()) >= _FEWEST)
    return next(wide, next(iter(filled), []))


def _shown(line: Sequence[str]) -> list[str]:
    """The cells of a line in full; where figures say that it is a row, those that may name a person masked."""
    cells = [cell.strip() for cell in line if cell.strip()]
    is_row = any(FIGURE.fullmatch(cell) or numbers_in(cell) for cell in cells)
    return [LEFT_OUT if numbers_in(cell) else guarded(cell) if is_row else cell for cell in cells]


def keep_the_heads(header: str) -> str:
    """How a sheet of persons becomes one of households; `header` is the column that says what each is to the head."""
    return t(
        "A household is one row, its head's: filter by {header} = 户主, copy these rows into a sheet of their own, and import that"
        " with --as household --map '姓名=户主' --map {left_out}.",
        header=safe(header.strip()), left_out=mapped(header, ""),
    )  # fmt: skip


def with_columns(fault: Fault, heading: Heading) -> Fault:
    """Why a sheet is not understood, with its columns in full where nothing says what they are of."""
    if fault.code is not Code.UNCLEAR_NOUN:
        return fault
    if (relation := next((name for name in heading.names if split_unit(name)[0] in RELATION), None)) is not None:
        return Fault(t("has a row for each person."), keep_the_heads(relation), code=fault.code)
    columns = t("Its columns are: {columns}.", columns="、".join(safe(name) for name in heading.names if name))
    several = are_of_several_kinds(heading)
    problem = t("has amounts of several kinds in each row.") if several else fault.problem
    usual = advice_on_several() if several else spoken(fault.suggestion)
    advice = t("{problem} {suggestion}", problem=usual, suggestion=columns)
    return Fault(problem, advice, code=fault.code)
