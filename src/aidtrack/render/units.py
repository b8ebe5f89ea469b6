"""`--in 万元`: amounts as people read them in another unit than yuan, exact to the fen."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from aidtrack.errors import Usage
from aidtrack.locale import t
from aidtrack.phrase import Phrase, Said, phrase
from aidtrack.render.formats import Shown
from aidtrack.values.choices import one_of
from aidtrack.values.money import IN_YUAN, UNITS, decimals_in, unit_typed
from aidtrack.values.report import Filter, Report, Table
from aidtrack.values.text import safe

_FEWEST = 2  # decimals


def unit_asked(text: str | None, format: Shown, setting: str | None = None) -> str | None:
    """The unit that `--in` names, else, where people read the format, the setting; None for what neither says. Raises Usage."""
    if text is None:
        return None if setting is None or format.machine else unit_typed(setting)
    unit = unit_typed(text) or one_of(text, [*UNITS], t("There is no unit “{unit}”.", unit=safe(text)))
    if format.machine:
        raise Usage(
            t("The format {format} has amounts in yuan alone, for programs.", format=format.name),
            t("Leave --in out, or take another format."),
        )
    return unit


def in_unit(report: Report, unit: str) -> Report:
    """The answer with its amounts in the unit, which its title and the headings say as sheets do that are imported; as it is without any."""
    if not any(column.kind == "money" and not column.hidden for table in report.tables for column in table.columns):
        return report
    filters = [*report.filters, Filter("in", (unit,), phrase("unit: {unit}", unit=unit))]
    tables = [_counted(table, unit) for table in report.tables]
    return replace(report, tables=tables, filters=filters, notes=_restated(report.footnotes, unit), remarks=None)


def _counted(table: Table, unit: str) -> Table:
    """Every amount of a column has as many decimals as the longest needs."""
    decimals = _decimals(table, unit)
    columns = [
        replace(
            one,
            unit=unit,
            decimals=decimals[one.name],
            label=phrase("{heading} ({unit})", heading=one.label, unit=unit),
        )
        if one.kind == "money"
        else one
        for one in table.columns
    ]
    [title] = _restated([table.title], unit)
    return replace(table, columns=columns, title=title, notes=_restated(table.footnotes, unit), remarks=None)


def _decimals(table: Table, unit: str) -> dict[str, int]:
    """By column of money."""
    found = {column.name: _FEWEST for column in table.columns if column.kind == "money"}
    if found:
        for row in chain([table.total] if table.total else [], table.subtotals.values(), table.rows):
            for name, most in found.items():
                if isinstance(cell := row.get(name), int):
                    found[name] = max(most, decimals_in(cell, unit))
    for name, two in table.beside.items():  # they stand below each other in one
        if name in found:
            found |= dict.fromkeys((name, *two), max(found[one] for one in (name, *two)))
    return found


def _restated(sentences: Sequence[Said], unit: str) -> list[Said]:
    """Sentences about the answer's amounts, which name the unit."""
    return [_in(said, unit) if isinstance(said, Phrase) else said for said in sentences]


def _in(said: Phrase, unit: str) -> Phrase:
    filled = ((name, unit if part is IN_YUAN else part) for name, part in said.filled)
    return Phrase(said.text, tuple(filled))
