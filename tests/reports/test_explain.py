"""`--explain`: the commands under a row run, and what they list adds up to the row's figures."""

import shlex
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from aidtrack.ledger.entry import KINDS
from conftest import Store, call
from reports.books import books

REPORTS = (
    ("village", "牙河村"), ("village", "咀儿村"), ("village", "石岭村"),
    ("fund",), ("fund", "自筹资金"), ("fund", "协作资金"),
    ("project",), ("project", "大棚"), ("project", "培训"),
    ("overview",),
)  # fmt: skip
PERIODS = ((), ("--year", "2017"), ("--from", "2016-05-01", "--to", "2017-03-01"), ("--as-of", "2017-03-02"))
BALANCES = {name: kind.balance for name, kind in KINDS.items()}


def listed(command: str) -> tuple[str, Decimal | None]:
    """The kind of entry a printed command lists, and the sum of its amounts; None where it lists nothing."""
    program, *args = shlex.split(command)
    assert program == "aidtrack"
    answer = call(*args, "--format", "json")
    assert answer.code == 0, (command, answer)
    table = answer.json()["tables"][0]
    amounts = [Decimal(row["amount"]) for row in table["rows"]]
    assert not amounts or sum(amounts) == Decimal(table["total"]["amount"])
    return str(table["name"]), sum(amounts, Decimal(0)) if amounts else None


def explained(table: dict[str, Any]) -> int:
    """Check every row of a table; how many figures were followed."""
    followed = 0
    for row in table["rows"]:
        moved, held = parts(row["explain"].splitlines())
        for kind, balance in BALANCES.items():
            if balance in row:
                said = None if row[balance] is None else Decimal(row[balance])
                assert moved.get(kind) == said, (row, kind)
                followed += said is not None
        allocated, spent = held.get("allocation"), held.get("spending")
        came_in = [sum_ for kind in ("receipt", "interest") if (sum_ := held.get(kind)) is not None]
        if "remaining" in row and "cash" not in row:
            assert row["remaining"] == (None if allocated is None and spent is None else money(allocated, spent)), row
        if "cash" in row and came_in:
            assert row["cash"] == money(sum(came_in), spent), row
    return followed


def money(plus: Decimal | int | None, minus: Decimal | None) -> str:
    return f"{Decimal(plus or 0) - (minus or 0):.2f}"


def parts(lines: list[str]) -> tuple[dict[str, Decimal | None], dict[str, Decimal | None]]:
    """What the commands for movements and those for positions list; without a comment both are the same ones."""
    comments = [at for at, line in enumerate(lines) if line.startswith("#")]
    groups = [lines] if not comments else [lines[: comments[-1]], lines[comments[-1] :]]
    found = [dict(listed(line) for line in group if not line.startswith("#")) for group in groups]
    return found[0], found[-1]


@pytest.mark.parametrize("period", PERIODS, ids=" ".join)
def test_every_figure_can_be_followed(store: Store, tmp_path: Path, period: tuple[str, ...]) -> None:
    books(store, tmp_path)
    followed = {}
    for report in REPORTS:
        tables = store.json("report", *report, *period, "--explain")["tables"]
        followed[report] = sum(explained(table) for table in tables if table["name"] != "entries")
    assert followed["village", "石岭村"] == 0
    if not period:
        # 大棚 × two funds: 2 allocated, 1 disbursed, 1 spent; once by project and once by fund
        assert followed["village", "牙河村"] == 8
        # received 3, interest 1, allocated 3, disbursed 1, spent 2
        assert followed["fund",] == 10
        assert followed["overview",] == 3 + 1 + 3  # allocated, disbursed, spent


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("form", ["table", "plain", "markdown"])
def test_people_read_the_commands_under_each_row(store: Store, tmp_path: Path, form: str, lang: str) -> None:
    books(store, tmp_path)
    text = store.ok("report", "overview", "--explain", "--format", form, lang=lang).out
    commands = [line.strip() for line in text.splitlines() if line.startswith("  aidtrack")]
    assert len(commands) == 7
    assert [command for command in commands if listed(command)[1] is None] == []
    nobody = "未分配" if lang == "zh" else "'not assigned'"
    assert [nobody in command for command in commands] == [False] * 5 + [True] * 2


def test_no_two_rows_are_headed_alike(store: Store, tmp_path: Path) -> None:
    books(store, tmp_path)
    for report in (("village", "牙河村"), ("project", "大棚"), ("fund", "自筹资金"), ("overview",)):
        text = store.ok("report", *report, "--year", "2017", "--explain", "--format", "plain").out
        heads = [line for line in text.splitlines() if line.endswith(":") and not line.startswith(" ")]
        assert len(heads) == len(set(heads)) > 0, heads


def test_names_that_a_shell_would_take_apart(store: Store) -> None:
    fund, project, village = "自筹'资金\" $(id)", "大 棚;`ls`", "牙河 *&| 村"
    for at in range(2):  # two of one name, so that more than the name is needed
        store.ok("village", "add", village, "--county", f"县 {at}")
        store.ok("project", "add", project, "--village", f"县 {at}/{village}")
    store.ok("fund", "add", fund)
    store.ok("fund", "add", "-5 元")
    for name in (fund, "-5 元"):
        store.ok("receipt", "add", "100", "--fund", name)
        store.ok("allocation", "add", "12.34", "--fund", name, "--project", f"县 1/{village}/{project}")
    for report in (("village", f"县 1/{village}"), ("fund",), ("fund", fund), ("project",), ("overview",)):
        for table in store.json("report", *report, "--explain")["tables"]:
            assert explained(table) > 0


def test_a_village_within_the_words_of_another(store: Store) -> None:
    """Of one 牙河村 only the name is known, and the other is 陇西县/牙河村."""
    store.ok("village", "add", "牙河村", "--code", "621122100201", "--county", "陇西县")
    store.ok("village", "add", "牙河村", "--code", "621122100202")
    store.ok("fund", "add", "甲")
    store.ok("receipt", "add", "100", "--fund", "甲")
    for code, amount in (("621122100201", "30"), ("621122100202", "40")):
        store.ok("project", "add", "道路", "--village", code)
        store.ok("allocation", "add", amount, "--fund", "甲", "--project", f"{code}/道路")
    for report in (("overview",), ("project",), ("fund", "甲")):
        for table in store.json("report", *report, "--explain")["tables"]:
            assert explained(table) > 0
