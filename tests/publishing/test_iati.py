"""What is published as IATI: which activities, which money, what never; and that nothing is written that would not validate."""

import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from aidtrack.nouns.category import is_sector
from aidtrack.nouns.project import PROJECT
from aidtrack.nouns.sense import is_in_order
from conftest import Store, call, examples, once
from publishing.standards import FOLDER, WITH_STANDARDS, iati_faults

EXAMPLES = Path(__file__).parents[2] / "examples"
ORG = "CN-USCI-81620000000000000X"
PUBLISHER = (f"db setting publisher_code {ORG}", "db setting office_name 示例省总工会", "db setting publisher_type ngo")
HEAD = "欧阳示例"
FILLED = "--content 建设 --stage implementing --planned-start 2016-05 --category 菌菜大棚"
BOOKS = (
    "village add 甲村 --county 陇西县 --province 甘肃省 --code 621122101201",
    "fund add 专项 --source fiscal --provider 示例财政局 --year 2017 --budget 100000 --doc-no 示字1号",
    "fund add 借 --form loan --source credit --provider 示例银行",
    f"project add 大棚 --village 甲村 {FILLED} --implementer 示例合作社",
    f"project add 圈舍 --village 甲村 {FILLED}",
    f"project add 远景 --village 甲村 {FILLED.replace('2016-05', '2019-05')} --planned-end 2020",
    "organization add 示例合作社 --code 91620000000000000X --type private_sector".replace("private_sector", "'private sector'"),
    *(f"household add H{number} --village 甲村" for number in range(1, 5)),
    "receipt add 90000 --fund 专项 --date 2017-01-05", "receipt add 50000 --fund 借 --date 2017-01-05", "interest add 10 --fund 专项 --date 2017-03-21",
    "allocation add 50000 --fund 专项 --project 大棚 --date 2017-02-01 --doc-no 示字2号",
    "allocation add 9000 --fund 专项 --project 圈舍 --date 2017-02-01",
    "disbursement add 20000 --fund 专项 --project 大棚 --date 2017-02-02 --payee 示例合作社",
    "spending add 700.05 --fund 专项 --project 大棚 --date 2017-03-01 --payee 收款的人 --voucher 记-17 --purpose 买钢架 --ref 单-1",
    "spending reverse 单-1 --amount 0.05 --reason 多付了",
    *(f"spending add {number}00 --fund 专项 --project 大棚 --date 2017-04-0{number} --household H{number}" for number in range(1, 4)),
    "spending add 1000 --fund 专项 --project 圈舍 --date 2017-05-01 --household H1", "spending add 2000 --fund 专项 --project 圈舍 --date 2017-05-01 --household H2",
    "spending add 30 --fund 专项 --project 大棚 --date 2018-06-01",
    *(f"loan add {number}000 --fund 借 --household H{number} --date 2017-06-0{number} --ref L{number}" for number in range(1, 5)),
    "repayment add 500 --loan L1 --date 2018-03-01", "writeoff add 100 --loan L1 --reason 去世 --date 2018-04-01",
    "document add 协议 --project 大棚 --kind agreement --date 2017-02 --url https://example.org/x.pdf",
    "plan add fiscal --project 大棚 --year 2017 --amount 50000",
)  # fmt: skip
MEASURED = (
    "project edit 大棚 --target 建成10座大棚",
    *(f"indicator add 大棚数 --unit 座 --project 大棚 {of}" for of in (
        "--value 4 --as-of 2017-06", "--value 6 --as-of 2017", "--value 5 --as-of 2017-11", "--value 9 --as-of 2018-05-01", "--value 10 --goal target --as-of 2018",
        "--value 7 --goal target", "--value 12 --goal target --as-of 2099", "--value 11 --as-of 2099", "--value 8 --as-of 2016 --qualifier ≥", "--value 3",
        "--value 2 --as-of 2018 --village 甲村")),
    "indicator add 成活率 --unit % --value 92.5 --as-of 2018-06 --project 大棚", "indicator add 带动户 --value 3 --as-of 2018 --household H1 --project 大棚",
    f"indicator add {HEAD}家大棚 --value 1 --as-of 2018 --project 大棚", f"indicator add 收入 --unit {HEAD} --value 1 --as-of 2018 --project 大棚",
)  # fmt: skip


