"""Closing a period: only what is in order, unless a reason is given."""

from collections.abc import Iterator

from aidtrack.errors import Damaged, Refused
from aidtrack.locale import spoken, t
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.proof.cash import below_zero
from aidtrack.store.proof.check import check
from aidtrack.store.records import books, closings
from aidtrack.values.dates import last_day
from aidtrack.values.money import yuan
from aidtrack.values.text import safe

_MOST_NAMED = 10


def close(writer: Writer, period: str, *, over: str | None) -> int:
    """Close everything up to the period's end; returns the closing's id.

    Raises Refused where the period is not over or closed already, and, but for a reason, where `check` finds broken rules or a fund's
    cash is below zero at the end of a day that is to be closed; Damaged where it finds damage.
    """
    closings.require_closable(writer, period)
    writer.engine.hold(writer, "entry")  # nothing comes between what is looked at and what is closed
    found = check(writer)
    damage = [finding for finding in found if finding.level == "damage"]
    if damage:
        raise Damaged(
            t("{period} cannot be closed: the store is damaged.", period=period), t("Look at it first: aidtrack check.")
        )
    wrong = [f"{one.rule} {spoken(one.what)}: {spoken(one.problem)}" for one in found if one.level == "rule"]
    wrong += _short(writer, last_day(period))
    if wrong and over is None:
        more = len(wrong) - _MOST_NAMED
        told = wrong[:_MOST_NAMED] + ([t("and {more} more", more=more)] if more > 0 else [])
        raise Refused(
            "\n".join([t("{period} cannot be closed as it is:", period=period), *told]),
            t("Put it right first; if it is to be closed all the same, give the reason with --over."),
        )
    return closings.close(writer, period, over=over)


def _short(writer: Writer, last: str) -> Iterator[str]:
    """The funds that held less than nothing at the end of a day that is to be closed."""
    for fund, day, cash in below_zero(writer, books.first_open(writer), last):
        yield t("Fund “{fund}” holds less than nothing on {date}: {cash} yuan at worst.",
                fund=safe(fund), date=day, cash=yuan(cash))  # fmt: skip
