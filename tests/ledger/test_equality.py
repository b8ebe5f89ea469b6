"""Entered once: an entry equal to a recorded one that still holds something is refused, by one rule at both doors."""

from pathlib import Path

import pytest

from aidtrack.store.engine.transaction import write
from aidtrack.store.records.correcting import correcting
from conftest import Answer, Store, once
from importing.books import xlsx
from importing.desk import Desk, faults, said
from ledger.chain import FUND, OTHER, PROJECT, TRAINING, chain, dump
from proofs.writers import at_once
from render.terminal import Terminal

TYPED = {
    "date": "2017-03-01", "fund": FUND, "project": PROJECT, "village": OTHER, "payee": "示例公司", "voucher": "记-7", "purpose": "水泥",
}  # fmt: skip
HEADER = "日期,资金,项目,村,金额（元）,收款人,凭证号,用途,流水号\n"
ROW = "2017-03-01,自筹资金,菌菜大棚,咀儿村,50,示例公司,记-7,水泥,{ref}\n"


@pytest.fixture
@once
def money(store: Store) -> Store:
    """A chain whose fund has money for everything."""
    chain(store)
    for fund in (FUND, "专项资金"):
        if fund != FUND:
            store.ok("fund", "add", fund)
        store.ok("receipt", "add", "1000", "--fund", fund, "--date", "2017-01-01")
        for project in (PROJECT, TRAINING):
            for village in (OTHER, "牙河村"):
                store.ok("allocation", "add", "200", "--fund", fund, "--project", project, "--village", village, "--date", "2017-01-02")  # fmt: skip
    return store


def spend(store: Store, *options: str, amount: str = "50", **changed: str) -> Answer:
    return store("spending", "add", amount, *worded(**changed), *options)


def worded(**changed: str) -> list[str]:
    """What is typed of a spending beside its amount."""
    given = {**TYPED, **changed}
    return [word for name, value in given.items() for word in (f"--{name.replace('_', '-')}", value)]


def spent_once(store: Store) -> int:
    """The id of a recorded spending."""
    answer = spend(store, "--format", "json")
    assert answer.code == 0, answer
    return int(answer.rows()[0]["id"])


def refused(answer: Answer, id: int) -> None:
    assert answer.code == 1, answer
    assert f"entry {id}" in answer.err and f"spending show {id}" in answer.err and "--allow-duplicates" in answer.err


def test_the_second_is_refused_naming_the_first(money: Store) -> None:
    id = spent_once(money)
    before = dump(money)
    refused(spend(money), id)
    assert dump(money) == before
    assert spend(money, "--allow-duplicates").code == 0
    money.ok("check")


@pytest.mark.parametrize(
    "changed",
    [{"amount": "50.01"}, {"date": "2017-03-02"}, {"fund": "专项资金"}, {"project": TRAINING}, {"village": "牙河村"},
     {"payee": "别的公司"}, {"payee": ""}, {"voucher": "记-8"}, {"purpose": "沙子"}, {"purpose": ""}],
)  # fmt: skip
def test_what_is_compared_tells_two_entries_apart(money: Store, changed: dict[str, str]) -> None:
    spent_once(money)
    assert spend(money, **changed).code == 0


def test_what_is_not_compared_does_not(money: Store) -> None:
    id = spent_once(money)
    refused(spend(money, doc_no="甘扶〔2017〕1号", reason="补记"), id)


ANOTHER_WAY = {"payee": "Ｅｘａｍｐｌｅ 公司", "voucher": "ＰＺ－１", "purpose": "水 泥（袋）"}
ONE_WAY = {"payee": "example公司", "voucher": "pz-1", "purpose": "水泥(袋)"}


