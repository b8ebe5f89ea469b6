"""The manual is under test: what its pages show to type works and answers as shown, in the language of the page; what they name is there."""

import re
import shlex
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.cells import cell_len

from aidtrack.cli.group import Group, Listed
from aidtrack.cli.registry import commands
from aidtrack.locale import languages
from aidtrack.manual import TOPICS
from aidtrack.manual.examples import examples
from aidtrack.manual.plain import plain
from aidtrack.render.formats import FORMATS
from conftest import Store, call
from pages import COUNTIES, MANUAL, Section, answered, every_page, inline, lines, sections
from proofs.commands import OF_SERVERS, every

SECTIONS = [section for page in every_page() for section in sections(page) if page.parent.parent == MANUAL]
CHINESE = re.compile("[\u4e00-\u9fff]")


# Those of the counties are run by collection/test_three_counties.
@pytest.mark.parametrize("section", [one for one in SECTIONS if one.typed and COUNTIES not in one.text], ids=str)
def test_a_section_runs_and_answers_as_shown(section: Section) -> None:
    def told(command: str, shown: str, came: str) -> None:
        assert lines(came) == lines(shown), command

    answered(section, told)


def test_every_topic_is_there_in_every_language() -> None:
    assert {path.relative_to(MANUAL).as_posix() for path in MANUAL.glob("*/*.md")} == {
        f"{language}/{topic.english}.md" for language in languages() for topic in TOPICS
    }


@pytest.mark.parametrize("topic", [topic.english for topic in TOPICS])
def test_the_languages_say_the_same(topic: str) -> None:
    """As many sections, the same commands, each in the words of its language."""
    pages = {language: MANUAL / language / f"{topic}.md" for language in languages()}
    assert len({len(sections(page)) for page in pages.values()}) == 1
    shown = {language: [line for one in sections(page) for line in one.typed] for language, page in pages.items()}
    assert len({len(one) for one in shown.values()}) == 1, shown
    for language, page in pages.items():
        for section in sections(page):
            prose = re.sub(r"```.*?```|`[^`]*`|<!--.*?-->", "", section.text, flags=re.DOTALL)
            letters, signs = len(re.findall(r"[a-z]{3,}", prose)), len(CHINESE.findall(prose))
            assert signs > letters if language == "zh" else letters > signs, section


@pytest.mark.parametrize("section", [one for page in every_page() for one in sections(page)], ids=str)
def test_every_command_that_a_sentence_names_is_there(section: Section) -> None:
    for line in inline(section.text):
        if re.search(r"KIND|NOUN|COMMAND|类型|对象|命令 |命令$", line):
            continue  # of any of them
        words = shlex.split(line.replace("…", "").split(" | ")[0])[1:]
        known = {"--db", "--lang", "--version", "--help", "-h"}
        made = None
        entries = commands()
        for word in words:
            if word in entries:
                made = entries[word].load()
                known |= {name for param in made.params for name in param.opts}
                entries = made.entries if isinstance(made, Group) else {}
            elif word.startswith("-") and not re.match(r"-\d|-$", word):
                assert word.partition("=")[0] in known, line
            else:
                assert made is None or not isinstance(made, Group) or not entries or "·" in line or word.isupper(), line


