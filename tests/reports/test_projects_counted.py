"""How many projects a place, a category, a stage has: worked out from the bare rows, and the same in every report that counts or lists them."""

import random
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from conftest import Store, examples

VILLAGES = {"东村": "陇西县", "西村": "陇西县", "北村": "武山县", "新村": "武山县"}
MERGED, INTO, ON = "北村", "新村", "2018-01-01"
FUND = "善款"
DAYS = ("2016-12-31", "2017-06-30", "2018-06-30", "2019-12-31")
FILTERS: tuple[Mapping[str, str], ...] = (
    {}, {"county": "陇西县"}, {"county": "武山县"}, {"stage": "proposed"}, {"category": "道路", "county": "陇西县"}, {"village": "西村"}, {"fund": FUND},
)  # fmt: skip
Project = dict[str, Any]


def drawn(chance: random.Random) -> list[Project]:
    """Projects at home somewhere or nowhere, with money there, elsewhere, taken back whole, or without any; begun on a day or on none."""
    return [
        {
            "name": f"项目{number:02d}",
            "village": chance.choice((*VILLAGES, "")),
            "category": chance.choice(("道路", "饮水", "")),
            "stage": chance.choice(("proposed", "implementing", "")),
            "planned_start": chance.choice(("", "", "2017", "2018-03", "2019-05-05")),
            "step": chance.choice(("", "", "2017-05-01", "2019-02-01")),
            "money": [
                (chance.choice((*VILLAGES, "not assigned")), chance.choice(("2017-02-02", "2018-04-04")), chance.random() < 0.3)
                for _ in range(chance.choice((0, 0, 1, 2)))
            ],
        }
        for number in range(14)
    ]  # fmt: skip


def filled(store: Store, folder: Path, projects: list[Project]) -> None:
    heads = ("name", "village", "category", "stage", "planned_start")
    entries = [f"receipt,2016-01-01,{FUND},,,100000,,"]
    for one in projects:
        for number, (village, day, back) in enumerate(one["money"]):
            ref = f"{one['name']}-{number}"
            entries.append(f"allocation,{day},{FUND},{one['name']},{village},1,{ref},")
            if back:  # on the same day: it has never been there
                entries.append(f"allocation,{day},{FUND},{one['name']},{village},-1,,调")
    steps = [f"proposal,{one['name']},{one['step']},passed" for one in projects if one["step"]]
    store.take(folder, {
        "village": "\n".join(("name,county", *map(",".join, VILLAGES.items()))) + "\n",
        "fund": f"name,source\n{FUND},donation\n",
        "project": "\n".join((",".join(heads), *(",".join(one[head] for head in heads) for one in projects))) + "\n",
        "step": "\n".join(("name,project,date,result", *steps)) + "\n",
        "entry": "\n".join(("kind,date,fund,project,village,amount,ref,reason", *entries)) + "\n",
    })  # fmt: skip
    store.ok("village", "edit", MERGED, "--merged-into", INTO, "--merged-on", ON)


def places(projects: list[Project], day: str, asked: Mapping[str, str]) -> Iterator[tuple[Project, str]]:
    """Each project with each village (none is blank) in which it is counted on the day."""

    def counts_in(village: str) -> str:
        return INTO if village == MERGED and day >= ON else "" if village == "not assigned" else village

    def fits(project: Project, village: str) -> bool:
        of = {**project, "village": counts_in(village), "county": VILLAGES.get(counts_in(village), ""), "fund": FUND}
        return all(of[word] == value for word, value in asked.items())

    for one in projects:
        sums: dict[str, int] = {}
        for village, when, back in one["money"]:
            if when <= day:
                sums[village] = sums.get(village, 0) + (0 if back else 1)
        paid = {counts_in(village) for village, sum in sums.items() if sum}
        known = [start for start in (one["planned_start"], one["step"]) if start]
        if not paid and "fund" not in asked and (not known or any(start <= day for start in known)):
            paid = {counts_in(one["village"])}
        yield from ((one, village) for village in paid if fits(one, village))


def counted(found: list[tuple[Project, str]], by: str) -> dict[str | None, int]:
    of: dict[str | None, set[str]] = {}
    for one, village in found:
        value = village if by == "village" else VILLAGES.get(village, "") if by == "county" else one[by]
        of.setdefault(value or None, set()).add(one["name"])
    return {value: len(names) for value, names in of.items()}


@pytest.mark.parametrize("seed", range(examples(2)))
def test_every_report_counts_the_same_projects(store: Store, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    projects = drawn(chance)
    filled(store, tmp_path, projects)
    for day, asked in chance.sample([(day, asked) for day in DAYS for asked in FILTERS], 3):
        options = [word for name, value in asked.items() for word in (f"--{name}", value)]
        found = [*places(projects, day, asked)]
        _every(store, found, [*options, "--as-of", day], chance.sample([*VILLAGES], 2))


def _every(store: Store, found: list[tuple[Project, str]], options: list[str], villages: list[str]) -> None:
    def table(*command: str, name: str | None = None) -> Any:
        tables = store.json("report", *command, *options)["tables"]
        return next(one for one in tables if name in (None, one["name"]))

    all = len({one["name"] for one, _ in found})
    of_village = counted(found, "village")
    dashboard = {one["name"]: one for one in store.json("report", "dashboard", *options)["tables"]}
    for one in (table("overview"), dashboard["villages"], table("pack", name="villages")):
        shown = {row["village"]: row["projects"] for row in one["rows"]}
        assert {village: count for village, count in shown.items() if count} == of_village, options
        assert one["total"]["projects"] == all
    assert dashboard["key_figures"]["rows"][0]["projects"] == (all or None)
    for by in ("village", "county", "category", "stage"):
        one = table("rollup", "--by", by)
        assert {row[by]: row["projects"] for row in one["rows"] if row["projects"]} == counted(found, by), (by, options)
        assert one["total"]["projects"] == all
    assert {row["stage"]: row["projects"] for row in dashboard["stages"]["rows"]} == counted(found, "stage")
    briefing = table("briefing", name="projects")["rows"]
    assert sum(row["projects"] for row in briefing) == all, options
    listed = {row["project"] for row in table("rollup", "--by", "project")["rows"]}
    assert listed - {None} == {one["name"] for one, _ in found}
    of_its_own = not {"--village", "--county"} & {*options}
    for village in villages if of_its_own else ():
        tables = store.json("report", "village", village, *options)["tables"]
        there = {row["project"] for one in tables if one["name"] == "projects" for row in one["rows"]}
        merged = village == MERGED and options[-1] >= ON  # its own page goes on telling of it
        assert merged or len(there) == of_village.get(village, 0), (village, options)
