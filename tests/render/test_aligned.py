"""Text in columns is what tabulate makes of it."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len as rich_cell_len
from tabulate import tabulate

from aidtrack.render.aligned import aligned
from aidtrack.values.width import cell_len

CELL = st.lists(st.text("aB1.,-(元)村牙·—", min_size=1, max_size=8), max_size=3).map("\n".join)
KINDS = st.lists(st.booleans(), min_size=1, max_size=4)


@given(st.data(), KINDS)
def test_it_is_as_tabulate_sets_it(data: st.DataObject, right: list[bool]) -> None:
    row = st.tuples(*[CELL] * len(right)).filter(any).map(list)  # no row is all blank
    heading = st.tuples(*[st.text("aB(元) 村", max_size=6)] * len(right)).map(list)
    rows, headings = data.draw(st.lists(row, min_size=1, max_size=5)), data.draw(heading)
    sides = ["right" if one else "left" for one in right]
    simple = tabulate(rows, headings, tablefmt="simple", disable_numparse=True, colalign=sides)
    assert aligned(rows, headings, right) == simple
    assert aligned(rows) == tabulate(rows, tablefmt="plain", disable_numparse=True)


def test_what_is_set_side_by_side() -> None:
    assert aligned([["牙河村", "1,000.00"], ["石桥", "5.00"]], ["村", "安排"], [False, True]) == (
        "村          安排\n------  --------\n牙河村  1,000.00\n石桥        5.00"
    )


@given(
    st.text("a村，·。—", min_size=1)
    | st.text(st.sampled_from("a村，≥·é\t\u200d\ufe0f👨🌾\u0300\n") | st.characters(max_codepoint=0xD7FF))
)
def test_a_text_is_as_wide_as_rich_says(text: str) -> None:
    assert cell_len(text) == rich_cell_len(text)
