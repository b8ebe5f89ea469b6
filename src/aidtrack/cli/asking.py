"""`--where`, `--sort`, `--limit`, `--columns`, `--no-total`: what can be asked of every list and report."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from aidtrack.cli.complete import words
from aidtrack.cli.numbers import whole_number
from aidtrack.cli.params import option
from aidtrack.cli.typer_internals import Parameter
from aidtrack.locale import in_each_language, spoken, t
from aidtrack.phrase import Word

if TYPE_CHECKING:
    from aidtrack.reports.asking.asked import Asked
    from aidtrack.values.report import Report

Headings = Callable[[], Iterable[Word]]  # the columns there are, as far as they are known before it is asked


def no_headings() -> Iterable[Word]:
    """Of an answer whose columns nobody knows before."""
    return ()


def asking_options(headings: Headings, own: Sequence[Parameter]) -> list[Parameter]:
    """Those that a command does not declare itself; the shell completes the last of the columns typed."""
    complete = words(headings, several=True)
    found = [
        option("--where", t("Only rows where a column is, holds or bounds this: FIELD=TEXT, FIELD~TEXT, 'FIELD>=VALUE'."),
               metavar="CONDITION", many=True, complete=complete),
        option("--sort", t("In this order, -B from the highest down: A,-B, as they are headed."), metavar="NAMES", complete=complete),
        option("--limit", t("At most so many rows; the total stays that of all."), metavar="N"),
        option("--columns", t("Only these columns, in this order: A,B,C, as they are headed."), metavar="NAMES", complete=complete),
        option("--no-total", t("Leave out the total."), flag=True),
    ]  # fmt: skip
    return [one for one in found if one.name not in {param.name for param in own}]


def asked(values: dict[str, Any], options: Iterable[Parameter]) -> "Asked | None":
    """What was asked by these options, whose values are taken out of all; None where nothing was. Raises Usage."""
    given = {str(one.name): values.pop(str(one.name)) for one in options}
    if not any(value not in (None, (), False) for value in given.values()):
        return None
    from aidtrack.reports.asking import asked

    sort, columns = given.get("sort"), given.get("columns")
    return asked.Asked(
        where=tuple(map(asked.wished, given.get("where", ()))),
        sort=() if sort is None else tuple(asked.ordered(sort)),
        limit=whole_number("--limit", given.get("limit"), least=1),
        columns=() if columns is None else tuple(asked.picked(columns)),
        total=not given.get("no_total", False),
        spoken=spoken,
        spelled=in_each_language,
    )


def as_asked(report: "Report", asked: "Asked | None") -> "Report":
    """The answer as it was asked for. Raises Usage."""
    if asked is None:
        return report
    from aidtrack.reports.asking.answer import answered

    return answered(report, asked)
