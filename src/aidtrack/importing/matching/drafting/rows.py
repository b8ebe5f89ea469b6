"""What the rows of a sheet add to a draft: words to be read as others, blanks under filled cells, names that the store lacks.

Nothing of a row is quoted but a word that is near one of a closed list or a name that the store has: no person's name, no number.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice

from aidtrack.codes import Code
from aidtrack.errors import Fault
from aidtrack.importing.matching.drafting.draft import Draft, Line, array, quoted
from aidtrack.importing.matching.drafting.seen import Seen
from aidtrack.importing.matching.spelling import plain
from aidtrack.importing.reading.grid import Grid, LineFault
from aidtrack.ledger.entry import ENTRY
from aidtrack.locale import spoken, t
from aidtrack.nouns import NOUNS
from aidtrack.pattern import pattern
from aidtrack.store.names.find import Names
from aidtrack.store.names.not_found import NotFound
from aidtrack.values.field import Field
from aidtrack.values.kinds import WordKind
from aidtrack.values.nearness import nearest
from aidtrack.values.one_value import half_width
from aidtrack.values.personal import numbers_in
from aidtrack.values.text import safe
from aidtrack.values.words import GRAND, RUNNING, SUB, UNASSIGNED

_MOST_ROWS = 2000  # that are looked at
_MOST_WORDS = 20  # of a column; one that holds more is no column of words
_TOTALS = (*GRAND, *SUB, *RUNNING)
_CREATABLE = ("village", "project", "fund", "organization")
# Interest of some time or account, and nothing else: no name of anybody can stand in it.
_INTEREST = pattern(
    r"(?:[0-9一二三四第年度季月份上下半期活定存款账户专银行本次个至.-])*(?:利息|结息|息)(?:收入|入账|转入|结转)?[0-9年季度月.-]*"
)
Row = tuple[int, Sequence[str]]  # its line and its cells


def interest(grid: Grid, seen: Seen, columns: Mapping[int, Field]) -> list[str]:
    """What the purposes of rows say that are plainly interest: 季度结息, 存款利息."""
    places = [at for at, field in columns.items() if field.name == "purpose"]
    rows = _rows(grid, seen.heading.last + 1) if places else ()
    words = (row[at].strip() for _, row in rows for at in places if at < len(row))
    return [word for word in dict.fromkeys(words) if _INTEREST.fullmatch(half_width(word))][:_MOST_WORDS]


def propose(draft: Draft, grid: Grid, seen: Seen, columns: Mapping[int, Field], names: Names | None) -> None:
    """Add what the rows say of the known `columns`, by their place; `names` are the store's, where there is one."""
    rows = list(_rows(grid, seen.heading.last + 1))
    lacking: dict[str, set[str]] = {}
    blank: list[str] = []
    for at, field in columns.items():
        words = list(dict.fromkeys(cell for _, row in rows if at < len(row) and (cell := row[at].strip())))
        if isinstance(field.kind, WordKind):
            spellings = {word: chinese for english, chinese in field.kind.words for word in (english, chinese)}
            _propose_words(draft, field, [word for word in words if not _is_known(field, word)], spellings)
        elif field.refers in _CREATABLE:
            if _blanks_under(rows, at, grid):
                blank.append(field.zh)
            if names is not None and field.refers in NOUNS:
                missing = [word for word in words if _is_missing(names, field.refers, word)]
                known = {name: name for name in names.every(field.refers)}
                left = _propose_words(draft, field, missing, known, of_names=True)
                lacking.setdefault(field.refers, set()).update(left)
    if blank:
        draft.questions.append(
            t("Do blanks under a filled cell mean what stands above: {columns}?", columns="、".join(blank))
        )
        draft.options.append(Line(f"fill-down = {array(blank)}", t("blanks stand under filled cells"), sure=False))
    if made := {noun: words for noun, words in lacking.items() if words}:
        counted = "、".join(f"{spoken(NOUNS[noun].label)} {len(words)}" for noun, words in made.items())
        draft.questions.append(t("Are the names to be made that the store lacks?"))
        draft.options.append(
            Line(f"create = {array([*made])}", t("the store lacks: {counted}", counted=counted), sure=False)
        )


def propose_funds_of_groups(draft: Draft, seen: Seen, names: Names | None) -> None:
    """Which fund each group of columns is, whose name fills it: a line for each that the store does not have."""
    places = [at for one in seen.wide if one.groups for at in one.places]
    words = dict.fromkeys(seen.group(at) for at in places)
    unknown = [word for word in words if names is None or _is_missing(names, "fund", word)]
    if not unknown:
        return
    known = {} if names is None else {name: name for name in names.every("fund")}
    field = ENTRY.field("fund")
    for word in _propose_words(draft, field, unknown, known, of_names=True):
        line = Line(
            f'{quoted(word)} = "…"', t("no fund of this name is in the store; or make it with create"), sure=False
        )
        draft.value.setdefault(field.zh, []).append(line)
    draft.questions.append(t("Which fund is each of these: {groups}?", groups="、".join(map(safe, unknown))))


def _rows(grid: Grid, after: int) -> Iterator[Row]:
    """The first rows that may be data: two cells filled, and no total among them."""

    def every() -> Iterator[Row]:
        for lines, rows in grid.blocks(after):
            yield from zip(lines, rows, strict=True)

    try:
        for line, row in islice(every(), _MOST_ROWS):
            filled = [cell for cell in row if cell.strip()]
            if len(filled) > 1 and not any(plain(cell).endswith(_TOTALS) for cell in filled):
                yield line, row
    except LineFault:  # why the rest cannot be read is told when it is imported
        return


def _is_known(field: Field, word: str) -> bool:
    try:
        field.kind.parse(word)
    except Fault:
        return False
    return True


def _is_missing(names: Names, noun: str, word: str) -> bool:
    if noun == "village" and word in UNASSIGNED:
        return False
    try:
        names.find(noun, word)
    except NotFound as error:
        return error.code is not Code.AMBIGUOUS_NAME
    return False


def _propose_words(
    draft: Draft, field: Field, words: Collection[str], known: Mapping[str, str], *, of_names: bool = False
) -> list[str]:
    """A line for each word that is near one that is known; returns the others, which are not quoted."""
    left = []
    for word in words:
        near = None if numbers_in(word) else nearest(word, known, of_names=of_names)
        if near is None:
            left.append(word)
            continue
        reason = (
            t("no such name is in the store; this one is near")
            if of_names
            else t("no word of its list; this one is near")
        )
        draft.value.setdefault(field.zh, []).append(Line(f"{quoted(word)} = {quoted(known[near])}", reason, sure=False))
    if left and not of_names and len(left) <= _MOST_WORDS:
        said = t("The column {field} holds {count} words that are none of its list: which are they? They go under [value].",
                 field=spoken(field.label), count=len(left))  # fmt: skip
        draft.questions.append(said)
    return left


def _blanks_under(rows: Sequence[Row], at: int, grid: Grid) -> bool:
    """Whether a blank stands under a filled cell of its column, and not within merged cells, which fill themselves."""
    filled = False
    for line, row in rows:
        if at < len(row) and row[at].strip():
            filled = True
        elif filled and not any(
            top <= line <= bottom and left <= at <= right for top, left, bottom, right in grid.merged
        ):
            return True
    return False
