"""The page: the same figures as everywhere, texts that stay texts, and in a real browser a filter that filters and paper that holds it."""

import re
from pathlib import Path

import pytest

from aidtrack.locale import use
from aidtrack.render.html import render
from aidtrack.values.report import Column, Report, Row, Table
from aidtrack.values.width import cell_len
from conftest import Store, call, once
from pages import illustration
from render.browser import Browser, in_sight
from reports.books import books

HOSTILE = ("<script>document.title='owned'</script>", "[/] & \"quoted\" 'apostrophe'", "=cmd|' /C calc'!A0")


@pytest.fixture
@once
def kept(store: Store, tmp_path: Path) -> Store:
    books(store, tmp_path)
    return store


def page(store: Store, path: Path, *report: str, lang: str = "zh") -> str:
    store.ok("report", *report, "-o", str(path), lang=lang)
    return path.read_text("utf-8")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    "report", [("village", "牙河村"), ("fund",), ("project",), ("overview", "--year", "2017")], ids=str
)
def test_the_figures_are_those_of_the_text(kept: Store, tmp_path: Path, report: tuple[str, ...], lang: str) -> None:
    text = page(kept, tmp_path / "页.html", *report, lang=lang)
    plain = kept.ok("report", *report, "--format", "plain", lang=lang).out
    amounts = re.findall(r"-?[0-9][0-9,]*\.[0-9]{2}%?", plain)
    assert amounts
    body = re.sub("<figure.*?</figure>", "", text.split("<body>")[1].split("<script>")[0], flags=re.DOTALL)
    cells = re.findall(r">([^<>]*)<", body)
    assert sorted(amounts) == sorted(one for cell in cells for one in re.findall(r"-?[0-9][0-9,]*\.[0-9]{2}%?", cell))
    assert f'lang="{"zh-CN" if lang == "zh" else "en"}"' in text
    head = kept.ok("db", "info", "--format", "json").rows()[0]["head"]
    assert head in text


def test_it_needs_nothing_from_outside(kept: Store, tmp_path: Path) -> None:
    text = page(kept, tmp_path / "页.html", "fund")
    assert not re.search(r"(src|url)\s*[=(]|href\s*=(?!\"#)|@import", text)
    assert "default-src 'none'" in text
    assert "aidtrack --db" in text  # the commands behind the rows


def test_hostile_names_stay_text(file_store: Store, tmp_path: Path, browser: Browser) -> None:
    for name in HOSTILE:
        file_store.ok("fund", "add", name, "--budget", "100")
    path = tmp_path / "页.html"
    text = page(file_store, path, "fund")
    assert "<script>document" not in text
    document = browser.opened(path)
    assert "<title>资金</title>" in document
    for name in HOSTILE:
        assert name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") in document


def test_a_filter_filters(kept: Store, tmp_path: Path, browser: Browser) -> None:
    path = tmp_path / "页.html"
    page(kept, path, "project")
    everything = browser.opened(path)
    assert len(in_sight(everything)["projects"]) == 3
    filtered = browser.opened(path, "#q=大棚")
    assert ["大棚" in row for row in in_sight(filtered)["projects"]] == [True]
    assert "1 / 3" in filtered


def test_on_paper_nothing_is_cut(kept: Store, tmp_path: Path, browser: Browser) -> None:
    path = tmp_path / "页.html"
    page(kept, path, "project")
    paper = "".join(browser.printed(path).split())
    plain = kept.ok("report", "project", "--format", "plain", lang="zh").out
    for word in ("项目", "类别", "支出率", "提示", "菌菜大棚", "危房改造", "合计"):
        assert word in paper
    for amount in re.findall(r"-?[0-9][0-9,]*\.[0-9]{2}%?", plain):
        assert amount in paper


def test_on_paper_the_widest_table_has_its_last_column_and_whole_words(tmp_path: Path, browser: Browser) -> None:
    path = tmp_path / "page.html"
    made = call("--db", str(illustration()), "--lang", "en", "report", "project", "-o", str(path))
    assert made.code == 0
    lines = browser.printed(path).split("\n")
    for word in ("implementing", "suspended", "findings", "flags", "overdue"):
        assert [line for line in lines if re.search(rf"(?<!\w){word}(?!\w)", line)], (word, lines)


