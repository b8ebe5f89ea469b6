"""Rows of a noun that change together: written in one go, and where the store refuses one of them each for itself."""

from collections.abc import Sequence

from aidtrack.errors import Refused
from aidtrack.store.engine.transaction import write
from aidtrack.store.records.noun_changes import Change, write_all
from conftest import Store
from ledger.chain import chain


def _change(store: Store, budgets: dict[int, tuple[int | None, str | None]]) -> Sequence[str]:
    """Give funds, by id, these budgets (fen) and notes; what is said of those that are not taken."""
    refused: list[str] = []

    def refuse(error: Refused) -> None:
        refused.append(str(error))

    with write(store.target, actor="甲") as writer:
        stated = {
            int(id): {"name": name, "budget_fen": budget, "note": note}
            for id, name, budget, note in writer.rows("SELECT id, name, budget_fen, note FROM fund")
        }
        changes = [
            Change(id, stated[id], {"budget_fen": budget, "note": note}, refuse)
            for id, (budget, note) in budgets.items()
        ]
        write_all(writer, "fund", changes)
    return refused


def test_what_the_store_refuses_keeps_no_other_row(store: Store) -> None:
    chain(store, budget="1000")
    for kind in ("receipt", "allocation"):
        store.ok(kind, "add", "500", "--fund", "1", *(("--project", "1") if kind == "allocation" else ()))
    store.ok("fund", "add", "乙")
    store.ok("fund", "add", "丙", "--budget", "5")
    assert _change(store, {2: (7_00, "七"), 3: (None, None)}) == []
    [said] = _change(store, {2: (8_00, None), 1: (499_99, "少"), 3: (9_00, "九")})
    assert "0.01" in said
    shown = {row["id"]: (row["budget"], row["note"]) for row in store.ok("fund", "list", "--format", "json").rows()}
    assert (shown[2], shown[3]) == (("8.00", None), ("9.00", "九"))
    assert shown[1] == ("1000.00", None)
