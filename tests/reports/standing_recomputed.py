"""What stands on a day, worked out a second time from the bare rows: who holds a post, what a notice says, what alerts and loans are late.

`programme_recomputed.py` holds the rest, and what both need.
"""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from reports.programme_recomputed import (
    CASH,
    CONFIRMATIONS,
    PERIODS,
    Both,
    Period,
    Row,
    Tables,
    compared,
    halves_among,
    is_over,
    last_day,
    of_county,
    part_of,
    plus,
    rows_of,
    waits,
    yuan,
)
from reports.recomputed import Ask

MANNED = ("first_secretary", "team_leader")
AGES = (("overdue_30", 30), ("overdue_90", 90), ("overdue_180", 180), ("overdue_older", 10**6))
AGREEMENT, RESPONSIBLE, ACCEPTED = "项目协议书", "示例甲乡人民政府", "2016-01-01"


def made_ready(known: Tables) -> dict[str, str]:
    """The sheets that let every fund and project of a store be put on a notice."""
    filled = {"content": "建设", "implementer": "示例公司", "planned_start": "2016", "planned_end": "2019", "households": "3", "target": "完成", "actual_start": "2016", "actual_end": "2018"}  # fmt: skip
    villages = known["village"]
    projects = ["name,village," + ",".join((*filled, "responsible_unit"))]
    steps = ["name,project,date,result"]
    accepted = {row["project_id"] for row in known["step"].values() if row["name"] == "acceptance"}
    for row in known["project"].values():
        village = villages[row["village_id"]]["name"] if row["village_id"] else ""
        stated = [str(row[name] if row[name] is not None else text).replace(",", "、") for name, text in filled.items()]
        projects.append(",".join((row["name"], village, *stated, RESPONSIBLE)))
        if row["id"] not in accepted:
            steps.append(f"acceptance,{village + '/' if village else ''}{row['name']},{ACCEPTED},passed")
    funds = [
        "name,doc_no,source",
        *(f"{row['name']},{row['doc_no'] or '示例号'},{row['source'] or '其他'}" for row in known["fund"].values()),
    ]
    return {name: "\n".join(lines) + "\n" for name, lines in (("fund", funds), ("project", projects), ("step", steps))}


# What the illustration has no case of: six confirmations without a proposal, half of them with one, a notice that failed, an agreement
# that is to come, a village whose help has ended, with nobody in it.
EDGES = {
    "village": "name,county,helped_from,helped_to\n示例旧村,陇西县,2015,2016-05\n",
    "step": "name,project,date,result\n"
    + "".join(f"confirm{number},示例二村易地安置,2018-03-0{number},passed\n" for number in range(1, 7))
    + "proposal,示例四村林果种植,2018-03-01,passed\nconfirm1,示例四村林果种植,2018-03-02,passed\n"
    + "notice,示例二村易地安置,2018-03-08,failed\n",
    "document": "name,kind,project,date\n示例迟到的协议书,项目协议书,示例五村企业加农户,2018-09\n",
}


def differences(ask: Ask, known: Tables) -> Iterator[str]:
    """What the reports say otherwise than the rows, a line each."""
    for options, start, end in PERIODS:
        period = Period(known, start, end)
        for name, recomputed in COMPARED.items():
            yield from compared(f"{name} {options}", *recomputed(ask, period, options))
        of = ("--county", "武山县", *options)
        county = part_of(period, "village", id=of_county(known, "武山县"))
        yield from compared(f"posting {of}", *_postings(ask, county, of))
        of = ("--source", "union", *options)
        yield from compared(f"loan funds {of}", *_loan_funds(ask, part_of(period, "fund", source="union"), of))


def notices(ask: Ask, known: Tables) -> Iterator[str]:
    """The same of notices, where all is ready for them."""
    for _, start, end in PERIODS:
        if not start:
            period = Period(known, start, end)
            for phase in ("before", "after"):
                yield from compared(f"notice {phase} {end}", *_notice(ask, period, phase))
            yield from compared(f"notice fund {end}", *_notice_funds(ask, period))


