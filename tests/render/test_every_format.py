"""What every format keeps, also those not written yet: how it is asked for, where it goes, and that it says everything."""

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from aidtrack.render.formats import FORMATS, IN_PIPE, ON_TERMINAL, Shown
from conftest import Store
from render.shown import PEOPLE, ROWS_ALONE, TEXTS, UNSAFE, amounts, amounts_of, read_back, written
from render.terminal import on_terminal, through_pipe
from reports.asked import asked
from reports.books import books
from reports.everything import everything

EVERY = pytest.mark.parametrize("format", FORMATS.values(), ids=[*FORMATS])
OVERVIEW = ("report", "overview")


@pytest.fixture
def kept(file_store: Store, tmp_path: Path) -> Store:
    return books(file_store, tmp_path)


@EVERY
def test_declared_whole(format: Shown) -> None:
    assert FORMATS[format.name] is format
    assert re.fullmatch("[a-z][a-z0-9]*", format.name)
    assert all(ending == ending.lower() and ending.startswith(".") for ending in format.file.endings)
    others = [ending for one in FORMATS.values() if one is not format for ending in one.file.endings]
    assert not {*format.file.endings} & {*others}
    assert format.machine >= format.asides  # only a format without room for remarks keeps those of an import as rows
    assert ON_TERMINAL.name in FORMATS and IN_PIPE.name in FORMATS


@EVERY
def test_help_and_completion_name_it(kept: Store, format: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    [line] = [line for line in kept.ok(*OVERVIEW, "--help").out.splitlines() if "--format" in line]
    assert format.name in re.findall("[a-z0-9]+", line)
    words = f"aidtrack report overview --format {format.name[:2]}"
    completed = through_pipe(
        _AIDTRACK_COMPLETE="complete_bash", COMP_WORDS=words, COMP_CWORD=str(len(words.split()) - 1)
    )
    assert format.name in completed.text.split()


@EVERY
def test_each_of_its_endings_picks_it(kept: Store, format: Shown, tmp_path: Path) -> None:
    expected = written(kept, format.name, tmp_path, *OVERVIEW)
    for ending in format.file.endings:
        for spelled in (ending, ending.upper()):
            path = tmp_path / f"汇总 一{spelled}"
            said = kept.ok(*OVERVIEW, "-o", str(path)).err
            assert read_back(format.name, path.read_bytes()) + said == expected
            assert [one for one in tmp_path.iterdir() if one.name.startswith(".")] == []  # no draft is left


@EVERY
def test_a_pipe_takes_it_and_a_terminal_text_alone(kept: Store, format: Shown, tmp_path: Path) -> None:
    line = ("--db", kept.db, "--lang", "en", *OVERVIEW, "--format", format.name)
    piped = through_pipe(*line)
    assert piped.code == 0
    shown = on_terminal(*line, width=400)
    if format.file.binary:
        assert read_back(format.name, piped.content) == written(kept, format.name, tmp_path, *OVERVIEW)
        assert shown.code == 2 and f"{format.name} is nothing to show" in shown.text and "-o" in shown.text
    else:
        assert shown.code == 0 and shown.text.strip()


@EVERY
def test_a_file_holds_what_stdout_shows(kept: Store, format: Shown, tmp_path: Path) -> None:
    if format.file.binary:
        return  # which has been seen above
    answer = kept.ok(*OVERVIEW, "--format", format.name)
    content = written(kept, format.name, tmp_path, *OVERVIEW)
    if format is not ON_TERMINAL:  # which is as wide as the terminal
        assert content.replace("\r\n", "\n") == read_back(format.name, answer.out.encode()) + answer.err
    assert "\x1b" not in content


@EVERY
def test_it_is_sealed_where_it_says_so(kept: Store, format: Shown, tmp_path: Path) -> None:
    head = kept.ok("db", "info", "--format", "json").rows()[0]["head"]
    assert (head in written(kept, format.name, tmp_path, *OVERVIEW)) == format.sealed


@EVERY
def test_what_is_behind_is_there_where_there_is_room_or_it_is_asked_for(
    kept: Store, format: Shown, tmp_path: Path
) -> None:
    path = tmp_path / "answer"
    for asked_for in (False, True):
        kept.ok(*OVERVIEW, *(["--explain"] if asked_for else []), "--format", format.name, "--force", "-o", str(path))
        content = path.read_bytes()
        text = read_back(format.name, content) if format.file.binary else content.decode(format.file.encoding)
        behind = "allocation list" in text
        if format.explained or (asked_for and format.name in PEOPLE):
            assert behind
        elif not asked_for:
            assert not behind


@EVERY
def test_no_remark_is_lost(kept: Store, format: Shown, tmp_path: Path) -> None:
    asked_for = ("report", "fund", "--from", "2017-01-01")
    path = tmp_path / "answer"
    beside = kept.ok(*asked_for, "--format", format.name, "--force", "-o", str(path)).err
    within = read_back(format.name, path.read_bytes())
    remark = "Movements from 2017-01-01 on; positions at the end."
    assert (remark in beside, remark.replace("-", "") in within.replace("\\", "").replace("-", "")) == (
        format.machine,
        not format.machine,
    )


@EVERY
def test_the_remarks_of_an_import_stand_in_it_or_beside_it(file_store: Store, format: Shown, tmp_path: Path) -> None:
    (tmp_path / "项目.csv").write_text("项目名称,类别\n甲,养蜂场\n", "utf-8")
    path = tmp_path / "answer"
    beside = file_store.ok(
        "import", str(tmp_path / "项目.csv"), "--format", format.name, "--force", "-o", str(path)
    ).err
    assert ("养蜂场" in beside) != format.asides
    assert not format.asides or "养蜂场" in read_back(format.name, path.read_bytes())


@pytest.fixture(scope="module")
def full(blank_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store in which every report has rows."""
    folder = tmp_path_factory.mktemp("full")
    shutil.copyfile(blank_file, folder / "aidtrack.db")
    return everything(Store(str(folder / "aidtrack.db"), "sqlite"), folder)


@pytest.fixture(scope="module")
def plain(full: Store) -> dict[tuple[str, ...], str]:
    """Every report as text, in English and Chinese by turns."""
    return {words: full.ok(*words, "--format", IN_PIPE.name, lang=lang).out for words, lang in every_report()}


def without_subtotals(text: str) -> str:
    """Which stand only where nobody counts or sorts the rows."""
    return "\n".join(line for line in text.splitlines() if not re.search("Subtotal|小计", line))


def every_report() -> Iterator[tuple[tuple[str, ...], str]]:
    for number, report in enumerate(asked()):
        yield ("report", *report, "--year", "2018"), ("zh", "en")[number % 2]


@pytest.mark.long
@EVERY
def test_every_report_says_every_amount(
    full: Store, plain: dict[tuple[str, ...], str], format: Shown, tmp_path: Path
) -> None:
    for words, lang in every_report():
        text = written(full, format.name, tmp_path, *words, lang=lang)
        said = amounts(text)
        if format.name in PEOPLE:
            assert said == amounts(plain[words]), (words, format.name)
        else:
            alone = format.name in ROWS_ALONE
            expected = _of_rows(full, words) if alone else amounts(without_subtotals(plain[words]))
            assert Counter(expected) - Counter(said) == Counter(), (words, format.name)
        assert format.name not in TEXTS or UNSAFE.search(text) is None, (words, format.name)


def _of_rows(store: Store, words: tuple[str, ...]) -> list[str]:
    answer = store.json(*words)
    for table in answer["tables"]:
        table["total"] = None
    return amounts_of(answer)
