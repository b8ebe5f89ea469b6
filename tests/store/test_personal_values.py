"""No record of the log holds a person's name: hashes stand there, and names beside the log can be erased without breaking it."""

from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aidtrack.values.text import key
from conftest import ENGINES, Store, examples
from ledger.chain import dump, holds
from store.raw import behind_the_guards, sql
from store.test_upgrade import load

HEADS = ("张三丰", "李四光", "王五", "王 五")


def log_of(store: Store) -> str:
    return repr(sql(store, "SELECT before, after FROM audit ORDER BY id"))


def beside(store: Store) -> list[tuple[Any, ...]]:
    return sql(store, "SELECT object_id, field, value FROM personal_value WHERE noun = 'household' ORDER BY id")


@pytest.fixture
def village(store: Store) -> Store:
    store.ok("village", "add", "V")
    return store


def test_the_log_holds_hashes(village: Store, tmp_path: Path) -> None:
    village.ok("household", "add", "H1", "--village", "V", "--head", "张三丰")
    village.ok("household", "edit", "H1", "--note", "记")
    village.ok("household", "edit", "H1", "--head", "李四光")
    (tmp_path / "户.csv").write_text("户编号,村,户主\nH1,V,王五\nH2,V,王五\n", "utf-8")
    village.ok("import", str(tmp_path / "户.csv"), "--mode", "upsert")
    assert not any(name in log_of(village) for name in HEADS)
    [(h2,)] = sql(village, "SELECT id FROM household WHERE name = 'H2'")
    assert beside(village) == [
        (1, "head", "张三丰"), (1, "head", "李四光"), (1, "head", "王五"), (h2, "head", "王五")
    ]  # fmt: skip
    salts = [salt for (salt,) in sql(village, "SELECT salt FROM personal_value")]
    assert len({*salts}) == 4 and all(len(salt) == 32 for salt in salts)
    told = village.ok("log", "--noun", "household", lang="zh").out
    assert "张**" in told and not any(name in told for name in HEADS)
    village.ok("check")
    village.ok("batch", "undo", "1", "--yes")
    assert [row["head"] for row in village.ok("household", "list", "--show-personal", "--format", "json").rows()] == [
        "李四光"
    ]
    village.ok("check")


@pytest.mark.parametrize("engine", ENGINES)
def test_records_of_older_programs_stay_as_they_are(
    request: pytest.FixtureRequest, tmp_path: Path, engine: str
) -> None:
    store = load(request, tmp_path, 2, engine)
    store.ok("db", "upgrade")
    [(id, head)] = sql(store, "SELECT id, head FROM household WHERE head IS NOT NULL ORDER BY id LIMIT 1")
    before = sql(store, "SELECT id, before, after, hash FROM audit ORDER BY id")
    store.ok("household", "edit", f"id:{id}", "--note", "记")
    after = sql(store, "SELECT id, before, after, hash FROM audit ORDER BY id")
    assert after[: len(before)] == before and head in repr(before) and head not in repr(after[len(before) :])
    store.ok("check")
    answer = store.ok("household", "forget", f"id:{id}", "--reason", "本人要求")
    assert "older program" in answer.err
    store.ok("check")
    # Whom entries of that program name, typed or imported, may be a head as well.
    for payee, column, batch in (
        ("县财政", "payee", "IS NULL"),
        ("工程队", "payee", "IS NOT NULL"),
        ("孙", "guarantor", "IS NULL"),
    ):
        assert sql(store, f"SELECT 1 FROM entry WHERE {column} = '{payee}' AND batch_id {batch}")
        store.ok("household", "edit", f"id:{id}", "--head", payee)
        answer = store.ok("household", "forget", f"id:{id}", "--reason", "来信", "--leave-texts")
        assert "masked now" in answer.err and sql(store, f"SELECT 1 FROM entry WHERE {column} = '{payee}'") == []
        store.ok("check")


def test_forgotten(village: Store) -> None:
    village.ok("household", "add", "H1", "--village", "V", "--head", "张三丰")
    village.ok("household", "add", "H2", "--village", "V", "--head", "李四光")
    village.ok("household", "edit", "H1", "--head", "王五")
    village.ok("household", "forget", "H1", "--reason", "本人要求")
    assert [(id, value) for id, _, value in beside(village)] == [(1, None), (2, "李四光"), (1, None)]
    assert sql(village, "SELECT head FROM household ORDER BY id") == [(None,), ("李四光",)]
    assert "H1 · 本人要求" in village.ok("log", "--noun", "personal").out
    village.ok("check")
    again = village("household", "forget", "H1", "--reason", "本人要求")
    assert again.code == 1 and "H1" in again.err
    village.ok("household", "edit", "H1", "--head", "王五")  # whoever comes later is recorded as ever
    village.ok("check")
    assert village("household", "forget", "H9", "--reason", "x").code == 1
    assert village("household", "forget", "H1", "--reason", " ").code == 2


