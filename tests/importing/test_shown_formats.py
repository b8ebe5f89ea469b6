"""What LibreOffice shows of a number under each number format is what is stored, or the row is refused (SHEETS 17).

number_formats/shown.json is what LibreOffice showed; number_formats/render.py records it again. The digits come from what a
cell holds: what is stored is the held amount, and it is shown so where it rounds to what is seen.
"""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest

from aidtrack.importing.reading.workbook import open_workbook
from conftest import Store
from importing.desk import Desk
from importing.number_formats.formats import FORMATS, HELD, Cell, book
from importing.number_formats.meant import YUAN, Seen, seen_amount, seen_count, seen_percent, shows_day
from ledger.chain import FUND, HOUSEHOLD, lending

HERE = Path(__file__).parent / "number_formats"


class Under(NamedTuple):
    """A number under a format, and what is shown of it."""

    code: int | str
    held: Decimal
    text: str

    @property
    def red(self) -> bool:
        """Whether its colour alone says that it is below zero."""
        sections = str(self.code).split(";")
        return self.held < 0 and len(sections) > 1 and ("[Red]" in sections[1] or "[红色]" in sections[1])


def recorded() -> list[Under]:
    record = json.loads((HERE / "shown.json").read_text(encoding="utf-8"))
    assert [code for code, *_ in record["shown"]] == FORMATS, "run number_formats/render.py"
    assert record["held"] == HELD
    return [
        Under(code, Decimal(repr(held)), text)
        for code, *texts in record["shown"]
        for held, text in zip(HELD, texts, strict=True)
    ]


CELLS = recorded()
MOST = Decimal(10**15)  # yuan
# Refused though what is seen could be read: what only looks like groups of digits or a fraction, a unit that is not what it says.
STRICTER = {12, 13, 69, 70, "# ??/??", "0!,000", "0 000", '0.00"0"', "[$¥-411]#,##0"}
# Days that are written in another alphabet; who reads a workbook beside us takes them for numbers.
THAI = set(range(71, 79))


def test_the_list_is_whole() -> None:
    assert len(set(FORMATS)) == len(FORMATS) >= 58 + 12 + 40


# -- amounts --


def yuan(cell: Under, unit: str | None) -> Decimal | None:
    """How many yuan a cell is read as under a header of this unit; None where it is to be refused."""
    seen = seen_amount(cell.text, red=cell.red)
    if seen is None or (seen.unit is None and unit is None):
        return None
    amount = _meant(cell.held, seen, unit)
    if amount is None or amount != amount.quantize(Decimal("0.01")) or abs(amount) > MOST:
        return None
    return amount


def _meant(held: Decimal, seen: Seen, unit: str | None) -> Decimal | None:
    """The amount of which the number that is held and the number that is seen both speak."""
    own = YUAN[seen.unit or unit or ""]
    seen_yuan = Seen(seen.number * own, seen.off * own, None)
    if seen.unit not in (None, "元") and seen_yuan.is_for(held) and unit in (None, "元", "万元"):
        return held  # scaled, its unit beside it
    if seen.unit is not None and unit is not None and YUAN[unit] != own:
        return None
    return held * own if seen_yuan.is_for(held * own) else None


def budgets_and_returns(unit: str | None) -> tuple[dict[str, list[list[Cell]]], dict[tuple[str, int], Under]]:
    """A workbook of all cells, those below zero as money that is given back; and each cell by its sheet and row."""
    header = f"（{unit}）" if unit else ""
    funds: list[list[Cell]] = [["资金名称", f"计划数{header}"]]
    returns: list[list[Cell]] = [["日期", "资金", f"金额{header}", "原因", "凭证号"]]
    under = {}
    for cell in CELLS:
        if unit is None and YUAN.keys().isdisjoint(_own_unit(cell)):
            continue  # one plain number alone would be told of the whole column
        number: Cell = (cell.code, float(cell.held))
        if cell.held < 0:
            returns.append(["2017-03-01", "甲", number, "收回", f"R{len(returns) + 1}"])
            under["到账", len(returns)] = cell
        else:
            funds.append([f"F{len(funds) + 1}", number])
            under["资金", len(funds)] = cell
    return {"资金": funds, "到账": returns}, under


