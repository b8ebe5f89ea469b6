"""The catalogue is complete: every message exists in Chinese, every command has help in both languages."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

import aidtrack
from aidtrack.cli.group import Group, Listed
from aidtrack.cli.registry import commands
from aidtrack.cli.typer_internals import Command
from aidtrack.locale import catalogue, detect, languages, t, use
from aidtrack.locale.en import ONE
from aidtrack.locale.zh import MESSAGES
from conftest import call

SOURCE = Path(aidtrack.__file__).parent
CJK = re.compile(r"[\u3400-\u9fff]")

# Where `t` is handed a sentence that is declared elsewhere, as data; `declared` reads it there.
PASSED_ON = {
    ("cli/group.py", "entry.help"),
    ("cli/usage.py", "one.help"),
    ("cli/entries.py", "kind.help"),
    ("cli/fields.py", "field.hint"),
    ("cli/fields.py", "field.kind.hint"),
    ("exchange/template.py", "field.kind.hint"),
    ("cli/reports.py", "declared.help"),
    ("reports/settings.py", "setting.help"),
    ("reports/alerting/rule.py", "self.says"),
    ("reports/alerting/rule.py", "self.source.text"),
    ("reports/thresholds.py", "one.help"),
    ("reports/thresholds.py", "one.source.text"),
}
# Where a declaration hands on a sentence that is declared elsewhere.
DECLARED_ELSEWHERE = {
    ("cli/registry.py", "noun.help"),
    ("cli/registry.py", "kind.help"),
    ("cli/reports.py", "declared.help"),
}
# Descriptions that are a list of names, the same in both languages.
NAMES_ALONE = {"bash, zsh, fish, powershell"}
# Chinese that English help quotes: our headers, units and the words typed with amounts.
QUOTED = {"元", "万元", "亿元", "流水号", "月", "支付数"}


@cache
def trees() -> dict[str, ast.Module]:
    """Every file of the source by its path there, read when it is asked for: each of the workers loads this file, and one runs it."""
    return {path.relative_to(SOURCE).as_posix(): ast.parse(path.read_text("utf-8")) for path in SOURCE.rglob("*.py")}


def calls(tree: ast.Module) -> Iterator[tuple[str, ast.Call]]:
    """Every call of a plain name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id, node


def branches(argument: ast.expr) -> Iterator[ast.expr]:
    """What an argument may be: itself, or each branch of `a if c else b`."""
    if isinstance(argument, ast.IfExp):
        yield from branches(argument.body)
        yield from branches(argument.orelse)
    else:
        yield argument


def translated() -> Iterator[tuple[str, ast.expr]]:
    """(file, first argument) of every `t(…)` and `phrase(…)`."""
    for file, tree in trees().items():
        for name, node in calls(tree):
            if name in ("t", "phrase"):
                yield from ((file, branch) for branch in branches(node.args[0]))


def declared() -> Iterator[tuple[str, ast.expr]]:
    """(file, sentence) of every English sentence that is declared as data and translated where it is shown."""
    for file, tree in trees().items():
        for name, node in calls(tree):
            if file.startswith("cli/") and name == "Listed":
                yield file, node.args[0]
            if name == "EntryKind":
                yield file, node.args[5]
            if name == "Declared":
                yield file, node.args[0]
            if name == "Source":
                yield file, node.args[0]
            if name in ("Threshold", "Rule"):
                yield file, node.args[3]
            if name == "Setting":
                yield file, node.args[2]
            if name == "Noun":
                yield file, node.args[2]
            yield from ((file, keyword.value) for keyword in node.keywords if keyword.arg == "hint")


