"""What was typed for an entry: whether it makes sense, where it belongs, and that it is recorded once."""

from collections.abc import Callable, Mapping, Set
from itertools import chain
from typing import TYPE_CHECKING, cast

from aidtrack.cli.run import Run
from aidtrack.errors import Fault, Refused, Usage
from aidtrack.ledger.entry import ENTRY
from aidtrack.ledger.kind import BACK, KINDS, EntryKind
from aidtrack.ledger.sense import EntryColumns, nonsense
from aidtrack.locale import spoken, t
from aidtrack.phrase import Said, phrase
from aidtrack.store.names.find import Names
from aidtrack.values.kinds import Value
from aidtrack.values.text import safe, wrong

if TYPE_CHECKING:
    from aidtrack.store.engine.connection import Connection
    from aidtrack.store.records.places import Place
    from aidtrack.values.report import Report

# Given as an argument, or not by the person who adds.
NOT_OPTIONS = ("kind", "amount", "reverses", "carries", "moves", "corrects", "origin")


def require_sense(said: Mapping[str, Value], typed: Mapping[str, str], latest: str | None) -> None:
    """Raises Refused or Usage where an entry, as it is `said` by field, breaks a rule of sense; all that it breaks are told."""
    columns = {name: [value] for name, value in said.items()}
    broken = [*nonsense(EntryColumns(1, columns, {said["kind"]}, latest), by_option)]
    if broken:
        kind = Usage if broken[0][1].usage else Refused
        told = ((wrong_typed(rule.field, typed, fault), fault.suggestion) for _, rule, fault in broken)
        raise kind(*chain.from_iterable(told))


def looked_up(names: Names, kind: EntryKind, said: Mapping[str, Value]) -> "Place":
    """Where the entry belongs by what is `said` of it. Raises NotFound."""
    from aidtrack.store.records import places

    found = places.place(places.Search(names), kind.name, said)
    for _, error in found.not_found:
        raise error
    return found


def plain(said: Mapping[str, Value]) -> dict[str, object]:
    """What refers to nothing, by column."""
    return {field.column: said[field.name] for field in ENTRY.fields if field.name in said and not field.refers}


def placed(names: Names, kind: EntryKind, said: Mapping[str, Value]) -> dict[str, object]:
    """The entry as it is stored, by column: where it belongs looked up, what is blank of that filled. Raises Refused, NotFound."""
    from aidtrack.store.records import blanks

    found = looked_up(names, kind, said)
    values = plain(said) | {column: id for column, id in found.ids().items() if id is not None}
    if said.get("loan") is not None:
        values["loan_id"] = names.find("entry", str(said["loan"]), kind="loan")
    try:
        blanks.fill(names, values, by_option, unassigned=found.unassigned)
    except Fault as fault:
        raise Refused(wrong_typed("fund", {}, fault), fault.suggestion) from None
    require_of_its_village(names, values, said)
    return values


def require_of_its_village(names: Names, values: Mapping[str, object], said: Mapping[str, Value]) -> None:
    """Raises Refused where an entry, by column, is of a household of another village than its own."""
    from aidtrack.store.records import places

    household, village = (cast("int | None", values.get(column)) for column in ("household_id", "village_id"))
    fault = places.not_of_its_village(names, str(values["kind"]), household, village, values["date"])
    if fault is not None:
        typed = str(said.get("household") or names.name("household", household))
        raise Refused(wrong_typed("household", {"household": typed}, fault), fault.suggestion)


def book_on_successor(run: Run, names: Names, kind: EntryKind, values: dict[str, object]) -> None:
    """Of a village that became part of another before the entry's day it is that one's, and that is said."""
    from aidtrack.store.records.successors import successors

    village = cast("int | None", values.get("village_id"))
    into = village if kind.name in BACK else successors(names.connection).of(village, values["date"])
    if village is not None and into is not None and into != village:
        values["village_id"] = into
        merged, stands = (safe(names.choice("village", id)) for id in (village, into))
        run.say(t("“{village}” is part of “{into}” on that day: booked there.", village=merged, into=stands))


def wrong_typed(name: str, typed: Mapping[str, str], fault: Fault) -> Said:
    return wrong(ENTRY.field(name).label, typed.get(name, "").strip(), fault)


def by_option(name: str) -> Said:
    """How a field is given on the command line."""
    return phrase("Give it with {option}.", option=ENTRY.field(name).option)


def require_kind(connection: "Connection", kind: EntryKind, verb: str, id: int, found: object) -> None:
    """Raises Refused where an entry that is to be taken back or corrected is of another kind than the command's."""
    if found != kind.name:
        from aidtrack.store.records.of_this_run import then, told

        other = KINDS[str(found)]
        raise Refused(
            t(
                "Entry {id} is of the kind {other}, not {kind}.",
                id=told(connection, id),
                kind=kind.label,
                other=other.label,
            ),
            t("Use: aidtrack {kind} show {id}.", kind=other.name, id=id)
            if verb == "show"
            else then(
                connection, id, t("Use: aidtrack {kind} {verb} {id} --reason WHY.", kind=other.name, verb=verb, id=id)
            ),
        )


def recorded(run: Run, record: Callable[[Set[int]], "Report"], *, dated: bool) -> "Report":
    """What `record` answers; where an equal entry is recorded already, once more if a person says so. Of what is not `dated` the day is said."""
    from aidtrack.store.records.repetition import Repeated

    try:
        answer = record(frozenset())
    except Repeated as repeated:  # asked when the store is free again: a person takes their time
        if not run.agrees(t("{said} Record it once more?", said=spoken(repeated.args[0]))):
            raise
        answer = record(repeated.ids)
    if not dated:
        run.say(t("Dated today ({date}).", date=run.today.isoformat()))
    return answer
