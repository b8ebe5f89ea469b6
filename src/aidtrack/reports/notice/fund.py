"""`notice fund NAME`: the public notice 公示 of how a fund is distributed: whose money, how much, and for which projects."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from aidtrack.ledger.carrying import carried
from aidtrack.ledger.holding import held
from aidtrack.nouns.document import fund_on_notice
from aidtrack.nouns.fund import FUND
from aidtrack.nouns.project import PROJECT
from aidtrack.phrase import Phrase, Word, phrase
from aidtrack.reports import figures
from aidtrack.reports.columns import columns, of_noun, word_labels
from aidtrack.reports.figures import of_cells, of_funds, summed
from aidtrack.reports.filters import NOT_ASSIGNED
from aidtrack.reports.notice.project import Cells, described, found
from aidtrack.reports.notice.requirements import A_DAY, A_TEXT, A_WORD, AN_AMOUNT, Obstacles, Sheet, worded
from aidtrack.reports.period import Period
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.find import Names
from aidtrack.values.money import IN_YUAN, yuan
from aidtrack.values.report import Column, Report, Row, Table, Value
from aidtrack.values.text import safe


def fund(connection: Connection, id: int, sheet: Sheet, prefix: Sequence[str]) -> Report:
    """The notice of this fund. Raises Refused with all that it lacks."""
    obstacles = Obstacles(connection, Names(connection), prefix, sheet.not_names)
    head = _head(obstacles, id, sheet.day)
    cells = of_cells.cells(connection, Period(end=sheet.day), ("project_id", "village_id"), fund_id=id)
    choice = obstacles.names.choice("fund", id)
    rows: list[Row] = []
    for project_id in dict.fromkeys(project for project, _ in sorted(cells)):
        of_project: Cells = {(id, village): one for (project, village), one in cells.items() if project == project_id}
        allocated = figures.together(of_project.values()).held["allocated"]
        if allocated and not project_id:
            obstacles.lacks(choice, phrase("the project of {amount} yuan", amount=yuan(allocated)),
                            "allocation", "list", "--fund", choice, "--project", NOT_ASSIGNED)  # fmt: skip
        elif allocated:
            project = found(obstacles, project_id, of_project)
            rows.append({**described(obstacles, project), "allocated": allocated})
    if not rows:
        obstacles.lacks(choice, phrase("money set aside by {day}", day=sheet.day), "allocation", "add", AN_AMOUNT,
                        "--fund", choice, "--project", phrase("PROJECT"), "--date", A_DAY)  # fmt: skip
    carried_on = [*_carried(obstacles, id, sheet.day)]
    obstacles.read_channel(sheet.channel)
    obstacles.require_none(sheet)
    money = Table(
        "fund", phrase("Fund"),
        [*worded("fund", "source"), *of_noun(FUND, "doc_no"), *worded("year"), *_budget(), *worded("received", "allocated")],
        [head], notes=[phrase("Amounts in {unit}.", unit=IN_YUAN), *carried_on], labels=word_labels("source"), single=True,
    )  # fmt: skip
    shown = [
        *worded("project", "place"), *of_noun(PROJECT, "content"), *worded("allocated"), *of_noun(PROJECT, "implementer"),
        *worded("period", "households", "persons"),
    ]  # fmt: skip
    total = {"allocated": summed(row["allocated"] for row in rows)}
    called = str(head["fund"])
    title = phrase(
        "Public notice of the distribution of a fund: {fund}", fund=Word(called, fund_on_notice(called, head["year"]))
    )
    return sheet.report(title, [money, Table("projects", phrase("Projects"), shown, rows, total=total)])


def _carried(obstacles: Obstacles, id: int, day: str) -> Iterator[Phrase]:
    """From which fund some of the money was carried on, and into which: what is received says neither."""
    sql = f"""SELECT o.id, o.name, CASE WHEN x.from_id = :id THEN 1 ELSE 0 END, sum({held("e", ":day")})
        FROM {carried(":day")} x JOIN entry e ON e.id = x.came_id
        JOIN fund o ON o.id = CASE WHEN x.from_id = :id THEN x.into_id ELSE x.from_id END
        WHERE x.from_id = :id OR x.into_id = :id GROUP BY 1, 2, 3 ORDER BY 3, 1"""
    for other, name, gone, fen in obstacles.connection.rows(sql, {"id": id, "day": day}):
        choice, field = obstacles.names.choice("fund", other), FUND.field("name")
        obstacles.read(choice, field.label, name, (), "fund", "edit", choice, field.option, A_TEXT)
        said = {"amount": yuan(int(fen)), "fund": safe(name)}
        if gone:
            yield phrase(
                "{amount} yuan that were received are no longer in it: they were carried on into {fund}.", **said
            )
        else:
            yield phrase("{amount} yuan of what is received were carried on from {fund}.", **said)


def _budget() -> list[Column]:
    """The budget, and for machines whether it is exact."""
    budget, qualifier = columns("budget", "qualifier")
    return [budget, replace(qualifier, hidden=True)]


def _head(obstacles: Obstacles, id: int, day: str) -> dict[str, Value]:
    """What is said of the fund itself."""
    names = ("name", "source", "doc_no", "year", "budget_fen", "qualifier")
    [row] = obstacles.connection.rows(f"SELECT {', '.join(names)} FROM fund WHERE id = :id", {"id": id})
    stored = dict(zip(names, row, strict=True))
    choice = obstacles.names.choice("fund", id)
    sums = of_funds.funds(obstacles.connection, Period(end=day), fund_id=id).get(id)
    received = None if sums is None else sums.held["received"]
    for name in ("source", "doc_no"):
        if stored[name] is None:
            field = FUND.field(name)
            obstacles.lacks(
                choice, field.label, "fund", "edit", choice, field.option, A_WORD if name == "source" else A_TEXT
            )
    if stored["budget_fen"] is None and received is None:
        obstacles.lacks(choice, FUND.field("budget").label, "fund", "edit", choice, "--budget", AN_AMOUNT)
    for name in ("name", "doc_no"):
        field = FUND.field(name)
        obstacles.read(choice, field.label, stored[name], (), "fund", "edit", choice, field.option, A_TEXT)
    return {
        "fund": stored["name"],
        **{name: stored[name] for name in ("source", "doc_no", "year", "qualifier")},
        "budget": stored["budget_fen"],
        "received": received,
        "allocated": None if sums is None else sums.held["allocated"],
    }
