"""Filters of lists and reports: what is refused and how, what is said, and how an answer tells what it was narrowed by."""

import contextlib
import io
import shlex
from pathlib import Path
from typing import Any

import pytest

from aidtrack.cli.main import main
from aidtrack.reports.registry import REPORTS
from cli.test_process import complete
from conftest import Store
from render.shown import PEOPLE
from reports.asked import asked
from reports.chosen import programme


@pytest.fixture
def books(store: Store, tmp_path: Path) -> Store:
    return programme(store, tmp_path)


@pytest.fixture
def one_book(file_store: Store, tmp_path: Path) -> Store:
    return programme(file_store, tmp_path)


def test_what_is_refused_and_what_is_answered_with_nothing(books: Store) -> None:
    for command in ("report overview", "spending list"):
        for words, code, said in (
            ("--fund 没有", 1, "There is no fund “没有”."),
            ("--project 大盆", 1, "大棚"),
            ("--village 没有村", 1, "There is no village “没有村”."),
            ("--household 没有户", 1, "There is no household"),
            ("--source fiskal", 2, "fiscal"),
            ("--stage implementin", 2, "implementing"),
            ("--depth dep", 2, "deep"),
            ("--fund-year 二零一七", 2, "year"),
            ("--county 陇西", 0, "陇西县"),
            ("--category 菌菜大捧", 0, "菌菜大棚"),
            ("--implementer 没有局", 0, "No project has the implementer “没有局”."),
            ("--payee 没有人", 0, "No entry has the payee “没有人”."),
            ("--provider 没有厅", 0, "No fund has the provider “没有厅”."),
            ("--fund-year 2031", 0, "No fund has the year “2031”."),
            ("--county 陇西县 --county 没有县", 0, "No village has the county “没有县”."),
        ):  # fmt: skip
            answer = books(*command.split(), *words.split(), "--format", "json")
            assert (answer.code, said in answer.err) == (code, True), (command, words, answer)
            if not code and "陇西县 " not in words:
                assert answer.rows() == [], (command, words)


def test_none_left_in_the_wrong_place_is_no_option(one_book: Store) -> None:
    """A filter under which nothing of a report is known is none of its options."""
    assert one_book("report", "carryover", "--county", "陇西县").code == 2
    assert one_book("report", "posting", "--fund", "专项").code == 2
    assert one_book("report", "briefing", "--payee", "示例公司").code == 2


