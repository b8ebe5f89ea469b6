"""R10 by unit, worked out a second time from the bare rows, day by day: who helped which villages, and what was planned and used there."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from reports.programme_recomputed import PERIODS, Both, Period, Row, Tables, compared, last_day, plus, rows_of, yuan
from reports.recomputed import Ask

TIERS = (("helper",), ("department",), ("member_unit", "lead_unit"))
PERSONS = ("first_secretary", "team_leader", "cadre", "leader")
REACHES = {"household": "to_households", "village": "to_village", None: "reach_unknown"}
ORIGINS = {"fiscal": "fiscal", "credit": "credit", "union": "own", "self": "own", "donation": "donated", "east_west": "drawn_in", "other": "other_source", None: "source_unknown"}  # fmt: skip
SIGNS = {"spending": 1, "loan": 1, "repayment": -1}
BEFORE_ALL = "2014-12-01"
# What the illustration has no case of: two units at once; one that helps by its cadre once the helper has left, and no more on the last
# day; a refund after the unit changed, and money of what is left of what was left.
EDGES = {
    "organization": "name,alias\n示例后来单位,示例后来\n",
    "village": "name,county,helped_from,helped_to\n示例换过的村,陇西县,2015,2016-12\n",
    "fund": "name,source,part_of,year\n示例再结余,surplus,结余资金,2018\n",
    "project": "name,village,reach,planned_cost,planned_start\n示例水渠,示例换过的村,village,900.00,2016-07\n示例另一渠,示例换过的村,,,\n",
    "posting": "name,role,village,organization,starts_on,ends_on\n示例换过的单位,helper,示例换过的村,,2015,2016-05\n"
    "示例干部卯,cadre,示例换过的村,示例后来单位,2015-06,2016-12\n示例爱心企业,helper,示例三村,,2018-06-15,\n示例县总工会,helper,示例三村,,2018-03,\n"
    "示例后来,helper,示例五村,,2018-01-01,2018-05\n",
    "entry": "kind,ref,date,fund,project,village,amount,reason,reverses\nreceipt,DZ-ZJ,2016-01-01,示例再结余,,,5000.00,,\n"
    "allocation,AP-ZJ,2016-01-02,示例再结余,示例水渠,,900.00,,\nallocation,AP-ZK,2016-01-02,示例再结余,示例另一渠,,500.00,,\n"
    "spending,ZC-ZJ,2016-05-31,示例再结余,示例水渠,,300.10,,\nspending,ZC-ZK,2016-06-01,示例再结余,示例水渠,,200.20,,\n"
    "spending,ZC-ZL,2016-12-31,示例再结余,示例另一渠,,50.05,,\nspending,ZC-ZM,2017-06-15,示例再结余,示例水渠,,-100.01,多付,ZC-ZJ\n",
}  # fmt: skip


def differences(ask: Ask, known: Tables) -> Iterator[str]:
    """What `report support` says otherwise than the rows, a line each."""
    for options, start, end in PERIODS:
        yield from compared(f"support by unit {options}", *_support(ask, Period(known, start, end), options))


def _units(known: Tables, village: int | None, day: str) -> tuple[str, ...]:
    """Who helps a village on a day: the units of the first kind of posting that anyone holds, else those that sent the persons."""
    there = [row for row in known["posting"].values() if row["village_id"] == village and village and _holds(row, day)]
    for roles in (*TIERS, PERSONS):
        units = {
            _called(known, row)
            for row in there
            if row["role"] in roles and (roles != PERSONS or row["organization_id"])
        }
        if units:
            return tuple(sorted(units))
    return ()


def _holds(row: Row, day: str) -> bool:
    ended = row["ends_on"] not in (None, "ongoing") and last_day(row["ends_on"]) < day
    return not ended and (row["starts_on"] is None or _first_day(row["starts_on"]) <= day)


def _first_day(text: str) -> str:
    return (text + "-01-01"[len(text) - 4 :])[:10]


def _called(known: Tables, row: Row) -> str:
    """The unit of a posting: the organization it names, else the one that is called so, else its words."""
    organizations = known["organization"]
    if row["organization_id"]:
        return str(organizations[row["organization_id"]]["name"])
    named = [
        one["name"] for one in organizations.values() if row["name"] in (one["name"], *(one["alias"] or "").split("、"))
    ]
    return str(named[0] if named else row["name"])


def _source(known: Tables, fund: int) -> str | None:
    """Where a fund's money is from; of what was left of another, and where nothing is stated, where that one's is."""
    row = known["fund"][fund]
    if row["source"] not in (None, "surplus"):
        return str(row["source"])
    return _source(known, row["part_of_id"]) if row["part_of_id"] else None


def _support(ask: Ask, period: Period, options: tuple[str, ...]) -> Both:
    known = period.known
    entries = known["entry"]
    sums: dict[tuple[str, ...], dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for row in period.entries:
        if row["kind"] not in SIGNS or row["date"] < period.start:
            continue
        first = entries.get(row["loan_id"] or row["reverses_id"], row)  # what takes back belongs where that was
        household = known["household"].get(row["household_id"] or first["household_id"], {})
        village = household.get("village_id") or row["village_id"]
        lent = row["kind"] != "spending"
        reach = "household" if lent else known["project"].get(row["project_id"], {}).get("reach")
        source = "credit" if lent else _source(known, row["fund_id"])
        mine = sums[_units(known, village, first["date"])]
        for column in ("used", REACHES[reach], ORIGINS[source]):
            mine[column].append(SIGNS[row["kind"]] * row["amount_fen"])
    for id, project in known["project"].items():
        plans = [row["amount_fen"] for row in known["plan"].values() if row["project_id"] == id]
        cost = sum(plans) if plans else project["planned_cost_fen"]
        start = project["planned_start"] or project["actual_start"]
        day = _first_day(start) if start else period.end
        if cost is not None and project["stage"] != "cancelled" and day <= period.end:
            sums[_units(known, project["village_id"], day)]["plan"].append(cost)
    helped = _helped(known, period)
    columns = ("plan", "used", *REACHES.values(), *dict.fromkeys(ORIGINS.values()))
    expected: dict[Any, Row] = {
        ("、".join(units) or None,): {
            "villages_helped": "、".join(known["village"][id]["name"] for id in sorted(helped.get(units, ()))) or None,
            **{column: yuan(plus(sums[units].get(column, ()))) for column in columns},
        }
        for units in {*helped, *sums}
    }
    answer = ask("report", "support", *options)
    expected["total"] = {
        column: yuan(plus(fen for mine in sums.values() for fen in mine.get(column, ()))) for column in columns
    }
    return {**rows_of(answer, "support", "organization"), "total": answer["tables"][0]["total"]}, expected


def _helped(known: Tables, period: Period) -> dict[tuple[str, ...], set[int]]:
    """Who helped which villages on some day of the period, each day looked at."""
    found: dict[tuple[str, ...], set[int]] = defaultdict(set)
    day, last = date.fromisoformat(period.start or BEFORE_ALL), date.fromisoformat(period.end)
    while day <= last:
        for village in known["village"]:
            if units := _units(known, village, day.isoformat()):
                found[units].add(village)
        day += timedelta(days=1)
    return found
