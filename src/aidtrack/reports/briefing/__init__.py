"""`report briefing`: the programme's year in one document, in the order an annual report has.

It shows what is recorded and nothing else: inexact amounts keep their qualifier and their words and are added to nothing, and
what nobody stated is “not stated”. With a period, what has no date is listed too, its date as not stated.
"""

from collections.abc import Callable

from aidtrack.nouns.activity import ACTIVITY
from aidtrack.nouns.document import DOCUMENT
from aidtrack.nouns.finding import FINDING
from aidtrack.nouns.household import HOUSEHOLD
from aidtrack.nouns.posting import POSTING
from aidtrack.phrase import Said, phrase
from aidtrack.reports.briefing.activities import PROGRAMME, activities, programme
from aidtrack.reports.briefing.control import documents, findings
from aidtrack.reports.briefing.money import funds, projects
from aidtrack.reports.briefing.people import households, partners, postings, villages
from aidtrack.reports.explain import Explainer, explaining
from aidtrack.reports.fund.between import between_offices
from aidtrack.reports.narrowed import left_out
from aidtrack.reports.period import Period
from aidtrack.reports.stands import of_rows
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.find import Names
from aidtrack.values.field import Noun
from aidtrack.values.report import Report, Table

_ROWS = (HOUSEHOLD, POSTING, ACTIVITY, FINDING, DOCUMENT)  # what sections list beside money, projects and villages


def briefing(connection: Connection, when: Period, *, explain: list[str] | None = None) -> Report:
    names = Names(connection)
    explainer = explaining(names, when, explain)
    fitting = {noun.name: of_rows(noun, when) for noun in _ROWS}

    def told(noun: Noun, part: Callable[[Connection, Period, Explainer | None], Table]) -> Table | None:
        of = fitting[noun.name]
        return None if of is None else part(connection, of, explainer)

    of_activities = fitting[ACTIVITY.name]
    done = {} if of_activities is None else activities(connection, of_activities, explainer)
    found: list[Table | None] = [
        funds(connection, when, explain),
        *between_offices(connection, when, explainer),
        projects(connection, when, explainer),
        villages(connection, names, when, explainer),
        told(HOUSEHOLD, households),
        told(POSTING, postings),
        done.get("visits"),
        done.get("lectures"),
        done.get("trainings"),
        done.get("inspections"),
        told(FINDING, findings),
        done.get("activities"),
        told(POSTING, partners),
        told(DOCUMENT, documents),
        None if when.choice else programme(connection, when, explainer),
        done.get("awards"),
    ]
    title = phrase("Briefing on the aid programme")
    if when.year is not None:
        title = phrase("The aid programme in {year}", year=when.year)
    notes: list[Said] = [phrase("What has no date is listed in every period.")] if when.start or when.end else []
    missing: list[Said] = [noun.label for noun in _ROWS if fitting[noun.name] is None]
    notes += left_out([*missing, *([PROGRAMME] if when.choice else [])])
    return Report("briefing", title, [table for table in found if table is not None], notes=notes)
