"""`report fund [NAME]`: what each fund was promised, received, set aside, spent and lent."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from aidtrack.errors import Usage
from aidtrack.ledger.kind import FUND_BALANCES, KINDS
from aidtrack.ledger.quantity import ARRIVED, OUTSTANDING
from aidtrack.nouns.fund import FUND, SOURCES
from aidtrack.phrase import Said, phrase
from aidtrack.reports.columns import columns, compared, filled, of_noun, of_received, usual, word_labels
from aidtrack.reports.explain import Explainer, explaining
from aidtrack.reports.figures import add, summed
from aidtrack.reports.fund.between import between_offices
from aidtrack.reports.fund.projects import projects
from aidtrack.reports.fund.standing import Fund, budget_of, settled, standing, unallocated_of
from aidtrack.reports.period import Period
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.find import Names
from aidtrack.values.money import rate, yuan
from aidtrack.values.report import Column, Content, Report, Row, Table

_LENDING = (*(KINDS[kind].balance for kind in OUTSTANDING.kinds), "outstanding")
_RAISED = ("raised_from", "raised_to")
_SET_ASIDE = FUND_BALANCES.index("allocated") + 1
_SUMMED = (*FUND_BALANCES[:_SET_ASIDE], "unallocated", *FUND_BALANCES[_SET_ASIDE:], "outstanding", "cash")


ORDERS = ("source", "fund_year")  # of all funds, whose rows stand together by it
_HEADS = {"source": ("source",), "fund_year": ("year",)}  # in which column its word stands
RECEIVERS = ("implementer", "payee")  # of one fund: who received its money


def fund(
    connection: Connection, name: str | None, when: Period, by: str = "fund", *, explain: list[str] | None = None
) -> Report:
    """All funds, `by` what their rows are ordered; or one with its projects, or with who received its money. Raises Usage."""
    _require_by(name, by)
    names = Names(connection)
    only = names.find("fund", name) if name is not None else None
    explainer = explaining(names, when, explain)
    found = standing(connection, names, when, only)
    tables = [_table(_ordered(found, by), when, explainer, by)]
    if by in RECEIVERS and only is not None:
        from aidtrack.reports.fund.receivers import receivers  # a roll-up, which rests on funds itself

        tables.append(receivers(connection, names, when, only, by, explain))
        return Report("fund", names.name("fund", only) or "", tables, when.end, main="receivers")
    if only is None:
        tables += between_offices(connection, when, explainer)
        return Report("fund", phrase("Funds"), tables, when.end, charts=[compared("funds", "fund")])
    tables.append(projects(connection, names, when, only, explainer))
    title = names.name("fund", only) or phrase("Funds")
    drawn = [compared("projects", "project", "village")]
    return Report("fund", title, tables, when.end, charts=drawn, main="projects")


def _require_by(name: str | None, by: str) -> None:
    if name is None and by in RECEIVERS:
        raise Usage(
            phrase("Who receives it is asked of one fund."),
            phrase("Name it, or ask for all: aidtrack report rollup --by fund,{word}.", word=by),
        )


def _ordered(found: Sequence[Fund], by: str) -> list[Fund]:
    """What is not known comes last."""
    if by not in ORDERS:
        return [*found]
    if by == "source":
        declared = [*SOURCES, None]
        return sorted(found, key=lambda one: declared.index(one.source))
    return sorted(found, key=lambda one: (one.year is None, one.year or 0))


def _word(one: Fund, by: str) -> str | int | None:
    return one.source if by == "source" else one.year


def _subtotals(found: Sequence[Fund], rows: Sequence[Row], when: Period, by: str) -> dict[int, Row]:
    """After the last fund of each source or year what they come to together."""
    subtotals: dict[int, Row] = {}
    start = 0
    for at, one in enumerate(found):
        if by in ORDERS and (at + 1 == len(found) or _word(found[at + 1], by) != _word(one, by)):
            head = "source" if by == "source" else "year"
            mine = _total(found[start : at + 1], when)
            blank: Row = dict.fromkeys(("source", "year", "doc_no", "qualifier", "raised_qualifier", *_RAISED), "")
            subtotals[at] = {**blank, head: rows[at][head], **mine, "fund": phrase("Subtotal"), "flags": ()}
            start = at + 1
    return subtotals


def _table(found: Sequence[Fund], when: Period, explainer: Explainer | None, by: str) -> Table:
    rows = [one.cells(when) for one in found]
    commands = (
        [[explainer.one("fund", one.id), *explainer.commands(one.money, fund=one.id)] for one in found]
        if explainer
        else ()
    )
    return Table(
        "funds",
        phrase("Funds"),
        _columns(rows),
        rows,
        stays=(*_HEADS.get(by, ()), "allocated", "spent", "flags", "cash", "rate", "unallocated", "received", "budget"),
        total=_total(found, when),
        subtotals=_subtotals(found, rows, when, by),
        remarks=_remarks({one.id: one for one in found}) if len(found) > 1 and when.choice.of_funds else None,
        labels=word_labels("source"),
        explain=commands,
        keys=[one.id for one in found],
    )


def _columns(rows: Sequence[Row]) -> list[Column]:
    """People read the qualifier before the amounts that it marks, of lending where some fund has lent, and since when money was raised
    where one fund is asked for.
    """
    lent = any(row["lent"] is not None for row in rows)
    qualifiers = ("qualifier", "raised_qualifier")
    hidden = {*qualifiers, *(() if lent else _LENDING), *(() if len(rows) == 1 else _RAISED)}
    shown = [
        *columns("fund", "source", "year"), *of_noun(FUND, "doc_no", "raised", "raised_qualifier", *_RAISED),
        *columns("budget", "qualifier", *_SUMMED, "rate", "flags"),
    ]  # fmt: skip
    shown = [replace(column, hidden=column.name in hidden) for column in shown]
    return usual(filled(of_received(shown), rows, "doc_no", "raised", *_RAISED), rows, always=_LENDING if lent else ())


def _total(found: Sequence[Fund], when: Period) -> Row:
    found = settled(found)
    rows = [one.cells(when) for one in found]
    total: dict[str, Content] = {name: summed(row[name] for row in rows) for name in _SUMMED}
    if all(one.choice.of_funds for one in found):
        total["raised"] = summed(one.raised_fen for one in found if one.raised_in_total)
        total["budget"] = budget_of(found)
    total["unallocated"] = unallocated_of(found)
    spent: int | None = None
    arrived: int | None = None
    for one in found:
        if one.rated:
            spent, arrived = add(spent, one.money.held["spent"]), add(arrived, ARRIVED.of(one.money.held))
    total["rate"] = rate(spent, arrived)
    return total


def _raised(funds: Iterable[Fund]) -> Iterator[Said]:
    """How much was raised in all, and from when to when: on a narrow terminal the column steps back."""
    stated = [one for one in funds if one.raised_fen is not None]
    if not stated:
        return
    amount = yuan(sum(one.raised_fen or 0 for one in stated))
    since = min(filter(None, (one.raised_from for one in stated)), default=None)
    until = max(filter(None, (one.raised_to for one in stated)), default=None)
    if since is None:
        yield phrase("Raised in all: {amount} yuan.", amount=amount)
    elif until is None:
        yield phrase("Raised in all since {start}: {amount} yuan.", start=since, amount=amount)
    else:
        yield phrase("Raised in all from {start} to {end}: {amount} yuan.", start=since, end=until, amount=amount)


def _remarks(funds: Mapping[object, Fund]) -> Callable[[Table], Iterator[Said]]:
    """What the totals leave out: a budget that is not exact, or is inside another fund's, is never silently added."""

    def of(keys: Sequence[object] | None) -> list[Fund]:
        return [funds[key] for key in keys or () if key in funds]

    def remarks(table: Table) -> Iterator[Said]:
        found = of((table.whole or table).keys)
        left_out = sum(one.budget_fen is not None and not one.in_total for one in found)
        unknown = sum(one.budget_fen is None for one in found)
        if table.sums("raised"):
            yield from _raised(one for one in found if one.raised_in_total)
        if table.sums("raised") and any(one.raised_fen is not None and not one.raised_in_total for one in found):
            yield phrase(
                "What was raised is added up where it is exact and part of no other fund: no limit, nor part of any other figure."
            )
        if left_out and table.sums("budget", "unallocated"):
            yield phrase(
                "The totals of budget and unallocated leave out {count} that are not exact or are part of another fund.",
                count=left_out,
            )
        if unknown and table.has("budget"):
            yield phrase("{count} funds state no budget.", count=unknown)
        if table.has("rate") and any(one.lends for one in of(table.keys)):
            yield phrase("Loan funds have no rate: what they lend comes back.")

    return remarks
