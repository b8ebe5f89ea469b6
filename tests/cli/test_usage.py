"""A wrong command line: exit 2, one sentence in the user's language, and what to do."""

import re
from pathlib import Path

import pytest

import aidtrack
from aidtrack.cli.placeholders import placeholder
from aidtrack.cli.registry import commands
from aidtrack.locale import use
from conftest import Store, call

WRONG = [
    (("vilage",), "village"),
    (("village", "ad"), "add"),
    (("village", "add"), "NAME"),
    (("village", "add", "V", "--conty", "x"), "--county"),
    (("village", "add", "V", "--county"), "--county"),
    (("village", "list", "too", "many"), "too many"),
    (("report", "payee", "somebody"), "--payee"),
    (("report", "village", "a", "b"), "--help"),
    (("village", "list", "--id", "5-3"), "--id"),
    (("spending", "list", "--id", "x"), "--id"),
    (("village", "list", "--format", "jsn"), "json"),
    (("village", "list", "-o", "x.doc"), ".csv"),
    (("receipt", "reverse", "1"), "--reason"),
    (("import",), "FILES"),
    (("import", "x.csv", "--unit", "吨"), "万元"),
    (("report", "village"), "NAME"),
    (("report", "fund", "--year", "x"), "x"),
    (("completion", "tcsh"), "bash"),
    (("log", "--noun", "vilage"), "village"),
    (("log", "--limit", "-1"), "--limit"),
    (("check", "--strict=yes"), "--strict"),
    (("report", "rollup", "--by", ""), "--by"),
    (("report", "rollup", "--by", " ,"), "--by"),
    (("report", "rollup", "--figures", ""), "--figures"),
    (("report", "support", "--by", ""), "--by"),
    (("report", "fund", "--by", ""), "--by"),
    (("village", "list", "--format", ""), "json"),
    (("import", "x.csv", "--mode", ""), "upsert"),
    (("import", "x.csv", "--year", ""), "--year"),
]
CHINESE = re.compile("[\u4e00-\u9fff]")


def in_chinese(word: str) -> str:
    """A placeholder as Chinese reads it, with no English left."""
    use("zh")
    said = placeholder(word)
    assert CHINESE.search(said)
    return said


@pytest.mark.parametrize(("args", "word"), WRONG)
def test_wrong_usage(file_store: Store, args: tuple[str, ...], word: str) -> None:
    english, chinese = file_store(*args, lang="en"), file_store(*args, lang="zh")
    for answer in (english, chinese):
        assert (answer.code, answer.out) == (2, ""), answer
        assert "Traceback" not in answer.err
    if word != "too many":
        assert word in english.err and (in_chinese(word) if word.isupper() else word) in chinese.err
    assert CHINESE.search(chinese.err)
    assert "--unit" in args or not CHINESE.search(english.err)


@pytest.mark.parametrize(
    ("lang", "word", "meant"),
    [
        ("zh", "预警", "alerts"),
        ("zh", "支出", "village"),
        ("en", "findings", "finding"),
        ("zh", "nosuch", ""),
        ("en", "x", ""),
    ],
)
def test_of_very_many_commands_the_nearest_are_named(file_store: Store, lang: str, word: str, meant: str) -> None:
    """Not all of the reports, each with its help: how to see these is said."""
    answer = file_store("report", word, lang=lang)
    reports = [name for name, entry in commands()["report"].load().entries.items() if f" {name} " in answer.err]  # type: ignore[attr-defined]
    assert answer.code == 2 and len(reports) <= 3 and "report --help" in answer.err
    assert not meant or meant in answer.err


@pytest.mark.parametrize(
    ("args", "line"),
    [
        (("init", "--lang", "en"), "--lang LANG init"),
        (("report", "village", "V", "--lang=en"), "--lang LANG report village"),
        (("fund", "add", "F", "--db", "x.db"), "--db PATH|URL fund add"),
    ],
)
def test_an_option_of_all_commands_is_told_where_it_stands(file_store: Store, args: tuple[str, ...], line: str) -> None:
    answer = file_store(*args, lang="en")
    assert answer.code == 2 and f" {line}." in answer.err
    assert "写在命令前面" in file_store(*args, lang="zh").err


def test_an_option_without_its_value_is_told_with_its_help(file_store: Store) -> None:
    english = file_store("report", "alerts", "--new", lang="en").err
    assert "--new DATE (" in english and "aidtrack report alerts --help" in english
    assert "--new 日期 (" in file_store("report", "alerts", "--new", lang="zh").err


