"""Reading back what the formats show, and what none of them may hold."""

import csv
import io
import re
from typing import Any

AMOUNT = re.compile(r"-?[0-9][0-9,]*\.[0-9]{2}%?")
# Controls but the line feed, and what reorders or hides text.
UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")
FORMATS = ("table", "plain", "markdown", "csv", "json")


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
