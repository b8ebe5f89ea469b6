"""A filter whose word is nowhere says so, with the near words, or with the command that lists those there are."""

import shlex

import pytest

from conftest import Store, call, once

NOBODYS = "qqqqqq"


@pytest.fixture
@once
def books(store: Store) -> Store:
    store.run(
        "village add 甲村 --county 陇西县",
        "fund add F --source self",
        "project add 路 --village 甲村 --category 道路 --implementer 示例公司",
        "receipt add 500 --fund F --date 2018-01-01 --payer 某厅",
        "allocation add 400 --fund F --project 路 --date 2018-01-02",
        "spending add 100 --project 路 --date 2018-01-03 --payee 示例建筑公司 --voucher 记-1",
    )
    return store


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_near_word_or_where_they_are_listed(books: Store, lang: str) -> None:
    near = books.ok("village", "list", "--county", "陇西", lang=lang).err
    assert "「陇西县」" in near or "“陇西县”" in near
    assert "--columns" not in near
    for command, filter, word in (
        ("village", "county", "陇西县"), ("project", "category", "道路"), ("project", "implementer", "示例公司"), ("spending", "payee", "示例建筑公司"),
        ("spending", "voucher", "记-1"), ("receipt", "payer", "某厅"), ("spending", "county", "陇西县"), ("spending", "category", "道路"),
    ):  # fmt: skip
        said = books.ok(command, "list", f"--{filter}", NOBODYS, lang=lang).err
        assert NOBODYS in said
        program, *listing = shlex.split(said[said.index("aidtrack ") :].rstrip("\n。."))
        assert program == "aidtrack" and listing[-1] == filter
        assert word in call(*listing).out, listing


def test_where_no_row_has_any_word_nothing_is_offered(books: Store) -> None:
    said = books.ok("village", "list", "--township", NOBODYS).err
    assert said == f"No village has the township “{NOBODYS}”.\n"
