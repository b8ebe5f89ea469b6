"""After a command that writes one line says what it did; the record follows where it is asked for."""

import json
from pathlib import Path

import pytest

from aidtrack.cli.command import Group, Listed
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
        "Took back batch 1: 4 entries reversed, 0 nouns removed, 1 kept because reversed entries name them",
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
    assert "aidtrack batch undo 1" in file_store.ok("fund", "carry", "F", "--to", "2019").err


def test_a_dry_run_and_a_look_confirm_nothing(file_store: Store) -> None:
    file_store.ok("fund", "add", "F", "--source", "self")
    file_store.ok("receipt", "add", "5", "--fund", "F", "--date", "2018-01-01")
    assert "Carried on 5" not in file_store.ok("fund", "carry", "F", "--to", "2019", "--dry-run").out
    assert "meaning" in file_store.ok("db", "setting", "notice_days").out


def _all(entries: dict[str, Listed], before: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for name, entry in entries.items():
        loaded = entry.load()
        found += _all(loaded.entries, (*before, name)) if isinstance(loaded, Group) else [(*before, name)]
    return found


# An import, a notice and the closing of a period answer with what they made.
WRITING = {
    "add", "edit", "remove", "reverse", "correct", "merge", "carry", "advance", "attach", "undo", "init", "setting",
    "upgrade", "backup", "restore", "reopen",
}  # fmt: skip


@pytest.mark.parametrize("path", [path for path in _all(commands()) if path[-1] in WRITING], ids=" ".join)
def test_every_command_that_writes_takes_show_and_quiet(path: tuple[str, ...]) -> None:
    help = call("--lang", "en", *path, "--help").out
    assert "--show " in help and "--quiet " in help
