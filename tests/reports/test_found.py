"""`find`: where a name, a payee, a voucher, a number or an amount occurs, each with the command that shows it."""

import shlex
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidtrack.ledger.entry import ENTRY
from aidtrack.reports.found import Sought
from conftest import Store, call, once


@pytest.fixture
@once
def books(store: Store, tmp_path: Path) -> Store:
    store.ok("village", "add", "牙河村", "--county", "陇西县", "--code", "621122101201")
    store.ok("fund", "add", "自筹资金", "--source", "self", "--doc-no", "示例财〔2018〕7号", "--budget", "5万元")
    store.ok(
        "project",
        "add",
        "牙河村大棚",
        "--village",
        "牙河村",
        "--implementer",
        "示例建筑公司",
        "--planned-cost",
        "1234.50",
    )
    store.ok("household", "add", "H-1", "--village", "牙河村", "--head", "示例张三", "--note", "示例建筑公司做工")
    store.ok("document", "add", "实施方案", "--doc-no", "示例发〔2018〕12号")
    store.take(tmp_path, {
        "到账": "日期,资金,金额（元）\n2018-01-02,自筹资金,50000\n",
        "安排": "日期,资金,项目,金额（元）\n2018-02-01,自筹资金,牙河村大棚,3000\n",
        "支出": "日期,资金,项目,金额（元）,收款人,凭证号\n2018-03-01,自筹资金,牙河村大棚,1234.5,示例建筑公司,记-17\n",
    })  # fmt: skip
    store.ok("spending", "reverse", paid(store), "--reason", "错_百%", "--date", "2018-03-02")
    return store


def paid(store: Store) -> str:
    return str(store.ok("spending", "list", "--format", "json").rows()[0]["id"])


def places(store: Store, text: str, *options: str) -> list[tuple[str, str, str]]:
    rows: list[dict[str, Any]] = store.json("find", text, *options)["tables"][0]["rows"]
    return [(row["noun"], row["field"], row["text"]) for row in rows]


def test_what_occurs_where(books: Store) -> None:
    assert places(books, "示例建筑") == [
        ("project", "implementer", "示例建筑公司"),
        ("household", "note", "示例建筑公司做工"),
        ("spending", "payee", "示例建筑公司"),
        ("spending", "payee", "示例建筑公司"),
    ]
    assert places(books, "〔2018〕") == [
        ("fund", "doc_no", "示例财〔2018〕7号"), ("document", "doc_no", "示例发〔2018〕12号"),
    ]  # fmt: skip
    assert places(books, "记-17") == [("spending", "voucher", "记-17")]
    assert places(books, "621122101201") == [("village", "code", "621122101201")]
    assert places(books, "支出.csv") == [("batch", "name", "支出.csv")]


@pytest.mark.parametrize("text", ["1234.50", "1,234.5", "1234.5元", "0.12345万元"])
def test_an_amount_is_found_however_it_is_written(books: Store, text: str) -> None:
    assert places(books, text) == [
        ("project", "planned_cost", "1,234.50"), ("spending", "amount", "1,234.50"), ("spending", "amount", "-1,234.50"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "count"), [("_", 1), ("%", 1), ("错_百%", 1), ("!", 0), ("\\", 0), ("h-1", 1), ("Ｈ－１", 1)]
)
def test_signs_stand_for_themselves_and_their_size_does_not_count(books: Store, text: str, count: int) -> None:
    assert len(places(books, text)) == count


def test_each_command_shows_it(books: Store) -> None:
    found = books.json("find", "示例")["tables"][0]["rows"] + books.json("find", "支出.csv")["tables"][0]["rows"]
    for row in found:
        program, *line = shlex.split(row["command"])
        shown = call(*line)
        assert (program, shown.code) == ("aidtrack", 0), (row, shown)
        assert row["text"] in shown.out


def test_names_of_persons_are_found_by_who_may_see_them(books: Store) -> None:
    hidden = books.ok("find", "示例张三")
    assert "示" not in hidden.out + hidden.err and "--show-personal" in hidden.out
    assert "What was looked for occurs nowhere." in hidden.out
    assert places(books, "示例张三") == []
    assert places(books, "示例张三", "--show-personal") == [("household", "head", "示例张三")]
    logged = books.json("log", "--noun", "personal")["tables"][0]["rows"]
    assert len(logged) == 1 and "find" in logged[0]["after"]


def test_nothing_found_is_said_and_no_fault(books: Store) -> None:
    assert "哪里都没有「XX-9」。" in books.ok("find", "XX-9", lang="zh").out
    assert "“XX-9” occurs nowhere." in books.ok("find", "XX-9").out
    assert books.json("find", "XX-9")["tables"][0]["rows"] == []
    assert books("find", " ").code == 2


def test_no_more_of_each_noun_than_asked_for(books: Store) -> None:
    found = [noun for noun, *_ in places(books, "示例", "--limit", "1")]
    assert found == ["fund", "project", "household", "document", "spending"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_count_is_of_all_though_few_are_listed(books: Store, lang: str) -> None:
    whole, few = (books.ok("find", "示例建筑", *options, lang=lang).out for options in ((), ("--limit", "1")))
    assert few.splitlines()[0] == whole.splitlines()[0]
    assert ("共 4 处" if lang == "zh" else "occurs 4 times") in few
    assert ("只列出其中 3 条" if lang == "zh" else "3 of them are listed") in few and "--limit" not in whole
    listed = books.ok("spending", "list", "--limit", "1", lang=lang).out
    assert ("前 1 条,共 2 条" if lang == "zh" else "the first 1 of 2") in listed


def test_what_stands_for_a_corrected_entry_is_found_by_its_number(books: Store) -> None:
    books.run(
        "allocation add 5 --fund 自筹资金 --project 牙河村大棚 --date 2018-02-02 --ref 安-1",
        "allocation correct 安-1 --amount 6 --reason 错",
        "allocation correct 安-1 --ref 安-2 --reason 号错",
    )
    [now] = [row for row in books.ok("allocation", "list", "--format", "json").rows() if row["ref"] == "安-2"]
    for number, count in (("安-1", 2), ("安-2", 1)):
        rows = books.json("find", number)["tables"][0]["rows"]
        assert len(rows) == count and rows[-1]["id"] == now["id"] and rows[-1]["text"] == number
        assert (
            books.ok("find", number, "--limit", "1").out.splitlines()[0].endswith(str(count) + " times") or count == 1
        )


def test_people_read_the_words_of_their_language(books: Store) -> None:
    line = books.ok("find", "记-17", lang="zh").out.rstrip().splitlines()[-1]
    assert line.split()[:4] == ["支出", paid(books), "凭证号", "记-17"]


@given(st.text(min_size=1), st.text(), st.text())
def test_what_holds_the_text_is_found_with_some_of_what_is_around_it(text: str, before: str, behind: str) -> None:
    piece = Sought.of(text).within(ENTRY.field("payee"), before + text + behind)
    assert piece is not None and len(piece) <= len((before + text + behind).lower()) + 2
