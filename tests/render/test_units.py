"""`--in 万元`: what people read is exact to the fen, says its unit, and is read back by an import; programs get yuan."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidtrack.values.money import MAX_FEN, UNITS, counted_in, decimals_in, parse_amount
from conftest import Store
from render.shown import MACHINES, PEOPLE, written

AMOUNTS = (1, 10, 99, 12_345_678, 100_000_000, 5_000_000_000_000, 123_456_789_012_345)


@given(st.integers(-MAX_FEN, MAX_FEN), st.sampled_from(sorted(UNITS)), st.integers(0, 10))
def test_an_amount_in_a_unit_is_the_same_amount(fen: int, unit: str, more: int) -> None:
    decimals = max(2, decimals_in(fen, unit) + more)
    assert parse_amount(counted_in(fen, unit, decimals), unit) == fen
    assert "." in counted_in(fen, unit, 2)


@pytest.fixture
def received(file_store: Store) -> Store:
    file_store.ok("fund", "add", "自筹资金")
    for number, fen in enumerate(AMOUNTS):
        file_store.ok(
            "receipt", "add", counted_in(fen, "元", 2), "--fund", "自筹资金", "--date", f"2017-03-0{number + 1}"
        )
    return file_store


@pytest.mark.parametrize("unit", ["元", "万元", "亿元"])
def test_a_sheet_in_a_unit_is_read_back(received: Store, tmp_path: Path, unit: str) -> None:
    for lang in ("zh", "en"):
        sheet = tmp_path / f"{lang}.xlsx"
        shown = ("receipt", "list", "--columns", "date,fund,amount", "--in", unit, "-o", str(sheet))
        received.ok(*shown, lang=lang)
        other = Store(str(tmp_path / f"{lang}.db"), received.engine)
        other.run("init", "fund add 自筹资金")
        other.ok("import", str(sheet), "--as", "receipt", lang=lang)
        wanted = [counted_in(fen, "元", 2).replace(",", "") for fen in AMOUNTS]
        assert [row["amount"] for row in other.json("receipt", "list")["tables"][0]["rows"]] == wanted


def test_the_unit_stands_in_title_and_headings(received: Store, tmp_path: Path) -> None:
    for form in (*PEOPLE, "html", "xlsx"):
        text = written(received, form, tmp_path, "receipt", "list", "--in", "万元", lang="zh")
        assert "单位:万元" in text and "金额（万元）" in text, (form, text)
        assert (form == "xlsx" or "12.345678" in text) and "123,456.78" not in text, (form, text)
    assert "金额（元）" in received.ok("receipt", "list", "--in", "元", lang="zh").out
    assert "万元" not in received.ok("village", "list", "--in", "万元", lang="zh").out  # without amounts there is none


def test_a_column_has_the_decimals_that_its_own_amounts_need(file_store: Store) -> None:
    file_store.run(
        "fund add 自筹资金 --budget 2500000",
        "receipt add 1000000 --fund 自筹资金 --date 2017-01-01",
        "project add 路",
        "allocation add 123456.78 --fund 自筹资金 --project 路 --date 2017-01-02",
    )
    for words in (("report", "fund"), ("report", "fund", "--compare", "2017-01-01")):
        said = file_store.ok(
            *words, "--in", "万元", "--format", "plain", "--columns", "fund,budget,received,allocated"
        ).out
        assert "250.00 " in said and "100.00 " in said and "12.345678" in said and "0000" not in said, said


def test_programs_get_yuan_alone(received: Store, tmp_path: Path) -> None:
    for form in MACHINES:
        answer = received("receipt", "list", "--in", "万元", "--format", form)
        assert (answer.code, answer.out) == (2, "") and "--in" in answer.err
    answer = received("receipt", "list", "--in", "千元")
    assert answer.code == 2 and "万元" in answer.err
    assert received("receipt", "list", "--in", "万元", "-o", str(tmp_path / "a.csv")).code == 2
    assert not (tmp_path / "a.csv").exists()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_where_no_amount_stands_the_option_is_said_to_change_nothing(received: Store, lang: str) -> None:
    said = "--in 不起作用" if lang == "zh" else "--in changes nothing"
    assert said in received.ok("village", "list", "--in", "万元", lang=lang).err
    assert said not in received.ok("receipt", "list", "--in", "万元", lang=lang).err
