"""Alerts, worked out a second time from the bare rows: limits of money that were passed with a reason, notices, changes of plan; what is
left of them, and of the gaps, under filters, `--level`, `--kind` and `--new`.

`standing_recomputed.py` has the rest of R6, `gaps_recomputed.py` the gaps. Thresholds are their defaults.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from reports.gaps_recomputed import OF, Found, Named, gaps
from reports.programme_recomputed import CASH, Period, Tables, compared, last_day
from reports.recomputed import Ask

# What the illustration has no case of. A limit is passed by 0.02, 0.01, 99.99 and 50; what comes a step before it is beside it.
CASES = {
    "fund": "name,source,year,budget,qualifier,earmark_category\n"
    "示例超计划,self,2018,1000,=,\n示例至少,self,2018,1000,≥,\n示例限定,self,2018,10000,=,危房改造\n示例无数,self,2018,,,\n",
    "project": "name,village,category,stage,planned_cost,closed_on,planned_end\n"
    "示例道路,示例一村,道路,implementing,1000,,2018-08\n示例改造,示例二村,危房改造,closed,5000,2018-06-30,\n"
    "示例作罢,示例三村,道路,cancelled,,,2018-01\n示例久停,示例四村,危房改造,implementing,,,\n示例旱井,咀儿村,水窖,implementing,,,\n",
    "document": "name,kind,project,date\n示例道路协议书,项目协议书,示例道路,2018-11\n",
    "entry": "kind,date,fund,project,amount,reason,over,payee,voucher,ref,reverses\n"
    "receipt,2018-03-01,示例超计划,,1000.01,,,,,,\nreceipt,2018-03-01,示例至少,,1000.01,,,,,,\n"
    "receipt,2018-03-01,示例限定,,10000,,,,,,\nreceipt,2018-07-02,示例超计划,,-400,收回,上级收回,,,,\n"
    "allocation,2018-04-01,示例超计划,示例道路,1000.02,,先行安排,,,,\nspending,2018-05-01,示例超计划,示例道路,700,,,示例公司,示1,,\n"
    "allocation,2018-04-01,示例至少,示例道路,100,,,,,,\nspending,2018-05-02,示例至少,示例道路,150,,抢险,,示2,,\n"
    "disbursement,2018-05-03,示例至少,示例道路,100.01,,,示例公司,,,\n"
    "allocation,2018-04-02,示例限定,示例道路,500,,急用,,,,\nallocation,2018-09-03,示例限定,示例道路,300,,又急用,,,,\n"
    "allocation,2018-07-04,示例限定,示例久停,100,,,,,,\nallocation,2018-07-10,示例限定,示例改造,200,,尾款,,,示安-1,\n"
    "allocation,2018-07-20,示例限定,示例改造,-50,多记,,,,,示安-1\nspending,2018-07-25,示例限定,示例改造,20,,质保金,示例公司,,,\n",
    "step": "name,project,date,ends_on,phase,result,amount\n"
    "change,示例道路,2018-05,,,passed,1100.01\nchange,示例道路,2018-05-02,,,passed,1100\nchange,示例道路,2018-05-03,,,failed,2000\n"
    "notice,示例道路,2018-06-25,2018-07-03,before,,\nnotice,示例改造,2018-12-23,,after,,\nnotice,示例久停,2018-12-14,,before,,\nnotice,示例改造,2018-02-01,2018-02-10,before,passed,\n",
    "indicator": "name,value,as_of,goal,project\n示例里程,3,2018-06,target,示例道路\n示例户数,9,2018-05,target,示例改造\n"
    "示例户数,8,2018-04,,示例改造\n示例棵数,7,2018-05-10,target,示例改造\n示例棵数,6,2018-05,,示例改造\n"
    "示例亩数,7,2018-05,target,示例改造\n示例亩数,6,2018-05-10,,示例改造\n示例眼数,5,2018-05,target,示例旱井\n",
}  # fmt: skip
DAYS = ("2018-12-31", "2018-06-30", "2018-12-23")
LEVELS = {
    "serious": ("overspent", "over_allocated", "overdrawn"),
    "warning": ("over_received", "over_disbursed", "with_reason"),
    "note": ("change_over_plan", "notice_short", "notice_running", "notice_unclosed"),
}
KINDS = tuple(kind for kinds in LEVELS.values() for kind in kinds)


def differences(ask: Ask, known: Tables) -> Iterator[str]:
    """What the reports say otherwise than the rows, a line each."""
    by_day = {day: _alerts(Period(known, "", day)) for day in DAYS}
    for day, expected in by_day.items():
        yield from compared(f"alerts {day}", _shown(ask, "alerts", day), expected)
        yield from compared(f"quality {day}", _shown(ask, "quality", day), gaps(Period(known, "", day)))
        filters = [*_filters(known)]
        for option, fits in filters:
            asked = {key: row for key, row in expected.items() if fits(key)}
            yield from compared(f"alerts {option} {day}", _shown(ask, "alerts", day, *option), asked)
        (one, fits), (other, fit) = filters[0], filters[-1]
        asked = {key: row for key, row in expected.items() if fits(key) and fit(key)}
        yield from compared(f"alerts {one} {other} {day}", _shown(ask, "alerts", day, *one, *other), asked)
    day, expected = DAYS[0], by_day[DAYS[0]]
    missing = {key: row for key, row in gaps(Period(known, "", day)).items() if _county(known)(key)}
    yield from compared("quality --county", _shown(ask, "quality", day, "--county", "武山县"), missing)
    for level, kinds in LEVELS.items():
        asked = {key: row for key, row in expected.items() if key[0] in kinds}
        yield from compared(f"alerts --level {level}", _shown(ask, "alerts", day, "--level", level), asked)
    for kind in KINDS:
        asked = {key: row for key, row in expected.items() if key[0] == kind}
        if not asked and not any(key[0] == kind for found in by_day.values() for key in found):
            yield f"{kind}: the cases have none"
        answer = ask("report", "alerts", "--as-of", day, "--kind", kind)
        if [len(table["rows"]) for table in answer["tables"]] != [bool(asked), len(asked)]:
            yield f"alerts --kind {kind}: others too"
    for before in DAYS[1:]:
        asked = {key: row for key, row in expected.items() if key not in by_day[before]}
        yield from compared(f"alerts --new {before}", _shown(ask, "alerts", day, "--new", before), asked)


def _shown(ask: Ask, report: str, day: str, *options: str) -> Found:
    """The rows of the kinds that are worked out here, by kind and what each is of."""
    found: Found = {}
    for row in ask("report", report, "--as-of", day, *options)["tables"][1]["rows"]:
        if report == "quality" or row["kind"] in KINDS:
            named = [row[of] for of in OF]
            last = row["what"].split(" · ")[-1]
            subject = None if last in (*named, "project not assigned", "village not assigned") else last
            key = (row["kind"], *named, subject)
            while key in found:  # two notices, two changes of one project
                key = (*key, "again")
            found[key] = row
    return found


def _filters(known: Tables) -> Iterator[tuple[tuple[str, str], Any]]:
    """What is narrowed by, and whether a row fits: by what it names, else by its project, which has money of such rows or lies there."""
    project_ids = {row["name"]: id for id, row in known["project"].items()}
    for name in ("示例限定", "自筹资金"):
        [id] = [id for id, row in known["fund"].items() if row["name"] == name]
        paid = {row["project_id"] for row in known["entry"].values() if row["fund_id"] == id}

        def of_fund(key: Any, name: str = name, paid: set[int] = paid) -> bool:
            return bool(key[1] == name if key[1] else project_ids.get(key[2]) in paid)

        yield ("--fund", name), of_fund
    yield ("--county", "武山县"), _county(known)
    roads = {row["name"] for row in known["project"].values() if row["category"] == "道路"}
    yield ("--category", "道路"), lambda key: key[2] in roads


def _county(known: Tables) -> Any:
    there = {id for id, row in known["village"].items() if row["county"] == "武山县"}
    names = {known["village"][id]["name"] for id in there}
    paid = {row["project_id"] for row in known["entry"].values() if row["village_id"] in there}
    projects = {row["name"] for id, row in known["project"].items() if id in paid or row["village_id"] in there}
    return lambda key: key[3] in names if key[3] else key[2] in projects


def _alerts(period: Period) -> Found:
    named = Named(period)
    _of_cells(period, named)
    _of_funds(period, named)
    _of_reasons(period, named)
    _of_steps(period, named)
    return named.found


def _of_cells(period: Period, named: Named) -> None:
    """G2, and what is disbursed beyond what is set aside."""
    sums: dict[Any, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in period.entries:
        if row["kind"] in ("allocation", "spending", "disbursement"):
            sums[row["fund_id"], row["project_id"], row["village_id"]][row["kind"]] += row["amount_fen"]
    for (fund, project, village), held in sums.items():
        for kind, of in (("overspent", "spending"), ("over_disbursed", "disbursement")):
            if (beyond := held[of] - held["allocation"]) > 0:
                named.add(kind, beyond, fund=fund, project=project, village=village)


def _of_funds(period: Period, named: Named) -> None:
    """G1, G3, and what arrived beyond an exact budget; nothing here is carried on into another year."""
    for id, fund in period.known["fund"].items():
        mine = [row for row in period.entries if row["fund_id"] == id]
        if not period.begun(id):
            continue
        came = {kind: sum(row["amount_fen"] for row in mine if row["kind"] == kind) for kind in (*CASH, "allocation")}
        most = came["receipt"] + came["interest"] if fund["budget_fen"] is None else fund["budget_fen"]
        if came["allocation"] > most:
            named.add("over_allocated", came["allocation"] - most, fund=id)
        if (cash := sum(CASH[row["kind"]] * row["amount_fen"] for row in mine if row["kind"] in CASH)) < 0:
            named.add("overdrawn", -cash, fund=id)
        within = {row["moves_id"] for row in period.known["entry"].values()}
        outside = sum(
            row["amount_fen"]
            for row in mine
            if row["kind"] == "receipt" and row["id"] not in within and not row["moves_id"] and not row["carries_id"]
        )
        exact = fund["budget_fen"] is not None and fund["qualifier"] in (None, "=")
        if exact and outside > fund["budget_fen"]:
            named.add("over_received", outside - fund["budget_fen"], fund=id)


def _of_reasons(period: Period, named: Named) -> None:
    """G5, G6: an entry that a reason let go beside the earmark, or after its project was closed, as long as it holds something."""
    known = period.known
    for row in period.entries:
        held = row["amount_fen"] + sum(one["amount_fen"] for one in period.entries if one["reverses_id"] == row["id"])
        if not row["over"] or not held or row["project_id"] is None:
            continue
        project, fund = known["project"][row["project_id"]], known["fund"][row["fund_id"]]
        only = fund["earmark_category"]
        beside = row["kind"] == "allocation" and only is not None and only != project["category"]
        late = project["closed_on"] is not None and row["date"] > project["closed_on"]
        if beside or late:
            of = {f"{noun}": row[f"{noun}_id"] for noun in ("fund", "project", "village")}
            named.add("with_reason", held, subject=f"{row['kind']} {row['id']}", **of)


def _of_steps(period: Period, named: Named) -> None:
    """A change of more than a tenth beyond the plan; a notice of less than ten days, running, or past without a result."""
    known = period.known
    end = date.fromisoformat(period.end)
    for step in sorted(known["step"].values(), key=lambda row: (row["project_id"], row["date"] or "", row["id"])):
        if (step["date"] or "") > period.end:
            continue
        id, project = step["project_id"], known["project"][step["project_id"]]
        of = {"project": id, "village": project["village_id"]}
        if step["name"] == "change" and step["result"] != "failed" and step["amount_fen"] is not None:
            plans = [row["amount_fen"] for row in known["plan"].values() if row["project_id"] == id]
            planned = sum(plans) if plans else project["planned_cost_fen"]
            if planned is not None and 10 * (step["amount_fen"] - planned) > planned:
                named.add("change_over_plan", step["amount_fen"] - planned, **of)
        if step["name"] != "notice" or step["date"] is None:
            continue
        first = date.fromisoformat(step["date"])
        last = date.fromisoformat(last_day(step["ends_on"])) if step["ends_on"] else first + timedelta(9)
        if step["ends_on"] and (last - first).days + 1 < 10:
            named.add("notice_short", days=(last - first).days + 1, **of)
        if step["result"] is None:
            running = last >= end
            named.add("notice_running" if running else "notice_unclosed", days=abs((last - end).days), **of)
