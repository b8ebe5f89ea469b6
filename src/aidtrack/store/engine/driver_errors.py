"""A driver's error becomes one of ours: busy, environment, damaged; or a broken rule, as a value. Anything else is a bug and passes through."""

from collections.abc import Iterator
from contextlib import contextmanager

from aidtrack.dataclass import dataclass
from aidtrack.errors import AidtrackError, Away, Busy, Damaged, Environment, Refused, Unconfirmed
from aidtrack.locale import t
from aidtrack.store.engine import sqlite
from aidtrack.store.engine.engine import Engine, Trouble
from aidtrack.store.engine.target import Target
from aidtrack.values.text import safe


@dataclass(frozen=True, slots=True)
class RuleBroken:
    """The rule of money (`G1` … `G9`, `G5 form`), or the constraint of a table (`ref` for a 流水号 in use), that refused a statement."""

    rule: str


def rule_broken(error: BaseException) -> RuleBroken | None:
    """By what the database refused, whichever engine it is; None where it did not refuse but failed."""
    for engine in _engines():
        if (rule := engine.refused_by(root(error))) is not None:
            return RuleBroken(rule)
    return None


@contextmanager
def declared(target: Target) -> Iterator[None]:
    """Everything a store's driver raises inside becomes an AidtrackError where a user can do something about it."""
    try:
        yield
    except AidtrackError:
        raise
    except Exception as error:
        known = translate(error, target)
        if known is None:
            raise
        raise known from error


def _engines() -> tuple[Engine, ...]:
    from aidtrack.store.engine import postgresql  # what a file never needs as long as nothing fails

    return sqlite, postgresql


def root(error: BaseException) -> BaseException:
    """The driver's own error inside SQLAlchemy's wrapper."""
    return getattr(error, "orig", None) or error


def translate(error: BaseException, target: Target) -> AidtrackError | None:
    """What to tell a user who met an error of a driver; None where there is nothing a user could do."""
    for engine in _engines():
        if (found := engine.trouble(root(error))) is not None:
            return _told(found, target.shown)
    return None


def not_known(store: str) -> Unconfirmed:
    """What to tell where a server fell silent while it was told to make a transaction final."""
    return Unconfirmed(
        t("It is not known whether it was written: {store} did not answer.", store=store),
        t("Before you run it again: aidtrack log --limit 1."),
    )


def unconfirmed(reason: str) -> Unconfirmed:
    """What to tell where what was written stands, and making that final failed all the same."""
    return Unconfirmed(
        t("What the command wrote stands, but the store did not confirm it ({reason}).", reason=reason),
        t("Check the disk or the server, then run: aidtrack check."),
    )


def _told(found: Trouble, store: str) -> AidtrackError:
    match found.kind:
        case "busy":
            return Busy(
                t("{store} is busy: another command is writing to it. Nothing was written.", store=store),
                t("Wait for it to end, then run the command again."),
            )
        case "too_large":
            return Refused(
                t("The amounts add up to more than a store can hold. Nothing was written."),
                t("Check the unit: 元 or 万元?"),
            )
        case "no_id":
            return Refused(
                t("No id is left: a row has the last one that there is. Nothing was written."),
                t("Look for it: aidtrack check."),
            )
        case "damaged" | "unknown":
            restore = t("Restore the last backup: aidtrack db restore FILE.")
            elsewhere = t("Check the URL, or make a store there: aidtrack init.")
            return Damaged(
                t("{store} is damaged or is no aidtrack store.", store=store),
                restore if found.kind == "damaged" else elsewhere,
            )
        case "full":
            return Environment(t("The disk is full. Nothing was written."), t("Make room, then run the command again."))
        case "read_only" | "no_right":
            check = t("Check the permissions of the file and its folder.")
            ask = t("Ask for the right to write, or another URL.")
            return Environment(
                t("{store} cannot be written.", store=store), check if found.kind == "read_only" else ask
            )
        case "unopened":
            return Environment(
                t("{store} cannot be opened, read or written ({reason}).", store=store, reason=found.reason),
                t("Check the disk, the file and its folder, then run the command again."),
            )
        case "twice":
            return Refused(
                t("Another row has this name, place or code already. Nothing was written."),
                t("Look for it: aidtrack {noun} list.", noun=found.reason),
            )
        case "taken":
            return Refused(
                t(
                    "{name} stands where aidtrack has something of that name. Nothing was changed.",
                    name=safe(found.reason),
                ),
                t("Rename it, then run the command again."),
            )
        case _:
            return _told_of_server(found, store)


def _told_of_server(found: Trouble, store: str) -> AidtrackError:
    match found.kind:
        case "crowded":
            return Busy(
                t("{store} is busy: its server takes no more connections. Nothing was written.", store=store),
                t("Wait for others to end, then run the command again."),
            )
        case "down":
            return Environment(
                t("The server cannot go on ({reason}). Nothing was written.", reason=safe(found.reason)),
                t("Run the command again once the server is well."),
            )
        case "idle":
            return Environment(
                t("The server ended the session, which had stood still for too long. Nothing was written."),
                t("Run the command again."),
            )
        case "unconfirmed":
            return not_known(store)
        case "standby":
            return Environment(
                t("{store} cannot be written: the server is only read, as a standby is.", store=store),
                t("A trial (--dry-run) enters rows too, and takes them back. Run it on the server that takes writes, which a URL of both hosts"
                  " finds with target_session_attrs=read-write."),
            )  # fmt: skip
        case "away":
            return Away(
                t("The server {server} does not answer, which keeps some of the offices. Nothing was written.", server=safe(found.reason)),
                t("Check that server and the network. A report is made of the others with --without-missing."),
            )  # fmt: skip
        case _:
            return Environment(
                t("{store} does not answer ({reason}). Nothing was written.", store=store, reason=safe(found.reason)),
                t("Check the URL, the server and the network."),
            )
