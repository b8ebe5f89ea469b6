"""The verbs of an entry: add, list, show, reverse, the same for every kind."""

from collections.abc import Iterable, Iterator, Set
from contextlib import contextmanager
from typing import cast

from aidtrack.cli import fields
from aidtrack.cli.command import command
from aidtrack.cli.entry_typed import NOT_OPTIONS, book_on_successor, placed, recorded, require_kind, require_sense
from aidtrack.cli.group import Group, Listed
from aidtrack.cli.numbers import id_typed, ids_option, ranges
from aidtrack.cli.params import argument, option
from aidtrack.cli.period import period_options
from aidtrack.cli.run import Run
from aidtrack.cli.typer_internals import Command
from aidtrack.ledger.entry import ENTRY, PLACED, fields_of
from aidtrack.ledger.kind import KINDS, EntryKind
from aidtrack.locale import spoken, t
from aidtrack.phrase import Word
from aidtrack.reports.dimension import DIMENSIONS, Dimension
from aidtrack.reports.period import period
from aidtrack.store.names.find import Names
from aidtrack.values.dates import day_limit
from aidtrack.values.field import Field
from aidtrack.values.reason import perhaps
from aidtrack.values.report import Report


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
            "correct": Listed("Correct one: take it back and record it anew.", lambda: _correct(kind)),
            "reverse": Listed("Take back one, or a part of it.", lambda: _reverse(kind)),
        },
    )


def _add(kind: EntryKind) -> Command:
    def add(run: Run, amount: str, allow_future: bool, allow_duplicates: bool, **options: str | None) -> Report:
        from aidtrack.store.records.repetition import require_new

        today, given = {"date": run.today.isoformat()}, fields.typed(options)
        typed = {"amount": amount, **today, **given}

        def record(known: Set[int]) -> Report:
            from aidtrack.reports import confirmed, shown
            from aidtrack.store.records import entries
            from aidtrack.store.records.repetition import likely_recorded

            with run.write(beside_others=True) as writer:
                said = {"kind": kind.name, **fields.parsed(writer, ENTRY.fields, typed)}
                require_sense(said, typed, None if allow_future else day_limit(run.today))
                names = Names(writer)
                values = placed(names, kind, said)
                book_on_successor(run, names, kind, values)
                if not allow_duplicates:
                    require_new(writer, values, known)
                like = None if allow_duplicates or known else likely_recorded(writer, values)
                id = entries.add(writer, values)
                told = run.told(id, lambda: confirmed.recorded(shown.entry(writer, kind.name, id)))
            if like is not None:
                run.say(t("Is it {entry} in other words? All but the purpose or the voucher is the same.", entry=like))
                run.say(t("If so: aidtrack {kind} reverse {id} --reason WHY.", kind=kind.name, id=id))
            return told

        return recorded(run, record, dated="date" in given)

    given = [field for field in fields_of(kind.name) if field.name not in NOT_OPTIONS]
    params = [
        argument("amount", t("Yuan, or with 万元; below zero to take back, with --reason.")),
        *map(fields.field_option, given),
        option("--allow-future", t("Accept a date after tomorrow."), flag=True),
        option("--allow-duplicates", t("Record it though an equal entry is recorded: both are real."), flag=True),
    ]
    made = command("add", t("Record one."), params, add, writes=True)
    made.asks_for = [ENTRY.field("amount"), *given]
    return made


def _list(kind: EntryKind) -> Command:
    @contextmanager
    def list_(
        run: Run, year: str | None, from_: str | None, to: str | None, as_of: str | None,
        ids: str | None, batch: str | None, **options: tuple[str, ...],
    ) -> Iterator[Report]:  # fmt: skip
        from aidtrack.reports import entries
        from aidtrack.reports.narrowed import narrowed

        when, asked = period(year, from_, to, as_of, today=run.today), fields.asked(options)
        with run.read() as connection:
            answer = entries.of_kind(
                connection,
                kind.name,
                asked,
                when,
                ids=ranges("--id", ids),
                batch=None if batch is None else id_typed("--batch", batch),
                asked=run.asked,
            )
            run.explain_nothing(connection, ENTRY, asked, kind.name, found=bool(answer.tables[0].rows))
            yield narrowed(connection, answer, ENTRY, asked)

    params = [
        *period_options(),
        ids_option(),
        option("--batch", t("Only what this batch imported."), metavar="ID"),
        *fields.filter_options(ENTRY, *_filters(kind)),
    ]
    return command("list", t("List them with their sum."), params, list_, lists=_headings, personal=True, parts=True)