@pytest.mark.parametrize(("recorded", "typed"), [(ONE_WAY, ANOTHER_WAY), (ANOTHER_WAY, ONE_WAY)])
def test_what_people_write_is_compared_as_names_are(
    money: Store, tmp_path: Path, recorded: dict[str, str], typed: dict[str, str]
) -> None:
    """Full width, capitals and blanks tell no two entries apart: at both doors, between two sheets, by number, and in a note on one sheet."""
    answer = spend(money, "--format", "json", **recorded)
    id = int(answer.rows()[0]["id"])
    refused(spend(money, **typed), id)
    desk = Desk(money, tmp_path)
    other = {"payee": "别的公司", "voucher": "记-9", "purpose": "沙子"}
    line = "2017-03-01,自筹资金,菌菜大棚,咀儿村,{amount},{payee},{voucher},{purpose},\n"
    come = [line.format(amount=50, **typed), line.format(amount=50, **recorded), line.format(amount=50, **other)]
    brought = desk.bring({"支出.csv": HEADER + "".join(come)})
    assert [row for row, _, _ in faults(brought)] == [2]  # one is recorded, so that the second of two is new
    assert f"equals entry {id}: a possible duplicate" in said(brought)
    here, there = (HEADER + line.format(amount=51, **words) for words in (recorded, typed))
    beside = desk.bring({"支出甲.csv": here, "支出乙.csv": there})
    assert [(row["file"], row["row"]) for row in beside.rows("problems")] == [("支出乙.csv", 2)]
    noted = desk.take({"支出丙.csv": here + there.removeprefix(HEADER)})
    assert "1 row equals one above it" in noted.rows("notes")[0]["note"]


def test_a_sheet_that_grows_knows_a_payee_written_another_way(money: Store, tmp_path: Path) -> None:
    spend(money, **ONE_WAY)
    line = "2017-03-01,自筹资金,菌菜大棚,咀儿村,50,{payee},{voucher},{purpose},\n"
    desk = Desk(money, tmp_path)
    same = desk.take({"支出.csv": HEADER + line.format(**ANOTHER_WAY)}, "--new-only")
    assert [(one["created"], one["unchanged"]) for one in same.rows("files")] == [(0, 1)]
    alike = desk.bring({"支出.csv": HEADER + line.format(**{**ANOTHER_WAY, "voucher": "ＰＺ－２"})}, "--new-only")
    assert "voucher reads “pz-1”" in said(alike) and "purpose" not in said(alike), alike


def test_refs_on_both_sides_decide(money: Store) -> None:
    id = spent_once(money)
    refused(spend(money, ref="A-1"), id)
    assert spend(money, "--allow-duplicates", ref="A-1").code == 0
    money.ok("spending", "reverse", str(id), "--reason", "重复")
    assert spend(money, ref="A-2").code == 0
    assert spend(money).code == 1


def test_only_what_still_holds_something_counts(money: Store) -> None:
    id = spent_once(money)
    money.ok("spending", "reverse", str(id), "--amount", "49.99", "--reason", "退回")
    refused(spend(money), id)
    money.ok("spending", "reverse", str(id), "--reason", "退回")
    second = spent_once(money)
    money.ok("spending", "reverse", str(second), "--reason", "退回")
    assert spend(money).code == 0


def test_what_was_corrected_counts_with_its_old_content_too(money: Store, tmp_path: Path) -> None:
    id = spent_once(money)
    with write(money.target, actor="test") as writer, correcting(writer, "correct", reason="笔误") as act:
        act.change({id: {"amount_fen": 6000}})
    old, new = spend(money), spend(money, amount="60")
    refused(old, id)
    assert f"corrected to entry {act.anew[id]}" in old.err
    refused(new, act.anew[id])
    desk = Desk(money, tmp_path)
    sheet = HEADER + ROW.format(ref="")
    assert f"entry {id}, which was corrected to entry {act.anew[id]}" in said(desk.bring({"支出.csv": sheet}))
    money.ok("batch", "undo", str(act.batch_id), "--yes")
    refused(spend(money), id)
    assert spend(money, amount="60").code == 0


def test_what_was_corrected_there_and_back_counts_once(money: Store, tmp_path: Path) -> None:
    id = spent_once(money)
    for fen in (6000, 5000):
        with write(money.target, actor="test") as writer, correcting(writer, "correct", reason="笔误") as act:
            act.change({id: {"amount_fen": fen}})
        id = act.anew[id]
    desk = Desk(money, tmp_path)
    assert [row for row, _, _ in faults(desk.bring({"支出.csv": HEADER + ROW.format(ref="") * 2}))] == [2]


def test_corrected_and_then_taken_back_for_good(money: Store) -> None:
    id = spent_once(money)
    with write(money.target, actor="test") as writer, correcting(writer, "correct", reason="笔误") as act:
        act.change({id: {"amount_fen": 6000}})
    money.ok("spending", "reverse", str(act.anew[id]), "--reason", "没有这回事")
    assert spend(money).code == 0
    assert spend(money, amount="60").code == 0


