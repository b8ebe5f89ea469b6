"""What was raised for a fund: apart from its budget, a limit to nothing, added up where it is exact."""

import json
from pathlib import Path

import pytest

from conftest import Store

SHEET = """资金名称,属于,计划数（元）,筹集数（万元）,筹集起,筹集止,筹集限定,原文
总筹集,,,900,2012,,≥,先后筹集资金900多万元
自筹,,1000.00,0.03,2017,2018-06,,
部分,自筹,,0.01,,,,
未知,,,,,,,
"""


def test_what_was_raised_is_no_budget(store: Store, tmp_path: Path) -> None:
    store.take(tmp_path, {"资金": SHEET})
    rows = store.ok("report", "fund", "--format", "json")
    said = ("fund", "raised", "raised_qualifier", "budget", "qualifier", "unallocated", "rate")
    assert [tuple(row[name] for name in said) for row in rows.rows()] == [
        ("总筹集", "9000000.00", "≥", None, None, None, None),
        ("自筹", "300.00", None, "1000.00", None, "1000.00", None),
        ("部分", "100.00", None, None, None, None, None),
        ("未知", None, None, None, None, None, None),
    ]
    assert all(row["flags"] == [] for row in rows.rows())
    assert json.loads(rows.out)["tables"][0]["total"]["raised"] == "300.00"
    assert "≥ 9,000,000.00" in store.ok("report", "fund").out
    store.ok("indicator", "add", "会员", "--value", "6397", "--qualifier", "≥")
    for lang, head in (("zh", "限定"), ("en", "qualifier")):  # down a list too the sign stands before its number
        for noun, number in (("fund", "≥ 9,000,000.00"), ("indicator", "≥ 6,397")):
            listed = store.ok(noun, "list", lang=lang).out
            assert number in listed
            assert head not in listed
            assert head in store.ok(noun, "list", "--columns", f"name,{head}", lang=lang).out
    # It limits nothing: without a budget what has arrived does; more than was raised may arrive.
    store.ok("receipt", "add", "200", "--fund", "部分", "--date", "2018-01-01")
    store.ok("project", "add", "大棚")
    assert store("allocation", "add", "200.01", "--fund", "部分", "--project", "大棚").code == 1
    store.ok("allocation", "add", "200", "--fund", "部分", "--project", "大棚", "--date", "2018-01-02")
    assert store.ok("report", "fund", "部分", "--format", "json").rows()[0]["flags"] == [
        {"flag": "unspent", "reason": None}
    ]


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (("--raised-qualifier", "≥"), "there is no number"),
        (("--raised", "5", "--raised-from", "2018", "--raised-to", "2017"), "lies before 2018"),
        (("--raised", "-5"), "below zero"),
        (("--earmark-depth", "很贫困"), "none of the words"),
    ],
)
def test_what_makes_no_sense_is_refused(file_store: Store, given: tuple[str, ...], says: str) -> None:
    file_store.ok("fund", "add", "甲")
    refused = file_store("fund", "edit", "甲", *given)
    assert refused.code != 0
    assert says in refused.err
