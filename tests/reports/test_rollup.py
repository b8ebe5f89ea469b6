"""`report rollup`: every figure of roll-ups drawn at random worked out a second time, entry by entry; the same on both engines.

No figure of aidtrack's reports is used: what was imported is grouped and added up here.
"""

import csv
import io
import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from math import floor
from pathlib import Path
from typing import Any

import pytest

from aidtrack.reports.period import Period
from aidtrack.reports.rolled_up import Asked
from aidtrack.reports.rollup.parts import parts
from aidtrack.store.engine.connection import read
from conftest import Store, examples, once

# name: township, county, prefecture, province, code
VILLAGES = {
    "东村": ("福星镇", "陇西县", "定西市", "甘肃省", "621122001001"), "西村": ("首阳镇", "陇西县", "定西市", "甘肃省", ""),
    "南村": ("", "城关区", "天水市", "甘肃省", ""), "北村": ("", "城关区", "兰州市", "甘肃省", "620102003004"),
    "无县村": ("", "", "", "", "621122009009"), "远村": ("", "", "", "", "622301001001"), "空村": ("", "武山县", "", "", ""),
}  # fmt: skip
FUNDS = {
    "甲": ("self", "2016", "5000000", "="),
    "乙": ("fiscal", "2017", "", ""),
    "丙": ("", "", "900000", "≥"),
    "丁": ("fiscal", "2016", "70000", ""),
}
# category, stage, implementer, home, planned start, actual start, first step
PROJECTS = {
    "路": ("道路", "implementing", "县交通局", "东村", "2016-03", "", ""), "桥": ("道路", "", "合作社", "西村", "", "", ""),
    "渠": ("", "proposed", "", "南村", "", "", ""), "讲": ("培训", "completed", "县交通局", "", "", "", ""),
    # those that nothing is ever recorded for
    "早": ("林果", "confirmed", "合作社", "空村", "2019", "2016-12-31", ""), "迟": ("道路", "approved", "", "北村", "2019", "", "2018-06"),
    "序": ("", "", "县水务局", "东村", "2019", "", "2017-05-01"), "未知": ("培训", "", "", "", "", "", ""),
}  # fmt: skip
HOUSEHOLDS = {"H1": "东村", "H2": "北村"}
PAYEES = ("建材店", "建 材 店", "ＡＢ公司", "ab公司", "")
STEPS = [(name, project[6]) for name, project in PROJECTS.items() if project[6]]
PLACE = ("township", "county", "prefecture", "province")
WORDS = (
    "fund", "fund_year", "source", "project", "village", *PLACE, "category", "stage", "implementer", "payee", "household", "year", "month",
)  # fmt: skip
CELLS = ("allocated", "disbursed", "spent")
FIGURES = (*CELLS, "remaining", "rate", "projects", "villages", "share", "received", "interest", "budget", "cash")
KINDS = {
    "allocated": "allocation",
    "disbursed": "disbursement",
    "spent": "spending",
    "received": "receipt",
    "interest": "interest",
}
CASH = {"receipt": 1, "interest": 1, "spending": -1}
PERIODS = {
    (): ("", "9999"), ("--year", "2017"): ("2017-01-01", "2017-12-31"), ("--as-of", "2017-05"): ("", "2017-05-31"),
    ("--from", "2016-12-02", "--to", "2017-11"): ("2016-12-02", "2017-11-30"),
}  # fmt: skip


@dataclass(frozen=True)
class Entry:
    kind: str
    date: str
    fund: str
    project: str
    village: str
    household: str
    payee: str
    fen: int


