"""Every flag of the reports, declared once: its stable word, and what people read."""

from collections.abc import Collection

from aidtrack.phrase import phrase
from aidtrack.values.flag import Flag
from aidtrack.values.money import yuan
from aidtrack.values.text import safe

# Money that went beyond its limit, or where it may not.
OVER_SPENT = Flag("over_spent", phrase("overspent"), grave=True)
OVER_DISBURSED = Flag("over_disbursed", phrase("over-disbursed"), grave=True)
OVER_ALLOCATED = Flag("over_allocated", phrase("over-allocated"), grave=True)
OVER_RECEIVED = Flag("over_received", phrase("received beyond its budget"), grave=True)
OVERDRAWN = Flag("overdrawn", phrase("overdrawn"), grave=True)
OUTSIDE_EARMARK = Flag("outside_earmark", phrase("outside its earmark"), grave=True)
AFTER_CLOSING = Flag("after_closing", phrase("after closing"), grave=True)
AFTER_BOOKS_CLOSED = Flag("after_books_closed", phrase("booked after closing the books"), grave=True)
LENT_BY_GRANT = Flag("lent_by_grant", phrase("lent by a grant"))
UNCONFIRMED = Flag("unconfirmed", phrase("unconfirmed"))
NOT_ACCEPTED = Flag("not_accepted", phrase("not accepted"))
# Money that waits.
NOT_ARRIVED = Flag("not_arrived", phrase("awaiting receipt"))
NOT_ALLOCATED = Flag("not_allocated", phrase("nothing allocated"))
UNSPENT = Flag("unspent", phrase("no spending"))
# Loans, projects, posts, households.
OVERDUE = Flag("overdue", phrase("overdue"))
WRITTEN_OFF = Flag("written_off", phrase("written off"))
PAID_OFF = Flag("paid_off", phrase("paid off"))
NOT_PASSED = Flag("not_passed", phrase("not passed"))
NOT_PUBLISHED = Flag("not_published", phrase("not published"))
VACANT = Flag("vacant", phrase("vacant"))
NO_PLAN = Flag("no_plan", phrase("no plan"))
GUARANTEE_UNMET = Flag("guarantee_unmet", phrase("guarantee unmet"))
MEASURE_OVERDUE = Flag("measure_overdue", phrase("measure overdue"))

Flags = tuple[Flag, ...]


def carried_on(fund: str) -> Flag:
    """What was left of a fund went on into this one, its reason."""
    return Flag("carried_on", phrase("carried on into {fund}", fund=safe(fund)), fund)


def published_late(weekdays: int) -> Flag:
    """Its reason is how many weekdays it took."""
    return Flag("published_late", phrase("published after {days} weekdays", days=weekdays), str(weekdays))


def step_differs(stated_fen: int, allocated_fen: int) -> Flag:
    """A step states another amount than was allocated; its reason is both, as in `310,000.00 / 300,000.00`."""
    stated, allocated = yuan(stated_fen), yuan(allocated_fen)
    said = phrase("its step states {stated}, allocated are {booked}", stated=stated, booked=allocated)
    return Flag("step_differs", said, f"{stated} / {allocated}")


def raised(flags: Collection[Flag], flag: Flag) -> bool:
    """Whether this flag stands among them, with a reason or without."""
    return any(one.word == flag.word for one in flags)


def give_reason(flags: list[Flag], flag: Flag, reason: str, *, unraised: bool = False) -> None:
    """Put the reason behind a flag that is raised, each reason once; with `unraised` the flag need not stand there yet."""
    explained = flag.because(reason)
    if flag in flags:
        flags[flags.index(flag)] = explained
    elif explained not in flags and (unraised or raised(flags, flag)):
        flags.append(explained)