def _own_unit(cell: Under) -> set[str]:
    seen = seen_amount(cell.text, red=cell.red)
    return {seen.unit} if seen and seen.unit else set()


def rich(store: Store) -> Store:
    """A store whose fund can give back more than all cells hold."""
    store.ok("fund", "add", "甲")
    for number in range(10):
        store.ok("receipt", "add", str(MOST), "--fund", "甲", "--date", "2017-01-01", "--ref", f"S{number}")
    return store


def stored(desk: Desk) -> dict[tuple[str, int], Decimal | None]:
    """By sheet and row, the yuan of what came of it."""
    found: dict[tuple[str, int], Decimal | None] = {}
    for row in desk.store.json("fund", "list")["tables"][0]["rows"]:
        if row["name"] != "甲":
            found["资金", int(row["name"][1:])] = None if row["budget"] is None else Decimal(row["budget"])
    for row in desk.store.json("receipt", "list")["tables"][0]["rows"]:
        if row["voucher"]:
            found["到账", int(row["voucher"][1:])] = Decimal(row["amount"])
    return found


def differences(desk: Desk, under: dict[tuple[str, int], Under], unit: str | None) -> Iterator[tuple[object, ...]]:
    """Every cell that is stored as another amount than is seen, or refused though what is seen is held."""
    found = stored(desk)
    for at, cell in under.items():
        right = yuan(cell, unit)
        if at in found and found[at] != right:
            yield (*cell, "stored", found[at], "instead of", right)
        if at not in found and right is not None and not may_be_refused(cell):
            yield (*cell, "refused, instead of", right)


def may_be_refused(cell: Under) -> bool:
    """Whether nothing is lost where a cell is refused whose number could be read: little more than 0 is seen, say."""
    seen = seen_amount(cell.text, red=False)
    return cell.code in STRICTER or (seen is not None and seen.number == 0)


@pytest.mark.parametrize("unit", ["元", "万元", "亿元", None])
def test_an_amount_is_what_is_seen_or_refused(file_store: Store, tmp_path: Path, unit: str | None) -> None:
    desk = Desk(rich(file_store), tmp_path)
    sheets, under = budgets_and_returns(unit)
    answer = desk.bring({"表.xlsx": book(sheets)}, "--partial", "--rejected", str(tmp_path / "rejected.xlsx"))
    assert answer.code == 0, answer
    assert [(row["read"], row["skipped"]) for row in answer.rows("files")] == [
        (len(rows) - 1, 0) for rows in sheets.values()
    ]
    assert list(differences(desk, under, unit)) == []


# -- rates, counts, days --


def outcome(desk: Desk, name: str, header: list[str], rows: list[list[Cell]], kind: str) -> list[dict[str, object]]:
    """What is stored of a sheet's sound rows."""
    answer = desk.bring({f"{name}.xlsx": book({name: [[*header], *rows]})}, "--partial", "--rejected", str(desk.folder / "rejected.xlsx"))  # fmt: skip
    assert answer.code == 0, answer
    return list(desk.store.json(kind, "list")["tables"][0]["rows"])


def test_a_rate_is_what_is_seen_or_refused(file_store: Store, tmp_path: Path) -> None:
    desk = Desk(lending(file_store, "1000000"), tmp_path)
    header = ["日期", "资金", "户编号", "金额（元）", "年利率", "凭证号"]
    rows: list[list[Cell]] = [
        ["2017-05-31", FUND, HOUSEHOLD, "1", (cell.code, float(cell.held)), str(at)] for at, cell in enumerate(CELLS)
    ]
    rates = {row["voucher"]: row["yearly_rate"] for row in outcome(desk, "放款", header, rows, "loan")}
    for at, cell in enumerate(CELLS):
        assert rates.get(str(at)) in percentages(cell), cell