def _state(starts_on: str | None, ends_on: str | None, day: str) -> str:
    """As precise as both are known: a year may begin on its first day, and ends on its last one."""
    if starts_on is not None and (starts_on + "-01-01"[len(starts_on) - 4 :])[:10] > day:
        return "to_come"
    return "ended" if ends_on is not None and ends_on != "ongoing" and last_day(ends_on) < day else "in_office"


def _postings(ask: Ask, period: Period, options: tuple[str, ...]) -> Both:
    """R13: who holds which post at the end of those who may have held one in the period, and which of the two posts nobody holds."""
    known, expected = period.known, dict[Any, Row]()
    villages = known["village"]
    held = set()
    for row in known["posting"].values():
        if row["village_id"] not in villages and (row["village_id"] or "--county" in options):
            continue
        state = _state(row["starts_on"], row["ends_on"], period.end)
        over = row["ends_on"] is not None and row["ends_on"] != "ongoing" and last_day(row["ends_on"]) < period.start
        if state == "in_office":
            held.add((row["village_id"], row["role"]))
        if state != "to_come" and not over:
            name = villages[row["village_id"]]["name"] if row["village_id"] else None
            expected[name, row["role"], row["name"]] = {
                "state": state,
                "starts_on": row["starts_on"],
                "ends_on": row["ends_on"],
                "flags": [],
            }
    for id, village in villages.items():
        dated = village["helped_from"] or village["helped_to"]
        if dated and _state(village["helped_from"], village["helped_to"], period.end) == "in_office":
            for role in MANNED:
                if (id, role) not in held:
                    expected[village["name"], role, None] = {
                        "state": None,
                        "flags": [{"flag": "vacant", "reason": None}],
                    }
    return rows_of(ask("report", "posting", *options), "postings", "village", "role", "name"), expected


def _notice(ask: Ask, period: Period, phase: str) -> Both:
    """R5: what was set aside, or paid and left, of every project that has some, from which funds, and whom it reaches."""
    known = period.known
    sums: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    funds: dict[int, list[int]] = defaultdict(list)
    for row in period.entries:
        if row["kind"] in ("allocation", "spending"):
            sums[row["project_id"]][row["kind"]] += row["amount_fen"]
            if row["fund_id"] not in funds[row["project_id"]]:
                funds[row["project_id"]].append(row["fund_id"])
    expected: dict[Any, Row] = {}
    total: dict[str, int] = defaultdict(int)
    names = []
    done = ("actual_start", "actual_end") if phase == "after" else ()
    for id, mine in sums.items():
        project = known["project"][id]
        paid = any(row["kind"] == "spending" and row["project_id"] == id for row in period.entries)
        accepted = min(
            row["date"] for row in known["step"].values() if row["project_id"] == id and row["name"] == "acceptance"
        )
        has_news = phase == "before" or (paid and accepted <= period.end)
        if mine["allocation"] and has_news:
            home = known["village"].get(project["village_id"])
            names.append(f"{home['name']}/{project['name']}" if home else project["name"])
            money = {"allocated": mine["allocation"]}
            if phase == "after":
                money |= {"spent": mine["spending"], "remaining": mine["allocation"] - mine["spending"]}
            for word, fen in money.items():
                total[word] += fen
            expected[project["name"],] = {
                **{word: yuan(fen) for word, fen in money.items()},
                "fund": "、".join(known["fund"][one]["name"] for one in sorted(funds[id])),
                **{name: project[name] for name in ("households", "persons", "planned_start", "planned_end", *done)},
                "period": _span(project["planned_start"], project["planned_end"]),
            }
            if phase == "after":
                expected[project["name"],] |= {
                    "worked": _span(*(project[name] for name in done)),
                    "accepted_on": accepted,
                }
    answer = ask("notice", "project", *names, "--phase", phase, "--dry-run", "--again", "--from", period.end)
    expected["total"] = {word: yuan(fen) for word, fen in total.items()}
    return {**rows_of(answer, "projects", "project"), "total": answer["tables"][0]["total"]}, expected


