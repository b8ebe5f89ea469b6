"""What is exported and imported into an empty store gives the same reports, whatever the texts."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import ENGINES, Store
from reports.books import books

NOUNS = ("village", "organization", "fund", "project", "entry")
REPORTS = (("fund",), ("project",), ("overview",), ("overview", "--year", "2017"))

_starts = st.sampled_from(["", "=", "'", "''", "'=", "+", "-", "@", "＝", '"', "[/]", "#", "0", "1E5", "（", "\\"])
_bits = st.sampled_from(
    ["牙", "河", ",", '"', "'", "|", "`", "=cmd", "[red]", " ", "\t", "é", "𠮷", "👨🏽", "；", "、", "元", "%", "\n"]
)
_inner = st.lists(_bits, max_size=6).map("".join)
texts = st.builds("{}甲{}乙".format, _starts, _inner)  # at its ends nothing that the door takes off
names = texts.map(lambda text: " ".join(text.replace("\t", " ").split()).replace("、", "，"))
lines = texts.map(lambda text: text.replace("\t", " "))


def reports(store: Store) -> dict[object, object]:
    found: dict[object, object] = {report: store.json("report", *report)["tables"] for report in REPORTS}
    for noun in NOUNS[:-1]:
        found[noun] = [{**row, "id": None} for row in store.ok(noun, "list", "--format", "json").rows()]
    for kind in ("receipt", "interest", "allocation", "disbursement", "spending"):
        rows = store.ok(kind, "list", "--format", "json").rows()
        traced = {"id": None, "batch": None, "file_no": None, "row_no": None, "reverses": None}
        found[kind] = [{**row, **traced} for row in rows]
    return found


def carried_over(one: Store, other: Store, folder: Path, lang: str, encoding: str = "utf-8-sig") -> None:
    """Export everything of a store and import it into another."""
    filled = [noun for noun in NOUNS if noun == "entry" or one.ok(noun, "list", "--format", "json").rows()]
    paths = [str(folder / f"{noun}.csv") for noun in filled]
    one.ok("export", *filled, "-o", str(folder), "--encoding", encoding, lang=lang)
    other.ok("import", *reversed(paths), lang="zh" if lang == "en" else "en")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_the_books(store: Store, new_store: Callable[[str], Store], tmp_path: Path, lang: str, encoding: str) -> None:
    books(store, tmp_path)
    store.ok("spending", "reverse", "6", "--amount", "8.60", "--reason", "多付退回", "--date", "2017-08-01")
    store.ok("allocation", "add", "-50", "--fund", "协作资金", "--project", "培训", "--village", "咀儿村",
             "--reason", "调减", "--date", "2017-09-01")  # fmt: skip
    for engine in ENGINES:
        other = new_store(engine)
        carried_over(store, other, tmp_path, lang, encoding)
        assert reports(other) == reports(store)
        other.ok("check")


@given(fund=names, place=names.map(lambda text: text.replace("/", "")), text=lines, lang=st.sampled_from(["zh", "en"]))
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_text(
    new_store: Callable[[str], Store], tmp_path: Path, fund: str, place: str, text: str, lang: str
) -> None:  # fmt: skip
    one = new_store("sqlite")
    one.ok("fund", "add", "--note", text, "--raw", text, "--", fund)
    one.ok("village", "add", "--note", text, "--county", place, "--", place)
    one.ok("project", "add", "--village", place, "--content", text, "--target", text, "--", place)
    one.ok("receipt", "add", "100", "--fund", "1", "--purpose", text, "--voucher", text)
    one.ok("allocation", "add", "40", "--fund", "1", "--project", "1", "--payee", text)
    one.ok("spending", "add", "60.25", "--fund", "1", "--project", "1", "--over", text)
    for engine in ENGINES:
        other = new_store(engine)
        carried_over(one, other, tmp_path, lang)
        assert reports(other) == reports(one)