def percentages(cell: Under) -> set[str | None]:
    """The percentages that are seen in full: none where none is seen, or none that a rate may be."""
    seen = seen_percent(cell.text)
    if seen is None:
        return {None}
    held = [cell.held * times for times in (Decimal(100), Decimal(1), Decimal("0.01"), Decimal("0.0001"))]
    fitting = [rate for rate in held if seen.is_for(rate) and 0 <= rate <= 100 and rate == round(rate, 4)]
    read: set[str | None] = {f"{rate.normalize():f}%" for rate in fitting}
    return read if read and seen.number else {*read, None}


def test_a_count_is_what_is_seen_or_refused(file_store: Store, tmp_path: Path) -> None:
    desk = Desk(file_store, tmp_path)
    rows: list[list[Cell]] = [[f"P{at}", (cell.code, float(cell.held))] for at, cell in enumerate(CELLS)]
    counts = {
        row["name"]: row["households"] for row in outcome(desk, "项目", ["项目名称", "受益户数"], rows, "project")
    }
    for at, cell in enumerate(CELLS):
        seen = seen_count(cell.text)
        right = seen if seen == cell.held and not cell.red else None
        found = counts.get(f"P{at}")
        assert found == right or (found is None and (cell.code in STRICTER or right == 0)), (cell, found)


def test_a_day_is_what_is_seen_or_refused(file_store: Store, tmp_path: Path) -> None:
    desk = Desk(file_store, tmp_path)
    desk.store.ok("fund", "add", FUND)
    rows: list[list[Cell]] = [[(cell.code, float(cell.held)), FUND, "1", str(at)] for at, cell in enumerate(CELLS)]
    receipts = outcome(desk, "到账", ["日期", "资金", "金额（元）", "凭证号"], rows, "receipt")
    days = {row["voucher"]: row["date"] for row in receipts}
    for at, cell in enumerate(CELLS):
        seen = int(cell.held) == 43164 and shows_day(cell.text, float(cell.held))
        found = days.get(str(at))
        assert found == ("2018-03-05" if seen else None) or (found is None and cell.code in THAI), cell


# -- the other kinds of workbook --


def cells(path: Path) -> dict[tuple[int | str, float], str]:
    """The cells of a workbook of all formats."""
    with open_workbook(path) as read:
        rows = dict(read.sheets[0].rows())
    blank = [""] * len(HELD)
    return {
        (code, held): cell
        for line, code in enumerate(FORMATS, 1)
        for held, cell in zip(HELD, rows.get(line, blank), strict=True)
    }


def told(cell: str) -> tuple[object, ...]:
    """What becomes of a cell: its kind, its text, what it holds."""
    scientific = "E" in cell  # refused however its digits are spelled
    foreign = cell.startswith("¥(")  # each kind of workbook names a country in its own way
    text = "" if scientific or foreign else str(cell)
    return type(cell), text, getattr(cell, "held", None), getattr(cell, "scaled", None)


@pytest.mark.parametrize("kind", ["ods", "xls"])
def test_another_kind_of_workbook_reads_the_same(tmp_path: Path, kind: str) -> None:
    """formats.ods and formats.xls are the workbook as LibreOffice saves it; it keeps hours and the days before 1900 in its own way."""
    path = tmp_path / "formats.xlsx"
    path.write_bytes(book({"formats": [[(code, held) for held in HELD] for code in FORMATS]}))
    ours, others = cells(path), cells(HERE / f"formats.{kind}")
    dated = {cell.code for cell in CELLS if cell.held == 300000000 and re.search("#FMT|[:时]", cell.text)}
    assert {at: told(others[at]) for at in ours if at[0] not in dated} == {
        at: told(cell) for at, cell in ours.items() if at[0] not in dated
    }
    for cell in CELLS:
        if cell.code in dated and cell.held == 43164:
            seen = shows_day(cell.text, 43164) and cell.code not in THAI
            found = [told(one[cell.code, 43164.0])[:2] == (str, "2018-03-05") for one in (ours, others)]
            assert found == [seen, seen] or cell.code in THAI, cell
