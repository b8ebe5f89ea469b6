"""An earmark's words are compared by key, whatever their width, case, brackets and blanks: guard, check, reports and carry agree."""

import re
import sys
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from aidtrack.ledger.earmark import spellings
from aidtrack.reports.flags import OUTSIDE_EARMARK
from aidtrack.values.text import apart, key
from conftest import ENGINES, Answer, Store, examples, once
from store.raw import behind_the_guards, sql

LEVELS = ("province", "prefecture", "county", "township")
PLACES = {
    "province": ("甘肃省",),
    "prefecture": ("定西市", "B市(东)"),
    "county": ("陇西县", "50%县", "a_县", "É县"),
    "township": ("马河镇", "第2镇", "[三]乡"),
}
CATEGORIES = ("光伏(村级)", "培训", "救助", "培训、救助", "B-2类", "50%", "a_b", "ﾌ类")
WILD = ("丙村", "%", "_", "%县", "a-县", "陇_县", "陇西", "县", "/", "//", "陇西县/", "62112", "培训%", "光伏")
SEPARATORS = ("、", ",", "，", ";", "；", " 、 ")


@st.composite
def spelling(draw: st.DrawFn, word: str) -> str:
    """The word as someone else would type it: full width, other case, a blank in it; never at its ends."""
    typed = ""
    for at, letter in enumerate(word):
        wide = chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" and letter not in ",;/" else letter
        choices = (letter, letter, letter.swapcase(), wide, unicodedata.normalize("NFD", letter))
        typed += draw(st.sampled_from(choices))
        if 0 < at < len(word) - 1 and draw(st.integers(0, 9)) == 0:
            typed += draw(st.sampled_from((" ", "\u3000")))
    return typed


@dataclass(frozen=True)
class Case:
    """An allocation from an earmarked fund to a project in a village; `levels` are what the village lies in."""

    name: str
    levels: dict[str, str]
    alias: str | None
    code: str | None
    category: str | None
    earmark_category: str | None
    earmark_place: str | None


@st.composite
def case(draw: st.DrawFn, at: int) -> Case:
    base = {level: draw(st.sampled_from((None, *words))) for level, words in PLACES.items()}
    levels = {level: draw(spelling(word)) for level, word in base.items() if word is not None}
    alias = draw(st.sampled_from((None, f"嘴儿{at}村", f"Ｃ{at}村、嘴儿{at}村")))
    name = draw(st.sampled_from((f"N{at}村", f"N{at}村", f"N{at}/丙村")))
    code = draw(st.sampled_from((None, f"62{1100 + at}100{at:03}")))
    category = draw(st.sampled_from((None, *CATEGORIES)))
    names = [name, *(alias or "").split("、")]

    def word() -> str:
        path = [base[level] for level in LEVELS if base[level] is not None and draw(st.booleans())]
        path += [draw(st.sampled_from(names))] if draw(st.booleans()) else []
        said = "/".join(str(one) for one in path if one) or draw(st.sampled_from(WILD))
        number = draw(st.sampled_from(("62", "621", "6211", "62112210", "621122", "63")))
        said = draw(
            st.sampled_from((said, said, "/".join(reversed(said.split("/"))), number, draw(st.sampled_from(WILD))))
        )
        return draw(spelling(said))

    def several(one: Callable[[], str]) -> str | None:
        count = draw(st.integers(0, 3))
        return draw(st.sampled_from(SEPARATORS)).join(one() for _ in range(count)) or None

    def kind() -> str:
        return draw(spelling(draw(st.sampled_from((category or "培训", draw(st.sampled_from((*CATEGORIES, *WILD))))))))

    spelled = None if category is None else draw(spelling(category))
    return Case(name, levels, alias, code, spelled, several(kind), several(word))


def words(text: str) -> set[str]:
    """The words of an earmark by key, worked out otherwise than the program does."""
    parts = re.split("[、,;]", unicodedata.normalize("NFKC", text))
    return {key(part).strip("/") for part in parts if part.strip()} - {""} | {key(text)}


def fits(case: Case) -> bool:
    """What the earmark says of the case."""
    if case.earmark_category is not None and (
        case.category is None or key(case.category) not in words(case.earmark_category)
    ):
        return False
    if case.earmark_place is None:
        return True
    above = [key(case.levels[level]) for level in LEVELS if level in case.levels]
    names = [key(one) for one in (case.name, *(case.alias or "").split("、")) if one]
    return any(
        any(_within(_parted(word, name), [*above, name]) for name in names)
        or (len(word) in (2, 4, 6, 9, 12) and case.code is not None and case.code.startswith(word))
        for word in words(case.earmark_place)
    )