def _filters(kind: EntryKind) -> tuple[list[Field], list[Dimension]]:
    """The fields that kind has and no other answer is narrowed by, and what all are."""
    own = [field for field in fields_of(kind.name) if field.filters and field.name not in DIMENSIONS]
    return own, [one for one in DIMENSIONS.values() if one.narrows]


def _headings() -> Iterable[Word]:
    from aidtrack.reports.entries import HEADINGS

    return HEADINGS


def _show(kind: EntryKind) -> Command:
    def show(run: Run, id: str) -> Report:
        from aidtrack.reports import shown
        from aidtrack.store.records.rows import stored

        with run.read() as connection:
            number = Names(connection).find("entry", id, kind=kind.name)
            require_kind(connection, kind, "show", number, (stored(connection, "entry", number) or {})["kind"])
            return shown.entry(connection, kind.name, number)

    params = [argument("id", t("The entry's id or 流水号."))]
    return command(
        "show",
        t("Show one with all its fields and what was taken back of it."),
        params,
        show,
        personal=True,
        parts=True,
    )


def _correct(kind: EntryKind) -> Command:
    from aidtrack.cli.correct import correct

    return correct(kind)


def _reverse(kind: EntryKind) -> Command:
    def reverse(
        run: Run, id: str, amount: str | None, reason: str, date: str | None, over: str | None, allow_future: bool
    ) -> Report:
        from aidtrack.reports import confirmed, shown
        from aidtrack.store.records import reversing
        from aidtrack.store.records.books import is_closed
        from aidtrack.store.records.rows import stored

        optional = {"amount": amount, "date": date, "over": perhaps("--over", over)}
        typed = {"reason": reason, **{name: text for name, text in optional.items() if text}}
        with run.write() as writer:
            said = fields.parsed(writer, ENTRY.fields, typed)
            number = Names(writer).find("entry", id, kind=kind.name)
            original = stored(writer, "entry", number) or {}
            require_kind(writer, kind, "reverse", number, original["kind"])
            place = {field.name: original[field.column] for field in ENTRY.fields if field.column in PLACED}
            require_sense({**place, **said, "reverses": number}, typed, None if allow_future else day_limit(run.today))
            back = reversing.reverse(
                writer,
                number,
                amount_fen=cast("int | None", said.get("amount")),
                reason=str(said["reason"]),
                date=cast("str | None", said.get("date")),
                over=cast("str | None", said.get("over")),
            )
            if "date" not in said:
                dated = str((stored(writer, "entry", back.id) or {})["date"])
                _say_day(run, str(original["date"]), dated, late=is_closed(writer, dated))
            if back.other is not None:
                run.say(
                    t(
                        "As much was taken back of entry {other}, the other half of what was carried on: entry {id}.",
                        other=back.other,
                        id=back.other_id,
                    )
                )
            return run.told(back.id, lambda: confirmed.taken_back(shown.taken_back(writer, kind.name, back.id), number))

    params = [
        argument("id", t("The entry's id or 流水号.")),
        option("--amount", t("Only so much of it."), metavar="YUAN"),
        option("--reason", t("Why."), required=True),
        option("--date", t("When, where money came back later; as the entry itself unless given."), metavar="DAY"),
        option("--over", t("The reason why a rule may be broken.")),
        option("--allow-future", t("Accept a date after tomorrow."), flag=True),
    ]
    return command("reverse", t("Take back one, or a part of it."), params, reverse, writes=True)


def _say_day(run: Run, own: str, dated: str, *, late: bool) -> None:
    """On which day an entry was taken back that nobody gave a day for; `late`: on a closed one."""
    from aidtrack.reports.shown import booked_on

    if dated != own or late:
        run.say(spoken(booked_on(dated, late=late)))
    else:
        run.say(
            t(
                "Dated {date}, as the entry it takes back; where money came back later, give the day with --date.",
                date=dated,
            )
        )
