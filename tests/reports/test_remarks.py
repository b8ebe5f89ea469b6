"""What is said below a table is said of the rows, the columns and the total that stand in it, whatever was asked of them."""

from pathlib import Path

import pytest

from conftest import Store, once
from reports.everything import everything

FUNDS = "report fund"
LOANS = "report loan"
BUDGETS = "The totals of budget and unallocated leave out 2 that are not exact or are part of another fund."
NO_BUDGET = "1 fund states no budget."
LENT = "Loan funds have no rate: what they lend comes back."
CAPITAL = "Capital is what came in"
NO_TERM = "1 loan states no term"
REACH = "whom its money reaches"
CREDIT = "What is lent counts as credit"


@once
def _books(store: Store, folder: Path) -> Store:
    everything(store, folder)
    store.run(
        "finding add 甲问 --source 审计 --found-on 2018-01-02 --owner 甲局 --amount 12",
        "finding add 乙问 --source 审计 --found-on 2018-01-03 --owner 乙局",
        "finding add 丙问 --source 审计 --found-on 2018-01-03 --owner 乙局 --closed-on 2018-02-01",
    )
    return store


@pytest.fixture
def books(file_store: Store, tmp_path: Path) -> Store:
    return _books(file_store, tmp_path)


@pytest.mark.parametrize(
    ("asked", "said", "unsaid"),
    [
        (FUNDS, (BUDGETS, NO_BUDGET, LENT), ()),
        (f"{FUNDS} --where fund=自筹资金", (), (BUDGETS[:20], "no budget", LENT)),
        (f"{FUNDS} --where fund=小额借款", (NO_BUDGET, LENT), (BUDGETS[:20],)),
        # A total stays that of all, whose remarks stay with it; a row that is not shown has none.
        (f"{FUNDS} --limit 1", (BUDGETS, NO_BUDGET), (LENT,)),
        (f"{FUNDS} --sort=-lent --limit 1", (BUDGETS, NO_BUDGET, LENT), ()),
        (f"{FUNDS} --columns fund,spent,rate", (LENT,), (BUDGETS[:20], "no budget")),
        (f"{FUNDS} --no-total", (NO_BUDGET, LENT), (BUDGETS[:20],)),
        (LOANS, (CAPITAL, NO_TERM), ()),
        (f"{LOANS} --columns fund,overdue", (NO_TERM,), (CAPITAL,)),
        (f"{LOANS} --columns fund,capital", (CAPITAL,), (NO_TERM,)),
        (f"{LOANS} --where household=H2", (), (NO_TERM, CAPITAL)),  # the table of funds has no household
        ("report finding", ("5 open, 3 of them overdue; 3 closed.", "2 findings state no amount.", "1 finding states no amount."), ()),
        ("report finding --where owner=甲局", ("1 open, 0 of them overdue; 0 closed.",), ("no amount",)),
        ("report finding --where owner=乙局 --limit 1", ("1 open, 0 of them overdue; 1 closed.",), ()),
        ("report support --as-of 2018-12-31", ("1 project does not say whom its money reaches", CREDIT), ()),
        ("report support --as-of 2018-12-31 --by village --where village=咀儿村", (CREDIT,), (REACH,)),
        ("report support --as-of 2018-12-31 --columns organization,plan", (), (REACH, CREDIT, "used:")),
        ("report progress --as-of 2018-05-31", ("rate:", LENT, "elapsed:"), ()),
        ("report progress --as-of 2018-05-31 --where fund=专项资金", ("rate:", "elapsed:"), (LENT,)),
        ("report progress --as-of 2018-05-31 --columns fund,spent", (), ("rate:", LENT, "elapsed:")),
        ("report pack --as-of 2018-05-31 --where fund=专项资金", ("rate:", "leave out 1 that is", "elapsed:"), (LENT, "no budget")),
        ("report changes", ("示例〔2018〕1号: the amounts after differ",), ()),
        ("report changes --where project=水窖", ("示例〔2018〕1号: the amounts after differ",), ()),
        ("report changes --where project=道路", (), ("differ from", "keeps the total")),
        ("report carryover --year 2018 --columns fund,opening", (), ("The age counts",)),
        ("report forecast --as-of 2018-05-31 --columns fund,needed", ("needed:",), ("base:", "short:")),
        ("report rollup --by payee --figures allocated,spent,share", ("by payee: allocated.", "share:"), ()),
        ("report rollup --by payee --figures allocated,spent,share --columns spent", (), ("Not known", "share:")),
        ("report fund --county 陇西县 --columns fund,spent", (), ("left blank",)),
        ("report fund --county 陇西县 --columns fund,spent,cash", ("left blank: cash.",), ("received",)),
        ("report alerts --as-of 2018-12-31 --where level=serious", (" 0 warnings, 0 hints.",), ()),
    ],
)  # fmt: skip
def test_what_is_said_below_a_table_is_of_what_stands_in_it(
    books: Store, asked: str, said: tuple[str, ...], unsaid: tuple[str, ...]
) -> None:
    text = books.ok(*asked.split(), "--format", "plain").out
    assert [one for one in said if one not in text] == [], text
    assert [one for one in unsaid if one in text] == [], text
