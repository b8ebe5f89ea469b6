"""`--explain`: the commands under a row run, and what they list adds up to every figure of the row, in every report."""

import shlex
from collections.abc import Callable, Collection
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from aidtrack.ledger.kind import KINDS
from aidtrack.reports.registry import REPORTS
from conftest import Store, call
from render.shown import PEOPLE
from reports.asked import asked
from reports.behind import Behind, listed
from reports.books import books
from reports.everything import everything
from reports.followed import FIGURES, again

YEAR, DAY = ("--year", "2018"), ("--as-of", "2018-03-02")
PERIODS = [("sqlite", ()), ("sqlite", YEAR), ("sqlite", DAY), ("postgresql", YEAR)]
# (report, table) whose rows have no commands of their own, or whose figures these do not list, and why.
EXEMPT = {
    ("thresholds", "thresholds"): "rests on the settings file alone",
    ("thresholds", "kinds"): "rests on the settings file alone",
    ("office", "offices"): "says how far a log was taken in: what it holds is found by its office",
    ("alerts", "kinds"): "counts the rows of the table below it, each of which has its command",
    ("quality", "kinds"): "counts the rows of the table below it, each of which has its command",
    ("dashboard", "kinds"): "counts the rows of report alerts, each of which has its command",
    ("dashboard", "key_figures"): "the totals of the tables below it, each row of which has its commands",
}
# A rule's amount and days are checked kind by kind, in test_alerts and test_quality; here each command runs and lists something.
BY_RULE = {("alerts", "alerts"), ("pack", "alerts"), ("quality", "gaps")}
NOT_THERE = ("no_agreement",)  # what is not there cannot be shown
IN_WORDS = {("step", "projects", "confirmations")}  # a figure that is no number


def explained(report: str, table: dict[str, Any], day: str, *, unknown: Collection[str] = ()) -> int:
    """Check every row of a table; how many figures were followed. What is `unknown` is blank, whatever the commands list."""
    figures = [one["name"] for one in table["columns"] if one["kind"] in FIGURES]
    figures += [one["name"] for one in table["columns"] if (report, table["name"], one["name"]) in IN_WORDS]
    followed = 0
    if (report, table["name"]) in EXEMPT:
        return 0
    for row in table["rows"]:
        lines = row["explain"].splitlines()
        if (report, table["name"]) in BY_RULE:
            shown = [lists_something(line) for line in lines]
            assert shown and (all(shown) or row["kind"] in NOT_THERE), row
            followed += 1
            continue
        assert lines or (figures and not any(row[name] for name in figures)), (report, table["name"], row)
        it = Behind(lines, day)
        for name in figures if lines else ():
            if row[name] is None and name in unknown:
                continue
            found = again(report, table["name"], name, row, it)
            assert same(row[name], found), (report, table["name"], name, row, found)
            followed += row[name] is not None
    return followed


_shown: dict[str, bool] = {}


def lists_something(command: str) -> bool:
    """Whether a command of any kind runs and shows rows; each runs but once."""
    if command not in _shown:
        program, *args = shlex.split(command)
        answer = call(*args, "--format", "json")
        assert (program, answer.code) == ("aidtrack", 0), (command, answer)
        _shown[command] = any(table["rows"] for table in answer.json()["tables"])
    return _shown[command]


def same(shown: object, found: object) -> bool:
    if isinstance(found, (Decimal, int)) and shown is not None:
        return Decimal(str(shown)) == found
    return shown == found


@pytest.mark.long
@pytest.mark.parametrize(("engine", "period"), PERIODS, ids=str)
def test_every_figure_of_every_report_can_be_followed(
    new_store: Callable[[str], Store], tmp_path: Path, engine: str, period: tuple[str, ...]
) -> None:
    store = everything(new_store(engine), tmp_path)
    followed: dict[tuple[str, ...], int] = {}
    for report in asked():
        answer = store.json("report", *report, *period, "--explain")
        day = answer["as_of"]
        followed[report] = sum(explained(report[0], table, day) for table in answer["tables"] if table["rows"])
    assert [report for report, count in followed.items() if not count] == [
        report
        for report in asked()
        if report[0] in ("posting", "document", "thresholds", "office")  # which hold no figure, or none of the store
    ]


