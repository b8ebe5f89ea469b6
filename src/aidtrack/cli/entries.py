"""The verbs of an entry: add, list, show, reverse, the same for every kind."""

from aidtrack.cli import fields
from aidtrack.cli.command import Group, Listed, command
from aidtrack.cli.numbers import ids_option, ranges, whole
from aidtrack.cli.params import argument, option
from aidtrack.cli.period import period_options
from aidtrack.cli.run import Run
from aidtrack.cli.typer_internals import Command
from aidtrack.errors import Refused, Usage
from aidtrack.ledger.entry import ENTRY, LINK, fields_of
from aidtrack.ledger.kind import BACK, KINDS, EntryKind
from aidtrack.locale import t
from aidtrack.reports.period import period
from aidtrack.values import dates
from aidtrack.values.report import Report
from aidtrack.values.words import UNASSIGNED

# Given as an argument, or not by the person who adds.
_NOT_OPTIONS = ("kind", "amount", "reverses")


def group(name: str) -> Group:
    """`aidtrack spending …`."""
    kind = KINDS[name]
    return Group(
        name,
        t(kind.help),
        {
            "add": Listed("Record one.", lambda: _add(kind)),
            "list": Listed("List them with their sum.", lambda: _list(kind)),
            "show": Listed("Show one with all its fields and what was taken back of it.", lambda: _show(kind)),
            "reverse": Listed("Take back one, or a part of it.", lambda: _reverse(kind)),
        },
    )


def _add(kind: EntryKind) -> Command:
    def add(run: Run, amount: str, allow_future: bool, **options: str | None) -> Report:
        from aidtrack.reports import shown
        from aidtrack.store.records import defaults, entries

        typed = {"amount": amount, "date": run.today.isoformat(), **fields.typed(options)}
        unassigned = typed.get("village", "").strip() in UNASSIGNED
        if unassigned:
            del typed["village"]
        with run.write() as writer:
            values = {"kind": kind.name, **fields.stored_values(writer, ENTRY.fields, typed)}
            if not allow_future and dates.is_future(str(values["date"]), run.today):
                raise Usage(
                    t("The date {date} lies in the future.", date=values["date"]), t("Check it, or add --allow-future.")
                )
            if not values.get("over"):
                values["over"] = None
            _require_meaning(values)
            _require_parties(values)
            defaults.fill(writer, values)
            if unassigned:
                values["village_id"] = None
            return shown.entry(writer, kind.name, entries.add(writer, values))

    params = [
        argument("amount", t("Yuan, or with 万元; below zero to take back, with --reason.")),
        *(fields.field_option(field) for field in fields_of(kind.name) if field.name not in _NOT_OPTIONS),
        option("--allow-future", t("Accept a date after tomorrow."), flag=True),
    ]
    return command("add", t("Record one."), params, add)


def _require_meaning(values: dict[str, object]) -> None:
    if values["amount_fen"] == 0:
        raise Refused(t("An amount of 0 says nothing."), t("Leave the entry out."))
    if int(str(values["amount_fen"])) < 0 and not values.get("reason"):
        raise Refused(t("An amount below zero needs a reason."), t("Give it with --reason (column 原因)."))
    if str(values.get("ref") or "").startswith(LINK):
        raise Refused(t("A 流水号 that begins with {link} is an export's own.", link=LINK), t("Give another."))


def _require_parties(values: dict[str, object]) -> None:
    if values["kind"] == "loan" and values.get("household_id") is None:
        raise Usage(t("A loan needs its borrower."), t("Give the household with --household."))
    if values["kind"] in BACK and values.get("loan_id") is None:
        raise Usage(t("The loan is missing."), t("Give its id or 流水号 with --loan."))
    if values["kind"] == "writeoff" and not values.get("reason"):
        raise Refused(t("Giving up a loan needs a reason."), t("Give it with --reason (column 原因)."))


def _list(kind: EntryKind) -> Command:
    def list_(
        run: Run, year: str | None, from_: str | None, to: str | None, as_of: str | None,
        ids: str | None, batch: str | None, limit: str | None, **options: str | None,
    ) -> Report:  # fmt: skip
        from aidtrack.reports import listing

        when = period(year, from_, to, as_of, today=run.today)
        with run.read() as connection:
            return listing.entries(
                connection,
                kind.name,
                fields.typed(options),
                when,
                ids=ranges("--id", ids),
                batch=whole("--batch", batch),
                limit=whole("--limit", limit),
            )

    params = [
        *(fields.field_option(field) for field in fields_of(kind.name) if field.filters),
        *(fields.field_option(field) for field in fields.through(fields_of(kind.name))),
        *period_options(),
        ids_option(),
        option("--batch", t("Only what this batch imported."), metavar="ID"),
        option("--limit", t("At most so many."), metavar="N"),
    ]
    return command("list", t("List them with their sum."), params, list_)


def _show(kind: EntryKind) -> Command:
    def show(run: Run, id: str) -> Report:
        from aidtrack.reports import shown
        from aidtrack.store.names.find import Names

        with run.read() as connection:
            return shown.entry(connection, kind.name, Names(connection).find("entry", id))

    params = [argument("id", t("The entry's id or 流水号."))]
    return command("show", t("Show one with all its fields and what was taken back of it."), params, show)


def _reverse(kind: EntryKind) -> Command:
    def reverse(run: Run, id: str, amount: str | None, reason: str, date: str | None, over: str | None) -> Report:
        from aidtrack.reports import shown
        from aidtrack.store.names.find import Names
        from aidtrack.store.records import entries

        typed = {"reason": reason, "over": over or ""} | ({"date": date} if date else {})
        with run.write() as writer:
            values = fields.stored_values(writer, ENTRY.fields, typed | ({"amount": amount} if amount else {}))
            if not values["reason"]:
                raise Usage(t("A reversal needs a reason."))
            fen = values.get("amount_fen")
            new, _ = entries.reverse(
                writer,
                Names(writer).find("entry", id),
                kind=kind.name,
                amount_fen=None if fen is None else int(str(fen)),
                reason=str(values["reason"]),
                date=str(values["date"]) if date else None,
                over=str(values["over"]) if values["over"] else None,
            )
            return shown.entry(writer, kind.name, new)

    params = [
        argument("id", t("The entry's id or 流水号.")),
        option("--amount", t("Only so much of it."), metavar="YUAN"),
        option("--reason", t("Why."), required=True),
        option("--date", t("When; today unless given."), metavar="DAY"),
        option("--over", t("The reason why a rule may be broken.")),
    ]
    return command("reverse", t("Take back one, or a part of it."), params, reverse)
