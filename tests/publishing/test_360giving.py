"""What is published as grants: what each fund awarded to each project, and nothing of persons."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from conftest import Store
from publishing.standards import WITH_STANDARDS, giving_faults
from publishing.test_iati import HEAD, ORG, SAID, books, filled, illustration

PUBLISHER = (
    f"db setting publisher_code {ORG}",
    "db setting office_name 示例省总工会",
    "db setting publisher_360giving abc",
)


def grants(store: Store, folder: Path, *options: str) -> list[dict[str, Any]]:
    file = folder / "g.json"
    store.ok("export", "360giving", *options, "-o", str(file), "--force")
    found: list[dict[str, Any]] = json.loads(file.read_text("utf-8"), parse_float=Decimal)["grants"]
    return found


def test_each_fund_awards_to_each_project(store: Store, tmp_path: Path) -> None:
    books(store)
    store.run(*PUBLISHER, "project edit 圈舍 --implementer 示例畜牧公司",
              "allocation add 0.07 --fund 专项 --project 大棚 --date 2017-01-15",
              "allocation add 5 --fund 专项 --project 远景 --date 2017-02-01", "allocation add -5 --fund 专项 --project 远景 --date 2017-03-01 --reason 调减")  # fmt: skip
    first, second = grants(store, tmp_path)
    assert (first["id"], first["amountAwarded"], first["amountDisbursed"], first["awardDate"]) == ("360G-abc-F1P1", Decimal("50000.07"), 20000, "2017-01-15")  # fmt: skip
    assert first["recipientOrganization"] == [{"id": "CN-USCI-91620000000000000X", "name": "示例合作社"}]
    assert first["grantProgramme"] == [{"code": f"{ORG}-F1", "title": "专项"}]
    assert first["beneficiaryLocation"][0]["name"] == "甲村"
    assert (second["id"], "amountDisbursed" in second) == ("360G-abc-F1P2", False)
    assert "nothing, or less" in store.ok("report", "publish", "360giving", "--format", "json").err
    store.ok("db", "setting", "number", "621122")
    assert [one["id"] for one in grants(store, tmp_path, "--project", "圈舍")] == ["360G-abc-621122-F1P2"]
    text = (tmp_path / "g.json").read_text("utf-8")
    assert not any(never in text for never in (HEAD, "收款的人", "记-17", "买钢架"))
    store.ok("project", "edit", "圈舍", "--implementer", HEAD)  # a person receives no published grant
    [gap] = store.ok("report", "publish", "360giving", "--format", "json").rows()
    assert (gap["name"], gap["field"]) == ("圈舍", "implementer")
    assert store("export", "360giving", "-o", str(tmp_path / "n.json")).code == 1
    assert [one["id"] for one in grants(store, tmp_path, "--partial")] == ["360G-abc-621122-F1P1"]
    # It has no grant.
    assert store("export", "360giving", "--project", "远景", "-o", str(tmp_path / "n.json")).code == 1


def test_some_of_them(store: Store, tmp_path: Path) -> None:
    """Of a year, a fund, a project; what cannot be is refused, and a file of before stands."""
    books(store)
    store.run(*PUBLISHER, "project edit 圈舍 --implementer 示例畜牧公司", "fund add 另 --year 2018", "receipt add 100 --fund 另 --date 2018-02-01",
              "allocation add 100 --fund 另 --project 圈舍 --date 2018-03-01")  # fmt: skip
    for options, ids in (
        ((), "F1P1 F1P2 F3P2"),
        (("--year", "2017"), "F1P1 F1P2"),
        (("--fund", "另"), "F1P2 F3P2"),
        (("--project", "大棚"), "F1P1"),
    ):
        assert [one["id"].removeprefix("360G-abc-") for one in grants(store, tmp_path, *options)] == ids.split(), (
            options
        )
    before = (tmp_path / "g.json").read_bytes()
    for refused in (("--project", "远景"), ("--year", "1999")):
        assert store("export", "360giving", *refused, "-o", str(tmp_path / "g.json"), "--force").code == 1
    store.ok("project", "edit", "大棚", "--implementer", "")
    for partial in ([], ["--partial"]):
        assert (
            store("export", "360giving", "--project", "大棚", *partial, "-o", str(tmp_path / "g.json"), "--force").code
            == 1
        )
    assert (tmp_path / "g.json").read_bytes() == before


@pytest.mark.parametrize("option", ["--disbursements", "--with-purpose"])
def test_there_is_nothing_to_choose(file_store: Store, option: str) -> None:
    assert file_store("export", "360giving", option, "-o", "x.json").code == 2


@WITH_STANDARDS
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_illustration_validates_once_its_commands_are_run(store: Store, tmp_path: Path, lang: str) -> None:
    """Each that is not run yet leaves it unwritten. Its awards are what was allocated."""
    illustration(store)
    said = {**SAID, "publisher_360giving": "360G-abc", "implementer": "示例公司"}
    gaps = store.ok("report", "publish", "360giving", "--format", "json").rows()
    assert [row["name"] for row in gaps if row["noun"] == "setting"] == [
        "publisher_code",
        "office_name",
        "publisher_360giving",
    ]
    assert store("export", "360giving", "-o", str(tmp_path / "g.json")).code == 1 and not [*tmp_path.iterdir()]
    filled(store, "360giving", said, lang)
    assert store.ok("report", "publish", "360giving", "--format", "json").rows() == []
    found = grants(store, tmp_path)
    assert giving_faults(tmp_path / "g.json") == []
    total = store.json("report", "overview")["tables"][0]["total"]
    assert sum(one["amountAwarded"] for one in found) == Decimal(total["allocated"])
    spoilt = tmp_path / "bad.json"
    spoilt.write_text(
        (tmp_path / "g.json").read_text("utf-8").replace('"awardDate": "2016', '"awardDate": "16'), "utf-8"
    )
    assert giving_faults(spoilt)