def _span(start: str, end: str) -> str:
    return start if start == end else f"{start}–{end}"


def _notice_funds(ask: Ask, period: Period) -> Both:
    """R5 of a fund: what arrived, and how it is distributed."""
    shown: dict[Any, Row] = {}
    expected: dict[Any, Row] = {}
    for id, fund in period.known["fund"].items():
        mine = [row for row in period.entries if row["fund_id"] == id]
        given: dict[int, int] = defaultdict(int)
        for row in mine:
            if row["kind"] == "allocation":
                given[row["project_id"]] += row["amount_fen"]
        if not any(given.values()):
            continue
        answer = ask("notice", "fund", fund["name"], "--dry-run", "--again", "--from", period.end)
        shown |= {(fund["name"],): answer["tables"][0]["rows"][0]}
        expected[fund["name"],] = {
            "received": yuan(plus(row["amount_fen"] for row in mine if row["kind"] == "receipt")), "allocated": yuan(sum(given.values())),
            "budget": yuan(fund["budget_fen"]),
        }  # fmt: skip
        shown |= {(fund["name"], *key): row for key, row in rows_of(answer, "projects", "project").items()}
        for project, fen in given.items():
            if fen:
                expected[fund["name"], period.known["project"][project]["name"]] = {"allocated": yuan(fen)}
    return shown, expected


def _due(loan: Row) -> list[tuple[str, int]]:
    """What of a loan's principal falls due on which days; of equal instalments each is rounded, and the last is what is left."""
    if loan["term"] is None:
        return []
    start = date.fromisoformat(loan["date"])

    def after(months: int) -> str:
        year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
        return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1])).isoformat()

    if loan["schedule"] == "annuity" and loan["yearly_rate"] is not None:
        monthly = 1 + Fraction(loan["yearly_rate"].removesuffix("%")) / 1200
        left, parts = loan["amount_fen"], []
        each = _whole(left * (monthly - 1) * monthly ** loan["term"] / (monthly ** loan["term"] - 1))
        for at in range(1, loan["term"] + 1):
            parts.append((after(at), left if at == loan["term"] else each - _whole(left * (monthly - 1))))
            left -= parts[-1][1]
        return parts
    if loan["schedule"] not in ("equal_principal", "annuity"):
        return [(after(loan["term"]), loan["amount_fen"])]
    each = (2 * loan["amount_fen"] + loan["term"]) // (2 * loan["term"])
    return [
        *((after(at), each) for at in range(1, loan["term"])),
        (after(loan["term"]), loan["amount_fen"] - each * (loan["term"] - 1)),
    ]


def _whole(fen: Fraction) -> int:
    """Halves go up."""
    return int(fen + Fraction(1, 2))


def _late(period: Period, loan: Row) -> list[tuple[int, int]]:
    """(fen, days) of each instalment that was due before the end and is not paid: what came back pays the earliest."""
    back = sum(row["amount_fen"] for row in period.entries if row["loan_id"] == loan["id"] and row["kind"] != "loan")
    found = []
    for day, fen in _due(loan):
        paid = min(fen, max(back, 0))
        back -= paid
        if fen > paid and day < period.end:
            found.append((fen - paid, (date.fromisoformat(period.end) - date.fromisoformat(day)).days))
    return found


def _lent(period: Period) -> list[Row]:
    return [row for row in period.entries if row["kind"] == "loan" and not row["loan_id"] and not row["reverses_id"]]


def _loans(ask: Ask, period: Period, options: tuple[str, ...]) -> Both:
    """R12: when each loan falls due, what of it is late, and since how many days the first of that."""
    shown = rows_of(ask("report", "loan", *options), "loans", "id")
    expected: dict[Any, Row] = {}
    for loan in _lent(period):
        if (loan["id"],) in shown:
            late, due = _late(period, loan), _due(loan)
            expected[loan["id"],] = {
                "due": due[-1][0] if due else None, "overdue": yuan(sum(fen for fen, _ in late)) if due else None,
                "days_overdue": max((days for _, days in late), default=0) if due else None,
            }  # fmt: skip
    return shown, expected


