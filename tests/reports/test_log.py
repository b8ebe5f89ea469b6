"""Who changed what, in yuan and names, and the file and line that an entry came from."""

from pathlib import Path

import pytest

from conftest import Store, once


@pytest.fixture
@once
def books(store: Store, tmp_path: Path) -> Store:
    store.ok("village", "add", "甲村", "--county", "陇西县")
    store.ok("fund", "add", "自筹资金", "--source", "self", "--budget", "20万元")
    store.ok("project", "add", "大棚", "--village", "甲村", "--stage", "confirmed")
    store.take(tmp_path, {
        "到账": "日期,资金,金额（元）\n2018-01-02,自筹资金,50000\n",
        "支出": "说明\n日期,资金,项目,金额（元）,收款人\n2018-03-01,自筹资金,大棚,100,某厂\n2018-03-02,自筹资金,大棚,200,某店\n",
        "安排": "日期,资金,项目,金额（元）\n2018-02-01,自筹资金,大棚,30000\n",
    })  # fmt: skip
    return store


def lines(store: Store, *args: str, lang: str = "zh") -> list[str]:
    """The line of every record, as people read it."""
    rows = store.ok("log", *args, "--format", "json", lang=lang).rows()
    return [row["change"] for row in rows]


def test_a_change_is_one_line_in_yuan_and_names(books: Store) -> None:
    books.ok(
        "project",
        "edit",
        "大棚",
        "--stage",
        "implementing",
        "--planned-cost",
        "1.5万元",
        "--village",
        "",
        "--leave-entries",
    )
    books.ok("fund", "edit", "自筹资金", "--budget", "")
    books.ok("spending", "add", "12.50", "--project", "大棚", "--fund", "自筹资金", "--village", "甲村", "--date", "2018-04-01", "--payee", "某人",
             "--over", "急用")  # fmt: skip
    assert lines(books, "--limit", "3") == [
        "大棚:村 甲村 → —; 计划投资 — → 15,000.00; 阶段 确认 → 实施",
        "自筹资金:计划数 200,000.00 → —",
        "支出 · 2018-04-01 · 自筹资金 · 大棚 · 甲村 · 12.50 元 · 某人 · 急用",
    ]
    assert lines(books, "--limit", "3", lang="en")[0] == (
        "大棚: village 甲村 → —; planned_cost — → 15,000.00; stage confirmed → implementing"
    )
    table = books.ok("log", "--limit", "3", lang="zh").out.splitlines()
    assert not any("_fen" in line or "{" in line for line in table)


def test_a_number_that_was_changed_is_told_with_the_one_before(books: Store) -> None:
    books.run("receipt add 5 --fund 自筹资金 --date 2018-01-05 --ref A-1")
    said = books.ok("receipt", "correct", "A-1", "--ref", "A-2", "--reason", "号错", lang="zh").out
    assert said.endswith("(流水号 A-1 → A-2)\n")
    books.ok("receipt", "correct", "A-1", "--payer", "某厅", "--reason", "漏")
    last = books.ok("receipt", "correct", "A-2", "--ref", "A-3", "--reason", "again").out
    assert last.endswith("(ref A-2 → A-3)\n")
    told = [line for line in lines(books, "--limit", "3") if "现为" in line]
    assert [line.partition("(")[2] for line in told] == [
        "流水号 A-1 → A-2) · 号错", "付款单位 — → 某厅) · 漏", "流水号 A-2 → A-3) · again",
    ]  # fmt: skip


def test_a_sheet_that_names_what_it_corrects_is_told_so(books: Store, tmp_path: Path) -> None:
    """As an export wrote it, what takes it back along; and as somebody typed it, alone."""
    books.run("receipt add 9 --fund 自筹资金 --date 2018-01-05 --ref B-1")
    books.take(tmp_path, {"到账一": "日期,资金,金额（元）,流水号,更正流水号\n2018-01-05,自筹资金,8,B-2,B-1\n"})
    assert "流水号 B-1 → B-2" in lines(books, "--limit", "1")[-1]
    books.run("receipt add 9 --fund 自筹资金 --date 2018-01-06 --ref C-1")
    books.take(tmp_path, {
        "到账二": "日期,资金,金额（元）,流水号,冲销流水号,更正流水号,原因\n2018-01-06,自筹资金,-2,,C-1,,退\n2018-01-06,自筹资金,-7,,C-1,,错\n"
        "2018-01-06,自筹资金,6,C-2,,C-1,\n",
    })  # fmt: skip
    last = lines(books, "--limit", "1")[-1]
    assert last.count("现为") == 1 and "金额 7.00 → 6.00" in last and "流水号 C-1 → C-2" in last


