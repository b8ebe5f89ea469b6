"""The four reports on the small books: columns, figures, totals, blanks and rates, worked out by hand."""

from pathlib import Path

import pytest

from aidtrack.nouns.fund import SOURCES
from conftest import Store, once
from reports.books import books, columns, said

MONEY = "allocated disbursed spent remaining rate flags"
CELLS = "allocated disbursed spent remaining rate"


@pytest.fixture
@once
def kept(store: Store, tmp_path: Path) -> Store:
    return books(store, tmp_path)


def test_columns(kept: Store) -> None:
    before = "implementer planned_start planned_end actual_start actual_end confirmations done planned_cost"
    before += "".join(f" planned_{source}" for source in SOURCES)
    after = "households persons findings flags"
    of_village = columns(kept, "village", "牙河村")
    assert [of_village[name] for name in ("funding", "funds", "projects")] == [
        f"project category stage fund {MONEY}", f"fund {MONEY}",
        f"project stage {before} allocated spent remaining rate {after}",
    ]  # fmt: skip
    funds = "fund source year doc_no raised raised_qualifier raised_from raised_to budget qualifier received interest allocated unallocated disbursed spent"
    funds += " lent repaid written_off outstanding cash rate flags"
    assert columns(kept, "fund") == {"funds": funds}
    assert columns(kept, "fund", "自筹资金") == {
        "funds": funds,
        "projects": f"project village category stage {MONEY} county",
    }
    projects = f"project village category stage {before} fund {CELLS} {after} county"
    assert columns(kept, "project") == {"projects": projects}
    named = columns(kept, "project", "大棚")
    assert list(named) == ["projects", "funding", "entries"]
    assert (named["projects"], named["funding"]) == (projects, f"fund village {MONEY} county")
    assert columns(kept, "overview") == {"villages": f"village county projects {MONEY} township prefecture"}


def test_village(kept: Store) -> None:
    rows, total = said(kept, "village", "牙河村", table="funding", names=f"project category stage fund {MONEY}")
    assert rows == [
        # 98.60 ÷ 4,000 = 2.465 %, half-up 2.47 %
        ("大棚", "菌菜大棚", "implementing", "自筹资金", "4000.00", None, "98.60", "3901.40", "2.47%", ""),
        # disbursed is not spent: 0 of 1,000
        ("大棚", "菌菜大棚", "implementing", "专项资金", "1000.00", "600.00", None, "1000.00", "0.00%", "unspent"),
    ]
    # 4,000 + 1,000; 98.60 ÷ 5,000 = 1.972 %
    assert total == (None, None, None, None, "5000.00", "600.00", "98.60", "4901.40", "1.97%", "")
    by_fund, again = said(kept, "village", "牙河村", table="funds", names=f"fund {MONEY}")
    assert by_fund == [row[3:] for row in rows]
    assert again == total[3:]


def test_funds(kept: Store) -> None:
    names = "fund budget qualifier received interest allocated unallocated disbursed spent cash rate flags"
    rows, total = said(kept, "fund", table="funds", names=names)
    assert rows == [
        # 4,000 + 2,000 allocated; 98.60 + 2,100 spent; 8,012.34 − 2,198.60 = 5,813.74; 2,198.60 ÷ 8,012.34 = 27.440 %
        ("自筹资金", "10000.00", None, "8000.00", "12.34", "6000.00", "4000.00", None, "2198.60", "5813.74", "27.44%",
         "over_spent(灾情追加), not_arrived"),
        ("专项资金", "5000.00", "≥", "5000.00", None, "1000.00", "4000.00", "600.00", None, "5000.00", "0.00%",
         "unspent"),
        ("子资金", "2000.00", None, None, None, None, "2000.00", None, None, None, None,
         "not_arrived, not_allocated"),
        # no budget: 3,000 received − 800; 500 ÷ 3,000 = 16.67 %
        ("协作资金", None, None, "3000.00", None, "800.00", "2200.00", None, "500.00", "2500.00", "16.67%", ""),
    ]  # fmt: skip
    # The ≥ budget and the one that is part of another are in no total; 4,000 + 2,200 are open; 2,698.60 ÷ 16,012.34
    assert total == (
        None, "10000.00", None, "16000.00", "12.34", "7800.00", "6200.00", "600.00", "2698.60", "13313.74", "16.85%", None,
    )  # fmt: skip
    said_beside = kept.ok("report", "fund").out
    assert "leave out 2 that are not exact or are part of another fund" in said_beside
    assert "1 fund states no budget" in said_beside
    assert "≥ 5,000.00" in said_beside


