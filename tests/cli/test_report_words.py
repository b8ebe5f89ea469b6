"""What a report is broken down by is said in Chinese as in English; what is not known is told in the language of the run."""

from pathlib import Path

import pytest

from aidtrack.phrase import Word
from aidtrack.reports.columns import columns
from aidtrack.reports.dimension import DIMENSIONS
from aidtrack.reports.registry import REPORTS
from conftest import Store
from reports.books import books

OTHERS = {"organization": "单位", "programme": "全部"}
BY = [(one.word, word) for one in REPORTS.values() if not one.required for word in one.by]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory, blank_file: Path) -> Store:
    folder = tmp_path_factory.mktemp("words")
    (folder / "aidtrack.db").write_bytes(blank_file.read_bytes())
    return books(Store(str(folder / "aidtrack.db"), "sqlite"), folder)


def test_every_word_is_known_in_chinese(kept: Store) -> None:
    assert len(BY) > 20
    for report, word in BY:
        chinese = OTHERS.get(word) or DIMENSIONS[word].zh
        said = [kept.ok("report", report, "--by", one, "--format", "json").out for one in (word, chinese)]
        assert said[0] == said[1], (report, word, chinese)


def test_so_is_every_figure(kept: Store) -> None:
    for figure in REPORTS["rollup"].figures:
        label = columns(figure)[0].label
        assert isinstance(label, Word)
        said = [
            kept.ok("report", "rollup", "--figures", one, "--format", "json").out for one in (figure, label.chinese)
        ]
        assert said[0] == said[1], figure
    short = kept.ok(
        "report", "rollup", "--by", "村、年", "--across", "类别", "--figures", "支出，支出率", "--format", "csv"
    )
    assert (
        short.out
        == kept.ok(
            "report",
            "rollup",
            "--by",
            "village,year",
            "--across",
            "category",
            "--figures",
            "spent,rate",
            "--format",
            "csv",
        ).out
    )


@pytest.mark.parametrize(("lang", "meant"), [("zh", "是不是「县区」"), ("en", "Did you mean")])
def test_what_is_not_known_is_told_in_its_language(kept: Store, lang: str, meant: str) -> None:
    answer = kept("report", "rollup", "--by", "县去" if lang == "zh" else "conty", lang=lang)
    assert (answer.code, answer.out) == (2, "") and meant in answer.err


def test_a_heading_is_known_without_its_brackets(kept: Store) -> None:
    short = kept.json("report", "overview", "--sort", "-支出率", "--columns", "村,支出率")
    assert short["tables"] == kept.json("report", "overview", "--sort", "-rate", "--columns", "village,rate")["tables"]
