"""What `report project` and `report village` tell of a project beside its money: once, as of the day, also where it has none."""

from pathlib import Path

import pytest

from conftest import Store, flagged, once

SHEETS = {
    "village": "name,county\n牙河村,陇西县\n咀儿村,武山县\n",
    "fund": "name\n甲\n乙\n",
    "project": "name,village,implementer,planned_start,planned_end,actual_start,actual_end,stage,households,persons,planned_cost\n"
    "大棚,牙河村,合作社,2017-03,2017-10,2017-04-01,,implementing,12,40,\n路,牙河村,,2018-06,,,,proposed,,,70\n渠,牙河村,,,,,,,,,\n讲,,县校,2017-01,2017-02,,2017-03-01,implementing,,320,\n",
    "plan": "name,project,year,amount\nfiscal,大棚,2017,500\nfiscal,大棚,2018,100\nself,大棚,,300\n",
    "step": "name,project,date,result,percent\nproposal,大棚,2017-01-01,,\nconfirm1,大棚,2017-01-02,,\nconfirm2,大棚,2017-01-03,failed,\nconfirm2,大棚,2017-02-03,passed,\n"
    "confirm3,大棚,2018-01-03,,\nprogress,大棚,2017-06-01,,40%\nprogress,大棚,2018-02-01,,90%\n",
    "finding": "name,project,found_on,closed_on\n甲问题,大棚,2017-05-01,2018-01-31\n乙问题,大棚,2017-06-01,\n丙问题,大棚,2018-06-01,\n",
    "entry": "kind,date,fund,project,village,amount\nreceipt,2017-01-01,甲,,,900\nreceipt,2017-01-01,乙,,,900\nallocation,2017-03-01,甲,大棚,牙河村,400\n"
    "allocation,2017-03-01,乙,大棚,牙河村,200\nallocation,2017-03-02,乙,大棚,咀儿村,50\nspending,2017-05-01,甲,大棚,牙河村,90\nallocation,2017-03-01,甲,讲,牙河村,30\n",
}
OWN = ("implementer", "planned_start", "planned_end", "actual_start", "actual_end", "households", "persons", "confirmations", "findings", "done",
       "planned_cost", "planned_fiscal", "planned_self", "planned_other")  # fmt: skip
SHED = ("合作社", "2017-03", "2017-10", "2017-04-01", None, 12, 40, "2/6", 2, "40%", "900.00", "600.00", "300.00", None)


@pytest.fixture
@once
def kept(store: Store, tmp_path: Path) -> Store:
    store.take(tmp_path, SHEETS)
    return store


def test_what_a_project_states(kept: Store) -> None:
    rows = {
        row["project"]: row for row in kept.ok("report", "project", "--as-of", "2017-12-31", "--format", "json").rows()
    }
    assert tuple(rows["大棚"][name] for name in OWN) == SHED
    assert flagged(rows["大棚"]["flags"]) == "overdue" and flagged(rows["讲"]["flags"]) == "unspent"  # ended in March
    assert [rows["路"][name] for name in ("confirmations", "findings", "done", "planned_cost", "allocated")] == [
        "0/6",
        None,
        None,
        "70.00",
        None,
    ]
    later = kept.ok("report", "project", "大棚", "--as-of", "2018-12-31", "--format", "json").rows()[0]
    assert (later["confirmations"], later["findings"], later["done"]) == ("3/6", 2, "90%")
    early = kept.ok("report", "project", "大棚", "--as-of", "2017-01-02", "--format", "json").rows()[0]
    assert (early["confirmations"], early["findings"], early["done"], early["flags"]) == ("1/6", None, None, [])
    assert "合作社" in kept.ok("report", "project", lang="zh").out


def test_each_stands_once_in_its_village_with_its_money_there(kept: Store) -> None:
    answer = kept.ok("report", "village", "牙河村", "--as-of", "2017-12-31", "--format", "json")
    rows = {row["project"]: row for row in answer.rows("projects")}
    assert [*rows] == ["大棚", "渠", "讲"]  # 路 is to begin in 2018; of 渠 nothing is known
    assert tuple(rows["大棚"][name] for name in OWN) == SHED
    assert [rows["大棚"][name] for name in ("allocated", "spent", "remaining", "rate")] == [
        "600.00",
        "90.00",
        "510.00",
        "15.00%",
    ]
    assert [(row["project"], row["fund"], row["allocated"]) for row in answer.rows("funding")] == [
        ("大棚", "甲", "400.00"), ("大棚", "乙", "200.00"), ("讲", "甲", "30.00"), ("渠", None, None),
    ]  # fmt: skip
    assert answer.json()["tables"][0]["total"]["allocated"] == "630.00"
    later = kept.ok("report", "village", "牙河村", "--as-of", "2018-06-01", "--format", "json")
    assert [row["project"] for row in later.rows("projects")] == ["大棚", "路", "渠", "讲"]
    elsewhere = kept.ok("report", "village", "咀儿村", "--format", "json")
    assert [(row["project"], row["allocated"]) for row in elsewhere.rows("projects")] == [("大棚", "50.00")]


def test_a_village_whose_projects_have_no_money_is_not_without_records(kept: Store) -> None:
    kept.run("village add 空村", "project add 桥 --village 空村 --stage proposed --implementer 县局")
    answer = kept.ok("report", "village", "空村", "--format", "json")
    assert [
        (row["project"], row["stage"], row["implementer"], row["allocated"]) for row in answer.rows("projects")
    ] == [("桥", "proposed", "县局", None)]
    assert [(row["project"], row["fund"]) for row in answer.rows("funding")] == [("桥", None)]
    assert "No money is recorded" not in kept.ok("report", "village", "空村").out
    assert kept.ok("report", "village", "空村", "--explain").code == 0
    assert "No money is recorded" in kept.ok("report", "village", "空村", "--fund", "甲").out
