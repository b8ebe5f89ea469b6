"""A name with two meanings is never guessed: the candidates are listed, and a word says for sure which is meant."""

from pathlib import Path

import pytest

from conftest import Store, once


def refused(store: Store, *args: str, says: tuple[str, ...]) -> None:
    for lang in ("en", "zh"):
        answer = store(*args, lang=lang)
        assert (answer.code, answer.out) == (1, ""), (args, answer)
        assert all(word in answer.err for word in says), (args, says, answer)


@pytest.fixture
@once
def coded(store: Store) -> Store:
    """A project's code is the name of another one."""
    store.ok("fund", "add", "F", "--source", "self")
    store.ok("receipt", "add", "500", "--fund", "F", "--date", "2018-01-01", "--ref", "2")
    store.ok("receipt", "add", "600", "--fund", "F", "--date", "2018-01-01", "--ref", "J-2")
    store.ok("project", "add", "大棚", "--code", "路")
    store.ok("project", "add", "路")
    store.ok("project", "add", "1")
    return store


def test_a_code_and_another_ones_name(coded: Store) -> None:
    refused(coded, "project", "show", "路", says=("大棚", "/路"))
    add = ("allocation", "add", "--fund", "F", "--date", "2018-01-02", "--allow-duplicates", "5", "--project")
    refused(coded, *add, "路", says=("大棚", "/路"))
    for word, meant in (("code:路", "大棚"), ("id:1", "大棚"), ("id:2", "路"), ("/路", "路"), ("CODE： 路", "大棚")):
        assert coded.ok(*add, word, "--format", "json").rows()[0]["project"] == meant


def test_a_name_and_another_ones_id(coded: Store) -> None:
    refused(coded, "project", "show", "1", says=("大棚", "/1"))
    assert coded.ok("project", "show", "id:3", "--format", "json").rows()[0]["name"] == "1"
    assert coded.ok("project", "show", "2", "--format", "json").rows()[0]["name"] == "路"


def test_a_number_and_another_entrys_id(coded: Store) -> None:
    for verb in (("show",), ("reverse", "--reason", "错")):
        refused(coded, "receipt", verb[0], "2", *verb[1:], says=("ref:2", "id:2", "500.00", "600.00"))
    for word, id in (("ref:2", 1), ("id:2", 2), ("id:1", 1), ("1", 1), ("J-2", 2), ("ref:J-2", 2)):
        assert coded.ok("receipt", "show", word, "--format", "json").rows()[0]["id"] == id
    for word in ("ref:1", "id:9", "code:2", "ref:"):
        refused(coded, "receipt", "show", word, says=(word,))


def test_a_number_that_is_the_id_of_its_own_entry_is_one(coded: Store) -> None:
    coded.ok("receipt", "add", "7", "--fund", "F", "--date", "2018-01-01", "--ref", "3")
    assert coded.ok("receipt", "show", "3", "--format", "json").rows()[0]["amount"] == "7.00"


def test_what_is_listed_can_be_taken(coded: Store) -> None:
    for name in ("大棚", "/路", "/1"):
        coded.ok("project", "show", name)


def test_a_sheet_names_a_code_or_a_name_and_no_id(coded: Store, tmp_path: Path) -> None:
    sheet = tmp_path / "安排.csv"
    sheet.write_text("日期,资金,项目,金额（元）\n2018-02-01,F,路,5\n", "utf-8")
    problem = coded("import", str(sheet), "--format", "json")
    assert (problem.code, [row["row"] for row in problem.rows("problems")]) == (1, [2])
    assert "大棚、/路" in problem.rows("problems")[0]["problem"]
    sheet.write_text("日期,资金,项目,金额（元）\n2018-02-01,F,code:路,5\n2018-02-01,F,1,6\n", "utf-8")
    coded.ok("import", str(sheet))
    rows = coded.ok("allocation", "list", "--format", "json").rows()
    assert [(row["project"], row["amount"]) for row in rows] == [("大棚", "5.00"), ("1", "6.00")]


def test_one_village_of_a_sheet_against_two_of_the_store(store: Store, tmp_path: Path) -> None:
    for county in ("陇西县", "武山县"):
        store.ok("village", "add", "甲村", "--county", county)
    sheet = tmp_path / "村.csv"
    sheet.write_text("村名,备注\n甲村,新\n", "utf-8")
    answer = store("import", str(sheet), "--format", "json")
    [problem] = answer.rows("problems")
    assert (answer.code, problem["row"]) == (1, 2)
    assert "陇西县/甲村、武山县/甲村" in problem["problem"]
    sheet.write_text("村名,县区,备注\n甲村,武山县,新\n", "utf-8")
    store.ok("import", str(sheet), "--mode", "upsert")
    assert [row["note"] for row in store.ok("village", "list", "--format", "json").rows()] == [None, "新"]