def test_the_language(file_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    assert call("--lang", "xx", "village", "list").code == 2
    for name, value, word in (("AIDTRACK_LANG", "en", "There is no"), ("AIDTRACK_LANG", "zh", "没有")):
        monkeypatch.setenv(name, value)
        assert word in call("--db", file_store.db, "village", "show", "X").err
    assert "There is no" in call("--db", file_store.db, "--lang", "en", "village", "show", "X").err
    assert "There is no" in call(f"--db={file_store.db}", "--lang=en", "village", "show", "X").err


def test_the_store_of_the_environment(file_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIDTRACK_DB", file_store.db)
    assert call("village", "add", "V").code == 0
    assert len(file_store.ok("village", "list", "--format", "json").rows()) == 1
    monkeypatch.setenv("AIDTRACK_DB", file_store.db + ".no")
    assert call("village", "list").code == 4
    assert call("--db", file_store.db, "village", "list").code == 0


def test_the_version() -> None:
    answer = call("--version")
    assert (answer.code, answer.out) == (0, f"aidtrack {aidtrack.__version__}\n")


def test_who_did_it(file_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIDTRACK_USER", "张三\x1b[31m")
    file_store.ok("village", "add", "V")
    [row] = file_store.ok("log", "--format", "json").rows()
    assert row["actor"] == "张三\\x1b[31m"


def test_the_log_says_who_changed_what(store: Store) -> None:
    store.ok("village", "add", "V", "--county", "甲县")
    store.ok("village", "edit", "V", "--county", "乙县")
    store.ok("fund", "add", "F")
    rows = store.ok("log", "--format", "json").rows()
    assert [(row["action"], row["noun"]) for row in rows] == [("add", "village"), ("edit", "village"), ("add", "fund")]
    edit = str(rows[1])
    assert "甲县" in edit and "乙县" in edit
    assert [row["id"] for row in store.ok("log", "--limit", "1", "--format", "json").rows()] == [rows[-1]["id"]]
    assert len(store.ok("log", "--noun", "village", "--id", "1", "--format", "json").rows()) == 2


@pytest.mark.parametrize(
    ("args", "meant"), [(("undo",), None), (("reciept",), "receipt"), (("village", "list", "--conty", "x"), "--county")]
)
def test_a_command_is_guessed_where_it_is_near_and_not_otherwise(
    file_store: Store, args: tuple[str, ...], meant: str | None
) -> None:
    answer = file_store(*args)
    assert (answer.code, "Did you mean" in answer.err) == (2, meant is not None), answer
    assert meant is None or f"“{meant}”" in answer.err


def test_a_header_of_who_pays_is_not_guessed_to_be_the_one_who_is_paid(file_store: Store, tmp_path: Path) -> None:
    sheet = tmp_path / "支出.csv"
    sheet.write_text("日期,资金,金额（元）,拨款单位\n2018-01-01,F,5,某局\n", "utf-8")
    problems = file_store("import", str(sheet), "--format", "json").rows("problems")
    [told] = [row for row in problems if row["column"] == "拨款单位"]
    assert "收款" not in told["suggestion"] and "Did you mean" not in told["suggestion"]


REASONED = (
    "spending correct 3 --amount 1 --reason", "spending reverse 3 --reason 错 --over",
    "village merge 甲村 乙村 --reason", "village merge 甲村 乙村 --reason 重复 --over", "batch undo 1 --over",
    "db close 2017 --over", "db reopen 2017 --reason", "import {sheet} --mode correct --reason",
)  # fmt: skip


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_reason_is_never_blank(file_store: Store, tmp_path: Path, lang: str) -> None:
    """By whatever command one is given: it is what an auditor reads. Why an entry is taken back is a rule of sense (`ledger/sense.py`)."""
    sheet = tmp_path / "村.csv"
    sheet.write_text("村名\n甲村\n乙村\n", "utf-8")
    file_store.run(f"import {sheet}", "fund add F", "project add 路", "receipt add 5 --fund F --date 2018-01-01",
                  "allocation add 5 --fund F --project 路 --date 2018-01-01", "spending add 5 --project 路 --date 2018-01-01")  # fmt: skip
    before = len(file_store.ok("log", "--format", "json").rows())
    for typed in REASONED:
        words = typed.format(sheet=sheet).split()
        for blank in ("", " \u3000"):
            answer = file_store(*words, blank, lang=lang)
            assert (answer.code, answer.out) == (2, ""), (typed, answer)
            assert words[-1] in answer.err and {"zh": "请写明原因", "en": "Say why."}[lang] in answer.err, (
                typed,
                answer,
            )
    assert len(file_store.ok("log", "--format", "json").rows()) == before


@pytest.mark.parametrize(("lang", "says"), [("zh", "必填。"), ("en", "Required.")])
def test_what_has_to_be_given_is_marked_in_the_help(lang: str, says: str) -> None:
    help = call("--lang", lang, "spending", "correct", "--help").out
    assert [line.split()[0] for line in help.splitlines() if line.endswith(says)] == ["--reason"]


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("undo 1", "batch undo ID."),
        ("close 2018", "db close PERIOD."),
        ("carry F", "fund carry NAME --to YEAR."),
        ("merge 1 2", "village merge FROM INTO --reason TEXT"),
        ("frobnicate", None),
    ],
)
def test_a_verb_that_stands_alone_is_told_of_what_it_is(file_store: Store, typed: str, named: str | None) -> None:
    answer = file_store(*typed.split())
    assert (answer.code, "Say of what: " in answer.err) == (2, named is not None), answer
    assert named is None or f" {named}" in answer.err


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_typed_is_not_told_of_columns(file_store: Store, lang: str) -> None:
    """And a verb that a group has not is answered with those that it has."""
    for typed, says in (
        ("receipt add 5 --fund F --date 3月5日", "2017-09-20"), ("receipt add 5 --fund F --date 43000", "2017-09-20"),
        ("fund add G --budget 900多万元", "--raw"), ("receipt add 1E+5 --fund F", "12.5"), ("spending remove 3", "reverse"),
        ("village delete 甲村", "remove"),
    ):  # fmt: skip
        answer = file_store(*typed.split(), lang=lang)
        assert answer.code == 2 and says in answer.err, answer
        assert not any(word in answer.err for word in ("--year", "column", "该列", "」列", "一格", "sheet"))


@pytest.mark.parametrize(
    ("typed", "goes_on"),
    [
        ("village add 甲村", "village edit 1"), ("village remove 甲村 --yes", "village merge 1 INTO"),
        ("spending reverse 3 --reason 错", "spending show 3"), ("spending show 99", "spending list"),
        ("spending add 900 --project 路 --date 2018-01-01", "allocation add"),
        ("allocation add 900 --fund F --project 路 --date 2018-01-01", "receipt add"),
        ("project remove 路 --yes", "project merge 1 INTO"), ("db close 2017x", "2018-06-30"),
    ],
)  # fmt: skip
def test_a_refusal_names_the_command_that_goes_on(file_store: Store, typed: str, goes_on: str) -> None:
    file_store.run(
        "village add 甲村", "fund add F", "project add 路 --village 甲村", "receipt add 5 --fund F --date 2018-01-01",
        "allocation add 5 --fund F --project 路 --date 2018-01-01", "spending add 5 --project 路 --date 2018-01-01",
        "spending reverse 3 --reason 错",
    )  # fmt: skip
    answer = file_store(*typed.split())
    assert answer.code in (1, 2) and goes_on in answer.err, answer


TWICE = [
    ("village", "list", "--format", "csv", "--format", "json"),
    ("village", "list", "-o", "one.csv", "--output", "other.csv"),
    ("village", "add", "石桥村", "--note", "甲", "--note=乙"),
    ("report", "fund", "--year", "2017", "--year", "2018"),
    ("--lang", "zh", "--lang", "en", "village", "list"),
]


@pytest.mark.parametrize("args", TWICE)
def test_no_option_is_silently_the_last_one_given(file_store: Store, args: tuple[str, ...]) -> None:
    refused = file_store(*args)
    assert (refused.code, refused.out) == (2, "")
    assert "twice" in refused.err or "两次" in refused.err
    assert file_store.ok("village", "list", "--format", "json").rows() == []


def test_an_option_may_say_the_same_twice(file_store: Store) -> None:
    again = file_store.ok("village", "add", "石桥村", "--county", "陇西县", "--county", "陇西县", "--quiet", "--quiet")
    assert (again.out, [row["county"] for row in file_store.ok("village", "list", "--format", "json").rows()]) == (
        "",
        ["陇西县"],
    )


@pytest.mark.parametrize(
    ("lang", "word", "first"),
    [
        ("zh", "备份", "服务器"),
        ("zh", "撤销", "更正"),
        ("zh", "导入", "表格"),
        ("en", "backup", "server"),
        ("en", "Undo", "correct"),
    ],
)
def test_a_word_that_is_no_topic_names_the_pages_that_have_it(
    file_store: Store, lang: str, word: str, first: str
) -> None:
    answer = file_store("help", word, lang=lang)
    assert answer.code == 2 and f" help {first}" in answer.err
    assert file_store.ok("help", first, lang=lang).out
    nowhere = file_store("help", "zzyzx", lang=lang)
    assert nowhere.code == 2 and first in nowhere.err  # where none has it, every topic is listed


@pytest.mark.parametrize(
    ("word", "meant"), [("导入", "import"), ("支出", "spending"), ("公示", "notice"), ("上报", "handover")]
)
def test_a_command_asked_for_by_what_it_does_is_named(file_store: Store, word: str, meant: str) -> None:
    answer = file_store(word, lang="zh")
    assert answer.code == 2 and f"{meant} " in answer.err
    nothing = file_store("瞎写", lang="zh")
    assert nothing.code == 2 and "也许是" not in nothing.err
