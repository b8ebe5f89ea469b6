"""Lines of a written account: what is stated, how exactly, in whose words, of when; what is not stated is said to be so."""

from collections.abc import Sequence
from dataclasses import field, replace
from decimal import Decimal

from aidtrack.dataclass import dataclass
from aidtrack.nouns.activity import ACTIVITY
from aidtrack.nouns.indicator import INDICATOR
from aidtrack.phrase import Said, phrase
from aidtrack.reports.columns import columns, of_noun
from aidtrack.reports.explain import Explainer, Sources
from aidtrack.values.dates import ONGOING
from aidtrack.values.quantity import Quantity
from aidtrack.values.report import Column, Row, Table

_ASIDE = ("raw", "details", "unit")  # where a blank says nothing


@dataclass(frozen=True, slots=True)
class Fact:
    """One line: `raw` are the words it rests on, `as_of` a date or a span of any precision, `details` who and where, `kind` an activity's.

    `sources` are the ids of the rows it comes from, by noun.
    """

    item: Said
    quantity: Quantity | None = None
    unit: str | None = None
    details: Said | None = None
    raw: str | None = None
    as_of: str | None = None
    kind: str | None = None
    sources: Sources = field(default_factory=dict)


def number(item: Said, count: int, sources: Sources, *, raw: str | None = None, as_of: str | None = None) -> Fact:
    """A count of what is recorded; `as_of` is the day on which it is known to have been so."""
    return Fact(item, Quantity(Decimal(count)), raw=raw, as_of=as_of, sources=sources)


def facts_table(name: str, title: Said, facts: Sequence[Fact], explainer: Explainer | None) -> Table:
    """The facts one under another."""
    rows: list[Row] = [
        {
            "item": fact.item,
            "quantity": None if fact.quantity is None else str(fact.quantity),
            "unit": fact.unit,
            "details": fact.details,
            "raw": fact.raw,
            "as_of": fact.as_of,
            "kind": fact.kind,
        }
        for fact in facts
    ]
    shown = [
        *of_noun(ACTIVITY, "kind"), *columns("item", "quantity"), *of_noun(INDICATOR, "unit"), *columns("details"),
        *of_noun(INDICATOR, "raw"), *columns("as_of"),
    ]  # fmt: skip
    told = len({row["kind"] for row in rows}) > 1  # one kind is what the title says
    shown = [replace(one, hidden=one.name == "kind" and not told) for one in shown]
    commands = [explainer.sources(fact.sources) for fact in facts] if explainer else ()
    return stated(Table(name, title, shown, rows, explain=commands))


def stated(table: Table) -> Table:
    """The table in which a blank reads “not stated”; one without a row says just that."""
    blanks = {column.name: "" if column.name in _ASIDE else phrase("not stated") for column in table.columns}
    shown: list[Column] = [
        replace(
            column,
            blank=blanks[column.name],
            hidden=column.hidden or (column.name in _ASIDE and not any(row.get(column.name) for row in table.rows)),
        )
        for column in table.columns
    ]
    return replace(table, columns=shown, lines=table.lines if table.rows else [phrase("not stated")])


def span(starts_on: str | None, ends_on: str | None) -> str | None:
    """`2015–2017`, `2015–` of what goes on, a single date, or None where neither is known."""
    if ends_on == ONGOING:
        return f"{starts_on or ''}–"
    return "–".join(dict.fromkeys(day for day in (starts_on, ends_on) if day)) or None


def words(raws: Sequence[str | None]) -> str | None:
    """The words that several rows rest on, where they are the same for all."""
    found = set(raws)
    return found.pop() if len(found) == 1 else None
