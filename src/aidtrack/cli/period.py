"""The options that choose a report's time."""

from aidtrack.cli.params import TextOption, option
from aidtrack.locale import t


def period_options() -> list[TextOption]:
    return [
        option("--year", t("Movements of this year, positions at its end."), metavar="YEAR"),
        option("--from", t("Movements from this day (month, year) on."), metavar="DATE", parameter="from_"),
        option("--to", t("… until this day."), metavar="DATE"),
        option("--as-of", t("What the entries dated up to then say."), metavar="DATE"),
    ]
