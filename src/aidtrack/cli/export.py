"""`aidtrack export [NOUN…] -o FILE`: sheets that import reads back; and the files of open standards, which `publish.py` writes."""

import sys
from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from aidtrack.cli import lake, publish
from aidtrack.cli.answer_options import force_option
from aidtrack.cli.command import command
from aidtrack.cli.complete import sheets as known_sheets
from aidtrack.cli.complete import words
from aidtrack.cli.files_written import require_free, say_where
from aidtrack.cli.params import argument, option
from aidtrack.cli.run import Run, answers_on_terminal
from aidtrack.cli.typer_internals import Command
from aidtrack.errors import Fault, Usage
from aidtrack.locale import t
from aidtrack.phrase import listed, phrase
from aidtrack.values import personal
from aidtrack.values.choices import one_of
from aidtrack.values.formats import CSV, endings
from aidtrack.values.text import safe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from aidtrack.exchange.export import Table
    from aidtrack.exchange.sheets import Sheets
    from aidtrack.render.progress import Progress
    from aidtrack.values.kinds import Value

_TOLD = 1000  # rows from one sign of progress to the next


def export_command() -> Command:
    from aidtrack.exchange.sheets import SHEETS

    encodings = [encoding for sheets in SHEETS.values() for encoding in sheets.encodings]
    params = [
        argument("nouns", t("village, organization, fund, project, entry, or one kind of entry; all, if none is named. Or a standard: iati, 360giving, oc4ids, fiscal; or parquet."),
                 many=True, required=False, complete=words(known_sheets)),
        option("--output", t("The file; for CSV of several nouns a folder; - is stdout."), metavar="FILE", short="-o"),
        force_option(),
        option("--format", t("One of: {choices}.", choices=", ".join(SHEETS)), metavar="NAME"),
        option("--encoding", t("Of CSV, one of: {choices}.", choices=", ".join(encodings)), metavar="NAME"),
        *publish.publish_options(),
    ]  # fmt: skip
    return command(
        "export",
        t("Write sheets that import reads back, or a file of an open standard."),
        params,
        export,
        answers=False,
        personal=True,
        parts=True,
    )


def export(
    run: Run,
    nouns: tuple[str, ...],
    output: str | None,
    format: str | None,
    encoding: str | None,
    partial: bool,
    **of_standards: Any,
) -> None:
    if publish.is_standard(nouns):
        _require_none({"--format": format, "--encoding": encoding}, t("A file of a standard has one form."))
        publish.export(run, nouns, output, partial_=partial, **of_standards)
        return
    _require_none(
        {
            "--partial": partial,
            **{f"--{name.removeprefix('of_').replace('_', '-')}": given for name, given in of_standards.items()},
        },
        t("Sheets are of all that is stored."),
    )
    if lake.NAME in nouns:
        _require_none({"--format": format, "--encoding": encoding}, t("Parquet has one form."))
        lake.export(run, nouns, output)
        return
    _sheets(run, nouns, output, format, encoding)


def _require_none(options: Mapping[str, object], why: str) -> None:
    """Raises Usage where one of these options was given."""
    for option_, given in options.items():
        if given:
            raise Usage(why, t("Leave {option} out.", option=option_))


def _sheets(run: Run, nouns: tuple[str, ...], output: str | None, format: str | None, encoding: str | None) -> None:
    from aidtrack.exchange.export import EVERYTHING, table
    from aidtrack.files.in_place import put_all
    from aidtrack.render.formats import require_place
    from aidtrack.render.progress import Progress, progress

    names = named(nouns)
    path = None if output in (None, "-") else Path(str(output))
    sheets = _format(format, path)
    coded = _encoding(encoding, sheets)
    _require_folder(sheets, path, len(names or EVERYTHING))
    require_place(sheets.file, output, terminal=answers_on_terminal())
    # On stdout the bar would stand in the middle of what is written.
    with nullcontext(Progress()) if path is None else progress(t("Writing")) as bar, run.read() as connection:
        tables = [_told(table(connection, name), bar) for name in names or EVERYTHING]
        if not names:
            tables = [one for one in tables if one.count]
        bar.expect(sum(one.count for one in tables))
        if path is not None:
            groups = [(_place(path, group, sheets), group) for group in _groups(tables, sheets)]
            require_free(run, (place for place, _ in groups))
            writers = [(place, _writer(sheets, group, coded)) for place, group in groups]
            put_all(writers, private=personal.is_revealed())
            for place, group in groups:
                said = [phrase("{noun}: {count}", noun=one.label, count=one.count) for one in group]
                say_where(run, place, listed(said))
            return
        for group in _groups(tables, sheets):
            _to_stdout(sheets, group, None if encoding is None else coded)


