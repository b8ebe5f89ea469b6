"""`report changes`: each change of a project with its amounts before and after; Σ before = Σ after, or the difference is shown (R15).

Amounts are the ledger's where allocations belong to the change, else what its step states.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from aidtrack.nouns.step import RESULTS, STEP
from aidtrack.phrase import Said, phrase, words
from aidtrack.reports.changes.changed import Change, changed
from aidtrack.reports.changes.explained import together
from aidtrack.reports.changes.lines import Line, Told, told, total
from aidtrack.reports.changes.publishing import WORKING_DAYS, notices
from aidtrack.reports.columns import columns, filled, of_noun
from aidtrack.reports.explain import Explainer, explaining
from aidtrack.reports.fitting import fitting
from aidtrack.reports.period import Period
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.find import Names
from aidtrack.values.money import yuan
from aidtrack.values.report import Report, Row, Table
from aidtrack.values.text import safe

_SELDOM = ("before", "after", "amount", "handled_by", "result", "notice")  # shown where some change has it


def changes(connection: Connection, when: Period, *, explain: list[str] | None = None) -> Report:
    names = Names(connection)
    public = notices(connection, when.day)
    whole = [told(connection, names, change, public, when.day) for change in changed(connection, when)]
    found = _fitting(connection, when, whole) if when.choice else whole
    lines = [line for one in found for line in one.lines]
    explainer = explaining(names, when, explain)
    tables = [_changes(names, lines, explainer)]
    if lines:
        tables.append(_by_number(found, explainer))
    tables[0] = replace(
        tables[0],
        remarks=_remarks(found),
        keys=[(*line.place, at) for at, one in enumerate(found) for line in one.lines],
    )
    return Report("changes", phrase("Changes of projects"), tables, when.end, [_PUBLISHED] if lines else [])


def _fitting(connection: Connection, when: Period, found: Sequence[Told]) -> list[Told]:
    """The lines of the projects and villages that the filters leave; a change keeps its total as a whole, or it does not."""
    fits = fitting(connection, when).fits
    kept = [
        replace(
            one,
            lines=[line for line in one.lines if fits(project=line.place[0], village=line.place[1])],
            whole=one.lines,
        )
        for one in found
    ]
    return [one for one in kept if one.lines]


def _changes(names: Names, lines: Sequence[Line], explainer: Explainer | None) -> Table:
    rows: list[Row] = [line.cells(names) for line in lines]
    shown = [
        *of_noun(STEP, "doc_no", "date", "project"), *columns("village"), *of_noun(STEP, "before", "after", "amount", "amount_before", "amount_after"),
        *columns("difference"), *of_noun(STEP, "reason", "handled_by", "result"), *columns("notice", "flags"),
    ]  # fmt: skip
    return Table(
        "changes",
        phrase("Changes of projects"),
        filled(shown, rows, *_SELDOM),
        rows,
        total=total(lines),
        stays=("project", "before", "after", "amount", "flags", "date"),
        labels={"result": words(RESULTS)},
        explain=[line.rests.commands(explainer) for line in lines] if explainer else (),
    )


def _by_number(found: Sequence[Told], explainer: Explainer | None) -> Table:
    rows: list[Row] = [
        {"doc_no": one.change.doc_no, "date": one.change.day, "changes": len(one.lines), **total(one.lines)}
        for one in found
    ]
    shown = [
        *of_noun(STEP, "doc_no", "date"), *columns("changes"), *of_noun(STEP, "amount_before", "amount_after"), *columns("difference"),
    ]  # fmt: skip
    commands: list[list[Said]] = []
    if explainer:
        commands = [together(line.rests for line in one.lines).commands(explainer) for one in found]
    keys = [next((line.place for line in one.lines), ()) for one in found]
    return Table("documents", phrase("By document number"), shown, rows, explain=commands, keys=keys)


_PUBLISHED = phrase(
    "Hint: Gansu's rule for fiscal projects, as quoted (甘办发〔2014〕66号), wants the approver's consent, a report upward and the"
    " change published within {days} working days; weekdays are counted here, holidays are not known.",
    days=WORKING_DAYS,
)


def _remarks(found: Sequence[Told]) -> Callable[[Table], Iterator[Said]]:
    """Which of the changes that a table shows do not keep the total, and what is in no total."""

    def remarks(table: Table) -> Iterator[Said]:
        places = dict.fromkeys(key[-1] for key in table.keys or () if isinstance(key, tuple))
        shown = [found[at] for at in places]
        unknown = sum(line.difference_fen is None for one in shown for line in one.all_lines)
        differing = [(one.change, by) for one in shown if (by := total(one.all_lines)["difference"])]
        for change, by in differing:
            yield phrase("{number}: the amounts after differ from those before by {difference} yuan.",
                         number=_called(change), difference=yuan(by))  # fmt: skip
        if shown and not unknown and not differing:
            yield phrase("Every change keeps the total: the amounts before and after are equal.")
        if unknown:
            yield phrase("{count} changes do not state both amounts: they are in no total.", count=unknown)

    return remarks


def _called(change: Change) -> Said:
    if change.doc_no:
        return safe(change.doc_no)
    return phrase("the change of {day}", day=change.day or phrase("an unknown day"))
