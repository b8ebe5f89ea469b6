"""A report has no language: JSON is the same in every one but for what is to be read, and a further language is one file."""

import re
import shutil
import sys
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

import aidtrack.locale
from aidtrack.ledger.kind import KINDS
from aidtrack.locale import languages
from aidtrack.nouns import NOUNS
from aidtrack.reports.alerting.kinds import KINDS as ALERTS
from aidtrack.reports.alerting.thresholds import THRESHOLDS
from aidtrack.reports.registry import REPORTS
from aidtrack.store.records.settings import SETTINGS
from cli.printed import typed
from conftest import Answer, Store, call

ILLUSTRATION = sorted((Path(__file__).parent.parent.parent / "examples" / "illustration").glob("*.csv"))
NAMED = {"village": "牙河村", "fund": "自筹资金", "project": "牙河村危房改造", "indicator": "农民人均纯收入"}
DAY = ("--as-of", "2018-12-31")
Answers = dict[tuple[str, ...], dict[tuple[str, str], Answer]]  # by command; by language and format

# A language as a stranger would add one: every message and word of it stands between brackets, and nothing else does.
BRACKETS = """
TAG = "qq"
BETWEEN = "⟦, ⟧"


def message(text: str, count: object) -> str:
    return f"⟦{text}⟧"


def word(english: str, chinese: str) -> str:
    return f"⟦{english}⟧"
"""


