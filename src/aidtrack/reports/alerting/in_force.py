"""The thresholds that the alerts of what is read go by: those of the one office of a collection, else those of the file beside the store."""

from aidtrack.reports.alerting.kinds import KINDS
from aidtrack.reports.alerting.settings import Limits, limits, of_office
from aidtrack.store.engine.connection import Connection


def in_force(connection: Connection) -> Limits:
    """Raises Usage where the file is wrong, Environment where it cannot be read."""
    if connection.one is None:
        return limits(connection.target, KINDS)
    from aidtrack.store.collection import offices
    from aidtrack.store.collection.own_rows import thresholds

    code = next(one.code for one in offices.every(connection) if one.number == connection.one)
    return of_office(code, thresholds(connection, connection.one), KINDS)