def _format(format: str | None, path: Path | None) -> "Sheets":
    """What was asked for, else what the file's ending names, else CSV. Raises Usage."""
    from aidtrack.exchange.sheets import SHEETS

    if format is not None:
        return SHEETS[one_of(format, [*SHEETS], t("There is no format “{format}”.", format=safe(format)))]
    ending = path.suffix.lower() if path is not None and not path.is_dir() else ""
    found = endings(sheets.file for sheets in SHEETS.values()).get(ending, CSV)
    return SHEETS[found.name]


def _encoding(encoding: str | None, sheets: "Sheets") -> str:
    """Raises Usage."""
    if encoding is None:
        return sheets.file.encoding
    if not sheets.encodings:
        raise Usage(
            t("The format {format} has no encoding to choose.", format=sheets.file.name), t("Leave --encoding out.")
        )
    return one_of(encoding, sheets.encodings, t("There is no encoding “{word}” here.", word=safe(encoding)))


def _require_folder(sheets: "Sheets", path: Path | None, nouns: int) -> None:
    """Raises Usage where several files have no place."""
    if not sheets.apart or nouns == 1 or (path is not None and path.is_dir()):
        return
    from aidtrack.exchange.sheets import SHEETS

    whole = endings(one.file for one in SHEETS.values() if not one.apart)
    raise Usage(
        t("{format} of several nouns needs a folder.", format=sheets.file.name.upper()),
        t("Make one and give it with -o, or end -o in one of {endings}.", endings=", ".join(whole)),
    )


def _groups(tables: "list[Table]", sheets: "Sheets") -> "list[list[Table]]":
    """The tables of each file."""
    return [[one] for one in tables] if sheets.apart else [tables]


def _place(path: Path, group: "list[Table]", sheets: "Sheets") -> Path:
    """The file; in a folder one named after what it holds."""
    if not path.is_dir():
        return path
    name = group[0].name if sheets.apart else "aidtrack"
    return path / f"{name}{sheets.file.endings[0]}"


def _told(table: "Table", bar: "Progress") -> "Table":
    """The table, whose rows are told to the bar as they go."""

    def rows() -> "Iterator[Sequence[Value]]":
        for at, row in enumerate(table.rows(), 1):
            yield row
            if at % _TOLD == 0:
                bar.tick(_TOLD)

    return replace(table, rows=rows)


def named(words: tuple[str, ...]) -> list[str]:
    """The nouns and kinds of entry that words of either language name. Raises Usage."""
    from aidtrack.importing.matching.sheet_noun import named_noun

    names = []
    for word in dict.fromkeys(words):
        try:
            noun, kind = named_noun(word)
        except Fault as fault:
            raise Usage(fault.problem, fault.suggestion) from None
        names.append(kind or noun.name)
    return names


def _writer(sheets: "Sheets", group: "list[Table]", encoding: str) -> "Callable[[BinaryIO], None]":
    return lambda stream: sheets.write(stream, group, encoding)


def _to_stdout(sheets: "Sheets", group: "list[Table]", encoding: str | None) -> None:
    """Bytes as they are, and text in the encoding asked for; else in that of the terminal or pipe."""
    if sheets.file.binary or encoding is not None:
        sheets.write(sys.stdout.buffer, group, encoding or sheets.file.encoding)
        return
    from aidtrack.cli.as_text import AsText

    with AsText(sys.stdout) as text:
        sheets.write(cast("BinaryIO", text), group, "utf-8")
