"""Each kind of alert one day, one fen or one step before it is raised, and raised, alone; its command runs and shows something."""

import shlex
from dataclasses import dataclass
from pathlib import Path

import pytest

from aidtrack.locale import use
from aidtrack.reports.alerting.rules import RULES
from conftest import Store, call
from render.shown import AS_TEXT, PEOPLE
from reports.healthy import DAY, FUND, GREENHOUSE, LENDING, ROAD, alerted, healthy, healthy_copy, kinds

NEXT = "2018-07-01"
Command = tuple[str, ...]


@dataclass(frozen=True)
class Case:
    """After `almost` nothing of the kind is alerted on `before`; after `then` it is, on `day`, with this amount and these days."""

    kind: str
    almost: tuple[Command, ...]
    then: tuple[Command, ...]
    amount_fen: int | None = None
    days: int | None = None
    before: str = DAY
    day: str = DAY
    others: tuple[str, ...] = ()  # what is alerted in its place before
    details: str = ""
    whole: bool = False  # everything ever recorded, not what the day knew


def spend(amount: str, project: str, day: str, voucher: str, *more: str, payee: str = "李四") -> Command:
    return ("spending", "add", amount, "--fund", FUND, "--project", project, "--date", day, "--voucher", voucher, "--payee", payee, *more)  # fmt: skip


def disburse(amount: str, project: str, day: str) -> Command:
    return ("disbursement", "add", amount, "--fund", FUND, "--project", project, "--date", day, "--payee", "交通局")


def lend(amount: str, household: str, purpose: str, day: str, term: str = "24") -> Command:
    return ("loan", "add", amount, "--fund", LENDING, "--household", household, "--purpose", purpose, "--date", day,
            "--term", term, "--schedule", "lump_sum")  # fmt: skip


def edit(noun: str, name: str, *fields: str) -> Command:
    return (noun, "edit", name, *fields)


NOTICE = f"{ROAD}/notice"
POSTED = edit("step", NOTICE, "--date", "2018-06-20", "--ends-on", DAY)  # 11 days, the last of them the day itself