def test_machines_read_the_record_as_it_stands(books: Store) -> None:
    row = books.json("log", "--limit", "1")["tables"][0]["rows"][0]
    assert {"id", "at", "actor", "action", "noun", "object_id", "batch", "before", "after", "hash"} < set(row)
    assert '"entries":4' in row["after"] and len(row["hash"]) == 64


def test_what_is_left_out_of_the_log_is_told(books: Store) -> None:
    every = books.json("log")
    of_funds = books.json("log", "--noun", "fund", "--id", "1", "--limit", "1")
    newest = books.json("log", "--limit", "2")
    [all], [two], [one] = (answer["tables"] for answer in (every, newest, of_funds))
    assert every["filters"] == [] and all["count"] == all["shown"] == len(all["rows"])
    assert (two["count"], two["shown"]) == (all["count"], 2) and two["rows"] == all["rows"][-2:]
    assert [one["name"] for one in newest["filters"]] == ["limit"]
    assert [one["name"] for one in of_funds["filters"]] == ["noun", "id", "limit"]
    assert one["count"] == sum(row["noun"] == "fund" and row["object_id"] == 1 for row in all["rows"])
    assert f"最近 2 条,共 {all['count']} 条" in books.ok("log", "--limit", "2", lang="zh").out
    assert f"the newest 2 of {all['count']}" in books.ok("log", "--limit", "2", lang="en").out


def test_the_log_of_an_entry_is_that_of_its_batch_too(books: Store) -> None:
    [first, second] = books.ok("spending", "list", "--format", "json").rows()
    for noun in ("spending", "支出", "entry"):
        assert lines(books, "--noun", noun, "--id", str(second["id"])) == ["支出.csv 第 4 行 · 4 笔"]
    books.ok("spending", "reverse", str(second["id"]), "--reason", "错", "--date", "2018-03-05")
    assert lines(books, "--noun", "spending", "--id", str(second["id"])) == [
        "支出.csv 第 4 行 · 4 笔", "支出 · 2018-03-05 · 自筹资金 · 大棚 · 甲村 · -200.00 元 · 某店 · 错"
        f" · 冲销流水 {second['id']}",
    ]  # fmt: skip
    assert len(lines(books, "--noun", "spending", "--id", str(first["id"]))) == 1
    books.ok("batch", "undo", "1", "--yes")
    assert "撤销批次 1" in lines(books, "--noun", "spending", "--id", str(first["id"]))[-1]


def test_what_was_put_right_is_told_entry_by_entry(books: Store) -> None:
    """A line a change, in yuan and names, with the reason; a record is one row for machines all the same."""
    [first, second] = (row["id"] for row in books.ok("spending", "list", "--format", "json").rows())
    books.ok("spending", "correct", str(first), "--amount", "90.5", "--payee", "某某厂", "--reason", "打错了")
    anew = books.ok("spending", "list", "--payee", "某某厂", "--format", "json").rows()[0]["id"]
    changed = f"流水 {first} 现为 {anew}:支出 · 自筹资金 · 大棚 · 甲村 · 90.50 元(金额 100.00 → 90.50; 收款人 某厂 → 某某厂) · 打错了"
    assert lines(books, "--limit", "1") == [changed]
    assert lines(books, "--noun", "spending", "--id", str(first))[-1] == changed
    assert changed not in lines(books, "--noun", "spending", "--id", str(second))
    books.ok("village", "add", "乙村")
    books.ok("village", "merge", "甲村", "乙村", "--reason", "重复")
    english = books.ok("log", "--limit", "1", "--format", "plain").out.splitlines()[4:]
    assert len(english) == 3 and len({line.split()[0] for line in english}) == 1, english
    assert "allocation · 自筹资金 · 大棚 · 乙村 · 30,000.00 yuan (village 甲村 → 乙村) · 重复" in english[0]
    [merged] = books.ok("log", "--limit", "1", "--format", "json").rows()
    assert merged["change"].count("甲村 → 乙村") == 3 and '"reason":"重复"' in merged["after"]
    books.ok("fund", "carry", "自筹资金", "--to", "2019")
    carried = "\n".join(lines(books, "--limit", "1"))
    assert "到账 · 2019-01-01 · 自筹资金(2019年结转) · 49,709.50 元" in carried


def test_the_file_and_the_line_are_named(books: Store) -> None:
    rows = books.ok("spending", "list", "--format", "json").rows()
    assert [(row["file"], row["sheet"], row["line"]) for row in rows] == [("支出.csv", None, 3), ("支出.csv", None, 4)]
    shown = books.ok("spending", "show", str(rows[1]["id"]), lang="zh").out.splitlines()
    assert [line.split() for line in shown if line.startswith(("文件", "行"))] == [["文件", "支出.csv"], ["行", "4"]]
    [batch] = books.ok("batch", "list", "--format", "json").rows()
    assert (batch["files"], batch["file_names"]) == (3, "到账.csv、支出.csv、安排.csv")
    books.ok("receipt", "add", "5", "--fund", "自筹资金", "--date", "2018-05-01")
    typed = books.ok("receipt", "list", "--format", "json").rows()[-1]
    assert (typed["batch"], typed["file"], typed["line"]) == (None, None, None)


