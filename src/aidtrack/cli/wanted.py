"""How an answer is wanted: in which format, where, how much of it, and as its reader has room for it."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from shutil import get_terminal_size
from typing import Any

from aidtrack.cli.answer_options import EVERYTHING, QUIET, RECORD, UNIT, WIDE
from aidtrack.cli.paging import pager
from aidtrack.cli.preferences import preferences
from aidtrack.cli.run import Run, answers_on_terminal
from aidtrack.dataclass import dataclass
from aidtrack.locale import t
from aidtrack.render.formats import Shown, choose, require_place
from aidtrack.render.units import in_unit, unit_asked
from aidtrack.values.report import Report


@dataclass(frozen=True, slots=True)
class Wanted:
    """`record`: after the line that stands for it, the whole answer; `quiet`: without that line; `everything`: all rows, on a terminal too.

    `pager` are the words of the command that shows it, none where it is shown as it is.
    """

    format: Shown
    output: str | None
    record: bool
    quiet: bool
    everything: bool
    wide: bool
    unit: str | None
    unit_said: bool
    on_screen: bool
    pager: list[str]

    @property
    def to_file(self) -> bool:
        return self.output not in (None, "-")

    def seen(self, report: Report, *, limits: bool) -> Report:
        """The answer without blank fields, unless it is wide or for programs; no longer than a terminal takes, of which it has `limits` of
        its own; in its unit; on a screen that scrolls.
        """
        from aidtrack.render.long_answers import spared, stopped, turned

        report = replace(report, wide=self.wide)
        report = report if self.wide or self.format.machine else spared(report)
        report = report if self.everything else stopped(report, limits=limits)
        report = report if self.unit is None else in_unit(report, self.unit)
        return turned(report, get_terminal_size().lines) if self.on_screen and not self.pager else report

    def say_notes(self, run: Run, report: Report, *, whole: bool) -> None:
        """What stands beside the answer, and what is not said in it: a format has no room for remarks, or it is not shown `whole`.

        Of an answer that is not shown the remarks on its tables are left out with these.
        """
        if not (self.format.asides and whole):
            for line in (line for table in report.tables if table.aside for line in table.lines):
                run.say(line)
        if (
            whole
            and self.unit_said
            and not any(one.kind == "money" for table in report.tables for one in table.columns)
        ):
            run.say(t("No amount stands here, so that --in changes nothing."))
        if self.format.machine or not whole:
            of_tables = [note for table in report.tables for note in table.footnotes] if whole else []
            for note in (*of_tables, *report.footnotes):
                run.say(note)


def wanted(run: Run, values: dict[str, Any], *, writes: bool) -> Wanted:
    """What the options say, whose values are taken out of all, and the settings of the user. Raises Usage, Refused, Environment."""
    format, output = values.pop("format"), values.pop("output")
    record, quiet = (values.pop(RECORD), values.pop(QUIET)) if writes else (False, False)
    to_file, terminal = output not in (None, "-"), answers_on_terminal()
    if to_file:
        from aidtrack.cli.files_written import require_free

        require_free(run, [Path(output)], reads=_read(values))
    wished = format if format is not None else _wished_format(to_file=to_file, terminal=terminal)
    chosen = choose(wished, output, terminal=terminal)
    everything = values.pop(EVERYTHING, True) or not (terminal and not to_file and chosen.talks)
    unit_said = values[UNIT] is not None
    wide, unit = values.pop(WIDE), unit_asked(values.pop(UNIT), chosen, preferences().chosen("in").value)
    on_screen = terminal and not to_file and chosen.paged
    paged = pager() if on_screen else []
    require_place(chosen.file, output, terminal=terminal)
    return Wanted(chosen, output, record, quiet, everything, wide, unit, unit_said, on_screen, paged)


def _read(values: dict[str, Any]) -> Sequence[str]:
    """The files that an import reads; elsewhere a flag may be called so."""
    named = values.get("files")
    return named if isinstance(named, tuple) else ()


def _wished_format(*, to_file: bool, terminal: bool) -> str | None:
    """The user's setting, which counts on a terminal alone: what scripts read is the same for everybody."""
    return preferences().chosen("format").value if terminal and not to_file else None