# Filters, and what is not known of a part of the money that they choose.
_OF_WHOLE_FUNDS = (
    "raised",
    "budget",
    "received",
    "interest",
    "unallocated",
    "cash",
    "capital",
    "turnover",
    "rate",
    "ahead",
    "rank",
)
FILTERED: dict[tuple[str, ...], Collection[str]] = {
    ("--source", "self", "--source", "union"): (),
    ("--county", "陇西县"): (*_OF_WHOLE_FUNDS, "base", "short", "by_pace", "by_plan", "needed"),
    ("--category", "道路", "--village", "牙河村", "--village", "咀儿村"): (
        *_OF_WHOLE_FUNDS, "base", "short", "by_pace", "by_plan", "needed",
    ),
    ("--fund", "自筹资金", "--project", "大棚"): (*_OF_WHOLE_FUNDS, "base", "short", "by_pace", "by_plan", "needed", "plan"),
}  # fmt: skip


# Each filter without a period or with one, in turn: a period chooses entries as it does without filters.
@pytest.mark.parametrize(
    ("filters", "period"), [(filters, ((), YEAR)[at % 2]) for at, filters in enumerate(FILTERED)], ids=str
)
def test_what_is_behind_a_part_of_the_money_is_that_part(
    file_store: Store, tmp_path: Path, filters: tuple[str, ...], period: tuple[str, ...]
) -> None:
    store = everything(file_store, tmp_path)
    words = {one.removeprefix("--") for one in filters if one.startswith("--")}
    for report in asked():
        declared = REPORTS[report[0]]
        if words <= set(declared.filters) and declared.rows is None:
            answer = store.json("report", *report, *period, *filters, "--explain")
            for table in answer["tables"]:
                explained(report[0], table, answer["as_of"], unknown=FILTERED[filters])


@pytest.mark.parametrize("period", [(), YEAR], ids=str)
def test_a_picked_column_has_the_commands_that_it_comes_from(
    file_store: Store, tmp_path: Path, period: tuple[str, ...]
) -> None:
    store = everything(file_store, tmp_path)
    for report, heads in (
        (("fund",), "fund"),
        (("overview",), "village,county"),
        (("rollup", "--by", "category"), "category"),
    ):
        [table] = [one for one in store.json("report", *report, *period, "--explain")["tables"] if len(one["rows"]) > 1]
        whole = [len(row["explain"].splitlines()) for row in table["rows"]]
        for column in table["columns"]:
            if column["kind"] not in FIGURES or column["name"] in ("entries", "files"):
                continue
            picked = store.json("report", *report, *period, "--explain", "--columns", f"{heads},{column['name']}")
            explained(report[0], picked["tables"][0], picked["as_of"])
            fewer = [len(row["explain"].splitlines()) for row in picked["tables"][0]["rows"]]
            assert all(few <= all for few, all in zip(fewer, whole, strict=True))
            if column["name"] in ("spent", "received"):
                lines = [line for row in picked["tables"][0]["rows"] for line in row["explain"].splitlines()]
                kind = {"spent": "spending", "received": "receipt"}[column["name"]]
                listed_too = [one for one in KINDS for line in lines if one != kind and f" {one} list " in line]
                assert listed_too == []
                assert sum(fewer) < sum(whole)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("form", PEOPLE)
def test_people_read_the_commands_under_each_row(file_store: Store, tmp_path: Path, form: str, lang: str) -> None:
    books(file_store, tmp_path)
    text = file_store.ok("report", "overview", "--explain", "--format", form, lang=lang).out
    commands = [line.strip() for line in text.splitlines() if line.startswith("  aidtrack")]
    assert len(commands) == 7
    assert [command for command in commands if not listed(command).rows] == []
    nowhere = "'not assigned'" if lang == "en" else "'未分配'"
    assert [nowhere in command for command in commands] == [False] * 5 + [True] * 2


