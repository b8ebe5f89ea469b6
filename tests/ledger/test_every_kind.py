"""One entry of any kind, also of one that nobody has heard of yet: everything that speaks of cash says what its declaration says."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest

from aidtrack.ledger.kind import BACK, KINDS, EntryKind
from conftest import ENGINES, Answer, Store
from ledger.declared import Programs, programs

MADE_UP = {
    kind.name: kind
    for kind in (
        EntryKind("fee", "手续费", "charged", False, ("手续费",), "What a bank keeps.", cash=-1),
        EntryKind("rebate", "返还", "rebated", True, ("返还",), "What a payee gives back.", cash=1),
        EntryKind(
            "prepayment",
            "预付",
            "prepaid",
            True,
            ("预付",),
            "Paid ahead.",
            cash=-1,
            ends=True,
            voucher=True,
            payee=True,
        ),
        EntryKind("pledge", "认捐", "pledged", False, ("认捐",), "Money promised."),
    )
}
EVERY = {**KINDS, **MADE_UP}
FUND, PROJECT, DAY = ("--fund", "F"), ("--project", "P"), ("--date", "2017-05-31")
JSON = ("--format", "json")
RECEIVED, LENT, SPENT, MOVED = 1_000_00, 100_00, 100_00, 10_00  # fen


@pytest.fixture(scope="module")
def running() -> Iterator[Programs]:
    with programs() as running:
        yield running


def declaration(kind: str) -> str:
    """Of one made up, as `ledger/kind.py` would hold it."""
    return repr(MADE_UP[kind]) if kind in MADE_UP else ""


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
    more = [*PROJECT] if EVERY[kind].per_cell else []
    if kind == "loan":
        more += ["--household", "H"]
    if kind in BACK:
        more += ["--loan", "L", "--reason", "灾情"]
    return [kind, "add", "10", *FUND, *DAY, *more]


def yuan(fen: int) -> str:
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02}"


def summed(row: Mapping[str, Any], ways: Mapping[str, int]) -> int:
    """Fen of a row's columns, each in its way."""
    return sum(round(float(row[name]) * 100) * way for name, way in ways.items() if row.get(name))


def found(answer: Answer, table: str) -> dict[str, Any]:
    """The one row that is about the fund."""
    [row] = [row for row in answer.rows(table) if row["fund"] == "F"]
    return row