def with_money(store: Store) -> Store:
    store.run(
        "fund add F --budget 1000", "project add P --village V", "receipt add 900 --fund F --date 2017-01-01 --payer 张三丰",
        "allocation add 900 --fund F --project P --date 2017-01-01",
    )  # fmt: skip
    return store


PAY = "spending add {} --fund F --project P --date 2017-01-02 --payee {}"


def test_who_is_forgotten_is_masked_in_entries(village: Store, tmp_path: Path) -> None:
    """As lists showed it before; money, days and places stay, in closed periods too, and nothing that comes later brings the name back."""
    store = with_money(village)
    store.run("household add H1 --village V --head 张三丰", "household add H2 --village V --head 李四光")
    store.run(
        PAY.format(5, "张三丰(代领)"),
        PAY.format(6, "张三丰、李四光"),
        PAY.format(7, "张三"),
        PAY.format(9, "张三丰") + " --ref S1",
    )
    sheet = tmp_path / "支出.csv"
    sheet.write_text(
        "类型,日期,资金,项目,金额（元）,收款人,用途,凭证号,文号\n支出,2017-02-02,F,P,7,张三丰,张三丰修房,张三丰领条,\n支出,2017-02-03,F,P,8,某某,,,张三丰信\n",
        "utf-8",
    )
    store.run(f"import {sheet}", "spending correct 3 --amount 4 --reason 抄错", "db close 2017")
    columns = "id,date,fund,project,village,amount,payee,payer"
    lists = [(kind, "list", "--columns", columns, "--format", "json") for kind in ("spending", "receipt")]
    shown, sums = [store.ok(*one).rows() for one in lists], store.ok("report", "fund", "--format", "json").rows()
    answer = store.ok("household", "forget", "H1", "--reason", "本人要求")
    assert "masked now: 8." in answer.err
    assert holds(store, "张三丰") == []
    assert [store.ok(*one).rows() for one in lists] == shown
    assert store.ok("report", "fund", "--format", "json").rows() == sums
    shown_all = {row["payee"] for row in store.ok("spending", "list", "--show-personal", "--format", "json").rows()}
    assert shown_all == {"张**(代领)", "张**、李四光", "张三", "张**", "某某"}
    store.ok("check")
    again = store("import", str(sheet))
    assert again.code == 7 and "imported already" in again.out  # a file is known by its content
    grown = tmp_path / "流水.csv"
    grown.write_text(
        "流水号,类型,日期,资金,项目,金额（元）,收款人\nS1,支出,2017-01-02,F,P,9,张三丰\n",
        "utf-8",
    )
    same = store("import", str(grown), "--mode", "correct")  # a row by its 流水号
    assert same.code == 0 and "Nothing in it is new" in same.out
    store.run("db reopen 2017 --reason 补记", "batch undo 1 --yes", "spending reverse 4 --reason 重复")
    assert holds(store, "张三丰") == []
    store.ok("check")


def test_of_two_heads_of_a_name_each_keeps_his_own(village: Store) -> None:
    store = with_money(village)
    store.run(
        "household add H1 --village V --head 张三",
        "household add H2 --village V --head 张三",
        "household add H3 --village V --head 张三丰",
    )
    store.run(
        PAY.format(5, "张三") + " --household H1",
        PAY.format(6, "张三") + " --household H2",
        PAY.format(7, "张三丰"),
        PAY.format(8, "张三某"),
    )
    answer = store.ok("household", "forget", "H1", "--reason", "本人要求")
    assert "keep it: 1." in answer.err
    assert [payee for (payee,) in sql(store, "SELECT payee FROM entry WHERE kind = 'spending' ORDER BY id")] == [
        "张**", "张三", "张三丰", "张**某"
    ]  # fmt: skip
    store.ok("check")


def test_texts_that_hold_the_name(village: Store) -> None:
    """Those that can be changed are told, and nothing is erased; what the log holds for ever is counted."""
    store = with_money(village)
    store.run(
        "household add H1 --village V --head 张三丰",
        "project edit P --note 张三丰家门口",
        PAY.format(5, "某某") + " --note 张三丰代领",
    )
    refused = store("household", "forget", "H1", "--reason", "张三丰要求")
    assert refused.code == 1 and "张**要求" in refused.err
    refused = store("household", "forget", "H1", "--reason", "本人要求")
    assert refused.code == 1 and "project edit id:1 --note 「…」" in refused.err and "张三丰" not in refused.err
    assert beside(store) == [(1, "head", "张三丰")]
    store.ok("project", "edit", "P", "--note", "门口")
    store.ok("posting", "add", "张三丰", "--role", "cadre", "--village", "V")
    assert store("household", "forget", "H1", "--reason", "本人要求").code == 1
    told = store.ok("household", "forget", "H1", "--reason", "本人要求", "--leave-texts").err
    assert "in a text: 4." in told and "left with it: 1." in told
    assert {*holds(store, "张三丰")} - {"file"} == {"audit", "posting"}
    store.ok("check")


