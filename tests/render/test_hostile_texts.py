"""Names and texts that would break a table, a terminal or a spreadsheet are refused with a sentence or come through."""

import json

import pytest

from conftest import SOME, Store, flagged
from ledger.chain import raw
from render.shown import TEXTS, UNSAFE, csv_tables, markdown_tables, read_back

pytestmark = pytest.mark.long

REFUSED = {
    "escape": "牙\x1b[31m河", "osc": "牙\x1b]0;x\x07河", "c1": "牙\x9b31m河", "bell": "牙\x07河", "backspace": "牙\x08河",
    "rlo": "牙\u202e河", "isolate": "牙\u2066河", "zero width": "牙\u200b河", "line separator": "牙\u2028河",
    "soft hyphen": "牙\xad河", "delete": "牙\x7f河", "tag": "牙\U000e0041河", "surrogate": "牙\udc80河",
    "too long": "牙" * 4001,
}  # fmt: skip
SAFE = {
    "close": "[/]", "red": "[red]牙河[/red]", "link": "[link=file:///etc/passwd]点[/link]", "style": "[bold on red]",
    "quotes": "\"牙\"'河'“”", "commas": "牙,河,,", "formula": "=cmd|' /C calc'!A0", "plus": "+1+1", "minus": "-2+3", "at": "@SUM(A1)",
    "full width formula": "＝1+1", "apostrophe": "'牙河", "two apostrophes": "''牙", "excel digits": "00123", "1E5": "1E5",
    "pipes": "牙|河||", "backticks": "```牙`河", "backslash": "牙\\|河\\", "heading": "# 牙", "rule": "－---", "quote": "> 牙",
    "html": "<script>alert(1)</script>&amp;", "braces": "{name} {0} %s %(x)s", "emphasis": "*牙* _河_ ~~村~~",
    "long": "牙" * 200, "combining": "é̂牙", "emoji": "👨🌾🏽村", "rare": "𠮷野村", "dollar": "$(id) ${HOME} ;&", "no": "null",
}  # fmt: skip


ALL = (
    ("fund", "list"), ("village", "list"), ("project", "list"), ("spending", "list"), ("spending", "show", "3"), ("log",),
    ("check",), ("report", "fund", "--explain"), ("report", "project", "--explain"), ("report", "overview", "--explain"),
)  # fmt: skip


def stored(text: str) -> str:
    """A text as it is kept: one of two apostrophes is a spreadsheet's."""
    return text.removeprefix("'") if text.startswith("''") else text


def control_free(text: str) -> None:
    found = UNSAFE.search(text)
    assert found is None, text[max(0, found.start() - 40) : found.end() + 40].encode("unicode_escape")


def chained(store: Store, name: str, *, fund: str, place: str, number: int) -> None:
    """A fund, a village, a project and an overspending, all of that name; the ids are `number`."""
    store.ok("fund", "add", fund, "--note", f"{name}\n{name}", "--raw", name)
    store.ok("village", "add", place)
    store.ok("project", "add", place, "--village", place, "--content", name * 20, "--code", f"P{number}")
    store.ok("receipt", "add", "100", "--fund", fund)
    store.ok("allocation", "add", "50", "--fund", fund, "--project", f"P{number}")
    store.ok("spending", "add", "60.25", "--fund", fund, "--project", f"P{number}", "--over", name, "--payee", name)


