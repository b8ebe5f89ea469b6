"""`report changes`: each change of a project with its amounts before and after; Σ before = Σ after, or the difference is shown (R15).

Amounts are the ledger's where allocations belong to the change, else what its step states.
"""

from collections.abc import Sequence

from aidtrack.nouns.step import RESULTS, STEP
from aidtrack.phrase import Said, phrase, words
from aidtrack.reports.changes.changed import Change, Place, Step, allocated_before, changed
from aidtrack.reports.changes.explained import Rests, together
from aidtrack.reports.changes.publishing import WORKING_DAYS, notices, published_late
from aidtrack.reports.columns import columns, filled, of_noun
from aidtrack.reports.explain import explaining
from aidtrack.reports.figures import difference, summed
from aidtrack.reports.flags import NOT_PASSED, Flags, step_differs
from aidtrack.reports.period import Period
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.find import Names
from aidtrack.values.dates import first_day
from aidtrack.values.money import yuan
from aidtrack.values.report import Content, Report, Row, Table
from aidtrack.values.text import safe

_SELDOM = ("before", "after", "amount", "handled_by", "result", "notice")  # shown where some change has it
_NO_STEP = Step(0, None, None, None, None, None, None, None, None, None, None)
_AMOUNTS = ("amount_before", "amount_after", "difference")


def changes(connection: Connection, when: Period, *, explain: list[str] | None = None) -> Report:
    names = Names(connection)
    explainer = explaining(names, when, explain)
    commands: list[list[Said]] = []
    behind_all: list[list[Said]] = []
    public = notices(connection, when.day)
    rows: list[Row] = []
    sums: list[Row] = []
    said: list[Said] = []
    for change in changed(connection, when):
        rests = _rows(connection, names, change)
        mine = [row for row, _ in rests]
        if explainer:
            commands += [rest.commands(explainer) for _, rest in rests]
            behind_all.append(together(rest for _, rest in rests).commands(explainer))
        published = min((day for row in mine for day in public.get(int(str(row["project_id"])), ()) if day >= first_day(change.day or "9999")),
                        default=None)  # fmt: skip
        hint = published_late(change.day, published, when.day)
        for row in mine:
            row["notice"] = published
            row["flags"] = (*_flags(row), *hint)
        rows += mine
        total = _total(mine)
        sums.append({"doc_no": change.doc_no, "date": change.day, "changes": len(mine), **total})
        if total["difference"]:
            number: Said = phrase("the change of {day}", day=change.day or phrase("an unknown day"))
            if change.doc_no:
                number = safe(change.doc_no)
            said.append(phrase("{number}: the amounts after differ from those before by {difference} yuan.",
                          number=number, difference=yuan(total["difference"])))  # fmt: skip
    unknown = sum(row["difference"] is None for row in rows)
    shown = [
        *of_noun(STEP, "doc_no", "date", "project"), *columns("village"), *of_noun(STEP, "before", "after", "amount", "amount_before", "amount_after"),
        *columns("difference"), *of_noun(STEP, "reason", "handled_by", "result"), *columns("notice", "flags"),
    ]  # fmt: skip
    table = Table(
        "changes", phrase("Changes of projects"), filled(shown, rows, *_SELDOM), rows,
        total=_total(rows), labels={"result": words(RESULTS)},
        explain=commands,
    )  # fmt: skip
    by_number = Table(
        "documents", phrase("By document number"),
        [*of_noun(STEP, "doc_no", "date"), *columns("changes"), *of_noun(STEP, "amount_before", "amount_after"), *columns("difference")],
        sums,
        explain=behind_all,
    )  # fmt: skip
    notes: list[Said] = said or (
        [phrase("Every change keeps the total: the amounts before and after are equal.")]
        if rows and not unknown
        else []
    )
    if unknown:
        notes.append(phrase("{count} changes do not state both amounts: they are in no total.", count=unknown))
    if rows:
        notes.append(phrase("Hint: Gansu's rule for fiscal projects, as quoted (甘办发〔2014〕66号), wants the approver's consent, a report upward and the"
                       " change published within {days} working days; weekdays are counted here, holidays are not known.", days=WORKING_DAYS))  # fmt: skip
    return Report("changes", phrase("Changes of projects"), [table, by_number] if rows else [table], when.end, notes)