def test_somebody_else_whose_name_holds_it(village: Store) -> None:
    """A trial shows what would be masked and writes nothing; a firm that is named stays as it is, in texts too."""
    store = with_money(village)
    store.run(
        "household add H1 --village V --head 李强", "organization add 李强建材", PAY.format(5, "李强建材"),
        PAY.format(6, "李强、某某") + " --purpose 李强建材送货", PAY.format(7, "李强"),
    )  # fmt: skip
    forget, before = ("household", "forget", "H1", "--reason", "本人要求"), dump(store)
    for keep in ("李强", "王五建材"):
        assert store(*forget, "--keep", keep).code == 1
    tried = store.ok(*forget, "--dry-run", "--leave-texts").out
    assert "masked now: 3." in tried and "masked: 2, as" in tried and "「李**建材」" in tried and dump(store) == before
    told = store.ok(*forget, "--keep", "李强建材").err
    assert "masked: 1, as 「李**、某某」." in told
    texts = sql(store, "SELECT payee, purpose FROM entry WHERE kind = 'spending' ORDER BY id")
    assert texts == [("李强建材", None), ("李**、某某", "李强建材送货"), ("李**", None)]
    store.ok("check")


def test_what_holds_the_name_for_ever(village: Store) -> None:
    """It is counted: by a 流水号 an entry is known, whoever receives a closing reads its reason, and words are kept that earmarks were compared by."""
    store = with_money(village)
    store.run(
        "db close 2016", "db reopen 2016 --reason 王五补记", "household add H1 --village V --head 王五",
        PAY.format(5, "某某") + " --ref 王五1", "fund edit F --earmark-place V、王五家", "fund edit F --earmark-place V、乙",
    )  # fmt: skip
    told = store.ok("household", "forget", "H1", "--reason", "本人要求").err
    assert "must read: 1." in told and "compared by and that hold it: 1." in told and "流水号 holds it: 1." in told
    assert {*holds(store, "王五")} - {"file"} == {"audit", "closed_books", "spelling", "entry", "entry_ref"}
    store.ok("check")


@pytest.mark.parametrize(
    "statement",
    ["UPDATE entry SET payee = '张三丰' WHERE id = 3", "UPDATE entry SET payee = '李四光' WHERE id = 3", "UPDATE entry SET payee = NULL WHERE id = 3",
     "UPDATE entry SET purpose = 'x' WHERE batch_id = 1", "UPDATE entry SET payee = '张三丰' WHERE batch_id = 1", "UPDATE batch SET salt = NULL",
     "UPDATE entry SET amount_fen = amount_fen + 1 WHERE id = 3"],
)  # fmt: skip
def test_what_is_changed_in_entries_after_a_forgetting_is_found(village: Store, statement: str, tmp_path: Path) -> None:
    store = with_money(village)
    store.run("household add H1 --village V --head 张三丰", PAY.format(5, "张三丰"))
    sheet = tmp_path / "支出.csv"
    sheet.write_text("类型,日期,资金,项目,金额（元）,收款人\n支出,2017-02-02,F,P,7,张三丰\n", "utf-8")
    store.run(f"import {sheet}", "household forget H1 --reason 本人要求 --yes", "check")
    behind_the_guards(store, statement)
    assert store("check").code == 5


def test_what_was_merged_is_forgotten_too(village: Store) -> None:
    for name, head in (("H1", "张三丰"), ("H2", "李四光")):
        village.ok("household", "add", name, "--village", "V", "--head", head)
    village.ok("household", "merge", "H1", "H2", "--reason", "同一户")
    village.ok("household", "forget", "H2", "--reason", "本人要求")
    assert {value for *_, value in beside(village)} == {None}
    assert sql(village, "SELECT count(*) FROM household WHERE head IS NOT NULL") == [(0,)]
    village.ok("check")


