"""IATI files of others are read as sheets are: what they say of money is booked whole, what has no place is counted, nothing reaches out."""

import re
import shlex
from collections import Counter, defaultdict
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import Answer, Store, call, examples
from publishing.standards import FOLDER, WITH_STANDARDS

DAY = "2017-03-01"
WHO = '<reporting-org ref="XM-1" type="40"><narrative>Bank</narrative><narrative xml:lang="zh">示例银行</narrative></reporting-org>'


def transaction(type: str, amount: str, day: str = DAY, more: str = "", currency: str = "") -> str:
    money = f' currency="{currency}"' if currency else ""
    return f"""<transaction ref=""><transaction-type code="{type}"/><transaction-date iso-date="{day}"/>
        <value{money} value-date="{day}">{amount}</value>{more}</transaction>"""


def activity(identifier: str, *parts: str, title: str = "", who: str = WHO, currency: str = "CNY") -> str:
    return f"""<iati-activity default-currency="{currency}"><iati-identifier>{identifier}</iati-identifier>{who}
        <title><narrative>{title or identifier}</narrative></title>{"".join(parts)}</iati-activity>"""


def whole(*activities: str, version: str = "2.03") -> str:
    return f"<?xml version='1.0'?>\n<iati-activities version=\"{version}\">{''.join(activities)}</iati-activities>"


def read(store: Store, folder: Path, text: str, *options: str) -> Answer:
    (folder / "x.xml").write_text(text, "utf-8")
    return store("import", str(folder / "x.xml"), *options)


def listed(store: Store, noun: str) -> list[dict[str, Any]]:
    """All that is stored of it, in its order."""
    rows: list[dict[str, Any]] = store.ok("export", noun, "--format", "json").rows()
    return rows


