"""Money between offices of a collection: what one says that it gave and the other that it got, and what says neither.

An office knows its own books alone: none of this is looked for where no other's stand beside them.
"""

from collections import defaultdict
from collections.abc import Iterator

from aidtrack.ledger.quantity import listed
from aidtrack.phrase import Joined, phrase
from aidtrack.reports.alerting.rule import Alert
from aidtrack.reports.alerting.snapshot import Snapshot
from aidtrack.reports.figures import between_funds
from aidtrack.reports.passed_on import givers, named
from aidtrack.store.engine.collections import SPAN
from aidtrack.store.records.payees import payees
from aidtrack.values.money import yuan
from aidtrack.values.text import key, safe

Pair = tuple[int, int]  # giver and receiver, by number


def paid_to_office(snapshot: Snapshot) -> Iterator[Alert]:
    """Spending whose payee is another office: what that spends of it would be spent twice."""
    for fund, office, payee, fen in _paid(snapshot, "spending"):
        if office != fund // SPAN:
            command = snapshot.command("spending", "list", "--fund", snapshot.chosen("fund", fund), "--payee", payee)
            yield Alert(command, fund, subject=safe(payee), amount_fen=fen)


def not_received(snapshot: Snapshot) -> Iterator[Alert]:
    """More was disbursed to an office than it received of the one that gave it."""
    for (giver, receiver), given, received, called in _pairs(snapshot):
        if given > received:
            options = [word for payee in called for word in ("--payee", payee)]
            command = snapshot.command("disbursement", "list", *options, office=giver)
            yield _unequal(snapshot, command, (giver, receiver), given, received, receiver)


def not_given(snapshot: Snapshot) -> Iterator[Alert]:
    """More was received of an office than it says that it disbursed to the one that received it."""
    funds = defaultdict(list)
    for fund, giver in givers(snapshot.connection).items():
        funds[giver, fund // SPAN].append(fund)
    for (giver, receiver), given, received, _ in _pairs(snapshot):
        if received > given:
            options = [word for fund in funds[giver, receiver] for word in ("--fund", snapshot.chosen("fund", fund))]
            command = snapshot.command("receipt", "list", *options)
            yield _unequal(snapshot, command, (giver, receiver), given, received, giver)


def giver_unsaid(snapshot: Snapshot) -> Iterator[Alert]:
    """Funds whose provider is another office, without saying that their money is of its funds."""
    known = named(snapshot.connection)
    said = "SELECT id, provider FROM fund WHERE provider IS NOT NULL AND from_office IS NULL ORDER BY id"
    for fund, provider in snapshot.connection.rows(said) if known else ():
        office = known.get(key(provider))
        if office is not None and office != fund // SPAN and fund in snapshot.funds:
            code = (snapshot.connection.parts or {})[office]
            yield Alert(
                snapshot.shown("fund", "show", noun="fund"),
                fund,
                details=phrase(
                    "At the office: {command}",
                    command=Joined(("aidtrack fund edit", phrase("NAME"), "--from-office", safe(code)), " "),
                ),
            )


def _paid(snapshot: Snapshot, kind: str) -> Iterator[tuple[int, int, str, int]]:
    """(fund, office, payee as it is shown and asked for, fen) of what funds paid to offices, netted."""
    known = named(snapshot.connection)
    if not known:
        return
    heads = payees(snapshot.connection)
    sql = (
        f"SELECT fund_id, payee, sum(amount_fen) FROM entry WHERE kind IN {listed((kind,))} AND payee IS NOT NULL"
        " AND date <= :end GROUP BY fund_id, payee HAVING sum(amount_fen) <> 0 ORDER BY fund_id, payee"
    )
    for fund, payee, fen in snapshot.connection.rows(sql, {"end": snapshot.when.params["end"]}):
        office = known.get(key(payee))
        if office is not None:
            yield fund, office, heads.shown(payee), int(fen)


def _pairs(snapshot: Snapshot) -> Iterator[tuple[Pair, int, int, list[str]]]:
    """For two offices in order what one disbursed to the other, and what this received of it from outside its own funds; as whom it was paid."""
    given: dict[Pair, int] = defaultdict(int)
    received: dict[Pair, int] = defaultdict(int)
    called: dict[Pair, list[str]] = defaultdict(list)
    for fund, office, payee, fen in _paid(snapshot, "disbursement"):
        if office != fund // SPAN:
            given[fund // SPAN, office] += fen
            called[fund // SPAN, office].append(payee)
    within = between_funds.carried_net(snapshot.connection, snapshot.when)
    for fund, giver in givers(snapshot.connection).items():
        if fund in snapshot.funds:
            came = (snapshot.funds[fund].held["received"] or 0) - within.get(fund, 0)
            received[giver, fund // SPAN] += came
    for pair in sorted({*given, *received}):
        yield pair, given[pair], received[pair], list(dict.fromkeys(called[pair]))


def _unequal(snapshot: Snapshot, command: str, pair: Pair, given: int, received: int, office: int) -> Alert:
    codes = snapshot.connection.parts or {}
    return Alert(
        command,
        subject=Joined(tuple(safe(codes[one]) for one in pair), " → "),
        amount_fen=abs(given - received),
        details=phrase("given {given}, received {received} yuan", given=yuan(given), received=yuan(received)),
        office=office,
    )