def test_one_fund(kept: Store) -> None:
    rows, total = said(kept, "fund", "协作资金", table="projects", names=f"project village {MONEY}")
    assert rows == [
        ("培训", "咀儿村", "300.00", None, None, "300.00", "0.00%", "unspent"),
        ("培训", None, "500.00", None, "500.00", "0.00", "100.00%", ""),
    ]
    assert total == (None, None, "800.00", None, "500.00", "300.00", "62.50%", "")
    assert "not assigned" in kept.ok("report", "fund", "协作资金").out
    assert "未分村" in kept.ok("report", "fund", "协作资金", lang="zh").out


def test_projects(kept: Store) -> None:
    names = f"project village stage fund {CELLS} households persons flags"
    rows, total = said(kept, "project", table="projects", names=names)
    assert rows == [
        ("大棚", "牙河村", "implementing", "自筹资金、专项资金", "5000.00", "600.00", "98.60", "4901.40", "1.97%", 12, 40, ""),
        ("危房改造", "咀儿村", "approved", "自筹资金", "2000.00", None, "2100.00", "-100.00", "105.00%", None, None,
         "over_spent(灾情追加)"),
        ("培训", None, "proposed", "协作资金", "800.00", None, "500.00", "300.00", "62.50%", None, 320, ""),
    ]  # fmt: skip
    assert total[4:9] == ("7800.00", "600.00", "2698.60", "5101.40", "34.60%")  # 2,698.60 ÷ 7,800 = 34.597 %


def test_one_project(kept: Store) -> None:
    rows, _ = said(kept, "project", "大棚", table="projects", names="project fund spent")
    assert rows == [("大棚", "自筹资金、专项资金", "98.60")]
    rows, total = said(kept, "project", "培训", table="funding", names=f"fund village {MONEY}")
    assert rows == [
        ("协作资金", "咀儿村", "300.00", None, None, "300.00", "0.00%", "unspent"),
        ("协作资金", None, "500.00", None, "500.00", "0.00", "100.00%", ""),
    ]
    assert total[2:] == ("800.00", None, "500.00", "300.00", "62.50%", "")
    entries = kept.ok("report", "project", "大棚", "--format", "json").rows("entries")
    assert [(row["date"], row["kind"], row["amount"]) for row in entries] == [
        ("2016-04-01", "allocation", "4000.00"),
        ("2016-05-01", "spending", "98.60"),
        ("2017-02-01", "allocation", "1000.00"),
        ("2017-02-02", "disbursement", "600.00"),
    ]


def test_overview(kept: Store) -> None:
    rows, total = said(kept, "overview", table="villages", names=f"village county projects {MONEY}")
    assert rows == [
        ("牙河村", "陇西县", 1, "5000.00", "600.00", "98.60", "4901.40", "1.97%", ""),
        ("石岭村", "陇西县", 0, None, None, None, None, None, ""),
        # 2,000 + 300; 2,100 ÷ 2,300 = 91.304 %
        ("咀儿村", "武山县", 2, "2300.00", None, "2100.00", "200.00", "91.30%", "over_spent(灾情追加)"),
        (None, None, 1, "500.00", None, "500.00", "0.00", "100.00%", ""),
    ]
    # 培训 stands in two rows and counts once
    assert total == (None, None, 3, "7800.00", "600.00", "2698.60", "5101.40", "34.60%", "")


def test_an_unknown_row_prints_as_unknown(kept: Store) -> None:
    lines = kept.ok("report", "overview", lang="zh").out.splitlines()
    [unknown] = [line for line in lines if line.startswith("石岭村")]
    assert unknown.split() == ["石岭村", "陇西县", "0", "—", "—", "—", "—", "—"]
    assert lines[-2].startswith("未分村") and lines[-1].startswith("合计")
    empty = kept.ok("report", "village", "石岭村")
    assert "No money is recorded for this village" in empty.out


@pytest.mark.parametrize(
    ("allocated", "spent", "rate"),
    [
        ("100000", "2465", "2.47%"),
        ("100000", "2464.99", "2.46%"),
        ("200", "0.01", "0.01%"),  # 0.005 % goes up
        ("200.02", "0.01", "0.00%"),  # 0.0049995 %
        ("0.03", "0.02", "66.67%"),
        ("800", "1", "0.13%"),  # 0.125 %
        ("800", "3", "0.38%"),  # 0.375 %
    ],
)
def test_rate_is_rounded_half_up(file_store: Store, allocated: str, spent: str, rate: str) -> None:
    file_store.ok("fund", "add", "甲")
    file_store.ok("village", "add", "乙村")
    file_store.ok("project", "add", "丙", "--village", "乙村")
    file_store.ok("receipt", "add", allocated, "--fund", "甲")
    file_store.ok("allocation", "add", allocated, "--fund", "甲", "--project", "丙")
    file_store.ok("spending", "add", spent, "--project", "丙")
    for report in (("village", "乙村"), ("fund",), ("project",), ("overview",)):
        [row] = file_store.ok("report", *report, "--format", "json").rows()
        assert row["rate"] == rate