def paths(entries: dict[str, Listed], before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every command that does something, by the words that call it."""
    for name, entry in entries.items():
        command = entry.load()
        if isinstance(command, Group):
            yield from paths(command.entries, (*before, name))
        else:
            yield (*before, name)


COMMANDS = [*paths(commands())]
MADE = dict(every())


@pytest.mark.parametrize("language", languages())
def test_every_command_stands_in_the_manual_and_no_other(language: str) -> None:
    """A row `village add·list` stands for two."""
    found = set()
    for typed in re.findall(
        r"^\| `aidtrack ([^`]*)` \| .+ \|$", (MANUAL / language / "commands.md").read_text("utf-8"), re.MULTILINE
    ):
        *group, last = [word for word in typed.split() if re.fullmatch("[a-z·]+", word)]
        found |= {(*group, verb) for verb in last.split("·")}
    assert found == {*COMMANDS}


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_command_has_help(path: tuple[str, ...], lang: str) -> None:
    answer = call("--lang", lang, *path, "--help")
    assert (answer.code, answer.err) == (0, "")
    _, _, help, *_ = answer.out.splitlines()
    assert help.strip()
    assert bool(CHINESE.search(help)) == (lang == "zh")
    options = re.findall(r"^  (?:-\w, )?--[\w-]+(?:, --[\w-]+)* (\S+)", answer.out, re.MULTILINE)
    usage = answer.out.partition("\n")[0].partition(f"aidtrack {' '.join(path)}")[2]
    wrong = re.compile("[A-Z]") if lang == "zh" else CHINESE
    assert [one for one in (usage, *options) if wrong.search(one)] == []


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_command_has_two_examples_that_it_understands(path: tuple[str, ...]) -> None:
    name = " ".join(path)
    shown = [line.strip() for line in call("--lang", "zh", *path, "--help").out.partition("\n例如:\n")[2].splitlines()]
    assert [line for line in shown if line] == [f"aidtrack {line}" for line in examples(name)]
    assert len({*shown} - {""}) == 2
    made = MADE[name]
    for line in examples(name):
        words = shlex.split(line)
        assert (*words[: len(path)],) == path
        made.make_context(name, words[len(path) :])


def test_no_example_is_wrong_usage(file_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where it is judged after the parser: on a blank store what they name lacks, which is another code."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("EDITOR", raising=False)
    lines = [line for name in MADE if name not in OF_SERVERS for line in examples(name)]
    assert [line for line in lines if file_store(*shlex.split(line)).code == 2] == []


@pytest.mark.parametrize("language", languages())
def test_the_formats_are_named(language: str) -> None:
    assert f"--format {'|'.join(FORMATS)}`" in (MANUAL / language / "start.md").read_text("utf-8")


@pytest.mark.parametrize("width", [60, 80])
@pytest.mark.parametrize("language", languages())
def test_a_page_is_plain_text_of_a_width(language: str, width: int) -> None:
    """No sentence is wider than the terminal, none is lost, and no mark of Markdown is left."""
    for topic in TOPICS:
        text = (MANUAL / language / f"{topic.english}.md").read_text("utf-8")
        shown = plain(text, width)
        fenced = {
            line.strip()
            for block in re.findall(r"^```.*?^```", text, re.MULTILINE | re.DOTALL)
            for line in block.splitlines()
        }
        said = [line for line in shown if line.strip() not in fenced - {""}]
        assert [line for line in said if cell_len(line) > width] == []
        assert not re.search(r"`|(?<!张)\*\*|^#|^\||<!--", "\n".join(said), re.MULTILINE)
        marks = r"<!--[^>]*-->|^```[^\n]*$|^#+ |^\|[^\n]*\n\|[-| ]+\|$|[`|]|(?<!张)\*\*|\s"  # and the heads of tables
        told = Counter(re.sub(marks, "", text, flags=re.MULTILINE))
        assert not told - Counter(f"{text.splitlines()[0]}{''.join(shown)}")


@pytest.mark.parametrize("language", languages())
def test_help_lists_the_topics_with_a_line_each(language: str) -> None:
    answer = call("--lang", language, "help", "--format", "json")
    assert [(row["topic"], row["word"]) for row in answer.rows()] == [topic.spellings for topic in TOPICS]
    assert all(row["what"] and cell_len(row["what"]) <= 60 for row in answer.rows())


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.english)
def test_a_topic_is_found_by_either_word_in_either_language(topic: object) -> None:
    for language in languages():
        pages = {call("--lang", language, "help", word).out for word in topic.spellings}  # type: ignore[attr-defined]
        assert len(pages) == 1
        [page] = pages
        assert len(page) > 500 and bool(CHINESE.search(page.splitlines()[0])) == (language == "zh")


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("words", ["spending", "spending add", "import", "report village", "help"])
def test_help_of_a_command_is_its_help(language: str, words: str) -> None:
    asked, own = (call("--lang", language, *line) for line in (["help", *words.split()], [*words.split(), "--help"]))
    assert asked == own and asked.code == 0 and asked.out


@pytest.mark.parametrize(
    ("words", "near"),
    [("sheet", "sheets"), ("表", "表格"), ("vilage", "village"), ("spending ad", "add"), ("spending add more", ""), ("xyzxyz", "start")],
)  # fmt: skip
def test_an_unknown_word_is_wrong_usage(words: str, near: str) -> None:
    answer = call("--lang", "en", "help", *words.split())
    assert (answer.code, answer.out) == (2, "")
    assert near in answer.err


@pytest.mark.parametrize("words", [[], ["village"], ["report"], ["db"]], ids=" ".join)
@pytest.mark.parametrize("language", languages())
def test_a_group_alone_shows_its_help(words: list[str], language: str) -> None:
    bare, *asked = (call("--lang", language, *words, *more) for more in ([], ["--help"], ["-h"]))
    assert (bare.code, bare.err) == (0, "") and bare.out
    assert asked == [bare, bare]