def literals(found: Iterator[tuple[str, ast.expr]]) -> set[str]:
    return {node.value for _, node in found if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def others(found: Iterator[tuple[str, ast.expr]]) -> set[tuple[str, str]]:
    return {(file, ast.unparse(node)) for file, node in found if not isinstance(node, ast.Constant)}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_every_message_has_chinese() -> None:
    assert (literals(translated()) | literals(declared())) - MESSAGES.keys() == set()


def test_nothing_in_the_catalogue_is_unused() -> None:
    assert MESSAGES.keys() - literals(translated()) - literals(declared()) == set()


def test_every_message_is_a_literal_where_it_is_said_or_declared() -> None:
    assert others(translated()) == PASSED_ON
    assert others(declared()) == DECLARED_ELSEWHERE


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("count", [None, 1, 2])
def test_every_language_fills_in_the_same(language: str, count: int | None) -> None:
    """Where one is meant, its number may be left out."""
    use(language)
    voice = catalogue()
    assert voice.TAG and voice.BETWEEN and isinstance(voice.word("fund", "资金"), str)
    left_out = {"count"} if count == 1 else set()
    unlike = {
        english: said
        for english in MESSAGES
        if placeholders(said := voice.message(english, count)) | left_out != placeholders(english) | left_out
    }
    assert unlike == {}


def test_every_sentence_can_be_shown_on_a_chinese_windows() -> None:
    """Its console knows GBK: another sign would be a question mark."""
    unknown = {
        text for both in MESSAGES.items() for text in both if text.encode("gbk", "replace").decode("gbk") != text
    }
    assert unknown == set()


def test_chinese_is_chinese() -> None:
    unlike = {english for english, chinese in MESSAGES.items() if not CJK.search(chinese) or chinese == english}
    # nothing but their parts and marks
    assert unlike == {
        "{field} “{value}” {problem}",
        "{field} {problem}",
        "{field} {before} → {after}",
        "{name}: {changes}",
        "{file}: {problem}",
        "{heading}_{change}",
        "{kind} {id}: {words}",
        "{name} ({code})",
        "{rule} ({source})",
        "{heading} ({unit})",
        "{problem} {suggestion}",
    }


def test_commas_and_colons_are_half_width() -> None:
    """As they stand beside amounts, options and commands; 「，」 is named where it is at fault."""
    assert [said for said in MESSAGES.values() if re.search("[，：；]", said) and "全角逗号" not in said] == []


def test_what_is_to_be_typed_in_a_command_is_said_in_chinese() -> None:
    named = {chinese: re.findall(r"aidtrack [a-z{][^,。;:()]*", chinese) for chinese in MESSAGES.values()}
    assert sum(map(len, named.values())) > 100
    assert [one for found in named.values() for one in found if re.search(r"(?<![\w$])[A-Z]+\b", one)] == []


def test_a_sentence_stays_a_sentence() -> None:
    sentences = {english: chinese for english, chinese in MESSAGES.items() if english.endswith(".")}
    assert {english for english, chinese in sentences.items() if not chinese.endswith(("。", "?"))} == set()


def test_no_error_is_raised_in_words_of_its_own() -> None:
    errors = ("Refused", "Usage", "Busy", "Environment", "Damaged", "SchemaMismatch", "Fault", "NotFound")
    first = {**dict.fromkeys(errors, 0), "Finding": 3, "Problem": 5}  # the arguments from here on are sentences
    said = [
        (file, ast.unparse(argument))
        for file, tree in trees().items()
        for name, node in calls(tree)
        if name in first
        for argument in node.args[first[name] :]
        for piece in branches(argument)
        if isinstance(piece, ast.JoinedStr) or (isinstance(piece, ast.Constant) and piece.value)
    ]
    assert said == []


def paths(entries: dict[str, Listed], before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every command and group, by the words that call it."""
    for name, entry in entries.items():
        yield (*before, name)
        command: Command = entry.load()
        if isinstance(command, Group):
            yield from paths(command.entries, (*before, name))


EVERY_COMMAND = [(), *paths(commands())]


def descriptions(help: str) -> list[str]:
    """The sentence under the usage line, and the right column of every table."""
    lines = help.splitlines()
    assert lines[1] == lines[3] == ""
    found = [lines[2]]
    for line in lines[4:]:
        if line.startswith("  ") and not line.startswith("  aidtrack "):  # an example
            left, gap, right = line.strip().partition("  ")
            assert gap, f"{left} is not described"
            found.append(right)
    return [text.strip() for text in found]


@pytest.mark.parametrize("path", EVERY_COMMAND, ids=" ".join)
def test_help_in_chinese(path: tuple[str, ...]) -> None:
    answer = call("--lang", "zh", *path, "--help")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith(f"用法: {' '.join(('aidtrack', *path))} ")
    assert [text for text in descriptions(answer.out) if not CJK.search(text) and text not in NAMES_ALONE] == []
    assert [english for english in MESSAGES if " " in english and english in answer.out] == []


@pytest.mark.parametrize("path", EVERY_COMMAND, ids=" ".join)
def test_help_in_english(path: tuple[str, ...]) -> None:
    answer = call("--lang", "en", *path, "--help")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith(f"Usage: {' '.join(('aidtrack', *path))} ")
    assert {word for text in descriptions(answer.out) for word in re.findall(r"[\u3400-\u9fff]+", text)} <= QUOTED


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "zh"),
        ({"AIDTRACK_LANG": ""}, "zh"),
        ({"AIDTRACK_LANG": "en", "LC_ALL": "zh_CN.UTF-8"}, "en"),
        ({"AIDTRACK_LANG": "zh", "LC_ALL": "en_US.UTF-8"}, "zh"),
        ({"AIDTRACK_LANG": "xx", "LANG": "en_US"}, "en"),
        ({"LC_ALL": "en_US.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LC_ALL": "", "LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LC_ALL": "C.UTF-8", "LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LC_MESSAGES": "en_GB.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.GB18030"}, "zh"),
        ({"LANG": "en_US"}, "en"),
        ({"LANG": "xx_XX.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "zh"),
        ({"LANG": "POSIX"}, "zh"),
    ],
)
def test_language_of_an_environment(environment: dict[str, str], language: str) -> None:
    assert detect(environment) == language


def test_one_of_something_is_no_plural() -> None:
    assert set(ONE) <= set(MESSAGES)
    assert {english for english, one in ONE.items() if placeholders(english) - {"count"} != placeholders(one)} == set()
    use("en")
    assert t("{count} findings.", count=1) == "1 finding."
    assert t("{count} findings.", count=2) == "2 findings."
