"""One entry of any kind, also of one that nobody has heard of yet: everything that speaks of cash says what its declaration says."""

from collections.abc import Callable
from typing import Any

import pytest

from aidtrack.ledger.kind import BACK, KINDS
from conftest import ENGINES, Answer, Store
from ledger.declared import run

# A kind made up here → its declaration, whether it is of a cell, and what one of its yuan does to the cash of its fund.
MADE_UP = {
    "fee": ('EntryKind("fee", "手续费", "charged", False, ("手续费",), "What a bank keeps.", cash=-1)', False, -1),
    "rebate": ('EntryKind("rebate", "返还", "rebated", True, ("返还",), "What a payee gives back.", cash=1)', True, 1),
    "pledge": ('EntryKind("pledge", "认捐", "pledged", False, ("认捐",), "Money promised.")', False, 0),
}
FUND, PROJECT, DAY = ("--fund", "F"), ("--project", "P"), ("--date", "2017-05-31")
JSON = ("--format", "json")
RECEIVED, LENT, SPENT, MOVED = 1_000_00, 100_00, 100_00, 10_00  # fen


def cash_of(kind: str) -> int:
    return MADE_UP[kind][2] if kind in MADE_UP else KINDS[kind].cash


def prepared(kind: str) -> list[list[str]]:
    """A fund with cash, a project with an allocation; for what makes a loan smaller, a loan."""
    lines = [
        ["db", "upgrade"],
        ["village", "add", "V"],
        ["household", "add", "H", "--village", "V"],
        ["fund", "add", "F", "--year", "2017"],
        ["project", "add", "P", "--village", "V"],
        ["receipt", "add", "1000", *FUND, "--date", "2017-01-02"],
        ["allocation", "add", "500", *FUND, *PROJECT, "--date", "2017-01-03"],
    ]
    if kind in BACK:
        lines.append(["loan", "add", "100", *FUND, "--household", "H", "--date", "2017-01-04", "--ref", "L"])
    return lines


def entry(kind: str) -> list[str]:
    """10.00 yuan of the kind, where it belongs."""
    per_cell = MADE_UP[kind][1] if kind in MADE_UP else KINDS[kind].per_cell
    more = [*PROJECT] if per_cell else []
    if kind == "loan":
        more += ["--household", "H"]
    if kind in BACK:
        more += ["--loan", "L", "--reason", "灾情"]
    return [kind, "add", "10", *FUND, *DAY, *more]


def yuan(fen: int) -> str:
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02}"


def found(answer: Answer, table: str) -> dict[str, Any]:
    """The one row that is about the fund."""
    [row] = [row for row in answer.rows(table) if row["fund"] == "F"]
    return row


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("kind", [*KINDS, *MADE_UP])
def test_all_agree_on_cash(kind: str, engine: str, new_store: Callable[[str], Store]) -> None:
    store = new_store(engine)
    declaration = MADE_UP[kind][0] if kind in MADE_UP else ""
    cash = RECEIVED - (LENT if kind in BACK else 0) + cash_of(kind) * MOVED
    beyond = ["spending", "add", yuan(cash + 1), *FUND, *PROJECT, "--date", "2017-06-30"]
    reports = [
        ["report", "fund", *JSON],
        ["report", "fund", "--as-of", "2017-12-31", *JSON],
        ["report", "carryover", "--year", "2017", *JSON],
        ["check"],
        beyond,
    ]
    after = [
        [*beyond, "--over", "急用"],
        ["report", "fund", *JSON],
        ["report", "alerts", "--to", "2017-12-31", *JSON],
        ["check", *JSON],
    ]
    lines = [*prepared(kind), entry(kind), *reports, *after]
    answers = run(declaration, store.db, lines)
    first = len(prepared(kind)) + 1
    assert not [(line, one) for line, one in zip(lines[:first], answers, strict=False) if one.code]
    now, then, carryover, checked, refused, taken, overdrawn, alerts, told = answers[first:]

    # The balances, and the entries summed anew.
    assert (found(now, "funds")["cash"], found(then, "funds")["cash"]) == (yuan(cash), yuan(cash))
    row = found(carryover, "carryover")
    assert (row["opening"], row["closing"]) == (None, yuan(cash))
    ways = {
        "received": 1,
        "interest": 1,
        "spent": -1,
        "returned": -1,
        "lent": -1,
        "repaid": 1,
        "charged": -1,
        "rebated": 1,
    }
    assert sum(round(float(row[name]) * 100) * way for name, way in ways.items() if row.get(name)) == cash
    assert checked.code == 0, checked
    # The guard lets out what there is and not a fen more; the reason given for more marks just that.
    assert refused.code == 1 and "does not hold this cash: 0.01 yuan short" in refused.err, refused
    assert taken.code == 0, taken
    assert found(overdrawn, "funds")["cash"] == "-0.01"
    assert "overdrawn" in {flag["flag"] for flag in found(overdrawn, "funds")["flags"]}
    assert [one["amount"] for one in alerts.rows("alerts") if one["kind"] == "overdrawn"] == ["0.01"]
    findings = {(one["rule"], one["level"]) for one in told.rows("findings")}
    assert ("G3", "alert") in findings and {level for _, level in findings} == {"alert"}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("kind", [kind for kind in (*KINDS, "fee", "pledge") if kind not in ("loan", *BACK)])
def test_all_of_it_is_carried_on(kind: str, engine: str, new_store: Callable[[str], Store]) -> None:
    store = new_store(engine)
    declaration = MADE_UP[kind][0] if kind in MADE_UP else ""
    cash = RECEIVED - SPENT + cash_of(kind) * MOVED
    spent = ["spending", "add", "100", *FUND, *PROJECT, "--date", "2017-03-31"]
    carry = [["fund", "carry", "F", "--to", "2018", "--name", "G"], ["report", "fund", *JSON], ["check"]]
    *_, carried, funds, checked = run(declaration, store.db, [*prepared(kind), spent, entry(kind), *carry])
    assert (carried.code, checked.code) == (0, 0), (carried, checked)
    assert {row["fund"]: row["cash"] for row in funds.rows("funds")} == {"F": "0.00", "G": yuan(cash)}
