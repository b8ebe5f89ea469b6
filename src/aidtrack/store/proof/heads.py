"""A head of the log that an auditor wrote down: whether it is in the chain still, and since when."""

import re

from aidtrack.errors import Usage
from aidtrack.locale import t
from aidtrack.phrase import Said, phrase
from aidtrack.store.engine.connection import Connection
from aidtrack.store.proof.discrepancy import Discrepancy
from aidtrack.values.record import GENESIS
from aidtrack.values.text import safe


def head_typed(text: str) -> str:
    """At least 12 of a head's digits. Raises Usage."""
    if re.fullmatch("[0-9a-f]{12,64}", text.lower()) is None:
        raise Usage(
            t("“{head}” is no head of a log.", head=safe(text)),
            t("Give at least 12 of its digits, as aidtrack db info shows it."),
        )
    return text.lower()


def found(connection: Connection, head: str) -> Discrepancy | Said:
    """What to say of a head that is in the chain, or the damage that it is not. Raises Usage where it could be two."""
    if GENESIS.startswith(head):
        return phrase("That head is of the empty log.")
    known = record(connection, head)
    if known is None:
        return missing(head)
    id, at = known
    return phrase("That head is in the chain: record {id} of {at}.", id=id, at=safe(str(at)[:19].replace("T", " ")))


def record(connection: Connection, head: str) -> tuple[int, str] | None:
    """The number and the moment of the record that a head is of; None where the chain has none. Raises Usage where it could be two."""
    rows = connection.rows("SELECT id, at FROM audit WHERE hash LIKE :start ORDER BY id", {"start": f"{head}%"})
    if len(rows) > 1:
        raise Usage(t("“{head}” begins several heads of this log.", head=head), t("Give more of its digits."))
    return (int(rows[0][0]), str(rows[0][1])) if rows else None


def missing(head: str) -> Discrepancy:
    said = t("is not in the chain: the log was rewritten since, or is another store's.")
    return Discrepancy("damage", "audit", f"head {head}", said)
