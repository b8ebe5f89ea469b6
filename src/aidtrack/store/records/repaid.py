"""What came back of a loan, or was given up of it, where that is in the way of taking the loan back or of dating it later."""

from aidtrack.ledger.entry import ENTRY
from aidtrack.ledger.holding import held
from aidtrack.ledger.kind import BACK, KINDS
from aidtrack.ledger.quantity import listed
from aidtrack.locale import t
from aidtrack.phrase import Said, phrase
from aidtrack.store.engine.connection import Connection
from aidtrack.store.records.of_this_run import line_of, told

_MOST_SAID = 3


def reverse_first(connection: Connection, loan: int) -> list[str]:
    """The commands that take back what stands of it, the latest first; nothing where nothing does."""
    rows = connection.rows(
        f"""SELECT e.kind, e.id FROM entry e WHERE e.loan_id = :loan AND e.kind IN {listed(BACK)} AND e.reverses_id IS NULL
        AND {held("e")} <> 0 ORDER BY e.date DESC, e.id DESC""",
        {"loan": loan},
    )
    return [
        t("Take back first what came back of it: aidtrack {kind} reverse {id} --reason WHY.", kind=kind, id=id)
        if line_of(connection, ENTRY.name, id) is None
        else t("Take back first what came back of it: entry {id}.", id=told(connection, id))
        for kind, id in rows[:_MOST_SAID]
    ]


def before_its_loan(connection: Connection, entry: int) -> list[Said]:
    """Of an entry that is recorded anew with its loan, and lies before that one's new day: what it was, and what can be done."""
    rows = connection.rows(
        """SELECT n.kind, n.corrects_id, n.date, loan.date FROM entry n JOIN entry loan ON loan.id = n.loan_id
        WHERE n.id = :id AND n.corrects_id IS NOT NULL AND loan.corrects_id IS NOT NULL AND loan.batch_id = n.batch_id
        AND n.date < loan.date""",
        {"id": entry},
    )
    return [
        phrase(
            "{what} {id} of {day} would lie before its loan of {date}. If its own day is wrong, correct that first:"
            " aidtrack {kind} correct {id} --date DAY --reason WHY.",
            what=KINDS[kind].label, id=id, day=day, date=date, kind=kind,
        )
        for kind, id, day, date in rows
    ]  # fmt: skip
