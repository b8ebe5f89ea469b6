"""The recorded entries that an entry may repeat: those that agree with it in all that is compared as it is stored, by what people wrote in them.

Where many commands run as one these are looked up once: a village may have a thousand payments of one day and amount, to as many payees.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import field

from aidtrack.dataclass import dataclass
from aidtrack.ledger.correcting import ref_of
from aidtrack.ledger.entry import ENTRY
from aidtrack.ledger.equality import WRITTEN, alike, columns, is_reworded, worded
from aidtrack.store.engine.connection import Connection
from aidtrack.store.engine.transaction import Writer

_TEXTS = frozenset(one.column for one in ENTRY.fields if one.sql == "TEXT")
_PAYEE = WRITTEN.index("payee")


@dataclass(frozen=True, slots=True)
class Alike:
    """A recorded entry, be it taken back or not; `ref` is the 流水号 of its story, `texts` by field what people wrote."""

    id: int
    ref: str | None
    texts: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Alikes:
    """Those that agree in all but that, in order of id, by all that they say and by the payee alone."""

    saying: dict[tuple[str | None, ...], list[Alike]] = field(default_factory=lambda: defaultdict(list))
    paid_to: dict[str | None, list[Alike]] = field(default_factory=lambda: defaultdict(list))

    def add(self, one: Alike) -> None:
        said = worded(one.texts.get(name) for name in WRITTEN)
        self.saying[said].append(one)
        self.paid_to[said[_PAYEE]].append(one)

    def equal(self, entry: Mapping[str, object]) -> list[int]:
        """The ids of those that say the same as an entry, by column."""
        said = worded(entry.get(name) for name in WRITTEN)
        return [one.id for one in self.saying.get(said, ()) if _refs_agree(entry, one)]

    def reworded(self, entry: Mapping[str, object]) -> Iterator[int]:
        """The ids of those that may say so in other words."""
        [payee] = worded([entry.get("payee")])
        return (
            one.id for one in self.paid_to.get(payee, ()) if _refs_agree(entry, one) and is_reworded(entry, one.texts)
        )


def alikes(connection: Connection, entry: Mapping[str, object]) -> Alikes:
    """Those of an entry, by column."""
    known = connection.alikes if isinstance(connection, Writer) else None
    if known is None:
        return _read(connection, entry)
    asked = _asked(entry)
    if asked not in known:
        known[asked] = _read(connection, entry)
    found = known[asked]
    assert isinstance(found, Alikes)
    return found


def note(writer: Writer, id: int, entry: Mapping[str, object], ref: str | None) -> None:
    """An entry, by column, was recorded under this id; `ref` is that of its story."""
    found = None if writer.alikes is None else writer.alikes.get(_asked(entry))
    if isinstance(found, Alikes):
        found.add(Alike(id, ref, {name: entry.get(name) for name in WRITTEN}))


def _asked(entry: Mapping[str, object]) -> tuple[object, ...]:
    return tuple(entry.get(name) for name in columns())


def _read(connection: Connection, entry: Mapping[str, object]) -> Alikes:
    row = ", ".join(f"CAST(:{name} AS {'TEXT' if name in _TEXTS else 'BIGINT'}) AS {name}" for name in columns())
    rows = connection.rows(
        f"""SELECT e.id, {ref_of("e")}, {", ".join(f"e.{name}" for name in WRITTEN)}
        FROM (SELECT {row}) n JOIN entry e ON {alike("n", "e")} ORDER BY e.id""",
        {name: entry.get(name) for name in columns()},
    )
    found = Alikes()
    for id, ref, *texts in rows:
        found.add(Alike(int(id), ref, dict(zip(WRITTEN, texts, strict=True))))
    return found


def _refs_agree(entry: Mapping[str, object], one: Alike) -> bool:
    """Whether the 流水号 do not tell a new entry and a recorded one apart."""
    return None in (entry.get("ref"), one.ref) or entry.get("ref") == one.ref
