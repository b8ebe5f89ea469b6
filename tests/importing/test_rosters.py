"""Lists of villages and rosters of households under the headers of the national forms; what has no place is named, and left out as told."""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from conftest import Store
from importing.books import xlsx
from importing.desk import Desk, based, said

VILLAGES: list[list[Any]] = [
    ["陇西县行政村基本情况表", None, None, None, None, None, None, None, None],
    ["序号", "省份", "所属市州", "所属县区", "所属乡镇", "行政村名称", "行政区划代码", "贫困村属性", "户数"],
    [1, "甘肃省", "定西市", "陇西县", "福星镇", "石桥村", "621122101202", "深度贫困村", 312],
    [2, "甘肃省", "定西市", "陇西县", "福星镇", "李家沟村", "621122101203", "非贫困村", 208],
    ["合计", None, None, None, None, None, None, None, 520],
]
IDENTITY, OTHER_IDENTITY = "622421********1234", "6224************34"
ROSTER: list[list[Any]] = [
    ["建档立卡贫困户花名册", None, None, None, None, None, None, None, None, None, None],
    ["序号", "所属县", "所属乡镇", "行政村名称", "户号", "户主姓名", "身份证件号码", "人口数", "主要致贫原因", "脱贫属性", "户类型"],
    [1, "陇西县", "福星镇", "牙河村", "6211220001", "张三丰", IDENTITY, 4, "因病、因残", "已脱贫", "一般贫困户"],
    [2, "陇西县", "福星镇", "牙河村", "6211220002", "李四光", OTHER_IDENTITY, 2, "缺劳力", "未脱贫", "低保贫困户"],
]  # fmt: skip


@pytest.fixture
def desk(file_store: Store, tmp_path: Path) -> Desk:
    return based(file_store, tmp_path)


