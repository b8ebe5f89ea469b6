"""After a command that writes one line says what it did; the record follows where it is asked for."""

import json
from pathlib import Path

import pytest

from aidtrack.cli.group import Group, Listed
from aidtrack.cli.registry import commands
from conftest import Store, call

# What is typed, one after another, and the line that comes in each language.
EVENING = [
    ("village add 牙河村 --county 陇西县", "已登记 村 1:牙河村 · 陇西县", "Recorded village 1: 牙河村 · 陇西县"),
    ("fund add 自筹资金 --source self", "已登记 资金 1:自筹资金", "Recorded fund 1: 自筹资金"),
    ("project add 大棚 --village 牙河村", "已登记 项目 1:大棚 · 牙河村", "Recorded project 1: 大棚 · 牙河村"),
    (
        "household add YC-1 --village 牙河村 --head 示例甲",
        "已登记 户 1:YC-1 · 牙河村",
        "Recorded household 1: YC-1 · 牙河村",
    ),
    (
        "receipt add 2万元 --fund 自筹资金 --date 2018-01-02",
        "已登记 到账 1:自筹资金 · 20,000.00 元",
        "Recorded receipt 1: 自筹资金 · 20,000.00 yuan",
    ),
    (
        "allocation add 15000 --fund 自筹资金 --project 大棚 --date 2018-01-03",
        "已登记 安排 2:自筹资金 · 大棚 · 15,000.00 元",
        "Recorded allocation 2: 自筹资金 · 大棚 · 15,000.00 yuan",
    ),
    (
        "spending add 12345.67 --project 大棚 --date 2018-01-04",
        "已登记 支出 3:自筹资金 · 大棚 · 12,345.67 元",
        "Recorded spending 3: 自筹资金 · 大棚 · 12,345.67 yuan",
    ),
    (
        "spending reverse 3 --amount 45.67 --reason 错 --date 2018-01-05",
        "已冲销 流水 3:记为 支出 4:自筹资金 · 大棚 · -45.67 元",
        "Took back entry 3 by spending 4: 自筹资金 · 大棚 · -45.67 yuan",
    ),
    (
        "project edit 大棚 --stage implementing --note 备",
        "已修改 项目 1:大棚 · 牙河村(阶段、备注)",
        "Changed project 1: 大棚 · 牙河村 (stage, note)",
    ),
    (
        "project advance 大棚 --date 2018-01-06",
        "已登记 项目「牙河村/大棚」的程序「提出」",
        "Recorded the step “proposal” of project “牙河村/大棚”",
    ),
    (
        "step add 验收 --project 大棚 --date 2018-02-01",
        "已登记 程序 2:验收 · 大棚 · 2018-02-01",
        "Recorded step 2: acceptance · 大棚 · 2018-02-01",
    ),
    (
        "household remove YC-1 --yes",
        "已删除 户 1:YC-1 · 牙河村",
        "Removed household 1: YC-1 · 牙河村",
    ),
    ("db setting notice_days 7", "已修改 设置 notice_days:7", "Changed the setting notice_days: 7"),
    (
        "fund carry 自筹资金 --to 2019",
        "已结转 7,700.00 元:「自筹资金」→「自筹资金(2019年结转)」",
        "Carried on 7,700.00 yuan from “自筹资金” into “自筹资金(2019年结转)”",
    ),
    (
        "batch undo 1 --yes",
        "已撤销 批次 1:冲销流水 4 笔,删除 0 条,保留 1 条(已冲销的流水仍引用它们)",
        "Took back batch 1: entries reversed: 4, nouns removed: 0, kept because reversed entries name them: 1",
    ),
]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_each_command_says_what_it_did_in_one_line(store: Store, lang: str) -> None:
    said = [store.ok(*typed.split(), lang=lang).out for typed, *_ in EVENING]
    assert said == [f"{zh if lang == 'zh' else en}\n" for _, zh, en in EVENING]


def test_the_record_follows_where_it_is_asked_for(file_store: Store, tmp_path: Path) -> None:
    show = ("village", "show")
    line, *record = file_store.ok("village", "add", "甲村", "--show").out.splitlines(keepends=True)
    assert (line, "".join(record)) == ("Recorded village 1: 甲村\n", file_store.ok(*show, "甲村").out)
    assert file_store.ok("village", "add", "乙村", "--quiet").out == ""
    edited = file_store.ok("village", "edit", "乙村", "--note", "x", "--show", "--quiet")
    assert edited.out == file_store.ok(*show, "乙村").out
    to = tmp_path / "丙村.txt"
    assert file_store.ok("village", "add", "丙村", "-o", str(to)).out == "Recorded village 3: 丙村\n"
    assert to.read_text("utf-8") == file_store.ok(*show, "丙村").out


@pytest.mark.parametrize("format", ["json", "csv", "markdown", "html"])
def test_in_a_machine_format_there_is_the_record_alone(file_store: Store, format: str) -> None:
    added = file_store.ok("village", "add", "甲村", "--format", format)
    assert "Recorded" not in added.out + added.err and "甲村" in added.out
    if format == "json":
        assert json.loads(added.out) == file_store.json("village", "show", "甲村")


