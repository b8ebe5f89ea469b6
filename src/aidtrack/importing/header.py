"""Which line is the header, which noun the sheet holds, and which column is which field."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from aidtrack.errors import Fault
from aidtrack.ledger.entry import ENTRY, KINDS, RECORDED
from aidtrack.locale import t
from aidtrack.nouns import NOUNS
from aidtrack.nouns.village import VILLAGE
from aidtrack.values.field import Field, Noun
from aidtrack.values.kinds import MoneyKind
from aidtrack.values.text import nearest_sentence, safe

SEARCHED_LINES = 10
PERSONAL = (
    "证件号码", "身份证号", "身份证号码", "手机号", "手机号码", "电话", "联系电话", "银行卡号", "银行账号", "一卡通号", "社保卡号",
)  # fmt: skip
IGNORED = ("序号", "no", "no.")
_UNIT = re.compile(r"\((?:单位:?)?(元|万元|亿元)\)$|/(元|万元|亿元)$")
_TITLE_UNIT = re.compile(r"单位:?\(?(元|万元|亿元)")
_PLACES = tuple(VILLAGE.field(name) for name in ("prefecture", "county", "township"))


@dataclass(frozen=True, slots=True)
class MatchedColumn:
    """A column of the sheet: its own header, the field it fills, and the unit its header states."""

    at: int
    header: str
    field: Field
    unit: str | None = None

    @property
    def required(self) -> bool:
        """Whether no row may leave it blank; a 类型 column must say it on every row."""
        return self.field.required or self.field.name == "kind"


@dataclass(slots=True)
class Header:
    """What the header line says. `kind` is the kind of every entry, None where a column says it row by row."""

    noun: Noun
    kind: str | None
    width: int
    columns: list[MatchedColumn]
    places: list[MatchedColumn] = field(default_factory=list)  # 市州, 县区, 乡镇 beside a village
    notes: list[str] = field(default_factory=list)
    nameless: list[int] = field(default_factory=list)  # columns without a header: only blanks may stand there

    def column(self, name: str) -> MatchedColumn | None:
        return next((column for column in self.columns if column.field.name == name), None)


def plain(header: str) -> str:
    """A header as it is compared: NFKC, without blanks, line breaks and marks of obligation."""
    return "".join(unicodedata.normalize("NFKC", header).split()).strip("*:").casefold()


def split_unit(header: str) -> tuple[str, str | None]:
    """`金额(万元)` → `金额`, `万元`."""
    compared = plain(header)
    found = _UNIT.search(compared)
    return (compared[: found.start()], found[1] or found[2]) if found else (compared, None)


def _spellings(noun: Noun) -> dict[str, Field]:
    return {plain(header): declared for declared in noun.fields for header in declared.headers}


_KNOWN = {spelling for noun in (*NOUNS.values(), ENTRY) for spelling in _spellings(noun)}


def known_count(row: Sequence[str]) -> int:
    """How many cells of a line are headers we know."""
    return sum(1 for cell in row if split_unit(cell)[0] in _KNOWN)


def find_line(rows: Sequence[Sequence[str]]) -> int | None:
    """The index of the header among the first lines: the one with most known headers."""
    counts = [known_count(row) for row in rows[:SEARCHED_LINES]]
    best = max(counts, default=0)
    if best == 0:
        return None
    at = counts.index(best)
    return at if best > 1 or sum(1 for cell in rows[at] if cell.strip()) <= 3 else None


def title_unit(rows: Sequence[Sequence[str]]) -> str | None:
    """The unit that a title line above the header states (单位:万元)."""
    for row in rows:
        for cell in row:
            if found := _TITLE_UNIT.search(plain(cell)):
                return found[1]
    return None


def sheet_noun(headers: Sequence[str], file_stem: str, as_: str | None) -> tuple[Noun, str | None]:
    """The noun of a sheet, and the entry kind where it holds one kind. Raises Fault with the candidates."""
    spelled = [split_unit(header)[0] for header in headers if header.strip()]
    if as_ is not None:
        return named_noun(as_)
    if any(spelling in ("类型", "kind") for spelling in spelled):
        return ENTRY, None
    words = _words_in(file_stem)
    kinds = [name for name in words if name in KINDS]
    if len(kinds) == 1:
        return ENTRY, kinds[0]
    candidates = kinds or [name for name in words if name in NOUNS]
    if len(candidates) != 1:
        candidates = [name for name in (candidates or [*NOUNS, *RECORDED]) if _fits(name, spelled)]
    if len(candidates) == 1:
        return named_noun(candidates[0])
    listed = ", ".join(candidates or [*NOUNS, *RECORDED])
    raise Fault(
        t("does not say what it holds: {candidates}?", candidates=listed),
        t("Say it with --as, in the file's name, or in a column 类型 (kind)."),
    )


def named_noun(word: str) -> tuple[Noun, str | None]:
    """A noun or entry kind by its English or Chinese word. Raises Fault."""
    for name, noun in NOUNS.items():
        if word in (name, noun.zh):
            return noun, None
    for name in RECORDED:
        if word in (name, KINDS[name].zh):
            return ENTRY, name
    if word in (ENTRY.name, ENTRY.zh):
        return ENTRY, None
    known = [*NOUNS, *RECORDED, ENTRY.name]
    raise Fault(
        t("“{word}” is nothing that a sheet can hold.", word=safe(word)),
        nearest_sentence(word, known) or t("Use one of: {choices}.", choices=", ".join(known)),
    )


def _words_in(stem: str) -> list[str]:
    stem = stem.casefold()
    found = [name for name in RECORDED if name in stem or any(word in stem for word in KINDS[name].words)]
    return found + [name for name, noun in NOUNS.items() if name in stem or any(word in stem for word in noun.words)]


def _fits(name: str, spelled: Sequence[str]) -> bool:
    noun = NOUNS.get(name, ENTRY)
    fields = _spellings(noun)
    if noun is ENTRY and not {"date", "amount"} <= {fields[s].name for s in spelled if s in fields}:
        return False
    given = {fields[spelling].name for spelling in spelled if spelling in fields}
    required = {declared.name for declared in noun.fields if declared.required}
    narrowed = any(declared.refers == "village" for declared in noun.fields)
    known = all(s in fields or s in IGNORED or s in PERSONAL or (narrowed and _place(s)) for s in spelled)
    return known and required <= given


def _place(spelling: str) -> Field | None:
    return next((declared for declared in _PLACES if spelling in map(plain, declared.headers)), None)


def match(
    headers: Sequence[str], noun: Noun, kind: str | None, *, unit: str | None, ignore_extra: bool
) -> tuple[Header, list[tuple[str, Fault]]]:
    """Columns matched to fields, and what is wrong with the header, each with the header it is about."""
    fields = _spellings(noun)
    refers = {declared.refers for declared in noun.fields}
    found = Header(noun, kind, len(headers), [])
    faults: list[tuple[str, Fault]] = []
    taken: dict[str, str] = {}
    for at, header in enumerate(headers):
        spelling, own_unit = split_unit(header)
        if not spelling and not ignore_extra:
            found.nameless.append(at)
        if not spelling or spelling in IGNORED:
            continue
        if spelling in PERSONAL:
            found.notes.append(
                t("The column {header} holds personal data and was left out.", header=safe(header.strip()))
            )
            continue
        declared = fields.get(spelling)
        place = _place(spelling) if declared is None and "village" in refers else None
        if declared is None and place is None:
            if ignore_extra:
                found.notes.append(t("The column {header} was left out.", header=safe(header.strip())))
                continue
            hint = nearest_sentence(spelling, fields)
            faults.append((header, Fault(
                t("is no column of {noun}.", noun=noun.label),
                hint or t("Rename it, remove it, or add --ignore-extra."))))  # fmt: skip
            continue
        one = declared or place
        assert one is not None
        if one.name in taken:
            faults.append((header, Fault(
                t("means the same as the column {other}.", other=safe(taken[one.name])), t("Keep one of the two."))))  # fmt: skip
            continue
        taken[one.name] = header
        column = MatchedColumn(at, header.strip(), one, _column_unit(one, spelling, own_unit, unit, faults, header))
        (found.places if declared is None else found.columns).append(column)
    _require_columns(found, faults)
    return found, faults


def _column_unit(
    declared: Field, spelling: str, own: str | None, stated: str | None, faults: list[tuple[str, Fault]], header: str
) -> str | None:
    """The unit of a money column: its header's, else what a title or --unit states; our own English names are yuan."""
    if not isinstance(declared.kind, MoneyKind):
        return None
    if own is not None and stated is not None and own != stated:
        faults.append((header, Fault(
            t("says {own}, but the title or --unit says {stated}.", own=own, stated=stated), t("Make the two agree."))))  # fmt: skip
    if own is None and stated is None and spelling == declared.name:
        return "元"
    return own or stated


def _require_columns(found: Header, faults: list[tuple[str, Fault]]) -> None:
    given = {column.field.name for column in found.columns}
    needed = [declared for declared in found.noun.fields if declared.required]
    if found.noun is ENTRY and found.kind is None:
        needed.append(ENTRY.field("kind"))
    if found.noun is ENTRY and found.kind not in (None, "spending"):
        needed.append(ENTRY.field("fund"))
    faults += [
        ("", Fault(t("The column {header} is missing.", header=declared.label), t("Add it to the header line.")))
        for declared in needed
        if declared.name not in given
    ]
