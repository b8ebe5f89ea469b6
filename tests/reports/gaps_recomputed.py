"""What `report quality` lists, worked out a second time from the bare rows: what is missing, and what nobody has touched for long."""

from collections import defaultdict
from datetime import date
from typing import Any

from reports.programme_recomputed import CASH, Period, Row, is_over, last_day, yuan
from reports.standing_recomputed import AGREEMENT

OF = ("fund", "project", "village", "household")
Found = dict[Any, Row]


class Named:
    """Rows by what they are called."""

    def __init__(self, period: Period) -> None:
        self.known, self.found = period.known, dict[Any, Row]()

    def add(
        self,
        kind: str,
        amount: int | None = None,
        days: int | None = None,
        subject: str | None = None,
        **of: int | None,
    ) -> None:
        key: tuple[Any, ...] = (
            kind, *(self.known[noun][of[noun] or 0]["name"] if of.get(noun) else None for noun in OF), subject,
        )  # fmt: skip
        while key in self.found:
            key = (*key, "again")
        self.found[key] = {"amount": yuan(amount), "days": days}


def gaps(period: Period) -> Found:
    """What `report quality` lists: what is blank, and what nobody has touched for 180 days."""
    known, named = period.known, Named(period)
    _of_projects(period, named)
    for id, row in known["fund"].items():
        if row["budget_fen"] is None and period.begun(id):
            named.add("no_budget", fund=id)
    for id, row in known["village"].items():
        for name in ("code", "county"):
            if row[name] is None:
                named.add(f"no_{name}", village=id)
    cared = {row["household_id"] for row in known["measure"].values()}
    for id, row in known["household"].items():
        if id not in cared:
            named.add("no_plan", household=id, village=row["village_id"])
    _of_entries(period, named)
    _of_targets(period, named)
    for noun in ("fund", "project", "village"):
        _untouched(period, named, noun)
    return named.found


def _of_projects(period: Period, named: Named) -> None:
    """Without a paper, an agreement, or one of its fields, unless it was cancelled; past its planned end."""
    known = period.known
    papers = [row for row in known["document"].values() if row["project_id"] and (row["date"] or "") <= period.end]
    filed = {row["project_id"] for row in papers}
    signed = {row["project_id"] for row in papers if row["kind"] == AGREEMENT}
    planned = {row["project_id"] for row in known["plan"].values()}
    for id, row in known["project"].items():
        of = {"project": id, "village": row["village_id"]}
        over = is_over(row, period.end)
        if row["planned_end"] and last_day(row["planned_end"]) < period.end and not over:
            named.add("overdue_project", days=_days(period, last_day(row["planned_end"])), **of)
        lacks = {
            "no_document": id not in filed, "no_agreement": row["agreement_no"] is None and id not in signed,
            **{f"no_{name}": row[name] is None for name in ("implementer", "responsible", "planned_end")},
            "no_planned_cost": row["planned_cost_fen"] is None and id not in planned,
        }  # fmt: skip
        for kind, is_so in lacks.items():
            if is_so and row["stage"] != "cancelled":
                named.add(kind, **of)


def _of_entries(period: Period, named: Named) -> None:
    """Cash that stands without a voucher, money that went out without a payee: of each fund and kind one; what went on has neither."""
    for name, kinds in (
        ("voucher", ("receipt", "spending", "loan", "repayment")),
        ("payee", ("spending", "disbursement")),
    ):
        held: dict[Any, int] = defaultdict(int)
        for row in period.entries:
            goes_on = row["moves_id"] or row["carries_id"] or row["reverses_id"]
            if row[name] is None and row["kind"] in kinds and row["amount_fen"] > 0 and not goes_on:
                back = sum(one["amount_fen"] for one in period.entries if one["reverses_id"] == row["id"])
                held[row["fund_id"], row["kind"]] += max(row["amount_fen"] + back, 0)
        for (fund, kind), fen in held.items():
            if fen:
                named.add(f"no_{name}", fen, fund=fund, subject=kind)


def _of_targets(period: Period, named: Named) -> None:
    """A target whose time is over, and of which no value was stated since it began."""
    of = ("village_id", "project_id", "activity_id", "household_id")
    dated = [row for row in period.known["indicator"].values() if row["as_of"]]
    for target in dated:
        if target["goal"] != "target" or last_day(target["as_of"]) >= period.end:
            continue
        reached = [
            row for row in dated
            if row["goal"] != "target" and row["name"] == target["name"] and all(row[one] == target[one] for one in of)
            and row["as_of"] <= period.end and last_day(row["as_of"]) >= (target["as_of"] + "-01-01"[len(target["as_of"]) - 4 :])[:10]
        ]  # fmt: skip
        if not reached:
            ids = {noun: target[f"{noun}_id"] for noun in ("project", "village", "household")}
            days = _days(period, last_day(target["as_of"]))
            named.add("overdue_indicator", days=days, subject=target["name"], **ids)


def _untouched(period: Period, named: Named, noun: str) -> None:
    """What still is at work, and whose last entry lies 180 days back; all was recorded after these days."""
    for id, row in period.known[noun].items():
        mine = [one for one in period.entries if one[f"{noun}_id"] == id]
        if noun == "fund":
            done = not sum(CASH[one["kind"]] * one["amount_fen"] for one in mine if one["kind"] in CASH)
        elif noun == "project":
            done = row["stage"] in ("closed", "cancelled")
        else:
            done = row["helped_to"] is not None and last_day(row["helped_to"]) < period.end
        last = max((one["date"] for one in mine), default=period.end)
        if not done and _days(period, last) >= 180:
            of = {noun: id, **({"village": row["village_id"]} if noun == "project" else {})}
            named.add("untouched", None, _days(period, last), None, **of)


def _days(period: Period, day: str) -> int:
    return (date.fromisoformat(period.end) - date.fromisoformat(day)).days
