"""Public notices: every field that they must have, the figures of `report project` to the fen, and nothing personal."""

import re
from pathlib import Path
from typing import Any

import pytest

from conftest import Store, once
from ledger.chain import dump
from render.shown import AS_TEXT
from reports.notices import CHANNEL, notices

ON = ("--from", "2017-12-20")


@pytest.fixture
@once
def kept(store: Store, tmp_path: Path) -> Store:
    return notices(store, tmp_path)


def preview(store: Store, *args: str) -> dict[str, list[dict[str, Any]]]:
    tables = store.json("notice", *args, "--dry-run")["tables"]
    return {table["name"]: table["rows"] for table in tables}


def refused(store: Store, *args: str, lang: str = "en") -> list[str]:
    """The lines of a refusal that leaves the store as it was."""
    before = dump(store)
    answer = store("notice", *args, lang=lang)
    assert (answer.code, answer.out) == (1, ""), answer
    assert dump(store) == before
    return answer.err.splitlines()


def test_what_is_set_aside(kept: Store) -> None:
    found = preview(kept, "project", "大棚", "道路", "--phase", "before", *ON)
    greenhouse, road = found["projects"]
    # 4,000 − 100 of the one fund, 1,000.50 of the other; both villages that the money is for
    assert greenhouse == {
        "project": "大棚", "place": "陇西县示例镇牙河村、武山县咀儿村", "content": "新建大棚3座", "fund": "自筹资金、专项资金",
        "source": "self、fiscal", "allocated": "4900.50", "implementer": "示例公司", "responsible_unit": "示例县总工会",
        "period": "2017-03–2017-10", "planned_start": "2017-03", "planned_end": "2017-10", "households": 12, "persons": 40,
        "target": "户均增收2000元",
    }  # fmt: skip
    # 责任人 names an organization by its alias: that is the unit
    assert (road["responsible_unit"], road["fund"], road["households"], road["persons"]) == (
        "示例镇人民政府",
        "自筹资金",
        None,
        300,
    )
    assert [(row["project"], row["fund"], row["source"], row["doc_no"], row["allocated"]) for row in found["funding"]] == [
        ("大棚", "自筹资金", "self", "示例发〔2017〕1号", "3900.00"), ("大棚", "专项资金", "fiscal", None, "1000.50"),
    ]  # fmt: skip
    assert found["notice"] == [
        {"phase": "before", "posted_from": "2017-12-20", "posted_to": "2017-12-30", "days": 10, "channel": CHANNEL}
    ]
    assert kept.json("notice", "project", "大棚", "道路", "--phase", "before", *ON, "--dry-run")["tables"][0][
        "total"
    ] == {"allocated": "7400.50"}
    # before the cut: what the notice said on that day
    assert (
        preview(kept, "project", "大棚", "--phase", "before", "--from", "2017-03-01")["projects"][0]["allocated"]
        == "5000.50"
    )


def test_what_became_of_it(kept: Store) -> None:
    [row] = preview(kept, "project", "大棚", *ON)["projects"]  # accepted: the notice after the work
    # 3,600.25 − 50.25 + 1,000.50 spent of 4,900.50
    assert [row[name] for name in ("allocated", "spent", "remaining", "worked", "accepted_on")] == [
        "4900.50", "4550.50", "350.00", "2017-03-05–2017-09-30", "2017-11-02",
    ]  # fmt: skip


@pytest.mark.parametrize("phase", ["before", "after"])
def test_its_figures_are_those_of_the_report(kept: Store, phase: str) -> None:
    for day in ("2017-11-05", "2017-12-15", "2018-03-01"):
        [shown] = preview(kept, "project", "大棚", "--phase", phase, "--from", day)["projects"]
        [report] = kept.ok("report", "project", "大棚", "--as-of", day, "--format", "json").rows("projects")
        assert {name: shown[name] for name in ("allocated", "spent", "remaining") if name in shown} == {
            name: report[name] for name in ("allocated", "spent", "remaining") if name in shown
        }


