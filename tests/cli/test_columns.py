"""`--columns` of every list: what is asked for, in the order asked for, where it came from too."""

from pathlib import Path

import pytest

from aidtrack.cli.group import Group
from aidtrack.cli.registry import commands
from aidtrack.ledger.kind import KINDS
from aidtrack.nouns import NOUNS
from conftest import Store, call

LISTED = [*NOUNS, *KINDS]


@pytest.fixture
def books(file_store: Store, tmp_path: Path) -> Store:
    file_store.ok("village", "add", "甲村", "--county", "陇西县", "--note", "备")
    file_store.ok("fund", "add", "F", "--source", "self")
    file_store.take(tmp_path, {"到账": "日期,资金,金额（元）\n2018-01-02,F,5\n2018-01-03,F,6\n"})
    return file_store


def heading(store: Store, *args: str, lang: str = "en") -> tuple[list[str], list[list[str]]]:
    lines = [line.split(",") for line in store.ok(*args, "--format", "csv", lang=lang).out.splitlines()]
    return lines[0], lines[1:]


def test_what_is_asked_for_in_that_order(books: Store) -> None:
    assert heading(books, "village", "list", "--columns", "county, name") == (["county", "name"], [["陇西县", "甲村"]])
    assert heading(books, "village", "list", "--columns", "备注、村名，id", lang="zh") == (
        ["备注", "村名", "id"],
        [["备", "甲村", "1"]],
    )
    [row] = books.ok("village", "list", "--columns", "exited-on,name", "--format", "json").rows()
    assert row == {"exited_on": None, "name": "甲村"}
    plain = books.ok("village", "list", "--columns", "exited_on,name").out
    assert "exited_on" in plain and "county" not in plain


def test_where_an_entry_came_from(books: Store) -> None:
    columns = ("--columns", "amount,file,sheet,line,batch")
    found = books.ok("receipt", "list", *columns, "--format", "json").rows()
    assert [tuple(row.values()) for row in found] == [
        ("5.00", "到账.csv", None, 2, 1),
        ("6.00", "到账.csv", None, 3, 1),
    ]
    shown = books.ok("receipt", "list", *columns, lang="zh").out
    assert shown.splitlines()[-1].split() == ["11.00", "合计"] and "到账.csv" in shown and "资金" not in shown
    assert books.ok("receipt", "list", "--columns", "amount", lang="zh").out.splitlines()[-1] == "合计 11.00"
    assert heading(books, "receipt", "list", *columns[:1], "金额,表", lang="zh")[1][-1] == ["11.00", "合计"]
    assert "11.00" not in books.ok("receipt", "list", "--columns", "file,行").out


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_column_that_is_not_there(books: Store, lang: str) -> None:
    for typed, near in (("amuont", "amount"), ("日其", "日期"), ("xyz", "payee" if lang == "en" else "收款人")):
        answer = books("receipt", "list", "--columns", f"id,{typed}", lang=lang)
        assert (answer.code, answer.out) == (2, "") and typed in answer.err and near in answer.err, answer
    assert books("receipt", "list", "--columns", " , ", lang=lang).code == 2


@pytest.mark.parametrize("noun", LISTED)
def test_every_list_has_it_and_the_shell_knows_its_columns(books: Store, noun: str) -> None:
    every = [one["name"] for one in books.ok(noun, "list", "--format", "json").json()["tables"][0]["columns"]]
    group = commands()[noun].load()
    assert isinstance(group, Group)
    [columns] = [one for one in group.entries["list"].load().params if "--columns" in one.opts]
    names = [item.value for item in columns.shell_complete(None, "")]  # type: ignore[arg-type]  # it looks at no context
    assert sorted(names) == sorted(every)
    one, other = names[:2]
    second = [item.value for item in columns.shell_complete(None, f"{one},{other[0]}")]  # type: ignore[arg-type]  # as above
    assert f"{one},{other}" in second and f"{one},{one}" not in second
    assert all(name.startswith(f"{one},{other[0]}") for name in second)
    assert heading(books, noun, "list", "--columns", ",".join(names))[0] == names


def test_the_help_says_it() -> None:
    assert "--columns NAMES" in call("--lang", "en", "spending", "list", "--help").out
