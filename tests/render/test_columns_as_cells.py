"""Rows that are spelled some hundred at a time, column by column, are those that are spelled cell by cell."""

from collections.abc import Sequence
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from aidtrack.phrase import Joined, Word, phrase
from aidtrack.render.cells import shown
from aidtrack.render.grid import Texts
from aidtrack.values.flag import Flag
from aidtrack.values.homonym import Homonym
from aidtrack.values.report import Column, ColumnKind, Content, Row, Table
from aidtrack.values.stream import ByColumn, together
from aidtrack.values.words import NOWHERE

NUMBERS = {"money": st.integers(-(10**9), 10**9), "count": st.integers(-9999, 9999), "id": st.integers(1, 9999)}
TEXTS = st.sampled_from(["a", "b", "牙河村", "\u202e1", "两\n行", "", f"aidtrack fund list --note '{NOWHERE.english}'"])
SAID: st.SearchStrategy[Content] = st.one_of(
    TEXTS,
    st.builds(Homonym, st.just("a"), st.sampled_from(["a(甲县)", "a(乙县)", "b"])),
    st.sampled_from([phrase("Total"), Word("a", "甲"), Joined(("a", "b")), (Flag("idle", Word("idle", "闲置")),)]),
)
# But for those whose texts are numbers, or days.
KINDS = [kind for kind in get_args(ColumnKind) if kind not in ("quantity", "time", "json")]


@st.composite
def tables(draw: st.DrawFn) -> Table:
    kinds: Sequence[ColumnKind] = draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=3))
    columns = [Column(f"c{at}", f"c{at}", kind, signed=draw(st.booleans())) for at, kind in enumerate(kinds)]
    columns += [Column("command", "c"), Column("amount", "a", "money"), Column("amount_qualifier", "q")]
    columns += [Column("value", "v", "quantity"), Column("qualifier", "q")]
    held = {column.name: NUMBERS.get(column.kind, SAID) for column in columns}
    held |= {"command": TEXTS, "amount_qualifier": st.sampled_from([None, None, "=", "≥"])}
    held |= {"value": st.sampled_from(["20", "-3.5", "≈20"]), "qualifier": st.sampled_from([None, "=", "≥", "≈"])}
    row = st.fixed_dictionaries({name: st.none() | cells for name, cells in held.items()})
    rows = [dict(one) for one in draw(st.lists(row, min_size=1, max_size=6))]
    labels = {"c0": {"a": Word("a", "甲")}} if draw(st.booleans()) else {}
    return Table("t", "t", columns, rows, labels=labels)


@given(tables())
def test_a_table_is_spelled_as_its_cells_are(table: Table) -> None:
    by_cell = [[shown(table, column, row) for column in table.columns] for row in table.rows]
    assert [*map(list, Texts(table, table.columns))] == by_cell


@given(tables())
def test_rows_that_are_made_by_column_are_rows(table: Table) -> None:
    names = [column.name for column in table.columns]
    made = ByColumn(len(table.rows), names, lambda: together(table.rows)).beside(
        "more", lambda cells: cells.of("amount")
    )
    expected: list[Row] = [{**row, "more": row["amount"]} for row in table.rows]
    assert [*made] == expected
    assert [one for cells in together(made) for one in cells.of("more")] == [row["amount"] for row in table.rows]