def _loan_funds(ask: Ask, period: Period, options: tuple[str, ...]) -> Both:
    """R12 of each fund that lends: its capital, what is late by age, how much is owed on loans late for more than 30 days, how often it went round."""
    expected: dict[Any, Row] = {}
    for id, fund in period.known["fund"].items():
        mine = [row for row in period.entries if row["fund_id"] == id]
        lent = [row for row in _lent(period) if row["fund_id"] == id]
        if not lent and fund["form"] != "loan":
            continue
        owed = {
            one["id"]: sum(
                (1 if row["kind"] == "loan" else -1) * row["amount_fen"]
                for row in mine
                if one["id"] in (row["id"], row["loan_id"])
            )
            for one in lent
        }
        late = {one["id"]: _late(period, one) for one in lent}
        every = [one for some in late.values() for one in some]
        by_age, least = {}, 0
        for name, most in AGES:
            by_age[name] = yuan(sum(fen for fen, days in every if least < days <= most))
            least = most
        risky = sum(owed[one] for one, some in late.items() if any(days > 30 for _, days in some))
        kinds = {"receipt": 1, "interest": 1, "spending": -1, "writeoff": -1}
        capital = plus(kinds[row["kind"]] * row["amount_fen"] for row in mine if row["kind"] in kinds)
        moved = [row["amount_fen"] for row in mine if row["kind"] == "loan" and row["date"] >= period.start]
        expected[fund["name"],] = {
            "capital": yuan(capital), "cash": yuan(plus(CASH[row["kind"]] * row["amount_fen"] for row in mine if row["kind"] in CASH)),
            "outstanding": yuan(sum(owed.values())) if lent else None, **(by_age if lent else {}),
            "at_risk": _rate(risky, sum(owed.values())), "turnover": _rate(sum(moved), capital or 0),
        }  # fmt: skip
    return rows_of(ask("report", "loan", *options), "funds", "fund"), expected


def _rate(part: int, whole: int) -> str | None:
    if not whole:
        return None
    hundredths = (2 * part * 10_000 + whole) // (2 * whole)
    return f"{hundredths // 100}.{hundredths % 100:02d}%"


def _alerts(ask: Ask, period: Period, options: tuple[str, ...]) -> Both:
    """R6: of projects, funds, loans and findings which are alerted of, with amount and days."""
    if period.start:
        return {}, {}
    parts = (_of_projects, _of_idle_funds, _of_paces, _of_disbursements, _of_dues)
    expected = {key: row for part in parts for key, row in part(period)}
    kinds = {"idle": "fund", "idle_long": "fund", "overdue_loan": "household", "overdue_finding": "what"}
    kinds |= dict.fromkeys(("behind", "year_end_balance", "unallocated"), "fund")
    kinds |= dict.fromkeys(("unconfirmed", "no_agreement", "no_notice", "over_plan", "overdue_project"), "project")
    counted, found = ask("report", "alerts", *options)["tables"]
    funds = {row["name"]: row for row in period.known["fund"].values()}
    # One that is not exact, or is inside another fund, is never silently added.
    added = [
        Decimal(row["amount"])
        for (kind, name, *_), row in expected.items()
        if kind == "unallocated" and funds[name]["qualifier"] in (None, "=") and funds[name]["part_of_id"] is None
    ]
    shown: dict[Any, Row] = {("kinds", row["kind"]): row for row in counted["rows"] if row["kind"] == "unallocated"}
    if shown:
        expected["kinds", "unallocated"] = {"amount": str(sum(added)) if added else None}
    for row in found["rows"]:
        if (of := kinds.get(row["kind"])) is not None:
            loan = (int(row["what"].split()[-1]),) if of == "household" else ()
            shown[row["kind"], row[of].split(" · ")[-1], *loan] = row
        elif row["kind"] == "disbursed_unspent":
            shown[row["kind"], row["fund"], row["project"], row["village"]] = row
    return shown, expected