CASES = (
    Case("overspent", (spend("3000", GREENHOUSE, "2018-06-01", "记-2"),),
         (spend("0.01", GREENHOUSE, "2018-06-01", "记-3", "--over", "灾情追加"),), 1, details="灾情追加"),
    Case("over_allocated", (),
         (("allocation", "add", "0.01", "--fund", FUND, "--project", ROAD, "--date", "2018-06-01", "--over", "先行安排"),), 1,
         details="先行安排"),
    # 12,000 − 5,000 received, 7,000 spent
    Case("overdrawn", (("receipt", "add", "-5000", "--fund", FUND, "--date", "2018-06-01", "--reason", "收回"),),
         (("receipt", "add", "-0.01", "--fund", FUND, "--date", "2018-06-01", "--reason", "收回", "--over", "上级收回"),), 1,
         details="上级收回"),
    # what is at least 12,000 may be more; of an exact 12,000 a fen more is too much
    Case("over_received", (edit("fund", FUND, "--qualifier", "≥"), ("receipt", "add", "0.01", "--fund", FUND, "--date", "2018-06-01", "--ref", "收-9"),
                           ("receipt", "reverse", "收-9", "--reason", "重复"), edit("fund", FUND, "--qualifier", "=")),
         (("receipt", "add", "0.01", "--fund", FUND, "--date", "2018-06-01"),), 1),
    Case("over_disbursed", (disburse("2000", ROAD, "2018-06-01"),), (disburse("0.01", ROAD, "2018-06-01"),), 1),
    Case("with_reason", (edit("project", ROAD, "--closed-on", "2018-05-31"), spend("100", ROAD, "2018-05-31", "记-2")),
         (spend("0.01", ROAD, "2018-06-01", "记-3", "--over", "尾款"),), 1, details="after closing, 尾款"),
    # one voucher to two payees; one taken back and paid again
    Case("voucher_twice",
         (spend("100", GREENHOUSE, "2018-02-01", "记-1"), spend("50", GREENHOUSE, "2018-02-01", "记-9", "--ref", "支-9"),
          ("spending", "reverse", "支-9", "--reason", "重复", "--date", "2018-02-02"), spend("50", GREENHOUSE, "2018-02-03", "记-9")),
         (spend("25", GREENHOUSE, "2018-02-01", "记-1", payee="合作社"),), 2500),
    Case("voucher_twice", (), (spend("25", GREENHOUSE, "2018-02-01", "记-1", payee=""),), 2500),  # to whom is not known
    # two villages' are two; a form of company, a blank or a forgotten sign makes no other
    Case("payee_spellings",
         (spend("100", GREENHOUSE, "2018-06-01", "记-20", payee="示例一村合作社"), spend("40", GREENHOUSE, "2018-06-01", "记-21", payee="示例二村合作社")),
         (spend("25", GREENHOUSE, "2018-06-01", "记-22", payee="示例一村合作 社"),), 2500, details="2 spellings"),
    # a day's slack for clocks and time zones
    Case("future_dated", (disburse("1", GREENHOUSE, NEXT),), (disburse("2", GREENHOUSE, "2018-07-02"),), 200, whole=True),
    Case("before_year",
         (disburse("1", GREENHOUSE, "2018-01-01"), (*disburse("3", GREENHOUSE, "2017-12-01"), "--ref", "拨-3"),
          ("disbursement", "reverse", "拨-3", "--reason", "误记")),
         (disburse("2", GREENHOUSE, "2017-12-31"),), 200, details="1 entry of 2017-12-31"),
    Case("overdue_loan", (lend("300", "H-2", "种菜", "2018-03-30", "3"),), (), 30000, 1, day=NEXT, details=f"due {DAY}"),
    Case("overdue_finding", (edit("finding", "2018-05-02/账目不清", "--due", DAY),), (), 10000, 1, day=NEXT),
    # it has no actual end, or one after the day; what its stage is today says nothing of then
    Case("overdue_project", (edit("project", ROAD, "--planned-end", DAY),), (), None, 1, day=NEXT),
    Case("overdue_project", (edit("project", ROAD, "--planned-end", DAY, "--stage", "completed", "--actual-end", NEXT),),
         (edit("project", ROAD, "--actual-end", "2018-07-02"),), None, 1, day=NEXT),
    Case("overdue_project", (edit("project", ROAD, "--planned-end", DAY, "--stage", "accepted"),),
         (edit("project", ROAD, "--stage", "suspended"),), None, 1, day=NEXT),
    # a step without a result counts as passed
    Case("unconfirmed", (edit("step", f"{ROAD}/confirm6", "--result", ""),), (edit("step", f"{ROAD}/confirm6", "--result", "failed"),),
         200000, details="missing: confirm6"),
    Case("unconfirmed", (), (edit("step", f"{ROAD}/proposal", "--date", NEXT),), 200000, details="missing: proposal"),
    Case("no_agreement",
         (edit("project", ROAD, "--agreement-no", ""),
          ("document", "add", "道路协议书", "--kind", "agreement", "--project", ROAD, "--date", DAY)),
         (edit("document", f"{DAY}/道路协议书", "--date", NEXT),), 200000),
    Case("helped_twice", (("measure", "add", "养牛", "--household", "H-1", "--category", "cattle and sheep", "--due", "2019-01"),),
         (edit("measure", "H-1/养牛", "--due", "2018-01"),), details="养羊 / 养牛"),
    Case("lent_twice", (lend("100", "H-1", "种菜", "2018-03-01"), lend("100", "H-2", "养羊", "2018-03-01")),
         (lend("100", "H-1", "养 羊", "2018-03-01"),), 10000),
    Case("idle", (edit("fund", FUND, "--idle-from", "2017-07-01"),), (edit("fund", FUND, "--idle-from", DAY.replace("8", "7", 1)),),
         500000, 365),
    Case("idle_long", (edit("fund", FUND, "--idle-from", "2016-07-01"),), (edit("fund", FUND, "--idle-from", "2016-06"),),
         500000, 759, others=("idle",)),  # 2016-06 counts from its first day: 2 × 365 + 29
    # 930 of 1,000 is spent by the year's end: 7 % are left, which may be
    Case("year_end_balance",
         (("fund", "add", "旧资金", "--year", "2017", "--budget", "1000"),
          ("receipt", "add", "1000", "--fund", "旧资金", "--date", "2017-03-01"),
          ("allocation", "add", "1000", "--fund", "旧资金", "--project", GREENHOUSE, "--date", "2017-03-01"),
          ("spending", "add", "930", "--fund", "旧资金", "--project", GREENHOUSE, "--date", "2017-12-31", "--ref", "支-1")),
         (("spending", "reverse", "支-1", "--amount", "0.01", "--reason", "退回", "--date", "2017-12-31"),),
         7001, 32, before="2018-02-01", day="2018-02-01", details="7.00% of what 2017 brought"),
    # day 212 is 58.08 %, day 213 is 58.36 %; 12,000 × 213 ÷ 365 − 7,000 is 2.7397, and not the 3.20 that 58.36 % would make
    Case("behind", (), (), 274, before="2018-07-31", day="2018-08-01", details="rate 58.33%, elapsed 58.36%"),
    Case("disbursed_unspent", (disburse("100", ROAD, "2018-04-01"),), (), 10000, 90, before="2018-06-29"),
    # first in, first out: 100 + 50 came, 110 is spent, so that 40 of the second wait
    Case("disbursed_unspent",
         (disburse("100", ROAD, "2018-02-01"), disburse("50", ROAD, "2018-03-01"), spend("149.99", ROAD, "2018-03-02", "记-2"),
          spend("0.01", ROAD, "2018-03-02", "记-3", "--ref", "支-3")),
         (("spending", "reverse", "支-3", "--reason", "退回", "--date", "2018-03-02"),), 1, 121),
    # a budget waits since its fund's clock began, on 3 January
    Case("unallocated", (edit("fund", FUND, "--budget", "12000.01"),), (), 1, 90, before="2018-04-02", day="2018-04-03"),
    Case("unallocated",
         (edit("fund", FUND, "--budget", ""), ("receipt", "add", "0.01", "--fund", FUND, "--date", "2018-04-01")),
         (), 1, 90, before="2018-06-29"),
    # 2,000 are allocated: 181.81 of 1,818.19 is below 10 %, 181.82 of 1,818.18 is above
    Case("over_plan", (edit("project", ROAD, "--planned-cost", "1818.19"),), (edit("project", ROAD, "--planned-cost", "1818.18"),),
         18182, details="allocated 110.00% of the plan"),
    Case("change_over_plan",
         (("step", "add", "change", "--project", ROAD, "--amount", "2200", "--date", "2018-03-01"),
          ("step", "add", "change", "--project", GREENHOUSE, "--amount", "99000", "--result", "failed")),
         (edit("step", f"{ROAD}/change", "--amount", "2200.01"),), 20001, details="changed 2018-03-01"),
    Case("no_notice", (), (edit("step", NOTICE, "--result", "failed"),), 200000),
    Case("no_notice", (), (("step", "remove", NOTICE, "--yes"),), 200000),
    Case("notice_short", (edit("step", NOTICE, "--ends-on", "2018-01-11"),), (edit("step", NOTICE, "--ends-on", "2018-01-10"),),
         None, 9),
    Case("notice_running", (POSTED,), (edit("step", NOTICE, "--result", ""),), None, 0, details=f"posted until {DAY}"),
    Case("notice_unclosed", (POSTED, edit("step", NOTICE, "--result", "")), (), None, 1, day=NEXT, others=("notice_running",)),
    # no last day is stated: 21 June and the nine days after it
    Case("notice_unclosed", (edit("step", NOTICE, "--date", "2018-06-21", "--ends-on", "", "--result", ""),), (), None, 1,
         day=NEXT, others=("notice_running",)),
)  # fmt: skip


