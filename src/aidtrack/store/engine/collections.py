"""A collection: a store that many offices fill by what they hand over, and that nobody enters into."""

from aidtrack.errors import Refused
from aidtrack.locale import t
from aidtrack.phrase import Joined, phrase
from aidtrack.store.engine.connection import Connection

MARK = "office_audit"  # the records of the offices' logs: a table that no other store has
SPAN = 10**9  # the ids of an office are those from its number x this on
MONTHS = "month_sum"  # what its entries come to month by month: the columns of entries that are summed, its date the first of the month


# What an office runs, so that what it recorded since comes here.
HANDS_OVER = Joined(("aidtrack handover -o ", phrase("FILE"), ".aidb"), "")


class NotEntered(Refused):
    """What offices record is not recorded in a collection."""


def is_collection(connection: Connection) -> bool:
    return connection.engine.has_table(connection, MARK)


def require_collection(connection: Connection) -> None:
    """Raises Refused for the store of one office."""
    if not is_collection(connection):
        raise Refused(
            t("{store} is no collection.", store=connection.target.shown),
            t("Make one, in a place of its own: aidtrack --db FILE init --collection."),
        )


def require_entered(connection: Connection) -> None:
    """Raises NotEntered for a collection."""
    if is_collection(connection):
        raise NotEntered(
            t("A collection is filled in by its offices."),
            t("Record it in the store of the office, and take in what that hands over: aidtrack receive FILE."),
        )