def _days(period: Period, day: str) -> int:
    return (date.fromisoformat(period.end) - date.fromisoformat(last_day(day))).days


def _of_projects(period: Period) -> Iterator[tuple[Any, Row]]:
    """Money before the confirmations, without an agreement, a notice, beyond a tenth of the plan; a planned end that is past."""
    known = period.known
    sums = period.sums(lambda row: row["project_id"])
    for id, project in known["project"].items():
        held = sums.get(id, {"held": {}})["held"]
        allocated, name = held.get("allocated", 0), project["name"]
        steps = [row for row in known["step"].values() if row["project_id"] == id and (row["date"] or "") <= period.end]
        passed = {row["name"] for row in steps if row["result"] in (None, "passed")}
        papers = [
            row for row in known["document"].values()
            if row["project_id"] == id and row["kind"] == AGREEMENT and (row["date"] or "") <= period.end
        ]  # fmt: skip
        lacks = {
            "unconfirmed": not {"proposal", *CONFIRMATIONS} <= passed,
            "no_agreement": project["agreement_no"] is None and not papers,
            "no_notice": not any(row["name"] == "notice" and row["result"] != "failed" for row in steps),
        }
        for kind, is_so in lacks.items():
            if is_so and allocated > 0:
                yield (kind, name), {"amount": yuan(allocated), "days": None}
        plans = [row["amount_fen"] for row in known["plan"].values() if row["project_id"] == id]
        planned = sum(plans) if plans else project["planned_cost_fen"]
        taken = max(allocated, held.get("spent", 0))
        if planned is not None and 10 * (taken - planned) > planned:
            yield ("over_plan", name), {"amount": yuan(taken - planned), "days": None}
        over = is_over(project, period.end)
        if project["planned_end"] is not None and last_day(project["planned_end"]) < period.end and not over:
            yield ("overdue_project", name), {"amount": None, "days": _days(period, project["planned_end"])}


def _of_idle_funds(period: Period) -> Iterator[tuple[Any, Row]]:
    """Cash that waits for a year, or two."""
    since, end = waits(period), date.fromisoformat(period.end)
    for id, fund in period.known["fund"].items():
        mine = [row for row in period.entries if row["fund_id"] == id and row["kind"] in CASH]
        left = sum(CASH[row["kind"]] * row["amount_fen"] for row in mine)
        if period.begun(id) and left > 0 and id in since:
            begun = date.fromisoformat((since[id] + "-01-01"[len(since[id]) - 4 :])[:10])
            years = end.year - begun.year - ((end.month, end.day) < (begun.month, begun.day))
            if years >= 1:
                kind = "idle_long" if years >= 2 else "idle"
                yield (kind, fund["name"]), {"amount": yuan(left), "days": (end - begun).days}


def _waiting(came: list[tuple[str, int]], gone: int, end: str) -> tuple[int, int] | None:
    """(fen, days) of what came 90 days before the end or more and is not gone: the first in goes first, and what was taken back is gone."""
    before = (date.fromisoformat(end) - timedelta(90)).isoformat()
    gone += sum(-fen for _, fen in came if fen < 0)
    left = []
    for day, fen in sorted(came):
        if fen > 0 and day <= before:
            left.append((day, max(fen - max(gone, 0), 0)))
            gone -= fen
    left = [one for one in left if one[1]]
    return (
        (sum(fen for _, fen in left), (date.fromisoformat(end) - date.fromisoformat(left[0][0])).days) if left else None
    )


def _by_day(rows: Iterable[Row]) -> list[tuple[str, int]]:
    """What each day comes to: what is taken back on its own day was never there."""
    days: dict[str, int] = defaultdict(int)
    for row in rows:
        days[row["date"]] += row["amount_fen"]
    return [*days.items()]