def test_all_that_is_missing_is_told_at_once_each_with_its_command(kept: Store) -> None:
    kept.ok("fund", "edit", "自筹资金", "--source", "")
    kept.ok("db", "setting", "complaint_channel", "")
    said = refused(kept, "project", "水窖", "道路", "--phase", "after", "--from", "2017-12-01")
    assert "16 things" in said[0]
    lacking = [line.partition(". Fill it in: aidtrack --db ")[0] for line in said[1:]]
    assert lacking == [
        "咀儿村/水窖 lacks: planned_start", "咀儿村/水窖 lacks: planned_end", "咀儿村/水窖 lacks: households / persons",
        "咀儿村/水窖 lacks: responsible_unit", "咀儿村/水窖 lacks: target", "咀儿村/水窖 lacks: money set aside by 2017-12-01",
        "咀儿村/水窖 lacks: actual_start", "咀儿村/水窖 lacks: actual_end", "咀儿村/水窖 lacks: spending by 2017-12-01",
        "咀儿村/水窖 lacks: acceptance by 2017-12-01", "自筹资金 lacks: source",
        "牙河村/道路 lacks: actual_start", "牙河村/道路 lacks: actual_end", "牙河村/道路 lacks: spending by 2017-12-01",
        "牙河村/道路 lacks: acceptance by 2017-12-01", "The notice lacks: channel for complaints",
    ]  # fmt: skip
    assert any(line.endswith("project edit '咀儿村/水窖' --households NUMBER --persons NUMBER") for line in said)
    assert any("step add acceptance --project" in line for line in said)
    assert any(line.endswith("fund edit '自筹资金' --source WORD") for line in said)
    chinese = refused(kept, "project", "水窖", "道路", "--phase", "after", "--from", "2017-12-01", lang="zh")
    assert any("缺「绩效目标」,请补上:aidtrack" in line for line in chinese)
    assert any("step add 验收 --project" in line for line in chinese)
    typed = [line.partition("aidtrack --db ")[2].partition(" ")[2] for line in chinese[1:]]
    assert [line for line in typed if not line or re.search("[A-Z]{2}|acceptance", line)] == []


@pytest.mark.parametrize(
    ("field", "text", "kind"),
    [
        ("content", "户主证件62112219800101888x", "identity number"),
        ("target", "611122 19800101 8888", "identity number"),
        ("implementer", "账号６２１７００２８７０００５６７８９０１", "bank card number"),
        ("content", "卡 6222 0216 0200 1234 567", "bank card number"),
        ("responsible_unit", "电话+86 139-1234-5678", "mobile number"),
        ("name", "大棚13912345678", "mobile number"),
        ("content", "为欧阳 明月新建大棚", "head of household (欧**"),
        ("target", "高山蔬菜", "head of household (高**"),  # a village that its money is for
    ],
)
def test_nothing_personal_is_posted(kept: Store, field: str, text: str, kind: str) -> None:
    kept.ok("project", "edit", "大棚", f"--{field.replace('_', '-')}", text)
    name = text if field == "name" else "大棚"
    [first, said] = refused(kept, "project", name, "--phase", "before", *ON)
    assert "1 thing is" in first
    assert f", {field}: holds" in said and kind in said and f"--{field.replace('_', '-')} TEXT" in said
    if field != "name":
        assert "明月" not in said and text not in said
    if text == "高山蔬菜":
        assert (
            preview(kept, "project", name, "--phase", "before", "--not-name", "高山", *ON)["projects"][0]["target"]
            == text
        )


def test_what_looks_like_it_and_is_not_is_posted(kept: Store) -> None:
    texts = {
        "content": "2016 2017 2018 2019年、20160418至20171026,投资13912345元",
        "target": "为石岭和高原,1.5亩 2017-09-20",
    }
    for field, text in texts.items():
        kept.ok("project", "edit", "大棚", f"--{field}", text)
    [row] = preview(kept, "project", "大棚", *ON)["projects"]
    assert [row[field] for field in texts] == [*texts.values()]
    assert CHANNEL in str(preview(kept, "project", "大棚", *ON)["notice"])  # whose mobile number is no person's secret
    [_, said] = refused(kept, "project", "大棚", "--channel", "6217002870005678901", *ON)
    assert "bank card" in said
    for format in AS_TEXT:
        shown = kept.ok("notice", "project", "大棚", "--dry-run", "--format", format, *ON).out
        assert not any(person in shown for person in ("张明", "王平", "欧阳", "高山"))


