"""Days of nouns that lie before those that they follow, as programs took them that did not look."""

from collections.abc import Iterator

from aidtrack.locale import command, spoken, t
from aidtrack.nouns import NOUNS
from aidtrack.nouns.sense import is_in_order
from aidtrack.store.engine.connection import Connection
from aidtrack.store.proof.discrepancy import Discrepancy
from aidtrack.values.field import Noun


def out_of_order(connection: Connection) -> Iterator[Discrepancy]:
    """An alert of each such pair: no door lets it in, and who knows the right day can put it right."""
    for noun in NOUNS.values():
        for first, last in noun.in_order:
            yield from _of(connection, noun, first, last)


def _of(connection: Connection, noun: Noun, first: str, last: str) -> Iterator[Discrepancy]:
    # A date of less precision begins as the days do that it means: none of those that are sought has another order as a text.
    sql = f"SELECT id, {first}, {last} FROM {noun.name} WHERE {last} < {first} ORDER BY id"
    for id, start, end in connection.rows(sql):
        if not is_in_order(start, end):
            said = t(
                "{last} {end} lies before {first} {start}. Put it right: {edit} DAY.",
                last=spoken(noun.field(last).label),
                end=end,
                first=spoken(noun.field(first).label),
                start=start,
                edit=command(noun.name, "edit", str(id), noun.field(last).option),
            )
            yield Discrepancy("alert", "order", f"{noun.name} {id}", said)