def _parted(word: str, name: str) -> list[str]:
    """The levels of a word, in which a village's name that holds strokes is one."""
    return (
        [level.replace("\0", name) for level in word.replace(name, "\0").split("/")] if "/" in name else word.split("/")
    )


def _within(word: list[str], path: list[str]) -> bool:
    """Whether the levels of a word all stand in the path, in its order."""
    rest = iter(path)
    return all(level in rest for level in word)


@pytest.mark.long
@pytest.mark.parametrize("engine", ENGINES)
@settings(
    max_examples=examples(5), deadline=None,
    phases=[Phase.reuse, Phase.generate],  # a case says by itself what is wrong; making it smaller takes minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip
@given(cases=st.tuples(*(case(at) for at in range(8))))
def test_guard_check_report_and_carry_agree(
    new_store: Callable[[str], Store], engine: str, cases: tuple[Case, ...]
) -> None:
    store = new_store(engine)
    outside = set()
    for at, one in enumerate(cases):
        fund = f"资金{at}"
        one = add_case(store, one, fund, at)
        money = ("--fund", fund, "--project", f"项目{at}", "--village", str(at + 1), "--date", "2017-02-01")
        answer = store("allocation", "add", "100", *money)
        assert answer.code == (0 if fits(one) else 1), (one, answer)
        if answer.code:
            assert "earmarked" in answer.err
            store.ok("allocation", "add", "100", *money, "--over", "会议决定")
            outside.add(fund)
    assert said_by_check(store) == len(outside)
    rows = store.json("report", "fund")["tables"][0]["rows"]
    flagged = {row["fund"] for row in rows for flag in row["flags"] if flag["flag"] == OUTSIDE_EARMARK.word}
    assert flagged == outside
    for at in range(len(cases)):
        store.ok("fund", "carry", f"资金{at}", "--to", "2018", "--name", f"新{at}")
    carried = sql(
        store,
        "SELECT f.name FROM entry e JOIN fund f ON f.id = e.fund_id WHERE e.over IS NOT NULL AND f.name LIKE '新%'",
    )
    assert {name.replace("新", "资金") for (name,) in carried} == outside
    store.ok("check")


def add_case(store: Store, one: Case, fund: str, at: int) -> Case:
    """The village, the project and the fund of a case; what lies above a county that others lie in is taken from them."""
    named = [
        part for option, value in (("--alias", one.alias), ("--code", one.code)) if value for part in (option, value)
    ]

    def added(levels: dict[str, str]) -> Answer:
        return store(
            "village",
            "add",
            one.name,
            *(part for level, value in levels.items() for part in (f"--{level}", value)),
            *named,
        )

    answer = added(one.levels)
    if answer.code and "several prefectures" in answer.err:
        answer = added({**one.levels, "prefecture": PLACES["prefecture"][0]})
    assert answer.code == 0, answer
    (stands,) = sql(store, f"SELECT {', '.join(LEVELS)} FROM village WHERE id = {at + 1}")
    one = replace(one, levels={level: value for level, value in zip(LEVELS, stands, strict=True) if value is not None})
    category = ["--category", one.category] if one.category else []
    store.ok("project", "add", f"项目{at}", "--village", str(at + 1), *category)
    marks = [("--earmark-category", one.earmark_category), ("--earmark-place", one.earmark_place)]
    store.ok(
        "fund", "add", fund, "--year", "2017", *(part for option, value in marks if value for part in (option, value))
    )
    store.ok("receipt", "add", "100", "--fund", fund, "--date", "2017-01-01")
    return one


def said_by_check(store: Store) -> int:
    return sum(row["rule"] == "G5" for row in store.json("check")["tables"][0]["rows"])


def test_a_key_says_itself_and_words_end_where_their_signs_say() -> None:
    letters = [chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000]
    assert all(key(key(letter)) == key(letter) for letter in letters)
    assert {letter for letter in letters if len(apart(f"甲{letter}乙")) == 2} == {
        letter for letter in letters if unicodedata.normalize("NFKC", letter) in ("、", ",", ";")
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("培训", []),
        ("光伏（村级）", ["光伏(村级)", "光伏(村级)"]),
        ("培训、救助", ["培训、救助", "培训", "救助"]),
        (" 陇西县／马河镇 ；/武山县/", ["陇西县/马河镇;/武山县/", "陇西县/马河镇", "武山县"]),
    ],
)
def test_what_stands_beside_a_text(text: str, said: list[str]) -> None:
    assert spellings(text) == said


