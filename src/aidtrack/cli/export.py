"""`aidtrack export [NOUN…] -o FILE`: sheets that import reads back."""

import sys
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from aidtrack.cli.command import command
from aidtrack.cli.params import argument, option
from aidtrack.cli.run import Run
from aidtrack.cli.typer_internals import Command
from aidtrack.errors import Fault, Usage
from aidtrack.locale import t
from aidtrack.values.choices import one_of
from aidtrack.values.text import safe

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aidtrack.exchange.export import Cell, Table
    from aidtrack.render.progress import Progress

_TOLD = 1000  # rows from one sign of progress to the next
_FORMATS = ("csv", "xlsx", "json")
_ENCODINGS = ("utf-8-sig", "utf-8", "gb18030")


def export_command() -> Command:
    params = [
        argument("nouns", t("village, organization, fund, project, entry, or one kind of entry; all, if none is named."),
                 many=True, required=False),
        option("--output", t("The file; for CSV of several nouns a folder; - is stdout."), metavar="FILE", short="-o"),
        option("--format", t("One of: {choices}.", choices=", ".join(_FORMATS)), metavar="NAME"),
        option("--encoding", t("Of CSV, one of: {choices}.", choices=", ".join(_ENCODINGS)), metavar="NAME"),
    ]  # fmt: skip
    return command("export", t("Write sheets that import reads back."), params, export, answers=False, personal=True)


def export(run: Run, nouns: tuple[str, ...], output: str | None, format: str | None, encoding: str | None) -> None:
    from aidtrack.exchange.export import EVERYTHING, table
    from aidtrack.render.progress import Progress, progress
    from aidtrack.render.show import require_place, write_files

    names = named(nouns)
    path = None if output in (None, "-") else Path(str(output))
    chosen = one_of(
        format or _by_ending(path), _FORMATS, t("There is no format “{format}”.", format=safe(format or ""))
    )
    if encoding is not None and chosen != "csv":
        raise Usage(t("Only CSV has an encoding to choose."), t("Leave --encoding out."))
    coded = one_of(
        encoding or _ENCODINGS[0], _ENCODINGS, t("There is no encoding “{word}” here.", word=safe(encoding or ""))
    )
    many = len(names or EVERYTHING) > 1
    if many and chosen == "csv" and (path is None or not path.is_dir()):
        raise Usage(
            t("CSV of several nouns needs a folder."), t("Make one and give it with -o, or end -o in .xlsx or .json.")
        )
    require_place(chosen, output, terminal=sys.stdout.isatty())
    # On stdout the bar would stand in the middle of what is written.
    with nullcontext(Progress()) if path is None else progress(t("Writing")) as bar, run.read() as connection:
        tables = [_told(table(connection, name), bar) for name in names or EVERYTHING]
        if not names:
            tables = [one for one in tables if one.count]
        bar.expect(sum(one.count for one in tables))
        writers = _writers(tables, chosen, coded, path)
        if path is None:
            for _, write in writers:
                _to_stdout(write, chosen)
        else:
            write_files(writers)


def _told(table: "Table", bar: "Progress") -> "Table":
    """The table, whose rows are told to the bar as they go."""

    def rows() -> "Iterator[Sequence[Cell]]":
        for at, row in enumerate(table.rows(), 1):
            yield row
            if at % _TOLD == 0:
                bar.tick(_TOLD)

    return replace(table, rows=rows)


def named(words: tuple[str, ...]) -> list[str]:
    """The nouns and kinds of entry that words of either language name. Raises Usage."""
    from aidtrack.importing.matching.header import named_noun

    names = []
    for word in dict.fromkeys(words):
        try:
            noun, kind = named_noun(word)
        except Fault as fault:
            raise Usage(fault.problem, fault.suggestion) from None
        names.append(kind or noun.name)
    return names


def _by_ending(path: Path | None) -> str:
    ending = path.suffix.lower().removeprefix(".") if path is not None and not path.is_dir() else ""
    return ending if ending in _FORMATS else "csv"


def _writers(
    tables: "list[Table]", format: str, encoding: str, path: Path | None
) -> list[tuple[Path, Callable[[BinaryIO], None]]]:
    """Each file with what writes it."""
    from aidtrack.exchange import sheets

    target = path or Path("-")
    if format == "xlsx":
        return [
            (target / "aidtrack.xlsx" if target.is_dir() else target, partial(sheets.write_workbook, tables=tables))
        ]
    if format == "json":
        return [(target / "aidtrack.json" if target.is_dir() else target, partial(sheets.write_json, tables=tables))]
    return [
        (
            target / f"{one.name}.csv" if target.is_dir() else target,
            partial(sheets.write_csv, table=one, encoding=encoding),
        )
        for one in tables
    ]


def _to_stdout(write: Callable[[BinaryIO], None], format: str) -> None:
    """Text in the encoding of the terminal or pipe, a workbook as it is."""
    import io

    if format == "xlsx":
        write(sys.stdout.buffer)
        return
    content = io.BytesIO()
    write(content)
    sys.stdout.write(content.getvalue().decode("utf-8-sig").replace("\r\n", "\n"))