def test_both_doors_agree(money: Store, tmp_path: Path) -> None:
    id = spent_once(money)
    answer = Desk(money, tmp_path).bring({"支出.csv": HEADER + ROW.format(ref="")})
    assert faults(answer) == [(2, "金额（元）", "50")]
    assert f"equals entry {id}: a possible duplicate" in said(answer) and "--allow-duplicates" in said(answer)
    Desk(money, tmp_path).take({"支出.csv": HEADER + ROW.format(ref="").replace("水泥", "")})
    assert spend(money, purpose="").code == 1


@pytest.mark.parametrize(("keys", "code"), [(b"y\n", 0), (b"n\n", 1), (b"\n", 1)])
def test_asked_on_a_terminal(money: Store, keys: bytes, code: int) -> None:
    id = spent_once(money)
    command = ("--db", money.db, "--lang", "zh", "spending", "add", "50", *worded())
    with Terminal(*command, width=100) as terminal:
        shown = terminal.read_until(lambda text: "[y/N]" in text)
        assert f"流水 {id}" in shown
        assert money("fund", "edit", FUND, "--note", "别人同时写").code == 0  # nobody waits for the answer
        terminal.press(keys)
        assert terminal.end().code == code
    count = len(money.ok("spending", "list", "--format", "json").rows())
    assert count == (2 if code == 0 else 1)


def test_writers_who_record_the_same_at_once(money: Store) -> None:
    """Each writer locks the store before it looks, on a server too: one records it, the others are told of that one."""
    words = ["receipt", "add", "7", "--fund", FUND, "--date", "2017-05-01", "--voucher", "收-1"]
    answers = [one for said in at_once(money, [[words]] * 4) for one in said]
    assert sorted(one.code for one in answers) == [0, 1, 1, 1]
    assert all("--allow-duplicates" in one.err for one in answers if one.code)
    money.ok("check", "--strict")


@pytest.mark.parametrize(("lang", "says"), [("zh", "日期按今天({day})登记。"), ("en", "Dated today ({day}).")])
def test_without_a_date_it_is_said_which_day_it_is(money: Store, lang: str, says: str) -> None:
    answer = money.ok("receipt", "add", "5", "--fund", FUND, "--format", "json", lang=lang)
    assert says.format(day=answer.rows()[0]["date"]) in answer.err
    dated = money.ok("receipt", "add", "5", "--fund", FUND, "--date", "2017-01-01", lang=lang)
    assert dated.err == ""


def test_what_moved_with_its_village_or_fund_counts_under_either_name(money: Store, tmp_path: Path) -> None:
    spent_once(money)
    for noun, gone, stays in (("village", OTHER, "牙河村"), ("fund", "专项资金", FUND)):
        money.ok(noun, "merge", gone, stays, "--reason", "登记重复")
    assert spend(money).code == 1
    assert spend(money, village="牙河村").code == 1
    assert faults(Desk(money, tmp_path).bring({"支出.csv": HEADER + ROW.format(ref="")})) == [(2, "金额（元）", "50")]
    assert spend(money, "--allow-duplicates").code == 0


def test_a_copy_in_another_form_and_a_sheet_twice(money: Store, tmp_path: Path) -> None:
    """A workbook beside the CSV of the same rows, and two equal sheets of one workbook."""
    rows = [HEADER.strip().split(","), *[ROW.format(ref="").strip().split(",")] * 2]
    desk = Desk(money, tmp_path)
    beside = desk.bring({"支出.csv": HEADER + ROW.format(ref="") * 2, "支出.xlsx": xlsx({"支出": rows})})
    assert [(row["file"], row["row"]) for row in beside.rows("problems")] == [("支出.xlsx", 2), ("支出.xlsx", 3)]
    equal = desk.bring({"支出.xlsx": xlsx({"支出": rows, "支出(2)": rows})}, "--as", "spending")
    assert [(row["sheet"], row["row"]) for row in equal.rows("problems")] == [("支出(2)", 2), ("支出(2)", 3)]
    desk.take({"支出.xlsx": xlsx({"支出": rows})})
