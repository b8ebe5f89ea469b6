"""Figures that were published come out as they were, to the fen: entered as an office enters them, in 万元, through `import`.

Only the numbers are theirs (DOMAIN sections 2.2, 2.3, 2.9 and 5); every name here is invented.
"""

from pathlib import Path
from typing import Any

import pytest

from aidtrack.render.formats import FORMATS
from conftest import Store
from importing.books import xlsx
from render.shown import ROWS_ALONE, TEXTS

# 资金分配表: 7 villages of one township, 8 of another, and interest subsidies of no village.
TOWNSHIPS = {"甲镇": (20, 30, 20, 30, 15, 20, 25), "乙镇": (40, 30, 35, 40, 40, 10, 25, 16)}
LOOSE = 12


def bring(store: Store, folder: Path, sheets: dict[str, str | bytes]) -> None:
    for name, content in sheets.items():
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode("gb18030"))
    store.ok("import", *(str(folder / name) for name in sheets))


def report(store: Store, *args: str, **picked: str | None) -> dict[str, Any]:
    """The one row of a report's first table that has these values; its total where none is given."""
    table = store.json("report", *args)["tables"][0]
    if not picked:
        total: dict[str, Any] = table["total"]
        return total
    [row] = [row for row in table["rows"] if all(row[name] == value for name, value in picked.items())]
    found: dict[str, Any] = row
    return found


def prints(store: Store, figures: tuple[str, ...], *args: str) -> None:
    """The figures, sums among them, stand in whatever is read as text too, whole."""
    for form in (form for form in TEXTS if form not in ROWS_ALONE):
        shown = store.ok("report", *args, "--format", form).out
        for figure in figures:
            assert (figure.replace(",", "") if FORMATS[form].machine else figure) in shown, (form, figure)


def test_wugang_whole_fen_out_of_wanyuan(store: Store, tmp_path: Path) -> None:
    """67.90712 + 50 + 57 + 336.64 + 5 = 516.54712, in part from surplus: 0.4 + 0.82712 + 79.72 + 15.6 = 96.54712 (no float's sum)."""
    bring(store, tmp_path, {
        "资金.csv": "资金名称,来源,年度\n市级资金,财政专项,2020\n结余资金,结余再安排,2020\n",
        "项目.csv": "项目名称\n" + "".join(f"项目{at}\n" for at in range(1, 6)),
        "到账.csv": "日期,资金,金额(万元)\n2020-01-06,市级资金,420\n2020-01-06,结余资金,0.4\n2020-01-06,结余资金,0.82712\n"
        "2020-01-06,结余资金,79.72\n2020-01-06,结余资金,15.6\n合计,,516.54712\n",
        "安排.csv": "单位:万元,,,\n日期,资金,项目,金额\n2020-02-01,结余资金,项目1,67.90712\n2020-02-01,市级资金,项目2,50\n"
        "2020-02-01,市级资金,项目3,57\n2020-02-01,市级资金,项目4,308\n2020-02-01,结余资金,项目4,28.64\n2020-02-01,市级资金,项目5,5\n"
        "合计,,,516.54712\n",
    })  # fmt: skip
    projects = store.ok("report", "project", "--format", "json").rows()
    assert [row["allocated"] for row in projects] == ["679071.20", "500000.00", "570000.00", "3366400.00", "50000.00"]
    assert (report(store, "fund", fund="结余资金")["received"], report(store, "fund", fund="结余资金")["unallocated"]) == (
        "965471.20", "0.00",
    )  # fmt: skip
    for name in ("fund", "project", "overview", "rollup"):
        assert report(store, name)["allocated"] == "5165471.20"
        prints(store, ("5,165,471.20",), name)
    assert report(store, "rollup", "--by", "source", source="surplus")["allocated"] == "965471.20"


def test_fengqiu_six_decimals(store: Store, tmp_path: Path) -> None:
    """2,069.985898 + 24.444082 + 1.8 + 5.675918 = 2,101.905898."""
    parts = ("2069.985898", "24.444082", "1.8", "5.675918")
    kinds = {"到账": "2018-01-05", "安排": "2018-02-01", "支出": "2018-06-01"}
    bring(store, tmp_path, {
        "村.csv": "村名,县区\n甲村,某县\n",
        "资金.csv": "资金名称,计划数(万元)\n" + "".join(f"资金{at},{part}\n" for at, part in enumerate(parts)),
        "项目.csv": "项目名称,村\n" + "".join(f"项目{at},甲村\n" for at in range(len(parts))),
        **{
            f"{kind}.csv": "日期,资金,项目,金额(万元)\n"
            + "".join(f"{day},资金{at},{'' if kind == '到账' else f'项目{at}'},{part}\n" for at, part in enumerate(parts))
            + "合计,,,2101.905898\n"
            for kind, day in kinds.items()
        },
    })  # fmt: skip
    fen = ["20699858.98", "244440.82", "18000.00", "56759.18"]
    funds = store.ok("report", "fund", "--format", "json").rows()
    for name in ("budget", "received", "allocated", "spent"):
        assert [row[name] for row in funds] == fen
        assert report(store, "fund")[name] == "21019058.98"
    assert report(store, "fund")["cash"] == "0.00"
    assert [report(store, "overview", village="甲村")[name] for name in ("allocated", "spent", "remaining", "rate")] == [
        "21019058.98", "21019058.98", "0.00", "100.00%",
    ]  # fmt: skip
    for name in ("fund", "project", "overview", "rollup"):
        assert report(store, name)["spent"] == "21019058.98"
        prints(store, ("21,019,058.98",), name)


