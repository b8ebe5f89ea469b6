"""Names of sheets, as Excel takes them; files by their ending."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidtrack.errors import Usage
from aidtrack.values.formats import CSV, JSON, XLSX, by_ending, endings
from aidtrack.values.sheets import sheet_name
from aidtrack.values.words import RESERVED


@given(st.lists(st.text("a[]:*?/\\' 村A", max_size=40), max_size=6))
def test_a_name_is_taken_and_used_once(wanted: list[str]) -> None:
    used: set[str] = set()
    names = [sheet_name(one, used) for one in wanted]
    assert len({name.casefold() for name in names}) == len(names)
    assert used == {name.casefold() for name in names}
    for name in names:
        assert 1 <= len(name) <= 31 and not set(name) & set("[]:*?/\\'") and name == name.strip()


def test_how_names_are_told_apart() -> None:
    used: set[str] = set()
    assert [sheet_name(one, used) for one in ("村", "村", "村", "", "Fund", "fund")] == [
        "村",
        "村 2",
        "村 3",
        "aidtrack",
        "Fund",
        "fund 2",
    ]
    assert sheet_name("a/b:c", used) == "a_b_c"
    long = "长" * 40
    assert [sheet_name(long, used) for _ in range(2)] == ["长" * 31, "长" * 27 + " 2"]


def test_a_format_by_its_ending() -> None:
    assert by_ending("a.CSV", (CSV, JSON)) is CSV and by_ending("村.b.json", (CSV, JSON)) is JSON
    assert endings((CSV, XLSX)) == {".csv": CSV, ".xlsx": XLSX}
    assert (CSV.encoding, JSON.encoding, XLSX.binary, CSV.binary) == ("utf-8-sig", "utf-8", True, False)
    for path in ("a", "a.xlsx", "csv", "a.csv.zip"):
        with pytest.raises(Usage, match=r"\.csv, \.json"):
            by_ending(path, (CSV, JSON))


def test_words_that_are_no_names() -> None:
    told = {
        "合计",
        "总计",
        "小计",
        "本页小计",
        "本页合计",
        "累计",
        "未分村",
        "notassigned",
        "示例",
        "example",
        "total",
        "grandtotal",
    }
    assert told < RESERVED and "村" not in RESERVED
