"""Books in good order on one day: nothing to alert, nothing missing, nothing stale. Each test breaks one thing of them."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from aidtrack.locale import spoken
from aidtrack.phrase import Joined, Phrase, Word
from aidtrack.reports.alerts import alerts
from aidtrack.reports.period import Period
from aidtrack.reports.quality import quality
from aidtrack.store.engine.connection import read
from aidtrack.values.report import Row, Value
from conftest import Store

DAY = "2018-06-30"
FUND, LENDING, GREENHOUSE, ROAD, VILLAGE = "甲资金", "借款资金", "大棚", "道路", "甲村"
_STEPS = ("proposal", *(f"confirm{number}" for number in range(1, 7)))
SHEETS = {
    "village": f"name,county,code\n{VILLAGE},陇西县,621122100201\n",
    "fund": f"name,year,budget,form\n{FUND},2018,12000,grant\n{LENDING},2018,5000,loan\n",
    "project": "name,village,category,implementer,responsible,agreement_no,planned_cost,planned_end,stage\n"
    f"{GREENHOUSE},{VILLAGE},菌菜大棚,合作社,张明,协-1,10000,2018-12-31,implementing\n"
    f"{ROAD},{VILLAGE},道路,交通局,李华,协-2,2000,2018-12-31,implementing\n",
    "step": "name,project,date,ends_on,result\n"
    + "".join(f"{name},{project},2018-01-02,,passed\n" for name in _STEPS for project in (GREENHOUSE, ROAD))
    + "".join(f"notice,{project},2018-01-02,2018-01-12,passed\n" for project in (GREENHOUSE, ROAD)),
    "document": f"name,kind,date,project\n方案一,工作方案,2018-01-02,{GREENHOUSE}\n方案二,工作方案,2018-01-02,{ROAD}\n",
    "household": f"name,village\nH-1,{VILLAGE}\nH-2,{VILLAGE}\n",
    "measure": "name,household,category,due,done_on\n养羊,H-1,牛羊养殖,2018-12,\n培训,H-2,培训,2018-12,2018-05-01\n",
    "finding": f"name,found_on,project,due,amount\n账目不清,2018-05-02,{GREENHOUSE},2018-12-31,100\n",
    "indicator": f"name,value,unit,as_of,goal,village\n人均收入,5000,元,2018-12,target,{VILLAGE}\n",
    # 7,000 of 12,000 is spent: 58.33 %; 30 June is day 181 of 365: 49.59 %
    "entry": f"""kind,date,fund,project,amount,payee,voucher,household,term,schedule,purpose
receipt,2018-01-03,{FUND},,12000,,收-1,,,,
receipt,2018-01-03,{LENDING},,5000,,收-2,,,,
allocation,2018-01-20,{FUND},{GREENHOUSE},10000,,,,,,
allocation,2018-01-20,{FUND},{ROAD},2000,,,,,,
spending,2018-01-25,{FUND},{GREENHOUSE},7000,合作社,记-1,,,,
loan,2018-01-25,{LENDING},,1000,,放-1,H-1,24,lump_sum,养羊
""",
}


def healthy(store: Store, folder: Path) -> Store:
    """The store with all of it."""
    store.take(folder, SHEETS)
    return store


def healthy_copy(blank: Path, to: Path) -> Store:
    """A copy of these books in SQLite at `to`; they are made once, beside the empty store `blank`."""
    made = blank.with_name("healthy.db")
    if not made.exists():
        shutil.copyfile(blank, made)
        healthy(Store(str(made), "sqlite"), made.parent)
    return Store(str(shutil.copyfile(made, to)), "sqlite")


def alerted(store: Store, day: str = DAY, *, end: str | None = "") -> list[dict[str, Value]]:
    """The alerts on a day, seen on it; with `end` None those of everything ever recorded."""
    with read(store.target) as connection:
        report = alerts(connection, _when(day, end), prefix=["aidtrack", "--db", store.db])
    return [_read(row) for row in report.tables[1].rows]


def gaps(store: Store, day: str = DAY) -> list[dict[str, Value]]:
    with read(store.target) as connection:
        report = quality(connection, _when(day, ""), prefix=["aidtrack", "--db", store.db])
    return [_read(row) for row in report.tables[1].rows]


def _read(row: Row) -> dict[str, Value]:
    """A row as a person reads it: phrases spoken in the language of this run."""
    return {
        name: spoken(cell) if isinstance(cell, (Phrase, Word, Joined)) else cell
        for name, cell in row.items()
        if not isinstance(cell, tuple)
    }


def _when(day: str, end: str | None) -> Period:
    return Period(None, day if end == "" else end, day)


def kinds(rows: Sequence[Row]) -> list[str]:
    return [str(row["kind"]) for row in rows]
