"""Kinds of field: a column read at once gives what its cells give one by one, and every kind refuses in words."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidtrack.errors import Fault
from aidtrack.ledger.entry import ENTRY
from aidtrack.locale import use
from aidtrack.nouns import NOUNS
from aidtrack.values import kinds
from aidtrack.values.field import Field
from aidtrack.values.kinds import Kind, Value
from aidtrack.values.words import RESERVED

FIELDS = [field for noun in (*NOUNS.values(), ENTRY) for field in noun.fields]
CELLS = st.one_of(
    st.sampled_from(
        [
            "",
            " ",
            "\u200b",
            "a/b",
            "a\nb",
            "a\x1fb",
            "=1",
            "'1",
            " x ",
            "2017",
            "2017-09-20",
            "2017年9月",
            "1,234",
            "1,2",
            "12.50",
            "-1",
            "是",
            "spending",
            "支出",
            "已脱贫",
            "≥",
            "621122000001",
            "村、庄",
            "128户",
            "林果",
            "x" * 4001,
            "牙河村",
            "牙河村…",
            "「…」",
        ]
    ),
    st.text(max_size=5),
)


def one_by_one(kind: Kind, cells: list[str]) -> list[Value] | None:
    """Each cell parsed alone, blanks as None; None where one is at fault."""
    try:
        found = [kind.parse(cell) if cell.strip() else None for cell in cells]
    except Fault:
        return None
    return [None if value == "" else value for value in found]


def at_once(kind: Kind, cells: list[str]) -> list[Value] | None:
    try:
        return kind.parse_column(cells)
    except Fault:
        return None


@given(st.sampled_from(FIELDS), st.lists(CELLS, max_size=6))
def test_a_column_is_its_cells(field: Field, cells: list[str]) -> None:
    assert at_once(field.kind, cells) == one_by_one(field.kind, cells)


@given(st.sampled_from(FIELDS), CELLS)
def test_what_is_exported_is_read_back(field: Field, cell: str) -> None:
    [value] = one_by_one(field.kind, [cell]) or [None]
    if value is None:
        return
    for language in ("zh", "en"):
        use(language)
        assert field.kind.parse(field.kind.export(value)) == value


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (kinds.COUNT, "1,234", 1234),
        (kinds.COUNT, "１２８户", 128),
        (kinds.COUNT, "300人", 300),
        (kinds.YEAR, "2017年度", 2017),
        (kinds.CODE, '="621122000001"', "621122000001"),
        (kinds.QUALIFIER, ">=", "≥"),
        (kinds.QUALIFIER, "约", "≈"),
        (kinds.ALIASES, "嘴儿村;咀村，坪村", "嘴儿村、咀村、坪村"),
        (kinds.ALIASES, "嘴儿/咀村、坪村", "嘴儿/咀村、坪村"),
        (kinds.OWN_NAME, "村道/水渠", "村道/水渠"),
        (kinds.OWN_NAME, "\n村道 \r\n\n\u3000水渠\n", "村道 水渠"),
        (kinds.NAME, "牙河村/村道\n水渠", "牙河村/村道 水渠"),
        (kinds.LEVEL, "福星\n镇", "福星 镇"),
        (NOUNS["village"].field("exit_status").kind, "已脱贫", "exited"),
        (NOUNS["village"].field("exit_status").kind, "Not_Exited", "not_exited"),
        (NOUNS["project"].field("category").kind, "Greenhouses", "菌菜大棚"),
        (NOUNS["project"].field("category").kind, "养蜂", "养蜂"),
        (NOUNS["fund"].field("budget").kind, "100万", 100_000_000),
        (ENTRY.field("amount").kind, "-0.01", -1),
        (kinds.OWN_NAME, "修路…修桥", "修路…修桥"),
        (kinds.TEXT, "修路、修桥……", "修路、修桥……"),
    ],
)
def test_parsed(kind: Kind, text: str, value: Value) -> None:
    assert kind.parse(text) == value


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (kinds.COUNT, "1,2"),
        (kinds.COUNT, "1.5"),
        (kinds.COUNT, "-1"),
        (kinds.COUNT, "٣"),
        (kinds.COUNT, "1" * 10),
        (kinds.YEAR, "17"),
        (kinds.YEAR, "1948"),
        (kinds.CODE, "62112200001"),
        (kinds.CODE, "62112200000x"),
        (kinds.QUALIFIER, "!"),
        (kinds.SUM, "-1"),
        (kinds.REFERENCE, "两行\n号"),
        (kinds.PERSON, "张三\n李四"),
        (kinds.ALIASES, "甲村\n乙村"),
        (kinds.LEVEL, "陇西县/福星镇"),
        (kinds.OWN_NAME, "合\n计"),
        (kinds.DAY, "2017-09"),
        (kinds.NAME, "牙河村危房改…"),
        (kinds.OWN_NAME, "…改造"),
        (kinds.ALIASES, "咀村、嘴儿…"),
        (kinds.REFERENCE, "甘国资……"),
        (kinds.CALLED, "甘肃示例建材…"),
        (kinds.TEXT, "「…」"),
        (kinds.TEXT, "「…」修路"),
        (kinds.TEXT, "……"),
        (NOUNS["fund"].field("source").kind, "捡来的"),
    ],
)
def test_refused(kind: Kind, text: str) -> None:
    parses: tuple[Callable[[], object], ...] = (lambda: kind.parse(text), lambda: kind.parse_column([text, text]))
    for parse in parses:
        with pytest.raises(Fault) as caught:
            parse()
        assert caught.value.problem and caught.value.suggestion


@given(st.lists(st.text("甲乙丙丁村", min_size=1, max_size=3), min_size=1, max_size=4), st.data())
def test_names_set_apart_by_any_mark_are_those_names(names: list[str], data: st.DataObject) -> None:
    marks = [data.draw(st.sampled_from("、,，;；|")) for _ in names]
    written = "".join(name + mark for name, mark in zip(names, marks, strict=True))
    assert kinds.ALIASES.parse(written) == "、".join(names)


@pytest.mark.parametrize("word", sorted(RESERVED))
def test_what_sheets_say_of_their_sums_is_no_name(word: str) -> None:
    for spelling in (word, word.upper(), f" {word[:1]} {word[1:]}"):
        with pytest.raises(Fault, match="something else"):
            kinds.OWN_NAME.parse(spelling)


def test_a_column_read_at_once_keeps_what_stands_beside_blanks() -> None:
    assert kinds.COUNT.parse_column(["5", "", "5", " "]) == [5, None, 5, None]
    assert kinds.PERSON.parse_column(["张三", "张**", ""]) == ["张三", None, None]  # a mask says nothing
