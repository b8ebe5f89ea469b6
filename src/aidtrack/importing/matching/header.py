"""Which line is the header, which noun the sheet holds, and which column is which field."""

import re
import unicodedata
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field

from aidtrack.errors import Fault
from aidtrack.ledger.entry import ENTRY, fields_of
from aidtrack.ledger.kind import KINDS
from aidtrack.ledger.sense import never_blank
from aidtrack.locale import t
from aidtrack.nouns import NOUNS
from aidtrack.nouns.village import VILLAGE
from aidtrack.values.field import Field, Noun
from aidtrack.values.kinds import MoneyKind
from aidtrack.values.text import nearest_sentence, safe

SEARCHED_LINES = 10
PERSONAL = (
    "证件号码", "证件号", "证件类型", "身份证", "身份证号", "身份证号码", "居民身份证号", "公民身份号码", "户主证件号码", "户主身份证号", "户主身份证号码",
    "残疾证号", "手机", "手机号", "手机号码", "电话", "电话号码", "联系电话", "联系方式", "户主电话", "户主联系电话",
    "银行卡号", "银行卡", "银行账号", "银行账户", "开户行", "开户银行", "卡号", "账号", "一卡通", "一卡通号", "一卡通账号",
    "社保卡", "社保卡号", "社会保障卡号", "社会保障号", "idnumber", "idcard", "phone", "mobile", "telephone", "bankaccount", "bankcard",
)  # fmt: skip
IGNORED = ("序号", "no", "no.", "错误", "error")  # the last two head what --rejected writes beside a row
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
    def is_money(self) -> bool:
        return isinstance(self.field.kind, MoneyKind)

    @property
    def required(self) -> bool:
        """Whether no row may leave it blank; a 类型 column must say it on every row."""
        return self.field.required or self.field is ENTRY.field("kind")


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


def _spellings(noun: Noun, kind: str | None = None) -> dict[str, Field]:
    fields = fields_of(kind) if noun is ENTRY else noun.fields
    return {plain(header): declared for declared in fields for header in declared.headers}


# Every header there is, with the field it names; where nouns differ an entry's meaning stands.
KNOWN = {
    spelling: declared.name for noun in (*NOUNS.values(), ENTRY) for spelling, declared in _spellings(noun).items()
}


def known_count(row: Sequence[str], own: Container[str] = ()) -> int:
    """How many cells of a line are headers we know, or are the person's `own` of --map."""
    return sum(1 for cell in row if (spelling := split_unit(cell)[0]) in KNOWN or spelling in own or plain(cell) in own)


def find_line(rows: Sequence[Sequence[str]], own: Container[str] = ()) -> int | None:
    """The index of the header among the first lines: the one with most known headers."""
    counts = [known_count(row, own) for row in rows[:SEARCHED_LINES]]
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


def sheet_noun(headers: Sequence[str], names: Sequence[str], as_: str | None) -> tuple[Noun, str | None]:
    """The noun of a sheet, and the entry kind where it holds one kind. Raises Fault with the candidates.

    `headers` are spelled as we know them, `names` the sheet's and the file's. A name's word counts first where the headers could be its.
    """
    if as_ is not None:
        return named_noun(as_)
    if any(spelling in ("类型", "kind") for spelling in headers) and not any(_fits(name, headers) for name in NOUNS):
        return ENTRY, None
    said = [_words_in(name) for name in names]
    groups = [[word for word in words if word in KINDS] for words in said]
    groups += [[word for word in words if word in NOUNS] for words in said]
    named = [group for group in groups if group]
    fitting = [[word for word in group if _could_be(word, headers)] for group in named]
    candidates = next(filter(None, fitting), named[0] if named else [*NOUNS, *KINDS])
    if len(candidates) != 1:
        candidates = [name for name in candidates if _fits(name, headers)]
    if len(candidates) == 1:
        return named_noun(candidates[0])
    listed = ", ".join(candidates or [*NOUNS, *KINDS])
    raise Fault(
        t("does not say what it holds: {candidates}?", candidates=listed),
        t("Say it with --as, in the file's name, or in a column 类型 (kind)."),
    )


def named_noun(word: str) -> tuple[Noun, str | None]:
    """A noun or entry kind by its English or Chinese word. Raises Fault."""
    for name, noun in NOUNS.items():
        if word in (name, noun.zh):
            return noun, None
    for name in KINDS:
        if word in (name, KINDS[name].zh):
            return ENTRY, name
    if word in (ENTRY.name, ENTRY.zh):
        return ENTRY, None
    known = [*NOUNS, *KINDS, ENTRY.name]
    raise Fault(
        t("“{word}” is nothing that a sheet can hold.", word=safe(word)),
        nearest_sentence(word, known) or t("Use one of: {choices}.", choices=", ".join(known)),
    )


