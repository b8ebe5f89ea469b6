"""A table on a terminal of any width: not a character of what it shows is cut, however its columns share the room."""

import re
from collections import Counter

from hypothesis import example, given
from hypothesis import strategies as st

from aidtrack.locale import use
from aidtrack.phrase import phrase
from aidtrack.render import table as rich_table
from aidtrack.values.report import ColumnKind, Report, Table, column
from render.window import Window, columns

KINDS: tuple[ColumnKind, ...] = ("text", "sentence", "text", "id")
WORDS = st.lists(
    st.sampled_from(("牙河村", "200,000.00", "·", "元", "a", "supercalifragilistic", "村道")), max_size=14
).map(" ".join)
ROWS = st.lists(st.tuples(*[WORDS] * len(KINDS)), min_size=1, max_size=3)


@given(ROWS, st.integers(30, 200))
@example(
    [("", "支出 · 自筹资金 · 村道 · 牙河村 · 200,000.00 元(收款人 示例建筑公司 → 甲) · x", "2026-11-29 18:31:24", "7")],
    50,
)
def test_not_a_character_of_what_is_shown_is_cut(rows: list[tuple[str, ...]], width: int) -> None:
    use("zh")
    made = [
        {f"c{at}": cell if kind != "id" else len(cell) for at, (kind, cell) in enumerate(zip(KINDS, row, strict=True))}
        for row in rows
    ]
    made_of = [column(f"c{at}", f"栏{at}", kind) for at, kind in enumerate(KINDS)]
    report = Report("log", phrase("Log"), [Table("log", phrase("Log"), made_of, made)])
    with columns(width):
        shown = "".join(rich_table.render(report, Window()))
    told = re.search("未显示:(.*?)。", re.sub(r"\s|\x1b\[[0-9;]*m", "", shown))
    gone = {name.replace("栏", "c") for name in told[1].split("、")} if told else set()
    cells = (str(cell) for row in made for name, cell in row.items() if name not in gone)
    held = Counter("".join(cells).replace(" ", ""))
    assert held <= Counter(shown), shown
