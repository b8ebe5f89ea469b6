"""What `report forecast` is to say of some entries, worked out a second time in fractions: nothing is rounded but at its end."""

from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction
from math import ceil, floor
from typing import Any

from reports.programme_recomputed import is_over, last_day

Moved = tuple[str, str, str, int]  # kind, date, project or "", fen
FORESEEN = ("base", "spent", "elapsed", "rate", "short", "by_pace", "by_plan", "needed")
KEPT = Fraction(7, 100)  # of a base, what may be left at the end of a year unless the office says otherwise


def foreseen(
    entries: Iterable[Moved],
    bases: tuple[str, ...],
    day: date,
    share_of: Callable[[str], Fraction],
    kept: Fraction = KEPT,
) -> dict[str, Any]:
    """One row of the report. `bases` are the kinds whose sum is its base: none of them among the entries, and nothing is foreseen."""
    known = [one for one in entries if one[1] <= day.isoformat()]
    of_base = [fen for kind, _, _, fen in known if kind in bases]
    paid = [(when, fen) for kind, when, _, fen in known if kind == "spending"]
    spent = sum(fen for _, fen in paid)
    gone, days = (day - date(day.year - 1, 12, 31)).days, (date(day.year, 12, 31) - date(day.year - 1, 12, 31)).days
    found: dict[str, Any] = dict.fromkeys(FORESEEN)
    found |= {"spent": yuan(spent) if paid else None, "elapsed": percent(Fraction(gone, days))}
    if not of_base:
        return found
    base = sum(of_base)
    this_year = sum(fen for when, fen in paid if when >= f"{day.year}-01-01")
    left: dict[str, int] = {}
    for kind, _, project, fen in known:
        left[project] = left.get(project, 0) + fen * {"allocation": 1, "spending": -1}.get(kind, 0)
    # What is overspent gives nothing back to another; what is of no project is in no plan.
    planned = spent + sum(max(fen, 0) * share_of(project) for project, fen in left.items() if project)
    lack = base * (1 - kept) - spent
    return {
        **found,
        "base": yuan(base),
        "rate": percent(Fraction(spent, base)),
        "short": yuan(max(half_up(Fraction(base * gone, days) - spent), 0)),
        "by_pace": yuan(min(half_up(spent - this_year + Fraction(this_year * days, gone)), base)),
        "by_plan": yuan(min(half_up(Fraction(planned)), base)),
        "needed": yuan(max(ceil(lack / (13 - day.month)), 0)),
    }


def planned_share(project: dict[str, Any], day: date) -> Fraction:
    """Of what remains of a project (its `stage`, `planned_end`, `actual_end`): how much is planned to be spent by 31 December."""
    left = (date(day.year, 12, 31) - day).days
    if is_over(project, day.isoformat()) or not left:
        return Fraction(0)
    end = date.fromisoformat(last_day(project["planned_end"])) if project["planned_end"] else day
    return Fraction(1) if end <= day else min(Fraction(1), Fraction(left, (end - day).days))


def half_up(exact: Fraction) -> int:
    return floor(exact + Fraction(1, 2))


def percent(share: Fraction) -> str:
    hundredths = half_up(share * 10_000)
    return f"{hundredths // 100}.{hundredths % 100:02d}%"


def yuan(fen: int) -> str:
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02d}"
