"""The movements of money as a data package: rows as its columns say they are, sums to the fen, nothing of persons."""

import csv
import io
import json
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from conftest import Store
from publishing.test_iati import HEAD, books, illustration

CHECKED: dict[str, Callable[[str], object]] = {"string": str, "date": date.fromisoformat, "number": Decimal}


def package(store: Store, folder: Path, *options: str) -> list[dict[str, Any]]:
    """The rows as the package declares them."""
    store.ok("export", "fiscal", *options, "-o", str(folder))
    [resource] = json.loads((folder / "datapackage.json").read_text("utf-8"))["resources"]
    rows = [*csv.DictReader(io.StringIO((folder / resource["path"]).read_bytes().decode("utf-8"), newline=""))]
    fields = resource["schema"]["fields"]
    assert rows == [] or [*rows[0]] == [field["name"] for field in fields]
    assert len({row["id"] for row in rows}) == len(rows)
    for field in fields:
        cells = [row[field["name"]] for row in rows]
        assert "constraints" not in field or all(cells), field
        assert all(CHECKED[field["type"]](cell) is not None for cell in cells if cell), field
    return rows


def test_movements_are_rows(store: Store, tmp_path: Path) -> None:
    books(store)
    store.run("allocation add 0.07 --fund 专项 --project 大棚 --date 2017-01-15", "db setting number 621122",
              "village add =甲村 --county 陇西县", "spending add 1 --fund 专项 --project 大棚 --village =甲村 --date 2017-09-01 --over 先付")  # fmt: skip
    rows = package(store, tmp_path / "d")
    by_kind = {kind: [row["amount"] for row in rows if row["kind"] == kind] for kind in {row["kind"] for row in rows}}
    assert sorted(by_kind["allocation"]) == ["0.07", "50000.00", "9000.00"]
    assert by_kind["disbursement"] == ["20000.00"] and "writeoff" not in by_kind
    assert sorted(by_kind["spending"]) == sorted(["700.05", "-0.05", "30.00", "600.00", "3000.00", "1.00"])
    assert by_kind["loan"] == ["10000.00"] and by_kind["repayment"] == ["500.00"]
    [paid] = [row for row in rows if row["amount"] == "700.05"]
    assert {name: paid[name] for name in ("date", "source", "fund_id", "fund", "project_id", "project", "sector", "category", "county", "village")} == {
        "date": "2017-03-01", "source": "fiscal", "fund_id": "621122-F1", "fund": "专项", "project_id": "621122-P1", "project": "大棚",
        "sector": "31120", "category": "菌菜大棚", "county": "陇西县", "village": "甲村",
    }  # fmt: skip
    assert [row["village"] for row in rows if row["amount"] == "1.00"] == ["'=甲村"]
    text = "".join(path.read_text("utf-8") for path in (tmp_path / "d").iterdir())
    assert not any(never in text for never in (HEAD, "收款的人", "记-17", "买钢架", "单-1", "多付了", "去世"))
    assert len(package(store, tmp_path / "d", "--project", "圈舍")) < len(rows)  # ours is written anew
    assert {row["project"] for row in package(store, tmp_path / "d", "--year", "2020")} >= {""}


def test_the_sums_are_those_of_the_report(store: Store, tmp_path: Path) -> None:
    illustration(store)
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for row in package(store, tmp_path / "d"):
        sums[row["kind"]] += Decimal(row["amount"])
    total = store.json("report", "fund")["tables"][0]["total"]
    named = {"received": "receipt", "allocated": "allocation", "disbursed": "disbursement", "spent": "spending"}
    assert {name: sums[kind] for name, kind in named.items()} == {name: Decimal(total[name]) for name in named}


def test_a_folder_of_somebody_is_left_alone(file_store: Store, tmp_path: Path) -> None:
    illustration(file_store)
    (tmp_path / "d").mkdir()
    other = tmp_path / "d" / "note.txt"
    other.write_text("mine", "utf-8")
    refused = file_store("export", "fiscal", "-o", str(tmp_path / "d"))
    assert refused.code == 1 and "--force" in refused.err and [*(tmp_path / "d").iterdir()] == [other]
    file_store.ok("export", "fiscal", "-o", str(tmp_path / "d"), "--force")
    file_store.ok("export", "fiscal", "-o", str(tmp_path / "d"))
    assert other.read_text("utf-8") == "mine" and len([*(tmp_path / "d").iterdir()]) == 4
    assert file_store("export", "fiscal", "-o", str(other)).code == 2
    file_store.run(f"household add 甲1 --village 牙河村 --head {HEAD}", f"project edit 牙河村危房改造 --name {HEAD}家")
    assert file_store("export", "fiscal", "-o", str(tmp_path / "n")).code == 1 and not (tmp_path / "n").exists()
    assert file_store.ok("report", "publish", "fiscal", "--format", "json").rows()[0]["field"] == "name"


@pytest.mark.parametrize("option", ["--disbursements", "--with-purpose"])
def test_there_is_nothing_to_choose(file_store: Store, option: str) -> None:
    assert file_store("export", "fiscal", option, "-o", "d").code == 2
