"""`report rollup --by A[,B] [--across C] [--figures …]`: money summed by what it is of: funds, projects, places, payees, months.

Each row is the sum of its parts (`parts.py`), whatever it is by: those of all rows together are the total.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from aidtrack.phrase import Said, listed, phrase
from aidtrack.reports.columns import columns, compared, told_apart, usual, word_labels
from aidtrack.reports.dimension import DIMENSIONS
from aidtrack.reports.explain import explaining
from aidtrack.reports.figures.of_cells import cells
from aidtrack.reports.fund.between import between_offices
from aidtrack.reports.passed_on import givers, standing_funds
from aidtrack.reports.period import Period
from aidtrack.reports.rolled_up import ACROSS, SYNONYMS, USUAL, Asked
from aidtrack.reports.rollup.across import Across, across_of
from aidtrack.reports.rollup.axis import Axis, Key, axis
from aidtrack.reports.rollup.behind import commands
from aidtrack.reports.rollup.parts import Part, parts
from aidtrack.reports.rollup.summed import Sums
from aidtrack.store.engine.connection import Connection
from aidtrack.values.report import Column, Content, Report, Row, Table, as_int

_STAYING = ("allocated", "spent", "flags", "remaining", "rate")
_COMPARED = {"allocated", "spent"}
Groups = Mapping[tuple[Key, ...], Sequence[Part]]


def rollup(
    connection: Connection,
    when: Period,
    by: Sequence[str],
    *,
    across: str | None = None,
    figures: Sequence[str] = (),
    explain: list[str] | None = None,
) -> Report:
    """`by` are one or two of the words that roll up, `across` is another. Raises Refused where that makes too many columns."""
    by = [SYNONYMS.get(word, word) for word in by]
    wanted = tuple(figures) or (USUAL if across is None else ACROSS)
    asked = Asked((*by, *([across] if across else [])), wanted, [word for word, _ in when.choice.words])
    found = parts(connection, when, asked, explained=explain is not None)
    axes = [axis(connection, word, found) for word in by]
    groups: dict[tuple[Key, ...], list[Part]] = {}
    for part in found:
        groups.setdefault(tuple(one.key(part) for one in axes), []).append(part)
    keys = sorted(groups, key=lambda key: [one.order(id) for one, id in zip(axes, key, strict=True)])
    known = givers(connection)
    lay = cells(connection, when) if known and asked.of_times else {}
    before = [Part(fund, project, village) for fund, project, village in lay]
    sums = Sums(asked, found, known, standing_funds(connection, when) if known else (), before)
    made = _Rows(axes, sums, None)
    if across is not None:
        made.beside = across_of(axis(connection, across, found), found, made.sums)
    rows = [made.row(key, groups[key]) for key in keys]
    explainer = explaining(connection, when, explain)
    table = Table(
        "rollup",
        phrase("Roll-up"),
        made.columns(rows, always=figures),
        rows,
        total=made.total(found),
        subtotals=made.subtotals(keys, groups) if len(axes) > 1 else {},
        labels=word_labels(*(word for word in by if word in ("source", "stage"))),
        explain=[commands(explainer, axes, key, groups[key], asked.balances) for key in keys] if explainer else (),
        keys=keys,
        stays=(*by, *(figures or _STAYING)),
        remarks=_remarks(asked),
    )
    charts = [compared("rollup", *by)] if across is None and {*filter(asked.knows, wanted)} >= _COMPARED else []
    beside = between_offices(connection, when, explainer)
    return Report("rollup", phrase("Roll-up"), [table, *beside], when.end, charts=charts)


def by_payee(connection: Connection, when: Period, *, explain: list[str] | None = None) -> Report:
    """The roll-up by payees, who was paid most first."""
    answer = rollup(connection, when, ("payee",), explain=explain)
    table = answer.tables[0]
    paid = {at: row["spent"] for at, row in enumerate(table.rows)}
    places = sorted(paid, key=lambda at: (paid[at] is None, -(as_int(paid[at]) or 0)))
    ranked = replace(
        table,
        rows=[table.rows[at] for at in places],
        explain=[table.explain[at] for at in places] if table.explain else (),
        keys=[table.keys[at] for at in places] if table.keys is not None else None,
    )
    return replace(answer, report="payee", title=phrase("Payees"), tables=[ranked], main="rollup")


class _Rows:
    """Makes the rows: what names each, what it is `beside` another dimension, and its figures."""

    def __init__(self, axes: Sequence[Axis], sums: Sums, beside: Across | None) -> None:
        self.axes, self.sums, self.beside = axes, sums, beside
        self.words = [one.word for one in axes]
        self.heads = list(dict.fromkeys([*self.words, *(name for one in axes for name in one.columns)]))

    def columns(self, rows: Sequence[Row], always: Sequence[str]) -> list[Column]:
        """People are spared what tells rows of one name apart where there are none, and figures that are seldom or never known."""
        heads = [one.column for one in self.axes]
        more = columns(*(name for name in self.heads if name not in self.words))
        beside = self.beside.columns if self.beside else []
        asked = self.sums.asked.figures
        budgets = (
            [replace(one, hidden=True) for one in columns("qualifier")]
            if any("qualifier" in row for row in rows)
            else []
        )
        figures = usual(self.sums.asked.columns(*asked), rows, always=always)
        figures = [replace(one, hidden=one.hidden or self._is_spared(one.name, always)) for one in figures]
        shown = [*heads, *more, *beside, *figures, *budgets]
        return told_apart(shown, rows, self.words, *(one.name for one in more))

    def _is_spared(self, figure: str, always: Sequence[str]) -> bool:
        """What nobody knows by these words, people are shown where they name it."""
        return figure not in always and not self.sums.asked.knows(figure)

    def row(self, key: tuple[Key, ...], found: Sequence[Part]) -> Row:
        return {**self._named(key), **self._figures(found, self.axes)}

    def total(self, found: Sequence[Part], axes: Sequence[Axis] = ()) -> Row:
        """Of parts that are alike by these axes, or of all."""
        return {**self._figures(found, axes), **({"flags": ()} if "flags" in self.sums.asked.figures else {})}

    def subtotals(self, keys: Sequence[tuple[Key, ...]], groups: Groups) -> dict[int, Row]:
        """After the last row of each value of the first word what they come to together."""
        found: dict[int, Row] = {}
        mine: list[Part] = []
        for at, key in enumerate(keys):
            mine += groups[key]
            if at + 1 == len(keys) or keys[at + 1][0] != key[0]:
                first = dict(zip(self.axes[0].columns, self.axes[0].cells(key[0]), strict=True))
                heads = {**dict.fromkeys(self.heads, ""), **first, self.words[1]: phrase("Subtotal")}
                found[at] = {**heads, **self.total(mine, self.axes[:1])}
                mine = []
        return found

    def _named(self, key: tuple[Key, ...]) -> dict[str, Content]:
        """What several tell is of the one that it is the word of, else of the first."""
        named: dict[str, Content] = {}
        for one, id in reversed([*zip(self.axes, key, strict=True)]):
            named |= dict(zip(one.columns, one.cells(id), strict=True))
        named |= {one.word: one.value(id) for one, id in zip(self.axes, key, strict=True)}
        return {head: named[head] for head in self.heads}

    def _figures(self, found: Sequence[Part], axes: Sequence[Axis]) -> dict[str, Content]:
        return {**(self.beside.of(found, axes) if self.beside else {}), **self.sums.of(found, axes)}


def _remarks(asked: Asked) -> Callable[[Table], Iterator[Said]]:
    """What is null in every row, and of what a share is."""
    asked = replace(asked, filters=())  # of these it is said where they are named
    unknown = asked.columns(*(one for one in asked.figures if one != "flags" and not asked.knows(one)))
    moving = asked.of_times and asked.knows("cash")

    def remarks(table: Table) -> Iterator[Said]:
        shown = {column.across[0] if column.across else column.name for column in table.columns}
        if blank := [column.label for column in unknown if column.name in shown]:
            words = listed(DIMENSIONS[word].label for word in asked.words)
            yield phrase("Not known by {words}: {figures}.", words=words, figures=listed(blank))
        if "share" in shown and asked.figures != ("share",):
            [of] = asked.columns(asked.shared)
            yield phrase("share: of the total of {figure}", figure=of.label)
        if moving and "cash" in shown:
            yield phrase(
                "Change in cash: what came in less what went out within each month or year; what funds have on a day: report fund --as-of."
            )

    return remarks
