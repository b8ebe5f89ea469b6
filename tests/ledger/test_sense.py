"""What makes an entry sensible is asked at every door: a command, a sheet, a JSON file say the same of the same entry."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aidtrack.ledger.entry import ENTRY
from aidtrack.ledger.kind import KINDS
from aidtrack.ledger.sense import RULES, EntryColumns, SenseRule
from aidtrack.phrase import english
from conftest import Answer, Store, examples
from ledger.chain import FUND, HOUSEHOLD, OTHER, PROJECT, TRAINING, VILLAGE, dump, lend, lending, passes

Said = Mapping[str, str]  # an entry by field, blanks as ""
RECEIPT = {"kind": "receipt", "date": "2017-06-01", "fund": FUND, "amount": "5"}
# For each declared rule, entries that break it and no other.
BAD: dict[str, tuple[Said, ...]] = {
    "future": (RECEIPT | {"date": "2099-01-01"},),
    "zero": (RECEIPT | {"amount": "0"}, RECEIPT | {"amount": "0.00"}),
    "below_zero": (RECEIPT | {"amount": "-5"},),
    "taking_back": (RECEIPT | {"amount": "5", "reverses": "D-1"},),
    "link": (RECEIPT | {"ref": "aidtrack#5a"}, RECEIPT | {"ref": "aidtrack#"}),
    "fund": (
        *(RECEIPT | {"kind": kind, "fund": ""} for kind in ("receipt", "interest", "allocation", "disbursement", "spending")),
        RECEIPT | {"kind": "allocation", "fund": "", "project": PROJECT},
        RECEIPT | {"kind": "loan", "fund": "", "household": HOUSEHOLD},
    ),
    "borrower": (RECEIPT | {"kind": "loan"},),
    "loan": (RECEIPT | {"kind": "repayment", "fund": ""}, RECEIPT | {"kind": "writeoff", "reason": "户主去世"}),
    "writeoff": (RECEIPT | {"kind": "writeoff", "loan": "L-1"},),
}  # fmt: skip


def base(store: Store) -> Store:
    """Money of every kind: a loan L-1, a receipt taken back in part by D-1, a project with an allocation and one without."""
    lending(store)
    lend(store, "600", "L-1")
    passes(store, "receipt", "-10", "--reason", "收回", "--ref", "D-1", "--date", "2017-06-01")
    passes(store, "allocation", "100", "--date", "2017-06-01")
    return store


def by_command(store: Store, said: Said, *, lang: str = "en") -> Answer:
    """`aidtrack KIND add`; for what takes another entry back `reverse`, of all of it."""
    options = [
        word
        for name, text in said.items()
        if name not in ("kind", "amount", "reverses", "fund" if said.get("reverses") else "")
        for word in (ENTRY.field(name).option, text)
    ]
    if other := said.get("reverses"):
        return store(
            said["kind"], "reverse", other, *(options if "reason" in said else [*options, "--reason", ""]), lang=lang
        )
    return store(said["kind"], "add", said["amount"], *options, "--allow-duplicates", lang=lang)


def by_sheet(store: Store, folder: Path, said: Said, *options: str, lang: str = "en") -> Answer:
    file = folder / "流水.csv"
    file.write_text(f"{','.join(said)}\n{','.join(said.values())}\n", "utf-8")
    return store("import", str(file), "--format", "json", "--allow-duplicates", *options, lang=lang)


def by_json(store: Store, folder: Path, said: Said) -> Answer:
    file = folder / "entries.json"
    columns = [{"name": name} for name in said]
    file.write_text(json.dumps({"tables": [{"name": "entry", "columns": columns, "rows": [dict(said)]}]}), "utf-8")
    return store("import", str(file), "--format", "json")


def problems(answer: Answer) -> list[tuple[str, str]]:
    """(field, problem) of every problem of a refused import."""
    assert answer.code == 1, answer
    return [(row["field"], row["problem"]) for row in answer.rows("problems")]


def test_every_rule_is_asked_at_every_door(store: Store, tmp_path: Path) -> None:
    assert BAD.keys() == RULES.keys()
    base(store)
    before = dump(store)
    for name, entries in BAD.items():
        rule = RULES[name]
        problem = english(rule.problem)
        for said in entries:
            typed = by_command(store, said)
            assert (typed.code, typed.out) == (2 if rule.usage else 1, ""), (name, typed)
            assert len(typed.err.splitlines()) == 2, (name, typed.err)  # what is wrong, and what to do
            assert rule.field in typed.err, (name, typed.err)
            assert problem in typed.err, (name, typed.err)
            assert problems(by_sheet(store, tmp_path, said)) == [(rule.field, problem)], name
            assert problems(by_json(store, tmp_path, said)) == [(rule.field, problem)], name
    assert dump(store) == before


def test_a_rule_that_is_declared_is_asked_at_once(
    file_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def by_hand(entries: EntryColumns) -> list[int]:
        return [at for at, payee in enumerate(entries["payee"]) if payee == "某人"]

    rule = SenseRule("nobody", "payee", by_hand, "names nobody.", missing="purpose")
    base(file_store)
    said = RECEIPT | {"payee": "某人"}
    monkeypatch.setitem(RULES, rule.name, rule)
    typed = by_command(file_store, said)
    assert (typed.code, typed.err) == (1, "payee “某人” names nobody.\nGive it with --purpose.\n")
    [row] = by_sheet(file_store, tmp_path, said).rows("problems")
    assert (row["field"], row["value"], row["problem"]) == ("payee", "某人", "names nobody.")
    assert row["suggestion"] == "Give it in a column purpose, or for every row with --set purpose=WORD."
    assert problems(by_json(file_store, tmp_path, said)) == [("payee", "names nobody.")]
    monkeypatch.delitem(RULES, rule.name)
    assert by_command(file_store, said).code == 0
    assert by_sheet(file_store, tmp_path, said).code == 0


def test_each_door_says_how_it_is_mended(file_store: Store, tmp_path: Path) -> None:
    base(file_store)
    cut = RECEIPT | {"amount": "-5"}
    assert by_command(file_store, cut).err == "amount “-5” is below zero and has no reason.\nGive it with --reason.\n"
    assert by_command(file_store, cut, lang="zh").err == "金额「-5」小于零,却没有填原因。\n请用 --reason 写明。\n"
    [row] = by_sheet(file_store, tmp_path, cut | {"reason": ""}).rows("problems")
    assert row["suggestion"] == "Give it in the column reason."
    lent = RECEIPT | {"kind": "loan"}
    assert (
        by_command(file_store, lent, lang="zh").err == "户编号没有填写,放款必须写明借款户。\n请用 --household 写明。\n"
    )
    [row] = by_sheet(file_store, tmp_path, lent, lang="zh").rows("problems")
    assert (row["problem"], row["suggestion"]) == (
        "没有填写,放款必须写明借款户。",
        "请加「户编号」列填写;每行都相同的,用 --set '户编号=词'。",
    )


def test_everything_that_is_wrong_is_said_at_once(file_store: Store, tmp_path: Path) -> None:
    base(file_store)
    said = {"kind": "loan", "date": "2099-01-01", "fund": "", "amount": "0", "ref": "aidtrack#x"}
    expected = ["future", "zero", "link", "fund", "borrower"]
    typed = by_command(file_store, said)
    assert all(
        english(RULES[name].problem) in line for name, line in zip(expected, typed.err.splitlines()[::2], strict=True)
    )
    found = problems(by_sheet(file_store, tmp_path, said))
    assert found == [(RULES[name].field, english(RULES[name].problem)) for name in expected]


def test_a_day_to_come_may_come(file_store: Store, tmp_path: Path) -> None:
    base(file_store)
    future = RECEIPT | {"date": "2099-01-01"}
    assert (
        file_store("receipt", "add", "5", "--fund", FUND, "--date", "2099-01-01", "--allow-future", "--ref", "F-1").code
        == 0
    )
    assert by_sheet(file_store, tmp_path, future, "--allow-future").code == 0
    late = file_store("receipt", "reverse", "D-1", "--reason", "误", "--date", "2099-01-01")
    assert (late.code, "lies in the future" in late.err) == (2, True)
    assert file_store("receipt", "reverse", "D-1", "--reason", "误", "--date", "2099-01-01", "--allow-future").code == 0
    assert file_store("receipt", "reverse", "F-1", "--reason", "误").code == 0  # on its own day


days = st.sampled_from(("2017-06-01", "2017-06-02", "2099-01-01"))
amounts = st.sampled_from(("5", "5", "7.5", "0", "-5"))
ENTRIES = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(sorted(KINDS)),
        "date": days,
        "amount": amounts,
        "fund": st.sampled_from((FUND, "", "第二资金")),
        "project": st.sampled_from(("", PROJECT, TRAINING)),
        "village": st.sampled_from(("", "", VILLAGE, OTHER, "未分村")),
        "reason": st.sampled_from(("", "更正")),
        "ref": st.sampled_from(("", "aidtrack#x")),
    }
)
LENT = {"household": st.sampled_from(("", HOUSEHOLD)), "loan": st.sampled_from(("", "L-1"))}
HINTS = ("Give it", "Give another", "Leave the entry out", "Check it")
# How a sheet is told what an option is called.
IN_OTHER_WORDS = {
    "in the column 超支原因": "with --over",
    "in the column 项目 (project)": "with --project",
    "in the columns 资金 and 村 (fund, village)": "with --fund and --village",
    "name it (in the column 村)": "name it with --village",
}
OF = {"loan": ("household",), "repayment": ("loan",), "writeoff": ("loan",)}


@pytest.mark.long
@settings(max_examples=examples(30))
@given(entry=ENTRIES, lent=st.fixed_dictionaries(LENT))
def test_the_doors_agree_on_any_entry(
    pair: tuple[Store, Store], tmp_path: Path, entry: dict[str, str], lent: dict[str, str]
) -> None:
    """Refused with the same words by both, or taken by both as the same entry."""
    said = entry | {name: lent[name] for name in OF.get(entry["kind"], ())}
    typed_in, brought_in = pair
    typed = by_command(typed_in, {name: text for name, text in said.items() if text})
    brought = by_sheet(brought_in, tmp_path, {name: text for name, text in said.items() if text}, "--again")
    assert (typed.code == 0) == (brought.code == 0), (typed, brought)
    if typed.code:
        told = [row["problem"].replace(brought_in.db, "STORE") for row in brought.rows("problems")]
        for of_sheet, typed_so in IN_OTHER_WORDS.items():
            told = [problem.replace(of_sheet, typed_so) for problem in told]
        typed_err = typed.err.replace(typed_in.db, "STORE")
        assert [problem for problem in told if problem not in typed_err] == [], typed_err
        lines = [line for line in typed_err.splitlines() if not line.startswith(HINTS)]
        assert [line for line in lines if not any(problem in line for problem in told)] == [], told
    else:
        assert last(typed_in, said["kind"]) == last(brought_in, said["kind"])


@pytest.fixture
def pair(new_store: object) -> tuple[Store, Store]:
    """Two stores that hold the same; the fund of a project that has two is not to be guessed."""
    assert callable(new_store)
    stores = base(new_store("sqlite")), base(new_store("sqlite"))
    for store in stores:
        store.ok("fund", "add", "第二资金")
        store.ok("receipt", "add", "1000", "--fund", "第二资金", "--date", "2017-01-02")
    return stores


def last(store: Store, kind: str) -> dict[str, object]:
    """The newest entry, but for where it came from."""
    row = store.ok(kind, "list", "--format", "json").rows()[-1]
    return {name: value for name, value in row.items() if name not in ("id", "batch", "file", "sheet", "line", "at")}
