"""What PostgreSQL's codes for what went wrong come to: of a class, or of one code in it."""

from collections.abc import Mapping

from aidtrack.store.engine.engine import TroubleKind

# Of the fitting beginnings the longest counts.
TROUBLES: Mapping[str, TroubleKind] = {
    "08": "silent",  # the connection
    "22003": "too_large",
    "25": "down",  # the state of a transaction
    "25006": "standby",
    "25P03": "idle",
    "25P04": "idle",
    "40": "busy",  # taken back by the server: another writer
    "40003": "unconfirmed",
    "42501": "no_right",
    "42883": "unknown",
    "42703": "unknown",
    "42P01": "unknown",
    "42710": "taken",
    "42P07": "taken",
    "53": "down",  # resources
    "53100": "full",
    "53300": "crowded",
    "55P03": "busy",
    "57": "down",  # somebody intervened
    "57P05": "idle",
    "58": "down",  # the system
    "XX001": "damaged",
    "XX002": "damaged",
}  # fmt: skip


def trouble_of(state: str) -> TroubleKind | None:
    """None for what is a bug."""
    fitting = [beginning for beginning in TROUBLES if state.startswith(beginning)]
    return TROUBLES[max(fitting, key=len)] if fitting else None