@pytest.fixture
@once
def marked(store: Store) -> Store:
    store.ok("fund", "add", "F", "--budget", "100", "--earmark-category", "光伏（村级）、培训")
    store.ok("project", "add", "光伏", "--category", "光伏(村级)")
    store.ok("project", "add", "修路", "--category", "道路")
    store.ok("project", "add", "夜校", "--category", "培训")
    return store


def test_what_raw_sql_writes_is_compared_as_it_stands(marked: Store) -> None:
    """No key is known of it: a spelling that nobody learned fits itself alone, and a sign is no wildcard."""
    sql(marked, "UPDATE fund SET earmark_category = '%', earmark_place = '%'")
    for project in ("光伏", "修路", "夜校"):
        assert marked("allocation", "add", "1", "--fund", "F", "--project", project, "--date", "2017-01-01").code == 1
    sql(
        marked,
        "UPDATE fund SET earmark_category = '道 路', earmark_place = NULL",
        "UPDATE project SET category = '道 路' WHERE id = 2",
    )
    marked.ok("allocation", "add", "1", "--fund", "F", "--project", "修路", "--date", "2017-01-01")
    assert "道 路" in marked("check").out


@pytest.mark.parametrize("statement", ["UPDATE spelling SET word = '道路'", "DELETE FROM spelling"])
def test_keys_are_kept(marked: Store, statement: str) -> None:
    with pytest.raises(Exception, match="aidtrack G7"):
        sql(marked, statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE spelling SET word = '道路' WHERE part = 1",
        "UPDATE spelling SET part = part + 1",
        "DELETE FROM spelling",
        "INSERT INTO spelling (text, part, word) VALUES ('道路', 0, '培训')",
        "INSERT INTO spelling (text, part, word) VALUES ('无人用', 0, '培训')",
    ],
)
def test_a_false_key_is_damage(marked: Store, statement: str) -> None:
    marked.ok("check")
    behind_the_guards(marked, statement)
    answer = marked("check", "--format", "json")
    assert (answer.code, {row["rule"] for row in answer.rows("findings")}) == (5, {"spelling"})


def test_several_words_are_each_known_in_both_languages(store: Store) -> None:
    answer = store.ok("fund", "add", "F", "--earmark-category", "training； RELIEF，光伏", "--format", "json")
    assert answer.rows()[0]["earmark_category"] == "培训；救助，光伏"
    assert answer.err.count("is new in") == 1 and "“光伏”" in answer.err


def test_a_project_of_two_categories_is_of_neither_alone(store: Store) -> None:
    """An earmark may be for several words; what a project says of itself is one, and the whole of it."""
    store.ok("project", "add", "P", "--category", "培训、 救助")
    for word, fits in (("培训", False), ("救助", False), ("培训、救助", True), ("救助；培训", False)):
        store.ok("fund", "add", f"资金{word}", "--budget", "100", "--earmark-category", word)
        allocation = ("allocation", "add", "1", "--fund", f"资金{word}", "--project", "P", "--date", "2017-06-01")
        assert (store(*allocation).code == 0) == fits, word


def test_words_beyond_what_an_index_holds_are_compared(store: Store) -> None:
    """Twenty words are more than a hundred characters; the last of them tells two texts apart."""
    listed = "、".join(f"第{at}批光伏(村级)" for at in range(20))
    for fund, last in (("甲", "末类(户)"), ("乙", "别类(户)")):
        store.ok("fund", "add", fund, "--budget", "100", "--earmark-category", f"{listed}、{last}")
    for project in ("第7批光伏（村级）", "末类（户）"):
        store.ok("project", "add", project, "--category", project)
        store.ok("allocation", "add", "1", "--fund", "甲", "--project", project, "--date", "2017-06-01")
    answer = store("allocation", "add", "1", "--fund", "乙", "--project", "末类（户）", "--date", "2017-06-01")
    assert answer.code == 1 and "earmarked" in answer.err
    store.ok("check")


def test_an_earmark_spelled_as_another_row_has_it_is_no_damage(store: Store) -> None:
    store.ok("project", "add", "P", "--category", "培训\u3000、救助")
    store.ok("fund", "add", "F", "--earmark-category", "培训、救助")
    assert sql(store, "SELECT earmark_category FROM fund") == [("培训\u3000、救助",)]
    store.ok("check")


def test_an_earmark_that_an_older_program_took_as_typed_is_no_damage(marked: Store) -> None:
    behind_the_guards(marked, "UPDATE fund SET earmark_category = 'training、救助'")
    assert "value" not in {row["rule"] for row in marked("check", "--format", "json").rows("findings")}
