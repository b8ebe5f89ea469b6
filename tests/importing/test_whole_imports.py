"""An import is one thing: several files in any order, all or nothing, every problem at once, never twice."""

from itertools import permutations
from pathlib import Path

import pytest

from conftest import Store
from importing.desk import BASE, RECEIPTS, Desk, based, faults, said

SPENT = "日期,项目,金额（元）\n2017-03-01,菌菜大棚,1000\n"


def test_every_order_of_the_files_gives_the_same(store: Store, tmp_path: Path) -> None:
    desk = Desk(store, tmp_path)
    orders = list(permutations(BASE))
    for order in (orders[0], orders[59], orders[-1]):
        answer = desk.take({**{name: BASE[name] for name in order}, "支出.csv": SPENT})
        assert [row["file"] for row in answer.rows()] == [*order, "支出.csv"]
        assert {row["batch"] for row in answer.rows()} == {answer.rows()[0]["batch"]}
        funds = store.ok("report", "fund", "--format", "json").rows()
        assert [(row["fund"], row["received"], row["allocated"], row["spent"]) for row in funds][:1] == [
            ("自筹资金", "1000000.00", "400000.00", "1000.00")
        ]
        store.ok("check")
        store.ok("batch", "undo", str(answer.rows()[0]["batch"]))


def test_every_problem_of_every_file_at_once_and_nothing_kept(store: Store, tmp_path: Path) -> None:
    desk = based(store, tmp_path)
    before = desk.counts()
    answer = desk.bring({
        "支出.csv": "日期,资金,项目,金额（元）\n2017-02-30,自筹,菌菜大棚,1E+05\n2099-01-01,自筹资金,菌菜大鹏,5\n",
        "村.csv": "村名,区划代码\n新村,12\n牙河村,621122101201\n",
        "项目.csv": "项目名称,阶段\n新项目,完\n技能培训,\n",
    })  # fmt: skip
    assert [(row["file"], row["row"], row["field"], row["value"]) for row in answer.rows("problems")] == [
        ("支出.csv", 2, "date", "2017-02-30"),
        ("支出.csv", 2, "amount", "1E+05"),
        ("支出.csv", 2, "fund", "自筹"),
        ("支出.csv", 3, "date", "2099-01-01"),
        ("支出.csv", 3, "project", "菌菜大鹏"),
        ("村.csv", 2, "code", "12"),
        ("村.csv", 3, "name", "牙河村"),
        ("项目.csv", 2, "stage", "完"),
        ("项目.csv", 3, "name", "技能培训"),
    ]
    assert [(row["read"], row["created"], row["rejected"]) for row in answer.rows()] == [
        (2, 0, 2),
        (2, 0, 2),
        (2, 0, 2),
    ]
    assert desk.counts() == before


def test_the_shape_of_the_answer(store: Store, tmp_path: Path) -> None:
    desk = based(store, tmp_path)
    for answer in (desk.bring({"支出.csv": SPENT}, "--dry-run"), desk.bring({"支出.csv": SPENT.replace("1000", "x")})):
        document = answer.json()
        assert (document["schema"], document["report"]) == (1, "import")
        columns = {table["name"]: [column["name"] for column in table["columns"]] for table in document["tables"]}
        assert columns == {
            "files": [
                "file",
                "sheet",
                "noun",
                "encoding",
                "read",
                "created",
                "updated",
                "unchanged",
                "rejected",
                "skipped",
                "held_back",
                "entries",
                "batch",
            ],
            "problems": [
                "file",
                "sheet",
                "row",
                "column",
                "field",
                "value",
                "problem",
                "suggestion",
                "code",
                "because",
            ],
            "skipped": ["file", "sheet", "noun", "reason", "rows"],
            "notes": ["note"],
        }
    [problem] = answer.rows("problems")
    assert (problem.pop("code"), problem.pop("because")) == ("malformed", None)
    assert problem == {
        "file": "支出.csv", "sheet": None, "row": 2, "column": "金额（元）", "field": "amount", "value": "x",
        "problem": "is not an amount.", "suggestion": "Write digits, as in 1200.50 or 12.5万元.",
    }  # fmt: skip


