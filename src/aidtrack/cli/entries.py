"""The verbs of an entry: add, list, show, reverse, the same for every kind."""

from collections.abc import Mapping
from itertools import chain
from typing import cast

from aidtrack.cli import fields
from aidtrack.cli.command import Group, Listed, command
from aidtrack.cli.numbers import id_typed, ids_option, ranges, whole_number
from aidtrack.cli.params import argument, option
from aidtrack.cli.period import period_options
from aidtrack.cli.run import Run
from aidtrack.cli.typer_internals import Command
from aidtrack.errors import Fault, Refused, Usage
from aidtrack.ledger.entry import ENTRY, PLACED, fields_of
from aidtrack.ledger.kind import KINDS, EntryKind
from aidtrack.ledger.sense import EntryColumns, nonsense
from aidtrack.locale import t
from aidtrack.phrase import Said, phrase
from aidtrack.reports.period import period
from aidtrack.store.names.find import Names
from aidtrack.values.dates import day_limit
from aidtrack.values.kinds import Value
from aidtrack.values.report import Report
from aidtrack.values.text import wrong

# Given as an argument, or not by the person who adds.
_NOT_OPTIONS = ("kind", "amount", "reverses", "carries", "corrects")


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
        from aidtrack.reports import confirmed, shown
        from aidtrack.store.records import entries

        typed = {"amount": amount, "date": run.today.isoformat(), **fields.typed(options)}
        with run.write() as writer:
            said = {"kind": kind.name, **fields.parsed(writer, ENTRY.fields, typed)}
            _require_sense(said, typed, None if allow_future else day_limit(run.today))
            values = _placed(Names(writer), kind, said)
            return confirmed.recorded(shown.entry(writer, kind.name, entries.add(writer, values)))

    params = [
        argument("amount", t("Yuan, or with 万元; below zero to take back, with --reason.")),
        *(fields.field_option(field) for field in fields_of(kind.name) if field.name not in _NOT_OPTIONS),
        option("--allow-future", t("Accept a date after tomorrow."), flag=True),
    ]
    return command("add", t("Record one."), params, add, writes=True)


def _require_sense(said: Mapping[str, Value], typed: Mapping[str, str], latest: str | None) -> None:
    """Raises Refused or Usage where an entry, as it is `said` by field, breaks a rule of sense; all that it breaks are told."""
    columns = {name: [value] for name, value in said.items()}
    broken = [*nonsense(EntryColumns(1, columns, {said["kind"]}, latest), _by_option)]
    if broken:
        kind = Usage if broken[0][1].usage else Refused
        told = ((_wrong(rule.field, typed, fault), fault.suggestion) for _, rule, fault in broken)
        raise kind(*chain.from_iterable(told))


def _placed(names: Names, kind: EntryKind, said: Mapping[str, Value]) -> dict[str, object]:
    """The entry as it is stored, by column: where it belongs looked up, what is blank of that filled. Raises Refused, NotFound."""
    from aidtrack.store.records import blanks, places

    found = places.place(names, kind.name, said)
    for _, error in found.not_found:
        raise error
    values: dict[str, object] = {
        field.column: said[field.name] for field in ENTRY.fields if field.name in said and not field.refers
    }
    values |= {column: id for column, id in found.ids().items() if id is not None}
    if said.get("loan") is not None:
        values["loan_id"] = names.find("entry", str(said["loan"]))
    try:
        blanks.fill(names, values, _by_option, unassigned=found.unassigned)
    except Fault as fault:
        raise Refused(_wrong("fund", {}, fault), fault.suggestion) from None
    return values


def _wrong(name: str, typed: Mapping[str, str], fault: Fault) -> Said:
    return wrong(ENTRY.field(name).label, typed.get(name, "").strip(), fault)


def _by_option(name: str) -> Said:
    """How a field is given on the command line."""
    return phrase("Give it with {option}.", option=ENTRY.field(name).option)


def _list(kind: EntryKind) -> Command:
    def list_(
        run: Run, year: str | None, from_: str | None, to: str | None, as_of: str | None,
        ids: str | None, batch: str | None, limit: str | None, **options: str | None,
    ) -> Report:  # fmt: skip
        from aidtrack.reports import entries

        when = period(year, from_, to, as_of, today=run.today)
        with run.read() as connection:
            return entries.of_kind(
                connection,
                kind.name,
                fields.typed(options),
                when,
                ids=ranges("--id", ids),
                batch=None if batch is None else id_typed("--batch", batch),
                limit=whole_number("--limit", limit),
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

        with run.read() as connection:
            return shown.entry(connection, kind.name, Names(connection).find("entry", id))

    params = [argument("id", t("The entry's id or 流水号."))]
    return command("show", t("Show one with all its fields and what was taken back of it."), params, show)


def _reverse(kind: EntryKind) -> Command:
    def reverse(
        run: Run, id: str, amount: str | None, reason: str, date: str | None, over: str | None, allow_future: bool
    ) -> Report:
        from aidtrack.reports import confirmed, shown
        from aidtrack.store.records import entries
        from aidtrack.store.records.rows import stored

        optional = {"amount": amount, "date": date, "over": over}
        typed = {"reason": reason, **{name: text for name, text in optional.items() if text}}
        with run.write() as writer:
            said = fields.parsed(writer, ENTRY.fields, typed)
            number = Names(writer).find("entry", id)
            original = stored(writer, "entry", number) or {}
            place = {field.name: original[field.column] for field in ENTRY.fields if field.column in PLACED}
            _require_sense({**place, **said, "reverses": number}, typed, None if allow_future else day_limit(run.today))
            new, _ = entries.reverse(
                writer,
                number,
                kind=kind.name,
                amount_fen=cast("int | None", said.get("amount")),
                reason=str(said["reason"]),
                date=cast("str | None", said.get("date")),
                over=cast("str | None", said.get("over")),
            )
            return confirmed.taken_back(shown.taken_back(writer, kind.name, new), number)

    params = [
        argument("id", t("The entry's id or 流水号.")),
        option("--amount", t("Only so much of it."), metavar="YUAN"),
        option("--reason", t("Why."), required=True),
        option("--date", t("When; today unless given."), metavar="DAY"),
        option("--over", t("The reason why a rule may be broken.")),
        option("--allow-future", t("Accept a date after tomorrow."), flag=True),
    ]
    return command("reverse", t("Take back one, or a part of it."), params, reverse, writes=True)
