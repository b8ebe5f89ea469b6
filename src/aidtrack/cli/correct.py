"""`aidtrack spending correct ID …`: an entry taken back and recorded anew with what is given, the same for every kind."""

from collections.abc import Mapping
from typing import Any

from aidtrack.cli import fields
from aidtrack.cli.command import command
from aidtrack.cli.entry_typed import (
    NOT_OPTIONS,
    book_on_successor,
    by_option,
    looked_up,
    plain,
    require_kind,
    require_of_its_village,
    require_sense,
    wrong_typed,
)
from aidtrack.cli.params import argument, option
from aidtrack.cli.run import Run
from aidtrack.cli.typer_internals import Command
from aidtrack.errors import Fault, Refused, Usage
from aidtrack.ledger.entry import ENTRY, fields_of
from aidtrack.ledger.kind import EntryKind
from aidtrack.locale import t
from aidtrack.store.names.find import Names
from aidtrack.values.dates import day_limit
from aidtrack.values.kinds import Value
from aidtrack.values.reason import stated
from aidtrack.values.report import Report
from aidtrack.values.text import safe

_REASON = "reason"  # why it is corrected; the entry keeps its own


def correct(kind: EntryKind) -> Command:
    def correct_(
        run: Run, id: str, reason: str, allow_future: bool, allow_duplicates: bool, dry_run: bool, with_spending: bool = False,
        **options: str | None,
    ) -> Report:  # fmt: skip
        from aidtrack.reports import confirmed, logged_entries, shown
        from aidtrack.store.records import one_correction

        typed = fields.typed(options)
        if not typed:
            raise Usage(t("Nothing to change."), t("Give at least one field; an empty text blanks it."))
        with run.write(dry_run=dry_run) as writer:
            names = Names(writer)
            number = names.find("entry", id, kind=kind.name)
            why = stated("--reason", reason)
            flags = {
                "--with-spending": with_spending, "--allow-future": allow_future, "--allow-duplicates": allow_duplicates,
                "--dry-run": dry_run,
            }  # fmt: skip
            words = [word for name, text in typed.items() for word in (ENTRY.field(name).option, text)]
            words += ["--reason", why, *(flag for flag, given in flags.items() if given)]
            old = one_correction.present(writer, number, words)
            require_kind(writer, kind, "correct", number, old["kind"])
            changes = _changes(names, kind, old, typed)
            changes |= _successor(run, names, kind, old, changes)
            if not changes.keys().isdisjoint(("household_id", "village_id", "date")):
                require_of_its_village(names, {**old, **changes}, typed)
            _require_sense({**old, **changes}, typed, why, None if allow_future else day_limit(run.today))
            done = one_correction.correct(
                writer, number, changes, reason=why, with_spending=with_spending, allow_duplicates=allow_duplicates
            )

            def answer() -> Report:
                made = shown.corrected(writer, kind.name, done.id, dated=done.dated, late=done.late, along=done.along)
                if dry_run:
                    return confirmed.only_tried(made)
                said = logged_entries.between(names, old, done.id)
                return confirmed.corrected(made, number, done.batch_id, said)

            return run.told(done.id, answer)

    along = option(
        "--with-spending",
        t(
            "Take along what was spent and disbursed of it: whole entries, the latest first, until its place covers the rest."
        ),
        flag=True,
    )
    params = [
        argument("id", t("The entry's id or 流水号.")),
        *(fields.field_option(field) for field in fields_of(kind.name) if field.name == "amount" or _is_given(field.name)),
        option("--reason", t("Why it is corrected."), required=True),
        *([along] if kind.name == "allocation" else []),
        option("--allow-future", t("Accept a date after tomorrow."), flag=True),
        option("--allow-duplicates", t("Record it though an equal entry is recorded: both are real."), flag=True),
        option("--dry-run", t("Show what would happen, write nothing."), flag=True),
    ]  # fmt: skip
    help = (
        t("Correct one: take it back and record it anew."),
        t(
            "Give what changes alone; an empty text blanks a field, but for date, amount and ref; a blank fund is the project's one."
        ),
        t("Of an entry that was given back in part, the amount is what it holds after that."),
    )
    return command("correct", " ".join(help), params, correct_, writes=True)


def _is_given(field: str) -> bool:
    return field not in (*NOT_OPTIONS, _REASON)


def _changes(names: Names, kind: EntryKind, old: Mapping[str, Any], typed: Mapping[str, str]) -> dict[str, object]:
    """What is typed, by column, and what follows from it: a village that was the project's home, the place of another loan."""
    from aidtrack.store.records import blanks, places

    said = fields.parsed(names.connection, ENTRY.fields, typed)
    changes = plain(said)
    found = looked_up(names, kind, {name: said.get(name) for name in places.LOOKED_UP})
    changes |= {f"{name}_id": found.ids()[f"{name}_id"] for name in places.LOOKED_UP if said.get(name) is not None}
    changes |= {f"{name}_id": None for name in places.LOOKED_UP if name in said and said[name] is None}
    if said.get("loan") is not None:
        changes["loan_id"] = names.find("entry", str(said["loan"]), kind="loan")
        blanks.go_with_loan(names.connection, changes, unassigned="village" in said)
    if "village_id" not in changes:
        changes |= blanks.new_home(names, old, {**old, **changes})
    if "fund" in said and said["fund"] is None:
        changes["fund_id"] = _only_fund(names, {**old, **changes})
        if changes["fund_id"] == old["fund_id"] and len(typed) == 1:
            name = safe(names.choice("fund", old["fund_id"]))
            raise Refused(
                t("An entry is never without a fund: left blank it is the project's one, “{fund}”, as it is.", fund=name),
                t("Give another one with --fund."),
            )  # fmt: skip
    return changes


def _successor(
    run: Run, names: Names, kind: EntryKind, old: Mapping[str, Any], changes: Mapping[str, object]
) -> dict[str, object]:
    """The village of which its own is part on the day that is given, as for an entry of today; where neither is, it stays."""
    new = {**old, **changes}
    if (new["date"], new["village_id"]) == (old["date"], old["village_id"]):
        return {}
    book_on_successor(run, names, kind, new)
    return (
        {} if new["village_id"] == changes.get("village_id", old["village_id"]) else {"village_id": new["village_id"]}
    )


def _only_fund(names: Names, new: Mapping[str, Any]) -> int:
    from aidtrack.store.records.blanks import fund_of_project

    try:
        return fund_of_project(names, new["project_id"], by_option)
    except Fault as fault:
        raise Refused(wrong_typed("fund", {}, fault), fault.suggestion) from None


def _require_sense(new: Mapping[str, Any], typed: Mapping[str, str], why: str, latest: str | None) -> None:
    """What makes an entry sensible is asked of the new one; where it is below zero and had no reason, the correction's is its own."""
    said: dict[str, Value] = {field.name: new[field.column] for field in ENTRY.fields}
    require_sense({**said, _REASON: said[_REASON] or why}, typed, latest)
