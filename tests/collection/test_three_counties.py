"""The manual's year of three counties and a province answers as shown, and its sums are those of the rows in the counties' own stores."""

import re
import sqlite3
from collections import Counter
from contextlib import closing
from typing import Any

import pytest

from conftest import call
from pages import COUNTIES, MANUAL, Section, answered, lines, sections

OF = {"receipt": "received", "allocation": "allocated", "spending": "spent"}
YEARS = {
    language: one
    for language in ("zh", "en")
    for one in sections(MANUAL / language / "offices.md")
    if COUNTIES in one.text
}


def of_county(store: str) -> Counter[str]:
    """In fen, to the end of the year."""
    sums = "SELECT kind, sum(amount_fen) FROM entry WHERE date <= '2018-12-31' GROUP BY kind"
    with closing(sqlite3.connect(store)) as rows:
        made = Counter({OF[kind]: int(fen) for kind, fen in rows.execute(sums)})
    made["cash"] = made["received"] - made["spent"]
    return made


def in_fen(row: dict[str, Any]) -> dict[str, int]:
    return {name: round(float(row[name]) * 100) for name in (*OF.values(), "cash") if name in row}


@pytest.mark.parametrize("language", YEARS)
def test_the_province_is_the_sum_of_its_counties(language: str) -> None:
    year: Section = YEARS[language]
    stores = {code: store for store, code in re.findall(r"--db (\S+) init --office (\d+)", year.text)}
    [province] = re.findall(r"--db (\S+) init --collection", year.text)
    asked: list[str] = []

    def told(command: str, shown: str, came: str) -> None:
        assert lines(came) == lines(shown), command
        if province not in command or "--year" not in command:
            return
        table = call(*command.split()[1:], "--format", "json").json()["tables"][0]
        counties = {office: of_county(store) for office, store in stores.items()}
        summed = sum(counties.values(), Counter[str]())
        for row, of in [(table["total"], summed), *((row, counties[row["office"]]) for row in table["rows"])]:
            assert in_fen(row).items() <= of.items() and in_fen(row)
        assert len(table["rows"]) == len(stores) and f"{summed['spent'] / 100:,.2f}" in came
        asked.append(command)

    answered(year, told)
    assert (len(stores), len(asked)) == (3, 2)


def test_both_languages_show_the_same_figures() -> None:
    zh, en = (re.findall(r"[\d,]+\.\d\d", year.text) for year in YEARS.values())
    assert zh == en and len(zh) > 50