def _of_paces(period: Period) -> Iterator[tuple[Any, Row]]:
    """Funds, but for lending: behind the time of the year, more than 7 % of a year's money left at its end, no project for 90 days."""
    end = date.fromisoformat(period.end)
    gone, year = end.timetuple().tm_yday, end.year if period.end.endswith("12-31") else end.year - 1
    days, moved, since = date(end.year, 12, 31).timetuple().tm_yday, halves_among(period.known), waits(period)
    for id, fund in period.known["fund"].items():
        mine = [row for row in period.entries if row["fund_id"] == id]
        if fund["form"] == "loan" or not period.begun(id):
            continue
        came = [row for row in mine if row["kind"] in ("receipt", "interest")]
        arrived = sum(row["amount_fen"] for row in came)
        held = {
            kind: sum(row["amount_fen"] for row in mine if row["kind"] == kind) for kind in ("spending", "allocation")
        }
        if arrived > 0 and held["spending"] * days < arrived * gone:
            due = (2 * arrived * gone + days) // (2 * days)
            yield ("behind", fund["name"]), {"amount": yuan(due - held["spending"]), "days": None}
        of_year = sum(
            row["amount_fen"]
            for row in came
            if row["kind"] == "receipt" and row["date"][:4] == str(year) and row["id"] not in moved
        )
        cash = [(row["date"], CASH[row["kind"]] * row["amount_fen"]) for row in mine if row["kind"] in CASH]
        closing, now = sum(fen for day, fen in cash if day <= f"{year}-12-31"), sum(fen for _, fen in cash)
        if of_year > 0 and 100 * min(closing, now) > 7 * of_year:
            yield ("year_end_balance", fund["name"]), {"amount": yuan(closing), "days": (end - date(year, 12, 31)).days}
        if fund["budget_fen"] is None:
            late = _waiting(_by_day(came), held["allocation"], period.end)
        else:
            begun = since.get(id) or (fund["year"] and f"{fund['year']}-01-01")
            waited = _days(period, (begun + "-01-01"[len(begun) - 4 :])[:10]) if begun else 0
            late = (fund["budget_fen"] - held["allocation"], waited) if waited >= 90 else None
        if late is not None and late[0] > 0:
            inexact = fund["qualifier"] if fund["qualifier"] in ("≥", "≈") else None
            yield (
                ("unallocated", fund["name"]),
                {"amount": yuan(late[0]), "days": late[1], "amount_qualifier": inexact},
            )


def _of_disbursements(period: Period) -> Iterator[tuple[Any, Row]]:
    """What lies with an implementing office for 90 days."""
    known = period.known
    cells: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in period.entries:
        cells[row["fund_id"], row["project_id"], row["village_id"]].append(row)
    for cell, mine in cells.items():
        spent = sum(row["amount_fen"] for row in mine if row["kind"] == "spending")
        late = _waiting(_by_day(row for row in mine if row["kind"] == "disbursement"), spent, period.end)
        if late is not None:
            names = [
                known[noun][id]["name"] if id else None
                for noun, id in zip(("fund", "project", "village"), cell, strict=True)
            ]
            yield ("disbursed_unspent", *names), {"amount": yuan(late[0]), "days": late[1]}


def _of_dues(period: Period) -> Iterator[tuple[Any, Row]]:
    """Loans and findings that are late."""
    for loan in _lent(period):
        if late := _late(period, loan):
            household = period.known["household"][loan["household_id"]]["name"]
            amount = yuan(sum(fen for fen, _ in late))
            yield ("overdue_loan", household, loan["id"]), {"amount": amount, "days": max(day for _, day in late)}
    for row in period.known["finding"].values():
        stands = (row["found_on"] or "") <= period.end < (row["closed_on"] or "9999")
        if stands and row["due"] is not None and last_day(row["due"]) < period.end:
            days = _days(period, row["due"])
            yield ("overdue_finding", row["name"]), {"amount": yuan(row["amount_fen"]), "days": days}


COMPARED: dict[str, Callable[[Ask, Period, tuple[str, ...]], Both]] = {
    "posting": _postings, "loan dues": _loans, "loan funds": _loan_funds, "alerts": _alerts,
}  # fmt: skip
