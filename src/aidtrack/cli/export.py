"""`aidtrack export NOUN… -o FILE`: sheets that import reads back."""

import csv
import io
import sys
from pathlib import Path

from aidtrack.cli.command import command
from aidtrack.cli.params import argument, option
from aidtrack.cli.parts import Command
from aidtrack.cli.run import Run
from aidtrack.errors import Fault, Usage
from aidtrack.locale import t
from aidtrack.values.text import safe

ENCODINGS = ("utf-8-sig", "utf-8", "gb18030")


def export_command() -> Command:
    params = [
        argument("nouns", t("village, organization, fund, project, entry, or one kind of entry."), many=True),
        option(
            "--output", t("The file; a folder where there are several nouns; - is stdout."), metavar="FILE", short="-o"
        ),
        option("--encoding", t("One of: {choices}.", choices=", ".join(ENCODINGS)), metavar="NAME"),
    ]
    return command("export", t("Write sheets that import reads back."), params, export, answers=False)


def export(run: Run, nouns: tuple[str, ...], output: str | None, encoding: str | None) -> None:
    from aidtrack.importing.header import named_noun
    from aidtrack.render.show import write_file
    from aidtrack.reports.export import lines

    chosen = encoding or "utf-8-sig"
    if chosen not in ENCODINGS:
        raise Usage(
            t("There is no encoding “{word}” here.", word=safe(chosen)),
            t("Use one of: {choices}.", choices=", ".join(ENCODINGS)),
        )
    names = []
    for word in dict.fromkeys(nouns):
        try:
            noun, kind = named_noun(word)
        except Fault as fault:
            raise Usage(fault.problem, fault.suggestion) from None
        names.append(kind or noun.name)
    to_stdout = output in (None, "-")
    if len(names) > 1 and (to_stdout or not Path(str(output)).is_dir()):
        raise Usage(t("Several nouns need a folder."), t("Make one, and give it with -o."))
    with run.read() as connection:
        for name in names:
            text = io.StringIO()
            csv.writer(text, lineterminator="\r\n").writerows(lines(connection, name))
            if to_stdout:
                sys.stdout.write(text.getvalue().replace("\r\n", "\n"))
                continue
            path = Path(str(output))
            write_file(path / f"{name}.csv" if path.is_dir() else path, text.getvalue().encode(chosen))
