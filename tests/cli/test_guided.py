"""`KIND add` without anything: on a terminal each field is asked for, elsewhere it is wrong usage; who breaks off has written nothing."""

import re

import pytest

from conftest import Store
from render.terminal import Terminal, through_pipe


@pytest.fixture
def ready(file_store: Store) -> Store:
    file_store.run("fund add 自筹资金", "village add 牙河村 --county 陇西县", "project add 危房改造 --village 牙河村")
    file_store.run("receipt add 1000 --fund 自筹资金 --date 2017-01-02")
    file_store.run("allocation add 900 --fund 自筹资金 --project 危房改造 --date 2017-01-03")
    return file_store


def begun(store: Store, *words: str) -> Terminal:
    return Terminal("--db", store.db, "--lang", "en", *words, width=100)


def answer(terminal: Terminal, label: str, text: str, time: int = 1) -> None:
    """Type a text once the field is asked for, for so many times."""
    prompt = re.compile(rf"^{label}( \(.*\))?: ", re.MULTILINE)
    shown = terminal.read_until(lambda shown: len(prompt.findall(shown)) >= time)
    assert len(prompt.findall(shown)) >= time, shown
    terminal.press(f"{text}\n".encode())


def test_what_is_wrong_is_said_at_once_and_asked_again(ready: Store) -> None:
    with begun(ready, "spending", "add") as terminal:
        for label, texts in (
            ("amount", ("", "x", "12.50")), ("date", ("2017-02-30", "2017-02-03")), ("fund", ("自寿资金", "自筹资金")),
            ("project", ("危房改造",)), ("village", ("",)),
        ):  # fmt: skip
            for time, text in enumerate(texts, 1):
                answer(terminal, label, text, time)
        terminal.read_until(lambda shown: "payee: " in shown)
        terminal.press(b"\x03")
        screen = terminal.end()
    assert screen.code == 130 and "nothing was written" in screen.text
    for said in ("cannot be blank", "is not an amount", "2017-02-30", "自寿资金"):
        assert said in screen.text
    assert ready.json("spending", "list")["tables"][0]["rows"] == []


LABELS = (
    "amount",
    "date",
    "fund",
    "project",
    "village",
    "payee",
    "voucher",
    "doc_no",
    "ref",
    "purpose",
    "note",
    "reason",
    "over",
    "household",
)


def test_what_was_answered_is_recorded(ready: Store) -> None:
    said = {"amount": "12.50", "date": "2017-02-03", "fund": "自筹资金", "project": "危房改造", "payee": "--fund=别的"}
    with begun(ready, "spending", "add") as terminal:
        for label in LABELS:
            answer(terminal, label, said.get(label, ""))
        screen = terminal.end()
    assert screen.code == 0 and "On one line: aidtrack" in screen.text, screen.text
    [row] = ready.json("spending", "list")["tables"][0]["rows"]
    assert {name: row[name] for name in said} == said and row["village"] == "牙河村"


def test_of_a_noun_too_and_the_end_of_the_input_ends_it(ready: Store) -> None:
    with begun(ready, "document", "add") as terminal:
        answer(terminal, "name", "示例文件")
        terminal.press(b"\x04")
        screen = terminal.end()
    assert screen.code == 130 and ready.json("document", "list")["tables"][0]["rows"] == []


def test_without_a_terminal_it_is_wrong_usage(ready: Store) -> None:
    for words in (("spending", "add"), ("village", "add")):
        assert ready(*words).code == 2
        assert through_pipe("--db", ready.db, *words).code == 2
    with begun(ready, "spending", "add", "--fund", "自筹资金") as terminal:  # something is given
        assert terminal.end().code == 2
