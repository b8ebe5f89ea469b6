"""What is published of public works: projects of sectors in which something is built, and nothing of persons."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from conftest import Store, once
from publishing.standards import WITH_STANDARDS, oc4ids_faults
from publishing.test_iati import HEAD, ORG, books, filled, illustration

PREFIX = "oc4ids-a1b2c3"
SAID = {"publisher_oc4ids": PREFIX, "office_name": "示例省总工会", "sector": "14031"}
WORKS = (
    "village add 乙村 --county 陇西县",
    "project edit 大棚 --category 道路 --stage accepted --actual-start 2017-02 --actual-end 2017-09-30 --agreement-no 协1 --responsible-unit 示例县交通局",
    "project edit 圈舍 --category 危房改造 --stage completed --actual-end 2017-10",
    "category add 道路 --sector 21020",
    "step add approval --project 大棚 --date 2017-01-20",
    f"step add change --project 大棚 --date 2017-05-02 --before 硬化2公里 --after 给{HEAD}家修路 --amount-before 30000 --amount-after 50000 --reason 绕过塌方",
    "document add 规划 --project 大棚 --kind plan --date 2017-01 --url https://example.org/规划.pdf",
)  # fmt: skip


@once
def works(store: Store) -> Store:
    books(store)
    store.run(*WORKS, f"db setting publisher_oc4ids {PREFIX}")
    return store


def projects(store: Store, folder: Path, *options: str) -> dict[str, dict[str, Any]]:
    file = folder / "p.json"
    store.ok("export", "oc4ids", *options, "-o", str(file), "--force")
    found = json.loads(file.read_text("utf-8"), parse_float=Decimal)["projects"]
    return {one["id"]: one for one in found}


def test_what_is_built_is_in_the_file(store: Store, tmp_path: Path) -> None:
    works(store)
    found = projects(store, tmp_path)
    assert [*found] == [f"{PREFIX}-P1", f"{PREFIX}-P2"]  # 远景 is of a sector in which nothing is built
    assert (
        "in which nothing is built are not in the file: 1"
        in store.ok("report", "publish", "oc4ids", "--format", "json").err
    )
    road, house = found.values()
    assert (road["status"], road["sector"], house["sector"]) == (
        "completion",
        ["transport", "transport.road"],
        ["socialHousing"],
    )
    assert road["budget"]["amount"] == {"amount": Decimal(50000), "currency": "CNY"}
    assert road["budget"]["approvalDate"] == "2017-01-20T00:00:00+08:00"
    assert road["implementationPeriod"] == {
        "startDate": "2017-02-01T00:00:00+08:00",
        "endDate": "2017-09-30T23:59:59+08:00",
    }
    assert road["completion"]["finalValue"]["amount"] == Decimal("1330.00")  # 700, three households' 600, and 30
    assert "finalValue" not in house["completion"]  # two households had it: of those no sum is told
    assert [one["value"]["amount"] for one in road["transactions"]] == [Decimal("700.05"), Decimal("-0.05"), 30, 600]
    assert {party["name"]: party["roles"] for party in road["parties"]} == {
        "示例县交通局": ["publicAuthority"], "示例财政局": ["funder"], "示例合作社": ["implementer"],
    }  # fmt: skip
    assert house["publicAuthority"] == {"name": "示例省总工会", "id": ORG}
    [agreed] = road["contractingProcesses"]
    assert agreed["summary"]["externalReference"] == "协1"
    [change] = agreed["summary"]["modifications"]
    assert (change["description"], change["type"]) == ("硬化2公里", "value")  # what it became holds a head's name
    assert (change["oldContractValue"]["amount"], change["newContractValue"]["amount"]) == (30000, 50000)
    assert [paper["url"] for paper in road["documents"]] == [
        "https://example.org/x.pdf",
        "https://example.org/%E8%A7%84%E5%88%92.pdf",
    ]
    assert road["locations"][0]["description"] == "甲村"
    text = (tmp_path / "p.json").read_text("utf-8")
    assert not any(never in text for never in (HEAD, "收款的人", "记-17", "买钢架", "多付了", "绕过塌方"))
    paid = projects(store, tmp_path, "--disbursements")[f"{PREFIX}-P1"]
    assert [(one["value"]["amount"], one["payee"]["name"]) for one in paid["transactions"]] == [(20000, "示例合作社")]
    assert "finalValue" not in paid["completion"]
    store.ok("db", "setting", "number", "621122")
    store.ok("db", "setting", "publisher_code", "")
    assert [*projects(store, tmp_path, "--project", "大棚")] == [f"{PREFIX}-621122-P1"]


@pytest.mark.parametrize("lang", ["zh", "en"])
@WITH_STANDARDS
def test_it_validates_once_the_commands_are_run(store: Store, tmp_path: Path, lang: str) -> None:
    illustration(store)
    store.run("project add 饮水 --village 牙河村 --category 人饮工程", "project add 未分类 --village 牙河村")
    assert store("export", "oc4ids", "-o", str(tmp_path / "n.json")).code == 1 and not [*tmp_path.iterdir()]
    filled(store, "oc4ids", {**SAID, "category": "道路"}, lang)
    filled(store, "oc4ids", SAID, lang)  # of the category that was only now said
    assert store.ok("report", "publish", "oc4ids", "--format", "json").rows() == []
    assert len(projects(store, tmp_path)) == 5
    assert oc4ids_faults(tmp_path / "p.json") == []
    for good, bad in (
        ('"implementation"', '"under way"'),
        ('"updated": "', '"updated": "x'),
        ("waterAndWaste", "water"),
    ):
        spoilt = tmp_path / "bad.json"
        spoilt.write_text((tmp_path / "p.json").read_text("utf-8").replace(good, bad), "utf-8")
        assert oc4ids_faults(spoilt), bad


@WITH_STANDARDS
def test_the_works_validate(store: Store, tmp_path: Path) -> None:
    works(store)
    for options in ([], ["--disbursements"], ["--year", "2017"], ["--project", "大棚"]):
        projects(store, tmp_path, *options)
        assert oc4ids_faults(tmp_path / "p.json") == [], options


def test_nothing_is_built(file_store: Store, tmp_path: Path) -> None:
    illustration(file_store)
    file_store.run("db setting office_name 示例省总工会", f"db setting publisher_oc4ids {PREFIX}")
    answer = file_store("export", "oc4ids", "--project", "咀儿村村民培训", "-o", str(tmp_path / "n.json"))
    assert answer.code == 1 and "nothing to publish" in answer.err


@pytest.mark.parametrize("prefix", ["oc4ids-", "a1b2c3", "oc4ids-A1B2C3"])
def test_a_prefix_that_is_none(file_store: Store, prefix: str) -> None:
    assert file_store("db", "setting", "publisher_oc4ids", prefix).code == 2