def _book(name: str, rows: list[list[Any]]) -> dict[str, bytes]:
    return {name: xlsx({"Sheet": rows}, lambda _, page: page.merge_range(0, 0, 0, len(rows[0]) - 1, rows[0][0]))}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_list_of_villages_is_taken_with_what_the_program_says(desk: Desk, lang: str) -> None:
    files = _book("行政村名单.xlsx", VILLAGES)
    refused = desk.bring(files, lang=lang)
    numbered = "户编号,村,人编号,户口编号\n1,牙河村,62112200091,2\n"
    assert "户口编号=编号" not in said(desk.bring({"贫困户.csv": numbered}, lang=lang))  # 户编号 is there
    assert [row["column"] for row in refused.rows("problems")] == ["户数"]
    told = re.findall(r"--map ('[^']*=')", said(refused))
    assert len(told) == 1
    excuses = [word for one in told for word in ("--map", *shlex.split(one))]
    answer = desk.take(files, *excuses, lang=lang)
    assert [row["created"] for row in answer.rows("files")] == [2]
    assert sum("户数" in row["note"] for row in answer.rows("notes")) == 1
    [village] = [row for row in desk.store.ok("village", "list", "--format", "json").rows() if row["name"] == "石桥村"]
    assert [village[name] for name in ("depth", "code", "township", "county", "prefecture", "province")] == [
        "deep", "621122101202", "福星镇", "陇西县", "定西市", "甘肃省",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "name", ["张**", "张*", "张*丰", "张＊", "欧阳*", "欧阳*丰", "*小丰", "买买提·*", "张××", "***"]
)
def test_a_name_whose_signs_are_hidden_is_none(desk: Desk, name: str) -> None:
    """As the national system writes rosters out."""
    answer = desk.take({"户.csv": f"村,户编号,户主\n牙河村,H-9,{name}\n"}, "--as", "户")
    assert "1 name" in answer.rows("notes")[0]["note"]
    [household] = desk.store.ok("household", "list", "--format", "json", "--show-personal").rows()
    assert household["head"] is None


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_roster_is_taken_at_the_first_try_without_a_number_of_anybody(desk: Desk, lang: str) -> None:
    answer = desk.take(_book("花名册.xlsx", ROSTER), lang=lang)
    assert [(row["noun"], row["created"]) for row in answer.rows("files")] == [("household", 2)]
    first, second = desk.store.ok("household", "list", "--format", "json").rows()
    assert [first[name] for name in ("name", "head", "persons", "status", "attribute")] == [
        "6211220001", "张**", 4, "exited", "general",
    ]  # fmt: skip
    assert (second["persons"], second["status"]) == (2, "poor")
    for written in (
        desk.store.ok("household", "list", "--format", "json").out,
        desk.store.ok("log", "--format", "json").out,
    ):
        assert IDENTITY not in written and OTHER_IDENTITY not in written


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_sheet_with_a_row_a_person_says_how_to_keep_the_heads(desk: Desk, lang: str) -> None:
    """Whether it is seen to be one of households, is said to be, or has had the column left out; the heads alone are taken."""
    rows = ("牙河村,P-1,张三丰,户主,3", "牙河村,P-1,李四光,配偶,3", "牙河村,P-2,王五,户主,1")
    before = desk.counts()
    for village, options in (("行政村", ()), ("村", ("--as", "户")), ("村", ("--as", "户", "--ignore-extra"))):
        sheet = "\n".join((f"{village},户编号,姓名,与户主关系,家庭人口", *rows, ""))
        answer = desk.bring({"人员.csv": sheet}, *options, lang=lang)
        told = said(answer)
        assert answer.code == 1 and "户主" in told, told
        assert "--ignore-extra" in options or "'与户主关系='" in told
    assert desk.counts() == before
    heads = "\n".join(("村,户编号,姓名,与户主关系,人口数", *(row for row in rows if "户主" in row), ""))
    desk.take({"户主.csv": heads}, "--as", "household", "--map", "姓名=户主", "--map", "与户主关系=")
    assert [row["name"] for row in desk.store.ok("household", "list", "--format", "json").rows()] == ["P-1", "P-2"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_list_under_the_former_name_of_a_township_makes_no_second_village(desk: Desk, lang: str) -> None:
    """Nor does one typed so; another village of the name, which never lay there, is made without a word."""
    desk.store.ok("village", "edit", "牙河村", "--township", "福星新镇")
    before = desk.counts()
    rows = "村名,乡镇,县区,市州\n牙河村,福星镇,陇西县,定西市\n"
    refused = desk.bring({"村.csv": rows}, "--mode", "upsert", lang=lang)
    assert [(row["row"], row["code"]) for row in refused.rows("problems")] == [(2, "likely_the_same")]
    assert "福星新镇/牙河村" in said(refused) and "--new" in said(refused)
    way = ("--value", "乡镇:福星镇=福星新镇")
    households = {"户.csv": "县区,乡镇,村,户编号\n陇西县,福星镇,牙河村,H-9\n"}
    for told in (said(refused), said(desk.bring(households, lang=lang))):
        assert shlex.join(way) in told, told
    assert [row["unchanged"] for row in desk.take({"村.csv": rows}, "--mode", "upsert", *way).rows("files")] == [1]
    assert desk.bring(households, *way, "--dry-run").code == 0
    typed = desk.store("village", "add", "牙河村", "--township", "福星镇", "--county", "陇西县", lang=lang)
    assert typed.code == 1 and "福星新镇" in typed.err
    assert {**desk.counts(), "audit": 0} == {**before, "audit": 0}
    desk.take({"别处.csv": rows.replace("福星镇", "巩昌镇")}, "--mode", "upsert")
    desk.take({"村.csv": rows}, "--mode", "upsert", "--new")


@pytest.mark.parametrize(
    ("place", "another"), [("", "county"), ("陇西县,", "township"), ("陇西县,福星镇", "code of both")]
)
def test_of_what_is_there_it_is_said_how_the_sheet_changes_it(desk: Desk, place: str, another: str) -> None:
    """And how another one of that name is told apart, by what its row does not say yet."""
    rows = f"村名,县区,乡镇,备注\n牙河村,{place or ','},新\n"
    told = said(desk.bring({"村.csv": rows}))
    assert "--mode upsert" in told and f"Give the {another}" in told
    assert [row["updated"] for row in desk.take({"村.csv": rows}, "--mode", "upsert").rows("files")] == [1]


def test_a_word_of_a_household_is_not_shown_and_the_option_says_so(desk: Desk) -> None:
    rows = {"户.csv": "村,户编号,户属性\n牙河村,H-1,脱贫户\n"}
    told = said(desk.bring(rows, lang="zh"))
    assert "脱贫户" not in told and "--value '户属性:表里的词=词'" in told
    desk.take(rows, "--value", "户属性:脱贫户=其他")
