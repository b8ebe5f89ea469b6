"""What happens to what is there already: modes, 流水号 that come again, possible duplicates."""

from pathlib import Path

import pytest

from aidtrack.ledger.kind import KINDS
from conftest import Store
from importing.desk import Desk, based, faults, said

SPENT = "日期,资金,项目,金额（元）,用途\n2017-03-01,自筹资金,菌菜大棚,1000,膜\n"
NUMBERED = "日期,资金,项目,金额（元）,流水号\n2017-03-01,自筹资金,菌菜大棚,{},{}\n"


@pytest.fixture
def desk(store: Store, tmp_path: Path) -> Desk:
    return based(store, tmp_path)


def counts(answer: object) -> tuple[int, ...]:
    [row] = answer.rows("files")  # type: ignore[attr-defined]
    return tuple(row[name] for name in ("read", "created", "updated", "unchanged", "rejected"))


VILLAGES = "村名,县区,乡镇,区划代码,备注\n牙河村,陇西县,福星镇,,新的备注\n新村,陇西县,福星镇,,\n"


def test_add_refuses_what_exists(desk: Desk) -> None:
    answer = desk.bring({"村.csv": VILLAGES})
    assert faults(answer) == [(2, "村名", "牙河村")]


def test_update_changes_what_exists_and_a_blank_leaves_the_value(desk: Desk) -> None:
    answer = desk.bring({"村.csv": VILLAGES}, "--mode", "update")
    assert faults(answer) == [(3, "村名", "新村")]
    assert "upsert" in said(answer)
    answer = desk.take({"村.csv": VILLAGES.replace("新村,陇西县,福星镇,,\n", "")}, "--mode", "update")
    assert counts(answer) == (1, 0, 1, 0, 0)
    [village] = desk.store.ok("village", "show", "牙河村", "--format", "json").rows()
    assert (village["note"], village["code"], village["alias"]) == ("新的备注", "621122101201", "崖河村")
    desk.store.ok("check")


def test_upsert_counts_each(desk: Desk) -> None:
    same = "咀儿村,武山县,马力镇,,\n"
    answer = desk.take({"村.csv": VILLAGES + same}, "--mode", "upsert")
    assert counts(answer) == (3, 1, 1, 1, 0)
    assert desk.store.ok("log", "--noun", "village", "--limit", "2", "--format", "json").rows()
    desk.store.ok("check")
    twice = desk.bring({"村2.csv": VILLAGES + VILLAGES.split("\n")[1] + "\n"}, "--mode", "upsert")
    assert faults(twice) == [(4, "村名", "牙河村")]
    assert "line 2" in said(twice)


@pytest.mark.long
def test_upsert_changes_any_number(store: Store, tmp_path: Path) -> None:
    """What is changed is known by its new alias at once, and the transaction is as shallow after 1,000 changes as after one."""
    desk, head = Desk(store, tmp_path), "村名,别名,区划代码\n"
    desk.take({"村.csv": head + "".join(f"村{n},旧{n},{620000000000 + n}\n" for n in range(1000))})
    changed = "".join(f"新村{n},新{n},{620000000000 + n}\n" for n in range(1000))
    answer = desk.take({"村2.csv": head + changed, "项目.csv": "项目名称,村\n路,新999\n"}, "--mode", "upsert")
    assert [tuple(row[name] for name in ("created", "updated")) for row in answer.rows("files")] == [(0, 1000), (1, 0)]
    [project] = store.ok("project", "show", "路", "--format", "json").rows()
    assert project["village"] == "新村999"
    assert store("village", "show", "旧999").code == 1
    store.ok("check")


@pytest.mark.parametrize("up", [True, False])
def test_a_name_that_a_row_gives_up_is_taken_by_the_next(desk: Desk, *, up: bool) -> None:
    """In whatever order a store comes by the rows of a sheet, and whoever is new in it."""
    head, rows = "单位名称,单位代码\n", range(1, 5)
    desk.take({"单位.csv": head + "".join(f"单位{n},D{n}\n" for n in rows)})
    moved = [f"单位{n + 1},D{n}\n" for n in reversed(rows)] if up else [f"单位{n - 1},D{n}\n" for n in rows]
    left = f"单位{1 if up else 4}"
    desk.take({"单位2.csv": head + "".join(moved) + f"{left},D9\n"}, "--mode", "upsert")
    found = desk.store.ok("organization", "list", "--format", "json").rows()
    named = {row["code"]: row["name"] for row in found if row["name"].startswith("单位")}
    assert named == {**{f"D{n}": f"单位{n + 1 if up else n - 1}" for n in rows}, "D9": left}
    desk.store.ok("check")


