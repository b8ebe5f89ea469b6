"""A template is a workbook that a person fills in and import reads: lists, formats, examples that are left out."""

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from conftest import Store
from importing.desk import Desk, based


@pytest.fixture
def desk(store: Store, tmp_path: Path) -> Desk:
    return based(store, tmp_path)


@pytest.mark.parametrize(
    ("lang", "how_to", "example"), [("zh", "填写说明", "示例"), ("en", "How to fill in", "example")]
)
def test_it_is_filled_in_and_imported(desk: Desk, tmp_path: Path, lang: str, how_to: str, example: str) -> None:
    path = tmp_path / "模板.xlsx"
    desk.store.ok("template", "village", "支出", "-o", str(path), lang=lang)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames[2:] == [how_to, "lists"]
    page = book.worksheets[1]
    head = [str(cell.value) for cell in page[1]]
    at = {name: head.index(word) + 1 for name, word in zip(
        ("date", "fund", "project", "amount", "voucher"),
        ("日期*", "资金*", "项目", "金额（元）*", "凭证号") if lang == "zh" else ("date*", "fund*", "project", "amount*", "voucher"),
        strict=True,
    )}  # fmt: skip
    assert page.cell(2, 1).value == page.cell(3, 1).value == example
    listed = {str(rule.formula1) for rule in page.data_validations.dataValidation}
    assert len(listed) == 3  # funds, projects, villages
    words = [cell.value for line in book["lists"].iter_rows() for cell in line]
    assert {"自筹资金", "牙河村/道路硬化", "未分村" if lang == "zh" else "not assigned"} <= set(words)
    widths: list[Any] = list(page.column_dimensions.values())
    [voucher] = [one for one in widths if one.min <= at["voucher"] <= one.max]
    assert voucher.number_format == "@"
    filled: dict[str, Any] = {
        "date": date(2017, 3, 1),
        "fund": "自筹资金",
        "project": "菌菜大棚",
        "amount": 12.5,
        "voucher": "007",
    }
    for name, value in filled.items():
        page.cell(4, at[name]).value = value
    book.save(path)
    answer = desk.take({"填好.xlsx": path.read_bytes()})
    assert [(row["noun"], row["created"]) for row in answer.rows("files")] == [("village", 0), ("spending", 1)]
    assert any("2 example rows" in row["note"] for row in answer.rows("notes"))
    [entry] = desk.store.ok("spending", "list", "--format", "json").rows()
    assert (entry["date"], entry["amount"], entry["voucher"]) == ("2017-03-01", "12.50", "007")


def test_without_a_store(tmp_path: Path) -> None:
    nowhere = Store(str(tmp_path / "没有.db"), "sqlite")
    nowhere.ok("template", "fund", "entry", "-o", str(tmp_path / "x.xlsx"))
    assert not Path(nowhere.db).exists()
    assert openpyxl.load_workbook(tmp_path / "x.xlsx").sheetnames[:2] == ["fund", "entry"]


def test_bad_words_and_endings(desk: Desk, tmp_path: Path) -> None:
    assert desk.store("template", "fundd", "-o", str(tmp_path / "x.xlsx")).code == 2
    assert desk.store("template", "fund", "-o", str(tmp_path / "x.csv")).code == 2
    assert desk.store("template", "fund").code == 2
