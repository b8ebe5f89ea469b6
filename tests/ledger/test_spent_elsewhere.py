"""Money spent where nothing is allocated: the refusal says what the project has elsewhere before it says to allocate more."""

from pathlib import Path

import pytest

from conftest import Store, once
from ledger.chain import FUND, OTHER, PROJECT, TRAINING, VILLAGE, chain

SECOND, DAY = "乙资金", ("--date", "2017-05-01")


@pytest.fixture
@once
def given(store: Store) -> Store:
    """Of one fund a hundred yuan are allocated to a project in one village, of which ten are spent; another fund has nothing of it."""
    chain(store)
    store.ok("fund", "add", SECOND)
    for fund in (FUND, SECOND):
        store.ok("receipt", "add", "500", "--fund", fund, "--date", "2017-01-02")
    cell = ("--fund", FUND, "--project", TRAINING, "--village", VILLAGE)
    store.ok("allocation", "add", "100", *cell, "--date", "2017-01-03")
    store.ok("spending", "add", "10", *cell, *DAY)
    return store


@pytest.mark.parametrize(
    ("options", "named", "zh"),
    [
        (("--fund", SECOND, "--project", TRAINING, "--village", VILLAGE), f"“{FUND}” (90.00 yuan left)", f"资金「{FUND}」(还剩 90.00 元)"),
        (("--fund", FUND, "--project", TRAINING, "--village", OTHER), f"“{FUND}” in “{VILLAGE}”", f"资金「{FUND}」、村「{VILLAGE}」(还剩 90.00 元)"),
        (("--fund", SECOND), "No project is named", "没有写项目"),
    ],
)  # fmt: skip
def test_the_fund_the_village_or_the_project_that_is_likely_meant(
    given: Store, tmp_path: Path, options: tuple[str, ...], named: str, zh: str
) -> None:
    typed = given("spending", "add", "5", *options, *DAY)
    assert typed.code == 1 and named in typed.err and "Else allocate more first" in typed.err
    assert zh in given("spending", "add", "5", *options, *DAY, lang="zh").err
    said = dict(zip(options[::2], options[1::2], strict=True))
    sheet = tmp_path / "支出.csv"
    row = ",".join(said.get(name, "") for name in ("--fund", "--project", "--village"))
    sheet.write_text(f"日期,资金,项目,村,金额（元）\n2017-05-01,{row},5\n", "utf-8")
    answer = given("import", str(sheet), "--format", "json")
    [problem] = answer.rows("problems")
    assert answer.code == 1 and named in problem["problem"] and "column" in problem["problem"]


def test_where_something_is_allocated_or_nothing_is_anywhere_it_is_to_be_allocated(given: Store) -> None:
    for fund, project, village in ((FUND, TRAINING, VILLAGE), (FUND, PROJECT, VILLAGE)):
        said = given("spending", "add", "91", "--fund", fund, "--project", project, "--village", village, *DAY)
        assert said.code == 1 and "yuan. Allocate more first" in said.err, said
