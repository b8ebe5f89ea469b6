"""Words of a list, open or closed, one or several."""

import pytest

from aidtrack.errors import Fault
from aidtrack.locale import use
from aidtrack.values.lists import new_word_note, open_kind, words_kind
from aidtrack.values.words import UNASSIGNED, unassigned

SEVERAL = words_kind({"food": "食", "clothes": "衣", "school": "上学"})
OPEN = open_kind("crops", {"Beans": "豆", "Wheat": "小麦"})


@pytest.mark.parametrize("separator", ["、", ",", "，", ";", "；", "|", "/", " 、 ", "、、"])
def test_several_words_of_a_closed_list(separator: str) -> None:
    for words in (("食", "上学"), ("Food", "school"), (" food", "上学 "), ("食", "上学", "food")):
        assert SEVERAL.parse(separator.join(words)) == "food、school"
    assert SEVERAL.parse("上学、食") == "school、food"


def test_they_are_shown_and_written_in_the_language_of_the_run() -> None:
    use("zh")
    assert SEVERAL.label("food、school") == SEVERAL.export("food、school") == "食、上学"
    assert SEVERAL.export("other") == SEVERAL.label("other") == "other"
    use("en")
    assert SEVERAL.label("food、school") == SEVERAL.export("food、school") == "food、school"


def test_a_word_that_is_none_of_them() -> None:
    for lang, choices in (("zh", "食、衣、上学"), ("en", "food、clothes、school")):
        use(lang)
        with pytest.raises(Fault) as caught:
            SEVERAL.parse("食、车")
        assert "车" in caught.value.problem and choices in caught.value.suggestion


def test_an_open_list_takes_every_word() -> None:
    assert [OPEN.parse(word) for word in ("beans", "豆", "ＢＥＡＮＳ", " 小 麦", "土豆")] == [
        "豆",
        "豆",
        "豆",
        "小麦",
        "土豆",
    ]
    assert OPEN.known() == ["豆", "小麦"]


def test_a_new_word_is_told_with_its_nearest() -> None:
    use("en")
    assert new_word_note("类别", "豆", ["豆"]) == new_word_note("类别", None, ["豆"]) == ""
    assert (
        new_word_note("类别", "大棚菜", ["大棚", "道路"]) == "“大棚菜” is new in 类别. The nearest known one is “大棚”."
    )
    assert new_word_note("类别", "车", ["大棚"]) == "“车” is new in 类别."


def test_the_word_for_no_village() -> None:
    use("zh")
    assert unassigned() == UNASSIGNED[0] == "未分村"
    use("en")
    assert unassigned() == UNASSIGNED[1] == "not assigned"
