"""Changing a setting of a store; each change is in the audit log."""

from collections.abc import Mapping

from aidtrack.errors import Refused
from aidtrack.locale import t
from aidtrack.nouns.step import STEPS
from aidtrack.store.engine.connection import Connection
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.log.append import Chain
from aidtrack.store.records.handed_over import tos
from aidtrack.store.records.handing_over.whom import require_nobody_named
from aidtrack.store.records.settings import NAMED_STEPS, labels, values
from aidtrack.values.office import number_of
from aidtrack.values.text import key, safe


def put(writer: Writer, name: str, value: str, *, refused: bool = False) -> bool:
    """Set one; a blank is its default again. Returns whether that is anything new. Raises Refused where a label is another step's,
    where it holds the name of a head, and for the number of a store that was handed over, unless the office above `refused` it.

    An office whose code is a number has that number from then on, whatever its code will be.
    """
    before = values(writer).get(name)
    after = value or None
    if after == before:
        return False
    require_nobody_named(writer, after)
    if after is not None and name in NAMED_STEPS:
        _require_own(writer, name, after)
    if name == "number" and not refused:
        _require_never_handed_over(writer, before)
    writer.execute("DELETE FROM setting WHERE name = :name", {"name": name})
    if after is not None:
        writer.execute("INSERT INTO setting (name, value) VALUES (:name, :value)", {"name": name, "value": after})
    action = "remove" if after is None else "add" if before is None else "edit"
    Chain(writer).append(action, "setting", before=_logged(name, before), after=_logged(name, after))
    if name == "office" and after is not None and (number := number_of(after)) and _may_have(writer):
        put(writer, "number", number)
    return True


def put_all(writer: Writer, said: Mapping[str, str]) -> None:
    for name, value in said.items():
        put(writer, name, value)


def _logged(name: str, value: str | None) -> dict[str, object] | None:
    return None if value is None else {"name": name, "value": value}


def _require_own(connection: Connection, name: str, label: str) -> None:
    """A label names one step."""
    taken = {**{key(word): step for step in STEPS for word in (step, STEPS[step])}}
    taken |= {key(word): step for step, word in labels(connection).items()}
    if taken.get(key(label), name) != name:
        raise Refused(t("“{word}” is what another step is called.", word=safe(label)), t("Give it another name."))


def _may_have(writer: Writer) -> bool:
    """Whether the store may still be given its first number."""
    return "number" not in values(writer) and not tos(writer)


def _require_never_handed_over(connection: Connection, number: str | None) -> None:
    """Above, ids are made of the number."""
    if tos(connection):
        raise Refused(
            t(
                "The store was handed over already: its number stays {number}.",
                number=number or t("what the collection gave it"),
            ),
            t("A code that changes leaves it as it is: aidtrack db setting office CODE."),
            t(
                "Where the office above took nothing in because another has the number: aidtrack db setting number N --yes."
            ),
        )
