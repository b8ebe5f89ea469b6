"""The year and the day that a draft proposes, where the header needs one."""

from aidtrack.errors import Fault
from aidtrack.importing.matching import title
from aidtrack.importing.matching.drafting.draft import Draft, Line
from aidtrack.importing.matching.drafting.seen import Seen
from aidtrack.importing.matching.wide.columns import month_of
from aidtrack.locale import t


def propose_positions(draft: Draft, seen: Seen) -> None:
    draft.questions.append(t("Are the figures what had been reached by a day? Then say positions and as-of."))
    reason = t("right where each month's sheet repeats the figures of the months before")
    draft.options.append(Line("positions = true", reason, sure=False))
    try:
        day, _ = title.day(title.TITLE, seen.titles)
    except Fault:
        return
    draft.options.append(Line('as-of = "title"', t("the title says {day}", day=str(day)), sure=False))


def propose_day_of_progress(draft: Draft, seen: Seen) -> None:
    """The day by which projects had come as far as a column says, and that they are there already."""
    draft.questions.append(t("Do the same projects come again with each sheet? Then say mode."))
    draft.options.append(Line('mode = "upsert"', t("right where the projects are in the store already"), sure=False))
    try:
        day, _ = title.day(title.TITLE, seen.titles)
    except Fault:
        draft.questions.append(t("By which day had the projects come so far? Give --as-of with each sheet."))
        return
    draft.options.append(Line('as-of = "title"', t("the title says {day}", day=str(day))))


def propose_year_of_months(draft: Draft, seen: Seen) -> None:
    """The year of columns that are months and do not say theirs."""
    months = [month_of(seen.heading, at) for one in seen.wide if one.months for at in one.places]
    if not all(month is not None and month[0] is not None for month in months):
        propose_year(draft, seen)


def propose_year(draft: Draft, seen: Seen) -> None:
    try:
        year, _ = title.year(title.TITLE, seen.titles)
    except Fault:
        draft.questions.append(t("Of which year are the months?"))
        draft.options.append(Line("year = 2018", t("neither the columns nor the title say it"), sure=False))
        return
    draft.options.append(Line('year = "title"', t("the title says {day}", day=str(year))))
