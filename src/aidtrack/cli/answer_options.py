"""The options that commands share: of their answer, of names in it, of offices, of files that they write."""

from aidtrack.cli.params import SHOW_PERSONAL, option
from aidtrack.cli.typer_internals import Parameter
from aidtrack.locale import t

# As what their values are handed on, where that is not how they are called.
PERSONAL = "show_personal"
OFFICES = "offices"
WITHOUT_MISSING = "without_missing"
RECORD, QUIET = "show", "quiet"
EVERYTHING, WIDE, UNIT = "everything", "wide", "unit_shown"


def show_personal() -> Parameter:
    """Of what may come to show a person's name."""
    return option(
        SHOW_PERSONAL, t("Show personal names unmasked; the audit log keeps who did."), flag=True, parameter=PERSONAL
    )


def of_a_record() -> list[Parameter]:
    """Of what writes: how much is said of what it wrote."""
    return [
        option("--show", t("After the line that says what was done, the whole record."), flag=True, parameter=RECORD),
        option("--quiet", t("Leave that line out."), flag=True, parameter=QUIET),
    ]


def office_option(parameter: str) -> Parameter:
    """Before a command, and behind those that answer from parts of a collection."""
    about = t("Of a collection: the part of this office, by its code, name or number; 62* of all whose code begins so.")
    return option("--office", about, metavar="OFFICE", many=True, parameter=parameter)


def offices() -> list[Parameter]:
    """Of what answers from parts of a collection."""
    missing = t("Of a collection: leave out offices whose server does not answer, and say which.")
    return [
        office_option(OFFICES),
        option("--without-missing", missing, flag=True, parameter=WITHOUT_MISSING),
    ]


def force_option() -> Parameter:
    """Of every command that writes a file."""
    return option("--force", t("Write over a file that exists."), flag=True)


def of_an_answer(*, whole: bool) -> list[Parameter]:
    """Of an answer that is not always shown `whole`, as that to a writing command is, a terminal may get all all the same."""
    from aidtrack.render.formats import FORMATS
    from aidtrack.values.money import UNITS

    return [
        option("--format", t("How the answer looks: {choices}.", choices=", ".join(FORMATS)), metavar="FORMAT",
               complete=lambda _, word: [name for name in FORMATS if name.startswith(word)]),
        option("--output", t("Write the answer to this file; its ending picks the format."), metavar="FILE", short="-o"),
        *([] if whole else [
            option("--all", t("All rows, however many; else a terminal gets the first 10,000."), flag=True, parameter=EVERYTHING)
        ]),
        option("--in", t("What people read amounts in: {choices}; a sheet that is imported says it with --unit.", choices=", ".join(UNITS)),
               metavar="UNIT", parameter=UNIT, complete=lambda _, word: [name for name in UNITS if name.startswith(word)]),
        option("--wide", t("All columns, however narrow the terminal; of one thing the blank fields too."), flag=True, parameter=WIDE),
        force_option(),
    ]  # fmt: skip