@pytest.fixture
def books(blank_file: Path, tmp_path: Path) -> Store:
    use("en")
    return healthy_copy(blank_file, tmp_path / "aid.db")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.kind)
def test_a_kind_of_alert_is_raised_where_it_begins_and_alone(books: Store, case: Case) -> None:
    end = None if case.whole else ""
    for command in case.almost:
        books.ok(*command)
    use("en")
    assert kinds(alerted(books, case.before, end=end)) == list(case.others)
    for command in case.then:
        books.ok(*command)
    use("en")
    [row] = alerted(books, case.day, end=end)
    assert (row["kind"], row["level"]) == (case.kind, RULES[case.kind].level)
    assert (row["amount"], row["days"]) == (case.amount_fen, case.days)
    assert case.details in str(row["details"])
    program, *words = shlex.split(str(row["command"]))
    assert program == "aidtrack"
    shown = call("--lang", "en", *words, "--format", "json")
    assert shown.code == 0, (row["command"], shown)
    if case.kind not in ("no_agreement",):  # what is not there cannot be shown
        assert any(table["rows"] for table in shown.json()["tables"]), row["command"]


def test_every_kind_has_its_case() -> None:
    between_offices = {"paid_to_office", "not_received", "not_given", "counted_twice"}  # their cases: tests/collection
    assert {case.kind for case in CASES} == set(RULES) - between_offices


