"""Categories of project: the article's kinds of help (DOMAIN section 1c) as an open list; users add their own words.

A word needs no row. Of what is said of it there is one, known by the word's key as words are: projects hold the word itself.
"""

from dataclasses import replace

from aidtrack.codes import Code
from aidtrack.errors import Fault
from aidtrack.pattern import pattern
from aidtrack.phrase import phrase
from aidtrack.values import kinds
from aidtrack.values.field import Field, Noun
from aidtrack.values.kinds import Kind
from aidtrack.values.lists import open_kind
from aidtrack.values.one_value import half_width

CATEGORIES = {
    "relocation": "易地安置",
    "house renovation": "危房改造",
    "forestry and fruit": "林果",
    "medicinal herbs": "中药材",
    "greenhouses": "菌菜大棚",
    "cattle and sheep": "牛羊养殖",
    "illness subsidy": "大病补贴",
    "schooling subsidy": "助学补贴",
    "start-up loans": "创业就业小额借款",
    "training": "培训",
    "help": "帮扶",
    "relief": "救助",
    "three transformations": "三变改革",
    "Xinjiang resettlement": "新疆移民搬迁",
    "firm and household": "企业(合作社)+农户",
    "medical visits": "送医下乡",
    "festival visits": "春节慰问",
}

CATEGORY = open_kind("category", CATEGORIES)
# A row's name: no word that a sheet uses for something else, as of every noun.
NAME = replace(CATEGORY, parse=lambda cell: kinds.own(str(CATEGORY.parse(cell))))
SEVERAL_CATEGORIES = open_kind("category", CATEGORIES, several=True)

# The sector of each word on the list of the OECD's Development Assistance Committee ("DAC 5 Digit Sector", as IATI 2.03 publishes it);
# where a store says another of a word, that stands.
SECTORS = {
    "易地安置": "43030",
    "危房改造": "16030",
    "林果": "31220",
    "中药材": "31165",
    "菌菜大棚": "31120",
    "牛羊养殖": "31163",
    "大病补贴": "16010",
    "助学补贴": "16010",
    "创业就业小额借款": "24040",
    "培训": "16020",
    "帮扶": "43040",
    "救助": "72010",
    "三变改革": "31130",
    "新疆移民搬迁": "43030",
    "企业(合作社)+农户": "31194",
    "送医下乡": "12220",
    "春节慰问": "16010",
}
# Its first three digits are a group of the same list; which five digits are on it the list says alone.
_GROUPS = (
    "111 112 113 114 121 122 123 130 140 151 152 160 210 220 230 231 232 233 234 235 236 240 "
    "250 311 312 313 321 322 323 331 332 410 430 510 520 530 600 720 730 740 910 920 930 998"
)
_SECTOR = pattern(f"(?:{'|'.join(_GROUPS.split())})[0-9]{{2}}")


def is_sector(code: str) -> bool:
    """Whether these are five digits of a group of the OECD DAC's list of purpose codes."""
    return _SECTOR.fullmatch(code) is not None


def _sector(cell: str) -> str:
    plain = half_width(cell)
    if not is_sector(plain):
        raise Fault(
            phrase("is no sector code."),
            phrase("Write the five digits of a DAC sector, as in 31120."),
            code=Code.MALFORMED,
        )
    return plain


SECTOR = Kind(_sector, hint="five digits of the DAC list of sectors, as in 31120", coded=True, fixed=True)

NAMED = Noun(
    "category",
    "项目类别",
    "What is said of the words of categories: the sector under which they are published.",
    (
        Field("name", "类别名称", NAME, required=True, since=3),
        Field("sector", "行业代码", SECTOR, also=("DAC代码",), filters=True, since=3),
        Field("note", "备注", kinds.TEXT, since=3),
    ),
)
