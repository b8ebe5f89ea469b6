"""`check`: everything that is kept twice recomputed and compared, every rule judged anew, the audit chain verified."""

from collections.abc import Iterable, Iterator

from aidtrack.ledger.procedure import STEPS_ASKED, steps_missing
from aidtrack.locale import t
from aidtrack.phrase import phrase
from aidtrack.store.engine.collections import is_collection
from aidtrack.store.engine.connection import Connection
from aidtrack.store.proof import attached, books, carryings, collection, days, loans, numbers, objects, spelling, stamps
from aidtrack.store.proof.cash import below_zero
from aidtrack.store.proof.discrepancy import Discrepancy
from aidtrack.store.proof.impossible import impossible
from aidtrack.store.proof.logged import chain_broken
from aidtrack.store.proof.rules import broken_rules
from aidtrack.store.proof.verify import as_many_as_said, verify
from aidtrack.store.records import balances
from aidtrack.store.schema.shape import expected
from aidtrack.store.schema.triggers import guards as standing
from aidtrack.store.schema.triggers import schema_on
from aidtrack.values.money import yuan
from aidtrack.values.text import safe


def check(connection: Connection, *, beside: bool = True) -> list[Discrepancy]:
    """All findings: damage first, then broken rules, then alerts; of the files of documents that lie `beside` too."""
    return _gravest_first(found(connection, beside=beside))


def found(connection: Connection, *, beside: bool = True) -> Iterator[Discrepancy]:
    """As `check`, one after the other as they are found."""
    yield from _file(connection)
    guards = [*_guards(connection)]
    yield from guards
    yield from _balances(connection)
    yield from objects.wrong(connection, {str(one.what) for one in guards})
    if is_collection(connection):
        yield from collection.wrong(connection)
        return
    yield from (Discrepancy("damage", "audit", what, problem) for what, problem in verify(connection))
    yield from (Discrepancy("damage", "value", what, problem) for what, problem in impossible(connection))
    yield from (Discrepancy("damage", "value", what, problem) for what, problem in numbers.chosen(connection))
    yield from (Discrepancy("damage", "spelling", what, problem) for what, problem in spelling.wrong(connection))
    yield from broken_rules(connection)
    yield from books.wrong(connection)
    yield from carryings.wrong(connection)
    yield from _steps(connection)
    yield from days.out_of_order(connection)
    yield from stamps.wrong(connection)
    yield from _early_cash(connection)
    yield from (Discrepancy("rule", "G4", what, problem) for what, problem in loans.wrong(connection))
    if beside:
        yield from attached.wrong(connection)


def quick(connection: Connection) -> list[Discrepancy]:
    """The log's chain, whether there are as many entries as it says, numbers, the guards with the schema they stand in, and the balances:
    what `check` sees first, for every day.
    """
    guards = [*_guards(connection)]
    seen = [*guards, *objects.wrong(connection, {str(one.what) for one in guards}), *_balances(connection)]
    seen += [Discrepancy("damage", "audit", what, problem) for what, problem in chain_broken(connection)]
    if is_collection(connection):
        seen += collection.quickly(connection)
    else:
        seen += [Discrepancy("damage", "audit", what, problem) for what, problem in as_many_as_said(connection)]
        seen += [Discrepancy("damage", "value", what, problem) for what, problem in numbers.chosen(connection)]
    return _gravest_first(seen)


def _gravest_first(found: Iterable[Discrepancy]) -> list[Discrepancy]:
    order = {"damage": 0, "rule": 1, "alert": 2, "note": 3}
    return sorted(found, key=lambda finding: order[finding.level])


def _file(connection: Connection) -> Iterator[Discrepancy]:
    for what, parent in connection.engine.unsound(connection):
        if parent is None:
            yield Discrepancy("damage", "file", connection.target.shown, what)
        else:
            yield Discrepancy(
                "damage", "reference", what, t("refers to a row of {table} that is not there.", table=parent)
            )


def _guards(connection: Connection) -> Iterator[Discrepancy]:
    ours = schema_on(connection.engine)
    present = connection.engine.present_triggers(connection)
    made = dict(standing(connection))
    for name, sql in made.items():
        if name not in present or not ours.unchanged(present[name], sql):
            yield Discrepancy("damage", "guard", name, t("is missing or changed: the rules are not enforced."))
    shape = expected(connection)
    tables = None if shape is None else {name for kind, name in shape if kind == "table"}
    for name, table in sorted(connection.engine.watching(connection)):
        if name not in made and (tables is None or table in tables):
            yield Discrepancy(
                "damage", "guard", safe(name), t("is no trigger of aidtrack's: it may undo what is recorded.")
            )


def _balances(connection: Connection) -> Iterator[Discrepancy]:
    for table, place, stored, actual in balances.wrong(connection):
        said = t("holds {stored}, the entries say {actual}.", stored=_sums(stored), actual=_sums(actual))
        yield Discrepancy("damage", "balance", f"{table} {place}", said)


def _sums(sums: object) -> str:
    if not isinstance(sums, tuple):
        return "—"
    return ", ".join("—" if fen is None else yuan(int(fen)) for fen in sums)


def _steps(connection: Connection) -> Iterator[Discrepancy]:
    """Projects with money that lack the steps the store asks for before it (G8).

    Always an alert: a reason was given, or the money came before the store asked, or a step was removed or found failed since.
    """
    for kind, balance in (("allocation", "allocated_fen"), ("spending", "spent_fen")):
        for project, fen in connection.rows(
            f"SELECT p.name, sum(c.{balance}) FROM cell_balance c LEFT JOIN project p ON p.id = c.project_id"
            f" WHERE {STEPS_ASKED} AND {steps_missing(kind, 'c.project_id')}"
            f" GROUP BY c.project_id, p.name HAVING sum(c.{balance}) > 0 ORDER BY c.project_id"
        ):
            said = (
                t("{amount} yuan are allocated without its proposal and six confirmations.", amount=yuan(int(fen)))
                if kind == "allocation"
                else t("{amount} yuan are spent without its acceptance.", amount=yuan(int(fen)))
            )
            yield Discrepancy("alert", "G8", safe(project) if project else phrase("project not assigned"), said)


def _early_cash(connection: Connection) -> Iterator[Discrepancy]:
    """A fund whose cash was below zero on some earlier day: a back-dated entry, told and not refused."""
    for fund, date, cash in below_zero(connection):
        yield Discrepancy(
            "alert",
            "cash",
            safe(fund),
            t("held less than nothing from {date} on: {cash} yuan at worst.", date=date, cash=yuan(cash)),
        )