def test_a_dry_run_says_what_would_be_and_writes_nothing(store: Store, tmp_path: Path) -> None:
    desk = Desk(store, tmp_path)
    answer = desk.take(BASE, "--dry-run")
    assert [(row["created"], row["batch"]) for row in answer.rows()] == [
        (4, None),
        (2, None),
        (4, None),
        (2, None),
        (2, None),
    ]
    assert not any(desk.counts().values())
    refused = desk.bring({**BASE, "支出.csv": SPENT.replace("1000", "300000.01")}, "--dry-run")
    assert faults(refused) == [(2, "金额（元）", "300000.01")]
    assert "0.01" in said(refused)
    desk.take({**BASE, "支出.csv": SPENT.replace("1000", "300000")})
    store.ok("check")


def test_the_same_content_again_is_refused_naming_its_batch(store: Store, tmp_path: Path) -> None:
    desk = based(store, tmp_path)
    before = desk.counts()
    answer = desk.bring({"改名.csv": RECEIPTS})
    assert answer.code == 7
    assert "batch 1" in said(answer) and "--again" in said(answer)
    twice = desk.bring({"到账甲.csv": RECEIPTS + " \n", "到账乙.csv": RECEIPTS + " \n"})
    assert "到账甲.csv" in said(twice)
    assert desk.counts() == before
    assert [row for row, _, _ in faults(desk.bring({"到账.csv": RECEIPTS}, "--again"))] == [2, 3]
    desk.take({"到账.csv": RECEIPTS}, "--again", "--allow-duplicates")
    assert store.ok("report", "fund", "自筹资金", "--format", "json").rows()[0]["received"] == "2000000.00"


def test_genuine_look_alikes_are_both_kept(file_store: Store, tmp_path: Path) -> None:
    desk = based(file_store, tmp_path)
    assert desk.take({"支出.csv": SPENT + SPENT.split("\n", 1)[1]}).rows()[0]["created"] == 2


def test_dates_after_tomorrow_need_a_word(file_store: Store, tmp_path: Path) -> None:
    desk = based(file_store, tmp_path)
    future = {"支出.csv": SPENT.replace("2017-03-01", "2098-03-01")}
    assert "--allow-future" in said(desk.bring(future))
    desk.take(future, "--allow-future")


@pytest.mark.parametrize(("length", "code"), [(4000, 0), (4001, 1)])
def test_the_longest_cell(file_store: Store, tmp_path: Path, length: int, code: int) -> None:
    desk = Desk(file_store, tmp_path)
    answer = desk.bring({"村.csv": f"村名,备注\n牙河村,{'长' * length}\n"})
    assert answer.code == code
    enormous = desk.bring({"村二.csv": f"村名,备注\n新村,{'长' * 200_000}\n"})
    assert enormous.code == 1


def test_people_read_sentences(file_store: Store, tmp_path: Path) -> None:
    desk = based(file_store, tmp_path)
    path = desk.put("支出.csv", SPENT.replace("2017-03-01", "2017-02-30"))
    answer = file_store("import", path, lang="zh")
    assert answer.code == 1
    assert "支出.csv" in answer.out and "2017-02-30" in answer.out and "第 2 行" in answer.out + answer.err


def test_more_money_than_a_store_holds(store: Store, tmp_path: Path) -> None:
    desk = based(store, tmp_path)
    before = desk.counts()
    most = "2017-01-01,自筹资金,100000000000000\n"
    answer = desk.bring({"到账2.csv": "日期,资金,金额（元）\n" + most * 1000}, "--allow-duplicates")
    assert (answer.code, "元 or 万元" in answer.err) == (1, True), answer
    assert desk.counts() == before
    store.ok("check")
