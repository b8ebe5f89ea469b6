"""Changes of rows of a noun, judged already: many are written together, and one by one only where the store refuses one of them."""

from collections.abc import Callable, Sequence

from aidtrack.dataclass import dataclass
from aidtrack.errors import Refused
from aidtrack.store.engine.driver_errors import rule_broken
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.records.noun_rules import refusal, rule_of
from aidtrack.store.records.noun_sense import Values
from aidtrack.store.records.spelling import learn


@dataclass(frozen=True, slots=True)
class Change:
    """What a row comes to state, by column, of what it stated before; `refuse` is told why the store does not take it."""

    id: int
    before: Values
    changes: Values
    refuse: Callable[[Refused], None]


def write_all(writer: Writer, noun: str, changes: Sequence[Change]) -> None:
    """Write changes of as many rows, each of which says something new."""
    try:
        with writer.attempt(), writer.by_index():
            learn(writer, noun, [one.changes for one in changes])
            for alike in _by_columns(changes):
                columns = {column: [one.changes[column] for one in alike] for column in alike[0].changes}
                writer.update_columns(noun, [one.id for one in alike], columns)
    except Exception as error:
        if rule_broken(error) is None:
            raise
    else:
        return
    for one in changes:
        try:
            write_one(writer, noun, one.id, one.before, one.changes)
        except Refused as error:
            one.refuse(error)


def write_one(writer: Writer, noun: str, id: int, before: Values, changes: Values) -> None:
    """Write the changes of one row. Raises Refused where a rule forbids them."""
    if not changes:
        return
    try:
        with writer.attempt():
            learn(writer, noun, [changes])
            writer.update(noun, id, changes)
    except Exception as error:
        rule = rule_of(error)
        if rule is None:
            raise
        raise refusal(writer, rule, noun, id, {**before, **changes}) from error


def _by_columns(changes: Sequence[Change]) -> list[list[Change]]:
    """Those that change the same columns go into one statement."""
    found: dict[frozenset[str], list[Change]] = {}
    for one in changes:
        found.setdefault(frozenset(one.changes), []).append(one)
    return [*found.values()]
