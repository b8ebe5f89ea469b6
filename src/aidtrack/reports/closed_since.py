"""`report office --compare D`: what was recorded since that day in periods whose books were closed then, by office and fund."""

from collections.abc import Mapping

from aidtrack.dataclass import dataclass
from aidtrack.ledger.kind import FUND_BALANCES, KINDS
from aidtrack.phrase import Said, phrase
from aidtrack.reports.columns import columns, usual
from aidtrack.reports.explain import explaining
from aidtrack.reports.figures import summed
from aidtrack.reports.period import Period
from aidtrack.store.engine.collections import SPAN
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.find import Names
from aidtrack.values.report import Content, Row, Table, column

# By office: through which day its books were closed at the end of that day, and which entry was its newest then.
_CLOSED = f"""SELECT id / {SPAN}, through FROM closed_books
    WHERE id IN (SELECT max(id) FROM closed_books WHERE at <= :until GROUP BY id / {SPAN}) AND through IS NOT NULL"""
_NEWEST = f"""SELECT office, max(id) FROM (
        SELECT object_id / {SPAN} AS office, object_id AS id FROM audit WHERE noun = 'entry' AND at <= :until
        UNION ALL SELECT id / {SPAN}, last_entry_id FROM batch WHERE at <= :until AND last_entry_id IS NOT NULL) known
    GROUP BY office"""


@dataclass(frozen=True, slots=True)
class _Late:
    """An entry that came into a closed period."""

    id: int
    kind: str
    date: str
    fund: int
    fen: int


def closed_since(connection: Connection, before: Period, when: Period, explain: list[str] | None) -> Table:
    """Late entries with a reason, and what was recorded while a period was open again: each fund with what its figures changed by."""
    until = {"until": f"{before.day}~"}
    newest: Mapping[int, int] = dict(connection.rows(_NEWEST, until))
    names = Names(connection)
    explainer = explaining(names, when, explain)
    rows: list[Row] = []
    keys: list[int] = []
    commands: list[list[Said]] = []
    for office, through in sorted(connection.rows(_CLOSED, until)):
        for fund, late in _late(connection, office, through, newest.get(office, office * SPAN)).items():
            rows.append({"fund": names.name("fund", fund), "through": through, **_changed(late)})
            keys.append(fund)
            if explainer:
                kinds = [kind for kind in KINDS if any(one.kind == kind for one in late)]
                commands.append([explainer.numbered(kind, [one.id for one in late if one.kind == kind]) for kind in kinds])  # fmt: skip
    total = {name: summed(row[name] for row in rows) for name in ("entries", *FUND_BALANCES)}
    shown = [
        *columns("fund"), column("through", "结账至", "date"), column("first", "最早日期", "date"),
        column("entries", "流水", "count"), *columns(*FUND_BALANCES),
    ]  # fmt: skip
    said = phrase("Nothing was recorded since {day} in periods that were closed then.", day=before.day)
    return Table(
        "closed_periods",
        phrase("Changed since {day} in closed periods", day=before.day),
        usual(shown, rows),
        rows,
        total=total,
        lines=() if rows else (said,),
        explain=commands,
        keys=keys,
    )


def _late(connection: Connection, office: int, through: str, after: int) -> dict[int, list[_Late]]:
    """By fund the entries of an office behind `after` that are dated on closed days."""
    found: dict[int, list[_Late]] = {}
    for row in connection.rows(
        "SELECT id, kind, date, fund_id, amount_fen FROM entry WHERE id > :after AND id < :end AND date <= :through ORDER BY fund_id, id",
        {"after": after, "end": (office + 1) * SPAN, "through": through},
    ):
        one = _Late(*row)
        found.setdefault(one.fund, []).append(one)
    return found


def _changed(late: list[_Late]) -> dict[str, Content]:
    sums = {kind.balance: summed(one.fen for one in late if one.kind == name) for name, kind in KINDS.items()}
    return {
        "first": min(one.date for one in late),
        "entries": len(late),
        **{name: sums[name] for name in FUND_BALANCES},
    }