def test_a_village_with_and_without_its_ending_is_one(store: Store, tmp_path: Path) -> None:
    store.ok("village", "add", "石桥村", "--county", "陇西县", "--township", "首阳镇")
    refused(store, "village", "add", "石桥", says=("石桥村", "--new"))
    refused(store, "village", "add", "石桥", "--township", "首阳镇", says=("石桥村", "--new"))
    sheet = tmp_path / "村.csv"
    sheet.write_text("村名,县区\n石桥,陇西县\n", "utf-8")
    answer = store("import", str(sheet), "--format", "json")
    [problem] = answer.rows("problems")
    assert (answer.code, "首阳镇/石桥村" in problem["problem"], "石桥村" in problem["suggestion"]) == (1, True, True)
    assert "--new" in problem["suggestion"]
    [made] = store.ok("import", str(sheet), "--new", "--dry-run", "--format", "json").rows("files")
    assert (made["created"], made["rejected"]) == (1, 0)
    store.ok("village", "add", "石桥", "--township", "云田镇")  # another township: another village
    store.ok("village", "add", "石桥", "--county", "陇西县", "--township", "首阳镇", "--new")
    store.ok("village", "add", "王庄", "--county", "陇西县")
    refused(store, "village", "add", "王庄村", says=("王庄", "--new"))
    store.ok("check")


def test_a_village_is_called_no_second_time_by_its_places_before_its_name(store: Store, tmp_path: Path) -> None:
    place = ("--county", "陇西县", "--township", "首阳镇")
    store.ok("village", "add", "石桥村", *place)
    for name in ("首阳镇石桥村", "陇西县首阳镇石桥", "陇西县石桥村"):
        refused(store, "village", "add", name, says=("首阳镇/石桥村", "--new"))
        sheet = tmp_path / "村.csv"
        sheet.write_text(f"村名,县区\n{name},陇西县\n", "utf-8")
        answer = store("import", str(sheet), "--format", "json")
        [problem] = answer.rows("problems")
        assert (answer.code, problem["code"], "石桥村" in problem["suggestion"]) == (1, "likely_the_same", True), name
    store.ok("village", "add", "云田镇石桥村", "--county", "陇西县")  # nothing says that it is the other
    refused(
        store, "village", "add", "石桥村", "--county", "陇西县", "--township", "云田镇", says=("云田镇石桥村", "--new")
    )
    refused(store, "village", "edit", "云田镇石桥村", "--name", "首阳镇石桥村", says=("首阳镇/石桥村", "--new"))
    store.ok("village", "add", "首阳镇石桥村", "--county", "武山县")  # another county
    assert len(store.json("village", "list")["tables"][0]["rows"]) == 3


def test_a_village_comes_to_be_likely_another_ones_by_no_door(store: Store, tmp_path: Path) -> None:
    """A new name or another township is asked about as a new village is; what is not changed is not asked about again."""
    place = ("--county", "陇西县", "--township")
    store.ok("village", "add", "石桥村", *place, "首阳镇")
    store.ok("village", "add", "牙河村", *place, "首阳镇", "--code", "621122101201")
    store.ok("village", "add", "石桥", *place, "云田镇")
    refused(store, "village", "edit", "牙河村", "--name", "石桥", says=("首阳镇/石桥村", "village merge 2 1", "--new"))
    refused(
        store, "village", "edit", "id:3", "--township", "首阳镇", says=("首阳镇/石桥村", "village merge 3 1", "--new")
    )
    sheet = tmp_path / "村.csv"
    sheet.write_text("村名,乡镇,县区,区划代码\n石桥,首阳镇,陇西县,621122101201\n", "utf-8")
    answer = store("import", str(sheet), "--mode", "upsert", "--format", "json")
    [problem] = answer.rows("problems")
    assert (answer.code, problem["column"], "首阳镇/石桥村" in problem["problem"]) == (1, "村名", True)
    assert [row["name"] for row in store.json("village", "list")["tables"][0]["rows"]] == ["石桥村", "牙河村", "石桥"]
    told = store.ok("import", str(sheet), "--mode", "upsert", "--new", "--dry-run", "--format", "json").rows("files")
    assert told[0]["updated"] == 1
    store.ok("village", "edit", "石桥村", "--name", "石桥", "--no-alias")  # its own name is no other one's
    store.ok("village", "edit", "id:1", "--name", "石桥村", "--no-alias")
    store.ok("village", "edit", "牙河村", "--name", "石桥", "--new", "--no-alias")
    store.ok("village", "edit", "id:2", "--note", "另一个", "--township", "首阳镇")
    store.ok("check")


