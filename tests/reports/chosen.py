"""A small programme, its bare rows, and what reports say of part of them: chosen and added up in Python, with no SQL that sums."""

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from aidtrack.store.engine.connection import read
from conftest import Store, once

NONE = "not assigned"
Filters = Mapping[str, Sequence[str]]
Sums = dict[str, int]  # fen by kind of entry; a kind that is not there never happened

_VILLAGES = """name,county,township,prefecture,province,depth
甲村,陇西县,福星镇,定西市,甘肃省,deep
乙村,陇西县,文峰镇,定西市,甘肃省,poor
丙村,武山县,,天水市,甘肃省,deep
丁村,宕昌县,,,甘肃省,
戊村,,,,,other
"""
_FUNDS = """name,source,provider,year,budget,form
专项,fiscal,省财政厅,2016,900000,
自筹,self,省总工会,2017,,
捐赠,donation,,,500000,
借款,union,省总工会,2017,,借款
未动,fiscal,,2018,1000,
"""
_PROJECTS = """name,category,stage,implementer,village,planned_cost,planned_end,actual_end
大棚,菌菜大棚,implementing,县总工会,甲村,8000,2019-02,
道路,道路,completed,交通局,乙村,7000,2017-09-30,2017-11-30
水窖,道路,implementing,水务局,丙村,,2017,
培训,培训,,县总工会,,500,,
果园,林果,proposed,,甲村,600,2018-05-31,
未动项目,道路,proposed,交通局,丁村,700,,
"""
# Of what rows without money are: fund, project, village; a project's home where no village is named.
ABOUT: dict[str, dict[str, tuple[str, str, str]]] = {
    "finding": {
        "问一": ("专项", "大棚", "乙村"),
        "问二": ("", "道路", ""),
        "问三": ("", "", "丙村"),
        "问四": ("自筹", "", ""),
    },
    "document": {
        "文一": ("捐赠", "水窖", ""),
        "文二": ("", "培训", "甲村"),
        "文三": ("专项", "", ""),
        "文四": ("", "", "戊村"),
    },
    "activity": {
        "活动一": ("", "大棚", ""),
        "活动二": ("", "", "乙村"),
        "活动三": ("", "培训", "丁村"),
        "活动四": ("", "", ""),
    },
    "posting": {"张三": ("", "", "甲村"), "李四": ("", "", "丙村"), "王五": ("", "", "丁村")},
}
_HOUSEHOLDS = """name,village
H1,甲村
H2,乙村
H3,丙村
"""


@dataclass(frozen=True)
class Entry:
    """`village`, `project`, `payee`, `household` are None where there is none; a loan's household is that of what comes back of it too."""

    id: int
    kind: str
    day: str
    fund: str
    project: str | None
    village: str | None
    payee: str | None
    household: str | None
    fen: int
    loan: int | None


@dataclass(frozen=True)
class Known:
    """The rows of nouns by name, each by field; and the entries."""

    fund: dict[str, dict[str, Any]]
    project: dict[str, dict[str, Any]]
    village: dict[str, dict[str, Any]]
    entries: list[Entry]


