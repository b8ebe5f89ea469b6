"""`aidtrack import FILE…`."""

import gc
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aidtrack.cli.command import command
from aidtrack.cli.complete import layouts as layout_names
from aidtrack.cli.complete import sheets, words
from aidtrack.cli.files_written import require_free
from aidtrack.cli.params import argument, option
from aidtrack.cli.run import RollBack, Run
from aidtrack.cli.typer_internals import Command
from aidtrack.errors import Usage
from aidtrack.locale import t
from aidtrack.store.engine.rights import CLERK, OFFICER
from aidtrack.values.money import UNITS
from aidtrack.values.report import Report

if TYPE_CHECKING:
    from aidtrack.importing.loading.load import Tick
    from aidtrack.importing.loading.outcome import LeftOut, Outcome, Recorded
    from aidtrack.importing.matching.opening import Opened
    from aidtrack.importing.matching.recognized import Known
    from aidtrack.importing.matching.saved import Chosen

_MOST_PASSES = 20  # of --partial: each leaves out the rows that the one before found at fault


def import_command() -> Command:
    params = [
        argument("files", t("CSV, workbooks, JSON or IATI, in any order; a folder of them; - is stdin."), many=True),
        option("--as", t("What every sheet holds: village, fund, spending …; project,allocation where a row is both."), metavar="NOUN", parameter="as_", complete=words(sheets, several=True)),
        option("--sheet", t("Only these sheets of a workbook, hidden ones too (repeatable)."), metavar="NAME",
               parameter="sheets", many=True),
        option("--header", t("The lines where the header stands, as in 3 or 3-4."), metavar="LINES"),
        option("--skip-sheet", t("Leave these sheets of a workbook out (repeatable)."), metavar="NAME",
               parameter="skipped_sheets", many=True),
        option("--map", t("A header of your own: HEADER=FIELD; nothing after = leaves the column out (repeatable)."),
               metavar="HEADER=FIELD", parameter="columns", many=True),
        option("--set", t("What every row has in a column that the sheet lacks (repeatable)."), metavar="FIELD=VALUE", many=True),
        option("--value", t("A word of a column to be read as another: FIELD:WORD=WORD (repeatable)."),
               metavar="FIELD:WORD=WORD", parameter="values", many=True),
        option("--year", t("The year of days and months that state none; title: as the title says."), metavar="YEAR"),
        option("--as-of", t("The day up to which a sheet counts; title: as the title says, of a month its last."),
               metavar="DATE", parameter="as_of"),
        option("--notes-in-amounts", t("Words in brackets behind an amount become its purpose."), flag=True),
        option("--layout", t("What keeps these options for a sheet that comes every month: a TOML file, or a layout of the store by its name."),
               metavar="NAME", short="--mapping", complete=layout_names),
        option("--no-layout", t("Read no sheet by a layout of the store whose columns it has."), flag=True),
        option("--mode", t("add: what exists is a problem; update: it must exist, a blank leaves the value; upsert: either;"
                       " correct: either, and an entry of which a row says something else is corrected."),
               metavar="MODE"),
        option("--reason", t("With --mode correct: why, for the rows that state no reason.")),
        option("--dry-run", t("Check everything, write nothing."), flag=True),
        option("--partial", t("Import the sound rows and write the others to --rejected."), flag=True),
        option("--rejected", t("Write the rows at fault to this .xlsx or .csv, ready to mend and import."), metavar="FILE"),
        option("--again", t("Import a file that was imported before once more."), flag=True),
        option("--allow-duplicates", t("Take entries that equal stored ones: both are real."), flag=True),
        option("--new-only", t("Take only the entries that are not stored yet, of a sheet that grows."), flag=True),
        option("--new", t("Villages whose names with or without the ending are there already are others all the same."), flag=True),
        option("--unit", t("What the amounts of the sheets count in where no header or title says it: {choices}; for answers there is --in.", choices=", ".join(UNITS)), metavar="UNIT"),
        option("--encoding", t("The files' encoding, where it is not seen rightly."), metavar="NAME"),
        option("--ignore-extra", t("Leave out columns that are not known."), flag=True),
        option(
            "--fill-down", t("A blank cell of these columns takes the text above (several: a,b)."), metavar="COLUMN"
        ),
        option("--wide-columns", t("Each filled cell of these columns becomes a row: 1月..12月, names with commas between, */支付数 of every group."),
               metavar="COLUMNS", parameter="wide_columns"),
        option("--day", t("The day of a column that is a month: first, last or a number; the last is usual."), metavar="DAY"),
        option("--positions", t("Figures are what had been reached on --as-of: the difference to what is stored is booked."),
               flag=True),
        option("--rebase", t("With --positions: a sheet that comes late takes its place, and the next entry is corrected by the difference."),
               flag=True),
        option("--create", t("Make what rows name and the store lacks, with its name and place: village, project, fund, organization (several: a,b)."),
               metavar="NOUNS"),
        option("--rate", t("What one of a currency is in yuan, for files of IATI: USD=7.1 (repeatable)."), metavar="CURRENCY=YUAN",
               parameter="rates", many=True),
        option("--allow-future", t("Accept dates after tomorrow."), flag=True),
    ]  # fmt: skip
    return command(
        "import", t("Read sheets in, all or nothing."), params, import_files, personal=True, writes=True, prints=True
    )