def sheet(total: float = 408, subtotal: float = 236) -> list[list[object]]:
    """The allocation sheet as offices lay it out: a title, the unit, numbered rows, 小计 and 合计."""
    rows: list[list[object]] = [
        ["2020年资金安排表"],
        ["单位:万元"],
        ["序号", "乡镇", "村", "项目", "日期", "资金", "金额"],
    ]
    at = 0
    for township, amounts in TOWNSHIPS.items():
        for amount in amounts:
            at += 1
            rows.append([at, township, f"{at}号村", f"{at}号村产业路", "2020-03-01", "专项", amount])
        rows.append([None, None, "小计", None, None, None, 160 if township == "甲镇" else subtotal])
    rows.append([at + 1, None, "未分村", "贷款贴息", "2020-03-01", "专项", LOOSE])
    rows.append([None, None, "合计", None, None, None, total])
    return rows


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_the_allocation_sheet(store: Store, tmp_path: Path, form: str) -> None:
    """20 + 30 + 20 + 30 + 15 + 20 + 25 = 160; 40 + 30 + 35 + 40 + 40 + 10 + 25 + 16 = 236; with the 12 of no village 408."""
    homes = [(f"{at}号村", township) for at, township in enumerate(
        [name for name, amounts in TOWNSHIPS.items() for _ in amounts], 1)]  # fmt: skip
    bring(store, tmp_path, {
        "村.csv": "村名,乡镇,县区\n" + "".join(f"{village},{township},某县\n" for village, township in homes),
        "资金.csv": "资金名称,计划数(万元)\n专项,408\n",
        "项目.csv": "项目名称,村\n" + "".join(f"{village}产业路,{village}\n" for village, _ in homes) + "贷款贴息,\n",
    })  # fmt: skip
    path = tmp_path / f"安排.{form}"

    def write(rows: list[list[object]]) -> None:
        lines = "".join(",".join("" if cell is None else str(cell) for cell in row) + "\n" for row in rows)
        path.write_bytes(xlsx({"安排": rows}) if form == "xlsx" else lines.encode("gb18030"))

    for wrong, said in ((sheet(total=409), "409"), (sheet(subtotal=235), "235")):
        write(wrong)
        refused = store("import", str(path))
        assert refused.code == 1 and said in refused.out, refused
    write(sheet())
    notes = store.ok("import", str(path), "--format", "json").rows("notes")
    assert any("3 total lines were checked" in note["note"] for note in notes)
    rollup = {
        row["township"]: row for row in store.ok("report", "rollup", "--by", "township", "--format", "json").rows()
    }
    assert {name: row["allocated"] for name, row in rollup.items()} == {
        "甲镇": "1600000.00", "乙镇": "2360000.00", None: "120000.00",
    }  # fmt: skip
    assert {name: (row["villages"], row["projects"]) for name, row in rollup.items()} == {
        "甲镇": (7, 7), "乙镇": (8, 8), None: (0, 1),
    }  # fmt: skip
    villages = {row["village"]: row["allocated"] for row in store.ok("report", "overview", "--format", "json").rows()}
    wanted = [amount for amounts in TOWNSHIPS.values() for amount in amounts]
    assert [villages[village] for village, _ in homes] == [f"{amount}0000.00" for amount in wanted]
    assert villages[None] == "120000.00"
    for name in ("fund", "project", "overview", "rollup"):
        assert report(store, name)["allocated"] == "4080000.00"
        prints(store, ("4,080,000.00",), name)
    assert report(store, "fund", fund="专项")["unallocated"] == "0.00"
    prints(store, ("1,600,000.00", "2,360,000.00", "120,000.00"), "rollup", "--by", "township")


def test_luxi_and_guanghe_rates(store: Store, tmp_path: Path) -> None:
    """泸西: 21,621.62 spent, 3,134.51 left, 87.34 %; 广河: 5,953.28 of 6,427, 92.63 % (DOMAIN section 2.3), in 万元."""
    rows = (("泸西", "24756.13", "21621.62"), ("广河", "6427", "5953.28"))
    bring(store, tmp_path, {
        "资金.csv": "资金名称\n泸西\n广河\n",
        "项目.csv": "项目名称\n泸西项目\n广河项目\n",
        "到账.csv": "日期,资金,金额(万元)\n" + "".join(f"2019-01-05,{name},{arrived}\n" for name, arrived, _ in rows),
        "安排.csv": "日期,资金,项目,金额(万元)\n" + "".join(f"2019-01-06,{name},{name}项目,{arrived}\n" for name, arrived, _ in rows),
        "支出.csv": "日期,资金,项目,金额(万元)\n" + "".join(f"2019-12-20,{name},{name}项目,{spent}\n" for name, _, spent in rows),
    })  # fmt: skip
    months = store.ok("report", "progress", "--year", "2019", "--format", "json").rows()
    found = {row["fund"]: row for row in months if row["month_end"] == "2019-12-31"}
    assert (found["泸西"]["rate"], found["广河"]["rate"]) == ("87.34%", "92.63%")
    assert (found["泸西"]["ahead"], found["泸西"]["rank"], found["广河"]["rank"]) == ("-12.66", 2, 1)
    assert [report(store, "fund", fund="泸西")[name] for name in ("spent", "cash", "rate")] == [
        "216216200.00", "31345100.00", "87.34%",
    ]  # fmt: skip
    assert report(store, "project", project="广河项目")["rate"] == "92.63%"
    prints(store, ("216,216,200.00", "31,345,100.00", "87.34%", "92.63%"), "fund")