def test_what_stands_beside_the_record_is_said_with_the_line_too(file_store: Store) -> None:
    """The notes of an answer that is not shown whole go where remarks go."""
    file_store.ok("fund", "add", "F", "--source", "self")
    file_store.ok("receipt", "add", "5", "--fund", "F", "--date", "2018-01-01")
    assert "batch undo 1" in file_store.ok("fund", "carry", "F", "--to", "2019").err


def test_a_dry_run_and_a_look_confirm_nothing(file_store: Store) -> None:
    file_store.ok("fund", "add", "F", "--source", "self")
    file_store.ok("receipt", "add", "5", "--fund", "F", "--date", "2018-01-01")
    assert "Carried on 5" not in file_store.ok("fund", "carry", "F", "--to", "2019", "--dry-run").out
    assert "meaning" in file_store.ok("db", "setting", "notice_days").out


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_changes_nothing_says_so_and_writes_nothing(file_store: Store, tmp_path: Path, lang: str) -> None:
    """A setting, a layout, the file of a document; nouns are in their contract."""
    layout, file = tmp_path / "l.toml", tmp_path / "a.txt"
    layout.write_text('as = "village"\n', "utf-8")
    file.write_text("x", "utf-8")
    file_store.run("document add 方案", "db setting notice_days 7", f"layout add 月报 {layout}")
    file_store.ok("document", "attach", "方案", str(file))
    before = file_store.json("log")["tables"][0]["rows"]
    for command in (
        ("db", "setting", "notice_days", "07"), ("db", "setting", "require_steps", ""), ("layout", "edit", "月报", str(layout)),
        ("layout", "add", "月报", str(layout), "--force"), ("document", "attach", "方案", str(file)),
    ):  # fmt: skip
        assert file_store.ok(*command, lang=lang).out.startswith("没有变化:" if lang == "zh" else "Nothing changed: ")
        assert file_store.ok(*command, "--quiet", lang=lang).out == ""
    assert file_store.json("log")["tables"][0]["rows"] == before


def _all(entries: dict[str, Listed], before: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for name, entry in entries.items():
        loaded = entry.load()
        found += _all(loaded.entries, (*before, name)) if isinstance(loaded, Group) else [(*before, name)]
    return found


# What only looks, or makes a file that is itself the answer; a notice is recorded, and is what is posted.
ANSWERING = {
    "report",
    "notice",
    "check",
    "log",
    "find",
    "export",
    "template",
    "completion",
    "help",
    "config",
    "handover",
}
LOOKING = {"list", "show", "info", "fetch", "draft", "former"}


@pytest.mark.parametrize("path", _all(commands()), ids=" ".join)
def test_every_command_that_writes_takes_show_and_quiet(path: tuple[str, ...]) -> None:
    help = call("--lang", "en", *path, "--help").out
    writes = path[0] not in ANSWERING and path[-1] not in LOOKING
    assert [option in help for option in ("--show ", "--quiet ")] == [writes, writes]


def test_an_import_says_what_it_brought(file_store: Store, tmp_path: Path) -> None:
    sheet = tmp_path / "村.csv"
    sheet.write_text("村名\n甲村\n乙村\n", "utf-8")
    said = file_store.ok("import", str(sheet), lang="zh")
    assert said.out.splitlines()[0] == "已导入 批次 1(村.csv):新增 2"
    assert "utf-8" in said.out and "batch undo 1" in said.out
    sheet.write_text("村名,备注\n甲村,新\n丙村,\n", "utf-8")
    machine = file_store.ok("import", str(sheet), "--mode", "upsert", "--format", "json", lang="zh")
    assert machine.json()["report"] == "import" and "batch undo 2" in machine.err
    sheet.write_text("村名,备注\n丁村,\n", "utf-8")
    quiet = file_store.ok("import", str(sheet), "--quiet")
    assert (quiet.out, quiet.err) == ("", "")
    refused = file_store("import", str(sheet), "--quiet")
    assert refused.code == 7 and "imported already" in refused.out


def test_what_a_quiet_import_should_be_told_all_the_same(file_store: Store, tmp_path: Path) -> None:
    file_store.ok("fund", "add", "F", "--source", "self")
    sheet = tmp_path / "到账.csv"
    sheet.write_text("日期,资金,金额（元）\n2018-01-01,F,5\n2018-01-01,F,5\n", "utf-8")
    assert "1 row equals one above it" in file_store.ok("import", str(sheet), "--quiet").err


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_corrects_along_says_how_to_take_it_back(file_store: Store, lang: str) -> None:
    file_store.run("fund add F", "village add 甲村", "village add 乙村", "project add 路 --village 甲村",
                  "receipt add 5 --fund F --date 2018-01-01", "allocation add 4 --fund F --project 路 --date 2018-01-01")  # fmt: skip
    corrected = ("receipt", "correct", "1", "--amount", "6", "--reason", "错", "--format", "json")
    assert "batch undo" not in file_store.ok(*corrected, "--dry-run", lang=lang).err
    assert "batch undo 1" in file_store.ok(*corrected, lang=lang).err
    moved = file_store.ok("project", "edit", "路", "--village", "乙村", "--with-entries", lang=lang)
    assert "batch undo 2" in moved.err
    for batch in ("2", "1"):
        file_store.ok("batch", "undo", batch, "--yes")
    file_store.ok("check")