def _words_in(stem: str) -> list[str]:
    """The entry kinds and nouns whose words a name holds; where it is such a word itself, that alone."""
    stem = stem.casefold().strip()
    exact = [name for name in KINDS if stem in (name, KINDS[name].zh)]
    exact += [name for name, noun in NOUNS.items() if stem in (name, noun.zh)]
    if exact:
        return exact
    found = [name for name in KINDS if name in stem or any(word in stem for word in KINDS[name].words)]
    return found + [name for name, noun in NOUNS.items() if name in stem or any(word in stem for word in noun.words)]


def _could_be(name: str, spelled: Sequence[str]) -> bool:
    """Whether the headers hold what every row of this noun needs."""
    noun = NOUNS.get(name, ENTRY)
    fields = _spellings(noun)
    given = {fields[spelling].name for spelling in spelled if spelling in fields}
    return {declared.name for declared in noun.fields if declared.required} <= given


def _fits(name: str, spelled: Sequence[str]) -> bool:
    """Whether the headers hold what it needs and nothing that it does not know."""
    noun = NOUNS.get(name, ENTRY)
    fields = _spellings(noun)
    narrowed = any(declared.refers == "village" for declared in noun.fields)
    known = all(s in fields or s in IGNORED or s in PERSONAL or (narrowed and _place(s)) for s in spelled)
    return known and _could_be(name, spelled)


def _place(spelling: str) -> Field | None:
    return next((declared for declared in _PLACES if spelling in map(plain, declared.headers)), None)


def spelled(headers: Sequence[str], own: Mapping[str, str | None]) -> list[str]:
    """The headers as we know them: those of --map by the word they are mapped to, what is left out or blank not at all."""
    found = []
    for header in headers:
        spelling, left_out = _mapped(header, own)
        if spelling and not left_out:
            found.append(spelling)
    return found


def _mapped(header: str, own: Mapping[str, str | None]) -> tuple[str, bool]:
    """A header as we know it, and whether --map leaves it out."""
    spelling = split_unit(header)[0]
    for word in (plain(header), spelling):
        if word in own:
            return own[word] or spelling, own[word] is None
    return spelling, False


def match(
    headers: Sequence[str],
    noun: Noun,
    kind: str | None,
    *,
    unit: str | None,
    ignore_extra: bool,
    own: Mapping[str, str | None],
) -> tuple[Header, list[tuple[str, Fault]]]:
    """Columns matched to fields, and what is wrong with the header, each with the header it is about."""
    fields = _spellings(noun, kind)
    refers = {declared.refers for declared in noun.fields}
    found = Header(noun, kind, len(headers), [])
    faults: list[tuple[str, Fault]] = []
    taken: dict[str, str] = {}
    for at, header in enumerate(headers):
        original, own_unit = split_unit(header)
        spelling, left_out = _mapped(header, own)
        if not spelling and not ignore_extra:
            found.nameless.append(at)
        if not spelling or spelling in IGNORED:
            continue
        if left_out:
            found.notes.append(t("The column {header} was left out.", header=safe(header.strip())))
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
                hint or t("Rename it, remove it, map it with --map, or add --ignore-extra."))))  # fmt: skip
            continue
        one = declared or place
        assert one is not None
        if one.name in taken:
            faults.append((header, Fault(
                t("means the same as the column {other}.", other=safe(taken[one.name])), t("Keep one of the two."))))  # fmt: skip
            continue
        taken[one.name] = header
        column = MatchedColumn(at, header.strip(), one, _column_unit(one, original, own_unit, unit, faults, header))
        (found.places if declared is None else found.columns).append(column)
    _require_columns(found, faults)
    return found, faults


def refers_to_persons(noun: Noun) -> frozenset[str]:
    """The fields that name somebody's household: people write the name of who lives there instead of its number."""
    return frozenset(one.name for one in noun.fields if one.refers in NOUNS and NOUNS[one.refers].personal)


def personal_columns(header: Sequence[str], matched: Header) -> dict[int, bool]:
    """The columns of personal data by their place: True for one that is never shown, False for one whose names are masked."""
    found = {at: True for at, cell in enumerate(header) if split_unit(cell)[0] in PERSONAL}
    return found | {column.at: False for column in matched.columns if column.field.personal}


def is_our_own(header: Header) -> bool:
    """Whether the line is what export and template write: every field of the noun and nothing else."""
    kinds = (header.kind,) if header.kind else (None, *KINDS)  # a column 类型 stands in a sheet of one kind too
    written = [fields_of(kind) for kind in kinds] if header.noun is ENTRY else [header.noun.fields]
    found = {column.field.name for column in header.columns}
    return len(found) == header.width and found in [{field.name for field in fields} for fields in written]


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
    needed = {declared.name for declared in found.noun.fields if declared.required}
    if found.noun is ENTRY:
        needed |= {"kind"} if found.kind is None else never_blank(found.kind, given)
    faults += [
        ("", Fault(t("The column {header} is missing.", header=declared.label), t("Add it to the header line.")))
        for declared in found.noun.fields
        if declared.name in needed - given
    ]
