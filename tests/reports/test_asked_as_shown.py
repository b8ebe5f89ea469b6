"""What an answer shows as a value can be asked for: `--where COLUMN=VALUE`, as people read it in either language, finds at least its row."""

import csv
import io
import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

import aidtrack.cli.answering
from aidtrack.cli.asking import as_asked
from aidtrack.ledger.kind import KINDS
from aidtrack.locale import in_each_language, languages, spoken, use
from aidtrack.nouns import NOUNS
from aidtrack.render.cells import shown
from aidtrack.reports.asking.answer import answered
from aidtrack.reports.asking.asked import EQUAL, Asked, Wish
from aidtrack.values.report import Column, Report, Row, Table
from conftest import Store, once
from render.test_languages import ILLUSTRATION, reports

_VALUES, _ROWS = 4, 2  # of a column, of a list
PERSONAL = ("户主", "head")
DEFUSED = "'"  # before what a spreadsheet would run as a formula


@pytest.fixture(scope="module")
def illustrated(blank_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    path = tmp_path_factory.mktemp("asked") / "aidtrack.db"
    shutil.copyfile(blank_file, path)
    store = Store(str(path), "sqlite")
    store.ok("import", *map(str, reversed(ILLUSTRATION)))
    return store


@pytest.fixture
@once
def illustration(store: Store) -> Store:
    store.ok("import", *map(str, reversed(ILLUSTRATION)))
    return store


def values(report: Report) -> Iterator[tuple[Table, Column, str, Row]]:
    """Some of each column of each of its lists, as they are shown, each with its first row."""
    for table in report.tables:
        for column in table.columns if not (table.single or table.aside) else ():
            found: dict[str, Row] = {}
            for row in table.rows if not (column.personal or column.hidden) else ():
                found.setdefault(shown(table, column, row), row)
            yield from ((table, column, text, row) for text, row in [*found.items()][:_VALUES])


def test_what_a_report_shows_can_be_asked_for(illustrated: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Report] = []

    def kept(report: Report, asked: Asked | None) -> Report:
        made.append(report)
        return as_asked(report, asked)

    monkeypatch.setattr(aidtrack.cli.answering, "as_asked", kept)
    tried = 0
    for line, lang in zip(reports(), (lang for _ in count() for lang in languages()), strict=False):
        illustrated.ok(*line, lang=lang) if "alerts" not in line else illustrated(*line, lang=lang)
        for table, column, text, row in values(made[-1]):
            wish = Wish(spoken(column.label), EQUAL, text)
            use(languages()[tried % 2])  # whatever language it is asked in
            asked = Asked(where=(wish,), spoken=spoken, spelled=in_each_language)
            [found] = [one for one in answered(made[-1], asked).tables if one.name == table.name]
            assert row in found.rows, (line, table.name, column.name, text)
            use(lang)
            tried += 1
    assert tried > 1000


def test_a_table_that_lacks_the_column_is_left_out_and_said(illustrated: Store) -> None:
    """Whole beside others it would be read as part of the answer; one in which the column holds numbers, and no word, is left out too."""
    whole = {table["name"]: table["rows"] for table in illustrated.json("report", "village", "牙河村")["tables"]}
    for asked, kept in (("类别=菌菜大棚", "funding"), ("persons=示例领导甲带队", "activities")):
        for lang, said in (("zh", "未列出"), ("en", "Left out")):
            assert (
                said
                in illustrated.ok("report", "village", "牙河村", "--where", asked, "--format", "plain", lang=lang).out
            )
            tables = {
                one["name"]: one["rows"]
                for one in illustrated.json("report", "village", "牙河村", "--where", asked)["tables"]
            }
            assert kept in tables and tables.keys() < whole.keys()
            assert 0 < len(tables[kept]) < max(2, len(whole[kept])) and all(row in whole[kept] for row in tables[kept])
    assert illustrated("report", "village", "牙河村", "--where", "安排=很多").code == 2


def test_a_level_is_asked_for_by_the_word_of_its_option(illustrated: Store) -> None:
    """Which is note, where answers say hint: both are either's."""
    found = [
        illustrated.json("report", "alerts", *asked)["tables"]
        for asked in (
            ("--level", "note"),
            ("--level", "hint"),
            ("--where", "level=note"),
            ("--where", "level=hint"),
            ("--where", "级别=提示"),
        )
    ]
    rows = [[(table["name"], table["rows"]) for table in tables] for tables in found]
    assert rows[0][-1][1] and all(one == rows[0] for one in rows)


def test_a_word_that_no_row_has_is_said_with_the_near_ones(illustration: Store) -> None:
    for line, asked, said in (
        ("report overview", "村=牙河", "没有一行的村是「牙河」。是不是「牙河村」?"),
        ("project list", "阶段=实施中", "没有一行的阶段是「实施中」。是不是「实施」?"),
        ("spending list", "村=牙河", "没有一行的村是「牙河」。是不是「牙河村」?"),
        ("spending list", "收款人=示例五金点", "没有一行的收款人是「示例五金点」。"),
    ):
        assert said in illustration.ok(*line.split(), "--where", asked, "--format", "plain", lang="zh").out
    for asked in ("支出=0.01", "村~没有", "村=牙河村"):
        assert (
            "没有一行"
            not in illustration.ok("report", "overview", "--where", asked, "--format", "plain", lang="zh").out
        )


def test_what_a_list_shows_can_be_asked_for(illustration: Store) -> None:
    """There the store chooses the rows: every value of some rows at once leaves each of these."""
    for name, lang in zip((*NOUNS, *KINDS), (lang for _ in count() for lang in languages()), strict=False):
        shape = ("--no-total", "--format", "csv")
        text = illustration.ok(name, "list", *shape, lang=lang).out.lstrip("\ufeff")
        heads, *rows = csv.reader(io.StringIO(text))
        for row in rows[:: max(1, len(rows) // _ROWS)]:
            said = {head: cell.removeprefix(DEFUSED) for head, cell in zip(heads, row, strict=True)}
            asked = [
                word for head, cell in said.items() if head not in PERSONAL for word in ("--where", f"{head}={cell}")
            ]
            again = illustration.ok(name, "list", *asked, "--columns", "id", *shape, lang=lang)
            assert row[0] in again.out.split(), (name, said)