def import_files(
    run: Run,
    files: tuple[str, ...],
    *,
    layout: str | None = None,
    no_layout: bool = False,
    dry_run: bool = False,
    partial: bool = False,
    rejected: str | None = None,
    **typed: Any,
) -> Report:
    """`typed` are the options of `importing.matching.options.Options` by their names."""
    from aidtrack.importing.loading import answer
    from aidtrack.importing.matching.layout_file import stated, typed_options
    from aidtrack.importing.matching.opening import opened
    from aidtrack.render.progress import progress

    if partial and rejected is None:
        raise Usage(t("--partial needs --rejected, so that no row is lost."), t("Say where: --rejected 问题.xlsx."))
    options = typed_options(typed)
    named = None if layout is None else _layout(run, layout)
    chosen = stated(options, named.options if named else {})
    known = [] if layout is not None or no_layout else _known(run, options)
    if chosen.rebase and not (chosen.positions or any(take.positions for take in chosen.takes)):
        raise Usage(t("--rebase is of figures that had been reached."), t("Add --positions --as-of DAY."))
    if rejected is not None:
        from aidtrack.importing.loading.rejected import require_writable

        require_writable(rejected)
        require_free(run, [Path(rejected)], reads=files)
    masked = False
    gc.disable()  # a load makes millions of tuples and no cycles; looking for those costs a sixth of its time
    try:
        with progress(t("Reading"), t("Checking")) as bar, opened(files, chosen, known, typed=options) as found:
            if _takes_more(found):
                run.require_right(OFFICER)
            bar.expect(sum(one.grid.count for one in found.sheets))
            used = named.name if named else None
            outcome, left_out = _load(run, found, bar.tick, rejected, used, partial=partial, dry_run=dry_run)
            if rejected is not None and left_out:
                from aidtrack.importing.loading.rejected_rows import masks

                masked = masks(found.tables, left_out)
    finally:
        gc.enable()
    kept = rejected if left_out else None
    made = answer.report(outcome, dry_run=dry_run, mode=found.options.mode, rejected=kept, masked=masked)
    if dry_run or not outcome.sound or outcome.accepts_nothing:
        return made
    from aidtrack.reports.confirmed import imported

    return imported(made, None if outcome.nothing_new else outcome.batch_id)


def _takes_more(found: "Opened") -> bool:
    """Whether an import does more than bring entries."""
    from aidtrack.importing.matching.options import CORRECT
    from aidtrack.ledger.entry import ENTRY

    others = any(sheet.header.noun is not ENTRY for sheet in found.sheets)
    return others or bool(found.options.create) or found.options.mode == CORRECT


def _layout(run: Run, word: str) -> "Chosen":
    """The layout that --layout names. Raises Refused, Usage, Environment."""
    from aidtrack.importing.matching.saved import chosen

    with run.read() as connection:
        return chosen(connection, word)


def _known(run: Run, typed: "dict[str, Any]") -> "list[Known]":
    """The layouts of the store by which sheets may be read that nobody named one for."""
    from aidtrack.importing.matching.saved import known

    with run.read() as connection:
        return known(connection, typed)


def _keep(rejected: str | None, found: "Opened", left_out: "LeftOut") -> None:
    """Write the rows at fault to the file that --rejected names. Raises Environment, Usage."""
    if rejected is not None and left_out:
        from aidtrack.files.in_place import put
        from aidtrack.importing.loading.rejected import content

        # The rows as they came, with every name.
        put(Path(rejected), content(rejected, found.tables, left_out), private=True)


def _load(
    run: Run,
    found: "Opened",
    tick: "Tick",
    rejected: str | None,
    layout: str | None,
    *,
    partial: bool,
    dry_run: bool,
) -> "tuple[Outcome, LeftOut]":
    """Import what is opened; with `partial` as often as rows fall out. Also the lines at fault, by sheet. `layout` is the one used by name.

    These are written to `rejected` before anything is final, so that no row is in neither place.
    """
    from aidtrack.importing.loading.load import load
    from aidtrack.store.records import layout_changes

    left_out: LeftOut = {}
    recorded: Recorded = {}
    for last_pass in (*[False] * (_MOST_PASSES - 1), True):
        with run.write(references_known=True) as writer:
            outcome = load(writer, found, found.options, left_out, recorded, tick)
            if dry_run or not outcome.sound or outcome.recorded != recorded or outcome.keeps_nothing:
                raise RollBack
            if layout is not None and writer.right != CLERK:  # who brings entries alone changes no layout
                layout_changes.used_on(writer, layout, [sheet.headings for sheet in found.tables])
            _keep(rejected, found, left_out)
            return outcome, left_out
        fallen = {origin: {**left_out.get(origin, {}), **rows} for origin, rows in outcome.problems.rejected.items()}
        left_out = {**left_out, **fallen}
        if outcome.recorded != recorded:
            recorded = outcome.recorded
            continue
        if outcome.sound or last_pass or not partial or not outcome.problems.of_rows_only:
            break
    _keep(rejected, found, left_out)
    return outcome, left_out