@once
def programme(store: Store, folder: Path) -> Store:
    """Five villages, four funds that move, projects in several villages and in none, payees, loans: the same each time."""
    chance = random.Random(20180517)
    lines = ["kind,date,fund,project,village,household,payee,amount,reason"]
    for fund in ("专项", "自筹", "捐赠", "借款"):
        lines.append(f"receipt,2016-01-05,{fund},,,,,{90_000 + chance.randrange(10**6) / 100:.2f},")
        lines.append(f"interest,2017-12-21,{fund},,,,,{chance.randrange(1, 9_000) / 100:.2f},")
    cells = [
        (fund, project, village)
        for fund in ("专项", "自筹", "捐赠")
        for project in ("大棚", "道路", "水窖", "培训", "")
        for village in ("甲村", "乙村", "丙村", "戊村", NONE)
        if chance.random() < 0.45
    ]
    for fund, project, village in cells:
        lines.append(
            f"allocation,2016-02-{chance.randrange(1, 28):02d},{fund},{project},{village},,,{1000 + chance.randrange(10**5) / 100:.2f},"
        )
        for kind in ("disbursement", "spending", "spending"):
            day = f"{chance.choice((2016, 2017, 2018))}-{chance.randrange(3, 13):02d}-{chance.randrange(1, 28):02d}"
            payee = chance.choice(("张三建筑队", "示例公司", ""))
            home = {"甲村": "H1", "乙村": "H2"}.get(village, "") if kind == "spending" and chance.random() < 0.3 else ""
            lines.append(
                f"{kind},{day},{fund},{project},{village},{home},{payee},{chance.randrange(1, 40_000) / 100:.2f},"
            )
    cut = next(line for line in lines if line.startswith("allocation"))
    lines.append(",".join([*cut.split(",")[:7], "-10.00", "核减"]).replace("2016-02", "2017-03", 1))
    sheets = {
        "village": _VILLAGES,
        "fund": _FUNDS,
        "project": _PROJECTS,
        "household": _HOUSEHOLDS,
        "entry": "\n".join(lines) + "\n",
    }
    sheets["loan"] = (
        "date,fund,household,amount,term,ref\n2017-02-01,借款,H1,1200,12,J1\n2017-03-01,借款,H2,800,,J2\n2018-04-01,自筹,H3,100,6,J3\n"
    )
    sheets["repayment"] = "date,loan,amount\n2017-08-01,J1,150\n2018-02-01,J1,50\n2018-05-01,J2,800\n"
    sheets |= {noun: _sheet(noun, rows) for noun, rows in ABOUT.items()}
    store.take(folder, sheets)
    return store


_MORE = {
    "finding": ("source", "审计"),
    "document": ("kind", "公示"),
    "activity": ("kind", "培训"),
    "posting": ("role", "驻村干部"),
}


def _sheet(noun: str, rows: Mapping[str, tuple[str, str, str]]) -> str:
    """Without the columns that the noun has not."""
    at = [number for number in range(3) if any(row[number] for row in rows.values())]
    head, word = _MORE[noun]
    lines = [("name", head, *(("fund", "project", "village")[number] for number in at))]
    lines += [(name, word, *(row[number] for number in at)) for name, row in rows.items()]
    return "".join(",".join(line) + "\n" for line in lines)


def known(store: Store) -> Known:
    """The bare rows, joined in Python."""
    with read(store.target) as connection:

        def noun(table: str, *columns: str) -> dict[int, dict[str, Any]]:
            rows = connection.rows(f"SELECT id, {', '.join(columns)} FROM {table} ORDER BY id")
            return {row[0]: dict(zip(columns, row[1:], strict=True)) for row in rows}

        funds = noun("fund", "name", "source", "provider", "year", "budget_fen", "form")
        villages = noun("village", "name", "county", "township", "prefecture", "province", "depth")
        projects = noun(
            "project",
            "name",
            "category",
            "stage",
            "implementer",
            "village_id",
            "planned_cost_fen",
            "planned_end",
            "actual_end",
        )
        households = noun("household", "name", "village_id")
        rows = connection.rows(
            "SELECT id, kind, date, fund_id, project_id, village_id, payee, household_id, amount_fen, loan_id FROM entry"
        )
    borrower = {row[0]: row[7] for row in rows}
    for project in projects.values():
        project["village"] = villages[project["village_id"]]["name"] if project["village_id"] else None

    def named(of: dict[int, dict[str, Any]], id: int | None) -> str | None:
        return None if id is None else str(of[id]["name"])

    entries = [
        Entry(id, kind, day, str(named(funds, fund)), named(projects, project), named(villages, village), payee,
              named(households, borrower[loan] if loan else household), int(fen), loan)
        for id, kind, day, fund, project, village, payee, household, fen, loan in rows
    ]  # fmt: skip
    by_fund, by_project, by_village = (
        {str(row["name"]): row for row in of.values()} for of in (funds, projects, villages)
    )
    return Known(by_fund, by_project, by_village, entries)


OF_FUND = {"fund": "name", "fund_year": "year", "source": "source", "provider": "provider"}
OF_PROJECT = {"project": "name", "category": "category", "stage": "stage", "implementer": "implementer"}
OF_VILLAGE = {one: one for one in ("depth", "township", "county", "prefecture", "province")} | {"village": "name"}
OF_CELL = {*OF_FUND, *OF_PROJECT, *OF_VILLAGE}


