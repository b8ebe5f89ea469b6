"""The page of a village: how long its money waits, whom it reached, what is owed, which notices are due; worked out again from the sheets."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from conftest import Store, once

# kind, date, project, household, amount
MONEY = [
    ("安排", "2017-01-10", "养羊", "", 1000),
    ("安排", "2017-02-10", "修路", "", 500),
    ("安排", "2017-03-10", "大棚", "", 300),
    ("支出", "2017-05-01", "养羊", "H-1", 200),
    ("支出", "2017-09-20", "养羊", "H-2", 100),
    ("支出", "2017-06-30", "大棚", "", 300),
    ("支出", "2017-11-05", "养羊", "H-2", -100),
]
DAYS = ["2017-04-01", "2017-08-31", "2017-10-01", "2018-03-15"]
NOTICES = "程序步骤,项目,日期,截止日期,结果,公示类型\n公示,养羊,2017-01-01,2017-01-10,通过,\n公示,大棚,2017-03-01,2017-03-10,,\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("page")


@once
def known(store: Store, folder: Path) -> Store:
    store.run(
        "village add 牙河村 --county 陇西县 --code 621122100201 --depth 深度贫困村 --helped-from 2017",
        "village add 空村",
        "fund add 自筹", "receipt add 5000 --fund 自筹 --date 2017-01-01",
        "fund add 周转金 --form loan", "receipt add 50000 --fund 周转金 --date 2017-01-01",
        "project add 养羊 --village 牙河村 --stage implementing",
        "project add 修路 --village 牙河村 --stage implementing",
        "project add 大棚 --village 牙河村 --actual-end 2017-07-31 --stage completed",
        "household add H-1 --village 牙河村", "household add H-2 --village 牙河村", "household add H-3 --village 牙河村",
        "household add H-4 --village 牙河村", "measure add 养鸡 --household H-3 --done-on 2017-07",
        "posting add 李领导 --role 领导联村 --village 牙河村 --starts-on 2017-01",
        "posting add 张干部 --role 第一书记 --village 牙河村 --starts-on 2017-01 --ends-on 2017-12-31",
        "loan add 3000 --fund 周转金 --household H-1 --date 2017-02-01 --term 12 --schedule equal_principal",
        "loan add 2000 --fund 周转金 --household H-4 --date 2017-01-20 --term 48 --schedule lump_sum",
        "loan add 900 --fund 周转金 --household H-2 --date 2017-01-05 --term 3 --ref J3 --schedule lump_sum",
        "finding add 缺附件 --village 牙河村 --found-on 2017-05-01 --amount 120 --due 2017-06-30",
        "finding add 超期 --village 牙河村 --found-on 2017-05-01 --amount 80.5 --due 2018-12-31",
    )  # fmt: skip
    money = "类型,日期,资金,项目,户编号,金额（元）,原因\n" + "".join(
        f"{kind},{day},自筹,{project},{household},{yuan},{'退回' if yuan < 0 else ''}\n"
        for kind, day, project, household, yuan in MONEY
    )
    store.take(folder, {"流水": money, "程序": NOTICES})
    return store


def page(store: Store, day: str, village: str = "牙河村") -> dict[str, Any]:
    return {table["name"]: table for table in store.json("report", "village", village, "--as-of", day)["tables"]}


def idle(day: str) -> int | None:
    waits = []
    for project in {line[2] for line in MONEY}:
        mine = [(kind, when, yuan) for kind, when, of, _, yuan in MONEY if of == project and when <= day]
        left = sum(yuan if kind == "安排" else -yuan for kind, _, yuan in mine)
        paid = [when for kind, when, yuan in mine if kind == "支出" and yuan > 0]
        first = [when for kind, when, _ in mine if kind == "安排"]
        if left > 0:
            waits.append((date.fromisoformat(day) - date.fromisoformat(max(paid) if paid else min(first))).days)
    return max(waits, default=None)


@pytest.mark.parametrize("day", DAYS)
def test_the_place(store: Store, folder: Path, day: str) -> None:
    [row] = page(known(store, folder), day)["place"]["rows"]
    assert (row["code"], row["depth"], row["helped_from"]) == ("621122100201", "deep", "2017")
    assert row["idle_days"] == idle(day)
    got: dict[str, int] = defaultdict(int)
    for kind, when, _, household, yuan in MONEY:
        if kind == "支出" and household and when <= day:
            got[household] += yuan
    lent = {"H-1", "H-4", "H-2"}
    done = {"H-3"} if day >= "2017-07-01" else set()
    assert row["households_helped"] == len({name for name, yuan in got.items() if yuan > 0} | lent | done)
    assert row["responsible"] == ("李领导、张干部" if day < "2018" else "李领导")
    assert "place" not in page(store, day, "空村")


def test_what_its_households_owe(store: Store, folder: Path) -> None:
    loans = page(known(store, folder), "2017-08-31")["loans"]
    told = [(row["household"], row["outstanding"], row["overdue"], row["days_overdue"]) for row in loans["rows"]]
    # of H-1's 250 a month six were due by 1 August, the first on 1 March; H-2's was due whole on 5 April; H-4's is due in 2021
    assert told == [
        ("H-1", "3000.00", "1500.00", 183), ("H-2", "900.00", "900.00", 148), ("H-4", "2000.00", "0.00", 0),
    ]  # fmt: skip
    assert (loans["total"]["outstanding"], loans["total"]["overdue"]) == ("5900.00", "2400.00")
    store.ok("repayment", "add", "900", "--loan", "J3", "--date", "2017-08-01")
    assert [row["household"] for row in page(store, "2017-08-31")["loans"]["rows"]] == ["H-1", "H-4"]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2017-03-05", [("修路", "missing", "before", "500.00", None), ("大棚", "running", "before", None, None)]),
        ("2017-03-10", [("修路", "missing", "before", "500.00", None), ("大棚", "running", "before", "300.00", None)]),
        ("2017-08-31", [("大棚", "overdue", "before", "300.00", 174), ("修路", "missing", "before", "500.00", None), ("大棚", "due", "after", "300.00", None)]),
    ],
)  # fmt: skip
def test_notices(store: Store, folder: Path, day: str, expected: list[tuple[str, ...]]) -> None:
    rows = page(known(store, folder), day)["notices"]["rows"]
    told = [(row["project"], row["state"], row["phase"], row["amount"], row["days_overdue"]) for row in rows]
    assert told == expected


def test_findings_with_money(store: Store, folder: Path) -> None:
    findings = page(known(store, folder), "2017-08-31")["findings"]
    assert [(row["name"], Decimal(row["amount"]), row["days_overdue"]) for row in findings["rows"]] == [
        ("缺附件", Decimal(120), 62),
        ("超期", Decimal("80.5"), None),
    ]
    assert findings["total"]["amount"] == "200.50"