@pytest.mark.long
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("kind", [*KINDS, *MADE_UP])
def test_all_agree_on_cash(kind: str, engine: str, new_store: Callable[[str], Store], running: Programs) -> None:
    store = new_store(engine)
    cash = RECEIVED - (LENT if kind in BACK else 0) + EVERY[kind].cash * MOVED
    beyond = ["spending", "add", yuan(cash + 1), *FUND, *PROJECT, "--date", "2017-06-30"]
    reports = [
        ["report", "fund", *JSON],
        ["report", "fund", "--as-of", "2017-12-31", *JSON],
        ["report", "carryover", "--year", "2017", *JSON],
        ["report", "support", *JSON, "--explain"],
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
    answers = running.run(declaration(kind), store.db, lines)
    first = len(prepared(kind)) + 1
    assert not [(line, one) for line, one in zip(lines[:first], answers, strict=False) if one.code]
    now, then, carryover, support, checked, refused, taken, overdrawn, alerts, told = answers[first:]

    # The balances, and the entries summed anew.
    assert (found(now, "funds")["cash"], found(then, "funds")["cash"]) == (yuan(cash), yuan(cash))
    row = found(carryover, "carryover")
    assert (row["opening"], row["closing"]) == (None, yuan(cash))
    ways: dict[str, int] = {one.balance: one.cash for one in EVERY.values()}
    assert summed(row, {**ways, "returned": -1}) == summed(found(now, "funds"), ways) == cash
    # What left the fund and did not come back, by village and as the funds have it.
    ways = {one.balance: int(one.arrives) - one.cash for one in EVERY.values()}
    assert support.code == 0, support
    used = sum(summed(one, {"used": 1}) for one in support.rows("support"))
    assert used == summed(found(now, "funds"), ways)
    assert checked.code == 0, checked
    # The guard lets out what there is and not a fen more; the reason given for more marks just that.
    assert refused.code == 1 and "does not hold this cash: 0.01 yuan short" in refused.err, refused
    assert taken.code == 0, taken
    assert found(overdrawn, "funds")["cash"] == "-0.01"
    assert "overdrawn" in {flag["flag"] for flag in found(overdrawn, "funds")["flags"]}
    assert [one["amount"] for one in alerts.rows("alerts") if one["kind"] == "overdrawn"] == ["0.01"]
    findings = {(one["rule"], one["level"]) for one in told.rows("findings")}
    assert ("G3", "alert") in findings and {level for _, level in findings} == {"alert"}


@pytest.mark.long
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    "kind",
    # What comes back without arriving anew leaves more allocated than arrived, once the rest is gone.
    [name for name, kind in EVERY.items() if not kind.loan and (kind.cash <= 0 or kind.arrives)],
)
def test_all_of_it_is_carried_on(kind: str, engine: str, new_store: Callable[[str], Store], running: Programs) -> None:
    store = new_store(engine)
    cash = RECEIVED - SPENT + EVERY[kind].cash * MOVED
    spent = ["spending", "add", "100", *FUND, *PROJECT, "--date", "2017-03-31"]
    carry = [["fund", "carry", "F", "--to", "2018", "--name", "G"], ["report", "fund", *JSON], ["check"]]
    lines = [*prepared(kind), spent, entry(kind), *carry]
    *_, carried, funds, checked = running.run(declaration(kind), store.db, lines)
    assert (carried.code, checked.code) == (0, 0), (carried, checked)
    assert {row["fund"]: row["cash"] for row in funds.rows("funds")} == {"F": "0.00", "G": yuan(cash)}


@pytest.mark.parametrize("engine", ENGINES)
def test_what_it_says_of_itself_holds(engine: str, new_store: Callable[[str], Store], running: Programs) -> None:
    """A closed project takes no more of it, its voucher and its payee are missed, its own list is behind its column."""
    store = new_store(engine)
    kinds = [kind for kind in EVERY.values() if not kind.loan]
    close = ["project", "edit", "P", "--closed-on", "2017-06-01"]
    late = [[kind.name, "add", "1", *FUND, *PROJECT, "--date", "2017-07-01"] for kind in kinds if kind.per_cell]
    asked = [["report", "quality", *JSON], ["report", "project", *JSON, "--explain"], ["report", "fund", *JSON]]
    lines = [*prepared("spending"), *(entry(kind.name) for kind in kinds), *asked, close, *late, ["check"]]
    all_of_them = ", ".join(map(repr, MADE_UP.values()))
    answers = running.run(all_of_them, store.db, lines)
    first = len(prepared("spending")) + len(kinds)
    assert not [(line, one) for line, one in zip(lines[:first], answers, strict=False) if one.code]
    quality, project, fund, _, *after, checked = answers[first:]
    gaps = {(row["kind"], row["what"]) for row in quality.rows("gaps") if row["kind"] in ("no_voucher", "no_payee")}
    assert gaps == {
        (f"no_{field}", f"F · {kind.name}") for kind in kinds for field in ("voucher", "payee") if getattr(kind, field)
    }
    [cell], [row] = project.rows("projects"), fund.rows("funds")
    assert {kind.name for kind in kinds if kind.per_cell and cell[kind.balance] is None} == set()
    assert {kind.name for kind in kinds if row[kind.balance] is None} == set()
    listed = {*re.findall(r" (\w+) list ", cell["explain"])}
    assert listed >= {kind.name for kind in kinds if kind.per_cell}
    refused = {line[0] for line, one in zip(late, after, strict=True) if one.code == 1 and "closed" in one.err}
    assert refused == {kind.name for kind in kinds if kind.ends}
    assert checked.code == 0, checked
