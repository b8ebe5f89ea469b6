"""How headers are spelled: as they are compared, with the unit that one states, and which field each of ours names."""

import shlex
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from functools import cache

from aidtrack.ledger.entry import ENTRY, fields_of
from aidtrack.ledger.kind import KINDS
from aidtrack.nouns import NOUNS
from aidtrack.nouns.layout import LAYOUT
from aidtrack.nouns.village import VILLAGE
from aidtrack.pattern import pattern
from aidtrack.values.field import Field, Noun
from aidtrack.values.row_origin import OFFICE, ROW_ORIGIN
from aidtrack.values.text import safe
from aidtrack.values.words import RUNNING

PERSONAL = (
    "人编号", "证件号码", "证件号", "证件类型", "身份证", "身份证号", "身份证号码", "居民身份证号", "公民身份号码", "户主证件号码", "户主证件号", "户主身份证", "户主身份证号", "户主身份证号码", "身份证件号", "身份证件号码",
    "残疾证号", "手机", "手机号", "手机号码", "电话", "电话号码", "联系电话", "联系方式", "户主电话", "户主联系电话", "户主手机", "户主手机号", "户主手机号码",
    "联系人", "联系人电话", "联系人及电话", "银行卡号", "银行卡", "银行账号", "银行账户", "开户行", "开户银行", "卡号", "账号", "一卡通", "一卡通号", "一卡通账号",
    "社保卡", "社保卡号", "社会保障卡号", "社会保障号", "idnumber", "idcard", "phone", "mobile", "telephone", "bankaccount", "bankcard",
)  # fmt: skip
# What a person is to the head of the household: its sheet has a row a person.
RELATION = ("与户主关系", "与户主的关系", "户主关系", "家庭关系", "成员关系", "relationtohead", "relationship")
# Parts of a village, of which nothing is kept; its province, where a row only names it; of which office a row of an export is, which its
# origin says too.
NOT_KEPT = ("自然村", "村民小组", OFFICE.zh, OFFICE.name, *VILLAGE.field("province").headers)
IGNORED = ("序号", "no", "no.", "错误", "error")  # the last two head what --rejected writes beside a row
_UNIT = pattern(r"\((?:单位:?)?(元|万元|亿元)\)$|/(元|万元|亿元)$")
# How a sheet of projects heads how far they had come.
PROGRESS = frozenset((
    "项目完成情况", "完成情况", "项目进展情况", "项目进展", "进展情况", "工程进度", "形象进度", "目前进度", "当前进度", "进度情况",
))  # fmt: skip
_MEASURE = pattern(r"\((?:单位:?)?(%|户|人|户数|人数|人次|个|天|月|年)\)$")  # of what is no amount
_MONTH = pattern(r"(?:([0-9]{4})年)?([0-9]{1,2}|十[一二]?|[一二三四五六七八九])月份?|([0-9]{4})[-./]([0-9]{1,2})")
_NUMERALS = ("", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_TITLE_UNIT = pattern(r"单位:?\(?(元|万元|亿元)")
_PLACES = tuple(VILLAGE.field(name) for name in ("prefecture", "county", "township"))


def plain(header: str) -> str:
    """A header as it is compared: NFKC, without blanks, line breaks and marks of obligation."""
    return "".join(unicodedata.normalize("NFKC", header).split()).strip("*:").casefold()


def split_unit(header: str) -> tuple[str, str | None]:
    """`金额(万元)` → `金额`, `万元`; of a header that we know with what else it counts in, 受益户数(户), no unit of money."""
    compared = plain(header)
    if found := _UNIT.search(compared):
        return compared[: found.start()], found[1] or found[2]
    found = _MEASURE.search(compared)
    counted = compared[: found.start()] if found else ""
    return (counted if counted in KNOWN or counted in PROGRESS else compared), None


def in_percent(header: str) -> bool:
    """Whether a header says that its numbers are percentages: 完成比例(%)."""
    found = _MEASURE.search(plain(header))
    return found is not None and found[1] == "%"


@cache
def fields_by_spelling(noun: Noun, kind: str | None = None) -> Mapping[str, Field]:
    """Every header of a noun's fields, as it is compared. One that two fields share is that of the field which only some kinds have,
    where the kind is known, and none where each row says its own.
    """
    fields = fields_of(kind) if noun is ENTRY else (*noun.fields, ROW_ORIGIN)
    owners: dict[str, list[Field]] = {}
    for declared in sorted(fields, key=lambda one: bool(one.of)):
        for header in map(plain, declared.headers):
            owners.setdefault(header, []).append(declared)
    unclear = noun is ENTRY and kind is None
    return {header: found[-1] for header, found in owners.items() if len(found) == 1 or not unclear}


_KINDS = {plain(header): kind.name for kind in KINDS.values() for header in kind.amounts}
# What may stand after 累计.
_REACHED = {**_KINDS, **{word: kind.name for kind in KINDS.values() for word in kind.words}}


def kind_said(spelling: str) -> str | None:
    """The kind of entry that the header of an amount says: 支出金额, 累计支出."""
    return _KINDS.get(spelling) or kind_reached(spelling)


def kind_reached(spelling: str) -> str | None:
    """The kind of entry that a header says of what had been reached by a day, and not moved on it: 累计支出."""
    rest = next((spelling.removeprefix(word) for word in RUNNING if spelling.startswith(word)), None)
    return _REACHED.get(rest) if rest else None


# Every header there is, with the field it names; where nouns differ an entry's meaning stands.
KNOWN = {
    spelling: declared.name
    for noun in (LAYOUT, *NOUNS.values(), ENTRY)
    for spelling, declared in fields_by_spelling(noun).items()
}


def mapped(header: str, field: str) -> str:
    """What --map takes to say that a column is a field; of none, that it is left out."""
    return safe(shlex.quote(f"{' '.join(header.split())}={field}"))


def place_beside(spelling: str) -> Field | None:
    """The village's county, township … that a header beside its name states."""
    return next((declared for declared in _PLACES if spelling in map(plain, declared.headers)), None)


def title_unit(rows: Sequence[Sequence[str]]) -> str | None:
    """The unit that a title line above the header states: 单位:万元, or in brackets at its end, 支出明细表（万元）."""
    for row in rows:
        for cell in row:
            if found := _TITLE_UNIT.search(plain(cell)):
                return found[1]
            if stated := split_unit(cell)[1]:
                return stated
    return None


def month_named(word: str) -> tuple[str | None, int] | None:
    """The year, where it is stated, and the month that a column's own name is: 3月, 三月, 2018年3月, 2018-03."""
    found = _MONTH.fullmatch(split_unit(word)[0])
    if found is None:
        return None
    said = found[2] or found[4]
    month = _NUMERALS.index(said) if said in _NUMERALS else int(said)
    return (found[1] or found[3], month) if 1 <= month <= 12 else None


def knows(header: str, own: Collection[str] = ()) -> bool:
    """Whether a cell is a header we know, or one of the person's `own` of --map."""
    spelling = split_unit(header)[0]
    return spelling in KNOWN or (bool(spelling) and (spelling in own or plain(header) in own))