def test_on_paper_a_total_stands_once_and_no_seal_alone(tmp_path: Path, browser: Browser) -> None:
    use("zh")
    columns = [Column("what", "项目"), Column("amount", "金额", "money")]
    rows: list[Row] = [{"what": f"项目{at}", "amount": at * 100} for at in range(33)]  # a page, but for the seal
    table = Table("projects", "资金", columns, rows, total={"amount": 528_00})
    path = tmp_path / "公示.html"
    path.write_text(
        render(Report("notice", "公示", [table], closing=["公示单位(盖章)"], notes=["单位:元"]), None), "utf-8"
    )
    paper = "".join(browser.printed(path, upright=True).split())
    assert paper.count("项目金额") == 2 and paper.count("合计528.00") == 1  # headed on both pages
    last = paper.rpartition("项目金额")[2]
    assert last.startswith("项目31") and last.endswith("合计528.00单位:元公示单位(盖章)")


SIDEWAYS = """
const wide = [...document.querySelectorAll("html, .scroll")].filter(one => one.scrollWidth > one.clientWidth);
document.title = `sideways: ${wide.map(one => one.closest("section")?.id ?? "page").join()}.`;
"""


@pytest.mark.parametrize("report", [("dashboard",), ("village", "牙河村")], ids=" ".join)
def test_a_phone_shows_what_matters_without_scrolling_sideways(
    kept: Store, tmp_path: Path, browser: Browser, report: tuple[str, ...]
) -> None:
    path = tmp_path / "页.html"
    text = page(kept, path, *report)
    assert "sideways: ." in browser.opened(path, then=SIDEWAYS, width=500)
    for heading in ("安排", "支出", "提示"):
        assert f">{heading}</th>" in text  # all of it is there for who asks


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_window_shows_the_widest_tables_without_scrolling_sideways(
    tmp_path: Path, browser: Browser, lang: str
) -> None:
    path = tmp_path / "pack.html"
    assert call("--db", str(illustration()), "--lang", lang, "report", "pack", "-o", str(path)).code == 0
    assert "sideways: ." in browser.opened(path, then=SIDEWAYS, width=1280)
    asked = 'for (const more of document.querySelectorAll(".more.always")) more.click();'
    assert "sideways: t-funds,t-projects." in browser.opened(path, then=asked + SIDEWAYS, width=1280)


SHOWN = """
const heads = [...document.querySelectorAll("#t-funding thead th")].filter(one => one.offsetWidth > 0);
document.title = `heads: ${heads.map(one => one.textContent.trim()).join()}.`;
"""


def test_a_phone_shows_what_is_left_and_what_is_to_be_seen_to(kept: Store, tmp_path: Path, browser: Browser) -> None:
    path = tmp_path / "页.html"
    text = page(kept, path, "village", "咀儿村")
    [heads] = re.findall("<title>heads: (.*?)\\.", browser.opened(path, then=SHOWN, width=500))
    assert {"项目", "余额", "提示"} <= {*heads.split(",")}
    # Who asks sees the others too, also where a page's script may not run.
    path.write_text(re.sub("<script>.*?</script>", "", text, flags=re.DOTALL), "utf-8")
    asked = 'document.querySelector("#t-funding .more input").click();'
    [all_heads] = re.findall("<title>heads: (.*?)\\.", browser.opened(path, then=asked + SHOWN, width=500))
    assert {*heads.split(","), "类别", "安排", "支出"} < {*all_heads.split(",")}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    "report", [("village", "示例一村"), ("overview",), ("project", "牙河村危房改造"), ("pack",)], ids=" ".join
)
def test_on_a_phone_the_columns_have_room_with_their_headings_and_totals_a_name(
    report: tuple[str, ...], lang: str
) -> None:
    page = call("--db", str(illustration()), "--lang", lang, "report", *report, "--format", "html").out
    phone = page[page.index("(max-width: 40rem)") :]
    found = re.findall(
        r"#t-(\w+):not\(:has\(\.more :checked\)\) tr:not\(\.behind\) > :is\((.*?)\) \{ display: none; \}", phone
    )
    assert found
    for name, hidden in found:
        section = page[page.index(f'id="t-{name}"') :].partition("</section>")[0]
        labels = re.findall(r'<th scope="col"[^>]*>(.*?)</th>', section[: section.index("</thead>")])
        gone = {int(at) for at in re.findall(r"nth-child\((\d+)\)", hidden)}
        kept = [max(label.split("<wbr>"), key=cell_len) for at, label in enumerate(labels, 1) if at not in gone]
        assert sum(map(cell_len, kept)) + 2 * (len(kept) - 1) <= 50, (name, kept)
        assert "<tfoot>" not in section or 1 not in gone, (name, kept)