_Row = tuple[dict[str, Content], Rests]


def _rows(connection: Connection, names: Names, change: Change) -> list[_Row]:
    """A row for each place where the change moved money, with what its project's step says; and for each step that moved none."""
    steps = {step.project: step for step in reversed(change.steps)}
    found = [
        _moved(connection, names, change, place, steps.get(place[0], _NO_STEP))
        for place in sorted(change.moved, key=lambda one: _order(change, one))
    ]
    _compare([row for row, _ in found], steps)
    taken = {id(steps[project]) for project, _ in change.moved if project in steps}
    return found + [_stated(names, step) for step in change.steps if id(step) not in taken]


def _order(change: Change, place: Place) -> tuple[bool, int]:
    """What is cut before what is given, each in the order of its entries."""
    moved = change.moved[place]
    return sum(one.fen for one in moved) > 0, min(one.id for one in moved)


def _moved(connection: Connection, names: Names, change: Change, place: Place, step: Step) -> _Row:
    """What the allocations say; where nothing ever was allocated before, they began with nothing."""
    moved = change.moved[place]
    already = allocated_before(connection, moved)
    before, by = summed(fen for _, fen in already), sum(one.fen for one in moved)
    reasons = dict.fromkeys(one.reason for one in moved if one.reason)
    row = {
        **_row(names, place, step),
        "doc_no": change.doc_no,
        "date": min(one.date for one in moved),
        "amount_before": before,
        "amount_after": (before or 0) + by,
        "difference": by,
        "reason": "；".join(reasons) or step.reason,
    }
    return row, Rests({step.id} - {0}, {id for id, _ in already}, {one.id for one in moved})


def _stated(names: Names, step: Step) -> _Row:
    """A change of plan that moved no money, or whose money is not recorded; what differs is known where both amounts are."""
    known = None not in (step.before_fen, step.after_fen)
    row = {
        **_row(names, (step.project, names.home("project", step.project) or 0), step),
        "amount_before": step.before_fen,
        "amount_after": step.after_fen,
        "difference": difference(step.after_fen, step.before_fen) if known else None,
    }
    return row, Rests({step.id} - {0})


def _row(names: Names, place: Place, step: Step) -> dict[str, Content]:
    return {
        "project_id": place[0],
        "doc_no": step.doc_no,
        "date": step.date,
        "project": names.name("project", place[0]),
        "village": names.name("village", place[1]),
        "before": step.before,
        "after": step.after,
        "amount": step.amount_fen,
        "reason": step.reason,
        "handled_by": step.handled_by,
        "result": step.result,
        "flags": (NOT_PASSED,) if step.result == "failed" else (),
    }


def _flags(row: Row) -> Flags:
    flags = row["flags"]
    return flags if isinstance(flags, tuple) else ()


def _compare(rows: Sequence[dict[str, Content]], steps: dict[int, Step]) -> None:
    """Flag where a step states other amounts than the allocations of its project came to."""
    for project, step in steps.items():
        mine = [row for row in rows if row["project_id"] == project]
        if not mine:
            continue
        for stated, name in ((step.before_fen, "amount_before"), (step.after_fen, "amount_after")):
            booked = summed(row[name] for row in mine) or 0
            if stated is not None and stated != booked:
                mine[0]["flags"] = (*_flags(mine[0]), step_differs(stated, booked))


def _total(rows: Sequence[Row]) -> dict[str, int | None]:
    """The sums of the changes that passed and of which both amounts are known."""
    known = [row for row in rows if row["difference"] is not None and row["result"] != "failed"]
    return {name: summed(row[name] for row in known) for name in _AMOUNTS}