def test_the_log_has_what_is_new_and_what_changed_as_the_sheet_has_it(desk: Desk) -> None:
    rows = ["新一,,,\n", "菌菜大棚,,,甲\n", "新二,,,乙\n", "技能培训,PX-1,,丙\n"]
    desk.take({"项目.csv": "项目名称,项目编号,村,建设内容\n" + "".join(rows)}, "--mode", "upsert")
    records = desk.store.ok("log", "--noun", "project", "--limit", "4", "--format", "json").rows()
    assert [row["action"] for row in records] == ["add", "edit"] * 2
    desk.store.ok("check")


def test_upsert_obeys_the_rules(desk: Desk) -> None:
    answer = desk.bring({"资金.csv": "资金名称,计划数（元）\n自筹资金,1\n"}, "--mode", "upsert")
    assert faults(answer) == [(2, "资金名称", "自筹资金")]
    assert "399,999.00" in said(answer)


@pytest.mark.parametrize("mode", ["add", "upsert"])
def test_a_new_row_makes_sense_under_every_mode(desk: Desk, mode: str) -> None:
    said_of = {
        "资金.csv": ("资金名称,计划数（元）,限定\n", "新资金,,≥\n", "≥", "qualifies nothing"),
        "问题.csv": ("问题,发现日期,完成日期\n", "漏水,2017-05-02,2017-05-01\n", "2017-05-01", "lies before"),
        "项目.csv": ("项目名称,计划开工,计划完工\n", "新渠,2026-05,2026-03\n", "2026-03", "lies before"),
    }
    before = desk.counts()
    for name, (header, row, value, words) in said_of.items():
        answer = desk.bring({name: header + row}, "--mode", mode)
        assert [(line, cell) for line, _, cell in faults(answer)] == [(2, value)]
        assert words in said(answer)
    assert desk.counts() == before


def test_a_known_ref(desk: Desk) -> None:
    desk.take({"支出.csv": NUMBERED.format(5, "S-1")})
    again = NUMBERED.format(5, "S-1") + "2017-03-02,自筹资金,菌菜大棚,6,S-2\n"
    assert faults(desk.bring({"支出2.csv": again})) == [(2, "流水号", "S-1")]
    answer = desk.take({"支出2.csv": again}, "--mode", "upsert")
    assert counts(answer) == (2, 1, 0, 1, 0)
    other = desk.bring({"支出3.csv": NUMBERED.format(7, "S-1")}, "--mode", "upsert")
    assert faults(other) == [(2, "流水号", "S-1")]
    assert "金额" in said(other) and "--mode correct" in said(other)
    unknown = desk.bring({"支出4.csv": NUMBERED.format(7, "S-9")}, "--mode", "update")
    assert faults(unknown) == [(2, "流水号", "S-9")]
    desk.store.ok("check")


def test_an_export_comes_again_unchanged(desk: Desk, tmp_path: Path) -> None:
    desk.take({"支出.csv": NUMBERED.format(5, "S-1")})
    kinds = "类型,日期,资金,金额（元）,流水号,借款户,借款流水号,原因\n"
    desk.take({"户.csv": "户主,户编号,村\n张三,H1,牙河村\n"})
    desk.take({"流水.csv": kinds + "放款,2017-04-01,自筹资金,9,L-1,H1,,\n还款,2017-05-01,自筹资金,4,L-2,,L-1,\n"})
    desk.store.ok("export", "spending", "loan", "repayment", "-o", str(tmp_path / "all.xlsx"))
    answer = desk.store.ok("import", str(tmp_path / "all.xlsx"), "--mode", "upsert", "--format", "json")
    assert [(row["created"], row["unchanged"]) for row in answer.rows("files")] == [(0, 1)] * 3
    other = kinds + "还款,2017-05-01,自筹资金,4,L-2,,S-1,\n"
    assert faults(desk.bring({"流水2.csv": other}, "--mode", "upsert")) == [(2, "流水号", "L-2")]