def says(of: Known, word: str, fund: str | None, project: str | None, village: str | None) -> Any:
    """What a fund, project or village has in a dimension; None where it is not assigned or not known."""
    for rows, columns, name in (
        (of.fund, OF_FUND, fund),
        (of.project, OF_PROJECT, project),
        (of.village, OF_VILLAGE, village),
    ):
        if word in columns:
            return None if name is None else rows[name][columns[word]]
    raise KeyError(word)


def fits(value: Any, texts: Sequence[str]) -> bool:
    """A household is typed behind its village."""
    return any(value is None if text == NONE else str(value) == text.rpartition("/")[2] for text in texts)


def chosen(of: Known, filters: Filters) -> list[Entry]:
    """The entries that something of each filter says of."""

    def value(entry: Entry, word: str) -> Any:
        if word in ("payee", "household"):
            return getattr(entry, word)
        return says(of, word, entry.fund, entry.project, entry.village)

    return [entry for entry in of.entries if all(fits(value(entry, word), texts) for word, texts in filters.items())]


def standing(of: Known, noun: str, filters: Filters) -> set[str]:
    """The names of what fits the filters itself: a fund, a project with its home, a village or the home of such a project."""

    def fit(fund: str | None, project: str | None, village: str | None) -> bool:
        return all(fits(says(of, word, fund, project, village), texts) for word, texts in filters.items())

    if noun == "fund":
        return {name for name in of.fund if fit(name, None, None)} if set(filters) <= set(OF_FUND) else set()
    if not set(filters) <= {*OF_PROJECT, *OF_VILLAGE}:
        return set()
    projects = {name: row["village"] for name, row in of.project.items() if fit(None, name, row["village"])}
    if noun == "project":
        return set(projects)
    if set(filters) <= set(OF_VILLAGE):
        return {name for name in of.village if fit(None, None, name)}
    return {home for home in projects.values() if home is not None}


def summed(entries: Iterable[Entry], start: str, end: str, key: Callable[[Entry], Any]) -> dict[Any, tuple[Sums, Sums]]:
    """Key → what moved in the period, and what is held at its end."""
    found: dict[Any, tuple[Sums, Sums]] = {}
    for entry in entries:
        if entry.day <= end:
            moved, held = found.setdefault(key(entry), ({}, {}))
            held[entry.kind] = held.get(entry.kind, 0) + entry.fen
            if entry.day >= start:
                moved[entry.kind] = moved.get(entry.kind, 0) + entry.fen
    return found


_CELL = {"allocated": "allocation", "disbursed": "disbursement", "spent": "spending"}


def of_cells(moved: Sums, held: Sums, *, whole: bool) -> dict[str, str | None]:
    """The figures of a row that compares what was set aside with what was spent; of a part of them the first is not known."""
    row = {name: yuan(moved.get(kind)) for name, kind in _CELL.items()}
    row["remaining"] = yuan(less(held.get("allocation"), held.get("spending")))
    row["rate"] = rate(held.get("spending"), held.get("allocation"))
    return row if whole else row | dict.fromkeys(("allocated", "remaining", "rate"))


def yuan(fen: int | None) -> str | None:
    if fen is None:
        return None
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def less(left: int | None, right: int | None) -> int | None:
    return None if left is None and right is None else (left or 0) - (right or 0)


def plus(*parts: int | None) -> int | None:
    some = [part for part in parts if part is not None]
    return sum(some) if some else None


def rate(part: int | None, whole: int | None) -> str | None:
    if not whole:
        return None
    hundredths = (
        int(Fraction((part or 0) * 10_000, whole) + Fraction(1, 2))
        if (part or 0) * whole >= 0
        else -int(-Fraction((part or 0) * 10_000, whole) + Fraction(1, 2))
    )
    return f"{hundredths / 100:.2f}%"


def typed(filters: Filters) -> Iterator[str]:
    for word, texts in filters.items():
        for text in texts:
            yield from (f"--{word.replace('_', '-')}", text)
