"""An empty sheet to fill in: our headers, text where Excel would spoil a code, lists to choose from, two grey examples."""

import io
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from aidtrack.dataclass import dataclass
from aidtrack.exchange.export import header, readable
from aidtrack.ledger.entry import ENTRY, fields_of
from aidtrack.ledger.kind import KINDS
from aidtrack.locale import t
from aidtrack.nouns import NOUNS
from aidtrack.phrase import Word
from aidtrack.store.names.find import Names
from aidtrack.values.field import Field
from aidtrack.values.kinds import MoneyKind, WordKind
from aidtrack.values.lists import OpenKind
from aidtrack.values.row_origin import ROW_ORIGIN
from aidtrack.values.sheets import EXAMPLE, HOW_TO, LISTS
from aidtrack.values.words import NO_VILLAGE

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

VERSION = "1"
_ROWS = 5000  # to which formats and lists reach


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one sheet of the template is to hold: a noun, or one kind of entry."""

    name: str

    @property
    def label(self) -> str:
        return readable(KINDS[self.name].label if self.name in KINDS else NOUNS.get(self.name, ENTRY).label)

    @property
    def fields(self) -> list[Field]:
        if self.name in NOUNS:
            return list(NOUNS[self.name].fields)
        kind = self.name if self.name in KINDS else None
        return [one for one in fields_of(kind) if (kind is None or one.name != "kind") and one is not ROW_ORIGIN]

    def needs(self, field: Field) -> bool:
        needed = field.required or (self.name in KINDS and field.name == "fund")
        return needed or (field.name == "kind" and self.name == ENTRY.name)


def choices(names: Names | None) -> dict[str, list[str]]:
    """The words a person can choose from, by the noun that a field refers to or the field's own name."""
    found: dict[str, list[str]] = {}
    if names is not None:
        for noun in NOUNS:
            index = names.index(noun)
            found[noun] = [names.choice(noun, id) for id in index.all_standing(index.rows)]
        found["village"].append(readable(NO_VILLAGE))
    return found


def template(sheets: Sequence[Sheet], listed: Mapping[str, Sequence[str]]) -> bytes:
    """The workbook; `listed` are the choices of this store, none where there is no store yet."""
    from xlsxwriter import Workbook

    written = io.BytesIO()
    workbook = Workbook(written, {"in_memory": True, "strings_to_formulas": False})
    workbook.set_custom_property("aidtrack template", VERSION)
    workbook.set_custom_property("aidtrack nouns", ",".join(sheet.name for sheet in sheets))
    formats = {
        "head": workbook.add_format({"bold": True, "bottom": 1, "bg_color": "#E8EEF7"}),
        "needed": workbook.add_format({"bold": True, "bottom": 1, "bg_color": "#F7E8E8"}),
        "grey": workbook.add_format({"italic": True, "font_color": "#888888", "num_format": "@"}),
        "text": workbook.add_format({"num_format": "@"}),
        "date": workbook.add_format({"num_format": "yyyy-mm-dd"}),
        "money": workbook.add_format({"num_format": "#,##0.00"}),
        "count": workbook.add_format({"num_format": "0"}),
    }
    pages = [workbook.add_worksheet(sheet.label) for sheet in sheets]
    _how_to(workbook.add_worksheet(readable(HOW_TO)), sheets, formats)
    ranges = _lists(workbook, sheets, listed)
    for sheet, page in zip(sheets, pages, strict=True):
        _fill(page, sheet, formats, ranges)
    workbook.close()
    return written.getvalue()


def _lists(workbook: Any, sheets: Sequence[Sheet], listed: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """A hidden sheet of words, and where each field's stand."""
    page = workbook.add_worksheet(LISTS)
    page.hide()
    ranges: dict[str, str] = {}
    for field in (field for sheet in sheets for field in sheet.fields):
        words = listed.get(field.refers or field.name, ())
        if isinstance(field.kind, WordKind):
            words = [readable(field.kind.label(stored)) for stored, _ in field.kind.words]
        if isinstance(field.kind, OpenKind):
            words = [readable(Word(*pair)) for pair in field.kind.words]
        if words and field.name not in ranges:
            at = len(ranges)
            for line, word in enumerate(words):
                page.write_string(line, at, word)
            column = chr(ord("A") + at)
            ranges[field.name] = f"={LISTS}!${column}$1:${column}${len(words)}"
    return ranges


def _fill(page: "Worksheet", sheet: Sheet, formats: Mapping[str, Any], ranges: Mapping[str, str]) -> None:
    page.freeze_panes(1, 0)
    for at, field in enumerate(sheet.fields):
        needed = sheet.needs(field)
        shown = field.kind.shown
        page.set_column(at, at, 16, formats.get(shown, formats["text"]))
        page.write_string(0, at, header(field) + "*" * needed, formats["needed" if needed else "head"])
        if field.name in ranges:
            # A warning, not a wall: a list may be older than the sheet, and a category may be new.
            page.data_validation(3, at, _ROWS, at, {
                "validate": "list", "source": ranges[field.name], "error_type": "warning",
                "error_message": t("This word is not in the list."),
            })  # fmt: skip
        for line in (1, 2):
            page.write_string(line, at, _example(field, at, line), formats["grey"])


def _example(field: Field, at: int, line: int) -> str:
    """A cell of an example row; the first says that it is one. The values are invented."""
    if at == 0:
        return readable(EXAMPLE)
    if isinstance(field.kind, WordKind):
        return readable(field.kind.label(field.kind.words[line % len(field.kind.words)][0]))
    if isinstance(field.kind, MoneyKind):
        return ("1200.50", "300000")[line - 1]
    return {"date": "2017-09-20", "count": "12"}.get(field.kind.shown, t(field.kind.hint) if field.kind.hint else "")


def _how_to(page: "Worksheet", sheets: Sequence[Sheet], formats: Mapping[str, Any]) -> None:
    page.set_column(0, 0, 100)
    lines = [
        t("How to fill in this workbook"),
        t("1. Write below the grey example rows; they and this sheet are left out by the import."),
        t("2. Columns marked * must be filled in. A blank elsewhere means unknown, never zero."),
        t("3. Amounts are in yuan; dates are like 2017-09-20. Codes and numbers of vouchers are text: keep their zeros."),
        t("4. Choose names from the lists where there is one; money of no village is given as “{word}”.",
          word=readable(NO_VILLAGE)),
        # The sheet is filled in elsewhere: our store is not named in it.
        t("5. Then: {program} import THIS-FILE.xlsx --dry-run, and without --dry-run when it finds nothing wrong.", program="aidtrack"),
        t("Sheets: {sheets}", sheets="、".join(sheet.label for sheet in sheets)),
    ]  # fmt: skip
    for line, text in enumerate(lines):
        page.write_string(line, 0, text, formats["head"] if line == 0 else None)