@pytest.mark.parametrize("noun", ["entry", *KINDS])
def test_an_empty_export_is_taken(store: Store, tmp_path: Path, noun: str) -> None:
    for lang in ("zh", "en"):
        path = str(tmp_path / f"{lang}-{noun}.csv")
        store.ok("export", noun, "--force", "-o", path, lang=lang)
        store.ok("import", path)


def test_possible_duplicates_of_another_batch(desk: Desk) -> None:
    desk.take({"支出.csv": SPENT})
    [entry] = desk.store.ok("spending", "list", "--format", "json").rows()
    answer = desk.bring({"三月支出.csv": SPENT + "2017-03-02,自筹资金,菌菜大棚,6,钉\n"})
    assert faults(answer) == [(2, "金额（元）", "1000")]
    assert f"entry {entry['id']}" in said(answer) and "--allow-duplicates" in said(answer)
    desk.take({"三月支出.csv": SPENT + "2017-03-02,自筹资金,菌菜大棚,6,钉\n"}, "--allow-duplicates")


def test_what_was_taken_back_is_no_duplicate(desk: Desk) -> None:
    batch = desk.take({"支出.csv": SPENT}).rows("files")[0]["batch"]
    desk.store.ok("batch", "undo", str(batch))
    desk.take({"支出.csv": SPENT})
    assert faults(desk.bring({"支出.csv": SPENT}, "--again")) == [(2, "金额（元）", "1000")]
    desk.take({"支出.csv": SPENT}, "--again", "--allow-duplicates")
    desk.store.ok("check")


def test_an_unknown_mode(desk: Desk) -> None:
    answer = desk.bring({"支出.csv": SPENT}, "--mode", "updat")
    assert answer.code == 2 and "update" in answer.err


MAPPED = "发生日,出自,工程,应付数,经手\n2017-03-01,自筹资金,菌菜大棚,0.1,张三\n"
TOML = """as = "spending"
unit = "万元"
[columns]
"发生日" = "日期"
"出自" = "fund"
"工程" = "项目"
"应付数" = "金额"
"经手" = ""
"""


def test_a_sheet_with_its_own_words(desk: Desk) -> None:
    words = ("发生日=日期", "出自=fund", "工程=项目", "应付数=金额", "经手=")
    options = [part for word in words for part in ("--map", word)]
    assert "--map" in said(desk.bring({"表.csv": MAPPED}, "--as", "spending", *options[:-2]))
    answer = desk.take({"表.csv": MAPPED}, "--as", "spending", "--unit", "万元", *options)
    assert "经手" in answer.rows("notes")[0]["note"]
    assert desk.store.ok("spending", "list", "--format", "json").rows()[0]["amount"] == "1000.00"


def test_a_mapping_that_is_kept(desk: Desk, tmp_path: Path) -> None:
    kept = tmp_path / "月报.toml"
    kept.write_text(TOML)
    desk.take({"表.csv": MAPPED}, "--mapping", str(kept))
    assert desk.store.ok("spending", "list", "--format", "json").rows()[0]["amount"] == "1000.00"
    for wrong, word in (
        ('colums = 1', "columns"), ('unit = "角"', "万元"), ("mode = true", "mode"), ("x = [", "TOML"),
        ('[columns]\n"a" = "金客"', "金额"), ("columns = 3", "columns"),
    ):  # fmt: skip
        kept.write_text(wrong)
        answer = desk.bring({"表.csv": MAPPED}, "--mapping", str(kept))
        assert (answer.code, word in answer.err) == (2, True), (wrong, answer.err)
    assert desk.bring({"表.csv": MAPPED}, "--mapping", str(tmp_path / "没有.toml")).code == 4


def test_a_folder_and_two_files_of_one_name(desk: Desk, tmp_path: Path) -> None:
    for month, day in (("一月", "2017-01-09"), ("二月", "2017-02-09")):
        folder = tmp_path / "月报" / month
        folder.mkdir(parents=True)
        (folder / "支出.csv").write_text(f"日期,资金,项目,金额（元）\n{day},自筹资金,菌菜大棚,1\n")
        (folder / "~$支出.xlsx").write_bytes(b"locked")
    answer = desk.store("import", *(str(tmp_path / "月报" / month) for month in ("一月", "二月")), "--format", "json")
    assert answer.code == 0
    assert ["一月" in row["file"] for row in answer.rows("files")] == [True, False]
