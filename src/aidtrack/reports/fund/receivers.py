"""Who gets a fund's money: what its roll-up by implementer or by payee says, so that grants to lower unions are asked for by who got them."""

from dataclasses import replace

from aidtrack.phrase import phrase
from aidtrack.reports.columns import filled
from aidtrack.reports.filters import chosen
from aidtrack.reports.period import Period
from aidtrack.reports.rollup import rollup
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.find import Names
from aidtrack.values.report import Table

_FIGURES = ("allocated", "disbursed", "spent", "remaining")


def receivers(
    connection: Connection, names: Names, when: Period, fund: int, by: str, explain: list[str] | None
) -> Table:
    """`by` is implementer or payee; of a payee it is not known what is set aside."""
    asked = {**dict(when.choice.words), "fund": [f"id:{fund}"]}
    of_fund = replace(when, choice=chosen(names, asked, when))
    table = rollup(connection, of_fund, [by], figures=_FIGURES, explain=explain).tables[0]
    shown = filled(table.columns, table.rows, "allocated", "remaining")
    return replace(table, name="receivers", title=phrase("Who receives it"), columns=shown)