@once
def books(store: Store) -> Store:
    store.run(*(line for line in BOOKS), f"household edit H4 --head {HEAD}", *PUBLISHER)
    return store


def file_of(store: Store, folder: Path, *options: str) -> Path:
    file = folder / "x.xml"
    store.ok("export", "iati", *options, "-o", str(file), "--force")
    return file


def activities(file: Path) -> dict[str, ElementTree.Element]:
    return {str(one.findtext("iati-identifier")): one for one in ElementTree.parse(file).getroot()}


def moved(activity: ElementTree.Element) -> list[tuple[str, str, str]]:
    """Type, day and amount of each transaction."""
    return [
        (one.find("transaction-type").get("code"), one.find("transaction-date").get("iso-date"), one.findtext("value"))  # type: ignore[union-attr,misc]  # the schema has them
        for one in activity.iter("transaction")
    ]


def test_projects_and_funds_are_activities(store: Store, tmp_path: Path) -> None:
    books(store)
    found = activities(file_of(store, tmp_path))
    assert [*found] == [f"{ORG}-F1", f"{ORG}-F2", f"{ORG}-P1", f"{ORG}-P2", f"{ORG}-P3"]
    project = found[f"{ORG}-P1"]
    assert moved(project) == [
        ("2", "2017-02-01", "50000.00"),
        ("4", "2017-03-01", "700.05"),
        ("4", "2017-03-01", "-0.05"),
        ("4", "2018-06-01", "30.00"),
        ("4", "2017-12-31", "600.00"),  # three households together
    ]
    assert [(one.get("ref"), one.get("type")) for one in project.iter("related-activity")] == [(f"{ORG}-F1", "1")]
    assert [(one.get("vocabulary"), one.get("code"), one.findtext("narrative")) for one in project.iter("sector")] == [
        ("1", "31120", "菌菜大棚"), ("99", "菌菜大棚", "菌菜大棚")]  # fmt: skip
    assert [one.get("secondary-reporter") for one in project.iter("reporting-org")] == [None]
    assert [one.get("iso-date") for one in project.iter("activity-date")] == ["2016-05-01"]
    implementing = [one for one in project.iter("participating-org") if one.get("role") == "4"]
    assert [(one.get("ref"), one.get("type")) for one in implementing] == [("CN-USCI-91620000000000000X", "70")]
    assert [one.findtext("value") for one in project.iter("budget")] == ["50000.00"]
    assert [one.get("url") for one in project.iter("document-link")] == ["https://example.org/x.pdf"]
    fund = found[f"{ORG}-F1"]
    assert moved(fund) == [
        ("1", "2017-01-05", "90000.00"),
        ("1", "2017-03-21", "10.00"),
        ("4", "2017-12-31", "3000.00"),  # two households of 圈舍: of no project
    ]
    assert moved(found[f"{ORG}-P2"]) == [("2", "2017-02-01", "9000.00")]
    assert fund.findtext("description/narrative") == "专项、2017年度、示字1号"
    assert moved(found[f"{ORG}-F2"]) == [("1", "2017-01-05", "50000.00"), ("3", "2017-12-31", "10000.00"), ("6", "2018-12-31", "500.00")]  # fmt: skip


