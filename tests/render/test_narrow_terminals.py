"""Every report and list on terminals of four widths: no line is wider, columns step back and are named, no table becomes paragraphs."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest

from aidtrack.ledger.kind import KINDS
from aidtrack.locale import spoken, use
from aidtrack.nouns import NOUNS
from aidtrack.render import table as on_terminals
from aidtrack.render.cells import heading, visible, worth_showing
from aidtrack.render.cells import shown as cell_of
from aidtrack.render.formats import FORMATS, Shown
from aidtrack.values.formats import Format
from aidtrack.values.report import Column, Report, Row, Table
from aidtrack.values.wrapped import fitted
from conftest import call
from pages import illustration
from render.shown import AMOUNT
from render.window import Window, cells, columns
from reports.asked import asked

WIDTHS = (60, 80, 120, 200)
NAMED = {
    "village": "牙河村", "fund": "自筹资金", "loan": "小额借款资金", "project": "牙河村危房改造", "indicator": "农民人均纯收入",
}  # fmt: skip
COMMANDS = [
    *(("report", *words) for words in asked(NAMED)),
    *((name, "list") for name in (*NOUNS, *KINDS, "batch")),
    ("village", "show", "牙河村"), ("fund", "show", "自筹资金"), ("spending", "show", "ZC2016-001"), ("log",), ("check",), ("db", "setting"),
]  # fmt: skip
ROWS = 4
RULE = re.compile("^[─-]+$")
UNBROKEN, WORD = re.compile("[!-~]+"), re.compile("[A-Za-z0-9]+")
BROKEN_DAY = re.compile(r"(?<![\w-])\d{4}-(\d\d-)?\d?(?=\s|$)", re.MULTILINE)
GONE = {
    "zh": r"未显示:(.*?)。全部列用--wide,自选列用--columns。",
    "en": r"Thescreenistoonarrowfor:(.*?)\.Allcolumns:--wide;",
}


def drawn(report: Report, width: int, encoding: str = "utf-8") -> str:
    window = Window(encoding)
    with columns(width):
        return "".join(re.sub("\x1b\\[[0-9;]*m", "", piece) for piece in on_terminals.render(report, window))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def headings(text: str) -> list[list[str]]:
    """Of each table side by side its headings; of one on two lines the first stands above the rest of it, on a line that nothing begins."""
    lines = text.splitlines()
    found = []
    for at, line in enumerate(lines):
        if RULE.match(line.strip()) and at and lines[at - 1].strip():
            above = placed(lines[at - 2]) if at > 1 and lines[at - 2].startswith(" ") else []
            words = placed(lines[at - 1])
            over = [[upper for first, last, upper in above if first < end and last > start] for start, end, _ in words]
            assert sum(map(len, over)) == len(above), text
            found.append([" ".join([*upper, word]) for upper, (_, _, word) in zip(over, words, strict=True)])
    return found


def placed(line: str) -> list[tuple[int, int, str]]:
    """The headings on a line, each with the cells where it begins and ends."""
    return [
        (cells(line[: word.start()]), cells(line[: word.end()]), word[0]) for word in re.finditer(r"\S+(?: \S+)*", line)
    ]


# That nothing was set aside, or spent, is an answer too.
MONEY = ("安排", "支出", "余额", "现金", "allocated", "spent", "remaining", "cash")


def begun(report: Report) -> Report:
    """Of each table the first rows: enough to see how it is laid out."""
    return replace(report, tables=[replace(table, rows=[*table.rows[:ROWS]], explain=()) for table in report.tables])


def tables(report: Report) -> Iterator[Report]:
    """Each table of several rows, as the only one."""
    for table in worth_showing(report):
        if not table.lines and not table.single and len(table.rows) > 1:
            yield replace(report, tables=[table], notes=(), closing=())


def telling(report: Report) -> Iterator[str]:
    """The headings of columns that hold something, and not the same word that stands above the table in every row."""
    [table] = report.tables
    above = heading(report)
    for column in visible(table):
        held = {cell_of(table, column, row) for row in table.rows}
        repeated = column.kind == "text" and len(held) == 1 and all(word in above for word in held)
        if not repeated and held - {spoken(column.blank), ""}:
            yield squeezed(spoken(column.label))


def apart(table: Table, labels: Iterable[str]) -> int:
    """How many rows the words under these headings tell apart."""
    words = [column for column in visible(table) if column.kind in ("text", "date", "id")]
    shown = [column for column in words if squeezed(spoken(column.label)) in {*map(squeezed, labels)}]
    return len({tuple(cell_of(table, column, row) for column in shown) for row in table.rows})


def broken(table: Table, labels: Iterable[str], shown: str, longest: int) -> set[str]:
    """The words of cells under these headings that are nowhere whole, though no column need be too narrow for them."""
    under = {*map(squeezed, labels)}
    columns = [column for column in visible(table) if squeezed(spoken(column.label)) in under]
    texts = [cell_of(table, column, row) for row in table.rows for column in columns]
    whole = {piece for text in texts for piece in UNBROKEN.findall(text) if len(piece) <= longest}
    return {word for piece in whole for word in WORD.findall(piece)} - {*WORD.findall(shown)}


def sought(table: Table) -> set[str]:
    """The headings of the first two columns that the table says people look for."""
    labels = {column.name: squeezed(spoken(column.label)) for column in visible(table)}
    return {labels[name] for name in [name for name in table.stays if name in labels][:2]}


def looked_at(report: Report, lang: str) -> None:
    use(lang)
    for width in WIDTHS:
        text = drawn(report, width)
        assert [line for line in text.splitlines() if cells(line.rstrip()) > width] == [], (report.report, width)
        for alone in tables(report):
            labels = [spoken(column.label) for column in visible(alone.tables[0])]
            shown = drawn(alone, width) if len(report.tables) > 1 else text
            found = headings(shown)
            if width >= 80:
                assert found, (width, shown)
                assert BROKEN_DAY.search(shown) is None, (width, shown)
                village, county = ("村", "县区") if lang == "zh" else ("village", "county")
                if labels[0] == village and county in labels and village in found[0]:
                    assert county in found[0], (width, shown)
            if found:
                told = re.search(GONE[lang], squeezed(shown))
                hidden = re.split("[、,]", told[1]) if told else []
                assert sorted([*map(squeezed, found[0]), *hidden]) == sorted(map(squeezed, labels)), (width, shown)
                tells = {*telling(alone), *MONEY}
                flags, county = ("提示", "县区") if lang == "zh" else ("flags", "county")
                few, most = apart(alone.tables[0], found[0]), apart(alone.tables[0], labels)
                assert few == most, (width, shown)
                of_money = {"安排", "支出"} <= {*labels} or {"allocated", "spent"} <= {*labels}
                assert not (of_money and flags in hidden and flags in tells), (width, shown)
                needed = apart(alone.tables[0], {*found[0]} - {county}) < most
                assert needed or not (flags in hidden and flags in tells and county in found[0][1:]), (width, shown)
                assert not re.search("^(合计|Total)$", shown, re.MULTILINE), (width, shown)
                assert not tells.intersection(hidden) or {*map(squeezed, found[0][1:])} <= tells, (width, shown)
                assert broken(alone.tables[0], found[0], shown, width // 3) == set(), (width, shown)
                assert width < 80 or not sought(alone.tables[0]) & tells & {*hidden}, (width, shown)
            if width == WIDTHS[0]:
                assert headings(drawn(replace(alone, wide=True), width)) == [labels]


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_answer_has_room(words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def look(report: Report, stream: object) -> str:
        for lang in GONE:
            looked_at(begun(report), lang)
        seen.append(report)
        return ""

    monkeypatch.setitem(FORMATS, "looked", Shown(Format("looked"), lambda: look))
    answer = call("--db", str(illustration()), *words, "--format", "looked")
    assert answer.code in (0, 1) and len(seen) == 1, answer


def test_a_file_and_a_pipe_hold_every_column(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    piped = call("--db", str(illustration()), "--lang", "zh", "report", "fund", "--format", "table").out
    assert "在借余额" in piped and "--wide" not in piped
    assert "2,241,900.00" in piped


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    "words",
    [
        "overview",
        "project",
        "village 牙河村",
        "fund 自筹资金",
        "rollup --by county,category",
        "rollup --by project,fund",
    ],
)
def test_what_is_to_be_seen_to_is_seen_on_sixty_cells(words: str, lang: str) -> None:
    from contextlib import redirect_stdout

    from aidtrack.cli.main import main

    window = Window()
    with columns(WIDTHS[0]), redirect_stdout(window):
        assert main(["--db", str(illustration()), "--lang", lang, "report", *words.split()]) == 0
    of_money = [one for one in headings(window.text) if one[-1] in ("提示", "flags") or {"支出", "spent"} & {*one}]
    assert of_money and all(one[-1] == ("提示" if lang == "zh" else "flags") for one in of_money), window.text
    assert re.search(r"(?s)灾.*情", window.text)


def test_a_word_is_folded_before_its_bracket() -> None:
    assert fitted("overspent(灾情追加)", 10) == ["overspent", "(灾情追加)"]
    assert fitted("超支(灾情追加)", 9) == ["超支(灾情", "追加)"]
    assert fitted("f(x) ((乙)", 8) == ["f(x)", "((乙)"]
    assert fitted("示例工发〔2018〕2号", 12) == ["示例工发", "〔2018〕2号"]


def test_a_sign_has_room_before_long_texts_have_more() -> None:
    names = ("village", "amount", "person", "before", "after")
    columns = [Column(name, name, "money" if name == "amount" else "text") for name in names]
    row: Row = dict(zip(names, ("示例一村", 1_234_567_89, "示例干部乙", "前" * 30, "后" * 30), strict=True))
    table = Table("changes", "变更", columns, [row, {**row, "person": "示例干部丙"}])
    text = drawn(Report("changes", "变更", [table]), 80)
    assert "示例干部乙" in text and "示例干部丙" in text, text


def test_one_row_is_lines_and_hides_nothing() -> None:
    window = Window()
    from contextlib import redirect_stdout

    with columns(80), redirect_stdout(window):
        assert call_here("report", "fund", "小额借款资金") == 0
    lines = [line.split() for line in window.text.splitlines()]
    for label in ("计划数", "到账", "在借余额", "现金"):
        assert [line for line in lines if line[:1] == [label]], window.text
    assert "--wide" not in window.text


def call_here(*words: str) -> int:
    from aidtrack.cli.main import main

    return main(["--db", str(illustration()), "--lang", "zh", *words])


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_signs_of_two_widths_are_measured_for_the_console(encoding: str) -> None:
    seen = []

    def look(report: Report, stream: object) -> str:
        use("zh")
        seen.append(drawn(report, 100, encoding))
        return ""

    patch = pytest.MonkeyPatch()
    with patch.context() as context:
        context.setitem(FORMATS, "looked", Shown(Format("looked"), lambda: look))
        for words in (("report", "alerts"), ("report", "fund"), ("report", "village", "牙河村"), ("find", "牙河村")):
            assert call("--db", str(illustration()), *words, "--format", "looked").code == 0
    text = "".join(seen)
    text.encode(encoding)
    assert "·" in text and "≥" not in text.replace("≥ ", "")
    doubles = encoding == "gbk"
    lines = text.splitlines()
    assert [line for line in lines if cells(line.rstrip(), doubles=doubles) > 100] == []
    # A column of amounts on the right ends where it ends, whatever stands before it.
    ends = {
        cells(line[: found.end()], doubles=doubles)
        for line in lines[: len(seen[0].splitlines())]
        if "·" in line and (found := AMOUNT.search(line))
    }
    assert len(ends) == 1
