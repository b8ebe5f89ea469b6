"""Which known word was meant: near ones are offered, and nothing where none is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidtrack.cli.registry import commands
from aidtrack.importing.matching.spelling import KNOWN
from aidtrack.values.nearness import near, nearest
from aidtrack.values.text import key

SLIPS = [
    ("石乔村", "石桥村"),
    ("牙河", "牙河村"),
    ("牙河危房", "牙河村危房改造"),
    ("自筹", "自筹资金"),
    ("自籌资金", "自筹资金"),
    ("呀河村危房改造", "牙河村危房改造"),
    ("危房", "危房改造"),
    ("陇西", "陇西县"),
    ("示例建筑", "示例建筑公司"),
    ("大棚菜", "大棚"),
    ("vilage", "village"),
    ("reciept", "receipt"),
    ("ad", "add"),
    ("idel", "idle"),
    ("--conty", "--county"),
    ("jsn", "json"),
]
NO_SLIPS = [
    ("undo", "fund"), ("拨款单位", "收款单位"), ("拨款日期", "还款日期"), ("石桥村", "牙河村"), ("甲村", "乙村"), ("支出", "收入"), ("log", "loan"),
    ("下", "下河村"), ("x", "xyz"), ("--id", "--limit"), ("", "村"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "meant"), SLIPS)
def test_a_slip_is_near_what_was_meant(typed: str, meant: str) -> None:
    assert nearest(typed, ["道路硬化项目", "other", meant, "不相干的一个"]) == meant


@pytest.mark.parametrize(("typed", "other"), NO_SLIPS)
def test_what_means_something_else_is_not_near(typed: str, other: str) -> None:
    assert nearest(typed, [other]) is None


def test_of_a_name_the_first_sign_may_be_the_slip() -> None:
    assert nearest("呀河村", ["石桥村", "牙河村"], of_names=True) == "牙河村"
    assert nearest("呀河村", ["石桥村", "牙河村"]) is None
    for typed, other in (("甲村", "乙村"), ("咀儿村春节慰问", "牙河村春节慰问"), ("专项资金", "自筹资金")):
        assert nearest(typed, [other], of_names=True) is None


def test_no_command_is_guessed_for_undo_nor_a_header_for_the_one_who_pays() -> None:
    assert nearest("undo", commands()) is None
    assert nearest("拨款单位", KNOWN.keys() - {"拨款单位", "付款单位"}) is None


def test_the_closest_come_first_and_few_of_them() -> None:
    known = ["示例建筑安装工程公司", "示例建筑", "示例建筑公司", "示列建筑", "示例建筑队"]
    assert near("示例建筑", known) == ["示例建筑", "示例建筑队", "示列建筑"]


def _read(word: str) -> str:
    return key(word).lstrip("-")


@given(st.text(min_size=1), st.lists(st.text(), max_size=5))
def test_what_is_known_is_nearest_to_itself(word: str, others: list[str]) -> None:
    found = nearest(word, [*others, word])
    assert _read(found or "") == _read(word)


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=2, max_size=12), st.data())
def test_one_sign_left_out_behind_the_first_is_a_slip(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(word) - 1))
    assert nearest(word[:at] + word[at + 1 :], [word]) == word
