"""A public notice on paper, from a real browser: it looks like one, and its Chinese can be searched."""

import csv
import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest

from conftest import Store
from render.browser import Browser
from render.shown import AS_TEXT, UNSAFE, csv_tables
from reports.notices import CHANNEL, notices

ON = ("--from", "2017-12-20")


@pytest.fixture
def kept(file_store: Store, tmp_path: Path) -> Store:
    return notices(file_store, tmp_path)


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_one_project_stands_on_its_sheet(kept: Store, tmp_path: Path, browser: Browser) -> None:
    path = tmp_path / "公示.html"
    kept.ok("notice", "project", "大棚", "--phase", "before", *ON, "-o", str(path), lang="zh")
    paper = squeezed(browser.printed(path, upright=True))
    for word in (
        "大棚项目资金安排公示", "项目名称大棚", "实施地点陇西县示例镇牙河村、武山县咀儿村", "建设内容新建大棚3座", "资金来源自筹、财政专项",
        "安排金额4,900.50", "实施单位示例公司", "责任单位示例县总工会", "期限2017-03–2017-10", "受益户数12", "受益人数40", "绩效目标户均增收2000元",
        "公示起2017-12-20", "公示止2017-12-30", squeezed(CHANNEL), "公示单位(盖章)", "2017年12月20日", "金额单位:元",
    ):  # fmt: skip
        assert word in paper, word
    assert "筛选" not in paper and "张明" not in paper


def test_several_projects_lie_in_one_table(kept: Store, tmp_path: Path, browser: Browser) -> None:
    kept.ok("project", "edit", "道路", "--actual-start", "2017-05-02", "--actual-end", "2017-11-01")
    kept.ok("spending", "add", "2499.99", "--project", "道路", "--date", "2017-11-20")
    kept.ok("step", "add", "acceptance", "--project", "道路", "--date", "2017-12-01")
    path = tmp_path / "公示.html"
    kept.ok("notice", "project", "大棚", "道路", "--phase", "after", *ON, "-o", str(path), lang="zh")
    paper = squeezed(browser.printed(path))
    # 4,550.50 + 2,499.99 of 7,400.50
    for word in (
        "项目完成情况公示",
        "支付金额",
        "结余",
        "2017-03-05–2017-09-30",
        "2017-11-02",
        "7,400.50",
        "7,050.49",
        "350.01",
        "0.01",
    ):
        assert word in paper, word
    assert 'type="search"' not in browser.opened(path)


HOSTILE = ("<script>document.title='owned'</script>", "[/] $(id) ;& \"q\" 'a'", "=cmd|' C'!A0", "# 牙 | `河` {name}")


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_hostile_names_stay_text(kept: Store, tmp_path: Path, name: str, lang: str) -> None:
    named = name.replace("/", "")
    kept.ok("project", "edit", "大棚", "--name", named, "--content", name, "--implementer", name)
    kept.ok("fund", "edit", "自筹资金", "--name", name)
    for args in (("project", named, "--phase", "before"), ("fund", name)):
        answers = {one: kept.ok("notice", *args, *ON, "--dry-run", "--format", one, lang=lang).out
                   for one in AS_TEXT}  # fmt: skip
        assert all(UNSAFE.search(text) is None for text in answers.values())
        assert "<script>document" not in answers["html"]
        assert [*csv.reader(io.StringIO(answers["csv"]))] and csv_tables(answers["csv"])
        path = tmp_path / "公示.xlsx"
        kept.ok("notice", *args, *ON, "--force", "-o", str(path), lang=lang)
        book = openpyxl.load_workbook(path)
        assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    kept.ok("project", "edit", named, "--target", "")
    said = kept("notice", "project", named, "--phase", "before", "--again", *ON, lang=lang)
    assert said.code == 1 and UNSAFE.search(said.err) is None
    kept.ok("check")


def test_no_hash_hangs_on_a_wall(kept: Store, tmp_path: Path) -> None:
    """The end of the audit chain is in the file's metadata; on a page that is no notice it stands below."""
    page, book = tmp_path / "公示.html", tmp_path / "公示.xlsx"
    for path in (page, book):
        kept.ok("notice", "project", "大棚", "--phase", "before", *ON, "-o", str(path), lang="en")
    text = page.read_text("utf-8")
    assert text.count("Audit chain") == 1 and '<meta name="audit-chain" content="store ' in text
    workbook = openpyxl.load_workbook(book)
    assert "Audit chain" in (workbook.properties.description or "")
    cells = [str(cell.value) for sheet in workbook for line in sheet.iter_rows() for cell in line]
    assert not [cell for cell in cells if "Audit chain" in cell]
    with zipfile.ZipFile(book) as packed:
        [footer] = re.findall("<oddFooter>(.*?)</oddFooter>", packed.read("xl/worksheets/sheet1.xml").decode())
    assert not re.search("[0-9a-f]{12}", footer)
    kept.ok("report", "fund", "-o", str(tmp_path / "资金.html"), lang="en")
    assert "<footer>store " in (tmp_path / "资金.html").read_text("utf-8")