def test_a_fund_and_how_it_is_distributed(kept: Store) -> None:
    found = preview(kept, "fund", "自筹资金", *ON)
    assert found["fund"] == [
        {"fund": "自筹资金", "source": "self", "doc_no": "示例发〔2017〕1号", "year": 2017, "budget": "10000.00", "qualifier": None,
         "received": "9000.00", "allocated": "6400.00"}
    ]  # fmt: skip
    # 4,000 − 100 and 2,500
    assert [(row["project"], row["place"], row["allocated"], row["period"]) for row in found["projects"]] == [
        ("大棚", "陇西县示例镇牙河村", "3900.00", "2017-03–2017-10"),
        ("道路", "陇西县示例镇牙河村", "2500.00", "2017-05-01–2018-06"),
    ]
    [report] = kept.ok("report", "fund", "自筹资金", "--as-of", "2017-12-20", "--format", "json").rows("funds")
    assert [report[name] for name in ("received", "allocated")] == ["9000.00", "6400.00"]
    assert [line.partition(" Fill")[0] for line in refused(kept, "fund", "专项资金", "--from", "2017-02-10")[1:]] == [
        "专项资金 lacks: doc_no.", "专项资金 lacks: money set aside by 2017-02-10.",
    ]  # fmt: skip


def test_what_of_a_fund_was_carried_on_is_said(kept: Store) -> None:
    """Of 9,000.00 received 3,550.00 are spent: 5,450.00 go on; what is left there as received would be read as all that came."""
    kept.ok("fund", "carry", "自筹资金", "--to", "2018", "--name", "续资金")
    when = ("--from", "2018-01-02", "--channel", "示例县总工会")
    [old], [new] = (preview(kept, "fund", name, *when)["fund"] for name in ("自筹资金", "续资金"))
    assert [(row["received"], row["allocated"]) for row in (old, new)] == [
        ("3550.00", "3550.00"),
        ("5450.00", "2850.00"),
    ]
    for name, said in (
        ("自筹资金", "5,450.00 yuan that were received are no longer in it: they were carried on into 续资金."),
        ("续资金", "5,450.00 yuan of what is received were carried on from 自筹资金."),
    ):
        assert said in kept.ok("notice", "fund", name, *when, "--dry-run").out
    [before] = preview(kept, "fund", "自筹资金", "--from", "2017-12-31", "--channel", "示例县总工会")["fund"]
    assert before["received"] == "9000.00"
    assert "carried on" not in kept.ok("notice", "fund", "自筹资金", "--from", "2017-12-31", "--dry-run").out


def test_which_notice_is_due(kept: Store) -> None:
    assert kept.json("notice", "project", "道路", "--dry-run")["tables"][1]["rows"][0]["phase"] == "before"
    assert "大棚" in refused(kept, "project", "大棚", "道路")[0]
    kept.ok("project", "edit", "道路", "--stage", "suspended")
    assert "suspended" in refused(kept, "project", "道路")[0]
    assert kept("notice", "project", "道路", "--phase", "事前公示", "--dry-run").code == 0
    for bad in (
        ("--phase", "later"),
        ("--days", "0"),
        ("--days", "400"),
        ("--from", "2017-12"),
        ("--channel", "a\x1b"),
    ):
        assert kept("notice", "project", "道路", *bad, "--dry-run").code == 2
    assert kept("notice", "project", "没有的").code == 1


def test_what_is_not_in_one_village_alone_is_posted_all_the_same(kept: Store) -> None:
    kept.ok(
        "project", "add", "培训", "--content", "家政培训", "--implementer", "示例公司", "--planned-start", "2017-04",
        "--planned-end", "2017-12", "--persons", "80", "--target", "就业", "--responsible-unit", "示例县总工会",
    )  # fmt: skip
    kept.ok("allocation", "add", "80", "--fund", "自筹资金", "--project", "培训", "--date", "2017-04-02")
    for posted in (("project", "培训", "--phase", "before", *ON), ("fund", "自筹资金", *ON)):
        rows = {row["project"]: row for row in preview(kept, *posted)["projects"]}
        assert (rows["培训"]["place"], rows["培训"]["allocated"]) == ("not in one village alone", "80.00")
    assert "不限一村" in kept.ok("notice", "fund", "自筹资金", *ON, "--dry-run", lang="zh").out
    kept.ok("project", "edit", "培训", "--content", "高山家政培训")  # who is named may live in any village
    [_, said] = refused(kept, "project", "培训", "--phase", "before", *ON)
    assert "head of household" in said
