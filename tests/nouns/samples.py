"""What each kind of field takes and cannot take; rows of any noun made of it, with the rows that they refer to."""

from dataclasses import dataclass

from aidtrack.nouns import NOUNS
from aidtrack.nouns.category import SECTOR
from aidtrack.reports.counties import lacks_county
from aidtrack.values import kinds
from aidtrack.values.field import Field, Noun
from aidtrack.values.kinds import MoneyKind, WordKind
from aidtrack.values.lists import OpenKind, WordsKind
from aidtrack.values.numbers import MONTHS, NUMBER_OF, PERCENT
from aidtrack.values.personal import mask
from aidtrack.values.row_origin import ROW_ORIGIN
from conftest import Store

NOBODY = "没有的"  # what no row of a store made here is called


@dataclass(frozen=True)
class Sample:
    """A value as it is typed in either language and as JSON shows it; and a text that its field cannot take, where there is one."""

    zh: str
    en: str
    shown: object
    bad: str | None

    def typed(self, lang: str) -> str:
        return self.zh if lang == "zh" else self.en


# Two of each kind, so that one can be changed into the other; the later dates second, for some follow others.
_KINDS: dict[int, tuple[tuple[str, str, object], tuple[str, str, object], str]] = {
    id(kinds.CODE): (("621122101201",) * 3, ("620524104204",) * 3, "12"),
    id(kinds.DATE): (("2016年5月", "2016-05", "2016-05"), ("2017/9/20", "2017-09-20", "2017-09-20"), "2016-13"),
    id(kinds.END): (("2016年5月", "2016-05", "2016-05"), ("至今", "ongoing", "ongoing"), "2016-13"),
    id(kinds.DAY): (
        ("2017年9月20日", "2017-09-20", "2017-09-20"),
        ("2017/10/1", "2017-10-01", "2017-10-01"),
        "2017-09",
    ),
    id(kinds.YEAR): (("2017年", "2017", 2017), ("2018", "2018", 2018), "17"),
    id(kinds.COUNT): (("1,234", "1,234", 1234), ("5", "5", 5), "1.5"),
    id(kinds.QUALIFIER): (("至少", ">=", "≥"), ("约", "≈", "≈"), "!"),
    id(kinds.SHA256): (("0a" * 32, "0A" * 32, "0a" * 32), ("ff" * 32,) * 3, "12"),
    id(kinds.URL): (("https://example.org/a.pdf",) * 3, ("http://example.org",) * 3, "example"),
    id(SECTOR): (("31120",) * 3, ("４３０４０", "43040", "43040"), "312"),
    id(NUMBER_OF): (("4,900.50", "4900.50", "4900.50"), ("-3", "-3", "-3"), "约4900"),
    id(MONTHS): (("2年", "24", 24), ("36个月", "36", 36), "0"),
    id(ROW_ORIGIN.kind): (
        ("３f2a9c1e-241", "3F2A9C1E-241", "3f2a9c1e-241"),
        ("00000000-7",) * 3,
        "241",
    ),
    id(PERCENT): (("4.35%", "4.35%", "4.35%"), ("12%", "12%", "12%"), "4.35"),
    id(kinds.ALIASES): (("甲村;乙村", "甲村|乙村", "甲村、乙村"), ("丙村", "丙村", "丙村"), "甲\n乙"),
    id(kinds.PERSON): (("张三丰",) * 2 + (mask("张三丰"),), ("李四",) * 2 + (mask("李四"),), "两\n行"),
}
_TEXTS = {
    id(kinds.NAME): "转义\x1b",
    id(kinds.OWN_NAME): "转义\x1b",
    id(kinds.LEVEL): "甲/乙",
    id(kinds.REFERENCE): "两\n行",
    id(kinds.TEXT): "转义\x1b",
    id(kinds.CALLED): "甘肃示例…",
    id(kinds.PLACES): "转义\x1b",
    id(kinds.INDICATOR_NAME): "转义\x1b",
    id(kinds.NUMBER): "转义\x1b",
}


def sample(field: Field, second: bool = False) -> Sample:
    """The first or the second value of a field. A kind that is not known here is a KeyError: say above what it takes."""
    which = int(second)
    if field.refers:
        name = "甲乙"[which]
        return Sample(name, name, name, NOBODY)
    if isinstance(field.kind, MoneyKind):
        return Sample(*(("12.5万元", "125000元", "125000.00"), ("7元", "7元", "7.00"))[which], bad="1E+05")
    if isinstance(field.kind, WordsKind):
        words = field.kind.words[which : which + 2]
        english = "、".join(word for word, _ in words)
        return Sample("；".join(word for _, word in words), english, english, "捡来的")
    if isinstance(field.kind, WordKind):
        english, chinese = field.kind.words[which]
        return Sample(chinese, english, english, "捡来的")
    if isinstance(field.kind, OpenKind):
        english, chinese = field.kind.words[which]
        return Sample(chinese, english, chinese, None)
    if id(field.kind) in _TEXTS:
        text = f"{field.zh}{'甲乙'[which]} [red]"  # its own word, so that two columns cannot change places unnoticed
        return Sample(text, text, text, _TEXTS[id(field.kind)])
    *both, bad = _KINDS[id(field.kind)]
    return Sample(*both[which], bad=bad)  # three of each, then the text that is wrong


def row(noun: Noun, lang: str = "zh", second: bool = False) -> dict[str, str]:
    """Every field of a row as it is typed."""
    return {field.name: sample(field, second).typed(lang) for field in noun.fields}


def shown(noun: Noun, second: bool = False) -> dict[str, object]:
    """Every field of that row as JSON shows it, and the county of the village that it names, of which none is stated."""
    county = {"county": None} if lacks_county(noun) else {}
    return {field.name: sample(field, second).shown for field in noun.fields} | county


def options(noun: Noun, values: dict[str, str]) -> list[str]:
    """The options of `add` and `edit` that give values to fields other than the name."""
    return [word for name, value in values.items() if name != "name" for word in (noun.field(name).option, value)]


def needed(noun: Noun, second: bool = False) -> list[str]:
    """The options without which no row of a noun is added."""
    return options(noun, {f.name: sample(f, second).zh for f in noun.fields if f.required})


def add_referred(store: Store, noun: Noun) -> None:
    """Rows 甲 and 乙 of everything that a row of `noun` may refer to."""
    wanted: list[str] = []

    def want(one: Noun) -> None:
        for field in one.fields:
            if field.refers and field.refers not in wanted:
                if field.refers != one.name:
                    want(NOUNS[field.refers])
                wanted.extend({field.refers} - {*wanted})

    want(noun)
    for name in wanted:
        for second in (False, True):
            store.ok(name, "add", "甲乙"[second], *needed(NOUNS[name], second))
    if (loan := next((field for field in noun.fields if field.name == "loan"), None)) is not None:
        store.ok("fund", "add", "贷", "--form", "借款")
        store.ok("receipt", "add", "10万元", "--fund", "贷", "--date", "2017-01-01")
        for second in (False, True):
            lent = ("--fund", "贷", "--household", "甲乙"[second], "--date", "2017-01-02")
            store.ok("loan", "add", "100", *lent, "--ref", sample(loan, second).zh)
