"""Words of a list, open or closed, one or several."""

import pytest

from aidtrack.errors import Fault
from aidtrack.locale import spoken, use
from aidtrack.phrase import english
from aidtrack.values.lists import new_word_note, open_kind, words_kind

SEVERAL = words_kind({"food": "食", "clothes": "衣", "school": "上学"})
OPEN = open_kind("crops", {"Beans": "豆", "Wheat": "小麦"})


@pytest.mark.parametrize("separator", ["、", ",", "，", ";", "；", "|", "/", " 、 ", "、、"])
def test_several_words_of_a_closed_list(separator: str) -> None:
    for words in (("食", "上学"), ("Food", "school"), (" food", "上学 "), ("食", "上学", "food")):
        assert SEVERAL.parse(separator.join(words)) == "food、school"
    assert SEVERAL.parse("上学、食") == "school、food"


def test_they_are_shown_in_the_language_of_the_run() -> None:
    for lang, shown, other in (("zh", "食、上学", "、other"), ("en", "food, school", ", other")):
        use(lang)
        assert spoken(SEVERAL.label("food、school、other")) == shown + other
        assert SEVERAL.parse(shown) == "food、school"


def test_a_word_that_is_none_of_them() -> None:
    for lang, choices in (("zh", "食、衣、上学"), ("en", "food, clothes, school")):
        use(lang)
        with pytest.raises(Fault) as caught:
            SEVERAL.parse("食、车")
        assert "车" in spoken(caught.value.problem) and choices in spoken(caught.value.suggestion)


def test_an_open_list_takes_every_word() -> None:
    assert [OPEN.parse(word) for word in ("beans", "豆", "ＢＥＡＮＳ", " 小 麦", "土豆")] == [
        "豆",
        "豆",
        "豆",
        "小麦",
        "土豆",
    ]
    assert OPEN.declared() == ["豆", "小麦"]


def test_an_open_list_that_takes_several() -> None:
    crops = open_kind("crops", {"Beans": "豆", "Beans, dried": "干豆"}, several=True)
    assert [crops.parse(cell) for cell in ("beans、土豆", "beans, dried", "土豆；Beans")] == [
        "豆、土豆",
        "干豆",
        "土豆；豆",
    ]
    assert crops.words_in("豆、土豆") == crops.words_in("豆; 土豆") == ["豆", "土豆"]
    assert OPEN.words_in("豆、土豆") == ["豆、土豆"]


def test_a_new_word_is_told_with_its_nearest() -> None:
    assert new_word_note("类别", "豆", ["豆"]) == new_word_note("类别", None, ["豆"]) == ""
    near = new_word_note("类别", "大棚菜", ["大棚", "道路"])
    assert english(near) == "“大棚菜” is new in 类别. The nearest known one is “大棚”."
    assert english(new_word_note("类别", "车", ["大棚"])) == "“车” is new in 类别."
