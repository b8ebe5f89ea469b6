"""Each kind of gap where it begins and alone; the counts; the command shows what is missing."""

import shlex
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

from aidtrack.locale import use
from aidtrack.reports.alerting.gaps import GAPS
from conftest import Store, call
from reports.healthy import DAY, FUND, GREENHOUSE, ROAD, VILLAGE, gaps, healthy, healthy_copy, kinds

NEXT = "2018-07-01"
Command = tuple[str, ...]


@dataclass(frozen=True)
class Case:
    """After `almost` nothing is missing on `before`; after `then` this kind is, on `day`, of `what`."""

    kind: str
    what: str
    then: tuple[Command, ...]
    almost: tuple[Command, ...] = ()
    before: str = DAY
    day: str = DAY


def blank(noun: str, name: str, field: str) -> tuple[Command, ...]:
    return ((noun, "edit", name, field, ""),)


def spend(amount: str, *more: str) -> Command:
    return ("spending", "add", amount, "--fund", FUND, "--project", GREENHOUSE, "--date", "2018-02-01", *more)


def disburse(amount: str, project: str) -> Command:
    place = ("--fund", FUND, "--project", project, "--date", "2018-06-01", "--payee", "乡政府")
    return ("disbursement", "add", amount, *place, "--ref", f"拨-{amount}")


ROAD_HERE = f"{ROAD} · {VILLAGE}"
CASES = (
    # the last entry of the road is of 20 January: 179 days, 180 days
    # what was taken back on its own day, or came to be another project's, never touched it
    Case("untouched", ROAD_HERE, (), (
        disburse("1", ROAD), ("disbursement", "reverse", "拨-1", "--reason", "误记"),
        disburse("2", ROAD), ("disbursement", "correct", "拨-2", "--project", GREENHOUSE, "--reason", "误记"),
    ), before="2018-07-18", day="2018-07-19"),
    Case("overdue_project", ROAD_HERE, (), (("project", "edit", ROAD, "--planned-end", DAY),), day=NEXT),
    Case("no_document", ROAD_HERE, (("document", "edit", "2018-01-02/方案二", "--date", NEXT),),
         (("document", "edit", "2018-01-02/方案二", "--kind", "公示"),)),
    Case("no_agreement", ROAD_HERE, (("document", "edit", "2018-01-02/方案二", "--kind", "plan"),),
         (("document", "edit", "2018-01-02/方案二", "--kind", "agreement"), ("project", "edit", ROAD, "--agreement-no", ""))),
    Case("no_implementer", ROAD_HERE, blank("project", ROAD, "--implementer")),
    Case("no_responsible", ROAD_HERE, blank("project", ROAD, "--responsible")),
    Case("no_planned_end", ROAD_HERE, blank("project", ROAD, "--planned-end")),
    Case("no_planned_cost", ROAD_HERE, blank("project", ROAD, "--planned-cost")),
    Case("no_budget", FUND, blank("fund", FUND, "--budget")),
    Case("no_voucher", f"{FUND} · spending", (spend("2", "--payee", "李四"),),
         (spend("1", "--payee", "李四", "--ref", "支-1"), ("spending", "reverse", "支-1", "--reason", "重来", "--date", "2018-02-02"))),
    Case("no_payee", f"{FUND} · spending", (spend("2", "--voucher", "记-2"),)),
    Case("no_code", VILLAGE, blank("village", VILLAGE, "--code")),
    Case("no_county", VILLAGE, blank("village", VILLAGE, "--county")),
    Case("no_plan", f"{VILLAGE} · H-1", (("measure", "remove", "H-1/养羊", "--yes"),)),
    # a value of the target's own day or a later one
    Case("overdue_indicator", f"{VILLAGE} · 人均收入", (("indicator", "remove", "2", "--yes"),),
         (("indicator", "edit", "1", "--as-of", "2018-05"),
          ("indicator", "add", "人均收入", "--value", "4800", "--unit", "元", "--village", VILLAGE, "--as-of", "2018-05-31"))),
)  # fmt: skip


@pytest.fixture
def books(blank_file: Path, tmp_path: Path) -> Store:
    use("en")
    return healthy_copy(blank_file, tmp_path / "aid.db")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.kind)
def test_a_gap_is_found_where_it_begins_and_alone(books: Store, case: Case) -> None:
    for command in case.almost:
        books.ok(*command)
    use("en")
    assert kinds(gaps(books, case.before)) == []
    for command in case.then:
        books.ok(*command)
    use("en")
    [row] = gaps(books, case.day)
    assert (row["kind"], row["what"]) == (case.kind, case.what)
    program, *words = shlex.split(str(row["command"]))
    assert program == "aidtrack"
    shown = call("--lang", "en", *words, "--format", "json")
    assert shown.code == 0 and shown.json()["tables"][0]["rows"], (row["command"], shown)


def test_every_kind_has_its_case() -> None:
    # What the doors refuse: tests/store/test_county_codes.py; what only a collection can know: tests/collection.
    at_no_door = {"code_elsewhere", "giver_unsaid"}
    assert {case.kind for case in CASES} == set(GAPS) - at_no_door


def test_a_village_is_as_old_as_its_last_change_in_the_log(file_store: Store) -> None:
    file_store.ok("village", "add", "乙村", "--county", "陇西县", "--code", "621122100202")
    file_store.ok("village", "add", "丙村", "--county", "陇西县", "--code", "621122100203", "--helped-to", "2018")
    [_, record] = file_store.ok("log", "--format", "json").rows()
    day = date.fromisoformat(record["at"][:10])
    assert gaps(file_store, (day + timedelta(179)).isoformat()) == []
    [row] = gaps(file_store, (day + timedelta(180)).isoformat())  # help to the other has ended
    assert (row["kind"], row["what"], row["days"]) == ("untouched", "乙村", 180)
    assert gaps(file_store, "2020-01-01") == []  # nobody knew of it then


def test_the_command_lists_the_entries_that_lack_something(books: Store) -> None:
    books.ok(*spend("2", "--payee", "李四"))
    books.ok(*spend("3", "--payee", "李四", "--voucher", "记-7"))
    [row] = gaps(books)
    listed = call(*shlex.split(str(row["command"]))[1:], "--format", "json")
    assert [one["amount"] for one in listed.rows()] == ["2.00"]


def test_counts_first_on_both_engines_and_in_both_languages(store: Store, tmp_path: Path) -> None:
    healthy(store, tmp_path)
    assert gaps(store) == []
    for option in ("--implementer", "--responsible"):
        store.ok("project", "edit", ROAD, option, "")
    store.ok("project", "edit", GREENHOUSE, "--responsible", "")
    store.ok(*spend("2"))
    counts = store.ok("report", "quality", "--as-of", DAY, "--format", "json").rows("kinds")
    assert {row["kind"]: row["gaps"] for row in counts} == {
        "no_implementer": 1, "no_responsible": 2, "no_voucher": 1, "no_payee": 1,
    }  # fmt: skip
    for lang, words in (("zh", ("缺责任人", "缺凭证号", "1 笔")), ("en", ("no responsible", "no voucher", "1 entry"))):
        text = store.ok("report", "quality", "--as-of", DAY, lang=lang).out
        assert not [word for word in words if word not in text]
        assert (
            store.ok("report", "quality", "--as-of", DAY, "--explain", "--format", "plain", lang=lang).out.count(
                "\n  aidtrack"
            )
            == 5
        )