def test_what_rests_on_rules_for_fiscal_money_is_a_hint() -> None:
    assert {rule.level for rule in RULES.values() if rule.source.fiscal} == {"hint"}
    assert not [rule.kind for rule in RULES.values() if rule.level == "hint" and not rule.source.fiscal]


def test_healthy_books_have_nothing_to_alert_in_either_language(books: Store) -> None:
    for lang, nothing in (("en", "0 serious, 0 warnings, 0 hints."), ("zh", "严重 0 项,警告 0 项,提示 0 项。")):
        assert nothing in books.ok("report", "alerts", "--as-of", DAY, lang=lang).out
    assert books.ok("report", "alerts", "--as-of", DAY, "--format", "json").rows("alerts") == []


def test_what_was_recorded_with_a_reason_is_shown_until_it_is_covered(books: Store) -> None:
    [case] = [case for case in CASES if case.kind == "overspent"]
    for command in (*case.almost, *case.then):
        books.ok(*command)
    place = ("--fund", FUND, "--date", "2018-06-02")
    assert kinds(alerted(books, "2018-06-01")) == kinds(alerted(books)) == ["overspent"]
    books.ok("allocation", "add", "-0.01", "--project", ROAD, "--reason", "调减", *place)
    books.ok("allocation", "add", "0.01", "--project", GREENHOUSE, *place)
    assert alerted(books) == []
    assert kinds(alerted(books, "2018-06-01")) == ["overspent"]


def test_a_cancelled_project_is_past_its_procedure_and_a_settled_loan_is_lent_once(books: Store) -> None:
    books.ok(*edit("project", ROAD, "--agreement-no", "", "--stage", "cancelled"))
    books.ok("step", "remove", NOTICE, "--yes")
    books.ok(*lend("100", "H-1", "养羊", "2018-03-01"), "--ref", "放-9")
    books.ok("repayment", "add", "100", "--loan", "放-9", "--date", "2018-03-02")
    assert alerted(books) == []


def test_a_balance_of_the_year_before_that_was_spent_since_is_no_alert(books: Store) -> None:
    [case] = [case for case in CASES if case.kind == "year_end_balance"]
    for command in (*case.almost, *case.then):
        books.ok(*command)
    books.ok("spending", "add", "0.01", "--fund", "旧资金", "--project", GREENHOUSE, "--date", "2018-01-31")
    assert kinds(alerted(books, "2018-01-30")) == ["year_end_balance"]
    assert alerted(books, "2018-02-01") == []


def breaks_much(store: Store) -> None:
    """One of many kinds at once, for what is the same on each engine and in each format."""
    store.ok(*spend("3000.01", GREENHOUSE, "2018-06-01", "记-1", "--over", "灾情追加", payee="合作社"))
    store.ok(*edit("project", ROAD, "--planned-cost", "1000", "--planned-end", "2018-06-01"))
    store.ok(*disburse("100", ROAD, "2017-12-31"))
    store.ok(*lend("300", "H-1", "养羊", "2018-03-30", "2"))
    store.ok(*edit("fund", FUND, "--idle-from", "2016"), "--budget", "12001")
    store.ok("step", "remove", NOTICE, "--yes")
    store.ok("measure", "add", "养牛", "--household", "H-1", "--category", "牛羊养殖")


