"""A sheet's XML is read the same in pieces, of which those that tell nothing of their cells are only parsed, as it is in one."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aidtrack.importing.reading import sheet_xml
from aidtrack.importing.reading.sheet_notes import FarCell, SheetNotes
from conftest import examples

FORMATS = {3: '0.00"万元"', 12: "0.0%"}
MOST_ROWS, MOST_COLUMNS = 60, 200
ROOTS = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>',
    '<worksheet xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main" '
    'xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"><sheetData>',
)
END = "</sheetData></worksheet>"
# `{r}` is where the address stands, as ` r="B7"`, or nothing.
CELLS = (
    "<c{r}><v>1</v></c>", '<c{r} s="1"><v>1</v></c>', '<c{r} s="3"><v>2</v></c>', '<c s="12"{r}><v>2</v></c>',
    '<c{r} s="12"/>', '<c{r} t="e"><v>#REF!</v></c>', '<c{r} t = "e"><v>NV</v></c>', "<c{r} t='e'><v>#N/A</v></c>",
    '<c{r} t="&#101;"><v>#N/A</v></c>', "<c{r}><f>A1</f></c>", "<c{r}><f>A1</f><v>3</v></c>", '<c{r} t="str"><f>A1</f><v/></c>',
    '<c{r} t="inlineStr"><is><t>石桥村</t></is></c>', "<c{r}><!-- </row> --><v>1</v></c>",
    '<c\n{r}\nt="e"><v>#REF!</v></c>', "<c{r}><f>B1</f></c>", '<x:c{r} t="e"><x:v>#REF!</x:v></x:c>',
)  # fmt: skip
ROWS = (
    '<row r="{n}">{cells}</row>', "<row>{cells}</row>", '<row r="{n}" hidden="1">{cells}</row>', '<row r="{n}" spans="1:3">{cells}</row>',
)  # fmt: skip
PLAIN = st.integers(1, 3).map(lambda count: [(0, True)] * count)
TELLING = st.integers(1, len(CELLS) - 1).map(lambda kind: [(kind, True)])
ANY = st.lists(st.tuples(st.integers(0, len(CELLS) - 1), st.booleans()), min_size=1, max_size=3)
SHEETS = st.lists(st.tuples(st.sampled_from(ROWS[:1] * 4 + ROWS[1:]), st.one_of(PLAIN, TELLING, ANY)), max_size=80)


def xml(root: int, rows: list[tuple[str, list[tuple[int, bool]]]]) -> str:
    def cells(line: int, kinds: list[tuple[int, bool]]) -> str:
        addresses = [f' r="{column}{line}"' for column in ("A", "B", "GS" if line % 17 == 0 else "C")]
        return "".join(
            CELLS[kind if root else kind % (len(CELLS) - 1)].replace("{r}", address if addressed else "")
            for (kind, addressed), address in zip(kinds, addresses, strict=False)
        )

    found = (row.format(n=line, cells=cells(line, kinds)) for line, (row, kinds) in enumerate(rows, 1))
    return ROOTS[root] + "".join(found) + END


def read(text: str) -> SheetNotes | None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as book:
        book.writestr("sheet1.xml", text)
    with zipfile.ZipFile(archive) as book:
        try:
            return sheet_xml.read_sheet(book, "sheet1.xml", FORMATS, MOST_ROWS, MOST_COLUMNS)
        except FarCell:
            return None


@settings(max_examples=examples(300))
@given(st.sampled_from((0, 0, 0, 1)), SHEETS, st.sampled_from((60, 150, 1000)))
def test_pieces_say_what_the_whole_says(root: int, rows: list[tuple[str, list[tuple[int, bool]]]], size: int) -> None:
    text = xml(root, rows)
    whole = read(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sheet_xml, "_CHUNK", size)
        assert read(text) == whole