@pytest.mark.parametrize("form", [*PEOPLE, "html", "json"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_answer_says_what_it_was_narrowed_by(one_book: Store, lang: str, form: str) -> None:
    text = one_book.ok(
        "report", "fund", "--county", "陇西县", "--county", "武山县", "--fund-year", "2016", "--format", form, lang=lang
    ).out
    for said in (
        ("县区: 陇西县、武山县", "资金年度: 2016") if lang == "zh" else ("county: 陇西县、武山县", "fund year: 2016")
    ):
        assert said in text
    note = "Not known of a part of the money" if lang == "en" else "只看一部分资金时无从得知"
    assert (note in text) == (form != "json")


def test_json_names_the_filters(one_book: Store) -> None:
    answer: Any = one_book.json("report", "overview", "--county", "陇西县", "--stage", "实施", "--county", NOWHERE)
    assert answer["filters"] == [
        {"name": "county", "values": ["陇西县", NOWHERE]},
        {"name": "stage", "values": ["实施"]},
    ]  # fmt: skip
    assert one_book.json("project", "list", "--village", "甲村")["filters"] == [{"name": "village", "values": ["甲村"]}]
    assert one_book.json("report", "overview")["filters"] == []


@pytest.mark.parametrize(
    "time", [("--from", "2018-02", "--to", "2018-11"), ("--year", "2018", "--as-of", "2018-11-30")]
)
def test_a_list_names_its_period_its_ids_and_its_batch(one_book: Store, time: tuple[str, ...]) -> None:
    first = "2018-02-01" if "--from" in time else "2018-01-01"
    asked = ("spending", "list", *time, "--id", "1-9,12", "--batch", "1")
    answer: Any = one_book.json(*asked)
    assert {one["name"]: one["values"] for one in answer["filters"]} == {
        "from": [first], "id": ["1-9,12"], "batch": ["1"],
    }  # fmt: skip
    assert answer["as_of"] == "2018-11-30"
    title = one_book.ok(*asked, lang="zh").out.splitlines()[0]
    assert f"· 自 {first} 起 · 编号 1-9,12 · 批次 1  截至 2018-11-30" in title


NOWHERE = "not assigned"


def test_a_name_that_may_be_a_persons_is_masked(one_book: Store) -> None:
    one_book.run("household add 王五家 --village 甲村")
    answer = one_book.json("report", "overview", "--household", "甲村/王五家")
    assert answer["filters"] == [{"name": "household", "values": ["甲村/王**"]}]
    assert "王五家" not in answer["title"]
    one_book.run("household edit 甲村/王五家 --head 赵六七")
    for command in (("report", "overview"), ("spending", "list")):
        answer = one_book.json(*command, "--payee", "赵六七", "--payee", "示例公司")
        assert answer["filters"] == [{"name": "payee", "values": ["赵**", "示例公司"]}]
        assert "赵六七" not in answer["title"]


def test_words_are_found_however_they_are_typed(one_book: Store) -> None:
    """Closed words in either language, open words by their key, places of two names, units by an alias."""
    one_book.run("organization add 县总工会 --alias 县工会")
    for left, right in (
        ("--stage 实施", "--stage implementing"),
        ("--source 财政专项", "--source fiscal"),
        ("--implementer 县工会", "--implementer 县总工会"),
        ("--depth 深度贫困村", "--depth deep"),
    ):
        one, other = (one_book.json("report", "overview", *words.split())["tables"] for words in (left, right))
        assert one == other and one[0]["rows"]
    for asked_for in (
        ("report", "overview", "--payee"),
        ("spending", "list", "--payee"),
        ("project", "list", "--category"),
    ):
        blank, *words = (one_book.json(*asked_for, word)["tables"] for word in ("", NOWHERE, "未填", "not stated"))
        assert words == [blank] * 3, asked_for


def test_every_report_that_takes_filters_answers_under_each(books: Store) -> None:
    """Whatever is chosen, and where nothing is; with --explain and --compare too."""
    texts = {"fund": "专项", "fund_year": "2016", "source": "fiscal", "provider": "省财政厅", "project": "大棚", "category": "道路",
             "stage": "实施", "implementer": "交通局", "village": "丁村", "depth": "deep", "township": "福星镇", "county": "宕昌县",
             "prefecture": "定西市", "province": "甘肃省", "household": "甲村/H1", "payee": "示例公司", "kind": "培训", "partners": "省厅"}  # fmt: skip
    named = {
        "village": "甲村",
        "fund": "专项",
        "loan": "借款",
        "project": "大棚",
        "household": "甲村",
        "posting": "甲村",
        "step": "大棚",
    }
    tried = 0
    for word, *rest in asked():
        declared = REPORTS[word]
        about = [named[word] if one in ("牙河村", "自筹资金", "小额借款", "大棚") else one for one in rest]
        if word == "indicator" or not declared.filters:
            continue
        for filter in declared.filters[:: 1 if books.engine == "sqlite" else 3]:
            option = f"--{filter.replace('_', '-')}"
            more = ["--compare", "2016"] if declared.compares else ["--explain"]
            answer = books("report", word, *about, option, texts[filter], *more, "--format", "json")
            assert answer.code == 0, (word, about, option, answer)
            assert [one["name"] for one in answer.json()["filters"]] == [filter]
            tried += 1
    assert tried > 60


def test_a_set_says_what_of_it_is_left_out(one_book: Store) -> None:
    """The parts whose rows refer to nothing that is asked for; what refers to it by its project stands."""
    note = "Left out, for it is not known of them what the filters ask for: "
    for words, left_out in (
        ("dashboard --county 陇西县", "Money left, by its age, Carry-over"),
        ("dashboard --fund 专项", "Net income per farmer"),
        ("briefing --county 陇西县", "The whole programme"),
        ("briefing --project 大棚", "posting, The whole programme"),
        ("briefing --fund 专项", "posting, activity, The whole programme"),
    ):
        report, *filters = words.split()
        assert f"{note}{left_out}." in one_book.ok("report", report, *filters, "--format", "plain").out, words


def test_merged_villages_are_found_as_one(books: Store) -> None:
    """What counts in another one on the day is that one's: before it, and by the county that it had, its own."""
    books.run("village edit 丙村 --merged-into 甲村 --merged-on 2017-06-01")

    def spent(*words: str) -> set[str]:
        return {
            row["village"]
            for row in books.json("report", "overview", *words)["tables"][0]["rows"]
            if row["spent"] is not None
        }

    assert spent("--county", "武山县", "--as-of", "2017-05-31") == {"丙村"}
    assert spent("--county", "武山县", "--as-of", "2017-06-01") == set()
    assert spent("--village", "丙村", "--as-of", "2017-06-01") in ({"甲村"}, set(), {"丙村"})
    whole = books.json("report", "overview", "--as-of", "2018-01-01")["tables"][0]["rows"]
    mine = books.json("report", "overview", "--county", "陇西县", "--as-of", "2018-01-01")["tables"][0]["rows"]
    assert [row for row in whole if row["county"] == "陇西县"] == mine


def test_a_partner_is_found_among_several(one_book: Store) -> None:
    one_book.run(
        "organization add 协作市工会 --alias 协作工会",
        "activity add 会一 --partners 省厅、协作市工会",
        "activity add 会二 --partners 协作工会",
        "activity add 会三 --partners 协作市工会分会",
    )
    for words in (("activity", "list"), ("report", "activity")):
        answer = one_book.json(*words, "--partners", "协作市工会")
        rows = next(table["rows"] for table in answer["tables"] if table["name"] in ("activity", "activities"))
        assert {row["name"] for row in rows} == {"会一", "会二"}


@pytest.mark.parametrize(("report", "table"), [("alerts", "alerts"), ("quality", "gaps")])
def test_alerts_and_gaps_are_those_of_the_part(books: Store, report: str, table: str) -> None:
    """What rests on a whole fund stands under filters of funds alone; what is said of a project is found by its village and its funds."""

    def found(*words: str) -> list[dict[str, Any]]:
        return books.ok("report", report, "--as-of", "2018-12-31", *words, "--format", "json").rows(table)

    whole = found()
    for fund in ("专项", "自筹", "借款"):
        mine = found("--fund", fund)
        assert [row for row in mine if row["fund"]] == [row for row in whole if row["fund"] == fund]
        assert all(row["fund"] or row["project"] for row in mine)
    mine = found("--county", "陇西县")
    assert [row for row in mine if row["village"]] == [row for row in whole if row["village"] in ("甲村", "乙村")]
    assert found("--project", "果园") == [row for row in whole if row["project"] == "果园"]


def test_every_filter_completes(one_book: Store) -> None:
    """Names, closed words in either language, and what the store holds of open ones."""
    for words, begun, found in (
        ("report overview --fund", "专", ["专项"]),
        ("report overview --stage", "实", ["实施"]),
        ("report overview --source", "fis", ["fiscal"]),
        ("report overview --county", "陇", ["陇西县"]),
        ("spending list --payee", "张", ["张三建筑队"]),
        ("report overview --fund-year", "201", ["2016", "2017", "2018"]),
        ("report overview --household", "H", ["H1", "H2", "H3"]),
    ):
        assert complete(one_book, *words.split(), incomplete=begun) == found, words


def test_words_complete_as_the_language_of_the_run_has_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of what is typed in the other language, that one's; filters, fields to be entered, and what answers are asked by."""

    def offered(*line: str) -> list[str]:
        monkeypatch.setenv("_AIDTRACK_COMPLETE", "complete_bash")
        monkeypatch.setenv("COMP_WORDS", shlex.join(("aidtrack", *line)))
        monkeypatch.setenv("COMP_CWORD", str(len(line)))
        out = io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.suppress(SystemExit):
            main([])
        return out.getvalue().splitlines()

    for words, begun, english, chinese in (
        ("report overview --source", "", "fiscal", "财政专项"),
        ("project add X --stage", "", "proposed", "提出"),
        ("project add X --category", "", "greenhouses", "菌菜大棚"),
        ("step add", "", "proposal", "提出"),
        ("report rollup --by", "", "fund_year", "资金年度"),
        ("report rollup --by", "county,", "county,fund_year", "county,资金年度"),
        ("report rollup --figures", "allocated,", "allocated,spent", "allocated,支出"),
        ("report alerts --level", "", "serious", "严重"),
        ("spending list --sort", "", "amount", "金额"),
        ("spending list --sort", "日期,-", "日期,-amount", "日期,-金额"),
        ("help", "", "sheets", "表格"),
        ("import x --as", "", "spending", "支出"),
        ("notice project X --phase", "", "before", "事前公示"),
    ):
        for lang, mine, other in (("en", english, chinese), ("zh", chinese, english)):
            found = offered("--lang", lang, *words.split(), begun)
            assert mine in found and other not in found, (words, lang, found)
    assert offered("--lang", "zh", "report", "overview", "--source", "fis") == ["fiscal"]
    assert offered("--lang", "xx", "report", "overview", "--source", "fis") == ["fiscal"]