# amounts by hand: 3,000.01 beyond 10,000 − 7,000; the second use of 记-1; loans of 300; 12,000 − 10,000.01 in cash
MUCH = [
    ("serious", "overspent", 1, None), ("warning", "voucher_twice", 300001, None), ("warning", "before_year", 10000, None),
    ("warning", "overdue_loan", 30000, 31), ("warning", "overdue_project", None, 29), ("warning", "helped_twice", None, None),
    ("warning", "lent_twice", 30000, None), ("hint", "idle_long", 199999, 911), ("hint", "disbursed_unspent", 10000, 181),
    ("hint", "unallocated", 100, 911), ("hint", "over_plan", 100000, None), ("hint", "no_notice", 200000, None),
]  # fmt: skip


def test_the_most_severe_first_on_both_engines(store: Store, tmp_path: Path) -> None:
    healthy(store, tmp_path)
    assert alerted(store) == []
    breaks_much(store)
    found = alerted(store)
    assert [(row["level"], row["kind"], row["amount"], row["days"]) for row in found] == MUCH
    # everything ever recorded says the same: here the running balances are read
    assert kinds(alerted(store, end=None)) == [kind for _, kind, *_ in MUCH]


def test_the_rows_agree_with_the_other_reports(books: Store) -> None:
    breaks_much(books)
    rows = {row["kind"]: row for row in books.ok("report", "alerts", "--as-of", DAY, "--format", "json").rows("alerts")}
    village = books.ok("report", "village", "甲村", "--as-of", DAY, "--format", "json").rows()
    assert [row["remaining"] for row in village if row["project"] == GREENHOUSE] == ["-0.01"]
    assert (rows["overspent"]["amount"], rows["overspent"]["project"], rows["overspent"]["fund"]) == (
        "0.01",
        GREENHOUSE,
        FUND,
    )
    [carried] = [
        row for row in books.ok("report", "carryover", "--as-of", DAY, "--format", "json").rows() if row["fund"] == FUND
    ]
    assert (carried["closing"], carried["age"]) == (rows["idle_long"]["amount"], "2 years and more")
    [fund] = [
        row for row in books.ok("report", "fund", "--as-of", DAY, "--format", "json").rows() if row["fund"] == FUND
    ]
    assert fund["unallocated"] == rows["unallocated"]["amount"] == "1.00"
    loans = books.ok("report", "loan", "--as-of", DAY, "--format", "json").rows("loans")
    assert [row["overdue"] for row in loans if row["overdue"] != "0.00"] == [rows["overdue_loan"]["amount"]]
    steps = books.ok("report", "step", "--as-of", DAY, "--format", "json").rows("projects")
    assert [row["project"] for row in steps if row["flags"] and row["flags"][0]["flag"] == "overdue"] == [
        rows["overdue_project"]["project"]
    ]


def test_with_explain_the_commands_stand_on_lines_of_their_own(books: Store) -> None:
    breaks_much(books)
    table = books.json("report", "alerts", "--as-of", DAY, "--explain")["tables"][1]
    assert [row["explain"].splitlines()[0] for row in table["rows"]] == [row["command"] for row in table["rows"]]
    for form in PEOPLE:
        text = books.ok("report", "alerts", "--as-of", DAY, "--explain", "--format", form).out
        commands = [line.strip() for line in text.splitlines() if line.startswith("  aidtrack --db")]
        assert commands == [row["command"] for row in table["rows"]]
        assert (
            "命令"
            not in books.ok("report", "alerts", "--explain", "--format", form, lang="zh").out.split("aidtrack")[0]
        )


def test_names_that_a_shell_or_a_terminal_would_take_apart(books: Store) -> None:
    for name in ("[red]<script>$(id)", "-x --yes", "'; rm"):
        books.ok(
            "project", "add", "--stage", "implementing", "--planned-end", "2018-01", "--village", "甲村", "--", name
        )
        books.ok("finding", "add", "--due", "2018-01", "--", name)
    rows = alerted(books)
    assert kinds(rows) == ["overdue_finding"] * 3 + ["overdue_project"] * 3
    for row in rows:
        answer = call(*shlex.split(str(row["command"]))[1:], "--format", "json") if " -- " not in str(row["command"]) else call(
            *shlex.split(str(row["command"]))[1:]
        )  # fmt: skip
        assert answer.code == 0, (row["command"], answer)
    for form in AS_TEXT:
        assert books.ok("report", "alerts", "--as-of", DAY, "--format", form).out.strip()
    assert "<script>$(id)" not in books.ok("report", "alerts", "--as-of", DAY, "--format", "html").out
