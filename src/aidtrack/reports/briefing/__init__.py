"""`report briefing`: the programme's year in one document, in the order an annual report has.

It shows what is recorded and nothing else: inexact amounts keep their qualifier and their words and are added to nothing, and
what nobody stated is “not stated”. With a period, what has no date is listed too, its date as not stated.
"""

from aidtrack.phrase import phrase
from aidtrack.reports.briefing.activities import activities
from aidtrack.reports.briefing.control import documents, findings
from aidtrack.reports.briefing.money import funds, projects
from aidtrack.reports.briefing.people import households, partners, postings, villages
from aidtrack.reports.explain import explaining
from aidtrack.reports.period import Period
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.find import Names
from aidtrack.values.report import Report


def briefing(connection: Connection, when: Period, *, explain: list[str] | None = None) -> Report:
    names = Names(connection)
    explainer = explaining(names, when, explain)
    done = activities(connection, when, explainer)
    tables = [
        funds(connection, when, explain),
        projects(connection, when, explainer),
        villages(connection, names, when, explainer),
        households(connection, when, explainer),
        postings(connection, when, explainer),
        done["visits"],
        done["lectures"],
        done["trainings"],
        done["inspections"],
        findings(connection, when, explainer),
        done["activities"],
        partners(connection, when, explainer),
        documents(connection, when, explainer),
        done["programme"],
        done["awards"],
    ]
    title = phrase("Briefing on the aid programme")
    if when.year is not None:
        title = phrase("The aid programme in {year}", year=when.year)
    notes = [phrase("What has no date is listed in every period.")] if when.start or when.end else []
    return Report("briefing", title, tables, notes=notes)
