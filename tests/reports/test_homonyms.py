"""Villages of one name are told apart wherever people read them; scripts read the name as it is stored, in its own column."""

import pytest

from conftest import Store, once

TOLD = ("陇西县/牙河村", "武山县/牙河村")


@pytest.fixture
@once
def two(store: Store) -> Store:
    """Two villages of one name with a project of one name each, and a third that shares its name with none."""
    store.ok("fund", "add", "自筹资金", "--year", "2018")
    store.ok("receipt", "add", "1000", "--fund", "自筹资金", "--date", "2018-01-02")
    for county in ("陇西县", "武山县"):
        store.ok("village", "add", "牙河村", "--county", county, "--prefecture", "甲市", "--helped-from", "2018")
        home = ("--village", f"{county}/牙河村")
        store.ok("project", "add", "道路硬化", *home)
        store.ok("step", "add", "proposal", "--project", f"{county}/牙河村/道路硬化", "--date", "2018-01-03")
        store.ok("household", "add", "1", *home)
        place = ("--fund", "自筹资金", "--project", f"{county}/牙河村/道路硬化", *home)
        store.ok("allocation", "add", "300", *place, "--date", "2018-02-01")
        store.ok("spending", "add", "100", *place, "--date", "2018-03-01", "--over", "r")
    store.ok("village", "add", "咀儿村", "--county", "武山县")
    return store


ANSWERS = [
    "report overview", "report rollup --by village", "report rollup --by project,village", "report project", "report fund 自筹资金",
    "report progress --by village", "report forecast", "report alerts", "report posting", "report step", "report support --by village",
    "report household", "allocation list", "spending list", "project list", "household list",
]  # fmt: skip


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_people_read_which_is_meant_and_scripts_the_name(two: Store, lang: str) -> None:
    for line in ANSWERS:
        words = [*line.split(), *(["--as-of", "2018-06-01"] if line.startswith("report") else [])]
        for format in ("plain", "markdown", "html", "table"):
            said = two.ok(*words, "--format", format, lang=lang).out
            missing = [told for told in TOLD if told not in said]
            assert not missing, (line, format, said)
        answer = two.json(*words)
        named = [row["village"] for table in answer["tables"] for row in table["rows"] if "village" in row]
        assert named and {*named} <= {"牙河村", "咀儿村", None}, line
        assert (
            "/牙河村" not in two.ok(*words, "--format", "csv", "--columns", "village").out
            if "rollup" not in line
            else True
        )


def test_what_has_no_village_beside_it_is_told_apart_by_its_own(two: Store) -> None:
    said = two.ok("step", "list", "--format", "plain").out
    assert all(f"{told}/道路硬化" in said for told in TOLD)
    assert {row["project"] for row in two.json("step", "list")["tables"][0]["rows"]} == {"道路硬化"}


def test_the_least_that_does_it_stands_before_the_name(two: Store) -> None:
    """Their counties' names being one, the prefectures tell them apart; where no level does by itself, all of them."""
    two.ok("village", "edit", "武山县/牙河村", "--county", "陇西县", "--prefecture", "乙市")
    said = two.ok("project", "list", "--format", "plain").out
    assert "甲市/牙河村" in said and "乙市/牙河村" in said
    two.ok("village", "add", "牙河村", "--county", "武山县", "--prefecture", "甲市", "--new")  # where it lay before
    two.ok("project", "add", "道路硬化", "--village", "武山县/牙河村")
    said = two.ok("project", "list", "--format", "plain").out
    assert all(told in said for told in ("甲市/陇西县/牙河村", " 乙市/牙河村", " 武山县/牙河村"))


def test_each_has_a_line_of_its_own_in_a_picture(two: Store) -> None:
    page = two.ok("report", "progress", "--by", "village", "--as-of", "2018-06-01", "--format", "html").out
    legend = page[page.index("<svg") :] if "<svg" in page else page
    assert all(told in legend for told in TOLD)


def test_every_table_that_names_villages_has_their_counties(two: Store) -> None:
    """For scripts, and for who asks for them: to see, to choose and to order by."""
    for line in ANSWERS:
        words = [*line.split(), *(["--as-of", "2018-06-01"] if line.startswith("report") else [])]
        for table in two.json(*words)["tables"]:
            if any(column["name"] == "village" for column in table["columns"]):
                told = {(row["village"], row["county"]) for row in table["rows"]}
                assert told <= {("牙河村", "陇西县"), ("牙河村", "武山县"), ("咀儿村", "武山县"), (None, None)}, (
                    line,
                    table,
                )
    for line in (
        "spending list",
        "project list",
        "report project",
        "report alerts --as-of 2018-06-01",
        "report fund 自筹资金",
    ):
        answer = two.json(*line.split(), "--where", "county=武山县", "--sort", "county", "--columns", "village,county")
        rows = [row for table in answer["tables"] for row in table["rows"] if "county" in row]
        assert rows and {row["county"] for row in rows} == {"武山县"}, line