STATUS = '<activity-status code="4"/>'
WATER = activity(
    "XM-1-A",
    "<description><narrative>打井\n两口</narrative></description><description><narrative>more</narrative></description>",
    '<participating-org role="4" ref="X-2" type="71"><narrative>示例水务公司</narrative></participating-org>', STATUS,
    *(f'<activity-date type="{type}" iso-date="2017-0{type}-01"/>' for type in "1234"),
    '<sector vocabulary="99" code="WC" percentage="60"/><sector code="14031" percentage="40"><narrative>供水</narrative></sector>',
    '<location/><location/><contact-info><person-name><narrative>某人</narrative></person-name></contact-info>',
    transaction("1", "1000", more="<provider-org><narrative>示例财政局</narrative></provider-org>"),
    transaction("2", "800.005"), transaction("2", "-100"), transaction("3", "500", more="<receiver-org><narrative>示例水务公司</narrative></receiver-org>"),
    transaction("4", "900", more="<description><narrative>打井</narrative></description>"), transaction("4", "0"), transaction("4", "7", "2018-01-01"),
    transaction("5", "3"), transaction("11", "4"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("sectors", "category", "sector"),
    [
        ('<sector code="16010"/>', "DAC 16010", "16010"),
        ('<sector code="16010" percentage="50"/><sector code="16010" percentage="50"><narrative>养老</narrative></sector>', "养老", "16010"),
        ('<sector code="16010"><narrative>大病补贴</narrative></sector>', "大病补贴", None),
        ('<sector code="16010"><narrative>养老</narrative></sector><sector vocabulary="99" code="养老"><narrative>养老</narrative></sector>', "养老", "16010"),
    ],
)  # fmt: skip
def test_a_sector_is_called_as_its_file_says(
    file_store: Store, tmp_path: Path, sectors: str, category: str, sector: str | None
) -> None:
    """By no word of ours for a part of it: what the file says, else the digits."""
    answer = read(file_store, tmp_path, whole(activity("XM-1-A", sectors)))
    assert answer.code == 0 and answer.err.count("is new in") == (sector is not None), answer
    assert [one["category"] for one in listed(file_store, "project")] == [category]
    assert [one["sector"] for one in listed(file_store, "category") if one["name"] == category] == (
        [sector] if sector else []
    )
    assert ("sector" in answer.err) == ("percentage" in sectors)


def test_activities_become_projects_funds_and_entries(store: Store, tmp_path: Path) -> None:
    answer = read(store, tmp_path, whole(WATER))
    assert answer.code == 0, answer
    assert "other types were left out: 5 (1)、11 (1)" in answer.err and "of nothing were left out: 1" in answer.err
    assert "location (2)" in answer.err and "某人" not in answer.err
    [project] = store.json("project", "show", "XM-1-A")["tables"][0]["rows"]
    said = {"code": "XM-1-A", "content": "打井 两口", "implementer": "示例水务公司", "stage": "closed", "category": "供水",
            "planned_start": "2017-01-01", "actual_start": "2017-02-01", "planned_end": "2017-03-01", "actual_end": "2017-04-01", "closed_on": "2017-04-01"}  # fmt: skip
    assert {name: project[name] for name in said} == said and "location 2" in project["note"]
    [fund] = listed(store, "fund")
    assert (fund["name"], fund["provider"], fund["budget"]) == ("IATI XM-1", "示例银行", "1700.01")
    assert {one["name"]: one["type"] for one in listed(store, "organization")} == {
        "示例银行": "multilateral", "示例水务公司": "private sector", "示例财政局": None,
    }  # fmt: skip
    assert [one["sector"] for one in listed(store, "category") if one["name"] == "供水"] == ["14031"]
    entries = {(one["kind"], one["amount"]): one for one in listed(store, "entry")}
    assert [*entries] == [("receipt", "1000.00"), ("allocation", "800.01"), ("allocation", "-100.00"), ("disbursement", "500.00"), ("spending", "900.00"), ("spending", "7.00")]  # fmt: skip
    assert entries["receipt", "1000.00"]["payer"] == "示例财政局" and entries["spending", "900.00"]["purpose"] == "打井"
    over = [amount for (_, amount), one in entries.items() if one["over"] == "据公开文件"]
    assert over == ["900.00", "7.00"]  # beyond what was set aside; after the project was closed
    assert entries["allocation", "-100.00"]["reason"] == "据公开文件"
    assert entries["spending", "7.00"]["ref"] == "XM-1-A#spending-2018-01-01-7"
    assert store.json("check")["tables"][0]["rows"] is not None
    assert read(store, tmp_path, whole(WATER)).code == 7
    assert read(store, tmp_path, whole(WATER, activity("XM-1-B")), "--mode", "upsert").code == 0
    assert len(listed(store, "entry")) == 6 and len(listed(store, "project")) == 2
    store.ok("batch", "undo", "2", "--yes")
    store.ok("batch", "undo", "1", "--yes")
    assert sum(Decimal(one["amount"]) for one in listed(store, "entry")) == 0


def test_a_field_is_called_as_people_call_it(file_store: Store, tmp_path: Path) -> None:
    """What has no header of its own is named by the word for it beside ours, in the language of the run."""
    (tmp_path / "x.xml").write_text(whole(WATER.replace('iso-date="2017-01-01"', 'iso-date="2017-01-91"')), "utf-8")
    for lang, called in (("zh", "planned_start(计划开工)"), ("en", "planned_start “2017-01-91”")):
        refused = file_store("import", str(tmp_path / "x.xml"), lang=lang)
        assert refused.code == 1 and called in refused.out + refused.err, refused


def test_currencies(store: Store, tmp_path: Path) -> None:
    file = whole(
        activity(
            "A",
            transaction("3", "10.01"),
            transaction("3", "2", currency="EUR"),
            transaction("3", "5", currency="CNY"),
            currency="usd",
        )
    )
    refused = read(store, tmp_path, file)
    assert (
        refused.code == 1
        and "EUR、USD" in refused.out + refused.err
        and "--rate EUR=7.1 --rate USD=7.1" in refused.out + refused.err
    )
    assert (
        read(store, tmp_path, file, "--rate", "USD=6.915", "--rate", "eur=8", "--dry-run").code == 0
        and listed(store, "entry") == []
    )
    assert read(store, tmp_path, file, "--rate", "USD=6.915", "--rate", "eur=8").code == 0
    entries = {one["amount"]: one["note"] for one in listed(store, "entry")}
    assert entries == {"69.22": "USD 10.01 × 6.915", "16.00": "EUR 2 × 8", "5.00": None}
    for rate in ("USD", "USD=0", "US=7", "USD=-1", "USD=1e9"):
        assert store("import", str(tmp_path / "x.xml"), "--rate", rate).code == 2


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
REFUSED = {
    "a document type": f"<?xml version='1.0'?>{BOMB}{whole(activity('&b;')).partition('?>')[2]}",
    "it far down": f"<?xml version='1.0'?><!--{'x' * 9000}-->{BOMB}{whole(activity('&b;')).partition('?>')[2]}",
    "a file of the computer": f"<?xml version='1.0'?><!DOCTYPE x SYSTEM 'file:///etc/hostname'>{whole().partition('?>')[2]}",
    "an entity nobody declared": whole(activity("&nbsp;")),
    "no end": whole(activity("A", transaction("3", "1")))[:-5],
    "no XML": "<a", "other XML": "<html/>", "a version that is gone": whole(activity("A"), version="1.05"),
    "nothing in it": whole(), "no currency": whole(activity("A", transaction("3", "1"), currency="")),
    "no amount": whole(activity("A", transaction("3", "1,000"))), "an infinite one": whole(activity("A", transaction("3", "1e99"))),
    "nobody": whole(activity("A", who="")), "no identifier": whole(activity("")),
    "deeper than is read": whole(activity("A", "<a>" * 60 + "</a>" * 60)),
    "a day that is none": whole(activity("A", transaction("3", "1", "2017-02-30"))),
    "an unknown encoding": whole(activity("A")).replace("'1.0'", "'1.0' encoding='x-none'"),
    "one identifier twice": whole(activity("A", title="B"), activity("A", title="C")),
}  # fmt: skip


SAID = {"a document type": "declares a document type", "it far down": "declares a document type", "one identifier twice": "in line 2 too",
        "a file of the computer": "declares a document type", "deeper than is read": "holds more in one element"}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused(file_store: Store, tmp_path: Path, name: str) -> None:
    answer = read(file_store, tmp_path, REFUSED[name])
    assert answer.code == 1 and "Traceback" not in answer.err and "x.xml" in answer.out, answer
    assert SAID.get(name, "") in answer.out, answer
    assert listed(file_store, "project") == []
    assert file_store("import", "-", stdin=REFUSED[name].encode()).code == 1


def test_where_a_transaction_stands(store: Store, tmp_path: Path) -> None:
    """`list`, `show` and `batch` name the line on which it begins; of a file whose lines hold several, its place among them."""
    text = whole(
        "\n",
        activity("A", STATUS, "\n", transaction("2", "9"), "\n", transaction("4", "5")),
        activity("B", "\n", transaction("2", "7")),
    )
    lines = [at for at, line in enumerate(text.splitlines(), 1) if "<transaction " in line]
    assert read(store, tmp_path, text).code == 0
    rows = [row for kind in ("allocation", "spending") for row in store.json(kind, "list")["tables"][0]["rows"]]
    assert sorted((row["line"], row["file"]) for row in rows) == [(line, "x.xml") for line in lines]
    [shown] = store.json("spending", "show", str(rows[-1]["id"]))["tables"][0]["rows"]
    assert (shown["file"], shown["line"], shown["ref"]) == ("x.xml", lines[1], "A#spending-2017-03-01-5")
    second = next(at for at, line in enumerate(text.splitlines(), 1) if ">B<" in line)
    assert f"x.xml line {second}" in read(store, tmp_path, text.replace(">7<", ">7,0<")).out
    flat = re.sub(r">\s+<", "><", text)
    for one, other in (("A", "C"), (">B", ">D"), ("XM-1", "XM-2"), ("示例银行", "另一银行")):
        flat = flat.replace(one, other)
    assert read(store, tmp_path, flat, "--allow-duplicates").code == 0
    assert [row["line"] for row in store.json("spending", "list")["tables"][0]["rows"]] == [lines[1], 3]


def test_what_is_odd_and_valid(file_store: Store, tmp_path: Path) -> None:
    """Languages said further out, decimals without a digit before the point, no type, no amount, one reference thrice, other lists."""
    three = "".join(transaction("3", amount).replace('ref=""', 'ref="R"') for amount in ("5", "5", "6"))
    odd = f"""<iati-activity xml:lang="zh-CN" default-currency="CNY" humanitarian="1"><iati-identifier> A-1
        </iati-identifier>{WHO}<title><narrative xml:lang="en">Road</narrative><narrative>道路</narrative></title>
        <humanitarian-scope type="1" vocabulary="1-2" code="EQ"/><sector vocabulary="98" code="31130" percentage="50.5"/>{three}
        {transaction("", "1")}<transaction><transaction-type code="3"/></transaction>
        <transaction humanitarian="1"><transaction-type code="2"/><value value-date="{DAY}"> .5
        </value></transaction><transaction><transaction-type code="2"/><value>3</value></transaction></iati-activity>"""
    answer = read(file_store, tmp_path, whole(odd))
    assert answer.code == 0, answer
    for said in (
        "other types were left out: — (1).",
        "without an amount were left out: 1.",
        "without a date were left out: 1.",
    ):
        assert said in answer.err, answer.err
    [project] = listed(file_store, "project")
    assert (project["name"], project["code"], project["category"]) == ("道路", "A-1", None)
    entries = [(one["kind"], one["amount"]) for one in listed(file_store, "entry")]
    assert entries == [
        ("disbursement", "5.00"),
        ("disbursement", "5.00"),
        ("disbursement", "6.00"),
        ("allocation", "0.50"),
    ]
    assert read(file_store, tmp_path, whole(odd)).code == 7


def test_titles_that_say_too_little(file_store: Store, tmp_path: Path) -> None:
    """Two of one title, one of a word that means something else, one too long, with signs that are no writing; and more than one who reports."""
    alone = '<participating-org role="1"><narrative>注: 只有名称</narrative></participating-org>'
    other = '<reporting-org ref="XM-2"><narrative>合计</narrative></reporting-org>'
    total = "<description><narrative>Total</narrative></description>"
    file = whole(
        activity("A", title="Water"), activity("B", title="water"), activity("C", title="合计"), activity("D", title="长" * 500),
        activity("E", transaction("2", "1", more=total), title="a\u200eb\n c", who=other), activity("F", transaction("2", "2"), alone, title="'quoted'"),
        activity("G", title="全县合计"),
    )  # fmt: skip
    answer = file_store("import", "-", stdin=file.encode("utf-16"))
    assert answer.code == 0, answer
    assert [one["name"] for one in listed(file_store, "project")] == [
        "Water (A)", "water (B)", "C", "长" * 120, "ab c", "'quoted'", "全县合计",
    ]  # fmt: skip
    assert "注: 只有名称" in [one["name"] for one in listed(file_store, "organization")] and "skipped" not in answer.err
    assert {one["name"]: one["budget"] for one in listed(file_store, "fund")} == {
        "IATI XM-1": "2.00",
        "IATI XM-2": "1.00",
    }


def test_several_files_of_one_organisation(store: Store, tmp_path: Path) -> None:
    """What they name stands in one row, and their commitments are one budget; a newer file brings what is new."""
    first = activity(
        "A", '<sector code="14031"><narrative>供水</narrative></sector>', transaction("2", "500"), title="井"
    )
    second = activity(
        "B",
        '<sector code="14031"><narrative>供水</narrative></sector>',
        transaction("2", "300"),
        transaction("4", "300"),
        title="井",
    )
    for name, one in (("a", first), ("b", second)):
        (tmp_path / f"{name}.xml").write_text(whole(one), "utf-8")
    store.ok("import", str(tmp_path))
    assert [(one["name"], one["budget"]) for one in listed(store, "fund")] == [("IATI XM-1", "800.00")]
    assert [one["name"] for one in listed(store, "project")] == ["井", "井 (B)"]
    assert [one["name"] for one in listed(store, "organization")] == ["示例银行"]
    newer = whole(activity("A", transaction("2", "500"), transaction("2", "70", "2018-01-01"), title="井"))
    (tmp_path / "a.xml").write_text(newer, "utf-8")
    store.ok("import", str(tmp_path), "--mode", "upsert", "--again")
    assert [one["budget"] for one in listed(store, "fund")] == ["870.00"]
    assert [one["amount"] for one in listed(store, "allocation")] == ["500.00", "300.00", "70.00"]


def totals(file: Path) -> dict[str, Decimal]:
    found: dict[str, Decimal] = defaultdict(Decimal)
    for one in ElementTree.parse(file).getroot().iter("transaction"):
        type = one.find("transaction-type")
        assert type is not None
        found[str(type.get("code"))] += Decimal(str(one.findtext("value")))
    return found


@WITH_STANDARDS
@pytest.mark.parametrize("sample", ["usaid-cn", "worldbank-sv"])
def test_there_and_back(store: Store, tmp_path: Path, sample: str) -> None:
    """What others published is published again, to the fen, once what is missing is filled in."""
    file = Path(FOLDER) / "samples" / f"{sample}.xml"
    store.ok("import", str(file), "--rate", "USD=1")
    store.run(
        "db setting publisher_code CN-USCI-81620000000000000X",
        "db setting office_name 示例",
        "db setting publisher_type ngo",
    )
    said = {
        "category": "道路",
        "sector": "21020",
        "actual_end": "2025-06-01",
        "content": "-",
        "stage": "implementing",
        "planned_start": "2000",
    }
    for _ in range(3):  # what is filled in may lack something itself
        for row in store.ok("report", "publish", "iati", "--format", "json").rows():
            assert call(*shlex.split(row["command"])[1:-1], said[row["field"]]).code == 0, row
    made: dict[str, Decimal] = {}
    for options in ([], ["--disbursements"]):
        store.ok("export", "iati", *options, "-o", str(tmp_path / "out.xml"), "--force")
        made |= totals(tmp_path / "out.xml")
    there = totals(file)
    assert {type: made.get(type, 0) for type in "234"} == {type: there.get(type, 0) for type in "234"}
    assert store("check").code in (0, 1) and "chain" not in store("check").err


MOVED = st.tuples(st.sampled_from("AABC"), st.sampled_from("11222334444"), st.integers(-30, 40), st.integers(1, 4))


@given(st.lists(MOVED, min_size=1, max_size=12), st.sampled_from(["", STATUS]))
@settings(max_examples=examples(15), suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_whatever_was_published_is_booked(
    new_store: Callable[[str], Store], tmp_path: Path, moved: list[tuple[str, str, int, int]], status: str
) -> None:
    """Whatever comes in, in any order, no rule refuses it, and only what the file as a whole cannot say is left out, counted."""
    store = new_store("sqlite")
    by = {
        name: [transaction(type, str(fen / 100), f"2017-01-0{day}") for at, type, fen, day in moved if at == name]
        for name in "ABC"
    }
    answer = read(store, tmp_path, whole(*(activity(name, status, *parts) for name, parts in by.items())))
    assert answer.code == 0, answer
    kinds = {"1": "receipt", "2": "allocation", "3": "disbursement", "4": "spending"}
    wanted, found = Counter[str](), Counter[str]()
    for _, type, fen, _ in moved:
        wanted[kinds[type]] += fen
    for one in listed(store, "entry"):
        found[one["kind"]] += int(Decimal(one["amount"]) * 100)
    left = re.search(r"than the whole file says there was were left out: (\d+)", answer.err)
    differ = [kind for kind in kinds.values() if wanted[kind] != found[kind]]
    assert bool(left) == bool(differ)
    assert len(listed(store, "entry")) == sum(fen != 0 for _, _, fen, _ in moved) - int(left[1] if left else 0)
    assert all(found[kind] >= 0 for kind in kinds.values())
    assert store("check").code == 0
