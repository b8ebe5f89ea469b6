"""What is said by an option reads as if it stood in the sheet: any rows, written in full and in every way of leaving something out."""

import tempfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from aidtrack.importing.matching.layout_file import stated, typed_options
from aidtrack.importing.matching.opening import opened
from aidtrack.importing.problems import Problems
from aidtrack.importing.rows.blocks import Reading
from conftest import examples
from importing.books import delimited

Row = tuple[date, str, str, int, str]  # day, fund, project, yuan, purpose
Sheet = list[Sequence[Any]]
FIELDS = ("date", "fund", "project", "amount", "purpose")
DAYS = st.dates(date(2018, 1, 1), date(2018, 12, 31))
ROWS = st.lists(
    st.tuples(
        DAYS, st.just("专项资金"), st.sampled_from(["甲", "乙"]), st.integers(1, 10**7), st.sampled_from(["膜", "工钱"])
    ),
    min_size=1,
    max_size=12,
)


def read(lines: Sequence[Sequence[Any]], options: Mapping[str, Any]) -> list[tuple[object, ...]]:
    """The checked rows of a sheet of spendings, by FIELDS."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "支出.csv"
        path.write_bytes(delimited(lines))
        problems = Problems()
        with opened([str(path)], stated(typed_options({**options, "as_": "支出"}), {})) as found:
            assert found.problems.listed == []
            blocks = [*Reading(found.sheets[0], problems).blocks()]
        assert problems.listed == []
    return [row for block in blocks for row in zip(*(block.columns[name] for name in FIELDS), strict=True)]


@given(rows=ROWS, months_alone=st.booleans())
@settings(max_examples=examples(100))
def test_what_is_said_reads_as_what_is_written(rows: list[Row], *, months_alone: bool) -> None:
    full: Sheet = [["日期", "资金", "项目", "金额（元）", "用途"], *rows]
    expected = read(full, {})
    assert expected == [(day.isoformat(), fund, project, yuan * 100, why) for day, fund, project, yuan, why in rows]

    unfunded: Sheet = [["日期", "项目", "金额（元）", "用途"], *[[day, *rest] for day, _, *rest in rows]]
    assert read(unfunded, {"set": ["资金=专项资金"]}) == expected

    other_words: Sheet = [full[0], *[[day, "财政 专项", *rest] for day, _, *rest in rows]]
    assert read(other_words, {"values": ["资金:财政专项=专项资金"]}) == expected

    head = ["月", "日"] if months_alone else ["年", "月", "日"]
    days = [[*([] if months_alone else [day.year]), day.month, day.day] for day, *_ in rows]
    parts: Sheet = [[*head, *full[0][1:]], *[[*day, *row[1:]] for day, row in zip(days, rows, strict=True)]]
    assert read(parts, {"year": "2018"} if months_alone else {}) == expected
    titled: Sheet = [["2018年支出", *[""] * (len(parts[0]) - 1)], *parts]
    assert read(titled, {"year": "title"}) == expected
    if months_alone:
        grouped: Sheet = [["2018年", "", *full[0][1:]], ["月", "日", *[""] * 4], *parts[1:]]
        assert read(grouped, {}) == expected

    noted: Sheet = [full[0][:4], *[[day, fund, project, f"{yuan}（{why}）"] for day, fund, project, yuan, why in rows]]
    assert read(noted, {"notes_in_amounts": True}) == expected
