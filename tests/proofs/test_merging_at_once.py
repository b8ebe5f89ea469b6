"""Eight writers merge, record and correct at once: not a fen is lost or doubled."""

import pytest

from conftest import Store
from proofs.writers import at_once

WRITERS = 8


@pytest.mark.server
@pytest.mark.long
def test_eight_writers_merge_into_one_fund(store: Store) -> None:
    store.ok("fund", "add", "总资金")
    for at in range(WRITERS):
        store.ok("fund", "add", f"资金{at}")
        store.ok("receipt", "add", "100", "--fund", f"资金{at}", "--date", "2017-01-01", "--ref", f"R-{at}")
    work = [
        [
            ["receipt", "add", str(at + 1), "--fund", f"资金{at}", "--date", "2017-02-01"],
            ["fund", "merge", f"资金{at}", "总资金", "--reason", "重复"],
            ["receipt", "correct", f"R-{at}", "--amount", "200", "--reason", "少录"],
            ["receipt", "add", str(at + 1), "--fund", f"资金{at}", "--date", "2017-03-01"],
        ]
        for at in range(WRITERS)
    ]
    answers = at_once(store, work)
    assert [answer.code for one in answers for answer in one] == [0] * 4 * WRITERS
    [fund] = store.ok("report", "fund", "--format", "json").rows()
    assert (fund["fund"], fund["received"]) == ("总资金", f"{200 * WRITERS + WRITERS * (WRITERS + 1)}.00")
    store.ok("check")