def test_indicators_of_projects_are_results(store: Store, tmp_path: Path) -> None:
    """By year: the last value of each, and what was aimed at; nothing that is open, of a household, or later than what is published."""
    books(store)
    store.run(*MEASURED)
    answer = store.ok("export", "iati", "-o", str(tmp_path / "r.xml"))
    assert "indicators" in answer.err and ": 6." in answer.err
    [result] = activities(tmp_path / "r.xml")[f"{ORG}-P1"].findall("result")
    assert (result.get("type"), result.findtext("description/narrative")) == ("9", "建成10座大棚")
    aimed = ("2099-01-01", "2099-12-31", "12", None)
    assert _measured(result) == [
        ("1", "大棚数(座)", None, [("2017-01-01", "2017-12-31", "7", "6"), ("2018-01-01", "2018-12-31", "10", "9"), aimed]),
        ("1", "大棚数(座)", "甲村", [("2018-01-01", "2018-12-31", None, "2")]),
        ("2", "成活率(%)", None, [("2018-01-01", "2018-12-31", None, "92.5")]),
    ]  # fmt: skip
    found = activities(file_of(store, tmp_path, "--year", "2017"))
    assert [*found[f"{ORG}-P2"].iter("result")] == []
    [result] = found[f"{ORG}-P1"].findall("result")
    assert _measured(result) == [("1", "大棚数(座)", None, [("2017-01-01", "2017-12-31", "7", "6"), ("2018-01-01", "2018-12-31", "10", None), aimed])]  # fmt: skip


def _measured(result: ElementTree.Element) -> list[tuple[object, ...]]:
    """Of each indicator its measure, title and place, and of each period the days, the target and the actual value."""

    def at(period: ElementTree.Element, tag: str, attribute: str) -> str | None:
        found = period.find(tag)
        return None if found is None else found.get(attribute)

    parts = (("period-start", "iso-date"), ("period-end", "iso-date"), ("target", "value"), ("actual", "value"))
    return [
        (
            one.get("measure"), one.findtext("title/narrative"), one.findtext("description/narrative"),
            [tuple(at(period, *part) for part in parts) for period in one.iter("period")],
        )
        for one in result.iter("indicator")
    ]  # fmt: skip


USUAL = {"flow": "flow-type", "finance": "finance-type", "aid": "aid-type", "tied": "tied-status"}


def test_what_projects_usually_are_is_set(store: Store, tmp_path: Path) -> None:
    """As IATI has codes for it; what is lent stays a loan."""
    books(store)
    for codes in (("50", "110", "C01", "5"), ("21", "423", "B03", "3")):
        found = activities(file_of(store, tmp_path))
        of_project, of_loans = (
            tuple(found[f"{ORG}-{own}"].find(f"default-{tag}").get("code") for tag in USUAL.values())  # type: ignore[union-attr]  # the schema has them
            for own in ("P1", "F2")
        )
        assert (of_project, of_loans) == (codes, (codes[0], "421", *codes[2:]))
        store.run(
            "db setting iati_flow 21",
            "db setting iati_finance 423",
            "db setting iati_aid b03",
            "db setting iati_tied 3",
        )
    for name in USUAL:
        assert store("db", "setting", f"iati_{name}", "99").code == 2


def test_spending_or_disbursements(store: Store, tmp_path: Path) -> None:
    books(store)
    answer = store.ok("export", "iati", "-o", str(tmp_path / "a.xml"))
    assert "20,000.00" in answer.err and "100.00" in answer.err  # disbursed; written off
    assert "fewer than 3 households" in answer.err
    assert answer.out == ""
    project = activities(file_of(store, tmp_path, "--disbursements"))[f"{ORG}-P1"]
    assert moved(project) == [("2", "2017-02-01", "50000.00"), ("3", "2017-02-02", "20000.00")]


def test_some_of_it(store: Store, tmp_path: Path) -> None:
    """Of a year with all their money up to its end; of funds, of projects; and no renaming changes an identifier."""
    books(store)
    assert [*activities(file_of(store, tmp_path, "--project", "圈舍"))] == [f"{ORG}-F1", f"{ORG}-P2"]
    assert [*activities(file_of(store, tmp_path, "--fund", "借"))] == [f"{ORG}-F2"]
    assert [*activities(file_of(store, tmp_path, "--year", "2020"))][-1] == f"{ORG}-P3"
    of_2017 = activities(file_of(store, tmp_path, "--year", "2017", "--project", "大棚"))
    assert ("4", "2018-06-01", "30.00") not in moved(of_2017[f"{ORG}-P1"])
    assert len(moved(of_2017[f"{ORG}-P1"])) == 4
    assert store("export", "iati", "--year", "1999", "-o", str(tmp_path / "n.xml")).code == 1
    store.run("project edit 大棚 --name 新大棚 --code X/1", "fund edit 专项 --name 新专项")
    assert f"{ORG}-P1" in activities(file_of(store, tmp_path, "--project", "新大棚"))
    store.ok("db", "setting", "number", "621122")
    assert f"{ORG}-621122-P1" in activities(file_of(store, tmp_path))