def comes_through(store: Store, *command: str) -> None:
    """A command in every format: no control characters, and the structure of the format holds."""
    answers = {form: store.ok(*command, "--format", form) for form in TEXTS}
    for form, answer in answers.items():
        control_free(read_back(form, answer.out.encode()) + answer.err)
    tables = json.loads(answers["json"].out)["tables"]
    as_csv = csv_tables(answers["csv"].out)
    assert len(as_csv) == len(tables)
    for table, lines in zip(tables, as_csv, strict=True):
        names = [column["name"] for column in table["columns"]]
        if "explain" in names:  # what is behind a row is for scripts, and stands last
            names = names[: names.index("explain")]
        assert {len(line) for line in lines} == {len(names)}
        assert len(lines) == 1 + len(table["rows"]) + bool(table["total"] and table["rows"])
    for lines in markdown_tables(answers["markdown"].out):
        assert len({len(line) for line in lines}) == 1


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_refused_at_the_door(file_store: Store, text: str, lang: str) -> None:
    file_store.ok("fund", "add", "甲")
    for command in (
        ("village", "add", text), ("fund", "add", text), ("project", "add", text), ("organization", "add", text),
        ("fund", "edit", "甲", "--name", text), ("receipt", "add", "5", "--fund", "甲", "--ref", text),
    ):  # fmt: skip
        answer = file_store(*command, lang=lang)
        assert (answer.code, answer.out) == (2, "")
        control_free(answer.err)
        assert 1 <= len(answer.err.splitlines()) <= 2 and len(answer.err) < 500
    for asked in (("report", "village", text), ("report", "fund", text), ("fund", "list", "--source", text)):
        answer = file_store(*asked, lang=lang)
        assert (answer.code, answer.out) in ((1, ""), (2, ""))
        control_free(answer.err)


def test_comes_through_every_format(store: Store) -> None:
    for number, text in enumerate(SAFE.values(), 1):
        place = text.replace("/", "／")  # "/" cannot stand in a village's or project's name
        chained(store, text, fund=text, place=place, number=number)
    for command in ALL:
        comes_through(store, *command)
    funds = store.ok("fund", "list", "--format", "json").rows()
    assert [row["name"] for row in funds] == [row["raw"] for row in funds] == [stored(text) for text in SAFE.values()]
    assert [row["note"] for row in funds] == [f"{stored(text)}\n{text}" for text in SAFE.values()]
    for cells in csv_tables(store.ok("fund", "list", "--format", "csv").out)[0][1:]:
        assert not cells[1].startswith(("=", "+", "-", "@", "＝", "－"))
    for number, text in enumerate(SAFE.values() if store.engine == "sqlite" else (), 1):  # the renderers know no engine
        named = stored(text)
        about = (("village", named.replace("/", "／")), ("fund", named, "--explain"), ("project", f"P{number}"))
        for report in about[number % SOME :: SOME]:
            comes_through(store, "report", *report)
        [row] = store.ok("report", "village", named.replace("/", "／"), "--format", "json").rows("funding")
        assert (row["fund"], row["spent"], flagged(row["flags"])) == (named, "60.25", f"over_spent({named})")


def test_a_code_block_ends_where_it_should(file_store: Store) -> None:
    chained(file_store, "```` x", fund="```` x", place="```` x", number=1)
    lines = file_store.ok("report", "overview", "--explain", "--format", "markdown").out.splitlines()
    assert lines.count("`````") == 2 and lines[-1] == "`````"


def test_what_another_program_wrote_is_shown_harmlessly(store: Store) -> None:
    """The door refuses these, so plain SQL brings them in."""
    written = [text for name, text in REFUSED.items() if name not in ("too long", "surrogate")]
    mark = "?" if store.engine == "sqlite" else "%s"
    for number in range(1, len(written) + 1):
        chained(store, "乙", fund=f"甲{number}", place=f"乙{number}", number=number)
    with raw(store) as connection:
        for table, more in (("fund", "note, raw"), ("village", "note, county"), ("project", "content, category")):
            one, other = more.split(", ")
            for number, text in enumerate(written, 1):
                connection.execute(
                    f"UPDATE {table} SET name = {mark}, {one} = {mark}, {other} = {mark} WHERE id = {number}",
                    (text,) * 3,
                )
    for command in ALL:
        if command[0] != "check":
            comes_through(store, *command)
    control_free(store("check").out)  # the log knows nothing of it
    assert [row["name"] for row in store.ok("fund", "list", "--format", "json").rows()] == written
    for number in range(1, len(written) + 1):
        about = (
            ("report", "village", str(number)),
            ("fund", "show", str(number)),
            ("report", "project", f"P{number}", "--explain"),
        )
        for asked in about[number % SOME :: SOME]:
            comes_through(store, *asked)
    control_free(store("report", "fund", "乙").err)
