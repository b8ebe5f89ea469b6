"""`notice project NAME …`: the public notice 公示 of projects: what is set aside for them, later what became of it.

What it states, DOMAIN sections 2.4 and 3 (R5): project, place, content, source of the money, amount, implementer, responsible
unit, period, beneficiaries, target, where to complain. It names no person: a unit stands for who is responsible.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from aidtrack.dataclass import dataclass
from aidtrack.nouns.fund import FUND, SOURCES
from aidtrack.nouns.project import PROJECT
from aidtrack.nouns.step import STEPS
from aidtrack.phrase import Joined, Said, Word, phrase
from aidtrack.reports import figures
from aidtrack.reports.columns import of_noun, word_labels
from aidtrack.reports.figures import of_cells, summed
from aidtrack.reports.notice.project import Cells, Project, between, described, found, require, responsible_unit
from aidtrack.reports.notice.requirements import A_DAY, A_TEXT, A_WORD, AN_AMOUNT, Obstacles, Sheet, worded
from aidtrack.reports.period import Period
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.find import Names
from aidtrack.values.money import IN_YUAN
from aidtrack.values.report import Column, Content, Report, Row, Table

_MONEY = {"before": ("allocated",), "after": ("allocated", "spent", "remaining")}


@dataclass(frozen=True, slots=True)
class Notice:
    """The answer, and the amount that it announces for each project (fen)."""

    report: Report
    amounts: Mapping[int, int]


def projects(connection: Connection, ids: Sequence[int], phase: str, sheet: Sheet, prefix: Sequence[str]) -> Notice:
    """The notice of these projects. Raises Refused with all that it lacks."""
    obstacles = Obstacles(connection, Names(connection), prefix, sheet.not_names)
    rows: list[dict[str, Content]] = []
    parts: list[dict[str, Content]] = []
    known: list[Project] = []
    for id in ids:
        cells = of_cells.cells(connection, Period(end=sheet.day), ("fund_id", "village_id"), project_id=id)
        project = found(obstacles, id, cells)
        funds = _funds(obstacles, project, cells, phase)
        known.append(project)
        rows.append(_row(obstacles, project, cells, funds, phase, sheet.day))
        parts += funds if len(funds) > 1 else []
    obstacles.read_channel(sheet.channel)
    obstacles.require_none(sheet)
    tables = [_table(rows, phase)]
    if parts:
        shown = [*worded("project", "fund", "source"), *of_noun(FUND, "doc_no"), *worded(*_MONEY[phase])]
        tables.append(Table("funding", phrase("Sources of the money"), shown, parts, labels=word_labels("source")))
    amount = _MONEY[phase][phase == "after"]
    amounts = {project.id: int(str(row[amount])) for project, row in zip(known, rows, strict=True)}
    return Notice(sheet.report(_title(obstacles.names, known, phase), tables, phase), amounts)


def _funds(obstacles: Obstacles, project: Project, cells: Cells, phase: str) -> list[dict[str, Content]]:
    """The funds that pay for a project, each with its own figures."""
    rows: list[dict[str, Content]] = []
    for id in dict.fromkeys(fund for fund, _ in sorted(cells)):
        sums = figures.together(one for (fund, _), one in cells.items() if fund == id).cells()
        choice = obstacles.names.choice("fund", id)
        [(name, source, number)] = obstacles.connection.rows(
            "SELECT name, source, doc_no FROM fund WHERE id = :id", {"id": id}
        )
        if source is None:
            obstacles.lacks(choice, FUND.field("source").label, "fund", "edit", choice, "--source", A_WORD)
        for field, text in (("name", name), ("doc_no", number)):
            declared = FUND.field(field)
            obstacles.read(
                choice, declared.label, text, project.readers, "fund", "edit", choice, declared.option, A_TEXT
            )
        money = {name: sums[name] for name in _MONEY[phase]}
        rows.append({"project": project.stored["name"], "fund": name, "source": source, "doc_no": number, **money})
    return rows


def _row(
    obstacles: Obstacles, project: Project, cells: Cells, funds: Sequence[Row], phase: str, day: str
) -> dict[str, Content]:
    """One project on the notice."""
    row = described(obstacles, project)
    row["responsible_unit"] = responsible_unit(obstacles, project)
    require(obstacles, project, "target")
    row["target"] = project.stored["target"]
    sums = figures.together(cells.values()).cells()
    if not sums["allocated"]:
        obstacles.lacks(project.choice, phrase("money set aside by {day}", day=day), "allocation", "add", AN_AMOUNT,
                        "--fund", phrase("FUND"), "--project", project.choice, "--date", A_DAY)  # fmt: skip
    row |= {name: sums[name] for name in _MONEY[phase]}
    row["fund"] = "、".join(str(one["fund"]) for one in funds)
    row["source"] = "、".join(dict.fromkeys(str(one["source"]) for one in funds))
    return row if phase == "before" else row | _after(obstacles, project, sums, day)


def _after(obstacles: Obstacles, project: Project, sums: Row, day: str) -> dict[str, Content]:
    """What only the notice after the work has: when it was done, and accepted."""
    require(obstacles, project, "actual_start", "actual_end")
    start, end = project.stored["actual_start"], project.stored["actual_end"]
    if sums["spent"] is None:
        obstacles.lacks(project.choice, phrase("spending by {day}", day=day), "spending", "add", AN_AMOUNT,
                        "--project", project.choice, "--date", A_DAY)  # fmt: skip
    accepted = obstacles.connection.value(
        "SELECT min(date) FROM step WHERE project_id = :id AND name = 'acceptance' AND coalesce(result, 'passed') = 'passed'"
        " AND date <= :day",
        {"id": project.id, "day": day},
    )
    if accepted is None:
        obstacles.lacks(project.choice, phrase("acceptance by {day}", day=day),
                        "step", "add", Word("acceptance", STEPS["acceptance"]), "--project", project.choice, "--date", A_DAY)  # fmt: skip
    return {"actual_start": start, "actual_end": end, "worked": between(start, end), "accepted_on": accepted}


def _table(rows: Sequence[Row], phase: str) -> Table:
    shown: list[Column] = [
        *worded("project", "place"), *of_noun(PROJECT, "content"), *worded("fund", "source", *_MONEY[phase]),
        *of_noun(PROJECT, "implementer", "responsible_unit"), *worded("period"), *_raw("planned_start", "planned_end"),
        *([*worded("worked"), *_raw("actual_start", "actual_end"), *worded("accepted_on")] if phase == "after" else []),
        *worded("households", "persons"), *of_noun(PROJECT, "target"),
    ]  # fmt: skip
    sources = {
        word: Joined(tuple(Word(one, SOURCES.get(one, one)) for one in word.split("、")), "、")
        for word in {str(row["source"]) for row in rows}
    }
    total = {name: summed(row[name] for row in rows) for name in _MONEY[phase]}
    return Table(
        "projects",
        phrase("Projects"),
        shown,
        rows,
        total=total if len(rows) > 1 else None,
        notes=[phrase("Amounts in {unit}.", unit=IN_YUAN)],
        labels={"source": sources},
        single=len(rows) == 1,
    )


def _raw(*names: str) -> list[Column]:
    """What a span of dates says already, for machines."""
    return [replace(one, hidden=True) for one in of_noun(PROJECT, *names)]


def _title(names: Names, projects: Sequence[Project], phase: str) -> Said:
    """`牙河村危房改造项目资金安排公示`: of one project, of one village's, or of several."""
    subject = _subject(names, projects)
    if phase == "before":
        return phrase("Public notice of the money set aside: {subject}", subject=subject)
    return phrase("Public notice of the work done and the money spent: {subject}", subject=subject)


def _subject(names: Names, projects: Sequence[Project]) -> Said:
    """What a notice is of, with the village where it is but one; Chinese titles say 项目 themselves."""
    villages = {village for one in projects for village in one.villages}
    village = names.name("village", villages.pop()) if len(villages) == 1 else None
    if len(projects) > 1:
        count = len(projects)
        return (
            phrase("{village}, {count} projects", village=village, count=count)
            if village
            else phrase("{count} projects", count=count)
        )
    name = str(projects[0].stored["name"])
    if village is None or name.startswith(village):
        return Word(name, name.removesuffix("项目"))
    return Word(f"{village}/{name}", f"{village}{name}".removesuffix("项目"))
