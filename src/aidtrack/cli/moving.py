"""`aidtrack fund transfer FROM TO AMOUNT` and `aidtrack reallocate PROJECT1 PROJECT2 AMOUNT`: money moved in one act."""

from collections.abc import Callable, Mapping, Set

from aidtrack.cli import fields
from aidtrack.cli.command import command
from aidtrack.cli.complete import names as complete_names
from aidtrack.cli.entry_typed import by_option, recorded, require_sense, wrong_typed
from aidtrack.cli.params import argument, option
from aidtrack.cli.run import Run
from aidtrack.cli.typer_internals import Command, Parameter
from aidtrack.errors import Fault, Refused
from aidtrack.ledger.entry import ENTRY
from aidtrack.locale import spoken, t
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.find import Names
from aidtrack.values.dates import day_limit
from aidtrack.values.reason import perhaps, stated
from aidtrack.values.report import Report
from aidtrack.values.words import UNASSIGNED

_TOLD = ("amount", "date", "reason", "doc_no", "over")


def transfer() -> Command:
    def transfer(
        run: Run, name: str, into: str, amount: str, reason: str, date: str | None, doc_no: str | None, over: str | None,
        allow_future: bool, allow_duplicates: bool, dry_run: bool,
    ) -> Report:  # fmt: skip
        from aidtrack.reports.moved import transferred
        from aidtrack.store.records import moving

        typed = _typed(run, amount=amount, reason=reason, date=date, doc_no=doc_no, over=over)

        def record(known: Set[int]) -> Report:
            with run.write(dry_run=dry_run) as writer:
                told = _told(run, writer, "receipt", typed, allow_future=allow_future)
                one, other = (Names(writer).find("fund", fields.name_typed(fund)) for fund in (name, into))
                done = moving.transfer(writer, one, other, told, known=None if allow_duplicates else known)
                return transferred(writer, done, dry_run=dry_run)

        return recorded(run, record, dated=date is not None)

    params = [
        argument("name", t("The fund that the money leaves."), complete=complete_names("fund")),
        argument("into", t("The fund into which it goes."), complete=complete_names("fund")),
        argument("amount", t("Yuan, or with 万元.")),
        *_options(),
    ]
    return command("transfer", t("Move money of it into another fund."), params, transfer, writes=True)


def reallocate() -> Command:
    def reallocate(
        run: Run, name: str, into: str, amount: str, reason: str, fund: str | None, from_village: str | None, to_village: str | None,
        date: str | None, doc_no: str | None, over: str | None, allow_future: bool, allow_duplicates: bool, dry_run: bool,
    ) -> Report:  # fmt: skip
        from aidtrack.reports.moved import reallocated
        from aidtrack.store.records import moving

        typed = _typed(run, amount=amount, reason=reason, date=date, doc_no=doc_no, over=over)

        def record(known: Set[int]) -> Report:
            with run.write(dry_run=dry_run) as writer:
                told = _told(run, writer, "allocation", typed, allow_future=allow_future)
                names = Names(writer)
                one, other = (names.find("project", fields.name_typed(project)) for project in (name, into))
                of = _fund(names, fund, one)
                left = _cell(names, of, one, from_village, moving.village_left)
                came = _cell(names, of, other, to_village, moving.village_into)
                done = moving.reallocate(writer, left, came, told, known=None if allow_duplicates else known)
                return reallocated(writer, done, dry_run=dry_run)

        return recorded(run, record, dated=date is not None)

    params = [
        argument("name", t("The project that the money leaves."), complete=complete_names("project")),
        argument("into", t("The project to which it goes."), complete=complete_names("project")),
        argument("amount", t("Yuan, or with 万元.")),
        option("--fund", t("Of which fund; blank where the first project has one."), complete=complete_names("fund")),
        option("--from-village", t("Out of which village, where the first project has several."), metavar="VILLAGE", complete=complete_names("village")),
        option("--to-village", t("In which village, where the second project has several."), metavar="VILLAGE", complete=complete_names("village")),
        *_options(),
    ]  # fmt: skip
    return command(
        "reallocate", t("Move allocated money from one project to another."), params, reallocate, writes=True
    )


def _options() -> list[Parameter]:
    return [
        option("--reason", t("Why."), required=True),
        option("--date", t("When; today unless given."), metavar="DAY"),
        option("--doc-no", spoken(ENTRY.field("doc_no").label)),
        option("--over", t("The reason why a rule may be broken.")),
        option("--allow-future", t("Accept a date after tomorrow."), flag=True),
        option("--allow-duplicates", t("Record it though an equal entry is recorded: both are real."), flag=True),
        option("--dry-run", t("Show what would happen, write nothing."), flag=True),
    ]


def _typed(run: Run, *, date: str | None, reason: str, over: str | None, **others: str | None) -> dict[str, str]:
    """What was typed of both entries, by field."""
    given = {
        **others,
        "date": date or run.today.isoformat(),
        "reason": stated("--reason", reason),
        "over": perhaps("--over", over),
    }
    return {name: text for name, text in given.items() if text}


def _told(
    run: Run, connection: Connection, kind: str, typed: Mapping[str, str], *, allow_future: bool
) -> dict[str, object]:
    """The same by column. Raises Usage, Refused."""
    said = fields.parsed(connection, ENTRY.fields, typed)
    require_sense({"kind": kind, "fund": "", **said}, typed, None if allow_future else day_limit(run.today))
    return {ENTRY.field(name).column: said[name] for name in _TOLD if name in said}


def _fund(names: Names, typed: str | None, project: int) -> int:
    from aidtrack.store.records import blanks

    if typed:
        return names.find("fund", fields.name_typed(typed))
    try:
        return blanks.fund_of_project(names, project, by_option)
    except Fault as fault:
        raise Refused(wrong_typed("fund", {}, fault), fault.suggestion) from None


def _cell(
    names: Names, fund: int, project: int, village: str | None, unless_given: Callable[[Names, int, int], int | None]
) -> dict[str, object]:
    """A place of a fund, by column."""
    if village in UNASSIGNED:
        found = None
    elif village:
        found = names.find("village", fields.name_typed(village))
    else:
        found = unless_given(names, fund, project)
    return {"fund_id": fund, "project_id": project, "village_id": found}