def drawn(seed: int, count: int) -> list[Entry]:
    """Entries as they may be recorded with a reason, the last of them taken back whole by others."""
    chance = random.Random(seed)
    days = [
        "2016-02-28",
        "2016-12-01",
        "2016-12-31",
        "2017-01-01",
        "2017-05-31",
        "2017-06-01",
        "2017-12-31",
        "2018-03-09",
    ]
    found: list[Entry] = []
    for _ in range(count):
        kind = chance.choice(
            ["receipt", "interest", "allocation", "allocation", "disbursement", "spending", "spending", "spending"]
        )
        fund, day, fen = chance.choice([*FUNDS][:3]), chance.choice(days), chance.randrange(1, 10**8)
        project = village = household = payee = ""
        if kind not in ("receipt", "interest"):
            project = chance.choice(["路", "桥", "渠", "讲", ""])
            village = chance.choice([*[*VILLAGES][:6], "not assigned"])
        if kind in ("disbursement", "spending"):
            payee = chance.choice(PAYEES)
        if kind == "spending" and chance.random() < 0.4:
            household, village = chance.choice([*HOUSEHOLDS.items()])
        found.append(Entry(kind, day, fund, project, village, household, payee, fen))
    return found


def sheet(header: str, rows: Iterable[Sequence[object]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([header.split(","), *rows])
    return text.getvalue()


@once
def people_and_places(store: Store, folder: Path) -> Store:
    store.take(folder, {
        "village": sheet("name,township,county,prefecture,province,code", [(name, *rest) for name, rest in VILLAGES.items()]),
        "fund": sheet("name,source,year,budget,qualifier", [(name, *rest) for name, rest in FUNDS.items()]),
        "project": sheet("name,category,stage,implementer,village,planned_start,actual_start", [(name, *rest[:6]) for name, rest in PROJECTS.items()]),
        "household": sheet("name,village", HOUSEHOLDS.items()),
        "step": sheet("name,project,date", [("proposal", project, day) for project, day in STEPS]),
    })  # fmt: skip
    return store


def filled(store: Store, folder: Path, entries: Sequence[Entry]) -> Store:
    people_and_places(store, folder)
    rows = [
        (one.kind, one.date, one.fund, one.project, one.village, one.household, one.payee, yuan(one.fen), "事由")
        for one in entries
    ]
    store.take(folder, {"entry": sheet("kind,date,fund,project,village,household,payee,amount,over", rows)})
    return store


def yuan(fen: int | None) -> str | None:
    return None if fen is None else f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def percent(part: int | None, whole: int | None) -> str | None:
    if not whole:
        return None
    exact = Fraction((part or 0) * 10_000, whole)
    found = floor(abs(exact) + Fraction(1, 2)) * (1 if exact >= 0 else -1)
    return f"{'-' if found < 0 else ''}{abs(found) // 100}.{abs(found) % 100:02d}%"


def county(village: str) -> tuple[str | None, ...]:
    """Township to province; of 无县村 what its code says: 621122 is 陇西县's; nobody has 622301."""
    by_code = {"无县村": (None, "陇西县", "定西市", "甘肃省"), "远村": (None, "622301", None, None)}
    return by_code.get(village) or tuple(one or None for one in VILLAGES[village][:4])


def value(word: str, one: Entry) -> Any:
    """What an entry is of: the name of its row, and of a place also what it lies in."""
    if word in ("year", "month"):
        return one.date[: 4 if word == "year" else 7]
    if word == "payee":
        return one.payee or None
    if word in ("fund", "project", "household"):
        return getattr(one, word) or None
    if word in ("source", "fund_year"):
        found = FUNDS[one.fund][0 if word == "source" else 1] if one.fund else ""
        return (int(found) if word == "fund_year" else found) if found else None
    if word in ("category", "stage", "implementer"):
        return PROJECTS[one.project][("category", "stage", "implementer").index(word)] or None if one.project else None
    village = one.village if one.village in VILLAGES else ""
    if word == "village":
        return village or None
    if not village:
        return (None,) * (4 - PLACE.index(word))
    return county(village)[PLACE.index(word) :]


def alike(payee: str) -> str:
    return {"建 材 店": "建材店", "ab公司": "ＡＢ公司"}.get(payee, payee)


def name(key: Any) -> Any:
    return key[0] if isinstance(key, tuple) else key


PERSONS, TIMES, OF_FUNDS = {"payee", "household"}, {"year", "month"}, {"fund", "fund_year", "source"}


def knows(figure: str, words: set[str]) -> bool:
    if words & PERSONS and figure in ("allocated", "remaining", "rate"):
        return False
    if words & TIMES and figure in ("remaining", "rate", "budget"):
        return False
    return figure not in ("budget", "received", "interest", "cash") or words <= OF_FUNDS | TIMES


def idle(entries: Sequence[Entry], end: str) -> list[Entry]:
    """The projects that have no money by the day, if they may have begun: as if each had an entry of nothing at home."""
    paid = {
        one.project for one in entries if one.date <= end and one.kind in ("allocation", "disbursement", "spending")
    }
    found = []
    for project, (_, _, _, home, *starts) in PROJECTS.items():
        known = [day for day in starts if day]
        if project not in paid and (
            not known or any(f"{day}-01-01"[:10] <= end if len(day) == 4 else f"{day}-01"[:10] <= end for day in known)
        ):
            found.append(Entry("", "", "", project, home, "", "", 0))
    return found


class Recomputed:
    """The rows, columns and figures that a roll-up must have."""

    def __init__(
        self,
        entries: Sequence[Entry],
        by: Sequence[str],
        across: str | None,
        figures: Sequence[str],
        start: str,
        end: str,
    ) -> None:
        self.words = {*by, *([across] if across else [])}
        self.figures, self.start, self.end = figures, start, end
        self.of_cells = not self.words & (PERSONS | TIMES)
        kinds = {"allocation", "disbursement", "spending"} - ({"allocation"} if self.words & PERSONS else set())
        funds = self.of_cells and self.words <= OF_FUNDS and {"budget", "received", "interest", "cash"} & {*figures}
        if {"received", "interest", "cash"} & {*figures} and self.words <= OF_FUNDS | TIMES:
            kinds |= {KINDS[one] for one in ("received", "interest") if one in figures or "cash" in figures}
        self.entries = [
            one for one in entries if one.date <= end and one.kind in kinds and (self.of_cells or one.date >= start)
        ]
        spelled: dict[str, str] = {}  # as it was at first
        for one in self.entries:
            spelled.setdefault(alike(one.payee), one.payee)
        self.entries = [replace(one, payee=spelled[alike(one.payee)]) for one in self.entries]
        if self.words <= {"project", "category", "stage", "implementer", "village", *PLACE}:
            self.entries += idle(entries, end)
        if funds:  # every fund stands there
            self.entries += [Entry("", "", fund, "", "", "", "", 0) for fund in FUNDS]
        self.whole = self.figure("spent", self.entries)

    def figure(self, figure: str, mine: Sequence[Entry]) -> int | None:
        """In fen; a position of everything up to the end, else what moved."""

        def of(kind: str, start: str) -> int | None:
            found = [one.fen for one in mine if one.kind == kind and one.date >= start]
            return sum(found) if found else None

        if not knows(figure, self.words):
            return None
        if figure == "remaining":
            given, paid = of("allocation", ""), of("spending", "")
            return None if given is None and paid is None else (given or 0) - (paid or 0)
        if figure == "cash":
            found = [
                sign * fen
                for kind, sign in CASH.items()
                if (fen := of(kind, "" if self.of_cells else self.start)) is not None
            ]
            return sum(found) if found else None
        if figure == "budget":
            funds = {one.fund for one in mine}
            known = [
                FUNDS[fund] for fund in funds if FUNDS[fund][2] and ("fund" in self.words or FUNDS[fund][3] != "≥")
            ]
            return sum(int(budget) * 100 for _, _, budget, _ in known) if known else None
        return of(KINDS[figure], self.start)

    def cells(self, mine: Sequence[Entry], total: bool = False) -> dict[str, Any]:
        found: dict[str, Any] = {}
        counted = [one for one in mine if one.kind in ("", *KINDS.values())]
        for figure in self.figures:
            if figure == "projects":
                found[figure] = len({one.project for one in counted} - {""})
            elif figure == "villages":
                found[figure] = len({one.village for one in counted if one.village in VILLAGES})
            elif figure == "share":
                found[figure] = percent(self.figure("spent", mine), self.whole)
            elif figure == "rate":
                paid, given = (sum(one.fen for one in mine if one.kind == kind) for kind in ("spending", "allocation"))
                found[figure] = percent(paid, given) if knows("rate", self.words) else None
            elif figure == "budget" and total:
                known = [int(budget) * 100 for _, _, budget, qualifier in FUNDS.values() if budget and qualifier != "≥"]
                found[figure] = yuan(sum(known)) if knows("budget", self.words) else None
            else:
                found[figure] = yuan(self.figure(figure, mine))
        return found

    def grouped(self, words: Sequence[str], mine: Sequence[Entry]) -> dict[Any, list[Entry]]:
        groups: dict[Any, list[Entry]] = defaultdict(list)
        for one in mine:
            groups[tuple(value(word, one) for word in words)].append(one)
        return groups


def differences(
    store: Store,
    entries: Sequence[Entry],
    by: Sequence[str],
    across: str | None,
    figures: Sequence[str],
    period: tuple[str, ...],
) -> list[str]:
    """What an answer says otherwise, a line each."""
    start, end = PERIODS[period]
    wanted = Recomputed(entries, by, across, figures, start, end)
    options = ["--by", ",".join(by), "--figures", ",".join(figures), *(["--across", across] if across else []), *period]
    table = store.json("report", "rollup", *options)["tables"][0]
    named = labels(wanted, across) if across else {}
    groups = wanted.grouped(by, wanted.entries)
    expected = [
        {**dict(zip(by, map(name, key), strict=True)), **beside(wanted, named, across, mine), **wanted.cells(mine)}
        for key, mine in groups.items()
    ]
    heads = [*by, *(f"{figure}[{label or ''}]" for label in named.values() for figure in figures), *figures]
    shown = [{head: row[head] for head in heads} for row in table["rows"]]
    said = [] if sorted(map(repr, shown)) == sorted(map(repr, [{head: row[head] for head in heads} for row in expected])) else [
        f"{options}:\n  {sorted(map(repr, shown))}\n  {sorted(map(repr, expected))}"
    ]  # fmt: skip
    total = {**beside(wanted, named, across, wanted.entries), **wanted.cells(wanted.entries, total=True)}
    if {name: table["total"][name] for name in total} != total:
        said.append(f"total {options}: {table['total']} instead of {total}")
    columns = [(one["figure"], one["value"]) for one in table["columns"] if "figure" in one]
    if columns != [(figure, label) for label in named.values() for figure in figures]:
        said.append(f"columns {options}: {columns} instead of {named}")
    return said


def beside(wanted: Recomputed, named: dict[Any, Any], across: str | None, mine: Sequence[Entry]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, label in named.items():
        here = [one for one in mine if across and merged(value(across, one)) == key]
        cells = wanted.cells(here) if here else dict.fromkeys(wanted.figures)
        found |= {f"{figure}[{label or ''}]": cells[figure] for figure in wanted.figures}
    return found


def merged(key: Any) -> Any:
    """Whatever has no name is one column."""
    return None if name(key) is None else key


def labels(wanted: Recomputed, across: str) -> dict[Any, str | None]:
    """The values of which some figure is known, in order; one of two that are called the same with what it lies in."""
    groups: dict[Any, list[Entry]] = defaultdict(list)
    for one in wanted.entries:
        groups[merged(value(across, one))].append(one)
    known = [
        key for key, mine in groups.items() if any(cell not in (None, 0, "0") for cell in wanted.cells(mine).values())
    ]
    if across == "month" and known:
        known = [
            f"{year}-{month:02d}"
            for year in range(2015, 2020)
            for month in range(1, 13)
            if min(known) <= f"{year}-{month:02d}" <= max(known)
        ]
    codes = {village: rest[4] for village, rest in VILLAGES.items() if rest[4]}

    def order(key: Any) -> tuple[Any, ...]:
        if key is None:
            return (True,)
        if across in ("fund", "project"):
            return (False, [*(FUNDS if across == "fund" else PROJECTS)].index(key))
        if across == "stage":
            return (False, ["proposed", "confirmed", "approved", "implementing", "completed"].index(key))
        if across == "village":  # by its county's code, behind those of it that have one themselves
            mine = county(name(key))[1:]
            of_county = [code[:6] for village, code in codes.items() if county(village)[1:] == mine]
            code = codes.get(name(key))
            first = code[:6] if code else min(of_county, default=None)
            named = [(one is None, one or "") for one in mine]
            return (False, first is None, first or "", *named, code is None, code or "", [*VILLAGES].index(name(key)))
        if across in PLACE:
            inside = [
                village for village in VILLAGES if value(across, Entry("", "", "", "", village, "", "", 0)) == key
            ]
            digits = {"township": 9, "county": 6, "prefecture": 4, "province": 2}[across]
            code = min((codes[village][:digits] for village in inside if village in codes), default=None)
            return (False, code is None, code or "", *((one is None, one or "") for one in reversed(key)))
        return (False, key) if across != "household" else (False, ["H2", "H1"].index(key))

    names = [name(key) for key in known]
    return {
        key: None
        if key is None
        else str(name(key))
        if names.count(name(key)) < 2
        else "/".join(one for one in reversed(key) if one)
        for key in sorted(known, key=order)
    }


def requests(chance: random.Random, count: int) -> Iterable[tuple[list[str], str | None, list[str], tuple[str, ...]]]:
    for word in WORDS:  # each alone, with the usual figures
        yield [word], None, [*CELLS, "remaining", "rate", "projects", "villages"], chance.choice([*PERIODS])
    for _ in range(count):
        words = chance.sample(WORDS, chance.choice((1, 2, 2, 3)))
        across = words.pop() if (len(words) > 1 and chance.random() < 0.6) or len(words) > 2 else None
        figures = chance.sample(FIGURES, chance.choice((1, 2, 4)))
        if "share" in figures:  # of what is spent, wherever it stands
            figures = [one for one in figures if one in ("share", "projects", "rate")] + (
                ["spent"] if across is None else []
            )
        yield words, across, figures[:2] if across else figures, chance.choice([*PERIODS])


@pytest.mark.parametrize("seed", range(examples(3)))
def test_every_figure_is_what_the_entries_come_to(store: Store, tmp_path: Path, seed: int) -> None:
    entries = drawn(seed, 60)
    filled(store, tmp_path, entries)
    said = [line for asked in requests(random.Random(seed), 40) for line in differences(store, entries, *asked)]
    assert not said, "\n".join(said)


@pytest.fixture
def kept(store: Store, tmp_path: Path) -> Store:
    return filled(store, tmp_path, KEPT)


KEPT = [
    Entry("receipt", "2016-01-01", "甲", "", "", "", "", 100_000),
    Entry("allocation", "2016-02-01", "甲", "路", "东村", "", "", 60_000),
    Entry("allocation", "2016-02-01", "乙", "渠", "南村", "", "", 20_000),
    Entry("spending", "2016-03-01", "甲", "路", "东村", "H1", "建材店", 5_000),
    Entry("spending", "2016-05-02", "甲", "桥", "北村", "", "建 材 店", 1_000),
    Entry("spending", "2017-05-02", "乙", "渠", "南村", "", "ＡＢ公司", 700),
]


def rollup(store: Store, *options: str) -> Any:
    return store.json("report", "rollup", *options)["tables"][0]


def test_each_word_is_a_column_then_what_tells_homonyms_apart(kept: Store) -> None:
    def heads(*words: str) -> list[str]:
        return [one["name"] for one in rollup(kept, "--by", ",".join(words))["columns"]][: len(words) + 5]

    assert heads("county")[:3] == ["county", "prefecture", "province"]
    assert heads("village")[:5] == ["village", "township", "county", "prefecture", "province"]
    assert heads("fund", "county")[:4] == ["fund", "county", "prefecture", "province"]
    assert heads("project")[:3] == ["project", "village", "county"]
    assert heads("household", "village")[:3] == ["household", "village", "county"]
    said = kept.ok("report", "rollup", "--by", "county", "--format", "plain", lang="zh").out
    assert "市州" in said and "甘肃省" not in said.splitlines()[2]  # two counties are called 城关区


def test_rows_stand_in_their_own_order_and_what_is_not_assigned_last(kept: Store) -> None:
    assert [row["county"] for row in rollup(kept, "--by", "county")["rows"]] == [
        "城关区", "陇西县", "城关区", "武山县", None,
    ]  # fmt: skip
    stages = [row["stage"] for row in rollup(kept, "--by", "stage,source", "--as-of", "2017-06")["rows"]]
    assert stages == ["proposed", "implementing", None]
    months = [(row["fund"], row["month"]) for row in rollup(kept, "--by", "fund,month", "--figures", "spent")["rows"]]
    assert months == [("甲", "2016-02"), ("甲", "2016-03"), ("甲", "2016-05"), ("乙", "2016-02"), ("乙", "2017-05")]


@pytest.mark.parametrize("form", ["plain", "table", "markdown"])
def test_people_read_a_subtotal_of_the_first_word(kept: Store, form: str) -> None:
    asked = ("report", "rollup", "--by", "fund,month", "--figures", "spent")
    lines = kept.ok(*asked, "--format", form, lang="zh").out.splitlines()
    found = [line.replace("|", " ").split() for line in lines if "小计" in line]
    assert found == [["甲", "小计", "60.00"], ["乙", "小计", "7.00"]]
    assert [one["name"] for one in rollup(kept, *asked[2:])["columns"]] == ["fund", "month", "spent"]
    for machine in ("csv", "jsonl", "json"):
        assert "小计" not in kept.ok(*asked, "--format", machine, lang="zh").out


def test_months_across_have_no_gaps_and_rows_their_sum(kept: Store) -> None:
    table = rollup(kept, "--by", "fund", "--across", "month")
    names = [one["name"] for one in table["columns"]]
    assert (names[1], names[-2], names[-1], len(names)) == ("spent[2016-03]", "spent[2017-05]", "spent", 1 + 15 + 1)
    assert [(row["spent[2016-03]"], row["spent[2016-04]"], row["spent"]) for row in table["rows"]] == [
        ("50.00", None, "60.00"), (None, None, "7.00"),
    ]  # fmt: skip
    assert table["columns"][1] == {
        "name": "spent[2016-03]",
        "label": "2016-03",
        "kind": "money",
        "figure": "spent",
        "value": "2016-03",
    }
    [_, nobody] = rollup(kept, "--by", "fund", "--across", "stage", "--figures", "allocated")["columns"][1:3]
    counties = [one.get("value", "-") for one in rollup(kept, "--by", "fund", "--across", "county")["columns"]]
    assert counties == ["-", "甘肃省/兰州市/城关区", "陇西县", "甘肃省/天水市/城关区", "-"]
    assert nobody["figure"] == "allocated"


def test_of_a_year_no_month_is_held(kept: Store) -> None:
    with read(kept.target) as connection:
        years, months = (
            parts(connection, Period(), Asked(("project", of), ("spent",), ())) for of in ("year", "month")
        )
    assert len(years) == len({(part.project, str(part.month)[:4]) for part in months}) < len(months)


@pytest.mark.parametrize(("language", "unsaid"), [("zh", "未填"), ("en", "not stated")])
def test_what_has_none_is_headed_across_as_its_row_is(kept: Store, language: str, unsaid: str) -> None:
    asked = ("report", "rollup", "--figures", "projects", "--format", "plain")
    rows = kept.ok(*asked, "--by", "county", lang=language).out.splitlines()
    heads = kept.ok(*asked, "--by", "stage", "--across", "county", lang=language).out.splitlines()[2]
    assert any(line.startswith(unsaid) for line in rows) and unsaid in heads and "—" not in heads


def test_what_is_not_known_has_no_share(kept: Store) -> None:
    rows = rollup(kept, "--by", "fund", "--figures", "budget,share")["rows"]
    assert {row["budget"] is None for row in rows} == {True, False}
    added = {row["fund"] for row in rows if row["budget"] is not None and not row["qualifier"]}
    # What the total leaves out is no share of it.
    assert added == {row["fund"] for row in rows if row["share"] is not None}


def test_more_than_sixty_columns_are_refused(kept: Store) -> None:
    kept.ok("allocation", "add", "3", "--fund", "甲", "--project", "路", "--date", "2011-05-01", "--over", "补记")
    kept.ok("spending", "add", "1", "--fund", "甲", "--project", "路", "--date", "2012-06-01", "--over", "补记")
    assert len(rollup(kept, "--by", "fund", "--across", "month")["columns"]) == 62  # from June 2012 to May 2017
    kept.ok("spending", "add", "1", "--fund", "甲", "--project", "路", "--date", "2012-05-31", "--over", "补记")
    answer = kept("report", "rollup", "--by", "fund", "--across", "month")
    assert (answer.code, "--across month makes 61 columns; a table has at most 60." in answer.err) == (1, True)


def test_what_was_corrected_to_another_payee_is_only_there(kept: Store) -> None:
    [spent] = [row for row in kept.json("spending", "list")["tables"][0]["rows"] if row["payee"] == "ＡＢ公司"]
    kept.ok("spending", "correct", str(spent["id"]), "--payee", "建材店", "--reason", "写错")
    rows = rollup(kept, "--by", "payee", "--figures", "spent")["rows"]
    assert rows == [{"payee": "建材店", "spent": "67.00"}]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--by", "county,category,fund"), "--by takes two words at most"),
        (("--by", "organization,implementer"), "Money is rolled up by different words"),
        (("--by", "county", "--across", "county"), "Money is rolled up by different words"),
        (("--by", "county,provider"), "--by knows no “provider”"),
        (("--by", "county", "--across", "monht"), "Did you mean “month”?"),
        (("--by", "county", "--figures", "spend"), "Did you mean “spent”?"),
        (("--by", "county", "--across", "month", "--bars"), "--across makes a column of each value"),
        (("--by", "county", "--across", "month", "--compare", "2016"), "--across makes a column of each value"),
    ],
)
def test_wrong_usage(file_store: Store, options: tuple[str, ...], said: str) -> None:
    answer = file_store("report", "rollup", *options)
    assert (answer.code, answer.out, said in answer.err) == (2, "", True), answer.err


def test_organization_is_implementer(kept: Store) -> None:
    assert rollup(kept, "--by", "organization") == rollup(kept, "--by", "implementer")


def test_what_is_sorted_otherwise_has_no_subtotals(kept: Store) -> None:
    asked = ("report", "rollup", "--by", "fund,month", "--figures", "spent", "--format", "plain")
    for more in (("--sort", "-spent"), ("--limit", "3"), ("--where", "spent>=10")):
        assert "Subtotal" not in kept.ok(*asked, *more).out
    assert kept.ok(*asked, "--limit", "9").out.count("Subtotal") == 2


def test_of_a_part_of_its_money_nobody_knows_what_a_fund_has_left(kept: Store) -> None:
    asked = ("report", "rollup", "--by", "fund", "--figures", "budget,received,unallocated,cash,spent")
    for word, text in (("county", "陇西县"), ("stage", "implementing")):
        [table] = kept.json(*asked, f"--{word}", text)["tables"]
        rows = [*table["rows"], table["total"]]
        assert {row[name] for row in rows for name in ("budget", "received", "unallocated", "cash")} == {None}
    [whole], [alone] = (kept.json(*asked, *words)["tables"] for words in ((), ("--source", "fiscal")))
    assert alone["rows"] == [row for row in whole["rows"] if row in alone["rows"]] != []


@pytest.mark.parametrize(("language", "moved", "held"), [("zh", "现金增减", "现金"), ("en", "change in cash", "cash")])
def test_by_how_much_cash_grew_is_not_called_as_what_there_is(
    kept: Store, language: str, moved: str, held: str
) -> None:
    for asked in (("--by", "year"), ("--by", "fund,month"), ("--by", "fund", "--across", "year"), ("--by", "source")):
        answer = kept("report", "rollup", *asked, "--figures", "cash,spent", "--format", "json", lang=language).json()
        [table] = answer["tables"]
        [label] = {
            column["label"].split(" · ")[-1]
            for column in table["columns"]
            if column.get("figure", column["name"]) == "cash"
        }
        of_times = "source" not in asked
        assert label == (moved if of_times else held)
        assert (
            any(
                moved in note.lower()
                for note in kept("report", "rollup", *asked, "--figures", "cash", lang=language).out.splitlines()[-2:]
            )
            is of_times
        )


def test_what_a_row_is_called_chooses_what_the_row_adds(kept: Store) -> None:
    """Of every word that is an option too: the rows of one name together come to what the answer comes to that is narrowed to the name."""
    of = ("--fund", "甲", "--project", "路", "--over", "补记", "--date", "2017-06-01")
    for amount, payee in (("1.25", "AB 公司"), ("2.50", "ab公司"), ("3", "建材店 ")):
        kept.ok("spending", "add", amount, *of, "--payee", payee)
    for word in WORDS[:-2]:
        rows = rollup(kept, "--by", word, "--figures", "spent")["rows"]
        option = f"--{word.replace('_', '-')}"
        for name in {row[word] for row in rows}:
            mine = sum(Decimal(row["spent"] or 0) for row in rows if row[word] == name)
            narrowed = ("--by", "village", "--figures", "spent", option, "" if name is None else str(name))
            assert Decimal(rollup(kept, *narrowed)["total"]["spent"] or 0) == mine, (word, name)
    for payee in ("ＡＢ公司", "ab 公司", "AB公司"):
        assert kept.json("spending", "list", "--payee", payee)["tables"][0]["total"]["amount"] == "10.75"
    [row] = [row for row in rollup(kept, "--by", "payee", "--explain")["rows"] if row["payee"] == "ＡＢ公司"]
    assert row["explain"].count("spending list") == 1


@pytest.mark.parametrize("level", PLACE)
def test_a_place_is_one_by_its_code_whoever_asks(kept: Store, level: str) -> None:
    """Filter, dimension and column agree; so do `not stated` and the six digits of a county that nobody names."""
    asked = ("--figures", "allocated,spent,projects")
    rows = rollup(kept, "--by", level, *asked)["rows"]
    spent = kept.json("spending", "list")["tables"][0]["rows"]
    names = sorted({row[level] for row in rows if row[level] is not None})
    for name in (None, names[0], names[-1]):
        mine = [row for row in rows if row[level] == name]
        option = (f"--{level}", "not assigned" if name is None else name)
        total = rollup(kept, "--by", "village", *asked, *option)["total"]
        for figure in ("allocated", "spent"):
            amounts = [Decimal(row[figure]) for row in mine if row[figure] is not None]
            assert Decimal(total[figure] or 0) == sum(amounts), (level, name, figure)
        listed = {row["id"] for row in kept.json("spending", "list", *option)["tables"][0]["rows"]}
        if level == "county":
            assert listed == {row["id"] for row in spent if row["county"] == name}
            [overview] = kept.json("report", "overview", *option)["tables"]
            assert {row["county"] for row in overview["rows"]} <= {name}
            months = kept.json("report", "progress", "--by", "county", *option, "--as-of", "2018-12-31")["tables"][0][
                "rows"
            ]
            assert {row["county"] for row in months} <= {name}


def test_the_county_of_a_code_is_in_every_column(kept: Store) -> None:
    kept.ok(
        "spending",
        "add",
        "0.01",
        "--fund",
        "甲",
        "--project",
        "序",
        "--village",
        "远村",
        "--over",
        "补记",
        "--date",
        "2018-01-01",
    )
    of = {"无县村": "陇西县", "远村": "622301"}
    for report in (
        ("overview",),
        ("forecast",),
        ("support", "--by", "village"),
        ("progress", "--by", "village", "--as-of", "2018-12-31"),
    ):
        tables = kept.json("report", *report)["tables"]
        rows = [row for one in tables for row in one["rows"] if row.get("village") in of]
        assert rows and all(row["county"] == of[row["village"]] for row in rows), report
    assert "陇西县" in kept.ok("report", "village", "无县村").out.splitlines()[0]
    assert "远村" in kept.ok("spending", "list", "--where", "county=622301").out
    assert "远村" in kept.ok("village", "list", "--county", "622301", "--format", "csv").out