def test_what_matches_nothing_because_of_a_word_says_so(store: Store) -> None:
    store.ok("village", "add", "牙河村", "--county", "陇西县")
    store.ok("fund", "add", "F", "--source", "self")
    store.ok("project", "add", "牙河村危房改造", "--village", "牙河村", "--category", "危房改造")
    store.ok("receipt", "add", "5", "--fund", "F", "--date", "2018-01-01")
    store.ok("allocation", "add", "5", "--fund", "F", "--project", "牙河村危房改造", "--date", "2018-01-01")
    pay = ("spending", "add", "1", "--project", "牙河村危房改造", "--date", "2018-01-02", "--payee")
    for payee in ("示例建筑公司", "示例建筑队", "陇西某厂"):
        store.ok(*pay, payee)
    for asked, near in (
        ("village list --county 陇西", "陇西县"),
        ("project list --category 危房", "危房改造"),
        ("spending list --payee 示例建筑", "示例建筑队、示例建筑公司"),
        ("spending list --county 陇西", "陇西县"),
        ("spending list --payee 无人", ""),
        ("fund list --year 2099", ""),
    ):
        word = asked.split()[-1]
        chinese = store.ok(*asked.split(), lang="zh")
        assert f"「{word}」" in chinese.err and (f"是不是「{near}」" if near else "。") in chinese.err, chinese
        english = store.ok(*asked.split())
        assert f"“{word}”" in english.err and ("Did you mean" in english.err) == bool(near), english


@pytest.mark.parametrize(
    "asked",
    [
        "spending list --payee 某厂 --year 2017",
        "fund list --year 2018",
        "indicator list --as-of 2016",
        "village list --county 陇西县",
        "village list --depth deep",
    ],
)
def test_a_word_that_is_there_is_not_told_off(store: Store, asked: str) -> None:
    store.ok("village", "add", "牙河村", "--county", "陇西县")
    store.ok("fund", "add", "F", "--source", "self", "--year", "2018")
    store.ok("project", "add", "P")
    store.ok("receipt", "add", "5", "--fund", "F", "--date", "2018-01-01")
    store.ok("allocation", "add", "5", "--fund", "F", "--project", "P", "--date", "2018-01-01")
    store.ok("spending", "add", "1", "--project", "P", "--payee", "某厂", "--date", "2018-01-02")
    assert store.ok(*asked.split()).err == ""


def test_what_says_for_sure_is_no_name(coded: Store) -> None:
    """Whatever a project is called afterwards: who wrote `id:1` before means the same."""
    for word, meant in (("id:1", "大棚"), ("code:路", "大棚")):
        coded.ok("project", "add", word)
        assert coded.ok("project", "show", word, "--format", "json").rows()[0]["name"] == meant
        assert coded.ok("project", "show", f"/{word}", "--format", "json").rows()[0]["name"] == word


def test_villages_written_on_end(store: Store, tmp_path: Path) -> None:
    """Places before a name without a stroke are that village's own; two villages in one word are told apart by who writes them."""
    place = ("--county", "陇西县", "--township")
    store.ok("village", "add", "石桥村", *place, "首阳镇")
    store.ok("village", "add", "石桥村", *place, "云田镇")
    store.ok("village", "add", "北站村", *place, "云田镇")
    for word, id in (("首阳镇石桥村", 1), ("陇西县云田镇石桥", 2), ("陇西县北站村", 3), ("陇西县/云田镇石桥村", None)):
        answer = store("village", "show", word, "--format", "json")
        assert (answer.rows()[0]["id"] if answer.code == 0 else None) == id, word
    refused(store, "village", "show", "陇西县石桥村", says=("首阳镇/石桥村", "云田镇/石桥村"))
    refused(store, "village", "show", "武山县北站村", says=("武山县北站村",))
    both = "首阳镇石桥村、北站村"
    refused(store, "village", "show", both, says=(both, "未分村"))
    sheet = tmp_path / "项目.csv"
    sheet.write_text(f"项目名称,建设地点\n村道,首阳镇石桥村\n路灯,{both}\n", "utf-8")
    [problem] = store("import", str(sheet), "--format", "json", lang="zh").rows("problems")
    assert (problem["row"], "2 个村" in problem["suggestion"]) == (3, True)
    sheet.write_text("项目名称,建设地点\n村道,首阳镇石桥村\n", "utf-8")
    store.ok("import", str(sheet), "--create", "village")
    assert len(store.ok("village", "list", "--format", "json").rows()) == 3
    assert store.ok("project", "show", "村道", "--format", "json").rows()[0]["village"] == "石桥村"