@pytest.mark.parametrize(
    "statement",
    ["UPDATE personal_value SET value = '李四光' WHERE id = 2", "UPDATE personal_value SET salt = NULL, value = NULL WHERE id = 2",
     "UPDATE personal_value SET object_id = 1 WHERE id = 2", "DELETE FROM personal_value WHERE id = 2",
     "UPDATE personal_value SET salt = 'x' WHERE id = 2", "UPDATE household SET head = '李四光' WHERE id = 2",
     "UPDATE personal_value SET salt = '00', value = '张三丰' WHERE id = 1",
     "INSERT INTO personal_value (hash, noun, object_id, field, salt, value) VALUES ('ab', 'household', 2, 'head', '00', 'x')"],
)  # fmt: skip
def test_what_is_changed_beside_the_log_is_found(village: Store, statement: str) -> None:
    for name, head in (("H1", "张三丰"), ("H2", "王五")):
        village.ok("household", "add", name, "--village", "V", "--head", head)
    village.ok("household", "forget", "H1", "--reason", "本人要求")
    village.ok("check")
    behind_the_guards(village, statement)
    assert village("check").code == 5


def known(store: Store) -> set[str]:
    """Every head that there is or was, but for those who are forgotten."""
    return {
        name
        for (name,) in sql(store, "SELECT value FROM personal_value WHERE noun = 'household' AND value IS NOT NULL")
    }


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.sampled_from(HEADS)),
        st.tuples(st.just("edit"), st.integers(0, 3), st.sampled_from((*HEADS, ""))),
        st.tuples(st.just("note"), st.integers(0, 3), st.sampled_from(("甲", "乙"))),
        st.tuples(st.just("import"), st.lists(st.sampled_from(HEADS), min_size=1, max_size=3)),
        st.tuples(st.just("undo")),
        st.tuples(st.just("merge"), st.integers(0, 3), st.integers(0, 3)),
        st.tuples(st.just("remove"), st.integers(0, 3)),
        st.tuples(st.just("forget"), st.integers(0, 3)),
        st.tuples(st.just("pay"), st.lists(st.sampled_from(HEADS), min_size=1, max_size=2)),
        st.tuples(st.just("pays"), st.lists(st.sampled_from(HEADS), min_size=1, max_size=3)),
    ),
    min_size=2,
    max_size=9,
)


def pay(store: Store, sheet: Path, what: str, heads: list[str]) -> None:
    """One entry typed, or a sheet of them; as often as asked."""
    if what == "pay":
        store(*PAY.format(1, "、".join(heads).replace(" ", "\u3000")).split(" "), "--allow-duplicates")
        return
    rows = "".join(f"支出,2017-02-0{at + 1},F,P,2,{head}(代领),{head}修房\n" for at, head in enumerate(heads))
    sheet.write_text(f"类型,日期,资金,项目,金额（元）,收款人,用途\n{rows}", "utf-8")
    store("import", str(sheet), "--again", "--allow-duplicates")


def forget(store: Store, household: int) -> None:
    """Who is forgotten and nobody else's namesake is to be read nowhere."""
    before = known(store)
    if store("household", "forget", f"H{household + 1}", "--reason", "本人要求").code == 0:
        left = {key(name) for name in known(store)}
        assert {name: at for name in before if key(name) not in left and (at := holds(store, name))} == {}


@pytest.mark.parametrize("engine", ENGINES)
@settings(max_examples=examples(30), suppress_health_check=list(HealthCheck))
@given(STEPS)
def test_whatever_becomes_of_households_no_record_holds_a_name(
    new_store: Any, engine: str, tmp_path: Path, steps: Any
) -> None:
    """What is refused changes nothing; `check` agrees after each life; of what was forgotten last no name is anywhere."""
    store: Store = new_store(engine)
    store.ok("village", "add", "V")
    if any(what.startswith("pay") for what, *_ in steps):
        with_money(store)
    numbers, sheet = count(1), tmp_path / "户.csv"
    for what, *said in steps:
        if what == "add":
            store("household", "add", f"H{next(numbers)}", "--village", "V", "--head", said[0])
        elif what in ("edit", "note"):
            store("household", "edit", f"H{said[0] + 1}", "--head" if what == "edit" else "--note", said[1])
        elif what == "import":
            rows = "".join(f"H{at + 1},V,{head}\n" for at, head in enumerate(said[0]))
            sheet.write_text(f"户编号,村,户主\n{rows}", "utf-8")
            store("import", str(sheet), "--mode", "upsert", "--again")
        elif what == "undo":
            batches = store.ok("batch", "list", "--format", "json").rows()
            if batches:
                store("batch", "undo", str(batches[-1]["id"]), "--yes")
        elif what == "merge":
            store("household", "merge", f"H{said[0] + 1}", f"H{said[1] + 1}", "--reason", "同一户")
        elif what == "remove":
            store("household", "remove", f"H{said[0] + 1}", "--yes")
        elif what.startswith("pay"):
            pay(store, sheet, what, said[0])
        else:
            forget(store, said[0])
    assert not any(name in log_of(store) for name in HEADS)
    assert {name for (name,) in sql(store, "SELECT head FROM household WHERE head IS NOT NULL")} <= {
        value for *_, value in beside(store)
    }
    answer = store("check")
    assert answer.code == 0, (steps, answer)