def test_a_name_in_the_log_stays_masked(store: Store) -> None:
    store.ok("village", "add", "甲村")
    store.ok("household", "add", "Y", "--village", "甲村", "--head", "示例张三")
    store.ok("household", "edit", "Y", "--head", "示例李四")
    hidden, shown = store.ok("log"), store.ok("log", "--show-personal")
    assert "示例李四" not in hidden.out and "Y: head " in hidden.out
    assert "示例张三 → 示例李四" in shown.out


def test_each_batch_of_an_entry_is_told_with_its_own_file(file_store: Store, tmp_path: Path) -> None:
    """The line that an entry came from is said of the batch that brought it, not of the one that corrected it."""
    file_store.run("fund add 自筹", "receipt add 1000 --fund 自筹 --date 2018-01-01")
    head = "类型,日期,资金,金额（元）,流水号,原因\n"
    file_store.take(tmp_path, {"一月": f"{head}到账,2018-02-01,自筹,100,A-1,\n"})
    file_store.take(tmp_path, {"二月": f"{head}到账,2018-02-01,自筹,120,A-1,看错\n"}, "--mode", "correct")
    rows = file_store.ok("log", "--noun", "receipt", "--id", "2", "--format", "json").rows()
    told = {row["batch"]: row["change"] for row in rows if row["noun"] == "batch"}
    assert "一月.csv line 2" in told[1] and "一月" not in told[2]


def test_a_row_of_the_log_is_named_as_in_other_commands(file_store: Store) -> None:
    """Where it is known of what noun it is; entries by their 流水号."""
    file_store.run(
        "fund add 甲", "fund add 乙", "fund edit 乙 --budget 5", "receipt add 1 --fund 甲 --date 2017-01-01 --ref R-1"
    )
    for noun, typed, id in (("fund", "乙", "2"), ("资金", "2", "2"), ("receipt", "R-1", "1")):
        by_name = file_store.json("log", "--noun", noun, "--id", typed)["tables"][0]["rows"]
        assert by_name and by_name == file_store.json("log", "--noun", noun, "--id", id)["tables"][0]["rows"]
    for words, code in (
        (("--noun", "fund", "--id", "丙"), 1),
        (("--id", "乙"), 2),
        (("--noun", "setting", "--id", "乙"), 2),
    ):
        answer = file_store("log", *words)
        assert (answer.code, answer.out) == (code, ""), answer


def test_rows_are_chosen_among_all_records_and_then_the_newest(books: Store) -> None:
    every = books.json("log")["tables"][0]["rows"]
    villages = [row["id"] for row in every if row["noun"] == "village"]
    assert villages and every[-1]["noun"] != "village"
    for wish in ("noun=village", "对象=村", f"id<={villages[0]}"):
        answer = books.json("log", "--where", wish, "--limit", "1")
        [table] = answer["tables"]
        fit = (
            [row for row in every if row["id"] <= villages[0]]
            if "id" in wish
            else [every[villages.index(one)] for one in villages]
        )
        assert [row["id"] for row in table["rows"]] == [max(row["id"] for row in fit)]
        assert (table["count"], table["shown"]) == (len(fit), 1)
    shown = books.ok("log", "--where", "对象=村", "--limit", "1", lang="zh").out
    assert "甲村" in shown


@pytest.mark.parametrize(
    "wish", [(), ("--where", "action=add"), ("--where", "action=add", "--where", "id>=2"), ("--where", "change~自筹")]
)
@pytest.mark.parametrize("sort", [(), ("--sort", "-id"), ("--sort", "noun,-at")])
def test_what_is_limited_is_a_part_of_what_is_not(books: Store, wish: tuple[str, ...], sort: tuple[str, ...]) -> None:
    """The last of them, and in another order the first; whole records, however many lines people read of one."""
    every = books.json("log", *wish, *sort)["tables"][0]["rows"]
    for most in (1, 2, len(every), len(every) + 1):
        [table] = books.json("log", *wish, *sort, "--limit", str(most))["tables"]
        assert table["rows"] == (every[:most] if sort else every[-most:])
        assert (table["count"], table["shown"]) == (len(every), min(most, len(every)))


def test_a_word_that_no_record_has_is_named(books: Store) -> None:
    for limit in ((), ("--limit", "1")):
        answer = books.ok("log", "--where", "对象=资今", *limit, lang="zh")
        assert "没有" in answer.err + answer.out and "资金" in answer.err + answer.out, answer
