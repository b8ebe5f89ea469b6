"""Reading back what the formats show, and what none of them may hold."""

import csv
import html
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl

from aidtrack.render.formats import FORMATS
from conftest import Store

AMOUNT = re.compile(r"-?[0-9][0-9,]*\.[0-9]{2}%?")
# Controls but the line feed, and what reorders or hides text.
UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")


def _page(content: bytes) -> str:
    """What stands in the cells and sentences of a page."""
    text = re.sub("<(script|style).*?</\\1>", "", content.decode("utf-8"), flags=re.DOTALL)
    return html.unescape(re.sub("<[^>]*>", "\n", text))


def _workbook(content: bytes) -> str:
    """The cells of a workbook as Excel shows them, a line each."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for page in book.worksheets for line in page.iter_rows() for cell in line]
    return "\n".join(_in_excel(cell.value, cell.number_format) for cell in cells if cell.value is not None)


def _in_excel(value: object, number_format: str) -> str:
    if not isinstance(value, int | float):
        return str(value)
    if number_format.endswith("%"):
        return f"{value:.2%}"
    return f"{value:,.2f}" if "0.00" in number_format else f"{value:,}"


def _sheet(content: bytes) -> str:
    """The cells of a CSV file, a line each: between two amounts stands a comma, and within one too."""
    return "\n".join(cell for line in csv.reader(io.StringIO(content.decode("utf-8-sig"))) for cell in line)


# How a format is read whose bytes are no text to be read as it stands: packed, or with marks and separators between its cells.
READERS: dict[str, Callable[[bytes], str]] = {"html": _page, "xlsx": _workbook, "csv": _sheet}
AS_TEXT = [name for name, format in FORMATS.items() if not format.file.binary]
TEXTS = [name for name in AS_TEXT if name != "html"]  # which are what is seen
PEOPLE = [name for name in TEXTS if not FORMATS[name].machine]
ROWS_ALONE = ["jsonl"]  # it has no line for what is summed up
MACHINES = [name for name in TEXTS if FORMATS[name].machine]


def written(store: Store, form: str, folder: Path, *args: str, lang: str = "en", code: int = 0) -> str:
    """What a command says in a format, read back from a file; with what is said beside it."""
    path = folder / f"answer in {form}"
    answer = store(*args, "--format", form, "--force", "-o", str(path), lang=lang)
    assert (answer.code, answer.out) == (code, ""), (args, answer)
    return read_back(form, path.read_bytes()) + answer.err


def read_back(form: str, content: bytes) -> str:
    """The text that is in the bytes of a format."""
    if form in READERS:
        return READERS[form](content)
    file = FORMATS[form].file
    assert not file.binary, f"say above how {form} is read"
    return content.decode(file.encoding)


def amounts(text: str) -> list[str]:
    """Every amount and rate in the order shown, without the commas."""
    return [found.replace(",", "") for found in AMOUNT.findall(text)]


def amounts_of(answer: dict[str, Any]) -> list[str]:
    """Every amount and rate of a JSON answer in the order in which people are shown them."""
    found = []
    for table in answer["tables"]:
        named = [column["name"] for column in table["columns"] if column["kind"] in ("money", "rate")]
        rows = [*table["rows"], *([table["total"]] if table["total"] and table["rows"] else [])]
        found += [row[name] for row in rows for name in named if row.get(name) is not None]
    return found


def csv_tables(text: str) -> list[list[list[str]]]:
    """The tables of a CSV answer: header and rows each; the lines that name tables are left out."""
    tables: list[list[list[str]]] = [[]]
    for row in csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True):
        if not row:
            tables.append([])
        elif not (len(row) == 1 and row[0].startswith("# ")):
            tables[-1].append(row)
    return tables


def markdown_tables(text: str) -> list[list[list[str]]]:
    """The pipe tables of a Markdown answer, cells unescaped; the rule under the header is left out."""
    tables: list[list[list[str]]] = []
    previous = ""
    for line in text.splitlines():
        if line.startswith("| "):
            if not previous.startswith("| "):
                tables.append([])
            cells = re.split(r"(?<!\\)(?:\\\\)*\|", line)
            assert cells[0] == "" and cells[-1] == ""
            if not set(line) <= set("| :-"):
                tables[-1].append([re.sub(r"\\(.)", r"\1", cell.strip()) for cell in cells[1:-1]])
        previous = line
    return tables