def test_what_is_never_in_a_file(store: Store, tmp_path: Path) -> None:
    books(store)
    text = file_of(store, tmp_path).read_text("utf-8")
    for never in (HEAD, "收款的人", "记-17", "单-1", "买钢架", "多付了", "H1<", "去世", "L1"):
        assert never not in text, never
    assert "买钢架" in file_of(store, tmp_path, "--with-purpose").read_text("utf-8")
    store.ok(
        "spending",
        "add",
        "1",
        "--fund",
        "专项",
        "--project",
        "大棚",
        "--date",
        "2017-07-01",
        "--purpose",
        f"给{HEAD}家",
    )
    refused = store("export", "iati", "--with-purpose", "-o", str(tmp_path / "y.xml"))
    assert refused.code == 1 and HEAD not in refused.err and not (tmp_path / "y.xml").exists()
    [command] = re.findall(r"spending correct \d+ --purpose TEXT --reason WHY", refused.err)
    store.run(command.replace("TEXT", "给一户").replace("WHY", "去姓名"))
    # What was corrected stands no more, and its purpose stays at home.
    text = file_of(store, tmp_path, "--with-purpose").read_text("utf-8")
    assert "给一户" in text and "买钢架" in text and HEAD not in text
    assert HEAD not in file_of(store, tmp_path).read_text("utf-8")
    # Who gives or builds is a head too.
    store.run(f"fund edit 专项 --provider {HEAD}", f"project edit 大棚 --implementer {HEAD}")
    assert HEAD not in file_of(store, tmp_path).read_text("utf-8")
    store.ok("project", "edit", "大棚", "--content", f"为{HEAD}建")
    [gap] = store.ok("report", "publish", "iati", "--format", "json").rows()
    assert (gap["noun"], gap["field"]) == ("project", "content")
    assert store("export", "iati", "-o", str(tmp_path / "z.xml")).code == 1


def test_names_that_hold_that_of_a_head(store: Store, tmp_path: Path) -> None:
    """A fund's blocks the file; an organisation's is left out, unless it stands on a list; documents too."""
    books(store)
    store.run(f"project edit 大棚 --implementer {HEAD}合作社", f"fund edit 专项 --provider {HEAD}基金", f"document add 给{HEAD}的协议 --project 大棚 --url https://example.org/y.pdf")  # fmt: skip
    assert HEAD not in file_of(store, tmp_path).read_text("utf-8")
    store.run(f"organization add {HEAD}合作社 --code 91620000000000111X")
    text = file_of(store, tmp_path).read_text("utf-8")
    assert f"{HEAD}合作社" in text and f"{HEAD}基金" not in text and "y.pdf" not in text
    store.run(f"fund edit 专项 --name {HEAD}的钱")
    file = tmp_path / "gaps.xlsx"
    store.ok("report", "publish", "iati", "-o", str(file))
    rows = [*load_workbook(file).active.iter_rows(values_only=True)]  # type: ignore[union-attr]  # it has a sheet
    assert any("fund edit" in str(cell) for row in rows for cell in row)
    refused = store("export", "iati", "--partial", "-o", str(tmp_path / "n.xml"))
    assert refused.code == 1 and not (tmp_path / "n.xml").exists()
    assert [*activities(file_of(store, tmp_path, "--fund", "借"))] == [f"{ORG}-F2"]