def test_no_two_rows_are_headed_alike(file_store: Store, tmp_path: Path) -> None:
    everything(file_store, tmp_path)
    for report in asked():
        text = file_store.ok("report", *report, "--year", "2017", "--explain", "--format", "plain").out
        for table in text.split("\n\n"):
            heads = [line for line in table.splitlines() if line.endswith(":") and not line.startswith(" ")]
            assert len(heads) == len(set(heads)), heads


def test_names_that_a_shell_would_take_apart(file_store: Store) -> None:
    fund, project, village = "自筹'资金\" $(id)", "大 棚;`ls`", "牙河 *&| 村"
    for at in range(2):  # two of one name, so that more than the name is needed
        file_store.ok("village", "add", village, "--county", f"县 {at}")
        file_store.ok("project", "add", project, "--village", f"县 {at}/{village}")
    file_store.ok("fund", "add", fund)
    file_store.ok("fund", "add", "-5 元")
    for name in (fund, "-5 元"):
        file_store.ok("receipt", "add", "100", "--fund", name)
        file_store.ok("allocation", "add", "12.34", "--fund", name, "--project", f"县 1/{village}/{project}")
    for report in (("village", f"县 1/{village}"), ("fund",), ("fund", fund), ("project",), ("overview",)):
        for table in file_store.json("report", *report, "--explain")["tables"]:
            assert explained(report[0], table, "2026-11-24") > 0


def test_a_village_within_the_words_of_another(file_store: Store) -> None:
    """Of one 牙河村 only the name is known, and the other is 陇西县/牙河村."""
    file_store.ok("village", "add", "牙河村", "--code", "621122100201", "--county", "陇西县")
    file_store.ok("village", "add", "牙河村", "--code", "621122100202")
    file_store.ok("fund", "add", "甲")
    file_store.ok("receipt", "add", "100", "--fund", "甲")
    for code, amount in (("621122100201", "30"), ("621122100202", "40")):
        file_store.ok("project", "add", "道路", "--village", code)
        file_store.ok("allocation", "add", amount, "--fund", "甲", "--project", f"{code}/道路")
    for report in (("overview",), ("project",), ("fund", "甲"), ("progress", "--by", "village")):
        for table in file_store.json("report", *report, "--explain")["tables"]:
            assert explained(report[0], table, "2026-11-24") > 0


@pytest.mark.parametrize(
    ("figures", "kinds"),
    [
        ("spent", {"spending"}), ("disbursed,share", {"disbursement"}), ("rate", {"allocation", "spending"}), ("interest", {"interest"}),
        ("cash", {"receipt", "interest", "spending"}), ("projects", {"allocation", "disbursement", "spending"}),
    ],
)  # fmt: skip
def test_only_what_is_behind_the_figures_asked_for_is_listed(
    file_store: Store, tmp_path: Path, figures: str, kinds: set[str]
) -> None:
    store = books(file_store, tmp_path)
    rows = store.ok("report", "rollup", "--by", "fund", "--figures", figures, "--explain", "--format", "json").rows()
    lines = [line for row in rows for line in row["explain"].splitlines() if not line.startswith("#")]
    listing = [shlex.split(line.removeprefix(f"aidtrack --db {shlex.quote(store.db)}")) for line in lines]
    assert {words[0] for words in listing if words[1] == "list"} == kinds


@pytest.mark.parametrize("form", ["csv", "jsonl", "xlsx", "plain", "markdown", "json", "html"])
def test_a_format_without_a_place_for_the_commands_says_so(file_store: Store, tmp_path: Path, form: str) -> None:
    """And what has one shows them."""
    file_store.run("fund add F", "receipt add 5 --fund F --date 2017-01-05")
    path = tmp_path / "answer"
    answer = file_store.ok("report", "fund", "--explain", "--format", form, "-o", str(path))
    assert ("--explain" in answer.err) == (form in ("csv", "jsonl", "xlsx"))
    assert (b"receipt list" in path.read_bytes()) == (form not in ("csv", "jsonl", "xlsx"))