@pytest.fixture(scope="module")
def brackets(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The language `qq`, one file more in the folder of languages."""
    folder = tmp_path_factory.mktemp("languages")
    (folder / "qq.py").write_text(BRACKETS, "utf-8")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(aidtrack.locale, "__path__", [*aidtrack.locale.__path__, str(folder)])
        yield "qq"
    sys.modules.pop("aidtrack.locale.qq", None)


@pytest.fixture(scope="module")
def illustration(blank_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    path = tmp_path_factory.mktemp("store") / "aidtrack.db"
    shutil.copyfile(blank_file, path)
    store = Store(str(path), "sqlite")
    store.ok("import", *map(str, reversed(ILLUSTRATION)))
    return store


def reports() -> Iterator[tuple[str, ...]]:
    """Every report, in the ways that it can be asked for."""
    for name, declared in REPORTS.items():
        named = [NAMED[declared.noun]] if declared.noun in NAMED else []
        yield ("report", name, *named, "--year", "2017", "--explain")
        if named and not declared.required:
            yield ("report", name, *DAY)
        if declared.compares:
            yield ("report", name, *named, *DAY, "--compare", "2017-12-31", "--explain")
        for by in declared.by:
            yield ("report", name, "--by", by, *DAY)


def others(store: Store) -> Iterator[tuple[str, ...]]:
    """Every list, one thing of each, and what the store says of itself."""
    for name in (*NOUNS, *KINDS):
        yield (name, "list")
        first = store.json(name, "list")["tables"][0]["rows"][:1]
        if first:
            yield (name, "show", str(first[0]["id"]))
    yield from (("check",), ("log",), ("batch", "list"), ("batch", "show", "1"), ("db", "info"), ("db", "setting"))
    yield from (("import", str(ILLUSTRATION[0]), "--dry-run"), ("import", str(ILLUSTRATION[0]), "--as", "finding"))
    yield ("notice", "project", NAMED["project"], "--dry-run", "--channel", "0931-1234567")


@pytest.fixture(scope="module")
def answers(illustration: Store, brackets: str) -> Answers:
    """What each command says in each language, as JSON and as aligned text."""
    return {
        command: {
            (lang, form): illustration(*command, "--format", form, lang=lang)
            for lang in ("zh", "en", brackets)
            for form in ("json", "plain")
        }
        for command in (*reports(), *others(illustration))
    }


def language_free(answer: Any) -> Any:
    """A JSON answer without what is to be read: titles, labels, notes, and the cells of sentences."""
    kept = deepcopy(answer)
    kept.pop("title")
    for table in kept["tables"]:
        sentences = {column["name"] for column in table["columns"] if column["kind"] == "sentence"}
        for column in table["columns"]:
            column.pop("label")
        for row in (*table["rows"], table["total"] or {}):
            for name in sentences & row.keys():
                row.pop(name)
    return kept


@pytest.mark.long
def test_json_is_the_same_in_every_language_but_for_what_is_read(answers: Answers) -> None:
    for command, said in answers.items():
        found = [answer for (_, form), answer in said.items() if form == "json"]
        assert len({answer.code for answer in found}) == 1 and all(answer.out for answer in found), (command, found)
        chinese, english, bracketed = (language_free(answer.json()) for answer in found)
        assert chinese == english == bracketed, command


def unsaid(text: str) -> str:
    """What no catalogue said: the text without all that stands between brackets."""
    while (shorter := re.sub("⟦[^⟦⟧]*⟧", " ", text)) != text:
        text = shorter
    return text


def words(text: str) -> set[str]:
    return set(re.findall("[A-Za-z]{2,}|[\u3400-\u9fff]+", text))


@pytest.mark.long
def test_a_language_is_one_file(answers: Answers, brackets: str) -> None:
    """What stands outside of brackets stands so in Chinese and in English too: names, commands, what the store holds."""
    for command, said in answers.items():
        chinese, english, bracketed = (said[lang, "plain"] for lang in ("zh", "en", brackets))
        for text, one, other in ((bracketed.out, chinese.out, english.out), (bracketed.err, chinese.err, english.err)):
            assert {word for word in words(unsaid(text)) if word not in one or word not in other} == set(), command


@pytest.mark.long
def test_each_command_of_a_column_can_be_typed(answers: Answers) -> None:
    tables = [table for said in answers.values() for table in said["zh", "json"].json()["tables"]]
    found = {row["command"] for table in tables for row in table["rows"] if row.get("command")}
    assert len(found) > 50
    assert {command: wrong for command in found if (wrong := typed(command)) is not None} == {}


@pytest.mark.long
def test_headings_titles_and_remarks_are_said_in_it(answers: Answers, brackets: str) -> None:
    for command, said in answers.items():
        answer = said[brackets, "json"]
        for table in answer.json()["tables"]:
            labels = [column["label"] for column in table["columns"]]
            assert [label for label in labels if unsaid(label).strip()] == [], (command, table["name"])
        assert [line for line in answer.err.splitlines() if line and "⟦" not in line] == [], command


@pytest.mark.long
def test_no_two_columns_of_a_table_are_headed_alike(answers: Answers) -> None:
    for command, said in answers.items():
        for lang in ("zh", "en"):
            for table in said[lang, "json"].json()["tables"]:
                labels = [column["label"] for column in table["columns"]]
                assert {label for label in labels if labels.count(label) > 1} == set(), (command, table["name"], lang)


# What a Chinese answer may say in Latin letters beside what the data hold, names of settings, kinds of alert and a standard's lists, and what is typed.
LATIN = {
    "id",
    "csv",
    "toml",
    "utf",
    "gb18030",
    "SHA",
    "on",
    "off",
    "CN",
    "USCI",
    "360Giving",
    "IATI",
    "FlowType",
    "FinanceType",
    "AidType",
    "TiedStatus",
}


@pytest.mark.long
def test_a_chinese_answer_has_no_english_words(answers: Answers, illustration: Store) -> None:
    """A command to go on with says in Chinese too that something is not assigned."""
    data = words(" ".join(path.read_text("utf-8", "replace") for path in ILLUSTRATION) + illustration.db)
    known = {*ALERTS, *SETTINGS, *THRESHOLDS, *LATIN, *data}
    for command, said in answers.items():
        answer = said["zh", "plain"]
        text = re.sub("aidtrack .*|--[a-z-]+|[0-9a-f]{8,}(-[0-9a-f]+)*", " ", answer.out + answer.err)
        found = {word for word in re.findall("[A-Za-z0-9_]+", text) if re.search("[A-Za-z]{2}", word)}
        own = {word for word in found if not {word, *words(word)} & known}
        assert own == set(), command
        assert "not assigned" not in answer.out + answer.err, command


def test_it_can_be_chosen_and_is_offered(brackets: str) -> None:
    assert "en" in (help := call("--lang", brackets, "--help").out) and brackets in help
    assert ", ".join(languages()) in call("--lang", "xx", "check").err and brackets in languages()
    assert aidtrack.locale.detect({"AIDTRACK_LANG": brackets}) == brackets


def test_every_help_is_said_in_it(brackets: str) -> None:
    for name in ("report", "fund", "spending", "import", "db"):
        helped = call("--lang", brackets, name, "--help").out
        assert [line for line in helped.splitlines() if re.search("^  [a-z]+  +[^⟦ ]", line)] == []