def test_gaps_are_named_with_what_fills_them(store: Store, tmp_path: Path) -> None:
    """Each field, once; nothing is written over before, and --partial leaves out what waits."""
    store.run("village add 甲村", "fund add F --year 2017", f"project add 全 --village 甲村 {FILLED}", "project add 缺 --village 甲村",
              "project add 类 --village 甲村 --content 修路 --stage implementing --actual-start 2099-01-01 --actual-end 2099-02 --category 捡来的",
              "receipt add 10 --fund F --date 2017-01-01")  # fmt: skip
    file = tmp_path / "x.xml"
    file.write_text("old", "utf-8")
    gaps = {
        (row["noun"], row["name"], row["field"])
        for row in store.ok("report", "publish", "iati", "--format", "json").rows()
    }
    assert gaps == {
        ("setting", "publisher_code", "value"), ("setting", "office_name", "value"), ("setting", "publisher_type", "value"),
        ("project", "缺", "content"), ("project", "缺", "stage"), ("project", "缺", "planned_start"), ("project", "缺", "category"),
        ("project", "类", "actual_start"), ("project", "类", "actual_end"), ("category", "捡来的", "sector"),
    }  # fmt: skip
    for options in ([], ["--partial"]):
        answer = store("export", "iati", "-o", str(file), "--force", *options)
        assert (answer.code, file.read_text("utf-8")) == (1, "old")
    store.run(*PUBLISHER)
    assert store("export", "iati", "-o", str(file), "--force").code == 1
    assert "2 projects" in store.ok("export", "iati", "-o", str(file), "--force", "--partial").err
    assert [*activities(file)] == [f"{ORG}-F1", f"{ORG}-P1"]
    assert store("export", "iati", "-o", str(file), "--force", "--partial", "--project", "缺").code == 1


@pytest.mark.parametrize(
    "typed", ["iati village", "iati", "iati --format csv -o x.xml", "village --partial", "iati --year 16 -o x.xml"]
)
def test_typed_wrongly(file_store: Store, typed: str) -> None:
    assert file_store("export", *typed.split()).code == 2


def test_an_unknown_standard(file_store: Store) -> None:
    answer = file_store("report", "publish", "iatii")
    assert answer.code == 2 and "iati" in answer.err


@once
def illustration(store: Store) -> Store:
    store.ok("import", *(str(path) for path in sorted((EXAMPLES / "illustration").glob("*.csv"))))
    return store


SAID = {"publisher_code": ORG, "office_name": "示例省总工会", "publisher_type": "ngo"}


def filled(store: Store, standard: str, said: dict[str, str], lang: str) -> None:
    """Run every command that the report prints, with a value in its place."""
    for row in store("report", "publish", standard, "--format", "json", lang=lang).rows():
        words = shlex.split(row["command"])
        assert words[-1] == "「…」"
        refused = call(*words[1:])  # as it is printed
        assert (refused.code, "「…」" in refused.err) == (2, True), refused
        answer = call(*words[1:-1], said.get(row["name"], said.get(row["field"], "")))
        assert answer.code == 0, (row, answer)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_illustration_is_clean_once_its_commands_are_run(store: Store, tmp_path: Path, lang: str) -> None:
    illustration(store)
    rows = store.ok("report", "publish", "iati", "--format", "json").rows()
    assert [row["name"] for row in rows] == [*SAID]
    filled(store, "iati", SAID, lang)
    assert store.ok("report", "publish", "iati", "--format", "json").rows() == []
    found = activities(file_of(store, tmp_path))
    assert len(found) == 27
    spent = sum(_fen(amount) for one in found.values() for type, _, amount in moved(one) if type == "4")
    assert spent == _fen(store.json("report", "overview")["tables"][0]["total"]["spent"])


def _fen(yuan: str) -> int:
    return int(yuan.replace(".", ""))


@WITH_STANDARDS
def test_a_sector_is_of_a_group_of_the_list() -> None:
    listed = [
        str(code.text) for code in ElementTree.parse(Path(FOLDER) / "iati" / "codelists" / "Sector.xml").iter("code")
    ]
    assert all(map(is_sector, listed))
    assert {group for group in (f"{number:03}" for number in range(1000)) if is_sector(f"{group}10")} == {
        code[:3] for code in listed
    }


@WITH_STANDARDS
def test_the_illustration_validates(store: Store, tmp_path: Path) -> None:
    """Against IATI's schema, codelists and ruleset; and so does every part of it."""
    illustration(store)
    store.run(*PUBLISHER)
    for options in (
        (),
        ("--disbursements", "--with-purpose"),
        ("--year", "2017"),
        ("--project", "牙河村危房改造"),
        ("--fund", "自筹资金"),
    ):
        assert iati_faults(file_of(store, tmp_path, *options)) == [], options
        store.run(
            "db setting iati_flow 21",
            "db setting iati_finance 423",
            "db setting iati_aid B031",
            "db setting iati_tied 4",
        )


@WITH_STANDARDS
def test_the_books_validate_and_faults_are_found(store: Store, tmp_path: Path) -> None:
    books(store)
    store.run(*MEASURED)
    file = file_of(store, tmp_path)
    assert iati_faults(file) == []
    for good, bad in (
        ('code="31120"', 'code="31129"'),
        ('measure="2"', 'measure="7"'),
        ('type="1" iso-date="2016-05-01"', 'type="3" iso-date="2016-05-01"'),
        ("<title>", "<tittle>"),
    ):
        spoilt = tmp_path / "bad.xml"
        spoilt.write_text(
            file.read_text("utf-8")
            .replace(good, bad)
            .replace("</title>", "</tittle>" if bad == "<tittle>" else "</title>"),
            "utf-8",
        )
        assert iati_faults(spoilt), bad


WORDS: dict[str, st.SearchStrategy[Any]] = {
    "--content": st.sampled_from(["建设", "<&>\"'", "一\n二"]),
    "--stage": st.sampled_from(["proposed", "suspended", "closed"]),
    "--planned-start": st.sampled_from(["2016", "2017-02", "2017-02-03"]),
    "--planned-end": st.sampled_from(["2016", "2015-12", "2018"]),
    "--actual-start": st.sampled_from(["2016", "2017-05"]),
    "--actual-end": st.sampled_from(["2016-02", "2099"]),
    "--category": st.sampled_from(["菌菜大棚", "道路", "捡来的"]),
    "--implementer": st.sampled_from(["示例合作社", "A & B"]),
}


def _in_order(words: dict[str, str]) -> bool:
    options = {name: PROJECT.field(name).option for pair in PROJECT.in_order for name in pair}
    return all(is_in_order(words.get(options[first]), words.get(options[last])) for first, last in PROJECT.in_order)


@WITH_STANDARDS
@given(st.lists(st.fixed_dictionaries({}, optional=WORDS).filter(_in_order), min_size=1, max_size=4))
@settings(max_examples=examples(40), suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_what_has_no_gap_validates(
    new_store: Callable[[str], Store], tmp_path: Path, projects: list[dict[str, str]]
) -> None:
    """The pre-flight and the schema agree: what the one lets through, the other takes; what it does not is left out."""
    store = new_store("sqlite")
    store.run(*PUBLISHER, "village add 甲村", "category add 道路 --sector 21020", "fund add F --year 2017")
    for number, words in enumerate(projects):
        store.ok(
            "project", "add", f"P<{number}>", "--village", "甲村", *(word for pair in words.items() for word in pair)
        )
    gaps = store.ok("report", "publish", "iati", "--format", "json").rows()
    answer = store("export", "iati", "-o", str(tmp_path / "x.xml"), "--force", "--partial")
    if answer.code == 0:
        assert iati_faults(tmp_path / "x.xml") == []
    else:
        assert gaps
    assert (store("export", "iati", "-o", str(tmp_path / "y.xml"), "--force").code == 0) == (not gaps)
    assert bool(re.search("project|category", str(gaps))) or answer.code == 0
